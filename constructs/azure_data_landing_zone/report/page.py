"""Writes a report: a page that needs no network, a Markdown file with its pictures, and the pages of products."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from importlib import resources

import jinja2
from markupsafe import Markup, escape

from ..checks.together import together
from .product_page import Code, Link, Page
from .views import LEVELS, View, data
from .words import many

_STYLES = ("theme.css", "page.css", "picture.css")


def html(view: View) -> str:
    """The page: style sheets, script and pictures are inside of it."""
    return _environment().get_template("index.html.j2").render(
        **_names(view),
        style=Markup("\n".join(_asset(name) for name in _STYLES)),  # noqa: S704  (files of ours)
        script=Markup("\n".join(map(_asset, ("page.js", "frame.js")))),  # noqa: S704
        data=Markup(data(view.contents)),  # noqa: S704  (escaped where it is made)
    )  # fmt: skip


def markdown(view: View) -> str:
    """The same as Markdown, which refers to the files of `pictures`."""
    text = _environment().get_template("report.md.j2").render(**_names(view), files=_file_names(view))
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def product_html(page: Page, zone: str) -> str:
    """The page of a product: style sheets and scripts are inside of it.

    Args:
        page: the page.
        zone: the name of the landing zone.
    """
    return _environment().get_template("product.html.j2").render(
        page=page,
        zone=zone,
        style=Markup("\n".join(_asset(name) for name in _STYLES[:2])),  # noqa: S704  (files of ours)
        script=Markup("\n".join(map(_asset, ("frame.js", "product.js")))),  # noqa: S704
    )  # fmt: skip


def product_markdown(page: Page) -> str:
    """The page of a product as Markdown."""
    blocks = [f"# {_cell(page.title)} in {page.environment}"]
    if page.description:
        blocks.append(_cell(page.description))
    for section in page.sections:
        blocks += [f"## {section.title}", *map(_inline, section.text)]
        if section.facts:
            blocks.append("\n".join(f"- {_cell(label)}: {_inline(value)}" for label, value in section.facts.items()))
        if section.rows:
            titles = [_cell(_heading(name)) for name in section.rows[0]]
            lines = [titles, ["---"] * len(titles)]
            lines += [[_inline(value, in_table=True) for value in row.values()] for row in section.rows]
            blocks.append("\n".join(f"| {' | '.join(line)} |" for line in lines))
        for file in section.files:
            blocks += [f"`{file.name}`:", _fenced(file.text, file.language)]
        if section.commands:
            blocks.append(_fenced(section.commands, "bash"))
    return "\n\n".join(blocks) + "\n"


def pictures(view: View) -> dict[str, str]:
    """The pictures as SVG files by name, each in the colours of the reader's theme."""
    template = _environment().get_template("picture.svg.j2")
    style = Markup(_asset("theme.css") + _asset("picture.css"))  # noqa: S704
    drawings = [view.overview, *(d for one in view.deployments for d in (one.network, one.trust))]
    names = _file_names(view)
    first = {names[drawing.body]: drawing for drawing in reversed(drawings)}
    return {name: template.render(drawing=drawing, style=style) + "\n" for name, drawing in sorted(first.items())}


def _file_names(view: View) -> Mapping[str, str]:
    """The name of each drawing's file, by its body: that of the first environment that has it."""
    names: dict[str, str] = {view.overview.body: "landing-zone.svg"}
    for one in view.deployments:
        names.setdefault(one.network.body, f"{one.stack}-network.svg")
        names.setdefault(one.trust.body, f"{one.stack}-trust.svg")
    return names


def _names(view: View) -> dict[str, object]:
    return {"view": view, "contents": view.contents, "zone": view.contents.zone, "levels": LEVELS}


@functools.cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(str(resources.files(__package__) / "templates")),
        autoescape=jinja2.select_autoescape(enabled_extensions=("html.j2", "svg.j2")),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    environment.filters["cell"] = _cell
    environment.filters["together"] = together
    environment.filters["many"] = many
    environment.filters["svg"] = Markup
    environment.filters["heading"] = _heading
    environment.filters["inline_html"] = _inline_html
    return environment


def _asset(name: str) -> str:
    return (resources.files(__package__) / "assets" / name).read_text(encoding="utf-8")


def _cell(value: object) -> str:
    """A text in a cell of a Markdown table."""
    return re.sub(r"([\\`*_\[\]<>|])", r"\\\1", str(value)).replace("\n", " ")


def _heading(text: str) -> str:
    return text[:1].upper() + text[1:]


def _fenced(text: str, language: str) -> str:
    """A file as a block of code, whose fence is longer than each run of backticks in it."""
    fence = "`" * max(3, _longest_run(text) + 1)
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"


def _inline(value: str, *, in_table: bool = False) -> str:
    """A value in a line of Markdown: text to copy as code, an address as a link, anything else as text.

    Parts of a text between backticks are code.
    """
    line = value.replace("\n", " ")
    if isinstance(value, Link):
        return f"[{_cell(value.label)}](<{line}>)" if value.label != value else f"<{line}>"
    if isinstance(value, Code):
        # In a table a bar ends the cell, in code as well.
        fence, shown = "`" * (_longest_run(line) + 1), line.replace("|", r"\|") if in_table else line
        return f"{fence} {shown} {fence}" if "`" in shown else f"{fence}{shown}{fence}"
    return "".join(_inline(part, in_table=in_table) if isinstance(part, Code) else _cell(part) for part in _parts(line))


def _inline_html(value: str) -> Markup:
    """A value in HTML, as `_inline` writes it in Markdown."""
    if isinstance(value, Link):
        return Markup('<a href="{}">{}</a>').format(str(value), value.label)
    if isinstance(value, Code):
        return Markup("<code>{}</code>").format(value)
    return Markup("").join(_inline_html(part) if isinstance(part, Code) else escape(part) for part in _parts(value))


def _parts(text: str) -> list[str]:
    """A text at its backticks, with what stands between a pair of them as code."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return [text]
    return [Code(part) if number % 2 else part for number, part in enumerate(parts)]


def _longest_run(text: str) -> int:
    return max(map(len, re.findall("`+", text)), default=0)
