"""Writes a report: a page that needs no network, a Markdown file, and its pictures as files for the latter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib import resources

import jinja2
from markupsafe import Markup

from .views import LEVELS, View, data

_STYLES = ("theme.css", "page.css", "picture.css")


def html(view: View) -> str:
    """The page: style sheets, script and pictures are inside of it."""
    return _environment().get_template("index.html.j2").render(
        **_names(view),
        style=Markup("\n".join(_asset(name) for name in _STYLES)),  # noqa: S704  (files of ours)
        script=Markup(_asset("page.js")),  # noqa: S704
        data=Markup(data(view.contents)),  # noqa: S704  (escaped where it is made)
    )  # fmt: skip


def markdown(view: View) -> str:
    """The same as Markdown, which refers to the files of `pictures`."""
    text = _environment().get_template("report.md.j2").render(**_names(view), files=_file_names(view))
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


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
    environment.filters["many"] = _many
    environment.filters["svg"] = Markup
    return environment


def _asset(name: str) -> str:
    return (resources.files(__package__) / "assets" / name).read_text(encoding="utf-8")


def _cell(value: object) -> str:
    """A text in a cell of a Markdown table."""
    return re.sub(r"([\\`*_\[\]<>|])", r"\\\1", str(value)).replace("\n", " ")


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
