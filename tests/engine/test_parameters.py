"""Arguments of the wrong kind are refused at the call, in stacks of a consumer."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest

from azure_data_landing_zone import patterns, resources
from azure_data_landing_zone.azure.ids import ResourceId
from azure_data_landing_zone.azure.outbound import Traffic
from azure_data_landing_zone.azure.security_rules import SecurityRule
from azure_data_landing_zone.engine import parameters
from azure_data_landing_zone.engine.arguments import ProviderError
from azure_data_landing_zone.engine.framework import (
    App,
    Construct,
    ITerraformDependable,
    TerraformResourceLifecycle,
    TerraformStack,
    TerraformVariable,
    Token,
    require_providers,
)
from azure_data_landing_zone.engine.parameters import ArgumentError
from azure_data_landing_zone.errors import AdlzError
from azure_data_landing_zone.resources import Contacts, FirewallRule, Notice
from azure_data_landing_zone.resources.base import AzureResource
from resource_support import CLUSTER, IDENTITY, LOGS, MACHINE_LEARNING, NETWORK, SUBNET, SYNAPSE

VAULT: dict[str, Any] = {"name": "kv-mine", "tenant_id": "11111111-1111-1111-1111-111111111111"}


@pytest.fixture
def stack() -> TerraformStack:
    return TerraformStack(App(), "mine")


@pytest.fixture
def group(stack: TerraformStack) -> resources.ResourceGroup:
    return resources.ResourceGroup(stack, "group", name="rg-mine", location="westeurope")


def body(stack: TerraformStack, kind: str, name: str) -> dict[str, Any]:
    found: dict[str, Any] = stack.to_terraform()["resource"][kind][name]
    return found


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (
            {"resource_group": "rg"},
            r"resource_group is 'rg' \(str\), allowed: a resource group: .* or ExistingResourceGroup\(",
        ),
        ({"name": 3}, r"name is 3 \(int\), allowed: text"),
        ({"tags": ["a"]}, "tags is a value of the class list, allowed: a mapping of text or None"),
        ({"tags": {"a": 1}}, r"tags\['a'\] is 1 \(int\), allowed: text$"),
        ({"tags": {1: "a"}}, r"the key 1 of tags is 1 \(int\), allowed: text$"),
        ({"purge_protection": "yes"}, r"purge_protection is 'yes' \(str\), allowed: True or False"),
        ({"soft_delete_retention_days": True}, "allowed: a whole number"),
        ({"sku_name": "Premium"}, "allowed: 'standard', 'premium'"),
        (
            {"depends_on": "group"},
            r"depends_on is 'group' \(str\), allowed: a list of a construct, such as a resource$",
        ),
        ({"depends_on": ["group"]}, r"depends_on\[0\] is 'group' \(str\), allowed: a construct, such as a resource$"),
        ({"depends_on": [None]}, r"depends_on\[0\] is None \(NoneType\)"),
        ({"lifecycle": {"prevent_destroy": True}}, "lifecycle is a value of the class dict"),
        ({"name": "kv_mine"}, "name is 'kv_mine', which is not what Azure allows for a key vault"),
        ({"name": "kv"}, "name is 'kv', which has 2 characters, allowed are 3 to 24"),
    ],
    ids=lambda given: "" if isinstance(given, str) else ",".join(given),
)
def test_a_wrong_argument_is_told_at_the_call(
    wrong: dict[str, Any], told: str, stack: TerraformStack, group: resources.ResourceGroup
) -> None:
    with pytest.raises(ArgumentError, match=f"^KeyVault 'mine/vault': .*{told}") as raised:
        resources.KeyVault(stack, "vault", **{"resource_group": group, **VAULT, **wrong})
    assert isinstance(raised.value, AdlzError)
    assert "azurerm_key_vault" not in stack.to_terraform()["resource"]


def test_every_construct_checks_its_arguments() -> None:
    unchecked = {
        name
        for package in (resources, patterns)
        for name in package.__all__
        if inspect.isclass(found := getattr(package, name))
        and issubclass(found, Construct)
        and not issubclass(found, parameters.Checked)
    }
    assert not unchecked


def test_values_that_terraform_knows_later_are_taken(stack: TerraformStack, group: resources.ResourceGroup) -> None:
    variable = TerraformVariable(stack, "v")
    resources.KeyVault(
        stack,
        "vault",
        name=variable.string_value,
        resource_group=group,
        tenant_id="${var.tenant}",
        soft_delete_retention_days=variable.number_value,
        tags={"owner": variable.string_value},
    )
    resources.VirtualNetwork(stack, "network", name="${var.v}", resource_group=group, address_space=variable.list_value)
    assert body(stack, "azurerm_key_vault", "vault")["name"] == "${var.v}"
    assert body(stack, "azurerm_virtual_network", "network")["address_space"] == "${var.v}"


def test_every_resource_takes_dependencies_and_a_lifecycle(
    stack: TerraformStack, group: resources.ResourceGroup
) -> None:
    """They are joined with those that the construct sets itself."""
    network = resources.VirtualNetwork(
        stack, "network", name="vnet", resource_group=group, address_space=["10.0.0.0/20"]
    )
    kept = TerraformResourceLifecycle(ignore_changes=["tags"])
    resources.KeyVault(
        stack,
        "vault",
        resource_group=group,
        depends_on=[network],
        lifecycle=kept,
        sku_name="premium",
        prevent_destroy=True,
        **VAULT,
    )
    made = body(stack, "azurerm_key_vault", "vault")
    assert made["depends_on"] == ["azurerm_virtual_network.network"]
    assert made["lifecycle"] == {"prevent_destroy": True, "ignore_changes": ["tags"]}
    assert made["sku_name"] == "premium"


def test_no_resource_is_without_these_keywords() -> None:
    """Except for the base class, and data sources, which have no lifecycle of their own."""
    classes = [getattr(resources, name) for name in resources.__all__]
    made = [found for found in classes if inspect.isclass(found) and issubclass(found, AzureResource)]
    without = {
        found.__name__ for found in made if not {"depends_on", "lifecycle"} <= set(parameters._hints(found.__init__)[0])
    }
    assert without == {"AzureResource", "ExistingDatabricksWorkspace", "ExistingIdentity"}


def test_a_lifecycle_that_is_given_takes_precedence(stack: TerraformStack, group: resources.ResourceGroup) -> None:
    kept = TerraformResourceLifecycle(prevent_destroy=False, create_before_destroy=True)
    resources.KeyVault(stack, "vault", resource_group=group, lifecycle=kept, prevent_destroy=True, **VAULT)
    lifecycle = body(stack, "azurerm_key_vault", "vault")["lifecycle"]
    assert lifecycle == {"prevent_destroy": False, "create_before_destroy": True}


@pytest.mark.parametrize(("major", "version"), [(4, "~> 4.81"), (5, "~> 5.2")])
def test_the_provider_of_a_stack_floats_by_one_call(major: int, version: str, stack: TerraformStack) -> None:
    require_providers(stack, "azurerm", azurerm=major)
    assert stack.to_terraform()["terraform"]["required_providers"]["azurerm"]["version"] == version


@pytest.mark.parametrize(
    ("arguments", "major", "said"),
    [
        (("azure",), 4, "'azure' is no provider with a version of this library, allowed: azurerm, azapi"),
        (("azurerm",), 3, "azurerm is 3, allowed: 4, 5"),
        (("azurerm",), "5", "azurerm is '5', allowed: 4, 5"),
    ],
)
def test_a_provider_without_a_version_is_refused(
    arguments: tuple[str, ...], major: Any, said: str, stack: TerraformStack
) -> None:
    with pytest.raises(ProviderError) as raised:
        require_providers(stack, *arguments, azurerm=major)
    assert str(raised.value) == f"require_providers: {said}"


def test_providers_are_required_of_a_stack(group: resources.ResourceGroup) -> None:
    wrong: Any
    for wrong in ("S", group):
        with pytest.raises(ProviderError, match="stack is of the class (str|ResourceGroup), allowed: a Terr"):
            require_providers(wrong, "azurerm")


@pytest.mark.parametrize("function", [lambda *, text="": None, print], ids=["without types", "built-in"])
def test_functions_without_types_are_left_alone(function: Callable[..., object]) -> None:
    assert parameters.objection_to(function, {"text": 3}) == ""


@pytest.mark.parametrize(
    ("kind", "arguments", "allowed"),
    [
        (resources.KeyVault, {"sku_name": "Premium"}, "'standard', 'premium'"),
        (resources.StorageAccount, {"account_tier": "premium"}, "'Standard', 'Premium'"),
        (resources.StorageAccount, {"access_tier": "Archive"}, "'Hot', 'Cool', 'Cold'"),
        (resources.StorageAccount, {"replication": "RA-GRS"}, "'LRS', 'ZRS', 'GRS', 'GZRS', 'RAGRS', 'RAGZRS'"),
        (resources.LogAnalyticsWorkspace, {"commitment_gb_per_day": 150}, "100, 200, 300, 400, 500, 1000, 2000"),
        (resources.KubernetesCluster, {"sku_tier": "standard"}, "'Free', 'Standard', 'Premium'"),
        (resources.SynapseSparkPool, {"node_size": "Tiny"}, "'Small', 'Medium', 'Large', 'XLarge', 'XXLarge'"),
        (resources.SynapseSparkPool, {"spark_version": "3.3"}, "'3.4', '3.5'"),
        (resources.SynapseSqlPool, {"sku": "DW100"}, "'DW100c', 'DW200c'"),
    ],
    ids=lambda given: given.__name__ if isinstance(given, type) else "",
)
def test_tiers_and_sizes_are_those_of_the_provider(
    stack: TerraformStack, kind: Callable[..., object], arguments: dict[str, Any], allowed: str
) -> None:
    with pytest.raises(ArgumentError, match=f"{next(iter(arguments))} is .*, allowed: {allowed}"):
        kind(stack, "one", **arguments)


RULE = SecurityRule("a", 200, "Outbound", "Allow", "Tcp", "VirtualNetwork", ("AzureActiveDirectory",), ("443",))
NOTICES = {"notices": [Notice(80)], "contacts": Contacts(["a@b.example"])}


@pytest.mark.parametrize(
    ("kind", "arguments", "told"),
    [
        (resources.NetworkSecurityGroup, {"rules": [replace(RULE, ports="443")]}, r"rules\[0\].ports is '443' \(str\)"),
        (
            resources.NetworkSecurityGroup,
            {"rules": [RULE, replace(RULE, destinations="AzureActiveDirectory")]},
            r"rules\[1\].destinations is .*, allowed: a list of text; put it into a list: \['AzureActiveDirectory'\]$",
        ),
        (resources.NetworkSecurityGroup, {"rules": [replace(RULE, direction="Out")]}, "'Inbound', 'Outbound'$"),
        (resources.NetworkSecurityGroup, {"rules": [replace(RULE, access="allow")]}, "'Allow', 'Deny'$"),
        (resources.NetworkSecurityGroup, {"rules": [replace(RULE, protocol="TCP")]}, "'Tcp', 'Udp', 'Icmp', "),
        (resources.NetworkSecurityGroup, {"rules": [replace(RULE, priority="200")]}, r"rules\[0\].priority is '200'"),
        (resources.NetworkSecurityGroup, {"rules": [replace(RULE, ports=(443,))]}, r"rules\[0\].ports\[0\] is 443"),
        (resources.FirewallRules, {"rules": [FirewallRule("a", "10.0.0.0/8", ())]}, r"rules\[0\].sources is '10.0"),
        (
            resources.FirewallRules,
            {"rules": [FirewallRule("a", ("10.0.0.0/8",), (Traffic("x", "Tcp", ("443",)),))]},
            r"rules\[0\].traffic\[0\].destinations is 'x'",
        ),
        (resources.ServiceTagRule, {"traffic": Traffic(("x",), "tcp", ("443",))}, "traffic.protocol is 'tcp' .*'Tcp'"),
        (resources.SubscriptionBudget, {**NOTICES, "contacts": Contacts("a@b.example")}, "contacts.emails is 'a@b"),
        (resources.SubscriptionBudget, {**NOTICES, "notices": [Notice("80")]}, r"notices\[0\].percent is '80'"),
        (
            resources.KeyVault,
            {"resource_group": resources.KnownResourceGroup("rg", "westeurope")},
            r"resource_group.resource_id is 'rg' \(str\), allowed: ResourceId \(the id of an Azure resource",
        ),
        (
            resources.KeyVault,
            {"resource_group": resources.KnownResourceGroup(ResourceId("rg"), "westeurope")},
            r"resource_group is a KnownResourceGroup of a Microsoft.Resources/subscriptions, allowed: a resource group",
        ),
        (resources.KeyVault, {"resource_group": resources.ExistingResourceGroup(5, "w")}, "resource_group.name is 5"),
        (
            resources.SubscriptionPolicyAssignment,
            {"settings": resources.PolicyAssignmentSettings("ml", "d", "d", "init", {}, {})},
            r"settings.initiative is 'init' .*ResourceId.parse\(\"/subscriptions/",
        ),
        (
            resources.PolicyDefinition,
            {"rule": "{}"},
            r"rule is '{}' \(str\), allowed: a mapping; read JSON .* json.loads$",
        ),
        (
            resources.PolicyDefinition,
            {"rule": {"if": object()}},
            r"rule\['if'\] is .* object, allowed: a value of JSON$",
        ),
        (
            resources.Workbook,
            {"content": "{}"},
            r"content is '{}' \(str\), allowed: a mapping; read JSON .* json.loads$",
        ),
        (resources.ActionGroup, {"emails": "a@b"}, r"emails is 'a@b' .*; put it into a list: \['a@b'\]$"),
    ],
    ids=lambda given: given.__name__ if isinstance(given, type) else "",
)
def test_what_is_inside_of_an_argument_is_compared_too(
    stack: TerraformStack, kind: Callable[..., object], arguments: dict[str, Any], told: str
) -> None:
    with pytest.raises(ArgumentError, match=f"^{kind.__name__} 'mine/one': .*{told}"):
        kind(stack, "one", **arguments)


def test_a_list_does_for_a_tuple_in_a_dataclass(stack: TerraformStack, group: resources.ResourceGroup) -> None:
    rule = replace(RULE, ports=["443"])
    resources.NetworkSecurityGroup(stack, "one", name="nsg-one", resource_group=group, rules=[rule])
    assert body(stack, "azurerm_network_security_group", "one")["security_rule"][0]["destination_port_range"] == "443"


def test_the_types_of_every_public_dataclass_are_known() -> None:
    """Those that only type checkers import could not be compared."""
    for package in (resources, patterns):
        for name in package.__all__:
            if dataclasses.is_dataclass(found := getattr(package, name)):
                assert set(parameters._fields(found)) >= {field.name for field in dataclasses.fields(found)}


@pytest.fixture
def tokens(stack: TerraformStack) -> dict[str, Any]:
    """What the framework has for a value that Terraform knows only when it runs."""
    variable = TerraformVariable(stack, "late", type="bool")
    return {
        "text": variable.string_value,
        "number": variable.number_value,
        "list": variable.list_value,
        "bool": variable.boolean_value,
        "any": variable.value,
        "made": Token.as_any("${var.late}"),
        "mapping": Token.as_string_map("${var.late}"),
    }


@pytest.mark.parametrize("token", ["bool", "any", "made"])
def test_switches_may_be_known_later(
    stack: TerraformStack, group: resources.ResourceGroup, tokens: dict[str, Any], token: str
) -> None:
    later = tokens[token]
    ids = {"resource_group": group, "name": "mine"}
    network = resources.VirtualNetwork(stack, "network", address_space=["10.0.0.0/20"], **ids)
    resources.KeyVault(stack, "vault", resource_group=group, purge_protection=later, **VAULT)
    resources.VirtualNetworkPeering(
        stack, "peering", virtual_network=network, remote=NETWORK, use_remote_gateways=later, **ids
    )
    resources.ApplicationInsights(
        stack, "insights", log_analytics_workspace=LOGS, public=later, local_authentication=later, **ids
    )
    written = stack.to_terraform()["resource"]
    assert written["azurerm_key_vault"]["vault"]["purge_protection_enabled"] == "${var.late}"
    assert written["azurerm_virtual_network_peering"]["peering"]["use_remote_gateways"] == "${var.late}"
    insights = written["azurerm_application_insights"]["insights"]
    assert insights["internet_query_enabled"] == insights["local_authentication_enabled"] == "${var.late}"


def test_numbers_and_choices_may_be_known_later(
    stack: TerraformStack, group: resources.ResourceGroup, tokens: dict[str, Any]
) -> None:
    resources.LogAnalyticsWorkspace(
        stack, "logs", name="log-mine", resource_group=group, commitment_gb_per_day=tokens["number"]
    )
    resources.RoleAssignment(
        stack, "role", target=group, role_definition_id="/r", principal_id="p", principal_type=tokens["text"]
    )
    logs = body(stack, "azurerm_log_analytics_workspace", "logs")
    assert logs["reservation_capacity_in_gb_per_day"] == "${var.late}"
    role = body(stack, "azurerm_role_assignment", "role")
    assert role["principal_type"] == "${var.late}"
    assert "skip_service_principal_aad_check" not in role


@pytest.mark.parametrize(
    ("kind", "name", "token", "told"),
    [
        (resources.KeyVault, "name", "made", "allowed: text; make it with Token.as_string$"),
        (
            resources.KeyVault,
            "soft_delete_retention_days",
            "any",
            "a whole number from 0 upwards; make it with Token.as_number$",
        ),
        (
            resources.KeyVault,
            "soft_delete_retention_days",
            "text",
            "a whole number from 0 upwards; make it with Token.as_number$",
        ),
        (resources.KeyVault, "purge_protection", "text", "True or False; make it with Token.as_any$"),
        (resources.KeyVault, "tags", "text", "a mapping of text or None; make it with Token.as_string_map$"),
        (resources.KeyVault, "tags", "made", "a mapping of text or None; make it with Token.as_string_map$"),
        (resources.VirtualNetwork, "address_space", "text", "a list of text; make it with Token.as_list$"),
        (resources.LogAnalyticsWorkspace, "commitment_gb_per_day", "text", "; make it with Token.as_number$"),
        (resources.StorageAccount, "prevent_destroy", "bool", "True or False, known before Terraform runs$"),
        (resources.SynapseSqlPool, "geo_backup", "made", "True or False, known before Terraform runs$"),
        (resources.LogAnalyticsWorkspace, "public", "bool", "True or False, known before Terraform runs$"),
        (resources.ActionGroup, "emails", "list", "a list of text, known before Terraform runs$"),
        (resources.MetricAlert, "dimensions", "list", "known before Terraform runs$"),
        (resources.MetricAlert, "action_groups", "list", "known before Terraform runs$"),
        (resources.LogAlert, "dimensions", "list", "known before Terraform runs$"),
        (resources.ActivityLogAlert, "action_groups", "list", "known before Terraform runs$"),
        (resources.Dashboard, "tags", "mapping", "known before Terraform runs or None$"),
        (resources.PrivateDnsZone, "tags", "mapping", "known before Terraform runs or None$"),
        (resources.StorageAccount, "account_tier", "text", "'Standard', 'Premium', known before Terraform runs$"),
        (
            resources.SynapseSparkPool,
            "max_nodes",
            "number",
            "a whole number from 0 upwards, known before Terraform runs$",
        ),
        (resources.MachineLearningComputeCluster, "idle_seconds", "number", "known before Terraform runs$"),
    ],
    ids=lambda given: given.__name__ if isinstance(given, type) else given,
)
def test_values_that_must_be_known_are_not_taken_from_terraform(
    stack: TerraformStack, tokens: dict[str, Any], kind: Callable[..., object], name: str, token: str, told: str
) -> None:
    with pytest.raises(ArgumentError, match=f"^{kind.__name__} 'mine/one': {name} is .*{told}"):
        kind(stack, "one", **{name: tokens[token]})


def test_a_list_of_terraform_has_no_items_in_python(stack: TerraformStack, tokens: dict[str, Any]) -> None:
    with pytest.raises(ArgumentError, match="name is .*; take an item of a list of Terraform with Fn.element$"):
        resources.KeyVault(stack, "vault", name=tokens["list"][0])
    rule = replace(RULE, ports=tokens["list"])
    with pytest.raises(ArgumentError, match=r"rules\[0\].ports is .*, allowed: a list of text, known before"):
        resources.NetworkSecurityGroup(stack, "group", rules=[rule])


def test_a_choice_may_be_given_as_text(stack: TerraformStack, group: resources.ResourceGroup) -> None:
    for kind in resources.PrincipalType:
        resources.RoleAssignment(
            stack, kind, target=group, role_definition_id="/r", principal_id="p", principal_type=str(kind)
        )
        made = body(stack, "azurerm_role_assignment", kind)
        assert made["principal_type"] == kind.value
        assert made.get("skip_service_principal_aad_check") == (True if kind.value == "ServicePrincipal" else None)
    with pytest.raises(ArgumentError, match="allowed: ServicePrincipal, Group, User$"):
        resources.RoleAssignment(stack, "role", principal_type="group")


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        (resources.KeyVault, {"soft_delete_retention_days": 30.5}),
        (resources.LogAnalyticsWorkspace, {"commitment_gb_per_day": 100.0}),
        (resources.FirewallRules, {"priority": 500.0}),
    ],
    ids=["day", "choice", "priority"],
)
def test_whole_numbers_have_no_fraction(stack: TerraformStack, kind: Callable[..., object], wrong: Any) -> None:
    with pytest.raises(ArgumentError, match=r" is [\d.]+ \(float\), allowed: "):
        kind(stack, "one", **wrong)


def test_every_resource_waits_for_any_construct() -> None:
    kinds = {
        name: hints["depends_on"]
        for name in resources.__all__
        if inspect.isclass(found := getattr(resources, name))
        and issubclass(found, Construct)
        and "depends_on" in (hints := parameters._hints(found.__init__)[0])
    }
    assert len(kinds) > 50
    assert {name for name, kind in kinds.items() if kind != Sequence[ITerraformDependable]} == set()


class OwnVault(resources.KeyVault):
    """A vault of a team, whose constructor hands everything on."""

    def __init__(self, scope: Construct, id_: str, **arguments: Any) -> None:
        super().__init__(scope, id_, **arguments)


@pytest.mark.parametrize("kind", [resources.KeyVault, OwnVault])
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({**VAULT, "skuname": "premium"}, r"there is no keyword 'skuname'; did you mean 'sku_name'\?$"),
        ({**VAULT, "lifecycles": None}, r"there is no keyword 'lifecycles'; did you mean 'lifecycle'\?$"),
        ({**VAULT, "xyz": 1}, "there is no keyword 'xyz', allowed: depends_on, lifecycle, location, name, "),
        ({"name": "kv-mine"}, "add the required keywords 'resource_group', 'tenant_id'$"),
    ],
    ids=["similar", "of every resource", "not similar", "missing"],
)
def test_keywords_are_those_of_the_construct(
    stack: TerraformStack, kind: Callable[..., object], arguments: dict[str, Any], told: str
) -> None:
    with pytest.raises(ArgumentError, match=f"^KeyVault 'mine/vault': {told}"):
        kind(stack, "vault", **arguments)


@pytest.mark.parametrize("places", [1, 3])
def test_only_scope_and_id_have_no_keyword(stack: TerraformStack, places: int) -> None:
    call: Callable[..., object] = resources.KeyVault
    told = rf"^KeyVault: {places} arguments without a keyword, allowed: two, as in KeyVault\(stack, 'id'"
    with pytest.raises(ArgumentError, match=told):
        call(*[stack, "vault", "kv-mine"][:places])


@pytest.mark.parametrize(
    ("kind", "arguments", "told"),
    [
        (resources.Subnet, {"address_prefix": "10.70.0.0/33"}, "address_prefix is '10.70.0.0/33' .*an address range"),
        (resources.Subnet, {"address_prefix": "10.70.0.0"}, "address_prefix is '10.70.0.0' .*such as 10.20.0.0/20$"),
        (resources.VirtualNetwork, {"address_space": ["10.70.0.0.0/20"]}, r"address_space\[0\] is .*an address range"),
        (resources.VirtualNetwork, {"address_space": ["10.70.0.1/20"]}, r"address_space\[0\] is .*its first address"),
        (resources.KubernetesCluster, {"pod_range": "10.0.0.0"}, "pod_range is .*an address range"),
        (resources.KubernetesCluster, {"service_range": "10.0.0.0"}, "service_range is .*an address range"),
        (resources.MetricAlert, {"aggregation": "Avg"}, "'Average', 'Count', 'Minimum', 'Maximum', 'Total'$"),
        (resources.MetricAlert, {"operator": "<"}, "'LessThan', 'LessThanOrEqual', 'Equals'$"),
        (resources.MetricAlert, {"severity": 9}, "allowed: 0, 1, 2, 3, 4$"),
        (resources.LogAlert, {"aggregation": "average"}, "'Average', 'Count', 'Minimum', 'Maximum', 'Total'$"),
        (resources.LogAlert, {"operator": "Equals"}, "'LessThan', 'LessThanOrEqual', 'Equal'$"),
        (resources.LogAlert, {"severity": True}, "severity is True .*allowed: 0, 1, 2, 3, 4$"),
        (
            resources.ActivityLogAlert,
            {"category": "Health"},
            "allowed: 'ServiceHealth', 'ResourceHealth'$",
        ),
        (resources.MachineLearningWorkspace, {"managed_network": "AllowInternet"}, "'AllowInternetOutbound' or None$"),
        (resources.MachineLearningDatastore, {"service_data_identity": "none"}, "'WorkspaceUserAssignedIdentity'$"),
        (resources.ResourcePolicyExemption, {"category": "waiver"}, "allowed: 'Waiver', 'Mitigated'$"),
        (resources.ResourceGroupPolicyExemption, {"category": "waiver"}, "allowed: 'Waiver', 'Mitigated'$"),
    ],
    ids=lambda given: given.__name__ if isinstance(given, type) else "",
)
def test_values_are_those_of_azure(
    stack: TerraformStack, kind: Callable[..., object], arguments: dict[str, Any], told: str
) -> None:
    with pytest.raises(ArgumentError, match=f"^{kind.__name__} 'mine/one': .*{told}"):
        kind(stack, "one", **arguments)


SCALED: dict[str, Any] = {"name": "one", "vm_size": "Standard_DS3_v2", "min_nodes": 3, "max_nodes": 1}
POOL = resources.Nodes(rotation_name="two", **SCALED)
KEPT: dict[str, Any] = {name: SCALED[name] for name in ("name", "min_nodes", "max_nodes")}


@pytest.mark.parametrize(
    "make",
    [
        lambda stack: resources.MachineLearningComputeCluster(
            stack, "one", workspace=MACHINE_LEARNING, subnet=None, identity=IDENTITY, location="westeurope", **SCALED
        ),
        lambda stack: resources.SynapseSparkPool(
            stack, "one", workspace=SYNAPSE, node_size="Small", pause_after_minutes=5, spark_version="3.5", **KEPT
        ),
        lambda stack: resources.KubernetesNodePool(stack, "one", cluster=CLUSTER, subnet=SUBNET, nodes=POOL),
        lambda stack: resources.KubernetesCluster(
            stack,
            "one",
            name="aks",
            resource_group=resources.ExistingResourceGroup("rg", "westeurope"),
            node_resource_group_name="rg-nodes",
            dns_name="aks",
            tenant_id="11111111-1111-1111-1111-111111111111",
            administrators=[],
            identity=IDENTITY,
            subnet=SUBNET,
            outbound="userDefinedRouting",
            pod_range="10.1.0.0/16",
            service_range="10.2.0.0/16",
            system_pool=POOL,
            sku_tier="Free",
        ),
    ],
    ids=["compute cluster", "spark pool", "node pool", "kubernetes cluster"],
)
def test_a_scale_ends_where_it_begins_or_above(stack: TerraformStack, make: Callable[[Any], object]) -> None:
    with pytest.raises(ArgumentError, match="'mine/one': max_nodes is 1, allowed: min_nodes or more, which is 3$"):
        make(stack)


def test_a_scale_that_terraform_knows_later_is_taken(stack: TerraformStack, tokens: dict[str, Any]) -> None:
    resources.MachineLearningComputeCluster(
        stack,
        "one",
        workspace=MACHINE_LEARNING,
        subnet=None,
        identity=IDENTITY,
        location="westeurope",
        **{**SCALED, "max_nodes": tokens["number"]},
    )
    made = body(stack, "azurerm_machine_learning_compute_cluster", "one")
    assert made["scale_settings"]["max_node_count"] == "${var.late}"


def test_tags_may_be_any_mapping(stack: TerraformStack, group: resources.ResourceGroup) -> None:
    resources.KeyVault(stack, "vault", resource_group=group, tags=MappingProxyType({"owner": "me"}), **VAULT)
    assert body(stack, "azurerm_key_vault", "vault")["tags"] == {"owner": "me"}


def test_the_short_name_of_an_action_group_may_be_known_later(
    stack: TerraformStack, group: resources.ResourceGroup
) -> None:
    resources.ActionGroup(
        stack, "one", name="ag", short_name="${var.much_longer}", resource_group=group, emails=["a@b.example"]
    )
    assert body(stack, "azurerm_monitor_action_group", "one")["short_name"] == "${var.much_longer}"


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (resources.MetricAlert, "auto_resolve"),
        (resources.LogAlert, "auto_resolve"),
        (resources.PrivateEndpointRule, "spark"),
    ],
    ids=lambda given: given.__name__ if isinstance(given, type) else given,
)
def test_further_switches_may_be_known_later(tokens: dict[str, Any], kind: type, name: str) -> None:
    assert parameters.objection_to(kind.__init__, {name: tokens["bool"]}) == ""
    assert "allowed: True or False" in parameters.objection_to(kind.__init__, {name: "yes"})
