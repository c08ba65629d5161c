"""What could be reached from outside: every rule of the table on a small resource, and our own apps."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any

import pytest

from azure_data_landing_zone import config
from azure_data_landing_zone.azure import exposure as facts
from azure_data_landing_zone.azure import tables
from azure_data_landing_zone.checks import Acceptance, Finding, State, accepted, exposure
from support import APPS, ROOT, Json, Stack

Apps = Callable[[str], dict[str, Stack]]

SUBSCRIPTION = "00000000-0000-0000-0000-000000000000"
ZONES = "/subscriptions/1/resourceGroups/rg-dns/providers/Microsoft.Network/privateDnsZones/"
OPEN_TEXT = "0.0.0.0/0"


def stale(accepted: Iterable[Acceptance], findings: Iterable[Finding], stacks: Collection[str]) -> list[Acceptance]:
    """The acceptances that accept nothing, among those of the stacks that were looked at."""
    used = {finding.acceptance for finding in findings}
    return [acceptance for acceptance in accepted if acceptance.stack in stacks and acceptance not in used]


def document(resources: Json, environment: str = "public") -> Json:
    return {
        "provider": {"azurerm": [{"subscription_id": SUBSCRIPTION, "environment": environment, "features": [{}]}]},
        "resource": {"azurerm_resource_group": {"group": {"name": "rg", "location": "westeurope"}}, **resources},
    }


def found(
    resources: Json, accepting: Sequence[Acceptance] = (), environment: str = "public", azurerm: int | None = None
) -> list[Finding]:
    stack = document(resources, environment)
    if azurerm is not None:
        stack["terraform"] = {"required_providers": {"azurerm": {"version": f"~> {azurerm}.2"}}}
    return exposure({"stack": stack}, accepting)


def brief(findings: Sequence[Finding]) -> list[tuple[str, str, str]]:
    return [(finding.address, finding.argument, finding.state.value) for finding in findings]


def endpoint(target: str, *subresources: str, zones: Sequence[str] | None = None, **more: Any) -> Json:
    known = tables.read("private_link")
    names = [zone for name in subresources for zone in known[name]["public"]] if zones is None else zones
    group: Json = {"private_dns_zone_group": {"name": "default", "private_dns_zone_ids": [ZONES + n for n in names]}}
    return {
        "name": "pep",
        "private_service_connection": {"private_connection_resource_id": target, "subresource_names": [*subresources]},
        **(group if names else {}),
        **more,
    }


def endpoints(target: str, *subresources: str) -> Json:
    return {f"endpoint-{name}": endpoint(target, name) for name in subresources}


# --- the table, rule by rule


def put(body: Json, path: Sequence[str], value: Any) -> None:
    for part in path[:-1]:
        body = body.setdefault(part, {})
    body[path[-1]] = value


def first(values: frozenset[str]) -> Any:
    """A value of a rule, back from its text."""
    text = min(values)
    try:
        return json.loads(text)
    except ValueError:
        return text


def resource(section: str, type_: str, body: Json) -> Json:
    if section == "terraform":
        return {type_: {"it": {"name": "it", **body}}}
    # What was read from the table has lost its case, which Azure does not look at.
    name = type_.replace("*", "microsoft.keyvault/vaults")
    return {"azapi_resource": {"it": {"name": "it", "type": f"{name}@2025-01-01", "body": body}}}


def rules() -> Iterator[tuple[str, str, facts.Rule]]:
    for section, table in (("terraform", facts.table("terraform")), ("arm", facts.table("arm"))):
        for type_, known in table.items():
            for rule in known.rules:
                yield section, type_, rule


RULES = [pytest.param(*rule, id=f"{rule[1]}-{rule[2].argument}") for rule in rules()]


def minimal(rule: facts.Rule, value: Any) -> Json:
    """The smallest body in which a rule holds, with a value at its argument."""
    body: Json = {}
    inner: Json = body
    if rule.each:
        inner = {}
        put(body, rule.each, inner)
    for condition in rule.when:
        put(inner, condition.path, first(condition.values))
    if value is not ...:
        put(inner, rule.path, value)
    return body


def of_argument(section: str, rule: facts.Rule, findings: Sequence[Finding]) -> list[Finding]:
    argument = rule.argument if section == "terraform" else f"body.{rule.argument}"
    return [finding for finding in findings if finding.argument == argument]


def unsafe(rule: facts.Rule) -> Any:
    for value in (OPEN_TEXT, True, False, ""):
        if not rule.allows(value):
            return value
    raise AssertionError("everything is safe")


@pytest.mark.parametrize(("section", "type_", "rule"), RULES)
def test_each_rule_finds_what_was_opened(section: str, type_: str, rule: facts.Rule) -> None:
    value = unsafe(rule)
    findings = found(resource(section, type_, minimal(rule, value)), azurerm=rule.azurerm)
    [finding] = of_argument(section, rule, findings)
    assert finding.state is State.OPEN
    assert finding.value == facts.spelled(value)
    assert finding.meaning == rule.meaning
    assert finding.address.endswith(".it")
    assert finding.name == "it"


@pytest.mark.parametrize(("section", "type_", "rule"), RULES)
def test_each_rule_lets_what_is_safe_pass(section: str, type_: str, rule: facts.Rule) -> None:
    for text in rule.safe:
        value = first(frozenset({text}))
        findings = found(resource(section, type_, minimal(rule, value)), azurerm=rule.azurerm)
        assert not of_argument(section, rule, findings)


@pytest.mark.parametrize(("section", "type_", "rule"), RULES)
def test_a_left_out_argument_is_what_the_provider_makes_of_it(section: str, type_: str, rule: facts.Rule) -> None:
    for azurerm in (4, 5) if rule.azurerm is None else (rule.azurerm,):
        default = rule.default_in(azurerm)
        findings = of_argument(section, rule, found(resource(section, type_, minimal(rule, ...)), azurerm=azurerm))
        expected = [] if default == [] or rule.allows(default) else [State.OPEN]
        assert [finding.state for finding in findings] == expected


@pytest.mark.parametrize(("section", "type_", "rule"), RULES)
def test_a_value_that_terraform_has_yet_to_make_is_unknown(section: str, type_: str, rule: facts.Rule) -> None:
    findings = found(resource(section, type_, minimal(rule, "${var.open}")), azurerm=rule.azurerm)
    assert [finding.state for finding in of_argument(section, rule, findings)] == [State.UNKNOWN]


def test_version_5_has_other_arguments_and_defaults() -> None:
    logs = {"azurerm_log_analytics_workspace": {"it": {"name": "it", "local_authentication_enabled": False}}}
    account = {"azurerm_storage_account": {"it": {"name": "it"}}}
    asked = {4: "internet_ingestion_enabled", 5: "internet_ingestion_access_type"}
    for azurerm, argument in asked.items():
        arguments = {finding.argument for finding in found(logs, azurerm=azurerm)}
        assert arguments == {argument, argument.replace("ingestion", "query")}
        opened = {finding.argument for finding in found(account, azurerm=azurerm)}
        assert ("allow_nested_items_to_be_public" in opened) is (azurerm == 4)


def test_defaults_that_are_open_are_found() -> None:
    """By hand, since the test above takes the defaults from the table that it tests."""
    kinds = {
        "azurerm_storage_account": {
            "allow_nested_items_to_be_public",
            "local_user_enabled",
            "network_rules.default_action",
            "private_endpoint",
            "public_network_access_enabled",
            "shared_access_key_enabled",
        },
        "azurerm_key_vault": {
            "public_network_access_enabled",
            "network_acls.default_action",
            "rbac_authorization_enabled",
            "private_endpoint",
        },
        "azurerm_container_registry": {
            "public_network_access_enabled",
            "network_rule_set.default_action",
            "sku",
            "private_endpoint",
        },
        "azurerm_machine_learning_workspace": {
            "public_network_access_enabled",
            "storage_account_access_type",
            "private_endpoint",
        },
        "azurerm_machine_learning_compute_cluster": {"node_public_ip_enabled", "local_auth_enabled"},
        "azurerm_machine_learning_compute_instance": {"node_public_ip_enabled", "local_auth_enabled"},
        "azurerm_log_analytics_workspace": {
            "internet_ingestion_enabled",
            "internet_query_enabled",
            "local_authentication_enabled",
        },
        "azurerm_application_insights": {
            "internet_ingestion_enabled",
            "internet_query_enabled",
            "local_authentication_enabled",
        },
        "azurerm_subnet": {"default_outbound_access_enabled", "network_security_group_id_wo"},
        "azurerm_synapse_workspace": {
            "public_network_access_enabled",
            "azuread_authentication_only",
            "private_endpoint",
        },
        "azurerm_data_factory": {"public_network_enabled", "private_endpoint"},
        "azurerm_kubernetes_cluster": {
            "private_cluster_enabled",
            "run_command_enabled",
            "local_account_disabled",
            "network_profile.outbound_type",
        },
        "azurerm_public_ip": {"*"},
        "azurerm_monitor_private_link_scope": {"private_endpoint"},
        "azurerm_storage_container": set(),
        "azurerm_kubernetes_cluster_node_pool": set(),
        "azurerm_network_security_group": {"security_rule"},
    }
    for kind, arguments in kinds.items():
        findings = found({kind: {"it": {"name": "it"}}})
        assert {f.argument for f in findings} == arguments, kind
        assert {f.state for f in findings} <= {State.OPEN}, kind


@pytest.mark.parametrize(
    ("type_", "argument", "value"),
    [
        ("azurerm_storage_account", "https_traffic_only_enabled", False),
        ("azurerm_storage_account", "min_tls_version", "TLS1_1"),
        ("azurerm_container_registry", "sku", "Standard"),
        ("azurerm_virtual_network", "subnet.security_group", None),
    ],
)
def test_settings_that_open_are_found(type_: str, argument: str, value: object) -> None:
    """By hand, since a row that is gone has no test above."""
    body: Json = {"name": "it"}
    put(body, argument.split("."), value)
    assert argument in {finding.argument for finding in found({type_: {"it": body}})}


def test_each_type_of_the_table_says_one_thing() -> None:
    for section in ("terraform", "arm"):
        for type_, row in tables.read("exposure")[section].items():
            assert set(row) <= {"closed", "open", "rules", "wants", "endpoints", "arm_type"}, type_
            says = [key for key in ("closed", "open") if key in row] + (
                ["rules"] if row.keys() & {"rules", "wants", "endpoints"} else []
            )
            assert len(says) == 1, type_
            assert ("arm_type" in row) == ("endpoints" in row and section == "terraform"), type_


def test_what_was_planned_for_is_in_the_table() -> None:
    for type_ in (
        "azurerm_monitor_private_link_scoped_service",
        "azurerm_virtual_network_peering",
        "azurerm_firewall_policy_rule_collection_group",
        "azurerm_subnet_service_endpoint_storage_policy",
        "azurerm_machine_learning_workspace_network_outbound_rule_fqdn",
        "azurerm_databricks_access_connector",
        "azurerm_data_factory_managed_private_endpoint",
        "azurerm_kubernetes_cluster_extension",
        "azurerm_federated_identity_credential",
        "azurerm_eventgrid_system_topic",
        "terraform_data",
    ):
        assert facts.terraform_type(type_), type_
    for type_ in (
        "Microsoft.MachineLearningServices/workspaces/outboundRules",
        "microsoft.machinelearningservices/WORKSPACES/linkedservices",
        "Microsoft.Storage/storageAccounts/privateEndpointConnections",
        "Microsoft.Insights/privateLinkScopes/scopedResources",
    ):
        assert facts.arm_type(type_), type_


# --- values


def test_a_value_counts_however_it_is_spelled() -> None:
    body = {**VAULT, "public_network_access_enabled": "false", "network_acls": [{"default_action": "deny"}]}
    assert brief(found({"azurerm_key_vault": {"v": body}})) == [("azurerm_key_vault.v", "private_endpoint", "open")]
    assert len(found({"azurerm_subnet": {"s": {"default_outbound_access_enabled": False}}})) == 1
    assert found({"azurerm_subnet": {"s": {"default_outbound_access_enabled": None}}})[0].value == "left out, so true"


def test_one_unsafe_element_of_a_list_is_enough() -> None:
    rules = {"default_action": "Deny", "ip_rules": ["203.0.113.7"]}
    [finding] = [f for f in found({"azurerm_storage_account": {"a": {"network_rules": rules}}}) if "ip" in f.argument]
    assert (finding.argument, finding.value) == ("network_rules.ip_rules", '["203.0.113.7"]')


def test_private_ranges_are_safe_only_where_the_rule_says_so() -> None:
    rules = {"default_action": "Deny", "ip_rules": ["10.0.0.0/8"]}
    findings = found({"azurerm_storage_account": {"a": {"network_rules": rules}}})
    assert "network_rules.ip_rules" in {finding.argument for finding in findings}


@pytest.mark.parametrize("block", ["${var.rules}", ["${var.rules}"], "Deny", True])
def test_a_block_that_is_none_is_unknown(block: object) -> None:
    findings = found({"azurerm_storage_account": {"a": {"network_rules": block}}})
    assert {f.argument for f in findings if f.state is State.UNKNOWN} == {
        "network_rules.default_action",
        "network_rules.ip_rules",
    }


def test_a_dynamic_block_is_unknown() -> None:
    group: Json = {"g": {"name": "g", "dynamic": {"security_rule": {"for_each": "${var.rules}", "content": {}}}}}
    assert {f.state for f in found({"azurerm_network_security_group": group})} == {State.UNKNOWN}
    # Blocks that stand there anyway do not hide it.
    group["g"]["security_rule"] = security_rule("VirtualNetwork")
    assert {f.state for f in found({"azurerm_network_security_group": group})} == {State.UNKNOWN}


@pytest.mark.parametrize(
    ("type_", "kind"),
    [("azurerm_made_up", "azurerm_made_up"), ("azapi_data_plane_resource", "Microsoft.KeyVault/vaults/secrets")],
)
def test_a_type_that_is_not_in_the_table_is_unknown(type_: str, kind: str) -> None:
    [finding] = found({type_: {"x": {"name": "x", "type": f"{kind}@2024-01-01"}}})
    assert brief([finding]) == [(f"{type_}.x", "*", "unknown")]
    assert finding.type == kind


def test_an_azapi_type_that_terraform_has_yet_to_make_is_unknown() -> None:
    assert brief(found({"azapi_resource": {"x": {"name": "x", "type": "${var.type}"}}})) == [
        ("azapi_resource.x", "*", "unknown")
    ]


def test_a_module_is_unknown() -> None:
    [finding] = exposure({"stack": {"module": {"theirs": {"source": "./theirs"}}}})
    assert (finding.address, finding.value, finding.state) == ("module.theirs", "./theirs", State.UNKNOWN)


@pytest.mark.parametrize("type_", ["azurerm_application_insights", "azurerm_log_analytics_workspace"])
def test_the_old_spelling_of_local_authentication_counts(type_: str) -> None:
    for given, state in ((True, []), (False, ["open"]), ("${var.x}", ["unknown"])):
        findings = found({type_: {"a": {"local_authentication_disabled": given}}})
        assert [f.state.value for f in findings if f.argument == "local_authentication_enabled"] == state


# --- network security rules


def security_rule(source: object, **more: object) -> Json:
    key = "source_address_prefixes" if isinstance(source, list) else "source_address_prefix"
    return {
        "name": "rule",
        "direction": "Inbound",
        "access": "Allow",
        "source_address_prefix": None,
        key: source,
        **more,
    }


DENY: Json = {
    "name": "deny",
    "direction": "Outbound",
    "access": "Deny",
    "protocol": "*",
    "source_address_prefix": "*",
    "source_port_range": "*",
    "destination_address_prefix": "*",
    "destination_port_range": "*",
}
PUBLIC = [
    "*",
    "Internet",
    "internet",
    "0.0.0.0/0",
    "::/0",
    "203.0.113.0/24",
    "8.8.8.8",
    "10.0.0.0/7",
    "Storage",
    ["10.0.0.0/8", "8.8.8.8"],
]
PRIVATE = [
    "VirtualNetwork",
    "AzureLoadBalancer",
    "10.1.2.3",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "fd00::/8",
    ["10.0.0.0/8", "192.168.1.0/24"],
]


@pytest.mark.parametrize("source", PUBLIC)
def test_an_inbound_rule_that_lets_the_public_in_is_open(source: object) -> None:
    key = "source_address_prefixes" if isinstance(source, list) else "source_address_prefix"
    group = {"security_rule": [security_rule("VirtualNetwork", name="ok"), security_rule(source), DENY]}
    assert brief(found({"azurerm_network_security_group": {"g": group}})) == [
        ("azurerm_network_security_group.g", f"security_rule[rule].{key}", "open")
    ]
    assert brief(found({"azurerm_network_security_rule": {"r": security_rule(source)}})) == [
        ("azurerm_network_security_rule.r", key, "open")
    ]


@pytest.mark.parametrize("source", PRIVATE)
def test_an_inbound_rule_for_private_sources_is_closed(source: object) -> None:
    assert not found({"azurerm_network_security_group": {"g": {"security_rule": [security_rule(source), DENY]}}})
    assert not found({"azurerm_network_security_rule": {"r": security_rule(source)}})


def group(*rules: object) -> list[tuple[str, str, str]]:
    return brief(found({"azurerm_network_security_group": {"g": {"name": "g", "security_rule": [*rules]}}}))


GAP = ("azurerm_network_security_group.g", "security_rule", "open")


def test_a_security_group_must_deny_what_is_left_outbound() -> None:
    """Otherwise Azure's own last rules let its subnets send to the internet."""
    assert group(DENY) == []
    assert group() == group(security_rule("VirtualNetwork")) == [GAP]
    others: list[Json] = [
        {"direction": "Inbound"},
        {"access": "Allow"},
        {"protocol": "Tcp"},
        {"source_address_prefix": "10.0.0.4"},
        {"source_port_range": "80"},
        {"destination_address_prefix": "Storage"},
        {"destination_port_range": "443"},
    ]
    for other in others:
        assert GAP in group({**DENY, **other}), other
        [argument] = other
        assert (*GAP[:2], "unknown") in group({**DENY, argument: "${var.x}"}), argument
        assert GAP in group({**DENY, argument: None}), argument


