"""Terraform's templates: which text Terraform evaluates, and how text stays text.

In Terraform JSON every string is a template: `${...}` is an interpolation and `%{...}` a directive. Doubling the sign
makes it text; a run of more signs loses one when it is evaluated (tried with Terraform 1.11).

Source: https://developer.hashicorp.com/terraform/language/syntax/json, read 2026-11-26.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

#: Enclose the expression of a reference until it is written. Characters of Unicode's private use, which no text of a
#: configuration may hold; in comments, so that a reference which is not resolved is valid Terraform all the same.
_BEGIN, _END = "${/*\ue000*/", "/*\ue001*/}"
#: What no text of a configuration may hold, by what it is called in messages.
RESERVED = {"\ue000": "the character U+E000", "\ue001": "the character U+E001", "TfToken[": "TfToken["}
#: A reference of ours, and a token of the framework that stands for one.
_REFERENCE = re.compile(
    rf"(?P<ours>{re.escape(_BEGIN)}.*?{re.escape(_END)})|(?P<token>\$\{{TfToken\[TOKEN\.\d+\]\}})", re.DOTALL
)
_EVALUATED = re.compile(r"(?<!\$)\$\{|(?<!%)%\{")
_ESCAPED = re.compile(r"\$(?=\$\{)|%(?=%\{)")


def is_evaluated(text: str) -> bool:
    """Whether Terraform evaluates anything in text."""
    return "{" in text and _EVALUATED.search(text) is not None


def escaped(text: str) -> str:
    """A template whose value is the text."""
    return text.replace("${", "$${").replace("%{", "%%{")


def unescaped(template: str) -> str:
    """The value of a template in which nothing is evaluated."""
    return _ESCAPED.sub("", template) if "{" in template else template


def mapped(value: Any, text: Callable[[str], str]) -> Any:
    """A value of JSON with a function applied to its strings, keys included."""
    if isinstance(value, str):
        return text(value)
    if isinstance(value, list):
        return [mapped(item, text) for item in value]
    if isinstance(value, dict):
        return {text(key): mapped(item, text) for key, item in value.items()}
    return value


def value_of(written: object) -> object:
    """A value as it is without templates: texts in which nothing is evaluated are unescaped, inner ones as well."""
    return mapped(written, lambda text: text if is_evaluated(text) else unescaped(text))


def quoted(text: str) -> str:
    """Text as a string inside of an expression."""
    return escaped(json.dumps(text, ensure_ascii=False))


def marked(expression: str) -> str:
    """A reference that `resolved` tells from text."""
    return f"{_BEGIN}{expression}{_END}"


def resolved(text: str) -> str:
    """A template in which marked references and tokens of the framework are evaluated, and nothing else."""
    if "{" not in text:
        return text
    parts: list[str] = []
    end = 0
    for found in _REFERENCE.finditer(text):
        parts.append(_before_reference(escaped(text[end : found.start()])))
        whole = found[0]
        parts.append(whole if found["token"] else f"${{{whole[len(_BEGIN) : -len(_END)]}}}")
        end = found.end()
    parts.append(escaped(text[end:]))
    return "".join(parts)


def _before_reference(template: str) -> str:
    """A template that a reference follows: a dollar sign at its end would escape the reference."""
    kept = template.rstrip("$")
    dollars = template[len(kept) :]
    return f'{kept}${{"{dollars}"}}' if dollars else template
