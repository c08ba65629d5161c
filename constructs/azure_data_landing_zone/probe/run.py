"""Probes names: whether they resolve to the right addresses, and whether the ports answer."""

from __future__ import annotations

import contextlib
import ipaddress
import queue
import socket
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from .dns import Resolver, by_system
from .names import Name

_WORKERS = 16


class State(StrEnum):
    """The result for a name."""

    OK = "ok"
    NO_NAME = "does not resolve"
    NO_DNS = "no answer from DNS"
    PUBLIC = "public address"
    OTHER = "address of another subnet"
    CLOSED = "port refused"
    SILENT = "port does not answer"
    LATE = "not probed"


#: The usual causes of a result, the most frequent first; for private endpoints and for outbound services.
CAUSES: Mapping[State, tuple[str, str]] = {
    State.OK: ("", ""),
    State.NO_NAME: (
        "the private DNS zone is not linked to the network of the resolver; the DNS servers have no forwarder; the "
        "private endpoint does not exist or has no record",
        "the DNS servers do not resolve public names",
    ),
    State.NO_DNS: (
        "the DNS servers are not reachable; their forwarder does not answer",
        "the DNS servers are not reachable",
    ),
    State.PUBLIC: (
        "the private DNS zone is not linked to the network of the resolver; the DNS servers do not forward to Azure "
        "DNS (168.63.129.16)",
        "",
    ),
    State.OTHER: ("the record belongs to an endpoint of another network; a zone of another network is linked", ""),
    State.CLOSED: (
        "the connection of the private endpoint is pending or rejected: it is not approved",
        "a proxy or firewall refuses the connection",
    ),
    State.SILENT: (
        "a security rule or a route blocks the traffic; the connection of the private endpoint is pending",
        "the firewall has no rule for the host; the subnet has no route out of the network",
    ),
    State.LATE: ("the time was up; use a longer --seconds or name fewer stacks",) * 2,
}


@dataclass(frozen=True)
class Probed:
    """The result for a name.

    Attributes:
        name: the name.
        state: the result.
        addresses: the addresses that it resolves to.
    """

    name: Name
    state: State
    addresses: tuple[str, ...] = ()

    @property
    def causes(self) -> str:
        """The usual causes, for people."""
        private, outbound = CAUSES[self.state]
        return private if self.name.private else outbound


def probe(
    names: Iterable[Name], *, resolver: Resolver = by_system, seconds: float = 60.0, wait: float = 3.0
) -> tuple[Probed, ...]:
    """Probes names side by side, and nothing else; ends after the given time.

    Args:
        names: the names.
        resolver: returns the addresses of a name.
        seconds: how long it takes altogether; names that are not probed by then are `not probed`.
        wait: how long a port may take to answer.
    """
    wanted = tuple(names)
    tasks: queue.SimpleQueue[int] = queue.SimpleQueue()
    for number in range(len(wanted)):
        tasks.put(number)
    results: dict[int, Probed] = {}
    done = threading.Semaphore(0)

    def work() -> None:
        with contextlib.suppress(queue.Empty):
            while True:
                number = tasks.get_nowait()
                results[number] = _probed(wanted[number], resolver, wait)
                done.release()

    for _ in range(min(_WORKERS, len(wanted))):
        # The resolver of the operating system cannot be interrupted: such a thread is left behind.
        threading.Thread(target=work, daemon=True).start()
    end = time.monotonic() + seconds
    for _ in wanted:
        if not done.acquire(timeout=max(0.0, end - time.monotonic())):
            break
    finished = dict(results)
    return tuple(finished.get(number, Probed(name, State.LATE)) for number, name in enumerate(wanted))


def _probed(name: Name, resolver: Resolver, wait: float) -> Probed:
    try:
        addresses = resolver(name.host)
    except OSError:
        return Probed(name, State.NO_DNS)
    if not addresses:
        return Probed(name, State.NO_NAME)
    if name.private and (wrong := _wrong(name, addresses)) is not None:
        return Probed(name, wrong, addresses)
    return Probed(name, _answer(addresses[0], name.port, wait), addresses)


def _wrong(name: Name, addresses: tuple[str, ...]) -> State | None:
    """The problem with the addresses of a private endpoint; None if there is none."""
    for address in map(ipaddress.IPv4Address, addresses):
        if not address.is_private:
            return State.PUBLIC
        if name.ranges and not any(address in ipaddress.IPv4Network(range_) for range_ in name.ranges):
            return State.OTHER
    return None


def _answer(address: str, port: int, wait: float) -> State:
    try:
        with socket.create_connection((address, port), timeout=wait):
            return State.OK
    except ConnectionRefusedError:
        return State.CLOSED
    except OSError:
        return State.SILENT


def own_address(towards: str) -> str:
    """The address of this machine towards another one; no packet is sent. Empty if there is no route."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as connection, contextlib.suppress(OSError):
        connection.connect((towards, 9))
        return str(connection.getsockname()[0])
    return ""
