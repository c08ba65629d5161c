"""Every comparison of Azure Policy: its case rules, types, missing and unknown values."""

from __future__ import annotations

from typing import Any

import pytest

from azure_data_landing_zone.policy.rules import Evidence
from policy_support import GROUP, THING, ask, context, made, thing, things, word

LATER = "${data.azurerm_thing.other.text}"
KNOWN_TO_BE_THERE = "x-${data.azurerm_thing.other.text}"
ABSENT = object()

TABLE: list[tuple[str, Any, Any, str]] = [
    # operator, the field's value, what is demanded, the answer
    ("equals", "abc", "ABC", "yes"),
    ("equals", "abc", "abd", "no"),
    ("equals", True, "true", "yes"),
    ("equals", True, "True", "yes"),
    ("equals", True, True, "yes"),
    ("equals", False, True, "no"),
    ("equals", 3, "3", "yes"),
    ("equals", 3.0, 3, "yes"),
    ("equals", 3, 4, "no"),
    ("equals", ABSENT, "abc", "no"),
    ("equals", ABSENT, "", "no"),
    ("equals", "", "", "yes"),
    ("equals", ["a"], "a", "no"),
    ("equals", LATER, "a", "unknown"),
    ("equals", KNOWN_TO_BE_THERE, "", "no"),
    ("notEquals", "abc", "ABC", "no"),
    ("notEquals", "abc", "abd", "yes"),
    ("notEquals", ABSENT, "abc", "yes"),
    ("notEquals", LATER, "a", "unknown"),
    ("notEquals", KNOWN_TO_BE_THERE, "", "yes"),
    ("like", "prefix-one", "PREFIX-*", "yes"),
    ("like", "one-suffix", "*-suffix", "yes"),
    ("like", "a-mid-z", "a*z", "yes"),
    ("like", "a.c", "abc", "no"),
    ("like", "abc", "ABC", "yes"),
    ("like", "abc", "b*", "no"),
    ("like", "a(b", "a(*", "yes"),
    ("like", ABSENT, "*", "no"),
    ("like", LATER, "a*", "unknown"),
    ("notLike", "prefix-one", "prefix-*", "no"),
    ("notLike", ABSENT, "*", "yes"),
    ("notLike", "other", "prefix-*", "yes"),
    ("match", "ab12.x", "??##.x", "yes"),
    ("match", "ab12-x", "??##.x", "yes"),
    ("match", "AB", "ab", "no"),
    ("match", "a1", "??", "no"),
    ("match", "ab", "##", "no"),
    ("match", "abc", "ab", "no"),
    ("match", ABSENT, "ab", "no"),
    ("notMatch", "AB", "ab", "yes"),
    ("notMatch", "ab", "ab", "no"),
    ("notMatch", ABSENT, "ab", "yes"),
    ("matchInsensitively", "AB", "ab", "yes"),
    ("matchInsensitively", "AB1", "ab#", "yes"),
    ("matchInsensitively", "AC", "ab", "no"),
    ("notMatchInsensitively", "AB", "ab", "no"),
    ("notMatchInsensitively", "AC", "ab", "yes"),
    ("contains", "Hello World", "WORLD", "yes"),
    ("contains", "Hello", "x", "no"),
    ("contains", ["Aa", "b"], "AA", "yes"),
    ("contains", ["Aa", "b"], "A", "no"),
    ("contains", ABSENT, "a", "no"),
    ("contains", LATER, "a", "unknown"),
    ("notContains", "Hello", "x", "yes"),
    ("notContains", "Hello", "ELL", "no"),
    ("notContains", ABSENT, "x", "yes"),
    ("in", "b", ["A", "B"], "yes"),
    ("in", "c", ["A", "B"], "no"),
    ("in", 3, ["3", "4"], "yes"),
    ("in", 5, ["3", "4"], "no"),
    ("in", ABSENT, ["a"], "no"),
    ("in", "a", [], "no"),
    ("in", LATER, ["a"], "unknown"),
    ("in", LATER, [], "no"),
    ("in", "a", "a", "failed"),
    ("notIn", "b", ["A", "B"], "no"),
    ("notIn", "c", ["A", "B"], "yes"),
    ("notIn", ABSENT, ["a"], "yes"),
    ("notIn", LATER, ["a"], "unknown"),
    ("exists", "x", True, "yes"),
    ("exists", "x", "true", "yes"),
    ("exists", "x", "false", "no"),
    ("exists", "", True, "yes"),
    ("exists", False, True, "yes"),
    ("exists", [], True, "yes"),
    ("exists", ABSENT, True, "no"),
    ("exists", ABSENT, "False", "yes"),
    ("exists", LATER, True, "unknown"),
    ("exists", KNOWN_TO_BE_THERE, True, "yes"),
    ("exists", KNOWN_TO_BE_THERE, False, "no"),
    ("exists", "x", "perhaps", "failed"),
    ("less", 3, 4, "yes"),
    ("less", 4, 4, "no"),
    ("lessOrEquals", 4, 4, "yes"),
    ("lessOrEquals", 5, 4, "no"),
    ("greater", 5, 4, "yes"),
    ("greater", 4, 4, "no"),
    ("greaterOrEquals", 4, 4, "yes"),
    ("greaterOrEquals", 3, 4, "no"),
    ("greater", "b", "A", "yes"),
    ("less", "B", "a", "no"),
    ("greater", "10", 4, "unknown"),
    ("greater", 10, "4", "unknown"),
    ("greater", "ten", 4, "failed"),
    ("less", True, 4, "failed"),
    ("greater", ABSENT, 4, "no"),
    ("less", ABSENT, 4, "no"),
    ("greater", LATER, 4, "unknown"),
    ("less", "2024-01-02T00:00:00Z", "2024-01-02T00:00:01.0000000Z", "yes"),
    ("greater", "2024-02-01T01:00:00+01:00", "2024-02-01T00:00:00Z", "no"),
]


