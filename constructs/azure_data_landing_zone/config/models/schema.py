"""The JSON Schema of the configuration files, from the models: editors complete and check with it."""

from __future__ import annotations

import copy
from collections.abc import Callable, Collection, Iterator
from typing import Any

from ..reading.explain import FORMS
from .landing_zone import LandingZone
from .products import FIXED, NO_DEFAULTS, Product

#: The draft that the editors of today all understand.
DRAFT = "http://json-schema.org/draft-07/schema#"
#: What the files are called, in the folder that `adlz schema` is given.
FILES = ("landing-zone.schema.json", "product.schema.json")

Schema = dict[str, Any]
_PARTIAL = "Partial"
_BESIDE_DEFAULTS = "Undecided"
_POINTER = "#/$defs/"


def landing_zone_schema() -> Schema:
    """The schema of a landing zone's file, its products and their defaults included."""
    schema = _tidied(LandingZone.model_json_schema())
    definitions = {**schema.pop("$defs"), **_product_definitions()}
    schema["properties"]["products"] = {
        "description": "The products: a glob of their files such as products/*.yaml, a list of products, or of both.",
        "anyOf": [
            {"type": "string"},
            {"type": "array", "items": {"anyOf": [{"type": "string"}, {"$ref": f"{_POINTER}Product"}]}},
        ],
    }
    schema["properties"]["product_defaults"] = {
        "description": "Values of products that give none. Mappings are merged recursively; other values of a product, "
        "lists among them, replace those of the defaults.",
        "$ref": f"{_POINTER}ProductDefaults",
    }
    return {"$schema": DRAFT, "title": "Azure data landing zone", **schema, "$defs": _used(schema, definitions)}


def product_schema() -> Schema:
    """The schema of a product's file; what environments may change is described in `per_environment`, too."""
    definitions = _product_definitions()
    schema = definitions["Product"]
    return {"$schema": DRAFT, "title": "Machine-learning data product", **schema, "$defs": _used(schema, definitions)}


def _product_definitions() -> Schema:
    """The definitions of a product, of the defaults of all products, and of what they refer to."""
    product = _tidied(Product.model_json_schema())
    whole = product.pop("$defs")
    definitions = {**whole, **{f"{_PARTIAL}{name}": _partial(definition) for name, definition in whole.items()}}
    definitions[f"{_PARTIAL}Product"] = _overrides(product, FIXED)
    definitions["DefaultsOfEnvironment"] = _overrides(product, {*FIXED, *NO_DEFAULTS})
    defaults = _without(_partial(product), NO_DEFAULTS)
    definitions["ProductDefaults"] = _with_overrides(defaults, "DefaultsOfEnvironment")
    definitions["Product"] = _with_overrides(_beside_defaults(product, definitions), f"{_PARTIAL}Product")
    # The defaults may give anything but the name.
    definitions["Product"]["required"] = ["name"]
    return definitions


def _overrides(product: Schema, left_out: Collection[str]) -> Schema:
    """The schema of what differs in one environment."""
    overrides = _without(_partial(product), left_out)
    overrides["description"] = "What differs in one environment; merged over the product's settings."
    return overrides


def _without(schema: Schema, left_out: Collection[str]) -> Schema:
    properties = {name: inner for name, inner in schema["properties"].items() if name not in left_out}
    return {**schema, "properties": properties}


def _with_overrides(schema: Schema, name: str) -> Schema:
    """The schema of a product or of defaults whose overrides have the schema of that name."""
    of_environment = {**schema["properties"]["per_environment"], "additionalProperties": {"$ref": f"{_POINTER}{name}"}}
    return {**schema, "properties": {**schema["properties"], "per_environment": of_environment}}


def _beside_defaults(schema: Schema, definitions: Schema) -> Schema:
    """The schema of a mapping beside defaults that may give any part of it; items of lists stay complete.

    Args:
        schema: the schema of the mapping.
        definitions: those that it refers to, to which their changed copies are added.
    """
    schema = {key: value for key, value in schema.items() if key != "required"}
    if (target := str(schema.get("$ref", "")).removeprefix(_POINTER)) in definitions:
        name = f"{_BESIDE_DEFAULTS}{target}"
        if name not in definitions:
            definitions[name] = {}
            definitions[name] = _beside_defaults(definitions[target], definitions)
        # Many definitions are the same in both forms.
        schema["$ref"] = f"{_POINTER}{target if definitions[name] == definitions[target] else name}"
    for key in ("properties", "patternProperties"):
        if key in schema:
            schema[key] = {name: _beside_defaults(inner, definitions) for name, inner in schema[key].items()}
    for key in ("anyOf", "oneOf", "allOf"):
        if key in schema:
            # Without what is required, shapes can no longer be told apart.
            inner = [_beside_defaults(member, definitions) for member in schema.pop(key)]
            schema["anyOf" if key == "oneOf" else key] = inner
    if isinstance(schema.get("additionalProperties"), dict):
        schema["additionalProperties"] = _beside_defaults(schema["additionalProperties"], definitions)
    return schema


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
