"""`adlz new product`."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .common import DEFAULT_CONFIG, ConfigOption, failure, reporting_errors
from .terminal import err, out

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..config import Configuration
    from .ask import Answers
    from .product_questions import Question
    from .product_template import ProductTemplate, Value

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
    template: Annotated[
        Path | None,
        typer.Option(
            help="Product file of your own in which fields such as <name> stand for values. Default: the template of "
            "this library.",
            metavar="FILE",
        ),
    ] = None,
    set_: Annotated[
        _List,
        typer.Option("--set", help="Value of another field of the template. Can be repeated.", metavar="FIELD=VALUE"),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Ask no questions and use defaults.")] = False,
) -> None:
    """Add a product to the landing zone.

    Asks for values that are not given as options, and writes the product file to the folder that `products` names.
    Does not ask for values that `product_defaults` contains. Validates the whole configuration with the new file, and
    deletes the file if there is an error.

    \b
    adlz new product churn
    adlz new product churn --environment dev --read curated/sales --vm-size Standard_D4ds_v4 --yes
    adlz new product churn --template templates/scoring.yaml --set team=crm
    """  # noqa: D301  (the paragraph mark of the help is a control character)
    from . import ask
    from .files import write_new
    from .output import print_warnings
    from .product_questions import questions
    from .product_template import read_template
    from .schemas import refresh

    options = {
        "name": name,
        "description": description,
        "environments": ask.joined(environment),
        "read": ask.joined(read_),
        "write": ask.joined(write),
        "data_scientists": data_scientists,
        "ml_engineers": ml_engineers,
        "vm_size": vm_size,
        "max_nodes": max_nodes,
        "links": ask.joined(link),
    }
    before, data = _before(config_file)
    defaults = data.get("product_defaults") or {}
    known = questions(before)
    answers = ask.Answers(asks=not yes)
    key = answers.get("NAME", name, known["name"].text, None, known["name"].check)
    folder = _folder(config_file, data, key)
    options["name"] = key
    with reporting_errors():
        if template is None:
            if set_:
                raise typer.BadParameter("needs --template", param_hint="--set")
            text = _of_library(known, options, defaults, answers, _schema(config_file, folder))
        else:
            text = _of_template(read_template(template), known, options, set_ or [], answers)
        file = folder / f"{key}.yaml"
        write_new(folder, {file.name: text})
    after = _checked(config_file, file)
    refresh(config_file)
    print_warnings(err(), after.warnings)
    stacks = [stack for stack in after.stacks if stack not in before.stacks]
    console = out()
    console.print(f"Made {file.as_posix()}; new stacks: {', '.join(stacks)}", style="bold")
    console.print("Next: look it over, then  adlz synth  and  adlz check")


def _of_library(
    known: Mapping[str, Question],
    options: Mapping[str, str | None],
    defaults: Mapping[str, Any],
    answers: Answers,
    schema: str,
) -> str:
    """The text of a product's file from the template of the library."""
    from . import ask
    from .product_questions import answered
    from .scaffold import NewProduct, product_file

    values = answered(known, options, defaults, answers)
    lists = {name: ask.words(value) for name, value in values.items() if known[name].many}
    groups = {persona: values.get(persona, "") for persona in ("data_scientists", "ml_engineers")}
    new = NewProduct(
        name=values["name"],
        environments=lists.get("environments", ()),
        description=values["description"],
        groups={persona: id_ for persona, id_ in groups.items() if id_},
        read=lists.get("read"),
        write=lists.get("write"),
        vm_size=values.get("vm_size", ""),
        max_nodes=int(values.get("max_nodes", 0)),
        links=lists.get("links", ()),
        defaults=tuple(defaults),
    )
    return product_file(new, schema)


def _of_template(
    template: ProductTemplate,
    known: Mapping[str, Question],
    options: Mapping[str, str | None],
    others: Sequence[str],
    answers: Answers,
) -> str:
    """The text of a product's file from a template of the team."""
    from . import ask

    own = dict(item.partition("=")[::2] for item in others)
    if "name" not in template.fields:
        raise typer.BadParameter(f"{template.file} has no field <name>", param_hint="--template")
    used = {name: known[name].option for name, value in options.items() if value is not None}
    for name, option in {**used, **dict.fromkeys(own, "--set")}.items():
        if name not in template.fields:
            fields = ", ".join(f"<{field}>" for field in template.fields)
            raise typer.BadParameter(f"{template.file} has no field <{name}>; it has {fields}", param_hint=option)
    values: dict[str, Value] = {}
    for name in template.fields:
        question = known.get(name)
        if question is None:
            values[name] = answers.get(f"--set {name}", own.get(name), name.replace("_", " "), None, ask.anything)
        elif name == "name":
            values[name] = str(options[name])
        else:
            default = question.default or ("" if question.many else None)
            text = question.text or name.replace("_", " ")
            answer = answers.get(question.option, options[name], text, default, question.check)
            values[name] = ask.words(answer) if question.many else answer
    return template.filled(values)


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


def _schema(file: Path, folder: Path) -> str:
    """The schema's path as the product's file names it; empty where `adlz schema` wrote none."""
    from ..config.models.schema import FILES
    from .schemas import SCHEMA_FOLDER

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
