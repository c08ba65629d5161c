"""What is released: the same bytes each time, and all that a person needs who has nothing else of the project."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from azure_data_landing_zone.engine import selection
from support import ROOT
from terminal import CTRL_C, Terminal

GROUP = "22222222-2222-2222-2222-222222222222"


def build(project: Path, folder: Path) -> Path:
    """The sdist and the wheel of a project, built by the back end that pyproject.toml names."""
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    subprocess.run(command, cwd=project, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(ROOT, tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def wheel(dist: Path) -> Path:
    (made,) = dist.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def project(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new landing zone whose repository holds the wheel."""
    folder = tmp_path_factory.mktemp("project")
    copy = folder / "wheels" / wheel.name
    copy.parent.mkdir()
    shutil.copyfile(wheel, copy)
    command = [
        "init",
        str(folder),
        "--yes",
        "--library",
        str(copy),
        "--state",
        "azurerm",
        "--state-address",
        "203.0.113.0/24",
    ]
    subprocess.run([sys.executable, "-m", "azure_data_landing_zone.cli", *command], check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def installed(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` of an environment that holds the wheel and what it names, and nothing else.

    The commands of the README of a new landing zone make it. `make test-pythons` sets `ADLZ_WHEEL_PYTHON` to another
    Python than the one that runs the tests.
    """
    programs = tmp_path_factory.mktemp("programs")
    python = os.environ.get("ADLZ_WHEEL_PYTHON", sys.executable)
    (programs / "python3").write_text(f'#!/bin/sh\nexec "{python}" "$@"\n')
    (programs / "python3").chmod(0o755)
    install = re.search(r"```sh\n(.*?)```", (project / "README.md").read_text(), re.DOTALL)
    assert install is not None
    environment = {**outer_environment(), "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    subprocess.run(["bash", "-euo", "pipefail", "-c", install[1]], cwd=project, env=environment, check=True)
    return project / ".venv" / "bin"


def outer_environment() -> dict[str, str]:
    """The environment without what the run of the tests brought into it."""
    hidden = {"PYTHONPATH", "VIRTUAL_ENV", "NO_COLOR", "ARM_TENANT_ID", "ARM_SUBSCRIPTION_ID", "CDKTF_OUTDIR"}
    environment = {key: value for key, value in os.environ.items() if key not in hidden}
    return {**environment, "ADLZ_CACHE_DIR": os.environ.get("ADLZ_CACHE_DIR", str(ROOT / ".gen" / "bindings"))}


def test_two_builds_are_the_same_bytes(dist: Path, tmp_path: Path) -> None:
    """The second one from the sdist, in another folder: what is released can be made anew from what is published."""
    (sdist,) = dist.glob("*.tar.gz")
    # As a program: the argument `filter` of the module came with 3.11.4, and newer versions warn without it.
    subprocess.run([sys.executable, "-m", "tarfile", "-e", str(sdist), str(tmp_path)], check=True, capture_output=True)
    again = build(tmp_path / sdist.name.removesuffix(".tar.gz"), tmp_path / "again")
    assert sorted(file.name for file in again.iterdir()) == sorted(file.name for file in dist.iterdir())
    for file in dist.iterdir():
        assert (again / file.name).read_bytes() == file.read_bytes(), file.name


def test_holds_all_that_is_no_code(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    package = ROOT / "constructs" / "azure_data_landing_zone"
    assert "azure_data_landing_zone/policies/builtin.yaml" in names
    assert "azure_data_landing_zone/report/templates/index.html.j2" in names
    assert "azure_data_landing_zone/report/pictures/vendor/viz.cjs" in names
    assert any(name.endswith("vendor/NOTICE.txt") and ".dist-info/licenses/" in name for name in names)
    assert "azure_data_landing_zone/policies/custom/Deny-MachineLearning-Aks.json" in names
    assert "azure_data_landing_zone/cli/templates/landing-zone.yaml.j2" in names
    assert "azure_data_landing_zone/schemas/landing-zone.schema.json" in names
    assert {f"azure_data_landing_zone_start.{suffix}" for suffix in ("pth", "py")} <= names
    for bindings in selection.ENGINES.values():
        assert {f"{bindings}-stubs/__init__.pyi", f"{bindings}-stubs/py.typed"} <= names
    data = {path for path in package.rglob("*") if path.is_file() and path.suffix not in {".py", ".pyc"}}
    assert {f"azure_data_landing_zone/{path.relative_to(package).as_posix()}" for path in data} <= names
    assert not any(name.startswith(("tests/", "apps/", "constructs/", "tools/")) for name in names)


def test_the_page_of_an_index_links_to_nothing_that_only_the_repository_has(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    (metadata,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
    text = archive.read(metadata).decode()
    assert "(`adlz docs quickstart`)" in text
    assert "![" not in text
    assert not [target for target in re.findall(r"\]\(([^)]+)\)", text) if "://" not in target]


def test_the_documentation_comes_along(installed: Path, tmp_path: Path) -> None:
    for page, file in (("networking", ROOT / "docs" / "networking.md"), ("changelog", ROOT / "CHANGELOG.md")):
        told = subprocess.run(
            [installed / "adlz", "docs", page], cwd=tmp_path, capture_output=True, text=True, check=True
        )
        assert told.stdout.rstrip() == file.read_text().rstrip()


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the files of this checkout, as a clone has them: nothing that is generated or ignored."""
    folder = tmp_path_factory.mktemp("clone") / "repository"
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    author = ["-c", "user.name=test", "-c", "user.email=test@example.com"]
    for command in (["init", "-q"], ["add", "--all"], [*author, "commit", "-q", "-m", "Files"]):
        subprocess.run(["git", *command], cwd=folder, check=True)
    return folder


@pytest.mark.parametrize("source", ["wheel .", "install .", "install git"])
def test_a_clean_clone_installs_without_node(source: str, clone: Path, wheel: Path, tmp_path: Path) -> None:
    """Only Python and git: neither Node nor `node_modules`."""
    programs = tmp_path / "programs"
    programs.mkdir()
    git = shutil.which("git")
    assert git is not None
    (programs / "git").symlink_to(git)
    settings = {key: value for key, value in os.environ.items() if key.startswith("PIP_")}
    environment = {**settings, "PATH": str(programs), "HOME": str(tmp_path)}
    assert shutil.which("node", path=environment["PATH"]) is None
    made = tmp_path / "made"
    action, place = source.split()
    command = [action, "--no-deps", "--quiet", "--disable-pip-version-check"]
    command += ["--wheel-dir" if action == "wheel" else "--target", str(made)]
    command += [f"git+file://{clone}" if place == "git" else str(clone)]
    subprocess.run([sys.executable, "-m", "pip", *command], env=environment, check=True)
    if action == "wheel":
        (file,) = made.iterdir()
        assert file.name == wheel.name
        names = set(zipfile.ZipFile(file).namelist())
    else:
        names = {path.relative_to(made).as_posix() for path in made.rglob("*")}
    expected = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("azure_data_landing_zone/")}
    assert len(expected) > 100
    assert expected <= names


def test_every_module_compiles_without_a_warning_and_imports(installed: Path) -> None:
    """On a new Python, syntax that it deprecates shows here first."""
    script = """
import importlib, pathlib, pkgutil, warnings
import azure_data_landing_zone as package
with warnings.catch_warnings():
    warnings.simplefilter("error")
    for file in pathlib.Path(package.__file__).parent.rglob("*.py"):
        compile(file.read_bytes(), file, "exec")
names = [module.name for module in pkgutil.walk_packages(package.__path__, package.__name__ + ".")]
for name in names:
    if not name.endswith(".__main__"):
        importlib.import_module(name)
print(len(names))
"""
    told = subprocess.run(
        [installed / "python", "-c", script], cwd=installed, capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stderr
    assert int(told.stdout) > 200
    subprocess.run([installed / "python", "-m", "pip", "check"], check=True, capture_output=True)


def test_the_providers_package_may_be_imported_before_the_library(installed: Path, tmp_path: Path) -> None:
    program = tmp_path / "main.py"
    program.write_text(
        "import sys\nimport cdktf_cdktf_provider_azurerm\nassert 'azure_data_landing_zone' in sys.modules\n"
        "import azure_data_landing_zone.resources\n"
        "assert not hasattr(sys.modules['cdktf_cdktf_provider_azurerm._jsii'], '__file__')\n"
    )
    command = [installed / "python", "-W", "error", program]
    done = subprocess.run(command, env=outer_environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_no_pytest_of_the_environment_warns(wheel: Path, tmp_path: Path) -> None:
    """pytest rewrites assertions in the modules of plug-ins, and warns of those that Python imports at its start."""
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    (tmp_path / "test_x.py").write_text("def test_x(): pass\n")
    command = [sys.executable, "-m", "pytest", "-W", "error", "-p", "no:cacheprovider", "test_x.py"]
    environment = {**outer_environment(), "PYTHONPATH": str(tmp_path / "site")}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_new_user_comes_from_an_empty_folder_to_checked_stacks(
    installed: Path, tmp_path: Path, snapshot: SnapshotAssertion
) -> None:
    """Everything that the first hour holds, typed at a terminal. The recording goes to `ADLZ_TRANSCRIPT`, if it is set."""
    environment = {**outer_environment(), "PATH": f"{installed}{os.pathsep}{os.environ['PATH']}"}
    terminal = Terminal(tmp_path, environment)
    try:
        _first_hour(terminal, snapshot)
    finally:
        if recording := os.environ.get("ADLZ_TRANSCRIPT"):
            Path(recording).write_text(terminal.transcript.replace(str(tmp_path), "~"), encoding="utf-8")


def _first_hour(terminal: Terminal, snapshot: SnapshotAssertion) -> None:
    home = terminal.folder
    assert re.fullmatch(r"adlz \d+\.\d+\.\d+", terminal.run("adlz --version"))

    # A landing zone; at first the person thinks better of it.
    terminal.run("adlz init contoso", [("Key of the landing zone", ""), ("Azure region", CTRL_C)], status=130)
    assert list(home.iterdir()) == []
    answers = [
        ("Key of the landing zone", "Contoso"),  # is told, and asked again
        ("Key of the landing zone", "contoso"),
        ("Azure region", "westeurop"),
        ("Azure region", ""),
        ("Tenant id", ""),
        ("Subscription id", ""),
        ("Environments", ""),
        ("Range of the network", ""),
        ("How traffic leaves", ""),
        ("state lives", ""),
        ("first product", ""),
        ("data scientists", GROUP),
    ]
    seen = [terminal.run("adlz init contoso", answers)]
    before = {file: file.read_bytes() for file in (home / "contoso").rglob("*") if file.is_file()}
    seen.append(terminal.run("adlz init contoso --yes", status=1))
    assert before == {file: file.read_bytes() for file in (home / "contoso").rglob("*") if file.is_file()}

    # Another product.
    terminal.folder = home / "contoso"
    answers = [
        ("What it is about", "Customer churn"),
        ("Environments", "dev, prd"),
        ("Environments", "dev"),
        ("Data that it reads", "curated/sales"),
        ("data scientists", GROUP),
        ("Size of the nodes", ""),
        ("Nodes at full scale", "2"),
    ]
    seen.append(terminal.run("adlz new product churn", answers))

    # Three mistakes in two files, and their answers.
    zone, product = terminal.folder / "landing-zone.yaml", terminal.folder / "products" / "churn.yaml"
    right = zone.read_text(), product.read_text()
    zone.write_text(right[0].replace("through: nat_gateway", "through: nat_gatway").replace("data_lake:", "datalake:"))
    product.write_text(right[1].replace("Standard_D4ds_v4", "Standard_D4dz_v4"))
    told = terminal.run("adlz validate", status=2)
    assert told.startswith("3 mistakes in the configuration:\nlanding-zone.yaml:")
    assert "did you mean 'data_lake'?" in told
    terminal.run("adlz validate --json", status=2)
    mistakes = json.loads(terminal.raw.replace("\r", ""))["mistakes"]
    assert {(mistake["file"], mistake["path"]) for mistake in mistakes} == {
        ("landing-zone.yaml", "network.outbound.through"),
        ("landing-zone.yaml", "datalake"),
        ("products/churn.yaml", "compute.clusters.cpu.vm_size"),
    }
    zone.write_text(right[0])
    product.write_text(right[1])
    assert "Passed: landing-zone.yaml is valid: " in terminal.run("adlz validate")
    assert "\n\n".join(seen).replace(str(home), "~") == snapshot(name="first hour")

    # Stacks, with progress for each of them, and what is said of them.
    made = terminal.run("adlz synth")
    assert re.search(r"\d+ stacks with \d+ Terraform resources \([\w ,]+\) in [\d.]+ s, in cdktf.out/", made)
    assert "Synthesizing" in terminal.raw
    assert "Synthesizing" not in made, "progress goes away when it is done"
    assert (terminal.folder / "cdktf.out" / "stacks" / "churn-dev" / "cdk.tf.json").exists()
    assert "churn-dev" in terminal.run("adlz show stacks")
    assert "kv-" in terminal.run("adlz show names churn-dev")
    terminal.run("adlz check")
    assert "site/index.html and report.md beside it" in terminal.run("adlz report -o site")
    assert (terminal.folder / "site" / "pictures" / "churn-dev-network.svg").exists()
    assert "Everything is there that `adlz synth` needs." in terminal.run("adlz doctor")

    # The tests that came along: reviewed once, then they hold.
    terminal.run("pytest -q --snapshot-update --update-address-books")
    assert "4 passed" in terminal.run("pytest -q")
    assert list((terminal.folder / "tests" / "__snapshots__").rglob("*core*.json"))
