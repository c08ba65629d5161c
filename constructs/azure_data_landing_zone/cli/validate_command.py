"""`adlz validate`."""

from __future__ import annotations

from rich.console import Console

from .common import DEFAULT_CONFIG, ConfigOption, load
from .output import print_validation


def validate(config_file: ConfigOption = DEFAULT_CONFIG) -> None:
    """Check a configuration alone, without Node.

    Reports every mistake of every file at once, each with its line.
    """
    print_validation(Console(), load(config_file), config_file)
