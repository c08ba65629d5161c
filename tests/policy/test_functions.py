"""Template functions: what they give, where they fail, what is not supported."""

from __future__ import annotations

from typing import Any

import pytest

from azure_data_landing_zone.azure.policies.expressions import ExpressionError, parse
from azure_data_landing_zone.policy.values import Failure, Unknown
from policy_support import GROUP, SUBSCRIPTION, THING, ask, calculate, thing, things, word

TABLE: list[tuple[str, Any]] = [
    ("[max(createArray(6, 4), 8)]", 8),
    ("[min(createArray(6, 4), createArray(8))]", 4),
    ("[json('{''a'': [1, true, ''x\"y'']}').a[2]]", 'x"y'),
    ("[json('{a: 1, /* b */ c: ''d'',}').c]", "d"),
    ("[base64ToJson(base64('{''one'': ''a''}')).one]", "a"),
    ("[addDays('2024-02-28T00:00:00.5Z', 1)]", "2024-02-29T00:00:00.5Z"),
    ("[float('3.5')]", 3.5),
    ("[dataUriToString(dataUri('Hello'))]", "Hello"),
    ("[uri('https://example.com/path/', 'api/v1')]", "https://example.com/path/api/v1"),
    ("[concat('a', 'b', 1)]", "ab1"),
    ("[concat(createArray(1), createArray(2, 3))]", [1, 2, 3]),
    ("[split('a/b/c', '/')]", ["a", "b", "c"]),
    ("[split('a-b/c', createArray('-', '/'))]", ["a", "b", "c"]),
    ("[length('abc')]", 3),
    ("[length(createArray(1, 2))]", 2),
    ("[length(json('{\"a\": 1}'))]", 1),
    ("[empty('')]", True),
    ("[empty('a')]", False),
    ("[empty(createArray())]", True),
    ("[empty(null())]", True),
    ("[toLower('ABC')]", "abc"),
    ("[toUpper('abc')]", "ABC"),
    ("[replace('abcabc', 'b', '')]", "acac"),
    ("[replace('aBc', 'b', 'x')]", "aBc"),
    ("[int('42')]", 42),
    ("[int('-7')]", -7),
    ("[string(42)]", "42"),
    ("[string(true())]", "True"),
    ("[string(createArray(1, 'a'))]", '[1,"a"]'),
    ("[bool('TRUE')]", True),
    ("[bool(0)]", False),
    ("[substring('abcdef', 1, 3)]", "bcd"),
    ("[substring('abcdef', 4)]", "ef"),
    ("[indexOf('aXb', 'x')]", 1),
    ("[indexOf('ab', 'z')]", -1),
    ("[lastIndexOf('abab', 'A')]", 2),
    ("[startsWith('Hello', 'he')]", True),
    ("[endsWith('Hello', 'LO')]", True),
    ("[endsWith('Hello', 'x')]", False),
    ("[contains('Hello', 'ell')]", True),
    ("[contains('Hello', 'ELL')]", False),
    ("[contains(createArray('a', 'b'), 'b')]", True),
    ("[contains(createArray('a', 'b'), 'B')]", False),
    ("[contains(createObject('Key', 1), 'key')]", True),
    ("[if(true(), 'yes', 'no')]", "yes"),
    ("[if(equals(1, 2), 'yes', 'no')]", "no"),
    ("[and(true(), true())]", True),
    ("[and(true(), false())]", False),
    ("[or(false(), true())]", True),
    ("[or(false(), false())]", False),
    ("[not(false())]", True),
    ("[equals('a', 'A')]", False),
    ("[equals('a', 'a')]", True),
    ("[equals(1, '1')]", False),
    ("[equals(createArray(1, 2), createArray(1, 2))]", True),
    ("[less(1, 2)]", True),
    ("[lessOrEquals(2, 2)]", True),
    ("[greater('b', 'a')]", True),
    ("[greaterOrEquals('2024-01-01', '2023-10-01')]", True),
    ("[greater(1, 2)]", False),
    ("[first('abc')]", "a"),
    ("[first(createArray(7, 8))]", 7),
    ("[last('abc')]", "c"),
    ("[last(split('a/b', '/'))]", "b"),
    ("[first('')]", ""),
    ("[take(createArray(1, 2, 3), 2)]", [1, 2]),
    ("[skip('abc', 1)]", "bc"),
    ("[union(createArray(1, 2), createArray(2, 3))]", [1, 2, 3]),
    ("[union(createArray(1, 1, '1'), createArray(true(), createArray(1)))]", [1, "1", True, [1]]),
    (
        "[union(createArray(createObject('a', 1, 'b', 2)), createArray(createObject('b', 2, 'a', 1)))]",
        [{"a": 1, "b": 2}],
    ),
    ("[length(union(range(0, 10000), range(5000, 10000)))]", 15000),
    ("[length(intersection(range(0, 10000), range(5000, 10000)))]", 5000),
    ("[union(createObject('a', 1), createObject('b', 2))]", {"a": 1, "b": 2}),
    ("[intersection(createArray(1, 2), createArray(2, 3))]", [2]),
    ("[intersection(createObject('a', 1, 'b', 2), createObject('a', 1, 'b', 3))]", {"a": 1}),
    ("[array('a')]", ["a"]),
    ("[array(createArray('a'))]", ["a"]),
    ("[max(1, 5, 3)]", 5),
    ("[min(createArray(4, 2))]", 2),
    ("[add(1, 2)]", 3),
    ("[sub(1, 2)]", -1),
    ("[mul(3, 4)]", 12),
    ("[div(7, 2)]", 3),
    ("[div(-7, 2)]", -3),
    ("[mod(7, 3)]", 1),
    ("[padLeft('7', 3, '0')]", "007"),
    ("[padLeft(12, 4, '0')]", "0012"),
    ("[padLeft('1234', 3, '0')]", "1234"),
    ("[trim('  a ')]", "a"),
    ("[join(createArray('a', 'b'), '-')]", "a-b"),
    ("[format('{0}-{1}', 'a', 2)]", "a-2"),
    ("[coalesce(null(), 'a')]", "a"),
    ("[tryGet(createObject('a', createObject('b', 1)), 'a', 'b')]", 1),
    ("[tryGet(createObject('a', 1), 'z')]", None),
    ("[json('[1, 2]')[1]]", 2),
    ("[createObject('a', createObject('b', 5)).a.b]", 5),
    ("[base64('hi')]", "aGk="),
    ("[base64ToString('aGk=')]", "hi"),
    ("[range(3, 2)]", [3, 4]),
    ("[flatten(createArray(createArray(1), createArray(2)))]", [1, 2]),
    ("[items(createObject('a', 1))]", [{"key": "a", "value": 1}]),
    ("[uriComponent('a b')]", "a%20b"),
    ("[addDays('2024-02-28T00:00:00.0000000Z', 2)]", "2024-03-01T00:00:00Z"),
    ("[ipRangeContains('10.0.0.0/24', '10.0.0.7')]", True),
    ("[ipRangeContains('10.0.0.0/24', '10.0.1.0/32')]", False),
    ("[ipRangeContains('192.168.0.1-192.168.0.9', '192.168.0.2-192.168.0.9')]", True),
    ("[ipRangeContains('2001:db8::/110', '2001:db8::3:fffe')]", True),
    ("[ipRangeContains('2001:db8::/126', '2001:db8::3:fffe')]", False),
    ("[parameters('given')]", "value"),
    ("[PARAMETERS('GIVEN')]", "value"),
    ("[concat('it''s', ' (', 'fine', ')')]", "it's (fine)"),
    ("[[not an expression]", "[not an expression]"),
    ("plain", "plain"),
    ("[policy().assignmentId]", "a"),
]


