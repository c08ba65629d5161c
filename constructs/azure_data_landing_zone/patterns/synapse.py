"""The Synapse workspace of a landing zone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..azure.redundancy import has_pair
from ..config.layout.core import CoreLayout
from ..config.layout.links import SYNAPSE_CONTAINER, filesystem_url, synapse_container
from ..config.models.analytics import CreatedSynapse
from ..config.models.data_lake import Layer
from ..engine.framework import Construct
from ..resources import (
    AzureResource,
    LogAnalyticsWorkspaceRef,
    ResourceGroupRef,
    SubnetRef,
    SynapsePrivateLinkHub,
    SynapseSparkPool,
    SynapseSqlAdministrator,
    SynapseSqlPool,
    SynapseTags,
    SynapseWorkspace,
)
from .azapi import provide_azapi
from .base import Pattern
from .data_lake import LandingZoneDataLake
from .diagnostics import send_diagnostics
from .equipment import Equipment
from .grants import grant, grant_id
from .services import CoreServices, Service

_TYPE = "Microsoft.Synapse/workspaces"


class LandingZoneSynapse(Pattern):
    """A private Synapse workspace with its pools, and the hub through which a network loads its studio.

    Attributes:
        workspace: the workspace.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        config: CreatedSynapse,
        core: CoreLayout,
        resource_group: ResourceGroupRef,
        endpoint_subnet: SubnetRef,
        log_analytics_workspace: LogAnalyticsWorkspaceRef,
        lake: LandingZoneDataLake | None,
        tags: Mapping[str, str],
    ) -> None:
        """A private Synapse workspace with its pools, and the hub through which a network loads its studio.

        Its identity reaches its own container of the lake and nothing else: data is read with the identities of
        products. What it needs on its data plane, above all the endpoints to the lake, is in the stack `data-plane`.

        Args:
            config: the workspace.
            core: names and ids.
            resource_group: where it lies.
            endpoint_subnet: where the endpoints take their addresses.
            log_analytics_workspace: takes its logs.
            lake: the lake, if any of it is made here.
            tags: of every resource.
        """
        super().__init__(scope, id_)
        if core.synapse_workspace_id is None:
            raise ValueError("the configuration has no Synapse")
        zone = core.landing_zone
        self._config = config
        self._core = core
        self._log_analytics = log_analytics_workspace
        self._tags = tags
        container = None if lake is None else lake.containers.get((Layer.WORKSPACE, SYNAPSE_CONTAINER))
        self.workspace: SynapseWorkspace = SynapseWorkspace(
            self,
            "workspace",
            name=core.synapse_workspace_id.name,
            resource_group=resource_group,
            filesystem_url=filesystem_url(core, core.lake_accounts[Layer.WORKSPACE], SYNAPSE_CONTAINER),
            only_tenant=zone.tenant_id if config.exfiltration_protection else None,
            depends_on=[] if container is None else [container],
            prevent_destroy=core.protection.prevent_destroy,
            tags=tags,
        )
        hub = SynapsePrivateLinkHub(
            self, "hub", name=core.synapse_private_link_hub.name, resource_group=resource_group, tags=tags
        )
        equipment = Equipment(core, resource_group, endpoint_subnet, log_analytics_workspace, tags)
        equipment.equip(self.workspace, core.part("synapse_workspace"))
        equipment.equip(hub, core.synapse_private_link_hub)
        role = "Storage Blob Data Contributor"
        own_files = grant(
            self.workspace,
            grant_id(role, "own-container"),
            role=role,
            at=synapse_container(core),
            target=container,
            subscription_id=zone.subscription_id,
            principal="core/synapse_workspace",
            principal_id=self.workspace.principal_id,
        )
        others: list[AzureResource] = []
        if config.administrators is not None:
            administrator = SynapseSqlAdministrator(
                self.workspace,
                "SqlAdministrator",
                workspace=self.workspace,
                object_id=config.administrators,
                login=f"{zone.name} SQL administrators",
                tenant_id=zone.tenant_id,
            )
            others.append(administrator)
        others += self._pools(own_files)
        provide_azapi(self, core)
        SynapseTags(self.workspace, "Tags", workspace=self.workspace, tags=tags, depends_on=others)

    def _pools(self, own_files: AzureResource) -> Iterator[AzureResource]:
        for name, spark in sorted(self._config.spark_pools.items()):
            spark_pool = SynapseSparkPool(
                self,
                f"spark-pool-{name}",
                name=name,
                workspace=self.workspace,
                node_size=spark.node_size,
                min_nodes=spark.min_nodes,
                max_nodes=spark.max_nodes,
                pause_after_minutes=spark.pause_after_minutes,
                spark_version=spark.spark_version,
                depends_on=[own_files],
                tags=self._tags,
            )
            send_diagnostics(spark_pool, f"{_TYPE}/bigDataPools", self._log_analytics)
            yield spark_pool
        for name, sql in sorted(self._config.sql_pools.items()):
            sql_pool = SynapseSqlPool(
                self,
                f"sql-pool-{name}",
                name=name,
                workspace=self.workspace,
                sku=sql.sku,
                geo_backup=self._core.protection.geo_backup and has_pair(self._core.landing_zone.location),
                depends_on=[own_files],
                prevent_destroy=self._core.protection.prevent_destroy,
                tags=self._tags,
            )
            send_diagnostics(sql_pool, f"{_TYPE}/sqlPools", self._log_analytics)
            yield sql_pool


def create_service(scope: Construct, services: CoreServices) -> Service:
    """Creates the Synapse workspace in the core stack."""
    synapse = LandingZoneSynapse(
        scope,
        "synapse",
        config=services.created(CreatedSynapse),
        core=services.core,
        resource_group=services.resource_group,
        endpoint_subnet=services.endpoint_subnet,
        log_analytics_workspace=services.log_analytics_workspace,
        lake=services.lake,
        tags=services.tags,
    )
    return Service(pattern=synapse, watched={"synapse_workspace": synapse.workspace})
