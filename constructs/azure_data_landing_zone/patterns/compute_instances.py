"""Compute instances of people."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence

from ..azure.json_values import Json
from ..config.layout.product import ProductLayout
from ..config.models.links import ComputeInstance, Schedule
from ..engine.azapi import AzapiAction, AzapiResource
from ..engine.framework import Construct, ITerraformDependable, TerraformResourceLifecycle
from ..resources import MachineLearningWorkspaceRef, OwnResourceGroup, SubnetRef, UserAssignedIdentity
from .azapi import provide_azapi
from .base import Pattern
from .grants import grant, grant_id
from .workload_grants import Wanted

_COMPUTES = "Microsoft.MachineLearningServices/workspaces/computes"
_WORKING_DAYS = "1,2,3,4,5"


class ComputeInstances(Pattern):
    """The compute instances of a product, each of one person and with an identity of its own.

    Attributes:
        instances: the instances by name.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        layout: ProductLayout,
        resource_group: OwnResourceGroup,
        workspace: MachineLearningWorkspaceRef,
        subnet: SubnetRef | None,
        needs: Sequence[ITerraformDependable],
        grants: Callable[[], Sequence[Wanted]],
    ) -> None:
        """The compute instances of a product, each of one person and with an identity of its own.

        They have private addresses only, no SSH and no root access for the person, and stop when idle. azurerm knows
        neither idle shutdown nor schedules nor set-up scripts, so they are made through azapi.

        Azure changes the idle time of an instance through an action of its own and nothing else by a request that is
        documented (Microsoft Learn "Create and manage an Azure Machine Learning compute instance", azure-rest-api-specs
        PR 23042, read 2026-11-26). The body is therefore sent at creation only. Changed settings replace the instance;
        what its person changes in the studio, such as a schedule, does not.

        Their identities are Contributor of the workspace: Microsoft documents that an instance with a user-assigned
        identity cannot stop itself otherwise.

        Args:
            layout: the product.
            resource_group: its resource group, where the identities lie.
            workspace: its workspace.
            subnet: where they take their addresses; none in a managed network.
            needs: what must exist first besides their grants: the way into the workspace.
            grants: what the identity of compute gets outside of the workspace.
        """
        super().__init__(scope, id_)
        self._layout = layout
        self._workspace = workspace
        self._subnet = subnet
        self.instances: dict[str, AzapiResource] = {}
        instances = layout.product.compute.instances
        if instances:
            provide_azapi(self, layout.core)
        for instance in instances:
            identity = UserAssignedIdentity(
                self,
                f"identity-{instance.name}",
                name=layout.instance_identity(instance).name,
                resource_group=resource_group,
                tags=layout.tags,
            )
            own: Wanted = ("workspace", "Contributor", layout.workspace.id, workspace)
            identities = [
                grant(
                    identity,
                    grant_id(role, where),
                    role=role,
                    at=at,
                    target=target,
                    subscription_id=layout.core.landing_zone.subscription_id,
                    principal=f"{layout.stack}/{layout.instance_identity(instance).key}",
                    principal_id=identity.principal_id,
                )
                for where, role, at, target in (own, *grants())
            ]
            self.instances[instance.name] = self._make(instance, identity, [*needs, *identities])

    def _has_script(self, instance: ComputeInstance) -> bool:
        """Whether a script runs at creation: its own, or that of the landing zone's policy.

        Azure then creates an instance for another user without single sign-on, which only that user can enable
        (Microsoft Learn "Create an Azure Machine Learning compute instance", "Create on behalf of", read 2026-11-26).
        """
        policies = self._layout.core.landing_zone.policies
        return instance.setup_script is not None or (policies != "none" and policies.setup_script is not None)

    def _make(
        self, instance: ComputeInstance, identity: UserAssignedIdentity, depends_on: Sequence[ITerraformDependable]
    ) -> AzapiResource:
        layout = self._layout
        properties: dict[str, Json] = {
            "vmSize": instance.vm_size,
            "enableNodePublicIp": False,
            "sshSettings": {"sshPublicAccess": "Disabled"},
            "applicationSharingPolicy": "Personal",
            "computeInstanceAuthorizationType": "personal",
            "personalComputeInstanceSettings": {
                "assignedUser": {
                    "objectId": instance.assigned_to,
                    "tenantId": layout.core.landing_zone.tenant_id,
                }
            },
            "idleTimeBeforeShutdown": f"PT{instance.idle_minutes}M",
            "enableRootAccess": False,
            "releaseQuotaOnStop": True,
        }
        if not self._has_script(instance):
            properties["enableSSO"] = True
        if self._subnet is not None:
            properties["subnet"] = {"id": self._subnet.id}
        if instance.schedule is not None:
            properties["schedules"] = {"computeStartStop": _times(instance.schedule)}
        if instance.setup_script is not None:
            properties["setupScripts"] = {
                "scripts": {
                    "creationScript": {
                        "scriptSource": "inline",
                        "scriptData": base64.b64encode(instance.setup_script.encode()).decode(),
                    }
                }
            }
        resource = AzapiResource(
            self,
            instance.name,
            type_=_COMPUTES,
            use="ComputeInstance",
            name=instance.name,
            parent_id=self._workspace.id,
            location=layout.location,
            identity={"type": "UserAssigned", "identity_ids": [identity.id]},
            body={
                "properties": {
                    "computeType": "ComputeInstance",
                    "computeLocation": layout.compute_location,
                    "disableLocalAuth": True,
                    "properties": properties,
                }
            },
            replaced_with={
                "assigned_to": instance.assigned_to,
                "location": layout.compute_location,
                "vm_size": instance.vm_size,
                **{name: properties[name] for name in ("schedules", "setupScripts", "subnet") if name in properties},
            },
            tags=layout.tags,
            depends_on=depends_on,
            lifecycle=TerraformResourceLifecycle(ignore_changes=["body", "tags"]),
        )
        AzapiAction(
            self,
            f"idle-time-{instance.name}",
            type_=_COMPUTES,
            resource_id=resource.id,
            action="updateIdleShutdownSetting",
            body={"idleTimeBeforeShutdown": properties["idleTimeBeforeShutdown"]},
        )
        return resource


def _times(schedule: Schedule) -> list[Json]:
    times = {"Stop": schedule.stop, "Start": schedule.start}
    return [_entry(action, time, schedule.time_zone) for action, time in times.items() if time is not None]


def _entry(action: str, time: str, time_zone: str) -> Json:
    hours, minutes = time.split(":")
    return {
        "action": action,
        "status": "Enabled",
        "triggerType": "Cron",
        "cron": {"expression": f"{int(minutes)} {int(hours)} * * {_WORKING_DAYS}", "timeZone": time_zone},
    }
