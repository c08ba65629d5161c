"""The files of `adlz init` and `adlz new`, from templates."""

from __future__ import annotations

import importlib.resources
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

import jinja2

from ..ci.library import INSTALL
from ..config.models.schema import FILES
from .schemas import SCHEMA_FOLDER

#: Stand in for ids until somebody puts in their own; no real subscription has such an id.
NO_TENANT = "11111111-1111-1111-1111-111111111111"
NO_SUBSCRIPTION = "00000000-0000-0000-0000-000000000000"
#: The extension of Visual Studio Code that completes and checks YAML files with schemas.
_YAML_EXTENSION = "redhat.vscode-yaml"


@dataclass(frozen=True)
class NewProduct:
    """The input of a product's file; the attributes are those of the configuration.

    Without environments, containers or a VM size, the file does not contain them: they are defaults of all products.
    """

    name: str
    environments: Sequence[str]
    description: str = ""
    groups: Mapping[str, str] = field(default_factory=dict)
    read: Sequence[str] | None = ()
    write: Sequence[str] | None = ("workspace/own",)
    vm_size: str = "Standard_D4ds_v4"
    max_nodes: int = 4
    links: Sequence[str] = ()
    defaults: Sequence[str] = ()


@dataclass(frozen=True)
class NewLandingZone:
    """The input of a landing zone's files; the attributes are those of the configuration."""

    name: str
    product: NewProduct
    location: str = "westeurope"
    tenant_id: str = NO_TENANT
    subscription_id: str = NO_SUBSCRIPTION
    environments: Sequence[str] = ("dev", "prod")
    address_space: str = "10.60.0.0/20"
    outbound: str = "nat_gateway"
    firewall_ip: str = ""
    state: str = "local"
    state_addresses: Sequence[str] = ()

    @property
    def placeholders(self) -> bool:
        """Whether ids are still to be put in."""
        return self.subscription_id == NO_SUBSCRIPTION or self.tenant_id == NO_TENANT


def lifecycle_of(environment: str) -> str:
    """The lifecycle that an environment of such a name is scaffolded with."""
    if environment.startswith("prod"):
        return "protected"
    return "disposable" if environment.startswith(("dev", "sandbox")) else "standard"


def landing_zone_files(new: NewLandingZone) -> dict[str, str]:
    """The files of a landing zone without the schemas: text by path."""
    values = {
        **asdict(new),
        "environments": {name: lifecycle_of(name) for name in new.environments},
        "placeholders": new.placeholders,
        "install": INSTALL,
    }
    return {
        "landing-zone.yaml": _rendered("landing-zone.yaml", values),
        f"products/{new.product.name}.yaml": product_file(new.product, f"../{SCHEMA_FOLDER}/{FILES[1]}"),
        "tests/test_landing_zone.py": _rendered("test_landing_zone.py", values),
        "README.md": _rendered("README.md", values),
        "cdktf.json": _rendered("cdktf.json", values),
        ".gitignore": _rendered("gitignore", values),
        ".vscode/extensions.json": json.dumps({"recommendations": [_YAML_EXTENSION]}, indent=2) + "\n",
    }


def product_file(new: NewProduct, schema: str) -> str:
    """The file of a product.

    Args:
        new: the product.
        schema: path of its schema, from the file; empty if there is none.
    """
    larger = new.environments[-1] if len(new.environments) > 1 else ""
    return _rendered("product.yaml", {**asdict(new), "schema": schema, "larger": larger})


def _rendered(template: str, values: Mapping[str, object]) -> str:
    source = importlib.resources.files(__package__).joinpath("templates", f"{template}.j2")
    # What is written is YAML, Markdown and Python, and nothing that a browser shows.
    environment = jinja2.Environment(  # noqa: S701
        undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    return environment.from_string(source.read_text(encoding="utf-8")).render(values)
