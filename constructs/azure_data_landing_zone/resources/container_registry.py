"""Container registries."""

from __future__ import annotations

from collections.abc import Mapping

from ..engine import azurerm
from ..engine.framework import Construct
from .base import AzureResource, ResourceGroupRef, lifecycle


class ContainerRegistry(AzureResource, azurerm.container_registry.ContainerRegistry):  # type: ignore[misc]
    """A Premium container registry without admin user, anonymous pull, export or public access.

    Args:
        name: 5 to 50 letters and digits, unique in all of Azure.
        resource_group: where it lies.
        location: region; default that of the resource group.
        retention_days: days for which untagged images are kept. Default 30.
        prevent_destroy: whether Terraform refuses to destroy it. Default false.
        tags: default none.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        resource_group: ResourceGroupRef,
        location: str | None = None,
        retention_days: int = 30,
        prevent_destroy: bool = False,
        tags: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(
            scope,
            id_,
            name=name,
            location=location or resource_group.location,
            resource_group_name=resource_group.name,
            sku="Premium",
            admin_enabled=False,
            anonymous_pull_enabled=False,
            data_endpoint_enabled=True,
            export_policy_enabled=False,
            network_rule_bypass_option="AzureServices",
            public_network_access_enabled=False,
            retention_policy_in_days=retention_days,
            lifecycle=lifecycle(prevent_destroy=prevent_destroy),
            tags=tags,
        )
