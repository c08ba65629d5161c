"""The decisions of a team about its pipelines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields

from ..errors import AdlzError


class PipelineError(AdlzError):
    """Pipelines cannot be written for this configuration, or not there."""


#: The form of each option, and an example. The values reach YAML, shell and the expressions of the services, whose
#: signs none of them holds.
_FORMS: Mapping[str, tuple[str, str]] = {
    "config": (r"[\w.][\w ./@+()-]*", "zones/europe/landing-zone.yaml"),
    "branch": (r"[A-Za-z0-9_][A-Za-z0-9._/-]*", "main"),
    "runner": (r"[A-Za-z0-9][\w .-]*|\[[A-Za-z0-9][\w, .-]*\]", "ubuntu-24.04 or [self-hosted, linux]"),
    "private_runner": (r"[A-Za-z0-9][\w .-]*|\[[A-Za-z0-9][\w, .-]*\]", "self-hosted or [self-hosted, linux]"),
    "schedule": (r"([0-9A-Za-z*/,-]+ ){4}[0-9A-Za-z*/,-]+", "17 4 * * *"),
    "service_connection": (r"[A-Za-z0-9][\w .-]*", "contoso"),
    "image": (r"[a-z0-9][a-z0-9._:/-]*@sha256:[0-9a-f]{64}", "python:3.12-bookworm@sha256:<64 hexadecimal digits>"),
}

_LINE = re.compile(r"^# Option (\w+): (.*?)\r?$", re.MULTILINE)


@dataclass(frozen=True)
class PipelineOptions:
    """The decisions of a team about its pipelines.

    Attributes:
        config: the landing zone's file, from the root of the repository. What pip installs is in files beside it.
        product: a product's key, if the pipelines are those of its own repository; None for the whole landing zone.
        branch: the main branch.
        runner: label of GitHub's runners, or image of Microsoft's agents.
        private_runner: label or pool of the runners inside the network, for the stack `data-plane`.
        schedule: when drift is looked for, as cron in UTC.
        service_connection: prefix of the names of Azure DevOps' service connections; None for the product's own, else
            the landing zone's name.
        image: container image of GitLab's jobs, with bash, git, curl and Python; named by its digest, since tags move.

    Raises:
        PipelineError: an option has a form that cannot be written to a pipeline.
    """

    config: str
    product: str | None = None
    branch: str = "main"
    runner: str = "ubuntu-24.04"
    private_runner: str = "self-hosted"
    schedule: str = "17 4 * * *"
    service_connection: str | None = None
    image: str | None = None

    def __post_init__(self) -> None:
        """Refuses what a pipeline would take for something else than text.

        Raises:
            PipelineError: an option has another form.
        """
        for name, (form, example) in _FORMS.items():
            value = getattr(self, name)
            if value is not None and not re.fullmatch(form, value):
                raise PipelineError(
                    f"{name.replace('_', ' ')} {value!r} cannot be written to a pipeline: give one such as {example}"
                )

    def lines(self) -> list[str]:
        """The options that are not left at their default, as comments of a generated file."""
        given = {field.name: (getattr(self, field.name), field.default) for field in fields(self)}
        return [f"# Option {name}: {value}" for name, (value, default) in given.items() if value != default]

    @classmethod
    def read(cls, text: str) -> PipelineOptions:
        """The options that a file was generated with.

        Args:
            text: the file.

        Raises:
            PipelineError: the file names no options, or some that this version does not know.
        """
        try:
            return cls(**dict(_LINE.findall(text)))
        except TypeError:
            raise PipelineError("the comments `# Option ...` of a generated file are missing or unknown") from None
