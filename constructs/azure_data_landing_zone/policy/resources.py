"""All resources of a set of stacks, and how they hang together."""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

from ..azure.json_values import Json, JsonObject
from ..synthesized.index import Index
from ..synthesized.versions import plan_major, stack_major
from .arguments import Arguments
from .connections import connections, target_type
from .inline import inline_children
from .mapping import ArmType, Mappings, Sender
from .module import Module, address, azapi_type, type_of_id
from .plans import from_plan
from .resource import ChangedResource, Resource, key_of, member
from .stacks import from_stack
from .tables import mappings
from .updates import AZAPI, Update, requested, settled, stranger, updates_in
from .values import MISSING, Missing, Unknown, Value, undecided

__all__ = ["Resources"]


_UNNAMED = Unknown("its name is in no table, or Terraform has yet to make it", present=True)
#: The providers that make resources in Azure Resource Manager.
AZURE_PROVIDERS = frozenset({"azurerm", "azapi"})


class Resources:
    """All resources of a set of stacks, which one another's policies may ask about."""

    def __init__(self, modules: Iterable[Module], tables: Mappings | None = None) -> None:
        self._tables = tables or mappings()
        #: The stacks or plans.
        self.modules = tuple(modules)
        self._updates = [update for module in self.modules for update in updates_in(module, module.tables)]
        #: The resources as Terraform creates them, in the order of the stacks.
        self.all: tuple[Resource, ...] = tuple(self._read())
        #: Requests that change a resource of `all`: of associations, updates and actions.
        self.requests: tuple[Resource, ...] = tuple(self._requests())
        #: Terraform resource types that are in no table, with one address of each.
        self.unmapped: Mapping[str, str] = self._unmapped()
        #: How many resources there are of providers that make nothing in Azure Resource Manager, by provider.
        self.foreign: Mapping[str, int] = self._foreign()

    @classmethod
    def of_stacks(cls, stacks: Mapping[str, JsonObject]) -> Resources:
        """The resources of synthesized stacks, by stack name.

        Raises:
            TerraformError: a stack has not Terraform's form.
        """
        return stacks.once(cls._of_stacks, None) if isinstance(stacks, Index) else cls._of_stacks(None, stacks)

    @classmethod
    def _of_stacks(cls, _: None, stacks: Mapping[str, JsonObject]) -> Resources:
        parsed = cast("Mapping[str, Mapping[str, Json]]", stacks)
        return cls(from_stack(name, one, mappings(stack_major(one))) for name, one in parsed.items())

    @classmethod
    def of_plans(cls, plans: Mapping[str, Mapping[str, Json]]) -> Resources:
        """The resources of several plans, by the names of their stacks.

        Raises:
            TerraformError: a document is no plan.
        """
        return cls(from_plan(name, one, mappings(plan_major(one))) for name, one in plans.items())

    def _read(self) -> Iterator[Resource]:
        blocks: list[Resource] = []
        inline: list[Resource] = []
        by_key: dict[str, str] = {}
        for module in self.modules:
            for terraform in module.resources:
                for resource in self._of(module, terraform):
                    if resource.block:
                        blocks.append(resource)
                        continue
                    by_key[resource.key] = resource.type
                    yield resource
                    inline += inline_children(resource, module.tables)
                    blocks += connections(resource, self._tables.arm_type("privateEndpointConnections"))
        for resource in blocks:
            if "/" not in resource.type:
                known = by_key.get(key_of(resource.parent), "")
                above = known or (type_of_id(resource.parent) if isinstance(resource.parent, str) else "")
                resource.only_below = target_type(resource)
                resource.type = f"{above}/{resource.type}" if above else resource.type
            by_key[resource.key] = resource.type
            yield resource
        # A child may have a request of its own, too.
        yield from (child for child in inline if child.key not in by_key)
        for update in self._updates:
            target = stranger(update, update.module.tables)
            key = key_of(update.target)
            if not key or key not in by_key:
                yield target
            whole = ChangedResource(target, update.properties, update.fields, frozenset())
            yield from inline_children(whole, update.module.tables, Unknown(f"{update.address} makes or changes it"))

    def _of(self, module: Module, terraform: tuple[str, str]) -> Iterator[Resource]:
        kind = terraform[0]
        arguments = Arguments(module.resources[terraform], module)
        id_ = module.id_of(*terraform)
        if kind == "azapi_resource":
            type_, _ = azapi_type(arguments)
            yield Resource(
                module,
                terraform,
                arguments,
                type_=type_,
                arm_type=self._tables.arm_type(type_) if type_ else None,
                sender=None,
                id_=id_,
                parent=module.azapi_parent(kind, arguments),
            )
        for arm_type, sender in module.tables.senders.get(kind, ()):
            condition = arguments.get(sender.only_if) if sender.only_if else None
            if isinstance(condition, Missing):
                continue
            if not sender.each:
                yield from self._beside(module, terraform, arguments, sender, id_)
                parent = module.parent_of(sender.parent, kind, arguments)
                yield Resource(
                    module,
                    terraform,
                    arguments,
                    type_=arm_type.type,
                    arm_type=arm_type,
                    sender=sender,
                    id_=id_,
                    parent=parent,
                    possible=condition if isinstance(condition, Unknown) else None,
                )
                continue
            blocks, more = arguments.written_blocks(sender.each)
            if more is not None:
                yield _possible(module, terraform, arguments, arm_type, sender, id_, more)
            for number, block in enumerate(blocks):
                inner = Arguments({**block.raw, "@id": id_}, module)
                parent = inner.get(sender.parent)
                yield Resource(
                    module,
                    terraform,
                    inner,
                    type_=arm_type.type,
                    arm_type=arm_type,
                    sender=sender,
                    id_=_below(parent, arm_type, sender.name.read(inner)),
                    parent=parent,
                    block=f"{sender.each}[{number}]" if len(blocks) > 1 else sender.each,
                    inline=sender.inline,
                )

    def _beside(
        self, module: Module, terraform: tuple[str, str], arguments: Arguments, sender: Sender, id_: Value
    ) -> Iterator[Resource]:
        """Resources that further requests create and no table describes: only their type is known."""
        names: set[str] = set()
        for argument, type_ in sender.requests.items():
            value = arguments.get(argument)
            if value in (MISSING, [], False) or type_ in names:
                continue
            names.add(type_)
            yield Resource(
                module,
                terraform,
                Arguments({"name": _UNNAMED}, module),
                type_=type_,
                # None of these has tags or a location.
                arm_type=ArmType(type_, False, False, (), {}, {}, {}),
                sender=None,
                id_=Unknown("its id is in no table", present=True),
                parent=id_,
                block=argument,
                rest=Unknown(f"what the provider sends for {argument} is in no table"),
                possible=value if isinstance(value, Unknown) else None,
            )

    def _requests(self) -> Iterator[Resource]:
        for update in self._updates:
            target = self.by_key.get(key_of(update.target)) if key_of(update.target) else None
            if target is not None:
                yield requested(update, target, self._updates_of[target.key])

    @functools.cached_property
    def _updates_of(self) -> Mapping[str, Sequence[Update]]:
        updates: defaultdict[str, list[Update]] = defaultdict(list)
        for update in self._updates:
            if key_of(update.target):
                updates[key_of(update.target)].append(update)
        return updates

    def settled(self, resource: Resource) -> Resource:
        """A resource as it is after all requests that change it."""
        found = self._updates_of.get(resource.key, ()) if resource.key and not resource.rest else ()
        return settled(resource, found) if found else resource

    def _unmapped(self) -> Mapping[str, str]:
        known = {*self._tables.covered(), *AZAPI}
        reasons: dict[str, str] = {}
        for module in self.modules:
            for kind, name in module.resources:
                if kind not in known and kind.partition("_")[0] in AZURE_PROVIDERS:
                    reasons.setdefault(kind, f"{module.name}: {address(kind, name)}")
        return reasons

    def _foreign(self) -> Mapping[str, int]:
        kinds = (kind.partition("_")[0] for module in self.modules for kind, _ in module.resources)
        return Counter(provider for provider in kinds if provider not in {*AZURE_PROVIDERS, "terraform"})

    @functools.cached_property
    def by_type(self) -> Mapping[str, Sequence[Resource]]:
        """The resources by type, in small letters."""
        resources: defaultdict[str, list[Resource]] = defaultdict(list)
        for resource in self.all:
            resources[resource.type.lower()].append(resource)
        return resources

    @functools.cached_property
    def by_group(self) -> Mapping[tuple[str | None, str], Sequence[Resource]]:
        """The resources by what stands for their resource group, and by type in small letters."""
        resources: defaultdict[tuple[str | None, str], list[Resource]] = defaultdict(list)
        for resource in self.all:
            resources[resource.group_key, resource.type.lower()].append(resource)
        return resources

    @functools.cached_property
    def by_key(self) -> Mapping[str, Resource]:
        """The resources by what stands for them."""
        return {resource.key: resource for resource in self.all if resource.key}

    @functools.cached_property
    def _children(self) -> Mapping[str, Sequence[Resource]]:
        children: defaultdict[str, list[Resource]] = defaultdict(list)
        for resource in self.all:
            children[key_of(resource.parent)].append(resource)
        return children

    def children(self, parent: Resource, type_: str) -> tuple[Sequence[Resource], Unknown | None]:
        """The resources of a type below another or hanging on it, and a doubt if one more may be."""
        wanted = type_.lower()
        below = self._children.get(parent.key, ()) if parent.key else ()
        children = [one for one in below if one.type.lower() == wanted]
        certain = [one for one in children if one.possible is None]
        if len(certain) < len(children):
            return certain, next(one.possible for one in children if one.possible is not None)
        last = wanted.rpartition("/")[2]
        for stray in self._strays:
            if stray.type.lower() in {wanted, last} and not self._elsewhere(stray):
                return certain, Unknown(f"{stray.stack}: {stray.address} may belong to it: its target is not known yet")
        return certain, None

    @functools.cached_property
    def _strays(self) -> Sequence[Resource]:
        return [one for one in self.all if isinstance(one.parent, Unknown) and not self._elsewhere(one)]

    def _elsewhere(self, resource: Resource) -> bool:
        return key_of(resource.parent) in self.by_key

    def later(self, resource: Resource, path: Sequence[str]) -> tuple[tuple[str, ...], Value] | None:
        """A property that comes with creation: its path and its value; `None` if it is not one of those."""
        if resource.arm_type is None:
            return None
        lowered = tuple(name.lower() for name in path)
        for known, spec in resource.arm_type.later.items():
            if lowered[: len(known)] != tuple(name.lower() for name in known):
                continue
            if spec.reason:
                # A plan does not show whether a block is written that Azure fills in.
                silent = member(resource.properties, known[0], root=not resource.flat) is MISSING
                among = spec.among if silent and not resource.module.literal else ()
                return known, Unknown(spec.reason, general=True, among=among)
            if spec.children:
                found, doubt = self.children(resource, f"{resource.type}/{spec.children}")
                listed: list[Value] = [{"id": one.id, "name": one.name, **one.properties} for one in found]
                return known, [*listed, doubt] if doubt is not None else listed
        return None

    def group(self, resource: Resource) -> Resource | None:
        """The resource group of a resource, if it is among these resources."""
        name = resource.resource_group
        if not isinstance(name, str) or isinstance(resource.subscription_id, Unknown):
            return None
        return self.by_key.get(f"/subscriptions/{resource.subscription_id}/resourcegroups/{name}".lower())


def _possible(
    module: Module,
    terraform: tuple[str, str],
    arguments: Arguments,
    arm_type: ArmType,
    sender: Sender,
    id_: Value,
    doubt: Unknown,
) -> Resource:
    """A resource of each block that may be there: nothing but its type is known."""
    raw = {key: value for key, value in arguments.raw.items() if key in {"provider", "resource_group_name"}}
    return Resource(
        module,
        terraform,
        Arguments({**raw, "name": _UNNAMED}, module),
        type_=arm_type.type,
        arm_type=arm_type,
        sender=None,
        id_=Unknown(doubt.reason, present=True),
        parent=id_ if sender.parent == "@id" else doubt,
        block=sender.each,
        rest=doubt,
        possible=doubt,
        inline=sender.inline,
    )


def _below(parent: Value, arm_type: ArmType, name: Value) -> Value:
    open_ = undecided(parent) or undecided(name)
    if isinstance(open_, Unknown):
        return Unknown(open_.reason, present=True)
    return f"{parent}/{arm_type.type.rpartition('/')[2]}/{name}" if isinstance(parent, str) else MISSING
