"""`adlz import`."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from .common import failure
from .terminal import out


class ImportFormat(StrEnum):
    """How the result is written: for people, or for programs."""

    TEXT = "text"
    JSON = "json"


def import_(
    stacks: Annotated[
        list[str] | None,
        typer.Argument(help="Stacks to import into, such as 'churn-*'; by default all.", metavar="STACK"),
    ] = None,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The folder that `adlz synth` wrote.", metavar="FOLDER")
    ] = Path("cdktf.out"),
    listing: Annotated[
        list[Path] | None,
        typer.Option(
            "--listing",
            "-l",
            help="What exists, as `az resource list`, `az group list` and the like write it; may be repeated.",
            metavar="FILE",
        ),
    ] = None,
    computed: Annotated[
        bool,
        typer.Option(
            "--computed", help="Take everything for existing whose id follows from the configuration: a lost state."
        ),
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be imported, and write nothing.")] = False,
    format_: Annotated[ImportFormat, typer.Option("--format", help="How the result is written.")] = ImportFormat.TEXT,
) -> None:
    """Write import blocks for resources that exist already, so that Terraform takes them over instead of making them.

    They go to imports.tf.json in the stacks' folders, where `terraform plan` shows what importing changes. Azure is not
    asked. Exit status: 0 written, 1 something exists that Terraform would replace, 2 the command could not run.

    \b
    az resource list -o json > resources.json; az group list -o json > groups.json
    adlz import -l resources.json -l groups.json
    """  # noqa: D301  (the paragraph mark of the help is a control character)
    from ..changes import Listing, ListingError
    from .importing import ImportingError, as_data, find, print_imports, refused, write

    try:
        if computed == bool(listing):
            raise ImportingError("name what exists by --listing FILE, or say --computed, and not both")
        found = find(output, stacks or (), Listing.read(listing) if listing else None)
        if not dry_run:
            write(output, found)
    except (ImportingError, ListingError, OSError) as error:
        raise failure(str(error), 2) from None
    if format_ is ImportFormat.JSON:
        typer.echo(json.dumps(as_data(found), indent=2))
    else:
        print_imports(out(), found, output, written=not dry_run)
    raise typer.Exit(1 if refused(found) else 0)
