"""The catalogue: what it holds, what it refuses, and definitions that teams add."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from azure_data_landing_zone import policy
from azure_data_landing_zone.azure.vm_sizes import vm_sizes
from azure_data_landing_zone.policy import Kind, Variant
from policy_support import GROUP, WS, judge, resources
from support import ROOT

POLICIES = ROOT / "policies"
CUSTOM = {
    6: "Append-MachineLearningCompute-SetupScriptsCreationScript",
    7: "Deny-MachineLearning-HbiWorkspace",
    8: "Deny-MachineLearning-PublicAccessWhenBehindVnet",
    9: "Deny-MachineLearning-Aks",
    10: "Deny-MachineLearningCompute-SubnetId",
    11: "Deny-MachineLearningCompute-VmSize",
    12: "Deny-MachineLearningComputeCluster-RemoteLoginPortPublicAccess",
    13: "Deny-MachineLearningComputeCluster-Scale",
}
BUILTIN = {
    1: "45e05259-1eb5-4f70-9574-baf73e9d219b",
    2: "5f0c7d88-c7de-45b8-ac49-db49e72eaa78",
    3: "5853517a-63de-11ea-bc55-0242ac130003",
    4: "7838fd83-5cbb-4b5d-888c-bfa240972597",
    5: "a6f9a2d0-cff7-4855-83ad-4cd750666512",
}


@pytest.fixture(scope="module")
def catalogue() -> policy.Catalogue:
    return policy.catalogue.load()


def test_holds_the_thirteen_rows(catalogue: policy.Catalogue) -> None:
    rows = catalogue.rows()
    assert {row: found[0].name for row, found in rows.items()} == {**BUILTIN, **CUSTOM}
    both = {row for row, found in rows.items() if {one.variant for one in found} == set(Variant)}
    assert both == {1, 8, 10, 11, 13}
    for row in both:
        assert rows[row][0].variant is Variant.CORRECTED
        assert all(one.reason for one in rows[row])


def test_our_own_policies_have_no_mistakes_and_nothing_that_cannot_be_evaluated(catalogue: policy.Catalogue) -> None:
    assert catalogue.notes == ()


def test_default_effects(catalogue: policy.Catalogue) -> None:
    effects = {row: found[0].default_effect for row, found in catalogue.rows().items()}
    assert effects == {
        1: "Audit",
        2: "Audit",
        3: "enforceSetting",
        4: "DeployIfNotExists",
        5: "Modify",
        6: "Append",
        **dict.fromkeys(range(7, 14), "Deny"),
    }


def test_custom_definitions_take_audit_deny_and_disabled(catalogue: policy.Catalogue) -> None:
    for row, found in catalogue.rows().items():
        for one in found:
            if row >= 7:
                assert set(one.effects) == {"Audit", "Deny", "Disabled"}
            if row >= 6:
                assert (one.kind, one.mode, one.file.endswith(f"{one.name}.json")) == (Kind.CUSTOM, "Indexed", True)
                assert len(one.display_name) <= 128
                assert len(one.name) <= 64


def test_the_original_list_of_sizes_and_todays(catalogue: policy.Catalogue) -> None:
    corrected, original = catalogue.rows()[11]
    sizes = original.parameters["allowedVmSizes"].default
    assert isinstance(sizes, list)
    assert len(sizes) == len(set(map(str, sizes))) == 80
    assert {"Standard_D1_v2", "Standard_M128m", "Standard_NC24r", "Standard_NV48s_v3"} < set(map(str, sizes))
    assert corrected.parameters["allowedVmSizes"].default == list(vm_sizes())


def test_exact_parameter_names(catalogue: policy.Catalogue) -> None:
    for name, effect, others in (
        (
            BUILTIN[3],
            "effect",
            {"computeNames", "computeType", "isIsolatedNetwork", "trustIPProtectedComponent", "allowedACRs", "tags"},
        ),
        (BUILTIN[4], "effect", {"privateEndpointSubnetId"}),
        ("f110a506-2dcb-422e-bcea-d533fc8c35e2", "effects", set()),
        ("a6abeaec-4d90-4a02-805f-6b26c4d3fbe9", "audit_effect", {"effect"}),
        (CUSTOM[6], "effect", {"creationScriptBase64"}),
        (CUSTOM[13], "effect", {"maxNodeCount", "minNodeCount", "maxNodeIdleTimeInSecondsBeforeScaleDown"}),
    ):
        one = catalogue.find(name)
        assert one.effect_parameter == effect
        assert set(one.parameters) == {effect, *others}


def test_roles_that_an_identity_needs(catalogue: policy.Catalogue) -> None:
    network, contributor = "4d97b98b-1d4f-4787-a291-c67834d212e7", "b24988ac-6180-42a0-ab88-20f7382dd24c"
    assert catalogue.find(BUILTIN[4]).roles == (network,)
    assert catalogue.find(BUILTIN[5]).roles == (contributor,)
    for one in catalogue.definitions:
        if one.default_effect in {"Modify", "DeployIfNotExists"}:
            assert one.roles or one.unconfirmed, one.display_name


def test_a_rules_role_is_that_of_the_list(catalogue: policy.Catalogue) -> None:
    for one in catalogue.definitions:
        named = re.findall(r"roleDefinitions/([0-9a-f-]{36})", json.dumps(one.rule), re.IGNORECASE)
        assert {role.lower() for role in named} <= set(one.roles), one.display_name


def test_every_rule_uses_the_effect_parameter_of_the_list(catalogue: policy.Catalogue) -> None:
    for one in catalogue.definitions:
        if isinstance(one.rule, dict) and one.effect_parameter:
            assert one.rule["then"]["effect"] == f"[parameters('{one.effect_parameter}')]"  # type: ignore[index,call-overload]


def test_what_is_unconfirmed_is_marked(catalogue: policy.Catalogue) -> None:
    assert any("mcr.microsoft.com" in said for said in catalogue.find(BUILTIN[3]).unconfirmed)
    assert catalogue.find("40cec1dd-a100-4920-b15b-3024fe8901ab").unconfirmed
    assert catalogue.find(BUILTIN[2]).unconfirmed == ()


@pytest.mark.parametrize(
    "name",
    [
        "deny-machinelearningcompute-subnetid",
        "Deny-MachineLearning-Compute-SubnetId",
        "Machine Learning computes are in a subnet or have no public address",
    ],
)
def test_a_definition_is_found_by_any_of_its_names(catalogue: policy.Catalogue, name: str) -> None:
    assert catalogue.find(name).name == CUSTOM[10]
    assert catalogue.find(name).variant is Variant.CORRECTED


def test_a_variant_and_an_id_are_found(catalogue: policy.Catalogue) -> None:
    assert catalogue.find(CUSTOM[10], Variant.ORIGINAL).variant is Variant.ORIGINAL
    one = catalogue.find(f"/providers/Microsoft.Authorization/policyDefinitions/{BUILTIN[1].upper()}")
    assert (one.kind, one.id.endswith(BUILTIN[1])) == (Kind.BUILTIN, True)


def test_a_name_that_is_not_there_is_answered_with_similar_ones(catalogue: policy.Catalogue) -> None:
    with pytest.raises(policy.PolicyError, match="did you mean Deny-MachineLearning-HbiWorkspace"):
        catalogue.find("Deny-MachineLearning-HbiWorkspaces")


def test_every_custom_file_says_where_it_comes_from() -> None:
    files = sorted((POLICIES / "custom").rglob("*.json"))
    assert len(files) == 13
    for file in files:
        document = json.loads(file.read_text())
        metadata = document["properties"]["metadata"]
        assert document["name"] == file.stem
        assert (file.parent / document["$schema"]).resolve().is_file()
        assert metadata["source"]
        assert metadata["version"]
        assert (metadata.get("variant", "original") == "original") == (
            "reason" not in metadata or file.parent.name == "original"
        )


def test_a_subnet_is_judged_by_its_first_request(catalogue: policy.Catalogue) -> None:
    group = f"{GROUP}/providers/Microsoft.Network/networkSecurityGroups/nsg"
    where = {"resource_group_name": "rg"}

    def written(name: str, **properties: Any) -> dict[str, Any]:
        return {
            "type": "Microsoft.Network/virtualNetworks/subnets@2025-07-01",
            "name": name,
            "parent_id": f"{GROUP}/providers/Microsoft.Network/virtualNetworks/net",
            "body": {"properties": {"addressPrefix": "10.0.0.0/24", **properties}},
        }

    found = resources(
        {
            "azurerm_subnet": {"two-requests": {"name": "a", "virtual_network_name": "net", **where}},
            "azurerm_subnet_network_security_group_association": {
                "second": {"subnet_id": "${azurerm_subnet.two-requests.id}", "network_security_group_id": group}
            },
            "azapi_resource": {
                "one-request": written("b", networkSecurityGroup={"id": group}),
                "none": written("c"),
                "gateway": written("GatewaySubnet"),
            },
            "azurerm_virtual_network": {
                "inline": {"name": "n", **where, "subnet": [{"name": "d", "address_prefixes": ["10.1.0.0/24"]}]},
                "inline-group": {
                    "name": "o",
                    **where,
                    "subnet": [{"name": "d", "address_prefixes": ["10.1.0.0/24"], "security_group": group}],
                },
            },
        }
    )
    one = catalogue.find("Subnets should have a network security group")
    assert one.default_effect == "Deny"
    assert {found.address for found in judge(one, found).findings} == {
        "azurerm_subnet.two-requests",
        "azapi_resource.none",
        "azurerm_virtual_network.inline",
    }


def test_every_rule_of_a_builtin_belongs_to_one_of_the_list() -> None:
    listed = yaml.safe_load((POLICIES / "builtin.yaml").read_text())
    assert {file.stem for file in (POLICIES / "builtin").glob("*.json")} <= set(listed)


def definition(**change: Any) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "displayName": "Ours",
        "mode": "Indexed",
        "parameters": {"effect": {"type": "String", "allowedValues": ["Audit", "Deny"], "defaultValue": "Deny"}},
        "policyRule": {
            "if": {
                "allOf": [
                    {"field": "type", "equals": WS},
                    {"field": f"{WS}/publicNetworkAccess", "notEquals": "Disabled"},
                ]
            },
            "then": {"effect": "[parameters('effect')]"},
        },
    }
    return {"name": "ours", "properties": {**properties, **change}}


def load(folder: Path, *documents: Any) -> policy.Catalogue:
    for number, document in enumerate(documents):
        text = document if isinstance(document, str) else json.dumps(document)
        (folder / f"file{number}.json").write_text(text)
    return policy.catalogue.load([folder])


def test_teams_add_their_own(tmp_path: Path) -> None:
    (tmp_path / "deeper").mkdir()
    (tmp_path / "deeper" / "more.json").write_text(json.dumps({**definition(), "name": "deeper"}), encoding="utf-8-sig")
    unnamed = definition()
    del unnamed["name"]
    found = load(tmp_path, definition(), unnamed)
    assert [found.find(name).display_name for name in ("ours", "deeper", "file1")] == ["Ours"] * 3
    assert found.find("ours").default_effect == "Deny"
    assert found.notes == ()


def test_definitions_are_read_in_all_forms_and_initiatives_are_skipped_with_a_note(tmp_path: Path) -> None:
    flat = {"name": "flat", "id": "/x/flat", "type": "Microsoft.Authorization/x", **definition()["properties"]}
    listed = [definition(), {"properties": {"policyDefinitions": []}}]
    found = load(tmp_path, listed, flat, {"value": [{**definition(), "name": "rest"}]})
    assert [(Path(note.file).name, note.message) for note in found.notes] == [
        ("file0.json[1]", "is an initiative and was skipped")
    ]
    assert [found.find(name).display_name for name in ("ours", "flat", "rest")] == ["Ours"] * 3


def test_a_document_of_microsofts_brings_the_rule_of_a_builtin(tmp_path: Path) -> None:
    guid = "405c5871-3e91-4644-8a63-58e19d68ff5b"
    assert policy.catalogue.load().find(guid).rule is None
    found = load(tmp_path, {**definition(policyType="BuiltIn", version="1.1.0"), "name": guid, "id": f"/x/{guid}"})
    assert found.find(guid).rule is not None
    assert found.find(guid).kind is Kind.BUILTIN
    assert any("takes the place" in note.message for note in found.notes)


def test_a_definition_of_a_team_takes_the_place_of_ours_and_keeps_its_row(tmp_path: Path) -> None:
    found = load(tmp_path, {**definition(), "name": CUSTOM[10]})
    assert found.find(CUSTOM[10]).display_name == "Ours"
    assert [(one.display_name, one.variant) for one in found.rows()[10]] == [("Ours", Variant.CORRECTED)]


def rule(condition: Any, effect: str = "audit") -> dict[str, Any]:
    return {"policyRule": {"if": condition, "then": {"effect": effect}}}


@pytest.mark.parametrize(
    ("document", "path", "said"),
    [
        ("{", "", "is not readable JSON"),
        ({"name": "x"}, "", "is no policy definition: properties.policyRule is missing"),
        ({"properties": {"displayName": "x"}}, "", "is no policy definition: properties.policyRule is missing"),
        (
            definition(mode="Sometimes"),
            "properties.mode",
            "must be written like All or Indexed or Microsoft.KeyVault.Data",
        ),
        (
            definition(parameters={"p": {"type": "Text"}}),
            "properties.parameters.p.type",
            "must be written like String or",
        ),
        (
            definition(policyRule={"if": {"field": "name", "exists": True}}),
            "properties.policyRule",
            "lacks then",
        ),
        (definition(**rule({"allOf": []})), "properties.policyRule.if.allOf", "must have at least 1 item"),
        (
            definition(**rule({"anyOf": [{"not": {"field": 3}}]})),
            "properties.policyRule.if.anyOf[0].not.field",
            "must be text",
        ),
        (
            definition(**rule({"allOf": [{"field": "name", "equals": "[parameters('nmae')]"}]})),
            "properties.policyRule.if.allOf[0].equals",
            "uses the parameter nmae, which is not declared; declared are: effect",
        ),
        (
            definition(**rule({"value": "[concat('a'", "equals": "a"}, "[broken(]")),
            "properties.policyRule.then.effect",
            "is no template expression",
        ),
        (
            definition(**rule({"field": "name", "exists": True}, "denyy")),
            "properties.policyRule.then.effect",
            "is no effect",
        ),
        (
            definition(parameters={"effect": {"type": "String", "allowedValues": ["Audit"], "defaultValue": "Deny"}}),
            "properties.parameters.effect.defaultValue",
            "allowed are Audit",
        ),
        (
            definition(
                parameters={"effect": {"type": "String", "allowedValues": ["Audit", "Forbid"], "defaultValue": "Audit"}}
            ),
            "properties.policyRule.then.effect",
            "is no effect that Azure Policy has",
        ),
        (
            definition(parameters={"effect": {"type": "String", "defaultValue": 3}}),
            "properties.parameters.effect.defaultValue",
            "must be of type String",
        ),
    ],
)
def test_mistakes_are_told_by_file_and_path(tmp_path: Path, document: Any, path: str, said: str) -> None:
    with pytest.raises(policy.PolicyError) as raised:
        load(tmp_path, document)
    assert any(
        one.file.endswith("file0.json") and one.path == path and said in one.message for one in raised.value.mistakes
    ), str(raised.value)


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(policy.PolicyError, match=r"3 mistakes in the policies") as raised:
        load(tmp_path, "{", {"properties": {}}, definition(mode="Sometimes"))
    assert [Path(one.file).name for one in raised.value.mistakes] == ["file0.json", "file1.json", "file2.json"]


def test_a_name_twice_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(policy.PolicyError, match=r"is the name of the definition in .*file0.json too"):
        load(tmp_path, definition(), definition())


def test_a_folder_that_is_not_there_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(policy.PolicyError, match="does not exist"):
        policy.catalogue.load([tmp_path / "nowhere"])


def test_an_alias_in_no_table_is_noted(tmp_path: Path) -> None:
    odd = definition(
        **rule(
            {"allOf": [{"field": f"{WS}/noSuchThing", "exists": True}, {"field": "Microsoft.Odd/x/y", "exists": True}]}
        )
    )
    found = load(tmp_path, odd)
    assert [(note.path, note.given) for note in found.notes] == [
        ("properties.policyRule.if.allOf[0].field", f"{WS}/noSuchThing"),
        ("properties.policyRule.if.allOf[1].field", "Microsoft.Odd/x/y"),
    ]