@pytest.mark.parametrize(
    ("name", "states"),
    [
        ("${azurerm_network_security_group.g.name}", []),
        ("G", []),
        ("${azurerm_network_security_group.other.name}", ["open"]),
        ("other", ["open"]),
        ("${var.group}", ["unknown"]),
    ],
)
def test_a_rule_beside_its_group_counts(name: str, states: list[str]) -> None:
    groups = {key: {"name": key, "security_rule": DENY if key == "other" else None} for key in ("g", "other")}
    rule = {"r": {**DENY, "network_security_group_name": name}}
    findings = found({"azurerm_network_security_group": groups, "azurerm_network_security_rule": rule})
    assert [finding.state.value for finding in findings] == states


SUBNET = {"name": "s", "default_outbound_access_enabled": False}


def subnet(**more: Any) -> list[tuple[str, str, str]]:
    return brief(found({"azurerm_subnet": {"s": {**SUBNET, **more}}}))


def test_a_subnet_needs_a_security_group() -> None:
    gap = ("azurerm_subnet.s", "network_security_group_id_wo", "open")
    assert subnet() == subnet(network_security_group_id_wo=None) == [gap]
    assert subnet(network_security_group_id_wo="${var.group}") == [(*gap[:2], "unknown")]
    for given in ("/subscriptions/1/x", "${azurerm_network_security_group.g.id}", "${known_after_apply}"):
        groups = {"g": {"name": "g", "security_rule": DENY}}
        body = {**SUBNET, "network_security_group_id_wo": given}
        assert not found({"azurerm_network_security_group": groups, "azurerm_subnet": {"s": body}})
    body = {"properties": {"defaultOutboundAccess": False, "networkSecurityGroup": "${null}"}}
    type_ = "Microsoft.Network/virtualNetworks/subnets"
    assert brief(azapi(type_, body=body)) == [
        ("azapi_resource.x", "body.properties.networkSecurityGroup.id", "open"),
    ]
    inner: Json = {"defaultOutboundAccess": False, "networkSecurityGroup": {"id": "${known_after_apply}"}}
    assert not azapi(type_, body={"properties": inner})


