"""The storage account of the remote state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..azure.redundancy import best
from ..config.layout.core import CoreLayout
from ..config.models.state import AzureState
from ..engine.framework import Construct
from ..resources import ResourceGroup, StorageAccount, StorageContainer
from ..resources.role_assignment import PrincipalType
from .base import Pattern
from .grants import grant, grant_id
from .storage_access import ignores_rules, resource_instance_rules


class RemoteStateAccount(Pattern):
    """A versioned storage account for Terraform's state, with one container per stack, reached with Entra ID only.

    Attributes:
        containers: the containers by stack.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        config: AzureState,
        core: CoreLayout,
        stacks: Sequence[str],
        tags: Mapping[str, str],
    ) -> None:
        """A versioned storage account for Terraform's state, with one container per stack, reached with Entra ID only.

        Args:
            config: who reaches it, and how long deleted state is kept.
            core: names and ids.
            stacks: the stacks that keep their state in it.
            tags: of every resource.
        """
        super().__init__(scope, id_)
        zone = core.landing_zone
        group = ResourceGroup(self, "resource-group", name=core.state_group.name, location=zone.location, tags=tags)
        account = StorageAccount(
            self,
            "storage-account",
            name=core.state_account.name,
            resource_group=group,
            replication=config.replication or best("GZRS", zone.location),
            retention_days=config.retention_days,
            resource_instance_rules=resource_instance_rules(core, [zone.storage_access]),
            ignore_resource_instance_rules=ignores_rules([zone.storage_access]),
            allowed_addresses=config.network.allowed_addresses,
            allowed_subnet_ids=config.network.subnet_ids,
            prevent_destroy=True,
            tags=tags,
        )
        self.containers = {
            stack: StorageContainer(
                account, f"Container-{stack}", name=stack, storage_account=account, prevent_destroy=False
            )
            for stack in stacks
        }
        for object_id in config.groups:
            role = "Storage Blob Data Contributor"
            grant(
                account,
                grant_id(role, object_id),
                role=role,
                at=core.state_account.id,
                target=account,
                subscription_id=zone.subscription_id,
                principal=object_id,
                principal_id=object_id,
                principal_type=PrincipalType.GROUP,
            )
