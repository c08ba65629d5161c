"""Resolves the strings of requests on their way to jsii."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import jsii
from jsii._kernel import types


@contextmanager
def resolving(resolved: Callable[[Any], Any]) -> Iterator[None]:
    """Passes the arguments of every request to a function, until it ends."""
    kernel: Any = jsii.kernel
    provider = kernel.provider
    kernel.provider = _Resolving(provider, resolved)
    try:
        yield
    finally:
        kernel.provider = provider


@contextmanager
def evaluating() -> Iterator[None]:
    """Passes requests on as they are, inside of `resolving`."""
    kernel: Any = jsii.kernel
    provider = kernel.provider
    kernel.provider = provider.plain
    try:
        yield
    finally:
        kernel.provider = provider


class _Resolving:
    """Stands in for jsii's provider: requests are passed on with their strings resolved."""

    def __init__(self, provider: Any, resolved: Callable[[Any], Any]) -> None:
        self.plain = provider
        self._resolved = resolved

    def __getattr__(self, name: str) -> Any:
        return getattr(self.plain, name)

    def create(self, request: Any) -> Any:
        # The scope and the id come first; the id is hashed as it is.
        request.args[2:] = self._resolved(request.args[2:])
        return self.plain.create(request)

    def invoke(self, request: Any) -> Any:
        request.args[:] = self._resolved(request.args)
        return self.plain.invoke(request)

    def sinvoke(self, request: Any) -> Any:
        request.args[:] = self._resolved(request.args)
        return self.plain.sinvoke(request)

    def begin(self, request: Any) -> Any:
        request.args[:] = self._resolved(request.args)
        return self.plain.begin(request)

    def sbegin(self, request: Any) -> Any:
        request.args[:] = self._resolved(request.args)
        return self.plain.sbegin(request)

    def set(self, request: Any) -> Any:
        return self.plain.set(types.SetRequest(request.objref, request.property, self._resolved(request.value)))

    def sset(self, request: Any) -> Any:
        return self.plain.sset(types.StaticSetRequest(request.fqn, request.property, self._resolved(request.value)))
