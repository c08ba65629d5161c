"""Makes a report and puts its files where they belong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..azure.json_values import JsonObject
from ..config import Configuration
from ..whole_files import write_whole
from . import page
from .contents import Contents, Given
from .views import view

#: What one of the first two lines of our pictures and pages says, so that no other file is ever removed.
MARK = "<!-- adlz report -->"
_PICTURES, _PRODUCTS = "pictures", "products"
_SUFFIXES = (".svg", ".html", ".md")


@dataclass(frozen=True)
class Report:
    """A report.

    Attributes:
        html: a page that needs nothing else.
        markdown: the same as Markdown, with links to the pictures.
        pictures: SVG by file name, for the Markdown.
        products: the page of each product for the people who work in it, as HTML and as Markdown, by file name.
    """

    html: str
    markdown: str
    pictures: Mapping[str, str]
    products: Mapping[str, str]

    def write(self, folder: Path) -> None:
        """Writes `index.html`, `report.md`, `pictures/*.svg` and `products/*`, each as a whole.

        Pictures and pages of a former report that are no longer there are removed; other files stay as they are.

        Raises:
            OSError: the folder cannot be written.
        """
        for below, files in ((folder / _PICTURES, self.pictures), (folder / _PRODUCTS, self.products)):
            below.mkdir(parents=True, exist_ok=True)
            for former in below.iterdir():
                if former.name not in files and former.suffix in _SUFFIXES and _is_ours(former):
                    former.unlink()
            for name, text in files.items():
                write_whole(below / name, text)
        write_whole(folder / "report.md", self.markdown)
        write_whole(folder / "index.html", self.html)


def make(configuration: Configuration, stacks: Mapping[str, JsonObject], given: Given, *, node: str) -> Report:
    """Makes a report; the same input gives the same bytes.

    Args:
        configuration: a checked configuration.
        stacks: its synthesized stacks by name, parsed.
        given: what checks found, and what others computed.
        node: path of a Node, version 20 or newer, which lays out the pictures.

    Raises:
        PictureError: pictures cannot be drawn.
    """
    shown, zone = view(Contents(configuration, stacks, given), node), configuration.landing_zone.name
    products = {f"{one.stack}.html": page.product_html(one, zone) for one in shown.pages}
    products |= {f"{one.stack}.md": f"{MARK}\n\n{page.product_markdown(one)}" for one in shown.pages}
    return Report(page.html(shown), page.markdown(shown), page.pictures(shown), products)


def _is_ours(file: Path) -> bool:
    """Whether a former report wrote a file: its first or second line says so."""
    with file.open(encoding="utf-8", errors="replace") as lines:
        return any(MARK in line for _, line in zip(range(2), lines, strict=False))
