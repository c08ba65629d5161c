"""Policies over the stacks of a configuration: what would be refused, where it comes from, and what is let pass."""

from __future__ import annotations

import copy
import datetime
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from azure_data_landing_zone import config
from azure_data_landing_zone.azure.policies.initiative import initiative
from azure_data_landing_zone.checks import Level, Result, plan_preflight, preflight
from azure_data_landing_zone.checks.policies import PolicyCheck
from support import APPS, ROOT, Json, Stack

Synth = Callable[[Mapping[str, Any]], dict[str, Stack]]
TODAY = datetime.date(2026, 11, 24)
SUBSCRIPTION = "00000000-0000-0000-0000-000000000000"
GROUP = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg"
WORKSPACE = f"{GROUP}/providers/Microsoft.MachineLearningServices/workspaces/ws"
COMPUTES = "Microsoft.MachineLearningServices/workspaces/computes@2025-09-01"


def check(configuration: config.Configuration, stacks: Mapping[str, Json]) -> list[Result]:
    return list(PolicyCheck(configuration, today=TODAY).over_stacks(stacks))


def refused(results: list[Result]) -> set[str]:
    return {result.rule for result in results if result.level is Level.REFUSED}


def plain(stacks: Mapping[str, Stack]) -> dict[str, Json]:
    return {name: stack.document for name, stack in stacks.items()}


@pytest.mark.parametrize("app", APPS)
def test_what_is_assigned_lets_every_app_pass(app_stacks: Callable[[str], dict[str, Stack]], app: str) -> None:
    configuration = config.load(ROOT / "apps" / app / "landing-zone.yaml")
    found = preflight(configuration, plain(app_stacks(app)), today=TODAY)
    assert not found.failing, "\n".join(map(str, found.failing))


def test_every_policy_of_the_table_is_assigned_with_its_effect_in_contoso() -> None:
    layout = config.load(ROOT / "apps" / "contoso" / "landing-zone.yaml").policy
    assert layout is not None
    assert layout.wide is not None
    effects = [(policy.definition.row, policy.effect) for policy in layout.wide.policies]
    assert effects == [
        (1, "Audit"),
        (2, "Audit"),
        (3, "enforceSetting"),
        (4, "Disabled"),
        (5, "Modify"),
        (6, "Append"),
        *((row, "Deny") for row in range(7, 14)),
    ]


#: What a product may ask for that the policies refuse, and at which line of the file they say so.
BREAKS: dict[str, tuple[str, str]] = {
    "more nodes": ("cluster_scale", "{name: cpu, vm_size: Standard_DS3_v2, max_nodes: 11}"),
    "nodes that stay": ("cluster_scale", "{name: cpu, vm_size: Standard_DS3_v2, max_nodes: 4, min_nodes: 1}"),
    "nodes that linger": ("cluster_scale", "{name: cpu, vm_size: Standard_DS3_v2, max_nodes: 4, idle_seconds: 901}"),
    "another size": ("vm_sizes", "{name: cpu, vm_size: Standard_D8s_v5, max_nodes: 4}"),
}
ZONE = """\
name: zone
location: westeurope
tenant_id: 11111111-1111-1111-1111-111111111111
subscription_id: 00000000-0000-0000-0000-000000000000
environments: {dev: {lifecycle: disposable}, prod: {lifecycle: protected}}
network: {address_space: [10.40.0.0/20]}
data_lake: {curated: {containers: [sales]}}
policies: {assign: {vm_sizes: {parameters: {allowedVmSizes: [Standard_DS3_v2]}}}}
products: products/*.yaml
"""
PRODUCT = """\
name: churn
environments: [dev, prod]
compute:
  clusters:
    - {name: small, vm_size: Standard_DS3_v2, max_nodes: 2}
    - CLUSTER
"""


def written(folder: Path, cluster: str, more: str = "", zone: str = ZONE) -> config.Configuration:
    (folder / "products").mkdir(exist_ok=True)
    (folder / "landing-zone.yaml").write_text(zone)
    (folder / "products" / "churn.yaml").write_text(PRODUCT.replace("CLUSTER", cluster) + more)
    return config.load(folder / "landing-zone.yaml")


