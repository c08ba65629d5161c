"""Stacks that Node makes of data: the same output, and errors that say what is wrong."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure_data_landing_zone import config, templates
from azure_data_landing_zone.engine import lean, maker, packages, recorded, selection
from azure_data_landing_zone.engine.submodules import SUBMODULES
from azure_data_landing_zone.stacks.landing_zone import CONTEXT
from conftest import Json
from support import APPS, ROOT, files, synthesize_apps

MINIMAL = ROOT / "apps" / "minimal" / "landing-zone.yaml"
#: A process that runs nothing but this library, and a stack of it.
ALONE = f"""
import sys
from azure_data_landing_zone.engine import selection
selection.alone.set(True)
from azure_data_landing_zone.engine.literals import literal_text
from azure_data_landing_zone.engine import azurerm, node, references
from azure_data_landing_zone.engine.framework import App, Construct, TerraformStack
from azure_data_landing_zone.resources import ExistingResourceGroup, KeyVault, ResourceGroup
app = App(outdir="out", context={dict(CONTEXT)!r}, stack_traces=False)
stack = TerraformStack(app, "s")
references.begin(stack)
azurerm.provider.AzurermProvider(stack, "azurerm", features=[azurerm.provider.AzurermProviderFeatures()])
"""


def run(code: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def document(folder: Path) -> Json:
    return json.loads((folder / "out" / "stacks" / "s" / "cdk.tf.json").read_text(encoding="utf-8"))


def test_all_apps_are_those_that_jsii_makes(app_output: Callable[[str], Path], tmp_path: Path) -> None:
    assert not selection.is_recorded()  # `app_output` is made in this process
    said = synthesize_apps(tmp_path, last="import sys; assert selection.is_recorded() and 'jsii' not in sys.modules")
    assert said == ""
    for app in APPS:
        assert files(tmp_path / app) == files(app_output(app)), app


FILL = """
with literal_text():
    groups = [ResourceGroup(stack, f"g-{n}", name=f"rg-{n}", location="westeurope") for n in range(405)]
    for group in groups:
        group.add_override("managed_by", group.name)
app.synth()
"""


def test_what_a_batch_cannot_hold_is_split(tmp_path: Path) -> None:
    done = run(f"{ALONE}{FILL}", tmp_path)
    assert done.returncode == 0, done.stderr
    groups = document(tmp_path)["resource"]["azurerm_resource_group"]
    for number in range(405):
        assert groups[f"g-{number}"]["name"] == f"rg-{number}"
        assert groups[f"g-{number}"]["managed_by"] == f"${{azurerm_resource_group.g-{number}.name}}"


def test_an_override_of_nothing_takes_an_argument_out(tmp_path: Path) -> None:
    code = "group = ResourceGroup(stack, 'g', name='rg', location='westeurope', tags={'a': 'b'})\n"
    done = run(f"{ALONE}{code}group.add_override('tags', None)\napp.synth()", tmp_path)
    assert done.returncode == 0, done.stderr
    (group,) = document(tmp_path)["resource"]["azurerm_resource_group"].values()
    assert "tags" not in group
    assert group["name"] == "rg"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (
            "for _ in range(2): ResourceGroup(stack, 'g', name='rg', location='westeurope')\napp.synth()",
            "RuntimeError: There is already a Construct with name 'g' in TerraformStack [s]",
        ),
        (
            "azurerm.resource_group.ResourceGroup(stack, 'g', nmae='rg', location='westeurope')",
            "TypeError: ResourceGroup has no arguments ['nmae']",
        ),
        (
            "azurerm.key_vault.KeyVaultNetworkAcls(defaultAction='Deny')",
            "TypeError: key_vault.KeyVaultNetworkAcls has no arguments ['defaultAction']",
        ),
        (
            "print(azurerm.resource_group.ResourceGroup(stack, 'g', name='rg', location='westeurope').tags_input)",
            "NotRecordedError: tags_input would have to be asked of Node, which is sent data and not asked",
        ),
        ("azurerm.nothing", "AttributeError: the azurerm bindings have no module 'nothing'"),
        ("stack.add_override('a', object)", "TypeError: <class 'object'> is no value of an argument"),
    ],
)
def test_mistakes_are_told(code: str, said: str, tmp_path: Path) -> None:
    done = run(f"{ALONE}{code}", tmp_path)
    assert done.returncode == 1
    assert said in done.stderr
    assert not (tmp_path / "out" / "manifest.json").exists()


def test_node_that_is_lost_is_told(tmp_path: Path) -> None:
    code = "node._watched.get().kill()\napp.synth()"
    indented = "\n".join(f"    {line}" for line in code.splitlines())
    done = run(f"{ALONE}with node.needed():\n{indented}", tmp_path)
    assert done.returncode == 1
    assert "NodeLostError: Node ended by signal 9 while it was writing the stacks" in done.stderr


@pytest.mark.parametrize(
    ("environment", "is_recorded"),
    [({}, True), ({"ADLZ_BATCH": "off"}, False), ({"ADLZ_BINDINGS": "stock"}, False)],
)
def test_the_command_line_writes_down_unless_it_is_told_otherwise(
    environment: dict[str, str], is_recorded: bool, tmp_path: Path
) -> None:
    code = (
        "import sys\nfrom azure_data_landing_zone import cli\n"
        "def show():\n    from azure_data_landing_zone.engine import selection\n    print(selection.is_recorded())\n"
        "import azure_data_landing_zone.cli.app as app\napp.app = show\ncli.main()\n"
    )
    done = run(code, tmp_path, **environment)
    assert done.stdout == f"{is_recorded}\n", done.stderr


def test_a_program_of_a_team_gets_real_constructs(tmp_path: Path) -> None:
    code = f"""
