"""`adlz show`: the commands."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from .common import DEFAULT_CONFIG, ConfigOption, FreshOption, JsonOption, load, reporting_errors
from .completion import stack_names
from .terminal import Console, out


class PathFormat(StrEnum):
    """How paths are written."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


OutputOption = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        help="Output folder of a synth of this configuration. Default: the stacks are synthesized.",
        metavar="FOLDER",
    ),
]
StacksArgument = Annotated[
    list[str] | None,
    typer.Argument(
        help="Stacks to show, such as 'churn-*'. Default: all stacks.", metavar="STACK", autocompletion=stack_names
    ),
]

show_app = typer.Typer(
    help="Show values that are computed from the configuration, as tables or JSON.", no_args_is_help=True
)


@show_app.command(short_help="Roles of users, by persona.")
def personas(as_json: JsonOption = False) -> None:
    """Show the roles of each persona in non-production and production environments and in the landing zone.

    \b
    adlz show personas
    """  # noqa: D301  (the paragraph mark of the help is a control character)
    from .show import persona_rows
    from .tables import print_rows

    print_rows(out(), persona_rows(), as_json=as_json)


@show_app.command(short_help="Maximum roles of workloads.")
def workloads(as_json: JsonOption = False) -> None:
    """Show the maximum set of roles of each workload identity: workspaces, compute, pipelines, services.

    \b
    adlz show workloads
    """  # noqa: D301  (the paragraph mark of the help is a control character)
    from .show import workload_rows
    from .tables import print_rows

    print_rows(out(), workload_rows(), as_json=as_json)


@show_app.command(short_help="Settings of products, with file and line.")
def settings(
    stack: StacksArgument = None, config_file: ConfigOption = DEFAULT_CONFIG, as_json: JsonOption = False
) -> None:
    """Show the settings of products in each environment, with the file and line that gives each of them.

    Includes the values of `product_defaults` and `per_environment`. Values that no file gives are left out; `adlz docs
    configuration` lists their defaults.

    \b
    adlz show settings churn-prod
    """  # noqa: D301  (the paragraph mark of the help is a control character)
    from .show import setting_rows
    from .tables import print_rows

    print_rows(out(), setting_rows(load(config_file, as_json=as_json), stack or ()), as_json=as_json)


@show_app.command(short_help="Roles of the groups, by stack.")
def roles(config_file: ConfigOption = DEFAULT_CONFIG, as_json: JsonOption = False) -> None:
    """Show the role assignments of the configured Entra groups, by stack.

    \b
    adlz show roles --json | jq '.[] | select(.stack == "access")'
    """  # noqa: D301  (the paragraph mark of the help is a control character)
    from .show import grant_rows
    from .tables import print_rows

    print_rows(out(), grant_rows(load(config_file, as_json=as_json)), as_json=as_json)


