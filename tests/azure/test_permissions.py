"""Roles allow what Azure documents of them."""

from __future__ import annotations

import pytest

from azure_data_landing_zone.azure import tables
from azure_data_landing_zone.azure.permissions import Permissions, permissions
from azure_data_landing_zone.azure.roles import custom_roles


def test_every_role_has_a_definition_and_every_definition_a_role() -> None:
    assert set(tables.read("role_definitions")) == set(tables.read("roles"))


def test_definitions_hold_patterns_of_actions_only() -> None:
    for role in tables.read("role_definitions"):
        found = permissions(role)
        for pattern in (*found.actions, *found.not_actions, *found.data_actions, *found.not_data_actions):
            assert pattern == "*" or "/" in pattern, (role, pattern)


@pytest.mark.parametrize(
    ("role", "action", "allowed"),
    [
        ("Contributor", "Microsoft.KeyVault/vaults/write", True),
        ("Contributor", "Microsoft.Authorization/roleAssignments/write", False),
        ("Contributor", "Microsoft.Authorization/roleAssignments/read", True),
        ("Contributor", "Microsoft.Authorization/locks/write", False),
        ("Locks Contributor", "Microsoft.Authorization/locks/delete", True),
        ("Reader", "microsoft.network/virtualnetworks/READ", True),
        ("Reader", "Microsoft.ContainerService/managedClusters/listClusterUserCredential/action", False),
        ("Role Based Access Control Administrator", "Microsoft.Authorization/roleAssignments/delete", True),
        ("Role Based Access Control Administrator", "Microsoft.Authorization/roleDefinitions/write", False),
        ("User Access Administrator", "Microsoft.Authorization/roleDefinitions/write", True),
        ("Azure AI Administrator", "Microsoft.Network/privateEndpoints/read", False),
        ("Network Joiner", "Microsoft.Network/virtualNetworks/join/action", True),
        ("Network Joiner", "Microsoft.Network/virtualNetworks/subnets/join/action", False),
        ("AzureML Data Scientist", "Microsoft.MachineLearningServices/workspaces/computes/write", False),
        ("AzureML Data Scientist", "Microsoft.MachineLearningServices/workspaces/jobs/write", True),
        # A star between two slashes can be empty.
        ("AzureML Data Scientist", "Microsoft.MachineLearningServices/workspaces/read", True),
        ("AzureML Data Scientist", "Microsoft.MachineLearningServices/workspaces/write", False),
        ("Managed Identity Operator", "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action", True),
    ],
)
def test_roles_allow_what_azure_documents(role: str, action: str, allowed: bool) -> None:
    assert permissions(role).allows(action) is allowed


def test_actions_of_the_data_plane_are_apart() -> None:
    reader = permissions("Storage Blob Data Reader")
    blob = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read"
    assert reader.allows(blob, data=True)
    assert not reader.allows(blob)


def test_an_action_that_is_taken_away_is_not_allowed() -> None:
    role = Permissions(actions=("Microsoft.A/*",), not_actions=("Microsoft.A/b/*",))
    assert role.allows("Microsoft.A/c/write")
    assert not role.allows("Microsoft.A/b/write")


def test_a_custom_role_allows_its_actions() -> None:
    for role in custom_roles():
        assert all(permissions(role.title).allows(action) for action in role.actions)


def test_an_unknown_role_is_an_error() -> None:
    with pytest.raises(KeyError):
        permissions("No Such Role")
