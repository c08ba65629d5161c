"""Puts the library that lays out pictures into the wheel and the sdist: from `node_modules`, where npm has it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LIBRARY = "node_modules/@viz-js/viz/dist/viz.cjs"
PLACE = "azure_data_landing_zone/report/pictures/vendor/viz.cjs"


class VendoredLibrary(BuildHookInterface[Any]):
    """One file of npm's, so that whoever has only the wheel needs neither npm nor a network.

    An installation in place (`pip install -e`) reads it from `node_modules` itself. An sdist brings it along, and a
    wheel that is made from one finds it there.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Adds the file.

        Raises:
            FileNotFoundError: it is neither in `node_modules` nor in the sources; the message says how to get it.
        """
        if version == "editable":
            return
        # pyproject.toml leaves the file in the sources out, so that it comes last from either place: the bytes of an
        # archive depend on the order.
        brought = Path(self.root) / "constructs" / PLACE
        source = brought if brought.is_file() else Path(self.root) / LIBRARY
        if not source.is_file():
            raise FileNotFoundError(
                f"{LIBRARY} is missing, without which the report has no pictures: run `npm ci --ignore-scripts` (or "
                "`make node_modules/.installed`) in the checkout first"
            )
        target = PLACE if self.target_name == "wheel" else f"constructs/{PLACE}"
        build_data["force_include"][str(source)] = target