@pytest.mark.parametrize(
    ("target", "states"),
    [
        ("${azurerm_subnet.s.id}", []),
        ("/subscriptions/1/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/S", []),
        ("/subscriptions/1/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/t", ["open"]),
        ("${var.subnet}", ["unknown"]),
    ],
)
def test_an_association_gives_a_subnet_its_security_group(target: str, states: list[str]) -> None:
    association = {"a": {"subnet_id": target, "network_security_group_id": "/subscriptions/1"}}
    resources = {"azurerm_subnet": {"s": SUBNET}, "azurerm_subnet_network_security_group_association": association}
    assert [finding.state.value for finding in found(resources)] == states


@pytest.mark.parametrize(
    "name", ["GatewaySubnet", "AzureFirewallSubnet", "AzureFirewallManagementSubnet", "routeserversubnet"]
)
def test_some_subnets_must_not_have_a_security_group(name: str) -> None:
    assert subnet(name=name) == []
    body = {"properties": {"defaultOutboundAccess": False}}
    assert azapi("Microsoft.Network/virtualNetworks/subnets", name=name, body=body) == []


@pytest.mark.parametrize("prefix", ["0.0.0.0/0", "::/0", "0.0.0.0/1", "128.0.0.0/1"])
def test_a_default_route_past_the_firewall_is_open(prefix: str) -> None:
    def findings(hop: str, prefix: str = prefix) -> list[tuple[str, str]]:
        route = {"name": "r", "address_prefix": prefix, "next_hop_type": hop}
        routes = {"azurerm_route_table": {"t": {"name": "t", "route": [route]}}, "azurerm_route": {"r": route}}
        return [(finding.address, finding.argument) for finding in found(routes)]

    assert findings("Internet") == [
        ("azurerm_route.r", "next_hop_type"),
        ("azurerm_route_table.t", "route.next_hop_type"),
    ]
    assert findings("VirtualAppliance") == findings("Internet", "AzureMachineLearning") == []


