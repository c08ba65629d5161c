"""Arguments of a Terraform resource: read by path, references followed, what Terraform learns later marked unknown."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from ..templates import is_evaluated, unescaped
from .values import MISSING, Missing, Unknown, Value

_INTERPOLATION = re.compile(r"\$\{((?:[^{}\"]|\"[^\"]*\"|\{[^{}]*\})*)\}")
_TRAVERSAL = re.compile(r"\s*([A-Za-z_][\w-]*(?:\.[\w-]+|\[\d+\])*)\s*")


@dataclass(frozen=True, slots=True)
class Reference:
    """A value that a plan does not know yet, and that will be an attribute of another resource.

    Attributes:
        resource: the other resource's Terraform type and name.
        attribute: its attribute.
    """

    resource: tuple[str, str]
    attribute: str


#: Arguments as they are read: values, and references in plans.
Raw: TypeAlias = "Value | Reference | Sequence[Raw] | Mapping[str, Raw]"


class References(Protocol):
    """Resolves texts and references to their values."""

    def text(self, text: str) -> Value:
        """The value of a text, such as `${azurerm_key_vault.main.id}`; unknown if Terraform alone can tell it."""

    def attribute(self, resource: tuple[str, str], attribute: str) -> Value:
        """The value of another resource's attribute; unknown if Terraform alone can tell it."""


class Follower(Protocol):
    """Follows the references in the templates of a stack."""

    def follow(self, reference: str) -> Value:
        """The value of a reference, such as `azurerm_key_vault.main.id`; unknown if Terraform alone can tell it."""


@dataclass(frozen=True, slots=True)
class Arguments:
    """The arguments of a resource or of one of its blocks.

    Attributes:
        raw: as they stand in Terraform's JSON; a plan's unknown values are `Unknown` already.
        references: what follows references.
    """

    raw: Mapping[str, Raw]
    references: References

    def get(self, path: str) -> Value:
        """The value at a dotted path; a block that may occur once is entered without an index. Missing if left out."""
        here: Raw = self.raw
        for number, segment in enumerate(path.split(".")):
            if isinstance(here, Unknown):
                return here
            if isinstance(here, (str, Reference)):
                here = resolve(here, self.references)
                if isinstance(here, Unknown):
                    return here
            # A dict is told apart faster than any other mapping.
            if not isinstance(here, dict) and not isinstance(here, Mapping):
                if not isinstance(here, Sequence) or isinstance(here, str) or not here:
                    return MISSING
                here = here[0]
                if not isinstance(here, Mapping):
                    return MISSING
            if "dynamic" in here and segment in dynamic_blocks(here):
                # Blocks of that name that are written stand beside those that Terraform makes.
                return Unknown(f"the block {'.'.join(path.split('.')[: number + 1])} is made by Terraform (dynamic)")
            here = here.get(segment, MISSING)
        resolved = resolve(here, self.references)
        return MISSING if resolved is None else resolved

    def blocks(self, path: str) -> Sequence[Arguments] | Unknown | Missing:
        """The blocks at a path, one or several; missing if there is none."""
        value = self.get(path)
        if isinstance(value, (Unknown, Missing)):
            return value
        items = value if isinstance(value, Sequence) and not isinstance(value, str) else [value]
        blocks: list[Arguments] = []
        for item in items:
            if isinstance(item, Unknown):
                return item
            # Each scalar is a block whose one argument is the scalar.
            raw = item if isinstance(item, Mapping) else {"@value": item}
            blocks.append(Arguments(raw, self.references))
        return blocks

    def written_blocks(self, name: str) -> tuple[Sequence[Arguments], Unknown | None]:
        """The blocks of a name that are written, and why there may be others; `None` if there are none."""
        doubt = self.get(name)
        written = {key: value for key, value in self.raw.items() if key != "dynamic"}
        blocks = Arguments(written, self.references).blocks(name)
        if isinstance(blocks, Unknown):
            return (), blocks
        return () if isinstance(blocks, Missing) else blocks, doubt if isinstance(doubt, Unknown) else None


def dynamic_blocks(block: Mapping[str, Raw]) -> Sequence[str]:
    """The names of the blocks that Terraform makes in a resource or a block."""
    dynamic = block.get("dynamic")
    if isinstance(dynamic, Mapping):
        return list(dynamic)
    if isinstance(dynamic, Sequence) and not isinstance(dynamic, str):
        return [name for item in dynamic if isinstance(item, Mapping) for name in item]
    return ()


def resolve(value: Raw, references: References) -> Value:
    """A value with its references followed; text that Terraform has yet to calculate is unknown."""
    if isinstance(value, str):
        return references.text(value) if "{" in value else value
    if value is None or isinstance(value, int | float):
        return value
    if isinstance(value, Reference):
        return references.attribute(value.resource, value.attribute)
    if isinstance(value, Mapping):
        return {_key(key, references): resolve(item, references) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [resolve(item, references) for item in value]
    return value


def _key(key: str, references: References) -> str:
    found = references.text(key) if "{" in key else key
    return found if isinstance(found, str) else key


def resolve_text(text: str, references: Follower) -> Value:
    """The value of a Terraform template as far as its references can be followed."""
    if not is_evaluated(text):
        return unescaped(text)
    plain = text.replace("$${", "\0").replace("%%{", "\1")
    if "%{" in plain:
        return Unknown("Terraform calculates it from a template")
    if text.startswith("${") and (whole := _TRAVERSAL.fullmatch(text[2:-1])) and text.endswith("}"):
        return references.follow(whole[1])
    parts: list[str] = []
    end = 0
    unknown: Unknown | None = None
    for interpolation in _INTERPOLATION.finditer(plain):
        parts.append(plain[end : interpolation.start()])
        end = interpolation.end()
        inner = _TRAVERSAL.fullmatch(interpolation[1])
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
