"""Azure resources as Terraform asks for them, and how they hang together."""

from __future__ import annotations

import functools
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum

from .arguments import Arguments
from .mapping import ArmType, Mappings, Sender, mappings
from .terraform import Module, address, azapi_type, from_plan, from_stack, type_of_id
from .values import MISSING, Json, Missing, Unknown, Value, lookup, undecided

#: azapi's resource types that make a resource; the others act on one that exists.
_AZAPI = frozenset({"azapi_resource", "azapi_update_resource", "azapi_data_plane_resource"})
#: Parts of an Azure document that lie beside its `properties`.
_TOP = frozenset({"name", "type", "id", "location", "tags"})


class Phase(Enum):
    """When a policy looks at a resource."""

    REQUEST = "the request, before the resource exists"
    AFTER = "the resource, once it and its neighbours exist"


class Resource:
    """One Azure resource that Terraform makes.

    Attributes:
        stack: the stack it is in.
        address: its Terraform address; that of the enclosing resource if it is made from a block.
        type: the Azure resource type; empty if it cannot be told.
        arm_type: what is known of that type; `None` if nothing is.
        id: its id, or an unknown with a token that stands for it.
        parent: the id of what it lies in.
        parts: made from a block of another Terraform resource.
    """

    def __init__(
        self,
        module: Module,
        terraform: tuple[str, str],
        arguments: Arguments,
        *,
        type_: str,
        arm_type: ArmType | None,
        sender: Sender | None,
        id_: Value,
        parent: Value,
        block: str = "",
    ) -> None:
        self.stack = module.name
        self.module = module
        self.address = address(*terraform)
        self.terraform_type = terraform[0]
        self.arguments = arguments
        self.type = type_
        self.arm_type = arm_type
        self.sender = sender
        self.id = id_
        self.parent = parent
        self.block = block

    @functools.cached_property
    def key(self) -> str:
        """What stands for the resource: its id in small letters, else the token of its unknown id."""
        return key_of(self.id)

    @functools.cached_property
    def group_key(self) -> str | None:
        """What stands for its resource group, empty if it lies in none; `None` if that is known after apply."""
        if isinstance(self.id, str):
            parts = self.key.split("/")
            return "/".join(parts[:5]) if len(parts) > 4 and parts[3] == "resourcegroups" else ""
        subscription, group = self.subscription_id, self.resource_group
        if isinstance(subscription, str) and isinstance(group, str):
            return f"/subscriptions/{subscription}/resourcegroups/{group}".lower()
        return None

    @functools.cached_property
    def indexed(self) -> bool | Unknown:
        """Whether policies of mode Indexed see it."""
        if self.arm_type is not None:
            return self.arm_type.indexed
        if not isinstance(self.arguments.get("location"), Missing) or not isinstance(
            self.arguments.get("tags"), Missing
        ):
            return True
        return Unknown(f"whether {self.type or 'this type'} has tags and a location is in no table")

    @functools.cached_property
    def properties(self) -> Mapping[str, Value]:
        """What the request says, by the paths of policy aliases."""
        return self.sender.properties.read(self.arguments) if self.sender is not None else self._body()

    def _body(self) -> Mapping[str, Value]:
        body = self.arguments.get("body")
        if isinstance(body, Unknown):
            return {"properties": body}
        if isinstance(body, str):
            # azapi 1 wants text.
            try:
                body = json.loads(body)
            except ValueError:
                return {"properties": Unknown("its body is no JSON")}
        plain = body if isinstance(body, Mapping) else {}
        hidden = self.arguments.get("sensitive_body")
        return _merged(plain, hidden) if isinstance(hidden, Mapping) else plain

    @property
    def name(self) -> Value:
        """Its name."""
        if isinstance(self.id, str):
            return self.id.rpartition("/")[2]
        return self.sender.name.read(self.arguments) if self.sender is not None else self.arguments.get("name")

    @property
    def full_name(self) -> Value:
        """Its name behind the names of what it lies in, such as `workspace/cpu`."""
        if not isinstance(self.id, str):
            return Unknown("its id is known after apply", present=True)
        return "/".join(self.id.rpartition("/providers/")[2].split("/")[2::2])

    @property
    def api_version(self) -> Value:
        """The API version that is asked for."""
        version = self.sender.api_version if self.sender is not None else azapi_type(self.arguments)[1]
        return version or Unknown("the API version that the provider uses is not in the table", present=True)

    @property
    def subscription_id(self) -> str | Unknown:
        """The id of its subscription."""
        parts = self.id.split("/") if isinstance(self.id, str) else []
        if len(parts) > 2 and parts[1].lower() == "subscriptions":
            return parts[2].lower()
        return self.module.subscription(self.terraform_type, self.arguments)

    @property
    def resource_group(self) -> str | Unknown | Missing:
        """The name of its resource group; missing if it lies in none."""
        if not isinstance(self.id, str):
            found = self.arguments.get("resource_group_name")
            return found if isinstance(found, str) else Unknown("its resource group is known after apply")
        parts = self.id.split("/")
        return parts[4] if len(parts) > 4 and parts[3].lower() == "resourcegroups" else MISSING

    def field(self, name: str) -> Value:
        """`location`, `tags`, `kind` or `identity` of the request; missing if it is not sent."""
        if self.sender is not None:
            if name == "identity":
                return self.sender.identity.read(self.arguments) or MISSING
            source = self.sender.fields[name]
            return _from_parent(self, source.parent) if source.parent else source.read(self.arguments)
        given = self.arguments.get(name) if name != "kind" else MISSING
        if name == "identity" and not isinstance(given, (Unknown, Missing)):
            kind, ids = self.arguments.get("identity.type"), self.arguments.get("identity.identity_ids")
            return {"type": kind} if ids is MISSING else {"type": kind, "userAssignedIdentities": ids}
        return lookup(self.properties, name) if given is MISSING else given

    def argument(self, path: Sequence[str | int]) -> str:
        """The Terraform argument that a property comes from; empty if none does."""
        if self.sender is not None:
            found = self.sender.properties.argument(path)
            return f"{self.block}.{found}" if found and self.block else found
        return _body_argument(self.properties, path)

    def field_argument(self, name: str) -> str:
        """The Terraform argument that `location`, `tags` and the like come from."""
        if self.sender is None:
            return name
        if name == "identity":
            return self.sender.identity.argument(("type",))
        found = self.sender.name if name == "name" else self.sender.fields.get(name)
        return next(iter(found.arguments), "") if found is not None else ""


