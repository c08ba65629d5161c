"""`adlz report`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .common import DEFAULT_CONFIG, ConfigOption, FreshOption, SynthesizedOption, load, reporting_errors
from .terminal import Console

if TYPE_CHECKING:
    from ..config import Configuration
    from ..report import Report


def report(
    config_file: ConfigOption = DEFAULT_CONFIG,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Folder for index.html, report.md and pictures/.", metavar="FOLDER")
    ] = Path("site"),
    date: Annotated[
        str, typer.Option("--date", help="Text for the header of the report, such as a date.", metavar="TEXT")
    ] = "",
    synthesized: SynthesizedOption = None,
    fresh: FreshOption = False,
) -> None:
    """Write a report of all resources, role assignments and open paths as a self-contained page and as Markdown.

    Does not write stacks, and does not access Azure.

    \b
    adlz report -c landing-zone.yaml -o site
    adlz report --date "$(git log -1 --format=%cs)"
    """  # noqa: D301  (the paragraph mark of the help is a control character)
    configuration = load(config_file)
    from ..config.reading.problems import shown
    from .files import record

    console = Console(stderr=True)
    with reporting_errors(), console.status("Synthesizing, checking and drawing ..."):
        site = make_report(configuration, date=date, fresh=fresh, synthesized=synthesized)
        record(output)
        site.write(output)
    Console().print(
        f"{shown(output / 'index.html')} and report.md beside it: {len(configuration.stacks)} stacks, "
        f"{len(site.pictures)} pictures, {len(site.html.encode()) / 1e6:.1f} MB. "
        f"{shown(output / 'products')} has a page for the people of each product",
        highlight=False,
        soft_wrap=True,
    )


def make_report(
    configuration: Configuration, *, date: str = "", fresh: bool = False, synthesized: Path | None = None
) -> Report:
    """The report of a configuration.

    Args:
        configuration: a checked configuration.
        date: what its head says of its date; empty for nothing.
        fresh: whether all stacks are synthesized, whatever is kept of former runs.
        synthesized: a folder with the stacks, which are then not synthesized. Default they are.
    """
    from ..checks import preflight
    from ..engine import node
    from ..report import Given, make
    from ..report.computed import budget_rows, policy_rows, quota_rows, retirement_rows
    from ..synthesized.index import Index
    from .stacks import current_stacks, written_stacks

    if synthesized is None:
        stacks = Index.over(current_stacks(configuration, fresh=fresh))
    else:
        stacks = Index.over(written_stacks(configuration, synthesized))
    computed = Given(
        results=preflight(configuration, stacks).results,
        policies=policy_rows(configuration),
        budgets=budget_rows(configuration),
        quotas=quota_rows(configuration),
        retirements=retirement_rows(configuration),
        date=date,
    )
    return make(configuration, stacks, computed, node=node.find())
