"""The tables of Log Analytics that our queries read, with their columns: facts for tests alone."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml


@functools.cache
def log_tables() -> Mapping[str, Any]:
    """The columns of each table by name."""
    file = Path(__file__).parent / "observability" / "log_tables.yaml"
    tables: Mapping[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return tables
