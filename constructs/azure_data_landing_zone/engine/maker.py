"""The Node process that creates constructs from data: `maker.js`."""

from __future__ import annotations

import contextlib
import functools
import json
import queue
import subprocess
import threading
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from ..errors import AdlzError
from . import lean, node, packages, selection
from .submodules import SUBMODULES

_PROGRAM = Path(__file__).with_name("maker.js")
#: The submodules that Node loads before it is sent the first construct: almost every landing zone needs them.
COMMON = (
    "provider",
    "application_insights",
    "container_registry",
    "key_vault",
    "log_analytics_workspace",
    "machine_learning_compute_cluster",
    "machine_learning_datastore_datalake_gen2",
    "machine_learning_workspace",
    "monitor_diagnostic_setting",
    "network_security_group",
    "policy_definition",
    "policy_set_definition",
    "private_dns_zone",
    "private_endpoint",
    "resource_group",
    "role_assignment",
    "route_table",
    "storage_account",
    "storage_container",
    "storage_management_policy",
    "subscription_policy_assignment",
    "user_assigned_identity",
    "virtual_network",
)
#: So many steps are sent in one line.
_STEPS = 100
#: Whether a Node that has made an app waits for the next one.
keeps: ContextVar[bool] = ContextVar("keeps", default=False)
_ready: ContextVar[Maker | None] = ContextVar("ready", default=None)


def start_ahead() -> None:
    """Starts the Node that the next app takes, unless there is one: it loads the framework while Python is importing.

    Raises:
        ModuleNotFoundError: the engine is not installed.
        LeanError: a package is laid out in another way than we know.
        OSError: the packages cannot be kept, or Node cannot be started.
    """
    ready = _ready.get()
    if ready is not None and ready.engine != selection.chosen():
        ready.end()
        ready = None
    if ready is None:
        _ready.set(Maker())


def expect() -> None:
    """Starts Node for stacks that this process is certain to make, before their configuration is known.

    The configuration may name another engine; then `start_ahead` starts another Node in its place. Errors are left to
    `start_ahead`, too.
    """
    with contextlib.suppress(ModuleNotFoundError, lean.LeanError, OSError, AdlzError):
        # To unpack takes seconds, in which errors of the configuration would wait.
        if selection.is_recorded() and packages.are_unpacked(selection.chosen(), SUBMODULES):
            node.prepare()
            start_ahead()


@functools.cache
def table(package: str) -> Mapping[str, Mapping[str, Any]]:
    """The classes of a provider's package by module (`table.py`)."""
    engine = next(name for name, provider in selection.ENGINES.items() if provider == package)
    text = (packages.folder(engine, SUBMODULES) / packages.TABLE).read_text(encoding="utf-8")
    found: dict[str, dict[str, Any]] = json.loads(text)
    return found


class Maker:
    """A Node that makes the constructs of one app after the other.

    Attributes:
        engine: the engine that it has loaded.
    """

    def __init__(self) -> None:
        self.engine = engine = selection.chosen()
        folder = packages.folder(engine, SUBMODULES)
        program = [str(_PROGRAM), str(folder), engine, f"@{engine}/provider-azurerm", *COMMON]
        self._process = subprocess.Popen(
            [node.chosen(), "--max-old-space-size=4096", *program],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._made = 0
        self._steps: list[Sequence[object]] = []
        self._lines: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._write, daemon=True)
        self._thread.start()

    @classmethod
    def taken(cls, app: Mapping[str, object]) -> Maker:
        """The Node that is ready, else a new one.

        Args:
            app: the arguments of the app, by their names in Node.
        """
        maker = _ready.get() or cls()
        _ready.set(None)
        node.watch(maker._process)
        maker._begin(app)
        return maker

    def _begin(self, app: Mapping[str, object]) -> None:
        self._made, self._steps = 0, []
        self._send(app)

    def make(
        self, package: str, class_: str, scope: int, id_: str, config: Mapping[str, object], needed: Sequence[int]
    ) -> int:
        """Makes a construct.

        Args:
            package: `constructs`, `framework` or a module of the bindings.
            class_: its class in there.
            scope: the number of its scope.
            id_: its id in there.
            config: its arguments, by their names in Node.
            needed: the numbers of the constructs that it depends on.

        Returns:
            Its number.
        """
        self._made += 1
        self._add(("make", package, class_, scope, id_, config, needed))
        return self._made

    def backend(self, class_: str, stack: int, config: Mapping[str, object]) -> None:
        """Makes the backend of a stack; it has no number."""
        self._add(("backend", class_, stack, config))

    def override(self, number: int, path: str, value: object, *, whole: bool) -> None:
        """Sets an argument of a construct; None takes it out.

        Args:
            number: the number of the construct.
            path: the path of the argument in Terraform JSON.
            value: the value.
            whole: whether it replaces the value that is there; else maps are merged and lists appended.
        """
        self._add(("override", number, path) if value is None else ("override", number, path, value, whole))

    def depend(self, number: int, other: int) -> None:
        """Makes a stack depend on another one."""
        self._add(("depend", number, other))

    def document(self, stack: int) -> str:
        """The Terraform JSON of a stack as it is now.

        Raises:
            RuntimeError: Node objects to something; the message is its own.
        """
        self._add(("document", stack))
        self._flush()
        return str(self._answer("document"))

    def finish(self) -> None:
        """Synthesizes the app. Then Node ends, or waits for the next app.

        Raises:
            RuntimeError: Node objects to something; the message is its own.
        """
        self._flush()
        self._send(None)
        if self._answer("made") != self._made + 1:
            raise RuntimeError("Node has not made everything")
        node.watch(None)
        if keeps.get():
            _ready.set(self)
        else:
            self.end()

    def end(self) -> None:
        """Ends Node without waiting for it to release its memory."""
        self._lines.put(None)
        self._thread.join()
        self._process.kill()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()

    def _answer(self, key: str) -> object:
        answers = self._process.stdout
        said: dict[str, object] = json.loads((answers and answers.readline()) or b"{}")
        if key not in said:
            raise RuntimeError(said.get("error", "Node has ended"))
        return said[key]

    def _add(self, step: Sequence[object]) -> None:
        self._steps.append(step)
        if len(self._steps) >= _STEPS:
            self._flush()

    def _flush(self) -> None:
        self._send(self._steps)
        self._steps = []

    def _send(self, document: object) -> None:
        self._lines.put(json.dumps(document, separators=(",", ":")).encode() + b"\n")

    def _write(self) -> None:
        """Runs in a thread of its own: Node takes lines when it has loaded the framework, and Python goes on."""
        pipe = self._process.stdin
        # Where Node has ended, `finish` says so.
        with contextlib.suppress(OSError):
            while pipe is not None and (line := self._lines.get()) is not None:
                pipe.write(line)
                pipe.flush()
            if pipe is not None:
                pipe.close()
