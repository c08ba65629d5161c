"""A landing zone with a Data Factory, and what its stacks hold."""

from __future__ import annotations

from link_support import linked_zone
from support import Json, Stack

LINKED_SERVICES = "Microsoft.DataFactory/factories/linkedservices@2018-06-01"


def with_data_factory(**settings: object) -> Json:
    zone = linked_zone()
    zone["analytics"]["data_factory"] = settings
    zone["data_plane"] = {"enabled": False}
    zone["products"][0]["links"] = ["data_factory"]
    return zone


def accounts(data_factory_core: Stack) -> dict[str, str]:
    return {
        body["tags"]["data-lake-layer"]: body["name"]
        for body in data_factory_core.all("azurerm_storage_account").values()
        if "data-lake-layer" in body["tags"]
    }


def linked_services(stack: Stack) -> dict[str, Json]:
    return {body["name"]: body for body in stack.all("azapi_resource").values() if body["type"] == LINKED_SERVICES}
