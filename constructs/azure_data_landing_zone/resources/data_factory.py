"""Data factories."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Unpack

from ..engine import azurerm, turns
from ..engine.framework import Construct
from .base import AzureResource, Further, dependencies, lifecycle
from .kinds import DataFactoryRef, Identified, ResourceGroupRef, Subresource


class DataFactory(AzureResource, azurerm.data_factory.DataFactory):
    """A Data Factory with a managed network, reached through private endpoints only."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        resource_group: ResourceGroupRef,
        prevent_destroy: bool = False,
        tags: Mapping[str, str] | None = None,
        **further: Unpack[Further],
    ) -> None:
        """A Data Factory with a managed network, reached through private endpoints only.

        Args:
            name: 3 to 63 letters, digits and dashes, unique in all of Azure.
            resource_group: where it lies.
            prevent_destroy: whether Terraform refuses to destroy it. Default false.
            tags: default none.
        """
        super().__init__(
            scope,
            id_,
            further=further,
            name=name,
            location=resource_group.location,
            resource_group_name=resource_group.name,
            identity=azurerm.data_factory.DataFactoryIdentity(type="SystemAssigned"),
            managed_virtual_network_enabled=True,
            public_network_enabled=False,
            lifecycle=lifecycle(prevent_destroy=prevent_destroy),
            tags=tags,
        )

    @property
    def principal_id(self) -> str:
        """The object id of its system-assigned identity, which Azure makes up."""
        return self.reference("identity[0].principal_id")


class ManagedRuntime(
    AzureResource,
    azurerm.data_factory_integration_runtime_azure.DataFactoryIntegrationRuntimeAzure,
):
    """An integration runtime in the managed network of a Data Factory; its machines are given back after each run."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        data_factory: DataFactoryRef,
        location: str,
        description: str | None = None,
        **further: Unpack[Further],
    ) -> None:
        """An integration runtime in the managed network of a Data Factory; its machines are given back after each run.

        Args:
            name: 3 to 63 letters, digits and dashes.
            data_factory: its factory.
            location: region in which data moves; cannot be changed.
            description: default none.
        """
        super().__init__(
            scope,
            id_,
            further=further,
            name=name,
            data_factory_id=data_factory.id,
            location=location,
            description=description,
            virtual_network_enabled=True,
            cleanup_enabled=True,
        )


class SelfHostedRuntime(
    AzureResource,
    azurerm.data_factory_integration_runtime_self_hosted.DataFactoryIntegrationRuntimeSelfHosted,
):
    """A self-hosted integration runtime of a Data Factory, whose machines a team brings."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        data_factory: DataFactoryRef,
        description: str | None = None,
        **further: Unpack[Further],
    ) -> None:
        """A self-hosted integration runtime of a Data Factory, whose machines a team brings.

        Args:
            name: 3 to 63 letters, digits and dashes.
            data_factory: its factory.
            description: default none.
        """
        super().__init__(
            scope, id_, further=further, name=name, data_factory_id=data_factory.id, description=description
        )


class DataFactoryManagedEndpoint(
    AzureResource,
    azurerm.data_factory_managed_private_endpoint.DataFactoryManagedPrivateEndpoint,
):
    """A private endpoint in the managed network of a Data Factory; it waits for approval at its target."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        data_factory: DataFactoryRef,
        target: Identified,
        subresource: Subresource,
        **further: Unpack[Further],
    ) -> None:
        """A private endpoint in the managed network of a Data Factory; it waits for approval at its target.

        It waits for the endpoint that its stack makes before it in the same service or to the same target.

        Args:
            name: its name in the factory.
            data_factory: the factory.
            target: what it leads to.
            subresource: group id, such as `dfs`.
        """
        super().__init__(
            scope,
            id_,
            further=further,
            name=name,
            data_factory_id=data_factory.id,
            target_resource_id=target.id,
            subresource_name=subresource,
            depends_on=dependencies(turns.take(scope, [target.id, data_factory.id], self)),
        )
