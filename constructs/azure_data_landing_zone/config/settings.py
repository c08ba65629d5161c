"""The settings of a product in an environment, each with the place that gives it."""

from __future__ import annotations

import json
from collections.abc import Container, Iterator
from dataclasses import dataclass

from ..azure.json_values import Json
from .configuration import Configuration
from .models.products import Product
from .reading.document import Document, Path_, dotted
from .reading.problems import Place


@dataclass(frozen=True)
class Setting:
    """A value that a file gives for a product.

    Attributes:
        path: the path of the value in the product, such as `compute.clusters.cpu.max_nodes`.
        value: the value, as one line of JSON; text without quotes.
        place: the file and line that give it; line 0 if the configuration was no file.
        written: the path in that file, such as `product_defaults.compute.clusters.cpu.max_nodes`.
    """

    path: str
    value: str
    place: Place
    written: str


def settings(configuration: Configuration, stacks: Container[str]) -> dict[str, tuple[Setting, ...]]:
    """The settings of products by stack, overrides and defaults of all products included.

    Values that no file gives are not among them: they are the defaults of the reference.

    Args:
        configuration: a configuration; one that a program put together has no places, and no settings.
        stacks: the stacks of the products.
    """
    if configuration.origin is None:
        return {}
    documents = configuration.origin.documents
    return {
        layout.stack: tuple(_of(documents[deployment]))
        for layout, deployment in zip(configuration.products, configuration.deployments, strict=True)
        if layout.stack in stacks
    }


def _of(document: Document) -> Iterator[Setting]:
    def visit(value: Json, path: Path_) -> Iterator[Setting]:
        if isinstance(value, dict) and value:
            for key, item in value.items():
                yield from visit(item, (*path, key))
        elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
            for index, item in enumerate(value):
                yield from visit(item, (*path, index))
        else:
            text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            yield Setting(dotted(path, document.data), text, document.place(path), document.dotted(path))

    for key in Product.model_fields:
        if key in document.data:
            yield from visit(document.data[key], (key,))
