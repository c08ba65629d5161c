"""The initiative that landing zones assign, as data."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from .catalogue import folder


@dataclass(frozen=True)
class Row:
    """One policy of the initiative.

    Attributes:
        key: what configurations call it; its reference id in Azure.
        definition: its name in the catalogue.
        effect: what it does by default.
        message: what Azure tells whoever is refused.
        remedy: what to change in the configuration.
        passes: how resources of ours pass it.
    """

    key: str
    definition: str
    effect: str
    message: str
    remedy: str
    passes: str


@dataclass(frozen=True)
class Initiative:
    """The initiative.

    Attributes:
        name: the beginning of its name in Azure.
        display_name: its title.
        description: what it is for.
        category: where the portal lists it.
        version: its version.
        rows: its policies by key, in the order of the source document's table.
    """

    name: str
    display_name: str
    description: str
    category: str
    version: str
    rows: Mapping[str, Row]


@functools.cache
def initiative() -> Initiative:
    """The initiative of the library, read once per process."""
    text = (folder() / "initiatives" / "ml-data-landing-zone.yaml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data = yaml.load(text, Loader=loader)  # noqa: S506  (both are safe loaders)
    rows = {key: Row(key=key, **row) for key, row in data.pop("policies").items()}
    return Initiative(rows=rows, **data)
