"""Plans, as `terraform show -json` writes them, read for policies.

What a plan does not know yet stays unknown at every depth, unless it is not written: then the provider fills it in, and
sends nothing. https://developer.hashicorp.com/terraform/internals/json-format
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from ..azure.json_values import Json
from .arguments import Raw, Reference
from .mapping import Mappings
from .module import Module, TerraformError
from .stacks import mapping
from .values import Unknown

#: Arguments that hold an id and often something behind it, which a plan does not show.
_COMPOSED_IDS = frozenset({"target_resource_id", "scope"})
_STEP = re.compile(r"(module\.[\w-]+)((?:\[[^\]]*\])?)\.")
_INSTANCE = re.compile(r"\[[^\]]*\]")


class _Absent:
    """What stands in the configuration for an argument that is not written."""


class _Block(dict[str, Json]):
    """The expressions of a block by argument, even of one without arguments."""


_ABSENT = _Absent()
#: The expressions of a block by argument; one expression; nothing written; or nothing known of what is written.
_Written: TypeAlias = "Json | _Absent"


@dataclass(slots=True)
class _Scope:
    """A module of the configuration, by its path without the keys of instances.

    Attributes:
        expressions: of its resources, by address inside the module.
        providers: the keys of their provider configurations.
        given: the expressions that the call gives to its variables.
        outputs: the expressions of its outputs.
    """

    expressions: dict[str, Json] = field(default_factory=dict)
    providers: dict[str, str] = field(default_factory=dict)
    given: Mapping[str, Json] = field(default_factory=dict)
    outputs: dict[str, Json] = field(default_factory=dict)


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
    module = Module(name, tables, literal=True)
    planned = mapping(name, "planned_values", document["planned_values"])
    configuration = mapping(name, "configuration", document.get("configuration", {}))
    unknown: dict[str, Json] = {}
    former: dict[str, Mapping[str, Json]] = {}
    changes = document.get("resource_changes", [])
    for row in changes if isinstance(changes, list) else []:
        if isinstance(row, dict):
            change = mapping(name, "change", row.get("change", {}))
            unknown[str(row.get("address"))] = change.get("after_unknown", {})
            if change.get("actions") == ["update"]:
                former[str(row.get("address"))] = mapping(name, "before", change.get("before") or {})
    scopes: dict[str, _Scope] = {}
    _collect(configuration.get("root_module", {}), "", {}, scopes)
    rows = [row for row in _planned(planned.get("root_module", {})) if row.get("mode", "managed") == "managed"]
    finder = _Finder(scopes, frozenset(str(row.get("address")) for row in rows))
    for row in rows:
        where, kind = str(row.get("address")), str(row.get("type"))
        instance, local = split(where)
        scope = scopes.get(plain(instance), _Scope())
        written = scope.expressions.get(plain(local))
        written = _Block(written) if isinstance(written, dict) else None
        # An update keeps the value of a block that Azure fills in, so it is unknown only if it is written.
        kept = {path for path in tables.filled_blocks(kind) if len(path) == 1 and former.get(where, {}).get(path[0])}
        reader = _Reader(finder, instance, tables.blocks(kind) | kept)
        values = reader.read(row.get("values", {}), unknown.get(where, {}), written, ())
        if isinstance(values, Mapping):
            provider = scope.providers.get(plain(local), "")
            module.resources[_key(where, kind)] = {**values, "provider": provider} if provider else values
    variables = mapping(name, "variables", document.get("variables", {}))
    for provider, found in mapping(name, "provider_config", configuration.get("provider_config", {})).items():
        given = mapping(name, provider, mapping(name, provider, found).get("expressions", {}))
        settings = {key: _constant(item, variables) for key, item in given.items()}
        module.providers[provider] = {key: value for key, value in settings.items() if value is not None}
    return module


def _key(where: str, kind: str) -> tuple[str, str]:
    return kind, where.removeprefix(f"{kind}.")


def _constant(expression: Json, variables: Mapping[str, Json]) -> Json:
    """The value of a provider's argument, if it is written out or a variable of the root module; else `None`."""
    if not isinstance(expression, dict):
        return None
    if "constant_value" in expression:
        constant: Json = expression["constant_value"]
        return constant
    references = expression.get("references")
    if isinstance(references, list) and len(references) == 1 and str(references[0]).startswith("var."):
        found = variables.get(str(references[0]).removeprefix("var."))
        return found.get("value") if isinstance(found, dict) else None
    return None


def _planned(module: Json) -> Iterator[dict[str, Json]]:
    if isinstance(module, dict):
        resources, children = module.get("resources", []), module.get("child_modules", [])
        yield from (row for row in resources if isinstance(row, dict)) if isinstance(resources, list) else ()
        for child in children if isinstance(children, list) else []:
            yield from _planned(child)


def _collect(module: Json, path: str, given: Json, scopes: dict[str, _Scope]) -> None:
    scope = scopes[path] = _Scope(given=given if isinstance(given, dict) else {})
    if not isinstance(module, dict):
        return
    resources, calls, outputs = module.get("resources"), module.get("module_calls"), module.get("outputs")
    for row in resources if isinstance(resources, list) else []:
        if isinstance(row, dict):
            scope.expressions[str(row.get("address"))] = row.get("expressions", {})
            scope.providers[str(row.get("address"))] = str(row.get("provider_config_key", ""))
    for name, row in (outputs if isinstance(outputs, dict) else {}).items():
        scope.outputs[name] = row.get("expression") if isinstance(row, dict) else None
    for name, called in (calls if isinstance(calls, dict) else {}).items():
        if isinstance(called, dict):
            _collect(called.get("module"), f"{path}module.{name}.", called.get("expressions"), scopes)


