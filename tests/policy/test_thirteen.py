"""The thirteen policies of the source document, in both variants, over Terraform that is not ours and over azapi."""

from __future__ import annotations

import copy
import functools
from typing import Any

import pytest

from azure_data_landing_zone import policy
from azure_data_landing_zone.policy import Variant
from policy_support import CP, GROUP, WORKSPACE, WS, document, judge, outcomes
from support import APPS

ORIGINAL, CORRECTED = Variant.ORIGINAL, Variant.CORRECTED
LATER = "${var.later}"
IDENTITY = f"{GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id"
SUBNET = f"{GROUP}/providers/Microsoft.Network/virtualNetworks/net/subnets/sub"
CLUSTER_ID = f"{GROUP}/providers/Microsoft.ContainerService/managedClusters/aks"


@functools.cache
def catalogue() -> policy.Catalogue:
    return policy.catalogue.load()


def row(number: int, variant: Variant) -> policy.Definition:
    (found,) = [one for one in catalogue().rows()[number] if one.variant is variant]
    return found


def tried(number: int, variant: Variant, given: Any, **more: Any) -> dict[str, int]:
    found = policy.Resources.of_stacks({"stack": document(given)})
    return outcomes(judge(row(number, variant), found, **more))


def merged(base: Any, change: Any) -> Any:
    """`change` laid over `base`; `...` takes a key away."""
    made = copy.deepcopy(base)
    for key, value in change.items():
        if value is ...:
            made.pop(key, None)
        elif isinstance(value, dict) and isinstance(made.get(key), dict):
            made[key] = merged(made[key], value)
        else:
            made[key] = value
    return made


def workspace(**change: Any) -> Any:
    """A workspace of the azurerm provider, at that provider's defaults."""
    base = {
        "name": "ws",
        "resource_group_name": "rg",
        "location": "westeurope",
        "key_vault_id": "v",
        "storage_account_id": "s",
        "application_insights_id": "a",
        "identity": [{"type": "SystemAssigned"}],
    }
    return {"azurerm_machine_learning_workspace": {"ws": merged(base, change)}}


def azapi(type_: str, parent: str, name: str, body: Any) -> Any:
    resource = {
        "type": f"{type_}@2025-09-01",
        "parent_id": parent,
        "name": name,
        "location": "westeurope",
        "body": body,
    }
    return {"azapi_resource": {"it": resource}}


def azapi_workspace(**properties: Any) -> Any:
    return azapi(WS, GROUP, "ws", {"kind": "Default", "properties": properties})


def cluster(**change: Any) -> Any:
    """A cluster of the azurerm provider, at that provider's defaults."""
    base = {
        "name": "cpu",
        "location": "westeurope",
        "machine_learning_workspace_id": WORKSPACE,
        "vm_priority": "Dedicated",
        "vm_size": "Standard_DS3_v2",
        "scale_settings": [
            {"min_node_count": 0, "max_node_count": 4, "scale_down_nodes_after_idle_duration": "PT120S"}
        ],
    }
    return {"azurerm_machine_learning_compute_cluster": {"cpu": merged(base, change)}}


def instance(**change: Any) -> Any:
    base = {"name": "desk", "machine_learning_workspace_id": WORKSPACE, "virtual_machine_size": "Standard_DS3_v2"}
    return {"azurerm_machine_learning_compute_instance": {"desk": merged(base, change)}}


def azapi_compute(kind: str = "AmlCompute", *, inner: Any = None, **properties: Any) -> Any:
    body = {"properties": {"computeType": kind, "properties": {} if inner is None else inner, **properties}}
    return azapi(CP, WORKSPACE, "cpu", body)


def scale(longest: Any = "PT120S", most: Any = 4, least: Any = 0) -> Any:
    return [{"min_node_count": least, "max_node_count": most, "scale_down_nodes_after_idle_duration": longest}]


def azapi_scale(longest: Any = "PT120S", most: Any = 4, least: Any = 0) -> Any:
    settings = {"minNodeCount": least, "maxNodeCount": most, "nodeIdleTimeBeforeScaleDown": longest}
    return azapi_compute(inner={"scaleSettings": {key: value for key, value in settings.items() if value is not ...}})


def endpoint(target: str, *, manual: bool = False) -> Any:
    connection = {
        "name": "c",
        "private_connection_resource_id": target,
        "is_manual_connection": manual,
        "subresource_names": ["amlworkspace"],
    }
    body = {"name": "pe", "resource_group_name": "rg", "subnet_id": SUBNET, "private_service_connection": [connection]}
    return {"azurerm_private_endpoint": {"pe": body}}


