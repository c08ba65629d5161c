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

#: What the first line of each of our pictures says, so that no other file is ever removed.
MARK = "<!-- adlz report -->"
_PICTURES = "pictures"


@dataclass(frozen=True)
class Report:
    """A report.

    Attributes:
        html: a page that needs nothing else.
        markdown: the same as Markdown, with links to the pictures.
        pictures: SVG by file name, for the Markdown.
    """

    html: str
    markdown: str
    pictures: Mapping[str, str]

    def write(self, folder: Path) -> None:
        """Writes `index.html`, `report.md` and `pictures/*.svg`, each as a whole; other files stay as they are.

        Pictures of a former report that are no longer there are removed.

        Raises:
            OSError: the folder cannot be written.
        """
        (folder / _PICTURES).mkdir(parents=True, exist_ok=True)
        for former in (folder / _PICTURES).glob("*.svg"):
            if former.name not in self.pictures and former.read_text(encoding="utf-8").startswith(MARK):
                former.unlink()
        for name, text in self.pictures.items():
            write_whole(folder / _PICTURES / name, text)
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
    shown = view(Contents(configuration, stacks, given), node)
    return Report(page.html(shown), page.markdown(shown), page.pictures(shown))
