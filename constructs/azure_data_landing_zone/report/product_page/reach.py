"""How people reach the workspace of a product."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

from ...config.layout.product import ProductLayout
from ...config.models.network import CreatedNetwork
from .model import Code, Link, Section


def section(layout: ProductLayout) -> Section:
    """The ways into the network, and how people see that they are inside."""
    return Section("reach", "How to reach it", tuple(_text(layout)), dict(_facts(layout)))


def _text(layout: ProductLayout) -> Iterator[str]:
    people, network = layout.core.landing_zone.people, layout.core.landing_zone.network
    yield (
        "The address of the studio is public. The contents of the workspace load from inside the network only, and the "
        "commands on this page work from there only."
    )
    if people.vpn is not None:
        yield f"VPN: connect with {people.vpn.name}, then open the studio in your browser."
    if people.jump_host is not None:
        how = "in the Azure portal: Connect, Bastion" if people.jump_host.bastion else "with your remote desktop or SSH"
        yield f"Jump host: sign in to the virtual machine {_host(layout)} {how}, then open the studio in its browser."
    hub = network.hub if isinstance(network, CreatedNetwork) else None
    if people.vpn is None and people.jump_host is None:
        name = hub.virtual_network_id.rpartition("/")[2] if hub is not None else layout.core.virtual_network_id.name
        gateway = f" through the gateway of {name}" if hub is not None and hub.use_gateway else ""
        yield (
            "The configuration names neither a VPN nor a jump host (`people`). Ask the platform team how you reach "
            f"the virtual network {name}: by VPN or ExpressRoute{gateway}, or on a virtual machine in it behind Azure "
            "Bastion."
        )
    for name, endpoint in sorted(layout.product.workspace.further_endpoints.items()):
        network_name = endpoint.subnet_id.split("/subnets/")[0].rpartition("/")[2]
        parts = ", ".join(one.replace("_", " ") for one in endpoint.resources)
        yield f"In the network {network_name} ({name}), private endpoints lead to: {parts}. The lake is not among them."


def _host(layout: ProductLayout) -> str:
    host = layout.core.landing_zone.people.jump_host
    return host.virtual_machine_id.rpartition("/")[2] if host is not None else ""


def _facts(layout: ProductLayout) -> Iterator[tuple[str, str]]:
    core, zone = layout.core, layout.core.landing_zone
    people = zone.people
    if people.vpn is not None and people.vpn.page is not None:
        yield "VPN", Link(people.vpn.page, "Instructions")
    if people.jump_host is not None:
        portal = f"https://{core.cloud.portal}/#@{zone.tenant_id}/resource{people.jump_host.virtual_machine_id}"
        yield "Jump host", Link(portal, f"{_host(layout)} in the Azure portal")
        if people.jump_host.page is not None:
            yield "Jump host instructions", Link(people.jump_host.page, "Instructions")
    account = f"{layout.storage_account.name}.blob.{core.cloud.storage_suffix}"
    yield "Test that you are inside", Code(f"nslookup {account}")
    range_ = layout.endpoint_subnet.address_prefix
    expected = f"an address in {ipaddress.ip_network(range_)}" if range_ else "a private address, such as 10.0.0.5"
    if layout.product.workspace.further_endpoints:
        expected += ", or in a network with endpoints of its own"
    yield (
        "Expected answer",
        f"{expected}; a public address means that you are outside, or that your DNS is not forwarded",
    )
