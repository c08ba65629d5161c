"""Requests that change a resource that exists: of associations, of azapi's updates and of its actions.

Such a request sends the whole resource: what exists, with the change in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from .arguments import Arguments
from .mapping import Mappings
from .module import Module, address, azapi_body, azapi_type, type_of_id
from .resource import ChangedResource, Resource
from .values import MISSING, Arrays, Missing, Open, Unknown, Value, added, matched, merged, partly, unwrapped

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
        arrays: what becomes of an array that exists and of its own; `None`: its own counts.
    """

    module: Module
    terraform: tuple[str, str]
    type: str
    target: Value
    properties: Mapping[str, Value]
    fields: Mapping[str, Value]
    whole: bool = False
    arrays: Arrays | None = None

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
                arrays=added,
            )
        if kind == "azapi_update_resource":
            type_ = azapi_type(arguments)[0]
            # Which elements are the same may stand in the resource; that is not looked at.
            arrays = matched if arguments.get("list_unique_id_property") is MISSING else _undecided
            yield Update(module, terraform, type_, module.id_of(*terraform), *_body(arguments), arrays=arrays)
        elif kind == "azapi_resource_action":
            yield from _action(module, terraform, arguments)


def _undecided(former: Sequence[Value], later: Sequence[Value]) -> Value:
    return Unknown("azapi combines it with what exists by list_unique_id_property") if former and later else later


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
        properties, fields = {"properties": unsure}, dict.fromkeys(_FIELDS, unsure)
    yield Update(module, terraform, type_, target, properties, fields, whole=method == "PUT")


def _body(arguments: Arguments) -> tuple[Mapping[str, Value], Mapping[str, Value]]:
    """The settings in a body of azapi: properties, and the keys beside them."""
    body = azapi_body(arguments)
    if isinstance(body, Unknown):
        return {"properties": body}, dict.fromkeys(_FIELDS, body)
    fields = {name.lower(): value for name, value in body.items() if name.lower() in _FIELDS}
    if isinstance(body, Open):
        fields = {**dict.fromkeys(_FIELDS, body.rest), **fields}
    values = unwrapped({name: value for name, value in body.items() if name.lower() not in _FIELDS})
    rest = next((one.rest for one in (body, values) if isinstance(one, Open)), None)
    return (values if rest is None else {**values, "properties": rest}), fields


def stranger(update: Update, tables: Mappings) -> Resource:
    """The resource of an update that is in none of the stacks: nothing else is known of it."""
    arguments = Arguments({}, update.module)
    rest = None if update.whole else Unknown("what it changes is not in these stacks")
    resource = Resource(
        update.module,
        update.terraform,
        arguments,
        type_=update.type,
        arm_type=tables.arm_type(update.type) if update.type else None,
        sender=None,
        id_=update.target if not isinstance(update.target, Missing) else Unknown("its id is known after apply"),
        parent=MISSING,
        rest=rest,
    )
    properties, fields = update.properties, update.fields
    if rest is not None:
        properties = {name: partly(value, rest, update.arrays) for name, value in properties.items()}
        fields = {name: partly(value, rest, update.arrays) for name, value in fields.items()}
    return ChangedResource(resource, properties, fields, _names([update]))


def requested(update: Update, target: Resource, others: Sequence[Update]) -> Resource:
    """The request of an update: the resource with its change; changes of other updates may be there or not."""
    further = [other for other in others if other is not update]
    unsure = _unsure(update.properties, [(other.address, other.properties) for other in further])
    unsure_fields = _unsure(update.fields, [(other.address, other.fields) for other in further])
    # What is known after apply of another update may be anything.
    former = {} if isinstance(unsure.get("properties"), Unknown) else unwrapped(target.properties)
    properties = _over(merged(former, unsure), update)
    fields = _fields_over({**{name: target.field(name) for name in _FIELDS}, **unsure_fields}, update)
    changed = ChangedResource(target, properties, fields, _names([update]), by=update.address)
    if update.managed:
        changed.stack = update.module.name
        changed.address = update.address
    return changed


def _unsure(own: Mapping[str, Value], others: Sequence[tuple[str, Mapping[str, Value]]]) -> dict[str, Value]:
    """What others set and an update does not."""
    names = {name.lower() for name in own}
    return {
        name: Unknown(f"{where} sets it, before or after this request")
        for where, values in others
        for name in values
        if name.lower() not in names
    }


def settled(target: Resource, updates: Sequence[Update]) -> Resource:
    """A resource as it is after all updates."""
    properties = unwrapped(target.properties)
    fields: Mapping[str, Value] = {name: target.field(name) for name in _FIELDS}
    for update in updates:
        properties = _over(properties, update)
        fields = _fields_over(fields, update)
    return ChangedResource(target, properties, fields, _names(updates))


def _over(former: Mapping[str, Value], update: Update) -> Mapping[str, Value]:
    if isinstance(update.properties.get("properties"), Unknown):
        # What the update says is known after apply, and so is all that it may change.
        return update.properties
    return update.properties if update.whole else merged(former, update.properties, update.arrays)


def _fields_over(former: Mapping[str, Value], update: Update) -> Mapping[str, Value]:
    if update.whole:
        return {**dict.fromkeys(_FIELDS, MISSING), **update.fields}
    fields, tags = update.fields, former.get("tags", MISSING)
    if not update.managed and "tags" in fields and isinstance(tags, Mapping):
        # Of services that are sent a part, some keep the other tags, and some do not.
        unsure = Unknown(f"{update.address} keeps or removes it")
        former = {**former, "tags": dict.fromkeys(tags, unsure)}
    return merged(former, fields, update.arrays)


def _names(updates: Sequence[Update]) -> frozenset[str]:
    return frozenset(name.lower() for update in updates for name in update.properties)
