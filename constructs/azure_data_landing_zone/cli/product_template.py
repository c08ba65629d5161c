"""Templates of product files that a team writes itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from ..config.reading.nodes import read_text, reading
from ..config.reading.problems import Place, Problem, shown

_FIELD = re.compile(r"<([a-z][a-z0-9_]*)>")
#: Text that YAML reads as itself without quotes, or as a number where a number is meant.
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_./-]*")

Value = str | Sequence[str]


@dataclass(frozen=True)
class _Scalar:
    """A scalar with fields: its value, its range in the text, and whether it has no quotes."""

    value: str
    start: int
    end: int
    plain: bool
    line: int


@dataclass(frozen=True)
class ProductTemplate:
    """A product file in which fields such as `<name>` stand for values.

    Attributes:
        file: the file, as messages call it.
        text: its text.
        fields: the fields in their order.
    """

    file: str
    text: str
    fields: tuple[str, ...]

    def filled(self, values: Mapping[str, Value]) -> str:
        """The text with values in place of the fields; comments stay as they are.

        Args:
            values: a value for each field; a list where the field is a list of the configuration.

        Raises:
            ConfigurationError: a list is inside of other text.
        """
        pieces: list[str] = []
        at = 0
        for scalar in _scalars(self.text, self.file):
            pieces += [self.text[at : scalar.start], self._written(scalar, values)]
            at = scalar.end
        return "".join([*pieces, self.text[at:]])

    def _written(self, scalar: _Scalar, values: Mapping[str, Value]) -> str:
        from ..config import ConfigurationError

        whole = _FIELD.fullmatch(scalar.value)
        if whole and not isinstance(items := values[whole[1]], str):
            return f"[{', '.join(_quoted(item, plain=True) for item in items)}]"

        def replaced(match: re.Match[str]) -> str:
            value = values[match[1]]
            if not isinstance(value, str):
                message = f"<{match[1]}> is a list and must be the whole value"
                raise ConfigurationError([Problem(Place(self.file, scalar.line), "", message, repr(scalar.value))])
            return value

        return _quoted(_FIELD.sub(replaced, scalar.value), plain=scalar.plain)


def read_template(path: Path) -> ProductTemplate:
    """A template.

    Raises:
        FileError: it cannot be read, or is no YAML.
    """
    text, name = read_text(path), shown(path)
    fields = (field for scalar in _scalars(text, name) for field in _FIELD.findall(scalar.value))
    return ProductTemplate(name, text, tuple(dict.fromkeys(fields)))


def _quoted(text: str, *, plain: bool) -> str:
    """Text as a YAML scalar; where the template has no quotes, a number or a word stays without."""
    return text if plain and _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _scalars(text: str, name: str) -> Iterator[_Scalar]:
    """The scalars that have fields, in their order."""
    with reading(text, name) as (root, _):
        nodes: list[Any] = [root]
        scalars: list[_Scalar] = []
        while nodes:
            node = nodes.pop()
            if isinstance(node, yaml.ScalarNode):
                if _FIELD.search(node.value):
                    start, end = node.start_mark, node.end_mark
                    # The end of a block scalar is the beginning of the line after it.
                    last = len(text[: end.index].rstrip("\n")) if node.style in ("|", ">") else end.index
                    scalars.append(_Scalar(node.value, start.index, last, not node.style, start.line + 1))
            elif isinstance(node, yaml.MappingNode):
                nodes += [child for pair in node.value for child in pair]
            else:
                nodes += node.value
    # An alias is the same node as its anchor.
    return iter(sorted({scalar.start: scalar for scalar in scalars}.values(), key=lambda scalar: scalar.start))
