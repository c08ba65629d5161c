"""Names of subnets, private endpoints, budgets, peerings and links follow the convention."""

from __future__ import annotations

import pytest

from azure_data_landing_zone import config
from azure_data_landing_zone.changes import Rule, compare
from azure_data_landing_zone.config.models.naming import ChildNames
from azure_data_landing_zone.synthesis import stacks_of
from support import Json

OWN = {
    "subnet": "{landing_zone}-{purpose}-sn",
    "private_endpoint": "{target}-{subresource}-pe",
    "budget": "{stack}-cost",
    "peering": "to-{network}-{region}",
    "dns_link": "{network}-{instance}",
}
HUB = "/subscriptions/99999999-9999-9999-9999-999999999999/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub"


@pytest.fixture
def whole(zone: Json) -> Json:
    """A landing zone with one of each."""
    zone["network"]["hub"] = {"virtual_network_id": HUB, "manage": ["dns_links"]}
    budget = {"monthly": 1, "contacts": ["a@contoso.com"]}
    zone |= {"budget": budget}
    zone["products"] = [zone["products"][0] | {"environments": ["dev"], "budget": budget}]
    return zone


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
