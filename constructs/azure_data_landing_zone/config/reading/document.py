"""Configuration files as plain data that remembers its lines."""

from __future__ import annotations

import copy
import functools
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

import yaml

from .nodes import DEEPEST, MOST_CHARACTERS, MOST_NODES, TOO_DEEP, FileError, read_text, reading, scalar
from .problems import Place, Problem, shown

#: A path inside a document: keys, and indexes of lists.
Path_ = tuple[str | int, ...]
_Value = TypeVar("_Value")


@dataclass(frozen=True)
class Document:
    """A file's data, or a part of it, and the place of every path in it.

    Attributes:
        file: the file's name.
        data: the data.
        places: the places of paths in `data`.
        base: where `data` lies in the file; empty for all of it.
        title: what `base` is called in messages, such as `products.churn`.
        adopted: paths that another document gave, with what they are called there.
        added: of those, the items of lists and mappings that an override adds, and the names beside them.
    """

    file: str
    data: dict[str, Any]
    places: Mapping[Path_, Place] = field(repr=False)
    base: Path_ = ()
    title: str = ""
    adopted: Mapping[Path_, str] = field(default_factory=dict, repr=False)
    added: Mapping[Path_, tuple[str, ...]] = field(default_factory=dict, repr=False)

    def dotted(self, path: Path_) -> str:
        """A path as text, from the beginning of the file, as the person wrote it."""
        for end in range(len(path), 0, -1):
            if (above := self.adopted.get(path[:end])) is not None:
                rest = dotted(path, self.data)[len(dotted(path[:end], self.data)) :]
                return above + rest
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
        if not isinstance(here, list):
            return self.replace(data)
        move = functools.partial(_moved_up, gone=path)
        return replace(self, data=data, places=move(self.places), adopted=move(self.adopted), added=move(self.added))

    def replace(self, data: dict[str, Any]) -> Document:
        """This document with other data at the same places."""
        return replace(self, data=data)


def _moved_up(table: Mapping[Path_, _Value], gone: Path_) -> dict[Path_, _Value]:
    """A table by path after an item of a list is gone: what follows it has the index before."""
    *above, index = gone
    depth = len(above)
    moved: dict[Path_, _Value] = {}
    for path, value in table.items():
        if path[:depth] == tuple(above) and len(path) > depth:
            here = path[depth]
            if here == index:
                continue
            if isinstance(here, int) and isinstance(index, int) and here > index:
                path = (*path[:depth], here - 1, *path[depth + 1 :])
        moved[path] = value
    return moved


def read(path: Path) -> tuple[Document | None, list[Problem]]:
    """Reads a YAML or JSON file.

    Returns:
        The document, None if the file is unreadable or is no mapping, and what is wrong with it.
    """
    name = shown(path)
    try:
        with reading(read_text(path), name) as (root, loader):
            reader = _Reader(name, loader)
            data = reader.value(root, ())
    except FileError as error:
        return None, [error.problem]
    if not isinstance(data, dict):
        return None, [Problem(Place(name, 1), "", "must hold a mapping (key: value)")]
    return Document(name, data, reader.places), reader.problems


def from_data(data: Mapping[str, Any], name: str) -> Document:
    """A document from data that was never a file.

    Raises:
        FileError: the data is nested too deeply, or has keys that are no text.
    """
    places: dict[Path_, Place] = {}

    def visit(value: Any, path: Path_) -> None:
        places[path] = Place(name, 0)
        if len(path) > DEEPEST:
            raise FileError(Problem(Place(name, 0), dotted(path[:4]), TOO_DEEP))
        if isinstance(value, dict):
            for key, item in value.items():
                if not isinstance(key, str):
                    raise FileError(Problem(Place(name, 0), dotted(path), "has a key that is no text", repr(key)))
                visit(item, (*path, key))
        elif isinstance(value, list):
            for index, item in enumerate(value):
                visit(item, (*path, index))

    visit(data, ())
    return Document(name, copy.deepcopy(dict(data)), places)