@pytest.mark.parametrize("case", BREAKS)
def test_a_product_that_breaks_a_rule_is_refused_at_its_line(
    tmp_path: Path, product_stacks: Callable[[config.Configuration], dict[str, Json]], case: str
) -> None:
    rule, cluster = BREAKS[case]
    configuration = written(tmp_path, cluster)
    results = check(configuration, product_stacks(configuration))
    assert refused(results) == {rule}
    told = [result for result in results if result.level is Level.REFUSED]
    assert {result.stack for result in told} == {"churn-dev", "churn-prod"}
    for result in told:
        assert result.address.startswith("azurerm_machine_learning_compute_cluster.ml_cluster-cpu")
        assert str(result.place).endswith("products/churn.yaml:6")
        assert result.remedy
        assert "(Deny)" in result.message


@pytest.mark.parametrize("case", BREAKS)
@pytest.mark.parametrize("way", ["declared", "parameters"])
def test_a_product_may_be_given_other_limits(
    tmp_path: Path, product_stacks: Callable[[config.Configuration], dict[str, Json]], case: str, way: str
) -> None:
    parameters = {
        "vm_sizes": "{allowedVmSizes: [Standard_DS3_v2, Standard_D8s_v5]}",
        "cluster_scale": "{maxNodeCount: 11, minNodeCount: 1, maxNodeIdleTimeInSecondsBeforeScaleDown: 901}",
    }
    rule, cluster = BREAKS[case]
    given = "limits: declared" if way == "declared" else f"parameters: {{{rule}: {parameters[rule]}}}"
    configuration = written(tmp_path, cluster, f"policies: {{{given}}}\n")
    assert not refused(check(configuration, product_stacks(configuration)))
    layout = configuration.policy
    assert layout is not None
    assert layout.wide is not None
    assert list(layout.wide.not_scopes) == [product.resource_group.id.id for product in configuration.products]


def test_declared_limits_allow_nothing_else(
    tmp_path: Path, product_stacks: Callable[[config.Configuration], dict[str, Json]]
) -> None:
    configuration = written(tmp_path, BREAKS["more nodes"][1], "policies: {limits: declared}\n")
    stacks = product_stacks(configuration)
    (cluster,) = (
        body
        for key, body in stacks["churn-dev"]["resource"]["azurerm_machine_learning_compute_cluster"].items()
        if "cpu" in key
    )
    cluster["scale_settings"]["max_node_count"] = 12
    assert refused(check(configuration, stacks)) == {"cluster_scale"}
    cluster["scale_settings"]["max_node_count"] = 11
    cluster["vm_size"] = "Standard_DS2_v2"
    assert refused(check(configuration, stacks)) == {"vm_sizes"}


def workspace(**arguments: Any) -> Json:
    return {
        "azurerm_machine_learning_workspace": {
            "ws": {
                "name": "ws",
                "resource_group_name": "rg",
                "location": "westeurope",
                "high_business_impact": True,
                "public_network_access_enabled": False,
                "primary_user_assigned_identity": f"{GROUP}/providers/x/y/z",
                "identity": {"type": "UserAssigned", "identity_ids": [f"{GROUP}/providers/x/y/z"]},
                **arguments,
            }
        }
    }


def cluster(**arguments: Any) -> Json:
    return {
        "azurerm_machine_learning_compute_cluster": {
            "cpu": {
                "name": "cpu",
                "location": "westeurope",
                "machine_learning_workspace_id": WORKSPACE,
                "vm_size": "Standard_DS3_v2",
                "vm_priority": "Dedicated",
                "local_auth_enabled": False,
                "node_public_ip_enabled": False,
                "ssh_public_access_enabled": False,
                "scale_settings": {
                    "max_node_count": 4,
                    "min_node_count": 0,
                    "scale_down_nodes_after_idle_duration": "PT2M",
                },
                **arguments,
            }
        }
    }


