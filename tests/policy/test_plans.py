"""Plans: what is known after apply stays unknown, and modules, variables and providers have their scope."""

from __future__ import annotations

from typing import Any

import pytest

from azure_data_landing_zone import policy
from azure_data_landing_zone.policy.values import MISSING, Unknown
from azure_data_landing_zone.synthesized.terraform import TerraformError
from policy_support import GROUP, SUBSCRIPTION, definition, judge

OTHER = "11111111-2222-3333-4444-555555555555"
ACCOUNT = "Microsoft.Storage/storageAccounts"
STORAGE = {"name": "acct", "resource_group_name": "rg", "location": "westeurope", "tags": None, "sas_policy": []}


class Plan:
    """A plan, put together row by row."""

    def __init__(self, **document: Any) -> None:
        self.planned: list[Any] = []
        self.changes: list[Any] = []
        self.root: dict[str, Any] = {"resources": [], "module_calls": {}}
        self.document = document

    def add(
        self,
        address: str,
        values: Any,
        unknown: Any,
        written: Any,
        *,
        module: dict[str, Any] | None = None,
        provider: str = "azurerm",
        change: dict[str, Any] | None = None,
    ) -> Plan:
        """Adds a resource; `module` is the configuration of the module that it is in, `change` what is not as usual."""
        local = address.rpartition("module.")[2].partition(".")[2] if "module." in address else address
        kind, _, name = local.partition(".")
        self.planned.append({"address": address, "mode": "managed", "type": kind, "name": name, "values": values})
        changed = {"actions": ["create"], "after_unknown": unknown, **(change or {})}
        self.changes.append({"address": address, "change": changed})
        rows = (self.root if module is None else module).setdefault("resources", [])
        row = {"address": local.partition("[")[0], "expressions": written, "provider_config_key": provider}
        if row not in rows:
            rows.append(row)
        return self

    def read(self) -> policy.Resources:
        """Its resources."""
        providers = {"azurerm": {"expressions": {"subscription_id": {"constant_value": SUBSCRIPTION}}}}
        return policy.Resources.of_plans(
            {
                "plan": {
                    "planned_values": {"root_module": {"resources": self.planned}},
                    "resource_changes": self.changes,
                    "configuration": {
                        "provider_config": {**providers, **self.document.pop("providers", {})},
                        "root_module": self.root,
                    },
                    **self.document,
                }
            }
        )


def outcome(found: policy.Resources, field: str, **test: Any) -> str:
    """What a Deny with one condition says of the first resource."""
    if "/" in field:
        field = f"{ACCOUNT}/{field.partition('/')[2]}"
    report = judge(definition({"field": field, **test}), found)
    return next((str(one.outcome) for one in report.findings), "compliant")


REFERS = {"references": ["random_pet.p.id", "random_pet.p"]}
TEMPLATES = {"env": "${random_pet.p.id}", "a": "x", "price": "$${EUR}"}