@pytest.mark.parametrize(("expression", "value"), TABLE)
def test_what_a_function_gives(expression: str, value: Any) -> None:
    found = calculate(expression, given="value")
    assert found == value
    assert type(found) is type(value)


FAILING = [
    "[int('')]",
    "[int('abc')]",
    "[int('1.5')]",
    "[bool('maybe')]",
    "[substring('ab', 0, 3)]",
    "[substring('ab', -1, 1)]",
    "[div(1, 0)]",
    "[mod(1, 0)]",
    "[add('a', 1)]",
    "[toLower(1)]",
    "[concat(createObject('a', 1), 'b')]",
    "[split(1, '/')]",
    "[json('{')]",
    "[base64ToString('%%')]",
    "[length(1)]",
    "[if('x', 1, 2)]",
    "[and('x', true())]",
    "[not('x')]",
    "[createArray(1)[4]]",
    "[createObject('a', 1).z]",
    "[ipRangeContains('10.0.0.0/24', '2001:db8::1')]",
    "[ipRangeContains('10.0.0.9-10.0.0.1', '10.0.0.5')]",
    "[addDays('yesterday', 1)]",
    "[max(createArray())]",
]


@pytest.mark.parametrize("expression", FAILING)
def test_fails_as_in_azure(expression: str) -> None:
    assert isinstance(calculate(expression), Failure)
    assert word(ask({"value": expression, "equals": "x"}, thing())) == "failed"


UNKNOWN = [
    "[uniqueString('a')]",
    "[guid('a')]",
    "[cidrSubnet('10.0.0.0/16', 24, 0)]",
    "[noSuchFunction(1)]",
    "[utcNow()]",
    "[requestContext().identity.appid]",
    "[parameters('nobodyGaveIt')]",
    "[concat('a', utcNow())]",
    "[broken(",
    "[a b]",
    "[]",
    "[concat('a'",
    "[field('whatever')]",
]


@pytest.mark.parametrize("expression", [*UNKNOWN[:8], "[not closed'x]", "[a b]", "[]", UNKNOWN[-1]])
def test_is_unknown_with_a_reason(expression: str) -> None:
    found = calculate(expression)
    assert isinstance(found, Unknown)
    assert found.reason


def test_if_calculates_only_the_branch_it_takes() -> None:
    assert calculate("[if(true(), 'a', int('x'))]") == "a"
    assert isinstance(calculate("[if(false(), 'a', int('x'))]"), Failure)


