"""The JSON Schema of the configuration files, from the models: editors complete and check with it."""

from __future__ import annotations

import copy
import dataclasses
import hashlib
import json
from collections.abc import Callable, Collection, Iterator, Mapping
from importlib.metadata import version
from typing import Any

from ..reading.explain import FORMS
from .data_lake import Layer
from .known import Known
from .landing_zone import LandingZone
from .products import FIXED, NO_DEFAULTS, Product

#: The draft that the editors of today all understand.
DRAFT = "http://json-schema.org/draft-07/schema#"
#: What the files are called, in the folder that `adlz schema` is given.
FILES = ("landing-zone.schema.json", "product.schema.json")
TITLES = dict(zip(FILES, ("Azure data landing zone", "Machine-learning data product"), strict=True))

Schema = dict[str, Any]
_PARTIAL = "Partial"
_BESIDE_DEFAULTS = "Undecided"
_POINTER = "#/$defs/"


def landing_zone_schema(known: Known | None = None) -> Schema:
    """The schema of a landing zone's file, its products and their defaults included.

    Args:
        known: names of the landing zone, which become the allowed or suggested values. Default: no landing zone is
            known.
    """
    schema = _tidied(LandingZone.model_json_schema())
    definitions = {**schema.pop("$defs"), **_product_definitions(known)}
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
    return {**_head(FILES[0], known), **schema, "$defs": _used(schema, definitions)}


def product_schema(known: Known | None = None) -> Schema:
    """The schema of a product's file; what environments may change is described in `per_environment`, too.

    Args:
        known: names of the landing zone, which become the allowed or suggested values. Default: no landing zone is
            known.
    """
    definitions = _product_definitions(known)
    schema = definitions["Product"]
    return {**_head(FILES[1], known), **schema, "$defs": _used(schema, definitions)}


def stamp(known: Known) -> str:
    """The comment in schemas of a landing zone; a schema with another one is out of date."""
    digest = hashlib.sha256(json.dumps(dataclasses.asdict(known)).encode()).hexdigest()
    return f"For the landing zone {known.name}, written by adlz {version('azure-data-landing-zone')} ({digest[:16]})"


def _head(file: str, known: Known | None) -> Schema:
    return {"$schema": DRAFT, "title": TITLES[file], **({} if known is None else {"$comment": stamp(known)})}


def _product_definitions(known: Known | None) -> Schema:
    """The definitions of a product, of the defaults of all products, and of what they refer to."""
    product = _tidied(Product.model_json_schema())
    whole = product.pop("$defs")
    if known is not None:
        _name(product, whole, known)
    definitions = {**whole, **{f"{_PARTIAL}{name}": _partial(definition) for name, definition in whole.items()}}
    definitions[f"{_PARTIAL}Product"] = _overrides(product, FIXED)
    definitions["DefaultsOfEnvironment"] = _overrides(product, {*FIXED, *NO_DEFAULTS})
    defaults = _without(_partial(product), NO_DEFAULTS)
    definitions["ProductDefaults"] = _with_overrides(defaults, "DefaultsOfEnvironment")
    left = _beside_defaults(product, definitions, None if known is None else _all_layers(known.defaults))
    definitions["Product"] = _with_overrides(left, f"{_PARTIAL}Product")
    definitions["Product"]["required"] = ["name", *(name for name in left.get("required", ()) if name != "name")]
    return definitions


def _name(product: Schema, definitions: Schema, known: Known) -> None:
    """Puts the names of a landing zone into the schema of a product and its definitions."""
    properties, links = product["properties"], definitions["Links"]["properties"]
    properties["environments"]["items"] = {"type": "string", "enum": list(known.environments)}
    properties["per_environment"]["propertyNames"] = {"enum": list(known.environments)}
    groups = [{"const": id_, "description": personas} for id_, personas in known.groups.items()]
    properties["groups"]["additionalProperties"] = {"anyOf": [*groups, properties["groups"]["additionalProperties"]]}
    # A Databricks workspace of the product itself needs no service of the landing zone.
    definitions["Links"]["properties"] = {
        name: inner for name, inner in links.items() if name in (*known.links, "databricks")
    }
    for member in properties["links"]["anyOf"]:
        if "items" in member:
            member["items"]["enum"] = list(known.links)
    for key in ("read", "write"):
        # Containers of products are not listed.
        items = [{"enum": list(known.containers)}, {"pattern": f"^{Layer.WORKSPACE}/"}]
        definitions["Data"]["properties"][key]["items"] = {"type": "string", "anyOf": items}
    for node in (inner for definition in definitions.values() for inner in _nodes(definition)):
        if (size := node.get("properties", {}).get("vm_size")) is not None:
            # Sizes that are newer than the library are allowed.
            size["anyOf"] = [{"enum": list(known.vm_sizes)}, {"pattern": "^Standard_"}]


