"""References in Terraform's templates, without an evaluation of them.

Source: https://developer.hashicorp.com/terraform/language/expressions and
https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md, read 2026-11-27.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

#: Names that Terraform knows where they are used, and that no block declares.
_GIVEN = frozenset({"each", "count", "self", "path", "terraform"})
_NAME = r"[^\W\d][\w-]*"
_WORD = re.compile(_NAME)
_STEP = re.compile(rf"\s*\.\s*({_NAME})")
_FUNCTION = re.compile(r"\s*(\(|::)")
_FOR = re.compile(rf"\s+({_NAME})(?:\s*,\s*({_NAME}))?\s+in\b")
_NUMBER = re.compile(r"\d+(\.\d+)?([eE][+-]?\d+)?")
_COMMENT = re.compile(r"/\*.*?\*/|(?:#|//)[^\n]*", re.DOTALL)
_HEREDOC = re.compile(r"<<-?(\w+)\n.*?^\s*\1\s*?$", re.DOTALL | re.MULTILINE)
_PAIRS = {"(": ")", "[": "]", "{": "}"}


class ExpressionError(ValueError):
    """A template that ends too early; the message is the end of a sentence about it."""


def references(template: str) -> tuple[str, ...]:
    """The addresses that a template refers to, such as `var.name`, `azurerm_key_vault.audit` or `data.local_file.x`.

    Names that `for` gives, and those that Terraform gives, are left out.

    Raises:
        ExpressionError: a bracket or a quotation mark is not closed.
    """
    if "{" not in template:
        return ()
    scanner = _Scanner(template)
    scanner.template(quoted=False)
    return tuple(_address(steps) for steps in scanner.found if steps[0] not in scanner.own | _GIVEN)


def address_in(written: str) -> str:
    """The address in text that is one without `${` and `}`, such as an item of `depends_on`; empty for none."""
    inner = written[2:-1] if written.startswith("${") and written.endswith("}") else written
    try:
        return next(iter(references(f"${{{inner}}}")), "")
    except ExpressionError:
        return ""


def _address(steps: list[str]) -> str:
    if steps[0] == "resource":
        steps = steps[1:]
    return ".".join(steps[: 3 if steps[0] in ("data", "ephemeral") else 2])


class _Scanner:
    def __init__(self, text: str) -> None:
        self.found: list[list[str]] = []
        #: Names that the template itself gives.
        self.own: set[str] = set()
        self._text = text
        self._at = 0

    def template(self, *, quoted: bool) -> None:
        """Reads text with expressions in it, up to its end or a quotation mark."""
        text = self._text
        while self._at < len(text):
            sign = text[self._at]
            if sign in "$%" and text[self._at + 1 : self._at + 2] == "{" and text[self._at - 1 : self._at] != sign:
                self._at += 2
                self._expression(f"{sign}{{")
                continue
            if quoted and sign == '"':
                self._at += 1
                return
            self._at += 2 if quoted and sign == "\\" else 1
        if quoted:
            raise ExpressionError('has an expression with a " that is not closed')

    def _expression(self, opened: str) -> None:
        """Reads an expression up to its closing bracket."""
        closing, former = ["}"], ""
        while self._at < len(self._text):
            sign = self._text[self._at]
            if sign == '"':
                self._at += 1
                self.template(quoted=True)
            elif passed := _COMMENT.match(self._text, self._at) or _HEREDOC.match(self._text, self._at):
                self._at = passed.end()
                continue
            elif _WORD.match(self._text, self._at):
                self._word(attribute=former == ".")
            elif number := _NUMBER.match(self._text, self._at):
                self._at = number.end()
            else:
                self._at += 1
                if sign in _PAIRS:
                    closing.append(_PAIRS[sign])
                elif sign in _PAIRS.values() and closing.pop() != sign:
                    raise ExpressionError(f"has an expression with a {sign} that closes no bracket")
                if not closing:
                    return
            former = former if sign.isspace() else sign
        what = f"{opened} that is not closed: add }}, or write {opened[0]}{opened} for text"
        raise ExpressionError(f"has a {what}")

    def _word(self, *, attribute: bool) -> None:
        steps = []
        step = _WORD.match(self._text, self._at)
        while step is not None:
            steps.append(step[step.lastindex or 0])
            self._at = step.end()
            step = _STEP.match(self._text, self._at)
        if attribute:
            return
        if steps == ["for"] and (given := _FOR.match(self._text, self._at)) is not None:
            self.own.update(filter(None, given.groups()))
        elif len(steps) > 1 and not _FUNCTION.match(self._text, self._at):
            self.found.append(steps)


def local_names(block: object) -> Iterator[str]:
    """The names that the `dynamic` blocks below a block give to their content."""
    for key, item in block.items() if isinstance(block, dict) else enumerate(block) if isinstance(block, list) else ():
        if key == "dynamic":
            for one in item if isinstance(item, list) else [item]:
                for label, content in one.items() if isinstance(one, dict) else ():
                    yield label
                    for inner in content if isinstance(content, list) else [content]:
                        if isinstance(inner, dict) and isinstance(inner.get("iterator"), str):
                            yield inner["iterator"]
        yield from local_names(item)
