"""Leaves out what generated bindings check of their arguments, where those are known to fit.

Each construct looks up the types of its constructor and compares every argument with them, which takes Python as long
as all else. `python -O` leaves it out, for the whole process and with bytecode that nobody has made beforehand. Here it
is left out while our own stacks are built: their arguments are typed, and a test builds the apps with all checks.
"""

from __future__ import annotations

import os
import sys
import typing
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from . import framework, selection
from .pipeline import VARIABLE

#: What a generated module calls by these names, before each construct.
_NAMES = ("typing", "check_type")


class _Typing:
    """Stands in for `typing` in a generated module: all of it, but no types of arguments are looked up."""

    def __getattr__(self, name: str) -> Any:
        return getattr(typing, name)

    def get_type_hints(self, _: object) -> _Typing:
        return self

    def __getitem__(self, _: str) -> None:
        return None


def _passed(**_: object) -> None:
    """Stands in for the check of one argument."""


@contextmanager
def unchecked() -> Iterator[None]:
    """Leaves out the checks of arguments in the bindings that are imported; `ADLZ_PIPELINE=off` keeps them."""
    if os.environ.get(VARIABLE) == "off":
        yield
        return
    modules = list(_generated())
    before = [{name: vars(module)[name] for name in _NAMES} for module in modules]
    stand_ins = {"typing": _Typing(), "check_type": _passed}
    try:
        for module in modules:
            vars(module).update(stand_ins)
        yield
    finally:
        for module, originals in zip(modules, before, strict=True):
            vars(module).update(originals)


def _generated() -> Iterator[ModuleType]:
    """The modules of the framework and of the provider that are imported and check their arguments."""
    packages = (framework.NAME, selection.ENGINES[framework.NAME])
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in packages and set(_NAMES) <= vars(module).keys():
            yield module
