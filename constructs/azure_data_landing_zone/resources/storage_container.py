"""Containers of storage accounts."""

from __future__ import annotations

from typing import Unpack

from ..engine import azurerm
from ..engine.framework import Construct
from .base import AzureResource, Further, lifecycle
from .kinds import StorageAccountRef


class StorageContainer(AzureResource, azurerm.storage_container.StorageContainer):
    """A private container, made through Resource Manager, so that no network path to the account is needed."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        storage_account: StorageAccountRef,
        prevent_destroy: bool = False,
        **further: Unpack[Further],
    ) -> None:
        """A private container, made through Resource Manager, so that no network path to the account is needed.

        Args:
            name: 3 to 63 lower-case letters, digits and dashes.
            storage_account: its account.
            prevent_destroy: whether Terraform refuses to destroy it. Default false.
        """
        super().__init__(
            scope,
            id_,
            further=further,
            name=name,
            storage_account_id=storage_account.id,
            container_access_type="private",
            lifecycle=lifecycle(prevent_destroy=prevent_destroy),
        )
