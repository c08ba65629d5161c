"""Backend of the Terraform state."""

from __future__ import annotations

import re
from ipaddress import IPv4Network
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, Discriminator, Field, StringConstraints, Tag, model_validator

from ...azure import addresses
from ...azure.redundancy import Replication
from .base import Distinct, Guid, Model, StorageAccountId, SubnetId, Whole, cidr, ip_address
from .naming import child_pattern


def _address_or_range(text: str) -> str:
    """An entry of the firewall of a storage account: a public address, or a range of public addresses up to a /30."""
    checked = cidr(text) if "/" in text else ip_address(text)
    network = IPv4Network(checked)
    # The provider looks at the first address of a range; `adlz check` refuses what is open to everybody.
    first = IPv4Network(network.network_address)
    if inside := addresses.overlapping("storage_rule", first) or addresses.overlapping("refused", first):
        raise ValueError(
            f"must be public, and lies in {inside}: the firewall of a storage account sees the public address of a "
            "caller. Give the address of your NAT or proxy, or name the callers' subnet in subnet_ids"
        )
    if "/" in checked and network.prefixlen > addresses.LONGEST_STORAGE_PREFIX:
        raise ValueError(
            f"is smaller than a /{addresses.LONGEST_STORAGE_PREFIX}, and a storage account takes single addresses "
            f"instead: write {' and '.join(map(str, network))}"
        )
    return checked


def _https(text: str) -> str:
    if not text.startswith("https://"):
        raise ValueError("must begin with https://: state holds what an attacker wants to know")
    if re.search(r"[\s\"'<>\\^`{|}]", text):
        raise ValueError("must be an address such as https://gitlab.com/api/v4/projects/42/terraform/state")
    return text.rstrip("/")


def _port(host: str) -> str:
    if int(host.partition(":")[2] or 1) not in range(1, 65536):
        raise ValueError("has no port from 1 to 65535")
    return host


class LocalState(Model):
    """Local state files next to the output folder, for evaluation and single users."""

    backend: Literal["local"] = "local"


class StateNetwork(Model):
    """Networks that can access the storage account of the remote state. Access from other networks is denied."""

    allowed_addresses: Annotated[list[Annotated[str, AfterValidator(_address_or_range)]], Distinct] = Field(
        default_factory=list
    )
    """Public IP addresses or ranges of the users and runners that plan and apply. Azure does not apply them to callers
    in the Azure region of the account, such as runners on virtual machines there: use `subnet_ids` or
    `private_endpoint`."""
    subnet_ids: Annotated[list[SubnetId], Distinct] = Field(default_factory=list)
    """Ids of existing subnets with a service endpoint for storage, such as the subnet of self-hosted runners."""
    private_endpoint: bool | None = None
    """Whether the core stack creates a private endpoint for the account, over which runners inside the network reach
    the state. Default: the value of `data_plane.enabled`, because such a runner applies the stack `data-plane`."""

    @model_validator(mode="after")
    def _somebody(self) -> StateNetwork:
        if not self.allowed_addresses and not self.subnet_ids:
            raise ValueError("must name allowed_addresses or subnet_ids: nobody could reach the state otherwise")
        return self


class AzureState(Model):
    """State in a storage account, with one container per stack. Authentication uses Entra ID only."""

    backend: Literal["azurerm"]
    groups: Annotated[list[Guid], Distinct] = Field(default_factory=list)
    """Object ids of the Entra groups that read and write the state: users and runners that plan and apply."""
    bootstrap: Literal["local", "account"] = "local"
    """Location of the bootstrap stack's own state: `local` until its container exists, then `account`."""


class CreatedAzureState(AzureState):
    """State in a storage account that the bootstrap stack creates. Authentication uses Entra ID only."""

    network: StateNetwork
    """Networks that can access the account."""
    replication: Replication | None = None
    """Replication of the account. Default: GZRS; GRS if the region has no availability zones, ZRS if it has no paired
    region."""
    retention_days: Annotated[Whole, Field(ge=7, le=365)] = 30
    """Days for which deleted state and containers can be recovered."""


_Managed = Literal["containers", "role_assignments"]


class ExistingAzureState(AzureState):
    """State in a storage account that exists already, possibly in another subscription."""

    storage_account_id: StorageAccountId
    """Id of the storage account, which the callers must reach. Its owner manages its settings: firewall, versions and
    retention of blobs, replication, diagnostic settings."""
    containers: Annotated[
        str, StringConstraints(pattern=r"^[A-Za-z0-9{][A-Za-z0-9{}_-]*[A-Za-z0-9}]$"), child_pattern("stack")
    ] = "{landing_zone}-{stack}"
    """Pattern of the names of the containers, one per stack. {stack} is the stack; {landing_zone}, {region} and
    {instance} are allowed as well."""
    manage: Annotated[list[_Managed], Distinct] = Field(default_factory=lambda: list(get_args(_Managed)))
    """Resources that the bootstrap stack creates in the account, if it has the permissions: the `containers`, and the
    `role_assignments` of `groups` and of the products' pipelines on them. Default: both. The owner
    of the account creates the others; the output `state_grants_of_others` lists the role assignments."""


def _which(value: Any) -> str:
    existing = isinstance(value, ExistingAzureState) or (isinstance(value, dict) and "storage_account_id" in value)
    return "existing" if existing else "created"


class HttpState(Model):
    """State in an HTTP backend, such as GitLab's. The state of each stack is at `<address>/<stack>`."""

    backend: Literal["http"]
    address: Annotated[str, AfterValidator(_https)]
    """Base address, without the name of the stack."""

    @model_validator(mode="after")
    def _plain(self) -> HttpState:
        # Of the whole state: what a message shows of an address would be the password.
        if set(self.address) & set("@?#"):
            raise ValueError(
                "address must be the address alone: no user name and password before its host (Terraform takes them "
                "from TF_HTTP_USERNAME and TF_HTTP_PASSWORD), and nothing after a ? or #"
            )
        return self


class RemoteState(Model):
    """State in HCP Terraform or Terraform Enterprise, one workspace per stack."""

    backend: Literal["remote"]
    organization: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]+$")]
    """Name of the organization."""
    hostname: Annotated[
        str, StringConstraints(pattern=r"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?$"), AfterValidator(_port)
    ] = "app.terraform.io"
    """Host of HCP Terraform or Terraform Enterprise."""
    workspace_prefix: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]*$")] | None = None
    """Prefix of the workspace names. Default: the name of the landing zone and a hyphen. Landing zones with the same
    name in one organization need different prefixes."""


SomeAzureState = Annotated[
    Annotated[CreatedAzureState, Tag("created")] | Annotated[ExistingAzureState, Tag("existing")], Discriminator(_which)
]
State = Annotated[LocalState | SomeAzureState | HttpState | RemoteState, Field(discriminator="backend")]
