"""The data lake of a landing zone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..azure.redundancy import best
from ..config.layout.core import LAYER_TAG, CoreLayout
from ..config.models.data_lake import CreatedAccount, Layer
from ..engine.framework import Construct
from ..resources import LogAnalyticsWorkspaceRef, ResourceGroupRef, StorageAccount, StorageContainer, SubnetRef
from .base import Pattern
from .equipment import Equipment
from .storage_access import ignores_rules, resource_instance_rules


class LandingZoneDataLake(Pattern):
    """One private storage account per layer, with its containers.

    Attributes:
        accounts: the accounts by layer.
        containers: their containers by layer and name.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        layers: Mapping[Layer, tuple[CreatedAccount, Sequence[str]]],
        core: CoreLayout,
        guests: Sequence[str] = (),
        resource_group: ResourceGroupRef,
        endpoint_subnet: SubnetRef,
        log_analytics_workspace: LogAnalyticsWorkspaceRef,
        prevent_destroy: bool,
        locks: bool = False,
        tags: Mapping[str, str],
    ) -> None:
        """One private storage account per layer, with its containers.

        Every Machine Learning workspace of the subscription passes the accounts' firewall (their roles decide what they
        may do), so that a new product changes nothing here; and so do Synapse and the access connectors of Databricks,
        if there are any.

        Args:
            layers: the layers to make, with the names of their containers.
            core: names and ids.
            guests: ids of further Azure resources that pass the accounts' firewall, such as the access connectors of
                Databricks workspaces that products own. Default none.
            resource_group: where they lie.
            endpoint_subnet: where the endpoints take their addresses.
            log_analytics_workspace: takes their logs.
            prevent_destroy: whether Terraform refuses to destroy accounts and containers.
            locks: whether Azure refuses to delete the accounts. Default false.
            tags: of every resource.
        """
        super().__init__(scope, id_)
        access = [core.landing_zone.storage_access]
        rules = resource_instance_rules(core, access, [*core.lake_guests, *guests])
        equipment = Equipment(core, resource_group, endpoint_subnet, log_analytics_workspace, tags, locks)
        self.accounts: dict[Layer, StorageAccount] = {}
        self.containers: dict[tuple[Layer, str], StorageContainer] = {}
        for layer, (config, containers) in layers.items():
            name = core.lake_accounts[layer].name
            account = StorageAccount(
                self,
                layer.value,
                name=name,
                resource_group=resource_group,
                hierarchical_namespace=True,
                replication=config.replication or best("ZRS", core.landing_zone.location),
                retention_days=config.retention_days,
                resource_instance_rules=rules,
                ignore_resource_instance_rules=ignores_rules(access),
                cool_after_days=config.cool_after_days,
                delete_after_days=config.delete_after_days,
                prevent_destroy=prevent_destroy,
                tags={**tags, LAYER_TAG: layer.value},
            )
            for container in containers:
                self.containers[layer, container] = StorageContainer(
                    account,
                    f"Container-{container}",
                    name=container,
                    storage_account=account,
                    prevent_destroy=prevent_destroy,
                )
            equipment.equip(account, core.part(f"data_lake_{layer}"))
            self.accounts[layer] = account
