"""A landing zone, synthesized for tests."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .stacks import Stack, read_stacks

if TYPE_CHECKING:
    from ..checks import Finding
    from ..config import Configuration


class Synthesized(Mapping[str, Stack]):
    """The stacks of a landing zone by name, in the order in which they are applied.

    Attributes:
        configuration: what they were made from.
    """

    def __init__(self, configuration: Configuration, stacks: Mapping[str, Stack]) -> None:
        self.configuration = configuration
        self._stacks = {name: stacks[name] for name in configuration.stacks}

    def __getitem__(self, name: str) -> Stack:
        try:
            return self._stacks[name]
        except KeyError:
            raise KeyError(f"there is no stack {name!r}; the stacks are {', '.join(self._stacks)}") from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._stacks)

    def __len__(self) -> int:
        return len(self._stacks)

    def addresses(self) -> list[str]:
        """Stack and address of everything that Terraform manages or reads, sorted."""
        return sorted(f"{stack.name} {address}" for stack in self.values() for address in stack.addresses())

    def moved(self) -> set[str]:
        """The addresses that a `moved` block says are others now."""
        return {entry["from"] for stack in self.values() for entry in stack.document.get("moved", [])}

    def preflight(self) -> Sequence[Finding]:
        """What the preflight finds, what the configuration accepts included."""
        from ..checks import accepted, exposure

        return exposure({stack.name: stack.document for stack in self.values()}, accepted(self.configuration))

    def assert_preflight(self) -> None:
        """That the preflight finds nothing but what the configuration accepts.

        Raises:
            AssertionError: it finds something, or cannot decide; the message lists it.
        """
        from ..checks import State

        if found := [finding for finding in self.preflight() if finding.state is not State.ACCEPTED]:
            raise AssertionError("the preflight refuses:\n" + "\n".join(map(_told, found)))


def _told(finding: Finding) -> str:
    is_ = f"{finding.argument} is {finding.value}, safe is {finding.safe}"
    return f"  {finding.stack} {finding.address}: {finding.state}: {is_}: {finding.meaning}"


def synthesized(source: str | Path | Mapping[str, Any]) -> Synthesized:
    """Synthesizes a configuration, in the jsii process that this Python process has.

    Args:
        source: a landing zone's file, or what such a file would hold, products included.

    Raises:
        ConfigurationError: the configuration has mistakes.
    """
    from .. import config
    from ..synthesis import synthesize

    configuration = config.parse(source) if isinstance(source, Mapping) else config.load(source)
    with tempfile.TemporaryDirectory(prefix="adlz-test-") as folder:
        output = Path(folder) / "cdktf.out"
        synthesize(configuration, output, jobs=1)
        return Synthesized(configuration, read_stacks(output))