class _Reader:
    """Makes plain data of nodes, and remembers their places."""

    def __init__(self, name: str, loader: Any) -> None:
        self.places: dict[Path_, Place] = {}
        self.problems: list[Problem] = []
        self._name = name
        self._loader = loader
        self._nodes = 0
        self._characters = 0
        #: The nodes that enclose the one that is read.
        self._above: set[int] = set()

    def value(self, node: Any, path: Path_) -> Any:
        """The data of a node.

        Raises:
            FileError: the document exceeds a bound, or holds what configurations have no use for.
        """
        place = Place(self._name, node.start_mark.line + 1)
        self.places.setdefault(path, place)
        self._count(node, place, path)
        if isinstance(node, yaml.ScalarNode):
            return scalar(self._loader, node, place, dotted(path))
        if id(node) in self._above:
            raise FileError(Problem(place, dotted(path), "is an alias of what it stands in"))
        self._above.add(id(node))
        try:
            if isinstance(node, yaml.SequenceNode):
                return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]
            return self._mapping(node, path)
        finally:
            self._above.remove(id(node))

    def _mapping(self, node: Any, path: Path_) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            place = Place(self._name, key_node.start_mark.line + 1)
            if not isinstance(key_node, yaml.ScalarNode):
                raise FileError(Problem(place, dotted(path), "has a key that is a list or a mapping: keys are text"))
            self._count(key_node, place, path)
            key = str(key_node.value)
            here = (*path, key)
            if key == "<<" and not key_node.style:
                message = (
                    "merge keys (<<) are not part of YAML 1.2: write the settings out, or give an alias as a value"
                )
                raise FileError(Problem(place, dotted(path), message))
            if key in mapping:
                message = f"is given twice, first in line {self.places[here].line}: remove one"
                self.problems.append(Problem(place, dotted(here), message))
                continue
            self.places[here] = place
            mapping[key] = self.value(value_node, here)
        return mapping

    def _count(self, node: Any, place: Place, path: Path_) -> None:
        self._nodes += 1
        self._characters += len(node.value) if isinstance(node, yaml.ScalarNode) else 0
        if self._nodes > MOST_NODES:
            message = (
                f"holds more than {MOST_NODES:,} values, with aliases followed: split the file, or use fewer aliases"
            )
            raise FileError(Problem(place, dotted(path[:1]), message))
        if self._characters > MOST_CHARACTERS:
            message = f"holds more than {MOST_CHARACTERS:,} characters, with aliases followed: use fewer aliases"
            raise FileError(Problem(place, dotted(path[:1]), message))


def merge(base: Document, over: Document) -> Document:
    """`over` laid over `base`: mappings key by key, lists of mappings with a `name` by name, all else replaced."""
    merged = _Merged(base, over)
    return merged.document(merged.merge(base.data, over.data, (), ()))


def fill(document: Document, defaults: Document) -> Document:
    """A document with the values of another where it gives none: mappings key by key, all else as the document says."""
    merged = _Merged(document, defaults)
    return merged.document(merged.fill(document.data, defaults.data, ()))


class _Merged:
    """Puts values of one document into another, and remembers which of them.

    Args:
        into: the document that takes values.
        other: the document that gives them.
    """

    def __init__(self, into: Document, other: Document) -> None:
        self._into = into
        self._other = other
        self._places = dict(into.places)
        self._adopted = dict(into.adopted)
        self._added = dict(into.added)

    def document(self, data: dict[str, Any]) -> Document:
        """The document with merged data."""
        return replace(self._into, data=data, places=self._places, adopted=self._adopted, added=self._added)

    def merge(self, base: Any, over: Any, path: Path_, over_path: Path_) -> Any:
        """The data of both; `path` is its place in the result, `over_path` its place in the document that overrides."""
        if type(base) is type(over) and not isinstance(base, (dict, list)) and base == over:
            return base
        if isinstance(base, dict) and isinstance(over, dict):
            merged = dict(base)
            for key, value in over.items():
                if key in base:
                    merged[key] = self.merge(base[key], value, (*path, key), (*over_path, key))
                else:
                    merged[key] = self._adopt(value, (*path, key), (*over_path, key))
                    self._added[(*path, key)] = tuple(base)
            return merged
        if _named(base) and _named(over) and base:
            items = list(base)
            index = {item["name"]: number for number, item in enumerate(items)}
            for number, item in enumerate(over):
                here = (*over_path, number)
                if (at := index.get(item["name"])) is not None:
                    items[at] = self.merge(items[at], item, (*path, at), here)
                else:
                    at = len(items)
                    items.append(self._adopt(item, (*path, at), here))
                    self._added[(*path, at)] = tuple(index)
            return items
        return self._adopt(over, path, over_path)

    def fill(self, data: dict[str, Any], defaults: dict[str, Any], path: Path_) -> dict[str, Any]:
        """The data of a mapping, with the defaults of keys that it lacks, in the order of the defaults.

        Args:
            data: the mapping.
            defaults: its defaults.
            path: its place in both documents.
        """
        filled: dict[str, Any] = {}
        for key, value in defaults.items():
            here = (*path, key)
            if key not in data:
                filled[key] = self._adopt(value, here, here)
            elif isinstance(data[key], dict) and isinstance(value, dict):
                filled[key] = self.fill(data[key], value, here)
            else:
                filled[key] = data[key]
        return {**filled, **{key: value for key, value in data.items() if key not in filled}}

    def _adopt(self, value: Any, path: Path_, other_path: Path_) -> Any:
        other = self._other
        _adopt_rows(self._places, path, other.places, other_path)
        _adopt_rows(self._adopted, path, other.adopted, other_path)
        _adopt_rows(self._added, path, other.added, other_path)
        self._adopted[path] = other.dotted(other_path)
        return value


def _adopt_rows(table: dict[Path_, _Value], path: Path_, theirs: Mapping[Path_, _Value], other_path: Path_) -> None:
    """Replaces what a table holds at and below a path by the rows of another at and below its path."""
    size = len(path)
    for stale in [found for found in table if found[:size] == path]:
        del table[stale]
    size = len(other_path)
    table.update({path + found[size:]: value for found, value in theirs.items() if found[:size] == other_path})


def _named(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(item, dict) and isinstance(item.get("name"), str) for item in value
    )


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
