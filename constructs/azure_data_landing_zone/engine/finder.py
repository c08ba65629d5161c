"""Makes an import of the provider's package lean, whatever a program imports next after this library.

Every import of this library runs this module, so it imports neither jsii nor the engine before they are needed.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType

from . import selection


class ProviderFinder:
    """A `MetaPathFinder`: `engine/bindings.py` places the provider's package when a program imports it.

    Not derived from that class: its module imports `importlib.resources`, which takes longer than all else here.
    """

    def __init__(self) -> None:
        self._is_placing = False

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The spec of the provider's package of the engine in use; None for every other module."""
        del path, target
        engine = next((name for name, package in selection.ENGINES.items() if package == fullname), None)
        if self._is_placing or engine is None:
            return None
        if not any(name in sys.modules for name in selection.ENGINES):
            selection.choose(engine)
        if engine != selection.chosen():
            return None
        self._is_placing = True
        try:
            importlib.import_module(f"{__package__}.azurerm")
        finally:
            self._is_placing = False
        placed = sys.modules.get(fullname)
        return None if placed is None else placed.__spec__


def install() -> None:
    """Adds the finder to Python's import system, once."""
    if not any(isinstance(finder, ProviderFinder) for finder in sys.meta_path):
        sys.meta_path.insert(0, ProviderFinder())
