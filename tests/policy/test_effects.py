"""Effects beyond the `if`: scopes, phases, related resources, Append, Modify, and what is not evaluated."""

from __future__ import annotations

from typing import Any

import pytest

from azure_data_landing_zone import policy
from azure_data_landing_zone.policy import Outcome
from policy_support import GROUP, SUBSCRIPTION, THING, definition, judge, outcomes, thing, things

IS_THING = {"field": "type", "equals": THING}
ONE = {"name": "one", "resource_group_name": "rg"}
ONE_ID = f"{GROUP}/providers/{THING}/one"


def test_deny_refuses_and_audit_reports() -> None:
    for effect, refused in (("Deny", True), ("Audit", False), ("deny", True)):
        (finding,) = judge(definition(IS_THING, effect), thing()).findings
        assert (finding.outcome, finding.refused) == (Outcome.NONCOMPLIANT, refused)
        assert (finding.stack, finding.address, finding.type) == ("stack", "azurerm_thing.one", THING)


def test_what_is_not_enforced_refuses_nothing() -> None:
    (finding,) = judge(definition(IS_THING), thing(), enforce=False).findings
    assert finding.outcome is Outcome.NONCOMPLIANT
    assert not finding.refused


def test_a_failed_function_refuses_whatever_the_effect() -> None:
    (finding,) = judge(definition({"value": "[int('x')]", "equals": 1}, "Audit"), thing()).findings
    assert finding.refused
    assert "cannot make a whole number" in finding.evidence[0].unknown


def test_counts_tell_what_was_not_applicable() -> None:
    both = things({"azurerm_thing": {"one": ONE}, "azurerm_part": {"p": {"name": "p", "thing_id": ONE_ID}}})
    report = judge(definition({"allOf": [IS_THING, {"field": "name", "equals": "other"}]}), both)
    assert report.counts["test"] == {Outcome.COMPLIANT: 1, Outcome.NOT_APPLICABLE: 1}
    assert report.findings == ()


def test_indexed_policies_do_not_see_types_without_tags() -> None:
    part = things({"azurerm_part": {"p": {"name": "p", "thing_id": ONE_ID}}})
    rule = {"field": "name", "exists": True}
    assert outcomes(judge(definition(rule, mode="Indexed"), part)) == {}
    assert outcomes(judge(definition(rule, mode="All"), part)) == {"noncompliant": 1}


def test_whether_a_type_in_no_table_is_indexed_is_unknown() -> None:
    bare = {
        "azapi_resource": {"x": {"type": "Microsoft.Odd/odd@2024-01-01", "name": "x", "parent_id": GROUP, "body": {}}}
    }
    rule = {"field": "name", "exists": True}
    assert outcomes(judge(definition(rule, mode="Indexed"), things(bare))) == {"unknown": 1}
    bare["azapi_resource"]["x"]["location"] = "westeurope"
    assert outcomes(judge(definition(rule, mode="Indexed"), things(bare))) == {"noncompliant": 1}


@pytest.mark.parametrize(
    ("rule", "unknown", "resources"),
    [
        # Who applies, and how the subscription is tagged, is the same for each resource.
        ({"value": "[requestContext().identity.idtyp]", "equals": "user"}, 1, [2]),
        ({"value": "[subscription().tags['a']]", "notEquals": ""}, 1, [2]),
        ({"field": f"{THING}/secret", "equals": "x"}, 1, [2]),
        # Each resource has a reason of its own.
        ({"field": f"{THING}/text", "equals": "x"}, 2, [1, 1]),
    ],
)
def test_what_only_azure_knows_counts_once_for_each_policy(rule: Any, unknown: int, resources: list[int]) -> None:
    two = {"name": "two", "resource_group_name": "rg", "text": "${var.text}"}
    report = judge(
        definition({"allOf": [IS_THING, rule]}, "Audit"), things({"azurerm_thing": {"one": two, "two": two}})
    )
    assert report.counts["test"][Outcome.UNKNOWN] == unknown
    assert Outcome.COMPLIANT not in report.counts["test"]
    assert [finding.count for finding in report.findings] == resources


