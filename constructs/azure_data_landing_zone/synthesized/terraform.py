"""Terraform in JSON and plans of Terraform, in typed parts; a document of another form is refused.

Stacks of the library are read leniently (`stacks.py`); these readers take documents that others have written.

Source: https://developer.hashicorp.com/terraform/internals/json-format, read 2026-11-26.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..azure.json_values import Json
from ..errors import AdlzError
from ..templates import is_evaluated

_STEP = re.compile(r"(module\.[\w-]+)((?:\[[^\]]*\])?)\.")
_INSTANCE = re.compile(r"\[[^\]]*\]")


class TerraformError(AdlzError, ValueError):
    """A document that is neither a stack nor a plan; the message says what is missing in it."""


@dataclass(frozen=True)
class Configured:
    """The root module of Terraform in JSON.

    Attributes:
        resources: the arguments of its resources by type and name.
        providers: the settings of its providers, by name and alias.
        locals: its local values.
    """

    resources: Mapping[tuple[str, str], Mapping[str, Json]]
    providers: Mapping[str, Mapping[str, Json]]
    locals: Mapping[str, Json]


@dataclass(slots=True)
class ModuleCall:
    """A module of the configuration in a plan.

    Attributes:
        expressions: the expressions of its resources, by address inside the module.
        providers: the keys of the provider configurations of its resources.
        arguments: the expressions that the call gives to its variables.
        outputs: the expressions of its outputs.
        defaults: the values of its variables that the call does not give.
    """

    expressions: dict[str, Json] = field(default_factory=dict)
    providers: dict[str, str] = field(default_factory=dict)
    arguments: Mapping[str, Json] = field(default_factory=dict)
    outputs: dict[str, Json] = field(default_factory=dict)
    defaults: dict[str, Json] = field(default_factory=dict)


@dataclass(frozen=True)
class PlannedResource:
    """A resource in a plan.

    Attributes:
        address: its address.
        type: its type.
        values: its planned values.
        unknown: the marks of those that are known after apply.
        former: its values before an update; empty otherwise.
    """

    address: str
    type: str
    values: Json
    unknown: Json
    former: Mapping[str, Json]


@dataclass(frozen=True)
class Planned:
    """A plan with its configuration.

    Attributes:
        resources: the resources that Terraform manages.
        calls: the modules of the configuration, by path without the keys of instances.
        providers: the settings of its providers that are written out or come from variables.
    """

    resources: tuple[PlannedResource, ...]
    calls: Mapping[str, ModuleCall]
    providers: Mapping[str, Mapping[str, Json]]


def configured(name: str, document: Mapping[str, Json]) -> Configured:
    """The root module of a parsed `cdk.tf.json`, or of any Terraform in JSON.

    Raises:
        TerraformError: the document does not have Terraform's form.
    """
    resources: dict[tuple[str, str], Mapping[str, Json]] = {}
    for kind, named in _part(name, "resource", document.get("resource", {})).items():
        for resource, body in _part(name, f"resource.{kind}", named).items():
            first = body[0] if isinstance(body, list) and body else body
            resources[kind, resource] = _part(name, f"resource.{kind}.{resource}", first)
    providers: dict[str, Mapping[str, Json]] = {}
    for provider, body in _part(name, "provider", document.get("provider", {})).items():
        for block in body if isinstance(body, list) else [body]:
            settings = _part(name, f"provider.{provider}", block)
            alias = settings.get("alias")
            providers[f"{provider}.{alias}" if isinstance(alias, str) else provider] = settings
    return Configured(resources, providers, _part(name, "locals", document.get("locals", {})))


def planned(name: str, document: Mapping[str, Json]) -> Planned:
    """A plan from the parsed output of `terraform show -json`.

    Raises:
        TerraformError: the document has no `planned_values`, or Terraform failed while it made the plan.
    """
    if document.get("errored") is True:
        raise TerraformError(
            f"{name}: is a plan that failed (errored: true), in which resources may be missing; correct what terraform "
            "plan reports, and plan again"
        )
    if "planned_values" not in document:
        raise TerraformError(f"{name}: has no planned_values; give the output of terraform show -json <plan file>")
    values = _part(name, "planned_values", document["planned_values"])
    configuration = _part(name, "configuration", document.get("configuration", {}))
    changes: dict[str, Mapping[str, Json]] = {}
    for row in _list(document.get("resource_changes")):
        if isinstance(row, dict):
            changes[str(row.get("address"))] = _part(name, "change", row.get("change", {}))
    resources = []
    for row in _planned(values.get("root_module", {})):
        if row.get("mode", "managed") == "managed":
            address = str(row.get("address"))
            change = changes.get(address, {})
            former = change.get("before") or {} if change.get("actions") == ["update"] else {}
            resources.append(
                PlannedResource(
                    address,
                    str(row.get("type")),
                    row.get("values", {}),
                    change.get("after_unknown", {}),
                    _part(name, "before", former),
                )
            )
    calls: dict[str, ModuleCall] = {}
    _collect(configuration.get("root_module", {}), "", {}, calls)
    variables = _part(name, "variables", document.get("variables", {}))
    providers: dict[str, Mapping[str, Json]] = {}
    for provider, body in _part(name, "provider_config", configuration.get("provider_config", {})).items():
        expressions = _part(name, provider, _part(name, provider, body).get("expressions", {}))
        # A provider inside a module: `module.m:azurerm`.
        inside = str(body.get("module_address") or "") if isinstance(body, dict) else ""
        path = f"{inside}." if inside else ""
        settings = {key: _setting(item, path, calls, variables) for key, item in expressions.items()}
        providers[provider] = {key: value for key, value in settings.items() if value is not None}
    return Planned(tuple(resources), calls, providers)


def split(address: str) -> tuple[str, str]:
    """An address as the path of its module, with a dot at its end, and the address inside the module."""
    end = 0
    while (step := _STEP.match(address, end)) is not None:
        end = step.end()
    return address[:end], address[end:]


def enclosing(path: str) -> str:
    """The path of the module that calls another, both with a dot at their ends."""
    steps = list(_STEP.finditer(path))
    return path[: steps[-1].start()]


def plain(address: str) -> str:
    """An address without the keys of its instances, as the configuration has it."""
    return _INSTANCE.sub("", address)


def _part(name: str, where: str, data: Json) -> Mapping[str, Json]:
    if not isinstance(data, dict):
        raise TerraformError(f"{name}: {where} must be an object, is {json.dumps(data)[:40]}")
    return data


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _planned(module: Json) -> Iterator[Mapping[str, Json]]:
    if isinstance(module, dict):
        yield from (row for row in _list(module.get("resources")) if isinstance(row, dict))
        for child in _list(module.get("child_modules")):
            yield from _planned(child)


def _collect(module: Json, path: str, arguments: Json, calls: dict[str, ModuleCall]) -> None:
    call = calls[path] = ModuleCall(arguments=arguments if isinstance(arguments, dict) else {})
    if not isinstance(module, dict):
        return
    inner, outputs, variables = (module.get(part) for part in ("module_calls", "outputs", "variables"))
    for row in _list(module.get("resources")):
        if isinstance(row, dict):
            call.expressions[str(row.get("address"))] = row.get("expressions", {})
            call.providers[str(row.get("address"))] = str(row.get("provider_config_key", ""))
    for name, row in (outputs if isinstance(outputs, dict) else {}).items():
        call.outputs[name] = row.get("expression") if isinstance(row, dict) else None
    for name, row in (variables if isinstance(variables, dict) else {}).items():
        call.defaults[name] = row.get("default") if isinstance(row, dict) else None
    for name, called in (inner if isinstance(inner, dict) else {}).items():
        if isinstance(called, dict):
            _collect(called.get("module"), f"{path}module.{name}.", called.get("expressions"), calls)


def constant(expression: Json) -> Json | None:
    """The value of an expression that is written out; `None` if it is made of something, or null.

    A configuration in JSON has a value for every expression, with its templates as they are written (tried with
    Terraform 1.11).
    """
    value = expression.get("constant_value") if isinstance(expression, dict) else None
    return None if any(map(is_evaluated, _texts(value))) else value


def _texts(value: Json) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)


def _setting(expression: Json, path: str, calls: Mapping[str, ModuleCall], variables: Mapping[str, Json]) -> Json:
    """The value of a provider's argument, if it is written out or comes from a variable alone; else `None`.

    Args:
        expression: the argument's expression.
        path: the module that it stands in.
        calls: the modules by path.
        variables: the variables of the root module.
    """
    references = expression.get("references") if isinstance(expression, dict) else None
    if not isinstance(expression, dict) or not isinstance(references, list) or not references:
        return constant(expression)
    variable = str(references[0]).removeprefix("var.")
    whole = expression.get("constant_value", f"${{{references[0]}}}") == f"${{{references[0]}}}"
    if len(references) > 1 or not str(references[0]).startswith("var.") or not whole:
        return None
    if not path:
        found = variables.get(variable)
        return found.get("value") if isinstance(found, dict) else None
    call = calls.get(path, ModuleCall())
    if variable in call.arguments:
        return _setting(call.arguments[variable], enclosing(path), calls, variables)
    return call.defaults.get(variable)
