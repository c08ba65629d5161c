"""`adlz`: makes, checks and synthesizes a landing zone."""

from __future__ import annotations

import importlib.metadata
from typing import Annotated

import typer

from .check_command import check
from .ci_command import ci_app
from .diff_command import diff
from .docs_command import docs
from .doctor_command import doctor
from .import_command import import_
from .init_command import init
from .new_command import new_app
from .report_command import report
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


app.command(short_help="Make a landing zone here.")(init)
app.command(short_help="Find all mistakes of the configuration.")(validate)
app.command(short_help="Write the Terraform stacks.")(synth)
app.command(short_help="Look at the stacks before they are applied.")(check)
app.command(short_help="Show what will exist as a page, for people.")(report)
app.command(short_help="What a change adds, changes, replaces and destroys.")(diff)
app.command("import", short_help="Take over what exists in Azure already.")(import_)
app.add_typer(ci_app, name="ci", short_help="Write a pipeline that does all this.")
app.command(short_help="JSON Schema of the configuration, for editors.")(schema)
app.command(short_help="What this machine lacks, and how to get it.")(doctor)
app.command(short_help="Show the documentation in the terminal.")(docs)
app.add_typer(new_app, name="new", short_help="Add a product.")
app.add_typer(show_app, name="show", short_help="Show names, ids, network, roles and more.")
