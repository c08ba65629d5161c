"""`adlz ci`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from .common import DEFAULT_CONFIG, ConfigOption, failure, load
from .completion import product_names, stack_names

ci_app = typer.Typer(help="Write pipelines that check, plan and apply the landing zone.", no_args_is_help=True)

_Directory = Annotated[
    Path | None,
    typer.Option("--directory", "-d", help="Root of the repository; by default that of the landing zone's file."),
]
_Product = Annotated[
    str | None,
    typer.Option(
        "--product",
        help="Write the pipelines of this product's own repository.",
        metavar="KEY",
        autocompletion=product_names,
    ),
]
_Branch = Annotated[str, typer.Option("--branch", help="The main branch.")]
_Private = Annotated[
    str, typer.Option("--private-runner", help="Label or pool of runners inside the network, for the data plane.")
]
_Schedule = Annotated[str, typer.Option("--schedule", help="When drift is looked for, as cron in UTC.")]
_Library = Annotated[
    str | None,
    typer.Option(
        "--library",
        help="Where the pipelines install this library from: a wheel in the repository, URL-OF-A-WHEEL#sha256=HASH, "
        "git+https://...@COMMIT, or the URL of an index. By default the place that it was installed from here, if "
        "others can reach that. Written to requirements-library.txt.",
        metavar="PLACE",
    ),
]
_Force = Annotated[bool, typer.Option("--force", help="Overwrite files that somebody changed.")]


@ci_app.command()
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
    """Write a workflow for GitHub Actions, to be reviewed and committed.

    Exit status: 0 written, 1 a file was changed by hand since, 2 pipelines cannot work with this configuration.
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


@ci_app.command("azure-devops")
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
            help="Prefix of the service connections <prefix>-<environment>-plan and ...-apply; by default that of the "
            "product, else the landing zone's name.",
            metavar="PREFIX",
        ),
    ] = None,
    force: _Force = False,
) -> None:
    """Write a pipeline for Azure DevOps, to be reviewed and committed.

    Exit status: 0 written, 1 a file was changed by hand since, 2 pipelines cannot work with this configuration.
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


@ci_app.command()
def matrix(
    service: Annotated[str, typer.Argument(help="Whose form: github or azure-devops.", metavar="SERVICE")],
    config_file: ConfigOption = DEFAULT_CONFIG,
    stack: Annotated[
        str,
        typer.Option(
            "--stack", "-s", help="These stacks only, such as 'churn-*'.", metavar="PATTERN", autocompletion=stack_names
        ),
    ] = "*",
    changed: Annotated[
        Path | None,
        typer.Option("--changed", help="Only what changes, as `adlz diff --format json` says.", metavar="FILE"),
    ] = None,
) -> None:
    """Say which stacks a run works on and how they share its jobs; the pipelines call this."""
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
        raise failure(str(error), 2) from None
    for line in lines:
        typer.echo(line)
    if found_stacks.bootstrap and changed is not None:
        # Not to where the outputs go; both services read commands from here, too.
        mark = "::warning::" if service == "github" else "##vso[task.logissue type=warning]"
        typer.echo(f"{mark}the stack bootstrap changes: a person applies it", err=True)
