"""`adlz`: creates, checks and synthesizes a landing zone."""

from __future__ import annotations

import importlib.metadata
from typing import Annotated

import typer

from .check_command import check
from .ci_command import ci_app
from .commands import SETTINGS, Commands
from .diff_command import diff
from .docs_command import docs
from .doctor_command import doctor
from .handover_command import handover
from .import_command import import_
from .init_command import init
from .lock_command import lock
from .new_command import new_app
from .probe_command import probe
from .report_command import report
from .schema_command import schema
from .show_commands import show_app
from .synth_command import synth
from .validate_command import validate

#: The exit statuses of every command; docs and help say the same.
EXIT_STATUS = (
    "Exit status: 0 success; 1 failure, or a failed check; 2 errors in the configuration or on the command line; "
    "130 interrupted; the message names what was written before."
)

app = typer.Typer(name="adlz", cls=Commands, add_completion=True, epilog=EXIT_STATUS, **SETTINGS)


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
    """Generate Terraform for Azure data landing zones and their Machine Learning data products.

    \b
    adlz init                  create a landing zone here, then follow its README
    adlz new product churn     add a product
    adlz validate              report all errors in the configuration
    adlz synth                 write the Terraform stacks
    adlz check                 check the stacks before you apply them
    """  # noqa: D301  (the paragraph mark of the help is a control character)


app.command(short_help="Create a landing zone.")(init)
app.command(short_help="Report all errors in the configuration.")(validate)
app.command(short_help="Write the Terraform stacks.")(synth)
app.command(short_help="Check the stacks before you apply them.")(check)
app.command(short_help="Write a report of all resources, roles and open paths.")(report)
app.command(short_help="Probe endpoints and services from inside the network.")(probe)
app.command(short_help="Compare two configurations, outputs or plans.")(diff)
app.command("import", short_help="Write import blocks for existing resources.")(import_)
app.command(short_help="Write a configuration that hands a stack over.")(handover)
app.command(short_help="Write the provider lock.")(lock)
app.add_typer(ci_app, name="ci", short_help="Write a CI pipeline.")
app.command(short_help="Write the JSON Schema for editors.")(schema)
app.command(short_help="Find missing tools on this machine.")(doctor)
app.command(short_help="Show the documentation in the terminal.")(docs)
app.add_typer(new_app, name="new", short_help="Add a product.")
app.add_typer(show_app, name="show", short_help="Show names, ids, network, roles and more.")
