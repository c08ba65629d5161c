"""The Machine Learning registry of a landing zone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..azure.redundancy import best
from ..config.layout.core import CoreLayout
from ..engine.azapi import AzapiResource
from ..engine.framework import Construct
from ..resources import Identified, LogAnalyticsWorkspaceRef, OwnResourceGroup, SubnetRef
from ..resources.base import lifecycle
from .azapi import provide_azapi
from .base import Pattern
from .diagnostics import send_diagnostics
from .equipment import Equipment
from .services import CoreServices, Service

_REGIONS = "properties.regionDetails"
#: Where Azure's answer names what it made, by the sub-resource that is used.
_MADE = {
    "registry": f"{_REGIONS}[0].acrDetails[0].systemCreatedAcrAccount.armResourceId.resourceId",
    "blob": f"{_REGIONS}[0].storageAccountDetails[0].systemCreatedStorageAccount.armResourceId.resourceId",
}


@dataclass(frozen=True)
class _Answered:
    """A resource whose id Azure makes up."""

    id: str


class MachineLearningRegistry(Pattern):
    """A private registry of models, components and environments that the products of a landing zone share.

    Attributes:
        registry: the registry.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        core: CoreLayout,
        resource_group: OwnResourceGroup,
        endpoint_subnet: SubnetRef,
        log_analytics_workspace: LogAnalyticsWorkspaceRef,
        prevent_destroy: bool,
        tags: Mapping[str, str],
    ) -> None:
        """A private registry of models, components and environments that the products of a landing zone share.

        Azure keeps what is in it in a storage account and a container registry that it makes in a resource group of its
        own. Whoever uses the registry must reach these two as well, so each has an endpoint, and their ids are read
        from Azure's answer.

        Args:
            core: names and ids.
            resource_group: where it lies.
            endpoint_subnet: where the endpoints take their addresses.
            log_analytics_workspace: takes its logs.
            prevent_destroy: whether Terraform refuses to destroy it.
            tags: of every resource.
        """
        super().__init__(scope, id_)
        if not core.creates("machine_learning_registry"):
            raise ValueError("the configuration creates no Machine Learning registry")
        placed = core.part("machine_learning_registry")
        provide_azapi(self, core)
        location = core.landing_zone.location
        self.registry: AzapiResource = AzapiResource(
            self,
            "registry",
            type_="Microsoft.MachineLearningServices/registries",
            name=placed.name,
            parent_id=resource_group.id,
            location=location,
            identity={"type": "SystemAssigned"},
            body={
                "properties": {
                    "publicNetworkAccess": "Disabled",
                    "regionDetails": [
                        {
                            "location": location,
                            "acrDetails": [{"systemCreatedAcrAccount": {"acrAccountSku": "Premium"}}],
                            "storageAccountDetails": [
                                {
                                    "systemCreatedStorageAccount": {
                                        "storageAccountType": f"Standard_{best('ZRS', location)}",
                                        "storageAccountHnsEnabled": False,
                                        "allowBlobPublicAccess": False,
                                    }
                                }
                            ],
                        }
                    ],
                }
            },
            response_export_values=[_REGIONS],
            # Azure makes account and registry with it, and does not change their kind later.
            lifecycle=lifecycle(prevent_destroy=prevent_destroy, ignore_changes=["body.properties.regionDetails"]),
            tags=tags,
        )
        targets: dict[str, Identified] = {"amlregistry": self.registry}
        targets |= {name: _Answered(self.registry.output(path)) for name, path in _MADE.items()}
        equipment = Equipment(core, resource_group, endpoint_subnet, log_analytics_workspace, tags)
        for subresource, target in targets.items():
            equipment.endpoint(self, f"endpoint-{subresource}", placed, target, subresource)
        send_diagnostics(self.registry, placed.id.type, log_analytics_workspace)


def create_service(scope: Construct, services: CoreServices) -> Service:
    """Creates the Machine Learning registry in the core stack."""
    registry = MachineLearningRegistry(
        scope,
        "machine-learning-registry",
        core=services.core,
        resource_group=services.resource_group,
        endpoint_subnet=services.endpoint_subnet,
        log_analytics_workspace=services.log_analytics_workspace,
        prevent_destroy=services.prevent_destroy,
        tags=services.tags,
    )
    return Service(pattern=registry)
