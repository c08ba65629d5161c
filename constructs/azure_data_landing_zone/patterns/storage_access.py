"""Resource-instance rules of storage accounts."""

from __future__ import annotations

from collections.abc import Sequence

from ..config.layout.core import CoreLayout
from ..config.models.storage_access import StorageAccess
from ..resources import ResourceInstanceRule

#: The resource by which Microsoft Defender for Storage scans accounts of a subscription. Source: Microsoft Learn
#: "On-upload malware scanning" and azurerm#26019, read 2026-11-26.
_SCANNER = "providers/Microsoft.Security/datascanners/StorageDataScanner"


def resource_instance_rules(
    core: CoreLayout, access: Sequence[StorageAccess], own: Sequence[str] = ()
) -> list[ResourceInstanceRule]:
    """The rules of an account, each resource once.

    Args:
        core: names and ids of the landing zone.
        access: what the configuration adds, of the landing zone and of a product.
        own: ids of the resources that the library itself lets pass.
    """
    ids = [*own, *(id_ for settings in access for id_ in settings.resource_instances)]
    if any(settings.defender for settings in access):
        ids.append(f"{core.subscription.id}/{_SCANNER}")
    return [ResourceInstanceRule(id_, core.landing_zone.tenant_id) for id_ in dict.fromkeys(ids)]


def ignores_rules(access: Sequence[StorageAccess]) -> bool:
    """Whether another owner changes the rules."""
    return any(settings.ignore_changes for settings in access)
