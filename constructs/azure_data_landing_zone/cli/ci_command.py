"""`adlz ci`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from .common import DEFAULT_CONFIG, ConfigOption, failure, load
from .completion import product_names, stack_names

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


@ci_app.command(short_help="Print the stacks of a run.")
def matrix(
    service: Annotated[str, typer.Argument(help="Output format: github or azure-devops.", metavar="SERVICE")],
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
        mark = "::warning::" if service == "github" else "##vso[task.logissue type=warning]"
        typer.echo(f"{mark}the stack bootstrap changes: a person applies it", err=True)
