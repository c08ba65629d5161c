"""Landing zones that ask for version 5 of azurerm: the same resources at the same addresses, with that version's arguments."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from azure_data_landing_zone import config
from azure_data_landing_zone.changes.compare import stack_changes
from azure_data_landing_zone.changes.model import Kind
from azure_data_landing_zone.checks.preflight import preflight
from azure_data_landing_zone.synthesis import synthesize
from azure_data_landing_zone.testing import Synthesized
from support import APPS, ROOT, Stack, read_stacks, schema_findings

Apps = Callable[[str], Synthesized]
LINK = "azurerm_private_dns_zone_virtual_network_link"


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[config.Configuration, dict[str, Stack]]]:
    """Each app with `azurerm: 5`: its configuration and its stacks."""
    made = {}
    for app in APPS:
        folder = tmp_path_factory.mktemp(app)
        shutil.copytree(ROOT / "apps" / app, folder, dirs_exist_ok=True)
        file = folder / "landing-zone.yaml"
        file.write_text(f"azurerm: 5\n{file.read_text()}")
        configuration = config.load(file)
        made[app] = configuration, dict(read_stacks(synthesize(configuration, folder / "out").output))
    return made


Upgraded = dict[str, tuple[config.Configuration, dict[str, Stack]]]


@pytest.mark.parametrize("app", APPS)
def test_the_schema_of_version_5_takes_every_stack(upgraded: Upgraded, app: str) -> None:
    _, stacks = upgraded[app]
    versions = {stack.document["terraform"]["required_providers"]["azurerm"]["version"] for stack in stacks.values()}
    assert versions == {"~> 5.2"}
    assert schema_findings(stacks) == ""


@pytest.mark.parametrize("app", APPS)
def test_no_address_changes_with_the_version(app_stacks: Apps, upgraded: Upgraded, app: str) -> None:
    before = {name: set(stack.addresses()) for name, stack in app_stacks(app).items()}
    assert {name: set(stack.addresses()) for name, stack in upgraded[app][1].items()} == before


@pytest.mark.parametrize("app", APPS)
def test_the_change_of_version_changes_no_resource(app_stacks: Apps, upgraded: Upgraded, app: str) -> None:
    before = {name: stack.document for name, stack in app_stacks(app).items()}
    after = {name: stack.document for name, stack in upgraded[app][1].items()}
    changes = stack_changes(before, after)
    assert {change.name for change in changes} == set(after)
    for change in changes:
        assert not change.resources
        assert [setting.argument for setting in change.settings] == ["terraform.required_providers.azurerm.version"]


def test_a_changed_zone_replaces_a_link_in_both_versions(app_stacks: Apps, upgraded: Upgraded) -> None:
    before = {"core": app_stacks("minimal")["core"].document}
    core = upgraded["minimal"][1]["core"]
    key, body = next(iter(core.all(LINK).items()))
    link = {**body, "private_dns_zone_id": body["private_dns_zone_id"].replace(".id}", ".ID}")}
    resources = {**core.document["resource"], LINK: {**core.document["resource"][LINK], key: link}}
    (change,) = stack_changes(before, {"core": {**core.document, "resource": resources}})
    assert [(one.address, one.kind) for one in change.resources] == [(f"{LINK}.{key}", Kind.REPLACED)]


@pytest.mark.parametrize("app", ["contoso", "minimal"])
def test_logs_stay_closed_although_azure_opens_them_by_default(upgraded: Upgraded, app: str) -> None:
    workspace = upgraded[app][1]["core"].one("azurerm_log_analytics_workspace")
    assert {workspace["internet_ingestion_access_type"], workspace["internet_query_access_type"]} == {"Disabled"}
    assert not {"internet_ingestion_enabled", "internet_query_enabled"} & set(workspace)


def test_the_preflight_comes_to_the_same_results(app_stacks: Apps, upgraded: Upgraded) -> None:
    configuration, stacks = upgraded["contoso"]

    def results(one: config.Configuration, documents: dict[str, Stack]) -> list[tuple[str, ...]]:
        found = preflight(one, {name: stack.document for name, stack in documents.items()})
        return sorted((r.check, r.rule, r.level, r.stack, r.address, r.message) for r in found.results)

    former = config.load(ROOT / "apps" / "contoso" / "landing-zone.yaml")
    assert results(configuration, stacks) == results(former, dict(app_stacks("contoso")))


def test_the_other_engine_gives_the_same(upgraded: Upgraded, tmp_path: Path) -> None:
    configuration, stacks = upgraded["contoso"]
    assert configuration.origin is not None
    file = Path(configuration.origin.document.file)
    arguments = ["synth", "-c", str(file), "-o", str(tmp_path), "--stack", "core"]
    code = f"import sys; sys.argv[1:] = {arguments!r}; from azure_data_landing_zone.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "ADLZ_ENGINE": "cdktn"},
    )
    assert done.returncode == 0, done.stderr
    other = read_stacks(tmp_path)["core"].document
    assert other["resource"] == stacks["core"].document["resource"]
    assert other["terraform"] == stacks["core"].document["terraform"]
