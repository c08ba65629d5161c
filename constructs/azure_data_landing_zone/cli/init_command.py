"""`adlz init`."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .common import failure, reporting_errors
from .terminal import err, out

if TYPE_CHECKING:
    from ..config import LandingZone

_Text = str | None
_List = list[str] | None


def init(
    folder: Annotated[Path, typer.Argument(help="Folder for the landing zone.", metavar="FOLDER")] = Path(),
    name: Annotated[
        _Text, typer.Option(help="Key of the landing zone: 2 to 12 letters and digits.", metavar="NAME")
    ] = None,
    location: Annotated[_Text, typer.Option(help="Region, such as westeurope.", metavar="REGION")] = None,
    tenant_id: Annotated[
        _Text, typer.Option(envvar="ARM_TENANT_ID", help="Id of the Entra tenant.", metavar="ID")
    ] = None,
    subscription_id: Annotated[
        _Text, typer.Option(envvar="ARM_SUBSCRIPTION_ID", help="Id of the subscription.", metavar="ID")
    ] = None,
    environment: Annotated[
        _List,
        typer.Option(help="Environment of the products. Can be repeated. Default: dev and prod.", metavar="NAME"),
    ] = None,
    address_space: Annotated[_Text, typer.Option(help="Address range of the network.", metavar="RANGE")] = None,
    outbound: Annotated[
        _Text, typer.Option(help="Outbound traffic: nat_gateway, firewall or none.", metavar="WAY")
    ] = None,
    firewall_ip: Annotated[_Text, typer.Option(help="Private IP address of the firewall.", metavar="ADDRESS")] = None,
    state: Annotated[
        _Text, typer.Option(help="Backend of the Terraform state: local or azurerm.", metavar="BACKEND")
    ] = None,
    state_address: Annotated[
        _List,
        typer.Option(help="Public IP address or range that may access the state. Can be repeated.", metavar="ADDRESS"),
    ] = None,
    product: Annotated[_Text, typer.Option(help="Name of the first product.", metavar="NAME")] = None,
    data_scientists: Annotated[
        _Text, typer.Option(help="Object id of the Entra group of its data scientists.", metavar="ID")
    ] = None,
    library: Annotated[
        _Text,
        typer.Option(
            help="Source from which your team and its pipelines install this library: a wheel in the folder, "
            "URL-OF-A-WHEEL#sha256=HASH, git+https://...@COMMIT, or the URL of an index. Default: the source of this "
            "installation, if others can access it.",
            metavar="PLACE",
        ),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Ask no questions and use defaults.")] = False,
) -> None:
    """Create a landing zone in a folder: configuration, a first product, schemas for editors, tests, README.

    Asks for values that are not given as options. The created landing zone can be synthesized immediately. If one of
    the files exists already, no file is written.

    \b
    adlz init
    adlz init contoso --name contoso --location swedencentral --yes
    adlz init --yes --outbound firewall --firewall-ip 10.0.0.4 --state azurerm --state-address 203.0.113.0/24
    """  # noqa: D301  (the paragraph mark of the help is a control character)
    from ..azure.clouds import regions
    from ..config import LandingZone, Product
    from ..config.models.known import known
    from ..config.models.network import CreatedNetwork
    from ..config.models.state import StateNetwork
    from . import ask
    from .files import FilesExistError, write_new
    from .scaffold import NO_SUBSCRIPTION, NO_TENANT, NewLandingZone, NewProduct, landing_zone_files
    from .schemas import SCHEMA_FOLDER, schema_files

    answers = ask.Answers(asks=not yes)
    listed = ask.each(ask.field(Product, "environments", many=True))
    key = answers.get(
        "--name", name, "Key of the landing zone, part of every name", "contoso", ask.field(LandingZone, "name")
    )
    region = answers.get(
        "--location", location, "Azure region", "westeurope", ask.among(tuple(regions()), "Azure region")
    )
    tenant = answers.get("--tenant-id", tenant_id, "Tenant id", NO_TENANT, ask.field(LandingZone, "tenant_id"))
    subscription = answers.get(
        "--subscription-id",
        subscription_id,
        "Subscription id",
        NO_SUBSCRIPTION,
        ask.field(LandingZone, "subscription_id"),
    )
    environments = answers.get(
        "--environment", ask.joined(environment), "Environments of the products", "dev, prod", listed
    )
    space = answers.get(
        "--address-space",
        address_space,
        "Range of the network",
        "10.60.0.0/20",
        ask.field(CreatedNetwork, "address_space", many=True),
    )
    way = answers.get(
        "--outbound",
        outbound,
        "How traffic leaves (nat_gateway, firewall, none)",
        "nat_gateway" if firewall_ip is None else "firewall",
        ask.among(("nat_gateway", "firewall", "none"), "way out"),
    )
    firewall = ""
    if way == "firewall":
        firewall = answers.get("--firewall-ip", firewall_ip, "Private address of the firewall", None, ask.address)
    backend = answers.get(
        "--state",
        state,
        "Where Terraform's state lives (local, azurerm)",
        "local" if not state_address else "azurerm",
        ask.among(("local", "azurerm"), "place of state that init knows"),
    )
    addresses = ""
    if backend == "azurerm":
        reached = ask.each(ask.field(StateNetwork, "allowed_addresses", many=True))
        question = "Public addresses or ranges from which the state is reached"
        addresses = answers.get("--state-address", ask.joined(state_address), question, None, reached)
    first = answers.get("--product", product, "Name of the first product", "forecast", ask.field(Product, "name"))
    scientists = answers.get(
        "--data-scientists",
        data_scientists,
        "Object id of the Entra group of its data scientists (empty: later)",
        "",
        ask.field(Product, "groups", "data_scientists", optional=True),
    )
    new = NewLandingZone(
        name=key,
        location=region,
        tenant_id=tenant,
        subscription_id=subscription,
        environments=ask.words(environments),
        address_space=space,
        outbound=way,
        firewall_ip=firewall,
        state=backend,
        state_addresses=ask.words(addresses),
        product=NewProduct(
            name=first,
            environments=ask.words(environments),
            description="The first data product",
            groups={"data_scientists": scientists} if scientists else {},
            read=["curated/sales"],
        ),
    )
    files = {**landing_zone_files(new), **_requirements(library, folder)}
    schemas = schema_files(known(_checked(files, first), {}))
    files |= {f"{SCHEMA_FOLDER}/{name}": content for name, content in schemas.items()}
    with reporting_errors():
        try:
            write_new(folder, files)
        except FilesExistError as error:
            raise failure(f"{error}. Name another folder") from None
    _print(folder, files, placeholders=new.placeholders)


def _checked(files: dict[str, str], product: str) -> LandingZone:
    """The landing zone; ends the command before anything is written, if the answers do not fit together."""
    import yaml

    from .. import config
    from .output import print_mistakes

    data = yaml.safe_load(files["landing-zone.yaml"])
    data["products"] = [yaml.safe_load(files[f"products/{product}.yaml"])]
    try:
        return config.parse(data, "landing-zone.yaml").landing_zone
    except config.ConfigurationError as error:
        print_mistakes(err(), error)
        err().print("Nothing was written.")
        raise typer.Exit(2) from None


def _requirements(library: str | None, folder: Path) -> dict[str, str]:
    """The requirement that pip installs, with its source."""
    from ..ci import PlaceError, library_text, lock_text, own_place
    from ..ci.library import LIBRARY_FILE, LOCK_FILE

    try:
        place = library_text(library or own_place(), folder, "init")
    except PlaceError as error:
        raise typer.BadParameter(str(error), param_hint="--library") from None
    return {LOCK_FILE: lock_text("cdktf", "init"), LIBRARY_FILE: place}


def _print(folder: Path, files: dict[str, str], *, placeholders: bool) -> None:
    from ..ci.library import LIBRARY_FILE, NOWHERE

    console = out()
    console.print(f"Created {len(files)} files in {folder.resolve()}:", style="bold")
    for name in files:
        console.print(f"  {name}")
    console.print()
    console.print("Next:", style="bold")
    if folder.resolve() != Path.cwd():
        console.print(f"  cd {shlex.quote(str(folder))}", highlight=False, markup=False, soft_wrap=True)
    if placeholders:
        console.print("  replace the tenant and subscription ids in landing-zone.yaml with your own")
    if NOWHERE in files[LIBRARY_FILE]:
        console.print("  name the place that colleagues install adlz from in requirements-library.txt")
    for command, what in (
        ("adlz synth", "write the Terraform stacks"),
        ("adlz check", "check them before you apply them"),
        ("adlz new product NAME", "add another product"),
        ("adlz doctor", "list the tools that are missing on this machine"),
    ):
        console.print(f"  {command:<24}{what}")
    console.print("README.md describes all steps.")
