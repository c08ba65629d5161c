"""The stack of one ML data product in one environment."""

from __future__ import annotations

from ..config.layout.policies import PolicyLayout
from ..config.layout.product import ProductLayout
from ..engine.framework import Construct, TerraformOutput
from ..patterns import (
    DataFactoryLink,
    MlWorkspace,
    ProductAlerts,
    ProductDatabricks,
    ProductKubernetes,
    ShippingIdentity,
    SynapseLink,
    Watched,
)
from ..patterns.budgets import product_budget
from ..patterns.further_endpoints import reached_otherwise
from ..patterns.managed_network import approval_commands
from ..patterns.policies import InitiativeAssignment
from ..patterns.policies import grants_of_others as policy_grants_of_others
from ..patterns.services import ProductServices, link_services, pattern_of
from ..patterns.workload_grants import grants_of_others
from ..resources import AzureResource, KnownResourceGroup, OwnResourceGroup, ResourceGroup
from .base import LandingZoneStack


class ProductStack(LandingZoneStack):
    """Everything of the product, in a resource group of its own.

    Attributes:
        layout: the product.
        resource_group: its resource group.
        estate: the workspace with everything that belongs to it, such as `estate.workspace` and `estate.key_vault`.
        synapse: the link to Synapse, such as `synapse.compute`; None if the product has none.
        data_factory: the link to Data Factory, likewise, such as `data_factory.linked_services`.
        databricks: the link to Databricks, likewise, such as `databricks.owned`.
        kubernetes: the attached Kubernetes cluster, likewise, as `kubernetes.compute`.
        shipping: the identity of the team's own pipelines, as `shipping.identity`; None if it has none.
    """

    layout: ProductLayout
    resource_group: OwnResourceGroup
    estate: MlWorkspace
    synapse: SynapseLink | None
    data_factory: DataFactoryLink | None
    databricks: ProductDatabricks | None
    kubernetes: ProductKubernetes | None
    shipping: ShippingIdentity | None

    def __init__(
        self, scope: Construct, id_: str, *, layout: ProductLayout, policies: PolicyLayout | None = None
    ) -> None:
        """Everything of the product, in a resource group of its own.

        Args:
            layout: the product.
            policies: the policies of the landing zone; None if it assigns none.
        """
        super().__init__(scope, id_, core=layout.core, protection=layout.protection)
        group = self._group(layout)
        # The workspace waits for the policies that bind it.
        bound = self._policies(layout, policies, group)
        estate = MlWorkspace(self, "ml", layout=layout, resource_group=group, after=bound)
        links = link_services(self, ProductServices(layout=layout, resource_group=group, estate=estate))
        for link in links:
            self._add_outputs(link.outputs)
        self.shipping = None
        if layout.product.shipping is not None:
            self.shipping = ShippingIdentity(
                self,
                "shipping",
                layout=layout,
                pipelines=layout.product.shipping,
                resource_group=group,
                estate=estate,
            )
            TerraformOutput(
                self,
                "shipping_client_id",
                value=self.shipping.identity.client_id,
                description="Application id with which the team's own pipelines ship",
            )
        if layout.alerts:
            self._alerts(layout, estate, group)
        if layout.product.budget is not None:
            product_budget(self, "budget", budget=layout.product.budget, name=layout.budget_name, resource_group=group)
        self._outputs(layout, estate)
        self.layout = layout
        self.resource_group = group
        self.estate = estate
        self.synapse = pattern_of(links, SynapseLink)
        self.data_factory = pattern_of(links, DataFactoryLink)
        self.databricks = pattern_of(links, ProductDatabricks)
        self.kubernetes = pattern_of(links, ProductKubernetes)

    def _group(self, layout: ProductLayout) -> OwnResourceGroup:
        """The resource group: made here, or in the bootstrap stack for a product whose pipelines work in it."""
        if layout.product.pipelines is not None:
            return KnownResourceGroup(layout.resource_group.id, layout.location)
        return ResourceGroup(
            self,
            "resource-group",
            name=layout.resource_group.name,
            location=layout.location,
            tags=layout.tags,
        )

    def _policies(
        self, layout: ProductLayout, policies: PolicyLayout | None, group: OwnResourceGroup
    ) -> list[AzureResource]:
        """The product's own assignment, if it has one that is made here: what its workspace waits for."""
        assignment = policies.late(layout) if policies is not None else None
        if policies is None or assignment is None:
            return []
        if others := policy_grants_of_others(assignment, policies):
            TerraformOutput(
                self,
                "policy_grants_of_others",
                value=others,
                description="What the owners of things outside must still assign to the identity of the assignment",
            )
        return InitiativeAssignment(self, "policies", assignment=assignment, layout=policies, target=group).last

    def _alerts(self, layout: ProductLayout, estate: MlWorkspace, group: OwnResourceGroup) -> None:
        watched = {
            "workspace": [Watched(estate.workspace, layout.workspace.id.type)],
            "key_vault": [Watched(estate.key_vault, layout.key_vault.id.type)],
            "storage_account": [Watched(estate.storage_account, layout.storage_account.id.type)],
            "resource_group": [Watched(group, layout.resource_group.id.type)],
        }
        ProductAlerts(self, "alerts", layout=layout, resource_group=group, watched=watched)

    def _outputs(self, layout: ProductLayout, estate: MlWorkspace) -> None:
        cloud = layout.core.cloud
        values: dict[str, tuple[object, str]] = {
            "resource_group_name": (layout.resource_group.name, "The product's resource group"),
            "workspace_name": (layout.workspace.name, "The Machine Learning workspace"),
            "workspace_id": (estate.workspace.id, "Its resource id"),
            "studio_url": (layout.studio_url, "The workspace in the studio; reached from inside the network only"),
            "key_vault_uri": (f"https://{layout.key_vault.name}.{cloud.key_vault_suffix}/", "The key vault"),
            "container_registry_login_server": (layout.registry_host, "Where images are pulled from"),
            "storage_account_name": (layout.storage_account.name, "The workspace's default storage"),
            "identity_client_id": (estate.identity.client_id, "Application id of the workspace's identity"),
            "compute_clusters": (sorted(estate.clusters), "The compute clusters"),
            "datastores": (sorted(estate.datastores), "The data stores"),
            "compute_instances": (sorted(estate.instances), "The compute instances"),
            "endpoint_identity_id": (estate.endpoint_identity.id, "The identity that online endpoints are made with"),
        }
        if others := grants_of_others(layout):
            values["grants_of_others"] = (others, "What the owners of things outside must still assign")
        if missing := reached_otherwise(layout):
            values["reached_otherwise"] = (
                missing,
                "What each further network must reach in another way than by endpoints of the product",
            )
        if layout.managed_network is not None and layout.managed_network.approval == "manual":
            values["endpoint_approvals"] = (
                approval_commands(layout),
                "How the endpoints of the managed network are approved, by whoever owns their targets",
            )
        self._add_outputs(values)
