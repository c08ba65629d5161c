"""`adlz`: checks and synthesizes a landing zone.

Exit status: 0 done, 1 the command failed or a check found something, 2 the configuration has mistakes, the command line
is wrong, or a check could not run.
"""

from __future__ import annotations

import signal
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from .. import config
from .output import print_mistakes, print_synthesis, print_validation, print_warnings

app = typer.Typer(
    name="adlz",
    help="Azure data landing zones and their machine-learning data products, for Terraform.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    epilog="Exit status: 0 done, 1 failed or found something, 2 mistakes in the configuration or on the command line.",
)

ConfigOption = Annotated[
    Path, typer.Option("--config", "-c", help="The landing zone's file.", metavar="FILE", show_default=True)
]
_DEFAULT_CONFIG = Path("landing-zone.yaml")


class Format(StrEnum):
    """How a result is written: for people, or for programs."""

    TEXT = "text"
    JSON = "json"


def _load(file: Path) -> config.Configuration:
    """The checked configuration; ends the command with status 2 if it has mistakes."""
    try:
        configuration = config.load(file)
    except config.ConfigurationError as error:
        print_mistakes(Console(stderr=True, soft_wrap=True), error)
        raise typer.Exit(2) from None
    print_warnings(Console(stderr=True, soft_wrap=True), configuration)
    return configuration


@app.command()
def validate(config_file: ConfigOption = _DEFAULT_CONFIG) -> None:
    """Check a configuration alone, without Node.

    Reports every mistake of every file at once, each with its line.
    """
    print_validation(Console(), _load(config_file), config_file)


@app.command()
def synth(
    config_file: ConfigOption = _DEFAULT_CONFIG,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Folder for the stacks; replaced as a whole.", metavar="FOLDER")
    ] = Path("cdktf.out"),
    stack: Annotated[
        str | None,
        typer.Option("--stack", "-s", help="Make these stacks only, such as 'churn-*'.", metavar="PATTERN"),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs", "-j", help="Processes that share the stacks; by default as many as pay.", min=1, metavar="N"
        ),
    ] = None,
) -> None:
    """Check a configuration and write its Terraform stacks.

    \b
    adlz synth -c landing-zone.yaml -o cdktf.out
    adlz synth -s 'churn-*'      these stacks only; the others stay as they are
    """  # noqa: D301  (the paragraph mark of the help is a control character)
    configuration = _load(config_file)
    from ..engine.node import NodeMissingError
    from ..engine.selection import EngineError
    from .synthesis import OutputError, synthesize

    console = Console(stderr=True)
    try:
        with console.status("Synthesizing ..."):
            made = synthesize(configuration, output, pattern=stack, jobs=jobs)
    except (EngineError, NodeMissingError, OutputError, OSError) as error:
        console.print(f"adlz: {error}", style="red", markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        console.print("adlz: interrupted; the former output is as it was", markup=False, highlight=False)
        raise typer.Exit(130) from None
    print_synthesis(Console(), made, configuration)


@app.command()
def check(
    stacks: Annotated[
        list[str] | None,
        typer.Argument(help="Stacks to report on, such as 'churn-*'; by default all.", metavar="STACK"),
    ] = None,
    config_file: ConfigOption = _DEFAULT_CONFIG,
    format_: Annotated[Format, typer.Option("--format", help="How the result is written.")] = Format.TEXT,
) -> None:
    """Look at the stacks before anything is applied: what could be reached from outside, or without Entra ID.

    Nothing is written. Exit status: 0 nothing found but what the configuration accepts, 1 something is open or cannot
    be decided, 2 the check could not run.

    \b
    adlz check -c landing-zone.yaml
    adlz check 'churn-*' --format json
    """  # noqa: D301  (the paragraph mark of the help is a control character)
    configuration = _load(config_file)
    from ..engine.node import NodeMissingError
    from ..engine.selection import EngineError
    from .preflight import as_json, preflight, print_preflight
    from .synthesis import OutputError

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


show_app = typer.Typer(help="Show what a configuration means, as tables or as JSON.", no_args_is_help=True)
app.add_typer(show_app, name="show")

JsonOption = Annotated[bool, typer.Option("--json", help="Write JSON instead of a table.")]


@show_app.command()
def personas(as_json: JsonOption = False) -> None:
    """The roles that personas have by default: in a product outside production and in it, and in the landing zone."""
    from .show import persona_rows, print_rows

    print_rows(Console(), persona_rows(), as_json=as_json)


@show_app.command()
def workloads(as_json: JsonOption = False) -> None:
    """The widest roles that identities of workloads get: workspaces, compute, pipelines, services."""
    from .show import print_rows, workload_rows

    print_rows(Console(), workload_rows(), as_json=as_json)


@show_app.command()
def roles(config_file: ConfigOption = _DEFAULT_CONFIG, as_json: JsonOption = False) -> None:
    """The roles that the groups of a configuration get, and in which stack."""
    from .show import grant_rows, print_rows

    print_rows(Console(), grant_rows(_load(config_file)), as_json=as_json)


@show_app.command()
def deployer(config_file: ConfigOption = _DEFAULT_CONFIG, as_json: JsonOption = False) -> None:
    """What the principal that applies each stack needs: role, scope and why."""
    from .show import deployer_rows, print_rows

    print_rows(Console(), deployer_rows(_load(config_file)), as_json=as_json)


def main() -> None:
    """Runs the command line; a request to end is answered as Ctrl-C is, so that nothing half-written stays behind."""

    def end(number: int, _: object) -> None:
        raise SystemExit(128 + number)

    signal.signal(signal.SIGTERM, end)
    app()
