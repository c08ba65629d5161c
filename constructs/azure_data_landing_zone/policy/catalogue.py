"""The catalogue of policies, with remarks on what of it cannot be evaluated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ..azure.policies import catalogue
from ..azure.policies.catalogue import Catalogue, folder
from ..azure.policies.definition import Definition, texts
from ..azure.policies.expressions import is_expression
from ..azure.policies.problems import Mistake, path_text
from . import fields
from .mapping import Mappings
from .tables import mappings

__all__ = ["Catalogue", "folder", "load", "unmapped"]


def load(folders: Sequence[Path | str] = (), *, trusted: bool = False) -> Catalogue:
    """The library's policies, and those in further folders, with notes on fields that no table knows.

    Args:
        folders: as of `azure.policies.catalogue.load`.
        trusted: as there.

    Raises:
        PolicyError: a document has mistakes.
    """
    policies = catalogue.load(folders, trusted=trusted)
    tables = mappings()
    notes = (note for one in policies.definitions for note in unmapped(one, tables))
    return replace(policies, notes=(*policies.notes, *notes))


def unmapped(definition: Definition, tables: Mappings) -> Iterator[Mistake]:
    """Aliases of a rule that stand in no mapping table; a rule that depends on one is answered with unknown."""
    if definition.mode.lower() not in {"all", "indexed"}:
        return
    for path, text in texts(definition.rule, ("properties", "policyRule")):
        if path[-1] != "field" or is_expression(text):
            continue
        field = fields.parse(text)
        if field.simple:
            continue
        table = tables.arm_type(field.type) if field.type else None
        if table is None:
            message = "there is no mapping table for this type, so rules about it are answered with unknown"
            yield Mistake(definition.file, path_text(path), message, text)
        elif not table.covers(field.path):
            message = f"is in no mapping table of {table.type}, so rules about it are answered with unknown"
            yield Mistake(definition.file, path_text(path), message, text)
