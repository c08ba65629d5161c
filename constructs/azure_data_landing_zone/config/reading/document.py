"""Configuration files as plain data that remembers its lines."""

from __future__ import annotations

import copy
import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from .problems import Place, Problem, shown

#: A path inside a document: keys, and indexes of lists.
Path_ = tuple[str | int, ...]


@functools.cache
def _loader_class() -> Any:
    """A loader for YAML 1.2's core schema: `no` and `on` are words, `010` is not eight, dates are text."""
    base = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loader: Any = type("_Loader", (base,), {"yaml_implicit_resolvers": {}})
    for tag, pattern, first in (
        ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
        ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
        ("int", r"^[-+]?(?:0|[1-9][0-9]*)$", "-+0123456789"),
        ("float", r"^[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*|[0-9]+(?=[eE]))(?:[eE][-+]?[0-9]+)?$", "-+.0123456789"),
    ):
        loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), list(first))
    return loader


@dataclass(frozen=True)
class Document:
    """A file's data, or a part of it, and the place of every path in it.

    Attributes:
        file: the file's name.
        data: the data.
        places: the places of paths in `data`.
        base: where `data` lies in the file; empty for all of it.
        title: what `base` is called in messages, such as `products.churn`.
    """

    file: str
    data: dict[str, Any]
    places: Mapping[Path_, Place] = field(repr=False)
    base: Path_ = ()
    title: str = ""

    def dotted(self, path: Path_) -> str:
        """A path as text, from the beginning of the file."""
        return ".".join(filter(None, (self.title, dotted(path, self.data)))).replace(".[", "[")

    def place(self, path: Path_) -> Place:
        """The place of a path, or of the nearest one that encloses it."""
        for end in range(len(path), -1, -1):
            if (found := self.places.get(path[:end])) is not None:
                return found
        return Place(self.file, 0)

    def value(self, path: Path_) -> Any:
        """The value at a path, or None."""
        here: Any = self.data
        for part in path:
            try:
                here = here[part]
            except (KeyError, IndexError, TypeError):
                return None
        return here

    def below(self, path: Path_) -> Document:
        """The part of this document under `path`, as a document of its own."""
        size = len(path)
        places = {found[size:]: place for found, place in self.places.items() if found[:size] == path}
        return Document(self.file, self.value(path), places, (*self.base, *path), self.dotted(path))

    def without(self, path: Path_) -> Document:
        """This document without what stands at a path; what follows it in a list moves up, with its places."""
        data = copy.deepcopy(self.data)
        here: Any = data
        try:
            for part in path[:-1]:
                here = here[part]
            del here[path[-1]]
        except (KeyError, IndexError, TypeError):
            return self
        places = self.places
        if isinstance(here, list):
            *above, gone = path
            depth = len(above)
            places = {}
            for found, place in self.places.items():
                if found[:depth] == tuple(above) and len(found) > depth:
                    index = found[depth]
                    if index == gone:
                        continue
                    if isinstance(index, int) and isinstance(gone, int) and index > gone:
                        found = (*found[:depth], index - 1, *found[depth + 1 :])
                places[found] = place
        return Document(self.file, data, places, self.base, self.title)

    def replace(self, data: dict[str, Any]) -> Document:
        """This document with other data at the same places."""
        return Document(self.file, data, self.places, self.base, self.title)