from pathlib import Path
from azure_data_landing_zone import config
from azure_data_landing_zone.synthesis import synthesize
synthesize(config.load(Path({str(MINIMAL)!r})), Path("out"), pattern="bootstrap")
from azure_data_landing_zone.engine.framework import IS_RECORDED, App, TerraformStack
from azure_data_landing_zone.resources import ResourceGroup
group = ResourceGroup(TerraformStack(App(), "s"), "g", name="rg", location="westeurope")
print(IS_RECORDED, group.node.path)
"""
    done = run(code, tmp_path)
    assert done.stdout == "False s/g\n", done.stderr


def test_packages_that_cannot_be_kept_are_told_and_the_output_is_the_same(
    app_output: Callable[[str], Path], tmp_path: Path
) -> None:
    code = f"""
from pathlib import Path
from azure_data_landing_zone import config
from azure_data_landing_zone.engine import packages, selection
from azure_data_landing_zone.synthesis import synthesize
selection.alone.set(True)
def full(*_): raise OSError("no space left on device")
packages.folder = full
synthesize(config.load(Path({str(MINIMAL)!r})), Path("out"))
"""
    done = run(code, tmp_path)
    assert done.returncode == 0, done.stderr
    assert "resources are made one by one, which takes longer: no space left on device" in done.stderr
    assert files(tmp_path / "out") == files(app_output("minimal"))


def test_the_packages_are_those_of_the_bindings(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = packages.folder("cdktf", SUBMODULES)
    made = folder / "node_modules"
    for name, package in (
        ("constructs", "constructs"),
        ("cdktf", "cdktf"),
        ("azurerm", "cdktf_cdktf_provider_azurerm"),
    ):
        installed = lean.installed(package)
        manifest = json.loads((made / installed.name / "package.json").read_text(encoding="utf-8"))
        assert manifest["version"] == installed.version, name
    assert json.loads((folder / packages.TABLE).read_text(encoding="utf-8")).keys() == set(SUBMODULES)
    monkeypatch.setattr(packages, "FORMAT", packages.FORMAT + 1)
    monkeypatch.setattr(lean, "build", lambda *_: pytest.fail("another format is another folder"))
    with pytest.raises(pytest.fail.Exception, match="another folder"):
        packages.folder("cdktf", SUBMODULES)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=6,
    )
)
def test_data_is_literal_and_lacks_what_is_none(value: Json) -> None:
    def expected(one: Json) -> Json:
        if isinstance(one, dict):
            return {templates.escaped(key): expected(item) for key, item in one.items() if item is not None}
        if isinstance(one, list):
            return [expected(item) for item in one if item is not None]
        return templates.escaped(one) if isinstance(one, str) else one

    assert recorded.data(value) == expected(value)


def test_a_worker_of_the_testing_kit_makes_one_app_after_the_other(
    adlz_synth: Callable[[object], object], zone: Json
) -> None:
    first, second = adlz_synth(zone), adlz_synth({**zone, "name": "other"})
    assert set(first) == set(config.parse(zone).stacks)  # type: ignore[call-overload]
    assert set(second) == set(first)  # type: ignore[call-overload]


def test_common_submodules_are_those_of_the_bindings() -> None:
    assert set(maker.COMMON) <= set(SUBMODULES)


EXPECTING = """
import sys
from pathlib import Path
from azure_data_landing_zone.engine import maker, node, packages, selection
from azure_data_landing_zone.engine.submodules import SUBMODULES
selection.alone.set(True)
for engine in ("cdktf", "cdktn"):
    packages.folder(engine, SUBMODULES)
maker.expect()
first = maker._ready.get()
from azure_data_landing_zone import config
from azure_data_landing_zone.synthesis import synthesize
synthesize(config.load(Path(sys.argv[1])), Path("out"))
print(first.engine, first._process.poll() is not None)
"""


@pytest.mark.parametrize("engine", ["cdktf", "cdktn"])
def test_a_node_that_was_started_for_the_other_engine_is_replaced(
    engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(selection.VARIABLE, raising=False)
    shutil.copytree(MINIMAL.parent, tmp_path / "zone")
    file = tmp_path / "zone" / MINIMAL.name
    file.write_text(f"{file.read_text(encoding='utf-8')}engine: {engine}\n", encoding="utf-8")
    done = run(EXPECTING.replace("sys.argv[1]", repr(str(file))), tmp_path)
    # The Node of the other engine has ended unused; that of the same one has ended after it made everything.
    assert done.stdout.splitlines()[-1:] == ["cdktf True"], done.stderr
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["version"] == version(engine)


def test_a_node_that_is_not_needed_leaves_no_message(tmp_path: Path) -> None:
    file = tmp_path / "landing-zone.yaml"
    file.write_text("name: zone\nsurprise: 1\n", encoding="utf-8")
    command = [sys.executable, "-m", "azure_data_landing_zone.cli", "synth", "--fresh", "-c", str(file)]
    with_node = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    without = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, check=False, env={**os.environ, "ADLZ_BATCH": "off"}
    )
    assert with_node.returncode == without.returncode == 2
    assert (with_node.stdout, with_node.stderr) == (without.stdout, without.stderr)
