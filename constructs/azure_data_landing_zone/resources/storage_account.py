"""Storage accounts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Unpack

from ..azure.redundancy import Replication
from ..azure.skus import AccessTier, AccountTier
from ..engine import azurerm
from ..engine.framework import Construct
from ..engine.parameters import ArgumentError, Known
from .base import AzureResource, Further, lifecycle
from .customer_managed_key import CustomerManagedKey
from .kinds import ResourceGroupRef


@dataclass(frozen=True)
class ResourceInstanceRule:
    """Azure resources that pass the account's firewall: an id, which may hold `*`, and their tenant."""

    resource_id: str
    tenant_id: str


class StorageAccount(AzureResource, azurerm.storage_account.StorageAccount):
    """A storage account that is reached with Entra ID only."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        resource_group: ResourceGroupRef,
        location: str | None = None,
        hierarchical_namespace: bool = False,
        replication: Replication = "ZRS",
        account_tier: Known[AccountTier] = "Standard",
        access_tier: AccessTier = "Hot",
        retention_days: int = 30,
        resource_instance_rules: Sequence[ResourceInstanceRule] = (),
        allowed_addresses: Sequence[str] = (),
        allowed_subnet_ids: Sequence[str] = (),
        cool_after_days: int | None = None,
        delete_after_days: int | None = None,
        encryption: CustomerManagedKey | None = None,
        ignore_resource_instance_rules: bool = False,
        ignore_cors_rules: bool = False,
        prevent_destroy: bool = False,
        tags: Mapping[str, str] | None = None,
        **further: Unpack[Further],
    ) -> None:
        """A storage account that is reached with Entra ID only.

        Its public endpoint is off unless somebody is named who may use it. Deleted blobs and containers can be brought
        back; versions and snapshots are kept as long, except with a hierarchical namespace, which Azure does not
        version.

        Args:
            name: 3 to 24 lower-case letters and digits, unique in all of Azure.
            resource_group: where it lies.
            location: region; default that of the resource group.
            hierarchical_namespace: whether it is a data lake (ADLS Gen2); cannot be changed. Default false.
            replication: LRS, ZRS, GRS, GZRS, RAGRS or RAGZRS. Default ZRS.
            account_tier: `Premium` is solid-state storage for block blobs or a data lake; cannot be changed. It has no
                access tiers, and LRS and ZRS only. Default `Standard`.
            access_tier: Hot, Cool or Cold, for blobs without a tier of their own. Default Hot.
            retention_days: days for which deleted blobs and containers can be brought back. Default 30.
            resource_instance_rules: Azure resources that pass the firewall. Default none.
            allowed_addresses: public addresses or ranges that may use the public endpoint. Default none.
            allowed_subnet_ids: subnets with a service endpoint that may use it. Default none.
            cool_after_days: days without a change after which blobs move to the cool tier. Default never.
            delete_after_days: days without a change after which blobs are deleted. Default never.
            encryption: a key of one's own, for queues and tables too. Default Microsoft's.
            ignore_resource_instance_rules: whether another owner changes the resource-instance rules. Default false.
            ignore_cors_rules: whether a service writes CORS rules for blobs, as Azure Machine Learning does on the
                default storage of a workspace. Default false.
            prevent_destroy: whether Terraform refuses to destroy it. Default false.
            tags: default none.
        """
        premium = account_tier == "Premium"
        if premium and (said := _premium_objection(replication, access_tier, cool_after_days)):
            raise ArgumentError(f"StorageAccount {id_!r}: {said}")
        account = azurerm.storage_account
        super().__init__(
            scope,
            id_,
            further=further,
            name=name,
            location=location or resource_group.location,
            resource_group_name=resource_group.name,
            account_kind="BlockBlobStorage" if premium else "StorageV2",
            account_tier=account_tier,
            account_replication_type=replication,
            access_tier=None if premium else access_tier,
            is_hns_enabled=hierarchical_namespace,
            allow_nested_items_to_be_public=False,
            cross_tenant_replication_enabled=False,
            default_to_oauth_authentication=True,
            https_traffic_only_enabled=True,
            infrastructure_encryption_enabled=True,
            local_user_enabled=False,
            min_tls_version="TLS1_2",
            nfsv3_enabled=False,
            public_network_access_enabled=bool(allowed_addresses or allowed_subnet_ids),
            sftp_enabled=False,
            shared_access_key_enabled=False,
            sas_policy=account.StorageAccountSasPolicy(expiration_period="01.00:00:00", expiration_action="Block"),
            blob_properties=account.StorageAccountBlobProperties(
                versioning_enabled=not hierarchical_namespace,
                delete_retention_policy=account.StorageAccountBlobPropertiesDeleteRetentionPolicy(days=retention_days),
                container_delete_retention_policy=account.StorageAccountBlobPropertiesContainerDeleteRetentionPolicy(
                    days=retention_days
                ),
            ),
            network_rules=account.StorageAccountNetworkRules(
                default_action="Deny",
                bypass=["Logging", "Metrics"],
                ip_rules=list(allowed_addresses) or None,
                virtual_network_subnet_ids=list(allowed_subnet_ids) or None,
                private_link_access=[
                    account.StorageAccountNetworkRulesPrivateLinkAccess(
                        endpoint_resource_id=rule.resource_id, endpoint_tenant_id=rule.tenant_id
                    )
                    for rule in resource_instance_rules
                ]
                or None,
            ),
            identity=None
            if encryption is None
            else account.StorageAccountIdentity(type="UserAssigned", identity_ids=[encryption.identity_id]),
            customer_managed_key=None
            if encryption is None
            else account.StorageAccountCustomerManagedKey(
                key_vault_key_id=encryption.key_id, user_assigned_identity_id=encryption.identity_id
            ),
            # Of queues and tables Azure encrypts with the key only those of the account's own kind of encryption.
            queue_encryption_key_type=None if encryption is None or premium else "Account",
            table_encryption_key_type=None if encryption is None or premium else "Account",
            lifecycle=lifecycle(
                prevent_destroy=prevent_destroy,
                ignore_changes=[
                    *(["blob_properties[0].cors_rule"] if ignore_cors_rules else []),
                    *(["network_rules[0].private_link_access"] if ignore_resource_instance_rules else []),
                ],
            ),
            tags=tags,
        )
        if cool_after_days is not None or delete_after_days is not None or not hierarchical_namespace:
            self._life_cycle_rules(hierarchical_namespace, retention_days, cool_after_days, delete_after_days)

    def _life_cycle_rules(self, lake: bool, retention_days: int, cool: int | None, delete: int | None) -> None:
        policy = azurerm.storage_management_policy
        rules = []
        if cool is not None or delete is not None:
            rules.append(
                policy.StorageManagementPolicyRule(
                    name="tier-and-expire",
                    enabled=True,
                    filters=policy.StorageManagementPolicyRuleFilters(blob_types=["blockBlob"]),
                    actions=policy.StorageManagementPolicyRuleActions(
                        base_blob=policy.StorageManagementPolicyRuleActionsBaseBlob(
                            tier_to_cool_after_days_since_modification_greater_than=cool,
                            delete_after_days_since_modification_greater_than=delete,
                        )
                    ),
                )
            )
        if not lake:
            rules.append(
                policy.StorageManagementPolicyRule(
                    name="expire-versions",
                    enabled=True,
                    filters=policy.StorageManagementPolicyRuleFilters(blob_types=["blockBlob"]),
                    actions=policy.StorageManagementPolicyRuleActions(
                        version=policy.StorageManagementPolicyRuleActionsVersion(
                            delete_after_days_since_creation=retention_days
                        ),
                        snapshot=policy.StorageManagementPolicyRuleActionsSnapshot(
                            delete_after_days_since_creation_greater_than=retention_days
                        ),
                    ),
                )
            )
        policy.StorageManagementPolicy(self, "LifeCycleRules", storage_account_id=self.id, rule=rules)


def _premium_objection(replication: Replication, access_tier: AccessTier, cool_after_days: int | None) -> str:
    """Why a premium account cannot be like that; empty if it can.

    Source: Microsoft Learn "Premium block blob storage accounts", read 2026-11-27.
    """
    if replication not in ("LRS", "ZRS"):
        return f"replication is {replication!r}, allowed with account_tier 'Premium': 'LRS', 'ZRS'"
    if access_tier != "Hot" or cool_after_days is not None:
        return "account_tier 'Premium' has no access tiers: leave out access_tier and cool_after_days"
    return ""
