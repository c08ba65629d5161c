"""What commands share: the options that they have in common, and loading the configuration."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from .. import config
from .output import print_mistakes, print_warnings

ConfigOption = Annotated[
    Path, typer.Option("--config", "-c", help="The landing zone's file.", metavar="FILE", show_default=True)
]
JsonOption = Annotated[bool, typer.Option("--json", help="Write JSON instead of a table.")]
DEFAULT_CONFIG = Path("landing-zone.yaml")


class Format(StrEnum):
    """How a result is written: for people, or for programs."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    JUNIT = "junit"


def load(file: Path) -> config.Configuration:
    """The checked configuration; ends the command with status 2 if it has mistakes."""
    try:
        configuration = config.load(file)
    except config.ConfigurationError as error:
        print_mistakes(Console(stderr=True, soft_wrap=True), error)
        raise typer.Exit(2) from None
    print_warnings(Console(stderr=True, soft_wrap=True), configuration)
    return configuration