@pytest.mark.parametrize(
    ("values", "unknown", "written", "field", "test", "said"),
    [
        # One tag is known after apply, whatever the expression of all of them is.
        ({"tags": {"a": "x"}}, {"tags": {"env": True}}, {"tags": REFERS}, "tags.env", {"exists": False}, "unknown"),
        ({"tags": {"a": "x"}}, {"tags": {"env": True}}, {"tags": REFERS}, "tags.a", {"equals": "x"}, "noncompliant"),
        ({"tags": {"a": "x"}}, {"tags": {"env": True}}, {"tags": REFERS}, "tags.b", {"exists": True}, "compliant"),
        ({"tags": {}}, {"tags": {"env": True}}, {"tags": {}}, "tags.env", {"exists": False}, "unknown"),
        # A block that a provider never fills in is dynamic if it is unknown and not written.
        ({"sas_policy": None}, {"sas_policy": True}, {}, "/sasPolicy.expirationAction", {"equals": "Log"}, "unknown"),
        ({}, {}, {}, "/sasPolicy.expirationAction", {"equals": "Log"}, "compliant"),
        # A block that the provider does fill in is not sent if it is not written.
        (
            {"network_rules": None},
            {"network_rules": True},
            {},
            "/networkAcls.defaultAction",
            {"equals": "Allow"},
            "noncompliant",
        ),
        # An attribute that is a list is no block: it is not sent if it is not written.
        (
            {"network_rules": [{"default_action": "Deny"}]},
            {"network_rules": [{"ip_rules": True}]},
            {"network_rules": [{"default_action": {}}]},
            "/networkAcls.ipRules[*].value",
            {"equals": "1.1.1.1"},
            "noncompliant",
        ),
        # Written, but with a value that is known after apply.
        (
            {"network_rules": [{"ip_rules": ["1.1.1.1"]}]},
            {"network_rules": [{"default_action": True}]},
            {"network_rules": [{"ip_rules": {}, "default_action": REFERS}]},
            "/networkAcls.defaultAction",
            {"equals": "Allow"},
            "unknown",
        ),
        # A dynamic block with as many blocks as are known: its values are unknown, although nothing is written.
        (
            {"network_rules": [{"ip_rules": ["1.1.1.1"]}]},
            {"network_rules": [{"default_action": True}]},
            {},
            "/networkAcls.defaultAction",
            {"equals": "Allow"},
            "unknown",
        ),
        # The plan of a configuration in JSON shows templates: text without one is known.
        *(
            ({"tags": None}, {"tags": True}, {"tags": {**REFERS, "constant_value": TEMPLATES}}, field, test, said)
            for field, test, said in (
                ("tags.env", {"equals": "x"}, "unknown"),
                ("tags.a", {"equals": "x"}, "noncompliant"),
                ("tags.price", {"equals": "${EUR}"}, "noncompliant"),
                ("tags.b", {"exists": True}, "compliant"),
            )
        ),
    ],
)
def test_what_is_known_after_apply(values: Any, unknown: Any, written: Any, field: str, test: Any, said: str) -> None:
    found = Plan().add("azurerm_storage_account.a", {**STORAGE, **values}, unknown, written).read()
    assert outcome(found, field, **test) == said


@pytest.mark.parametrize(
    ("actions", "before", "said"),
    [
        # Terraform keeps what is not written, so this block is written, as a dynamic one.
        (["update"], {"network_rules": [{"default_action": "Deny"}]}, "unknown"),
        # Nothing to keep, or a new resource: it may be left out.
        (["update"], {"network_rules": []}, "noncompliant"),
        (["delete", "create"], {"network_rules": [{"default_action": "Deny"}]}, "noncompliant"),
        (["create"], None, "noncompliant"),
    ],
)
def test_a_dynamic_block_of_those_that_azure_fills_in(actions: list[str], before: Any, said: str) -> None:
    change = {"actions": actions, "before": before}
    values, unknown = {**STORAGE, "network_rules": None}, {"network_rules": True}
    found = Plan().add("azurerm_storage_account.a", values, unknown, {}, change=change).read()
    assert outcome(found, "/networkAcls.defaultAction", equals="Allow") == said


VAULT = {"name": "v", "resource_group_name": "rg", "location": "westeurope", "sku_name": "standard"}
LOGS = {"name": "l", "resource_group_name": "rg", "location": "westeurope"}
INSIGHTS = {**LOGS, "application_type": "web", "workspace_id": "/w"}
LOCAL = ("local_authentication_enabled", "local_authentication_disabled")
SETTING = {"name": "d", "target_resource_id": f"{GROUP}/providers/{ACCOUNT}/a"}


@pytest.mark.parametrize(
    ("kind", "values", "before", "after", "alias", "sent"),
    [
        # The provider fills in what is not written, with the value from before the update.
        (
            "azurerm_key_vault",
            VAULT,
            {"rbac_authorization_enabled": True, "enable_rbac_authorization": True},
            {"rbac_authorization_enabled": True, "enable_rbac_authorization": False},
            "Microsoft.KeyVault/vaults/enableRbacAuthorization",
            False,
        ),
        (
            "azurerm_key_vault",
            VAULT,
            {"rbac_authorization_enabled": True, "enable_rbac_authorization": True},
            {"rbac_authorization_enabled": False, "enable_rbac_authorization": True},
            "Microsoft.KeyVault/vaults/enableRbacAuthorization",
            False,
        ),
        (
            "azurerm_log_analytics_workspace",
            LOGS,
            dict(zip(LOCAL, (True, False), strict=True)),
            dict(zip(LOCAL, (True, True), strict=True)),
            "Microsoft.OperationalInsights/workspaces/features.disableLocalAuth",
            True,
        ),
        (
            "azurerm_application_insights",
            INSIGHTS,
            {"ip_masking_enabled": True, "disable_ip_masking": False},
            {"ip_masking_enabled": True, "disable_ip_masking": True},
            "Microsoft.Insights/components/DisableIpMasking",
            True,
        ),
        (
            "azurerm_application_insights",
            INSIGHTS,
            dict(zip(LOCAL, (False, True), strict=True)),
            dict(zip(LOCAL, (False, False), strict=True)),
            "Microsoft.Insights/components/DisableLocalAuth",
            False,
        ),
        (
            "azurerm_monitor_diagnostic_setting",
            SETTING,
            {"enabled_metric": [{"category": "A"}], "metric": [{"category": "A", "enabled": True}]},
            {"enabled_metric": [{"category": "A"}], "metric": [{"category": "B", "enabled": True}]},
            "Microsoft.Insights/diagnosticSettings/metrics[*].category",
            "B",
        ),
    ],
)
def test_an_update_sends_the_one_of_two_arguments_that_changes(
    kind: str, values: Any, before: Any, after: Any, alias: str, sent: Any
) -> None:
    change = {"actions": ["update"], "before": {**values, **before}}
    found = Plan().add(f"{kind}.a", {**values, **after}, {}, {}, change=change).read()
    assert judge(definition({"field": alias, "notEquals": sent}), found).findings == ()
    [finding] = judge(definition({"field": alias, "equals": sent}), found).findings
    assert str(finding.outcome) == "noncompliant"


