"""A landing zone with a Kubernetes cluster, and what its stacks hold."""

from __future__ import annotations

from typing import Any

from azure_data_landing_zone.azure import tables
from support import Json, Stack

SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000000"
ADMINISTRATORS = "44444444-4444-4444-4444-444444444444"


def kubernetes_zone(kubernetes: Json | None = None, inference: Json | None = None, **more: Any) -> Json:
    created = {
        "administrators": [ADMINISTRATORS],
        "user_pools": {"scoring": {"min_nodes": 2}, "gpu": {"vm_size": "Standard_NC4as_T4_v3", "max_nodes": 2}},
        "scoring": {"host": "scoring.contoso.com"},
    }
    return {
        "name": "zone",
        "location": "westeurope",
        "tenant_id": "11111111-1111-1111-1111-111111111111",
        "subscription_id": "00000000-0000-0000-0000-000000000000",
        "environments": {"dev": {"lifecycle": "disposable"}, "prod": {"lifecycle": "protected"}},
        "network": {
            "address_space": ["10.40.0.0/20"],
            "subnets": {"scoring": {}},
            "outbound": {"through": "firewall", "firewall_ip": "10.0.1.4"},
        },
        "data_lake": {"curated": {"containers": ["sales"]}},
        "analytics": {"kubernetes": created if kubernetes is None else kubernetes},
        "products": [
            {
                "name": "churn",
                "environments": ["dev"],
                "data": {"read": ["curated/sales"], "write": []},
                "inference": inference or {"kubernetes": "landing_zone"},
            }
        ],
        **more,
    }


def assignments_by_role(stack: Stack, identity: str) -> dict[tuple[str, str], str]:
    """Address of the assignment by role and scope, of the identity whose name has that in it."""
    by_id = {guid: name for name, guid in tables.read("roles").items()}
    (key,) = [k for k, b in stack.all("azurerm_user_assigned_identity").items() if identity in b["name"]]
    return {
        (by_id[body["role_definition_id"].rsplit("/", 1)[1]], body["scope"]): f"azurerm_role_assignment.{address}"
        for address, body in stack.all("azurerm_role_assignment").items()
        if f".{key}." in body["principal_id"]
    }


def attached_compute(stack: Stack) -> Json:
    (found,) = [b for b in stack.all("azapi_resource").values() if "/workspaces/computes@" in b["type"]]
    return found
