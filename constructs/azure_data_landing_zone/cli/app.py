"""`adlz`: makes, checks and synthesizes a landing zone."""

from __future__ import annotations

import importlib.metadata
import signal
import sys
from typing import Annotated

import typer

from .check_command import check
from .diff_command import diff
from .doctor_command import doctor
from .import_command import import_
from .init_command import init
from .new_command import new_app
from .schema_command import schema
from .show_commands import show_app
from .synth_command import synth
from .validate_command import validate

#: The exit statuses of every command; docs and help say the same.
EXIT_STATUS = (
    "Exit status: 0 done; 1 failed, or a check found something; 2 mistakes in the configuration or on the command "
    "line; 130 interrupted, nothing was changed."
)

app = typer.Typer(
    name="adlz",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    epilog=EXIT_STATUS,
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"adlz {importlib.metadata.version('azure-data-landing-zone')}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Azure data landing zones and their machine-learning data products, for Terraform.

    \b
    adlz init                  make a landing zone here, then follow its README
    adlz new product churn     add a product
    adlz validate              find all mistakes of the configuration, in no time
    adlz synth                 write the Terraform stacks
    adlz check                 look at them before anything is applied
    """  # noqa: D301  (the paragraph mark of the help is a control character)


app.command()(init)
app.add_typer(new_app, name="new")
app.command()(validate)
app.command()(synth)
app.command()(check)
app.command()(diff)
app.command("import")(import_)
app.add_typer(show_app, name="show")
app.command()(schema)
app.command()(doctor)


def main() -> None:
    """Runs the command line; Ctrl-C and a request to end leave nothing half-written behind."""

    def end(number: int, _: object) -> None:
        raise SystemExit(128 + number)

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    try:
        app()
    except SystemExit as ended:
        if ended.code == 128 + signal.SIGINT:
            sys.stderr.write("\nadlz: interrupted, nothing was changed\n")
        raise
