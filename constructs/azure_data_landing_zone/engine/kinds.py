"""Kinds of resources and of values, as parameters of constructs name them in `Annotated` types.

`parameters.check` compares arguments with them. A type checker ignores them.
"""

from __future__ import annotations

import contextlib
import inspect
import ipaddress
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .. import templates
from ..azure import clouds, names
from ..azure.ids import ResourceId
from . import azurerm
from .framework import TerraformDataSource, TerraformResource

if TYPE_CHECKING:
    # It has no attribute that tells it from data sources of other kinds.
    from cdktf_cdktf_provider_azurerm.data_azurerm_machine_learning_workspace import (
        DataAzurermMachineLearningWorkspace as DataAzurermMachineLearningWorkspace,
    )
else:
    DataAzurermMachineLearningWorkspace = TerraformDataSource

#: Attribute of what stands for an Azure resource: its Azure type.
AZURE_TYPE = "_adlz_type"
#: The framework writes numbers that Terraform knows later as numbers beyond this one.
_LARGEST = 1e280
_MISSING = object()


@dataclass(frozen=True)
class Kind:
    """A kind of Azure resource that a parameter takes.

    Attributes:
        label: its name, with an article.
        types: its types in Azure.
        terraform: its types in Terraform, without `azurerm_`. A data source of the same name is of the kind, too.
        needs: the attributes that a construct uses.
        existing: what stands for one that exists already. Default a `ResourceId` of the types.
    """

    label: str
    types: tuple[str, ...]
    terraform: tuple[str, ...]
    needs: tuple[str, ...] = ("id",)
    existing: str = ""

    def objection_to(self, value: object, _: Mapping[str, object]) -> str:
        """What is allowed instead of a value; empty if it fits."""
        return "" if self.fits(value) else self.allowed

    def fits(self, value: object) -> bool:
        """Whether a value is of the kind, or of no kind that is known: a class of a team's own with an id."""
        if isinstance(value, type) or not all(has(value, name) for name in self.needs):
            return False
        if azure := getattr(value, AZURE_TYPE, "") or (value.type if isinstance(value, ResourceId) else ""):
            return azure.lower() in (type_.lower() for type_ in self.types)
        terraform = terraform_type(value)
        return not terraform or terraform.startswith("azapi_") or terraform in self._terraform_types

    @property
    def allowed(self) -> str:
        """What is allowed, for a message."""
        made = " or ".join(self._terraform_types)
        existing = self.existing or f'ResourceId.parse("/subscriptions/...") of a {" or ".join(self.types)}'
        return f"{self.label}: a resource or data source {made}, or {existing}"

    @property
    def _terraform_types(self) -> list[str]:
        return [f"azurerm_{type_}" for type_ in self.terraform]


@dataclass(frozen=True)
class PrivateLink:
    """A private-link sub-resource.

    Attributes:
        target: the parameter with the resource that must have it.
    """

    target: str

    def objection_to(self, value: object, arguments: Mapping[str, object]) -> str:
        """What is allowed instead of a value; empty if the target has it, or if the target's type is not known here."""
        its = clouds.subresources_of(azure_type(arguments.get(self.target)))
        if not its or not isinstance(value, str) or templates.is_evaluated(value):
            return ""
        # Geo-redundant accounts have a second endpoint of each.
        known = value.lower().removesuffix("_secondary") in map(str.lower, its)
        return "" if known else f"a private-link sub-resource of the target: {', '.join(its)}"


@dataclass(frozen=True)
class NotNegative:
    """A number from 0 upwards, or one that Terraform knows later."""

    def objection_to(self, value: object, _: Mapping[str, object]) -> str:
        """What is allowed instead of a value; empty if it fits, or is no number."""
        fits = not isinstance(value, int | float) or value >= 0 or is_later(value)
        return "" if fits else "a number from 0 upwards"


@dataclass(frozen=True)
class Range:
    """A range of addresses, or text that Terraform evaluates."""

    def objection_to(self, value: object, _: Mapping[str, object]) -> str:
        """What is allowed instead of a value; empty if it fits, or is no text."""
        if not isinstance(value, str) or templates.is_evaluated(value):
            return ""
        with contextlib.suppress(ValueError):
            if "/" in value and ipaddress.ip_network(value):
                return ""
        return "an address range that begins with its first address, such as 10.20.0.0/20"


def is_later(value: float) -> bool:
    """Whether a number stands for one that Terraform knows later."""
    return math.isfinite(value) and abs(value) > _LARGEST


def azure_type(value: object) -> str:
    """The Azure type of a resource; empty if it is not known."""
    if isinstance(value, ResourceId):
        return value.type
    if stated := str(getattr(value, AZURE_TYPE, "")):
        return stated
    rule = names.rules().get(terraform_type(value).removeprefix("azurerm_"))
    return "" if rule is None else rule.arm_type


def terraform_type(value: object) -> str:
    """The type of a resource or data source in Terraform, such as `azurerm_key_vault`; empty for anything else."""
    if not isinstance(value, TerraformResource | TerraformDataSource):
        return ""
    try:
        type_ = azurerm.terraform_type(type(value))
    except TypeError:
        type_ = value.terraform_resource_type
    return type_.removeprefix("data.")


def has(value: object, name: str) -> bool:
    """Whether a value has an attribute. A property of a construct may be a question to Node: it is not asked."""
    return inspect.getattr_static(value, name, _MISSING) is not _MISSING
