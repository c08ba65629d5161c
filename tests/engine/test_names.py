"""The stub of `engine/azurerm.py` has the names of the installed bindings."""

from __future__ import annotations

import binding_names


def test_every_module_of_the_bindings_has_its_name_in_the_stub() -> None:
    assert binding_names.STUB.read_text(encoding="utf-8") == binding_names.stub(), "run `make generated`"
