"""YAML as a tree of nodes, read within bounds.

The bounds count characters, nodes and levels. They are far beyond what a landing zone of hundreds of products needs. An
alias counts as what it stands for, so they hold for a small file that aliases make large.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml

from ...errors import AdlzError
from .problems import Place, Problem, shown
from .texts import first_invisible

#: Characters of a file, and of all its values once aliases are followed.
MOST_CHARACTERS = 4_000_000
#: Values, keys, lists and mappings of a file once aliases are followed.
MOST_NODES = 100_000
#: Mappings and lists inside of one another.
DEEPEST = 40
#: What is said of a document that is deeper.
TOO_DEEP = f"is nested more than {DEEPEST} levels deep"
#: Digits of a number.
MOST_DIGITS = 30

_TAG = "tag:yaml.org,2002:"
_NUMBERS = frozenset({f"{_TAG}int", f"{_TAG}float"})
_SCALARS = frozenset({f"{_TAG}null", f"{_TAG}bool", f"{_TAG}str", *_NUMBERS})


class FileError(AdlzError):
    """A file that is not read any further; `problem` says where and why."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))


@functools.cache
def _loader_class() -> Any:
    """A loader for YAML 1.2's core schema: `no` and `on` are words, `010` is not eight, dates are text."""
    base = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loader: Any = type("_Loader", (base,), {"yaml_implicit_resolvers": {}})
    for tag, pattern, first in (
        ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
        ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
        ("int", r"^[-+]?(?:0|[1-9][0-9]*)$", "-+0123456789"),
        ("float", r"^[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*|[0-9]+(?=[eE]))(?:[eE][-+]?[0-9]+)?$", "-+.0123456789"),
    ):
        loader.add_implicit_resolver(f"{_TAG}{tag}", re.compile(pattern), list(first))
    return loader


def read_text(path: Path) -> str:
    """The text of a file.

    Raises:
        FileError: the file cannot be read, is no UTF-8, is too long, or holds what cannot be seen.
    """
    name = shown(path)
    try:
        with path.open("rb") as file:
            # A device has no end.
            data = file.read(4 * MOST_CHARACTERS + 1)
    except OSError as error:
        raise FileError(Problem(Place(name, 0), "", _unread(path, error))) from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        message = f"is not UTF-8: it holds the byte 0x{data[error.start]:02X}. Save the file as UTF-8"
        raise FileError(Problem(Place(name, line), "", message)) from None
    if len(text) > MOST_CHARACTERS:
        message = f"has {len(text):,} characters; at most {MOST_CHARACTERS:,} are allowed"
        raise FileError(Problem(Place(name, 0), "", message))
    line, message = first_invisible(text)
    if line:
        raise FileError(Problem(Place(name, line), "", message))
    return text


def _unread(path: Path, error: OSError) -> str:
    if path.is_symlink() and not path.exists():
        return f"is a link to {path.readlink().as_posix()}, which does not exist"
    if isinstance(error, IsADirectoryError):
        return "is a folder, and a file is wanted"
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        missing = next((str(above) for above in reversed(path.parents) if not above.exists()), "")
        return f"does not exist: there is no folder {missing}/" if missing else "does not exist"
    if isinstance(error, PermissionError):
        return "cannot be read: its permissions do not allow it"
    return f"cannot be read: {(error.strerror or str(error)).lower()}"


@contextmanager
def reading(text: str, name: str) -> Iterator[tuple[Any, Any]]:
    """A YAML document's root node, and the loader that makes values of scalars.

    Args:
        text: the document.
        name: how messages call its file.

    Raises:
        FileError: the text is empty, no YAML, or nested too deeply.
    """
    loader: Any = None
    try:
        _check_depth(text, name)
        loader = _loader_class()(text)
        root = loader.get_single_node()
        if root is None:
            raise FileError(Problem(Place(name, 0), "", "is empty"))
        yield root, loader
    except yaml.MarkedYAMLError as error:
        mark: Any = error.problem_mark or error.context_mark
        raise FileError(_no_yaml(error, text, name, mark.line if mark is not None else -1)) from None
    except yaml.YAMLError as error:
        raise FileError(Problem(Place(name, 0), "", f"is not valid YAML: {error}")) from None
    finally:
        if loader is not None:
            loader.dispose()


def scalar(loader: Any, node: Any, place: Place, path: str) -> Any:
    """The value of a scalar node.

    Raises:
        FileError: the node has a tag of its own, or is no value of its tag.
    """
    if node.tag not in _SCALARS:
        tag = node.tag.replace(_TAG, "!!")
        raise FileError(Problem(place, path, f"has the tag {tag}: write the value without a tag"))
    if node.tag in _NUMBERS and len(node.value) > MOST_DIGITS:
        said = f"is a number of {len(node.value):,} characters; put it in quotes if it is text"
        raise FileError(Problem(place, path, said))
    try:
        return loader.construct_object(node)
    except (ValueError, KeyError):
        tag = node.tag.replace(_TAG, "!!")
        raise FileError(Problem(place, path, f"is no value of the tag {tag}", repr(node.value[:80]))) from None


def _check_depth(text: str, name: str) -> None:
    """Looks at the document event by event, before anything is made of it."""
    depth = 0
    for event in yaml.parse(text, Loader=_loader_class()):
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            depth += 1
            if depth > DEEPEST:
                start: Any = event.start_mark
                raise FileError(Problem(Place(name, start.line + 1), "", TOO_DEEP))
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            depth -= 1


def _no_yaml(error: yaml.MarkedYAMLError, text: str, name: str, line: int) -> Problem:
    lines = text.splitlines()
    written = lines[line] if 0 <= line < len(lines) else ""
    indent = written[: len(written) - len(written.lstrip())]
    if "\t" in indent:
        return Problem(Place(name, line + 1), "", "is indented with a tab, and YAML takes spaces only")
    said = " ".join(filter(None, (error.context, error.problem)))
    # libyaml looks ahead, and has a bound of its own.
    message = TOO_DEEP if "nesting depth" in said else f"is not valid YAML: {said}"
    return Problem(Place(name, line + 1), "", message)
