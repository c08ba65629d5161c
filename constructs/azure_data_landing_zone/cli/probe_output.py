"""`adlz probe`: what is probed, and the results."""

from __future__ import annotations

import fnmatch
import json
from collections.abc import Sequence

import typer

from ..config import Configuration
from ..probe.dns import by_server, by_system
from ..probe.names import names, subnet_of
from ..probe.run import Probed, State, own_address, probe
from ..synthesis import OutputError
from .output import many
from .tables import print_rows
from .terminal import Console

#: An address outside of every landing zone, towards which the machine's own address is looked up.
_OUTSIDE = "168.63.129.16"


def probed(
    configuration: Configuration,
    patterns: Sequence[str],
    subnet: str | None,
    server: tuple[str, int] | None,
    seconds: float,
) -> tuple[tuple[Probed, ...], str]:
    """The results, and the purpose of the subnet whose outbound services were probed.

    Raises:
        OutputError: no stack or no subnet has such a name.
    """
    wanted = frozenset(
        name for name in configuration.stacks if not patterns or any(fnmatch.fnmatchcase(name, one) for one in patterns)
    )
    if not wanted:
        listed = ", ".join(patterns)
        raise OutputError(f"no stack is called {listed}; the stacks are {', '.join(configuration.stacks)}")
    known = configuration.core.subnets
    if subnet is not None and subnet not in known:
        raise OutputError(f"no subnet is called {subnet}; the subnets are {', '.join(known)}")
    address = own_address(_OUTSIDE)
    purpose = subnet if subnet is not None else subnet_of(configuration, address) if address else ""
    resolver = by_system if server is None else by_server(*server)
    return probe(names(configuration, wanted, purpose), resolver=resolver, seconds=seconds), purpose


def print_probed(console: Console, found: Sequence[Probed], purpose: str, *, as_json: bool) -> None:
    """The results for people, those with a problem first; or as JSON."""
    rows = [_row(one) for one in sorted(found, key=lambda one: one.state is State.OK)]
    if as_json:
        typer.echo(json.dumps({"subnet": purpose, "names": rows}, indent=2))
        return
    print_rows(console, rows, as_json=False)
    wrong = sum(one.state is not State.OK for one in found)
    where = f"the outbound services of the subnet {purpose}" if purpose else "no outbound services"
    console.print(f"{many(len(found), 'name')}, with {where}: {wrong} with a problem", highlight=False, soft_wrap=True)


def _row(one: Probed) -> dict[str, str]:
    return {
        "host": one.name.host,
        "port": str(one.name.port),
        "of": one.name.what,
        "result": one.state.value,
        "addresses": ", ".join(one.addresses),
        "usual causes": one.causes,
        "why": one.name.why,
    }
