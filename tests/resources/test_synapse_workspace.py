"""Synapse workspaces."""

from __future__ import annotations

from typing import Any

import pytest

from azure_data_landing_zone.resources import ResourceGroup, SynapseSqlAdministrator, SynapseTags, SynapseWorkspace
from resource_support import GROUP, OBJECT, SYNAPSE, TENANT, Built, assert_sets


@pytest.mark.parametrize("tenant", [TENANT, None])
def test_sets_a_private_workspace_that_may_be_kept_to_one_tenant(built: Built, tenant: str | None) -> None:
    def build(scope: Any) -> None:
        workspace = SynapseWorkspace(
            scope,
            "workspace",
            name="syn",
            resource_group=GROUP,
            filesystem_url="https://st.dfs.core.windows.net/synapse",
            only_tenant=tenant,
            prevent_destroy=True,
        )
        ResourceGroup(scope, "group", name=workspace.principal_id, location="westeurope")

    stack = built(build)
    assert_sets(
        stack.one("azurerm_synapse_workspace"),
        azuread_authentication_only=True,
        public_network_access_enabled=False,
        managed_virtual_network_enabled=True,
        data_exfiltration_protection_enabled=tenant is not None,
        linking_allowed_for_aad_tenant_ids=None if tenant is None else [tenant],
        sql_identity_control_enabled=False,
        identity={"type": "SystemAssigned"},
        lifecycle={"prevent_destroy": True, "ignore_changes": ["sql_administrator_login", "tags"]},
    )
    assert stack.one("azurerm_resource_group")["name"].endswith(".identity[0].principal_id}")


def test_sets_tags_by_a_patch(built: Built) -> None:
    body = built(lambda scope: SynapseTags(scope, "tags", workspace=SYNAPSE, tags={"a": "b"})).one(
        "azapi_resource_action"
    )
    assert_sets(body, method="PATCH", resource_id=SYNAPSE.id, body={"tags": {"a": "b"}})


def test_sets_the_administrator_of_sql(built: Built) -> None:
    body = built(
        lambda scope: SynapseSqlAdministrator(
            scope, "admin", workspace=SYNAPSE, object_id=OBJECT, login="admins", tenant_id=TENANT
        )
    ).one("azurerm_synapse_workspace_sql_aad_admin")
    assert_sets(body, synapse_workspace_id=SYNAPSE.id, object_id=OBJECT, login="admins", tenant_id=TENANT)
