"""Log Analytics workspaces."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Unpack

from ..azure.skus import CommitmentTier
from ..engine import azurerm, references
from ..engine.framework import Construct, set_later_arguments
from .base import AzureResource, Further, lifecycle
from .kinds import Amount, ResourceGroupRef


class LogAnalyticsWorkspace(AzureResource, azurerm.log_analytics_workspace.LogAnalyticsWorkspace):
    """A Log Analytics workspace that is written with Entra ID only, through a private link scope."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        resource_group: ResourceGroupRef,
        location: str | None = None,
        retention_days: int = 90,
        daily_quota_gb: Amount | None = None,
        commitment_gb_per_day: CommitmentTier | None = None,
        public: bool = False,
        prevent_destroy: bool = False,
        tags: Mapping[str, str] | None = None,
        **further: Unpack[Further],
    ) -> None:
        """A Log Analytics workspace that is written with Entra ID only, through a private link scope.

        Args:
            name: 4 to 63 letters, digits and dashes.
            resource_group: where it lies.
            location: region; default that of the resource group.
            retention_days: 30 to 730. Default 90.
            daily_quota_gb: gigabytes a day after which nothing more is taken in. Default no limit.
            commitment_gb_per_day: commitment tier in gigabytes a day, 100 to 50000. It is paid for whether used or not,
                and can be lowered after 31 days only. Default none: each gigabyte is paid for.
            public: whether logs are taken and queries answered over public networks, too. Default false.
            prevent_destroy: whether Terraform refuses to destroy it. Default false.
            tags: default none.
        """
        later = references.azurerm_major(scope) >= 5
        super().__init__(
            scope,
            id_,
            further=further,
            name=name,
            location=location or resource_group.location,
            resource_group_name=resource_group.name,
            sku="PerGB2018" if commitment_gb_per_day is None else "CapacityReservation",
            reservation_capacity_in_gb_per_day=commitment_gb_per_day,
            allow_resource_only_permissions=True,
            local_authentication_enabled=False,
            **({} if later else {"internet_ingestion_enabled": public, "internet_query_enabled": public}),
            retention_in_days=retention_days,
            daily_quota_gb=daily_quota_gb,
            lifecycle=lifecycle(prevent_destroy=prevent_destroy),
            tags=tags,
        )
        if later:
            # Azure opens both where they are left out.
            access = "Enabled" if public else "Disabled"
            set_later_arguments(
                self,
                "azurerm_log_analytics_workspace",
                {"internet_ingestion_access_type": access, "internet_query_access_type": access},
            )
