"""Policies in the configuration: what is taken, and what is refused with its place."""

from __future__ import annotations

import base64
import copy
import json
import pickle
from pathlib import Path
from typing import Any

import pytest

from azure_data_landing_zone import config
from azure_data_landing_zone.config.layout.policies import PolicyAssignment, PolicyLayout
from support import Json

VAULT = "405c5871-3e91-4644-8a63-58e19d68ff5b"
REASON = "Decided by the board of architects"


def layout(zone: Json, given: Any = None, **product: Any) -> PolicyLayout:
    zone = copy.deepcopy(zone)
    if given is not None:
        zone["policies"] = given
    zone["products"][0].update(product)
    found = config.parse(zone).policy
    assert found is not None
    return found


def wide(zone: Json, given: Any = None, **product: Any) -> PolicyAssignment:
    found = layout(zone, given, **product).wide
    assert found is not None
    return found


def values(assignment: PolicyAssignment, key: str) -> dict[str, Any]:
    (policy,) = (one for one in assignment.policies if one.key == key)
    return policy.values()


#: By what is given in `policies`: where the mistake is, and a part of what is said.
MISTAKES: dict[str, tuple[Json, str, str]] = {
    "a policy that nobody knows": (
        {"assign": {"vm_size": {"effect": "Audit"}}},
        "policies.assign.vm_size",
        "did you mean 'vm_sizes'?",
    ),
    "a title with a typing mistake": (
        {"assign": {"Azure Key Vault should disable public network acces": {}}},
        "policies.assign.Azure Key Vault should disable public network acces",
        "did you mean 'Azure Key Vault should disable public network access'?",
    ),
    "an effect in other letters": (
        {"assign": {"vm_sizes": {"effect": "deny"}}},
        "policies.assign.vm_sizes.effect",
        "those are Audit, Deny, Disabled (case counts); did you mean 'Deny'?",
    ),
    "an effect that a policy has not": (
        {"assign": {"private_link": {"effect": "Deny"}}},
        "policies.assign.private_link.effect",
        "those are Audit, Disabled",
    ),
    "the other spelling of the preview": (
        {"assign": {"allowed_registries": {"effect": "Disabled"}}},
        "policies.assign.allowed_registries.effect",
        "those are enforceSetting, disabled",
    ),
    "a parameter in other letters": (
        {"assign": {"vm_sizes": {"parameters": {"allowedVMSizes": []}}}},
        "policies.assign.vm_sizes.parameters.allowedVMSizes",
        "did you mean 'allowedVmSizes'?",
    ),
    "a value of another type": (
        {"assign": {"cluster_scale": {"parameters": {"maxNodeCount": "10"}}}},
        "policies.assign.cluster_scale.parameters.maxNodeCount",
        "must be of type Integer",
    ),
    "a value that is not allowed": (
        {"assign": {"allowed_registries": {"parameters": {"computeType": "any"}}}},
        "policies.assign.allowed_registries.parameters.computeType",
        "allowed are MachineLearningCompute",
    ),
    "the effect as a parameter": (
        {"assign": {"vm_sizes": {"parameters": {"effect": "Audit"}}}},
        "policies.assign.vm_sizes.parameters.effect",
        "give it as effect",
    ),
    "a variant that there is not": (
        {"assign": {"remote_login": {"variant": "corrected"}, "high_business_impact": {"variant": "orignal"}}},
        "policies.assign.high_business_impact.variant",
        "must be one of corrected, original",
    ),
    "a policy twice": (
        {"assign": {"vm_sizes": {}, "VM_sizes": {}}},
        "policies.assign",
        "which are the same policy",
    ),
    "a policy twice by other names": (
        {"assign": {"vm_sizes": {}, "Deny-MachineLearningCompute-VmSize": {}}},
        "policies.assign.Deny-MachineLearningCompute-VmSize",
        "is the same policy as vm_sizes",
    ),
    "a further one without its parameters": (
        {"assign": {"ac673a9a-f77d-4846-b2d8-a57f8e1c01d4": {}}},
        "policies.assign.ac673a9a-f77d-4846-b2d8-a57f8e1c01d4.parameters",
        "needs a value of privateDnsZoneId",
    ),
    "a further one without an effect": (
        {"assign": {"19539b54-c61e-4196-9a38-67598701be90": {}}},
        "policies.assign.19539b54-c61e-4196-9a38-67598701be90.effect",
        "give one of Deny, Disabled",
    ),
    "an empty script": (
        {"assign": {"setup_script": {"effect": "Append"}}},
        "policies.assign.setup_script.effect",
        "would append an empty script",
    ),
    "a script in the wrong place": (
        {"assign": {"setup_script": {"parameters": {"creationScriptBase64": "ZWNobw=="}}}},
        "policies.assign.setup_script.parameters.creationScriptBase64",
        "give the script there",
    ),
    "a scope that is none": ({"scope": "tenant"}, "policies.scope", "must be subscription, resource_groups, or the id"),
    "files that are not there": ({"definitions": "nowhere/*.json"}, "policies.definitions", "matches no file below"),
    "an exemption from nothing": (
        {
            "exemptions": {
                "one": {"policies": ["vm_size"], "product": "churn", "reason": REASON, "expires": "2030-01-01"}
            }
        },
        "policies.exemptions.one.policies[0]",
        "did you mean 'vm_sizes'?",
    ),
    "an exemption for nobody": (
        {
            "exemptions": {
                "one": {"policies": ["vm_sizes"], "product": "chrun", "reason": REASON, "expires": "2030-01-01"}
            }
        },
        "policies.exemptions.one.product",
        "did you mean 'churn'?",
    ),
    "an exemption for another environment": (
        {
            "exemptions": {
                "one": {
                    "policies": ["vm_sizes"],
                    "product": "churn",
                    "environments": ["test"],
                    "reason": REASON,
                    "expires": "2030-01-01",
                }
            }
        },
        "policies.exemptions.one.environments[0]",
        "it has dev, prod",
    ),
    "an exemption for a product by its group": (
        {
            "exemptions": {
                "one": {
                    "policies": ["vm_sizes"],
                    "scope": "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-zone-churn-dev-weu-001",
                    "reason": REASON,
                    "expires": "2030-01-01",
                }
            }
        },
        "policies.exemptions.one.scope",
        "belongs to churn-dev: name the product instead",
    ),
    "an exemption in another subscription": (
        {
            "exemptions": {
                "one": {
                    "policies": ["vm_sizes"],
                    "scope": "/subscriptions/99999999-0000-0000-0000-000000000000/resourceGroups/rg",
                    "reason": REASON,
                    "expires": "2030-01-01",
                }
            }
        },
        "policies.exemptions.one.scope",
        "lies in another subscription",
    ),
    "an exemption without a place": (
        {"exemptions": {"one": {"policies": ["vm_sizes"], "reason": REASON, "expires": "2030-01-01"}}},
        "policies.exemptions.one",
        "must name either a product or a scope",
    ),
    "an exemption without an end": (
        {"exemptions": {"one": {"policies": ["vm_sizes"], "product": "churn", "reason": REASON}}},
        "policies.exemptions.one.expires",
        "is required",
    ),
    "an end that is no day": (
        {"exemptions": {"one": {"policies": ["vm_sizes"], "product": "churn", "reason": REASON, "expires": "soon"}}},
        "policies.exemptions.one.expires",
        "must be a day such as '2027-03-31'",
    ),
    "a reason that is none": (
        {
            "exemptions": {
                "one": {"policies": ["vm_sizes"], "product": "churn", "reason": "tbd", "expires": "2030-01-01"}
            }
        },
        "policies.exemptions.one.reason",
        "at least 10 characters",
    ),
    "a list of registries without those of a product": (
        {"assign": {"allowed_registries": {"parameters": {"allowedACRs": ["mcr.microsoft.com"]}}}},
        "products.churn.name",
        "which its workspace uses",
    ),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_is_told_with_its_place(zone: Json, case: str) -> None:
    policies, path, said = MISTAKES[case]
    zone["policies"] = policies
    with pytest.raises(config.ConfigurationError) as caught:
        config.parse(zone)
    found = {problem.path: problem.message for problem in caught.value.problems}
    assert path in found, found
    assert said in found[path]


@pytest.mark.parametrize(
    ("policies", "path", "said"),
    [
        ({"parameters": {"vm_size": {}}}, "policies.parameters.vm_size", "did you mean 'vm_sizes'?"),
        (
            {"parameters": {"cluster_scale": {"maxNodes": 3}}},
            "policies.parameters.cluster_scale.maxNodes",
            "did you mean 'maxNodeCount'?",
        ),
        ({"parameters": {VAULT: {}}}, f"policies.parameters.{VAULT}", "has the same parameters everywhere"),
        ({"limits": "none"}, "policies.limits", "must be one of landing_zone, declared"),
    ],
)
def test_a_mistake_of_a_product_is_told_in_its_file(zone: Json, policies: Json, path: str, said: str) -> None:
    zone["policies"] = {"assign": {VAULT: {"effect": "Audit"}}}
    zone["products"][0]["policies"] = policies
    with pytest.raises(config.ConfigurationError) as caught:
        config.parse(zone)
    found = {problem.path.replace("products.churn.", ""): problem.message for problem in caught.value.problems}
    assert said in found[path]


def test_no_instance_has_a_script_beside_that_of_the_policy(zone: Json) -> None:
    zone["policies"] = {"setup_script": "echo hello"}
    instance = {
        "name": "ada-one",
        "vm_size": "Standard_DS3_v2",
        "assigned_to": "22222222-2222-2222-2222-222222222222",
        "setup_script": "echo mine",
    }
    zone["products"][0]["environments"] = ["dev"]
    zone["products"][0]["compute"] = {"instances": [instance]}
    with pytest.raises(config.ConfigurationError, match="is appended to all of them: remove one"):
        config.parse(zone)
    zone["policies"]["assign"] = {"setup_script": {"effect": "Disabled"}}
    config.parse(zone)


def test_the_thirteen_are_assigned_to_the_subscription_without_a_word(zone: Json) -> None:
    found = wide(zone)
    assert found.scope.id == "/subscriptions/00000000-0000-0000-0000-000000000000"
    assert [policy.definition.row for policy in found.policies] == list(range(1, 14))
    assert found.not_scopes == ()
    assert values(found, "private_endpoint_deployment")["privateEndpointSubnetId"].endswith("/subnets/snet-endpoints")
    assert values(found, "allowed_registries")["allowedACRs"][-1] == "mcr.microsoft.com"
    assert len(values(found, "allowed_registries")["allowedACRs"]) == 3


def test_none_assigns_nothing(zone: Json) -> None:
    zone["policies"] = "none"
    configuration = config.parse(zone)
    assert configuration.policy is None
    assert "policy" not in configuration.stacks
    assert configuration.dependencies("churn-dev") == ("core",)
    zone["products"][0]["policies"] = {"limits": "declared"}
    with pytest.raises(config.ConfigurationError, match="which assigns no policies"):
        config.parse(zone)


@pytest.mark.parametrize(
    "name",
    [
        "vm_sizes",
        "Deny-MachineLearningCompute-VmSize",
        "deny-machinelearningcompute-vmsize",
        "Deny-MachineLearning-Compute-VmSize",
        "Machine Learning computes have an allowed size",
    ],
)
def test_a_policy_is_known_by_all_its_names(zone: Json, name: str) -> None:
    found = wide(zone, {"assign": {name: {"effect": "Audit"}}})
    assert values(found, "vm_sizes")["effect"] == "Audit"
    assert len(found.policies) == 13


def test_the_original_is_taken_where_it_is_wanted(zone: Json) -> None:
    found = wide(zone, {"assign": {"vm_sizes": {"variant": "original"}}})
    assert len(values(found, "vm_sizes")["allowedVmSizes"]) == 80
    old = wide(zone, {"assign": {"private_link": {"variant": "original"}}})
    assert old.policies[0].definition.name == "40cec1dd-a100-4920-b15b-3024fe8901ab"


def test_a_deprecated_policy_is_warned_of(zone: Json) -> None:
    zone["policies"] = {"assign": {"private_link": {"variant": "original"}, "vm_sizes": {"variant": "original"}}}
    told = [problem.message for problem in config.parse(zone).warnings if problem.path.startswith("policies")]
    assert len(told) == 1
    assert "which Azure has deprecated. With Deny it refuses every workspace" in told[0]


def test_it_can_be_handed_to_worker_processes(tmp_path: Path) -> None:
    found = pickle.loads(pickle.dumps(with_definition(tmp_path, DEFINITION)))
    assert found.policy.find("Deny-Untagged") is not None
    assert found.origin.document.place(("policies",)).line == 7


def test_the_script_is_written_in_base64(zone: Json) -> None:
    found = values(wide(zone, {"setup_script": "echo hällo"}), "setup_script")
    assert found["effect"] == "Append"
    assert base64.b64decode(found["creationScriptBase64"]).decode() == "echo hällo"
    assert values(wide(zone), "setup_script")["effect"] == "Disabled"


def test_a_further_built_in_is_part_of_the_initiative(zone: Json) -> None:
    found = wide(zone, {"assign": {"Azure Key Vault should disable public network access": {"effect": "Deny"}}})
    assert [policy.key for policy in found.policies[13:]] == [VAULT]
    assert found.policies[13].fixed


DNS = "ee40564d-486e-4f68-a5ca-7a621edae0fb"
ZONE_ID = (
    "/subscriptions/{}/resourceGroups/rg-dns/providers/Microsoft.Network/privateDnsZones/privatelink.api.azureml.ms"
)


def test_an_identity_gets_roles_where_its_policies_reach(zone: Json) -> None:
    here, there = (
        ZONE_ID.format("0" * 8 + "-0000-0000-0000-" + "0" * 12),
        ZONE_ID.format("9" * 8 + "-0000-0000-0000-000000000000"),
    )
    network, contributor = "4d97b98b-1d4f-4787-a291-c67834d212e7", "b24988ac-6180-42a0-ab88-20f7382dd24c"
    subscription = "/subscriptions/00000000-0000-0000-0000-000000000000"
    for zone_id, expected in ((here, []), (there, [(there, network)])):
        found = wide(zone, {"assign": {DNS: {"parameters": {"privateDnsZoneId": zone_id}}}})
        granted = [(scope.id, role) for scope, role in found.grants()]
        assert granted == [(subscription, network), (subscription, contributor), *expected]
    off = wide(zone, {"assign": {"local_authentication": {"effect": "Disabled"}}})
    assert list(off.grants()) == []


def test_a_product_in_a_managed_network_has_an_assignment_of_its_own(zone: Json) -> None:
    managed = {"isolation": {"mode": "managed_network", "outbound": "allow_only_approved_outbound"}}
    zone["observability"] = {"private_link_scope": {"access": "open"}}
    for variant, effect in (("corrected", "Deny"), ("original", "Disabled")):
        found = layout(zone, {"assign": {"subnet": {"variant": variant}}}, workspace=managed)
        assert set(found.own) == {"churn-dev", "churn-prod"}
        assert values(found.own["churn-dev"], "subnet")["effect"] == effect
        assert found.wide is not None
        assert values(found.wide, "subnet")["effect"] == "Deny"


def test_an_own_assignment_knows_the_registries_of_its_product_alone(zone: Json) -> None:
    found = layout(zone, None, policies={"limits": "declared"})
    assert found.wide is not None
    assert values(found.wide, "allowed_registries")["allowedACRs"] == ["mcr.microsoft.com"]
    (own, microsoft) = values(found.own["churn-dev"], "allowed_registries")["allowedACRs"]
    assert own.startswith("crzonechurndev")
    assert microsoft == "mcr.microsoft.com"


def test_environments_may_differ(zone: Json) -> None:
    over = {"prod": {"policies": {"parameters": {"cluster_scale": {"maxNodeCount": 30}}}}}
    found = layout(zone, None, per_environment=over)
    assert set(found.own) == {"churn-prod"}
    assert values(found.own["churn-prod"], "cluster_scale")["maxNodeCount"] == 30
    assert found.wide is not None
    assert values(found.wide, "cluster_scale")["maxNodeCount"] == 10


def test_names_are_as_long_as_azure_takes_them(zone: Json) -> None:
    zone["name"] = "abcdefghijkl"
    found = layout(
        zone,
        {"scope": "/providers/microsoft.management/managementgroups/corp"},
        name="a-product-with-long-name",
        policies={"limits": "declared"},
    )
    assert found.wide is not None
    assert len(found.wide.name) <= 24
    assert found.wide.id.id == (
        "/providers/Microsoft.Management/managementGroups/corp/providers/Microsoft.Authorization/policyAssignments/"
        f"ml-data-abcdefghij-{found.core.shared_names.tag[-5:]}"
    )
    assert all(len(own.name) <= 64 for own in found.own.values())
    assert all(len(found.definition_name(one)) <= 64 for one in found.custom)


DEFINITION: Json = {
    "name": "Deny-Untagged",
    "properties": {
        "displayName": "Everything has a cost center",
        "mode": "Indexed",
        "parameters": {"effect": {"type": "String", "allowedValues": ["Audit", "Deny"], "defaultValue": "Audit"}},
        "policyRule": {
            "if": {"field": "tags['cost-center']", "exists": False},
            "then": {"effect": "[parameters('effect')]"},
        },
    },
}
FILE = """\
name: zone
location: westeurope
tenant_id: 11111111-1111-1111-1111-111111111111
subscription_id: 00000000-0000-0000-0000-000000000000
environments: {dev: {}}
network: {address_space: [10.40.0.0/20]}
policies:
  definitions: rules/*.json
"""


def with_definition(folder: Path, definition: Json, more: str = "") -> config.Configuration:
    (folder / "rules").mkdir()
    (folder / "rules" / "untagged.json").write_text(json.dumps(definition, indent=2))
    (folder / "landing-zone.yaml").write_text(FILE + more)
    return config.load(folder / "landing-zone.yaml")


def test_a_definition_in_the_teams_folder_is_assigned(tmp_path: Path) -> None:
    configuration = with_definition(tmp_path, DEFINITION, "  assign: {Deny-Untagged: {effect: Deny}}\n")
    assert configuration.policy is not None
    found = configuration.policy.find("Deny-Untagged")
    assert found is not None
    assert (found.effect, found.fixed) == ("Deny", True)
    assert "Deny-Untagged" in [one.name for one in configuration.policy.custom]


def test_a_document_of_microsofts_gives_the_rule_of_a_built_in(tmp_path: Path) -> None:
    document = copy.deepcopy(DEFINITION)
    document["name"] = VAULT
    document["properties"]["policyType"] = "BuiltIn"
    configuration = with_definition(tmp_path, document)
    assert configuration.policy is not None
    found = configuration.policy.find(VAULT)
    assert found is not None
    assert found.definition.rule == DEFINITION["properties"]["policyRule"]
    assert found.definition not in configuration.policy.custom


@pytest.mark.parametrize(
    ("where", "value", "line", "said"),
    [
        ("policyRule.if", {"allOf": []}, "properties.policyRule.if.allOf", "must have at least 1 item"),
        ("policyRule.then.effect", "[parameters('efect')]", "properties.policyRule.then.effect", "efect"),
        ("policyRule.if.exists", "[[parameters('effect')]", "properties.policyRule.if.exists", "write a single ["),
        ("mode", "Microsoft.MachineLearningServices.v2.Data", "properties.mode", "is no mode that can be given"),
    ],
)
def test_a_mistake_in_a_definition_is_told_with_its_line(
    tmp_path: Path, where: str, value: Any, line: str, said: str
) -> None:
    document = copy.deepcopy(DEFINITION)
    here = document["properties"]
    *above, last = where.split(".")
    for part in above:
        here = here[part]
    here[last] = value
    with pytest.raises(config.ConfigurationError) as caught:
        with_definition(tmp_path, document)
    problem = next(one for one in caught.value.problems if one.path == line)
    assert said in problem.message
    assert problem.place.file.endswith("rules/untagged.json")
    text = (tmp_path / "rules" / "untagged.json").read_text().splitlines()
    assert f'"{last}"' in text[problem.place.line - 1] or '"allOf"' in text[problem.place.line - 1]