def compute(kind: str, **properties: Any) -> Json:
    body = {"location": "westeurope", "properties": {"computeType": kind, **properties}}
    return {"azapi_resource": {"one": {"type": COMPUTES, "name": "one", "parent_id": WORKSPACE, "body": body}}}


INSTANCE = {"vmSize": "Standard_DS3_v2", "enableNodePublicIp": False}
SCRIPT = {"scripts": {"creationScript": {"scriptSource": "inline", "scriptData": "bHM="}}}
#: Terraform that is not ours, and what refuses it; with nothing in front of the colon, what passes.
RAW: dict[str, tuple[str, Json]] = {
    "a workspace as it should be": ("", workspace()),
    "a cluster as it should be": ("", cluster()),
    "an instance as it should be": ("", compute("ComputeInstance", properties=INSTANCE)),
    "no high business impact": ("high_business_impact", workspace(high_business_impact=False)),
    "public access": ("public_access", workspace(public_network_access_enabled=True)),
    "public access by default": ("public_access", workspace(public_network_access_enabled=None)),
    "a new kubernetes cluster": ("kubernetes_clusters", compute("AKS", properties={"agentCount": 3})),
    "a public address": ("subnet", cluster(node_public_ip_enabled=True)),
    "a public address by default": (
        "subnet",
        compute("ComputeInstance", properties={"vmSize": "Standard_DS3_v2"}),
    ),
    "a size that is not allowed": ("vm_sizes", cluster(vm_size="Standard_ND96asr_v4")),
    "an instance of that size": (
        "vm_sizes",
        compute("ComputeInstance", properties={**INSTANCE, "vmSize": "Standard_NC6"}),
    ),
    "ssh": ("remote_login", cluster(ssh_public_access_enabled=True)),
    "nodes that stay": (
        "cluster_scale",
        cluster(
            scale_settings={
                "max_node_count": 4,
                "min_node_count": 1,
                "scale_down_nodes_after_idle_duration": "PT120S",
            }
        ),
    ),
    "an hour": (
        "cluster_scale",
        cluster(
            scale_settings={"max_node_count": 4, "min_node_count": 0, "scale_down_nodes_after_idle_duration": "PT1H"}
        ),
    ),
    "a script of its own": (
        "setup_script",
        compute("ComputeInstance", properties={**INSTANCE, "setupScripts": SCRIPT}),
    ),
}


@pytest.fixture
def raw_zone(zone: Json) -> config.Configuration:
    zone["policies"] = {
        "setup_script": "echo",
        "assign": {"vm_sizes": {"parameters": {"allowedVmSizes": ["Standard_DS3_v2"]}}},
    }
    return config.parse(zone)


def stack(resources: Json) -> Json:
    return {"provider": {"azurerm": [{"subscription_id": SUBSCRIPTION, "features": [{}]}]}, "resource": resources}


@pytest.mark.parametrize("case", RAW)
def test_terraform_that_is_not_ours_is_judged_too(raw_zone: config.Configuration, case: str) -> None:
    rule, resources = RAW[case]
    results = check(raw_zone, {"theirs": stack(resources)})
    assert refused(results) == ({rule} if rule else set())
    assert not [result for result in results if result.level is Level.UNKNOWN]


def test_every_rule_of_our_own_refuses_something(raw_zone: config.Configuration) -> None:
    custom = {key for key, row in initiative().rows.items() if "-" in row.definition and row.definition[0].isupper()}
    assert len(custom) == 8
    assert {rule for rule, _ in RAW.values()} - {""} == custom


@pytest.mark.parametrize("case", ["ssh", "a size that is not allowed"])
def test_a_plan_is_judged_alike(raw_zone: config.Configuration, case: str) -> None:
    rule, resources = RAW[case]
    planned = [
        {"address": f"{kind}.{name}", "mode": "managed", "type": kind, "name": name, "values": body}
        for kind, named in resources.items()
        for name, body in named.items()
    ]
    plan = {"format_version": "1.2", "planned_values": {"root_module": {"resources": planned}}}
    found = plan_preflight(raw_zone, {"churn-dev": plan}, today=TODAY)
    refusals = [result for result in found.failing if result.level is Level.REFUSED]
    assert [result.rule for result in refusals if result.check == "policy"] == [rule]
    assert found.resources == 1


