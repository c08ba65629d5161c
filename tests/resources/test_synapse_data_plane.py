"""What is set inside a Synapse workspace."""

from __future__ import annotations

from typing import Any

from azure_data_landing_zone.resources import SynapseManagedEndpoint, SynapsePoolRole
from resource_support import ACCOUNT, OBJECT, SYNAPSE, Built, assert_sets


def test_sets_a_role_on_one_pool(built: Built) -> None:
    pool = SYNAPSE.child("bigDataPools", "spark")
    body = built(
        lambda scope: SynapsePoolRole(
            scope, "role", role="Synapse Compute Operator", spark_pool=pool, principal_id=OBJECT
        )
    ).one("azurerm_synapse_role_assignment")
    assert_sets(body, synapse_spark_pool_id=pool.id, principal_id=OBJECT, principal_type="ServicePrincipal")
    assert_sets(body, role_name="Synapse Compute Operator")


def test_sets_one_managed_endpoint_after_the_other(built: Built) -> None:
    def build(scope: Any) -> None:
        for subresource in ("blob", "dfs"):
            SynapseManagedEndpoint(
                scope, subresource, name=subresource, workspace=SYNAPSE, target=ACCOUNT, subresource=subresource
            )

    stack = built(build)
    kind = "azurerm_synapse_managed_private_endpoint"
    ((blob, first),) = stack.all(kind, subresource_name="blob").items()
    assert_sets(first, name="blob", subresource_name="blob")
    assert_sets(first, target_resource_id=ACCOUNT.id, synapse_workspace_id=SYNAPSE.id, depends_on=None)
    assert stack.one(kind, subresource_name="dfs")["depends_on"] == [f"{kind}.{blob}"]
