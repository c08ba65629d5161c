"""`adlz schema`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from .common import reporting_errors
from .files import replace_text
from .terminal import out


def schema(
    what: Annotated[str, typer.Argument(help="Schema to print.", metavar="[landing-zone|product]")] = "landing-zone",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Folder for both schemas. Default: print one schema.", metavar="FOLDER"),
    ] = None,
) -> None:
    """Write the JSON Schema of the configuration, for completion and checks in editors.

    Refer to the schema in a comment of the YAML file, which the YAML language server of most editors supports:

    # yaml-language-server: $schema=schema/landing-zone.schema.json

    \b
    adlz schema -o schema        both files, as `adlz init` does; run it again after an update
    adlz schema product          the one of product files, to standard output
    """  # noqa: D301  (the paragraph mark of the help is a control character)
    from ..config.models.schema import FILES, MAKERS

    if output is None:
        if f"{what}.schema.json" not in MAKERS:
            raise typer.BadParameter(f"{what!r} is neither landing-zone nor product")
        typer.echo(text(MAKERS[f"{what}.schema.json"]()), nl=False)
        return
    with reporting_errors():
        for name in FILES:
            replace_text(output / name, text(MAKERS[name]()))
            out().print(f"{(output / name).as_posix()}")


def text(made: dict[str, Any]) -> str:
    """A schema as the text of its file."""
    return json.dumps(made, indent=2) + "\n"
