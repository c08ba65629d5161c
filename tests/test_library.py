"""Every construct is usable alone: the examples of docs/library.md, each section in a stack of somebody's own."""

from __future__ import annotations

import importlib
import inspect
import re
from pathlib import Path
from types import ModuleType

import pytest

from azure_data_landing_zone import patterns, resources
from azure_data_landing_zone.engine.framework import Construct
from support import ROOT, Stack, read_stacks, schema_findings

PAGE = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```python\n(.*?)^```", re.DOTALL | re.MULTILINE)
INTRODUCTION, *SECTIONS = PAGE.split("\n## ")
#: What others are made of, and what another construct makes for you.
BASES = {"AzureResource", "PublicIp"}


def constructs() -> set[str]:
    """Names of all constructs that the library exports."""
    return {
        name
        for module in (resources, patterns)
        for name in module.__all__
        if inspect.isclass(found := getattr(module, name)) and issubclass(found, Construct)
    }


def made(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[dict[str, Stack], set[str]]:
    """The stacks that a program makes, and the names of the constructs in them."""
    monkeypatch.chdir(ROOT)
    assert code.count("app = App()\n") == 1
    code = code.replace("App()", f"App(outdir={str(tmp_path)!r})")
    names: dict[str, object] = {}
    exec(compile(code, "docs/library.md", "exec"), names)  # the page is ours
    used = {type(child).__name__ for child in names["app"].node.find_all()}  # type: ignore[attr-defined]
    names["app"].synth()  # type: ignore[attr-defined]
    return read_stacks(tmp_path), used


@pytest.mark.parametrize("section", SECTIONS, ids=[section.partition("\n")[0] for section in SECTIONS])
def test_every_example_makes_a_stack_that_the_providers_take(
    section: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = "".join([*BLOCK.findall(INTRODUCTION), *BLOCK.findall(section)])
    stacks, used = made(program, tmp_path, monkeypatch)
    shown = set(re.findall(r"(?:resources|patterns)\.(\w+)\(", section)) & constructs()
    assert shown, "the section shows no construct"
    assert shown <= used
    assert schema_findings(stacks) == ""


def test_every_construct_has_an_example() -> None:
    shown = set(re.findall(r"(?:resources|patterns)\.(\w+)\(", PAGE))
    assert not constructs() - shown - BASES, "add an example to docs/library.md"


@pytest.mark.parametrize("package", [resources, patterns], ids=["resources", "patterns"])
def test_every_construct_of_the_library_is_exported(package: ModuleType) -> None:
    """A construct that is no part of another one's inside has a name that people can import."""
    private = {"Pattern", "PrivateDatabricks"}
    for file in sorted(Path(inspect.getfile(package)).parent.glob("*.py")):
        module = importlib.import_module(f"{package.__name__}.{file.stem}")
        for name, found in vars(module).items():
            if inspect.isclass(found) and issubclass(found, Construct) and found.__module__ == module.__name__:
                assert name.startswith("_") or name in {*package.__all__, *private}, f"{name} in {file.name}"
