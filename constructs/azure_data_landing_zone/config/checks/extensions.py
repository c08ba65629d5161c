"""Checks of extensions: arguments that may be overridden, and addresses that two entries use."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ..layout.places import stack_name
from ..layout.stacks import PLATFORM_STACKS
from ..reading.document import Path_
from ..reading.explain import NO_SECRETS, is_secret_argument, nearest
from ..reading.fragments import same_provider
from ..reading.problems import Place, Problem
from ..reading.texts import objection_to_key
from .subject import Check, Subject

_PART = re.compile(r"[A-Za-z0-9_-]+")
#: Arguments of Terraform itself. Their text is an expression, or they run programs.
_META = frozenset({"connection", "count", "depends_on", "for_each", "provider", "provisioner"})
#: Arguments that ids are computed from, on which other stacks rely.
_OF_IDS = frozenset({"name", "parent_id", "resource_group_name"})
#: The arguments of a lifecycle block that hold no expression.
_LIFECYCLE = ("create_before_destroy", "ignore_changes", "prevent_destroy")


def _all_stacks(subject: Subject) -> tuple[str, ...]:
    # Which of the shared stacks exist depends on what may itself be wrong, so all that there can be are meant.
    products = (stack_name(deployment.product.name, deployment.environment) for deployment in subject.deployments)
    return (*PLATFORM_STACKS, *products)


def _stacks(subject: Subject) -> Iterator[Problem]:
    yield from _without_stack(subject, _all_stacks(subject), "fits no stack; the stacks are")


def shared_stacks(subject: Subject) -> Iterator[Problem]:
    """Extensions of a shared stack that the landing zone does not have; only a valid configuration has stacks."""
    extensions = subject.configuration.landing_zone.extensions
    if extensions.fragments or extensions.overrides:
        message = "fits no stack of this landing zone; its stacks are"
        yield from _without_stack(subject, subject.configuration.stacks, message)


def _without_stack(subject: Subject, stacks: Sequence[str], message: str) -> Iterator[Problem]:
    extensions = subject.configuration.landing_zone.extensions
    patterns: list[tuple[Path_, str, Callable[[str], bool]]] = [
        (("extensions", "overrides", number, "stack"), one.stack, one.fits)
        for number, one in enumerate(extensions.overrides)
    ]
    for number, fragment in enumerate(extensions.fragments):
        for index, pattern in enumerate(fragment.stacks):
            alone = fragment.model_copy(update={"stacks": [pattern]})
            patterns.append((("extensions", "fragments", number, "stacks", index), pattern, alone.fits))
    for path, pattern, fits in patterns:
        if not any(map(fits, stacks)):
            yield subject.problem(path, f"{message} {', '.join(stacks)}{nearest(pattern, stacks)}")


def _addresses(subject: Subject) -> Iterator[Problem]:
    """Addresses that two fragments use in one stack, and fragments that two entries name for one."""
    configuration = subject.configuration
    said: set[tuple[str, Path_]] = set()
    for stack in _all_stacks(subject):
        entries: dict[str, int] = {}
        first: dict[str, tuple[Place, Any]] = {}
        for number, fragment in enumerate(configuration.landing_zone.extensions.fragments):
            file = configuration.fragment_files.get(fragment.file)
            if file is None or not fragment.fits(stack):
                continue
            if (entry := entries.setdefault(fragment.file, number)) != number:
                at: Path_ = ("extensions", "fragments", number, "file")
                yield from _first(
                    said, "", at, subject.problem(at, f"is in the stack {stack} by entry {entry + 1} too")
                )
                continue
            for address, path in file.addresses():
                place, block = file.document.place(path), file.document.value(path)
                if address not in first:
                    first[address] = (place, block)
                    continue
                earlier, other = first[address]
                if address.startswith("required_providers.") and same_provider(block, other):
                    continue
                # The entries of a provider may be equal; all else has another name.
                out = ": write the same source and version" if address.startswith("required_providers.") else ""
                message = f"is in the stack {stack} already, from {earlier}{out}"
                problem = Problem(place, file.document.dotted(path), message, address)
                yield from _first(said, fragment.file, path, problem)


def _first(said: set[tuple[str, Path_]], file: str, path: Path_, problem: Problem) -> Iterator[Problem]:
    """A problem, unless one was reported at a path of a file before."""
    if (file, path) not in said:
        said.add((file, path))
        yield problem


def _arguments(subject: Subject) -> Iterator[Problem]:
    for number, one in enumerate(subject.configuration.landing_zone.extensions.overrides):
        for path in one.set_:
            if said := _objection(path):
                yield subject.problem(("extensions", "overrides", number, "set", path), said)


def _objection(path: str) -> str:
    """Why the value at a path of a resource cannot be overridden; empty if it can."""
    parts = path.split(".")
    if not all(map(_PART.fullmatch, parts)):
        return (
            "must be an argument, or a path such as identity.0.type whose parts have letters, digits, dashes and "
            "underscores"
        )
    # A key as a whole is looked at with the rest of the file.
    if len(parts) > 1 and (said := next(filter(None, map(objection_to_key, parts)), "")):
        return said
    if parts[0] in _META:
        return "cannot be overridden: its value is an expression of Terraform, or a program"
    if parts[0] in _OF_IDS:
        return (
            "cannot be overridden: other stacks compute the id of the resource from it. `names` and `naming` set names"
        )
    if parts[0] == "lifecycle" and (len(parts) != 2 or parts[1] not in _LIFECYCLE):
        return f"cannot be overridden; of lifecycle, these can: {', '.join(f'lifecycle.{one}' for one in _LIFECYCLE)}"
    return NO_SECRETS if is_secret_argument(parts[-1]) else ""


def _twice(subject: Subject) -> Iterator[Problem]:
    overrides = subject.configuration.landing_zone.extensions.overrides
    stacks = _all_stacks(subject)
    for number, one in enumerate(overrides):
        for earlier, other in enumerate(overrides[: number + 1]):
            shared = other.address == one.address and any(one.fits(stack) and other.fits(stack) for stack in stacks)
            for path in one.set_ if shared else ():
                for known in other.set_:
                    same = known == path and earlier != number
                    if same or path.startswith(f"{known}.") or (earlier != number and known.startswith(f"{path}.")):
                        yield subject.problem(
                            ("extensions", "overrides", number, "set", path),
                            f"is set by {known} of entry {earlier + 1} too: set it once",
                        )


#: Checks of extensions, with the sections that they read.
EXTENSION_CHECKS: tuple[tuple[Check, tuple[str, ...]], ...] = (
    (_stacks, ("extensions", "environments")),
    (_addresses, ("extensions", "environments")),
    (_arguments, ("extensions",)),
    (_twice, ("extensions", "environments")),
)
