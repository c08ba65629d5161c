"""The account that holds the state of all stacks."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from azure_data_landing_zone.azure import roles
from support import Stack


@pytest.fixture
def contoso(app_stacks: Callable[[str], dict[str, Stack]]) -> dict[str, Stack]:
    return app_stacks("contoso")


def test_the_account_is_kept_and_open_to_the_named_addresses_alone(contoso: dict[str, Stack]) -> None:
    account = contoso["bootstrap"].one("azurerm_storage_account")
    assert account["lifecycle"] == {"prevent_destroy": True}
    assert account["network_rules"]["default_action"] == "Deny"
    assert account["network_rules"]["ip_rules"] == ["203.0.113.0/24"]
    assert "virtual_network_subnet_ids" not in account["network_rules"]
    assert account["account_replication_type"] == "GZRS"
    assert account["blob_properties"]["delete_retention_policy"] == {"days": 30}


def test_each_stack_has_a_container(contoso: dict[str, Stack]) -> None:
    containers = contoso["bootstrap"].all("azurerm_storage_container").values()
    assert sorted(body["name"] for body in containers) == sorted(contoso)
    assert all("lifecycle" not in body for body in containers)


def test_groups_write_state_with_their_own_sign_in(contoso: dict[str, Stack]) -> None:
    grants = contoso["bootstrap"].all("azurerm_role_assignment", principal_type="Group").values()
    assert [body["principal_id"] for body in grants] == ["88888888-8888-8888-8888-888888888888"]
    (role,) = {body["role_definition_id"].rsplit("/", 1)[1] for body in grants}
    assert roles.name_of(role) == "Storage Blob Data Contributor"
    ((account, _),) = contoso["bootstrap"].all("azurerm_storage_account").items()
    assert {body["scope"] for body in grants} == {f"${{azurerm_storage_account.{account}.id}}"}