@pytest.mark.parametrize(("constraint", "said"), [("~> 4.81", "noncompliant"), ("~> 5.0", "unknown")])
def test_a_block_that_azure_fills_in_is_that_of_the_version(constraint: str, said: str) -> None:
    registry = {"name": "cr", "resource_group_name": "rg", "location": "westeurope", "sku": "Premium"}
    provider = {"version_constraint": constraint, "expressions": {"subscription_id": {"constant_value": SUBSCRIPTION}}}
    plan = Plan(providers={"azurerm": provider})
    found = plan.add("azurerm_container_registry.a", registry, {"encryption": True}, {}).read()
    rule = {"field": "Microsoft.ContainerRegistry/registries/encryption.status", "notEquals": "enabled"}
    assert [str(one.outcome) for one in judge(definition(rule), found).findings] == [said]


@pytest.mark.parametrize(
    ("unknown", "field", "said"),
    [
        ({"body": {"properties": True}}, "/publicNetworkAccess", "unknown"),
        ({"body": {"properties": {"publicNetworkAccess": True}}}, "/publicNetworkAccess", "unknown"),
        ({"body": {"properties": {"publicNetworkAccess": True}}}, "/allowedCopyScope", "compliant"),
        ({"body": True}, "kind", "unknown"),
    ],
)
def test_a_body_of_azapi_that_is_known_after_apply(unknown: Any, field: str, said: str) -> None:
    body = {"sku": {"name": "Standard_LRS"}, "properties": {}}
    values = {"type": f"{ACCOUNT}@2023-01-01", "name": "a", "parent_id": GROUP, "body": body}
    found = Plan().add("azapi_resource.a", values, unknown, {"body": REFERS}).read()
    assert outcome(found, field, equals="Enabled") == said


@pytest.mark.parametrize(
    ("values", "written", "said"),
    [
        ({}, {}, "noncompliant"),
        ({}, {"network_security_group_id_wo": {"constant_value": "/n"}}, "compliant"),
        ({}, {"network_security_group_id_wo": REFERS}, "unknown"),
        # An update keeps the group that the subnet has.
        ({"network_security_group_id": "/n"}, {}, "compliant"),
    ],
)
def test_the_group_of_a_subnet_of_version_5(values: Any, written: Any, said: str) -> None:
    subnet = {"name": "s", "resource_group_name": "rg", "virtual_network_name": "v", **values}
    provider = {"version_constraint": "~> 5.0", "expressions": {"subscription_id": {"constant_value": SUBSCRIPTION}}}
    unknown = {} if values else {"network_security_group_id": True}
    plan = Plan(providers={"azurerm": provider}).add("azurerm_subnet.a", subnet, unknown, written)
    rule = {"field": "Microsoft.Network/virtualNetworks/subnets/networkSecurityGroup.id", "exists": False}
    findings = judge(definition(rule), plan.read()).findings
    assert [str(one.outcome) for one in findings] == ([] if said == "compliant" else [said])


