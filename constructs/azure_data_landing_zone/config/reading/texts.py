"""Text that no configuration may hold: what cannot be seen, and what the framework takes for its own."""

from __future__ import annotations

import unicodedata

from ...characters import INVISIBLE
from ...templates import RESERVED

#: The framework uses some larger numbers as tokens, and JSON keeps no larger whole number exact.
LARGEST = 2**53 - 1


def objection(value: object) -> str:
    """Why a text, number or key may not stand in a configuration; empty if it may."""
    if isinstance(value, str):
        if (found := INVISIBLE.search(value)) is not None:
            return _invisible(found[0])
        for text, name in RESERVED.items():
            if text in value:
                return f"holds {name}, with which CDK for Terraform marks values of its own: remove it"
    elif isinstance(value, (int, float)) and not -LARGEST <= value <= LARGEST:
        return f"must be a number between -{LARGEST} and {LARGEST}; put it in quotes if it is text"
    return ""


def objection_to_key(key: str) -> str:
    """Why a key may not stand in a configuration; empty if it may."""
    if key == "__proto__" or key.startswith("$jsii."):
        return "is a key that CDK for Terraform uses for its own objects: remove it"
    return "is a key with a line break or a tab: remove it" if set(key) & set("\n\t") else objection(key)


def first_invisible(text: str) -> tuple[int, str]:
    """The line of the first character in a file that cannot be seen, and what is said of it; 0 if there is none."""
    # Files of Windows end lines with a carriage return.
    text = text.replace("\r\n", "\n")
    match = INVISIBLE.search(text)
    return (0, "") if match is None else (text[: match.start()].count("\n") + 1, _invisible(match[0]))


def _invisible(character: str) -> str:
    name = unicodedata.name(character, "control character")
    return f"holds the invisible character U+{ord(character):04X} ({name.lower()}): remove it"