@pytest.mark.parametrize(("operator", "actual", "demanded", "answer"), TABLE)
def test_a_field_condition(operator: str, actual: Any, demanded: Any, answer: str) -> None:
    found = thing() if actual is ABSENT else thing(text=actual)
    assert word(ask({"field": f"{THING}/text", operator: demanded}, found)) == answer


@pytest.mark.parametrize(
    ("operator", "actual", "demanded", "answer"),
    [row for row in TABLE if row[1] is not ABSENT and "${" not in str(row[1])],
)
def test_a_value_condition_compares_alike(operator: str, actual: Any, demanded: Any, answer: str) -> None:
    assert word(ask({"value": actual, operator: demanded}, thing())) == answer


def test_operators_and_words_have_no_case() -> None:
    condition = {"ALLOF": [{"Field": "NAME", "Equals": "one"}, {"Not": {"field": "name", "notequals": "ONE"}}]}
    assert ask(condition, thing()) is True


@pytest.mark.parametrize(
    ("field", "key", "answer"),
    [("tags", "owner", "yes"), ("tags", "OWNER", "yes"), ("tags", "other", "no"), (f"{THING}/text", "a", "no")],
)
def test_contains_key(field: str, key: str, answer: str) -> None:
    found = thing(tags={"Owner": "me"}, text="a")
    assert word(ask({"field": field, "containsKey": key}, found)) == answer
    assert word(ask({"field": field, "notContainsKey": key}, found)) == {"yes": "no", "no": "yes"}[answer]


@pytest.mark.parametrize("field", ["tags.owner", "tags['owner']", "tags[owner]", "tags[OWNER]", "Tags['Owner']"])
def test_every_way_to_write_a_tag(field: str) -> None:
    assert ask({"field": field, "equals": "me"}, thing(tags={"owner": "me"})) is True
    assert ask({"field": field, "exists": False}, thing(tags={"other": "me"})) is True


def test_a_tag_with_apostrophes_in_its_name() -> None:
    assert ask({"field": "tags['''owner''']", "equals": "me"}, thing(tags={"'owner'": "me"})) is True


