"""The actions that Terraform needs for the resources of synthesized stacks."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from ..azure import roles, tables
from ..azure.json_values import JsonObject
from ..azure.operations import Verb, action
from ..synthesized.references import Resolver, arm_type, import_facts
from ..synthesized.stacks import Resource, blocks, find, mapping

#: When Terraform needs an action: to refresh, to create and change, or to destroy.
Step = Literal["plan", "apply", "destroy"]
#: The pseudo type of the backend of a state in a storage account.
BACKEND = "backend_azurerm"
_PLACE = re.compile(r"\{([\w.]+)\}")
_HELPERS = ("terraform_data", "time_", "random_", "null_")
#: Source: Microsoft Learn "Manage private endpoints: permissions", read 2026-11-26.
_APPROVAL = "privateEndpointConnectionsApproval/action"
#: Built-in definitions of roles and policies, which every principal of the tenant may read.
_TENANT = "/providers/microsoft.authorization/"
_ASSIGNMENTS = "Microsoft.Authorization/roleAssignments"
#: The keys of a row whose fields have other names, and those that say where a row was read.
_FIELDS = {"for": "step"}
_ORIGIN = ("source", "read")
#: The actions of rows that depend on the type of their scope.
_BY_TYPE = ("read", "approve")


@dataclass(frozen=True, slots=True)
class Need:
    """An action that Terraform needs for a resource.

    Attributes:
        stack: the stack.
        address: the address of the resource in Terraform.
        action: the action, such as `Microsoft.KeyVault/vaults/write`.
        scope: the resource id that the action works on; the id of an application for a right in Entra ID.
        step: when Terraform needs it; what planning needs, applying needs too.
        data: whether it is an action of the data plane.
        linked: whether Azure checks it without a request of its own.
        role: the id (a UUID) of the role that an assignment gives; empty for all other actions.
        principal_type: the kind of the principal that an assignment gives a role to.
    """

    stack: str
    address: str
    action: str
    scope: str
    step: Step
    data: bool = False
    linked: bool = False
    role: str = ""
    principal_type: str = ""


@dataclass(frozen=True, slots=True)
class Undecided:
    """A resource whose actions cannot be computed.

    Attributes:
        stack: the stack.
        address: the address of the resource in Terraform.
        reason: why.
    """

    stack: str
    address: str
    reason: str


@dataclass(frozen=True, slots=True)
class _More:
    """A row of the table `operations`."""

    action: str
    at: str
    up: int = 0
    type: str = ""
    invented: Mapping[str, object] = field(default_factory=dict, hash=False)
    step: Step = "apply"
    feature: str = ""
    data: bool = False
    linked: bool = False
    refused: str = ""


@dataclass(frozen=True, slots=True)
class _Row:
    own: tuple[Verb, ...]
    more: tuple[_More, ...]


@dataclass(frozen=True)
class StackNeeds:
    """The actions that Terraform needs for a stack.

    Attributes:
        needs: the actions, each once for each scope and step.
        undecided: the resources whose actions cannot be computed.
        created: the ids of what the stack creates, in lower case.
    """

    needs: tuple[Need, ...]
    undecided: tuple[Undecided, ...]
    created: frozenset[str]


def tolerated(action: str) -> str:
    """The behaviour of the provider if Azure refuses an action, where it goes on; empty where it stops."""
    return _tolerated().get(action.lower(), "")


def stack_needs(resolver: Resolver, document: JsonObject) -> StackNeeds:
    """The actions that Terraform needs to plan, apply and destroy a stack.

    Args:
        resolver: reads the values of the stack.
        document: the stack, parsed.
    """
    reader = _Reader(resolver)
    needs: dict[tuple[str, str, Step, str], Need] = {}
    undecided: list[Undecided] = []
    for found in (*reader.resources(), *reader.data(document), *reader.backend(document)):
        if isinstance(found, Undecided):
            undecided.append(found)
        else:
            needs.setdefault((found.action, found.scope.lower(), found.step, found.role), found)
    return StackNeeds(tuple(needs.values()), tuple(undecided), frozenset(reader.created))


def further_actions(resolver: Resolver, resource: Resource) -> tuple[tuple[str, Step], ...]:
    """The actions that Terraform needs for a resource besides those on the resource itself, without their scopes.

    An action whose name depends on a type that Terraform has yet to decide is left out.

    Args:
        resolver: reads the values of the stack.
        resource: the resource.

    Returns:
        Each action, and when Terraform needs it.
    """
    return tuple(dict.fromkeys(_Reader(resolver).further(resource)))


class _Reader:
    """Computes the actions of one stack."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._stack = resolver.stack.name
        self.created: set[str] = set()

    def resources(self) -> Iterator[Need | Undecided]:
        """The actions of resources."""
        for resource in self._resolver.resources():
            if not resource.type.startswith(_HELPERS):
                yield from self._resource(resource)

    def data(self, document: JsonObject) -> Iterator[Need | Undecided]:
        """The actions of data sources."""
        for kind, named in mapping(document.get("data")).items():
            for key, body in mapping(named).items():
                source = Resource(self._stack, f"data.{kind}", key, mapping(body))
                if kind.startswith("azapi_"):
                    yield from self._azapi_data(source, kind)
                elif kind.startswith("azurerm_") and source.type not in _rows():
                    yield self._unknown(source, "no row of the table of operations covers its type")
                else:
                    yield from self._more(source, _row(source.type), "")

    def backend(self, document: JsonObject) -> Iterator[Need | Undecided]:
        """The actions on the state, if it is in a storage account that another stack creates."""
        settings = mapping(mapping(mapping(document.get("terraform")).get("backend")).get("azurerm"))
        if not settings:
            return
        account = (
            f"/subscriptions/{settings.get('subscription_id')}/resourceGroups/{settings.get('resource_group_name')}"
            f"/providers/Microsoft.Storage/storageAccounts/{settings.get('storage_account_name')}"
        )
        container = f"{account}/blobServices/default/containers/{settings.get('container_name')}"
        # The stack that creates the account or container begins with a local state, which moves there afterwards.
        if not self.created & {account.lower(), container.lower()}:
            state = Resource(self._stack, BACKEND, "state", {"state_container": container})
            yield from self._more(state, _row(BACKEND), "")

    def further(self, resource: Resource) -> Iterator[tuple[str, Step]]:
        """The actions of the table's rows, also where their scope is known after apply only."""
        row = _row(_azure_type(resource) if resource.type.startswith("azapi_") else resource.type)
        for more in row.more:
            if not self._sent(more):
                continue
            for found in self._scopes(resource, more.at, ""):
                if found is not None:
                    scope = _above(found, more.up)
                    wanted = "" if scope.lower().startswith(_TENANT) else _wanted(more, scope)
                elif more.action in _BY_TYPE or more.type:
                    invented = self._invented(resource, more)
                    wanted = invented.action if isinstance(invented, Need) else ""
                else:
                    wanted = more.action
                if wanted:
                    yield wanted, more.step

    def _azapi_data(self, source: Resource, kind: str) -> Iterator[Need | Undecided]:
        type_ = _azure_type(source)
        at = source.body.get("resource_id", source.body.get("parent_id"))
        scope = self._resolver.text(at)
        if scope is None:
            yield self._unknown(source, "its resource id is known after apply only")
        elif kind not in ("azapi_resource", "azapi_resource_list"):
            yield self._unknown(source, "no row of the table of operations covers its type")
        else:
            yield self._need(source, action(type_, Verb.READ), scope, "plan")

    def _resource(self, resource: Resource) -> Iterator[Need | Undecided]:
        if resource.type == "azapi_resource_action":
            yield from self._called(resource)
            return
        type_, scope = self._place(resource)
        row = _row(type_ if resource.type.startswith("azapi_") else resource.type)
        if scope is None and row.own:
            yield self._unknown(resource, "its resource id is known after apply only")
            return
        if not type_ and row.own:
            yield self._unknown(resource, "no row of the table of operations covers its type")
            return
        id_ = scope or ""
        if resource.type not in ("azapi_update_resource",) and row.own:
            self.created.add(id_.lower())
        role = roles.assigned(resource.body) if type_ == _ASSIGNMENTS else ""
        if not role and (name := resource.body.get("role_definition_name")) is not None:
            yield self._unknown(resource, f"the id of the role {name} is not known: give role_definition_id")
            return
        for verb in row.own:
            assigns = verb is not Verb.READ and bool(role)
            yield Need(
                self._stack,
                resource.address,
                action(type_, verb),
                id_,
                "plan" if verb is Verb.READ else "destroy" if verb is Verb.DELETE else "apply",
                role=role if assigns else "",
                principal_type=str(resource.body.get("principal_type", "")) if assigns else "",
            )
        yield from self._more(resource, row, id_)

    def _place(self, resource: Resource) -> tuple[str, str | None]:
        """The Azure type of a resource, and its id; of an update whose name Azure invents, that of its parent."""
        if resource.type == "azapi_update_resource":
            at = resource.body.get("resource_id", resource.body.get("parent_id"))
            return _azure_type(resource), self._resolver.text(at)
        if resource.type == "azapi_resource":
            return _azure_type(resource), self._resolver.arm_id(resource)
        known = import_facts(resource.type)
        if known is not None and known.part_of is not None:
            scope = self._resolver.filled(resource, known.part_of["of"])
        else:
            scope = self._resolver.arm_id(resource)
        if scope is None and resource.type == "azurerm_role_assignment":
            # Without a name, the provider makes one up; its rights depend on the scope alone.
            at = self._resolver.text(resource.body.get("scope"))
            scope = f"{at}/providers/{_ASSIGNMENTS}/{resource.key}" if at else None
        return _action_type(scope) if scope else "", scope

    def _called(self, resource: Resource) -> Iterator[Need | Undecided]:
        scope = self._resolver.text(resource.body.get("resource_id"))
        type_ = _azure_type(resource)
        if scope is None:
            yield self._unknown(resource, "its resource id is known after apply only")
            return
        called, method = resource.body.get("action"), str(resource.body.get("method", "POST"))
        step: Step = "destroy" if resource.body.get("when") == "destroy" else "apply"
        if called:
            wanted = f"{type_}/{called}/action" if method == "POST" else f"{type_}/{called}/{_VERBS[method]}"
        else:
            wanted = action(type_, _VERBS[method])
        yield self._need(resource, wanted, scope, step)

    def _more(self, resource: Resource, row: _Row, id_: str) -> Iterator[Need | Undecided]:
        for more in row.more:
            if not self._sent(more):
                continue
            for found in self._scopes(resource, more.at, id_):
                if found is None:
                    yield self._invented(resource, more)
                    continue
                scope = _above(found, more.up)
                if scope.lower().startswith(_TENANT):
                    continue
                wanted = _wanted(more, scope)
                if wanted:
                    yield self._need(resource, wanted, scope, more.step, data=more.data, linked=more.linked)

    def _sent(self, more: _More) -> bool:
        """Whether the provider sends the request of a row and needs it."""
        return not more.refused and (not more.feature or self._feature(more.feature))

    def _invented(self, resource: Resource, more: _More) -> Need | Undecided:
        """The action on what Azure creates in the subscription and names itself."""
        types = mapping(more.invented.get("types"))
        values = list(self._values(resource, str(more.invented.get("by", ""))))
        type_ = types.get(values[0] or "") if values else None
        subscription = self._resolver.filled(resource, "{subscription}")
        if type_ is None or subscription is None:
            return self._unknown(resource, f"{more.at} is known after apply only")
        return self._need(resource, f"{type_}/{_APPROVAL}", subscription, more.step, linked=more.linked)

    def _scopes(self, resource: Resource, at: str, id_: str) -> Iterator[str | None]:
        """The scopes that a row names; None for one that Terraform has yet to decide."""
        if "{" not in at:
            yield from self._values(resource, at)
            return
        parts: dict[str, str] = {}
        for name in _PLACE.findall(at):
            if name == "id":
                parts[name] = id_
            elif name in ("group", "subscription"):
                filled = self._resolver.filled(resource, f"{{{name}}}")
                if filled is None:
                    yield None
                    return
                parts[name] = filled
            else:
                values = list(self._values(resource, name))
                if not values:
                    return
                if values[0] is None:
                    yield None
                    return
                parts[name] = values[0]
        yield _PLACE.sub(lambda match: parts[match.group(1)], at)

    def _values(self, resource: Resource, path: str) -> Iterator[str | None]:
        for found in find(resource.body, tuple(path.split("."))):
            for value in blocks(found.value):
                if value in (None, "", "${null}"):
                    continue
                yield self._resolver.text(value)

    def _feature(self, path: str) -> bool:
        settings = self._resolver.stack.provider("azurerm").get("features")
        return any(found.value is True for found in find(settings, tuple(path.split("."))))

    def _need(
        self, resource: Resource, wanted: str, scope: str, step: Step, *, data: bool = False, linked: bool = False
    ) -> Need:
        return Need(self._stack, resource.address, wanted, scope, step, data, linked)

    def _unknown(self, resource: Resource, reason: str) -> Undecided:
        return Undecided(self._stack, resource.address, reason)


