"""Requests that change a resource that exists: of associations, of azapi's updates and of its actions.

Such a request sends the whole resource: what exists, with the change in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from .arguments import Arguments
from .mapping import Mappings
from .module import Module, address, azapi_type, type_of_id
from .resource import ChangedResource, Resource
from .values import MISSING, Missing, Unknown, Value, merged

#: azapi's resource types.
AZAPI = frozenset({"azapi_resource", "azapi_update_resource", "azapi_resource_action", "azapi_data_plane_resource"})
_FIELDS = ("location", "tags", "kind", "identity")


@dataclass(frozen=True, slots=True, eq=False)
class Update:
    """A request that changes a resource.

    Attributes:
        module: the stack it is in.
        terraform: the Terraform type and name of what sends it.
        type: the Azure resource type that is changed; empty if it cannot be told.
        target: the id of what is changed.
        properties: what it sets, by the paths of policy aliases.
        fields: `location`, `tags`, `kind` and `identity`, as far as it sets them.
        whole: it says all that the resource is, instead of a part.
        extends: its arrays are added to those that exist.
    """

    module: Module
    terraform: tuple[str, str]
    type: str
    target: Value
    properties: Mapping[str, Value]
    fields: Mapping[str, Value]
    whole: bool = False
    extends: bool = False

    @property
    def address(self) -> str:
        """The Terraform address of what sends it."""
        return address(*self.terraform)

    @property
    def managed(self) -> bool:
        """Whether what sends it is a resource of its own in Terraform, about which a finding can be told."""
        return self.terraform[0] == "azapi_update_resource"


def updates_in(module: Module, tables: Mappings) -> Iterator[Update]:
    """The updates of a stack."""
    for terraform, raw in module.resources.items():
        kind = terraform[0]
        arguments = Arguments(raw, module)
        for arm_type, change in tables.changes.get(kind, ()):
            yield Update(
                module,
                terraform,
                arm_type.type,
                arguments.get(change.target),
                change.properties.read(arguments),
                {},
                extends=True,
            )
        if kind == "azapi_update_resource":
            type_ = azapi_type(arguments)[0]
            yield Update(module, terraform, type_, module.id_of(*terraform), *_body(arguments))
        elif kind == "azapi_resource_action":
            yield from _action(module, terraform, arguments)


def _action(module: Module, terraform: tuple[str, str], arguments: Arguments) -> Iterator[Update]:
    method, when = arguments.get("method"), arguments.get("when")
    if when == "destroy" or (isinstance(method, (str, Missing)) and method not in {"PUT", "PATCH"}):
        return
    target, action, type_ = arguments.get("resource_id"), arguments.get("action"), azapi_type(arguments)[0]
    properties, fields = _body(arguments)
    if isinstance(action, str) and action:
        if not isinstance(target, str) or len(action.strip("/").split("/")) % 2:
            # A verb behind the id is no resource.
            return
        target = f"{target}/{action.strip('/')}"
        type_ = type_of_id(target)
    if not isinstance(method, str):
        unsure = method if isinstance(method, Unknown) else Unknown("its method is known after apply")
        properties, fields = {"properties": unsure}, {}
    yield Update(module, terraform, type_, target, properties, fields, whole=method == "PUT")


def _body(arguments: Arguments) -> tuple[Mapping[str, Value], Mapping[str, Value]]:
    """The settings in a body of azapi: properties, and the keys beside them."""
    body = arguments.get("body")
    if isinstance(body, Unknown):
        return {"properties": body}, dict.fromkeys(_FIELDS, body)
    values = body if isinstance(body, Mapping) else {}
    hidden = arguments.get("sensitive_body")
    values = merged(values, hidden) if isinstance(hidden, Mapping) else values
    fields = {name.lower(): value for name, value in values.items() if name.lower() in _FIELDS}
    beside = {name: value for name, value in values.items() if name.lower() not in {*_FIELDS, "properties"}}
    inner = next((value for name, value in values.items() if name.lower() == "properties"), MISSING)
    if isinstance(inner, Mapping):
        return {**beside, **inner}, fields
    return (beside if isinstance(inner, Missing) else {**beside, "properties": inner}), fields


def stranger(update: Update, tables: Mappings) -> Resource:
    """The resource of an update that is in none of the stacks: nothing else is known of it."""
    arguments = Arguments({}, update.module)
    resource = Resource(
        update.module,
        update.terraform,
        arguments,
        type_=update.type,
        arm_type=tables.arm_type(update.type) if update.type else None,
        sender=None,
        id_=update.target if not isinstance(update.target, Missing) else Unknown("its id is known after apply"),
        parent=MISSING,
        rest=None if update.whole else Unknown("what it changes is not in these stacks"),
    )
    return ChangedResource(resource, update.properties, update.fields, _names([update]))


def requested(update: Update, target: Resource, others: Sequence[Update]) -> Resource:
    """The request of an update: the resource with its change; changes of other updates may be there or not."""
    unsure = {
        name: Unknown(f"{other.address} sets it, before or after this request")
        for other in others
        if other is not update
        for name in other.properties
        if name.lower() not in {own.lower() for own in update.properties}
    }
    properties = _over(merged(_flat(target.properties), unsure), update)
    changed = ChangedResource(target, properties, update.fields, _names([update]), by=update.address)
    if update.managed:
        changed.stack = update.module.name
        changed.address = update.address
    return changed


def settled(target: Resource, updates: Sequence[Update]) -> Resource:
    """A resource as it is after all updates."""
    properties: Mapping[str, Value] = _flat(target.properties)
    fields: dict[str, Value] = {}
    for update in updates:
        properties = _over(properties, update)
        fields |= update.fields
    return ChangedResource(target, properties, fields, _names(updates))


def _over(former: Mapping[str, Value], update: Update) -> Mapping[str, Value]:
    if isinstance(update.properties.get("properties"), Unknown):
        # What the update says is known after apply, and so is all that it may change.
        return update.properties
    return merged({} if update.whole else former, update.properties, extend=update.extends)


def _flat(properties: Mapping[str, Value]) -> Mapping[str, Value]:
    """A body of azapi without the word `properties` around most of it."""
    inner = next((value for name, value in properties.items() if name.lower() == "properties"), MISSING)
    if not isinstance(inner, Mapping):
        return properties
    return {**{name: value for name, value in properties.items() if name.lower() != "properties"}, **inner}


def _names(updates: Sequence[Update]) -> frozenset[str]:
    return frozenset(name.lower() for update in updates for name in update.properties)