def test_the_old_spelling_of_roles_in_a_vault_counts() -> None:
    vault = {key: value for key, value in VAULT.items() if key != "rbac_authorization_enabled"}
    for given, states in ((True, []), (False, ["open"]), (None, ["open"]), ("${var.x}", ["unknown"])):
        findings = found({"azurerm_key_vault": {"v": {**vault, "enable_rbac_authorization": given}}})
        states_ = [finding.state.value for finding in findings if finding.argument == "rbac_authorization_enabled"]
        assert states_ == states


@pytest.mark.parametrize("other", [{"direction": "Outbound"}, {"access": "Deny"}])
def test_other_rules_let_nobody_in(other: Json) -> None:
    assert not found({"azurerm_network_security_rule": {"r": security_rule("*", **other)}})


@pytest.mark.parametrize(
    ("source", "states"), [("*", ["unknown"]), ("VirtualNetwork", []), ("${var.source}", ["unknown"])]
)
def test_a_rule_of_unknown_direction_is_unknown_where_it_matters(source: str, states: list[str]) -> None:
    findings = found({"azurerm_network_security_rule": {"r": security_rule(source, direction="${var.direction}")}})
    assert [finding.state.value for finding in findings] == states


# --- private endpoints

VAULT = {
    "name": "kv",
    "resource_group_name": "${azurerm_resource_group.group.name}",
    "public_network_access_enabled": False,
    "network_acls": {"default_action": "Deny"},
    "rbac_authorization_enabled": True,
}
VAULT_ID = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv"
ACCOUNT = {
    "name": "st",
    "resource_group_name": "rg",
    "public_network_access_enabled": False,
    "network_rules": {"default_action": "Deny"},
    "shared_access_key_enabled": False,
    "allow_nested_items_to_be_public": False,
    "local_user_enabled": False,
}


