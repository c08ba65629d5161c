"""How compute of a workspace is kept apart from the internet."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from ...azure.outbound import is_service_tag, service_tags
from ..reading.explain import nearest
from .base import AnyResourceId, Host, Model, OptionalService

RuleName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", min_length=2, max_length=40)]
Port = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,5}(-[0-9]{1,5})?$")]


class CustomerNetwork(Model):
    """Compute lies in the landing zone's training subnet; the network of the landing zone says what it may reach."""

    mode: Literal["customer_network"] = "customer_network"


class ServiceTag(Model):
    """What compute of a managed network may reach by service tag."""

    tag: str
    """The service tag, such as `AzureDatabricks`."""
    protocol: Literal["Tcp", "Udp", "*"] = "Tcp"
    """Transport protocol."""
    ports: Annotated[list[Port], Field(min_length=1)] = Field(default_factory=lambda: ["443"])
    """Ports and ranges of ports, as text."""

    @model_validator(mode="after")
    def _known(self) -> ServiceTag:
        if not is_service_tag(self.tag):
            raise ValueError(
                f"tag {self.tag!r} is no service tag as Azure spells it{nearest(self.tag, service_tags())}"
            )
        if "." in self.tag and not self.tag.startswith("AzureFrontDoor."):
            raise ValueError(f"tag {self.tag!r} has a region, which a managed network does not take")
        return self


class ManagedEndpoint(Model):
    """A private endpoint of a managed network."""

    resource_id: AnyResourceId
    """What it leads to; it may lie in another subscription."""
    subresource: str
    """Its private-link sub-resource, such as `vault`."""


class ManagedNetwork(Model):
    """Compute lies in a network that Azure Machine Learning makes and keeps; once chosen there is no way back."""

    mode: Literal["managed_network"]
    outbound: Literal["allow_only_approved_outbound", "allow_internet_outbound"] = "allow_only_approved_outbound"
    """What compute reaches: what is approved and nothing else, or the internet. From the first to the second there is
    no way back."""
    allow: list[OptionalService] = Field(default_factory=list)
    """Services besides those that come by themselves, such as `azure_artifacts`."""
    hosts: list[Host] = Field(default_factory=list)
    """Own hosts on ports 80 and 443, such as that of a package feed; `*.` stands for all below. Azure makes a firewall
    for the first host, which is charged."""
    service_tags: dict[RuleName, ServiceTag] = Field(default_factory=dict)
    """Own rules by service tag."""
    endpoints: dict[RuleName, ManagedEndpoint] = Field(default_factory=dict)
    """Private endpoints besides those to the product's own resources and to its layers of the lake."""
    spark: bool = False
    """Whether serverless Spark uses the endpoints of the lake, too."""
    approval: Literal["automatic", "manual"] = "automatic"
    """Who approves the endpoints at their targets: the service, for which the workspace's identity gets the role of an
    approver there; or a person, with the commands in the output `endpoint_approvals`. The role does not cover Data
    Factory and Databricks, whose endpoints a person approves."""

    @model_validator(mode="after")
    def _hosts(self) -> ManagedNetwork:
        if self.outbound == "allow_internet_outbound" and (self.hosts or self.allow or self.service_tags):
            raise ValueError(
                "with outbound allow_internet_outbound everything is reached: allow, hosts and service_tags "
                "belong to allow_only_approved_outbound"
            )
        return self


Isolation = Annotated[CustomerNetwork | ManagedNetwork, Field(discriminator="mode")]
