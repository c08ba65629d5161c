"""A program adds resources and stacks to a landing zone: docs/extending.md, through synth, check, diff and report."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from azure_data_landing_zone import config
from azure_data_landing_zone.cli.app import app
from azure_data_landing_zone.config.layout.services import SERVICES, Use
from azure_data_landing_zone.engine.framework import App, TerraformStack
from azure_data_landing_zone.errors import AdlzError
from azure_data_landing_zone.output_folder import OutputError
from azure_data_landing_zone.resources import LogAnalyticsWorkspace
from azure_data_landing_zone.stacks import CONTEXT, ProductStack, StackError, add_stacks
from azure_data_landing_zone.testing import program
from support import ROOT, read_stacks

PAGE = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")
EXTENDED, SUBCLASS = re.findall(r"^```python\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
FILE = ROOT / "apps" / "minimal" / "landing-zone.yaml"


def run(code: str, output: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("CDKTF_OUTDIR", str(output))
    names: dict[str, Any] = {}
    code = code.replace("App(", f"App(outdir={str(output)!r}, ").replace(", )", ")")
    exec(compile(code, "docs/extending.md", "exec"), names)  # the page is ours
    return names


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    output = tmp_path_factory.mktemp("extended") / "out"
    with pytest.MonkeyPatch.context() as patch:
        return output, run(EXTENDED, output, patch)


def test_everything_else_stays(extended: tuple[Path, dict[str, Any]], app_output: Callable[[str], Path]) -> None:
    """Text of the configuration and references are written as `adlz synth` writes them."""
    output, _ = extended
    mine, usual = read_stacks(output), read_stacks(app_output("minimal"))
    assert set(mine) - set(usual) == {"experiments"}
    added = {
        f"{name} {address}" for name in usual for address in set(mine[name].addresses()) - set(usual[name].addresses())
    }
    assert added == {"forecast-dev azurerm_role_assignment.auditors"}
    grant = mine["forecast-dev"].document["resource"]["azurerm_role_assignment"].pop("auditors")
    assert re.fullmatch(r"\$\{azurerm_machine_learning_workspace\.ml_workspace_\w+\.id\}", grant["scope"])
    for name in usual:
        assert mine[name].document == usual[name].document, name


def test_the_kit_takes_the_program(extended: tuple[Path, dict[str, Any]]) -> None:
    output, names = extended
    assert {name: stack.document.get("resource") for name, stack in program(names["app"]).items()} == {
        name: stack.document.get("resource") for name, stack in read_stacks(output).items()
    }


def test_check_judges_what_the_program_wrote(extended: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    from azure_data_landing_zone.cli.preflight import over_configuration
    from azure_data_landing_zone.cli.stacks import written_stacks

    output, _ = extended
    configuration = config.load(FILE)
    found = over_configuration(configuration, synthesized=output)
    assert found.stacks == (*configuration.stacks, "experiments")
    assert [result for result in found.failing if result.stack == "experiments"] == []

    file = output / "stacks" / "experiments" / "cdk.tf.json"
    document = json.loads(file.read_text())
    document["resource"]["azurerm_storage_account"] = {"open": {"name": "stopen"}}
    other = tmp_path / "out"
    for name in (*configuration.stacks, "experiments"):
        (folder := other / "stacks" / name).mkdir(parents=True)
        text = json.dumps(document) if name == "experiments" else (output / "stacks" / name / file.name).read_text()
        (folder / file.name).write_text(text)
    refused = over_configuration(configuration, ["experiments"], synthesized=other).failing
    assert {(result.stack, result.address) for result in refused} >= {("experiments", "azurerm_storage_account.open")}

    (other / "stacks" / "core" / file.name).unlink()
    with pytest.raises(OutputError, match="does not contain core: synthesize all stacks"):
        written_stacks(configuration, other)


def test_stacks_that_a_former_run_left_are_not_judged(
    extended: tuple[Path, dict[str, Any]], app_output: Callable[[str], Path], tmp_path: Path
) -> None:
    """The manifest says which stacks there are; the commands name the others."""
    other = tmp_path / "out"
    shutil.copytree(extended[0], other)
    (left := other / "stacks" / "left").mkdir()
    (left / "cdk.tf.json").write_text('{"resource": {"azurerm_storage_account": {"open": {"name": "stopen"}}}}')
    plain = str(app_output("minimal"))
    for command in (
        ["check", "-c", str(FILE), "--synthesized", str(other)],
        ["diff", "-c", str(FILE), plain, str(other)],
        ["report", "-c", str(FILE), "--synthesized", str(other), "-o", str(tmp_path / "site")],
    ):
        said = CliRunner().invoke(app, command)
        assert said.exit_code == 0, said.output
        assert "left out left, which manifest.json does not list" in said.stderr
        assert "stopen" not in said.stdout
    (other / "stacks" / "core" / "cdk.tf.json").write_text('{\n"resource": ]')
    said = CliRunner().invoke(app, ["check", "-c", str(FILE), "--synthesized", str(other)])
    assert said.exit_code == 2
    assert "core/cdk.tf.json:2: is no JSON" in said.stderr


def test_a_check_of_the_configuration_alone_names_the_option_for_programs(
    extended: tuple[Path, dict[str, Any]],
) -> None:
    """Without its program, the stack of the program vanishes."""
    said = CliRunner().invoke(app, ["check", "-c", str(FILE), "--output", str(extended[0])])
    assert said.exit_code == 1
    assert "If a program of your own makes it" in said.stdout
    assert "adlz check --synthesized FOLDER" in said.stdout


def test_diff_compares_what_the_program_wrote(
    extended: tuple[Path, dict[str, Any]], app_output: Callable[[str], Path]
) -> None:
    output, _ = extended
    said = CliRunner().invoke(app, ["diff", str(app_output("minimal")), str(output), "-c", str(FILE), "--full"])
    assert said.exit_code == 0, said.output
    assert "azurerm_role_assignment.auditors" in said.output
    assert "azurerm_resource_group.group" in said.output


def test_the_page_runs_as_written(tmp_path: Path) -> None:
    """Its program as `main.py`, then its commands."""
    (tmp_path / "main.py").write_text(EXTENDED)
    shutil.copytree(
        ROOT / "apps" / "minimal", tmp_path / "apps" / "minimal", ignore=shutil.ignore_patterns("cdktf.out")
    )
    (commands,) = re.findall(r"^```sh\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    environment = {key: value for key, value in os.environ.items() if not key.startswith("CDKTF_")}
    path = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", commands],
        cwd=tmp_path,
        env={**environment, "PATH": path, "COLUMNS": "120"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "experiments" in done.stdout
    assert "0 refused, 0 unknown" in done.stdout
    assert "forecast-dev: 1 added" in done.stdout
    assert (tmp_path / "site" / "index.html").is_file()


def test_the_report_shows_what_the_program_added_to_a_stack(extended: tuple[Path, dict[str, Any]]) -> None:
    from azure_data_landing_zone.cli.report_command import make_report

    output, _ = extended
    assert "22222222-2222-2222-2222-222222222222" in make_report(config.load(FILE), synthesized=output).markdown


def test_a_pattern_can_be_subclassed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(SUBCLASS, tmp_path, monkeypatch)
    resources = read_stacks(tmp_path)["audited"].document["resource"]
    (scope,) = [
        grant["scope"] for name, grant in resources["azurerm_role_assignment"].items() if name.startswith("ml_auditors")
    ]
    assert scope.startswith("${azurerm_machine_learning_workspace.ml_workspace_")


def test_a_stack_that_is_not_there_is_told_with_those_that_are() -> None:
    stacks = add_stacks(App(context=CONTEXT), config.load(FILE), only=["core"])
    assert stacks.core.network is not None
    with pytest.raises(StackError, match="no ProductStack is called 'forecast-dev'; there are: none"):
        stacks.product("forecast-dev")
    with pytest.raises(StackError, match=r"no TerraformStack is called 'Core'; did you mean 'core'\?; there are: core"):
        stacks["Core"]
    assert stacks.get("Core") is None


def test_a_stack_with_a_near_name_is_suggested() -> None:
    stacks = add_stacks(App(context=CONTEXT), config.load(FILE), only=["forecast-dev"])
    assert stacks.product("forecast-dev").estate.workspace is not None
    with pytest.raises(
        StackError, match=r"'forcast-dev'; did you mean 'forecast-dev'\?; there are: forecast-dev$"
    ) as raised:
        stacks.product("forcast-dev")
    assert isinstance(raised.value, AdlzError)
    assert str(raised.value).startswith("no ProductStack")
    with pytest.raises(StackError, match="no CoreStack is called 'core'; there are: none"):
        _ = stacks.core


def test_an_app_takes_each_stack_once() -> None:
    app = App(context=CONTEXT)
    configuration = config.load(FILE)
    add_stacks(app, configuration, only=["core"])
    add_stacks(app, configuration, only=["policy"])
    with pytest.raises(StackError, match="has a construct 'core' already: call add_stacks once for each App"):
        add_stacks(app, configuration)
    assert app.node.try_find_child("forecast-dev") is None, "a part of the stacks was added"


@pytest.mark.parametrize(
    ("app", "file", "only", "told"),
    [
        (App, FILE, None, r"make it with App\(context=CONTEXT\)"),
        (
            lambda: TerraformStack(App(context=CONTEXT), "mine"),
            FILE,
            None,
            "app is a value of the class TerraformStack",
        ),
        (lambda: App(context=CONTEXT), None, None, "configuration is a value of the class NoneType"),
        (lambda: App(context=CONTEXT), FILE, ["cor"], "no stack 'cor'; did you mean 'core'"),
        (lambda: App(context=CONTEXT), FILE, "cor", "no stack 'cor'; did you mean 'core'"),
    ],
)
def test_wrong_arguments_of_add_stacks_are_told(
    app: Callable[[], Any], file: Path | None, only: Any, told: str
) -> None:
    with pytest.raises(StackError, match=told):
        add_stacks(app(), config.load(file) if file else None, only=only)  # type: ignore[arg-type]


def test_services_and_links_of_the_configuration_are_attributes() -> None:
    """contoso creates every service, and has a product with every link; minimal has none of them."""
    contoso = add_stacks(App(context=CONTEXT), config.load(ROOT / "apps" / "contoso" / "landing-zone.yaml"))
    minimal = add_stacks(App(context=CONTEXT), config.load(FILE))
    for row in SERVICES:
        assert getattr(contoso.core, row.key) is not None, row.key
        assert getattr(minimal.core, row.key) is None, row.key
    assert isinstance(contoso.core.log_analytics, LogAnalyticsWorkspace)
    links = {row.key for row in SERVICES if row.use is not Use.ALWAYS}
    products = [stack for stack in contoso.values() if isinstance(stack, ProductStack)]
    linked = {product: {key for key in links if getattr(product, key) is not None} for product in products}
    assert linked == {product: set(filter(product.layout.uses, links)) for product in products}
    assert set().union(*linked.values()) == links
    assert {product.shipping is None for product in products} == {True, False}
    assert all((product.shipping is None) == (product.layout.product.shipping is None) for product in products)
    existing = add_stacks(App(context=CONTEXT), config.load(ROOT / "apps" / "existing-core" / "landing-zone.yaml"))
    assert existing.core.log_analytics is None
