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


class Schema:
    """A JSON Schema that documents are validated against."""

    def __init__(self, schema: dict[str, Json]) -> None:
        # jsonschema is loaded here because most runs of the library never validate a document.
        from jsonschema import Draft202012Validator

        Draft202012Validator.check_schema(schema)
        self._validator: Validator = Draft202012Validator(schema)

    def mistakes(self, document: Json, file: str) -> Iterator[Mistake]:
        """What in a document does not follow the schema."""
        found = sorted(self._validator.iter_errors(document), key=lambda error: list(map(str, error.absolute_path)))
        for error in found:
            given = "" if error.validator == "required" else json.dumps(error.instance)
            yield Mistake(
                file, path_text(list(error.absolute_path)), _said(error), given if len(given) <= _LONGEST else ""
            )


def _said(error: ValidationError) -> str:
    if error.validator == "pattern":
        return f"must have the form {error.validator_value}"
    if error.validator == "enum" and isinstance(error.validator_value, list):
        return f"must be one of {', '.join(map(str, error.validator_value))}"
    return error.message if len(error.message) <= _LONGEST else f"does not follow the schema ({error.validator})"
