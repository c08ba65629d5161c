"""The storage account of the remote state, created or existing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..azure.ids import ResourceId
from ..azure.redundancy import best
from ..azure.roles import STATE_READER, STATE_WRITER
from ..config.layout.core import CoreLayout
from ..config.layout.product import ProductLayout
from ..config.models.state import AzureState, CreatedAzureState, ExistingAzureState
from ..engine.framework import Construct
from ..resources import Identified, ResourceGroup, StorageAccount, StorageContainer
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
        config: CreatedAzureState,
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
        self.containers: Mapping[str, StorageContainer] = {
            stack: StorageContainer(
                account, f"Container-{stack}", name=stack, storage_account=account, prevent_destroy=False
            )
            for stack in stacks
        }
        for object_id in config.groups:
            _grant_to_group(account, object_id, core, core.state_account.id, account)


class RemoteStateContainers(Pattern):
    """The containers of the state in an existing storage account, one per stack, and the roles of groups there.

    Attributes:
        containers: the containers by stack, created or existing.
    """

    def __init__(
        self, scope: Construct, id_: str, *, config: ExistingAzureState, core: CoreLayout, stacks: Sequence[str]
    ) -> None:
        """The containers of the state in an existing storage account, one per stack, and the roles of groups there.

        Args:
            config: the account, and what is created in it.
            core: names and ids.
            stacks: the stacks that keep their state in it.
        """
        super().__init__(scope, id_)
        known = {stack: core.state_container_id(stack) for stack in stacks}
        self.containers: Mapping[str, Identified] = known
        if "containers" in config.manage:
            self.containers = {
                stack: StorageContainer(
                    self, f"Container-{stack}", name=container.name, storage_account=core.state_account_id
                )
                for stack, container in known.items()
            }
        if "role_assignments" in config.manage:
            for stack, container in known.items():
                for object_id in config.groups:
                    _grant_to_group(self, object_id, core, container, self.containers[stack], stack)


def grants_of_others(core: CoreLayout, stacks: Sequence[str], products: Sequence[ProductLayout]) -> dict[str, str]:
    """The role assignments on the state that the owner of an existing account must make, by stack and purpose.

    Args:
        core: names and ids.
        stacks: the stacks that keep their state in the account.
        products: the products whose pipelines have identities of their own.
    """
    state = core.landing_zone.state
    if core.assigns_roles_on_state or not isinstance(state, AzureState):
        return {}
    by_stack = {layout.stack: layout for layout in products}
    grants: dict[str, str] = {}
    for stack in stacks:
        at, layout = core.state_container_id(stack), by_stack.get(stack)
        writers = [f"group {object_id}" for object_id in state.groups]
        if layout is not None:
            writers.append(layout.pipeline_identity("apply").name)
            grants[f"{stack}-plan"] = f"{STATE_READER} on {at} for {layout.pipeline_identity('plan').name}"
        if writers:
            grants[f"{stack}-apply"] = f"{STATE_WRITER} on {at} for {', '.join(writers)}"
    return grants


def _grant_to_group(
    scope: Construct, object_id: str, core: CoreLayout, at: ResourceId, target: Identified, *where: str
) -> None:
    grant(
        scope,
        grant_id(STATE_WRITER, *where, object_id),
        role=STATE_WRITER,
        at=at,
        target=target,
        subscription_id=core.landing_zone.subscription_id,
        principal=object_id,
        principal_id=object_id,
        principal_type=PrincipalType.GROUP,
    )
