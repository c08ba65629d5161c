"""Ids and role assignments of all stacks together."""

from __future__ import annotations

import pytest

from azure_data_landing_zone.synthesized.index import Assignment, Index

SUBSCRIPTION = "00000000-0000-0000-0000-000000000000"
GROUP = f"/subscriptions/{SUBSCRIPTION}/resourcegroups/rg-a"
IDENTITY = f"{GROUP}/providers/microsoft.managedidentity/userassignedidentities/id-a"
READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7"


def _role(guid: str) -> str:
    return f"/subscriptions/{SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/{guid}"


def _index(assignment: dict[str, object], **sections: dict[str, object]) -> Index:
    resources = {
        "azurerm_user_assigned_identity": {"one": {"name": "id-a", "resource_group_name": "rg-a"}},
        "azurerm_storage_account": {"one": {"name": "sta", "resource_group_name": "rg-a"}},
        "azurerm_data_factory": {"one": {"name": "adf-a", "resource_group_name": "rg-a"}},
        "azurerm_role_assignment": {"one": assignment},
        **sections.get("resource", {}),
    }
    document = {
        "provider": {"azurerm": [{"subscription_id": SUBSCRIPTION}]},
        "data": sections.get("data", {}),
        "resource": resources,
    }
    return Index({"core": document})


def _only(index: Index) -> Assignment:
    (found,) = index.assignments
    return found


@pytest.mark.parametrize(
    ("principal", "expected"),
    [
        ("${azurerm_user_assigned_identity.one.principal_id}", IDENTITY),
        (
            "${azurerm_data_factory.one.identity[0].principal_id}",
            f"{GROUP}/providers/microsoft.datafactory/factories/adf-a",
        ),
        ("${data.azurerm_user_assigned_identity.two.principal_id}", IDENTITY.replace("id-a", "id-b")),
        ("${data.azapi_resource.three.output.identity.principalId}", f"{GROUP}/providers/a.b/c/d"),
        ("AAAAAAAA-0000-0000-0000-000000000000", "aaaaaaaa-0000-0000-0000-000000000000"),
        ("${coalesce(one, two)}", ""),
    ],
)
def test_a_principal_is_the_resource_whose_identity_it_is(principal: str, expected: str) -> None:
    data: dict[str, object] = {
        "azurerm_user_assigned_identity": {"two": {"name": "id-b", "resource_group_name": "rg-a"}},
        "azapi_resource": {"three": {"resource_id": f"{GROUP}/providers/A.B/c/d"}},
    }
    index = _index({"principal_id": principal, "role_definition_id": _role(READER), "scope": GROUP}, data=data)
    assert _only(index).principal == expected


def test_the_scope_and_the_role_of_an_assignment() -> None:
    index = _index(
        {
            "principal_id": "${azurerm_user_assigned_identity.one.principal_id}",
            "role_definition_id": _role(READER),
            "scope": "${azurerm_storage_account.one.id}",
        }
    )
    found = _only(index)
    account = f"{GROUP}/providers/microsoft.storage/storageaccounts/sta"
    assert (found.role, found.scope, found.address) == ("Reader", account, "azurerm_role_assignment.one")
    assert list(index.held(IDENTITY, account)) == [found]


def test_a_custom_role_is_known_by_its_title() -> None:
    definition = {"azurerm_role_definition": {"own": {"role_definition_id": "77", "name": "Network Joiner (a weu 1)"}}}
    for reference in ("${azurerm_role_definition.own.role_definition_resource_id}", _role("77")):
        index = _index(
            {"principal_id": "p", "role_definition_id": reference, "scope": GROUP}, resource=dict(definition)
        )
        assert _only(index).role == "Network Joiner"


def test_an_assignment_applies_to_its_scope_and_to_everything_below_it() -> None:
    account = f"{GROUP}/providers/microsoft.storage/storageaccounts/sta"
    index = _index(
        {
            "principal_id": "P",
            "role_definition_id": _role(READER),
            "scope": "${azurerm_storage_account.one.id}",
        }
    )
    found = [_only(index)]
    assert list(index.held("p", account)) == found
    assert list(index.held("p", f"{account}/blobservices/default/containers/a")) == found
    assert list(index.held("p", f"{account}2")) == []
    assert list(index.held("p", GROUP)) == []
    assert list(index.held("q", account)) == []


def test_a_result_of_the_stacks_is_computed_once_for_each_subject() -> None:
    index, other = Index({}), Index({})
    calls: list[tuple[list[str], int]] = []

    def count(subject: list[str], stacks: Index) -> int:
        calls.append((subject, id(stacks)))
        return len(calls)

    subjects = [["a"], ["a"]]
    # Equal subjects are two: a configuration is compared by identity.
    assert [index.once(count, subject) for subject in (*subjects, *subjects)] == [1, 2, 1, 2]
    assert other.once(count, subjects[0]) == 3
    assert calls[2][1] == id(other)


@pytest.mark.parametrize(
    "type_", ["Microsoft.Resources/resourceGroups", "microsoft.resources/subscriptions/resourcegroups"]
)
def test_the_id_of_a_resource_group_of_azapi(type_: str) -> None:
    body = {"type": f"{type_}@2021-04-01", "name": "rg-a", "parent_id": "/subscriptions/s/"}
    index = Index({"core": {"resource": {"azapi_resource": {"g": body}}}})
    assert [one.id for one in index.of_type("azapi_resource", type_)] == ["/subscriptions/s/resourcegroups/rg-a"]
