"""Action groups tell people and services that an alert fires."""

from __future__ import annotations

import pytest

from azure_data_landing_zone.resources import ActionGroup, WebhookReceiver
from resource_support import GROUP, OBJECT, TENANT, Built, assert_sets


def test_sets_receivers_of_the_common_schema(built: Built) -> None:
    hooks = [
        WebhookReceiver("open", "https://example.org/a"),
        WebhookReceiver("closed", "https://example.org/b", object_id=OBJECT, tenant_id=TENANT),
    ]
    body = built(
        lambda scope: ActionGroup(
            scope, "alerts", name="ag", short_name="ag", resource_group=GROUP, emails=["a@example.org"], webhooks=hooks
        )
    ).one("azurerm_monitor_action_group")
    assert_sets(body, location="global", enabled=True, short_name="ag")
    (email,) = body["email_receiver"]
    assert_sets(email, email_address="a@example.org", use_common_alert_schema=True)
    first, second = body["webhook_receiver"]
    assert_sets(first, service_uri="https://example.org/a", use_common_alert_schema=True, aad_auth=None)
    assert second["aad_auth"] == {"object_id": OBJECT, "tenant_id": TENANT}


@pytest.mark.parametrize(
    ("short_name", "emails", "message"),
    [
        ("ag", [], "ActionGroup .*: emails and webhooks are empty"),
        ("", ["a@example.org"], "short_name is .*, allowed: text, not empty"),
        ("more-than-twelve", ["a@example.org"], "short_name is 'more-than-twelve', allowed: 1 to 12 characters"),
    ],
)
def test_fails_when_azure_would_refuse_it(built: Built, short_name: str, emails: list[str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        built(
            lambda scope: ActionGroup(
                scope, "alerts", name="ag", short_name=short_name, resource_group=GROUP, emails=emails
            )
        )
