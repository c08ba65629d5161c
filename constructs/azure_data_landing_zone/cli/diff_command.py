"""`adlz diff`."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from .common import DEFAULT_CONFIG, ConfigOption, FreshOption, reporting_errors
from .completion import stack_names
from .terminal import out, progress


class DiffFormat(StrEnum):
    """How a comparison is written: for a terminal, for a pull request, or for programs."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


class FailOn(StrEnum):
    """The changes that set the exit status 1."""

    NOTHING = "nothing"
    LOSS = "loss"
    """Data is lost, a name or an address range moves, a stack vanished, or Azure would refuse."""
    DESTRUCTIVE = "destructive"
    """Something is destroyed or replaced, besides."""
    ANY = "any"
    """Anything changes."""


def diff(
    before: Annotated[
        str | None,
        typer.Argument(
            help="An output folder, a configuration file, a git revision, or REVISION:PATH. Default: HEAD.",
            metavar="BEFORE",
        ),
    ] = None,
    after: Annotated[
        str | None,
        typer.Argument(help="As BEFORE. Default: the configuration in the working tree.", metavar="AFTER"),
    ] = None,
    config_file: ConfigOption = DEFAULT_CONFIG,
    stack: Annotated[
        str | None,
        typer.Option(
            "--stack",
            "-s",
            help="Compare only these stacks, such as 'churn-*'.",
            metavar="PATTERN",
            autocompletion=stack_names,
        ),
    ] = None,
    plan: Annotated[
        list[str] | None,
        typer.Option(
            "--plan",
            help="Report the changes in a Terraform plan (output of terraform show -json). BEFORE is then the output "
            "folder that was planned.",
            metavar="[STACK=]FILE",
        ),
    ] = None,
    drift: Annotated[
        bool,
        typer.Option("--drift", help="Report only changes that were made in Azure outside Terraform. Requires --plan."),
    ] = False,
    full: Annotated[bool, typer.Option("--full", help="List every resource that changes, with its arguments.")] = False,
    format_: Annotated[DiffFormat, typer.Option("--format", help="Output format.")] = DiffFormat.TEXT,
    markdown: Annotated[
        Path | None,
        typer.Option("--markdown", help="Also write Markdown for a pull request to this file.", metavar="FILE"),
    ] = None,
    as_json: Annotated[
        Path | None, typer.Option("--json", help="Also write JSON to this file.", metavar="FILE")
    ] = None,
    key: Annotated[
        str,
        typer.Option("--key", help="Name that distinguishes the comments of several landing zones.", metavar="NAME"),
    ] = "",
    fresh: FreshOption = False,
    fail_on: Annotated[FailOn, typer.Option("--fail-on", help="Changes that set exit status 1.")] = FailOn.DESTRUCTIVE,
) -> None:
    """Report the effect of a change on deployed resources: what it loses, moves, opens and gives.

    Leads with the risks, the most severe first, and then has a line for every stack.
    Does not access Azure or run Terraform. Exit status: 0 no changes of the kind in --fail-on, 1 such changes exist,
    2 the comparison could not run.

    \b
    adlz diff main                      compare the branch main with the working tree
    adlz diff cdktf.out.old cdktf.out   compare two output folders
    adlz diff v1.2 v1.3 --format markdown
    adlz diff cdktf.out --plan cdktf.out/stacks/core/plan.json
    """  # noqa: D301  (the paragraph mark of the help is a control character)
    from ..changes import as_data, as_markdown
    from .comparison import compare_plans, compare_sides, only_drift
    from .diff_output import print_changes
    from .files import replace_text

    with reporting_errors(2), progress("Comparing"):
        if plan:
            changes = compare_plans(plan, before)
            changes = only_drift(changes) if drift else changes
        else:
            changes = compare_sides(before or "HEAD", after, Path(config_file), stack, fresh=fresh)
        if markdown is not None:
            replace_text(markdown, as_markdown(changes, key=key))
        if as_json is not None:
            replace_text(as_json, json.dumps(as_data(changes), indent=2) + "\n")
    failed = {
        FailOn.NOTHING: False,
        FailOn.LOSS: changes.lossy,
        FailOn.DESTRUCTIVE: changes.destructive,
        FailOn.ANY: bool(changes),
    }[fail_on]
    if format_ is DiffFormat.JSON:
        typer.echo(json.dumps(as_data(changes), indent=2))
    elif format_ is DiffFormat.MARKDOWN:
        typer.echo(as_markdown(changes, key=key))
    else:
        print_changes(out(), changes, fail_on, failed=failed, full=full)
    raise typer.Exit(1 if failed else 0)
