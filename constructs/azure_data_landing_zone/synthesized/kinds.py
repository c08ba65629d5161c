"""Whether a Terraform resource is one in Azure, a role assignment, or a helper that only Terraform knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from enum import StrEnum

_HELPERS = ("terraform_data", "time_", "random_", "null_")
#: The role assignments of Azure and of Synapse.
ROLE_ASSIGNMENTS = ("azurerm_role_assignment", "azurerm_synapse_role_assignment")


class Counted(StrEnum):
    """As what a resource is counted."""

    AZURE = "Azure resource"
    ROLE_ASSIGNMENT = "role assignment"
    HELPER = "helper of Terraform"


def counted_as(resource_type: str) -> Counted:
    """As what a resource of a type is counted."""
    if resource_type in ROLE_ASSIGNMENTS:
        return Counted.ROLE_ASSIGNMENT
    return Counted.HELPER if resource_type.startswith(_HELPERS) else Counted.AZURE


def count(types: Mapping[str, int]) -> dict[Counted, int]:
    """Numbers of resources by type, added up to what they are counted as."""
    totals: Counter[Counted] = Counter()
    for resource_type, number in types.items():
        totals[counted_as(resource_type)] += number
    return {kind: totals[kind] for kind in Counted}
