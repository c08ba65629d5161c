"""The Databricks workspace of a landing zone."""

from __future__ import annotations

from collections.abc import Mapping

from ..config.analytics import CreatedDatabricks
from ..config.core_layout import CoreLayout
from ..config.data_lake import Layer
from ..config.places import LAKE_SUBRESOURCES, container_id, endpoint_name
from ..engine.framework import Construct
from ..resources import (
    DatabricksAccessConnector,
    DatabricksWorkspace,
    Identified,
    PrivateEndpoint,
    ResourceGroupRef,
)
from .base import Pattern
from .data_lake import LandingZoneDataLake
from .diagnostics import send_diagnostics
from .endpoints import private_endpoints
from .grants import grant, grant_id
from .network import LandingZoneNetwork

#: The subnets of a workspace: of its hosts, and of their containers.
SUBNETS = ("databricks_public", "databricks_private")
#: The layers that Databricks reads and writes; the workspace layer is the products' own.
LAYERS = (Layer.RAW, Layer.ENRICHED, Layer.CURATED)
_ROLE = "Storage Blob Data Contributor"


class LandingZoneDatabricks(Pattern):
    """A private Databricks workspace with the identity that reaches the lake.

    Its access connector reads and writes the containers of raw, enriched and curated that the landing zone makes, each
    by a grant of its own: Unity Catalog decides who does so. It gets no role on an account as a whole, none on the
    workspace layer, and none on a lake that exists already, whose owner grants it.

    Args:
        config: the workspace.
        core: names and ids.
        resource_group: where it lies.
        network: the network, if the landing zone makes it.
        data_lake: the lake, as far as the landing zone makes it.
        endpoint_subnet: where the endpoints take their addresses.
        log_analytics_workspace: takes its logs.
        prevent_destroy: whether Terraform refuses to destroy the workspace.
        tags: of every resource.

    Attributes:
        workspace: the workspace.
        access_connector: the identity that reaches the lake.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        config: CreatedDatabricks,
        core: CoreLayout,
        resource_group: ResourceGroupRef,
        network: LandingZoneNetwork | None,
        data_lake: LandingZoneDataLake | None,
        endpoint_subnet: Identified,
        log_analytics_workspace: Identified,
        prevent_destroy: bool,
        tags: Mapping[str, str],
    ) -> None:
        super().__init__(scope, id_)
        workspace_id = core.databricks_workspace_id
        if workspace_id is None:
            raise ValueError("the configuration has no Databricks workspace")
        self.access_connector = DatabricksAccessConnector(
            self,
            "access-connector",
            name=core.databricks_access_connector.name,
            resource_group=resource_group,
            tags=tags,
        )
        if data_lake is not None:
            self._grant_lake(core, data_lake)
        # azurerm gives an association the id of its subnet, so an existing subnet stands for its own.
        groups: list[Identified] = [
            core.subnets[purpose].id if network is None else network.subnets[purpose].security_group
            for purpose in SUBNETS
        ]
        self.workspace = DatabricksWorkspace(
            self,
            "workspace",
            name=workspace_id.name,
            resource_group=resource_group,
            managed_resource_group_name=core.databricks_managed_group.name,
            storage_account_name=core.databricks_storage_account.name,
            virtual_network=core.virtual_network_id if network is None else network.virtual_network,
            public_subnet_name=core.subnets[SUBNETS[0]].id.name,
            public_subnet_security_group=groups[0],
            private_subnet_name=core.subnets[SUBNETS[1]].id.name,
            private_subnet_security_group=groups[1],
            access_connector=self.access_connector,
            prevent_destroy=prevent_destroy,
            depends_on=[]
            if network is None
            else [way_out for purpose in SUBNETS for way_out in network.subnets[purpose].ways_out],
            tags=tags,
        )
        subresources = ["databricks_ui_api", *(["browser_authentication"] if config.browser_authentication else [])]
        private_endpoints(
            self.workspace,
            workspace_id.name,
            subresources,
            core=core,
            resource_group=resource_group,
            subnet=endpoint_subnet,
            tags=tags,
        )
        self._storage_endpoints(core, resource_group, endpoint_subnet, tags)
        send_diagnostics(self.workspace, "Microsoft.Databricks/workspaces", log_analytics_workspace)

    def _grant_lake(self, core: CoreLayout, data_lake: LandingZoneDataLake) -> None:
        for (layer, name), container in data_lake.containers.items():
            if layer in LAYERS:
                grant(
                    self.access_connector,
                    grant_id(_ROLE, f"lake-{layer}-{name}"),
                    role=_ROLE,
                    at=container_id(core.lake_accounts[layer], name),
                    target=container,
                    subscription_id=core.landing_zone.subscription_id,
                    principal="core/databricks_access_connector",
                    principal_id=self.access_connector.principal_id,
                )

    def _storage_endpoints(
        self, core: CoreLayout, resource_group: ResourceGroupRef, subnet: Identified, tags: Mapping[str, str]
    ) -> None:
        """Endpoints to the storage account that Databricks makes; clusters get behind its firewall no other way."""
        account = core.databricks_storage_account
        for subresource in LAKE_SUBRESOURCES:
            PrivateEndpoint(
                self.workspace,
                f"Storage-{subresource}",
                name=endpoint_name(account.name, subresource),
                resource_group=resource_group,
                location=core.landing_zone.location,
                target=account.id,
                subresource=subresource,
                subnet=subnet,
                private_dns_zone_ids=core.zone_ids(subresource),
                depends_on=[self.workspace],
                tags=tags,
            )