def test_a_tag_with_dots() -> None:
    assert ask({"field": "tags['acct.cost.center']", "equals": "1"}, thing(tags={"acct.cost.center": "1"})) is True
    assert ask({"field": "tags[acct.cost.center]", "equals": "1"}, thing(tags={"acct.cost.center": "1"})) is True


@pytest.mark.parametrize("given", ["West Europe", "westeurope", "WESTEUROPE"])
@pytest.mark.parametrize("demanded", ["westeurope", "West Europe"])
def test_locations_are_compared_without_case_and_spaces(given: str, demanded: str) -> None:
    assert ask({"field": "location", "equals": demanded}, thing(location=given)) is True
    assert ask({"field": "location", "notIn": [demanded]}, thing(location=given)) is False


def test_fields_that_every_resource_has() -> None:
    found = thing(location="westeurope", kind="big", identity={"type": "UserAssigned", "identity_ids": ["a"]})
    for field, value in {
        "name": "one",
        "fullName": "one",
        "type": THING.lower(),
        "kind": "big",
        "location": "westeurope",
        "id": f"{GROUP}/providers/{THING}/one",
        "identity.type": "UserAssigned",
    }.items():
        assert ask({"field": field, "equals": value}, found) is True, field
    assert ask({"field": "identity.type", "exists": False}, thing()) is True


def test_the_full_name_of_a_child_has_its_parent_in_it() -> None:
    part = {"azurerm_part": {"p": {"name": "p", "thing_id": f"{GROUP}/providers/{THING}/one"}}}
    assert ask({"field": "fullName", "equals": "one/p"}, things(part)) is True
    assert ask({"field": "name", "equals": "p"}, things(part)) is True


def test_a_field_of_another_type_is_missing() -> None:
    assert ask({"field": "Microsoft.Other/types/text", "exists": False}, thing()) is True


def test_a_field_in_no_table_is_unknown() -> None:
    for field in (f"{THING}/nobodyKnows", f"{THING}/nested.other", "whatever", "Microsoft.Test"):
        assert word(ask({"field": field, "exists": True}, thing())) == "unknown", field


def test_a_field_whose_name_is_calculated() -> None:
    condition = {"field": "[concat('tags[', parameters('name'), ']')]", "equals": "me"}
    assert ask(condition, thing(tags={"owner": "me"}), name="owner") is True


OBJECTS = {"object": [{"name": "a", "on": True, "nested": [1, 2]}, {"name": "b", "on": False, "nested": [3]}]}


def nested(*sizes: int) -> Any:
    """Counts of values in each other, all of whose elements fulfil them."""
    condition: Any = {"field": "name", "equals": "one"}
    for number, size in enumerate(reversed(sizes)):
        condition = {
            "count": {"value": f"[range(0, {size})]", "name": f"n{number}", "where": condition},
            "equals": size,
        }
    return condition