def _from_parent(resource: Resource, name: str) -> Value:
    parent = resource.module.parent_of(
        resource.sender.parent if resource.sender else "", resource.terraform_type, resource.arguments
    )
    for key in resource.module.resources:
        if key_of(resource.module.id_of(*key)) == key_of(parent) and key_of(parent):
            return Arguments(resource.module.resources[key], resource.module).get(name)
    return Unknown(f"it is sent with the {name} of what it lies in, which is not in this stack", present=True)


def _merged(plain: Mapping[str, Value], hidden: Mapping[str, Value]) -> Mapping[str, Value]:
    made = dict(plain)
    for key, value in hidden.items():
        former = made.get(key)
        both = isinstance(former, Mapping) and isinstance(value, Mapping)
        made[key] = _merged(former, value) if both else value  # type: ignore[arg-type]  # `both` says so
    return made


def member(target: Mapping[str, Value], name: str, *, root: bool = False) -> Value:
    """A member of an object, looked for in its `properties` too: aliases leave that word out."""
    found = MISSING if root and name.lower() in _TOP else lookup(target, name)
    inner = lookup(target, "properties")
    below = member(inner, name) if isinstance(inner, Mapping) else inner if isinstance(inner, Unknown) else MISSING
    if root:
        return found if below is MISSING else below
    return below if found is MISSING else found


