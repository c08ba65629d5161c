"""The parts of a page, in every format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


class Code(str):
    """Text that people copy, such as a name, a path or an id."""

    __slots__ = ()


class Link(str):
    """The address of a page.

    Attributes:
        label: its name, where links have one.
    """

    __slots__ = ("label",)
    label: str

    def __new__(cls, address: str, label: str = "") -> Link:
        """An address with its name. Default the address itself."""
        link = super().__new__(cls, address)
        link.label = label or address
        return link


@dataclass(frozen=True)
class File:
    """A file that works for exactly this product.

    Attributes:
        name: its path below the folder in which the commands run.
        language: `yaml`, `python`, `dockerfile` or `json`.
        text: its text.
    """

    name: str
    language: str
    text: str


@dataclass(frozen=True)
class Section:
    """A section of a page; each part may be empty. The parts are shown in the order of the attributes.

    Attributes:
        key: what links call it.
        title: its heading.
        text: sentences and steps.
        facts: values by their labels.
        rows: a table; all rows have the same keys, which are the titles of its columns.
        files: files that people copy.
        commands: a shell script that uses the files, one command a line.
    """

    key: str
    title: str
    text: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[Mapping[str, str], ...] = ()
    files: tuple[File, ...] = ()
    commands: str = ""


@dataclass(frozen=True)
class Page:
    """The page of a product in one environment.

    Attributes:
        stack: its stack.
        title: the name of the product, for people.
        environment: the environment.
        description: what the product is about; may be empty.
        sections: its sections.
    """

    stack: str
    title: str
    environment: str
    description: str
    sections: tuple[Section, ...]

    @property
    def files(self) -> Mapping[str, File]:
        """All files of the page, by name."""
        return {file.name: file for section in self.sections for file in section.files}
