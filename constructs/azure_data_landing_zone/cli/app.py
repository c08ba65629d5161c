"""`adlz`: creates, checks and synthesizes a landing zone."""

from __future__ import annotations

from typing import Annotated

import typer

from .commands import SETTINGS, Commands

#: The exit statuses of every command; docs and help say the same.
EXIT_STATUS = (
    "Exit status: 0 success; 1 failure, or a failed check; 2 errors in the configuration or on the command line; "
    "130 interrupted; the message names what was written before."
)

app = typer.Typer(name="adlz", cls=Commands, add_completion=True, epilog=EXIT_STATUS, **SETTINGS)


def _version(wanted: bool) -> None:
    if wanted:
        import importlib.metadata

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
