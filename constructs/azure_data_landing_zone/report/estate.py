"""The content of synthesized stacks: resources with names and ids, and the roles that they assign."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping

from ..azure import names, tables
from ..azure.ids import ResourceId
from ..azure.json_values import JsonObject
from ..config import Configuration
from ..config.principals import principal_titles
from ..policy import Resources
from ..synthesized.kinds import ROLE_ASSIGNMENTS, Counted, counted_as
from ..synthesized.stacks import Resource, Stack, blocks, mapping, undecided
from .rows import Endpoint, Grant, ResourceRow

_OTHER = "Other"
#: Endpoints in managed networks, with the argument that names their service.
_MANAGED_ENDPOINTS = {
    "azurerm_data_factory_managed_private_endpoint": "data_factory_id",
    "azurerm_synapse_managed_private_endpoint": "synapse_workspace_id",
}
#: The roles that write data.
_WRITERS = frozenset({"Storage Blob Data Contributor", "Storage Blob Data Owner"})
_REFERENCE = re.compile(r"\$\{(data\.)?([A-Za-z0-9_]+)\.([\w-]+)\.")
_ABBREVIATIONS = {"Ml": "ML", "Dns": "DNS", "Nat": "NAT", "Ip": "IP", "Aad": "Entra", "Sql": "SQL", "gen2": "Gen2"}


def type_title(type_: str) -> str:
    """The type of a resource for people: that of Terraform in words, or the last parts of Azure's."""
    if "/" in type_:
        words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", " ".join(type_.split("/")[1:]))
        return words[:1].upper() + words[1:].lower()
    words = type_.partition("_")[2].replace("_", " ") or type_
    text = words[:1].upper() + words[1:]
    return " ".join(_ABBREVIATIONS.get(word, _ABBREVIATIONS.get(word.capitalize(), word)) for word in text.split())


