"""`adlz import`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from .common import Format


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
    format_: Annotated[Format, typer.Option("--format", help="How the result is written.")] = Format.TEXT,
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

    console = Console(stderr=True)
    try:
        if computed == bool(listing):
            raise ImportingError("name what exists by --listing FILE, or say --computed, and not both")
        found = find(output, stacks or (), Listing.read(listing) if listing else None)
        if not dry_run:
            write(output, found)
    except (ImportingError, ListingError, OSError) as error:
        console.print(f"adlz: {error}", style="red", markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(2) from None
    if format_ is Format.JSON:
        typer.echo(json.dumps(as_data(found), indent=2))
    else:
        print_imports(Console(), found, output, written=not dry_run)
    raise typer.Exit(1 if refused(found) else 0)
