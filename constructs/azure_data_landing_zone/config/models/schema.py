"""The JSON Schema of the configuration files, from the models: editors complete and check with it."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

from ..reading.explain import FORMS
from .landing_zone import LandingZone
from .products import FIXED, Product

#: The draft that the editors of today all understand.
DRAFT = "http://json-schema.org/draft-07/schema#"
#: What the files are called, in the folder that `adlz schema` is given.
FILES = ("landing-zone.schema.json", "product.schema.json")

Schema = dict[str, Any]
_PARTIAL = "Partial"
_POINTER = "#/$defs/"


def landing_zone_schema() -> Schema:
    """The schema of a landing zone's file, its products included."""
    schema = _tidied(LandingZone.model_json_schema())
    product = product_schema()
    definitions = {**schema.pop("$defs"), **product.pop("$defs")}
    del product["$schema"], product["title"]
    definitions["Product"] = product
    schema["properties"]["products"] = {
        "description": "The products: a glob of their files such as products/*.yaml, a list of products, or of both.",
        "anyOf": [
            {"type": "string"},
            {"type": "array", "items": {"anyOf": [{"type": "string"}, {"$ref": f"{_POINTER}Product"}]}},
        ],
    }
    return {"$schema": DRAFT, "title": "Azure data landing zone", **schema, "$defs": _sorted(definitions)}


def product_schema() -> Schema:
    """The schema of a product's file; what environments may change is described in `per_environment`, too."""
    schema = _tidied(Product.model_json_schema())
    definitions = schema.pop("$defs")
    partial = {f"{_PARTIAL}{name}": _partial(definition) for name, definition in definitions.items()}
    overrides = _partial(schema)
    for name in FIXED:
        del overrides["properties"][name]
    overrides["description"] = "What differs in one environment; merged over the product's settings."
    schema["properties"]["per_environment"]["additionalProperties"] = {"$ref": f"{_POINTER}{_PARTIAL}Product"}
    definitions = {**definitions, **partial, f"{_PARTIAL}Product": overrides}
    return {"$schema": DRAFT, "title": "Machine-learning data product", **schema, "$defs": _used(schema, definitions)}


def _tidied(schema: Schema) -> Schema:
    """Without what only says the name once more; descriptions on one line, and no key that the model refuses."""

    def tidy(node: Schema) -> None:
        node.pop("discriminator", None)
        if isinstance(node.get("title"), str):
            del node["title"]
        if isinstance(node.get("description"), str):
            node["description"] = " ".join(node["description"].split())
        if "patternProperties" in node:
            node.setdefault("additionalProperties", False)
        if node.get("pattern") in FORMS:
            # Editors show this text, and a regular expression without it.
            node["patternErrorMessage"] = FORMS[node["pattern"]]

    schema = copy.deepcopy(schema)
    for node in _nodes(schema):
        tidy(node)
    return schema


def _partial(schema: Schema) -> Schema:
    """The schema of a part of what another describes: nothing in it is required."""
    schema = copy.deepcopy(schema)
    for node in list(_nodes(schema)):
        node.pop("required", None)
        node.pop("default", None)
        node.pop("minItems", None)
        if "oneOf" in node:
            # Without what is required, shapes can no longer be told apart.
            node["anyOf"] = node.pop("oneOf")
        if isinstance(node.get("$ref"), str):
            node["$ref"] = node["$ref"].replace(_POINTER, f"{_POINTER}{_PARTIAL}")
    return schema


def _nodes(schema: Any) -> Iterator[Schema]:
    """Every schema inside of one; the values of `properties`, `default` and the like are no schemas themselves."""
    if not isinstance(schema, dict):
        return
    yield schema
    for key in ("properties", "patternProperties", "$defs"):
        for inner in schema.get(key, {}).values():
            yield from _nodes(inner)
    for key in ("items", "additionalProperties", "propertyNames"):
        yield from _nodes(schema.get(key))
    for key in ("anyOf", "oneOf", "allOf", "prefixItems"):
        for inner in schema.get(key, []):
            yield from _nodes(inner)


def _used(schema: Schema, definitions: Schema) -> Schema:
    """The definitions that a schema refers to, directly or not."""
    used: Schema = {}
    left = _references(schema)
    while left:
        name = left.pop()
        if name not in used:
            used[name] = definitions[name]
            left |= _references(used[name])
    return _sorted(used)


def _references(schema: Schema) -> set[str]:
    return {node["$ref"].removeprefix(_POINTER) for node in _nodes(schema) if "$ref" in node}


def _sorted(definitions: Schema) -> Schema:
    return {name: definitions[name] for name in sorted(definitions)}


#: Makes each of the files.
MAKERS: dict[str, Callable[[], Schema]] = dict(zip(FILES, (landing_zone_schema, product_schema), strict=True))