def test_a_trial_only_reports(raw_zone: config.Configuration, zone: Json) -> None:
    zone["policies"] = {"enforce": False}
    results = check(config.parse(zone), {"theirs": stack(cluster(ssh_public_access_enabled=True))})
    assert not refused(results)
    (told,) = [result for result in results if result.rule == "remote_login"]
    assert "(Deny, not enforced)" in told.message
    assert told.level is Level.REPORTED


EXEMPTION = {
    "policies": ["remote_login"],
    "scope": GROUP,
    "reason": "A robot needs it until it is replaced",
    "expires": "2026-11-24",
}


@pytest.mark.parametrize(
    ("change", "level"),
    [
        ({}, Level.ACCEPTED),
        ({"expires": "2026-11-23"}, Level.REFUSED),
        ({"policies": ["subnet"]}, Level.REFUSED),
        ({"scope": f"{GROUP}2"}, Level.REFUSED),
        ({"scope": f"{WORKSPACE}/computes/cpu"}, Level.ACCEPTED),
    ],
    ids=["holds", "expired", "another policy", "another group", "the resource"],
)
def test_an_exemption_holds_where_and_as_long_as_it_says(zone: Json, change: Json, level: Level) -> None:
    zone["policies"] = {"exemptions": {"robot": {**EXEMPTION, **change}}}
    results = check(config.parse(zone), {"theirs": stack(cluster(ssh_public_access_enabled=True))})
    (told,) = [result for result in results if result.rule == "remote_login"]
    assert told.level is level
    assert ("exemption robot until 2026-11-24: A robot" in told.reason) == (level is Level.ACCEPTED)
    assert ("expired-exemption" in refused(results)) == ("expires" in change)


def test_an_exempt_product_passes_and_its_neighbours_do_not(
    tmp_path: Path, product_stacks: Callable[[config.Configuration], dict[str, Json]]
) -> None:
    exemptions = (
        "exemptions: {more: {policies: [cluster_scale], product: churn, environments: [dev], "
        "reason: Until the large model is done, expires: '2030-01-01'}}"
    )
    zone = ZONE.replace("policies: {", f"policies: {{{exemptions}, ")
    configuration = written(tmp_path, BREAKS["more nodes"][1], zone=zone)
    results = [r for r in check(configuration, product_stacks(configuration)) if r.rule == "cluster_scale"]
    assert {result.stack: result.level for result in results} == {
        "churn-dev": Level.ACCEPTED,
        "churn-prod": Level.REFUSED,
    }


def test_a_policy_without_a_rule_is_unknown_where_it_could_refuse(zone: Json) -> None:
    vault = "405c5871-3e91-4644-8a63-58e19d68ff5b"
    for effect, level in (("Deny", Level.UNKNOWN), ("Audit", Level.REPORTED), ("Disabled", None)):
        zone["policies"] = {"assign": {vault: {"effect": effect}}}
        told = [result for result in check(config.parse(zone), {}) if result.rule == vault]
        assert [result.level for result in told] == ([level] if level else [])


def test_a_type_that_no_table_knows_is_unknown(zone: Json) -> None:
    results = check(config.parse(zone), {"theirs": stack({"azurerm_unheard_of": {"x": {"name": "x"}}})})
    (told,) = [result for result in results if result.level is Level.UNKNOWN]
    assert (told.rule, told.stack, told.address) == ("unmapped-type", "theirs", "azurerm_unheard_of.x")


def suppression(**change: Any) -> Json:
    return {
        "check": "policy",
        "rule": "remote_login",
        "stack": "their*",
        "address": "azurerm_machine_learning_*",
        "reason": "Known, and gone next week",
        "expires": "2026-11-24",
        **change,
    }


