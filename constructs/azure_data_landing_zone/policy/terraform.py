"""What Terraform is about to make: synthesized stacks, and plans."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..templates import escaped
from .arguments import Arguments, resolve
from .mapping import Mappings, fill
from .values import MISSING, Json, Missing, Unknown, Value

#: Arguments that hold an id and often something behind it, which a plan does not show.
_COMPOSED_IDS = frozenset({"target_resource_id", "scope"})


class TerraformError(ValueError):
    """A document that is neither a stack nor a plan; the message says what is missing in it."""


@dataclass(eq=False, slots=True)
class Module:
    """A stack or a plan: its resources, and what their references lead to.

    Attributes:
        name: the stack's name.
        tables: what is known of Terraform's resource types.
        resources: the arguments by type and name.
        providers: the configurations of providers by name and alias.
        locals: local values.
    """

    name: str
    tables: Mappings
    resources: dict[tuple[str, str], Mapping[str, Value]] = field(default_factory=dict)
    providers: dict[str, Mapping[str, Value]] = field(default_factory=dict)
    locals: Mapping[str, Value] = field(default_factory=dict)
    _ids: dict[tuple[str, str], Value] = field(default_factory=dict)
    _following: set[str] = field(default_factory=set)

    def follow(self, reference: str) -> Value:
        """The value of a reference as far as the module itself holds it."""
        if reference in self._following:
            return Unknown(f"{reference} refers to itself")
        self._following.add(reference)
        try:
            return self._follow(reference)
        finally:
            self._following.discard(reference)

    def _follow(self, reference: str) -> Value:
        token = f"{self.name}:{reference}"
        head, _, rest = reference.partition(".")
        if head == "local" and rest in self.locals:
            return resolve(self.locals[rest], self)
        name, _, attribute = rest.partition(".")
        key = head, name
        if key not in self.resources:
            key = head, name.partition("[")[0]
        if key not in self.resources:
            return Unknown(f"{reference} is known to Terraform only", token=token)
        if attribute == "id":
            return self.id_of(*key)
        found = Arguments(self.resources[key], self).get(attribute) if attribute and "[" not in attribute else MISSING
        if isinstance(found, Missing):
            return Unknown(f"{reference} is known after apply", token=token)
        return found

    def id_of(self, type_: str, name: str) -> Value:
        """A resource's Azure id: computed, or unknown but recognizable."""
        key = type_, name
        if key not in self._ids:
            self._ids[key] = self._id_of(type_, name)
        return self._ids[key]

    def _id_of(self, type_: str, name: str) -> Value:
        arguments = Arguments(self.resources[type_, name], self)
        token = f"{self.name}:{address(type_, name)}.id"
        made: Value = MISSING
        if type_.startswith("azapi_"):
            made = azapi_id(arguments)
        else:
            for arm_type, sender in self.tables.senders.get(type_, ()):
                if not sender.each:
                    parent = self.parent_of(sender.parent, type_, arguments)
                    made = child_id(parent, arm_type.type, sender.name.read(arguments))
                    break
        if isinstance(made, str):
            return made
        reason = made.reason if isinstance(made, Unknown) else f"the id of {address(type_, name)} is known after apply"
        return Unknown(reason, present=True, token=token)

    def parent_of(self, parent: str, type_: str, arguments: Arguments) -> Value:
        """The id of what a resource lies in, by the word that a mapping has for it."""
        if parent not in {"group", "subscription"} and "{" not in parent:
            given = [arguments.get(path) for path in parent.split("|")]
            return next((id_ for id_ in given if id_ is not MISSING), MISSING)
        subscription = self.subscription(type_, arguments)
        if isinstance(subscription, Unknown):
            return subscription
        group = f"/subscriptions/{subscription}/resourceGroups/{{resource_group_name}}"
        templates = {"group": group, "subscription": f"/subscriptions/{subscription}"}
        template = templates.get(parent, parent).replace("{group}", group)
        return fill(template.replace("{subscription}", str(subscription)), arguments)

    def subscription(self, type_: str, arguments: Arguments) -> str | Unknown:
        """The id of the subscription that a resource's provider works in."""
        named = arguments.raw.get("provider")
        provider = named.strip("${}") if isinstance(named, str) else type_.partition("_")[0]
        settings = self.providers.get(provider, {})
        found = Arguments(settings, self).get("subscription_id")
        if isinstance(found, str):
            return found.lower()
        reason = "the provider's subscription_id is not in the stack"
        return found if isinstance(found, Unknown) else Unknown(reason)


