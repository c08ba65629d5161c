"""Completions for the shell: stacks and products of the configuration on the command line, and pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from ..config import Configuration

    _Names = Callable[[Configuration], Iterable[str]]


def stack_names(context: typer.Context, incomplete: str) -> list[str]:
    """Stacks that begin so."""
    return _beginning(incomplete, lambda found: found.stacks, context)


def product_names(context: typer.Context, incomplete: str) -> list[str]:
    """Products that begin so."""
    return _beginning(incomplete, lambda found: dict.fromkeys(d.product.name for d in found.deployments), context)


def page_names(incomplete: str) -> list[str]:
    """Pages of the documentation that begin so."""
    from . import pages

    try:
        return [name for name in pages.names() if name.startswith(incomplete)]
    except OSError:
        return []


def _beginning(incomplete: str, names: _Names, context: typer.Context) -> list[str]:
    """Nothing where the configuration has mistakes: a shell is no place to report them."""
    from .. import config
    from .common import DEFAULT_CONFIG

    try:
        configuration = config.load(context.params.get("config_file") or DEFAULT_CONFIG)
    except (config.ConfigurationError, OSError):
        return []
    return [name for name in names(configuration) if name.startswith(incomplete)]
