"""The code blocks of README and docs do what they say."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from azure_data_landing_zone import config
from support import ROOT

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def blocks(language: str) -> list[tuple[str, str]]:
    found = []
    for page in PAGES:
        for number, text in enumerate(
            re.findall(rf"^```{language}\n(.*?)^```", page.read_text(), re.DOTALL | re.MULTILINE)
        ):
            found.append((f"{page.relative_to(ROOT)}#{number}", text))
    return found


@pytest.mark.parametrize(("where", "text"), blocks("yaml"), ids=[where for where, _ in blocks("yaml")])
def test_every_configuration_is_valid(where: str, text: str) -> None:
    assert config.parse(yaml.safe_load(text), where).stacks[:2] == ("bootstrap", "core")


def test_the_readmes_ten_lines_give_the_four_stacks() -> None:
    text = blocks("yaml")[0][1]
    assert len(text.splitlines()) == 10
    assert config.parse(yaml.safe_load(text)).stacks == ("bootstrap", "core", "churn-dev", "churn-prod")


@pytest.mark.parametrize(("where", "text"), blocks("python"), ids=[where for where, _ in blocks("python")])
def test_every_program_runs(where: str, text: str, tmp_path: Path) -> None:
    (tmp_path / "main.py").write_text(text)
    environment = {key: value for key, value in os.environ.items() if key != "CDKTF_OUTDIR"}
    done = subprocess.run(
        [sys.executable, "main.py"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    made = json.loads((tmp_path / "cdktf.out" / "stacks" / "mine" / "cdk.tf.json").read_text())
    (vault,) = made["resource"]["azurerm_key_vault"].values()
    assert vault["public_network_access_enabled"] is False


def test_the_readme_is_one_page() -> None:
    assert len((ROOT / "README.md").read_text().splitlines()) < 120


def test_links_inside_the_project_lead_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\((?!https?://)([^)#]+)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def markdown(rows: Sequence[Mapping[str, str]]) -> str:
    """Rows as a table of Markdown; what repeats the line above is left blank."""
    columns = list(rows[0])
    lines = [f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}"]
    before: list[str] = []
    for row in rows:
        values = list(row.values())
        same = next((index for index, (a, b) in enumerate(zip(values, before, strict=False)) if a != b), 0)
        lines.append(f"| {' | '.join('' if before and index < same else value for index, value in enumerate(values))} |")
        before = values
    return "\n".join(lines)


def between(page: Path, marker: str) -> str:
    (found,) = re.findall(rf"<!-- {marker} -->\n(.*?)\n?<!-- /{marker} -->", page.read_text(), re.DOTALL)
    return str(found)


def test_the_tables_of_identity_are_those_of_the_library() -> None:
    page = ROOT / "docs" / "identity.md"
    personas = markdown(persona_rows())
    assert between(page, "personas") == personas, f"docs/identity.md needs between its markers:\n{personas}"
    (example,) = re.findall(r"```yaml\n(.*?)```", page.read_text(), re.DOTALL)
    rows = [
        {**row, "scope": f"`{row['scope'].replace('/subscriptions/00000000-0000-0000-0000-000000000000', '')}`"}
        for row in deployer_rows(config.parse(yaml.safe_load(example)))
        if row["stack"] != "churn-prod"
    ]
    deployer = markdown(rows)
    assert between(page, "deployer") == deployer, f"docs/identity.md needs between its markers:\n{deployer}"
