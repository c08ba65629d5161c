"""The check of the wording of documentation and help."""

from __future__ import annotations

from pathlib import Path

import pytest

import plain_english
from support import ROOT

FILE = Path("page.md")


@pytest.mark.parametrize("rule", plain_english.RULES, ids=lambda rule: rule.example)
def test_every_rule_finds_its_example(rule: plain_english.Rule) -> None:
    assert [finding.instead for finding in plain_english.findings(FILE, rule.example)].count(rule.instead) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The command lists the resources that would be destroyed.",
        "Only the paths that the configuration names are open.",
        "`nobody` is a value, and so is [this page](whoever.md).",
        "```sh\nadlz validate  # finds mistakes\n```",
        "What is a stack? What happens next depends on the result.",
        "The other stack is planned separately.",
    ],
)
def test_plain_sentences_and_code_pass(text: str) -> None:
    assert list(plain_english.findings(FILE, text)) == []


def test_a_finding_has_its_line_also_over_a_line_break() -> None:
    (finding,) = plain_english.findings(FILE, "One.\n\nThe roles are taken\naway. Two.")
    assert (finding.line, finding.text) == (3, "taken away")


def test_documentation_and_help_are_in_plain_english() -> None:
    found = [finding for file in plain_english.pages() for finding in plain_english.findings(file, file.read_text())]
    assert found == []


def test_help_and_field_descriptions_are_among_the_pages() -> None:
    names = {file.relative_to(ROOT).as_posix() for file in plain_english.pages()}
    assert {"README.md", "docs/quickstart.md", "docs/reference/cli.md", "docs/reference/configuration.md"} <= names


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("def f():\n    found = 1\n    a()\n    b()\n    return found\n", "found"),
        ("def f():\n    found = 1\n    a()\n    return found\n", ""),
        ("def f(given):\n    a()\n    b()\n    c()\n    return given\n", ""),
        ("def f():\n    for told in a:\n        b()\n        c()\n        d(told)\n", "told"),
    ],
)
def test_a_participle_is_a_name_in_a_few_lines_only(code: str, name: str) -> None:
    assert [finding.text for finding in plain_english.names(FILE, code)] == ([name] if name else [])