def _all_layers(defaults: Mapping[str, Any]) -> Mapping[str, Any]:
    """The values that defaults give in any environment."""
    layers = defaults.get("per_environment", {})
    everything = {key: value for key, value in defaults.items() if key != "per_environment"}
    for layer in layers.values() if isinstance(layers, dict) else ():
        everything = _both(everything, layer) if isinstance(layer, dict) else everything
    return everything


def _both(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    together = {**one, **other}
    for key in one.keys() & other.keys():
        if isinstance(one[key], dict) and isinstance(other[key], dict):
            together[key] = _both(one[key], other[key])
    return together


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


def _beside_defaults(schema: Schema, definitions: Schema, defaults: Mapping[str, Any] | None) -> Schema:
    """The schema of a mapping whose defaults are in another file: what they give is not required.

    Items of lists stay complete, because products replace lists as a whole.

    Args:
        schema: the schema of the mapping.
        definitions: those that it refers to, to which their changed copies are added.
        defaults: the defaults; None if they are not known, so that they may give everything.
    """
    if defaults is not None and not defaults:
        return schema
    schema = dict(schema)
    required = [name for name in schema.pop("required", ()) if defaults is not None and name not in defaults]
    if required:
        schema["required"] = required
    if (target := str(schema.get("$ref", "")).removeprefix(_POINTER)) in definitions:
        schema["$ref"] = f"{_POINTER}{_copy_beside_defaults(target, definitions, defaults)}"
    properties = dict(schema.get("properties", {}))
    others = (*schema.get("patternProperties", {}).values(), schema.get("additionalProperties"))
    if defaults is None:
        properties = {name: _beside_defaults(inner, definitions, None) for name, inner in properties.items()}
        if "patternProperties" in schema:
            patterns = schema["patternProperties"].items()
            schema["patternProperties"] = {name: _beside_defaults(one, definitions, None) for name, one in patterns}
        if isinstance(schema.get("additionalProperties"), dict):
            schema["additionalProperties"] = _beside_defaults(schema["additionalProperties"], definitions, None)
    for name, value in (defaults or {}).items():
        inner = properties.get(name) or next((other for other in others if isinstance(other, dict)), None)
        if isinstance(value, dict) and inner is not None:
            properties[name] = _beside_defaults(inner, definitions, value)
    if properties:
        schema["properties"] = properties
    for key in ("anyOf", "oneOf", "allOf"):
        if key in schema:
            # Without what is required, shapes can no longer be told apart.
            members = [_beside_defaults(member, definitions, defaults) for member in schema.pop(key)]
            schema["anyOf" if key == "oneOf" else key] = members
    return schema


def _copy_beside_defaults(target: str, definitions: Schema, defaults: Mapping[str, Any] | None) -> str:
    """The name of the definition of what stands beside defaults; of what is the same without them, the name itself."""
    name = f"{_BESIDE_DEFAULTS}{target}"
    if defaults is None and name in definitions:
        return name if definitions[name] != definitions[target] else target
    while name in definitions:
        # Another mapping of the same kind has other defaults.
        name += "Too"
    definitions[name] = {}
    definitions[name] = _beside_defaults(definitions[target], definitions, defaults)
    return name if definitions[name] != definitions[target] else target


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
MAKERS: dict[str, Callable[[Known | None], Schema]] = dict(
    zip(FILES, (landing_zone_schema, product_schema), strict=True)
)