@pytest.mark.parametrize(
    ("scope", "not_scopes", "inside"),
    [
        ("", (), True),
        (f"/subscriptions/{SUBSCRIPTION}", (), True),
        (f"/subscriptions/{SUBSCRIPTION.upper()}/", (), True),
        (GROUP.upper(), (), True),
        (ONE_ID, (), True),
        ("/providers/Microsoft.Management/managementGroups/root", (), True),
        ("/subscriptions/11111111-0000-0000-0000-000000000000", (), False),
        (f"{GROUP}-other", (), False),
        (f"{GROUP}/providers/{THING}/on", (), False),
        ("", (GROUP,), False),
        (f"/subscriptions/{SUBSCRIPTION}", (f"{GROUP}-other", ONE_ID), False),
        (f"/subscriptions/{SUBSCRIPTION}", (f"{GROUP}-other",), True),
    ],
)
def test_scopes(scope: str, not_scopes: tuple[str, ...], inside: bool) -> None:
    report = judge(definition(IS_THING), thing(), scope=scope, not_scopes=not_scopes)
    assert outcomes(report) == ({"noncompliant": 1} if inside else {})


def test_a_scope_is_decided_by_as_much_of_the_id_as_is_known() -> None:
    unnamed = things({"azurerm_thing": {"one": {"name": "${var.name}", "resource_group_name": "rg"}}})
    for scope, counted in (
        (f"/subscriptions/{SUBSCRIPTION}", {"noncompliant": 1}),
        (GROUP, {"noncompliant": 1}),
        (f"{GROUP}-other", {}),
        (ONE_ID, {"unknown": 1}),
    ):
        assert outcomes(judge(definition(IS_THING), unnamed, scope=scope)) == counted, scope
    assert outcomes(judge(definition({"field": "type", "equals": "x"}), unnamed, scope=ONE_ID)) == {}


NOTE = {"type": "Microsoft.Test/notes", "existenceCondition": {"field": "Microsoft.Test/notes/text", "equals": "good"}}


@pytest.mark.parametrize("effect", ["AuditIfNotExists", "DeployIfNotExists"])
@pytest.mark.parametrize(
    ("notes", "counted"),
    [
        ({}, {"noncompliant": 1}),
        ({"n": {"name": "n", "target_id": "${azurerm_thing.one.id}", "text": "good"}}, {"compliant": 1}),
        ({"n": {"name": "n", "target_id": ONE_ID.upper(), "text": "GOOD"}}, {"compliant": 1}),
        ({"n": {"name": "n", "target_id": "${azurerm_thing.one.id}", "text": "bad"}}, {"noncompliant": 1}),
        ({"n": {"name": "n", "target_id": "${azurerm_thing.one.id}/below", "text": "good"}}, {"noncompliant": 1}),
        ({"n": {"name": "n", "target_id": f"{GROUP}/providers/{THING}/two", "text": "good"}}, {"noncompliant": 1}),
        ({"n": {"name": "n", "target_id": "${azurerm_thing.one.id}", "text": "${var.text}"}}, {"unknown": 1}),
        ({"n": {"name": "n", "target_id": "${var.target}", "text": "good"}}, {"unknown": 1}),
    ],
)
def test_extensions_that_must_exist(effect: str, notes: Any, counted: dict[str, int]) -> None:
    found = things({"azurerm_thing": {"one": ONE}, "azurerm_note": notes})
    assert outcomes(judge(definition(IS_THING, effect, details=NOTE), found)) == counted


def test_a_resource_whose_id_terraform_learns_later_is_still_recognized() -> None:
    unnamed = {"name": "${var.name}", "resource_group_name": "rg"}
    note = {"name": "n", "target_id": "${azurerm_thing.one.id}", "text": "good"}
    found = things({"azurerm_thing": {"one": unnamed, "two": ONE}, "azurerm_note": {"n": note}})
    report = judge(definition(IS_THING, "AuditIfNotExists", details=NOTE), found)
    assert [finding.address for finding in report.findings] == ["azurerm_thing.two"]


def test_children_and_the_array_that_lists_them() -> None:
    parts = {"p": {"name": "p", "thing_id": "${azurerm_thing.one.id}", "state": "Approved"}}
    with_part = things({"azurerm_thing": {"one": ONE}, "azurerm_part": parts})
    without = thing()
    details = {"type": f"{THING}/parts", "existenceCondition": {"field": f"{THING}/parts/state", "equals": "Approved"}}
    rule = definition(IS_THING, "AuditIfNotExists", details=details)
    assert outcomes(judge(rule, with_part)) == {"compliant": 1}
    assert outcomes(judge(rule, without)) == {"noncompliant": 1}
    counted = {"field": f"{THING}/parts[*]", "where": {"field": f"{THING}/parts[*].state", "equals": "Approved"}}
    lacks = {"allOf": [IS_THING, {"count": counted, "less": 1}]}
    assert outcomes(judge(definition(lacks, "Audit"), with_part)) == {"compliant": 1}
    # The request that Deny looks at was made before the part.
    assert outcomes(judge(definition(lacks, "Deny"), with_part)) == {"noncompliant": 1}
    parts["q"] = {"name": "q", "thing_id": "${var.thing}", "state": "Approved"}
    doubtful = things({"azurerm_thing": {"two": {**ONE, "name": "two"}}, "azurerm_part": {"q": parts["q"]}})
    assert outcomes(judge(definition(lacks, "Audit"), doubtful)) == {"unknown": 1}