def test_a_missing_endpoint_is_open() -> None:
    [finding] = found({"azurerm_key_vault": {"v": VAULT}})
    assert brief([finding]) == [("azurerm_key_vault.v", "private_endpoint", "open")]
    assert (finding.value, finding.safe) == ("none", "vault")
    other = endpoints("${azurerm_key_vault.other.id}", "vault")
    assert brief(found({"azurerm_key_vault": {"v": VAULT}, "azurerm_private_endpoint": other})) == brief([finding])


@pytest.mark.parametrize("target", ["${azurerm_key_vault.v.id}", VAULT_ID, VAULT_ID.upper()])
def test_an_endpoint_of_the_same_stack_is_found(target: str) -> None:
    assert not found({"azurerm_key_vault": {"v": VAULT}, "azurerm_private_endpoint": endpoints(target, "vault")})


def test_an_endpoint_of_another_stack_is_found_by_the_literal_id() -> None:
    def findings(target: str) -> list[Finding]:
        return exposure(
            {
                "core": document({"azurerm_key_vault": {"v": VAULT}}),
                "other": document({"azurerm_private_endpoint": endpoints(target, "vault")}),
            }
        )

    assert not findings(VAULT_ID)
    assert len(findings(VAULT_ID + "x")) == 1
    # The same address in another stack is another resource.
    assert len(findings("${azurerm_key_vault.v.id}")) == 1


def test_a_vault_of_another_subscription_is_another_vault() -> None:
    elsewhere = document({"azurerm_key_vault": {"v": {**VAULT, "provider": "azurerm.hub"}}})
    elsewhere["provider"]["azurerm"].append({"alias": "hub", "subscription_id": "99", "features": [{}]})
    ends = {"azurerm_private_endpoint": endpoints(VAULT_ID, "vault")}
    assert len(exposure({"a": elsewhere, "b": document(ends)})) == 1
    ends = {"azurerm_private_endpoint": endpoints(VAULT_ID.replace(SUBSCRIPTION, "99"), "vault")}
    assert not exposure({"a": elsewhere, "b": document(ends)})


@pytest.mark.parametrize(
    ("hierarchical", "wanted"), [(True, ["blob", "dfs"]), (False, ["blob", "file", "queue", "table"])]
)
def test_a_storage_account_needs_an_endpoint_per_service(hierarchical: bool, wanted: list[str]) -> None:
    account = {"azurerm_storage_account": {"a": {**ACCOUNT, "is_hns_enabled": hierarchical}}}
    whole = endpoints("${azurerm_storage_account.a.id}", *wanted)
    assert not found({**account, "azurerm_private_endpoint": whole})
    for name in wanted:
        part = {key: value for key, value in whole.items() if key != f"endpoint-{name}"}
        [finding] = found({**account, "azurerm_private_endpoint": part})
        assert finding.meaning == f"no private endpoint leads to its {name}"
        assert finding.value == ", ".join(other for other in wanted if other != name)