def test_what_decides_is_not_asked_further() -> None:
    later = thing(text="${var.text}")
    assert calculate(f"[or(true(), field('{THING}/text'))]", later) is True
    assert calculate(f"[and(false(), empty(field('{THING}/text')))]", later) is False
    assert isinstance(calculate(f"[and(true(), empty(field('{THING}/text')))]", later), Unknown)


def test_what_is_there_for_certain_is_not_empty() -> None:
    partly = thing(text="x-${var.text}")
    assert calculate(f"[empty(field('{THING}/text'))]", partly) is False
    assert isinstance(calculate(f"[length(field('{THING}/text'))]", partly), Unknown)
    assert isinstance(calculate(f"[empty(field('{THING}/text'))]", thing(text="${var.text}")), Unknown)


def test_field_gives_text_for_what_is_missing_and_a_list_for_arrays() -> None:
    assert calculate(f"[field('{THING}/text')]") == ""
    assert calculate(f"[field('{THING}/list[*]')]") == []
    assert calculate(f"[field('{THING}/list')]", thing(list=[1])) == [1]
    assert calculate(f"[field('{THING}/list[*]')]", thing(list=[1, 2])) == [1, 2]
    assert calculate("[field('tags').owner]", thing(tags={"owner": "me"})) == "me"


def test_what_surrounds_a_resource() -> None:
    group = {"azurerm_resource_group": {"rg": {"name": "rg", "location": "westeurope", "tags": {"team": "x"}}}}
    from azure_data_landing_zone import policy
    from policy_support import document

    alone = thing()
    assert calculate("[resourceGroup().name]", alone) == "rg"
    assert calculate("[resourceGroup().id]", alone) == GROUP
    assert isinstance(calculate("[resourceGroup().location]", alone), Unknown)
    assert calculate("[subscription().subscriptionId]", alone) == SUBSCRIPTION
    assert isinstance(calculate("[subscription().displayName]", alone), Unknown)
    assert calculate("[requestContext().apiVersion]", alone) == "2024-05-01"
    vault = {"azurerm_key_vault": {"kv": {"name": "kv", "resource_group_name": "${azurerm_resource_group.rg.name}"}}}
    both = policy.Resources.of_stacks({"s": document({**vault, **group})})
    assert calculate("[resourceGroup().location]", both) == "westeurope"
    assert calculate("[resourceGroup().tags['team']]", both) == "x"
    assert calculate("[resourceGroup().tags[parameters('tag')]]", both, tag="team") == "x"


def test_a_resource_outside_of_a_group_has_none() -> None:
    from policy_support import resources

    group = resources({"azurerm_resource_group": {"rg": {"name": "rg", "location": "westeurope"}}})
    budget = resources(
        {
            "azurerm_consumption_budget_subscription": {
                "b": {"name": "b", "subscription_id": f"/subscriptions/{SUBSCRIPTION}"}
            }
        }
    )
    assert calculate("[resourceGroup().name]", group) == "rg"
    assert isinstance(calculate("[resourceGroup().name]", budget), Failure)


def test_values_in_lists_and_objects_are_calculated() -> None:
    assert ask({"field": "name", "in": ["[concat('o', 'ne')]", "x"]}, thing()) is True
    assert ask({"value": "[parameters('list')]", "contains": "one"}, thing(), list=["one"]) is True


def test_nested_counts_need_names() -> None:
    nested = {
        "count": {
            "value": [1, 2],
            "name": "outer",
            "where": {
                "count": {"value": [1], "name": "inner", "where": {"value": "[current('outer')]", "equals": 1}},
                "equals": 1,
            },
        },
        "equals": 1,
    }
    assert ask(nested, thing()) is True
    nested["count"]["where"]["count"]["where"] = {"value": "[current()]", "equals": 1}  # type: ignore[index]
    assert word(ask(nested, thing())) == "unknown"


def test_the_grammar_refuses_what_is_no_expression() -> None:
    for text in ("[a b]", "[concat('a']", "[concat(,)]", "['a]", "[1 +]", "[]"):
        with pytest.raises(ExpressionError, match="no template expression"):
            parse(text)


def test_very_deep_expressions_are_no_crash() -> None:
    deep = "[" + "not(" * 5000 + "true()" + ")" * 5000 + "]"
    assert word(ask({"value": deep, "equals": True}, thing())) in {"unknown", "yes"}


def test_things_may_lie_side_by_side() -> None:
    assert len(things({"azurerm_thing": {"a": {"name": "a"}, "b": {"name": "b"}}}).all) == 2


@pytest.mark.parametrize("expression", ["[mul(5, '3')]", "[add('5', 3)]", "[less(5, '10')]"])
def test_a_number_with_the_text_of_one_is_unknown(expression: str) -> None:
    assert isinstance(calculate(expression), Unknown)
    assert isinstance(
        calculate(expression.replace("'3'", "'three'").replace("'5'", "'x'").replace("'10'", "'x'")), Failure
    )


def test_a_tag_of_the_subscription_may_be_missing() -> None:
    assert word(ask({"value": "[subscription().tags['x']]", "notEquals": ""}, thing())) == "unknown"
