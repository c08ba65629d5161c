"""`adlz schema`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .common import reporting_errors
from .terminal import err, out


def schema(
    what: Annotated[
        str | None,
        typer.Argument(help="Schema to print. Default: landing-zone.", metavar="[landing-zone|product]"),
    ] = None,
    config_file: Annotated[
        Path | None,
        typer.Option(
            "--config",
            "-c",
            help="Configuration file of a landing zone whose environments, containers, groups, links and VM sizes the "
            "schemas contain. Default: schemas for any landing zone.",
            metavar="FILE",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="Folder for both schemas. Default: the folder schema beside the configuration file; without one, "
            "print one schema.",
            metavar="FOLDER",
        ),
    ] = None,
) -> None:
    """Write the JSON Schema of the configuration, for completion and checks in editors.

    Refer to the schema in a comment of the YAML file, which the YAML language server of most editors supports:

    # yaml-language-server: $schema=schema/landing-zone.schema.json

    \b
    adlz schema -c landing-zone.yaml    both files of this landing zone, as `adlz init` does
    adlz schema -o schema               both files, for any landing zone
    adlz schema product                 the one of product files, to standard output

    `adlz validate` and `adlz new` renew the files beside the configuration file.
    """  # noqa: D301  (the paragraph mark of the help is a control character)
    from ..config.loader import load_known
    from ..config.models.schema import MAKERS
    from ..config.reading.problems import ConfigurationError
    from .files import replace_text
    from .output import print_mistakes
    from .schemas import SCHEMA_FOLDER, schema_files, text

    if what is not None and f"{what}.schema.json" not in MAKERS:
        raise typer.BadParameter(f"{what!r} is neither landing-zone nor product")
    if what is not None and output is not None:
        raise typer.BadParameter("prints one schema, and --output writes both: omit one of them")
    try:
        known = None if config_file is None else load_known(config_file)
    except ConfigurationError as error:
        print_mistakes(err(), error)
        raise typer.Exit(2) from None
    if output is None and config_file is not None and what is None:
        output = config_file.parent / SCHEMA_FOLDER
    if output is None:
        typer.echo(text(MAKERS[f"{what or 'landing-zone'}.schema.json"](known)), nl=False)
        return
    with reporting_errors():
        for name, content in schema_files(known).items():
            replace_text(output / name, content)
            out().print(f"{(output / name).as_posix()}")
