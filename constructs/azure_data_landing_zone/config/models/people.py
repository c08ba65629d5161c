"""Information for people who work in the products: ways into the network, and contacts."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

from .base import Model, Text, arm_id
from .budget import Email

WebPage = Annotated[str, StringConstraints(pattern=r"""^https://[A-Za-z0-9.-]+(:[0-9]+)?(/[^\s"'<>]*)?$""")]


class Vpn(Model):
    """A VPN that leads to the private endpoints."""

    name: Text
    """Name of the VPN, as users know it."""
    page: WebPage | None = None
    """URL of the instructions, beginning with https://."""


class JumpHost(Model):
    """A virtual machine in a network that reaches the private endpoints."""

    virtual_machine_id: Annotated[str, arm_id("Microsoft.Compute/virtualMachines")]
    """Id of the virtual machine, which may be in another subscription."""
    bastion: bool = True
    """Whether users sign in to it in the Azure portal, through Azure Bastion."""
    page: WebPage | None = None
    """URL of the instructions, beginning with https://."""


class Support(Model):
    """The contact of the platform team."""

    email: Email | None = None
    """Email address."""
    page: WebPage | None = None
    """URL of a form, a chat channel or a wiki page, beginning with https://."""


class People(Model):
    """Information for people who work in the products, shown on the page of each product. It creates no resources."""

    vpn: Vpn | None = None
    """The VPN through which users reach the network."""
    jump_host: JumpHost | None = None
    """The jump host through which users reach the network."""
    support: Support | None = None
    """Contact for questions. Default: the contacts of alerts and of the budget."""
