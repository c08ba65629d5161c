"""Private endpoints."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from azure_data_landing_zone.resources import PrivateEndpoint
from resource_support import ACCOUNT, GROUP, SUBNET, SUBSCRIPTION, VAULT, Built, assert_sets


def endpoint(zones: list[str] | None) -> Callable[[Any], object]:
    return lambda scope: PrivateEndpoint(
        scope,
        "endpoint",
        name="pep-x",
        resource_group=GROUP,
        location="westeurope",
        target=SUBSCRIPTION.resource("Microsoft.KeyVault/vaults", "kv"),
        subresource="vault",
        subnet=SUBNET,
        private_dns_zone_ids=zones,
    )


def test_an_endpoint_carries_all_its_zones_in_one_group(built: Built) -> None:
    body = built(endpoint(["/a", "/b"])).one("azurerm_private_endpoint")
    assert body["private_dns_zone_group"] == {"name": "default", "private_dns_zone_ids": ["/a", "/b"]}
    assert body["private_service_connection"]["subresource_names"] == ["vault"]
    assert "lifecycle" not in body


def test_an_endpoint_whose_records_policy_attaches_ignores_them(built: Built) -> None:
    stack = built(endpoint(None))
    body = stack.one("azurerm_private_endpoint")
    assert "private_dns_zone_group" not in body
    assert body["lifecycle"] == {"ignore_changes": ["private_dns_zone_group"]}


def test_sets_a_connection_that_needs_no_manual_approval(built: Built) -> None:
    body = built(endpoint(["/a"])).one("azurerm_private_endpoint")
    assert_sets(body, subnet_id=SUBNET.id, custom_network_interface_name="nic-pep-x")
    assert_sets(body["private_service_connection"], is_manual_connection=False, private_connection_resource_id=VAULT.id)


def test_sets_endpoints_of_one_resource_one_after_the_other(built: Built) -> None:
    def build(scope: Any) -> None:
        for subresource in ("blob", "dfs"):
            PrivateEndpoint(
                scope,
                subresource,
                name=f"pep-{subresource}",
                resource_group=GROUP,
                location="westeurope",
                target=ACCOUNT,
                subresource=subresource,
                subnet=SUBNET,
                private_dns_zone_ids=["/a"],
            )

    stack = built(build)
    ((blob, first),) = stack.all("azurerm_private_endpoint", name="pep-blob").items()
    assert "depends_on" not in first
    second = stack.one("azurerm_private_endpoint", name="pep-dfs")
    assert second["depends_on"] == [f"azurerm_private_endpoint.{blob}"]
