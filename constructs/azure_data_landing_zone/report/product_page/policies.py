"""The requirements of policies for jobs and compute of a product, and the steps after a refusal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ...azure.json_values import Json
from ...azure.policies.definition import Definition, Effect
from ...config import Configuration
from ...config.layout.policies import AssignedPolicy, PolicyAssignment
from ...config.layout.product import ProductLayout
from .model import Code, Section

_BELOW_A_WORKSPACE = "microsoft.machinelearningservices/workspaces/"
_MODE = "microsoft.machinelearningservices."
#: What an effect does with what a person asks for.
EFFECTS = {
    Effect.DENY: "refuses",
    Effect.AUDIT: "reports",
    Effect.AUDIT_IF_NOT_EXISTS: "reports",
    Effect.APPEND: "adds a setting",
    Effect.MODIFY: "changes a setting",
    Effect.DEPLOY_IF_NOT_EXISTS: "creates what is missing",
    Effect.ENFORCE_SETTING: "refuses",
}
_LONGEST_LIST = 6


def section(configuration: Configuration, layout: ProductLayout) -> Section:
    """The policies on compute, jobs and endpoints that are in force for the product."""
    assignment = _assignment(configuration, layout)
    rows = tuple(_rows(assignment)) if assignment is not None else ()
    if not rows:
        return Section("policies", "Policies", ("No policy of the landing zone limits jobs or compute here.",))
    text = [
        "Azure Policy judges what you create. When it refuses, the message names one of these policies. The last "
        "column says what to do."
    ]
    if assignment is not None and not assignment.enforce:
        text = ["The policies are on trial: they report, and refuse nothing."]
    if exempt := [one for named in _exemptions(assignment) for one in named]:
        text.append(f"Exempt here: {', '.join(exempt)}.")
    return Section("policies", "Policies", tuple(text), rows=rows)


def in_force(configuration: Configuration, layout: ProductLayout, key: str) -> AssignedPolicy | None:
    """A policy of the initiative with the values that hold for a product; None if it does nothing there."""
    assignment = _assignment(configuration, layout)
    policies = assignment.policies if assignment is not None else ()
    return next((one for one in policies if one.key == key and not one.disabled), None)


def _assignment(configuration: Configuration, layout: ProductLayout) -> PolicyAssignment | None:
    policies = configuration.policy
    return None if policies is None else policies.own.get(layout.stack, policies.wide)


def _exemptions(assignment: PolicyAssignment | None) -> Iterator[tuple[str, ...]]:
    for named in assignment.exemptions if assignment is not None and assignment.layout is not None else ():
        yield named.keys


def _rows(assignment: PolicyAssignment) -> Iterator[dict[str, str]]:
    exempt = {key for keys in _exemptions(assignment) for key in keys}
    for policy in assignment.policies:
        if policy.disabled or policy.key in exempt or not _concerns_people(policy.definition):
            continue
        effect = Effect.of(policy.effect or policy.definition.default_effect)
        yield {
            "policy": Code(policy.key),
            "effect": EFFECTS.get(effect, policy.effect) if effect is not None else policy.effect,
            "limits": _limits(policy.parameters),
            "what to do": policy.message,
        }


def _concerns_people(definition: Definition) -> bool:
    """Whether a policy judges what people create in a workspace: compute, jobs, endpoints."""
    return definition.mode.lower().startswith(_MODE) or any(
        type_.lower().startswith(_BELOW_A_WORKSPACE) for type_ in _types(definition.rule)
    )


def _types(rule: Json) -> Iterator[str]:
    """The types of resources that the conditions of a rule name."""
    if isinstance(rule, dict):
        if str(rule.get("field", "")).lower() == "type":
            values = [value for name, value in rule.items() if name != "field"]
            for value in values:
                yield from map(str, value if isinstance(value, list) else [value])
        for value in rule.values():
            yield from _types(value)
    elif isinstance(rule, list):
        for value in rule:
            yield from _types(value)


def _limits(parameters: Mapping[str, Json]) -> str:
    """Numbers and lists among the parameters, in words."""
    words = []
    for name, value in parameters.items():
        # Abbreviations stay as they are written.
        label = re.sub(r"\b[A-Z](?=[a-z])", lambda m: m[0].lower(), re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name))
        if isinstance(value, list) and value:
            shown = ", ".join(map(str, value)) if len(value) <= _LONGEST_LIST else f"{len(value)} values"
            words.append(f"{label}: {shown}")
        elif isinstance(value, int | float) and not isinstance(value, bool):
            words.append(f"{label}: {value:g}")
    return "; ".join(words)
