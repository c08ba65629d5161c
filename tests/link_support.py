"""What the tests of links share: who has which role, and which managed endpoints are approved."""

from __future__ import annotations

import re
from collections.abc import Iterable

from azure_data_landing_zone.azure import tables
from support import Json, Stack

SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000000"
MANAGED_ENDPOINTS = ("azurerm_synapse_managed_private_endpoint", "azurerm_data_factory_managed_private_endpoint")


def linked_zone() -> Json:
    """A landing zone with two linked products, one in production."""
    return {
        "name": "zone",
        "location": "westeurope",
        "tenant_id": "11111111-1111-1111-1111-111111111111",
        "subscription_id": "00000000-0000-0000-0000-000000000000",
        "environments": {"dev": {"lifecycle": "disposable"}, "prod": {"lifecycle": "protected"}},
        "network": {"address_space": ["10.40.0.0/20"]},
        "data_lake": {
            "raw": {"containers": ["landing"]},
            "enriched": {"containers": ["crm"]},
            "curated": {"containers": ["sales", "stock"]},
        },
        "analytics": {},
        "data_plane": {"enabled": True},
        "products": [
            {
                "name": "churn",
                "environments": ["dev", "prod"],
                "data": {"read": ["raw/landing"], "write": ["curated/sales", "workspace/own"]},
            },
            {"name": "fraud-watch", "environments": ["dev"], "data": {"read": ["curated/stock"]}},
        ],
    }


def roles_of(stack: Stack, principal: str) -> set[tuple[str, str]]:
    """Role name and scope of a principal's assignments; a scope in this stack by its name there."""
    by_id = {guid: name for name, guid in tables.read("roles").items()}
    return {
        (by_id[body["role_definition_id"].rsplit("/", 1)[1]], name_of(stack, body["scope"]))
        for body in stack.all("azurerm_role_assignment").values()
        if principal in body["principal_id"]
    }


def name_of(stack: Stack, id_: str) -> str:
    """The name of the resource that an id or a reference means."""
    if match := re.fullmatch(r"\$\{(\w+)\.([\w-]+)\.id\}", id_):
        name: str = stack.all(match[1])[match[2]]["name"]
        return name
    return id_.rsplit("/", 1)[1]


def address_of(stack: Stack, kind: str, **arguments: str) -> str:
    """The address of the one resource of a type whose arguments have these values."""
    (name,) = [
        name
        for name, body in stack.all(kind).items()
        if all(body.get(argument) == value for argument, value in arguments.items())
    ]
    return f"{kind}.{name}"


def managed_endpoints(stacks: Iterable[Stack]) -> set[tuple[str, str, str]]:
    """Stack, name of the target and sub-resource of every managed endpoint, each of which must be approved.

    An endpoint counts only if what approves it looks for this very endpoint at the endpoint's own target, and not
    before the endpoint is there.
    """
    found = set()
    for stack in stacks:
        lists: dict[str, Json] = stack.document.get("data", {}).get("azapi_resource_list", {})
        updates = stack.all("azapi_update_resource")
        endpoints = [(kind, name, body) for kind in MANAGED_ENDPOINTS for name, body in stack.all(kind).items()]
        assert len(updates) == len(endpoints)
        for kind, name, body in endpoints:
            service = body.get("synapse_workspace_id") or body["data_factory_id"]
            target = name_of(stack, body["target_resource_id"])
            (search,) = [key for key, read in lists.items() if read["depends_on"] == [f"{kind}.{name}"]]
            (approval,) = [update for update in updates.values() if f"azapi_resource_list.{search}." in update["name"]]
            wanted = f"/{name_of(stack, service)}.{body['name']}".lower()
            assert f'endswith(lower(coalesce(c.endpoint, "-")), "{wanted}")' in approval["name"]
            for read in (lists[search], approval):
                assert name_of(stack, read["parent_id"]) == target
                assert read["type"].split("@")[0].endswith("/privateEndpointConnections")
            state = approval["body"]["properties"]["privateLinkServiceConnectionState"]
            assert state["status"] == "Approved"
            assert approval["locks"] == [approval["parent_id"]]
            found.add((stack.name, target, body["subresource_name"]))
    return found