@pytest.mark.parametrize(("template", "said"), [("${%s}", "compliant"), ("${%s}/blobServices/default", "unknown")])
def test_text_around_an_id_is_no_id(template: str, said: str) -> None:
    """In the plan of a configuration in JSON, which shows templates."""
    written = {
        "constant_value": template % "azurerm_storage_account.a.id",
        "references": ["azurerm_storage_account.a.id"],
    }
    plan = Plan().add("azurerm_storage_account.a", STORAGE, {"id": True}, {})
    endpoint = {"name": "pe", "resource_group_name": "rg", "location": "westeurope"}
    plan.add("azurerm_private_endpoint.e", endpoint, {"subnet_id": True}, {"subnet_id": written})
    rule = definition({"field": "Microsoft.Network/privateEndpoints/subnet.id", "like": "*/default"})
    (found,) = [str(one.outcome) for one in judge(rule, plan.read()).findings] or ["compliant"]
    assert found == said


def test_text_of_a_plan_is_no_template() -> None:
    found = Plan().add("azurerm_storage_account.a", {**STORAGE, "tags": {"a": "${b} %{c}"}}, {}, {}).read()
    assert found.all[0].field("tags") == {"a": "${b} %{c}"}


def endpoint(target: str, plan: Plan, address: str, module: dict[str, Any] | None = None) -> Plan:
    reference = {"references": [target, target.rpartition(".")[0]]}
    return plan.add(
        address,
        {"name": "pe", "resource_group_name": "rg", "private_service_connection": [{"name": "c"}]},
        {"private_service_connection": [{"private_connection_resource_id": True}]},
        {"private_service_connection": [{"name": {}, "private_connection_resource_id": reference}]},
        module=module,
    )


def connected(found: policy.Resources) -> list[str]:
    """The accounts that have a private endpoint."""
    accounts = found.by_type[ACCOUNT.lower()]
    return [one.address for one in accounts if found.children(one, f"{ACCOUNT}/privateEndpointConnections")[0]]


def account(plan: Plan, address: str, name: str, module: dict[str, Any] | None = None) -> Plan:
    return plan.add(address, {**STORAGE, "name": name}, {"id": True}, {"name": {}}, module=module)


def test_a_reference_in_a_module_is_to_the_modules_own_resource() -> None:
    inside: dict[str, Any] = {}
    plan = account(Plan(), "azurerm_storage_account.this", "root")
    account(plan, "module.m.azurerm_storage_account.this", "inner", inside)
    endpoint("azurerm_storage_account.this.id", plan, "module.m.azurerm_private_endpoint.this", inside)
    plan.root["module_calls"]["m"] = {"module": inside}
    assert connected(plan.read()) == ["module.m.azurerm_storage_account.this"]


def test_a_variable_of_a_module_is_what_the_call_gives() -> None:
    inside: dict[str, Any] = {}
    plan = account(Plan(), "azurerm_storage_account.this", "root")
    account(plan, "module.m.azurerm_storage_account.this", "inner", inside)
    endpoint("var.target", plan, "module.m.azurerm_private_endpoint.this", inside)
    written = inside["resources"][-1]["expressions"]["private_service_connection"][0]
    written["private_connection_resource_id"] = {"references": ["var.target"]}
    given = {"target": {"references": ["azurerm_storage_account.this.id", "azurerm_storage_account.this"]}}
    plan.root["module_calls"]["m"] = {"module": inside, "expressions": given}
    assert connected(plan.read()) == ["azurerm_storage_account.this"]


def test_an_output_of_a_module_is_what_the_module_says() -> None:
    inside: dict[str, Any] = {
        "outputs": {
            "id": {"expression": {"references": ["azurerm_storage_account.this.id", "azurerm_storage_account.this"]}}
        }
    }
    plan = account(Plan(), "azurerm_storage_account.this", "root")
    account(plan, "module.m.azurerm_storage_account.this", "inner", inside)
    endpoint("module.m.id", plan, "azurerm_private_endpoint.this")
    plan.root["module_calls"]["m"] = {"module": inside}
    assert connected(plan.read()) == ["module.m.azurerm_storage_account.this"]


def test_instances_of_a_module_keep_to_themselves() -> None:
    inside: dict[str, Any] = {}
    plan = Plan()
    for key in ("a", "b"):
        account(plan, f'module.m["{key}"].azurerm_storage_account.this', f"acct{key}", inside)
    endpoint("azurerm_storage_account.this.id", plan, 'module.m["a"].azurerm_private_endpoint.this', inside)
    plan.root["module_calls"]["m"] = {"module": inside}
    assert connected(plan.read()) == ['module.m["a"].azurerm_storage_account.this']