ARRAYS: list[tuple[Any, str]] = [
    ({"field": f"{THING}/list[*]", "equals": "a"}, "no"),
    ({"field": f"{THING}/list[*]", "in": ["a", "b", "c"]}, "yes"),
    ({"field": f"{THING}/list[*]", "notEquals": "z"}, "yes"),
    ({"field": f"{THING}/list[*]", "notEquals": "b"}, "no"),
    ({"not": {"field": f"{THING}/list[*]", "notEquals": "b"}}, "yes"),
    ({"field": f"{THING}/objects[*].on", "equals": True}, "no"),
    ({"field": f"{THING}/objects[*].nested[*]", "less": 4}, "yes"),
    ({"field": f"{THING}/objects[*].name", "exists": True}, "yes"),
    ({"count": {"field": f"{THING}/list[*]"}, "equals": 2}, "yes"),
    ({"count": {"field": f"{THING}/objects[*].nested[*]"}, "equals": 3}, "yes"),
    (
        {"count": {"field": f"{THING}/list[*]", "where": {"field": f"{THING}/list[*]", "equals": "A"}}, "equals": 1},
        "yes",
    ),
    (
        {
            "count": {
                "field": f"{THING}/objects[*]",
                "where": {
                    "allOf": [
                        {"field": f"{THING}/objects[*].name", "equals": "b"},
                        {"field": f"{THING}/objects[*].nested[*]", "greater": 2},
                    ]
                },
            },
            "equals": 1,
        },
        "yes",
    ),
    (
        {
            "count": {
                "field": f"{THING}/objects[*]",
                "where": {
                    "count": {
                        "field": f"{THING}/objects[*].nested[*]",
                        "where": {"field": f"{THING}/objects[*].nested[*]", "greaterOrEquals": 2},
                    },
                    "greater": 0,
                },
            },
            "equals": 2,
        },
        "yes",
    ),
    (
        {
            "count": {
                "field": f"{THING}/objects[*]",
                "where": {"value": f"[current('{THING}/objects[*].name')]", "equals": "a"},
            },
            "equals": 1,
        },
        "yes",
    ),
    (
        {
            "count": {
                "field": f"{THING}/list[*]",
                "where": {"field": f"{THING}/list[*]", "equals": f"[first(field('{THING}/list[*]'))]"},
            },
            "equals": 2,
        },
        "yes",
    ),
    (
        {
            "count": {
                "field": f"{THING}/list[*]",
                "where": {"field": f"{THING}/list[*]", "equals": f"[field('{THING}/list[*]')]"},
            },
            "equals": 0,
        },
        "yes",
    ),
    ({"count": {"field": f"{THING}/list[*]", "where": {"value": "[current()]", "equals": "b"}}, "equals": 1}, "yes"),
    (
        {
            "count": {
                "value": ["o*", "x*"],
                "name": "pattern",
                "where": {"field": "name", "like": "[current('pattern')]"},
            },
            "equals": 1,
        },
        "yes",
    ),
    ({"count": {"value": ["o*", "x*"], "where": {"field": "name", "like": "[current()]"}}, "greater": 1}, "no"),
    # Azure allows 100 iterations of a count with those around it; built-in policies have more in a single one.
    ({"count": {"value": "[range(0, 3000)]"}, "equals": 3000}, "yes"),
    (nested(10, 10), "yes"),
    (nested(10, 11), "unknown"),
    (nested(101, 1), "unknown"),
    (nested(1, 3000), "yes"),
    (nested(5, 5, 5), "unknown"),
    ({"count": {"field": f"{THING}/list[*]", "where": {"field": "name", "equals": "one"}}, "equals": 2}, "yes"),
]


@pytest.mark.parametrize(("condition", "answer"), ARRAYS)
def test_arrays_and_counts(condition: Any, answer: str) -> None:
    assert word(ask(condition, thing(list=["a", "b"], **OBJECTS))) == answer


def test_a_list_argument_is_the_array_of_an_alias() -> None:
    assert ask({"count": {"field": f"{THING}/list[*]"}, "equals": 0}, thing()) is True
    assert ask({"count": {"field": f"{THING}/list[*]"}, "equals": 0}, thing(list=[])) is True


@pytest.mark.parametrize(
    ("given", "operator", "demanded", "answer"),
    [
        ({}, "exists", True, "no"),
        ({}, "exists", False, "yes"),
        ({}, "equals", "a", "unknown"),
        ({"list": []}, "exists", True, "yes"),
        ({"list": []}, "exists", False, "yes"),
        ({"list": []}, "equals", "a", "yes"),
    ],
)
def test_conditions_over_no_elements_hold_and_over_no_array_are_unknown(
    given: dict[str, Any], operator: str, demanded: Any, answer: str
) -> None:
    assert word(ask({"field": f"{THING}/list[*]", operator: demanded}, thing(**given))) == answer


PARTLY = {"object": [{"name": "a", "on": True}, {"name": "b"}]}


