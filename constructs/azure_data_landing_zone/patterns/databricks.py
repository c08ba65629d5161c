"""Databricks workspaces, private on both sides: that of a landing zone, and those that products own."""

from __future__ import annotations

from collections.abc import Mapping

from ..config.layout.core import CoreLayout
from ..config.layout.places import Placed, container_id
from ..config.models.analytics import CreatedDatabricks
from ..config.models.data_lake import Layer
from ..config.models.parts import BROWSER_AUTHENTICATION
from ..engine.framework import Construct
from ..resources import (
    DatabricksAccessConnector,
    DatabricksWorkspace,
    LogAnalyticsWorkspaceRef,
    ResourceGroupRef,
    SubnetRef,
    VirtualNetworkRef,
)
from .base import Pattern
from .data_lake import LandingZoneDataLake
from .equipment import Equipment
from .grants import grant, grant_id
from .network import LandingZoneNetwork
from .services import CoreServices, Service

#: The subnets of the landing zone's workspace: of its hosts, and of their containers.
SUBNETS = ("databricks_public", "databricks_private")
#: The layers that the landing zone's workspace reads and writes; the workspace layer is the products' own.
LAYERS = (Layer.RAW, Layer.ENRICHED, Layer.CURATED)
_ROLE = "Storage Blob Data Contributor"


class PrivateDatabricks(Pattern):
    """A Databricks workspace in two subnets of ours, with its access connector, its endpoints and its logs.

    Attributes:
        workspace: the workspace.
        access_connector: the identity that reaches the lake.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        workspace: Placed,
        access_connector_name: str,
        managed_group: Placed,
        storage_account: Placed,
        core: CoreLayout,
        resource_group: ResourceGroupRef,
        virtual_network: VirtualNetworkRef,
        subnet_names: tuple[str, str],
        subnets: tuple[SubnetRef, SubnetRef],
        endpoint_subnet: SubnetRef,
        log_analytics_workspace: LogAnalyticsWorkspaceRef,
        browser_authentication: bool,
        prevent_destroy: bool,
        tags: Mapping[str, str],
    ) -> None:
        """A Databricks workspace in two subnets of ours, with its access connector, its endpoints and its logs.

        Its access connector is the identity that reaches the lake, and gets no role here. The storage account that
        Databricks makes answers to its endpoints alone.

        Args:
            workspace: name and id of the workspace.
            access_connector_name: name of its access connector.
            managed_group: the resource group that Databricks makes and keeps for itself.
            storage_account: the storage account that Databricks makes in it.
            core: names and ids of the landing zone.
            resource_group: where it lies.
            virtual_network: the network of its subnets.
            subnet_names: names of the subnets of its hosts and of their containers.
            subnets: those subnets. Each has a security group.
            endpoint_subnet: where the endpoints take their addresses.
            log_analytics_workspace: takes its logs.
            browser_authentication: whether people sign in through an endpoint of this workspace.
            prevent_destroy: whether Terraform refuses to destroy the workspace.
            tags: of every resource.
        """
        super().__init__(scope, id_)
        self.access_connector: DatabricksAccessConnector = DatabricksAccessConnector(
            self,
            "access-connector",
            name=access_connector_name,
            resource_group=resource_group,
            tags=tags,
        )
        self.workspace: DatabricksWorkspace = DatabricksWorkspace(
            self,
            "workspace",
            name=workspace.name,
            resource_group=resource_group,
            managed_resource_group_name=managed_group.name,
            storage_account_name=storage_account.name,
            virtual_network=virtual_network,
            public_subnet_name=subnet_names[0],
            public_subnet=subnets[0],
            private_subnet_name=subnet_names[1],
            private_subnet=subnets[1],
            access_connector=self.access_connector,
            prevent_destroy=prevent_destroy,
            tags=tags,
        )
        equipment = Equipment(core, resource_group, endpoint_subnet, log_analytics_workspace, tags)
        signing_in = {BROWSER_AUTHENTICATION} if not browser_authentication else set()
        subresources = [name for name in workspace.part.subresources if name not in signing_in]
        equipment.equip(self.workspace, workspace, subresources=subresources)
        # Clusters get behind the firewall of the account that Databricks makes in no other way.
        for subresource in storage_account.part.subresources:
            equipment.endpoint(
                self.workspace,
                f"Storage-{subresource}",
                storage_account,
                storage_account.id,
                subresource,
                depends_on=[self.workspace],
            )


class LandingZoneDatabricks(PrivateDatabricks):
    """The Databricks workspace of a landing zone, which products share."""

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
        endpoint_subnet: SubnetRef,
        log_analytics_workspace: LogAnalyticsWorkspaceRef,
        prevent_destroy: bool,
        tags: Mapping[str, str],
    ) -> None:
        """The Databricks workspace of a landing zone, which products share.

        Its access connector reads and writes the containers of raw, enriched and curated that the landing zone makes,
        each by a grant of its own: Unity Catalog decides who does so. It gets no role on an account as a whole, none on
        the workspace layer, and none on a lake that exists already, whose owner grants it.

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
        """
        hosts, containers = (core.subnets[purpose].id for purpose in SUBNETS)
        super().__init__(
            scope,
            id_,
            workspace=core.part("databricks_workspace"),
            access_connector_name=core.databricks_access_connector.name,
            managed_group=core.databricks_managed_group,
            storage_account=core.databricks_storage_account,
            core=core,
            resource_group=resource_group,
            virtual_network=core.virtual_network_id if network is None else network.virtual_network,
            subnet_names=(hosts.name, containers.name),
            subnets=(hosts, containers)
            if network is None
            else (network.subnets[SUBNETS[0]], network.subnets[SUBNETS[1]]),
            endpoint_subnet=endpoint_subnet,
            log_analytics_workspace=log_analytics_workspace,
            browser_authentication=config.browser_authentication,
            prevent_destroy=prevent_destroy,
            tags=tags,
        )
        if data_lake is not None:
            self._grant_lake(core, data_lake)

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


def create_service(scope: Construct, services: CoreServices) -> Service:
    """Creates the Databricks workspace in the core stack."""
    databricks = LandingZoneDatabricks(
        scope,
        "databricks",
        config=services.created(CreatedDatabricks),
        core=services.core,
        resource_group=services.resource_group,
        network=services.network,
        data_lake=services.lake,
        endpoint_subnet=services.endpoint_subnet,
        log_analytics_workspace=services.log_analytics_workspace,
        prevent_destroy=services.prevent_destroy,
        tags=services.tags,
    )
    host = databricks.workspace.reference("workspace_url")
    return Service(
        pattern=databricks,
        outputs={
            "databricks_workspace_url": (
                host,
                "Host of the Databricks workspace; reached from inside the network only",
            )
        },
    )
