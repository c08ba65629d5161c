"""A landing zone with Synapse, and what its stacks hold."""

from __future__ import annotations

from link_support import SUBSCRIPTION, linked_zone
from support import Json, Stack

ADMINISTRATORS = "33333333-3333-3333-3333-333333333333"
EXISTING = f"{SUBSCRIPTION}/resourceGroups/rg-synapse/providers/Microsoft.Synapse/workspaces/synw-theirs"


def with_synapse(**settings: object) -> Json:
    zone = linked_zone()
    zone["analytics"]["synapse"] = settings
    for product in zone["products"]:
        product["links"] = ["synapse"]
    return zone


def synapse_of(synapse_core: Stack) -> str:
    return f"workspaces/{synapse_core.one('azurerm_synapse_workspace')['name']}"


def spark_identity(product: Stack) -> str:
    (name,) = [
        name for name, body in product.all("azurerm_user_assigned_identity").items() if body["name"].endswith("synapse")
    ]
    return f"azurerm_user_assigned_identity.{name}"