def test_what_azure_alone_sets_is_unknown_afterwards_and_missing_in_the_request() -> None:
    rule = {"allOf": [IS_THING, {"field": f"{THING}/secret", "equals": "x"}]}
    assert outcomes(judge(definition(rule, "Audit"), thing())) == {"unknown": 1}
    assert outcomes(judge(definition(rule, "Deny"), thing())) == {"compliant": 1}


def test_a_related_type_in_no_table_is_in_these_stacks_only_if_something_unmapped_is() -> None:
    rule = definition(IS_THING, "AuditIfNotExists", details={"type": "Microsoft.Odd/odd"})
    assert outcomes(judge(rule, thing())) == {"noncompliant": 1}
    odd = things({"azurerm_thing": {"one": ONE}, "azurerm_odd": {"o": {}}})
    assert outcomes(judge(rule, odd)) == {"unknown": 1}


def test_what_azure_makes_itself_is_unknown() -> None:
    rule = definition(IS_THING, "AuditIfNotExists", details={"type": "Microsoft.Security/assessments"})
    assert outcomes(judge(rule, thing())) == {"unknown": 1}


def test_related_resources_in_the_group_or_the_subscription() -> None:
    two = {"name": "two", "resource_group_name": "other", "text": "good"}
    found = things({"azurerm_thing": {"one": ONE, "two": two}})
    condition = {"field": f"{THING}/text", "equals": "good"}
    rule = {"allOf": [IS_THING, {"field": "name", "equals": "one"}]}
    for scope, counted in (("ResourceGroup", {"noncompliant": 1}), ("Subscription", {"compliant": 1})):
        details = {"type": THING, "existenceScope": scope, "existenceCondition": condition}
        assert outcomes(judge(definition(rule, "AuditIfNotExists", details=details), found)) == counted
    named = {"type": THING, "name": "two", "resourceGroupName": "other"}
    assert outcomes(judge(definition(rule, "AuditIfNotExists", details=named), found)) == {"compliant": 1}
    named["name"] = "three"
    assert outcomes(judge(definition(rule, "AuditIfNotExists", details=named), found)) == {"noncompliant": 1}


def test_the_function_field_looks_at_the_resource_of_the_if() -> None:
    note = {"name": "n", "target_id": "${azurerm_thing.one.id}", "text": "hello"}
    found = things({"azurerm_thing": {"one": {**ONE, "text": "hello"}}, "azurerm_note": {"n": note}})
    details = {
        "type": "Microsoft.Test/notes",
        "existenceCondition": {"field": "Microsoft.Test/notes/text", "equals": f"[field('{THING}/text')]"},
    }
    assert outcomes(judge(definition(IS_THING, "AuditIfNotExists", details=details), found)) == {"compliant": 1}


def test_a_count_over_the_related_resource_leaves_the_resource_of_the_if_alone() -> None:
    objects = {"object": [{"name": "a"}, {"name": "b"}]}
    found = things({"azurerm_thing": {"one": {**ONE, **objects}, "two": {**ONE, **objects, "name": "two"}}})
    both = {"value": f"[length(field('{THING}/objects[*]'))]", "equals": 2}
    counted = {"count": {"field": f"{THING}/objects[*]", "where": both}, "equals": 2}
    details = {"type": THING, "name": "two", "existenceCondition": counted}
    rule = definition({"field": "name", "equals": "one"}, "AuditIfNotExists", details=details)
    assert outcomes(judge(rule, found)) == {"compliant": 1}