@pytest.mark.parametrize(
    ("objects", "test", "answer"),
    [
        (PARTLY, {"exists": True}, "no"),
        (PARTLY, {"exists": False}, "no"),
        (PARTLY, {"equals": True}, "no"),
        ({"object": [{"on": True}, {"on": False}]}, {"exists": True}, "yes"),
        ({"object": [{"name": "a"}, {"name": "b"}]}, {"exists": False}, "yes"),
    ],
)
def test_every_element_must_fulfil_a_condition(objects: Any, test: Any, answer: str) -> None:
    assert word(ask({"field": f"{THING}/objects[*].on", **test}, thing(**objects))) == answer


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("exists", [True, False])
def test_a_property_of_elements_that_is_in_no_table_is_unknown_for_each(count: int, exists: bool) -> None:
    found = thing(object=[{"name": str(number)} for number in range(count)])
    assert word(ask({"field": f"{THING}/objects[*].other", "exists": exists}, found)) == "unknown"
    assert word(ask({"field": f"{THING}/objects[*].name", "exists": exists}, found)) == ("yes" if exists else "no")


@pytest.mark.parametrize(
    ("operator", "demanded", "text", "answer"),
    [
        ("equals", "STRASSE", "Straße", "unknown"),
        ("equals", "STRASSE", "strasse", "yes"),
        ("in", ["STRASSE"], "Straße", "unknown"),
        ("contains", "STRASSE", "Die Straße", "unknown"),
        ("contains", "STRASSE", "Der Weg", "no"),
        ("greater", "strasse", "Straße", "unknown"),
        ("like", "vm-?", "vm-1", "unknown"),
        ("like", "vm-?", "vm-12", "no"),
        ("like", "STRASSE*", "Straße 1", "unknown"),
        ("like", "a*b*c", "aXbYc", "yes"),
        ("like", "a*b*c", "aXcYb", "no"),
        ("like", "ab*b", "ab", "no"),
        ("like", "*", "", "yes"),
    ],
)
def test_what_azure_does_not_say_about_text_is_unknown(operator: str, demanded: Any, text: str, answer: str) -> None:
    assert word(ask({"field": f"{THING}/text", operator: demanded}, thing(text=text))) == answer


def test_whether_a_missing_field_equals_null_is_unknown() -> None:
    assert word(ask({"field": f"{THING}/text", "equals": None}, thing())) == "unknown"
    assert word(ask({"field": f"{THING}/text", "equals": None}, thing(text="a"))) == "no"


def test_an_element_that_is_not_known_makes_a_count_a_range() -> None:
    found = thing(list=["a", LATER])
    where = {"field": f"{THING}/list[*]", "equals": "a"}
    for operator, number, answer in (
        ("greaterOrEquals", 1, "yes"),
        ("greaterOrEquals", 2, "unknown"),
        ("greater", 2, "no"),
        ("equals", 1, "unknown"),
        ("equals", 3, "no"),
    ):
        condition = {"count": {"field": f"{THING}/list[*]", "where": where}, operator: number}
        assert word(ask(condition, found)) == answer, (operator, number)


def test_a_block_that_terraform_makes_is_unknown() -> None:
    found = thing(dynamic={"object": {"for_each": "${var.objects}", "content": {"name": "x"}}})
    assert word(ask({"count": {"field": f"{THING}/objects[*]"}, "equals": 0}, found)) == "unknown"


def test_evidence_names_condition_value_and_argument() -> None:
    condition = {
        "allOf": [
            {"field": "type", "equals": THING},
            {
                "anyOf": [
                    {"field": f"{THING}/text", "equals": "z"},
                    {"field": f"{THING}/objects[*].name", "in": ["a", "b"]},
                ]
            },
        ]
    }
    told = list(made(condition).explain(context(thing(text="a", **OBJECTS))))
    assert Evidence(f"{THING}/objects[*].name in ['a', 'b']", "b", "object[1].name") in told
    assert not any("equals z" in one.condition for one in told)
    (left_out,) = made({"field": f"{THING}/number", "notEquals": 3}).explain(context(thing()))
    assert str(left_out) == f"{THING}/number notEquals 3 (number): is not set"


def test_evidence_of_a_doubt_names_its_reason() -> None:
    condition = {"allOf": [{"field": "name", "equals": "one"}, {"field": f"{THING}/text", "equals": "z"}]}
    (told,) = made(condition).explain(context(thing(text=LATER)))
    assert told.argument == "text"
    assert "known to Terraform only" in told.unknown
