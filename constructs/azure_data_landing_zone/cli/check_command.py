"""`adlz check`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .common import (
    DEFAULT_CONFIG,
    AgainstOption,
    ConfigOption,
    Format,
    FreshOption,
    SynthesizedOption,
    load,
    reporting_errors,
)
from .completion import stack_names
from .terminal import Console


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
            "file, or the folder of plan.json, is named after its stack. Can be repeated.",
            metavar="FILE",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    policies: Annotated[
        list[Path] | None,
        typer.Option(
            "--policies",
            help="Folder or file with further policies in Azure's format, such as those of your tenant: definitions, "
            "initiatives, assignments and exemptions. With assignments, policies apply to the assigned scopes; "
            "without, they apply to all resources. Can be repeated.",
            metavar="PATH",
            exists=True,
        ),
    ] = None,
    policy_parameters: Annotated[
        Path | None,
        typer.Option(
            "--policy-parameters",
            help='Parameter values of those policies, as {"name": {"value": ...}}, or below the name of a policy.',
            metavar="FILE",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    explain: Annotated[
        tuple[str, str] | None,
        typer.Option(
            "--explain",
            help="Show how a policy is evaluated for a resource, instead of the results: the name of the policy, then "
            "the stack and the Terraform address of the resource.",
            metavar="POLICY STACK:ADDRESS",
        ),
    ] = None,
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            help="Output folder of the last synth, checked for further Terraform files and compared with.",
            metavar="FOLDER",
            envvar="CDKTF_OUTDIR",
            show_envvar=False,
        ),
    ] = Path("cdktf.out"),
    synthesized: SynthesizedOption = None,
    against: AgainstOption = None,
    fresh: FreshOption = False,
    format_: Annotated[Format, typer.Option("--format", help="Output format.")] = Format.TEXT,
) -> None:
    """Check the stacks before you apply them: policies, exposure, paths, quota, retirements, changes.

    Evaluates the policies that the landing zone assigns and those in --policies. Compares the stacks with the former
    output, or with --against: what is lost, moved, opened or given. Writes no files. Exit status: 0 no failures, 1
    refused or unknown results, 2 the check could not run.

    \b
    adlz check -c landing-zone.yaml
    adlz check --against origin/main
    adlz check --synthesized cdktf.out
    adlz check 'churn-*' --format sarif > adlz.sarif
    adlz check churn-dev --plan plan.json --policies tenant-policies/
    """  # noqa: D301  (the paragraph mark of the help is a control character)
    # Plans of other Terraform have no configuration.
    configuration = None if plan and policies and not config_file.exists() else load(config_file)
    from .comparison import former_stacks
    from .preflight import explain_policy, further_policies, over_configuration, over_plans, write

    console = Console(stderr=True)
    with reporting_errors(2), console.status("Checking ..."):
        policies_ = further_policies(configuration, policies or (), policy_parameters)
        if policies_ is not None:
            console.print(f"adlz: read {policies_.summary}", markup=False, highlight=False, soft_wrap=True)
        if explain is not None:
            lines = explain_policy(configuration, plan or (), stacks or (), policies_, *explain, fresh=fresh)
            typer.echo("\n".join(lines))
            raise typer.Exit
        if plan or configuration is None:
            report_ = over_plans(configuration, plan or (), stacks or (), policies_)
        else:
            # A folder is not compared with itself.
            alone = synthesized is not None and against is None
            former = None if alone else former_stacks(against, output, config_file, fresh=fresh)
            report_ = over_configuration(
                configuration,
                stacks or (),
                policies_,
                synthesized or output,
                former=former,
                fresh=fresh,
                synthesized=synthesized,
            )
    write(report_, format_, configuration)
    raise typer.Exit(1 if report_.failing else 0)
