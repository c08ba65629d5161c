"""`adlz import`."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from .common import reporting_errors
from .terminal import out


class ImportFormat(StrEnum):
    """How the result is written: for people, or for programs."""

    TEXT = "text"
    JSON = "json"


def import_(
    stacks: Annotated[
        list[str] | None,
        typer.Argument(help="Stacks to import into, such as 'churn-*'. Default: all stacks.", metavar="STACK"),
    ] = None,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Output folder of `adlz synth`.", metavar="FOLDER")
    ] = Path("cdktf.out"),
    listing: Annotated[
        list[Path] | None,
        typer.Option(
            "--listing",
            "-l",
            help="Listing of existing resources: output of `az resource list`, `az group list` or similar commands. "
            "Can be repeated.",
            metavar="FILE",
        ),
    ] = None,
    computed: Annotated[
        bool,
        typer.Option(
            "--computed", help="Import all resources whose id is computed from the configuration, without a listing."
        ),
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the result without writing files.")] = False,
    format_: Annotated[ImportFormat, typer.Option("--format", help="Output format.")] = ImportFormat.TEXT,
) -> None:
    """Write import blocks for existing resources, so that Terraform imports them instead of creating them.

    Writes imports.tf.json to the stack folders; `terraform plan` then shows the resulting changes. Does not access
    Azure. Exit status: 0 success, 1 Terraform would replace an existing resource, 2 the command could not run.

    \b
    az resource list -o json > resources.json; az group list -o json > groups.json
    adlz import -l resources.json -l groups.json
    """  # noqa: D301  (the paragraph mark of the help is a control character)
    from ..changes import Listing
    from .importing import ImportingError, as_data, find, print_imports, refused, write

    with reporting_errors(2):
        if computed == bool(listing):
            raise ImportingError("name what exists by --listing FILE, or say --computed, and not both")
        importing = find(output, stacks or (), Listing.read(listing) if listing else None)
        if not dry_run:
            write(output, importing)
    if format_ is ImportFormat.JSON:
        typer.echo(json.dumps(as_data(importing), indent=2))
    else:
        print_imports(out(), importing, output, written=not dry_run)
    raise typer.Exit(1 if refused(importing) else 0)
