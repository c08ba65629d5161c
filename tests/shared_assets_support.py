"""Ids of shared registries, in this subscription and in another."""

from __future__ import annotations

from support import Json, Stack

OURS = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shared/providers"
THEIRS = "/subscriptions/77777777-7777-7777-7777-777777777777/resourceGroups/rg-shared/providers"
REGISTRY = "Microsoft.MachineLearningServices/registries"


def machine_learning_registry(core: Stack) -> Json:
    """The Machine Learning registry of the core stack."""
    (made,) = (body for body in core.all("azapi_resource").values() if body["type"].startswith(REGISTRY))
    return made
