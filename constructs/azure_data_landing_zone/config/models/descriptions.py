"""The descriptions of fields: the texts below them in the source, read when a schema is requested.

Pydantic would read them whenever a model is made (`use_attribute_docstrings`), which costs each start of a command a
tenth of a second for what only the JSON Schema shows.
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel


def describe(schema: dict[str, Any], models: Mapping[str, type[BaseModel]], root: type[BaseModel]) -> dict[str, Any]:
    """Adds the texts to a JSON Schema.

    Args:
        schema: the schema of `root`, as pydantic makes it; changed in place.
        models: the models by name, those of its `$defs` among them.
        root: the model.

    Returns:
        The schema.
    """
    trees: dict[str, ast.Module] = {}
    for model, node in [(root, schema), *((models.get(name), node) for name, node in schema.get("$defs", {}).items())]:
        if model is None or "properties" not in node:
            continue
        texts = {name: text for base in reversed(model.__mro__) for name, text in _texts(base, trees)}
        for name, text in texts.items():
            key = (model.model_fields[name].alias if name in model.model_fields else None) or name
            if key in node["properties"]:
                field = {**node["properties"][key], "description": text}
                node["properties"][key] = dict(sorted(field.items()))
    return schema


def _texts(class_: type, trees: dict[str, ast.Module]) -> Iterator[tuple[str, str]]:
    """The text below each field that a class declares itself."""
    module = class_.__module__
    if not issubclass(class_, BaseModel) or class_ is BaseModel or module not in sys.modules:
        return
    if module not in trees:
        trees[module] = ast.parse(inspect.getsource(sys.modules[module]))
    definition = next(
        (n for n in trees[module].body if isinstance(n, ast.ClassDef) and n.name == class_.__name__), None
    )
    if definition is None:
        return
    for field, below in zip(definition.body, definition.body[1:], strict=False):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(below, ast.Expr)
            and isinstance(below.value, ast.Constant)
            and isinstance(below.value.value, str)
        ):
            yield field.target.id, inspect.cleandoc(below.value.value)
