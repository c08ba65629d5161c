"""Every module of resources and of patterns has a test file of its name."""

from __future__ import annotations

import pytest

from support import ROOT

LIBRARY = ROOT / "constructs" / "azure_data_landing_zone"


@pytest.mark.parametrize("package", ["resources", "patterns"])
def test_every_module_has_its_test_file(package: str) -> None:
    modules = {file.stem for file in (LIBRARY / package).glob("[!_]*.py")}
    tests = {file.stem.removeprefix("test_") for file in (ROOT / "tests" / package).glob("test_*.py")}
    assert len(modules) > 40
    missing = [f"tests/{package}/test_{name}.py" for name in sorted(modules - tests)]
    assert missing == [], "write a test file for each module"
