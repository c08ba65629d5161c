"""Arguments of a Terraform resource: read by path, references followed, what Terraform learns later marked unknown."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from ..templates import is_evaluated, unescaped
from .values import MISSING, Missing, Unknown, Value

_INTERPOLATION = re.compile(r"\$\{((?:[^{}\"]|\"[^\"]*\"|\{[^{}]*\})*)\}")
_TRAVERSAL = re.compile(r"\s*([A-Za-z_][\w-]*(?:\.[\w-]+|\[\d+\])*)\s*")


class References(Protocol):
    """What knows the value behind a reference, such as `azurerm_key_vault.main.id`."""

    def follow(self, reference: str) -> Value:
        """The value of a reference; unknown if Terraform alone can tell it."""


@dataclass(frozen=True, slots=True)
class Arguments:
    """The arguments of a resource or of one of its blocks.

    Attributes:
        raw: as they stand in Terraform's JSON; a plan's unknown values are `Unknown` already.
        references: what follows references.
    """

    raw: Mapping[str, Value]
    references: References

    def get(self, path: str) -> Value:
        """The value at a dotted path; a block that may occur once is entered without an index. Missing if left out."""
        here: Value = self.raw
        for number, segment in enumerate(path.split(".")):
            if isinstance(here, Unknown):
                return here
            if isinstance(here, str):
                here = resolve(here, self.references)
                if isinstance(here, Unknown):
                    return here
            if isinstance(here, Sequence) and not isinstance(here, str):
                here = here[0] if here else MISSING
            if not isinstance(here, Mapping):
                return MISSING
            found = here.get(segment, MISSING)
            if found is MISSING and segment in _dynamic(here):
                return Unknown(f"the block {'.'.join(path.split('.')[: number + 1])} is made by Terraform (dynamic)")
            here = found
        resolved = resolve(here, self.references)
        return MISSING if resolved is None else resolved

    def blocks(self, path: str) -> Sequence[Arguments] | Unknown | Missing:
        """The blocks at a path, one or several; missing if there is none."""
        found = self.get(path)
        if isinstance(found, (Unknown, Missing)):
            return found
        items = [found] if isinstance(found, Mapping) else found
        if not isinstance(items, Sequence) or isinstance(items, str):
            return Unknown(f"{path} is no block")
        blocks: list[Arguments] = []
        for item in items:
            if isinstance(item, Unknown):
                return item
            # A list of scalars: each is a block whose one argument is the scalar.
            raw = item if isinstance(item, Mapping) else {"@value": item}
            blocks.append(Arguments(raw, self.references))
        return blocks


def _dynamic(block: Mapping[str, Value]) -> Sequence[str]:
    found = block.get("dynamic")
    if isinstance(found, Mapping):
        return list(found)
    if isinstance(found, Sequence) and not isinstance(found, str):
        return [name for item in found if isinstance(item, Mapping) for name in item]
    return ()


def resolve(value: Value, references: References) -> Value:
    """A value with its references followed; text that Terraform has yet to calculate is unknown."""
    if isinstance(value, str):
        return _resolve_text(value, references) if is_evaluated(value) else unescaped(value)
    if isinstance(value, Mapping):
        return {unescaped(key): resolve(item, references) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [resolve(item, references) for item in value]
    return value


def _resolve_text(text: str, references: References) -> Value:
    plain = text.replace("$${", "\0").replace("%%{", "\1")
    if "%{" in plain:
        return Unknown("Terraform calculates it from a template")
    if text.startswith("${") and (whole := _TRAVERSAL.fullmatch(text[2:-1])) and text.endswith("}"):
        return references.follow(whole[1])
    parts: list[str] = []
    end = 0
    unknown: Unknown | None = None
    for found in _INTERPOLATION.finditer(plain):
        parts.append(plain[end : found.start()])
        end = found.end()
        inner = _TRAVERSAL.fullmatch(found[1])
        value = references.follow(inner[1]) if inner else Unknown(f"Terraform calculates it: {text}")
        if isinstance(value, Unknown):
            unknown = unknown or value
        elif isinstance(value, (bool, int, float, str)):
            parts.append(str(value).lower() if isinstance(value, bool) else str(value))
        else:
            unknown = unknown or Unknown(f"Terraform calculates it: {text}")
    parts.append(plain[end:])
    rest = "".join(parts)
    if unknown is not None:
        token = f"{unknown.token}|{text}" if unknown.token else ""
        return Unknown(unknown.reason, present=bool(rest) or unknown.present, token=token)
    if "${" in rest:
        return Unknown(f"Terraform calculates it: {text}")
    return rest.replace("\0", "${").replace("\1", "%{")