REFERENCE = "${azurerm_machine_learning_workspace.ws.id}"
AZAPI_REFERENCE = "${azapi_resource.it.id}"
Y, N, U = "compliant", "noncompliant", "unknown"

CASES: list[tuple[int, tuple[Variant, ...], Any, str]] = [
    # 1: an approved private endpoint (Audit; see below for Deny)
    (1, (ORIGINAL, CORRECTED), {**workspace(), **endpoint(REFERENCE)}, Y),
    (1, (ORIGINAL, CORRECTED), {**workspace(), **endpoint(WORKSPACE.upper())}, Y),
    (1, (ORIGINAL, CORRECTED), {**azapi_workspace(), **endpoint(AZAPI_REFERENCE)}, Y),
    (1, (ORIGINAL, CORRECTED), workspace(), N),
    (1, (ORIGINAL, CORRECTED), {**workspace(), **endpoint(REFERENCE, manual=True)}, N),
    (1, (ORIGINAL, CORRECTED), {**workspace(), **endpoint(f"{WORKSPACE}2")}, N),
    (1, (ORIGINAL, CORRECTED), azapi_workspace(), N),
    (1, (ORIGINAL, CORRECTED), {**workspace(), **endpoint(LATER)}, U),
    (1, (ORIGINAL, CORRECTED), {**azapi_workspace(), **endpoint(LATER)}, U),
    # 2: a primary user-assigned identity
    (2, (ORIGINAL,), workspace(primary_user_assigned_identity=IDENTITY), Y),
    (2, (ORIGINAL,), azapi_workspace(primaryUserAssignedIdentity=IDENTITY), Y),
    (2, (ORIGINAL,), workspace(primary_user_assigned_identity="id-${var.later}"), Y),
    (2, (ORIGINAL,), workspace(), N),
    (2, (ORIGINAL,), workspace(identity=[{"type": "UserAssigned", "identity_ids": [IDENTITY]}]), N),
    (2, (ORIGINAL,), workspace(primary_user_assigned_identity=""), N),
    (2, (ORIGINAL,), azapi_workspace(primaryUserAssignedIdentity=""), N),
    (2, (ORIGINAL,), azapi_workspace(), N),
    (2, (ORIGINAL,), workspace(primary_user_assigned_identity=LATER), U),
    (2, (ORIGINAL,), azapi_workspace(primaryUserAssignedIdentity=LATER), U),
    # 4: an endpoint, else Azure makes one
    (4, (ORIGINAL,), {**workspace(), **endpoint(REFERENCE)}, Y),
    (4, (ORIGINAL,), {**azapi_workspace(), **endpoint(AZAPI_REFERENCE)}, Y),
    (4, (ORIGINAL,), workspace(), N),
    (4, (ORIGINAL,), azapi_workspace(), N),
    (4, (ORIGINAL,), {**workspace(), **endpoint(REFERENCE, manual=True)}, N),
    (4, (ORIGINAL,), {**workspace(), **endpoint(LATER)}, U),
    # 5: local authentication off, else Azure changes it
    (5, (ORIGINAL,), cluster(local_auth_enabled=False), Y),
    (5, (ORIGINAL,), instance(local_auth_enabled=False), Y),
    (5, (ORIGINAL,), azapi_compute(disableLocalAuth=True), Y),
    (5, (ORIGINAL,), azapi_compute("AKS"), Y),
    (5, (ORIGINAL,), cluster(), "changed"),
    (5, (ORIGINAL,), instance(local_auth_enabled=True), "changed"),
    (5, (ORIGINAL,), azapi_compute(), "changed"),
    (5, (ORIGINAL,), cluster(local_auth_enabled=LATER), U),
    (5, (ORIGINAL,), azapi_compute(LATER), U),
    # 6: the creation script
    (6, (ORIGINAL,), cluster(), Y),
    (6, (ORIGINAL,), instance(), "changed"),
    (6, (ORIGINAL,), azapi_compute("ComputeInstance"), "changed"),
    (
        6,
        (ORIGINAL,),
        azapi_compute(
            "ComputeInstance", inner={"setupScripts": {"scripts": {"creationScript": {"scriptData": "own"}}}}
        ),
        N,
    ),
    (
        6,
        (ORIGINAL,),
        azapi_compute(
            "ComputeInstance",
            inner={
                "setupScripts": {"scripts": {"creationScript": {"scriptSource": "inline", "scriptData": "c2NyaXB0"}}}
            },
        ),
        Y,
    ),
    (
        6,
        (ORIGINAL,),
        azapi_compute(
            "ComputeInstance", inner={"setupScripts": {"scripts": {"creationScript": {"scriptData": LATER}}}}
        ),
        U,
    ),
    # 7: high business impact
    (7, (ORIGINAL,), workspace(high_business_impact=True), Y),
    (7, (ORIGINAL,), azapi_workspace(hbiWorkspace=True), Y),
    (7, (ORIGINAL,), workspace(), N),
    (7, (ORIGINAL,), workspace(high_business_impact=False), N),
    (7, (ORIGINAL,), azapi_workspace(hbiWorkspace=False), N),
    (7, (ORIGINAL,), azapi_workspace(), N),
    (7, (ORIGINAL,), workspace(high_business_impact=LATER), U),
    (7, (ORIGINAL,), azapi_workspace(hbiWorkspace=LATER), U),
    # 8: no public access
    (8, (ORIGINAL,), workspace(public_network_access_enabled=False), N),
    (8, (ORIGINAL,), azapi_workspace(publicNetworkAccess="Disabled"), N),
    (8, (ORIGINAL, CORRECTED), azapi_workspace(allowPublicAccessWhenBehindVnet=False), Y),
    (8, (CORRECTED,), workspace(public_network_access_enabled=False), Y),
    (8, (CORRECTED,), azapi_workspace(publicNetworkAccess="disabled"), Y),
    (8, (ORIGINAL, CORRECTED), workspace(), N),
    (8, (ORIGINAL, CORRECTED), workspace(public_network_access_enabled=True), N),
    (8, (ORIGINAL, CORRECTED), azapi_workspace(allowPublicAccessWhenBehindVnet=True, publicNetworkAccess="Enabled"), N),
    (8, (CORRECTED,), workspace(public_network_access_enabled=LATER), U),
    (8, (ORIGINAL, CORRECTED), azapi_workspace(allowPublicAccessWhenBehindVnet=LATER), U),
    # 9: no new Kubernetes clusters
    (9, (ORIGINAL,), cluster(), Y),
    (
        9,
        (ORIGINAL,),
        {
            "azurerm_machine_learning_inference_cluster": {
                "k": {"name": "k", "machine_learning_workspace_id": WORKSPACE, "kubernetes_cluster_id": CLUSTER_ID}
            }
        },
        Y,
    ),
    (9, (ORIGINAL,), azapi_compute("AKS", resourceId=CLUSTER_ID), Y),
    (9, (ORIGINAL,), azapi_compute("Kubernetes"), Y),
    (9, (ORIGINAL,), azapi_compute("AKS"), N),
    (9, (ORIGINAL,), azapi_compute("aks", resourceId=""), N),
    (9, (ORIGINAL,), azapi_compute("AKS", resourceId=LATER), U),
    # 10: a subnet
    (10, (ORIGINAL, CORRECTED), cluster(subnet_resource_id=SUBNET), Y),
    (10, (ORIGINAL, CORRECTED), instance(subnet_resource_id=SUBNET), Y),
    (10, (ORIGINAL, CORRECTED), azapi_compute(inner={"subnet": {"id": SUBNET}}), Y),
    (10, (ORIGINAL, CORRECTED), azapi_compute("AKS"), Y),
    (10, (ORIGINAL, CORRECTED), cluster(), N),
    (10, (ORIGINAL, CORRECTED), instance(subnet_resource_id=""), N),
    (10, (ORIGINAL, CORRECTED), azapi_compute(inner={"subnet": {"id": ""}}), N),
    (10, (ORIGINAL, CORRECTED), azapi_compute("ComputeInstance"), N),
    (10, (ORIGINAL,), cluster(node_public_ip_enabled=False), N),
    (10, (CORRECTED,), cluster(node_public_ip_enabled=False), Y),
    (10, (ORIGINAL,), azapi_compute(inner={"enableNodePublicIp": False}), N),
    (10, (CORRECTED,), azapi_compute(inner={"enableNodePublicIp": False}), Y),
    (10, (ORIGINAL, CORRECTED), cluster(subnet_resource_id=LATER), U),
    (10, (ORIGINAL, CORRECTED), azapi_compute(inner={"subnet": {"id": LATER}}), U),
    (10, (CORRECTED,), cluster(node_public_ip_enabled=LATER), U),
    # 11: an allowed size
    (11, (ORIGINAL, CORRECTED), cluster(), Y),
    (11, (ORIGINAL, CORRECTED), cluster(vm_size="STANDARD_ds3_V2"), Y),
    (11, (ORIGINAL,), cluster(vm_size="Standard_NC6"), Y),
    (11, (CORRECTED,), cluster(vm_size="Standard_NC6"), N),
    (11, (ORIGINAL,), instance(virtual_machine_size="Standard_D8s_v5"), N),
    (11, (CORRECTED,), instance(virtual_machine_size="Standard_D8s_v5"), Y),
    (11, (ORIGINAL,), azapi_compute(inner={"vmSize": "Standard_NC4as_T4_v3"}), N),
    (11, (CORRECTED,), azapi_compute(inner={"vmSize": "Standard_NC4as_T4_v3"}), Y),
    (11, (ORIGINAL, CORRECTED), azapi_compute(inner={"vmSize": "Standard_Huge"}), N),
    (11, (ORIGINAL, CORRECTED), cluster(vm_size=LATER), U),
    (11, (ORIGINAL, CORRECTED), azapi_compute(inner={"vmSize": LATER}), U),
    # 12: no remote login from the internet
    (12, (ORIGINAL,), cluster(), Y),
    (12, (ORIGINAL,), instance(), Y),
    (12, (ORIGINAL,), azapi_compute(inner={"remoteLoginPortPublicAccess": "Disabled"}), Y),
    (12, (ORIGINAL,), cluster(ssh_public_access_enabled=True), N),
    (12, (ORIGINAL,), azapi_compute(inner={"remoteLoginPortPublicAccess": "Enabled"}), N),
    (12, (ORIGINAL,), azapi_compute(), N),
    (12, (ORIGINAL,), cluster(ssh_public_access_enabled=LATER), U),
    (12, (ORIGINAL,), azapi_compute(inner={"remoteLoginPortPublicAccess": LATER}), U),
    # 13: scale
    (13, (ORIGINAL, CORRECTED), cluster(), Y),
    (13, (ORIGINAL, CORRECTED), instance(), Y),
    (13, (ORIGINAL, CORRECTED), azapi_scale(), Y),
    (13, (ORIGINAL, CORRECTED), cluster(scale_settings=scale("PT900S", 10)), Y),
    (13, (ORIGINAL, CORRECTED), cluster(scale_settings=scale("PT901S")), N),
    (13, (ORIGINAL, CORRECTED), cluster(scale_settings=scale(most=11)), N),
    (13, (ORIGINAL, CORRECTED), azapi_scale(most=11), N),
    (13, (ORIGINAL, CORRECTED), azapi_scale(least=1), N),
    (13, (ORIGINAL,), cluster(scale_settings=scale("PT30M30S")), Y),
    (13, (CORRECTED,), cluster(scale_settings=scale("PT30M30S")), N),
    (13, (ORIGINAL,), cluster(scale_settings=scale("PT15M")), N),
    (13, (CORRECTED,), cluster(scale_settings=scale("PT15M")), Y),
    (13, (CORRECTED,), azapi_scale("PT10M30S"), Y),
    (13, (CORRECTED,), azapi_scale("PT15M1S"), N),
    (13, (ORIGINAL, CORRECTED), azapi_scale("PT1H"), N),
    (13, (ORIGINAL, CORRECTED), azapi_scale("P1D"), N),
    (13, (CORRECTED,), azapi_scale("P1DT1S"), N),
    (13, (CORRECTED,), azapi_scale("PT1.5M"), N),
    (13, (CORRECTED,), azapi_scale("pt20m"), N),
    (13, (ORIGINAL, CORRECTED), azapi_scale(...), N),
    (13, (ORIGINAL, CORRECTED), azapi_compute(), N),
    (13, (ORIGINAL, CORRECTED), cluster(scale_settings=scale(LATER)), U),
    (13, (ORIGINAL, CORRECTED), azapi_scale(most=LATER), U),
    (13, (ORIGINAL, CORRECTED), cluster(scale_settings=scale(LATER, most=11)), N),
]
GIVEN: dict[int, Any] = {
    4: {"parameters": {"privateEndpointSubnetId": SUBNET}},
    6: {"parameters": {"creationScriptBase64": "c2NyaXB0"}},
}


