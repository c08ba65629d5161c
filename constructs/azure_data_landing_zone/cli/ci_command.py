"""`adlz ci`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from .common import DEFAULT_CONFIG, ConfigOption, failure, load, reporting_errors
from .completion import product_names, stack_names
from .terminal import out

ci_app = typer.Typer(help="Write CI pipelines that check, plan and apply the landing zone.", no_args_is_help=True)

_Directory = Annotated[
    Path | None,
    typer.Option(
        "--directory", "-d", help="Root of the repository. Default: the repository of the configuration file."
    ),
]
_Product = Annotated[
    str | None,
    typer.Option(
        "--product",
        help="Write the pipelines for the repository of this product.",
        metavar="KEY",
        autocompletion=product_names,
    ),
]
_Branch = Annotated[str, typer.Option("--branch", help="Name of the main branch.")]
_Private = Annotated[
    str,
    typer.Option("--private-runner", help="Label or pool of the runners inside the network, for the stack data-plane."),
]
_Schedule = Annotated[
    str, typer.Option("--schedule", help="Schedule of the drift detection, as a cron expression in UTC.")
]
_Library = Annotated[
    str | None,
    typer.Option(
        "--library",
        help="Source from which the pipelines install this library: a wheel in the repository, "
        "URL-OF-A-WHEEL#sha256=HASH, git+https://...@COMMIT, or the URL of an index. Written to "
        "requirements-library.txt. Default: the source of this installation, if others can access it.",
        metavar="PLACE",
    ),
]
_Force = Annotated[bool, typer.Option("--force", help="Overwrite files that were edited.")]


@ci_app.command(short_help="Write a workflow for GitHub Actions.")
def github(
    config_file: ConfigOption = DEFAULT_CONFIG,
    directory: _Directory = None,
    product: _Product = None,
    branch: _Branch = "main",
    runner: Annotated[str, typer.Option("--runner", help="Label of the runners.")] = "ubuntu-24.04",
    private_runner: _Private = "self-hosted",
    schedule: _Schedule = "17 4 * * *",
    library: _Library = None,
    force: _Force = False,
) -> None:
    """Write a workflow for GitHub Actions, for you to review and commit.

    Exit status: 0 success, 1 a generated file was edited, 2 the configuration does not support pipelines.
    """
    from .pipelines import write_pipelines

    write_pipelines(
        "github",
        config_file,
        directory,
        force=force,
        product=product,
        branch=branch,
        runner=runner,
        private_runner=private_runner,
        schedule=schedule,
        library=library,
    )


@ci_app.command("azure-devops", short_help="Write a pipeline for Azure DevOps.")
def azure_devops(
    config_file: ConfigOption = DEFAULT_CONFIG,
    directory: _Directory = None,
    product: _Product = None,
    branch: _Branch = "main",
    runner: Annotated[str, typer.Option("--runner", help="Image of the agents.")] = "ubuntu-24.04",
    private_runner: _Private = "self-hosted",
    schedule: _Schedule = "17 4 * * *",
    library: _Library = None,
    service_connection: Annotated[
        str | None,
        typer.Option(
            "--service-connection",
            help="Prefix of the service connections <prefix>-<environment>-plan and ...-apply. Default: the prefix of "
            "the product, otherwise the name of the landing zone.",
            metavar="PREFIX",
        ),
    ] = None,
    force: _Force = False,
) -> None:
    """Write a pipeline for Azure DevOps, for you to review and commit.

    Exit status: 0 success, 1 a generated file was edited, 2 the configuration does not support pipelines.
    """
    from .pipelines import write_pipelines

    write_pipelines(
        "azure-devops",
        config_file,
        directory,
        force=force,
        product=product,
        branch=branch,
        runner=runner,
        private_runner=private_runner,
        schedule=schedule,
        library=library,
        service_connection=service_connection,
    )


@ci_app.command(short_help="Write a pipeline for GitLab CI/CD.")
def gitlab(
    config_file: ConfigOption = DEFAULT_CONFIG,
    directory: _Directory = None,
    product: _Product = None,
    branch: _Branch = "main",
    image: Annotated[
        str | None,
        typer.Option(
            "--image",
            help="Container image of the jobs, named by its digest; with bash, git, curl and Python 3.11 or newer.",
            metavar="IMAGE@sha256:DIGEST",
        ),
    ] = None,
    runner: Annotated[str, typer.Option("--runner", help="Tag of the runners.")] = "saas-linux-small-amd64",
    private_runner: _Private = "self-hosted",
    library: _Library = None,
    force: _Force = False,
) -> None:
    """Write a pipeline for GitLab CI/CD, for you to review and commit.

    Include the file in .gitlab-ci.yml. A pipeline schedule of the project looks for drift.
    Exit status: 0 success, 1 a generated file was edited, 2 the configuration does not support pipelines.
    """
    from .pipelines import write_pipelines

    write_pipelines(
        "gitlab",
        config_file,
        directory,
        force=force,
        product=product,
        branch=branch,
        image=image,
        runner=runner,
        private_runner=private_runner,
        library=library,
    )


@ci_app.command(short_help="Compare the pipelines of the repository with what would be generated.")
def check(
    config_file: ConfigOption = DEFAULT_CONFIG,
    directory: _Directory = None,
    only: Annotated[
        str | None,
        typer.Option("--only", help="Check only this pipeline: a landing zone or a product.", metavar="NAME"),
    ] = None,
) -> None:
    """Compare the pipelines of the repository with what would be generated, and say which controls edits removed.

    Exit status: 0 equal, or edited without a loss of a control; 1 outdated, or a control is missing; 2 there is no
    generated pipeline.
    """
    from .pipeline_check import states
    from .pipeline_output import print_states
    from .revisions import root

    configuration = load(config_file)
    with reporting_errors(2):
        found = list(states(configuration, (directory or root(config_file)).resolve(), only))
    print_states(out(), found)
    raise typer.Exit(1 if any(state.outdated or state.missing for state in found) else 0)


@ci_app.command(short_help="Prove that a CI service requires approvals.")
def guard(
    service: Annotated[str, typer.Argument(help="github, azure-devops or gitlab.", metavar="SERVICE")],
    config_file: ConfigOption = DEFAULT_CONFIG,
    product: _Product = None,
    branch: _Branch = "main",
    service_connection: Annotated[
        str | None,
        typer.Option("--service-connection", help="Prefix of the service connections.", metavar="PREFIX"),
    ] = None,
) -> None:
    """Prove that the CI service requires approvals, and that only the main branch may apply.

    Reads the settings of the service with the token of the job: GH_TOKEN, SYSTEM_ACCESSTOKEN or ADLZ_GITLAB_TOKEN. The
    generated pipelines call this command. Exit status: 0 all is set up, 1 something is missing or cannot be read.
    """
    from .pipeline_guard import gaps
    from .pipeline_output import print_gaps

    configuration = load(config_file)
    with reporting_errors():
        found = gaps(service, configuration, product=product, branch=branch, connection=service_connection)
    print_gaps(out(), found)
    raise typer.Exit(1 if found else 0)


@ci_app.command(short_help="Write or compare the outline of a plan.")
def outline(
    stack: Annotated[str, typer.Argument(help="Name of the stack.", metavar="STACK")],
    plan: Annotated[Path, typer.Argument(help="Output of `terraform show -json PLANFILE`.", metavar="PLAN")],
    write: Annotated[
        Path | None, typer.Option("--write", help="Write the outline to this file.", metavar="FILE")
    ] = None,
    expect: Annotated[
        Path | None,
        typer.Option("--expect", help="Compare with the outline in this file.", metavar="FILE"),
    ] = None,
) -> None:
    """Write the outline of a plan: address, actions and arguments of each change, without values; or compare it.

    The generated pipelines show a plan before an approval, plan again after it, and apply only if both outlines are
    equal. Exit status: 0 success, 1 the outlines differ, 2 a file cannot be read.
    """
    from ..changes.outline import outline as outline_of
    from ..changes.outline import read_outline
    from ..synthesized.plans import read_plan_file
    from .files import replace_text

    with reporting_errors(2):
        outline_ = outline_of(read_plan_file(plan), stack)
        differing = list(outline_.differences(read_outline(expect, stack))) if expect is not None else []
        if write is not None:
            replace_text(write, outline_.text())
    if write is None and expect is None:
        typer.echo(outline_.text(), nl=False)
    if differing:
        for line in differing:
            typer.echo(line, err=True)
        raise failure(
            f"the plan of {stack} is not the one that was shown: start the pipeline again and approve the new plan"
        )


@ci_app.command(short_help="Print the stacks of a run.")
def matrix(
    service: Annotated[str, typer.Argument(help="Output format: github, azure-devops or gitlab.", metavar="SERVICE")],
    config_file: ConfigOption = DEFAULT_CONFIG,
    stack: Annotated[
        str,
        typer.Option(
            "--stack", "-s", help="Only these stacks, such as 'churn-*'.", metavar="PATTERN", autocompletion=stack_names
        ),
    ] = "*",
    changed: Annotated[
        Path | None,
        typer.Option(
            "--changed",
            help="Only stacks that change, according to this output of `adlz diff --format json`.",
            metavar="FILE",
        ),
    ] = None,
) -> None:
    """Print the stacks of a run and their distribution over jobs. The generated pipelines call this command."""
    from ..ci import select
    from .pipelines import matrix_lines

    try:
        stacks = None
        if changed is not None:
            found = json.loads(changed.read_text(encoding="utf-8"))
            stacks = {entry["name"] for entry in found["stacks"]}
        found_stacks = select(load(config_file), pattern=stack, changed=stacks)
        lines = matrix_lines(service, found_stacks)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise failure(error, 2) from None
    for line in lines:
        typer.echo(line)
    if found_stacks.bootstrap and changed is not None:
        # Not to where the outputs go; both services read commands from here, too.
        marks = {"github": "::warning::", "azure-devops": "##vso[task.logissue type=warning]"}
        mark = marks.get(service, "warning: ")
        typer.echo(f"{mark}the stack bootstrap changes: a person applies it", err=True)
