"""The roles of a product on containers of the lake."""

from __future__ import annotations

from collections.abc import Callable

from identity_support import identity, roles_of
from support import Json, Stack

Synth = Callable[[Json], dict[str, Stack]]


def test_a_cluster_reaches_its_products_containers_only(stacks_with_groups: dict[str, Stack]) -> None:
    own = {
        ("AcrPull", "azurerm_container_registry"),
        ("AzureML Data Scientist", "azurerm_machine_learning_workspace"),
        *((f"Storage {what} Data Contributor", "azurerm_storage_account") for what in ("Blob", "Queue", "Table")),
    }
    stack = stacks_with_groups["churn-prod"]
    assert roles_of(stack, f".{identity(stack, '-cluster-gpu')}.") == own | {
        ("Storage Blob Data Reader", "landing"),
        ("Storage Blob Data Contributor", "sales"),
        ("Storage Blob Data Contributor", "churn-prod"),
    }


def test_outside_production_the_shared_layers_are_read_only(stacks_with_groups: dict[str, Stack]) -> None:
    stack = stacks_with_groups["churn-dev"]
    granted = roles_of(stack, f".{identity(stack, '-cluster-gpu')}.")
    assert ("Storage Blob Data Reader", "sales") in granted
    assert ("Storage Blob Data Contributor", "sales") not in granted
    assert ("Storage Blob Data Contributor", "churn-dev") in granted