@pytest.mark.parametrize(
    ("change", "level"),
    [
        ({}, Level.SUPPRESSED),
        ({"rule": "*"}, Level.SUPPRESSED),
        ({"check": "exposure"}, Level.REFUSED),
        ({"rule": "subnet"}, Level.REFUSED),
        ({"stack": "ours"}, Level.REFUSED),
        ({"address": "azurerm_key_vault.*"}, Level.REFUSED),
        ({"expires": "2026-11-23"}, Level.REFUSED),
    ],
)
def test_a_suppression_covers_what_it_names_until_it_ends(zone: Json, change: Json, level: Level) -> None:
    zone["preflight"] = {"suppressions": [suppression(**change)]}
    document = stack(cluster(ssh_public_access_enabled=True))
    found = preflight(config.parse(zone), {"theirs": document}, today=TODAY)
    (told,) = [result for result in found.results if result.rule == "remote_login"]
    assert told.level is level
    assert bool(told.reason) == (level is Level.SUPPRESSED)
    assert [result.rule for result in found.failing if result.check != "exposure"] == (
        [] if level is Level.SUPPRESSED else ["remote_login", *(["expired"] if "expires" in change else [])]
    )


def test_a_suppression_that_covers_nothing_is_told(synth: Synth, zone: Json) -> None:
    zone["preflight"] = {"suppressions": [suppression()]}
    configuration = config.parse(zone)
    found = preflight(configuration, dict.fromkeys(configuration.stacks, stack({})), today=TODAY)
    assert [result.rule for result in found.results if result.check == "suppressions"] == ["unused"]
    # Without resources, no path works.
    assert {result.check for result in found.failing} == {"paths"}


def test_further_policies_hold_everywhere_with_their_defaults(zone: Json, tmp_path: Path) -> None:
    rule = {
        "if": {
            "allOf": [
                {"field": "type", "equals": "Microsoft.MachineLearningServices/workspaces/computes"},
                {"field": "name", "notIn": "[parameters('names')]"},
            ]
        },
        "then": {"effect": "[parameters('effect')]"},
    }
    effect = {"type": "String", "allowedValues": ["Audit", "Deny"], "defaultValue": "Deny"}
    for name, names in {"given": {"type": "Array", "defaultValue": ["other"]}, "open": {"type": "Array"}}.items():
        document = {
            "name": name,
            "properties": {"parameters": {"effect": effect, "names": names}, "policyRule": rule},
        }
        (tmp_path / f"{name}.json").write_text(json.dumps(document))
    from azure_data_landing_zone.policy import catalogue, given

    read = given.read([tmp_path], known=catalogue.load(trusted=True))
    results = PolicyCheck(config.parse(zone), read, TODAY).over_stacks({"theirs": stack(cluster())})
    assert {result.rule: result.level for result in results if result.rule in ("given", "open")} == {
        "given": Level.REFUSED,
        "open": Level.UNKNOWN,
    }


@pytest.fixture(scope="session")
def product_stacks(tmp_path_factory: pytest.TempPathFactory) -> Callable[[config.Configuration], dict[str, Json]]:
    """The product stacks of `PRODUCT` for any of its clusters: synthesized once, its numbers changed."""
    from azure_data_landing_zone.synthesis import synthesize
    from support import read_stacks

    folder = tmp_path_factory.mktemp("product")
    made = synthesize(written(folder, BREAKS["more nodes"][1]), folder / "cdktf.out", pattern="churn-*")
    stacks = plain(read_stacks(made.output))

    def stacks_of(configuration: config.Configuration) -> dict[str, Json]:
        changed = copy.deepcopy(stacks)
        for layout in configuration.products:
            wanted = {one.name: one for one in layout.product.compute.clusters}
            for body in changed[layout.stack]["resource"]["azurerm_machine_learning_compute_cluster"].values():
                one = wanted[body["name"]]
                body["vm_size"] = one.vm_size
                body["scale_settings"] = {
                    "max_node_count": one.max_nodes,
                    "min_node_count": one.min_nodes,
                    "scale_down_nodes_after_idle_duration": f"PT{one.idle_seconds}S",
                }
        return changed

    return stacks_of
