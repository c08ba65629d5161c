"""The documentation travels with the tool, and messages name the command that shows a page."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from azure_data_landing_zone.cli import pages
from azure_data_landing_zone.cli.app import app
from support import ROOT
from terminal import Terminal

PACKAGE = ROOT / "constructs" / "azure_data_landing_zone"
MENTION = re.compile(r"adlz docs (\w[\w/-]*)(?:#([\w-]+))?")


def test_a_pipe_gets_the_markdown() -> None:
    done = CliRunner().invoke(app, ["docs", "networking"])
    assert done.exit_code == 0
    assert done.stdout.rstrip() == (ROOT / "docs" / "networking.md").read_text().rstrip()


def test_without_a_page_it_lists_all_with_their_titles() -> None:
    done = CliRunner().invoke(app, ["docs"])
    listed = {line.split()[0]: line.split(maxsplit=1)[1] for line in done.stdout.splitlines()}
    assert set(listed) == {path.relative_to(ROOT / "docs").with_suffix("").as_posix() for path in (ROOT / "docs").rglob("*.md")}  # fmt: skip
    assert listed["networking"] == "Networking"
    assert listed["changelog"] == "Changelog"
    assert done.stdout == CliRunner().invoke(app, ["docs", "--list"]).stdout


def test_a_terminal_gets_rendered_text_and_the_commands_of_the_pages_that_it_refers_to(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, {"PAGER": "cat", "PATH": "/usr/bin:/bin"})
    shown = terminal.run(f"{sys.executable} -m azure_data_landing_zone.cli docs report")
    assert "](" not in shown
    assert "```" not in shown
    assert re.search(r"• adlz docs [\w/-]+", shown), shown


def test_a_section_is_shown_alone() -> None:
    done = CliRunner().invoke(app, ["docs", "networking#clouds"])
    assert done.stdout.startswith("## Clouds\n")
    assert "## Azure Monitor" not in done.stdout


def test_a_comment_in_a_block_of_code_is_no_heading() -> None:
    text = "# Page\n```sh\n# not a heading\n```\n## Part\ntext\n### Inner\nmore\n## Next\n"
    page = pages.Page("page", "Page", text)
    assert pages.section(page, "part") == "## Part\ntext\n### Inner\nmore\n"
    with pytest.raises(pages.PageError, match="no section 'not-a-heading'"):
        pages.section(page, "not-a-heading")


def test_directives_pictures_and_links_are_for_the_site_only() -> None:
    text = "# T\n![A picture](p.png)\n```{toctree}\n:hidden:\n\nx\n```\n[a](networking.md#clouds) [b](https://x.example) [c](#t)\n"
    shown = pages.for_terminal(pages.Page("index", "T", text), text)
    assert shown.startswith("# T\n\na [b](https://x.example) c\n")
    assert shown.endswith("- `adlz docs networking#clouds`\n")


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("netwrking", "there is no page 'netwrking'; did you mean 'networking'? `adlz docs --list` shows"),
        (
            "networking#cloud",
            "the page networking has no section 'cloud'; did you mean 'clouds'? `adlz docs networking` shows",
        ),
    ],
)
def test_an_unknown_page_is_answered_with_the_nearest(page: str, message: str) -> None:
    done = CliRunner().invoke(app, ["docs", page])
    assert done.exit_code == 2
    assert message in " ".join(done.output.split())


def mentions() -> list[tuple[str, str, str]]:
    """The files of the library that name a page, with page and section."""
    found = []
    for file in PACKAGE.rglob("*"):
        if file.suffix in {".py", ".j2", ".yaml", ".json"} and file.parent.name != "__pycache__":
            text = file.read_text()
            found += [(file.relative_to(PACKAGE).as_posix(), *match.groups("")) for match in MENTION.finditer(text)]
    return found


def test_every_page_that_a_message_names_exists() -> None:
    assert len(mentions()) > 5
    for file, name, anchor in mentions():
        page = pages.page(name)
        assert not anchor or pages.section(page, anchor), (file, name, anchor)


def test_no_text_of_the_library_points_to_a_file_that_only_the_repository_has() -> None:
    for file in PACKAGE.rglob("*"):
        if file.suffix in {".py", ".j2", ".json"} and file.parent.name != "__pycache__":
            for line in file.read_text().splitlines():
                if "`docs/networking.md` is understood" not in line:
                    assert not re.search(r"\bdocs/[\w-]+\.md", line), f"{file}: {line}"
