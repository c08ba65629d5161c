"""All stacks of a landing zone together: resources by their Azure id, and role assignments by principal."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar, cast

from ..azure import tables
from ..azure.json_values import JsonObject
from ..azure.roles import custom_role
from .references import REFERENCE, Resolver
from .stacks import Resource, mapping, undecided

S = TypeVar("S")
T = TypeVar("T")

_PRINCIPAL = re.compile(r"\$\{(data\.)?([A-Za-z0-9_]+)\.([\w-]+)\.")
_IDENTITIES = "Microsoft.ManagedIdentity/userAssignedIdentities"


@dataclass(frozen=True)
class Located:
    """A resource of a stack with its Azure id.

    Attributes:
        resource: the resource.
        id: its id in lower case; empty if it is not known before apply.
    """

    resource: Resource
    id: str


@dataclass(frozen=True)
class Assignment:
    """A role assignment.

    Attributes:
        stack: the stack that contains it.
        address: its Terraform address.
        principal: the object id of the principal, or the Azure id of the resource whose identity it is; in lower case.
        role: the name of the role.
        scope: the Azure id of the scope in lower case; empty if it is not known before apply.
    """

    stack: str
    address: str
    principal: str
    role: str
    scope: str


class Index(Mapping[str, JsonObject]):
    """The stacks by name, and the resources of all of them.

    Checks that look at the same stacks share one index, so that ids and references are resolved once.

    Args:
        stacks: the synthesized stacks by name, each a parsed `cdk.tf.json`.
    """

    def __init__(self, stacks: Mapping[str, JsonObject]) -> None:
        self._documents = stacks
        self._resolvers = {name: Resolver(name, document) for name, document in stacks.items()}
        self._ids: dict[tuple[str, str], str] = {}
        self._principals: dict[tuple[str, str], str] = {}
        self._results: dict[tuple[Hashable, int], tuple[object, object]] = {}

    @classmethod
    def over(cls, stacks: Mapping[str, JsonObject]) -> Index:
        """The index of stacks; stacks that are an index already stay the same."""
        return stacks if isinstance(stacks, cls) else cls(stacks)

    def __getitem__(self, name: str) -> JsonObject:
        return self._documents[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._documents)

    def __len__(self) -> int:
        return len(self._documents)

    def once(self, function: Callable[[S, Index], T], subject: S) -> T:
        """The result of a function of these stacks, which is called once for each subject.

        Args:
            function: the function, which must not change what it returned.
            subject: what it is called with besides the stacks, such as a configuration; compared by identity.
        """
        key = (function, id(subject))
        if key not in self._results:
            # The subject is kept: the identity of one that is gone may be that of another.
            self._results[key] = (subject, function(subject, self))
        return cast("T", self._results[key][1])

    def resolver(self, name: str) -> Resolver:
        """The values of a stack.

        Args:
            name: the stack's name.
        """
        return self._resolvers[name]

    @functools.cached_property
    def _by_type(self) -> Mapping[str, tuple[Resource, ...]]:
        found: dict[str, list[Resource]] = {}
        for resolver in self._resolvers.values():
            for resource in resolver.resources():
                type_ = resource.type
                if type_.startswith("azapi_"):
                    type_ = f"{type_} {str(resource.body.get('type', '')).partition('@')[0].lower()}"
                found.setdefault(type_, []).append(resource)
        return {type_: tuple(resources) for type_, resources in found.items()}

    def of_type(self, type_: str, arm_type: str = "") -> Iterator[Located]:
        """The resources of a type with their ids.

        Args:
            type_: the Terraform type.
            arm_type: the Azure type of an azapi resource.
        """
        for resource in self.resources(type_, arm_type):
            yield Located(resource, self._arm_id(resource))

    def _arm_id(self, resource: Resource) -> str:
        key = (resource.stack, resource.address)
        if key not in self._ids:
            self._ids[key] = (self._resolvers[resource.stack].arm_id(resource) or "").lower()
        return self._ids[key]

    def resources(self, type_: str, arm_type: str = "") -> tuple[Resource, ...]:
        """The resources of a type.

        Args:
            type_: the Terraform type.
            arm_type: the Azure type of an azapi resource.
        """
        return self._by_type.get(f"{type_} {arm_type.lower()}" if arm_type else type_, ())

    def azapi_types(self, type_: str) -> tuple[str, ...]:
        """The Azure types, in lower case, of the resources of an azapi type."""
        return tuple(key.partition(" ")[2] for key in self._by_type if key.startswith(f"{type_} "))

    def text(self, resource: Resource, value: object) -> str:
        """The text of an argument, with references within the stack resolved; empty if it is not known before apply."""
        return self._resolvers[resource.stack].text(value) or ""

    def id(self, resource: Resource, value: object) -> str:
        """The Azure id that an argument names, in lower case; empty if it is not known before apply."""
        match = REFERENCE.fullmatch(value) if isinstance(value, str) else None
        if match is None or match[3] != "id":
            return self.text(resource, value).lower()
        key = (resource.stack, f"{match[1]}.{match[2]}")
        if key not in self._ids:
            self._ids[key] = self.text(resource, value).lower()
        return self._ids[key]

    def ids(self, resource: Resource, values: object) -> tuple[str, ...]:
        """The Azure ids in a list, in lower case; those not known before apply are left out."""
        return tuple(id_ for value in (values if isinstance(values, list) else ()) if (id_ := self.id(resource, value)))

    @functools.cached_property
    def assignments(self) -> tuple[Assignment, ...]:
        """The role assignments of all stacks, those within Synapse included."""
        return (*map(self._assignment, self.resources("azurerm_role_assignment")), *self._of_synapse())

    def _assignment(self, resource: Resource) -> Assignment:
        body = resource.body
        return Assignment(
            stack=resource.stack,
            address=resource.address,
            principal=self.principal(resource, body.get("principal_id")),
            role=self._role(resource),
            scope=self.id(resource, body.get("scope")),
        )

    def _of_synapse(self) -> Iterator[Assignment]:
        for resource in self.resources("azurerm_synapse_role_assignment"):
            body = resource.body
            scope = body.get("synapse_spark_pool_id") or body.get("synapse_workspace_id")
            principal = self.principal(resource, body.get("principal_id"))
            role = str(body.get("role_name"))
            yield Assignment(resource.stack, resource.address, principal, role, self.id(resource, scope))

    @functools.cached_property
    def _assignments_by_place(self) -> Mapping[tuple[str, str], tuple[Assignment, ...]]:
        found: dict[tuple[str, str], list[Assignment]] = {}
        for assignment in self.assignments:
            found.setdefault((assignment.principal, assignment.scope), []).append(assignment)
        return {place: tuple(held) for place, held in found.items()}

    def held(self, principal: str, scope: str) -> Iterator[Assignment]:
        """The role assignments of a principal that apply to a scope: at that scope, then above it.

        Args:
            principal: the principal, as `principal` returns it.
            scope: the Azure id of the scope in lower case.
        """
        while scope:
            yield from self._assignments_by_place.get((principal, scope), ())
            scope = scope.rpartition("/")[0]

    def principal(self, resource: Resource, value: object) -> str:
        """The principal that an argument names.

        Returns:
            An object id, or the Azure id of the resource whose identity it is, in lower case; empty if neither is known
            before apply.
        """
        text = str(value or "")
        if not undecided(text):
            return text.lower()
        key = (resource.stack, text)
        if key not in self._principals:
            self._principals[key] = self._identity(resource, text)
        return self._principals[key]

    def _identity(self, resource: Resource, text: str) -> str:
        match = _PRINCIPAL.match(text)
        if match is None:
            return ""
        data, type_, key = match.groups()
        document = self._documents[resource.stack]
        body = mapping(mapping(mapping(document.get("data" if data else "resource")).get(type_)).get(key))
        found = Resource(resource.stack, type_, key, body)
        if not data:
            return self._arm_id(found)
        if type_ == "azurerm_user_assigned_identity":
            pattern = f"{{group}}/providers/{_IDENTITIES}/{{name}}"
            return (self._resolvers[resource.stack].filled(found, pattern) or "").lower()
        return self.id(found, body.get("resource_id"))

    def _role(self, resource: Resource) -> str:
        name = resource.body.get("role_definition_name")
        if isinstance(name, str):
            return name
        value = resource.body.get("role_definition_id")
        match = _PRINCIPAL.match(str(value))
        if match is not None:
            document = self._documents[resource.stack]
            found = mapping(mapping(mapping(document.get("resource")).get(match[2])).get(match[3]))
            return self._role_names.get(str(found.get("role_definition_id")), str(found.get("name", "")))
        guid = str(value).rpartition("/")[2].lower()
        return self._role_names.get(guid, guid)

    @functools.cached_property
    def _role_names(self) -> Mapping[str, str]:
        names = {str(guid).lower(): str(name) for name, guid in tables.read("roles").items()}
        for resource in self.resources("azurerm_role_definition"):
            # The name of a role of ours ends with that of the landing zone, since Azure wants it unique per tenant.
            title = resource.name.rpartition(" (")[0]
            known = title if custom_role(title) is not None else resource.name
            names[str(resource.body.get("role_definition_id")).lower()] = known
        return names