@pytest.mark.parametrize(
    ("number", "variant", "given", "outcome"),
    [
        pytest.param(number, variant, given, outcome, id=f"{number}-{variant}-{outcome}-{place}")
        for place, (number, variants, given, outcome) in enumerate(CASES)
        for variant in variants
    ],
)
def test_the_rule(number: int, variant: Variant, given: Any, outcome: str) -> None:
    assert tried(number, variant, given, **GIVEN.get(number, {})) == {outcome: 1}


def test_every_variant_of_every_row_has_every_kind_of_case() -> None:
    for number, variants in catalogue().rows().items():
        for one in variants:
            tried_outcomes = {outcome for row_, which, _, outcome in CASES if row_ == number and one.variant in which}
            if number != 3:
                assert {Y, U} < tried_outcomes, (number, one.variant)
                assert {N, "changed"} & tried_outcomes, (number, one.variant)


def test_deny_of_the_deprecated_first_row_lets_no_workspace_through() -> None:
    with_endpoint = {**workspace(), **endpoint(REFERENCE)}
    assert tried(1, ORIGINAL, with_endpoint, effect="Deny") == {N: 1}
    assert tried(1, ORIGINAL, with_endpoint, effect="Audit") == {Y: 1}
    assert row(1, ORIGINAL).deprecated
    with pytest.raises(policy.PolicyError, match="it has: Audit, Disabled"):
        tried(1, CORRECTED, with_endpoint, effect="Deny")


