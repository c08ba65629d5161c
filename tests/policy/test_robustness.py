"""Whatever stands in a document: an answer, and never a crash."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from azure_data_landing_zone import policy
from azure_data_landing_zone.policy import Outcome
from policy_support import THING, WS, ask, definition, judge, outcomes, resources, thing, word

WORKSPACE = {
    "azurerm_machine_learning_workspace": {"ws": {"name": "ws", "resource_group_name": "rg", "location": "westeurope"}}
}

#: Rules in Microsoft's style that go beyond what can be told before Azure is asked.
EXOTIC: dict[str, Any] = {
    "certificate-age": {"value": "[addDays(utcNow(), 30)]", "greater": "[field('tags.expires')]"},
    "unique-name": {"field": "name", "notLike": "[concat('x', uniqueString(resourceGroup().id), '*')]"},
    "caller": {"value": "[tryGet(requestContext().identity, 'appid')]", "notIn": ["a", "b"]},
    "lambda": {"value": "[filter(field('tags'), lambda('t', true()))]", "equals": "x"},
    "cidr": {"value": "[cidrSubnet('10.0.0.0/16', 24, 3)]", "equals": "10.0.3.0/24"},
    "alias-of-no-table": {"field": f"{WS}/aBrandNewProperty.status", "notEquals": "Enabled"},
    "alias-in-function": {"value": f"[length(field('{WS}/brandNewList[*]'))]", "greater": 0},
    "count-of-no-table": {"count": {"field": f"{WS}/brandNewList[*]"}, "equals": 0},
    "legacy-source": {"source": "action", "like": "Microsoft.Network/*"},
    "two-operators": {"field": "name", "equals": "a", "like": "b"},
    "new-operator": {"field": "name", "soundsLike": "a"},
    "no-operator": {"field": "name"},
    "count-without-array": {"count": {"field": f"{WS}/hbiWorkspace"}, "equals": 0},
    "count-of-text": {"count": "x", "equals": 0},
    "bad-expression": {"value": "[concat('a', ]", "equals": "a"},
    "arrays-compared": {"value": "[field('tags')]", "equals": "[createObject('a', 1)]"},
    "current-outside": {"value": "[current('x')]", "equals": "a"},
    "all-of-text": {"allOf": "x"},
    "null": None,
    "number": 3,
    "parameter-nobody-gave": {"field": "name", "equals": "[parameters('missing')]"},
    "subscription-name": {"value": "[subscription().displayName]", "like": "prod*"},
}


@pytest.mark.parametrize("name", EXOTIC)
@pytest.mark.parametrize("effect", ["Deny", "Audit"])
def test_what_cannot_be_decided_is_unknown_with_a_reason(name: str, effect: str) -> None:
    tagged = {
        "azurerm_machine_learning_workspace": {
            "ws": {**WORKSPACE["azurerm_machine_learning_workspace"]["ws"], "tags": {"a": 1}}
        }
    }
    report = judge(definition(EXOTIC[name], effect), resources(tagged))
    assert outcomes(report) == {"unknown": 1}
    assert all(one.unknown for one in report.findings[0].evidence)
    assert not report.findings[0].refused


@pytest.mark.parametrize("name", EXOTIC)
def test_what_cannot_be_decided_does_not_hide_what_can(name: str) -> None:
    never = {"field": "type", "equals": "Microsoft.Other/type"}
    assert word(ask({"allOf": [EXOTIC[name], never]}, resources(WORKSPACE))) == "no"
    assert word(ask({"anyOf": [EXOTIC[name], {"field": "name", "equals": "ws"}]}, resources(WORKSPACE))) == "yes"


@pytest.mark.parametrize(
    "details",
    [
        None,
        {},
        [],
        "text",
        {"type": 3},
        {"type": "[utcNow()]"},
        {"type": "Microsoft.Odd/odd", "existenceCondition": 3},
        {"operations": "x"},
        {"operations": [3]},
        {"operations": [{"operation": "addOrReplace"}]},
        {"operations": [{"operation": "addOrReplace", "field": f"{WS}/new", "value": 1}]},
        {"operations": [{"operation": "addOrReplace", "field": "tags.a", "value": "[utcNow()]"}]},
        [{"field": f"{WS}/new", "value": "x"}],
    ],
)
@pytest.mark.parametrize("effect", ["Append", "Modify", "AuditIfNotExists", "DeployIfNotExists"])
def test_strange_details_are_never_a_pass(details: Any, effect: str) -> None:
    report = judge(definition({"field": "type", "equals": WS}, effect, details=details), resources(WORKSPACE))
    found = outcomes(report)
    if found == {"compliant": 1}:
        # Nothing to append is said in so many words.
        assert effect == "Append"
        assert details == []
    else:
        assert found in ({"unknown": 1}, {"noncompliant": 1}, {"changed": 1})


def test_a_loaded_document_in_microsofts_style_goes_all_the_way(tmp_path: Path) -> None:
    for name, condition in EXOTIC.items():
        if (
            isinstance(condition, dict)
            and "allOf" not in condition
            and name not in {"bad-expression", "parameter-nobody-gave", "count-of-text"}
        ):
            rule = {
                "if": {"allOf": [{"field": "type", "equals": WS}, condition]},
                "then": {"effect": "[parameters('effect')]"},
            }
            effect = {"type": "String", "allowedValues": ["Audit", "Deny", "Disabled"], "defaultValue": "Audit"}
            document = {
                "properties": {
                    "displayName": name,
                    "policyType": "BuiltIn",
                    "mode": "Indexed",
                    "metadata": {"version": "1.0.0", "category": "Odd", "preview": True},
                    "version": "1.0.0",
                    "parameters": {"effect": effect},
                    "policyRule": rule,
                    "versions": ["1.0.0"],
                },
                "id": f"/providers/Microsoft.Authorization/policyDefinitions/{name}",
                "type": "Microsoft.Authorization/policyDefinitions",
                "name": name,
            }
            (tmp_path / f"{name}.json").write_text(json.dumps(document))
    catalogue = policy.catalogue.load([tmp_path])
    assignments = [policy.Assignment(catalogue.find(file.stem)) for file in sorted(tmp_path.glob("*.json"))]
    tagged = {"ws": {**WORKSPACE["azurerm_machine_learning_workspace"]["ws"], "tags": {"a": "b"}}}
    report = policy.evaluate(resources({"azurerm_machine_learning_workspace": tagged}), assignments)
    assert len(report.findings) == len(assignments) > 10
    assert {finding.outcome for finding in report.findings} <= {Outcome.UNKNOWN, Outcome.NONCOMPLIANT}
    assert all(report.counts[one.title].get(Outcome.COMPLIANT, 0) == 0 for one in assignments)


KEYS = st.sampled_from(
    [
        "field",
        "value",
        "count",
        "equals",
        "like",
        "in",
        "exists",
        "greater",
        "containsKey",
        "allOf",
        "anyOf",
        "not",
        "where",
        "name",
        "notIn",
        "match",
        "less",
        "source",
    ]
)
TEXTS = st.one_of(
    st.sampled_from(
        [
            f"{THING}/text",
            f"{THING}/list[*]",
            f"{THING}/objects[*].nested[*]",
            f"{THING}/nowhere[*].x",
            "tags",
            "tags['']",
            "identity.type",
            "[field('tags')]",
            "[current()]",
            "[concat(field('name'), parameters('x'))]",
            "[first(field('Microsoft.Test/things/list[*]'))]",
            "[if(empty(field('name')), int(''), createArray())]",
            "[[",
            "[*]",
            "/",
            "a/",
            "",
        ]
    ),
    st.text(max_size=12),
)
ANYTHING = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=12,
)


@given(
    ANYTHING, st.sampled_from(["Deny", "Audit", "Append", "Modify", "AuditIfNotExists", "DeployIfNotExists"]), ANYTHING
)
def test_no_rule_is_a_crash(condition: Any, effect: str, details: Any) -> None:
    found = thing(text="a", list=["a", "${var.x}"], tags={"a": "b"}, object=[{"name": "a", "nested": [1]}])
    report = judge(definition(condition, effect, details=details), found)
    for finding in report.findings:
        assert finding.evidence or finding.changes
        str(finding)


@settings(max_examples=25)
@given(ANYTHING)
def test_no_document_is_a_crash(tmp_path_factory: pytest.TempPathFactory, document: Any) -> None:
    file = tmp_path_factory.mktemp("any") / "any.json"
    file.write_text(json.dumps({"properties": {"policyRule": {"if": document, "then": {"effect": "audit"}}}}))
    try:
        catalogue = policy.catalogue.load([file])
    except policy.PolicyError as error:
        assert error.mistakes
    else:
        policy.evaluate(thing(), [policy.Assignment(catalogue.find("any"))])


@given(
    st.dictionaries(
        st.sampled_from(["name", "tags", "object", "list", "dynamic", "nested", "identity", "location"]), ANYTHING
    )
)
def test_no_arguments_are_a_crash(arguments: Any) -> None:
    found = thing(**{"name": "one", **arguments})
    conditions = [
        {"field": name, "exists": True} for name in ("name", "fullName", "id", "tags.a", "identity.type", "location")
    ]
    conditions += [
        {
            "count": {"field": f"{THING}/objects[*]", "where": {"field": f"{THING}/objects[*].name", "equals": "a"}},
            "equals": 1,
        }
    ]
    for condition in conditions:
        word(ask(condition, found))
