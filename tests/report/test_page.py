"""The files of a report."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

from azure_data_landing_zone import config, report
from azure_data_landing_zone.engine import node
from azure_data_landing_zone.report.computed import policy_rows
from azure_data_landing_zone.report.contents import Contents
from report_support import documents
from support import Json, Stack


def test_the_page_needs_nothing_else(made: report.Report) -> None:
    targets = set(re.findall(r"""(?:src|href)=["'](?!#|data:)([^"']*)""", made.html))
    assert targets == {f"products/{name}" for name in made.products if name.endswith(".html")}
    for name, page in made.products.items():
        # A link to a page of Azure or of the team is followed by people alone.
        assert not re.findall(r"""src=|<link[^>]+href=["'](?!data:)|@import|url\(""", page), name
        assert name.endswith(".md") or "default-src 'none'" in page
    assert "@import" not in made.html
    assert not re.findall(r"url\((?!data:)", made.html)
    assert "default-src 'none'" in made.html


def test_the_same_input_gives_the_same_bytes(
    made: report.Report,
    contoso: config.Configuration,
    app_stacks: Callable[[str], dict[str, Stack]],
    given: report.Given,
) -> None:
    again = report.make(contoso, documents(app_stacks("contoso")), given, node=node.find())
    assert again == made
    assert not re.search(r"20\d\d-\d\d-\d\dT|\d\d:\d\d:\d\d", made.html)


def test_the_markdown_says_the_same(made: report.Report) -> None:
    for words in ("## Who can do what", "Data scientist", "churn@contoso.com", "96 | 100", "accepted", "10.20.2.0/23"):
        assert words in made.markdown, words
    for target in re.findall(r"\]\(pictures/(.+?)\)", made.markdown):
        assert target in made.pictures
    headings = {
        re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")
        for heading in re.findall(r"^#+ (.+)$", made.markdown, re.MULTILINE)
    }
    assert set(re.findall(r"\]\(#(.+?)\)", made.markdown)) <= headings
    widths = [len(re.findall(r"(?<!\\)\|", line)) for line in made.markdown.splitlines() if line.startswith("|")]
    tables = re.findall(r"(?:^\|.*\n)+", made.markdown, re.MULTILINE)
    assert len(widths) == sum(table.count("\n") for table in tables)
    for table in tables:
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}) == 1, table[:300]


def test_required_paths_are_in_the_page_and_counted_in_the_markdown(made: report.Report, contents: Contents) -> None:
    text = re.search(r'<script type="application/json"[^>]*>(.*?)</script>', made.html, re.DOTALL)
    assert text is not None
    rows = json.loads(text[1])["tables"]["paths"]
    assert len(rows) == len(contents.paths)
    assert "Search paths" in made.html
    works, theirs, unknown, lacks = dict(contents.path_counts)["churn-dev"]
    assert f"| churn-dev | {works} | {theirs} | {unknown} | {lacks} |" in made.markdown
    assert (unknown, lacks) == (0, 0)
    assert "What other teams must provide:" in made.markdown


def test_words_of_the_configuration_are_never_markup(zone: Json, synth: Callable[[Json], dict[str, Stack]]) -> None:
    evil = "</script><img src=x onerror=alert(1)>|"
    zone["products"][0] |= {"friendly_name": evil, "description": evil}
    made = report.make(config.parse(zone), documents(synth(zone)), report.Given(date=evil), node=node.find())
    assert "<img" not in made.html
    assert made.html.count("</script>") == 2
    assert not re.search(r"(?<!\\)<img", made.markdown)
    assert not [text for text in made.pictures.values() if "<img" in text]


def test_former_pictures_go_and_other_files_stay(made: report.Report, tmp_path: Path) -> None:
    made.write(tmp_path)
    former, other = tmp_path / "pictures" / "former.svg", tmp_path / "pictures" / "other.svg"
    former.write_text((tmp_path / "pictures" / "landing-zone.svg").read_text())
    other.write_text("<svg/>")
    made.write(tmp_path)
    assert not former.exists()
    assert other.exists()
    assert {file.name for file in tmp_path.iterdir()} == {"index.html", "report.md", "pictures", "products"}
    assert (tmp_path / "index.html").read_text() == made.html


def test_accepted_paths_count_as_open_paths(made: report.Report, given: report.Given) -> None:
    accepted = [result for result in given.results if result.check == "exposure"]
    assert accepted
    counts = f"0 open, {len(accepted)} accepted"
    assert f'Open paths <span class="number">{counts}</span>' in made.html
    assert f"<strong>Open paths: {counts}.</strong>" in made.html
    assert f"Open paths: {counts}." in made.markdown


def test_disabled_policies_are_not_enforced_and_names_are_not_repeated(
    zone: Json, synth: Callable[[Json], dict[str, Stack]]
) -> None:
    zone["products"][0] |= {"friendly_name": "churn"}
    configuration = config.parse(zone)
    given = report.Given(policies=policy_rows(configuration))
    made = report.make(configuration, documents(synth(zone)), given, node=node.find())
    rows = {
        name.replace("\\", ""): row
        for row in made.markdown.splitlines()
        for name in re.findall(r"^\| [^|]+ \(([a-z\\_]+)\) \|", row)
    }
    assert "| Disabled: does nothing | disabled |" in rows["private_endpoint_deployment"]
    assert "| Refuses workspaces that are not marked as having high business impact" in rows["high_business_impact"]
    assert "| Deny: refuses | in force |" in rows["high_business_impact"]
    assert all(len(re.findall(r"(?<!\\)\|", row)) == 6 for row in rows.values())
    (active, disabled) = re.findall(r'Policies <span class="number">(\d+) in force, (\d+) disabled</span>', made.html)[
        0
    ]
    assert (int(active) + int(disabled), int(disabled)) == (13, sum("| disabled |" in row for row in rows.values()))
    assert "| **churn** |" in made.markdown
    assert '<th scope="row">churn</th>' in made.html
