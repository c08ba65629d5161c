"""Ids and other values that a stack's own text decides, without Terraform."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..azure import tables
from ..azure.json_values import JsonObject
from .stacks import Resource, Stack, undecided

#: A reference to an attribute of a resource of the same stack.
REFERENCE = re.compile(r"\$\{([A-Za-z0-9_]+)\.([\w-]+)\.(\w+)\}")
#: A reference to an attribute inside of a block, which Azure gives, such as the object id of an identity.
_INSIDE = re.compile(r"\$\{([A-Za-z0-9_]+)\.([\w-]+)\.\w+\[\d+\]\.(\w+)\}")
#: The types that azapi takes for a resource group.
_GROUPS = frozenset({"microsoft.resources/resourcegroups", "microsoft.resources/subscriptions/resourcegroups"})
_PLACE = re.compile(r"\{([\w|]+)\}")


@dataclass(frozen=True)
class ImportFacts:
    """How a resource type is imported; see the table `import_ids`."""

    id: str
    arm_id: str
    in_5: str
    listed_by: str
    part_of: Mapping[str, str] | None
    never: str


@functools.cache
def _places(pattern: str) -> tuple[str, ...]:
    return tuple(_PLACE.findall(pattern))


@functools.cache
def import_facts(type_: str) -> ImportFacts | None:
    """How a resource type is imported; None if nothing is known."""
    if type_ == "azapi_resource":
        return ImportFacts("", "", "", "az resource list", None, "")
    row = tables.read("import_ids").get(type_)
    if row is None:
        return None
    return ImportFacts(
        id=row.get("id", ""),
        arm_id=row.get("arm_id", row.get("id", "")),
        in_5=row.get("in_5", ""),
        listed_by=row.get("listed_by", "az resource list"),
        part_of=row.get("part_of"),
        never=row.get("never", ""),
    )


class Resolver:
    """The values of a stack, as far as its own text determines them.

    Args:
        name: the stack's name.
        document: the stack, parsed.
    """

    def __init__(self, name: str, document: JsonObject) -> None:
        self.document = document
        self.stack = Stack(name, document)
        self._by_key = {(resource.type, resource.key): resource for resource in self.stack.resources()}
        self._looking: set[tuple[str, str, str]] = set()
        self._attributes: dict[tuple[str, str, str], str | None] = {}
        self._subscriptions: dict[str, str | None] = {}

    def resources(self) -> Iterator[Resource]:
        """All resources."""
        yield from self.stack.resources()

    def text(self, value: object) -> str | None:
        """The text that a value is, references within the stack followed; None if Terraform has yet to decide it."""
        if not isinstance(value, str):
            return None
        if "{" not in value:
            return value
        found = REFERENCE.sub(lambda match: self._attribute(*match.groups()) or match.group(), value)
        return None if undecided(found) else found

    def resolved(self, value: object) -> object:
        """A value with every text in it that can be decided."""
        if isinstance(value, str):
            found = self.text(value)
            return value if found is None else found
        if isinstance(value, Mapping):
            return {key: self.resolved(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [self.resolved(inner) for inner in value]
        return value

    def import_id(self, resource: Resource) -> str | None:
        """The id by which Terraform imports a resource; None if it cannot be decided."""
        known = import_facts(resource.type)
        if resource.type == "azapi_resource":
            found = self.arm_id(resource)
            version = str(resource.body.get("type", "")).partition("@")[2]
            return f"{found}?api-version={version}" if found and version else found
        return self._id(resource, known.id, known.in_5) if known is not None else None

    def arm_id(self, resource: Resource) -> str | None:
        """The id under which Azure knows a resource; None if it cannot be decided."""
        known = import_facts(resource.type)
        if resource.type == "azapi_resource":
            return self._azapi_id(resource)
        return self._id(resource, known.arm_id, known.in_5) if known is not None else None

    def _id(self, resource: Resource, pattern: str, later: str) -> str | None:
        """An id by its pattern, which azurerm 5 may fill from other arguments."""
        pattern = later if later and self.stack.azurerm >= 5 else pattern
        return self.filled(resource, pattern) if pattern else None

    def filled(self, resource: Resource, pattern: str) -> str | None:
        """A pattern of ids with a resource's arguments in its places; None if one of them cannot be decided."""
        parts: dict[str, str] = {}
        for names in _places(pattern):
            found = next((part for name in names.split("|") if (part := self._part(resource, name))), None)
            if found is None:
                return None
            parts[names] = found
        return _PLACE.sub(lambda match: parts[match.group(1)], pattern)

    def references(self, value: object) -> Iterator[tuple[str, str]]:
        """The resources whose value is known only after they were made, and that a value needs: as addresses.

        Yields:
            The address and the attribute.
        """
        if isinstance(value, str):
            for kind, key, attribute in REFERENCE.findall(value):
                resource = self._by_key.get((kind, key))
                if resource is not None and resource.body.get(attribute) is None:
                    yield resource.address, attribute
            for kind, key, attribute in _INSIDE.findall(value):
                if (kind, key) in self._by_key:
                    yield f"{kind}.{key}", attribute
        elif isinstance(value, Mapping | list):
            for inner in value.values() if isinstance(value, Mapping) else value:
                yield from self.references(inner)

    def _part(self, resource: Resource, name: str) -> str | None:
        if name in ("group", "subscription"):
            subscription = self._subscription(resource)
            if subscription is None or name == "subscription":
                return subscription and f"/subscriptions/{subscription}"
            group = self.text(resource.body.get("resource_group_name"))
            return group and f"/subscriptions/{subscription}/resourceGroups/{group}"
        return self.text(resource.body.get(name))

    def _subscription(self, resource: Resource) -> str | None:
        alias = str(resource.body.get("provider", ""))
        if alias not in self._subscriptions:
            provider = self.stack.provider("azurerm", resource.body)
            self._subscriptions[alias] = self.text(provider.get("subscription_id"))
        return self._subscriptions[alias]

    def _attribute(self, kind: str, key: str, attribute: str) -> str | None:
        resource = self._by_key.get((kind, key))
        wanted = (kind, key, attribute)
        if resource is None or wanted in self._looking:
            return None
        if wanted in self._attributes:
            return self._attributes[wanted]
        self._looking.add(wanted)
        try:
            if attribute != "id" or resource.body.get("id") is not None:
                found = self.text(resource.body.get(attribute))
            elif kind == "azapi_resource":
                found = self._azapi_id(resource)
            else:
                known = import_facts(kind)
                found = self._id(resource, known.id, known.in_5) if known is not None else None
        finally:
            self._looking.discard(wanted)
        # Inside of a circle of references a value may be undecided that is decided from elsewhere.
        if found is not None or not self._looking:
            self._attributes[wanted] = found
        return found

    def _azapi_id(self, resource: Resource) -> str | None:
        parent, name = self.text(resource.body.get("parent_id")), self.text(resource.body.get("name"))
        type_ = str(resource.body.get("type", "")).partition("@")[0]
        if type_.lower() in _GROUPS:
            return parent and name and f"{parent.rstrip('/')}/resourceGroups/{name}"
        if parent is None or name is None or "/" not in type_:
            return None
        namespace, *kinds = type_.split("/")
        if len(kinds) > 1 and arm_type(parent).lower() == "/".join((namespace, *kinds[:-1])).lower():
            return f"{parent}/{kinds[-1]}/{name}"
        if len(kinds) > 1:
            return None
        return f"{'' if parent == '/' else parent}/providers/{namespace}/{kinds[0]}/{name}"


def arm_type(id_: str) -> str:
    """The resource type in an Azure resource id, of an extension its own; empty for a subscription."""
    head, found, tail = id_.rpartition("/providers/")
    if found:
        parts = tail.split("/")
        return "/".join((parts[0], *parts[1::2]))
    return "Microsoft.Resources/resourceGroups" if "/resourcegroups/" in (head + tail).lower() else ""