def test_the_third_row_is_left_to_machine_learning() -> None:
    registries = row(3, ORIGINAL)
    found = policy.Resources.of_stacks({"stack": document(workspace())})
    report = judge(registries, found, parameters={"allowedACRs": ["contoso.azurecr.io"]})
    assert report.findings == ()
    assert [one.effect for one in report.not_evaluated] == ["enforceSetting"]
    with pytest.raises(policy.PolicyError, match="enforceSetting, disabled"):
        judge(registries, found, effect="Disabled")


def test_the_fifth_row_tells_what_it_changes_and_where() -> None:
    report = judge(row(5, ORIGINAL), policy.Resources.of_stacks({"stack": document(cluster())}))
    (finding,) = report.findings
    (change,) = finding.changes
    assert (change.value, change.former, change.argument) == (True, False, "local_auth_enabled")


def test_a_finding_names_the_terraform_argument() -> None:
    for number, given, argument in (
        (7, workspace(), "high_business_impact"),
        (11, cluster(vm_size="Huge"), "vm_size"),
        (12, cluster(ssh_public_access_enabled=True), "ssh_public_access_enabled"),
        (13, cluster(scale_settings=scale(most=50)), "scale_settings.max_node_count"),
        (13, azapi_scale(most=50), "body.properties.properties.scaleSettings.maxNodeCount"),
        (7, azapi_workspace(hbiWorkspace=False), "body.properties.hbiWorkspace"),
    ):
        definition = catalogue().rows()[number][0]
        report = judge(definition, policy.Resources.of_stacks({"stack": document(given)}))
        assert argument in [one.argument for one in report.findings[0].evidence]
        assert report.findings[0].refused


