"""`adlz check`."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from .common import DEFAULT_CONFIG, ConfigOption, Format, load


def check(
    stacks: Annotated[
        list[str] | None,
        typer.Argument(help="Stacks to report on, such as 'churn-*'; by default all.", metavar="STACK"),
    ] = None,
    config_file: ConfigOption = DEFAULT_CONFIG,
    format_: Annotated[Format, typer.Option("--format", help="How the result is written.")] = Format.TEXT,
) -> None:
    """Look at the stacks before anything is applied: what could be reached from outside, or without Entra ID.

    Nothing is written. Exit status: 0 nothing found but what the configuration accepts, 1 something is open or cannot
    be decided, 2 the check could not run.

    \b
    adlz check -c landing-zone.yaml
    adlz check 'churn-*' --format json
    """  # noqa: D301  (the paragraph mark of the help is a control character)
    configuration = load(config_file)
    from ..engine.node import NodeMissingError
    from ..engine.selection import EngineError
    from ..synthesis import OutputError
    from .preflight import as_json, preflight, print_preflight

    console = Console(stderr=True)
    try:
        with console.status("Checking ..."):
            found = preflight(configuration, stacks or ())
    except (EngineError, NodeMissingError, OutputError, OSError) as error:
        console.print(f"adlz: {error}", style="red", markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(2) from None
    except KeyboardInterrupt:
        raise typer.Exit(130) from None
    if format_ is Format.JSON:
        typer.echo(as_json(found))
    else:
        print_preflight(Console(), found)
    raise typer.Exit(1 if found.refused else 0)
