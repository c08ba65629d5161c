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
from typing import Any, ParamSpec, TypeVar

import jsii
from jsii._kernel import types

from .. import templates

P = ParamSpec("P")
R = TypeVar("R")


@contextmanager
def literal_text() -> Iterator[None]:
    """Makes strings that are handed to the framework literal, until it ends."""
    kernel: Any = jsii.kernel
    provider = kernel.provider
    if isinstance(provider, _Literal):
        yield
        return
    kernel.provider = _Literal(provider)
    try:
        yield
    finally:
        kernel.provider = provider


@contextmanager
def evaluated_text() -> Iterator[None]:
    """Passes strings on as they are given inside of `literal_text`, for text that is Terraform."""
    kernel: Any = jsii.kernel
    provider = kernel.provider
    if not isinstance(provider, _Literal):
        yield
        return
    kernel.provider = provider.plain
    try:
        yield
    finally:
        kernel.provider = provider


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
    return isinstance(jsii.kernel.provider, _Literal)


class _Literal:
    """Stands in for jsii's provider: requests are passed on with their strings resolved."""

    def __init__(self, provider: Any) -> None:
        self.plain = provider

    def __getattr__(self, name: str) -> Any:
        return getattr(self.plain, name)

    def create(self, request: Any) -> Any:
        # The scope and the id come first; the id is hashed as it is.
        request.args[2:] = _resolved(request.args[2:])
        return self.plain.create(request)

    def invoke(self, request: Any) -> Any:
        request.args[:] = _resolved(request.args)
        return self.plain.invoke(request)

    def sinvoke(self, request: Any) -> Any:
        request.args[:] = _resolved(request.args)
        return self.plain.sinvoke(request)

    def begin(self, request: Any) -> Any:
        request.args[:] = _resolved(request.args)
        return self.plain.begin(request)

    def sbegin(self, request: Any) -> Any:
        request.args[:] = _resolved(request.args)
        return self.plain.sbegin(request)

    def set(self, request: Any) -> Any:
        return self.plain.set(types.SetRequest(request.objref, request.property, _resolved(request.value)))

    def sset(self, request: Any) -> Any:
        return self.plain.sset(types.StaticSetRequest(request.fqn, request.property, _resolved(request.value)))


def _resolved(value: Any) -> Any:
    if isinstance(value, str):
        return templates.resolved(value)
    if isinstance(value, list):
        return [_resolved(item) for item in value]
    if isinstance(value, dict):
        return {templates.resolved(key): _resolved(item) for key, item in value.items()}
    return value
