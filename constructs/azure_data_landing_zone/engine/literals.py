"""The door between text and Terraform: text that our stacks hand to the framework is literal.

While `literal_text` holds, every string on its way to Node is escaped, keys of maps included; evaluated are references,
which are made by `reference`, and the tokens of the framework. So no resource, pattern or stack has to think of it, and
an expression that is written as plain text fails visibly. Stacks hold it while they are built (stacks/base.py).

Outside of it, in stacks of a consumer, strings are passed on as they are given.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ParamSpec, TypeVar

from .. import templates
from . import framework

P = ParamSpec("P")
R = TypeVar("R")

_holds: ContextVar[bool] = ContextVar("literal_text", default=False)


@contextmanager
def literal_text() -> Iterator[None]:
    """Makes strings that are handed to the framework literal, until it ends."""
    if _holds.get():
        yield
        return
    before = _holds.set(True)
    try:
        with framework.resolving(resolved):
            yield
    finally:
        _holds.reset(before)


@contextmanager
def evaluated_text() -> Iterator[None]:
    """Passes strings on as they are given inside of `literal_text`, for text that is Terraform."""
    if not _holds.get():
        yield
        return
    before = _holds.set(False)
    try:
        with framework.evaluating():
            yield
    finally:
        _holds.reset(before)


def with_literal_text(function: Callable[P, R]) -> Callable[P, R]:
    """A function that runs in `literal_text`."""

    @functools.wraps(function)
    def inside(*args: P.args, **kwargs: P.kwargs) -> R:
        with literal_text():
            return function(*args, **kwargs)

    return inside


def reference(expression: str) -> str:
    """Text that Terraform evaluates.

    Args:
        expression: an expression without `${` and `}` around it. Text in it goes through `templates.quoted`.
    """
    return templates.marked(expression) if is_literal() else f"${{{expression}}}"


def literal(text: str) -> str:
    """Text that is literal in stacks of a consumer, too."""
    return text if is_literal() else templates.escaped(text)


def is_literal() -> bool:
    """Whether a stack of this library is being built."""
    return _holds.get()


def resolved(value: Any) -> Any:
    """A value of JSON with its strings resolved, keys included."""
    return templates.mapped(value, templates.resolved)
