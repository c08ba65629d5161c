"""Finds constructions in documentation, help and names that a native engineer would not write: `make check`.

The rules are a custom list. proselint looks for cliches and typography and has no rule for these constructions;
textlint would require Node and a custom rule package for the same list.

The rules apply to prose; code and links are skipped. In code, a variable is named after the thing that it holds: a
participle such as `found` may stand for it in a few lines only.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
TEMPLATES = ROOT / "constructs" / "azure_data_landing_zone" / "cli" / "templates"


class Rule(NamedTuple):
    """A construction to avoid.

    Attributes:
        pattern: a regular expression, without regard to case; a space stands for any white space.
        instead: what to write instead.
        example: a text that the rule finds.
    """

    pattern: str
    instead: str
    example: str


class Finding(NamedTuple):
    """A construction that was used.

    Attributes:
        file: where.
        line: its line, from 1.
        text: the words.
        instead: what to write instead.
    """

    file: Path
    line: int
    text: str
    instead: str


RULES = (
    # Clauses and participles in the place of nouns.
    Rule(
        r"\bwhat (?:is|was|are|were) (?:found|made|said|given|told)\b",
        "a noun: the results, the resources, the values",
        "Prints what was found.",
    ),
    Rule(r"\bwhat (?:a |an )?(?:person|people|you) types?\b", "commands, input", "What a person types"),
    Rule(
        r"(?:^|^\| *|^[-*] +|X: )what (?!is |are |it |happens |you )[a-z]+ (?:[a-z]+ )?"
        r"(?:is|are|may|can|takes|needs|gets|has|lacks)\b",
        "a noun as the subject",
        "What Terraform takes is checked.",
    ),
    Rule(r"\bX: (?:what|when|whose|how|whether) \w+", "a noun or an imperative", "* X: What pip installs."),
    # Inversions and aphorisms.
    Rule(
        r"\b(?:nothing|nobody|no \w+|none)\b[^.;:|]{0,50}\bbut (?:what|those|that|the|its|by)\b",
        "only ..., except ...",
        "Nothing has a public door but what the configuration names.",
    ),
    Rule(
        r"(?:^|[.;:,] )(?:lost|gone|left|open|needed|missing) (?:is|are) (?:its?|the|all|what)\b",
        "the subject first: the object id is lost",
        "It is replaced; lost is its object id.",
    ),
    Rule(r"\bso (?:is|are|do|does) (?:the|its|their|it)\b", "also", "It stays, so does the account."),
    Rule(
        r"\bhas none \w+ed\b|\bhas none taken\b|\bto no nodes\b",
        "cannot be removed; zero nodes",
        "Azure has none taken away",
    ),
    # Archaisms and calques.
    Rule(r"\banew\b", "re-created, again", "It is made anew."),
    Rule(
        r"\bwhoever\b|\bwhosoever\b",
        "the user who, the principal that, anyone who",
        "Whoever applies the stack needs this.",
    ),
    Rule(r"\bnobody\b|\bsomebody\b", "the passive voice, or the role", "Everybody is nobody in particular."),
    Rule(r", say\b[,.)]", "such as, for example", "An identity, say, is read later."),
    Rule(r"\bbesides[.,;)]", "also, in addition", "It deletes the workspace besides."),
    Rule(
        r"\b(?:is|are|was|were|be) told\b(?! (?:apart|from))|\btells? (?:whom|whoever)\b",
        "is reported, is notified",
        "Alerts are on where the team is told.",
    ),
    Rule(
        r"\bshouts?\b|\bsays? so\b|\bspeaks? of\b", "reports, sets, refers to", "The command shouts if a stack is gone."
    ),
    Rule(
        r"\b(?:lies?|lay|lying|stands?|stood) (?:in|on|at|below|beside|elsewhere|behind)\b",
        "is in, is stored in",
        "The account lies in another group.",
    ),
    Rule(r"\b(?:takes?|taken|took|taking) (?:\w+ ){0,3}away\b", "deletes, removes", "It takes the roles away."),
    Rule(
        r"\b(?:comes?|brings?|brought|takes?|taken) (?:\w+ ){0,3}along\b",
        "includes",
        "The extra brings Node along.",
    ),
    Rule(r"\bin no time\b|\bas it stands\b", "quickly, as is", "Finds all errors, in no time."),
    Rule(
        r"\b(?:role|roles|one|ones|text|table|tables|things?|key|keys)s? of (?:our|one's|its|their|somebody's) own\b",
        "custom, separate, your own",
        "A role of our own is created.",
    ),
    Rule(
        r"\bis (?:its|their|his|somebody's|nobody's|the \w+'s|its owner's) to \w+\b",
        "belongs to, is managed by",
        "The workspace is its owner's to grant.",
    ),
    Rule(r"\bof (?:Azure|Terraform|Microsoft)'s[.,;:]", "of Azure", "It fails for reasons of Azure's."),
    Rule(
        r"\bis admitted by\b|\bstrange things\b|\b(?:the|that) very\b",
        "a plain word",
        "A cluster is admitted by its vCPUs.",
    ),
    Rule(r"\blets? (?:\w+ ){1,3}(?:pass|through)\b", "allows", "The firewall lets these addresses pass."),
    Rule(
        r"\b(?:its|a|the) (?:least|most) (?:number of )?(?:nodes|rights)\b",
        "minimum, maximum",
        "The cluster is at its most nodes.",
    ),
    Rule(r"(?:^|[.] )that (?:a|an|no) ", "a sentence", "That a security group filters a subnet."),
    # Personification.
    Rule(r"\b(?:him|his|he|her|hers|she)\b", "it, its, they, their", "No one can create what deploys him."),
    Rule(
        r"\b(?:answers?|serves?) \w+ masters\b|\bdeaf\b|\binvents?\b|\bknows? (?:no|only|of|nothing|Entra)\b",
        "a plain verb: supports, contains, generates",
        "A forked kernel would answer two masters.",
    ),
    # The field's nouns.
    Rule(r"(?<!by\s)\bmistakes?\b", "error", "All mistakes of all files."),
    Rule(r"\bstrangers?\b", "another party", "It is a stranger's request."),
    Rule(r"\bneighbou?rs?\b", "the other stack, the referenced resource", "Stacks plan without their neighbours."),
    Rule(r"\bthrown away\b|\bthrows? away\b", "discarded, deleted", "The stacks are thrown away."),
)

#: Participles that are used as names, and in how many lines one may be.
_PARTICIPLES = frozenset({"found", "made", "told", "said", "given"})
_LINES = 3
_PACKAGE = ROOT / "constructs" / "azure_data_landing_zone"
#: The rooms whose names are checked.
ROOMS = ("azure", "cli", "patterns", "policy")

_FENCE = re.compile(r"^(\s*)(`{3,}|~{3,}).*?^\1\2\s*$", re.DOTALL | re.MULTILINE)
_INLINE = re.compile(r"`[^`\n]*`|\]\([^)\n]*\)|https?://\S+|\{[%{#].*?[%}#]\}")


def pages() -> list[Path]:
    """All files whose prose is checked; the generated references hold the help and the descriptions of fields."""
    docs = [file for file in sorted((ROOT / "docs").rglob("*.md")) if file.name != "changelog.md"]
    return [ROOT / "README.md", ROOT / "CHANGELOG.md", *docs, *sorted(TEMPLATES.glob("*.j2"))]


def prose(text: str) -> str:
    """A page with its code blanked out, so that lines keep their numbers."""

    def blank(match: re.Match[str]) -> str:
        return re.sub(r"[^\n]", " ", match[0])

    return _INLINE.sub(lambda match: "X" * len(match[0]), _FENCE.sub(blank, text))


def findings(file: Path, text: str) -> Iterator[Finding]:
    """The constructions to avoid in a text; a line break inside a paragraph counts as a space."""
    flat = re.sub(r"\n(?=[ \t]*[a-z(])", " ", plain := prose(text))
    for rule in RULES:
        pattern = re.sub(r" (?![*+?{])", " +", rule.pattern)
        for match in re.finditer(pattern, flat, re.IGNORECASE | re.MULTILINE):
            yield Finding(file, plain.count("\n", 0, match.start()) + 1, " ".join(match[0].split()), rule.instead)


def names(file: Path, code: str) -> Iterator[Finding]:
    """The variables of a module that are called by a participle in more than a few lines."""
    for function in ast.walk(ast.parse(code)):
        if not isinstance(function, ast.FunctionDef):
            continue
        variables = [node for node in ast.walk(function) if isinstance(node, ast.Name) and node.id in _PARTICIPLES]
        for name in sorted({node.id for node in variables if isinstance(node.ctx, ast.Store)}):
            lines = [node.lineno for node in variables if node.id == name]
            if max(lines) - min(lines) >= _LINES:
                yield Finding(file, min(lines), name, "a name for the thing that the variable holds")


def main() -> int:
    """Prints what to change; returns the exit status."""
    problems = [finding for file in pages() for finding in findings(file, file.read_text(encoding="utf-8"))]
    modules = (file for room in ROOMS for file in (_PACKAGE / room).rglob("*.py"))
    problems += [finding for file in modules for finding in names(file, file.read_text(encoding="utf-8"))]
    for file, line, text, instead in sorted(problems):
        sys.stdout.write(f"{file.relative_to(ROOT)}:{line}: {text!r}: write {instead}\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
