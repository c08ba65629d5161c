"""`adlz show product`: the page of a product in the terminal, and as files."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner, Result

from azure_data_landing_zone.cli.app import app
from support import ROOT

Show = Callable[..., Result]


@pytest.fixture
def show(app_output: Callable[[str], Path]) -> Show:
    def run(*arguments: str, name: str = "minimal") -> Result:
        configuration = ROOT / "apps" / name / "landing-zone.yaml"
        options = ["-c", str(configuration), "-o", str(app_output(name))]
        return CliRunner().invoke(app, ["show", "product", *arguments, *options])

    return run


def test_the_page_in_the_terminal_has_what_the_json_has(show: Show) -> None:
    text, (page,) = show("forecast-*").stdout, json.loads(show("forecast-*", "--json").stdout)
    assert text.lower().startswith("forecast in dev\n")
    assert page["stack"] == "forecast-dev"
    for section in page["sections"]:
        assert f"\n{section['title']}\n" in text
        for value in section["facts"].values():
            assert value in text
        for row in section["rows"]:
            for value in row.values():
                assert value in text
        for line in section["commands"].splitlines():
            assert f"  {line}\n" in text


def test_all_products_are_shown_without_a_pattern(show: Show) -> None:
    pages = json.loads(show("--format", "json", name="managed-network").stdout)
    assert [page["stack"] for page in pages] == ["pricing-dev", "pricing-prod"]
    markdown = show("--format", "markdown", "pricing-prod", name="managed-network").stdout
    assert markdown.startswith("# ")
    assert "```yaml\n$schema: https://azuremlschemas.azureedge.net/" in markdown


def test_files_are_written_and_never_overwritten(show: Show, tmp_path: Path) -> None:
    done = show("forecast-dev", "--write", str(tmp_path))
    assert done.exit_code == 0, done.output
    assert "forecast-dev: README.md, job.yml, first_job.py, endpoint.yml" in done.stdout
    folder = tmp_path / "forecast-dev"
    job = folder / "job.yml"
    assert yaml.safe_load(job.read_text())["compute"] == "azureml:cpu"
    assert (folder / "README.md").read_text().startswith("# ")
    (folder / "request.json").unlink()
    job.write_text("my own\n")
    again = show("forecast-dev", "--write", str(tmp_path))
    assert again.exit_code == 1
    assert "nothing was written" in again.output.replace("\n", " ")
    assert job.read_text() == "my own\n"
    assert not (folder / "request.json").exists()


def test_a_stack_that_is_no_products_is_an_error(show: Show) -> None:
    done = show("core")
    assert done.exit_code == 1
    assert "no product's stack is called core; these are forecast-dev" in done.output.replace("\n", " ")
