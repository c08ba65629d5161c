"""A landing zone with Databricks, and what its stacks hold."""

from __future__ import annotations

from typing import Any

from azure_data_landing_zone.azure import tables
from support import Json, Stack

SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000000"
JOBS = "33333333-3333-3333-3333-333333333333"


def databricks_zone(analytics: Json | None = None, **more: Any) -> Json:
    return {
        "name": "zone",
        "location": "westeurope",
        "tenant_id": "11111111-1111-1111-1111-111111111111",
        "subscription_id": "00000000-0000-0000-0000-000000000000",
        "environments": {"dev": {"lifecycle": "disposable"}, "prod": {"lifecycle": "protected"}},
        "network": {"address_space": ["10.40.0.0/20"], "subnets": {"databricks_public": {}, "databricks_private": {}}},
        "data_lake": {
            "raw": {"containers": ["landing"]},
            "curated": {"containers": ["sales"]},
            "workspace": {"containers": "per_product"},
        },
        "analytics": {"databricks": {"job_principal_id": JOBS} if analytics is None else analytics},
        "products": [
            {
                "name": "churn",
                "environments": ["dev"],
                "data": {"read": ["curated/sales"]},
                "links": {"databricks": {"attach_compute": True}},
            }
        ],
        **more,
    }


def roles_and_scopes(stack: Stack, principal: str) -> set[tuple[str, str]]:
    """Role and scope of a principal's assignments."""
    by_id = {guid: name for name, guid in tables.read("roles").items()}
    return {
        (by_id[body["role_definition_id"].rsplit("/", 1)[1]], body["scope"])
        for body in stack.all("azurerm_role_assignment").values()
        if principal in body["principal_id"]
    }
