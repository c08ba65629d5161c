"""The apps as a whole: what holds for every stack, and snapshots of each."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable

import pytest

from azure_data_landing_zone import config
from azure_data_landing_zone.azure import names, resource_providers
from azure_data_landing_zone.testing import Synthesized
from support import APPS, ROOT, Stack

Apps = Callable[[str], Synthesized]

#: Resource types that answer on a network, and so need a private endpoint.
REACHABLE = {
    "azurerm_container_registry": {"registry"},
    "azurerm_databricks_workspace": {"databricks_ui_api", "browser_authentication"},
    "azurerm_data_factory": {"dataFactory", "portal"},
    "azurerm_key_vault": {"vault"},
    "azurerm_machine_learning_workspace": {"amlworkspace"},
    "azurerm_synapse_private_link_hub": {"Web"},
    "azurerm_synapse_workspace": {"Sql", "SqlOnDemand", "Dev"},
}


@pytest.mark.parametrize("app", APPS)
def test_the_stacks_are_those_of_the_configuration(app_stacks: Apps, app: str) -> None:
    stacks = app_stacks(app)
    assert set(stacks) == set(config.load(ROOT / "apps" / app / "landing-zone.yaml").stacks)


@pytest.mark.parametrize("app", APPS)
def test_each_stack_is_as_reviewed(app_stacks: Apps, app: str, stack_snapshot: Callable[[Stack], None]) -> None:
    stacks = app_stacks(app)
    # Visible in every snapshot, so that a reviewer sees a change of the provider beside what it changes.
    assert stacks["core"].reviewed()["terraform"]["required_providers"]["azurerm"]["version"] == "~> 4.81"
    for _, stack in sorted(stacks.items()):
        stack_snapshot(stack)


@pytest.mark.parametrize("app", APPS)
def test_no_address_changed_without_a_moved_entry(
    app_stacks: Apps, app: str, address_book: Callable[[Synthesized, str], None]
) -> None:
    """The address book is a contract with deployed states: a changed line replaces what stands there."""
    address_book(app_stacks(app), f"address_books/{app}.txt")


@pytest.mark.parametrize("app", APPS)
def test_terraform_takes_every_name(app_stacks: Apps, app: str) -> None:
    for stack in app_stacks(app).values():
        for address in stack.addresses():
            assert re.fullmatch(r"[A-Za-z_][A-Za-z0-9_-]*", address.rsplit(".", 1)[1]), address


@pytest.mark.parametrize("app", APPS)
def test_every_stack_plans_without_its_neighbours(app_stacks: Apps, app: str) -> None:
    for stack in app_stacks(app).values():
        text = json.dumps(stack.document)
        assert "terraform_remote_state" not in text
        own = set(stack.addresses())
        for kind, name in re.findall(r"\$\{(azurerm_\w+)\.([\w-]+)\.", text):
            assert f"{kind}.{name}" in own, f"{stack.name} refers to {kind}.{name} of another stack"


@pytest.mark.parametrize("app", APPS)
def test_providers_float_inside_their_major_version(app_stacks: Apps, app: str) -> None:
    for stack in app_stacks(app).values():
        wanted = {"azurerm": {"source": "hashicorp/azurerm", "version": "~> 4.81"}}
        if any(kind.startswith("azapi_") for part in ("resource", "data") for kind in stack.document.get(part, {})):
            wanted["azapi"] = {"source": "Azure/azapi", "version": ">= 2.12, < 3"}
        assert stack.document["terraform"]["required_providers"] == wanted
        assert set(stack.document["provider"]) == set(wanted)
        assert stack.document["provider"]["azurerm"][0]["storage_use_azuread"] is True
        assert stack.document["provider"]["azurerm"][0]["features"][0]["storage"] == [{"data_plane_available": False}]


@pytest.mark.parametrize("app", APPS)
def test_only_the_bootstrap_stack_registers_resource_providers(app_stacks: Apps, app: str) -> None:
    for stack in app_stacks(app).values():
        provider = stack.document["provider"]["azurerm"][0]
        assert provider["resource_provider_registrations"] == "none"
        assert ("resource_providers_to_register" in provider) == (stack.name == "bootstrap")
    registered = app_stacks(app)["bootstrap"].document["provider"]["azurerm"][0]["resource_providers_to_register"]
    configuration = config.load(ROOT / "apps" / app / "landing-zone.yaml")
    assert registered == list(resource_providers.needed(configuration.parts))
    arm_types = {names.rules()[placed.type].arm_type.split("/")[0] for placed in configuration.placed()} - {
        "Microsoft.Resources"
    }
    assert arm_types <= set(registered)


@pytest.mark.parametrize("app", APPS)
def test_every_stack_keeps_its_state_under_a_key_of_its_own(app_stacks: Apps, app: str) -> None:
    backends = [
        json.dumps(stack.document["terraform"]["backend"], sort_keys=True) for stack in app_stacks(app).values()
    ]
    assert len(set(backends)) == len(backends)
    assert not any(str(ROOT) in backend for backend in backends)


def test_remote_state_is_reached_with_entra_id(app_stacks: Apps) -> None:
    stacks = app_stacks("contoso")
    account = stacks["bootstrap"].one("azurerm_storage_account")
    for name, stack in stacks.items():
        backend = stack.document["terraform"]["backend"]
        if name == "bootstrap":
            assert backend == {"local": {"path": "../../../terraform.bootstrap.tfstate"}}
            continue
        assert backend["azurerm"]["use_azuread_auth"] is True
        assert backend["azurerm"]["use_oidc"] is True
        assert backend["azurerm"]["storage_account_name"] == account["name"]
        stacks["bootstrap"].one("azurerm_storage_container", name=backend["azurerm"]["container_name"])
    assert account["network_rules"]["ip_rules"] == ["203.0.113.0/24"]
    assert account["lifecycle"] == {"prevent_destroy": True}


@pytest.mark.parametrize("app", APPS)
def test_names_are_unique_where_azure_wants_it(app_stacks: Apps, app: str) -> None:
    for kind in (
        "azurerm_storage_account",
        "azurerm_key_vault",
        "azurerm_container_registry",
        "azurerm_resource_group",
    ):
        taken = Counter(body["name"] for stack in app_stacks(app).values() for body in stack.all(kind).values())
        assert max(taken.values(), default=1) == 1, kind


@pytest.mark.parametrize("app", APPS)
def test_scope_role_and_principal_are_unique_over_all_stacks(app_stacks: Apps, app: str) -> None:
    assignments = [
        (stack.name, body)
        for stack in app_stacks(app).values()
        for body in stack.all("azurerm_role_assignment").values()
    ]
    named = Counter(body["name"] for _, body in assignments)
    assert max(named.values()) == 1
    keys = Counter(
        (
            name if "${" in body["scope"] + body["principal_id"] else "",
            body["scope"],
            body["role_definition_id"],
            body["principal_id"],
        )
        for name, body in assignments
    )
    assert max(keys.values()) == 1
    assert all(body["principal_type"] in {"ServicePrincipal", "Group"} for _, body in assignments)


@pytest.mark.parametrize("app", APPS)
def test_everything_that_answers_on_a_network_has_its_private_endpoints(app_stacks: Apps, app: str) -> None:
    for stack in app_stacks(app).values():
        if stack.name == "bootstrap":
            continue
        endpoints: dict[str, set[str]] = {}
        for body in stack.all("azurerm_private_endpoint").values():
            connection = body["private_service_connection"]
            endpoints.setdefault(connection["private_connection_resource_id"], set()).update(
                connection["subresource_names"]
            )
            assert body["private_dns_zone_group"]["private_dns_zone_ids"]
        for kind, name, body in stack.resources():
            wanted = REACHABLE.get(kind, set())
            if kind == "azurerm_databricks_workspace" and stack.name != "core":
                wanted = {"databricks_ui_api"}  # people sign in through the landing zone's
            if kind == "azurerm_storage_account":
                wanted = {"blob", "dfs"} if body["is_hns_enabled"] else {"blob", "file", "queue", "table"}
            if wanted:
                assert endpoints.get(f"${{{kind}.{name}.id}}") == wanted, f"{stack.name} {kind}.{name}"
                public = {
                    body[key] for key in ("public_network_access_enabled", "public_network_enabled") if key in body
                }
                # A hub serves nothing but its endpoints, and has no such argument.
                assert public == (set() if kind == "azurerm_synapse_private_link_hub" else {False})


@pytest.mark.parametrize("app", APPS)
def test_the_workspace_endpoint_has_both_zones(app_stacks: Apps, app: str) -> None:
    found = 0
    for stack in app_stacks(app).values():
        for body in stack.all("azurerm_private_endpoint").values():
            if body["private_service_connection"]["subresource_names"] == ["amlworkspace"]:
                zones = {id_.rsplit("/", 1)[1] for id_ in body["private_dns_zone_group"]["private_dns_zone_ids"]}
                assert zones == {"privatelink.api.azureml.ms", "privatelink.notebooks.azure.net"}
                found += 1
    assert found >= len(config.load(ROOT / "apps" / app / "landing-zone.yaml").products)


@pytest.mark.parametrize("app", ["minimal", "contoso"])
def test_every_zone_that_an_endpoint_uses_exists(app_stacks: Apps, app: str) -> None:
    stacks = app_stacks(app)
    group = next(
        body["name"] for body in stacks["core"].all("azurerm_resource_group").values() if "-dns-" in body["name"]
    )
    zones = {body["name"] for body in stacks["core"].all("azurerm_private_dns_zone").values()}
    for stack in stacks.values():
        for body in stack.all("azurerm_private_endpoint").values():
            for zone_id in body["private_dns_zone_group"]["private_dns_zone_ids"]:
                assert f"/resourceGroups/{group}/" in zone_id
                assert zone_id.rsplit("/", 1)[1] in zones


@pytest.mark.parametrize("app", APPS)
def test_everything_that_can_carry_tags_carries_those_of_its_owner(app_stacks: Apps, app: str) -> None:
    parts_of_others = {
        "Microsoft.DataFactory/factories/linkedservices",
        "Microsoft.EventGrid/systemTopics/eventSubscriptions",
        "Microsoft.Insights/privateLinkScopes/scopedResources",
        "Microsoft.MachineLearningServices/workspaces/connections",
        "Microsoft.MachineLearningServices/workspaces/datastores",
        "Microsoft.MachineLearningServices/workspaces/outboundRules",
        "Microsoft.Network/privateDnsZones/virtualNetworkLinks",
        "Microsoft.Network/virtualNetworks/subnets",
        "Microsoft.Network/virtualNetworks/virtualNetworkPeerings",
    }
    without = {
        "azapi_resource_action",
        "azapi_update_resource",
        "azurerm_consumption_budget_resource_group",
        "azurerm_consumption_budget_subscription",
        "azurerm_data_factory_integration_runtime_azure",
        "azurerm_data_factory_integration_runtime_self_hosted",
        "azurerm_data_factory_managed_private_endpoint",
        "azurerm_federated_identity_credential",
        "azurerm_firewall_policy_rule_collection_group",
        "azurerm_kubernetes_cluster_extension",
        "azurerm_kubernetes_cluster_trusted_access_role_binding",
        "azurerm_machine_learning_datastore_datalake_gen2",
        "azurerm_machine_learning_workspace_network_outbound_rule_fqdn",
        "azurerm_machine_learning_workspace_network_outbound_rule_private_endpoint",
        "azurerm_management_lock",
        "azurerm_monitor_diagnostic_setting",
        "azurerm_monitor_private_link_scoped_service",
        "azurerm_nat_gateway_public_ip_association",
        "azurerm_network_security_rule",
        "azurerm_policy_definition",
        "azurerm_policy_set_definition",
        "azurerm_resource_group_policy_assignment",
        "azurerm_resource_group_policy_exemption",
        "azurerm_role_assignment",
        "azurerm_role_definition",
        "azurerm_storage_container",
        "azurerm_storage_management_policy",
        "azurerm_subscription_policy_assignment",
        "azurerm_synapse_managed_private_endpoint",
        "azurerm_synapse_role_assignment",
        "azurerm_synapse_workspace_sql_aad_admin",
        "azurerm_virtual_network_peering",
        "terraform_data",
    }
    for stack in app_stacks(app).values():
        for kind, name, body in stack.resources():
            part = kind == "azapi_resource" and body["type"].partition("@")[0] in parts_of_others
            if kind not in without and not part:
                assert body["tags"]["landing-zone"] == app.split("-")[0], f"{stack.name} {kind}.{name}"


@pytest.mark.parametrize("app", APPS)
def test_stacks_with_ephemeral_variables_say_so_and_demand_their_terraform(app_stacks: Apps, app: str) -> None:
    stacks = app_stacks(app)
    wanted = {layout.stack: layout.ephemeral_variables for layout in stacks.configuration.products}
    for name, stack in stacks.items():
        variables = stack.document.get("variable", {})
        ephemeral = tuple(sorted(key for key, body in variables.items() if body.get("ephemeral")))
        assert ephemeral == wanted.get(name, ())
        assert stack.document["terraform"].get("required_version") == (">= 1.11" if ephemeral else None)


@pytest.mark.parametrize("app", APPS)
def test_no_output_is_sensitive(app_stacks: Apps, app: str) -> None:
    for stack in app_stacks(app).values():
        for name, body in stack.document.get("output", {}).items():
            assert "sensitive" not in body, name


def test_lifecycle_drives_what_can_be_lost(app_stacks: Apps) -> None:
    stacks = app_stacks("contoso")
    for environment, refused, purged in (("dev", False, True), ("staging", False, False), ("prod", True, False)):
        stack = stacks[f"churn-{environment}"]
        features = stack.document["provider"]["azurerm"][0]["features"][0]
        for kind in ("azurerm_machine_learning_workspace", "azurerm_key_vault", "azurerm_storage_account"):
            assert stack.one(kind).get("lifecycle", {}).get("prevent_destroy", False) is refused
        assert stack.one("azurerm_key_vault")["purge_protection_enabled"] is not purged
        assert features["key_vault"][0]["purge_soft_delete_on_destroy"] is purged
        assert features["machine_learning"][0]["purge_soft_deleted_workspace_on_destroy"] is purged
        assert features["resource_group"][0]["prevent_deletion_if_contains_resources"] is not purged


#: What of an azapi body Azure takes at creation only, by type without what is before the last two names.
CREATION_ONLY = {
    "factories/linkedservices": set(),
    "privateDnsZones/virtualNetworkLinks": {"virtual_network"},
    "privateLinkScopes/scopedResources": {"linked_resource"},
    "registries": set(),
    "systemTopics/eventSubscriptions": set(),
    "virtualNetworks/subnets": set(),
    "virtualNetworks/virtualNetworkPeerings": {"virtual_network"},
    "workspaces/computes ComputeInstance": {"assigned_to", "location", "subnet", "vm_size"},
    "workspaces/computes Databricks": {"workspace"},
    "workspaces/computes Kubernetes": {"cluster", "namespace"},
    "workspaces/connections": set(),
    "workspaces/datastores": {"target"},
    "workspaces/outboundRules": {"spark", "target"},
}


def test_every_azapi_body_says_what_azure_takes_at_creation_only(app_stacks: Apps) -> None:
    found: dict[str, set[str]] = {}
    for app in APPS:
        for stack in app_stacks(app).values():
            for body in stack.all("azapi_resource").values():
                type_ = body["type"].split("@")[0].split("/", 1)[1]
                properties = body["body"].get("properties", {})
                key = " ".join([type_, *([properties["computeType"]] if "computeType" in properties else [])])
                found.setdefault(key, set()).update(body.get("replace_triggers_external_values", {}))
    optional = {"schedules", "setupScripts"}
    assert {key: names - optional for key, names in found.items()} == {key: CREATION_ONLY[key] for key in found}


def test_the_accounts_that_a_registry_made_stay_as_they_are(app_stacks: Apps) -> None:
    (registry,) = (
        body for body in app_stacks("contoso")["core"].all("azapi_resource").values() if "/registries@" in body["type"]
    )
    assert registry["lifecycle"]["ignore_changes"] == ["body.properties.regionDetails"]
