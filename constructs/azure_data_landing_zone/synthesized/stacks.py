"""Synthesized stacks: read from the output folder, and looked into without evaluating anything."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..azure.json_values import JsonObject
from ..errors import AdlzError
from ..templates import is_evaluated, unescaped
from .versions import stack_major

#: What a value of a plan is that Azure or Terraform has yet to make.
AFTER_APPLY = "${known_after_apply}"
_REFERENCE = re.compile(r"\$\{([A-Za-z0-9_]+)\.([\w-]+)\.(\w+)\}")


class StackFileError(AdlzError):
    """A file of an output folder that is no JSON."""


def read_stacks(output: Path) -> dict[str, JsonObject]:
    """The stacks in an output folder by name, parsed.

    Where the folder has a manifest, those that it lists: a program that no longer makes a stack leaves its folder.

    Raises:
        FileNotFoundError: there is none.
        StackFileError: a stack or the manifest is no JSON.
    """
    files = _files(output)
    if (listed := _listed(output)) is not None:
        files = [file for file in files if file.parent.name in listed]
    if not files:
        raise FileNotFoundError(f"{output} holds no synthesized stack; adlz synth writes them")
    return {file.parent.name: _json(file) for file in files}


def left_out(output: Path) -> tuple[str, ...]:
    """The names of the stacks in an output folder that its manifest does not list.

    Raises:
        StackFileError: the manifest is no JSON.
    """
    listed = _listed(output)
    return () if listed is None else tuple(name for file in _files(output) if (name := file.parent.name) not in listed)


def _files(output: Path) -> list[Path]:
    return sorted(output.glob("stacks/*/cdk.tf.json"))


def _listed(output: Path) -> JsonObject | None:
    manifest = output / "manifest.json"
    return mapping(_json(manifest).get("stacks")) if manifest.is_file() else None


def _json(file: Path) -> JsonObject:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise StackFileError(
            f"{file}:{error.lineno}: is no JSON: {error.msg} (column {error.colno}). Synthesize the stacks again"
        ) from None
    except UnicodeDecodeError:
        raise StackFileError(f"{file} is no text in UTF-8. Synthesize the stacks again") from None
    if not isinstance(found, dict):
        raise StackFileError(f"{file} is no JSON object. Synthesize the stacks again")
    return found


@dataclass(frozen=True)
class Resource:
    """A resource of a stack."""

    stack: str
    type: str
    key: str
    body: JsonObject

    @property
    def address(self) -> str:
        """Its address in Terraform."""
        return f"{self.type}.{self.key}"

    @property
    def name(self) -> str:
        """Its `name` argument; empty if there is none, or none that can be decided."""
        name = self.body.get("name")
        return name if isinstance(name, str) and not undecided(name) else ""


@dataclass(frozen=True)
class Found:
    """The value at a path of a resource.

    Attributes:
        argument: the path, with the name or number of the block where there are several.
        value: the value; None if nothing is given.
        decided: False where Terraform has yet to make the block or value.
    """

    argument: str
    value: object
    decided: bool = True


class Stack:
    """A synthesized stack."""

    def __init__(self, name: str, document: JsonObject) -> None:
        self.name = name
        self._document = document

    @functools.cached_property
    def _resources(self) -> Mapping[tuple[str, str], Resource]:
        return {
            (kind, key): Resource(self.name, kind, key, mapping(body))
            for kind, named in mapping(self._document.get("resource")).items()
            for key, body in mapping(named).items()
        }

    @functools.cached_property
    def azurerm(self) -> int:
        """The major version of azurerm that it asks for."""
        return stack_major(self._document)

    def resources(self) -> Iterable[Resource]:
        """All resources."""
        return self._resources.values()

    def modules(self) -> Iterator[tuple[str, JsonObject]]:
        """The modules that the stack calls: name and body."""
        for name, body in mapping(self._document.get("module")).items():
            yield name, mapping(body)

    def referred(self, value: object) -> tuple[Resource, str] | None:
        """The resource of this stack that a value like `${type.name.attribute}` refers to, and the attribute."""
        match = _REFERENCE.fullmatch(value) if isinstance(value, str) else None
        if match is None:
            return None
        kind, key, attribute = match.groups()
        resource = self._resources.get((kind, key))
        return None if resource is None else (resource, attribute)

    def text(self, value: object) -> str | None:
        """The text that a value is or refers to within this stack; None if it cannot be decided."""
        if (referred := self.referred(value)) is not None:
            resource, attribute = referred
            value = self.group_id(resource) if attribute == "id" else resource.body.get(attribute)
        return unescaped(value) if isinstance(value, str) and not undecided(value) else None

    def group_id(self, group: Resource) -> str | None:
        """The id of a resource group of this stack; None if it cannot be decided, or is another resource."""
        if group.type != "azurerm_resource_group" or not group.name:
            return None
        subscription = self.provider("azurerm", group.body).get("subscription_id")
        if not isinstance(subscription, str) or undecided(subscription):
            return None
        return f"/subscriptions/{subscription}/resourceGroups/{group.name}"

    def provider(self, name: str, body: JsonObject | None = None) -> JsonObject:
        """The settings of a provider; of the alias that a resource names, if it names one."""
        alias = str((body or {}).get("provider", name)).partition(".")[2] or None
        settings = (mapping(block) for block in blocks(mapping(self._document.get("provider")).get(name)))
        return next((block for block in settings if block.get("alias") == alias), {})


def undecided(value: object) -> bool:
    """Whether a value is text that Terraform has yet to evaluate."""
    return isinstance(value, str) and is_evaluated(value)


def mapping(value: object) -> JsonObject:
    """A value if it is an object, otherwise an empty one."""
    return value if isinstance(value, Mapping) else {}


def blocks(value: object) -> list[object]:
    """The blocks of a value that may be one, a list of them, or nothing."""
    return value if isinstance(value, list) else [] if value is None else [value]


def find(value: object, path: tuple[str, ...], at: str = "") -> Iterator[Found]:
    """The values at a path; more than one where a block on the way is repeated.

    A value that is left out, or null, is found with the value None.
    """
    if not path:
        yield Found(at, value, not undecided(value))
        return
    head, rest = path[0], path[1:]
    here = f"{at}.{head}" if at else head
    if isinstance(value, list):
        if not value:
            yield Found(".".join([*([at] if at else []), *path]), None)
        for label, block in labelled(value):
            yield from find(block, path, f"{at}{label}")
    elif isinstance(value, Mapping):
        inner = value.get(head)
        dynamic = any(head in mapping(block) for block in blocks(value.get("dynamic")))
        if dynamic:
            yield Found(here, f"${{dynamic.{head}}}", decided=False)
        if inner is not None:
            yield from find(inner, rest, here)
        elif not dynamic:
            yield Found(".".join([here, *rest]), None)
    else:
        # A scalar where an object should be: a reference, or what we do not understand.
        yield Found(".".join([here, *rest]), value, decided=False)


def labelled(values: list[object]) -> Iterator[tuple[str, object]]:
    """The blocks of a list, each with what tells it from the others: its name, else its number; alone, nothing."""
    for number, block in enumerate(values):
        name = mapping(block).get("name", number)
        yield f"[{name}]" if len(values) > 1 else "", block
