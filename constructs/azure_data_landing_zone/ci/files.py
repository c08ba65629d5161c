"""The files of the pipelines, made from templates."""

from __future__ import annotations

import functools
import json
import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from pathlib import PurePosixPath
from typing import Any

import jinja2
import yaml

from ..azure.clouds import cloud
from ..config import Configuration
from ..config.layout.stacks import DATA_PLANE, QUOTA
from ..config.models.pipelines import Purpose
from ..config.models.state import AzureState, HttpState, LocalState, RemoteState
from .library import INSTALL
from .marks import marked
from .options import PipelineError, PipelineOptions
from .rights import job_rights
from .selection import BOOTSTRAP, PLATFORM, batches, stack_rows

#: What pipelines call their other parts.
_RESERVED = frozenset({PLATFORM, QUOTA, "approve", "check", "drift", "plan"})
#: GitLab runs at most so many jobs of a matrix: https://docs.gitlab.com/ci/yaml/#parallelmatrix (read 2026-11-26).
_MOST_GITLAB_JOBS = 200
#: What a reader of YAML may take for something else than text.
_WORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})


class Service(StrEnum):
    """Where pipelines run."""

    GITHUB = "github"
    AZURE_DEVOPS = "azure-devops"
    GITLAB = "gitlab"


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


@dataclass(frozen=True)
class Part:
    """A part of a pipeline: what is planned together, and applied after one approval.

    Attributes:
        name: its name in names of jobs.
        environment: the environment whose approval it needs.
        title: its name for people.
        output: the output of the job `check` that holds its stacks.
        nothing: the value of this output if no stack changes.
        batches: all of its stacks, those that share a job together.
        private: whether it needs a runner inside the network.
    """

    name: str
    environment: str
    title: str
    output: str
    nothing: str
    batches: tuple[tuple[str, ...], ...]
    private: bool = False

    @property
    def job(self) -> str:
        """The name where no hyphen is allowed."""
        return self.name.replace("-", "_")


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
    elif service is Service.GITLAB:
        if options.image is None:
            raise PipelineError(
                "GitLab runs jobs in a container image, whose tag can be moved: name one by its digest, with bash, "
                "git, curl and Python, such as --image python:3.12-bookworm@sha256:<64 hexadecimal digits>"
            )
        names = {
            "gitlab.yml": f".gitlab/adlz-{key}.yml",
            "terraform.sh": f".gitlab/adlz-{key}-terraform.sh",
        }
    else:
        names = {
            "azure-devops.yml": f".azuredevops/adlz-{key}.yml",
            "azure-devops-terraform.yml": f".azuredevops/adlz-{key}-terraform.yml",
            "terraform.sh": f".azuredevops/adlz-{key}-terraform.sh",
        }
    facts["files"] = names
    files = []
    for name, path in names.items():
        first, _, rest = _environment().get_template(f"{name}.j2").render(facts).partition("\n")
        text = "\n".join([first, *options.lines(), rest])
        files.append(GeneratedFile(path, marked(f"ci {service}", text), path.endswith(".sh")))
    return tuple(files)


def _facts(service: Service, configuration: Configuration, options: PipelineOptions) -> dict[str, Any]:
    zone = configuration.landing_zone
    if isinstance(zone.state, LocalState):
        raise PipelineError(
            "state: local keeps the state on one machine, and a pipeline runs on many: choose the backend azurerm, "
            "http or remote below `state:`"
        )
    found = parts(configuration, options.product)
    if taken := _RESERVED & set(zone.environments):
        raise PipelineError(f"an environment is called {min(taken)}, which is the name of a part of the pipelines")
    return {
        "key": options.product or zone.name,
        "title": f"{zone.name} {options.product}" if options.product else zone.name,
        "options": options,
        "stacks": f"{options.product}-*" if options.product else "*",
        "environments": [part.name for part in found if part.name in zone.environments],
        "parts": found,
        "rights": _rights(configuration, found),
        "platform": any(part.name == PLATFORM for part in found),
        "quota": any(part.name == QUOTA for part in found),
        "data_plane": any(part.name == DATA_PLANE for part in found),
        "bootstrap": BOOTSTRAP,
        "core_stack": "core",
        "data_plane_stack": DATA_PLANE,
        "tenant_id": zone.tenant_id,
        "subscription_id": zone.subscription_id,
        "connection": connection_prefix(configuration, options),
        "state": zone.state.backend,
        "storage_suffix": cloud(zone.cloud).storage_suffix,
        "state_host": zone.state.hostname if isinstance(zone.state, RemoteState) else "",
        "azure_state": isinstance(zone.state, AzureState),
        "http_state": isinstance(zone.state, HttpState),
        "pins": _pins(),
        "folder": PurePosixPath(options.config).parent.as_posix(),
        "install": INSTALL,
        "service": service.value,
    }


def parts(configuration: Configuration, product: str | None = None) -> list[Part]:
    """The parts of a pipeline in the order of application.

    Args:
        configuration: the landing zone.
        product: a product's key, for the pipeline of its own repository; None for the whole landing zone.

    Raises:
        PipelineError: there is no such product.
    """
    rows = [row for row in stack_rows(configuration) if product in (None, row.product)]
    if not rows:
        known = sorted({row.product for row in stack_rows(configuration) if row.product})
        raise PipelineError(f"there is no product {product!r}; the products are {', '.join(known) or 'none'}")

    def stacks(environment: str) -> list[str]:
        return [row.stack for row in rows if row.environment == environment]

    found = [Part(PLATFORM, PLATFORM, "core services", "platform", "", (tuple(stacks(PLATFORM)),))]
    for name in configuration.landing_zone.environments:
        size = -(-len(stacks(name)) // _MOST_GITLAB_JOBS) or 1
        found.append(Part(name, name, name, f"environment_{name}", "[]", tuple(batches(stacks(name), size))))
    found.append(Part(QUOTA, PLATFORM, QUOTA, "quota", "false", (tuple(stacks(QUOTA)),)))
    plane = (tuple(stacks(DATA_PLANE)),)
    found.append(Part(DATA_PLANE, PLATFORM, DATA_PLANE, "data_plane", "false", plane, private=True))
    return [part for part in found if any(part.batches)]


def _rights(configuration: Configuration, found: Sequence[Part]) -> dict[str, dict[Purpose, tuple[str, ...]]]:
    """The rights of the jobs by part and by what they do; those of jobs over all parts under an empty name."""
    stacks = {part.name: [stack for batch in part.batches for stack in batch] for part in found}
    stacks[""] = [stack for part in found if not part.private for stack in stacks[part.name]]
    purposes: tuple[Purpose, ...] = ("plan", "apply")
    return {
        name: {purpose: job_rights(configuration, names, purpose) for purpose in purposes}
        for name, names in stacks.items()
    }


def connection_prefix(configuration: Configuration, options: PipelineOptions) -> str:
    """The prefix of the names of Azure DevOps' service connections."""
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
    actions = {name: f"{row['action']}@{row['commit']}  # {row['version']}" for name, row in pins["actions"].items()}
    return {**pins, "actions": actions}


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
    environment.filters["shell"] = shlex.quote
    return environment


def _scalar(text: str) -> str:
    """Text as a scalar of YAML: plain where YAML reads it as this text, else in quotes."""
    plain = re.fullmatch(r"[A-Za-z.][\w ./+-]*|\[[A-Za-z][\w, .-]*\]", text) and text.lower() not in _WORDS
    return text if plain else json.dumps(text, ensure_ascii=False)
