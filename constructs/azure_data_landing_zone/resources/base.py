"""What all resource constructs share: how they refer to one another."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from ..engine import Construct, ITerraformDependable, TerraformResource, TerraformResourceLifecycle


class Identified(Protocol):
    """Anything with an Azure resource id: a construct of ours, or a `ResourceId` for what exists already."""

    @property
    def id(self) -> str:
        """The resource id."""


class ResourceGroupRef(Protocol):
    """A resource group, made here or existing."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def location(self) -> str:
        """Its region."""


@dataclass(frozen=True)
class ExistingResourceGroup:
    """A resource group that exists already."""

    name: str
    location: str


class AzureResource(Construct):
    """A construct around one Azure resource, which is its child called `Resource`.

    Attributes:
        resource: the Terraform resource.
    """

    resource: TerraformResource

    @functools.cached_property
    def id(self) -> str:
        """The resource id, as a reference that makes Terraform wait for the resource."""
        return str(self.resource.get_string_attribute("id"))

    def attribute(self, name: str) -> str:
        """A reference to another attribute of the resource, such as `principal_id`."""
        return str(self.resource.get_string_attribute(name))


def lifecycle(
    *, prevent_destroy: bool = False, ignore_changes: Sequence[str] = ()
) -> TerraformResourceLifecycle | None:
    """Terraform's lifecycle block; None if it would be empty."""
    if not prevent_destroy and not ignore_changes:
        return None
    return TerraformResourceLifecycle(
        prevent_destroy=prevent_destroy or None, ignore_changes=list(ignore_changes) or None
    )


def dependencies(constructs: Sequence[AzureResource]) -> list[ITerraformDependable] | None:
    """The Terraform resources of constructs, for `depends_on`; None if there are none."""
    return [construct.resource for construct in constructs] or None
