"""How compute of a workspace is kept apart from the internet."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from ...azure.outbound import is_service_tag, service_tags
from ..reading.explain import nearest
from .base import AnyResourceId, Distinct, Host, Model, OptionalService

RuleName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", min_length=2, max_length=40)]


def _port(text: str) -> str:
    first, _, last = text.partition("-")
    if not 1 <= int(first) <= int(last or first) <= 65535:
        raise ValueError("must be a port from 1 to 65535, or a range of them such as '8443-8451'")
    return text


Port = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,5}(-[0-9]{1,5})?$"), AfterValidator(_port)]


class CustomerNetwork(Model):
    """Compute runs in the training subnet of the landing zone, whose network defines the allowed destinations."""

    mode: Literal["customer_network"] = "customer_network"


class ServiceTag(Model):
    """A destination of a managed network, as a service tag."""

    tag: str
    """Service tag, such as `AzureDatabricks`."""
    protocol: Literal["Tcp", "Udp", "*"] = "Tcp"
    """Transport protocol."""
    ports: Annotated[list[Port], Distinct, Field(min_length=1)] = Field(default_factory=lambda: ["443"])
    """Ports and port ranges, as text."""

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
    """Id of the target, which may be in another subscription."""
    subresource: str
    """Private link sub-resource of the target, such as `vault`."""


class ManagedNetwork(Model):
    """Compute runs in a network that Azure Machine Learning manages. This cannot be changed back."""

    mode: Literal["managed_network"]
    outbound: Literal["allow_only_approved_outbound", "allow_internet_outbound"] = "allow_only_approved_outbound"
    """Allowed destinations: approved ones only, or the internet. Approved outbound cannot be changed to internet
    outbound later."""
    allow: list[OptionalService] = Field(default_factory=list)
    """Services in addition to those that are always allowed, such as `azure_artifacts`."""
    hosts: Annotated[list[Host], Distinct] = Field(default_factory=list)
    """Custom hosts on ports 80 and 443, such as a package feed. `*.` matches all subdomains. Azure creates a firewall
    for the first host, which incurs cost."""
    firewall_sku: Literal["standard", "basic"] | None = None
    """SKU of the firewall that Azure creates for hosts. `basic` costs less and has lower throughput. Set it before the
    first host. Default: chosen by Azure, which is `standard`."""
    service_tags: dict[RuleName, ServiceTag] = Field(default_factory=dict)
    """Custom rules with service tags."""
    endpoints: dict[RuleName, ManagedEndpoint] = Field(default_factory=dict)
    """Private endpoints in addition to those to the product's own resources and its layers of the lake."""
    spark: bool = False
    """Whether the network is provisioned for serverless Spark, and Spark can use the endpoints of the lake."""
    approval: Literal["automatic", "manual"] = "automatic"
    """Approval of the endpoints by their targets. `automatic`: the service approves them, and the identity of the
    workspace gets an approver role on each target, except for Data Factory and Databricks, whose endpoints a user
    approves. `manual`: a user approves all of them, with the commands in the output `endpoint_approvals`."""

    @model_validator(mode="after")
    def _hosts(self) -> ManagedNetwork:
        if self.outbound == "allow_internet_outbound" and self.firewall_sku is not None:
            raise ValueError("with outbound allow_internet_outbound Azure creates no firewall: leave out firewall_sku")
        if self.outbound == "allow_internet_outbound" and (self.hosts or self.allow or self.service_tags):
            raise ValueError(
                "with outbound allow_internet_outbound everything is reached: allow, hosts and service_tags "
                "belong to allow_only_approved_outbound"
            )
        return self


Isolation = Annotated[CustomerNetwork | ManagedNetwork, Field(discriminator="mode")]
