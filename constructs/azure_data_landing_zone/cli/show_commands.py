"""`adlz show`: the commands."""

from __future__ import annotations

import typer
from rich.console import Console

from .common import DEFAULT_CONFIG, ConfigOption, JsonOption, load

show_app = typer.Typer(help="Show what a configuration means, as tables or as JSON.", no_args_is_help=True)


@show_app.command()
def personas(as_json: JsonOption = False) -> None:
    """The roles that personas have by default: in a product outside production and in it, and in the landing zone."""
    from .show import persona_rows, print_rows

    print_rows(Console(), persona_rows(), as_json=as_json)


@show_app.command()
def workloads(as_json: JsonOption = False) -> None:
    """The widest roles that identities of workloads get: workspaces, compute, pipelines, services."""
    from .show import print_rows, workload_rows

    print_rows(Console(), workload_rows(), as_json=as_json)


@show_app.command()
def roles(config_file: ConfigOption = DEFAULT_CONFIG, as_json: JsonOption = False) -> None:
    """The roles that the groups of a configuration get, and in which stack."""
    from .show import grant_rows, print_rows

    print_rows(Console(), grant_rows(load(config_file)), as_json=as_json)


@show_app.command()
def deployer(config_file: ConfigOption = DEFAULT_CONFIG, as_json: JsonOption = False) -> None:
    """What the principal that applies each stack needs: role, scope and why."""
    from .show import deployer_rows, print_rows

    print_rows(Console(), deployer_rows(load(config_file)), as_json=as_json)


@show_app.command()
def lifecycles(as_json: JsonOption = False) -> None:
    """What `disposable`, `standard` and `protected` decide."""
    from .lifecycle_rows import lifecycle_rows
    from .show import print_rows

    print_rows(Console(), lifecycle_rows(), as_json=as_json)


@show_app.command()
def growth(config_file: ConfigOption = DEFAULT_CONFIG, as_json: JsonOption = False) -> None:
    """What every cluster, instance and pool can grow to: nodes, vCPUs and GPUs, idle and at full scale."""
    from .growth_rows import growth_rows
    from .show import print_rows

    print_rows(Console(), growth_rows(load(config_file)), as_json=as_json)