class Estate:
    """Everything that the stacks of a landing zone hold."""

    def __init__(self, configuration: Configuration, documents: Mapping[str, JsonObject]) -> None:
        self._configuration = configuration
        self._documents = documents
        self.stacks = {name: Stack(name, documents[name]) for name in configuration.stacks if name in documents}
        resources = Resources.of_stacks(documents)
        self._ids = {
            (resource.stack, resource.address): resource.id
            for resource in (*resources.requests, *resources.all)
            if not resource.block and isinstance(resource.id, str)
        }

    @functools.cached_property
    def resources(self) -> tuple[ResourceRow, ...]:
        """All resources but role assignments, by stack in the order of application, then by kind, type and name."""
        rows = (row for stack in self.stacks.values() for row in self._of(stack))
        order = {name: number for number, name in enumerate(self.stacks)}
        rank = {kind: number for number, kind in enumerate((*tables.read("kinds"), _OTHER))}
        return tuple(sorted(rows, key=lambda r: (order[r.stack], rank[r.kind], r.title, r.name, r.address)))

    def _of(self, stack: Stack) -> Iterator[ResourceRow]:
        for resource in stack.resources():
            if counted_as(resource.type) is not Counted.AZURE:
                continue
            type_ = resource.type
            if type_.startswith("azapi_"):
                type_ = str(resource.body.get("type", type_)).partition("@")[0]
            id_ = self._ids.get((stack.name, resource.address), "")
            found = parsed(id_)
            name = resource.name or (found.name if found is not None else "")
            yield ResourceRow(stack.name, _kind(type_), type_, type_title(type_), name, id_, resource.address)

    @functools.cached_property
    def grants(self) -> tuple[Grant, ...]:
        """All roles that the stacks give, by stack."""
        return tuple(grant for stack in self.stacks.values() for grant in self._grants(stack))

    def grants_on(self, stack: str, scope: str) -> tuple[Grant, ...]:
        """The roles that a stack gives on a scope."""
        return self._by_scope.get((stack, scope.lower()), ())

    @functools.cached_property
    def _by_scope(self) -> Mapping[tuple[str, str], tuple[Grant, ...]]:
        by_scope: dict[tuple[str, str], list[Grant]] = {}
        for grant in self.grants:
            by_scope.setdefault((grant.stack, grant.scope.lower()), []).append(grant)
        return {key: tuple(grants) for key, grants in by_scope.items()}

    def writers_of(self, storage: ResourceId) -> tuple[Grant, ...]:
        """The roles that write a container, or the containers of an account: those on it, and on its account."""
        scopes = {str(storage).lower()}
        if storage.types[-1:] == ("containers",):
            scopes.add(str(storage.parent.parent).lower())
        return tuple(grant for scope in sorted(scopes) for grant in self._writers.get(scope, ()))

    @functools.cached_property
    def _writers(self) -> Mapping[str, tuple[Grant, ...]]:
        """The roles that write data, by scope."""
        writers: dict[str, list[Grant]] = {}
        for grant in self.grants:
            if grant.role in _WRITERS:
                writers.setdefault(grant.scope.lower(), []).append(grant)
        return {scope: tuple(grants) for scope, grants in writers.items()}

    def grants_of(self, stack: str) -> tuple[Grant, ...]:
        """The roles that a stack gives."""
        return self._by_stack.get(stack, ())

    @functools.cached_property
    def _by_stack(self) -> Mapping[str, tuple[Grant, ...]]:
        by_stack: dict[str, list[Grant]] = {}
        for grant in self.grants:
            by_stack.setdefault(grant.stack, []).append(grant)
        return {name: tuple(grants) for name, grants in by_stack.items()}

    def _grants(self, stack: Stack) -> Iterator[Grant]:
        rows = []
        for resource in stack.resources():
            if resource.type == ROLE_ASSIGNMENTS[0]:
                role, scope = self._role(stack, resource.body), resource.body.get("scope")
            elif resource.type == ROLE_ASSIGNMENTS[1]:
                role, body = str(resource.body.get("role_name")), resource.body
                scope = body.get("synapse_spark_pool_id") or body.get("synapse_workspace_id")
            else:
                continue
            kind, principal, who = self._principal(stack, resource.body)
            id_ = self.resolved(stack, scope)
            rows.append(Grant(stack.name, who, principal, kind, role, id_, self.place(id_), scope_type(id_)))
        yield from sorted(rows, key=lambda g: (g.kind, g.who, g.scope_type, g.where, g.role))

    @functools.cached_property
    def endpoints(self) -> tuple[Endpoint, ...]:
        """All private endpoints: those in subnets, and those in managed networks of Synapse and Data Factory."""
        return tuple(
            endpoint
            for stack in self.stacks.values()
            for resource in stack.resources()
            for endpoint in self._endpoints(stack, resource)
        )

    def endpoints_to(self, id_: str) -> tuple[Endpoint, ...]:
        """The private endpoints that lead to a resource."""
        return self._endpoints_by_target.get(id_.lower(), ())

    @functools.cached_property
    def _endpoints_by_target(self) -> Mapping[str, tuple[Endpoint, ...]]:
        by_target: dict[str, list[Endpoint]] = {}
        for endpoint in self.endpoints:
            by_target.setdefault(endpoint.target.lower(), []).append(endpoint)
        return {target: tuple(endpoints) for target, endpoints in by_target.items()}

    def _endpoints(self, stack: Stack, resource: Resource) -> Iterator[Endpoint]:
        body = resource.body
        if resource.type == "azurerm_private_endpoint":
            connection = mapping(blocks(body.get("private_service_connection"))[0])
            target = self.resolved(stack, connection.get("private_connection_resource_id"))
            subnet = self.resolved(stack, body.get("subnet_id"))
            for subresource in blocks(connection.get("subresource_names")):
                yield Endpoint(stack.name, resource.name, str(subresource), target, subnet, "", resource.address)
        elif resource.type in _MANAGED_ENDPOINTS:
            service = self.resolved(stack, body.get(_MANAGED_ENDPOINTS[resource.type]))
            target = self.resolved(stack, body.get("target_resource_id"))
            yield Endpoint(
                stack.name, resource.name, str(body.get("subresource_name")), target, "", service, resource.address
            )

    def _role(self, stack: Stack, body: JsonObject) -> str:
        if isinstance(role := body.get("role_definition_name"), str):
            return role
        role = body.get("role_definition_id")
        referred = stack.referred(role)
        if referred is not None:
            return referred[0].name or referred[0].key
        guid = str(role).rpartition("/")[2]
        return self._roles.get(guid, guid)

    @functools.cached_property
    def _roles(self) -> Mapping[str, str]:
        """Names of roles by their ids: Azure's, and those of our own."""
        titles = {str(guid): str(name) for name, guid in tables.read("roles").items()}
        for stack in self.stacks.values():
            for resource in stack.resources():
                if resource.type == "azurerm_role_definition":
                    titles[str(resource.body.get("role_definition_id"))] = resource.name
        return titles

    def _principal(self, stack: Stack, body: JsonObject) -> tuple[str, str, str]:
        """Kind, id and name of who gets a role."""
        principal, type_ = str(body.get("principal_id")), str(body.get("principal_type", ""))
        match = _REFERENCE.match(principal)
        if match is None:
            if undecided(principal):
                return "principal", principal, "known after apply"
            kind = {"Group": "group", "User": "user"}.get(type_, "principal")
            return kind, principal, self._principals.get(principal, principal)
        data, type_, key = match.groups()
        section = mapping(self._documents[stack.name].get("data" if data else "resource"))
        found = mapping(mapping(section.get(type_)).get(key))
        name = found.get("name") or str(found.get("resource_id", "")).rpartition("/")[2] or key
        kind = "identity" if type_ == "azurerm_user_assigned_identity" else "service"
        return kind, str(name), str(name)

    @functools.cached_property
    def _principals(self) -> Mapping[str, str]:
        return principal_titles(self._configuration)

    def resolved(self, stack: Stack, value: object) -> str:
        """The resource id that a value is or refers to; empty where only Azure knows it."""
        if not isinstance(value, str):
            return ""
        if not undecided(value):
            return value
        referred = stack.referred(value)
        if referred is None or referred[1] not in ("id", "resource_id"):
            return ""
        resource, _ = referred
        return self._ids.get((stack.name, resource.address), "")

    def place(self, id_: str) -> str:
        """A scope for people: `curated/sales` for a container of the lake, otherwise the last name of the id."""
        if not id_:
            return "known after apply"
        id_parts = parsed(id_)
        if id_parts is None:
            return id_
        if id_parts.types[-1:] == ("containers",):
            account = str(id_parts.parent.parent).lower()
            return f"{self._lake.get(account, id_parts.names[0])}/{id_parts.name}"
        return id_parts.name

    @functools.cached_property
    def _lake(self) -> Mapping[str, str]:
        return {str(id_).lower(): layer.value for layer, id_ in self._configuration.core.lake_accounts.items()}


def scope_type(id_: str) -> str:
    """The type of a scope for people."""
    id_parts = parsed(id_)
    if id_parts is None:
        return ""
    if not id_parts.namespace:
        return "resource group" if id_parts.resource_group else "subscription"
    return _arm_titles().get(id_parts.type.lower()) or type_title(id_parts.type).lower()


@functools.cache
def _arm_titles() -> Mapping[str, str]:
    titles = {rule.arm_type.lower(): type_.replace("_", " ") for type_, rule in names.rules().items()}
    return {
        **titles,
        "microsoft.storage/storageaccounts/blobservices/containers": "container",
        "microsoft.network/privateendpoints": "private endpoint",
        "microsoft.network/virtualnetworks/subnets": "subnet",
    }


def _kind(type_: str) -> str:
    for kind, patterns in tables.read("kinds").items():
        if any(type_.endswith(one[1:]) if one.startswith("*") else type_.startswith(one) for one in patterns):
            return str(kind)
    return _OTHER


def parsed(id_: str) -> ResourceId | None:
    """An id in its parts; None if it is none of a subscription, such as that of a management group."""
    try:
        return ResourceId.parse(id_) if id_ and not undecided(id_) else None
    except ValueError:
        return None
