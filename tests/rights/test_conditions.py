"""Conditions of role assignments."""

from __future__ import annotations

import pytest

from azure_data_landing_zone.azure import tables
from azure_data_landing_zone.azure.roles import assignable_only, custom_roles
from azure_data_landing_zone.rights.conditions import ConditionError, parse
from azure_data_landing_zone.rights.narrowest import narrowest

READER, OWNER = tables.read("roles")["Reader"], "8e3af657-a8ff-443c-a75c-2fe8c4bcb635"
TEXT = assignable_only(["Reader", "AcrPull"], subscription_id="0", landing_zone="z")


@pytest.mark.parametrize(
    ("verb", "role", "principal", "allowed"),
    [
        ("write", READER, "ServicePrincipal", True),
        ("write", READER.upper(), "group", True),
        ("delete", READER, "Group", True),
        ("write", OWNER, "Group", False),
        ("delete", OWNER, "Group", False),
        ("write", READER, "User", False),
    ],
)
def test_a_condition_allows_its_roles_to_its_principals(verb: str, role: str, principal: str, allowed: bool) -> None:
    assert parse(TEXT).allows(verb, role, principal) is allowed


def test_a_condition_of_one_verb_leaves_the_other_free() -> None:
    condition = parse(TEXT.partition(" AND ((!(ActionMatches")[0])
    assert condition.allows("delete", OWNER, "User")
    assert not condition.allows("write", OWNER, "User")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "@Resource[Microsoft.Storage/x:name] StringEquals 'y'",
        f"{TEXT} AND @Principal[x] StringEquals 'y'",
        TEXT.replace(READER, OWNER, 1),
        TEXT.replace("GuidEquals", "GuidNotEquals"),
    ],
)
def test_another_form_is_an_error(text: str) -> None:
    with pytest.raises(ConditionError, match="cannot be evaluated"):
        parse(text)


@pytest.mark.parametrize(
    ("action", "custom", "role"),
    [
        ("Microsoft.Authorization/roleDefinitions/read", True, "Role Definition Reader"),
        ("Microsoft.Authorization/roleDefinitions/read", False, "Reader"),
        ("Microsoft.Authorization/locks/write", True, "Locks Contributor"),
        ("Microsoft.Authorization/roleAssignments/write", True, "Role Based Access Control Administrator"),
        ("Microsoft.Network/virtualNetworks/subnets/join/action", True, "Compute Subnet Joiner"),
        ("Microsoft.Insights/privateLinkScopeOperationStatuses/read", True, "Private Link Operation Reader"),
        ("Microsoft.Network/firewallPolicies/ruleCollectionGroups/write", False, "Network Contributor"),
        ("Synapse: workspaces/roleAssignments/write", True, "Synapse Administrator (a role inside of Synapse)"),
    ],
)
def test_the_narrowest_role_that_has_an_action(action: str, custom: bool, role: str) -> None:
    titles = frozenset(own.title for own in custom_roles()) if custom else frozenset()
    assert narrowest(action, custom=titles) == role


def test_the_narrowest_role_for_the_data_plane() -> None:
    blob = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read"
    assert narrowest(blob, data=True) == "Storage Blob Data Reader"
    assert narrowest("Microsoft.NoSuch/thing/write") == "Contributor"
    assert narrowest("Microsoft.Blueprint/blueprintAssignments/write") is None