@pytest.mark.parametrize(
    ("given", "counted", "refused"),
    [
        ({}, {"changed": 1}, False),
        ({"text": "wanted"}, {"compliant": 1}, False),
        ({"text": "other"}, {"noncompliant": 1}, True),
        ({"text": "${var.text}"}, {"unknown": 1}, False),
    ],
)
def test_append(given: dict[str, Any], counted: dict[str, int], refused: bool) -> None:
    rule = definition(IS_THING, "Append", details=[{"field": f"{THING}/text", "value": "wanted"}])
    report = judge(rule, thing(**given))
    assert outcomes(report) == counted
    assert any(finding.refused for finding in report.findings) is refused
    if counted == {"changed": 1}:
        (change,) = report.findings[0].changes
        assert (change.field, change.value, change.former, change.argument) == (f"{THING}/text", "wanted", None, "text")


def test_append_to_an_array() -> None:
    rule = definition(IS_THING, "Append", details=[{"field": f"{THING}/list[*]", "value": "wanted"}])
    assert outcomes(judge(rule, thing(list=["a"]))) == {"changed": 1}
    assert outcomes(judge(rule, thing(list=["a", "wanted"]))) == {"compliant": 1}


@pytest.mark.parametrize(
    ("operation", "given", "counted"),
    [
        ({"operation": "addOrReplace"}, {}, {"changed": 1}),
        ({"operation": "addOrReplace"}, {"text": "other"}, {"changed": 1}),
        ({"operation": "addOrReplace"}, {"text": "WANTED"}, {"compliant": 1}),
        ({"operation": "addOrReplace"}, {"text": "${var.text}"}, {"unknown": 1}),
        ({"operation": "add"}, {}, {"changed": 1}),
        ({"operation": "add"}, {"text": "other"}, {"compliant": 1}),
        ({"operation": "remove"}, {"text": "other"}, {"changed": 1}),
        ({"operation": "remove"}, {}, {"compliant": 1}),
        ({"operation": "addOrReplace", "condition": "[equals(1, 2)]"}, {}, {"compliant": 1}),
        ({"operation": "addOrReplace", "condition": "[equals(1, 1)]"}, {}, {"changed": 1}),
        ({"operation": "addOrReplace", "condition": "[equals(utcNow(), 1)]"}, {}, {"unknown": 1}),
    ],
)
def test_modify(operation: dict[str, Any], given: dict[str, Any], counted: dict[str, int]) -> None:
    details = {"operations": [{"field": f"{THING}/text", "value": "wanted", **operation}]}
    report = judge(definition(IS_THING, "Modify", details=details), thing(**given))
    assert outcomes(report) == counted
    assert not report.refused


NESTED = f"{THING}/nested.deep"
MEMBERS = f"{THING}/objects[*].name"


@pytest.mark.parametrize(
    ("operation", "field", "given", "counted"),
    [
        # Azure skips a property whose parent the request does not have: it stays as it is.
        ("addOrReplace", NESTED, {}, {"noncompliant": 1}),
        ("add", NESTED, {}, {"noncompliant": 1}),
        ("addOrReplace", NESTED, {"nested": {"deep": "other"}}, {"changed": 1}),
        ("addOrReplace", NESTED, {"nested": {"deep": "wanted"}}, {"compliant": 1}),
        ("addOrReplace", NESTED, {"nested": "${var.nested}"}, {"unknown": 1}),
        # What members have is not replaced by an addition.
        ("add", MEMBERS, {"object": [{"name": "a"}, {"name": "b"}]}, {"compliant": 1}),
        ("add", MEMBERS, {"object": [{"name": "a"}, {}]}, {"changed": 1}),
        ("add", MEMBERS, {"object": [{"name": "a"}, {"name": "${var.name}"}]}, {"unknown": 1}),
        ("add", MEMBERS, {"object": [{}, {"name": "${var.name}"}]}, {"changed": 1}),
        ("add", MEMBERS, {"object": [{"name": "a"}, {"name": "x${var.name}"}]}, {"compliant": 1}),
        ("addOrReplace", MEMBERS, {"object": [{"name": "a"}, {"name": "wanted"}]}, {"changed": 1}),
        ("add", f"{THING}/list[*]", {"list": ["a"]}, {"changed": 1}),
        ("add", f"{THING}/list[*]", {"list": ["a", "wanted"]}, {"compliant": 1}),
    ],
)
def test_modify_of_parts(operation: str, field: str, given: dict[str, Any], counted: dict[str, int]) -> None:
    details = {"operations": [{"operation": operation, "field": field, "value": "wanted"}]}
    report = judge(definition(IS_THING, "Modify", details=details), thing(**given))
    assert outcomes(report) == counted
    assert not report.refused