def test_an_account_of_unknown_kind_without_endpoints_is_unknown() -> None:
    account = {"azurerm_storage_account": {"a": {**ACCOUNT, "is_hns_enabled": "${var.hierarchical}"}}}
    assert [f.state for f in found(account)] == [State.UNKNOWN]


def test_an_azapi_resource_needs_its_endpoint() -> None:
    registry = {
        "name": "mlr",
        "type": "Microsoft.MachineLearningServices/registries@2025-09-01",
        "parent_id": "${azurerm_resource_group.group.id}",
        "body": {"properties": {"publicNetworkAccess": "Disabled"}},
    }
    resources = {"azapi_resource": {"r": registry}}
    assert brief(found(resources)) == [("azapi_resource.r", "private_endpoint", "open")]
    group = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg"
    literal = f"{group}/providers/Microsoft.MachineLearningServices/registries/mlr"
    for target in ("${azapi_resource.r.id}", literal):
        end = {"e": endpoint(target, "amlregistry", zones=["privatelink.api.azureml.ms"])}
        findings = found({**resources, "azurerm_private_endpoint": end})
        assert "azapi_resource.r" not in {finding.address for finding in findings}


# --- DNS of private endpoints


def workspace_endpoint(**more: Any) -> list[Finding]:
    return found({"azurerm_private_endpoint": {"e": endpoint("/subscriptions/1", "amlworkspace", **more)}})


def test_an_endpoint_with_all_zones_is_closed() -> None:
    assert not workspace_endpoint()


def test_an_endpoint_with_one_zone_of_two_is_open() -> None:
    [finding] = workspace_endpoint(zones=["privatelink.api.azureml.ms"])
    assert brief([finding]) == [("azurerm_private_endpoint.e", "private_dns_zone_group.private_dns_zone_ids", "open")]
    assert finding.value == "privatelink.api.azureml.ms"
    assert finding.safe == "privatelink.api.azureml.ms, privatelink.notebooks.azure.net"


def test_an_endpoint_without_zone_group_is_open() -> None:
    [finding] = workspace_endpoint(zones=[])
    assert (finding.argument, finding.value, finding.state) == ("private_dns_zone_group", "left out", State.OPEN)


@pytest.mark.parametrize("ignored", [["private_dns_zone_group"], "all"])
def test_an_endpoint_whose_zones_policy_attaches_is_closed(ignored: object) -> None:
    assert not workspace_endpoint(zones=[], lifecycle={"ignore_changes": ignored})


def test_ignoring_something_else_attaches_no_zone() -> None:
    assert workspace_endpoint(zones=[], lifecycle={"ignore_changes": ["tags"]})


def test_the_zones_are_those_of_the_cloud() -> None:
    public = {"azurerm_private_endpoint": {"e": endpoint("/subscriptions/1", "vault")}}
    assert not found(public)
    [finding] = found(public, environment="usgovernment")
    assert finding.safe == "privatelink.vaultcore.usgovcloudapi.net"


def test_where_no_zone_is_confirmed_any_will_do() -> None:
    def findings(zones: list[str]) -> list[Finding]:
        end = endpoint("/subscriptions/1", "registry", zones=zones)
        return found({"azurerm_private_endpoint": {"e": end}}, environment="china")

    assert not findings(["privatelink.azurecr.cn"])
    assert [finding.state for finding in findings([])] == [State.OPEN]


def test_zones_are_followed_within_the_stack() -> None:
    end = endpoint("/subscriptions/1", "vault")
    end["private_dns_zone_group"]["private_dns_zone_ids"] = ["${azurerm_private_dns_zone.z.id}"]
    for zone, states in (("privatelink.vaultcore.azure.net", []), ("privatelink.azurecr.io", ["open"])):
        zones = {"z": {"name": zone, "resource_group_name": "rg"}}
        findings = found({"azurerm_private_dns_zone": zones, "azurerm_private_endpoint": {"e": end}})
        assert [finding.state.value for finding in findings] == states


@pytest.mark.parametrize(
    "group", ["${var.group}", {"private_dns_zone_ids": "${var.zones}"}, {"private_dns_zone_ids": ["${var.zone}"]}]
)
def test_zones_that_terraform_has_yet_to_make_are_unknown(group: object) -> None:
    assert [f.state for f in workspace_endpoint(zones=[], private_dns_zone_group=group)] == [State.UNKNOWN]


@pytest.mark.parametrize("subresource", ["made_up", "${var.subresource}"])
def test_a_subresource_without_known_zones_is_unknown(subresource: str) -> None:
    end = {"e": endpoint("/subscriptions/1", subresource, zones=["privatelink.vaultcore.azure.net"])}
    assert [f.state for f in found({"azurerm_private_endpoint": end})] == [State.UNKNOWN]


def test_an_endpoint_to_nothing_in_particular_is_unknown() -> None:
    end = {"e": endpoint("/subscriptions/1", zones=["privatelink.vaultcore.azure.net"])}
    assert [f.state for f in found({"azurerm_private_endpoint": end})] == [State.UNKNOWN]


# --- azapi


def azapi(type_: str, kind: str = "azapi_resource", **arguments: Any) -> list[Finding]:
    return found({kind: {"x": {"name": "x", "type": f"{type_}@2025-09-01", **arguments}}})


