"""A product that the Data Factory reaches."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from data_factory_support import linked_services, with_data_factory
from link_support import SUBSCRIPTION, managed_endpoints, name_of, roles_of
from support import Json, Stack, schema_findings

Synth = Callable[[Json], dict[str, Stack]]
EXISTING = f"{SUBSCRIPTION}/resourceGroups/rg-adf/providers/Microsoft.DataFactory/factories/adf-theirs"
PRINCIPAL = "44444444-4444-4444-4444-444444444444"


@pytest.mark.parametrize("name", ["churn-dev", "churn-prod"])
def test_the_product_lets_the_factory_in(data_factory_stacks: dict[str, Stack], name: str) -> None:
    product = data_factory_stacks[name]
    (factory,) = product.document["data"]["azapi_resource"]
    assert roles_of(product, f"data.azapi_resource.{factory}.output.identity.principalId") == {
        ("AzureML Data Scientist", product.one("azurerm_machine_learning_workspace")["name"]),
        ("Key Vault Secrets User", product.one("azurerm_key_vault")["name"]),
        # Who invokes a batch endpoint reads and writes data stores, and keys of the account are off.
        ("Storage Blob Data Contributor", product.one("azurerm_storage_account")["name"]),
    }
    assert {found for found in managed_endpoints(data_factory_stacks.values()) if found[0] == name} == {
        (name, product.one("azurerm_machine_learning_workspace")["name"], "amlworkspace"),
        (name, product.one("azurerm_key_vault")["name"], "vault"),
    }


def test_the_factorys_principal_is_read_when_it_is_there(
    data_factory_stacks: dict[str, Stack], data_factory_core: Stack
) -> None:
    product = data_factory_stacks["churn-dev"]
    (read,) = product.document["data"]["azapi_resource"].values()
    ((gate, body),) = product.all("terraform_data").items()
    assert read["depends_on"] == [f"terraform_data.{gate}"]
    assert read["resource_id"] == body["input"]["id"]
    assert read["resource_id"].endswith(f"/factories/{data_factory_core.one('azurerm_data_factory')['name']}")
    assert read["response_export_values"] == ["identity.principalId"]


def test_the_factory_knows_the_product_without_a_secret(
    data_factory_stacks: dict[str, Stack], data_factory_core: Stack
) -> None:
    product = data_factory_stacks["churn-prod"]
    services = linked_services(product)
    assert set(services) == {"zone_churn_prod_machine_learning", "zone_churn_prod_key_vault"}
    for body in services.values():
        assert name_of(product, body["parent_id"]) == data_factory_core.one("azurerm_data_factory")["name"]
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


def test_the_products_linked_services_wait_for_trust_and_way(data_factory_stacks: dict[str, Stack]) -> None:
    product = data_factory_stacks["churn-dev"]
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


def test_a_product_without_the_link_lets_nobody_in(data_factory_stacks: dict[str, Stack]) -> None:
    product = data_factory_stacks["fraud-watch-dev"]
    assert not product.all("azurerm_data_factory_managed_private_endpoint")
    assert not product.document.get("data", {}).get("azapi_resource")
    assert not linked_services(product)


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
    assert {role for role, _ in roles_of(product, PRINCIPAL)} == {
        "AzureML Data Scientist",
        "Key Vault Secrets User",
        "Storage Blob Data Contributor",
    }
    for body in linked_services(product).values():
        assert body["body"]["properties"]["connectVia"]["referenceName"] == "their-network"


def test_the_grants_of_a_factory_keep_their_names_whoever_it_is(
    synth: Synth, data_factory_stacks: dict[str, Stack]
) -> None:
    named = {
        body["name"]
        for body in data_factory_stacks["churn-dev"].all("azurerm_role_assignment").values()
        if "azapi_resource" in body["principal_id"]
    }
    given = synth(with_data_factory(data_factory_id=EXISTING, principal_id=PRINCIPAL))["churn-dev"]
    assert named == {
        body["name"] for body in given.all("azurerm_role_assignment").values() if body["principal_id"] == PRINCIPAL
    }
    assert len(named) == 3
