"""The files and messages of `adlz import`."""

from __future__ import annotations

import fnmatch
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from ..changes.imports import Imports, Left, Outcome, import_blocks
from ..changes.listing import Listed, Listing
from ..config.reading.problems import shown
from ..errors import AdlzError
from ..output_folder import IMPORTS_FILE
from ..synthesized.stacks import read_stacks
from .files import replace_text
from .output import many
from .terminal import Console

#: So many resources are named one by one; JSON holds all.
_TOLD = 20
_TITLES = {
    Outcome.MISMATCH: "Exists, and would be replaced",
    Outcome.NOT_LISTED: "Not in the listings that were given",
    Outcome.NOT_IMPORTABLE: "Not importable",
    Outcome.ABSENT: "Does not exist, and will be created",
}


class ImportingError(AdlzError):
    """There is nothing to import into, or it is not clear what exists."""


@dataclass(frozen=True)
class Importing:
    """The import blocks of stacks."""

    stacks: tuple[str, ...]
    imports: Imports


def find(output: Path, patterns: Sequence[str], listing: Listing | None) -> Importing:
    """The import blocks of the stacks in an output folder.

    Raises:
        ImportingError: the folder holds no stack, or none of that name.
    """
    try:
        stacks = read_stacks(output)
    except FileNotFoundError as error:
        raise ImportingError(str(error)) from None
    wanted = {
        name: document
        for name, document in stacks.items()
        if not patterns or any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)
    }
    if not wanted:
        raise ImportingError(f"no stack is called {', '.join(patterns)}; the stacks are {', '.join(stacks)}")
    return Importing(tuple(wanted), import_blocks(wanted, listing))


def write(output: Path, found: Importing) -> None:
    """Writes a stack's import blocks beside it, each file all or nothing; a file without blocks is removed."""
    for name in found.stacks:
        file = output / "stacks" / name / IMPORTS_FILE
        document = found.imports.document(name)
        if document is None:
            file.unlink(missing_ok=True)
            continue
        replace_text(file, json.dumps(document, indent=2) + "\n")


def refused(found: Importing) -> tuple[Left, ...]:
    """Existing resources that would be replaced instead of imported."""
    return tuple(left for left in found.imports.left if left.outcome is Outcome.MISMATCH)


def as_data(found: Importing) -> dict[str, object]:
    """The result for programs."""
    return {
        "stacks": list(found.stacks),
        "imports": [asdict(block) for block in found.imports.blocks],
        "left": [asdict(left) for left in found.imports.left],
        "foreign": [_foreign(resource) for resource in found.imports.foreign],
    }


def _foreign(resource: Listed) -> dict[str, str]:
    return {"id": resource.id, "type": resource.type, "name": resource.name, "location": resource.location}


def print_imports(console: Console, found: Importing, output: Path, *, written: bool) -> None:
    """The result for people: what is left over on either side, then what was written."""

    def line(text: str, style: str = "") -> None:
        console.print(text, style=style, markup=False, highlight=False, soft_wrap=True)

    for outcome in (Outcome.ABSENT, Outcome.NOT_IMPORTABLE, Outcome.NOT_LISTED, Outcome.MISMATCH):
        group = [left for left in found.imports.left if left.outcome is outcome]
        if not group:
            continue
        line(f"{_TITLES[outcome]} ({len(group)}):", "bold red" if outcome is Outcome.MISMATCH else "bold")
        if outcome is Outcome.MISMATCH:
            for left in group:
                line(f"  {left.stack} {left.address}: {left.reason}", "red")
            continue
        # One line for all resources of a type that are left for one reason.
        counted = Counter((left.address.partition(".")[0], left.reason) for left in group)
        for (type_, reason), count in sorted(counted.items()):
            line(f"  {count} {type_}: {reason}")
    ours = [resource for resource in found.imports.foreign if resource.group.lower() in found.imports.ours]
    elsewhere = len(found.imports.foreign) - len(ours)
    if ours:
        line(f"In the landing zone's resource groups, and in no stack ({len(ours)}):", "bold")
        for resource in ours[:_TOLD]:
            line(f"  {resource.id}", "yellow")
        if len(ours) > _TOLD:
            line(f"  and {len(ours) - _TOLD} others; --format json lists them")
    if elsewhere:
        line(f"{many(elsewhere, 'resource')} of the listings in other resource groups")
    counts = Counter(block.stack for block in found.imports.blocks)
    verb = "written to" if written else "for"
    for name, count in sorted(counts.items()):
        line(f"{many(count, 'import block')} {verb} {shown(output)}/stacks/{name}/{IMPORTS_FILE}")
    line(
        f"{many(len(found.imports.blocks), 'import')}; `terraform plan` says what importing changes"
        if found.imports.blocks
        else "nothing to import",
        "bold",
    )