def test_a_reference_to_one_of_several_instances_that_is_not_told_stays_unknown() -> None:
    plan = Plan()
    for number in range(2):
        account(plan, f"azurerm_storage_account.this[{number}]", f"acct{number}")
    endpoint("azurerm_storage_account.this.id", plan, "azurerm_private_endpoint.x")
    found = plan.read()
    assert connected(found) == []
    _, doubt = found.children(found.all[0], f"{ACCOUNT}/privateEndpointConnections")
    assert doubt is not None


def test_resources_have_the_subscription_of_their_provider() -> None:
    inside: dict[str, Any] = {}
    plan = Plan(
        providers={
            "azurerm.hub": {"alias": "hub", "expressions": {"subscription_id": {"constant_value": OTHER}}},
            "azurerm.var": {"alias": "var", "expressions": {"subscription_id": {"references": ["var.s"]}}},
        },
        variables={"s": {"value": OTHER.replace("1", "2")}},
    )
    plan.add("azurerm_storage_account.a", STORAGE, {}, {})
    plan.add("azurerm_storage_account.b", STORAGE, {}, {}, provider="azurerm.hub")
    plan.add("azurerm_storage_account.c", STORAGE, {}, {}, provider="azurerm.var")
    plan.add("module.m.azurerm_storage_account.a", STORAGE, {}, {}, module=inside, provider="azurerm.hub")
    plan.root["module_calls"]["m"] = {"module": inside}
    found = [one.subscription_id for one in plan.read().all]
    assert found == [SUBSCRIPTION, OTHER, OTHER.replace("1", "2"), OTHER]


def test_an_id_that_the_plan_knows_is_taken_from_it() -> None:
    made = f"{GROUP}/providers/{ACCOUNT}/other"
    found = Plan().add("azurerm_storage_account.a", {**STORAGE, "id": made}, {}, {}).read()
    assert found.all[0].id == made
    assert found.all[0].field("tags") is MISSING


def test_a_parent_of_another_type_leaves_the_id_unknown() -> None:
    values = {"type": f"{ACCOUNT}/blobServices/containers@2023-01-01", "name": "c", "body": {}}
    plan = account(Plan(), "azurerm_storage_account.a", "acct")
    reference = {"references": ["azurerm_storage_account.a.id", "azurerm_storage_account.a"]}
    plan.add("azapi_resource.c", values, {"parent_id": True}, {"parent_id": reference})
    assert isinstance(plan.read().all[1].id, Unknown)


VAULT_BODY = {"type": f"{ACCOUNT}@2023-01-01", "name": "a", "parent_id": GROUP, "body": {"properties": {}}}


@pytest.mark.parametrize(
    ("written", "more", "test", "said"),
    [
        # A plan shows null; what is written stands in the configuration.
        ({"sensitive_body": {"references": ["var.b"]}}, {}, {"exists": False}, "unknown"),
        ({"sensitive_body": {"references": ["var.b"]}}, {}, {"equals": "Enabled"}, "unknown"),
        ({"sensitive_body": {}}, {}, {"exists": False}, "unknown"),
        (
            {"sensitive_body": {"constant_value": {"properties": {"publicNetworkAccess": "Enabled"}}}},
            {},
            {"equals": "Enabled"},
            "noncompliant",
        ),
        ({"sensitive_body": {"constant_value": None}}, {}, {"exists": False}, "noncompliant"),
        # In a configuration in JSON, every expression has a value: its template.
        *(
            (
                {"sensitive_body": {"constant_value": {"properties": {name: "${var.b}"}}, "references": ["var.b"]}},
                {},
                {"exists": False},
                said,
            )
            for name, said in (("publicNetworkAccess", "unknown"), ("x", "noncompliant"))
        ),
        ({"sensitive_body": {"constant_value": "${jsondecode(1)}"}}, {}, {"exists": False}, "unknown"),
        ({}, {}, {"exists": False}, "noncompliant"),
        (
            {"sensitive_body": {"references": ["var.b"]}},
            {"sensitive_body_version": {"properties.password": "1"}},
            {"exists": False},
            "noncompliant",
        ),
    ],
)
def test_a_write_only_argument_is_read_from_the_configuration(written: Any, more: Any, test: Any, said: str) -> None:
    for shown in ({"sensitive_body": None}, {}):
        found = Plan().add("azapi_resource.a", {**VAULT_BODY, **shown, **more}, {}, {"body": {}, **written}).read()
        assert outcome(found, "/publicNetworkAccess", **test) == said