def test_parameters_change_the_limits() -> None:
    given = cluster(scale_settings=scale(most=50))
    assert tried(13, CORRECTED, given, parameters={"maxNodeCount": 50}) == {Y: 1}
    assert tried(11, CORRECTED, cluster(vm_size="Standard_Odd"), parameters={"allowedVmSizes": ["Standard_Odd"]}) == {
        Y: 1
    }


@pytest.mark.parametrize("app", APPS)
def test_what_is_denied_by_default_lets_our_own_products_pass(app: str, app_stacks: Any) -> None:
    stacks = {name: stack.document for name, stack in app_stacks(app).items()}
    assignments = [
        policy.Assignment(one, **GIVEN.get(number, {}))
        for number, variants in catalogue().rows().items()
        for one in variants[:1]
    ]
    report = policy.evaluate(policy.Resources.of_stacks(stacks), assignments)
    # One product of the example is exempt from the limits of scale.
    exempt = {(row(13, CORRECTED).name, "maintenance-prod")} if app == "contoso" else set()
    assert {(finding.policy, finding.stack) for finding in report.refused} == exempt
    # A compute instance without a script of its own gets the one that the policy adds.
    others = [finding for finding in report.findings if not finding.refused]
    assert {finding.policy for finding in others} <= {row(6, ORIGINAL).name}
    assert all(finding.outcome is not policy.Outcome.UNKNOWN for finding in report.findings)
    assert report.unmapped == {}
    assert [one.policy for one in report.not_evaluated] == [row(3, ORIGINAL).name]
    assert all(counts[policy.Outcome.COMPLIANT] for counts in report.counts.values())
