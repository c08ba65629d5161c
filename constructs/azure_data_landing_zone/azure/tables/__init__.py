"""Facts about Azure as data, one YAML file per subject; every file names its sources."""

from __future__ import annotations

import functools
from importlib import resources
from typing import Any

import yaml


@functools.cache
def read(name: str) -> dict[str, Any]:
    """The table `name` (a file name without `.yaml`), read once per process."""
    text = resources.files(__name__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    table: dict[str, Any] = yaml.load(text, Loader=loader)  # noqa: S506  (both are safe loaders)
    return table
