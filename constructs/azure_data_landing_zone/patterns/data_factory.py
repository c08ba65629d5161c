"""The Data Factory of a landing zone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..azure.json_values import Json
from ..config.layout.core import CoreLayout
from ..config.layout.links import (
    DATA_FACTORY_LAYERS,
    MANAGED_RUNTIME,
    LinkEndpoint,
    data_factory_containers,
    data_factory_lake_endpoints,
    filesystem_url,
)
from ..config.models.analytics import CreatedDataFactory
from ..engine.azapi import AzapiResource
from ..engine.framework import Construct, ITerraformDependable
from ..resources import (
    DataFactory,
    DataFactoryManagedEndpoint,
    DataFactoryRef,
    Identified,
    LogAnalyticsWorkspaceRef,
    ManagedRuntime,
    ResourceGroupRef,
    SelfHostedRuntime,
    SubnetRef,
)
from .approvals import EndpointApproval
from .azapi import provide_azapi
from .base import Pattern
from .data_lake import LandingZoneDataLake
from .equipment import Equipment
from .grants import grant, grant_id
from .services import CoreServices, Service

_TYPE = "Microsoft.DataFactory/factories"


class LandingZoneDataFactory(Pattern):
    """A private Data Factory that moves data between the layers of the lake, with its own identity.

    Attributes:
        factory: the factory.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        config: CreatedDataFactory,
        core: CoreLayout,
        resource_group: ResourceGroupRef,
        endpoint_subnet: SubnetRef,
        log_analytics_workspace: LogAnalyticsWorkspaceRef,
        lake: LandingZoneDataLake | None,
        tags: Mapping[str, str],
    ) -> None:
        """A private Data Factory that moves data between the layers of the lake, with its own identity.

        It writes every container of the raw, enriched and curated layers, and none of the workspace layer, which is the
        products' own.

        Args:
            config: the factory.
            core: names and ids.
            resource_group: where it lies.
            endpoint_subnet: where the endpoints take their addresses.
            log_analytics_workspace: takes its logs.
            lake: the lake, if any of it is made here.
            tags: of every resource.
        """
        super().__init__(scope, id_)
        if core.data_factory_id is None:
            raise ValueError("the configuration has no Data Factory")
        self._core = core
        name = core.data_factory_id.name
        self.factory: DataFactory = DataFactory(
            self,
            "factory",
            name=name,
            resource_group=resource_group,
            prevent_destroy=core.protection.prevent_destroy,
            tags=tags,
        )
        equipment = Equipment(core, resource_group, endpoint_subnet, log_analytics_workspace, tags)
        equipment.equip(self.factory, core.part("data_factory"))
        runtime = ManagedRuntime(
            self,
            "managed-runtime",
            name=MANAGED_RUNTIME,
            data_factory=self.factory,
            location=resource_group.location,
            description="Moves data inside the managed network",
        )
        for self_hosted in sorted(config.self_hosted_runtimes):
            SelfHostedRuntime(
                self,
                f"self-hosted-runtime-{self_hosted}",
                name=self_hosted,
                data_factory=self.factory,
                description="Its machines are brought by a team",
            )
        self._lake(lake, runtime)

    def _lake(self, lake: LandingZoneDataLake | None, runtime: ManagedRuntime) -> None:
        """Grants, endpoints and linked services that lead to the lake."""
        core = self._core
        role = "Storage Blob Data Contributor"
        needs: dict[str, list[ITerraformDependable]] = {layer: [runtime] for layer in DATA_FACTORY_LAYERS}
        for container in data_factory_containers(core):
            created = None if lake is None else lake.containers.get((container.layer, container.name))
            granted = grant(
                self.factory,
                grant_id(role, f"lake-{container.layer}-{container.name}"),
                role=role,
                at=container.id,
                target=created,
                subscription_id=core.landing_zone.subscription_id,
                principal="core/data_factory",
                principal_id=self.factory.principal_id,
            )
            needs[container.layer].append(granted)
        layers = [layer for layer in DATA_FACTORY_LAYERS if layer in core.lake_accounts]
        accounts = {} if lake is None else lake.accounts
        of_account = {core.lake_accounts[layer]: layer for layer in layers}
        for endpoint in data_factory_lake_endpoints(core):
            layer = of_account[endpoint.target]
            approval = managed_endpoint(
                self, f"endpoint-{endpoint.key}", endpoint, core, self.factory, accounts.get(layer, endpoint.target)
            )
            needs[layer].append(approval)
        for layer in layers:
            linked_service(
                self,
                f"linked-service-{layer}",
                name=f"lake_{layer}",
                data_factory=self.factory,
                core=core,
                kind="AzureBlobFS",
                properties={"url": filesystem_url(core, core.lake_accounts[layer])},
                runtime=MANAGED_RUNTIME,
                description=f"The {layer} layer of the data lake",
                depends_on=needs[layer],
            )


def managed_endpoint(
    scope: Construct,
    id_: str,
    config: LinkEndpoint,
    core: CoreLayout,
    data_factory: DataFactoryRef,
    target: Identified,
) -> ITerraformDependable:
    """Makes a private endpoint in the managed network of a factory, and approves it at its target.

    Args:
        scope: where the construct hangs in the tree.
        id_: its construct id.
        config: the endpoint.
        core: names and ids.
        data_factory: the factory; its construct, if it is made in this stack.
        target: what it leads to; its construct, if it is made in this stack.

    Returns:
        What waits until the endpoint may be used.
    """
    endpoint = DataFactoryManagedEndpoint(
        scope,
        id_,
        name=config.name,
        data_factory=data_factory,
        target=target,
        subresource=config.subresource,
    )
    return EndpointApproval(endpoint, "Approval", config=config, core=core, target=target).approval


def linked_service(
    scope: Construct,
    id_: str,
    *,
    name: str,
    data_factory: DataFactoryRef,
    core: CoreLayout,
    kind: str,
    properties: Mapping[str, Json],
    runtime: str | None,
    description: str,
    depends_on: Sequence[ITerraformDependable],
) -> AzapiResource:
    """Makes a linked service that a factory uses with its own identity, so that it holds no secret.

    Args:
        scope: where the construct hangs in the tree.
        id_: its construct id.
        name: letters, digits and underscores.
        data_factory: the factory.
        core: names and ids.
        kind: what it leads to, such as `AzureBlobFS`.
        properties: where exactly, as the kind wants it.
        runtime: the integration runtime that connects. Default the factory's own.
        description: for people.
        depends_on: what must exist first: grants, and approved endpoints.
    """
    provide_azapi(scope, core)
    via: dict[str, Json] = {}
    if runtime is not None:
        via["connectVia"] = {"referenceName": runtime, "type": "IntegrationRuntimeReference"}
    return AzapiResource(
        scope,
        id_,
        type_=f"{_TYPE}/linkedservices",
        name=name,
        parent_id=data_factory.id,
        body={"properties": {"type": kind, "description": description, "typeProperties": dict(properties), **via}},
        depends_on=depends_on,
    )


def create_service(scope: Construct, services: CoreServices) -> Service:
    """Creates the Data Factory in the core stack."""
    data_factory = LandingZoneDataFactory(
        scope,
        "data-factory",
        config=services.created(CreatedDataFactory),
        core=services.core,
        resource_group=services.resource_group,
        endpoint_subnet=services.endpoint_subnet,
        log_analytics_workspace=services.log_analytics_workspace,
        lake=services.lake,
        tags=services.tags,
    )
    return Service(pattern=data_factory, watched={"data_factory": data_factory.factory})
