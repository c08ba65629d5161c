"""Documents of Azure Policy in the forms that people have: files and folders, single documents and lists.

Azure writes one thing in several forms: with its parts under `properties` (the REST API, Microsoft's repository), flat
(`az policy definition show`), in a list (`az policy definition list`) and in a list under `value` (the REST API).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ..json_values import Json
from .problems import Mistake

#: How deep documents may be nested. Microsoft's are nested 30 deep, templates that they deploy included.
DEEPEST = 180


class Form(StrEnum):
    """The form of a document."""

    DEFINITION = "definition"
    INITIATIVE = "initiative"
    ASSIGNMENT = "assignment"
    EXEMPTION = "exemption"


#: The property that tells which form a document has, in the order in which they are looked for.
_MARKS: Mapping[str, Form] = {
    "policyRule": Form.DEFINITION,
    "policyDefinitions": Form.INITIATIVE,
    "policyAssignmentId": Form.EXEMPTION,
    "policyDefinitionId": Form.ASSIGNMENT,
}
#: Parts of a flat document that are none of its properties.
_ENVELOPE = frozenset({"id", "name", "type", "systemData", "identity", "location", "$schema", "apiVersion", "etag"})


@dataclass(frozen=True, slots=True)
class Document:
    """One document.

    Attributes:
        form: what it is.
        name: its name; the file's, if it has none.
        id: its id; empty if it has none.
        properties: its properties.
        file: the file.
        at: where in the file, such as `[3]`; empty for all of it.
    """

    form: Form
    name: str
    id: str
    properties: Mapping[str, Json]
    file: str
    at: str = ""

    @property
    def place(self) -> str:
        """The file, and where in it."""
        return f"{self.file}{self.at}"


@dataclass(frozen=True, slots=True)
class Reading:
    """The content of files and folders.

    Attributes:
        documents: the documents, in the order of the files.
        files: how many files were read.
        others: files that hold no document of Azure Policy.
        mistakes: what is wrong with files that cannot be read.
    """

    documents: tuple[Document, ...]
    files: int
    others: tuple[str, ...] = ()
    mistakes: tuple[Mistake, ...] = ()


def read(place: Path) -> Reading:
    """The documents in a file, or in all JSON files of a folder."""
    if not place.exists():
        message = "does not exist: give a folder with policy definitions, or a file"
        return Reading((), 0, mistakes=(Mistake(str(place), "", message),))
    all_documents: list[Document] = []
    others: list[str] = []
    mistakes: list[Mistake] = []
    files = sorted(place.rglob("*.json")) if place.is_dir() else [place]
    for file in files:
        try:
            data: Json = json.loads(file.read_text(encoding="utf-8-sig"))
        except (OSError, ValueError, RecursionError) as error:
            message = "is nested too deeply" if isinstance(error, RecursionError) else f"is not readable JSON: {error}"
            mistakes.append(Mistake(str(file), "", message))
            continue
        if (depth := _depth(data)) > DEEPEST:
            mistakes.append(Mistake(str(file), "", f"is nested {depth} levels deep; {DEEPEST} are read"))
            continue
        # Microsoft's samples are called alike, in folders that tell them apart.
        stem = file.parent.name if file.stem.lower().startswith("azurepolicy") else file.stem
        documents = list(_documents(data, str(file), stem, ""))
        all_documents += documents
        if not documents:
            others.append(str(file))
    return Reading(tuple(all_documents), len(files), tuple(others), tuple(mistakes))


def _depth(data: Json) -> int:
    deepest = 0
    waiting = [(data, 0)]
    while waiting:
        value, depth = waiting.pop()
        deepest = max(deepest, depth)
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        waiting += [(item, depth + 1) for item in inner]
    return deepest


def _documents(data: Json, file: str, stem: str, at: str) -> Iterator[Document]:
    if isinstance(data, dict) and isinstance(data.get("value"), list) and "policyRule" not in data:
        yield from _documents(data["value"], file, stem, f"{at}.value")
    elif isinstance(data, list):
        for number, item in enumerate(data):
            yield from _documents(item, file, f"{stem}[{number}]", f"{at}[{number}]")
    elif isinstance(data, dict):
        inner = data.get("properties")
        properties = inner if isinstance(inner, dict) else {k: v for k, v in data.items() if k not in _ENVELOPE}
        form = next((form for mark, form in _MARKS.items() if mark in properties), None)
        if form is None:
            return
        id_, name = data.get("id"), data.get("name")
        told = id_ if isinstance(id_, str) else ""
        called = name if isinstance(name, str) and name else told.rpartition("/")[2] or stem
        yield Document(form, called, told, properties, file, at)
