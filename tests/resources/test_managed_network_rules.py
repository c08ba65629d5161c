"""Outbound rules of managed networks."""

from __future__ import annotations

from typing import Any

import pytest

from azure_data_landing_zone.azure.outbound import Traffic
from azure_data_landing_zone.resources import FqdnRule, PrivateEndpointRule, ServiceTagRule
from resource_support import ACCOUNT, MACHINE_LEARNING, Built, assert_sets


def test_sets_rules_one_after_the_other(built: Built) -> None:
    def build(scope: Any) -> None:
        host = FqdnRule(scope, "host", name="host", workspace=MACHINE_LEARNING, host="pypi.org", after=[])
        tag = ServiceTagRule(
            scope,
            "tag",
            name="tag",
            workspace=MACHINE_LEARNING,
            traffic=Traffic(("AzureMonitor",), "Tcp", ("443", "8443")),
            after=[host],
        )
        PrivateEndpointRule(
            scope,
            "endpoint",
            name="endpoint",
            workspace=MACHINE_LEARNING,
            target=ACCOUNT,
            subresource="blob",
            spark=True,
            after=[tag],
        )

    stack = built(build)
    kind = "azurerm_machine_learning_workspace_network_outbound_rule"
    ((host, first),) = stack.all(f"{kind}_fqdn").items()
    ((tag, second),) = stack.all(f"{kind}_service_tag").items()
    assert_sets(first, destination_fqdn="pypi.org", workspace_id=MACHINE_LEARNING.id)
    assert_sets(second, service_tag="AzureMonitor", protocol="TCP", port_ranges="443,8443")
    assert second["depends_on"] == [f"{kind}_fqdn.{host}"]
    assert_sets(
        stack.one(f"{kind}_private_endpoint"),
        service_resource_id=ACCOUNT.id,
        sub_resource_target="blob",
        spark_enabled=True,
        depends_on=[f"{kind}_service_tag.{tag}"],
    )


def test_fails_when_a_rule_has_several_destinations(built: Built) -> None:
    with pytest.raises(ValueError, match="too many values"):
        built(
            lambda scope: ServiceTagRule(
                scope,
                "tag",
                name="tag",
                workspace=MACHINE_LEARNING,
                traffic=Traffic(("10.0.0.0/24", "10.0.1.0/24"), "Tcp", ("443",)),
                after=[],
            )
        )
