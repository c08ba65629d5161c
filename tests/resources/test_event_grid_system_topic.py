"""System topics of Event Grid."""

from __future__ import annotations

from azure_data_landing_zone.resources import EventGridSystemTopic
from resource_support import ACCOUNT, GROUP, Built, assert_lies_in_group, assert_sets


def test_sets_the_source_of_the_events(built: Built) -> None:
    body = built(
        lambda scope: EventGridSystemTopic(
            scope,
            "topic",
            name="egst",
            resource_group=GROUP,
            source=ACCOUNT,
            topic_type="Microsoft.Storage.StorageAccounts",
        )
    ).one("azurerm_eventgrid_system_topic")
    assert_sets(body, source_resource_id=ACCOUNT.id, topic_type="Microsoft.Storage.StorageAccounts")
    assert_lies_in_group(body, "egst")
