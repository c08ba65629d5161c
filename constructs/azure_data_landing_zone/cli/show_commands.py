"""`adlz show`: the commands."""

from __future__ import annotations

from typing import Annotated

import typer

from .common import DEFAULT_CONFIG, ConfigOption, JsonOption, load
from .completion import stack_names
from .terminal import out

StacksArgument = Annotated[
    list[str] | None,
    typer.Argument(help="Stacks, such as 'churn-*'; by default all.", metavar="STACK", autocompletion=stack_names),
]

show_app = typer.Typer(help="Show what a configuration means, as tables or as JSON.", no_args_is_help=True)


@show_app.command(short_help="Roles of people, by persona.")
def personas(as_json: JsonOption = False) -> None:
    """The roles that personas have by default: in a product outside production and in it, and in the landing zone.

    \b
    adlz show personas
    """  # noqa: D301  (the paragraph mark of the help is a control character)
    from .show import persona_rows, print_rows

    print_rows(out(), persona_rows(), as_json=as_json)


@show_app.command(short_help="Roles of workloads, at most.")
def workloads(as_json: JsonOption = False) -> None:
    """The widest roles that identities of workloads get: workspaces, compute, pipelines, services.

    \b
    adlz show workloads
    """  # noqa: D301  (the paragraph mark of the help is a control character)
    from .show import print_rows, workload_rows

    print_rows(out(), workload_rows(), as_json=as_json)


@show_app.command(short_help="Roles of the groups, by stack.")
def roles(config_file: ConfigOption = DEFAULT_CONFIG, as_json: JsonOption = False) -> None:
    """The roles that the groups of a configuration get, and in which stack.

    \b
    adlz show roles --json | jq '.[] | select(.stack == "access")'
    """  # noqa: D301  (the paragraph mark of the help is a control character)
    from .show import grant_rows, print_rows

    print_rows(out(), grant_rows(load(config_file, as_json=as_json)), as_json=as_json)


@show_app.command(short_help="Rights that applying takes.")
def deployer(config_file: ConfigOption = DEFAULT_CONFIG, as_json: JsonOption = False) -> None:
    """What the principal that applies each stack needs: role, scope and why.

    \b
    adlz show deployer
    """  # noqa: D301  (the paragraph mark of the help is a control character)
    from .show import deployer_rows, print_rows

    print_rows(out(), deployer_rows(load(config_file, as_json=as_json)), as_json=as_json)


@show_app.command(short_help="Stacks, in the order of application.")
def stacks(config_file: ConfigOption = DEFAULT_CONFIG, as_json: JsonOption = False) -> None:
    """The stacks, in the order in which they are applied, and what each of them waits for.

    \b
    adlz show stacks
    """  # noqa: D301  (the paragraph mark of the help is a control character)
    from .show import print_rows
    from .show_places import stack_rows

    print_rows(out(), stack_rows(load(config_file, as_json=as_json)), as_json=as_json)


@show_app.command(short_help="Names of resources.")
def names(
    stacks: StacksArgument = None, config_file: ConfigOption = DEFAULT_CONFIG, as_json: JsonOption = False
) -> None:
    """The name that every resource gets; the second column is its key in `names:`, where another is given.

    \b
    adlz show names
    adlz show names 'churn-*'
    """  # noqa: D301  (the paragraph mark of the help is a control character)
    from .show import of_stacks, print_rows
    from .show_places import name_rows

    configuration = load(config_file, as_json=as_json)
    print_rows(out(), of_stacks(name_rows(configuration), stacks), as_json=as_json)


@show_app.command(short_help="Resource ids.")
def ids(stacks: StacksArgument = None, config_file: ConfigOption = DEFAULT_CONFIG, as_json: JsonOption = False) -> None:
    """The resource id of everything that has a name, as it will be in Azure, and of what exists already.

    \b
    adlz show ids core
    adlz show ids --json | jq -r '.[] | select(.resource == "key_vault") | .id'
    """  # noqa: D301  (the paragraph mark of the help is a control character)
    from .show import of_stacks, print_rows
    from .show_places import id_rows

    configuration = load(config_file, as_json=as_json)
    print_rows(out(), of_stacks(id_rows(configuration), stacks), as_json=as_json)


@show_app.command(short_help="Subnets, DNS, outbound traffic.")
def network(config_file: ConfigOption = DEFAULT_CONFIG, as_json: JsonOption = False) -> None:
    """The network: ranges of subnets, private DNS zones, and what is reached from where.

    \b
    adlz show network
    adlz show network --json | jq '.subnets'
    """  # noqa: D301  (the paragraph mark of the help is a control character)
    from .show import print_tables
    from .show_places import network_tables

    print_tables(out(), network_tables(load(config_file, as_json=as_json)), as_json=as_json)


@show_app.command(short_help="Policies that are assigned.")
def policies(config_file: ConfigOption = DEFAULT_CONFIG, as_json: JsonOption = False) -> None:
    """The policies that are assigned: where, with which effects and parameters.

    \b
    adlz show policies
    """  # noqa: D301  (the paragraph mark of the help is a control character)
    from .show import policy_rows, print_rows

    print_rows(out(), policy_rows(load(config_file, as_json=as_json)), as_json=as_json)


@show_app.command()
def lifecycles(as_json: JsonOption = False) -> None:
    """What `disposable`, `standard` and `protected` decide.

    \b
    adlz show lifecycles
    """  # noqa: D301  (the paragraph mark of the help is a control character)
    from .lifecycle_rows import lifecycle_rows
    from .show import print_rows

    print_rows(out(), lifecycle_rows(), as_json=as_json)


@show_app.command()
def growth(
    stacks: StacksArgument = None, config_file: ConfigOption = DEFAULT_CONFIG, as_json: JsonOption = False
) -> None:
    """What every cluster, instance and pool can grow to: nodes, vCPUs and GPUs, idle and at full scale.

    \b
    adlz show growth
    adlz show growth 'churn-*'
    """  # noqa: D301  (the paragraph mark of the help is a control character)
    from .growth_rows import growth_rows
    from .show import print_rows

    configuration = load(config_file, as_json=as_json)
    print_rows(out(), growth_rows(configuration, stacks), as_json=as_json)
