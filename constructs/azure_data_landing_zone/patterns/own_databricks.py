"""The Databricks workspace that a product owns."""

from __future__ import annotations

from ..config.layout.product import ProductLayout
from ..config.models.links import OwnDatabricks
from ..engine.framework import Construct
from ..resources import ResourceGroupRef
from .databricks import PrivateDatabricks
from .grants import grant, grant_id
from .lake_rights import lake_rights


class ProductOwnedDatabricks(PrivateDatabricks):
    """A Databricks workspace of one product."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        layout: ProductLayout,
        config: OwnDatabricks,
        resource_group: ResourceGroupRef,
    ) -> None:
        """A Databricks workspace of one product.

        Its access connector has on the lake what the product's compute has: it reads what the product reads, and writes
        what the product writes, each container by a grant of its own. Its subnets are the core stack's, known by their
        ids.

        Args:
            layout: the product.
            config: the workspace.
            resource_group: the product's.
        """
        core = layout.core
        hosts, containers = core.subnets[config.public_subnet].id, core.subnets[config.private_subnet].id
        super().__init__(
            scope,
            id_,
            workspace=layout.databricks_workspace,
            access_connector_name=layout.databricks_access_connector.name,
            managed_group=layout.databricks_managed_group,
            storage_account=layout.databricks_storage_account,
            core=core,
            resource_group=resource_group,
            virtual_network=core.virtual_network_id,
            subnet_names=(hosts.name, containers.name),
            subnets=(hosts, containers),
            endpoint_subnet=layout.endpoint_subnet.id,
            log_analytics_workspace=core.log_analytics_workspace_id,
            browser_authentication=config.browser_authentication,
            prevent_destroy=layout.protection.prevent_destroy,
            tags=layout.tags,
        )
        for label, role, container in lake_rights(layout):
            grant(
                self.access_connector,
                grant_id(role, label),
                role=role,
                at=container,
                subscription_id=core.landing_zone.subscription_id,
                principal=f"{layout.stack}/databricks_access_connector",
                principal_id=self.access_connector.principal_id,
            )
