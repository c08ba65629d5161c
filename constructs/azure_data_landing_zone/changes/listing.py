"""The resources that exist in Azure, as a team exported them: `az resource list`, `az group list` and the like."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..azure.json_values import JsonObject
from ..errors import AdlzError
from ..synthesized.references import arm_type
from ..synthesized.stacks import blocks, mapping


class ListingError(AdlzError):
    """A file is no listing of resources."""


@dataclass(frozen=True)
class Listed:
    """A resource that exists.

    Attributes:
        id: its id, as Azure spells it.
        type: its resource type.
        name: its name.
        location: its region; empty if the listing does not say.
        body: all that the listing says.
    """

    id: str
    type: str
    name: str
    location: str
    body: JsonObject

    @property
    def group(self) -> str:
        """The resource group in its id; empty if it lies in none."""
        parts = self.id.split("/")
        return next((parts[n + 1] for n, part in enumerate(parts[:-1]) if part.lower() == "resourcegroups"), "")


class Listing:
    """The resources that exist, by id, and by type and name; Azure compares both without case."""

    def __init__(self, resources: Sequence[Listed]) -> None:
        self._by_id = {resource.id.lower(): resource for resource in resources}
        self._by_name: dict[tuple[str, str], list[Listed]] = {}
        for resource in self._by_id.values():
            self._by_name.setdefault((resource.type.lower(), resource.name.lower()), []).append(resource)

    @classmethod
    def read(cls, files: Sequence[Path]) -> Listing:
        """Reads what `az ... list --output json` and `az graph query` write.

        Raises:
            ListingError: a file holds something else; the message says what is expected.
            OSError: a file cannot be read.
        """
        return cls([resource for file in files for resource in _resources(file)])

    def __iter__(self) -> Iterator[Listed]:
        return iter(self._by_id.values())

    def by_id(self, id_: str) -> Listed | None:
        """The resource with an id."""
        return self._by_id.get(id_.lower())

    def by_name(self, type_: str, name: str) -> Sequence[Listed]:
        """The resources of a type with a name, wherever they lie."""
        return self._by_name.get((type_.lower(), name.lower()), ())


def _rows(table: JsonObject) -> list[object]:
    """The rows of Resource Graph's format `table` as objects.

    Source: https://learn.microsoft.com/azure/governance/resource-graph/concepts/work-with-data (read 2026-11-26).
    """
    names = [str(mapping(column).get("name")) for column in blocks(table.get("columns"))]
    return [dict(zip(names, blocks(row), strict=False)) for row in blocks(table.get("rows"))]


def _resources(file: Path) -> Iterator[Listed]:
    # The shells of Windows write a mark at the beginning.
    try:
        data = json.loads(file.read_text(encoding="utf-8-sig"))
    except ValueError as error:
        raise ListingError(f"{file} is no JSON ({error}): give what `az resource list --output json` writes") from None
    if isinstance(data, Mapping):
        if data.get("skip_token") or data.get("$skipToken") or str(data.get("resultTruncated")).lower() == "true":
            raise ListingError(
                f"{file} is a part of an answer of Resource Graph, and what it lacks would be created again: ask for "
                "all pages, and join their `data` in one list"
            )
        data = data.get("data", data.get("value", [data] if "id" in data else None))
        if isinstance(data, Mapping):
            data = _rows(data)
    if not isinstance(data, list) or not all(isinstance(mapping(entry).get("id"), str) for entry in data):
        raise ListingError(
            f"{file} is no listing: a list of resources is expected, each with its `id`, as "
            "`az resource list --output json` writes it"
        )
    for entry in data:
        body, id_ = mapping(entry), str(entry["id"]).rstrip("/")
        yield Listed(
            id=id_,
            type=arm_type(id_),
            name=id_.rsplit("/", 1)[1],
            location=str(body.get("location") or ""),
            body=body,
        )
