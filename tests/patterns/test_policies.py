"""The policies as Terraform: definitions, the initiative, its assignments, and in which stack they are made."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from azure_data_landing_zone.azure import roles
from azure_data_landing_zone.azure.policies.initiative import initiative
from support import Json, Stack, schema_findings

Synth = Callable[[Mapping[str, Any]], dict[str, Stack]]
GROUP = "/providers/Microsoft.Management/managementGroups/corp"
CONTRIBUTOR = "b24988ac-6180-42a0-ab88-20f7382dd24c"
REASON = "Decided by the board of architects"
OWN: Json = {
    "name": "Deny-Untagged",
    "properties": {
        "displayName": "Everything has a cost center",
        "metadata": {"version": "2.0.0", "category": "Tags", "secret": "not kept"},
        "policyRule": {
            "if": {"field": "tags['cost-center']", "equals": "${odd} %{odd}"},
            "then": {"effect": "deny"},
        },
    },
}


@pytest.fixture(scope="module")
def contoso(app_stacks: Callable[[str], dict[str, Stack]]) -> dict[str, Stack]:
    return app_stacks("contoso")


def parameters(body: Json) -> dict[str, Any]:
    return {name: one.get("value") for name, one in json.loads(body["parameters"]).items()}


def test_there_is_one_initiative_over_all_thirteen(contoso: dict[str, Stack]) -> None:
    stack = contoso["policy"]
    made = stack.one("azurerm_policy_set_definition")
    references = made["policy_definition_reference"]
    assert [reference["reference_id"] for reference in references] == list(initiative().rows)
    own = {f"${{azurerm_policy_definition.{name}.id}}" for name in stack.all("azurerm_policy_definition")}
    assert {one["policy_definition_id"] for one in references if "${" in one["policy_definition_id"]} == own
    assert len(own) == 8
    declared = json.loads(made["parameters"])
    used = {
        value["value"].removeprefix("[parameters('").removesuffix("')]")
        for one in references
        for value in json.loads(one["parameter_values"]).values()
    }
    assert set(declared) == used
    assert declared["vmSizesEffect"]["allowedValues"] == ["Audit", "Deny", "Disabled"]
    # Azure refuses a version of a definition of one's own.
    assert all(("version" in one) == ("${" not in one["policy_definition_id"]) for one in references)
    assert next(one for one in references if one["reference_id"] == "allowed_registries")["version"] == "6.*.*-preview"


def test_definitions_are_as_azure_takes_them(contoso: dict[str, Stack]) -> None:
    for body in contoso["policy"].all("azurerm_policy_definition").values():
        assert body["policy_type"] == "Custom"
        assert len(body["name"]) <= 64
        assert len(body["display_name"]) <= 128
        assert len(body["description"]) <= 512
        assert set(json.loads(body["metadata"])) <= {"category", "version", "source"}
        assert json.loads(body["policy_rule"])["then"]["effect"] == "[parameters('effect')]"
        assert "[[" not in body["policy_rule"]


def test_the_assignment_gives_every_parameter_and_tells_a_data_scientist_what_to_do(contoso: dict[str, Stack]) -> None:
    stack = contoso["policy"]
    made = stack.one("azurerm_subscription_policy_assignment")
    assert made["policy_definition_id"].startswith("${azurerm_policy_set_definition.")
    assert set(parameters(made)) == set(json.loads(stack.one("azurerm_policy_set_definition")["parameters"]))
    assert made["enforce"] is True
    messages = {one["policy_definition_reference_id"]: one["content"] for one in made["non_compliance_message"]}
    # What a service judges has no message of ours.
    assert set(messages) == set(initiative().rows) - {"allowed_registries"}
    assert len(set(messages.values())) == len(messages)
    assert all(len(text) > 40 and text.endswith(".") for text in messages.values())


def test_the_identity_of_the_assignment_has_the_role_that_its_policy_names(contoso: dict[str, Stack]) -> None:
    stack = contoso["policy"]
    made = stack.one("azurerm_subscription_policy_assignment")
    assert (made["identity"], made["location"]) == ({"type": "SystemAssigned"}, "westeurope")
    (grant,) = stack.all("azurerm_role_assignment").values()
    assert grant["role_definition_id"].endswith(CONTRIBUTOR)
    assert grant["principal_id"].endswith(".identity[0].principal_id}")
    assert grant["scope"] == made["subscription_id"]
    assert grant["name"] == roles.assignment_name(grant["scope"], "Contributor", "policy/ml-data-contoso")


def test_a_product_that_differs_is_left_out_and_has_its_own_before_its_workspace(contoso: dict[str, Stack]) -> None:
    left_out = contoso["policy"].one("azurerm_subscription_policy_assignment")["not_scopes"]
    assert [id_.rsplit("/", 1)[1] for id_ in left_out] == [
        "rg-contoso-maintenance-prod-weu-001",
        *(f"rg-contoso-recommendations-{name}-weu-001" for name in ("dev", "staging", "prod")),
    ]
    for name in ("recommendations-dev", "recommendations-staging", "recommendations-prod", "maintenance-prod"):
        stack = contoso[name]
        ((key, made),) = stack.all("azurerm_resource_group_policy_assignment").items()
        assert made["resource_group_id"].startswith("${azurerm_resource_group.")
        assert "not_scopes" not in made
        (workspace,) = stack.all("azurerm_machine_learning_workspace").values()
        assert f"azurerm_resource_group_policy_assignment.{key}" in workspace["depends_on"]
    made = contoso["recommendations-dev"].one("azurerm_resource_group_policy_assignment")
    given = parameters(made)
    assert given["vmSizesAllowedVmSizes"] == ["Standard_D4ds_v4", "Standard_D8ds_v4"]
    assert given["clusterScaleMaxNodeCount"] == 10
    assert given["clusterScaleMaxNodeIdleTimeInSecondsBeforeScaleDown"] == 300
    for name in ("churn-dev", "exploration-dev", "maintenance-dev"):
        assert not contoso[name].all("azurerm_resource_group_policy_assignment")


def test_an_exempt_product_has_its_exemption_beside_its_assignment(contoso: dict[str, Stack]) -> None:
    stack = contoso["maintenance-prod"]
    made = stack.one("azurerm_resource_group_policy_exemption")
    assert made["policy_definition_reference_ids"] == ["cluster_scale"]
    assert made["exemption_category"] == "Waiver"
    assert made["expires_on"] == "2035-12-31T23:59:59Z"
    assert made["description"].startswith("Sensors report every 20 minutes")
    assert made["policy_assignment_id"].startswith("${azurerm_resource_group_policy_assignment.")
    (workspace,) = stack.all("azurerm_machine_learning_workspace").values()
    assert any(one.startswith("azurerm_resource_group_policy_exemption.") for one in workspace["depends_on"])


@pytest.fixture(scope="module")
def everywhere(synth: Synth, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Stack]:
    """Everything that the apps have not: a management group, pipelines, remediation, more policies, a trial."""
    folder = tmp_path_factory.mktemp("own")
    (folder / "own.json").write_text(json.dumps(OWN))
    subscription = "/subscriptions/00000000-0000-0000-0000-000000000000"
    zone_id = "/subscriptions/99999999-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Network/privateDnsZones/z"
    from azure_data_landing_zone import config
    from azure_data_landing_zone.synthesis import synthesize
    from support import read_stacks

    data = {
        "name": "zone",
        "location": "westeurope",
        "tenant_id": "11111111-1111-1111-1111-111111111111",
        "subscription_id": "00000000-0000-0000-0000-000000000000",
        "environments": {"dev": {"lifecycle": "disposable"}},
        "network": {"address_space": ["10.40.0.0/20"]},
        "policies": {
            "scope": GROUP,
            "enforce": False,
            "remediation": True,
            "definitions": ["own.json"],
            "assign": {
                "ee40564d-486e-4f68-a5ca-7a621edae0fb": {"parameters": {"privateDnsZoneId": zone_id}},
                "vm_sizes": {"message": "Ask the platform team for another size."},
                "12e5dd16-d201-47ff-849b-8454061c293d": {"parameters": {"allowedPublishers": ["[odd]", "contoso"]}},
            },
            "exemptions": {
                "group": {
                    "policies": ["subnet"],
                    "scope": f"{subscription}/resourceGroups/rg",
                    "reason": REASON,
                    "expires": "2030-01-01",
                },
                "vault": {
                    "policies": ["subnet", "vm_sizes"],
                    "scope": f"{subscription}/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv-old",
                    "category": "mitigated",
                    "reason": REASON,
                    "expires": "2030-01-01",
                },
            },
        },
        "products": [
            {
                "name": "churn",
                "environments": ["dev"],
                "policies": {"limits": "declared"},
                "pipelines": {"github": {"repository": "contoso/churn"}},
            },
            {"name": "fraud", "environments": ["dev"], "policies": {"limits": "declared"}},
        ],
    }
    (folder / "landing-zone.yaml").write_text(json.dumps(data))
    synthesize(config.load(folder / "landing-zone.yaml"), folder / "cdktf.out")
    return read_stacks(folder / "cdktf.out")


def test_it_is_what_the_providers_take(everywhere: dict[str, Stack]) -> None:
    assert schema_findings(everywhere) == ""


def test_a_management_group_holds_definitions_initiative_and_assignment(everywhere: dict[str, Stack]) -> None:
    stack = everywhere["policy"]
    assert {body["management_group_id"] for body in stack.all("azurerm_policy_definition").values()} == {GROUP}
    assert stack.one("azurerm_management_group_policy_set_definition")["management_group_id"] == GROUP
    made = stack.one("azurerm_management_group_policy_assignment")
    assert made["management_group_id"] == GROUP
    assert made["enforce"] is False
    assert len(made["not_scopes"]) == 2
    grants = {
        body["scope"]: body for body in stack.all("azurerm_role_assignment").values() if "-dev" not in body["scope"]
    }
    assert set(grants) == {GROUP}
    # Azure names a role in a management group without a subscription.
    assert {body["role_definition_id"].split("/")[1] for body in grants.values()} == {"providers"}
    messages = {one["policy_definition_reference_id"]: one["content"] for one in made["non_compliance_message"]}
    assert messages["vm_sizes"] == "Ask the platform team for another size."


def test_what_is_added_is_written_out_in_the_initiative(everywhere: dict[str, Stack]) -> None:
    stack = everywhere["policy"]
    references = stack.one("azurerm_management_group_policy_set_definition")["policy_definition_reference"]
    added = {one["reference_id"]: one for one in references[13:]}
    assert set(added) == {
        "12e5dd16-d201-47ff-849b-8454061c293d",
        "Deny-Untagged",
        "ee40564d-486e-4f68-a5ca-7a621edae0fb",
    }
    # Azure would calculate what begins with one bracket.
    models = json.loads(added["12e5dd16-d201-47ff-849b-8454061c293d"]["parameter_values"])
    assert models["allowedPublishers"]["value"] == ["[[odd]", "contoso"]
    dns = json.loads(added["ee40564d-486e-4f68-a5ca-7a621edae0fb"]["parameter_values"])
    assert dns["effect"] == {"value": "DeployIfNotExists"}
    assert dns["privateDnsZoneId"]["value"].endswith("/privateDnsZones/z")
    (own,) = (
        body for body in stack.all("azurerm_policy_definition").values() if body["name"].startswith("Deny-Untagged-")
    )
    assert "parameters" not in own
    assert json.loads(own["metadata"]) == {"version": "2.0.0", "category": "Tags"}
    # Terraform must not take what looks like its templates for them.
    assert json.loads(own["policy_rule"])["if"]["equals"] == "$${odd} %%{odd}"


def test_the_owner_of_another_subscription_is_told_what_to_assign(everywhere: dict[str, Stack]) -> None:
    told = everywhere["policy"].document["output"]["grants_of_others"]["value"]
    (said,) = (
        text
        for name, text in told.items()
        if name.startswith("ml-data-zone-") and "-z" in name.removeprefix("ml-data-zone")
    )
    assert said.startswith("Network Contributor on /subscriptions/99999999-0000-0000-0000-000000000000/")


def test_policies_that_act_are_run_over_what_exists(everywhere: dict[str, Stack]) -> None:
    stack = everywhere["policy"]
    made = list(stack.all("azurerm_management_group_policy_remediation").values())
    assert sorted(body["policy_definition_reference_id"] for body in made) == [
        "ee40564d-486e-4f68-a5ca-7a621edae0fb",
        "local_authentication",
    ]
    for body in made:
        assert {one.split(".")[0] for one in body["depends_on"]} == {"azurerm_role_assignment"}
    assert len(everywhere["fraud-dev"].all("azurerm_resource_group_policy_remediation")) == 2


def test_a_pipeline_has_no_hand_in_what_binds_it(everywhere: dict[str, Stack]) -> None:
    """Its product's resource group exists before, so the policy stack makes the assignment."""
    assert not everywhere["churn-dev"].all("azurerm_resource_group_policy_assignment")
    made = everywhere["policy"].one("azurerm_resource_group_policy_assignment")
    assert made["resource_group_id"].endswith("/rg-zone-churn-dev-weu-001")
    assert made["name"] == "ml-data-churn-dev"
    own = everywhere["fraud-dev"].one("azurerm_resource_group_policy_assignment")
    initiative = everywhere["policy"].one("azurerm_management_group_policy_set_definition")["name"]
    assert own["policy_definition_id"] == (
        f"{GROUP}/providers/Microsoft.Authorization/policySetDefinitions/{initiative}"
    )


