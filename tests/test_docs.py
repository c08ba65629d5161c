"""The code blocks of README and docs do what they say."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from azure_data_landing_zone import config
from azure_data_landing_zone.azure import alerts
from azure_data_landing_zone.azure.availability import Feature, feature, feature_names
from azure_data_landing_zone.azure.clouds import CloudName
from azure_data_landing_zone.azure.outbound import service, service_names
from azure_data_landing_zone.azure.policies.catalogue import load as load_catalogue
from azure_data_landing_zone.azure.policies.definition import Definition, Kind
from azure_data_landing_zone.azure.policies.initiative import initiative
from azure_data_landing_zone.azure.policies.values import Missing
from azure_data_landing_zone.cli.app import app
from azure_data_landing_zone.cli.lifecycle_rows import lifecycle_rows
from azure_data_landing_zone.cli.show import parameters_in_words, persona_rows, workload_rows
from azure_data_landing_zone.config.layout.policies import defaults
from azure_data_landing_zone.rights.listing import listing
from azure_data_landing_zone.rights.words import scope_in_words
from support import ROOT, Json, Stack

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def thirteen_rows() -> list[dict[str, str]]:
    """The policies of the initiative with their defaults, as the page on policies shows them."""
    catalogue = load_catalogue(trusted=True)
    rows = []
    for row in initiative().rows.values():
        one = catalogue.find(row.definition)
        effect = f"{row.effect}; Disabled without a script" if row.key == "setup_script" else row.effect
        rows.append(
            {
                "row": str(one.row),
                "policy": f"`{row.key}`",
                "definition": f"{one.display_name} `{one.name}`" if one.kind is Kind.BUILTIN else one.name,
                "effect": effect,
                "effects": ", ".join(one.effects),
                "parameters": "; ".join(filter(None, (parameters_in_words(defaults(one)), *_from_the_zone(one)))),
                "passes": row.passes,
            }
        )
    return rows


def variant_rows() -> list[dict[str, str]]:
    """The policies with two variants, and why."""
    catalogue = load_catalogue(trusted=True)
    return [
        {"policy": f"`{row.key}`", "why the original is not the default": corrected.reason}
        for row in initiative().rows.values()
        if len(found := catalogue.rows()[catalogue.find(row.definition).row]) > 1
        for corrected in found[:1]
    ]


def _from_the_zone(one: Definition) -> list[str]:
    """The parameters without a default, which come from the landing zone."""
    missing = (name for name, parameter in one.parameters.items() if isinstance(parameter.default, Missing))
    return [f"{name}: of the landing zone" for name in missing]


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


def test_the_readmes_ten_lines_give_six_stacks() -> None:
    text = blocks("yaml")[0][1]
    assert len(text.splitlines()) == 10
    assert config.parse(yaml.safe_load(text)).stacks == (
        "bootstrap",
        "core",
        "policy",
        "access",
        "churn-dev",
        "churn-prod",
    )


#: Pages whose programs other tests run: tests/test_library.py, tests/testing/test_kit.py and tests/test_extending.py.
ELSEWHERE = ("docs/library.md", "docs/testing.md", "docs/extending.md")
PROGRAMS = [found for found in blocks("python") if not found[0].startswith(ELSEWHERE)]


@pytest.mark.parametrize(("where", "text"), PROGRAMS, ids=[where for where, _ in PROGRAMS])
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


def commands_of_docs() -> list[tuple[str, str]]:
    """Every line of a page that runs the command, without what a shell does with it."""
    found = []
    for page in PAGES:
        if page.name != "cli.md":
            for block in re.findall(r"^```(?:sh|console)\n(.*?)^```", page.read_text(), re.DOTALL | re.MULTILINE):
                lines = (line.strip().removeprefix("$ ") for line in block.replace("\\\n", " ").splitlines())
                found += [(page.name, line) for line in lines if line.startswith("adlz ")]
    return found


@pytest.mark.parametrize(("page", "line"), commands_of_docs(), ids=[line for _, line in commands_of_docs()])
def test_every_command_in_the_docs_is_one(page: str, line: str) -> None:
    """Each is parsed as the command line parses it: the command exists, and so do its options."""
    words = shlex.split(re.split(r"\s(?:&&|[|>])", line)[0], comments=True)[1:]
    command: Any = typer.main.get_command(app)
    context = command.make_context("adlz", words, resilient_parsing=False)
    while (inner := getattr(command, "commands", None)) is not None:
        name, command, words = command.resolve_command(context, [*context._protected_args, *context.args])
        assert name in inner, page
        try:
            context = command.make_context(name, list(words), parent=context)
        except typer.BadParameter as error:
            # The option is there, and the file that the page speaks of is not.
            assert "does not exist" in str(error), page
            return


def test_the_readme_is_one_page() -> None:
    assert len((ROOT / "README.md").read_text().splitlines()) < 130


def test_links_inside_the_project_lead_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\((?!https?://)([^)#]+)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def services_table() -> str:
    """The services that compute may reach, as `docs/networking.md` lists them."""

    def code(words: Iterable[str]) -> str:
        return ", ".join(f"`{word}`" for word in words)

    lines = ["| name | what it is | needed by | service tags and ranges | hosts |", "|---|---|---|---|---|"]
    for name in service_names():
        found = service(name, CloudName.PUBLIC, "<region>")
        tags = []
        for traffic in found.traffic:
            protocol = {"Tcp": "", "*": "any protocol "}.get(traffic.protocol, f"{traffic.protocol} ")
            tags.append(f"{code(traffic.destinations)} on {protocol}{', '.join(traffic.ports)}")
        hosts = f"{code(found.hosts)} on {', '.join(found.host_ports)}" if found.hosts else ""
        if found.beside_tags:
            hosts += f"; covered by no tag: {code(found.beside_tags)}"
        needed = code(found.needed_by) or "only if allowed"
        lines.append(f"| `{name}` | {found.title} | {needed} | {'; '.join(tags)} | {hosts} |")
    return "\n".join(lines)


def test_the_table_of_services_is_that_of_the_library() -> None:
    page = (ROOT / "docs" / "networking.md").read_text()
    (table,) = re.findall(r"<!-- services -->\n(.*?)\n<!-- /services -->", page, re.DOTALL)
    assert table == services_table(), f"docs/networking.md needs between its markers:\n{services_table()}"


def test_the_table_of_clouds_is_that_of_the_library() -> None:
    rows = [
        {
            "what": found.title,
            "US Government": offered(found, CloudName.USGOVERNMENT),
            "China": offered(found, CloudName.CHINA),
            "where it is missing": "refused" if found.refused else "a warning",
        }
        for found in map(feature, feature_names())
    ]
    table = markdown(rows)
    page = ROOT / "docs" / "networking.md"
    assert between(page, "availability") == table, f"docs/networking.md needs between its markers:\n{table}"


def offered(found: Feature, cloud: CloudName) -> str:
    """Where a cloud has a feature."""
    if cloud.value in found.not_in:
        return "no"
    return ", ".join(f"`{region}`" for region in found.regions.get(cloud.value, ())) or "yes"


def test_every_picture_has_its_source_and_is_shown() -> None:
    pictures = ROOT / "docs" / "pictures"
    drawn = {file.stem for file in pictures.glob("*.svg")}
    assert drawn == {file.stem for file in pictures.glob("*.dot")}
    shown = {Path(target).stem for page in PAGES for target in re.findall(r"!\[.+?\]\((.+?\.svg)\)", page.read_text())}
    assert drawn <= shown


def markdown(rows: Sequence[Mapping[str, str | int | float]]) -> str:
    """Rows as a table of Markdown; what repeats the line above is left blank."""
    columns = list(rows[0])
    lines = [f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}"]
    before: list[str] = []
    for row in rows:
        values = [str(value) for value in row.values()]
        same = next((index for index, (a, b) in enumerate(zip(values, before, strict=False)) if a != b), 0)
        lines.append(
            f"| {' | '.join('' if before and index < same else value for index, value in enumerate(values))} |"
        )
        before = values
    return "\n".join(lines)


def between(page: Path, marker: str) -> str:
    (found,) = re.findall(rf"<!-- {marker} -->\n(.*?)\n?<!-- /{marker} -->", page.read_text(), re.DOTALL)
    return str(found)


def test_the_table_of_lifecycles_is_that_of_the_library() -> None:
    table = markdown(lifecycle_rows())
    page = ROOT / "docs" / "operations.md"
    assert between(page, "lifecycles") == table, f"docs/operations.md needs between its markers:\n{table}"


def test_the_tables_of_identity_are_those_of_the_library(synth: Callable[[Json], dict[str, Stack]]) -> None:
    page = ROOT / "docs" / "identity.md"
    personas = markdown(persona_rows())
    assert between(page, "personas") == personas, f"docs/identity.md needs between its markers:\n{personas}"
    workloads = markdown(workload_rows())
    assert between(page, "workloads") == workloads, f"docs/identity.md needs between its markers:\n{workloads}"
    (example,) = re.findall(r"```yaml\n(.*?)```", page.read_text(), re.DOTALL)
    deployer = markdown(right_rows(yaml.safe_load(example), synth))
    assert between(page, "deployer") == deployer, f"docs/identity.md needs between its markers:\n{deployer}"


def right_rows(zone: Json, synth: Callable[[Json], dict[str, Stack]]) -> list[dict[str, str]]:
    """The rights of a landing zone without those of production, as a table shows them."""
    configuration = config.parse(zone)
    lines = listing(configuration, {name: stack.document for name, stack in synth(zone).items()})
    return [
        {
            "principal": line.actor.key,
            "role": line.role,
            "scope": scope_in_words(configuration.core, line.scope),
            "granted by": line.owner,
            "action that needs it": f"{line.because.action} ({line.because.stack})",
        }
        for line in lines
        if not line.actor.key.startswith("churn-prod")
    ]


def test_the_tables_of_policies_are_those_of_the_library() -> None:
    page = ROOT / "docs" / "policies.md"
    for marker, rows in (("policies", thirteen_rows()), ("variants", variant_rows())):
        table = markdown(rows)
        assert between(page, marker) == table, f"docs/policies.md needs between its markers:\n{table}"


def alert_rows(of: str) -> list[dict[str, str]]:
    """The alert rules of a product or of the landing zone, as `docs/monitoring.md` lists them."""
    words = {"GreaterThan": "above", "LessThan": "below"}
    rows = []
    for rule in alerts.rules(of).values():
        fires = f"{words[rule.operator]} {rule.threshold:g} {rule.unit}" if rule.threshold is not None else ""
        where = {"everywhere": "yes", "production": "in production", "request": "no"}[rule.default]
        if len(rule.clouds) < len(CloudName):
            where += f", in the {', '.join(rule.clouds)} cloud"
        rows.append(
            {
                "rule": f"`{rule.name}`",
                "fires": f"{rule.title}: {fires}" if fires else rule.title,
                "each": ", ".join(rule.dimensions),
                "looks back": f"{rule.window}, every {rule.frequency}" if rule.window else "",
                "severity": "" if rule.severity is None else str(rule.severity),
                "on": where,
                "what it means": rule.means,
            }
        )
    return rows


@pytest.mark.parametrize("of", ["product", "landing_zone"])
def test_the_tables_of_alerts_are_those_of_the_library(of: str) -> None:
    page = ROOT / "docs" / "monitoring.md"
    table = markdown(alert_rows(of))
    assert between(page, f"{of}_alerts") == table, f"docs/monitoring.md needs between its markers:\n{table}"


def test_the_reference_pages_are_those_of_the_library() -> None:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    generate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generate)
    for file, text in generate.pages().items():
        assert file.read_text(encoding="utf-8") == text, f"{file.relative_to(ROOT)} is stale: make generated"


def test_every_page_is_reached_from_the_index() -> None:
    index = (ROOT / "docs" / "index.md").read_text()
    for page in (ROOT / "docs").rglob("*.md"):
        name = page.relative_to(ROOT / "docs").with_suffix("").as_posix()
        assert name == "index" or name.startswith("decisions/0") or f"\n{name}\n" in index, (
            f"docs/index.md lacks {name}"
        )
