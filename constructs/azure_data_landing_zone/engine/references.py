"""References to resources, as text that is computed here instead of asked of Node."""

from __future__ import annotations

import hashlib
import re

#: Attribute of a construct of ours that holds its path below the stack; there is none in somebody else's stack.
PATH = "_adlz_path"
_LONGEST_HUMAN = 240
_LONGEST = 255


def path_below(scope: object, id_: str) -> tuple[str, ...] | None:
    """The path of a construct below its stack; None in a stack whose logical ids may be made in another way."""
    path: tuple[str, ...] | None = getattr(scope, PATH, None)
    return None if path is None else (*path, id_)


def logical_id(path: tuple[str, ...]) -> str:
    """The name that the framework gives a resource in Terraform.

    The same as its `makeUniqueId` with our context (`CONTEXT` in stacks/landing_zone.py); a test holds every reference
    in the output of the apps against the addresses there.

    Args:
        path: construct ids from below the stack down to the resource.
    """
    parts = [part for part in path if part != "Default"]
    if len(parts) == 1 and len(single := _allowed(parts[0])) <= _LONGEST:
        return single
    digest = hashlib.md5("/".join(parts).encode(), usedforsecurity=False).hexdigest()[:8].upper()
    human: list[str] = []
    for part in parts:
        if not human or not human[-1].endswith(part):
            human.append(part)
    readable = "_".join(_allowed(part) for part in human if part != "Resource")[:_LONGEST_HUMAN]
    return f"{readable}_{digest}"


def _allowed(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9_-]", "", text)
