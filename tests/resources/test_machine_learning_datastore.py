"""Datastores of Azure Machine Learning."""

from __future__ import annotations

from azure_data_landing_zone.resources import MachineLearningDatastore
from resource_support import SUBSCRIPTION, Built


def test_a_datastore_has_no_credentials(built: Built) -> None:
    container = (
        SUBSCRIPTION.resource("Microsoft.Storage/storageAccounts", "st")
        .child("blobServices", "default")
        .child("containers", "c")
    )
    stack = built(
        lambda scope: MachineLearningDatastore(
            scope,
            "store",
            name="curated_c",
            workspace=SUBSCRIPTION.resource("Microsoft.MachineLearningServices/workspaces", "mlw"),
            container=container,
        )
    )
    store = stack.one("azurerm_machine_learning_datastore_datalake_gen2")
    assert store["storage_container_id"] == container.id
    assert store["service_data_identity"] == "None"
    assert not {"client_id", "client_secret", "tenant_id"} & set(store)
