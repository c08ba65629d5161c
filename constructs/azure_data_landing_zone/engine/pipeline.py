"""Sends calls to Node without waiting for each answer, where the answer is known.

jsii asks one question at a time: Python waits while Node works, and Node while Python does. Making a construct has an
answer that is known beforehand, the object's number, and so have calls that answer nothing. Inside of `pipelined` such
calls are sent on, and their answers are read and checked later; every other call waits until all of them have been.

It is used for stacks of ours only, whose configuration is checked before: what Node objects to is raised later on.
"""

from __future__ import annotations

import json
import os
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import jsii
from jsii._kernel import types
from jsii._kernel.providers.process import jdefault

from ..errors import AdlzError

#: `off` makes every call wait for its answer.
VARIABLE = "ADLZ_PIPELINE"
#: So many answers may be outstanding. Less than what the pipe from Node holds, or both sides would wait for ever.
_WINDOW = 96
#: So many objects must be numbered as expected before the numbers are relied on.
_OBSERVED = 3
#: Methods whose result is nothing, or nothing that we look at.
_SILENT = frozenset({"addOverride", "addDependency"})


class UnexpectedAnswerError(AdlzError, RuntimeError):
    """jsii answered otherwise than it always did; `ADLZ_PIPELINE=off` avoids this."""


@contextmanager
def pipelined() -> Iterator[None]:
    """Lets calls to Node overlap with the work of Python.

    Raises:
        UnexpectedAnswerError: jsii answered otherwise than expected.
        RuntimeError: a call failed in Node; the message is that of the call.
    """
    process: Any = getattr(jsii.kernel.provider, "_process", None)
    if os.environ.get(VARIABLE) == "off" or not is_known(process):
        yield
        return
    if "send" in vars(process):  # Node was started ahead: any question makes that come to its end
        jsii.kernel.provider.stats()
    pipeline = Pipeline(process)
    process.send = pipeline.send
    try:
        yield
        pipeline.settle()
    finally:
        pipeline.abandon()
        del process.send


def is_known(process: Any) -> bool:
    """Whether jsii's own object for the process of Node works in the way that we know."""
    needed = ("send", "_serializer", "_next_message", "_process")
    return process is not None and all(hasattr(process, name) for name in needed)


class Pipeline:
    """The questions to a Node whose answers are outstanding.

    Args:
        process: jsii's own object for the process.
    """

    def __init__(self, process: Any) -> None:
        self._process = process
        self._plain_send = process.send
        self._input = process._process.stdin
        self._expected: deque[str | None] = deque()
        self._number: int | None = None
        self._observed = 0

    def send(self, request: Any, response_type: Any) -> Any:
        """Takes the place of jsii's own `send`."""
        if isinstance(request, types.CreateRequest):
            if self._number is not None and self._observed >= _OBSERVED:
                self._number += 1
                reference = f"{request.fqn}@{self._number}"
                self._write(request, reference)
                return types.CreateResponse(ref=reference)
            self.settle()
            response = self._plain_send(request, response_type)
            self._observe(getattr(response, "ref", ""))
            return response
        if isinstance(request, types.InvokeRequest) and request.method in _SILENT:
            self._write(request, None)
            return types.InvokeResponse(result=None)
        if isinstance(request, types.LoadRequest):
            self._write(request, None)
            return types.LoadResponse(assembly=request.name, types=0)
        self.settle()
        response = self._plain_send(request, response_type)
        value = getattr(response, "result", getattr(response, "value", response))
        if value is not None and not isinstance(value, str | int | float | bool):
            # An object may have been numbered for it.
            self._number, self._observed = None, 0
        return response

    def settle(self) -> None:
        """Reads all answers that are outstanding."""
        self._input.flush()
        while self._expected:
            self._read()

    def abandon(self) -> None:
        """Reads all answers that are outstanding and forgets them, so that jsii's next question gets its own answer."""
        self._input.flush()
        while self._expected:
            self._expected.popleft()
            self._process._next_message()

    def _observe(self, reference: str) -> None:
        _, _, number = reference.rpartition("@")
        if not number.isdigit():
            self._number, self._observed = None, 0
            return
        follows = self._number is not None and int(number) == self._number + 1
        self._observed = self._observed + 1 if follows else 1
        self._number = int(number)

    def _write(self, request: Any, reference: str | None) -> None:
        data = json.dumps(self._process._serializer.unstructure(request), default=jdefault)
        self._input.write(data.encode() + b"\n")
        self._expected.append(reference)
        if len(self._expected) >= _WINDOW:
            self._input.flush()
            while len(self._expected) > _WINDOW // 2:
                self._read()

    def _read(self) -> None:
        reference = self._expected.popleft()
        answer = self._process._next_message()
        if "error" in answer:
            raise RuntimeError(answer["error"])
        if "ok" not in answer:
            raise UnexpectedAnswerError(f"Node called back instead of answering; set {VARIABLE}=off and report this")
        if reference is not None:
            made = answer["ok"]
            found = getattr(made, "ref", None) or (made.get("$jsii.byref") if isinstance(made, dict) else None)
            if found != reference:
                raise UnexpectedAnswerError(f"the object {found} was {reference} before; set {VARIABLE}=off")
