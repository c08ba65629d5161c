"""Role assignments of identities and groups: their names, and their ids in the tree."""

from __future__ import annotations

from typing import Any

import pytest

from azure_data_landing_zone.azure import roles
from azure_data_landing_zone.azure.ids import ResourceId
from azure_data_landing_zone.patterns.grants import grant, grant_id
from azure_data_landing_zone.resources.role_assignment import PrincipalType
from resource_support import OBJECT, SUBSCRIPTION, VAULT, Built, assert_sets

THEIRS = ResourceId("99999999-9999-9999-9999-999999999999", "rg-hub").resource("Microsoft.KeyVault/vaults", "kv-hub")
ROLE = "Key Vault Secrets User"


def test_sets_role_scope_and_kind_of_the_principal(built: Built) -> None:
    def build(scope: Any) -> None:
        grant(
            scope,
            "one",
            role=ROLE,
            at=VAULT,
            subscription_id=SUBSCRIPTION.subscription_id,
            principal="churn-dev/workspace",
            principal_id=OBJECT,
            condition="@Resource[a] StringEquals 'b'",
        )

    assert_sets(
        built(build).one("azurerm_role_assignment"),
        name=roles.assignment_name(VAULT.id, ROLE, "churn-dev/workspace"),
        scope=VAULT.id,
        role_definition_id=roles.definition_id(ROLE, SUBSCRIPTION.subscription_id),
        principal_id=OBJECT,
        principal_type="ServicePrincipal",
        condition="@Resource[a] StringEquals 'b'",
        condition_version="2.0",
    )


@pytest.mark.parametrize(
    ("at", "principal", "named"),
    [
        (VAULT, "core/synapse", "core/synapse"),
        # Two landing zones may have the same stacks, and give a role on one resource of a hub.
        (THEIRS, "core/synapse", f"{SUBSCRIPTION.subscription_id}/core/synapse"),
        # A principal that is named by its object id is another one in each of them.
        (THEIRS, OBJECT, OBJECT),
    ],
)
def test_a_name_in_another_subscription_holds_that_of_the_landing_zone(
    built: Built, at: ResourceId, principal: str, named: str
) -> None:
    def build(scope: Any) -> None:
        grant(
            scope,
            "one",
            role=ROLE,
            at=at,
            subscription_id=SUBSCRIPTION.subscription_id,
            principal=principal,
            principal_id=OBJECT,
            principal_type=PrincipalType.GROUP,
        )

    body = built(build).one("azurerm_role_assignment")
    assert_sets(body, name=roles.assignment_name(at.id, ROLE, named), principal_type="Group")


def test_an_id_names_the_place_and_the_role() -> None:
    assert grant_id("AzureML Registry User", "workspace", "hub") == "workspace-hub-azureml-registry-user"
    assert grant_id("Data_Reader") == "data-reader"
