"""JSON as plain data that remembers its lines.

YAML reads most of JSON, but no surrogate pairs in escapes, and no keys of more than 1,024 characters.
"""

from __future__ import annotations

import bisect
import json
import re
from pathlib import Path
from typing import Any

from .document import Document, Path_, dotted
from .nodes import DEEPEST, MOST_DIGITS, MOST_NODES, TOO_DEEP, FileError, read_text
from .problems import Place, Problem, shown

_SPACE = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()
_WORD = re.compile(r"[^\s,\]}]+")


def read_json(path: Path) -> tuple[Document | None, list[Problem]]:
    """Reads a JSON file.

    Returns:
        The document, None if the file is unreadable or is no object, and what is wrong with it.
    """
    name = shown(path)
    try:
        text = read_text(path)
        # Values are read below, where their lines are known; here, only mistakes of the syntax are looked for.
        json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
        reader = _Reader(text, name)
        data = reader.value(())
    except FileError as error:
        return None, [error.problem]
    except RecursionError:
        return None, [Problem(Place(name, 0), "", TOO_DEEP)]
    except json.JSONDecodeError as error:
        return None, [Problem(Place(name, error.lineno), "", f"is not valid JSON: {error.msg}")]
    if not isinstance(data, dict):
        return None, [Problem(Place(name, 1), "", "must hold an object")]
    return Document(name, data, reader.places), reader.problems


class _Reader:
    """Makes plain data of JSON whose syntax is right, and remembers its places.

    Args:
        text: the JSON.
        name: how messages call its file.
    """

    def __init__(self, text: str, name: str) -> None:
        self.places: dict[Path_, Place] = {}
        self.problems: list[Problem] = []
        self._text = text
        self._name = name
        self._ends = [found.start() for found in re.finditer("\n", text)]
        self._at = 0

    def value(self, path: Path_) -> Any:
        """The value that begins here.

        Raises:
            FileError: the document exceeds a bound, or has a number that JSON does not have.
        """
        first, place = self._next()
        self.places.setdefault(path, place)
        if len(path) > DEEPEST or len(self.places) > MOST_NODES:
            what = TOO_DEEP if len(path) > DEEPEST else f"holds more than {MOST_NODES:,} values: split the file"
            raise FileError(Problem(place, dotted(path[:4]), what))
        if first == "{":
            return self._object(path)
        if first == "[":
            return self._list(path)
        if first == '"':
            return self._string()
        word = _WORD.match(self._text, self._at)
        written = word[0] if word else ""
        self._at += len(written)
        if len(written) > MOST_DIGITS:
            said = f"is a number of {len(written):,} characters; put it in quotes if it is text"
            raise FileError(Problem(place, dotted(path), said))
        if written in ("NaN", "Infinity", "-Infinity"):
            raise FileError(Problem(place, dotted(path), f"is not valid JSON: there is no number {written}"))
        return json.loads(written)

    def _next(self) -> tuple[str, Place]:
        space = _SPACE.match(self._text, self._at)
        self._at = space.end() if space else self._at
        return self._text[self._at], Place(self._name, bisect.bisect_left(self._ends, self._at) + 1)

    def _string(self) -> str:
        text: str
        text, self._at = _DECODER.raw_decode(self._text, self._at)
        return text

    def _object(self, path: Path_) -> dict[str, Any]:
        made: dict[str, Any] = {}
        self._at += 1
        while True:
            sign, place = self._next()
            if sign == '"':
                key = self._string()
                here = (*path, key)
                self._next()
                self._at += 1
                if key in made:
                    said = f"is given twice, first in line {self.places[here].line}: remove one"
                    self.problems.append(Problem(place, dotted(here), said))
                self.places.setdefault(here, place)
                made[key] = self.value(here)
                continue
            self._at += 1
            if sign == "}":
                return made

    def _list(self, path: Path_) -> list[Any]:
        made: list[Any] = []
        self._at += 1
        while True:
            sign, _ = self._next()
            if sign in ",]":
                self._at += 1
            if sign == "]":
                return made
            if sign != ",":
                made.append(self.value((*path, len(made))))
