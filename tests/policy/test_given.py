"""Policies in the forms that people have: definitions, initiatives, assignments, exemptions, values of parameters."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from azure_data_landing_zone import policy
from azure_data_landing_zone.policy import given
from policy_support import GROUP, SUBSCRIPTION, resources

ACCOUNT = "Microsoft.Storage/storageAccounts"
TODAY = datetime.date(2026, 11, 26)
ROOT = "/providers/Microsoft.Authorization"


def definition(name: str = "sku", effect: str = "[parameters('effect')]", **parameters: Any) -> dict[str, Any]:
    """Refuses accounts whose access tier is not the allowed one."""
    return {
        "name": name,
        "id": f"{ROOT}/policyDefinitions/{name}",
        "properties": {
            "displayName": f"Title of {name}",
            "mode": "All",
            "policyType": "Custom",
            "parameters": {
                "effect": {"type": "String", "defaultValue": "Audit", "allowedValues": ["Audit", "Deny", "Disabled"]},
                "tier": {"type": "String", **parameters},
            },
            "policyRule": {
                "if": {
                    "allOf": [
                        {"field": "type", "equals": ACCOUNT},
                        {"field": f"{ACCOUNT}/accessTier", "notEquals": "[parameters('tier')]"},
                    ]
                },
                "then": {"effect": effect},
            },
        },
    }


def initiative(**parameters: Any) -> dict[str, Any]:
    passed = {"tier": {"value": "[parameters('tierOfAll')]"}, "effect": {"value": "Deny"}}
    return {
        "name": "set",
        "id": f"{ROOT}/policySetDefinitions/set",
        "properties": {
            "parameters": {"tierOfAll": {"type": "String", **parameters}},
            "policyDefinitions": [
                {
                    "policyDefinitionId": f"{ROOT}/policyDefinitions/sku",
                    "policyDefinitionReferenceId": "one",
                    "parameters": passed,
                }
            ],
        },
    }


def assignment(wanted: str = "policyDefinitions/sku", scope: str = GROUP, /, **properties: Any) -> dict[str, Any]:
    return {
        "name": "given",
        "id": f"{scope}{ROOT}/policyAssignments/given",
        "properties": {"policyDefinitionId": f"{ROOT}/{wanted}", "scope": scope, **properties},
    }


def exemption(**properties: Any) -> dict[str, Any]:
    return {
        "name": "waived",
        "id": f"{GROUP}{ROOT}/policyExemptions/waived",
        "properties": {
            "policyAssignmentId": f"{GROUP}{ROOT}/policyAssignments/given",
            "exemptionCategory": "Waiver",
            **properties,
        },
    }


def flat(document: dict[str, Any]) -> dict[str, Any]:
    """A document as the Azure command line shows it."""
    return {"name": document["name"], "id": document["id"], "systemData": None, **document["properties"]}


def read(
    folder: Path,
    *documents: Any,
    parameters: Any = None,
    cloud: str = "public",
    today: datetime.date | None = TODAY,
) -> given.Given:
    for number, document in enumerate(documents):
        (folder / f"{number}.json").write_text(json.dumps(document))
    values = None
    if parameters is not None:
        file = folder.parent / f"{folder.name}-values.json"
        file.write_text(json.dumps(parameters))
        values = policy.Values.read(file)
    known = policy.catalogue.load(trusted=True)
    return given.read([folder], known=known, cloud=cloud, values=values, today=today)


ACCOUNTS = {
    "azurerm_storage_account": {
        "cool": {"name": "cool", "resource_group_name": "rg", "location": "westeurope", "access_tier": "Cool"},
        "hot": {"name": "hot", "resource_group_name": "rg", "location": "northeurope", "access_tier": "Hot"},
        "other": {"name": "other", "resource_group_name": "other", "location": "westeurope", "access_tier": "Hot"},
    }
}


def verdicts(found: given.Given) -> dict[str, str]:
    """What is said of each account, by its name."""
    report = policy.evaluate(resources(ACCOUNTS), found.assignments)
    words = {}
    for finding in report.findings:
        name = finding.address.partition(".")[2] if not finding.general else "all"
        words[name] = "refused" if finding.refused else "exempt" if finding.exemption else str(finding.outcome)
    return words


VALUE = {"tier": {"value": "Cool"}}
REFUSED = {"hot": "refused", "other": "refused"}


@pytest.mark.parametrize(
    "documents",
    [
        (definition(defaultValue="Cool"),),
        (flat(definition(defaultValue="Cool")),),
        ([definition(defaultValue="Cool")],),
        ([flat(definition(defaultValue="Cool"))],),
        ({"value": [definition(defaultValue="Cool")]},),
    ],
)
def test_a_definition_is_read_in_every_form(tmp_path: Path, documents: Any) -> None:
    found = read(tmp_path, *documents)
    assert verdicts(found) == {"hot": "noncompliant", "other": "noncompliant"}
    assert found.summary == "1 definition in 1 file: all in force everywhere"


@pytest.mark.parametrize("form", [lambda one: one, flat, lambda one: [one]])
@pytest.mark.parametrize(
    ("documents", "said"),
    [
        # An initiative gives its policies values and effects.
        ((definition(), initiative(defaultValue="Cool")), REFUSED),
        ((definition(), initiative()), {"all": "unknown"}),
        # An assignment counts where it is, and what is defined only is not in force.
        ((definition(), definition("more", defaultValue="x"), assignment(parameters=VALUE)), {"hot": "noncompliant"}),
        ((definition(), assignment(parameters={**VALUE, "effect": {"value": "Deny"}})), {"hot": "refused"}),
        (
            (
                definition(),
                assignment(parameters={**VALUE, "effect": {"value": "Deny"}}, enforcementMode="DoNotEnforce"),
            ),
            {"hot": "noncompliant"},
        ),
        (
            (
                definition(),
                initiative(),
                assignment("policySetDefinitions/set", parameters={"tierOfAll": {"value": "Cool"}}),
            ),
            {"hot": "refused"},
        ),
        (
            (definition(), assignment("policyDefinitions/sku", f"/subscriptions/{SUBSCRIPTION}", parameters=VALUE)),
            {"hot": "noncompliant", "other": "noncompliant"},
        ),
        (
            (
                definition(),
                assignment(
                    "policyDefinitions/sku", f"/subscriptions/{SUBSCRIPTION}", parameters=VALUE, notScopes=[GROUP]
                ),
            ),
            {"other": "noncompliant"},
        ),
    ],
)
def test_what_is_in_force(tmp_path: Path, form: Any, documents: Any, said: Any) -> None:
    assert verdicts(read(tmp_path, *(form(one) for one in documents))) == said


EVERYWHERE = ("policyDefinitions/sku", f"/subscriptions/{SUBSCRIPTION}")


def selector(kind: str, **values: Any) -> dict[str, Any]:
    return {"name": "s", "selectors": [{"kind": kind, **values}]}


def override(effect: str, *selectors: Any) -> dict[str, Any]:
    return {"kind": "policyEffect", "value": effect, "selectors": list(selectors)}


@pytest.mark.parametrize(
    ("properties", "said"),
    [
        ({"resourceSelectors": [selector("resourceLocation", **{"in": ["West Europe"]})]}, {"other": "noncompliant"}),
        ({"resourceSelectors": [selector("resourceLocation", notIn=["westeurope"])]}, {"hot": "noncompliant"}),
        ({"resourceSelectors": [selector("resourceType", **{"in": ["Microsoft.KeyVault/vaults"]})]}, {}),
        (
            {
                "resourceSelectors": [
                    selector("resourceLocation", **{"in": ["westeurope"]}),
                    selector("resourceType", **{"in": [ACCOUNT]}),
                ]
            },
            {"hot": "noncompliant", "other": "noncompliant"},
        ),
        ({"overrides": [override("Deny")]}, REFUSED),
        ({"overrides": [override("Disabled")]}, {}),
        (
            {"overrides": [override("Deny", {"kind": "resourceLocation", "in": ["westeurope"]})]},
            {"hot": "noncompliant", "other": "refused"},
        ),
    ],
)
def test_selectors_and_overrides(tmp_path: Path, properties: Any, said: Any) -> None:
    assert verdicts(read(tmp_path, definition(), assignment(*EVERYWHERE, parameters=VALUE, **properties))) == said


def test_an_override_is_for_the_policies_that_it_names(tmp_path: Path) -> None:
    chosen = {"kind": "policyDefinitionReferenceId", "in": ["one"]}
    given_values = {"tierOfAll": {"value": "Cool"}}
    for reference, said in (("one", "noncompliant"), ("two", "refused")):
        rows = [override("Audit", {**chosen, "in": [reference]})]
        document = assignment("policySetDefinitions/set", parameters=given_values, overrides=rows)
        assert verdicts(read(tmp_path, definition(), initiative(), document)) == {"hot": said}


@pytest.mark.parametrize(
    ("properties", "said"),
    [
        ({}, "exempt"),
        ({"expiresOn": "2026-11-27T00:00:00Z"}, "exempt"),
        ({"expiresOn": "2026-11-25T00:00:00Z"}, "refused"),
        # Of a day that is given, its end counts, in UTC.
        ({"expiresOn": "2026-11-26T00:00:00Z"}, "refused"),
        ({"expiresOn": "2026-11-26T23:00:00.0000000Z"}, "refused"),
        ({"expiresOn": "2026-11-26T23:00:00-05:00"}, "exempt"),
        ({"expiresOn": "2026-11-27T01:00:00+05:00"}, "refused"),
        ({"expiresOn": "2026-11-27"}, "exempt"),
        ({"expiresOn": "in a year"}, "refused"),
        ({"policyAssignmentId": "/other"}, "refused"),
        ({"policyDefinitionReferenceIds": ["other"]}, "refused"),
        ({"resourceSelectors": [selector("resourceLocation", **{"in": ["westeurope"]})]}, "refused"),
    ],
)
def test_exemptions(tmp_path: Path, properties: Any, said: str) -> None:
    values = {**VALUE, "effect": {"value": "Deny"}}
    found = read(tmp_path, definition(), assignment(parameters=values), exemption(**properties))
    assert verdicts(found) == {"hot": said}


@pytest.mark.parametrize(
    ("hours", "day", "said"), [(1, "", "exempt"), (-1, "", "refused"), (1, "2099-01-01", "refused")]
)
def test_an_exemption_ends_at_its_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hours: int, day: str, said: str
) -> None:
    monkeypatch.setenv("ADLZ_TODAY", day)
    now = datetime.datetime.now(datetime.UTC) if not day else datetime.datetime(2099, 1, 1, tzinfo=datetime.UTC)
    ends = (now + datetime.timedelta(hours=hours)).isoformat()
    values = {**VALUE, "effect": {"value": "Deny"}}
    found = read(tmp_path, definition(), assignment(parameters=values), exemption(expiresOn=ends), today=None)
    assert verdicts(found) == {"hot": said}


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"tier": {"value": "Cool"}}, {"hot": "noncompliant", "other": "noncompliant"}),
        ({"tier": "Cool", "effect": "Deny"}, REFUSED),
        ({"sku": {"tier": {"value": "Cool"}, "effect": {"value": "Deny"}}}, REFUSED),
        ({"parameters": {"tier": {"value": "Hot"}}}, {"cool": "noncompliant"}),
    ],
)
def test_values_of_parameters_from_a_file(tmp_path: Path, parameters: Any, said: Any) -> None:
    assert verdicts(read(tmp_path, definition(), parameters=parameters)) == said


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ([], "must be an object"),
        ({"teir": "Cool"}, "no policy that was read has this parameter"),
        ({"sku": {"teir": "Cool"}}, "has no such parameter; it has: effect, tier"),
        ({"sku": {"effect": "Refuse"}}, "allowed are Audit, Deny, Disabled"),
    ],
)
def test_wrong_values_are_told(tmp_path: Path, parameters: Any, said: str) -> None:
    with pytest.raises(policy.PolicyError, match=said):
        read(tmp_path, definition(), parameters=parameters)


@pytest.mark.parametrize(
    "documents", [(), ({"some": "json"},), ([],), ({"if": {"field": "type", "equals": "x"}, "then": {}},)]
)
def test_nothing_read_is_an_error(tmp_path: Path, documents: Any) -> None:
    with pytest.raises(policy.PolicyError, match="holds no policy"):
        read(tmp_path, *documents)


def test_of_two_definitions_of_one_name_the_cloud_decides(tmp_path: Path) -> None:
    (tmp_path / "Azure Government").mkdir()
    (tmp_path / "a.json").write_text(json.dumps(definition(defaultValue="Cool")))
    (tmp_path / "Azure Government" / "a.json").write_text(json.dumps(definition(defaultValue="Hot")))
    assert set(verdicts(read(tmp_path))) == {"hot", "other"}
    assert set(verdicts(read(tmp_path, cloud="usgovernment"))) == {"cool"}


def test_two_different_definitions_of_one_name_are_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(policy.PolicyError, match="is the name of the definition in"):
        read(tmp_path, definition(), definition(defaultValue="x"))
    assert read(tmp_path, definition(), definition()).assignments


@pytest.mark.parametrize("form", [lambda one: one, flat])
def test_names_are_those_of_a_scope_and_the_id_decides(tmp_path: Path, form: Any) -> None:
    above = "/providers/Microsoft.Management/managementGroups/alz"
    cool, hot = definition(defaultValue="Cool"), definition(defaultValue="Hot")
    both = [{**cool, "id": f"{above}{cool['id']}"}, {**hot, "id": f"{GROUP}{hot['id']}"}]
    by_id = [{**assignment(), "properties": {"policyDefinitionId": one["id"], "scope": GROUP}} for one in both]
    sets = []
    for number, one in enumerate(both):
        row = {"policyDefinitionId": one["id"], "policyDefinitionReferenceId": "sku"}
        place = above if number == 0 else GROUP
        sets.append(
            {
                "name": "set",
                "id": f"{place}{ROOT}/policySetDefinitions/set",
                "properties": {"policyType": "Custom", "policyDefinitions": [row]},
            }
        )
    said = ({"hot": "noncompliant"}, {"cool": "noncompliant"})
    for number in (0, 1):
        # Of another folder each time, because a folder is read whole.
        (folder := tmp_path / f"d{number}").mkdir()
        assert verdicts(read(folder, *map(form, both), form(by_id[number]))) == said[number]
        (folder := tmp_path / f"s{number}").mkdir()
        one = {**assignment(), "properties": {"policyDefinitionId": sets[number]["id"], "scope": GROUP}}
        assert verdicts(read(folder, *map(form, [*both, *sets, one]))) == said[number]
    (folder := tmp_path / "all").mkdir()
    assert set(verdicts(read(folder, *map(form, both)))) == {"cool", "hot", "other"}
    (folder := tmp_path / "name").mkdir()
    assert len(read(folder, *both, assignment()).missing) == 1


@pytest.mark.parametrize(
    ("over", "most", "said"),
    [
        ({"value": "[range(0, 2)]"}, 10, "counts of values"),
        ({"field": f"{ACCOUNT}/networkAcls.ipRules[*]"}, 5, "counts "),
    ],
)
def test_a_rule_has_as_many_counts_as_azure_allows(tmp_path: Path, over: Any, most: int, said: str) -> None:
    # One in the other, and beside each other.
    nested: Any = {"field": "name", "equals": "x"}
    for number in range(most):
        nested = {"count": {**over, "where": nested, "name": f"n{number}"}, "greater": 0}
    for rule in (nested, {"allOf": [{"count": over, "greater": 0}] * most}):
        document = {"name": "many", "policyRule": {"if": rule, "then": {"effect": "Audit"}}, "mode": "All"}
        assert read(tmp_path, document).assignments
        document["policyRule"]["if"] = {"not": {"allOf": [rule, {"count": over, "less": 1}]}}
        with pytest.raises(policy.PolicyError, match=f"{said}.*Azure allows {most}"):
            read(tmp_path, document)


def test_what_is_assigned_and_not_there_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, assignment("policyDefinitions/unknown"), assignment("policySetDefinitions/unknown"))
    assert [one.reason.partition(" /")[0] for one in found.missing] == ["the definition", "the initiative"]
    found = read(tmp_path, initiative(), {"some": "json"})
    assert [one.reason for one in found.missing] == ["the documents lack definitions that it assigns: sku"]
    assert "1 file without a policy" in found.summary


@pytest.mark.parametrize(("depth", "fails"), [(64, False), (300, True), (5000, True)])
@pytest.mark.parametrize("combination", ["not", "allOf"])
def test_nesting_is_bounded(tmp_path: Path, depth: int, fails: bool, combination: str) -> None:
    start, end = ('{"not":', "}") if combination == "not" else ('{"allOf":[', "]}")
    condition = start * depth + json.dumps({"field": "type", "equals": ACCOUNT}) + end * depth
    rule = '{"properties":{"policyRule":{"if":%s,"then":{"effect":"audit"}}}}' % condition  # noqa: UP031
    (tmp_path / "deep.json").write_text(rule)
    if fails:
        with pytest.raises(policy.PolicyError, match="nested"):
            read(tmp_path)
    else:
        assert len(verdicts(read(tmp_path))) == 3


def test_nested_functions_are_bounded(tmp_path: Path) -> None:
    document = definition(defaultValue="x")
    text = "[" + "toLower(" * 500 + "field('name')" + ")" * 500 + "]"
    document["properties"]["policyRule"]["if"]["allOf"][1] = {"value": text, "equals": "x"}
    with pytest.raises(policy.PolicyError, match="nested too deeply"):
        read(tmp_path, document)


def test_a_trace_shows_every_condition_with_its_value(tmp_path: Path) -> None:
    (one,) = read(tmp_path, definition(defaultValue="Cool")).assignments
    (found,) = policy.trace.explain(resources(ACCOUNTS), one, "stack", "azurerm_storage_account.hot")
    assert found.outcome is policy.Outcome.NONCOMPLIANT
    assert found.rule is not None
    assert list(policy.trace.lines(found.rule)) == [
        "yes     allOf",
        f'  yes     type equals {ACCOUNT}: is "{ACCOUNT}"',
        f'  yes     {ACCOUNT}/accessTier notEquals Cool (access_tier): is "Hot"',
    ]


def test_the_same_reason_for_all_is_one_finding(tmp_path: Path) -> None:
    (one,) = read(tmp_path, definition()).assignments
    (finding,) = policy.evaluate(resources(ACCOUNTS), [one]).findings
    assert (finding.general, finding.count) == (True, 3)