def address(type_: str, name: str) -> str:
    """A resource's Terraform address; inside a module of a plan, the name is the address already."""
    return name if name.startswith("module.") else f"{type_}.{name}"


def azapi_type(arguments: Arguments) -> tuple[str, str]:
    """The Azure resource type and API version of an azapi resource; empty if Terraform has yet to tell."""
    found = arguments.get("type")
    kind, _, version = found.partition("@") if isinstance(found, str) else ("", "", "")
    return kind, version


def azapi_id(arguments: Arguments) -> Value:
    """The id of an azapi resource."""
    given = arguments.get("resource_id")
    if isinstance(given, str):
        return given
    kind, _ = azapi_type(arguments)
    return child_id(arguments.get("parent_id"), kind, arguments.get("name")) if kind else MISSING


def child_id(parent: Value, kind: str, name: Value) -> Value:
    """The id of a resource of type `kind` in `parent`: below it, or hanging on it as an extension."""
    for part in (parent, name):
        if isinstance(part, Unknown):
            return part
    if not isinstance(parent, str) or not isinstance(name, (str, int)):
        return MISSING
    head, _, last = kind.rpartition("/")
    if not head or type_of_id(parent).lower() == head.lower():
        return f"{parent}/{last}/{name}"
    return f"{parent.rstrip('/')}/providers/{kind}/{name}"


def type_of_id(text: str) -> str:
    """The resource type that an id is of; of a resource group or a subscription, theirs."""
    head, found, tail = text.strip("/").rpartition("/providers/")
    if not found:
        groups = "/resourcegroups/" in f"/{head or tail}/".lower()
        return "Microsoft.Resources/resourceGroups" if groups else "Microsoft.Resources/subscriptions"
    namespace, *rest = tail.split("/")
    return "/".join((namespace, *rest[::2]))


def from_stack(name: str, document: Mapping[str, Json], tables: Mappings) -> Module:
    """A module from a synthesized stack (`cdk.tf.json`, or any Terraform in JSON).

    Args:
        name: the stack's name.
        document: the parsed file.
        tables: what is known of Terraform's resource types.

    Raises:
        TerraformError: the document does not have Terraform's form.
    """
    module = Module(name, tables)
    kinds = document.get("resource", {})
    for kind, named in _mapping(name, "resource", kinds).items():
        for resource, body in _mapping(name, f"resource.{kind}", named).items():
            first = body[0] if isinstance(body, list) and body else body
            module.resources[kind, resource] = _mapping(name, f"resource.{kind}.{resource}", first)
    for provider, body in _mapping(name, "provider", document.get("provider", {})).items():
        for settings in body if isinstance(body, list) else [body]:
            found = _mapping(name, f"provider.{provider}", settings)
            alias = found.get("alias")
            module.providers[f"{provider}.{alias}" if isinstance(alias, str) else provider] = found
    module.locals = _mapping(name, "locals", document.get("locals", {}))
    return module


