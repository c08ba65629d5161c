"""Template expressions, such as `[concat(field('name'), '-x')]`, as trees."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, TypeAlias

from ...azure.json_values import Json
from ...errors import AdlzError

if TYPE_CHECKING:
    from lark import Lark


@dataclass(frozen=True, slots=True)
class Literal:
    """A value that is written out."""

    value: Json


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments; the name as written."""

    name: str
    arguments: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Access:
    """A member or an element of a value: `.name` or `[key]`."""

    target: Expression
    key: Expression


#: How deep functions may be nested in one another; Microsoft's own rules need 12.
_DEEPEST = 60

Expression: TypeAlias = Literal | Call | Access


class ExpressionError(AdlzError, ValueError):
    """A text in brackets that is no template expression; the message says where it stops being one."""


def is_expression(text: str) -> bool:
    """Whether Azure calculates this text instead of taking it as written."""
    return text.startswith("[") and text.endswith("]") and not text.startswith("[[")


def unescaped(text: str) -> str:
    """A text that is taken as written; `[[` at its beginning stands for `[`."""
    return text[1:] if text.startswith("[[") else text


@functools.lru_cache(maxsize=4096)
def parse(text: str) -> Expression:
    """The tree of an expression in brackets.

    Raises:
        ExpressionError: it does not follow the grammar.
    """
    from lark import LarkError

    if _nesting(text) > _DEEPEST:
        raise ExpressionError(f"{text[:60]}... is nested too deeply: more than {_DEEPEST} functions")
    try:
        tree = _parser().parse(text[1:-1])
    except (LarkError, RecursionError) as error:
        said = str(error).strip().splitlines()
        raise ExpressionError(f"{text} is no template expression: {said[0] if said else error!r}") from error
    assert isinstance(tree, (Literal, Call, Access))  # noqa: S101  (what the transformer makes)
    return tree


def _nesting(text: str) -> int:
    depth = deepest = 0
    for mark in re.findall(r"'[^']*'|[(\[)\]]", text):
        depth += (mark in {"(", "["}) - (mark in {")", "]"})
        deepest = max(deepest, depth)
    return deepest


@functools.cache
def _parser() -> Lark:
    # Most runs of the library never read an expression.
    from lark import Lark, Token, Transformer, v_args

    @v_args(inline=True)
    class Build(Transformer[Token, Expression]):
        def start(self, expression: Expression) -> Expression:
            return expression

        def string(self, token: Token) -> Expression:
            return Literal(str(token)[1:-1].replace("''", "'"))

        def number(self, token: Token) -> Expression:
            return Literal(float(token) if "." in token else int(token))

        def call(self, name: Token, *arguments: Expression | None) -> Expression:
            return Call(str(name), tuple(argument for argument in arguments if argument is not None))

        def member(self, target: Expression, name: Token) -> Expression:
            return Access(target, Literal(str(name)))

        def element(self, target: Expression, key: Expression) -> Expression:
            return Access(target, key)

    grammar = resources.files(__package__).joinpath("expressions.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", transformer=Build())
