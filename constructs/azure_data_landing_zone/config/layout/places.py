"""The parts of layouts: places of resources, and the rules that determine them."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field

from ...azure import subnets
from ...azure.ids import ResourceId
from ..models.data_lake import Layer
from ..models.network import CreatedNetwork
from ..models.parts import Part

#: The subnet of the nodes of a created Kubernetes cluster.
KUBERNETES_SUBNET = "scoring"


@dataclass(frozen=True)
class Placed:
    """A resource whose name and id are known.

    Attributes:
        key: its key below `names`, such as `key_vault` or `data_lake_raw`.
        part: its row.
        id: its resource id.
        stack: the stack that makes it.
        names: the names that the configuration gives to resources of its owner, by their keys below `names`.
    """

    key: str
    part: Part
    id: ResourceId
    stack: str
    names: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)

    @property
    def type(self) -> str:
        """Its type in the naming rules."""
        return self.part.type

    @property
    def name(self) -> str:
        """Its name."""
        return self.id.name


@dataclass(frozen=True)
class Child:
    """A resource that is named after what it belongs to, such as a subnet or an alert rule.

    Attributes:
        key: its key below `names`.
        kind: the pattern of its name, a key below `naming.children`.
        type: its type in the naming rules.
        name: its name.
        stack: the stack that makes it.
    """

    key: str
    kind: str
    type: str
    name: str
    stack: str


@dataclass(frozen=True)
class Container:
    """A container of the lake, as a product uses it."""

    layer: Layer
    name: str
    id: ResourceId
    writable: bool

    @property
    def datastore(self) -> str:
        """The name of its data store in the workspace."""
        return f"{self.layer}_{self.name}".replace("-", "_")


@dataclass(frozen=True)
class ManagedTarget:
    """A private endpoint that a workspace's managed network has, and that must be approved at its target.

    Attributes:
        label: the name of its target, whichever of its sub-resources is meant.
        target: what it leads to.
        subresource: the private-link sub-resource.
        spark: whether serverless Spark uses it, too.
        name: the name of its outbound rule. Default: label and sub-resource.
    """

    label: str
    target: ResourceId
    subresource: str
    spark: bool = False
    name: str = ""

    def __post_init__(self) -> None:
        if not self.name:
            object.__setattr__(self, "name", f"{self.label}-{self.subresource}")


@dataclass(frozen=True)
class SubnetPlace:
    """A subnet: its purpose, its id, and its range if the landing zone makes it."""

    purpose: str
    id: ResourceId
    address_prefix: str


def stack_name(product: str, environment: str) -> str:
    """The name of a product's stack; an environment has no dash, so the two cannot be mixed up."""
    return f"{product}-{environment}"


def own_container(product: str, environment: str) -> str:
    """The name of a product's own container in the workspace layer."""
    return f"{product}-{environment}"


def container_id(account: ResourceId, name: str) -> ResourceId:
    """The id of a container of a storage account."""
    return account.child("blobServices", "default").child("containers", name)


def created_subnets(network: CreatedNetwork) -> list[str]:
    """The purposes of the subnets of a created network: the slots that always exist, and those asked for."""
    always = [name for name, slot in subnets.slots().items() if slot.created]
    return sorted({*always, *network.subnets})


def delegation(network: CreatedNetwork, purpose: str) -> str:
    """The service that a subnet of a created network is given to; empty if it is given to none."""
    slot, own = subnets.slots().get(purpose), network.subnets.get(purpose)
    return (slot.delegation if slot else "") or (own.delegation if own else None) or ""


def subnet_purpose(network: CreatedNetwork, name: str) -> str:
    """The purpose whose rules a subnet of a created network has: its own, that of its delegation, or its name."""
    own = network.subnets.get(name)
    return (own.purpose if own else None) or subnets.purpose_of(delegation(network, name)) or name


def subnet_range(network: CreatedNetwork, purpose: str) -> str:
    """The range of a subnet of a created network.

    Raises:
        ValueError: the address space has no room for the slot.
    """
    own = network.subnets.get(purpose)
    if own is not None and own.address_prefix is not None:
        return own.address_prefix
    return str(subnets.allocate(subnets.slots()[purpose], ipaddress.IPv4Network(network.address_space[0])))
