"""Data Factory: the factory, what it may do, and how its pipelines reach products."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from azure_data_landing_zone import config
from link_support import SUBSCRIPTION, address_of, linked_zone, managed_endpoints, name_of, roles_of
from support import Json, Stack, open_paths, schema_findings

Synth = Callable[[Json], dict[str, Stack]]
EXISTING = f"{SUBSCRIPTION}/resourceGroups/rg-adf/providers/Microsoft.DataFactory/factories/adf-theirs"
LINKED_SERVICES = "Microsoft.DataFactory/factories/linkedservices@2018-06-01"
PRINCIPAL = "44444444-4444-4444-4444-444444444444"


def with_data_factory(**settings: object) -> Json:
    zone = linked_zone()
    zone["analytics"]["data_factory"] = settings
    zone["data_plane"] = {"enabled": False}
    zone["products"][0]["links"] = ["data_factory"]
    return zone


@pytest.fixture(scope="module")
def stacks(synth: Synth) -> dict[str, Stack]:
    return synth(with_data_factory(self_hosted_runtimes=["on-premises", "plant"]))


@pytest.fixture(scope="module")
def core(stacks: dict[str, Stack]) -> Stack:
    return stacks["core"]


def accounts(core: Stack) -> dict[str, str]:
    return {
        body["tags"]["data-lake-layer"]: body["name"]
        for body in core.all("azurerm_storage_account").values()
        if "data-lake-layer" in body["tags"]
    }


def linked_services(stack: Stack) -> dict[str, Json]:
    return {body["name"]: body for body in stack.all("azapi_resource").values() if body["type"] == LINKED_SERVICES}


# The factory of the landing zone ---------------------------------------------------------------------------------


def test_the_factory_is_closed(core: Stack) -> None:
    factory = core.one("azurerm_data_factory")
    assert factory["public_network_enabled"] is False
    assert factory["managed_virtual_network_enabled"] is True
    assert factory["identity"] == {"type": "SystemAssigned"}
    leading = {
        body["private_service_connection"]["subresource_names"][0]: body["private_dns_zone_group"][
            "private_dns_zone_ids"
        ][0].rsplit("/", 1)[1]
        for body in core.all("azurerm_private_endpoint").values()
        if "azurerm_data_factory." in body["private_service_connection"]["private_connection_resource_id"]
    }
    assert leading == {"dataFactory": "privatelink.datafactory.azure.net", "portal": "privatelink.adf.azure.com"}


def test_nothing_is_open_and_the_schemas_agree(stacks: dict[str, Stack]) -> None:
    zone = with_data_factory(self_hosted_runtimes=["on-premises", "plant"])
    assert open_paths(stacks, config.parse(zone)) == []
    assert schema_findings(stacks) == ""


def test_data_moves_in_the_managed_network_and_on_machines_that_a_team_brings(core: Stack) -> None:
    managed = core.one("azurerm_data_factory_integration_runtime_azure")
    assert managed["virtual_network_enabled"] is True
    assert managed["cleanup_enabled"] is True
    assert (managed["name"], managed["location"]) == (
        "managed-network",
        "westeurope",
    )
    hosted = core.all("azurerm_data_factory_integration_runtime_self_hosted")
    assert {body["name"] for body in hosted.values()} == {"on-premises", "plant"}


def test_its_identity_writes_the_shared_layers_and_none_of_the_products_own(core: Stack) -> None:
    contributor = "Storage Blob Data Contributor"
    assert roles_of(core, "azurerm_data_factory.") == {
        (contributor, "landing"),
        (contributor, "crm"),
        (contributor, "sales"),
        (contributor, "stock"),
    }


def test_its_way_to_the_lake_is_approved(stacks: dict[str, Stack], core: Stack) -> None:
    lake = accounts(core)
    assert {found for found in managed_endpoints(stacks.values()) if found[0] == "core"} == {
        ("core", lake[layer], subresource)
        for layer in ("raw", "enriched", "curated")
        for subresource in ("blob", "dfs")
    }


def test_the_layers_are_linked_services_without_a_secret(core: Stack) -> None:
    lake = accounts(core)
    services = linked_services(core)
    assert set(services) == {"lake_raw", "lake_enriched", "lake_curated"}
    for name, body in services.items():
        properties = body["body"]["properties"]
        assert properties["type"] == "AzureBlobFS"
        assert properties["typeProperties"] == {"url": f"https://{lake[name[5:]]}.dfs.core.windows.net/"}
        assert properties["connectVia"] == {"referenceName": "managed-network", "type": "IntegrationRuntimeReference"}
        assert "sensitive_body" not in body


def test_linked_services_wait_for_grants_and_approvals(core: Stack) -> None:
    waits = set(linked_services(core)["lake_curated"]["depends_on"])
    grants = {
        f"azurerm_role_assignment.{name}"
        for name, body in core.all("azurerm_role_assignment").items()
        if "azurerm_data_factory." in body["principal_id"] and name_of(core, body["scope"]) in ("sales", "stock")
    }
    approvals = {
        f"azapi_update_resource.{name}"
        for name, body in core.all("azapi_update_resource").items()
        if name_of(core, body["parent_id"]) == accounts(core)["curated"]
    }
    assert (len(grants), len(approvals)) == (2, 2)
    assert waits == {*grants, *approvals, address_of(core, "azurerm_data_factory_integration_runtime_azure")}


def test_it_sends_its_logs(core: Stack) -> None:
    targets = {body["target_resource_id"] for body in core.all("azurerm_monitor_diagnostic_setting").values()}
    assert f"${{{address_of(core, 'azurerm_data_factory')}.id}}" in targets


@pytest.mark.parametrize(("lifecycle", "kept"), [("protected", True), ("disposable", False)])
def test_the_lifecycle_says_what_can_be_lost(synth: Synth, lifecycle: str, kept: bool) -> None:
    core = synth(with_data_factory() | {"lifecycle": lifecycle})["core"]
    assert core.one("azurerm_data_factory").get("lifecycle", {}).get("prevent_destroy", False) is kept


# A product that is linked to it ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["churn-dev", "churn-prod"])
def test_the_product_lets_the_factory_in(stacks: dict[str, Stack], name: str) -> None:
    product = stacks[name]
    (factory,) = product.document["data"]["azapi_resource"]
    assert roles_of(product, f"data.azapi_resource.{factory}.output.identity.principalId") == {
        ("AzureML Data Scientist", product.one("azurerm_machine_learning_workspace")["name"]),
        ("Key Vault Secrets User", product.one("azurerm_key_vault")["name"]),
    }
    assert {found for found in managed_endpoints(stacks.values()) if found[0] == name} == {
        (name, product.one("azurerm_machine_learning_workspace")["name"], "amlworkspace"),
        (name, product.one("azurerm_key_vault")["name"], "vault"),
    }


def test_the_factorys_principal_is_read_when_it_is_there(stacks: dict[str, Stack], core: Stack) -> None:
    product = stacks["churn-dev"]
    (read,) = product.document["data"]["azapi_resource"].values()
    ((gate, body),) = product.all("terraform_data").items()
    assert read["depends_on"] == [f"terraform_data.{gate}"]
    assert read["resource_id"] == body["input"]["id"]
    assert read["resource_id"].endswith(f"/factories/{core.one('azurerm_data_factory')['name']}")
    assert read["response_export_values"] == ["identity.principalId"]


def test_the_factory_knows_the_product_without_a_secret(stacks: dict[str, Stack], core: Stack) -> None:
    product = stacks["churn-prod"]
    services = linked_services(product)
    assert set(services) == {"zone_churn_prod_machine_learning", "zone_churn_prod_key_vault"}
    for body in services.values():
        assert name_of(product, body["parent_id"]) == core.one("azurerm_data_factory")["name"]
        assert body["body"]["properties"]["connectVia"]["referenceName"] == "managed-network"
    machine_learning = services["zone_churn_prod_machine_learning"]["body"]["properties"]
    assert machine_learning["type"] == "AzureMLService"
    assert machine_learning["typeProperties"] == {
        "subscriptionId": "00000000-0000-0000-0000-000000000000",
        "resourceGroupName": product.one("azurerm_resource_group")["name"],
        "mlWorkspaceName": product.one("azurerm_machine_learning_workspace")["name"],
        "authentication": "MSI",
    }
    vault = services["zone_churn_prod_key_vault"]["body"]["properties"]
    assert (vault["type"], vault["typeProperties"]) == (
        "AzureKeyVault",
        {"baseUrl": f"https://{product.one('azurerm_key_vault')['name']}.vault.azure.net/"},
    )
    assert product.document["output"]["data_factory_linked_services"]["value"] == {
        "workspace": "zone_churn_prod_machine_learning",
        "key-vault": "zone_churn_prod_key_vault",
    }


def test_the_products_linked_services_wait_for_trust_and_way(stacks: dict[str, Stack]) -> None:
    product = stacks["churn-dev"]
    for name, target in {
        "zone_churn_dev_machine_learning": product.one("azurerm_machine_learning_workspace")["name"],
        "zone_churn_dev_key_vault": product.one("azurerm_key_vault")["name"],
    }.items():
        waits = linked_services(product)[name]["depends_on"]
        kinds = {address.split(".")[0]: address.split(".")[1] for address in waits}
        assert set(kinds) == {"azurerm_role_assignment", "azapi_update_resource"}
        assert len(waits) == 2
        grant = product.all("azurerm_role_assignment")[kinds["azurerm_role_assignment"]]
        approval = product.all("azapi_update_resource")[kinds["azapi_update_resource"]]
        assert name_of(product, grant["scope"]) == name_of(product, approval["parent_id"]) == target


def test_a_product_without_the_link_lets_nobody_in(stacks: dict[str, Stack]) -> None:
    product = stacks["fraud-watch-dev"]
    assert not product.all("azurerm_data_factory_managed_private_endpoint")
    assert not product.document.get("data", {}).get("azapi_resource")
    assert not linked_services(product)


# A factory that exists already -----------------------------------------------------------------------------------


def test_an_existing_factory_is_linked_by_its_id(synth: Synth) -> None:
    stacks = synth(with_data_factory(data_factory_id=EXISTING))
    assert not [kind for kind, _, _ in stacks["core"].resources() if "data_factory" in kind]
    assert not stacks["core"].all("azapi_update_resource")
    product = stacks["churn-dev"]
    for body in product.all("azurerm_data_factory_managed_private_endpoint").values():
        assert body["data_factory_id"] == EXISTING
        assert body["name"].startswith("zone-churn-dev-")
    for body in linked_services(product).values():
        assert body["parent_id"] == EXISTING
        assert "connectVia" not in body["body"]["properties"]
    (read,) = product.document["data"]["azapi_resource"].values()
    assert read["resource_id"] == EXISTING
    assert schema_findings(stacks) == ""


def test_an_existing_factory_may_say_who_it_is_and_how_it_connects(synth: Synth) -> None:
    stacks = synth(
        with_data_factory(data_factory_id=EXISTING, principal_id=PRINCIPAL, integration_runtime="their-network")
    )
    product = stacks["churn-dev"]
    assert "azapi_resource" not in product.document["data"]
    assert not product.all("terraform_data")
    assert {role for role, _ in roles_of(product, PRINCIPAL)} == {"AzureML Data Scientist", "Key Vault Secrets User"}
    for body in linked_services(product).values():
        assert body["body"]["properties"]["connectVia"]["referenceName"] == "their-network"


def test_the_grants_of_a_factory_keep_their_names_whoever_it_is(synth: Synth, stacks: dict[str, Stack]) -> None:
    named = {
        body["name"]
        for body in stacks["churn-dev"].all("azurerm_role_assignment").values()
        if "azapi_resource" in body["principal_id"]
    }
    given = synth(with_data_factory(data_factory_id=EXISTING, principal_id=PRINCIPAL))["churn-dev"]
    assert named == {
        body["name"] for body in given.all("azurerm_role_assignment").values() if body["principal_id"] == PRINCIPAL
    }
    assert len(named) == 2
