"""Data factories, their runtimes and their managed private endpoints."""

from __future__ import annotations

from typing import Any

from azure_data_landing_zone.resources import (
    DataFactory,
    DataFactoryManagedEndpoint,
    ManagedRuntime,
    ResourceGroup,
    SelfHostedRuntime,
)
from resource_support import ACCOUNT, FACTORY, GROUP, Built, assert_sets


def test_sets_a_private_factory_with_an_identity(built: Built) -> None:
    def build(scope: Any) -> None:
        factory = DataFactory(scope, "factory", name="adf", resource_group=GROUP, prevent_destroy=True)
        ResourceGroup(scope, "group", name=factory.principal_id, location="westeurope")

    stack = built(build)
    assert_sets(
        stack.one("azurerm_data_factory"),
        public_network_enabled=False,
        managed_virtual_network_enabled=True,
        identity={"type": "SystemAssigned"},
        lifecycle={"prevent_destroy": True},
    )
    assert stack.one("azurerm_resource_group")["name"].endswith(".identity[0].principal_id}")


def test_sets_runtimes(built: Built) -> None:
    def build(scope: Any) -> None:
        ManagedRuntime(scope, "managed", name="managed", data_factory=FACTORY, location="westeurope")
        SelfHostedRuntime(scope, "own", name="own", data_factory=FACTORY)

    stack = built(build)
    managed = stack.one("azurerm_data_factory_integration_runtime_azure")
    assert_sets(managed, virtual_network_enabled=True, cleanup_enabled=True, data_factory_id=FACTORY.id)
    assert_sets(stack.one("azurerm_data_factory_integration_runtime_self_hosted"), data_factory_id=FACTORY.id)


def test_sets_one_managed_endpoint_after_the_other(built: Built) -> None:
    def build(scope: Any) -> None:
        for subresource in ("blob", "dfs"):
            DataFactoryManagedEndpoint(
                scope, subresource, name=subresource, data_factory=FACTORY, target=ACCOUNT, subresource=subresource
            )

    stack = built(build)
    kind = "azurerm_data_factory_managed_private_endpoint"
    ((blob, first),) = stack.all(kind, subresource_name="blob").items()
    assert_sets(first, data_factory_id=FACTORY.id, target_resource_id=ACCOUNT.id, depends_on=None)
    assert stack.one(kind, subresource_name="dfs")["depends_on"] == [f"{kind}.{blob}"]
