"""Takes rows out of tables and lists of facts, one at a time, and says which of them no test notices.

    python tools/mutation.py [--seconds N] [--seed TEXT] [--log FILE] [TABLE ...]

Every row is taken out in a process of its own, which then runs the tests of that table. With `--seconds`, rows are
tried in an order that the seed decides, until the time is over. With `--log`, each row is written to a file once it is
tried, and a run that was interrupted goes on there. The exit status is 1 if a row was not noticed.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import io
import os
import random
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "azure_data_landing_zone"
#: The package is imported before pytest, which warns that it cannot rewrite its assertions.
_OPTIONS = ("-x", "-q", "--no-header", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning")
#: All tests passed; one failed; a module of tests could not be imported.
_OUTCOMES = (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.INTERRUPTED)


@dataclass(frozen=True)
class Table:
    """A table or list of facts.

    Attributes:
        name: its name.
        tests: the tests that guard it.
        rows: returns its rows, as the path of keys and indices to each.
        take_out: takes a row out, in this process.
    """

    name: str
    tests: tuple[str, ...]
    rows: Callable[[], list[tuple[str | int, ...]]]
    take_out: Callable[[tuple[str | int, ...]], None]


def yaml_table(name: str, *tests: str, nested: bool = False) -> Table:
    """A table of `azure/tables`, whose rows are its keys, or the items below them."""
    return _documents(name, tests, lambda: _module("azure.tables").read(name), nested=nested)


def _documents(name: str, tests: tuple[str, ...], read: Callable[[], Any], *, nested: bool) -> Table:
    def rows() -> list[tuple[str | int, ...]]:
        if not nested:
            return [(key,) for key in read()]
        return [(key, index) for key, inner in read().items() for index in range(len(inner))]

    def take_out(row: tuple[str | int, ...]) -> None:
        table = read()
        for key in row[:-1]:
            table = table[key]
        del table[row[-1]]

    return Table(name, tests, rows, take_out)


def constant(module: str, name: str, *tests: str) -> Table:
    """A tuple or mapping of a module."""

    def rows() -> list[tuple[str | int, ...]]:
        value = getattr(_module(module), name)
        return [(key,) for key in (value if isinstance(value, dict) else range(len(value)))]

    def take_out(row: tuple[str | int, ...]) -> None:
        value = getattr(_module(module), name)
        if isinstance(value, dict):
            del value[row[0]]
            return
        rest = tuple(one for index, one in enumerate(value) if index != row[0])
        for loaded in list(sys.modules.values()):
            if getattr(loaded, name, None) is value:
                setattr(loaded, name, rest)

    return Table(f"{module}.{name}", tests, rows, take_out)


TABLES = (
    constant("config.models.parts", "CORE_PARTS", "tests/config/layout/test_parts.py"),
    constant("config.models.parts", "PRODUCT_PARTS", "tests/config/layout/test_parts.py"),
    constant("config.layout.services", "SERVICES", "tests/config/layout/test_services.py"),
    constant("config.layout.stacks", "STACKS", "tests/config/layout/test_stacks.py"),
    constant("azure.personas", "SCOPES", "tests/azure/test_tables.py"),
    constant("config.reading.explain", "FORMS", "tests/config/reading/test_explain.py"),
    yaml_table("role_definitions", "tests/azure/test_permissions.py"),
    yaml_table("further_names", "tests/azure/test_names.py"),
    yaml_table("operations", "tests/rights/test_needs.py"),
    yaml_table("ml_files", "tests/report/test_product_files.py"),
    yaml_table("stateful", "tests/checks/test_losses.py"),
    yaml_table("recovery", "tests/checks/test_losses.py"),
    yaml_table("one_way", "tests/checks/test_losses.py", nested=True),
    yaml_table("replacement", "tests/checks/test_losses.py"),
    _documents("origins", ("tests/checks/test_origins.py",), lambda: _module("checks.origins")._table(), nested=True),
)


def _module(name: str) -> Any:
    return importlib.import_module(f"{PACKAGE}.{name}")


def noticed(table: Table, row: tuple[str | int, ...] | None) -> bool:
    """Whether the tests of a table fail without a row; without any row, whether they fail as they are."""
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        code = os.waitstatus_to_exitcode(status)
        if code not in _OUTCOMES:
            raise RuntimeError(f"{table.name}: the tests did not run: pytest ended with {code}")
        return code != pytest.ExitCode.OK
    code = int(pytest.ExitCode.INTERNAL_ERROR)
    try:
        table.rows()
        if row is not None:
            table.take_out(row)
        tests = [str(ROOT / test) for test in table.tests]
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            code = int(pytest.main([*_OPTIONS, *tests]))
    finally:
        os._exit(code)


def main(arguments: Sequence[str]) -> int:
    """Tries rows, and says which were not noticed; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("tables", nargs="*", metavar="TABLE", help="default all")
    parser.add_argument("--seconds", type=float, help="how long rows are tried; default until all are")
    parser.add_argument("--seed", default="", help="decides the order of rows")
    parser.add_argument("--log", type=Path, help="where each row is written; rows in it are not tried again")
    options = parser.parse_args(arguments)
    started = time.monotonic()
    os.chdir(ROOT)
    sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tools")]
    tables = [table for table in TABLES if not options.tables or table.name in options.tables]
    broken = [table.name for table in tables if not options.seconds and noticed(table, None)]
    if broken:
        sys.stdout.write(f"the tests fail as they are: {', '.join(broken)}\n")
        return 1
    trials = [(table, row) for table in tables for row in table.rows()]
    if options.seconds:
        random.Random(options.seed).shuffle(trials)  # noqa: S311  (no secret)
    known = _logged(options.log)
    tried: dict[str, int] = {}
    missed: dict[str, list[str]] = {}
    for number, (table, row) in enumerate(trials, start=1):
        if options.seconds and time.monotonic() - started > options.seconds:
            break
        name = ".".join(map(str, row))
        seen = known.get((table.name, name))
        if seen is None:
            seen = noticed(table, row)
            _log(options.log, f"{table.name} {name} {'noticed' if seen else 'missed'}")
            if not options.seconds:
                sys.stderr.write(
                    f"{number}/{len(trials)} {table.name} {name}{'' if seen else ': no test notices it'}\n"
                )
        tried[table.name] = tried.get(table.name, 0) + 1
        if not seen:
            missed.setdefault(table.name, []).append(name)
    for name, count in tried.items():
        lost = missed.get(name, [])
        sys.stdout.write(f"{name}: {count} rows tried, {count - len(lost)} noticed{_told(lost)}\n")
    return int(bool(missed))


def _logged(log: Path | None) -> dict[tuple[str, str], bool]:
    """The rows that an earlier run has tried, by table and row, and whether a test noticed."""
    if log is None or not log.exists():
        return {}
    lines = (line.split(" ") for line in log.read_text(encoding="utf-8").splitlines())
    return {(table, " ".join(row)): outcome == "noticed" for table, *row, outcome in lines}


def _log(log: Path | None, line: str) -> None:
    if log is not None:
        with log.open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")


def _told(lost: Sequence[str]) -> str:
    return f"; no test notices {', '.join(lost)}" if lost else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
