"""The data that is lost with products that are to be removed, and the resources that a lock keeps."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..azure import tables
from ..azure.ids import ResourceId
from ..azure.json_values import JsonObject
from ..config import Configuration
from ..config.layout.places import own_container
from ..config.layout.product import ProductLayout
from ..config.layout.stacks import PLATFORM_STACKS
from ..config.models.data_lake import CreatedAccount, CreatedWorkspaceLayer
from ..synthesized.stacks import Resource, Stack, undecided
from .losses import loss
from .origins import Origins
from .results import Level, Result

_CHECK = "lifecycle"
#: Where a resource says what it lies in, or what it is about.
_HOLDERS = ("scope", "storage_account_id", "target_resource_id", "key_vault_id", "parent_id")
_LOCKABLE = {
    "azurerm_storage_account": "Microsoft.Storage/storageAccounts",
    "azurerm_key_vault": "Microsoft.KeyVault/vaults",
}


def lifecycle(configuration: Configuration, stacks: Mapping[str, JsonObject]) -> Sequence[Result]:
    """The data that is lost with the products that are to be removed, and with those that were.

    Args:
        configuration: a checked configuration.
        stacks: its synthesized stacks by name.
    """
    results: list[Result] = []
    origins = Origins(configuration)
    for layout in configuration.products:
        if layout.product.decommission and layout.stack in stacks:
            own = [
                _procedure(layout),
                *_losses(layout, Stack(layout.stack, stacks[layout.stack])),
                *_before_destroy(layout),
            ]
            place = origins.product(layout.stack, "decommission")
            results += (replace(one, place=place) for one in own)
    for name, removed in sorted(configuration.landing_zone.removed.items()):
        if removed.data == "delete" and name not in PLATFORM_STACKS:
            results.append(
                Result(
                    _CHECK,
                    "container",
                    Level.REPORTED,
                    f"the next apply of core deletes the container {name} of the workspace layer with all that is in "
                    "it, if it still exists",
                    f"to keep it: removed.{name}.data: keep",
                    stack="core",
                    place=origins.section("removed", name, "data"),
                )
            )
    return results


def _procedure(layout: ProductLayout) -> Result:
    """How a product is removed, step by step."""
    bootstrap = "core, access and bootstrap" if layout.product.pipelines is not None else "core and access"
    return Result(
        _CHECK,
        "procedure",
        Level.REPORTED,
        f"{layout.stack} is about to be removed: Terraform and locks let it be destroyed",
        f"apply {layout.stack} and destroy it, take {layout.environment_name} out of the product's environments (or "
        f"the product out of the configuration), say `removed: {{{layout.stack}: {{}}}}`, and apply {bootstrap}",
        stack=layout.stack,
    )


def _losses(layout: ProductLayout, stack: Stack) -> Iterator[Result]:
    recovery = tables.read("recovery")
    protection = layout.protection
    for resource in sorted(stack.resources(), key=lambda resource: resource.address):
        if not (lost := loss(resource.type, resource.body)):
            continue
        row = recovery.get(resource.type) or {}
        after = row.get("purged") if protection.purge_deleted else None
        after = after or row.get("kept", "nothing brings it back")
        yield Result(
            _CHECK,
            "decommission",
            Level.REPORTED,
            f"with {resource.name or resource.address} is lost: {lost}; "
            + after.format(days=protection.vault_retention_days),
            stack=stack.name,
            address=resource.address,
        )


def _before_destroy(layout: ProductLayout) -> Iterator[Result]:
    """The resources that block a destroy, or that it leaves."""
    core, zone = layout.core, layout.core.landing_zone
    if layout.product.links.synapse is not None and zone.data_plane.enabled:
        yield Result(
            _CHECK,
            "data-plane",
            Level.REPORTED,
            "roles inside of Synapse and managed endpoints of the product are in the stack data-plane, whose next "
            "apply gives them up",
            "apply data-plane before the product is destroyed, or its endpoints stay behind, disconnected",
            stack="data-plane",
        )
    own = own_container(layout.product.name, layout.environment_name)
    if isinstance(zone.data_lake.workspace, CreatedWorkspaceLayer):
        yield Result(
            _CHECK,
            "container",
            Level.REPORTED,
            f"the container {own} of the workspace layer stays, with the product's data",
            f"when the product has left the configuration, removed.{layout.stack}.data says whether it is kept "
            "(default) or deleted",
            stack="core",
        )
    layers = dict(zone.data_lake.layers())
    if core.protection.locks and any(isinstance(layers[c.layer], CreatedAccount) for c in layout.containers):
        yield Result(
            _CHECK,
            "locks",
            Level.REPORTED,
            "the lake is locked, and under a lock Azure takes no role away: the destroy would stop at what the "
            "product's identities may do on its containers",
            "set locks: false of the landing zone and apply core before, and take it out again afterwards",
            stack=layout.stack,
        )


@dataclass(frozen=True)
class LockedRemoval:
    """Something that is to be taken away under a lock, which Azure refuses.

    Attributes:
        stack: the stack's name.
        address: the resource's address in Terraform.
        target: the id of the locked resource.
    """

    stack: str
    address: str
    target: str

    def __str__(self) -> str:
        return f"{self.stack} {self.address}: is taken away from {self.target}, which is locked"


def locked_removals(before: Mapping[str, JsonObject], after: Mapping[str, JsonObject]) -> list[LockedRemoval]:
    """The resources that a change of configuration deletes below a lock that stays, by stack and address.

    Args:
        before: the former stacks by name, parsed.
        after: the new ones.
    """
    locked = _locked(after)
    return [
        LockedRemoval(name, resource.address, target)
        for name in sorted(before.keys() & after.keys())
        for resource, target in _gone(Stack(name, before[name]), Stack(name, after[name]), locked)
    ]


def _gone(before: Stack, after: Stack, locked: Collection[str]) -> Iterator[tuple[Resource, str]]:
    left = {resource.address for resource in after.resources()}
    for resource in sorted(before.resources(), key=lambda resource: resource.address):
        if resource.address in left or resource.type == "azurerm_management_lock":
            continue
        for argument in _HOLDERS:
            holder = _id(before, resource.body.get(argument))
            for target in locked:
                if holder == target or holder.startswith(f"{target}/"):
                    yield resource, target


def _locked(stacks: Mapping[str, JsonObject]) -> list[str]:
    """The ids of the resources that carry locks, in lower case."""
    return sorted(
        id_
        for name, document in stacks.items()
        for stack in [Stack(name, document)]
        for resource in stack.resources()
        if resource.type == "azurerm_management_lock"
        if (id_ := _id(stack, resource.body.get("scope")))
    )


def _id(stack: Stack, value: object) -> str:
    """The resource id that a value is, refers to or begins with, in lower case; empty if it cannot be decided."""
    if not isinstance(value, str):
        return ""
    if not undecided(value):
        return value.lower()
    head, _, rest = value.partition("}")
    referred = stack.referred(f"{head}}}")
    if referred is None or referred[0].type not in _LOCKABLE or undecided(rest):
        return ""
    resource = referred[0]
    group = stack.text(resource.body.get("resource_group_name"))
    subscription = stack.provider("azurerm").get("subscription_id")
    if group is None or not resource.name or not isinstance(subscription, str):
        return ""
    id_ = ResourceId(subscription, group).resource(_LOCKABLE[resource.type], resource.name)
    return f"{id_}{rest}".lower()