def test_exemptions_of_what_exists_are_made_with_the_wide_assignment(everywhere: dict[str, Stack]) -> None:
    stack = everywhere["policy"]
    group = stack.one("azurerm_resource_group_policy_exemption")
    assert group["resource_group_id"].endswith("/resourceGroups/rg")
    vault = stack.one("azurerm_resource_policy_exemption")
    assert vault["resource_id"].endswith("/vaults/kv-old")
    assert vault["policy_definition_reference_ids"] == ["subnet", "vm_sizes"]
    assert vault["exemption_category"] == "Mitigated"


def test_only_resource_groups_of_products_if_that_is_the_scope(synth: Synth, zone: Json) -> None:
    zone["policies"] = {"scope": "resource_groups", "assign": {"local_authentication": {"effect": "Disabled"}}}
    stacks = synth(zone)
    assert not stacks["policy"].all("azurerm_subscription_policy_assignment")
    assert stacks["policy"].one("azurerm_policy_set_definition")
    for name in ("churn-dev", "churn-prod"):
        made = stacks[name].one("azurerm_resource_group_policy_assignment")
        # Nothing acts, so there is no identity that could be misused.
        assert not {"identity", "location"} & set(made)
        assert made["policy_definition_id"].startswith("/subscriptions/")
    assert not stacks["policy"].all("azurerm_role_assignment")
