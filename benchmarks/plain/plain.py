"""The resources of a list in plain Python: CDK for Terraform with the stock bindings, and nothing of this library.

Run by `benchmarks/engine.py` as `python benchmarks/plain/plain.py LIST OUTPUT`. Where there is a choice, it is the one
that costs least: references are strings, and resources are direct children of their stack.
"""

from __future__ import annotations

import importlib
import inspect
import json
import sys
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import cdktf

# Ids as they stand in the list, without the stack's name or a hash.
CONTEXT = {"excludeStackIdFromLogicalIds": "true", "allowSepCharsInLogicalIds": "true"}


def pascal(name: str) -> str:
    return "".join(part[:1].upper() + part[1:] for part in name.split("_"))


@cache
def binding(name: str, class_name: str) -> tuple[ModuleType, Any, frozenset[str]]:
    """Module and class of the stock bindings, and the arguments that the class knows."""
    module = importlib.import_module(f"cdktf_cdktf_provider_azurerm.{name}")
    found = getattr(module, class_name)
    return module, found, frozenset(inspect.signature(found.__init__).parameters)


def typed(module: ModuleType, owner: str, name: str, value: Any) -> Any:
    """Nested blocks as the structs that a person writes; a dict in a list would silently lose its keys."""
    if isinstance(value, list):
        return [typed(module, owner, name, item) for item in value]
    if not isinstance(value, dict):
        return value
    struct_name = owner + pascal(name)
    struct = getattr(module, struct_name, None)
    if struct is None:  # a map, such as tags
        return value
    return struct(**{key: typed(module, struct_name, key, item) for key, item in value.items()})


def create(stack: cdktf.TerraformStack, name: str, class_name: str, entry: dict[str, Any], **meta: Any) -> Any:
    module, class_, known = binding(name, class_name)
    arguments = entry["arguments"]
    kwargs = {key: typed(module, class_name, key, value) for key, value in arguments.items() if key in known}
    created = class_(stack, entry["id"], **kwargs, **meta)
    # Newer than the bindings, which were made from azurerm 4.55.
    for key in arguments.keys() - known:
        created.add_override(key, arguments[key])
    return created


def generic(created: Any, entry: dict[str, Any]) -> Any:
    """A type without a binding: the generic class, every argument an override."""
    for key, value in entry["arguments"].items():
        created.add_override(key, value)
    return created


def add_provider(stack: cdktf.TerraformStack, entry: dict[str, Any]) -> None:
    type_ = entry["type"]
    if type_ == "azurerm":
        create(stack, "provider", "AzurermProvider", {**entry, "id": type_})
    else:
        source = entry["source"]
        made = cdktf.TerraformProvider(stack, type_, terraform_resource_type=type_, terraform_provider_source=source)
        generic(made, entry)


def resource(stack: cdktf.TerraformStack, entry: dict[str, Any], made: dict[str, Any]) -> None:
    meta: dict[str, Any] = {}
    if "depends_on" in entry:
        meta["depends_on"] = [made[address] for address in entry["depends_on"]]
    if "lifecycle" in entry:
        meta["lifecycle"] = cdktf.TerraformResourceLifecycle(**entry["lifecycle"])
    type_ = entry["type"]
    name = type_.removeprefix("azurerm_")
    if name == type_:
        created = generic(cdktf.TerraformResource(stack, entry["id"], terraform_resource_type=type_, **meta), entry)
    else:
        created = create(stack, name, pascal(name), entry, **meta)
    made[f"{type_}.{entry['id']}"] = created


def main() -> None:
    stacks = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    app = cdktf.App(outdir=sys.argv[2], context=CONTEXT)
    named: dict[str, cdktf.TerraformStack] = {}
    for listed in stacks:
        stack = named[listed["name"]] = cdktf.TerraformStack(app, listed["name"])
        for entry in listed["providers"]:
            add_provider(stack, entry)
        for provider, required in listed["required_providers"].items():
            stack.add_override(f"terraform.required_providers.{provider}", required)
        backend = listed["backend"]
        getattr(cdktf, f"{pascal(backend['type'])}Backend")(stack, **backend["arguments"])
        made: dict[str, Any] = {}
        for entry in listed["data"]:
            name = f"data_{entry['type']}"
            made[f"data.{entry['type']}.{entry['id']}"] = create(stack, name, pascal(name), entry)
        for entry in listed["resources"]:
            resource(stack, entry, made)
        for entry in listed["outputs"]:
            cdktf.TerraformOutput(stack, entry["id"], **entry["arguments"])
        for key, value in listed["overrides"].items():
            stack.add_override(key, value)
        for dependency in listed["dependencies"]:
            stack.add_dependency(named[dependency])
    app.synth()


if __name__ == "__main__":
    main()
