"""Plans, as `terraform show -json` writes them, read for policies.

What a plan does not know yet stays unknown at every depth, unless it is not written: then the provider fills it in, and
sends nothing. https://developer.hashicorp.com/terraform/internals/json-format
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import TypeAlias

import yaml

from ..azure.json_values import Json
from ..synthesized.terraform import ModuleCall, constant, enclosing, plain, planned, split
from ..templates import is_evaluated, unescaped
from .arguments import Raw, Reference
from .mapping import Mappings
from .module import Module
from .values import Unknown

#: Arguments that hold an id and often something behind it, which a plan does not show.
_COMPOSED_IDS = frozenset({"target_resource_id", "scope"})


class _Absent:
    """The mark of an argument that is not written in the configuration."""


class _Block(dict[str, Json]):
    """The expressions of a block by argument, even of one without arguments."""


_ABSENT = _Absent()
#: The expressions of a block by argument; one expression; nothing written; or nothing known of what is written.
_Written: TypeAlias = "Json | _Absent"


def from_plan(name: str, document: Mapping[str, Json], tables: Mappings) -> Module:
    """A module from `terraform show -json` of a plan.

    Args:
        name: what to call it.
        document: the parsed output.
        tables: what is known of Terraform's resource types.

    Raises:
        TerraformError: the document has no `planned_values`.
    """
    plan = planned(name, document)
    module = Module(name, tables, literal=True)
    unread = unread_blocks()
    finder = _Finder(plan.calls, frozenset(resource.address for resource in plan.resources))
    for resource in plan.resources:
        instance, local = split(resource.address)
        call = plan.calls.get(plain(instance), ModuleCall())
        written = call.expressions.get(plain(local))
        written = _Block(written) if isinstance(written, dict) else None
        # An update keeps the value of a block that Azure fills in, so it is unknown only if it is written.
        former = resource.former
        kept = {(name,) for name in tables.filled(resource.type) if former.get(name) and isinstance(former[name], list)}
        reader = _Reader(finder, instance, tables.blocks(resource.type) | kept | unread.get(resource.type, frozenset()))
        values = reader.read(resource.values, resource.unknown, written, ())
        if isinstance(values, Mapping):
            outdated = tables.outdated(resource.type, values, resource.former)
            values = {name: value for name, value in values.items() if name not in outdated}
            provider = call.providers.get(plain(local), "")
            module.resources[_key(resource.address, resource.type)] = (
                {**values, "provider": provider} if provider else values
            )
    module.providers.update(plan.providers)
    return module


@functools.cache
def unread_blocks() -> Mapping[str, frozenset[tuple[str, ...]]]:
    """The paths of blocks that no table speaks of, by Terraform type: `unread_blocks.yaml` lists them."""
    text = resources.files(__package__).joinpath("unread_blocks.yaml").read_text(encoding="utf-8")
    return {kind: frozenset((name,) for name in names) for kind, names in yaml.safe_load(text).items()}


def _key(where: str, kind: str) -> tuple[str, str]:
    return kind, where.removeprefix(f"{kind}.")


@dataclass(frozen=True, slots=True)
class _Finder:
    """Finds the resource that a reference of a module leads to, also through variables and outputs."""

    calls: Mapping[str, ModuleCall]
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
            call = self.calls.get(plain(instance))
            expression = call.arguments.get(whole.removeprefix("var.")) if call is not None else None
            return self.find(expression, enclosing(instance), depth + 1) if instance else None
        called, local = split(whole)
        if called:
            call = self.calls.get(plain(f"{instance}{called}"))
            return None if call is None else self.find(call.outputs.get(local), f"{instance}{called}", depth + 1)
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


@dataclass(frozen=True, slots=True)
class _Reader:
    """Combines a resource's planned values, its unknown parts and its configuration.

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
            hidden = [key for key in block or () if _is_write_only(key)]
            for key in dict.fromkeys([*values, *marks, *hidden]):
                mark, here = marks.get(key, False), (*path, key)
                source = None if block is None else block.get(key, _ABSENT)
                if key in hidden:
                    members[key] = self._write_only(source, here)
                    continue
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

    def _write_only(self, written: _Written, path: tuple[str, ...]) -> Raw:
        """The value of an argument that a plan shows in the configuration alone."""
        known = None if isinstance(written, _Absent) else constant(written)
        null = isinstance(written, dict) and written.get("constant_value", "") is None
        if known is not None or null:
            return known
        made = self._unknown(written, path)
        return Unknown("a plan does not show it: it is write-only") if isinstance(made, Unknown) else made

    def _unknown(self, written: _Written, path: tuple[str, ...]) -> Raw:
        if isinstance(written, _Absent):
            return Unknown(f"the block {path[-1]} is dynamic, and Terraform makes it at apply")
        references = written.get("references") if isinstance(written, dict) else None
        if not isinstance(references, list) or not references:
            return Unknown("known after apply")
        made_of = Unknown(f"known after apply: it is made of {references[0]}")
        # The plan of a configuration in JSON shows its templates.
        template = written.get("constant_value") if isinstance(written, dict) else None
        if isinstance(template, dict | list):
            return self._template(template, made_of)
        value = self.finder.find(written, self.instance)
        if value is None or value.attribute != "id":
            return made_of
        if path[-1] in _COMPOSED_IDS:
            return Unknown(made_of.reason, present=True)
        return made_of if isinstance(template, str) and template != f"${{{references[0]}}}" else value

    def _template(self, template: Json, made_of: Unknown) -> Raw:
        """A value that is known in part: text with templates is known after apply."""
        if isinstance(template, dict):
            return {key: self._template(item, made_of) for key, item in template.items()}
        if isinstance(template, list):
            return [self._template(item, made_of) for item in template]
        if isinstance(template, str):
            return made_of if is_evaluated(template) else unescaped(template)
        return template


def _is_write_only(argument: str) -> bool:
    """Whether an argument is write-only, and so null in every plan.

    azapi 2.12 has `sensitive_body`; those of azurerm 5.2 end in `_wo`, read 2026-11-27
    """
    return argument == "sensitive_body" or argument.endswith("_wo")


def _expressions(written: _Written) -> Mapping[str, Json] | None:
    """The expressions in a block, by argument; `None` for an expression, of which only the whole is known."""
    if isinstance(written, _Block):
        return written
    if not isinstance(written, dict) or not written:
        return None
    if "constant_value" in written or isinstance(written.get("references"), list):
        return None
    return written


def _items(written: _Written, count: int) -> Sequence[_Written]:
    """The expressions in each of several blocks, whose order a plan may have changed."""
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