def split(address: str) -> tuple[str, str]:
    """An address as the path of its module, with a dot at its end, and the address inside the module."""
    end = 0
    while (step := _STEP.match(address, end)) is not None:
        end = step.end()
    return address[:end], address[end:]


def plain(address: str) -> str:
    """An address without the keys of its instances, as the configuration has it."""
    return _INSTANCE.sub("", address)


@dataclass(frozen=True, slots=True)
class _Finder:
    """What finds the resource that a reference of a module leads to: through variables and outputs, if need be."""

    scopes: Mapping[str, _Scope]
    addresses: frozenset[str]

    def find(self, expression: Json, instance: str, depth: int = 0) -> Reference | None:
        """The attribute that an expression of a module's instance is; `None` if it is not one, or not of this plan."""
        references = expression.get("references") if isinstance(expression, dict) else None
        if not isinstance(references, list) or not references or depth > 32:
            return None
        whole = str(references[0])
        if not all(whole.startswith(str(other)) for other in references):
            return None
        if whole.startswith("var."):
            scope = self.scopes.get(plain(instance))
            expression = scope.given.get(whole.removeprefix("var.")) if scope is not None else None
            return self.find(expression, _parent(instance), depth + 1) if instance else None
        called, local = split(whole)
        if called:
            scope = self.scopes.get(plain(f"{instance}{called}"))
            return None if scope is None else self.find(scope.outputs.get(local), f"{instance}{called}", depth + 1)
        if whole.startswith(("data.", "each.", "count.", "local.", "path.", "self.")):
            return None
        where, _, attribute = whole.rpartition(".")
        address = self._instance(f"{instance}{where}")
        return None if address is None else Reference(_key(address, plain(where).partition(".")[0]), attribute)

    def _instance(self, address: str) -> str | None:
        if address in self.addresses:
            return address
        found = [one for one in self.addresses if plain(one) == plain(address) and one.startswith(address)]
        return found[0] if len(found) == 1 else None


def _parent(instance: str) -> str:
    steps = list(_STEP.finditer(instance))
    return instance[: steps[-1].start()]


@dataclass(frozen=True, slots=True)
class _Reader:
    """What lays a resource's planned values, its unknown parts and its configuration over one another.

    Attributes:
        finder: finds what a reference leads to.
        instance: the path of the resource's module.
        blocks: paths of blocks that Azure does not fill in: unknown and not written, they are dynamic.
    """

    finder: _Finder
    instance: str
    blocks: frozenset[tuple[str, ...]]

    def read(self, value: Json, unknown: Json, written: _Written, path: tuple[str, ...]) -> Raw:
        """A value with its unknown parts marked."""
        if unknown is True:
            return self._unknown(written, path)
        if isinstance(value, dict) or (isinstance(unknown, dict) and value is None):
            marks = unknown if isinstance(unknown, dict) else {}
            values = value if isinstance(value, dict) else {}
            block = _expressions(written)
            members: dict[str, Raw] = {}
            for key in [*values, *(key for key in marks if key not in values)]:
                mark, here = marks.get(key, False), (*path, key)
                source = None if block is None else block.get(key, _ABSENT)
                if mark is True and source is _ABSENT and here not in self.blocks:
                    continue
                members[key] = self.read(values.get(key), mark, source, here)
            return members
        if isinstance(value, list):
            marks_ = unknown if isinstance(unknown, list) else []
            sources = _items(written, len(value))
            return [
                self.read(item, marks_[number] if number < len(marks_) else False, sources[number], path)
                for number, item in enumerate(value)
            ]
        return value

    def _unknown(self, written: _Written, path: tuple[str, ...]) -> Raw:
        if isinstance(written, _Absent):
            return Unknown(f"the block {path[-1]} is dynamic, and Terraform makes it at apply")
        references = written.get("references") if isinstance(written, dict) else None
        if not isinstance(references, list) or not references:
            return Unknown("known after apply")
        made_of = Unknown(f"known after apply: it is made of {references[0]}")
        value = self.finder.find(written, self.instance)
        if value is None or value.attribute != "id":
            return made_of
        return Unknown(made_of.reason, present=True) if path[-1] in _COMPOSED_IDS else value


def _expressions(written: _Written) -> Mapping[str, Json] | None:
    """What is written in a block, by argument; `None` for an expression, of which only the whole is known."""
    if isinstance(written, _Block):
        return written
    if not isinstance(written, dict) or not written:
        return None
    if "constant_value" in written or isinstance(written.get("references"), list):
        return None
    return written


def _items(written: _Written, count: int) -> Sequence[_Written]:
    """What is written in each of several blocks, whose order a plan may have changed."""
    blocks = written if isinstance(written, list) else []
    if len(blocks) == count == 1:
        return [_Block(block) if isinstance(block, dict) else block for block in blocks]
    if len(blocks) != count or not all(isinstance(block, dict) for block in blocks):
        return [None] * count
    merged = _Block()
    for block in blocks:
        assert isinstance(block, dict)  # noqa: S101  (looked at above)
        for key, expression in block.items():
            # {} stands for an expression of which nothing is known.
            merged[key] = expression if merged.get(key, expression) == expression else {}
    return [merged] * count
