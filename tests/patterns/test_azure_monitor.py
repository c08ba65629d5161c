"""Azure Monitor is reached through a private link scope."""

from __future__ import annotations

from collections.abc import Callable

from network_support import DNS_OWNERS, HUB_SCOPE, azapi_resources, outbound_rules
from support import Json, Stack

Synth = Callable[[Json], dict[str, Stack]]


def monitored(stacks: dict[str, Stack]) -> list[Json]:
    return [
        stacks["core"].one("azurerm_log_analytics_workspace"),
        stacks["churn-dev"].one("azurerm_application_insights"),
    ]


def test_azure_monitor_is_reached_through_a_scope_of_our_own(synth: Synth, zone: Json) -> None:
    stacks = synth(zone)
    for body in monitored(stacks):
        assert body["internet_ingestion_enabled"] is False
        assert body["internet_query_enabled"] is False
    scope = stacks["core"].one("azurerm_monitor_private_link_scope")
    assert scope["ingestion_access_mode"] == scope["query_access_mode"] == "PrivateOnly"
    stacks["core"].one("azurerm_monitor_private_link_scoped_service", name="log-zone-monitoring-weu-001")
    (endpoint,) = [
        body
        for body in stacks["core"].all("azurerm_private_endpoint").values()
        if body["private_service_connection"]["subresource_names"] == ["azuremonitor"]
    ]
    assert len(endpoint["private_dns_zone_group"]["private_dns_zone_ids"]) == 5
    assert endpoint["depends_on"], "a scope cannot change while its endpoint is being made"
    for environment in ("dev", "prod"):
        (joined,) = azapi_resources(
            stacks[f"churn-{environment}"], "Microsoft.Insights/privateLinkScopes/scopedResources"
        )
        assert joined["parent_id"].endswith(f"/privateLinkScopes/{scope['name']}")
        linked = joined["body"]["properties"]["linkedResourceId"]
        assert linked.startswith("${azurerm_application_insights.")


def test_azure_monitor_is_reached_through_the_hubs_scope(synth: Synth, zone: Json) -> None:
    zone["network"]["dns"] = DNS_OWNERS["hub"]
    zone["observability"] = {"private_link_scope": {"existing": HUB_SCOPE}}
    stacks = synth(zone)
    assert not stacks["core"].all("azurerm_monitor_private_link_scope")
    for stack, body in zip((stacks["core"], stacks["churn-dev"]), monitored(stacks), strict=True):
        assert body["internet_ingestion_enabled"] is False
        (joined,) = azapi_resources(stack, "Microsoft.Insights/privateLinkScopes/scopedResources")
        assert joined["parent_id"] == HUB_SCOPE


def test_azure_monitor_stays_public_if_that_is_chosen(synth: Synth, zone: Json) -> None:
    zone["observability"] = {"private_link_scope": "none"}
    stacks = synth(zone)
    for body in monitored(stacks):
        assert body["internet_ingestion_enabled"] is True
    for stack in stacks.values():
        assert not stack.all("azurerm_monitor_private_link_scoped_service")
    assert "AllowMonitorOutbound" in outbound_rules(stacks["core"], "training")