def test_the_sensitive_body_lies_over_the_body() -> None:
    type_ = "Microsoft.MachineLearningServices/workspaces/onlineEndpoints"
    body = {"properties": {"publicNetworkAccess": "Disabled", "authMode": "AADToken"}}
    assert not azapi(type_, body=body)
    over = {"properties": {"authMode": "Key"}}
    assert brief(azapi(type_, body=body, sensitive_body=over)) == [
        ("azapi_resource.x", "body.properties.authMode", "open")
    ]
    over = {"properties": {"keys": {"primaryKey": "${var.key}"}}}
    assert not azapi(type_, body=body, sensitive_body=over)
    for arguments in (
        {"body": "${var.body}"},
        {"body": "${var.body}", "sensitive_body": over},
        {"body": body, "sensitive_body": "${var.body}"},
        {"body": json.dumps(body)},
    ):
        assert {finding.state for finding in azapi(type_, **arguments)} == {State.UNKNOWN}


@pytest.mark.parametrize(
    ("access", "arguments"),
    [
        ("Disabled", []),
        ("Enabled", ["body.properties.publicNetworkAccess"]),
        (None, ["body.properties.publicNetworkAccess"]),
    ],
)
def test_an_online_endpoint_answers_to_the_internet_unless_it_is_closed(
    access: str | None, arguments: list[str]
) -> None:
    properties = {"authMode": "AADToken"} | ({} if access is None else {"publicNetworkAccess": access})
    made = azapi("Microsoft.MachineLearningServices/workspaces/onlineEndpoints", body={"properties": properties})
    assert [(finding.argument, finding.state) for finding in made] == [(name, State.OPEN) for name in arguments]


@pytest.mark.parametrize("kind", ["azapi_update_resource", "azapi_resource_action"])
def test_what_changes_a_part_is_judged_by_that_part(kind: str) -> None:
    type_ = "Microsoft.MachineLearningServices/workspaces"
    assert not azapi(type_, kind, body={"properties": {"description": "x"}})
    assert not azapi(type_, kind)
    body = {"properties": {"publicNetworkAccess": "Enabled"}}
    assert brief(azapi(type_, kind, body=body)) == [(f"{kind}.x", "body.properties.publicNetworkAccess", "open")]
    assert not azapi("Microsoft.KeyVault/vaults/privateEndpointConnections", kind, body={"properties": {}})
    assert [finding.state for finding in azapi("Microsoft.Made/up", kind)] == [State.UNKNOWN]


def test_compute_is_judged_by_its_type() -> None:
    type_ = "Microsoft.MachineLearningServices/workspaces/computes"
    attached = {"properties": {"computeType": "Kubernetes", "resourceId": "${azurerm_kubernetes_cluster.c.id}"}}
    assert not azapi(type_, body=attached)
    cluster = {"properties": {"computeType": "AmlCompute", "disableLocalAuth": True, "properties": {}}}
    assert [f.argument for f in azapi(type_, body=cluster)] == ["body.properties.properties.enableNodePublicIp"]
    assert [f.argument for f in azapi(type_, body={"properties": {"computeType": "VirtualMachine"}})] == [
        "body.properties.computeType"
    ]


# --- acceptances


def accept(**over: str) -> Acceptance:
    given = {"stack": "stack", "type": "azurerm_key_vault", "name": "kv", "argument": "private_endpoint"}
    return Acceptance(**{**given, **over}, reason="because", source="here")


def test_what_the_configuration_asks_for_is_accepted() -> None:
    for argument in ("private_endpoint", "*"):
        acceptance = accept(argument=argument)
        [finding] = found({"azurerm_key_vault": {"v": VAULT}}, [acceptance])
        assert finding.state is State.ACCEPTED
        assert finding.acceptance is acceptance


@pytest.mark.parametrize(
    "other",
    [
        {"stack": "other"},
        {"type": "azurerm_storage_account"},
        {"name": "kv2"},
        {"argument": "public_network_access_enabled"},
    ],
)
def test_an_acceptance_is_for_one_thing_only(other: dict[str, str]) -> None:
    acceptance = accept(**other)
    findings = found({"azurerm_key_vault": {"v": VAULT}}, [acceptance])
    assert [finding.state for finding in findings] == [State.OPEN]
    assert stale([acceptance], findings, ["stack", "other"]) == [acceptance]
    assert stale([acceptance], findings, []) == []


def test_nothing_unknown_is_accepted() -> None:
    vault = {**VAULT, "public_network_access_enabled": "${var.open}"}
    findings = found({"azurerm_key_vault": {"v": vault}}, [accept(argument="*")])
    assert {f.argument: f.state for f in findings} == {
        "private_endpoint": State.ACCEPTED,
        "public_network_access_enabled": State.UNKNOWN,
    }


def test_a_resource_whose_name_terraform_has_yet_to_make_is_not_accepted() -> None:
    vault = {**VAULT, "name": "${var.name}"}
    assert [f.state for f in found({"azurerm_key_vault": {"v": vault}}, [accept(name="${var.name}")])] == [State.OPEN]


def test_the_order_does_not_depend_on_that_of_the_stacks() -> None:
    one, two = document({"azurerm_key_vault": {"b": VAULT, "a": VAULT}}), document({"azurerm_public_ip": {"p": {}}})
    findings = exposure({"one": one, "two": two})
    turned = document({"azurerm_key_vault": {"a": VAULT, "b": VAULT}})
    assert exposure({"two": two, "one": turned}) == findings
    assert [finding.address for finding in findings] == [
        "azurerm_key_vault.a",
        "azurerm_key_vault.b",
        "azurerm_public_ip.p",
    ]


