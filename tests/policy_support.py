"""What the tests of policies share: tiny Terraform documents, and one condition over one resource."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from azure_data_landing_zone import policy
from azure_data_landing_zone.policy import tables
from azure_data_landing_zone.policy.fields import Context
from azure_data_landing_zone.policy.formulas import Compiler
from azure_data_landing_zone.policy.resource import Phase
from azure_data_landing_zone.policy.rules import Condition, compile_condition
from azure_data_landing_zone.policy.stacks import from_stack
from azure_data_landing_zone.policy.values import Failure, Truth, Unknown, Value

SUBSCRIPTION = "00000000-0000-0000-0000-000000000000"
GROUP = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg"
WORKSPACE = f"{GROUP}/providers/Microsoft.MachineLearningServices/workspaces/ws"
WS = "Microsoft.MachineLearningServices/workspaces"
CP = f"{WS}/computes"
THING = "Microsoft.Test/things"

#: A resource type of our own: every property is an argument of the same name.
TABLES = tables.build(
    {
        "thing.yaml": {
            "type": THING,
            "also": ["list", "objects[*].name", "objects[*].on", "objects[*].nested", "nested.deep", "text", "number"],
            "later": {"secret": {"azure": "Azure alone knows"}, "parts": {"children": "parts"}},
            "terraform": {
                "azurerm_thing": {
                    "api_version": "2024-05-01",
                    "kind": "kind",
                    "properties": {
                        "text": "text",
                        "number": {"from": "number", "as": "integer"},
                        "flag": {"from": "flag", "as": "boolean"},
                        "list": "list",
                        "nested.deep": "nested.deep",
                        "objects": {
                            "each": "object",
                            "items": {"name": "name", "on": {"from": "on", "as": "boolean"}, "nested": "nested"},
                        },
                    },
                }
            },
        },
        "part.yaml": {
            "type": f"{THING}/parts",
            "indexed": False,
            "terraform": {"azurerm_part": {"parent": "thing_id", "properties": {"state": "state"}}},
        },
        "note.yaml": {
            "type": "Microsoft.Test/notes",
            "indexed": False,
            "extension": True,
            "terraform": {"azurerm_note": {"parent": "target_id", "properties": {"text": "text"}}},
        },
    },
    {},
)


def document(resources: Mapping[str, Mapping[str, Any]], **more: Any) -> dict[str, Any]:
    """A stack with these resources, by Terraform type and name."""
    return {
        "provider": {"azurerm": [{"subscription_id": SUBSCRIPTION, "features": [{}]}]},
        "resource": {kind: dict(named) for kind, named in resources.items()},
        **more,
    }


def resources(given: Mapping[str, Mapping[str, Any]], **more: Any) -> policy.Resources:
    """The resources of one stack, with the library's own tables."""
    return policy.Resources.of_stacks({"stack": document(given, **more)})


def things(given: Mapping[str, Mapping[str, Any]], **more: Any) -> policy.Resources:
    """The resources of one stack, with the tables of this file."""
    return policy.Resources([from_stack("stack", document(given, **more), TABLES)], TABLES)


def thing(**arguments: Any) -> policy.Resources:
    """One resource of the type `THING`."""
    return things({"azurerm_thing": {"one": {"name": "one", "resource_group_name": "rg", **arguments}}})


def ask(condition: Any, found: policy.Resources, *, phase: Phase = Phase.AFTER, **parameters: Any) -> Truth:
    """The answer of a condition for the first resource."""
    return made(condition, **parameters).evaluate(context(found, phase=phase))


def made(condition: Any, **parameters: Any) -> Condition:
    """A condition, compiled."""
    return compile_condition(condition, Compiler({name.lower(): value for name, value in parameters.items()}))


def context(found: policy.Resources, *, phase: Phase = Phase.AFTER) -> Context:
    """The context of the first resource."""
    first = found.all[0]
    return Context(first, first, found, phase, {"assignmentId": "a"})


def calculate(expression: str, found: policy.Resources | None = None, **parameters: Any) -> Value:
    """The value of a template expression."""
    compiler = Compiler({name.lower(): value for name, value in parameters.items()})
    return compiler.text(expression)(context(found or thing()))


def word(answer: Truth | Value) -> str:
    """An answer as a word: yes, no, unknown or failed."""
    if isinstance(answer, Unknown):
        return "unknown"
    if isinstance(answer, Failure):
        return "failed"
    return {True: "yes", False: "no"}[answer]  # type: ignore[index]


def definition(rule: Any, effect: str = "Deny", /, *, mode: str = "All", details: Any = None, **parameters: Any) -> Any:
    """A definition with a fixed effect."""
    then = {"effect": effect} if details is None else {"effect": effect, "details": details}
    properties = {"mode": mode, "policyRule": {"if": rule, "then": then}, "parameters": parameters}
    from azure_data_landing_zone.azure.policies.definition import from_document

    return from_document({"name": "test", "properties": properties}, "test.json", "test")


def judge(one: policy.Definition, found: policy.Resources, **more: Any) -> policy.Report:
    """One definition over resources."""
    return policy.evaluate(found, [policy.Assignment(one, **more)])


def outcomes(report: policy.Report) -> dict[str, int]:
    """How often each outcome but `not applicable` came up."""
    (counts,) = report.counts.values()
    return {str(outcome): number for outcome, number in counts.items() if number and outcome != "not applicable"}