def from_plan(name: str, document: Mapping[str, Json], tables: Mappings) -> Module:
    """A module from `terraform show -json` of a plan.

    Args:
        name: what to call it.
        document: the parsed output.
        tables: what is known of Terraform's resource types.

    Raises:
        TerraformError: the document has no `planned_values`.
    """
    if "planned_values" not in document:
        raise TerraformError(f"{name}: has no planned_values; give the output of terraform show -json <plan file>")
    module = Module(name, tables)
    planned = _mapping(name, "planned_values", document["planned_values"])
    configuration = _mapping(name, "configuration", document.get("configuration", {}))
    unknown: dict[str, Json] = {}
    changes = document.get("resource_changes", [])
    for row in changes if isinstance(changes, list) else []:
        if not isinstance(row, dict):
            continue
        unknown[str(row.get("address"))] = _mapping(name, "change", row.get("change", {})).get("after_unknown", {})
    written = _written(configuration.get("root_module", {}))
    for resource in _planned(planned.get("root_module", {})):
        where, kind = str(resource.get("address")), str(resource.get("type"))
        values = overlay(resource.get("values", {}), unknown.get(where, {}), written.get(_plain(where)))
        if isinstance(values, Mapping) and resource.get("mode", "managed") == "managed":
            module.resources[kind, where.removeprefix(f"{kind}.")] = values
    for provider, row in _mapping(name, "provider_config", configuration.get("provider_config", {})).items():
        given = _mapping(name, provider, _mapping(name, provider, row).get("expressions", {}))
        module.providers[provider] = {
            key: item["constant_value"]
            for key, item in given.items()
            if isinstance(item, dict) and "constant_value" in item
        }
    return module


def _planned(module: Json) -> Iterator[dict[str, Json]]:
    if isinstance(module, dict):
        resources, children = module.get("resources", []), module.get("child_modules", [])
        yield from (row for row in resources if isinstance(row, dict)) if isinstance(resources, list) else ()
        for child in children if isinstance(children, list) else []:
            yield from _planned(child)


def _written(module: Json, prefix: str = "") -> dict[str, Json]:
    found: dict[str, Json] = {}
    if not isinstance(module, dict):
        return found
    resources, calls = module.get("resources", []), module.get("module_calls", {})
    for row in resources if isinstance(resources, list) else []:
        if isinstance(row, dict):
            found[prefix + str(row.get("address"))] = row.get("expressions", {})
    for name, called in (calls if isinstance(calls, dict) else {}).items():
        if isinstance(called, dict):
            found |= _written(called.get("module"), f"{prefix}module.{name}.")
    return found


def _plain(address: str) -> str:
    """An address without the keys of its instances, as the configuration has it."""
    kept, depth = [], 0
    for letter in address:
        depth += letter == "["
        if not depth:
            kept.append(letter)
        depth -= letter == "]"
    return "".join(kept)


def overlay(value: Json, unknown: Json, written: Json, argument: str = "") -> Value:
    """A planned value with its unknown parts marked; what nobody wrote and Terraform does not know is left out."""
    if unknown is True:
        return _unknown(written, argument)
    if isinstance(value, dict) or (isinstance(unknown, dict) and value is None):
        marks = unknown if isinstance(unknown, dict) else {}
        given = value if isinstance(value, dict) else {}
        made: dict[str, Value] = {}
        for key in [*given, *(key for key in marks if key not in given)]:
            mark = marks.get(key, False)
            source = written.get(key) if isinstance(written, dict) else None
            if mark is True and isinstance(written, dict) and key not in written:
                continue
            made[key] = overlay(given.get(key), mark, source, key)
        return made
    if isinstance(value, list):
        marks_ = unknown if isinstance(unknown, list) else []
        sources = written if isinstance(written, list) else []
        return [
            overlay(
                item,
                marks_[number] if number < len(marks_) else False,
                sources[number] if number < len(sources) else None,
                argument,
            )
            for number, item in enumerate(value)
        ]
    # A plan holds values, stacks hold templates.
    return escaped(value) if isinstance(value, str) else value


def _unknown(written: Json, argument: str) -> Value:
    references = written.get("references") if isinstance(written, dict) else None
    if isinstance(references, list) and references:
        whole = str(references[0])
        sole = all(whole.startswith(str(other)) for other in references)
        if sole and whole.endswith(".id") and not whole.startswith(("data.", "module.", "var.", "each.")):
            if argument in _COMPOSED_IDS:
                return Unknown(f"known after apply: it is made of {whole}", present=True)
            return f"${{{whole}}}"
        return Unknown(f"known after apply: it is made of {whole}")
    return Unknown("known after apply")


def _mapping(name: str, where: str, data: Json) -> dict[str, Json]:
    if not isinstance(data, dict):
        raise TerraformError(f"{name}: {where} must be an object, is {json.dumps(data)[:40]}")
    return data
