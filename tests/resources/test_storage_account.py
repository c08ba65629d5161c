"""Storage accounts."""

from __future__ import annotations

from typing import Any

import pytest

from azure_data_landing_zone.checks.exposure import exposure
from azure_data_landing_zone.engine.parameters import ArgumentError
from azure_data_landing_zone.resources import ResourceInstanceRule, StorageAccount
from resource_support import GROUP, KEY, SUBNET, TENANT, Built, assert_sets


def test_a_storage_account_has_no_keys_and_no_public_access(built: Built) -> None:
    stack = built(lambda scope: StorageAccount(scope, "account", name="sttest", resource_group=GROUP))
    account = stack.one("azurerm_storage_account")
    assert account["shared_access_key_enabled"] is False
    assert account["local_user_enabled"] is False
    assert account["public_network_access_enabled"] is False
    assert account["allow_nested_items_to_be_public"] is False
    assert account["network_rules"]["default_action"] == "Deny"
    assert account["min_tls_version"] == "TLS1_2"
    assert account["blob_properties"]["versioning_enabled"] is True
    assert account["blob_properties"]["delete_retention_policy"] == {"days": 30}
    assert account["blob_properties"]["container_delete_retention_policy"] == {"days": 30}


def test_a_lake_account_is_not_versioned_which_azure_refuses(built: Built) -> None:
    rule = ResourceInstanceRule("/subscriptions/x/resourceGroups/*/providers/A/b/*", TENANT)
    stack = built(
        lambda scope: StorageAccount(
            scope,
            "account",
            name="sttest",
            resource_group=GROUP,
            hierarchical_namespace=True,
            resource_instance_rules=[rule],
            cool_after_days=30,
            delete_after_days=365,
        )
    )
    account = stack.one("azurerm_storage_account")
    assert account["is_hns_enabled"] is True
    assert account["blob_properties"]["versioning_enabled"] is False
    assert account["network_rules"]["private_link_access"] == [
        {"endpoint_resource_id": rule.resource_id, "endpoint_tenant_id": TENANT}
    ]
    (policy,) = stack.one("azurerm_storage_management_policy")["rule"]
    assert policy["actions"]["base_blob"] == {
        "delete_after_days_since_modification_greater_than": 365,
        "tier_to_cool_after_days_since_modification_greater_than": 30,
    }


def test_a_storage_account_is_open_to_those_who_are_named_only(built: Built) -> None:
    stack = built(
        lambda scope: StorageAccount(
            scope, "account", name="sttest", resource_group=GROUP, allowed_addresses=["203.0.113.7"]
        )
    )
    account = stack.one("azurerm_storage_account")
    assert account["public_network_access_enabled"] is True
    assert account["network_rules"]["default_action"] == "Deny"
    assert account["network_rules"]["ip_rules"] == ["203.0.113.7"]


def test_sets_what_keeps_data_encrypted_and_inside_the_tenant(built: Built) -> None:
    body = built(
        lambda scope: StorageAccount(
            scope, "account", name="sttest", resource_group=GROUP, encryption=KEY, prevent_destroy=True
        )
    ).one("azurerm_storage_account")
    assert_sets(
        body,
        cross_tenant_replication_enabled=False,
        default_to_oauth_authentication=True,
        https_traffic_only_enabled=True,
        infrastructure_encryption_enabled=True,
        nfsv3_enabled=False,
        sftp_enabled=False,
        sas_policy={"expiration_action": "Block", "expiration_period": "01.00:00:00"},
        account_kind="StorageV2",
        account_replication_type="ZRS",
        identity={"type": "UserAssigned", "identity_ids": [KEY.identity_id]},
        customer_managed_key={"key_vault_key_id": KEY.key_id, "user_assigned_identity_id": KEY.identity_id},
        queue_encryption_key_type="Account",
        table_encryption_key_type="Account",
        lifecycle={"prevent_destroy": True},
    )
    assert body["network_rules"]["bypass"] == ["Logging", "Metrics"]


def test_sets_the_end_of_versions_and_snapshots(built: Built) -> None:
    stack = built(lambda scope: StorageAccount(scope, "account", name="sttest", resource_group=GROUP, retention_days=7))
    (rule,) = stack.one("azurerm_storage_management_policy")["rule"]
    assert_sets(rule, name="expire-versions", enabled=True, filters={"blob_types": ["blockBlob"]})
    assert rule["actions"] == {
        "snapshot": {"delete_after_days_since_creation_greater_than": 7},
        "version": {"delete_after_days_since_creation": 7},
    }


def test_sets_which_changes_of_other_owners_are_kept(built: Built) -> None:
    body = built(
        lambda scope: StorageAccount(
            scope,
            "account",
            name="sttest",
            resource_group=GROUP,
            allowed_subnet_ids=[SUBNET.id],
            ignore_cors_rules=True,
            ignore_resource_instance_rules=True,
        )
    ).one("azurerm_storage_account")
    assert body["lifecycle"]["ignore_changes"] == [
        "blob_properties[0].cors_rule",
        "network_rules[0].private_link_access",
    ]
    assert body["public_network_access_enabled"] is True
    assert body["network_rules"]["virtual_network_subnet_ids"] == [SUBNET.id]


def test_a_premium_account_is_for_blobs_and_has_no_tiers(built: Built) -> None:
    stack = built(
        lambda scope: StorageAccount(
            scope,
            "account",
            name="sttest",
            resource_group=GROUP,
            account_tier="Premium",
            replication="LRS",
            encryption=KEY,
        )
    )
    account = stack.one("azurerm_storage_account")
    assert (account["account_kind"], account["account_tier"]) == ("BlockBlobStorage", "Premium")
    assert not {"access_tier", "queue_encryption_key_type", "table_encryption_key_type"} & account.keys()
    assert account["public_network_access_enabled"] is False
    (missing,) = [one for one in exposure({"one": stack.document}) if one.argument == "private_endpoint"]
    assert missing.safe == "blob"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"replication": "GZRS"}, "replication is 'GZRS', allowed with account_tier 'Premium': 'LRS', 'ZRS'"),
        ({"access_tier": "Cool"}, "account_tier 'Premium' has no access tiers: leave out"),
        ({"cool_after_days": 30}, "account_tier 'Premium' has no access tiers: leave out"),
    ],
)
def test_a_premium_account_cannot_be_otherwise(built: Built, arguments: dict[str, Any], said: str) -> None:
    with pytest.raises(ArgumentError, match=f"StorageAccount '.*account': {said}"):
        built(
            lambda scope: StorageAccount(
                scope, "account", name="sttest", resource_group=GROUP, account_tier="Premium", **arguments
            )
        )


def test_the_access_tier_can_be_chosen(built: Built) -> None:
    stack = built(
        lambda scope: StorageAccount(scope, "account", name="sttest", resource_group=GROUP, access_tier="Cold")
    )
    assert stack.one("azurerm_storage_account")["access_tier"] == "Cold"
