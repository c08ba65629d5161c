"""Data Factory: the factory, and what its identity may do."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from azure_data_landing_zone import config
from data_factory_support import accounts, linked_services, with_data_factory
from link_support import address_of, name_of, roles_of
from support import Json, Stack, open_paths, schema_findings

Synth = Callable[[Json], dict[str, Stack]]


def test_the_factory_is_closed(data_factory_core: Stack) -> None:
    factory = data_factory_core.one("azurerm_data_factory")
    assert factory["public_network_enabled"] is False
    assert factory["managed_virtual_network_enabled"] is True
    assert factory["identity"] == {"type": "SystemAssigned"}
    leading = {
        body["private_service_connection"]["subresource_names"][0]: body["private_dns_zone_group"][
            "private_dns_zone_ids"
        ][0].rsplit("/", 1)[1]
        for body in data_factory_core.all("azurerm_private_endpoint").values()
        if "azurerm_data_factory." in body["private_service_connection"]["private_connection_resource_id"]
    }
    assert leading == {"dataFactory": "privatelink.datafactory.azure.net", "portal": "privatelink.adf.azure.com"}


def test_nothing_is_open_and_the_schemas_agree(data_factory_stacks: dict[str, Stack]) -> None:
    zone = with_data_factory(self_hosted_runtimes=["on-premises", "plant"])
    assert open_paths(data_factory_stacks, config.parse(zone)) == []
    assert schema_findings(data_factory_stacks) == ""


def test_data_moves_in_the_managed_network_and_on_machines_that_a_team_brings(data_factory_core: Stack) -> None:
    managed = data_factory_core.one("azurerm_data_factory_integration_runtime_azure")
    assert managed["virtual_network_enabled"] is True
    assert managed["cleanup_enabled"] is True
    assert (managed["name"], managed["location"]) == (
        "managed-network",
        "westeurope",
    )
    hosted = data_factory_core.all("azurerm_data_factory_integration_runtime_self_hosted")
    assert {body["name"] for body in hosted.values()} == {"on-premises", "plant"}


def test_its_identity_writes_the_shared_layers_and_none_of_the_products_own(data_factory_core: Stack) -> None:
    contributor = "Storage Blob Data Contributor"
    assert roles_of(data_factory_core, "azurerm_data_factory.") == {
        (contributor, "landing"),
        (contributor, "crm"),
        (contributor, "sales"),
        (contributor, "stock"),
    }


def test_the_layers_are_linked_services_without_a_secret(data_factory_core: Stack) -> None:
    lake = accounts(data_factory_core)
    services = linked_services(data_factory_core)
    assert set(services) == {"lake_raw", "lake_enriched", "lake_curated"}
    for name, body in services.items():
        properties = body["body"]["properties"]
        assert properties["type"] == "AzureBlobFS"
        assert properties["typeProperties"] == {"url": f"https://{lake[name[5:]]}.dfs.core.windows.net/"}
        assert properties["connectVia"] == {"referenceName": "managed-network", "type": "IntegrationRuntimeReference"}
        assert "sensitive_body" not in body


def test_linked_services_wait_for_grants_and_approvals(data_factory_core: Stack) -> None:
    waits = set(linked_services(data_factory_core)["lake_curated"]["depends_on"])
    grants = {
        f"azurerm_role_assignment.{name}"
        for name, body in data_factory_core.all("azurerm_role_assignment").items()
        if "azurerm_data_factory." in body["principal_id"]
        and name_of(data_factory_core, body["scope"]) in ("sales", "stock")
    }
    approvals = {
        f"azapi_update_resource.{name}"
        for name, body in data_factory_core.all("azapi_update_resource").items()
        if name_of(data_factory_core, body["parent_id"]) == accounts(data_factory_core)["curated"]
    }
    assert (len(grants), len(approvals)) == (2, 2)
    assert waits == {
        *grants,
        *approvals,
        address_of(data_factory_core, "azurerm_data_factory_integration_runtime_azure"),
    }


def test_it_sends_its_logs(data_factory_core: Stack) -> None:
    targets = {
        body["target_resource_id"] for body in data_factory_core.all("azurerm_monitor_diagnostic_setting").values()
    }
    assert f"${{{address_of(data_factory_core, 'azurerm_data_factory')}.id}}" in targets


@pytest.mark.parametrize(("lifecycle", "kept"), [("protected", True), ("disposable", False)])
def test_the_lifecycle_says_what_can_be_lost(synth: Synth, lifecycle: str, kept: bool) -> None:
    core = synth(with_data_factory() | {"lifecycle": lifecycle})["core"]
    assert core.one("azurerm_data_factory").get("lifecycle", {}).get("prevent_destroy", False) is kept
