"""Where Terraform's state lives."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from .base import Guid, Model, SubnetId, cidr, ip_address


def _address_or_range(text: str) -> str:
    return cidr(text) if "/" in text else ip_address(text)


def _https(text: str) -> str:
    if not text.startswith("https://"):
        raise ValueError("must begin with https://: state holds what an attacker wants to know")
    if re.search(r"[\s\"'<>\\^`{|}]", text):
        raise ValueError("must be an address such as https://gitlab.com/api/v4/projects/42/terraform/state")
    return text.rstrip("/")


class LocalState(Model):
    """State files beside the output folder; for trying things out, and for one person."""

    backend: Literal["local"] = "local"


class StateNetwork(Model):
    """Who reaches the storage account of the remote state; it is closed for everybody else."""

    allowed_addresses: list[Annotated[str, AfterValidator(_address_or_range)]] = Field(default_factory=list)
    """Public addresses or ranges of the people and runners that plan and apply."""
    subnet_ids: list[SubnetId] = Field(default_factory=list)
    """Subnets with a service endpoint for storage, such as that of self-hosted runners."""

    @model_validator(mode="after")
    def _somebody(self) -> StateNetwork:
        if not self.allowed_addresses and not self.subnet_ids:
            raise ValueError("must name allowed_addresses or subnet_ids: nobody could reach the state otherwise")
        return self


class AzureState(Model):
    """State in a storage account that the bootstrap stack makes, reached with Entra ID only."""

    backend: Literal["azurerm"]
    network: StateNetwork
    """Who reaches the account."""
    groups: list[Guid] = Field(default_factory=list)
    """Object ids of the Entra groups that read and write the state: the people and runners that plan and apply."""
    bootstrap: Literal["local", "account"] = "local"
    """Where the bootstrap stack keeps its own state: `local` until the account exists, then `account`."""
    replication: Literal["LRS", "ZRS", "GRS", "GZRS", "RAGRS", "RAGZRS"] | None = None
    """How the account is copied; by default GZRS, or what comes closest to it where the region has no availability
    zones (GRS) or no paired region (ZRS)."""
    retention_days: Annotated[int, Field(ge=7, le=365)] = 30
    """Days for which deleted state and containers can be brought back."""


class HttpState(Model):
    """State behind an HTTP backend, such as GitLab's; each stack's state lies at `<address>/<stack>`."""

    backend: Literal["http"]
    address: Annotated[str, AfterValidator(_https)]
    """Base address, without the stack's name."""


class RemoteState(Model):
    """State in HCP Terraform or Terraform Enterprise, one workspace per stack."""

    backend: Literal["remote"]
    organization: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]+$")]
    """The organization."""
    hostname: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?$")] = (
        "app.terraform.io"
    )
    """Host of HCP Terraform or of the own Terraform Enterprise."""
    workspace_prefix: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]*$")] | None = None
    """What the workspaces' names begin with; by default the landing zone's name and a dash. Landing zones of one name
    in one organization need different ones."""


State = Annotated[LocalState | AzureState | HttpState | RemoteState, Field(discriminator="backend")]
