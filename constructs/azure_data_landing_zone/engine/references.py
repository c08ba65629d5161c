"""References to resources, as text that is computed here instead of asked of Node."""

from __future__ import annotations

import functools
import hashlib
import re

from . import selection
from .arguments import AZURERM_MAJOR
from .framework import NAME, Construct, TerraformStack

#: Attribute of a construct of ours that holds its path below the stack; there is none in somebody else's stack.
PATH = "_adlz_path"
#: Attribute of a construct of ours that holds its stack.
_STACK = "_adlz_stack"
#: Attribute of a stack of ours that holds the ids of what its constructs share.
_SHARED = "_adlz_shared"
_LONGEST_HUMAN = 240
_LONGEST = 255


def begin(stack: TerraformStack) -> None:
    """Makes a stack one of ours: references in it are computed from here on."""
    setattr(stack, PATH, ())
    setattr(stack, _STACK, stack)
    setattr(stack, _SHARED, set())


def place(construct: Construct, scope: Construct, id_: str) -> None:
    """Notes where a construct is, before or after it is made; every construct of ours does so."""
    stack = own_stack_of(scope)
    if stack is None:
        selection.require_same(scope, NAME)
    setattr(construct, PATH, path_below(scope, id_))
    setattr(construct, _STACK, stack)


def stack_of(scope: Construct) -> TerraformStack:
    """The stack of a construct."""
    stack = own_stack_of(scope)
    if stack is None:
        selection.require_same(scope, NAME)
        stack = TerraformStack.of(scope)
    return stack


def own_stack_of(scope: Construct) -> TerraformStack | None:
    """The stack of a construct, if it is one of ours."""
    stack: TerraformStack | None = getattr(scope, _STACK, None)
    return stack


def azurerm_major(scope: Construct) -> int:
    """The major version of azurerm that the stack of a construct asks for; 4 for a stack that asks for none."""
    major: int = getattr(stack_of(scope), AZURERM_MAJOR, 4)
    return major


def is_first(stack: TerraformStack, id_: str) -> bool:
    """Whether a stack is yet without a child that its constructs share, such as a provider; who asks then adds it."""
    shared: set[str] | None = getattr(stack, _SHARED, None)
    if shared is None:
        return stack.node.try_find_child(id_) is None
    first = id_ not in shared
    shared.add(id_)
    return first


def path_below(scope: object, id_: str) -> tuple[str, ...] | None:
    """The path of a construct below its stack; None in a stack whose logical ids may be made in another way."""
    path: tuple[str, ...] | None = getattr(scope, PATH, None)
    return None if path is None else (*path, id_)


@functools.cache
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