class RightsFormat(StrEnum):
    """How the rights are written."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    AZ = "az"
    TERRAFORM = "terraform"


@show_app.command(short_help="Roles required to plan and apply the stacks.")
def deployer(
    config_file: ConfigOption = DEFAULT_CONFIG,
    form: Annotated[
        RightsFormat,
        typer.Option(
            "--format",
            help="Format of the output: text, JSON, Markdown tables for a ticket, a shell script for the Azure CLI, or "
            "a Terraform root module.",
        ),
    ] = RightsFormat.TEXT,
    owner: Annotated[
        str | None,
        typer.Option(
            "--owner",
            help="Show the rights of one owner: landing-zone, the id of another subscription, a management group, "
            "entra or synapse. Default: all; for --format terraform, landing-zone.",
            metavar="OWNER",
        ),
    ] = None,
    fresh: FreshOption = False,
    as_json: JsonOption = False,
) -> None:
    """Show the roles that each principal needs to plan and apply the stacks, with the actions that need them.

    The roles are computed from the synthesized stacks: no role can be left out.

    \b
    adlz show deployer
    adlz show deployer --format az > rights.sh
    adlz show deployer --format terraform --owner 99999999-9999-9999-9999-999999999999 > rights/main.tf
    """  # noqa: D301  (the paragraph mark of the help is a control character)
    from .show_deployer import deployer_text

    form = RightsFormat.JSON if as_json else form
    configuration = load(config_file, as_json=form is not RightsFormat.TEXT)
    with reporting_errors():
        told = deployer_text(configuration, form.value, owner, fresh=fresh)
    out().print(told, soft_wrap=True)


@show_app.command(short_help="Stacks in the order of application.")
def stacks(config_file: ConfigOption = DEFAULT_CONFIG, as_json: JsonOption = False) -> None:
    """Show the stacks in the order of application, with their dependencies.

    \b
    adlz show stacks
    """  # noqa: D301  (the paragraph mark of the help is a control character)
    from .show_places import stack_rows
    from .tables import print_rows

    print_rows(out(), stack_rows(load(config_file, as_json=as_json)), as_json=as_json)


@show_app.command(short_help="Names of resources.")
def names(
    stacks: StacksArgument = None, config_file: ConfigOption = DEFAULT_CONFIG, as_json: JsonOption = False
) -> None:
    """Show the name of each resource, and the key in `names:` that overrides it.

    \b
    adlz show names
    adlz show names 'churn-*'
    """  # noqa: D301  (the paragraph mark of the help is a control character)
    from .show import of_stacks
    from .show_places import name_rows
    from .tables import print_rows

    configuration = load(config_file, as_json=as_json)
    print_rows(out(), of_stacks(name_rows(configuration), stacks), as_json=as_json)


@show_app.command(short_help="Resource ids.")
def ids(stacks: StacksArgument = None, config_file: ConfigOption = DEFAULT_CONFIG, as_json: JsonOption = False) -> None:
    """Show the resource id of each named resource, created or existing.

    \b
    adlz show ids core
    adlz show ids --json | jq -r '.[] | select(.resource == "key_vault") | .id'
    """  # noqa: D301  (the paragraph mark of the help is a control character)
    from .show import of_stacks
    from .show_places import id_rows
    from .tables import print_rows

    configuration = load(config_file, as_json=as_json)
    print_rows(out(), of_stacks(id_rows(configuration), stacks), as_json=as_json)


@show_app.command(short_help="Subnets, DNS, outbound traffic.")
def network(config_file: ConfigOption = DEFAULT_CONFIG, as_json: JsonOption = False) -> None:
    """Show subnet ranges, private DNS zones, and allowed outbound traffic.

    \b
    adlz show network
    adlz show network --json | jq '.subnets'
    """  # noqa: D301  (the paragraph mark of the help is a control character)
    from .show_places import network_tables
    from .tables import print_tables

    print_tables(out(), network_tables(load(config_file, as_json=as_json)), as_json=as_json)


@show_app.command(short_help="The page of a product, for people who work in it.")
def product(
    stacks: StacksArgument = None,
    config_file: ConfigOption = DEFAULT_CONFIG,
    format_: Annotated[PathFormat, typer.Option("--format", help="Output format.")] = PathFormat.TEXT,
    write: Annotated[
        Path | None,
        typer.Option(
            "--write",
            help="Write the page and its files (a job, an online endpoint, a Python program) to this folder, in one "
            "folder per stack. Existing files are not overwritten.",
            metavar="FOLDER",
        ),
    ] = None,
    output: OutputOption = None,
    fresh: FreshOption = False,
    as_json: JsonOption = False,
) -> None:
    """Show the page of a product for its team: studio, network access, data stores, compute, policies, contacts.

    The page contains a job, an online endpoint with its deployment, and a Python program, for this product.

    \b
    adlz show product churn-dev
    adlz show product churn-dev --write first-job
    """  # noqa: D301  (the paragraph mark of the help is a control character)
    form = PathFormat.JSON if as_json else format_
    configuration = load(config_file, as_json=form is PathFormat.JSON)
    from ..config.reading.problems import shown
    from .show_product import pages, print_pages, write_pages

    with reporting_errors():
        with Console(stderr=True).status("Synthesizing ..."):
            product_pages = pages(configuration, stacks or (), output, fresh=fresh)
        if write is None:
            print_pages(out(), product_pages, form.value)
            return
        write_pages(write, product_pages)
    for page in product_pages:
        out().print(f"{shown(write / page.stack)}: README.md, {', '.join(page.files)}", soft_wrap=True)


@show_app.command(short_help="What must communicate, and what other teams must provide.")
def paths(
    stacks: StacksArgument = None,
    config_file: ConfigOption = DEFAULT_CONFIG,
    format_: Annotated[PathFormat, typer.Option("--format", help="Output format.")] = PathFormat.TEXT,
    theirs: Annotated[
        bool,
        typer.Option("--theirs", help="Show only what other teams must provide: rules, zones, links, approvals."),
    ] = False,
    output: OutputOption = None,
    fresh: FreshOption = False,
    as_json: JsonOption = False,
) -> None:
    """Show each connection that a workload needs: from, to, ports, the endpoint, rules and role it uses, and why.

    With --theirs --format markdown, the output is a change request to the network team.

    \b
    adlz show paths 'churn-*'
    adlz show paths --theirs --format markdown > network-change.md
    """  # noqa: D301  (the paragraph mark of the help is a control character)
    form = PathFormat.JSON if as_json else format_
    configuration = load(config_file, as_json=form is PathFormat.JSON)
    from .paths_output import connections, print_paths

    with reporting_errors(), Console(stderr=True).status("Synthesizing ..."):
        found = connections(configuration, stacks or (), output, fresh=fresh)
    print_paths(configuration, found, form.value, theirs=theirs)


@show_app.command(short_help="Assigned policies.")
def policies(config_file: ConfigOption = DEFAULT_CONFIG, as_json: JsonOption = False) -> None:
    """Show the assigned policies with scope, effects and parameters.

    \b
    adlz show policies
    """  # noqa: D301  (the paragraph mark of the help is a control character)
    from .show import policy_rows
    from .tables import print_rows

    print_rows(out(), policy_rows(load(config_file, as_json=as_json)), as_json=as_json)


@show_app.command(short_help="Settings of the lifecycles.")
def lifecycles(as_json: JsonOption = False) -> None:
    """Show the settings of the lifecycles `disposable`, `standard` and `protected`.

    \b
    adlz show lifecycles
    """  # noqa: D301  (the paragraph mark of the help is a control character)
    from .lifecycle_rows import lifecycle_rows
    from .tables import print_rows

    print_rows(out(), lifecycle_rows(), as_json=as_json)


@show_app.command(short_help="Minimum and maximum scale of compute.")
def growth(
    stacks: StacksArgument = None, config_file: ConfigOption = DEFAULT_CONFIG, as_json: JsonOption = False
) -> None:
    """Show the minimum and maximum scale of each cluster, instance and pool: nodes, vCPUs and GPUs.

    \b
    adlz show growth
    adlz show growth 'churn-*'
    """  # noqa: D301  (the paragraph mark of the help is a control character)
    from .growth_rows import growth_rows
    from .tables import print_rows

    configuration = load(config_file, as_json=as_json)
    print_rows(out(), growth_rows(configuration, stacks), as_json=as_json)


@show_app.command(short_help="What Azure ends of what is in use.")
def retirements(
    all_: Annotated[bool, typer.Option("--all", help="Show all retirements that the library knows.")] = False,
    config_file: ConfigOption = DEFAULT_CONFIG,
    as_json: JsonOption = False,
) -> None:
    """Show the settings whose value Azure ends, with dates and replacement.

    ADLZ_TODAY sets the day for which the state is shown, such as 2027-06-01.

    \b
    adlz show retirements
    adlz show retirements --all
    """  # noqa: D301  (the paragraph mark of the help is a control character)
    from ..azure.retirements import retirements as known
    from ..today import today
    from .common import reporting_errors
    from .retirement_rows import known_rows, retirement_rows
    from .tables import print_rows

    with reporting_errors(2):
        day = today()
    rows = known_rows(day, known()) if all_ else retirement_rows(load(config_file, as_json=as_json), day)
    print_rows(out(), rows, as_json=as_json)
