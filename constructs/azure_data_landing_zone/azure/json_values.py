"""Values of JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

#: A value of JSON. Text of a synthesized stack may be a template of Terraform.
Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"
#: An object of JSON whose values are looked into step by step, such as a synthesized stack.
JsonObject: TypeAlias = Mapping[str, object]