def _body_argument(body: Mapping[str, Value], path: Sequence[str | int]) -> str:
    here: Value = body
    written = "body"
    for part in path:
        if isinstance(part, int):
            written += f"[{part}]"
            here = here[part] if isinstance(here, Sequence) and not isinstance(here, str) and part < len(here) else None
            continue
        inner = lookup(here, "properties") if isinstance(here, Mapping) else MISSING
        while isinstance(here, Mapping) and isinstance(inner, Mapping) and member(inner, part) is not MISSING:
            written += ".properties"
            here, inner = inner, lookup(inner, "properties")
        if here is body and lookup(body, part) is MISSING:
            written += ".properties"
        written += f".{part}"
        here = lookup(here, part) if isinstance(here, Mapping) else MISSING
    return written


def key_of(id_: Value) -> str:
    """What stands for the resource with this id; empty if nothing can."""
    if isinstance(id_, Unknown):
        return id_.token
    return id_.lower().rstrip("/") if isinstance(id_, str) else ""


class Resources:
    """All resources of a set of stacks, which one another's policies may ask about."""

    def __init__(self, modules: Iterable[Module], tables: Mappings | None = None) -> None:
        self._tables = tables or mappings()
        self._modules = tuple(modules)
        self.all: tuple[Resource, ...] = tuple(self._read())
        #: Terraform resource types that are in no table, with one address of each.
        self.unmapped: Mapping[str, str] = self._unmapped()

    @classmethod
    def of_stacks(cls, stacks: Mapping[str, Mapping[str, Json]]) -> Resources:
        """The resources of synthesized stacks, by stack name.

        Raises:
            TerraformError: a stack has not Terraform's form.
        """
        return cls(from_stack(name, document, mappings()) for name, document in stacks.items())

    @classmethod
    def of_plan(cls, name: str, document: Mapping[str, Json]) -> Resources:
        """The resources of a plan, from `terraform show -json`.

        Raises:
            TerraformError: the document is no plan.
        """
        return cls([from_plan(name, document, mappings())])

    @classmethod
    def of_plans(cls, plans: Mapping[str, Mapping[str, Json]]) -> Resources:
        """The resources of several plans, by the names of their stacks.

        Raises:
            TerraformError: a document is no plan.
        """
        return cls(from_plan(name, document, mappings()) for name, document in plans.items())

    def _read(self) -> Iterator[Resource]:
        blocks: list[Resource] = []
        by_key: dict[str, str] = {}
        for module in self._modules:
            for terraform in module.resources:
                for resource in self._of(module, terraform):
                    if resource.block:
                        blocks.append(resource)
                        continue
                    by_key[resource.key] = resource.type
                    yield resource
        for resource in blocks:
            if "/" not in resource.type:
                known = by_key.get(key_of(resource.parent), "")
                above = known or (type_of_id(resource.parent) if isinstance(resource.parent, str) else "")
                resource.type = f"{above}/{resource.type}" if above else resource.type
            yield resource

    def _of(self, module: Module, terraform: tuple[str, str]) -> Iterator[Resource]:
        kind = terraform[0]
        arguments = Arguments(module.resources[terraform], module)
        id_ = module.id_of(*terraform)
        if kind in _AZAPI:
            type_, _ = azapi_type(arguments)
            yield Resource(
                module,
                terraform,
                arguments,
                type_=type_,
                arm_type=self._tables.arm_type(type_) if type_ else None,
                sender=None,
                id_=id_,
                parent=arguments.get("parent_id"),
            )
        for arm_type, sender in self._tables.senders.get(kind, ()):
            if not sender.each:
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
                )
                continue
            found = arguments.blocks(sender.each)
            if isinstance(found, (Unknown, Missing)):
                continue
            for number, block in enumerate(found):
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
                    block=f"{sender.each}[{number}]" if len(found) > 1 else sender.each,
                )

    def _unmapped(self) -> Mapping[str, str]:
        known = {*self._tables.covered(), *_AZAPI}
        found: dict[str, str] = {}
        for module in self._modules:
            for kind, name in module.resources:
                if kind not in known:
                    found.setdefault(kind, f"{module.name}: {address(kind, name)}")
        return found

    @functools.cached_property
    def by_type(self) -> Mapping[str, Sequence[Resource]]:
        """The resources by type, in small letters."""
        found: defaultdict[str, list[Resource]] = defaultdict(list)
        for resource in self.all:
            found[resource.type.lower()].append(resource)
        return found

    @functools.cached_property
    def by_group(self) -> Mapping[tuple[str | None, str], Sequence[Resource]]:
        """The resources by what stands for their resource group, and by type in small letters."""
        found: defaultdict[tuple[str | None, str], list[Resource]] = defaultdict(list)
        for resource in self.all:
            found[resource.group_key, resource.type.lower()].append(resource)
        return found

    @functools.cached_property
    def by_key(self) -> Mapping[str, Resource]:
        """The resources by what stands for them."""
        return {resource.key: resource for resource in self.all if resource.key}

    @functools.cached_property
    def _children(self) -> Mapping[str, Sequence[Resource]]:
        found: defaultdict[str, list[Resource]] = defaultdict(list)
        for resource in self.all:
            found[key_of(resource.parent)].append(resource)
        return found

    def children(self, parent: Resource, type_: str) -> tuple[Sequence[Resource], Unknown | None]:
        """The resources of a type below another or hanging on it, and a doubt if one more may be."""
        wanted = type_.lower()
        found = [one for one in self._children.get(parent.key, ()) if one.type.lower() == wanted] if parent.key else []
        last = wanted.rpartition("/")[2]
        for stray in self._strays:
            if stray.type.lower() in {wanted, last} and not self._elsewhere(stray):
                return found, Unknown(f"{stray.stack}: {stray.address} may belong to it: its target is not known yet")
        return found, None

    @functools.cached_property
    def _strays(self) -> Sequence[Resource]:
        return [one for one in self.all if isinstance(one.parent, Unknown) and not self._elsewhere(one)]

    def _elsewhere(self, resource: Resource) -> bool:
        return key_of(resource.parent) in self.by_key

    @functools.cached_property
    def _joins(self) -> Mapping[tuple[str, str, str], Arguments]:
        wanted = {
            (later.join, later.by)
            for arm_type in self._tables.types.values()
            for later in arm_type.later.values()
            if later.join
        }
        found: dict[tuple[str, str, str], Arguments] = {}
        for module in self._modules:
            for terraform, raw in module.resources.items():
                for join, by in wanted:
                    if terraform[0] == join:
                        arguments = Arguments(raw, module)
                        found[join, by, key_of(arguments.get(by))] = arguments
        return found

    def later(self, resource: Resource, path: Sequence[str]) -> tuple[tuple[str, ...], Value] | None:
        """A property that comes with creation: its path and its value; `None` if it is not one of those."""
        if resource.arm_type is None:
            return None
        lowered = tuple(name.lower() for name in path)
        for known, spec in resource.arm_type.later.items():
            if lowered[: len(known)] != tuple(name.lower() for name in known):
                continue
            if spec.reason:
                return known, Unknown(spec.reason)
            if spec.children:
                found, doubt = self.children(resource, f"{resource.type}/{spec.children}")
                listed: list[Value] = [{"id": one.id, "name": one.name, **one.properties} for one in found]
                return known, [*listed, doubt] if doubt is not None else listed
            joined = self._joins.get((spec.join, spec.by, resource.key)) if resource.key else None
            return known, MISSING if joined is None else joined.get(spec.argument)
        return None

    def group(self, resource: Resource) -> Resource | None:
        """The resource group of a resource, if it is among these resources."""
        name = resource.resource_group
        if not isinstance(name, str) or isinstance(resource.subscription_id, Unknown):
            return None
        return self.by_key.get(f"/subscriptions/{resource.subscription_id}/resourcegroups/{name}".lower())


def _below(parent: Value, arm_type: ArmType, name: Value) -> Value:
    open_ = undecided(parent) or undecided(name)
    if isinstance(open_, Unknown):
        return Unknown(open_.reason, present=True)
    return f"{parent}/{arm_type.type.rpartition('/')[2]}/{name}" if isinstance(parent, str) else MISSING
