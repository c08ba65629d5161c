"""The pytest plugin. Loaded by every pytest of the environment, so it imports nothing until a fixture is used."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from ..engine.either import AnyStack
    from .stacks import Stack
    from .synthesized import Stacks, Synthesized

_OPTION = "landing_zone"
#: What colours text in a terminal.
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Options of the command line and of pytest's configuration file."""
    group = parser.getgroup("azure-data-landing-zone")
    help_ = "The landing zone that the fixture `landing_zone` synthesizes; relative to the root directory."
    group.addoption("--landing-zone", metavar="FILE", default=None, dest=_OPTION, help=help_)
    group.addoption(
        "--update-address-books", action="store_true", help="Write address books instead of comparing with them."
    )
    parser.addini(_OPTION, help_, default="landing-zone.yaml")


@pytest.fixture(scope="session")
def adlz_synth() -> Iterator[Callable[[str | Path | Mapping[str, Any]], Synthesized]]:
    """Synthesizes a landing zone's file, once per session, or plain configuration data, in another process."""
    from .synthesized import synthesized_in, synthesizer

    made: dict[Path, Synthesized] = {}

    def synth(source: str | Path | Mapping[str, Any]) -> Synthesized:
        if isinstance(source, Mapping):
            return synthesized_in(process, source)
        file = Path(source).resolve()
        if file not in made:
            made[file] = synthesized_in(process, file)
        return made[file]

    with synthesizer() as process:
        yield synth


@pytest.fixture(scope="session")
def landing_zone(
    pytestconfig: pytest.Config, adlz_synth: Callable[[str | Path | Mapping[str, Any]], Synthesized]
) -> Synthesized:
    """The stacks of the landing zone by name; its file is the ini option `landing_zone`, or `--landing-zone`."""
    file = pytestconfig.getoption(_OPTION) or pytestconfig.getini(_OPTION)
    return adlz_synth(pytestconfig.rootpath / file)


@pytest.fixture
def stack_snapshot(request: pytest.FixtureRequest) -> Callable[[Stack | AnyStack], None]:
    """Compares a stack with its snapshot, a sorted JSON file of its own; `--snapshot-update` accepts changes.

    The stack is one of a landing zone, or any stack of a program.
    """
    try:
        from syrupy.extensions.json import JSONSnapshotExtension
    except ModuleNotFoundError:
        from ..engine.extras import install_command

        pytest.fail(f"snapshots need syrupy: {install_command('testing')}", pytrace=False)
    snapshot = request.getfixturevalue("snapshot").use_extension(JSONSnapshotExtension)

    def compare(given: Stack | AnyStack) -> None:
        from .stacks import Stack
        from .synthesized import program_stack

        stack = given if isinstance(given, Stack) else program_stack(given)
        named = snapshot(name=stack.name)
        if stack.reviewed() != named:
            from .difference import difference

            result = next(reversed(named.executions.values()))
            texts = (result.recalled_data, result.asserted_data)
            # syrupy itself shows 100 lines from the first difference on, and nothing of what differs below them.
            told = difference(*texts) if None not in texts else named.get_assert_diff()
            said = "\n".join(told)
            if not request.config.get_terminal_writer().hasmarkup:
                said = _COLOURS.sub("", said)
            pytest.fail(
                f"stack {stack.name} is not as it was reviewed; if the change is meant, accept it with "
                f"--snapshot-update:\n{said}",
                pytrace=False,
            )

    return compare


@pytest.fixture
def address_book(request: pytest.FixtureRequest) -> Callable[[Stacks | Stack | AnyStack, str | Path], None]:
    """Compares addresses with a file beside the test; `--update-address-books` writes it.

    The addresses are those of a landing zone, of the stacks of a program, or of one stack.
    """
    from .address_book import check_address_book

    def compare(given: Stacks | Stack | AnyStack, book: str | Path) -> None:
        from .stacks import Stack
        from .synthesized import Stacks, program_stack

        if not isinstance(given, Stacks):
            stack = given if isinstance(given, Stack) else program_stack(given)
            given = Stacks({stack.name: stack})
        update = bool(request.config.getoption("--update-address-books"))
        check_address_book(given, request.path.parent / book, update=update)

    return compare
