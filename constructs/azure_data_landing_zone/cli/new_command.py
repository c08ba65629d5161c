"""`adlz new product`."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .common import DEFAULT_CONFIG, ConfigOption, failure, reporting_errors
from .terminal import err, out

if TYPE_CHECKING:
    from ..config import Configuration

new_app = typer.Typer(help="Add to a landing zone.", no_args_is_help=True, rich_markup_mode=None)

_Text = str | None
_List = list[str] | None


@new_app.callback()
def _new() -> None:
    """Add to a landing zone.

    \b
    adlz new product churn
    """  # noqa: D301  (the paragraph mark of the help is a control character)


@new_app.command()
def product(
    name: Annotated[
        _Text, typer.Argument(help="Key of the product, part of all its names.", metavar="NAME", show_default=False)
    ] = None,
    config_file: ConfigOption = DEFAULT_CONFIG,
    description: Annotated[_Text, typer.Option(help="Description of the product.", metavar="TEXT")] = None,
    environment: Annotated[
        _List,
        typer.Option(help="Environment of the product. Can be repeated. Default: all environments.", metavar="NAME"),
    ] = None,
    read_: Annotated[
        _List,
        typer.Option(
            "--read", help="Container that the product reads, such as curated/sales. Can be repeated.", metavar="DATA"
        ),
    ] = None,
    write: Annotated[
        _List,
        typer.Option(
            help="Container that the product writes. Can be repeated. Default: its own container.", metavar="DATA"
        ),
    ] = None,
    data_scientists: Annotated[
        _Text, typer.Option(help="Object id of the Entra group of the data scientists.", metavar="ID")
    ] = None,
    ml_engineers: Annotated[
        _Text, typer.Option(help="Object id of the Entra group of the ML engineers.", metavar="ID")
    ] = None,
    vm_size: Annotated[_Text, typer.Option(help="VM size of the cluster nodes.", metavar="SIZE")] = None,
    max_nodes: Annotated[_Text, typer.Option(help="Maximum number of cluster nodes.", metavar="NUMBER")] = None,
    link: Annotated[
        _List,
        typer.Option(help="Service that the product links to, such as synapse. Can be repeated.", metavar="SERVICE"),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Ask no questions and use defaults.")] = False,
) -> None:
    """Add a product to the landing zone.

    Asks for values that are not given as options, and writes the product file to the folder that `products` names.
    Validates the whole configuration with the new file, and deletes the file if there is an error.

    \b
    adlz new product churn
    adlz new product churn --environment dev --read curated/sales --vm-size Standard_D4ds_v4 --yes
    """  # noqa: D301  (the paragraph mark of the help is a control character)
    from ..azure.vm_sizes import vm_sizes
    from ..config import Product
    from ..config.layout.services import LINKED_SERVICES
    from ..config.models.products import ComputeCluster
    from . import ask
    from .files import write_new
    from .output import print_warnings
    from .scaffold import NewProduct, product_file

    before, data = _before(config_file)
    zone = before.landing_zone
    services = tuple(row.key for row in LINKED_SERVICES if getattr(zone.analytics, row.key))
    containers = _containers(before)
    sizes = {**vm_sizes(), **zone.vm_sizes}
    answers = ask.Answers(asks=not yes)
    key = answers.get("NAME", name, "Key of the product, part of every name", None, ask.field(Product, "name"))
    folder = _folder(config_file, data, key)
    about = answers.get("--description", description, "What it is about", "", ask.anything)
    environments = answers.get(
        "--environment",
        ask.joined(environment),
        f"Environments ({', '.join(zone.environments)})",
        ", ".join(zone.environments),
        ask.each(ask.among(tuple(zone.environments), "environment of the landing zone")),
    )
    reads = answers.get(
        "--read",
        ask.joined(read_),
        f"Data that it reads ({', '.join(containers) or 'the lake has no containers yet'})",
        "",
        ask.each(ask.among(containers, "container of the lake")),
    )
    scientists = answers.get(
        "--data-scientists",
        data_scientists,
        "Object id of the Entra group of its data scientists (empty: later)",
        "",
        ask.field(Product, "groups", "data_scientists", optional=True),
    )
    engineers = ml_engineers or ""
    size = answers.get(
        "--vm-size",
        vm_size,
        "Size of the nodes of its cluster",
        "Standard_D4ds_v4",
        ask.among(sizes, "virtual machine size that we know"),
    )
    most = ask.field(ComputeCluster, "max_nodes", number=True)
    nodes = answers.get("--max-nodes", max_nodes, "Nodes at full scale", "4", most)
    links = ask.joined(link) or ""
    if services:
        links = answers.get(
            "--link",
            ask.joined(link),
            f"Services that it works with ({', '.join(services)})",
            "",
            ask.each(ask.among(services, "service of the landing zone")),
        )
    groups = {"data_scientists": scientists, "ml_engineers": engineers}
    new = NewProduct(
        name=key,
        environments=ask.words(environments),
        description=about,
        groups={persona: id_ for persona, id_ in groups.items() if id_},
        read=ask.words(reads),
        write=write or ["workspace/own"],
        vm_size=size,
        max_nodes=int(nodes),
        links=ask.words(links),
    )
    file = folder / f"{key}.yaml"
    with reporting_errors():
        write_new(folder, {file.name: product_file(new, _schema(config_file, folder))})
    after = _checked(config_file, file)
    print_warnings(err(), after.warnings)
    stacks = [stack for stack in after.stacks if stack not in before.stacks]
    console = out()
    console.print(f"Made {file.as_posix()}; new stacks: {', '.join(stacks)}", style="bold")
    console.print("Next: look it over, then  adlz synth  and  adlz check")


def _before(file: Path) -> tuple[Configuration, dict[str, Any]]:
    """The configuration without the new product, and what its file holds.

    The first product of all is asked for where `products` matches no file yet.
    """
    from .. import config
    from ..config.reading.document import read
    from .output import print_mistakes

    document, problems = read(file)
    try:
        if document is None:
            raise config.ConfigurationError(problems)
        try:
            return config.load(file), document.data
        except config.ConfigurationError as error:
            if any("matches no file" not in problem.message for problem in error.problems):
                raise
            return config.parse({**document.data, "products": []}, file.name), document.data
    except config.ConfigurationError as error:
        print_mistakes(err(), error)
        raise typer.Exit(2) from None


def _folder(file: Path, data: dict[str, Any], name: str) -> Path:
    """Where the landing zone looks for products."""
    products = data.get("products", [])
    patterns = [entry for entry in (products if isinstance(products, list) else [products]) if isinstance(entry, str)]
    for pattern in patterns:
        parent = PurePosixPath(pattern).parent
        if "*" not in str(parent) and (parent / f"{name}.yaml").match(pattern):
            return file.parent / parent
    raise failure(
        f"{file} does not look for files of products such as {name}.yaml: "
        "write `products: products/*.yaml` into it, or as an item of its list of products"
    )


def _containers(configuration: Configuration) -> tuple[str, ...]:
    return tuple(
        f"{layer}/{name}"
        for layer, settings in configuration.landing_zone.data_lake.layers()
        for name in (settings.containers if isinstance(settings.containers, list) else ())
    )


def _schema(file: Path, folder: Path) -> str:
    """The schema's path as the product's file names it; empty where `adlz schema` wrote none."""
    from ..config.models.schema import FILES
    from .scaffold import SCHEMA_FOLDER

    schema = file.parent / SCHEMA_FOLDER / FILES[1]
    return Path(os.path.relpath(schema, folder)).as_posix() if schema.exists() else ""


def _checked(file: Path, new: Path) -> Configuration:
    """The configuration with the new file, which does not stay if there is a mistake in it."""
    from .. import config
    from .output import print_mistakes

    valid = False
    try:
        configuration = config.load(file)
        valid = True
    except config.ConfigurationError as error:
        print_mistakes(err(), error)
        err().print("Nothing was written.")
        raise typer.Exit(2) from None
    finally:
        if not valid:
            new.unlink(missing_ok=True)
    return configuration
