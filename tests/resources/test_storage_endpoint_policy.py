"""Service endpoint policies for storage."""

from __future__ import annotations

from azure_data_landing_zone.resources import StorageEndpointPolicy
from resource_support import GROUP, Built, assert_lies_in_group


def test_sets_the_accounts_that_a_subnet_reaches(built: Built) -> None:
    body = built(
        lambda scope: StorageEndpointPolicy(
            scope, "policy", name="sep", resource_group=GROUP, accounts=["/subscriptions/b", "/subscriptions/a"]
        )
    ).one("azurerm_subnet_service_endpoint_storage_policy")
    assert_lies_in_group(body, "sep")
    assert body["lifecycle"] == {"create_before_destroy": True}
    assert all(one["name"] for one in body["definition"])
    assert {one["service"]: one["service_resources"] for one in body["definition"]} == {
        "Microsoft.Storage": ["/subscriptions/a", "/subscriptions/b"],
        "Global": ["/services/Azure/MachineLearning"],
    }
