"""Text that no configuration may hold: what cannot be seen, and what the framework takes for its own."""

from __future__ import annotations

import re
import unicodedata

from ...templates import RESERVED
from .document import Document
from .problems import Problem

#: Characters that control terminals, the direction of text, or nothing that a person can see. Line breaks and tabs are
#: text; keys hold none.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
#: The framework stands numbers in for what is not known yet, and takes no others of that size; nor are numbers beyond
#: the whole ones that JSON keeps exact written as they were given.
LARGEST = 2**53 - 1


def objection(value: object) -> str:
    """Why a text, number or key may not stand in a configuration; empty if it may."""
    if isinstance(value, str):
        if (found := _INVISIBLE.search(value)) is not None:
            name = unicodedata.name(found[0], "control character")
            return f"holds the invisible character U+{ord(found[0]):04X} ({name.lower()}): remove it"
        for text, name in RESERVED.items():
            if text in value:
                return f"holds {name}, with which CDK for Terraform marks values of its own: remove it"
    elif isinstance(value, (int, float)) and not -LARGEST <= value <= LARGEST:
        return f"must be a number between -{LARGEST} and {LARGEST}; put it in quotes if it is text"
    return ""


def unfit(document: Document) -> list[Problem]:
    """A problem for every key and value that may not stand in a configuration."""
    problems = []
    for path in document.places:
        key = path[-1] if path else ""
        said = objection(key) if isinstance(key, str) else ""
        if not said and isinstance(key, str) and any(mark in key for mark in "\n\t"):
            said = "is a key with a line break or a tab: remove it"
        said = said or objection(document.value(path))
        if said:
            problems.append(Problem(document.place(path), document.dotted(path), said))
    return problems
