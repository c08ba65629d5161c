"""The smallest address space in which all subnets fit, said once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from ipaddress import IPv4Network

from ..models.network import CreatedNetwork
from ..reading.problems import Problem
from .subject import Subject, TooSmall

#: The shortest prefix that is tried.
_LARGEST = 8


def said_once(
    subject: Subject, found: Sequence[Problem], check: Callable[[Subject], Iterable[Problem]]
) -> list[Problem]:
    """The problems, with one in place of those of subnets that are too small for one reason.

    Args:
        subject: what is checked.
        found: what is wrong.
        check: finds what is wrong with the network.
    """
    tight = [problem for problem in found if isinstance(problem, TooSmall)]
    network = subject.configuration.landing_zone.network
    if not tight or not isinstance(network, CreatedNetwork):
        return list(found)
    space = IPv4Network(network.address_space[0])
    for prefix in range(space.prefixlen - 1, _LARGEST - 1, -1):
        left = list(check(subject.with_space(str(space.supernet(new_prefix=prefix)))))
        if not any(isinstance(problem, TooSmall) for problem in left):
            break
    else:
        return [Problem(p.place, p.path, p.message, p.given) for p in found]
    others = f"; {len(tight) - 1} more subnets are too small as well" if len(tight) > 1 else ""
    message = f"{tight[0].message}{others}; all subnets fit into a /{prefix} or larger"
    # What lies outside of the range may lie inside of the larger one.
    stays = {problem.path for problem in left}
    rest = [
        problem
        for problem in found
        if not isinstance(problem, TooSmall)
        and (not problem.path.startswith("network.subnets.") or problem.path in stays)
    ]
    return [*rest, Problem(tight[0].place, tight[0].path, message, tight[0].given)]
