"""Names of subnets, private endpoints, budgets, peerings and links follow the convention."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from azure_data_landing_zone import config
from azure_data_landing_zone.changes import Rule, compare
from azure_data_landing_zone.config.models.data_lake import Layer
from azure_data_landing_zone.config.models.naming import ChildNames
from azure_data_landing_zone.synthesis import stacks_of
from support import APPS, ROOT, Json

OWN = {
    "subnet": "{landing_zone}-{purpose}-sn",
    "private_endpoint": "{target}-{subresource}-pe",
    "budget": "{stack}-cost",
    "peering": "to-{network}-{region}",
    "dns_link": "{network}-{instance}",
    "further_private_endpoint": "{network}-{target}-{subresource}-pe",
    "alert_rule": "alert-{rule}-{stack}",
    "event_subscription": "alert-{rule}",
}
HUB = "/subscriptions/99999999-9999-9999-9999-999999999999/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub"
#: The types of Terraform and Azure of what is named after what it belongs to.
TYPES = {
    "subnet": ("Microsoft.Network/virtualNetworks/subnets",),
    "private_endpoint": ("azurerm_private_endpoint",),
    "budget": ("azurerm_consumption_budget_resource_group", "azurerm_consumption_budget_subscription"),
    "virtual_network_peering": ("azurerm_virtual_network_peering",),
    "private_dns_zone_link": ("azurerm_private_dns_zone_virtual_network_link",),
    "metric_alert": ("azurerm_monitor_metric_alert",),
    "log_alert": ("azurerm_monitor_scheduled_query_rules_alert_v2",),
    "activity_log_alert": ("azurerm_monitor_activity_log_alert",),
    "event_subscription": ("Microsoft.EventGrid/systemTopics/eventSubscriptions",),
}


@pytest.fixture
def whole(zone: Json) -> Json:
    """A landing zone with one of each."""
    zone["network"]["hub"] = {"virtual_network_id": HUB, "manage": ["dns_links"]}
    budget = {"monthly": 1, "contacts": ["a@contoso.com"]}
    zone |= {"budget": budget, "alerts": {"contacts": {"emails": ["a@contoso.com"]}}}
    office = {"location": "westeurope", "subnet_id": f"{HUB}/subnets/office", "resources": ["key_vault"]}
    zone["products"] = [
        zone["products"][0]
        | {"environments": ["dev"], "budget": budget, "workspace": {"further_endpoints": {"office": office}}}
    ]
    return zone


def by_type(documents: Mapping[str, Json]) -> dict[str, set[tuple[str, str]]]:
    """The stacks and names of resources by their type in the naming rules."""
    found: dict[str, set[tuple[str, str]]] = {}
    for stack, document in documents.items():
        for type_, bodies in document.get("resource", {}).items():
            for body in bodies.values():
                kind = body["type"].partition("@")[0] if type_ == "azapi_resource" else type_
                row = next((row for row, types in TYPES.items() if kind in types), None)
                if row is not None:
                    found.setdefault(row, set()).add((stack, body["name"]))
    return found


def names(zone: Json) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for document in stacks_of(config.parse(zone)).documents.values():
        for type_, bodies in document.get("resource", {}).items():
            for body in bodies.values():
                kind = body["type"].partition("@")[0] if type_ == "azapi_resource" else type_
                found.setdefault(kind, set()).add(str(body.get("name")))
    return found


def test_children_are_named_by_their_patterns_and_a_change_is_one_of_names(whole: Json) -> None:
    before = names(whole)
    assert before["Microsoft.Network/virtualNetworks/subnets"] == {"snet-endpoints", "snet-training"}
    assert before["azurerm_private_dns_zone_virtual_network_link"] == {"link-zone", "link-zone-hub"}
    assert before["azurerm_virtual_network_peering"] == {"peer-hub"}
    former = stacks_of(config.parse(whole)).documents
    whole["naming"] = {"children": OWN}
    after = names(whole)
    assert after["Microsoft.Network/virtualNetworks/subnets"] == {"zone-endpoints-sn", "zone-training-sn"}
    assert after["azurerm_private_dns_zone_virtual_network_link"] == {"zone-001", "zone-hub-001"}
    assert after["azurerm_virtual_network_peering"] == {"to-hub-weu"}
    assert after["azurerm_consumption_budget_resource_group"] == {"churn-dev-cost"}
    assert after["azurerm_consumption_budget_subscription"] == {"zone-cost"}
    assert all(name.endswith("-pe") for name in after["azurerm_private_endpoint"])
    changes = compare(former, stacks_of(config.parse(whole)).documents)
    assert changes.effects[0].rule is Rule.NAMING
    assert changes.effects[0].refused


@pytest.mark.parametrize("app", APPS)
def test_the_layout_lists_all_of_them(app_stacks: Callable[[str], Mapping[str, Any]], app: str) -> None:
    configuration = config.load(ROOT / "apps" / app / "landing-zone.yaml")
    listed: dict[str, set[tuple[str, str]]] = {}
    for child in configuration.children():
        listed.setdefault(child.type, set()).add((child.stack, child.name))
    made = by_type({stack: parsed.document for stack, parsed in app_stacks(app).items()})
    assert listed == made
    keys = [(child.stack, child.key) for child in configuration.children()]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("kind", sorted(ChildNames.model_fields))
def test_each_pattern_alone_is_a_change_of_names_that_is_refused(whole: Json, kind: str) -> None:
    former = stacks_of(config.parse(whole)).documents
    whole["naming"] = {"children": {kind: OWN[kind]}}
    effects = compare(former, stacks_of(config.parse(whole)).documents).effects
    assert any(effect.refused and effect.rule in (Rule.NAMING, Rule.RENAMED) for effect in effects)


def test_another_hub_is_no_change_of_names(whole: Json) -> None:
    former = stacks_of(config.parse(whole)).documents
    whole["network"]["hub"]["virtual_network_id"] = f"{HUB}2"
    effects = compare(former, stacks_of(config.parse(whole)).documents).effects
    assert [effect.name for effect in effects if effect.rule is Rule.RENAMED] == ["peer-hub"]
    assert not any(effect.refused for effect in effects)


CORE_NAMES = {
    "subnet_training": "ml-subnet",
    "peering": "to-hub",
    "dns_link": "own-link",
    "dns_link_hub": "hub-link",
    "budget": "zone-money",
    "alert_lake_availability_raw": "raw-is-busy",
    "data_lake_curated_endpoint_dfs": "curated-dfs",
}
PRODUCT_NAMES = {
    "budget": "churn-money",
    "alert_secret_expiry": "secrets-end",
    "alert_quota_utilization": "quota-is-used",
    "key_vault_endpoint_vault": "vault-endpoint",
    "key_vault_endpoint_vault_office": "vault-endpoint-office",
    "storage_account_endpoint_blob": "blob-endpoint",
}


def test_single_entries_are_named_below_names(whole: Json) -> None:
    former = by_type(stacks_of(config.parse(whole)).documents)
    whole["names"] = CORE_NAMES
    whole["products"][0]["names"] = PRODUCT_NAMES
    configuration = config.parse(whole)
    documents = stacks_of(configuration).documents
    found = by_type(documents)
    added = {name for type_, pairs in found.items() for _, name in pairs - former[type_]}
    assert added == {*CORE_NAMES.values(), *PRODUCT_NAMES.values()}
    # What refers to them by computed ids follows.
    assert configuration.core.subnets["training"].id.name == "ml-subnet"
    assert configuration.core.lake_endpoints(Layer.CURATED)["dfs"].name == "curated-dfs"
    scopes = {body["scope"] for body in documents["churn-dev"]["resource"]["azurerm_role_assignment"].values()}
    assert any(scope.endswith("/privateEndpoints/curated-dfs") for scope in scopes)
    assert "/subnets/ml-subnet" in json.dumps(documents["churn-dev"])


@pytest.mark.parametrize("of_product", [False, True])
def test_each_entry_alone_is_judged(whole: Json, of_product: bool) -> None:
    former = stacks_of(config.parse(whole)).documents
    for key, name in (PRODUCT_NAMES if of_product else CORE_NAMES).items():
        changed = copy.deepcopy(whole)
        (changed["products"][0] if of_product else changed)["names"] = {key: name}
        effects = compare(former, stacks_of(config.parse(changed)).documents).effects
        assert any(effect.refused and effect.rule in (Rule.NAMING, Rule.RENAMED) for effect in effects), key


@pytest.mark.parametrize(
    ("of_product", "given", "said"),
    [
        (False, {"subnet_trainin": "x"}, "is the key of no resource of the landing zone: `adlz show names` lists the keys; did you mean 'subnet_training'?"),
        (False, {"subnet_training": "snet-endpoints"}, "is the name of subnet_endpoints too: names must differ"),
        (False, {"subnet_training": "-x"}, "is not what Azure allows for a subnet: letters, digits, _ . and -, with a letter"),
        (False, {"alert_lake_availability_raw": "a" * 261}, "has 261 characters, allowed are 1 to 260"),
        (False, {"budget": "a b"}, "is not what Azure allows for a budget: letters, digits, _ and -"),
        (False, {"data_lake_raw_endpoint_file": "x"}, "is no core resource"),
        (True, {"key_vault_endpoint_vault_home": "x"}, "is the key of no resource of the product churn"),
        (True, {"key_vault_endpoint_vault": "x"}, "has 1 characters, allowed are 2 to 64"),
        (True, {"alert_failed_rums": "x"}, "did you mean 'alert_failed_runs'?"),
    ],
)  # fmt: skip
def test_mistakes_below_names(whole: Json, of_product: bool, given: Json, said: str) -> None:
    (whole["products"][0] if of_product else whole)["names"] = given
    with pytest.raises(config.ConfigurationError) as error:
        config.parse(whole)
    (problem,) = error.value.problems
    assert said in problem.message
    assert "names" in problem.path


def test_a_pattern_whose_names_azure_refuses(whole: Json) -> None:
    whole["products"][0]["name"] = "churn-of-customers"
    whole["naming"] = {"children": {"alert_rule": "{stack}-{rule}", "budget": f"{'a' * 50}-{{stack}}"}}
    with pytest.raises(config.ConfigurationError) as error:
        config.parse(whole)
    (problem,) = error.value.problems
    assert problem.path == "naming.children.budget"
    assert "gives budget of churn-of-customers-dev the name 'aaa" in problem.message


def test_a_key_of_one_environment_is_allowed_in_all(whole: Json) -> None:
    whole["products"][0] |= {"environments": ["dev", "prod"], "names": {"alert_failed_runs": "runs"}}
    assert config.parse(whole)


def test_ids_follow_the_names(whole: Json) -> None:
    whole["naming"] = {"children": OWN}
    core = config.parse(whole).core
    assert core.subnets["training"].id.name == "zone-training-sn"
    account, endpoints = core.lake_accounts, core.lake_endpoints
    for layer, id_ in account.items():
        assert {one.name for one in endpoints(layer).values()} == {f"{id_.name}-{part}-pe" for part in ("blob", "dfs")}


@pytest.mark.parametrize("kind", sorted(ChildNames.model_fields))
@pytest.mark.parametrize(("text", "said"), [("x-{other}", "uses {other}"), ("plain", "lacks"), ("x-}y", "malformed")])
def test_a_pattern_that_names_nothing_apart_is_refused(zone: Json, kind: str, text: str, said: str) -> None:
    zone["naming"] = {"children": {kind: text}}
    with pytest.raises(config.ConfigurationError, match=said) as error:
        config.parse(zone)
    assert error.value.problems[0].path == f"naming.children.{kind}"
