"""Access connectors: the identity with which Databricks reads the lake."""

from __future__ import annotations

from typing import Any

from azure_data_landing_zone.resources import DatabricksAccessConnector, ResourceGroup
from resource_support import GROUP, Built, assert_lies_in_group


def test_sets_an_identity_that_can_be_referred_to(built: Built) -> None:
    def build(scope: Any) -> None:
        connector = DatabricksAccessConnector(scope, "connector", name="dbac", resource_group=GROUP)
        ResourceGroup(scope, "group", name=connector.principal_id, location="westeurope")

    stack = built(build)
    ((name, body),) = stack.all("azurerm_databricks_access_connector").items()
    assert_lies_in_group(body, "dbac")
    assert body["identity"] == {"type": "SystemAssigned"}
    reference = f"${{azurerm_databricks_access_connector.{name}.identity[0].principal_id}}"
    assert stack.one("azurerm_resource_group")["name"] == reference
