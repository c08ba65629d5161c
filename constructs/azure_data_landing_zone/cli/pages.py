"""The documentation pages that come with the library: inside the wheel, or in the checkout."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..errors import AdlzError

_FENCE = re.compile(r"^ *(`{3,}|:{3,})")
_INCLUDE = re.compile(r"^```\{include\} (\S+)\n(?:.*\n)*?```$", re.MULTILINE)
_DIRECTIVE = re.compile(r"^(`{3,}|:{3,})\{.*\n(?:.*\n)*?\1$\n?", re.MULTILINE)
_HEADING = re.compile(r"^(#{1,6}) +(.*)$")
_LINK = re.compile(r"(?<!!)\[([^\]]*)\]\(([^)\s]+)\)")
_IMAGE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")


class PageError(AdlzError):
    """A page or a section that does not exist.

    Attributes:
        allowed: the pages or sections that do.
        where: what `adlz docs` takes to show those.
    """

    def __init__(self, message: str, allowed: tuple[str, ...], where: str) -> None:
        self.allowed = allowed
        self.where = where
        super().__init__(message)


@dataclass(frozen=True)
class Page:
    """A page of the documentation.

    Attributes:
        name: as `adlz docs` takes it, such as `networking` or `reference/cli`.
        title: its first heading.
        text: Markdown.
    """

    name: str
    title: str
    text: str


def folder() -> Path:
    """The folder of the pages.

    Raises:
        FileNotFoundError: the installation is damaged.
    """
    here = Path(__file__).resolve()
    for place in (here.parents[1] / "docs", here.parents[3] / "docs"):
        if (place / "index.md").is_file():
            return place
    raise FileNotFoundError(
        f"the documentation is missing from {here.parents[1]}: install azure-data-landing-zone again"
    )


def names() -> tuple[str, ...]:
    """The names of all pages: the index, the guides, the reference and the decisions."""
    top = folder()
    found = sorted(path.relative_to(top).with_suffix("").as_posix() for path in top.rglob("*.md"))
    return tuple(sorted(found, key=lambda name: ("/" in name, name != "index", name)))


def page(name: str) -> Page:
    """A page.

    Args:
        name: its name; a path such as `docs/networking.md` is understood as well.

    Raises:
        PageError: there is no such page.
    """
    wanted = name.removeprefix("docs/").removesuffix(".md")
    known = names()
    if wanted not in known:
        raise PageError(f"there is no page {name!r}", known, "--list")
    file = folder() / f"{wanted}.md"
    text = _INCLUDE.sub(
        lambda match: (file.parent / match[1]).read_text(encoding="utf-8"), file.read_text(encoding="utf-8")
    )
    title = next((heading for _, _, heading in _headings(text)), wanted)
    return Page(wanted, title, text)


def section(shown: Page, anchor: str) -> str:
    """The section of a page below a heading, with its subsections.

    Args:
        shown: the page.
        anchor: the heading in the form of links, such as `the-exposure-check`.

    Raises:
        PageError: there is no such heading.
    """
    lines = shown.text.splitlines(keepends=True)
    headings = [(number, level, slug(title)) for number, level, title in _headings(shown.text)]
    for place, (number, level, name) in enumerate(headings):
        if name == anchor:
            ends = (other for other, depth, _ in headings[place + 1 :] if depth <= level)
            return "".join(lines[number : next(ends, len(lines))])
    message = f"the page {shown.name} has no section {anchor!r}"
    raise PageError(message, tuple(name for _, _, name in headings), shown.name)


def slug(heading: str) -> str:
    """A heading as links name it, in the way of GitHub."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def for_terminal(shown: Page, text: str) -> str:
    """The text of a page, or of a section, as a terminal can show it.

    Directives of the site and pictures are left out. Links between pages become their text, and the commands that show
    those pages are listed at the end.
    """
    commands: dict[str, None] = {}
    here = (folder() / f"{shown.name}.md").parent

    def link(match: re.Match[str]) -> str:
        label, target = match[1], match[2]
        if "://" in target:
            return match[0]
        file, _, anchor = target.partition("#")
        path = (here / file).resolve() if file else folder() / f"{shown.name}.md"
        if path.suffix == ".md" and path.is_relative_to(folder()):
            name = path.relative_to(folder()).with_suffix("").as_posix()
            if name != shown.name:
                commands[f"adlz docs {name}" + (f"#{anchor}" if anchor else "")] = None
        return label

    plain = _LINK.sub(link, _IMAGE.sub("", _DIRECTIVE.sub("", text)))
    if not commands:
        return plain
    return (
        plain.rstrip() + "\n\n---\n\nPages that this one refers to:\n\n" + "".join(f"- `{one}`\n" for one in commands)
    )


def _headings(text: str) -> Iterator[tuple[int, int, str]]:
    """Line number, level and text of each heading; a comment in a block of code is none."""
    fence = ""
    for number, line in enumerate(text.splitlines()):
        if match := _FENCE.match(line):
            if not fence:
                fence = match[1]
            elif match[1].startswith(fence):
                fence = ""
        elif not fence and (heading := _HEADING.match(line)):
            yield number, len(heading[1]), heading[2].strip()