_VERBS: Mapping[str, Verb] = {
    "GET": Verb.READ,
    "PUT": Verb.WRITE,
    "PATCH": Verb.WRITE,
    "POST": Verb.WRITE,
    "DELETE": Verb.DELETE,
}


def _wanted(more: _More, scope: str) -> str:
    """The action of a row at a scope; empty if the row is about scopes of another type."""
    if more.type and _action_type(scope).lower() != more.type.lower():
        return ""
    if more.action == "read":
        return action(_action_type(scope), Verb.READ)
    if more.action == "approve":
        return f"{_action_type(scope)}/{_APPROVAL}"
    return more.action


def _azure_type(resource: Resource) -> str:
    return str(resource.body.get("type", "")).partition("@")[0]


def _action_type(scope: str) -> str:
    """The type in the actions on a resource; resource groups have another one there than in their ids."""
    type_ = arm_type(scope)
    if type_ == "Microsoft.Resources/resourceGroups":
        return "Microsoft.Resources/subscriptions/resourceGroups"
    return type_ or "Microsoft.Resources/subscriptions"


def _above(scope: str, steps: int) -> str:
    """The scope so many parents above another one."""
    for _ in range(steps):
        head = scope.rpartition("/")[0].rpartition("/")[0]
        scope = head.removesuffix("/providers") if "/providers" not in head else _without_namespace(head)
    return scope


def _without_namespace(scope: str) -> str:
    """A scope without a namespace at its end: the parent of a resource that has no parent resource."""
    found = re.fullmatch(r"(.*)/providers/[^/]+", scope)
    return found.group(1) if found else scope


@functools.cache
def _row(type_: str) -> _Row:
    rows = _rows()
    ending = f"*/{type_.rpartition('/')[2]}".lower()
    return rows.get(type_.lower()) or rows.get(ending) or _Row(tuple(Verb), ())


@functools.cache
def _rows() -> Mapping[str, _Row]:
    return {
        type_.lower(): _Row(
            tuple(Verb(verb) for verb in row.get("own", [verb.value for verb in Verb])),
            tuple(
                _More(**{_FIELDS.get(key, key): value for key, value in more.items() if key not in _ORIGIN})
                for more in row.get("more", ())
            ),
        )
        for type_, row in tables.read("operations").items()
    }


@functools.cache
def _tolerated() -> Mapping[str, str]:
    return {more.action.lower(): more.refused for row in _rows().values() for more in row.more if more.refused}
