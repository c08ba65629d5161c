"""Reading what a neighbouring stack made, without needing it for the first plan."""

from __future__ import annotations

from ..azure.ids import ResourceId
from ..engine.framework import Construct, TerraformResource
from ..engine.parameters import Checked


class Gate(Checked, TerraformResource):
    """Holds back a data source until the first apply."""

    def __init__(self, scope: Construct, id_: str, *, neighbour: ResourceId) -> None:
        """Holds back a data source until the first apply.

        A data source that depends on the gate is read when the gate exists. In the first plan it does not, so the plan
        needs no neighbour; every later plan reads the value. If the neighbour gets another id, it is read anew.

        Args:
            neighbour: the computed id of the resource that the data source reads.

        Example:
            `DataAzurermUserAssignedIdentity(self, "identity", name=..., depends_on=[Gate(self, "gate", neighbour=id)])`
        """
        # The framework's own class runs `terraform version` at synth, which then fails where there is no Terraform.
        super().__init__(scope, id_, terraform_resource_type="terraform_data")
        self.add_override("input", {"id": neighbour.id})