def test_what_modify_skips_is_told_if_nothing_changes() -> None:
    rows = [{"operation": "addOrReplace", "field": field, "value": "wanted"} for field in (NESTED, f"{THING}/text")]
    [finding] = judge(definition(IS_THING, "Modify", details={"operations": rows}), thing()).findings
    assert [change.field for change in finding.changes] == [f"{THING}/text"]
    [finding] = judge(definition(IS_THING, "Modify", details={"operations": rows[:1]}), thing()).findings
    assert "nested.deep is not set by Azure" in str(finding.evidence[0])


def test_a_parent_in_a_body_of_azapi() -> None:
    rows = [{"operation": "addOrReplace", "field": NESTED, "value": "wanted"}]
    rule = definition(IS_THING, "Modify", details={"operations": rows})
    for properties, counted in (({}, "noncompliant"), ({"nested": {"other": 1}}, "changed")):
        made = {"type": f"{THING}@2024-05-01", "name": "a", "parent_id": GROUP, "body": {"properties": properties}}
        assert outcomes(judge(rule, things({"azapi_resource": {"a": made}}))) == {counted: 1}


def test_modify_of_tags() -> None:
    details = {"operations": [{"operation": "add", "field": "tags['team']", "value": "[resourceGroup().name]"}]}
    report = judge(definition(IS_THING, "Modify", details=details), thing(tags={"owner": "me"}))
    (change,) = report.findings[0].changes
    assert (change.field, change.value, change.argument) == ("tags['team']", "rg", "tags.team")


@pytest.mark.parametrize(
    "effect", ["Disabled", "DenyAction", "Manual", "mutate", "addToNetworkGroup", "enforceSetting"]
)
def test_effects_that_say_nothing_about_a_request(effect: str) -> None:
    report = judge(definition(IS_THING, effect), thing())
    assert report.findings == ()
    (skipped,) = report.not_evaluated
    assert skipped.reason


def test_modes_of_services_are_not_evaluated() -> None:
    (skipped,) = judge(definition(IS_THING, "Audit", mode="Microsoft.KeyVault.Data"), thing()).not_evaluated
    assert "Microsoft.KeyVault.Data" in skipped.reason


EFFECT = {"effect": {"type": "String", "allowedValues": ["Audit", "Deny"], "defaultValue": "Audit"}}


def test_the_effect_can_be_chosen() -> None:
    rule = definition(IS_THING, "[parameters('effect')]", **EFFECT)
    assert not judge(rule, thing()).refused
    assert judge(rule, thing(), effect="Deny").refused
    assert judge(rule, thing(), parameters={"effect": "Deny"}).refused


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"effect": "deny"}, "has no such effect; it has: Audit, Deny"),
        ({"effect": "Modify"}, "has no such effect; it has: Audit, Deny"),
        ({"parameters": {"effect": "Append"}}, "allowed are Audit, Deny"),
        ({"parameters": {"efect": "Deny"}}, "has no such parameter; it has: effect, count"),
        ({"parameters": {"count": "3"}}, "must be of type Integer"),
        ({"parameters": {"count": True}}, "must be of type Integer"),
    ],
)
def test_wrong_assignments_are_refused(more: dict[str, Any], said: str) -> None:
    count = {"count": {"type": "Integer", "defaultValue": 1}}
    rule = definition(IS_THING, "[parameters('effect')]", **EFFECT, **count)
    with pytest.raises(policy.PolicyError, match=said):
        judge(rule, thing(), **more)


def test_a_parameter_without_default_must_be_given() -> None:
    rule = definition({"field": "name", "equals": "[parameters('name')]"}, name={"type": "String"})
    with pytest.raises(policy.PolicyError, match="must be given"):
        judge(rule, thing())
    assert outcomes(judge(rule, thing(), parameters={"name": "one"})) == {"noncompliant": 1}


def test_findings_stand_in_the_order_of_resources_and_policies() -> None:
    found = things({"azurerm_thing": {"b": {**ONE, "name": "b"}, "a": {**ONE, "name": "a"}}})
    first = policy.Assignment(definition({"field": "name", "equals": "a"}), name="first")
    second = policy.Assignment(definition(IS_THING), name="second")
    report = policy.evaluate(found, [first, second])
    assert [(one.address[-1], one.policy) for one in report.findings] == [
        ("b", "second"),
        ("a", "first"),
        ("a", "second"),
    ]
    assert report == policy.evaluate(found, [first, second])