def read(path: Path) -> tuple[Document | None, list[Problem]]:
    """Reads a YAML or JSON file.

    Returns:
        The document, None if the file is unreadable or is no mapping, and what is wrong with it.
    """
    name = shown(path)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        return None, [Problem(Place(name, 0), "", f"cannot be read: {reason}")]
    loader = _loader_class()(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return None, [Problem(Place(name, 0), "", "is empty")]
        places: dict[Path_, Place] = {}
        problems: list[Problem] = []
        data = _plain(loader, node, name, (), places, problems)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        said = " ".join(filter(None, (error.context, error.problem)))
        return None, [Problem(Place(name, line), "", f"is not valid YAML: {said}")]
    except yaml.YAMLError as error:
        return None, [Problem(Place(name, 0), "", f"is not valid YAML: {error}")]
    finally:
        loader.dispose()
    if not isinstance(data, dict):
        return None, [Problem(Place(name, 1), "", "must hold a mapping (key: value)")]
    return Document(name, data, places), problems


def from_data(data: Mapping[str, Any], name: str) -> Document:
    """A document from data that was never a file."""
    places: dict[Path_, Place] = {}

    def visit(value: Any, path: Path_) -> None:
        places[path] = Place(name, 0)
        if isinstance(value, dict):
            for key, item in value.items():
                visit(item, (*path, key))
        elif isinstance(value, list):
            for index, item in enumerate(value):
                visit(item, (*path, index))

    visit(data, ())
    return Document(name, dict(data), places)


def _plain(loader: Any, node: Any, name: str, path: Path_, places: dict[Path_, Place], problems: list[Problem]) -> Any:
    places.setdefault(path, Place(name, node.start_mark.line + 1))
    if isinstance(node, yaml.MappingNode):
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            here = (*path, key)
            place = Place(name, key_node.start_mark.line + 1)
            if key in found:
                problems.append(
                    Problem(place, dotted(here), f"is given twice, first in line {places[here].line}: remove one")
                )
                continue
            places[here] = place
            found[key] = _plain(loader, value_node, name, here, places, problems)
        return found
    if isinstance(node, yaml.SequenceNode):
        return [_plain(loader, item, name, (*path, index), places, problems) for index, item in enumerate(node.value)]
    return loader.construct_object(node)


def merge(base: Document, over: Document) -> Document:
    """`over` laid over `base`: mappings key by key, lists of mappings with a `name` by name, all else replaced."""
    places = dict(base.places)
    data = _merge(base.data, over.data, (), (), places, over.places)
    return Document(base.file, data, places, base.base, base.title)


def _merge(
    base: Any, over: Any, path: Path_, over_path: Path_, places: dict[Path_, Place], over_places: Mapping[Path_, Place]
) -> Any:
    if isinstance(base, dict) and isinstance(over, dict):
        merged = dict(base)
        for key, value in over.items():
            merged[key] = (
                _merge(base[key], value, (*path, key), (*over_path, key), places, over_places)
                if key in base
                else _adopt(value, (*path, key), (*over_path, key), places, over_places)
            )
        return merged
    if _named(base) and _named(over) and base:
        items = list(base)
        index = {item["name"]: number for number, item in enumerate(items)}
        for number, item in enumerate(over):
            here = (*over_path, number)
            if (at := index.get(item["name"])) is not None:
                items[at] = _merge(items[at], item, (*path, at), here, places, over_places)
            else:
                items.append(_adopt(item, (*path, len(items)), here, places, over_places))
        return items
    return _adopt(over, path, over_path, places, over_places)


def _named(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(item, dict) and isinstance(item.get("name"), str) for item in value
    )


def _adopt(
    value: Any, path: Path_, over_path: Path_, places: dict[Path_, Place], over_places: Mapping[Path_, Place]
) -> Any:
    for stale in [found for found in places if found[: len(path)] == path]:
        del places[stale]
    for found, place in over_places.items():
        if found[: len(over_path)] == over_path:
            places[path + found[len(over_path) :]] = place
    return value


def dotted(path: Path_, data: Any = None) -> str:
    """A path as text; an item of a list is called by its `name`, if `data` shows that it has one."""
    parts: list[str] = []
    here = data
    for part in path:
        try:
            here = here[part] if here is not None else None
        except (KeyError, IndexError, TypeError):
            here = None
        if isinstance(part, int):
            called = here.get("name") if isinstance(here, dict) else None
            parts.append(called if isinstance(called, str) else f"[{part}]")
        else:
            parts.append(part)
    return ".".join(parts).replace(".[", "[")
