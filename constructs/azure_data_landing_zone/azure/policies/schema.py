"""Validation of policy documents by JSON Schema."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...azure.json_values import Json
from .problems import Mistake, path_text

if TYPE_CHECKING:
    from jsonschema import ValidationError
    from jsonschema.protocols import Validator

_LONGEST = 120
#: The types of JSON Schema, for people.
_TYPES = {
    "array": "a list",
    "boolean": "true or false",
    "integer": "a whole number",
    "null": "null",
    "object": "a mapping",
    "string": "text",
}
_BOUNDS = {
    "maxLength": "must have at most {} characters",
    "maximum": "must be at most {}",
    "minItems": "must have at least {} item",
    "minLength": "must not be empty",
    "minProperties": "must not be empty",
    "minimum": "must be at least {}",
    "uniqueItems": "has an item twice",
}


class Schema:
    """A JSON Schema that documents are validated against."""

    def __init__(self, schema: dict[str, Json]) -> None:
        # jsonschema is loaded here because most runs of the library never validate a document.
        from jsonschema import Draft202012Validator

        Draft202012Validator.check_schema(schema)
        self._validator: Validator = Draft202012Validator(schema)

    def mistakes(self, document: Json, file: str) -> Iterator[Mistake]:
        """Errors of a document against the schema."""
        found = sorted(self._validator.iter_errors(document), key=lambda error: list(map(str, error.absolute_path)))
        for error in found:
            given = "" if error.validator in ("required", "additionalProperties") else json.dumps(error.instance)
            yield Mistake(
                file, path_text(list(error.absolute_path)), _said(error), given if len(given) <= _LONGEST else ""
            )


def _said(error: ValidationError) -> str:
    """The error in words: the library's own texts show regular expressions and Python's notation."""
    bound = error.validator_value
    if error.validator == "pattern":
        examples = error.schema.get("examples", ()) if isinstance(error.schema, dict) else ()
        return f"must be written like {' or '.join(map(str, examples))}"
    if error.validator == "enum" and isinstance(bound, list):
        return f"must be one of {', '.join(map(str, bound))}"
    if error.validator == "required" and isinstance(bound, list) and isinstance(error.instance, dict):
        return f"lacks {', '.join(key for key in bound if key not in error.instance)}"
    if error.validator == "type":
        allowed = bound if isinstance(bound, list) else [bound]
        return f"must be {' or '.join(_TYPES[str(name)] for name in allowed)}"
    if error.validator == "additionalProperties" and isinstance(error.instance, dict):
        known = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
        unknown = ", ".join(sorted(map(str, error.instance.keys() - known.keys())))
        return f"has {unknown}, which is not known here; allowed are {', '.join(known)}"
    return _BOUNDS[str(error.validator)].format(bound)
