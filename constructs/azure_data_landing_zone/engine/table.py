"""The arguments and attributes of the provider's classes, as JSON: what `recorded.py` makes their stand-ins from.

`python -m azure_data_landing_zone.engine.table` writes it, in a process of its own, from the bindings themselves.
"""

from __future__ import annotations

import json
import sys
import typing
from typing import Any

from . import azurerm, framework
from .recorded import camel_case


def table() -> dict[str, dict[str, Any]]:
    """By module and class: for a struct its arguments, for a resource, data source or provider its attributes as well.

    Attributes are whether they are text, by names in Python.
    """
    return {name: _classes(getattr(azurerm, name)) for name in azurerm.SUBMODULES}


def _classes(module: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in vars(module).items():
        if not isinstance(value, type) or value.__module__ != module.__name__:
            continue
        if issubclass(value, (framework.TerraformResource, framework.TerraformDataSource, framework.TerraformProvider)):
            config: Any = getattr(module, f"{name}Config")
            found[name] = {"arguments": _arguments(config), "attributes": _attributes(value)}
        elif hasattr(value, "__jsii_name_mapping__") and not name.endswith("Config"):
            found[name] = {"arguments": _arguments(value)}
    return found


def _arguments(struct: Any) -> list[str]:
    """Their names in Python.

    Raises:
        SystemExit: the name of one in Node does not follow from it.
    """
    names: dict[str, str] = struct.__jsii_name_mapping__
    for name, name_in_node in names.items():
        if camel_case(name) != name_in_node:
            raise SystemExit(f"{struct.__name__} has {name_in_node} for {name}")
    return list(names)


def _attributes(class_: type) -> dict[str, bool]:
    return {
        name: typing.get_type_hints(value.fget).get("return") is str
        for name, value in vars(class_).items()
        if isinstance(value, property) and value.fget is not None
    }


if __name__ == "__main__":
    json.dump(table(), sys.stdout, separators=(",", ":"), sort_keys=True)
