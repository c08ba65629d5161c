"""Starts Node, and lets it load what it needs, while Python is still importing.

jsii waits for Node to start, and then for each assembly to be loaded, though it makes no use of the answers. Here both
are asked for and not waited for: the answers are read, and checked, before the first question whose answer matters.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import jsii
from jsii._kernel import types
from jsii._kernel.providers import process as provider

from .pipeline import VARIABLE, Pipeline, is_known


def start() -> None:
    """Starts Node ahead, unless jsii has started it already, or works in another way than we know."""
    class_: Any = getattr(provider, "_NodeProcess", None)
    if os.environ.get(VARIABLE) == "off" or not hasattr(class_, "handshake"):
        return
    greet: Callable[[Any], None] = class_.handshake
    late: list[Any] = []
    class_.handshake = lambda process: late.append(process)  # a bound `append` would not be given the process
    try:
        process: Any = getattr(jsii.kernel.provider, "_process", None)
    finally:
        class_.handshake = greet
    if late and is_known(process):
        process.send = _Ahead(process, greet).send
    elif late:
        greet(process)


class _Ahead:
    def __init__(self, process: Any, greet: Callable[[Any], None]) -> None:
        self._process = process
        self._greet = greet
        self._pipeline = Pipeline(process)

    def send(self, request: Any, response_type: Any) -> Any:
        """Takes the place of jsii's own `send` until the first question whose answer matters."""
        if isinstance(request, types.LoadRequest):
            answer = self._pipeline.send(request, response_type)
            self._process._process.stdin.flush()
            return answer
        del self._process.send
        self._greet(self._process)
        try:
            self._pipeline.settle()
        finally:
            self._pipeline.abandon()
        return self._process.send(request, response_type)
