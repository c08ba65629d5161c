"""`adlz probe`."""

from __future__ import annotations

import ipaddress
from typing import Annotated

import typer

from .common import DEFAULT_CONFIG, ConfigOption, JsonOption, load, reporting_errors
from .completion import stack_names
from .terminal import Console, out

_MOST_SECONDS = 600.0
_DNS_PORT = 53


def probe(
    stacks: Annotated[
        list[str] | None,
        typer.Argument(
            help="Stacks whose endpoints to probe, such as 'churn-*'. Default: all stacks.",
            metavar="STACK",
            autocompletion=stack_names,
        ),
    ] = None,
    config_file: ConfigOption = DEFAULT_CONFIG,
    subnet: Annotated[
        str | None,
        typer.Option(
            "--subnet",
            help="Purpose of the subnet whose outbound services to probe. Default: the subnet of this machine, if the "
            "landing zone has it.",
            metavar="PURPOSE",
        ),
    ] = None,
    dns_server: Annotated[
        str | None,
        typer.Option(
            "--dns-server",
            help="DNS server to ask, as ADDRESS or ADDRESS:PORT. Default: the resolver of this machine.",
            metavar="ADDRESS",
        ),
    ] = None,
    seconds: Annotated[
        float,
        typer.Option("--seconds", help="Maximum duration of the probe.", min=1.0, max=_MOST_SECONDS, show_default=True),
    ] = 60.0,
    as_json: JsonOption = False,
) -> None:
    """Probe the landing zone from inside its network, on a jump host or a runner, after apply.

    For each host name of a private endpoint: whether it resolves to a private address of the right subnet, and whether
    the port answers. For each outbound service of the subnet of this machine: whether it answers. Needs no sign-in to
    Azure and no Node. Connects to the listed hosts only. Exit status: 0 everything answers, 1 something does not, 2 the
    probe could not run.

    \b
    adlz probe
    adlz probe 'churn-*' --dns-server 10.0.0.4
    """  # noqa: D301  (the paragraph mark of the help is a control character)
    configuration = load(config_file, as_json=as_json)
    from .probe_output import print_probed, probed

    with reporting_errors(2), Console(stderr=True).status("Probing ..."):
        found, purpose = probed(configuration, stacks or (), subnet, _server(dns_server), seconds)
    print_probed(out(), found, purpose, as_json=as_json)
    raise typer.Exit(0 if all(one.state == "ok" for one in found) else 1)


def _server(text: str | None) -> tuple[str, int] | None:
    if text is None:
        return None
    address, _, port = text.partition(":")
    try:
        ipaddress.IPv4Address(address)
        number = int(port or _DNS_PORT)
    except ValueError:
        raise typer.BadParameter(
            f"must be an IPv4 address, with or without a port, such as 10.0.0.4 or 10.0.0.4:53 (given: {text!r})",
            param_hint="--dns-server",
        ) from None
    return address, number
