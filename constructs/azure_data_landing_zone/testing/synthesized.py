"""A landing zone, synthesized for tests."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..synthesized.stacks import blocks, mapping
from ..synthesized.terraform import plain
from .stacks import Stack, read_stacks

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from ..checks import Preflight, Result
    from ..config import Configuration
    from ..engine.either import AnyApp, AnyStack


class Stacks(Mapping[str, Stack]):
    """Stacks by name, in the order in which they are applied."""

    def __init__(self, stacks: Mapping[str, Stack]) -> None:
        self._stacks = dict(stacks)

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
        """Stack and former address of what a `moved` block leads to an address of the same stack.

        And of what a `removed` block does not destroy.
        """
        return {f"{stack.name} {address}" for stack in self.values() for address in _kept(stack)}


def _kept(stack: Stack) -> set[str]:
    removed = {
        str(block.get("from"))
        for block in map(mapping, blocks(stack.document.get("removed")))
        if any(mapping(rule).get("destroy") is False for rule in blocks(block.get("lifecycle")))
    }
    moves = {
        str(block.get("from")): _listed(str(block.get("to")))
        for block in map(mapping, blocks(stack.document.get("moved")))
    }
    there = removed.union(stack.addresses())
    return removed.union(address for address in moves if _last(address, moves) in there)


def _last(address: str, moves: Mapping[str, str]) -> str:
    """The address that a chain of moves ends at."""
    seen: set[str] = set()
    while address in moves and address not in seen:
        seen.add(address)
        address = moves[address]
    return address


def _listed(address: str) -> str:
    """What an address book lists for an address: no instances, and a module for all that is in it."""
    address = plain(address)
    return ".".join(address.split(".")[:2]) if address.startswith("module.") else address


class ProgramStacks(Stacks):
    """The stacks of a program that uses constructs of this library, or none."""

    def preflight(self, policies: Sequence[str | Path] = ()) -> Preflight:
        """The resources that are open to outside or without Entra ID, the retirements, and the findings of policies.

        Args:
            policies: files and folders with policies: definitions, initiatives or assignments of Azure. Default none.

        Raises:
            TypeError: `policies` is a single text or path.
            PolicyError: a policy has mistakes.
        """
        if isinstance(policies, str | Path):
            raise TypeError(f"policies is a list of files and folders, given: {policies!r}; write [{str(policies)!r}]")
        from ..checks import other_preflight
        from ..policy import catalogue, given

        read = given.read([Path(place) for place in policies], known=catalogue.load(trusted=True)) if policies else None
        return other_preflight({stack.name: stack.document for stack in self.values()}, given=read)

    def assert_preflight(self, policies: Sequence[str | Path] = ()) -> None:
        """That the preflight finds nothing that would be refused, and nothing that it cannot decide.

        Args:
            policies: as for `preflight`.

        Raises:
            AssertionError: it does; the message lists it.
            TypeError: `policies` is a single text or path.
            PolicyError: a policy has mistakes.
        """
        _assert_passes(self.preflight(policies))


class Synthesized(Stacks):
    """The stacks of a landing zone by name, in the order in which they are applied.

    Attributes:
        configuration: what they were made from.
    """

    def __init__(self, configuration: Configuration, stacks: Mapping[str, Stack]) -> None:
        self.configuration: Configuration = configuration
        super().__init__({name: stacks[name] for name in configuration.stacks})

    def preflight(self) -> Preflight:
        """The findings of the preflight, accepted and suppressed ones included."""
        from ..checks import preflight

        return preflight(self.configuration, {stack.name: stack.document for stack in self.values()})

    def assert_preflight(self) -> None:
        """That the preflight finds nothing that would be refused, and nothing that it cannot decide.

        Raises:
            AssertionError: it does; the message lists it.
        """
        _assert_passes(self.preflight())


def _assert_passes(preflight: Preflight) -> None:
    if failing := preflight.failing:
        raise AssertionError("the preflight refuses:\n" + "\n".join(map(_told, failing)))


def _told(result: Result) -> str:
    remedy = f". {result.remedy}" if result.remedy else ""
    return (
        f"  {result.stack} {result.address}: {result.level} by {result.check} {result.rule}: {result.message}{remedy}"
    )


def synthesized(source: str | Path | Mapping[str, Any]) -> Synthesized:
    """Synthesizes a configuration, in the jsii process that this Python process has.

    Args:
        source: a landing zone's file, or what such a file would hold, products included.

    Raises:
        ConfigurationError: the configuration has mistakes.
    """
    return synthesized_in(None, source)


def synthesized_in(process: Executor | None, source: str | Path | Mapping[str, Any]) -> Synthesized:
    """Synthesizes a configuration.

    Args:
        process: a process that runs nothing but this library, of `synthesizer`. None for this one, which takes longer.
        source: a landing zone's file, or what such a file would hold, products included.

    Raises:
        ConfigurationError: the configuration has mistakes.
    """
    from .. import config

    configuration = config.parse(source) if isinstance(source, Mapping) else config.load(source)
    with tempfile.TemporaryDirectory(prefix="adlz-test-") as folder:
        output = Path(folder) / "cdktf.out"
        if process is None:
            _synthesize(configuration, output)
        else:
            process.submit(_synthesize, configuration, output).result()
        return Synthesized(configuration, read_stacks(output))


def synthesizer() -> Executor:
    """A process for `synthesized_in`, which is started when it is first used."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    return ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"), initializer=_be_alone)


def _be_alone() -> None:
    from ..engine import maker, selection

    selection.alone.set(True)
    maker.keeps.set(True)


def _synthesize(configuration: Configuration, output: Path) -> None:
    from ..synthesis import synthesize

    synthesize(configuration, output, jobs=1)


def program(app: AnyApp) -> ProgramStacks:
    """The stacks of a program, as its `app.synth()` would write them. Nothing is written.

    Args:
        app: the program's app.

    Raises:
        TypeError: it is no App.
        ValueError: two stacks have the same id, and the second would be written over the first.
    """
    from ..engine import programs

    return ProgramStacks({name: Stack(name, dict(document)) for name, document in programs.documents(app).items()})


def program_stack(stack: AnyStack) -> Stack:
    """A stack of a program, as its `app.synth()` would write it.

    Args:
        stack: the stack. References to other stacks of its app are written as well.

    Raises:
        TypeError: the stack is in no App, or is no stack.
        ValueError: two stacks of its App have the same id.
    """
    from ..engine import programs

    return program(programs.app_of(stack))[programs.stack_name(stack)]