def test_a_write_only_argument_of_azurerm() -> None:
    plan = Plan().add("azurerm_network_security_group.n", {"name": "n", "resource_group_name": "rg"}, {"id": True}, {})
    reference = {"references": ["azurerm_network_security_group.n.id", "azurerm_network_security_group.n"]}
    plan.add("azurerm_subnet.s", {"name": "s", "group_wo": None}, {}, {"group_wo": reference, "name": {}})
    subnet = next(one for one in plan.read().all if one.terraform_type == "azurerm_subnet")
    assert subnet.arguments.get("group_wo") == f"{GROUP}/providers/Microsoft.Network/networkSecurityGroups/n"


@pytest.mark.parametrize(
    ("given", "default", "said"),
    [
        ({"s": {"constant_value": OTHER}}, None, OTHER),
        ({"s": {"references": ["var.outer"]}}, None, OTHER),
        ({"s": {"constant_value": "${var.outer}", "references": ["var.outer"]}}, None, OTHER),
        ({"s": {"constant_value": "x-${var.outer}", "references": ["var.outer"]}}, None, None),
        ({"s": {"references": ["local.x"]}}, None, None),
        ({}, OTHER, OTHER),
        ({}, None, None),
    ],
)
def test_a_provider_in_a_module_has_the_variables_of_the_module(given: Any, default: Any, said: str | None) -> None:
    own = {"expressions": {"subscription_id": {"references": ["var.s"]}}, "module_address": "module.m"}
    # The root module has a variable of that name, too.
    plan = Plan(
        providers={"module.m:azurerm": own}, variables={"s": {"value": SUBSCRIPTION}, "outer": {"value": OTHER}}
    )
    inside: dict[str, Any] = {"variables": {"s": {"default": default}}}
    account(plan, "module.m.azurerm_storage_account.a", "acct", inside)
    inside["resources"][0]["provider_config_key"] = "module.m:azurerm"
    plan.root["module_calls"]["m"] = {"module": inside, "expressions": given}
    (made,) = plan.read().all
    assert made.subscription_id == said if said else isinstance(made.subscription_id, Unknown)


def test_a_plan_that_failed_is_refused() -> None:
    document = {"planned_values": {"root_module": {}}, "resource_changes": [], "complete": False}
    with pytest.raises(TerraformError, match="p: is a plan that failed"):
        policy.Resources.of_plans({"p": {**document, "errored": True}})
    # With -target, plans are incomplete as well.
    assert policy.Resources.of_plans({"p": {**document, "errored": False}}).all == ()


@pytest.mark.parametrize(("block", "said"), [("explicit_proxy", "unknown"), ("child_policies", "compliant")])
def test_a_dynamic_block_that_no_table_speaks_of(block: str, said: str) -> None:
    values = {"name": "f", "resource_group_name": "rg", "location": "w"}
    found = Plan().add("azurerm_firewall_policy.f", values, {"id": True, block: True}, {"name": {}}).read()
    alias = "Microsoft.Network/firewallPolicies/explicitProxy.enableExplicitProxy"
    report = judge(definition({"field": alias, "equals": True}), found)
    assert next((str(one.outcome) for one in report.findings), "compliant") == said


BLOBS = f"{ACCOUNT}/blobServices"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"actions": ["update"], "before": {"blob_properties": [{"versioning_enabled": True}]}}, ["unknown"]),
        ({"actions": ["update"], "before": {"blob_properties": []}}, []),
        ({}, []),
    ],
)
def test_a_resource_of_a_block_that_an_update_makes_anew(change: Any, said: list[str]) -> None:
    plan = Plan().add("azurerm_storage_account.a", STORAGE, {"blob_properties": True}, {}, change=change)
    report = judge(definition({"field": "type", "equals": BLOBS}), plan.read())
    assert [str(one.outcome) for one in report.findings] == said


def test_a_resource_of_each_block_that_a_plan_does_not_know() -> None:
    kind = "Microsoft.ContainerRegistry/registries/replications"
    values = {"name": "r", "resource_group_name": "rg", "location": "w"}
    plan = Plan().add("azurerm_container_registry.r", values, {"georeplications": True}, {})
    report = judge(definition({"field": "type", "equals": kind}), plan.read())
    assert [(one.type, str(one.outcome)) for one in report.findings] == [(kind, "unknown")]
