"""A product that uses Spark pools of Synapse."""

from __future__ import annotations

from collections.abc import Callable

from link_support import roles_of
from support import Json, Stack
from synapse_support import EXISTING, spark_identity

Synth = Callable[[Json], dict[str, Stack]]


def test_the_linked_service_has_an_identity_of_its_own(existing_synapse_stacks: dict[str, Stack]) -> None:
    product = existing_synapse_stacks["churn-dev"]
    service = product.one("azapi_resource", name="synapse")
    assert service["type"] == "Microsoft.MachineLearningServices/workspaces/linkedServices@2020-09-01-preview"
    assert service["parent_id"].startswith("${azurerm_machine_learning_workspace.")
    assert service["identity"] == [{"type": "SystemAssigned"}]
    assert service["body"]["properties"]["linkType"] == "Synapse"
    assert service["body"]["properties"]["linkedServiceResourceId"] == EXISTING
    assert service["replace_triggers_external_values"] == {"synapse_workspace": EXISTING}
    assert "tags" not in service
    assert service["response_export_values"] == ["identity.principalId"]
    output = product.document["output"]["synapse_linked_service_principal_id"]["value"]
    assert output.endswith(".output.identity.principalId}")


def test_there_is_no_linked_service_by_default(synapse_stacks: dict[str, Stack]) -> None:
    product = synapse_stacks["churn-dev"]
    assert not [body for body in product.all("azapi_resource").values() if "linkedServices" in body["type"]]
    assert product.all("azurerm_machine_learning_synapse_spark")
    assert "synapse_linked_service_principal_id" not in product.document["output"]


def test_all_pools_are_attached_or_those_that_the_product_names(synapse_stacks: dict[str, Stack]) -> None:
    attached = {
        name: {
            body["name"]: body["synapse_spark_pool_id"].rsplit("/", 1)[1]
            for body in synapse_stacks[name].all("azurerm_machine_learning_synapse_spark").values()
        }
        for name in ("churn-dev", "churn-prod", "fraud-watch-dev")
    }
    everything = {"small": "small", "spark-xl": "xl"}
    assert attached == {"churn-dev": everything, "churn-prod": everything, "fraud-watch-dev": {"spark-xl": "xl"}}


def test_attached_pools_act_with_the_products_identity_and_wait_for_its_grants(
    synapse_stacks: dict[str, Stack],
) -> None:
    for product in (synapse_stacks["churn-dev"], synapse_stacks["churn-prod"], synapse_stacks["fraud-watch-dev"]):
        identity = spark_identity(product)
        grants = {
            f"azurerm_role_assignment.{name}"
            for name, body in product.all("azurerm_role_assignment").items()
            if f"{identity}." in body["principal_id"]
        }
        assert grants
        for body in product.all("azurerm_machine_learning_synapse_spark").values():
            assert body["local_auth_enabled"] is False
            assert body["identity"] == {"type": "UserAssigned", "identity_ids": [f"${{{identity}.id}}"]}
            assert grants < set(body["depends_on"])
            (endpoint,) = set(body["depends_on"]) - grants
            assert endpoint.startswith("azurerm_private_endpoint.")
            assert "amlworkspace" in endpoint


def test_spark_reads_and_writes_what_the_products_clusters_do_and_no_more(synapse_stacks: dict[str, Stack]) -> None:
    reader, contributor = "Storage Blob Data Reader", "Storage Blob Data Contributor"
    for name, lake in {
        "churn-dev": {(reader, "landing"), (reader, "sales"), (contributor, "churn-dev")},
        "churn-prod": {(reader, "landing"), (contributor, "sales"), (contributor, "churn-prod")},
        "fraud-watch-dev": {(reader, "stock"), (contributor, "fraud-watch-dev")},
    }.items():
        product = synapse_stacks[name]
        account = product.one("azurerm_storage_account")["name"]
        assert roles_of(product, f"{spark_identity(product)}.") == {
            *lake,
            (contributor, account),
            # Microsoft documents that attached pools need both roles on default storage.
            ("Contributor", account),
        }
        cluster = next(
            key for key, body in product.all("azurerm_user_assigned_identity").items() if body["name"].endswith("-cpu")
        )
        registry = product.one("azurerm_container_registry")["name"]
        jobs = {"AzureML Data Scientist", "Storage Queue Data Contributor", "Storage Table Data Contributor"}
        of_cluster = {
            grant for grant in roles_of(product, f".{cluster}.") if grant[1] != registry and grant[0] not in jobs
        }
        assert of_cluster == {*lake, (contributor, account)}
