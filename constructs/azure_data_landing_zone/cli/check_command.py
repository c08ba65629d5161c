"""`adlz check`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from .common import DEFAULT_CONFIG, ConfigOption, Format, failure, load
from .completion import stack_names


def check(
    stacks: Annotated[
        list[str] | None,
        typer.Argument(
            help="Stacks to report, such as 'churn-*'. Default: all stacks. With --plan: the stack of each plan.",
            metavar="STACK",
            autocompletion=stack_names,
        ),
    ] = None,
    config_file: ConfigOption = DEFAULT_CONFIG,
    plan: Annotated[
        list[Path] | None,
        typer.Option(
            "--plan",
            help="Evaluate the policies for this plan (output of terraform show -json) instead of synthesizing. The "
            "file is named after its stack. Can be repeated.",
            metavar="FILE",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    policies: Annotated[
        Path | None,
        typer.Option(
            "--policies",
            help="Folder or file with further policies in Azure's format, such as those of your tenant. They apply "
            "to all resources, with their default parameters.",
            metavar="DIR",
            exists=True,
        ),
    ] = None,
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            help="Output folder of the last synth, checked for further Terraform files.",
            metavar="FOLDER",
            envvar="CDKTF_OUTDIR",
            show_envvar=False,
        ),
    ] = Path("cdktf.out"),
    format_: Annotated[Format, typer.Option("--format", help="Output format.")] = Format.TEXT,
) -> None:
    """Check the stacks before you apply them: policies, exposure, capacity, quota and data loss.

    Evaluates the policies that the landing zone assigns and those in --policies. Writes no files. Exit status: 0 no
    failures, 1 refused or unknown results, 2 the check could not run.

    \b
    adlz check -c landing-zone.yaml
    adlz check 'churn-*' --format sarif > adlz.sarif
    adlz check churn-dev --plan plan.json --policies tenant-policies/
    """  # noqa: D301  (the paragraph mark of the help is a control character)
    configuration = load(config_file)
    from ..azure.policies.problems import PolicyError
    from ..engine.node import NodeLostError, NodeMissingError
    from ..engine.selection import EngineError
    from ..synthesis import OutputError
    from .preflight import further_definitions, over_configuration, over_plans, write

    console = Console(stderr=True)
    try:
        with console.status("Checking ..."):
            definitions = further_definitions(policies)
            found = (
                over_plans(configuration, plan, stacks or (), definitions)
                if plan
                else over_configuration(configuration, stacks or (), definitions, output)
            )
    except (EngineError, NodeLostError, NodeMissingError, OutputError, OSError, PolicyError) as error:
        raise failure(error, 2) from None
    except KeyboardInterrupt:
        raise typer.Exit(130) from None
    write(found, format_, configuration)
    raise typer.Exit(1 if found.failing else 0)
