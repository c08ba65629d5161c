"""The order in which a workspace, its identities and its compute are created."""

from __future__ import annotations

from collections.abc import Callable

from identity_support import identity
from support import Json, Stack

Synth = Callable[[Json], dict[str, Stack]]


def test_the_workspace_waits_for_all_grants_of_its_identity(stacks_with_groups: dict[str, Stack]) -> None:
    for name in ("churn-dev", "churn-prod"):
        stack = stacks_with_groups[name]
        mine = {
            f"azurerm_role_assignment.{address}"
            for address, body in stack.all("azurerm_role_assignment").items()
            if f".{identity(stack, '-workspace')}." in body["principal_id"]
        }
        assert mine
        assert set(stack.one("azurerm_machine_learning_workspace")["depends_on"]) == mine


def test_a_cluster_waits_for_the_workspaces_endpoint_and_its_grants(stacks_with_groups: dict[str, Stack]) -> None:
    stack = stacks_with_groups["churn-dev"]
    for name in ("cpu", "gpu"):
        cluster = stack.one("azurerm_machine_learning_compute_cluster", name=name)
        mine = {
            f"azurerm_role_assignment.{address}"
            for address, body in stack.all("azurerm_role_assignment").items()
            if f".{identity(stack, f'-cluster-{name}')}." in body["principal_id"]
        }
        endpoint = {a for a in cluster["depends_on"] if a.startswith("azurerm_private_endpoint.")}
        assert len(endpoint) == 1
        assert "amlworkspace" in endpoint.pop()
        assert mine <= set(cluster["depends_on"])


def test_people_who_create_compute_join_the_training_subnet(synth: Synth, zone: Json) -> None:
    zone["groups"] = {"ml_engineers": "66666666-6666-6666-6666-666666666666"}
    stacks = synth(zone)
    at = {
        body["scope"].rsplit("/", 1)[1]: body["role_definition_id"].rsplit("/", 1)[1]
        for body in stacks["access"].all("azurerm_role_assignment").values()
        if "virtualNetworks" in body["scope"]
    }
    guids = {
        body["name"].partition(" (")[0]: body["role_definition_id"]
        for body in stacks["bootstrap"].all("azurerm_role_definition").values()
    }
    assert at == {
        "vnet-zone-network-weu-001": guids["Network Joiner"],
        "snet-training": guids["Compute Subnet Joiner"],
    }
