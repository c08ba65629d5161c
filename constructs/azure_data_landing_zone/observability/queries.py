"""The queries over Log Analytics, one file each, with the comment at the top that says what they answer.

Each reads its table by way of `union isfuzzy=true` and an empty table of the columns that it uses, so that it answers
with nothing, and does not fail, where a table has no record yet and so does not exist.
"""

from __future__ import annotations

import functools
import re
from importlib import resources

_PLACEHOLDER = re.compile(r"\{([A-Za-z]+)\}")


@functools.cache
def query_names() -> tuple[str, ...]:
    """The names of the queries of workbook and dashboard."""
    return _names("queries")


@functools.cache
def alert_query_names() -> tuple[str, ...]:
    """The names of the queries of alert rules."""
    return _names("alert_queries")


def query(name: str, **values: str) -> str:
    """A query of workbook or dashboard.

    Args:
        name: the name of its file.
        values: what takes the place of `{Scope}` (a condition that says whose records count), `{Groups}` (names of
            resource groups in quotes) and `{Grain}` (the length of an interval).

    Raises:
        FileNotFoundError: there is no such query.
        KeyError: the query has a placeholder without a value.
    """
    return _PLACEHOLDER.sub(lambda found: values[found[1]], _read("queries", name))


def title(name: str) -> str:
    """The question that a query of workbook or dashboard answers, without the full stop."""
    return _comment(_read_raw("queries", name)).removesuffix(".")


def alert_query(name: str) -> str:
    """The query of an alert rule.

    Raises:
        FileNotFoundError: there is none.
    """
    return _read("alert_queries", name)


def _names(folder: str) -> tuple[str, ...]:
    files = resources.files(__package__).joinpath(folder).iterdir()
    return tuple(sorted(file.name.removesuffix(".kql") for file in files if file.name.endswith(".kql")))


def _read_raw(folder: str, name: str) -> str:
    return resources.files(__package__).joinpath(folder, f"{name}.kql").read_text(encoding="utf-8").strip()


def _read(folder: str, name: str) -> str:
    """A query without its comment."""
    return _read_raw(folder, name).partition("\n")[2]


def _comment(text: str) -> str:
    return text.partition("\n")[0].removeprefix("// ")
