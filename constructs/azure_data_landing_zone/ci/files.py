"""The files of the pipelines, made from templates."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from pathlib import PurePosixPath
from typing import Any

import jinja2
import yaml

from ..config import Configuration
from ..config.layout.stacks import DATA_PLANE, QUOTA
from ..config.models.state import AzureState, HttpState, LocalState, RemoteState
from .library import INSTALL
from .marks import marked
from .options import PipelineError, PipelineOptions
from .selection import BOOTSTRAP, PLATFORM, stack_rows

#: What pipelines call their other parts.
_RESERVED = frozenset({PLATFORM, QUOTA, "approve", "check", "drift", "plan"})
#: What a reader of YAML may take for something else than text.
_WORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})


class Service(StrEnum):
    """Where pipelines run."""

    GITHUB = "github"
    AZURE_DEVOPS = "azure-devops"


@dataclass(frozen=True)
class GeneratedFile:
    """A file to write.

    Attributes:
        path: where, from the root of the repository.
        text: its content, with a mark that tells whether somebody changed it afterwards.
        executable: whether it is run as a program.
    """

    path: str
    text: str
    executable: bool = False


def pipeline_files(
    service: Service, configuration: Configuration, options: PipelineOptions
) -> tuple[GeneratedFile, ...]:
    """The files that make a landing zone's pipelines.

    Args:
        service: where the pipelines run.
        configuration: the landing zone.
        options: what the team decides.

    Raises:
        PipelineError: pipelines cannot work with this configuration; the message says why.
    """
    facts = _facts(service, configuration, options)
    key = facts["key"]
    if service is Service.GITHUB:
        names = {
            "github.yml": f".github/workflows/adlz-{key}.yml",
            "terraform.sh": f".github/adlz/terraform-{key}.sh",
        }
    else:
        names = {
            "azure-devops.yml": f".azuredevops/adlz-{key}.yml",
            "azure-devops-terraform.yml": f".azuredevops/adlz-{key}-terraform.yml",
            "terraform.sh": f".azuredevops/adlz-{key}-terraform.sh",
        }
    facts["files"] = names
    return tuple(
        GeneratedFile(
            path, marked(f"ci {service}", _environment().get_template(f"{name}.j2").render(facts)), path.endswith(".sh")
        )
        for name, path in names.items()
    )


def _facts(service: Service, configuration: Configuration, options: PipelineOptions) -> dict[str, Any]:
    zone = configuration.landing_zone
    if isinstance(zone.state, LocalState):
        raise PipelineError(
            "state: local keeps the state on one machine, and a pipeline runs on many: choose the backend azurerm, "
            "http or remote below `state:`"
        )
    rows = stack_rows(configuration)
    if options.product is not None:
        rows = [row for row in rows if row.product == options.product]
        if not rows:
            known = sorted({row.product for row in stack_rows(configuration) if row.product})
            raise PipelineError(
                f"there is no product {options.product!r}; the products are {', '.join(known) or 'none'}"
            )
    if taken := _RESERVED & set(zone.environments):
        raise PipelineError(f"an environment is called {min(taken)}, which is the name of a part of the pipelines")
    environments = [name for name in zone.environments if any(row.environment == name for row in rows)]
    return {
        "key": options.product or zone.name,
        "title": f"{zone.name} {options.product}" if options.product else zone.name,
        "options": options,
        "stacks": f"{options.product}-*" if options.product else "*",
        "environments": environments,
        "platform": any(row.environment == PLATFORM for row in rows),
        "quota": any(row.stack == QUOTA for row in rows),
        "data_plane": any(row.stack == DATA_PLANE for row in rows),
        "bootstrap": BOOTSTRAP,
        "tenant_id": zone.tenant_id,
        "subscription_id": zone.subscription_id,
        "connection": _connection(configuration, options),
        "state": zone.state.backend,
        "state_host": zone.state.hostname if isinstance(zone.state, RemoteState) else "",
        "azure_state": isinstance(zone.state, AzureState),
        "http_state": isinstance(zone.state, HttpState),
        "pins": _pins(),
        "folder": PurePosixPath(options.config).parent.as_posix(),
        "install": INSTALL,
        "service": service.value,
    }


def _connection(configuration: Configuration, options: PipelineOptions) -> str:
    if options.service_connection is not None:
        return options.service_connection
    for layout in configuration.pipelines:
        pipelines = layout.product.pipelines
        if layout.product.name == options.product and pipelines is not None and pipelines.azure_devops is not None:
            return pipelines.azure_devops.service_connection
    return options.product or configuration.landing_zone.name


@functools.cache
def _pins() -> Mapping[str, Any]:
    text = resources.files(__package__).joinpath("pins.yaml").read_text(encoding="utf-8")
    pins: dict[str, Any] = yaml.safe_load(text)
    return pins


@functools.cache
def _environment() -> jinja2.Environment:
    # What GitHub, Azure DevOps and the shell write with braces must reach them as it is.
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader(__package__, "templates"),
        variable_start_string="{@",
        variable_end_string="@}",
        comment_start_string="{##",
        comment_end_string="##}",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=jinja2.StrictUndefined,
        autoescape=False,  # noqa: S701  (no HTML is made)
    )
    environment.filters["scalar"] = _scalar
    return environment


def _scalar(text: str) -> str:
    """Text as a scalar of YAML: plain where YAML reads it as this text, else in quotes."""
    plain = re.fullmatch(r"[A-Za-z.][\w ./+-]*|\[[A-Za-z][\w, .-]*\]", text) and text.lower() not in _WORDS
    return text if plain else json.dumps(text, ensure_ascii=False)
