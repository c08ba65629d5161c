"""Compares the requests that Terraform sent, as a recording has them, with the rights of the principals who sent them.

A recording is a text file: a line `== STACK/STEP` begins a run of Terraform (STEP is plan, apply, second-plan or
destroy), and each line after it is a request, as `STATUS METHOD PATH`. Requests of a plan are compared with the rights
of the principal who plans and of the one who applies, those of other steps with the rights of the latter.

    tools/recorded_rights.py landing-zone.yaml cdktf.out RECORDING...
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from azure_data_landing_zone import config
from azure_data_landing_zone.config.models.pipelines import Purpose
from azure_data_landing_zone.rights.held import Actors
from azure_data_landing_zone.rights.needs import Need, Step, tolerated
from azure_data_landing_zone.rights.verdicts import Finder, sides
from azure_data_landing_zone.synthesized.stacks import read_stacks

#: Requests that need no role: tokens, the metadata of the cloud, and the keys by which tokens are verified.
_NO_ROLE = re.compile(r"/metadata/endpoints|/[^/]+/(oauth2/v2\.0/token|v2\.0/\.well-known/openid-configuration)")
#: The certificates' contacts of a vault, on the data plane: azurerm goes on where the vault has no public access
#: (azurerm 4.81.0 key_vault_resource.go, read 2026-11-26).
_DATA_PLANE = re.compile(r"/vaults/[^/]+/certificates/contacts")
#: The list of resource providers: if Azure refuses it, azurerm leaves out a check of names (azurerm 4.81.0
#: clients/builder.go, read 2026-11-26).
_PROVIDERS = re.compile(r"/subscriptions/[^/]+/providers")
#: Built-in definitions, which every principal of the tenant may read; azurerm looks for each policy among them first
#: (azurerm 4.81.0 policy/policy.go, read 2026-11-26).
_BUILT_IN = re.compile(r"/providers/Microsoft\.Authorization/policy(?:Set)?Definitions/[^/]+")
_FREE = (_NO_ROLE, _DATA_PLANE, _PROVIDERS, _BUILT_IN)
_VERBS = {"GET": "read", "HEAD": "read", "PUT": "write", "PATCH": "write", "DELETE": "delete"}

RecordedStep = Literal["plan", "apply", "second-plan", "destroy"]


@dataclass(frozen=True)
class Request:
    """A recorded request: the stack and step that sent it, its method, and its path without the query."""

    stack: str
    step: RecordedStep
    method: str
    path: str


@dataclass(frozen=True)
class Refused:
    """A request that the principal may not send: its key, and the action and scope that it needs."""

    actor: str
    request: Request
    action: str
    scope: str


def read(text: str) -> Iterator[Request]:
    """The requests of a recording.

    Raises:
        ValueError: a line has another form; the message says which.
    """
    stack, step = "", ""
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("== "):
            stack, _, step = line.removeprefix("== ").strip().partition("/")
            if step not in get_args(RecordedStep):
                raise ValueError(f"line {number}: {step!r} is no step; allowed are {', '.join(get_args(RecordedStep))}")
            continue
        parts = line.split(maxsplit=2)
        if len(parts) != 3 or not parts[0].isdigit() or not parts[2].startswith("/"):
            raise ValueError(f"line {number}: expected `STATUS METHOD PATH`, given {line[:80]!r}")
        if step:
            yield Request(stack, step, parts[1], parts[2].partition("?")[0])  # type: ignore[arg-type]  # one of the steps


def operation(request: Request) -> tuple[str, str] | None:
    """The action and the scope of a request; None if it needs no role."""
    path = request.path
    if any(pattern.fullmatch(path) for pattern in _FREE):
        return None
    head, found, tail = path.rpartition("/providers/")
    verb = _VERBS.get(request.method)
    if not found:
        scope = path.rstrip("/").split("/")
        kind = "Microsoft.Resources/subscriptions" + ("/resourceGroups" if len(scope) > 3 else "")
        further = "/".join(scope[5:])
        return (f"{kind}/{further}/{verb}" if further else f"{kind}/{verb}"), "/".join(scope[:5])
    namespace, *segments = tail.split("/")
    kinds, names = segments[::2], segments[1::2]
    if len(kinds) == len(names):
        return f"{'/'.join([namespace, *kinds])}/{verb}", path
    # A list of children, or an action: the last segment has no name, and the scope is the resource before it.
    scope = path.rpartition("/")[0] if names else head
    return f"{'/'.join([namespace, *kinds])}/{verb or 'action'}", scope


def refused(configuration: config.Configuration, output: Path, requests: Sequence[Request]) -> list[Refused]:
    """The requests that a principal may not send by the rights that are listed or assigned.

    Args:
        configuration: the landing zone.
        output: its synthesized stacks.
        requests: the recorded requests.
    """
    stacks = read_stacks(output)
    needs, grants = sides(configuration, stacks)
    finder = Finder(configuration, needs, grants)
    roles = {
        (name, need.scope.lower(), need.action.rpartition("/")[2]): need
        for name, found in needs.items()
        for need in found.needs
        if need.role
    }
    actors = Actors(configuration)
    found: dict[tuple[str, str, str], Refused] = {}
    for request in dict.fromkeys(requests):
        wanted = operation(request)
        if wanted is None or (tolerated(wanted[0]) and request.step != "destroy"):
            continue
        action, scope = wanted
        step: Step = "plan" if request.step in ("plan", "second-plan") else "apply"
        assigned = roles.get((request.stack, scope.lower(), action.rpartition("/")[2]))
        role, kind = (assigned.role, assigned.principal_type) if assigned is not None else ("", "")
        need = Need(request.stack, "", action, scope, step, role=role, principal_type=kind)
        purposes: tuple[Purpose, ...] = ("plan", "apply") if step == "plan" else ("apply",)
        for purpose in purposes:
            who = actors.of(request.stack, purpose)
            if not finder.allowing(who, need):
                found.setdefault((who.key, action, scope.lower()), Refused(who.key, request, action, scope))
    return list(found.values())


def main(arguments: Sequence[str] | None = None) -> int:
    """Compares, and prints what is refused and how many requests were compared."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("config", type=Path, help="the landing zone")
    parser.add_argument("output", type=Path, help="the folder of its synthesized stacks")
    parser.add_argument("recordings", type=Path, nargs="+", help="recorded requests")
    options = parser.parse_args(arguments)
    requests = [request for file in options.recordings for request in read(file.read_text(encoding="utf-8"))]
    found = refused(config.load(options.config), options.output, requests)
    for one in found:
        where = f"{one.request.stack}/{one.request.step}"
        sys.stdout.write(f"{one.actor} may not {one.action} at {one.scope} ({where} {one.request.method})\n")
    steps = Counter(f"{request.stack}/{request.step}" for request in requests)
    sys.stdout.write(f"{len(requests)} requests of {len(steps)} runs, {len(found)} refused\n")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
