"""`adlz`: checks and synthesizes a landing zone.

Exit status: 0 done, 1 the command failed or a check found something, 2 the configuration has mistakes, the command line
is wrong, or a check could not run.
"""

from __future__ import annotations

import signal

import typer

from .check_command import check
from .ci_command import ci_app
from .diff_command import diff
from .import_command import import_
from .show_commands import show_app
from .synth_command import synth
from .validate_command import validate

app = typer.Typer(
    name="adlz",
    help="Azure data landing zones and their machine-learning data products, for Terraform.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    epilog="Exit status: 0 done, 1 failed or found something, 2 mistakes in the configuration or on the command line.",
)
app.command()(validate)
app.command()(synth)
app.command()(check)
app.command()(diff)
app.command("import")(import_)
app.add_typer(show_app, name="show")
app.add_typer(ci_app, name="ci")


def main() -> None:
    """Runs the command line; a request to end is answered as Ctrl-C is, so that nothing half-written stays behind."""

    def end(number: int, _: object) -> None:
        raise SystemExit(128 + number)

    signal.signal(signal.SIGTERM, end)
    app()
