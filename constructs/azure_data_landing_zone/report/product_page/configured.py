"""The settings of a product, with the places that give them."""

from __future__ import annotations

from ...config import Configuration
from ...config.layout.product import ProductLayout
from ...config.settings import settings
from .model import Code, Section


def section(configuration: Configuration, layout: ProductLayout) -> Section:
    """Every value that a file gives for the product, with its file and line."""
    rows = tuple(
        {"setting": Code(one.path), "value": Code(one.value), "written in": str(one.place)}
        for one in settings(configuration, (layout.stack,)).get(layout.stack, ())
    )
    text = "Values of the configuration. A line of the landing zone's file is a default of all products."
    return Section("settings", "Settings", (text,) if rows else ("The configuration has no files.",), rows=rows)
