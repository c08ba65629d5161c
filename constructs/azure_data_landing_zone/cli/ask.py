"""Questions on a terminal. Each answer is checked at once, by the models that check the configuration."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Sequence
from typing import Any

import typer
from pydantic import BaseModel, ValidationError

from ..config.models.base import ip_address
from ..config.reading.document import dotted, from_data
from ..config.reading.explain import explain, nearest

Check = Callable[[str], str]
#: So many words are listed where one of them is asked for.
_FEW = 12


class Answers:
    """Answers from the command line, else from a person, else by default.

    Args:
        asks: whether questions may be asked.
    """

    def __init__(self, *, asks: bool) -> None:
        if asks and not (sys.stdin.isatty() and sys.stderr.isatty()):
            raise typer.BadParameter("there is no terminal to ask on: give --yes, and what differs from the defaults")
        self._asks = asks

    def get(self, option: str, given: str | None, question: str, default: str | None, check: Check) -> str:
        """An answer that passes its check; a person is asked again until it does.

        Args:
            option: the option that gives it on the command line.
            given: what the option gave; None if it was not used.
            question: without a question mark.
            default: what an empty answer stands for. None if there has to be one.
            check: returns the answer as it is used; raises `typer.BadParameter` if it cannot be.
        """
        if given is not None or not self._asks:
            if (answer := default if given is None else given) is None:
                raise typer.BadParameter("is needed", param_hint=option)
            try:
                return check(answer)
            except typer.BadParameter as error:
                raise typer.BadParameter(error.message, param_hint=option) from None
        return str(typer.prompt(question, default=default, show_default=bool(default), value_proc=check, err=True))


def anything(answer: str) -> str:
    """A check that any answer passes."""
    return answer.strip()


def address(answer: str) -> str:
    """A check that an answer is an IPv4 address."""
    try:
        return ip_address(answer.strip())
    except ValueError as error:
        raise typer.BadParameter(f"{answer!r} {error}") from None


def joined(given: Sequence[str] | None) -> str | None:
    """The values of an option that may be repeated, as one answer."""
    return None if given is None else ", ".join(given)


def field(
    model: type[BaseModel], *path: str, many: bool = False, optional: bool = False, number: bool = False
) -> Check:
    """A check of an answer as a field of the configuration.

    Args:
        model: the model that the path begins in.
        path: the keys down to the field.
        many: whether the field is a list, and the answer its first item.
        optional: whether an empty answer is allowed.
        number: whether the field is a whole number, which YAML reads as one and an answer holds as text.
    """

    def check(answer: str) -> str:
        answer = answer.strip()
        if optional and not answer:
            return answer
        value: Any = [answer] if many else int(answer) if number and answer.isdecimal() else answer
        for key in reversed(path):
            value = {key: value}
        if said := _mistakes(model, value, path):
            raise typer.BadParameter(f"{answer!r} {said}")
        return answer

    return check


def each(check: Check) -> Check:
    """A check of words with commas or spaces between them."""

    def check_all(answer: str) -> str:
        return ", ".join(check(word) for word in words(answer))

    return check_all


def among(allowed: Collection[str], what: str) -> Check:
    """A check that an answer is one of some words.

    Args:
        allowed: the words.
        what: what each of them is, as in "'x' is no ...".
    """

    def check(answer: str) -> str:
        word = answer.strip()
        if word not in allowed:
            listed = f"; there is {', '.join(allowed)}" if 0 < len(allowed) <= _FEW else ""
            raise typer.BadParameter(f"{word!r} is no {what}{listed}{nearest(word, allowed)}")
        return word

    return check


def words(text: str) -> list[str]:
    """The words of an answer, with commas or spaces between them."""
    return text.replace(",", " ").split()


def _mistakes(model: type[BaseModel], data: Any, path: Sequence[str]) -> str:
    """The errors at a path, without those of other paths."""
    try:
        model.model_validate(data)
    except ValidationError as error:
        document = from_data(data, "answer")
        wanted = dotted(tuple(path))
        mistakes = [
            problem.message
            for problem in explain(error, document, model)
            if problem.path.startswith(wanted) and "required and missing" not in problem.message
        ]
        return "; ".join(mistakes)
    return ""