def test_an_empty_stack_exposes_nothing() -> None:
    assert exposure({"stack": {}}) == []


# --- configurations


def test_the_remote_state_is_accepted_as_its_network_says(zone: Json) -> None:
    zone["products"] = []
    assert accepted(config.parse(zone)) == []
    zone["state"] = {"backend": "azurerm", "network": {"allowed_addresses": ["203.0.113.7"]}}
    arguments = [acceptance.argument for acceptance in accepted(config.parse(zone))]
    assert arguments == ["public_network_access_enabled", "private_endpoint", "network_rules.ip_rules"]
    subnet = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/s"
    zone["state"]["network"] = {"subnet_ids": [subnet]}
    assert [acceptance.argument for acceptance in accepted(config.parse(zone))] == arguments[:2]


def test_everybody_is_never_accepted(zone: Json) -> None:
    zone["state"] = {"backend": "azurerm", "network": {"allowed_addresses": ["203.0.113.7", "0.0.0.0/0"]}}
    assert "network_rules.ip_rules" not in {acceptance.argument for acceptance in accepted(config.parse(zone))}


def test_keys_of_application_insights_are_accepted_unless_a_product_turns_them_off(zone: Json) -> None:
    zone["products"][0]["per_environment"] = {
        "prod": {"workspace": {"application_insights_local_authentication": False}}
    }
    [acceptance] = accepted(config.parse(zone))
    assert (acceptance.stack, acceptance.argument) == ("churn-dev", "local_authentication_enabled")
    assert acceptance.source == "products.churn.workspace.application_insights_local_authentication"


# --- our apps


@pytest.mark.parametrize("app", APPS)
def test_the_apps_are_closed(app_stacks: Apps, app: str) -> None:
    stacks = app_stacks(app)
    accepting = accepted(config.load(ROOT / "apps" / app / "landing-zone.yaml"))
    findings = exposure({name: stack.document for name, stack in stacks.items()}, accepting)
    assert [finding for finding in findings if finding.state is not State.ACCEPTED] == []
    assert stale(accepting, findings, stacks) == []
    keys = "workspace.application_insights_local_authentication"
    assert {acceptance.source for acceptance in accepting if not acceptance.source.endswith(keys)} == {
        "minimal": {"network.outbound.through"},
        "contoso": {"state.network", "products.maintenance.links.databricks.own.browser_authentication"},
        "managed-network": set(),
        "existing-core": set(),
    }[app]


def test_azure_monitor_without_a_private_link_scope_is_accepted_and_said(
    synth: Callable[[Json], dict[str, Stack]], zone: Json
) -> None:
    zone["observability"] = {"private_link_scope": "none"}
    zone["products"][0]["workspace"] = {"application_insights_local_authentication": False}
    findings = exposure({name: stack.document for name, stack in synth(zone).items()}, accepted(config.parse(zone)))
    assert {(finding.stack, finding.argument) for finding in findings} == {
        (stack, argument)
        for stack in ("core", "churn-dev", "churn-prod")
        for argument in ("internet_ingestion_enabled", "internet_query_enabled")
    }
    assert all(finding.state is State.ACCEPTED for finding in findings)
    assert all("Azure Monitor ingestion" in finding.acceptance.reason for finding in findings if finding.acceptance)


def test_a_product_with_keys_and_policy_owned_zones_is_closed(
    synth: Callable[[Json], dict[str, Stack]], zone: Json
) -> None:
    zone["network"]["dns"] = {"owner": "policy"}
    zone["observability"] = {"private_link_scope": "created"}
    zone["products"][0]["workspace"] = {"application_insights_local_authentication": True}
    stacks = synth(zone)
    accepting = accepted(config.parse(zone))
    findings = exposure({name: stack.document for name, stack in stacks.items()}, accepting)
    assert [finding for finding in findings if finding.state is not State.ACCEPTED] == []
    assert stale(accepting, findings, stacks) == []


#: Taking one of these away opens every app.
CLOSING = {
    "azurerm_application_insights": [
        "internet_ingestion_enabled",
        "internet_query_enabled",
        "local_authentication_enabled",
    ],
    "azurerm_container_registry": ["public_network_access_enabled"],
    "azurerm_key_vault": ["public_network_access_enabled", "network_acls"],
    "azurerm_log_analytics_workspace": ["local_authentication_enabled"],
    "azurerm_machine_learning_compute_cluster": ["local_auth_enabled", "node_public_ip_enabled"],
    "azurerm_machine_learning_workspace": ["public_network_access_enabled", "storage_account_access_type"],
    "azurerm_private_endpoint": ["private_dns_zone_group", "private_service_connection"],
    "azurerm_storage_account": [
        "allow_nested_items_to_be_public",
        "local_user_enabled",
        "network_rules",
        "public_network_access_enabled",
        "shared_access_key_enabled",
    ],
    "azurerm_subnet": ["default_outbound_access_enabled"],
}


@pytest.mark.parametrize(("kind", "argument"), [(kind, name) for kind, names in CLOSING.items() for name in names])
def test_an_app_with_one_argument_less_is_open(app_stacks: Apps, kind: str, argument: str) -> None:
    stacks = app_stacks("minimal")
    before = {name: stack.document for name, stack in stacks.items()}
    known = set(exposure(before))
    for name, stack in stacks.items():
        for key in stack.all(kind):
            after = copy.deepcopy(before)
            del after[name]["resource"][kind][key][argument]
            assert {finding.stack for finding in set(exposure(after)) - known} == {name}
