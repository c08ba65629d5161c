"""The output of commands."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.text import Text

from ..config import Configuration, ConfigurationError, Problem
from ..config.models.state import AzureState
from ..config.reading.problems import shown
from ..synthesized.kinds import count
from .terminal import Console, print_line
from .verdict import print_verdict

if TYPE_CHECKING:
    from ..synthesis import Synthesis


def print_mistakes(console: Console, error: ConfigurationError, *, verdict: bool = False) -> None:
    """Every mistake, with its place on a line of its own that terminals make a link of.

    Args:
        console: where to print.
        error: the mistakes.
        verdict: whether the last line sums them up.
    """
    console.print(f"{many(len(error.problems), 'mistake')} in the configuration:", style="bold red")
    for problem in error.problems:
        console.print(_problem(problem, "red"), soft_wrap=not console.is_terminal)
    if verdict:
        files = len({problem.place.file for problem in error.problems})
        print_verdict(console, f"{many(len(error.problems), 'mistake')} in {many(files, 'file')}", passed=False)


def print_warnings(console: Console, warnings: Sequence[Problem]) -> None:
    """Prints the warnings of a configuration."""
    for problem in warnings:
        console.print(_problem(problem, "yellow", "warning: "), soft_wrap=not console.is_terminal)


def problem_data(problem: Problem) -> dict[str, Any]:
    """A mistake or warning, for programs."""
    return {
        "file": problem.place.file,
        "line": problem.place.line or None,
        "path": problem.path,
        "message": problem.message,
        "given": problem.given,
    }


def synthesis_data(made: Synthesis) -> dict[str, Any]:
    """A synthesis as data for programs."""
    return {
        "output": str(made.output),
        "seconds": round(made.seconds, 3),
        "reused": made.reused,
        "stacks": [{"name": name, "resources": dict(sorted(kinds.items()))} for name, kinds in made.stacks.items()],
        "warnings": list(made.warnings),
        "compared_with": made.compared_with or None,
        "effects": [asdict(effect) for effect in made.changes.effects] if made.changes is not None else [],
    }


def _problem(problem: Problem, style: str, kind: str = "") -> Text:
    text = Text()
    text.append(f"{problem.place}", style="bold")
    text.append(f": {kind}")
    if problem.path:
        text.append(problem.path, style=style)
        text.append(": ")
    text.append(problem.message)
    if problem.given:
        text.append(f" (given: {problem.given})", style="dim")
    return text


def print_validation(console: Console, configuration: Configuration, file: Path, warnings: int) -> None:
    """That a configuration is valid, what it holds, and how many warnings there are."""
    products = len({deployment.product.name for deployment in configuration.deployments})
    print_verdict(
        console,
        f"{shown(file)} is valid: {len(configuration.stacks)} stacks, {many(products, 'product')} in "
        f"{many(len(configuration.landing_zone.environments), 'environment')}, {many(warnings, 'warning')}",
        passed=True,
    )


def print_synthesis(console: Console, made: Synthesis, configuration: Configuration) -> None:
    """Prints a synthesis: its stacks, duration and folder, and the next commands."""
    from rich.table import Table

    total: Counter[str] = sum(made.stacks.values(), Counter())
    kinds = Table(box=None, pad_edge=False, padding=(0, 2), header_style="bold")
    kinds.add_column("Resource")
    kinds.add_column("Count", justify="right")
    for kind, number in sorted(total.items(), key=lambda item: (-item[1], item[0])):
        kinds.add_row(kind, str(number))
    stacks = Table(box=None, pad_edge=False, padding=(0, 2), header_style="bold")
    stacks.add_column("Stack, in the order of application")
    stacks.add_column("Resources", justify="right")
    for name, resources in made.stacks.items():
        stacks.add_row(name, str(resources.total()))
    console.print(kinds)
    console.print()
    console.print(stacks)
    console.print()
    where = shown(made.output)
    parts = ", ".join(many(number, counted) for counted, number in count(total).items() if number)
    console.print(
        f"{many(len(made.stacks), 'stack')} with {many(total.total(), 'Terraform resource')} ({parts}) in "
        f"{made.seconds:.1f} s, in {where}/",
        style="bold",
        highlight=False,
        soft_wrap=True,
    )
    if made.reused:
        console.print(reused(made.reused, len(made.stacks)).capitalize(), highlight=False, soft_wrap=True)
    _print_compared(console, made)
    console.print("Next, stack by stack in this order:", highlight=False)
    first = next(iter(made.stacks))
    folder = shlex.quote(f"{where}/stacks/{first}")
    console.print(f"  terraform -chdir={folder} init", highlight=False, soft_wrap=True, markup=False)
    console.print(f"  terraform -chdir={folder} apply", highlight=False, soft_wrap=True, markup=False)
    state = configuration.landing_zone.state
    if isinstance(state, AzureState) and state.bootstrap == "local" and first == "bootstrap":
        console.print(
            "then set `bootstrap: account` below `state:` to move the bootstrap's own state into the account (README)",
            highlight=False,
            soft_wrap=True,
        )


def _print_compared(console: Console, made: Synthesis) -> None:
    """Prints the comparison of stacks with former ones, and its effects on deployed resources."""
    if not made.compared_with:
        print_line(
            console, "Compared with nothing: there are no former stacks. `--against REVISION|FOLDER|FILE` names some."
        )
    elif made.changes is None or not made.changes.effects:
        print_line(console, f"Compared with {made.compared_with}: nothing is lost, moved, opened or given.")
    else:
        from ..changes.effects import lines

        print_line(console, f"Compared with {made.compared_with} (`adlz diff` has the details):")
        for line in lines(made.changes.effects):
            print_line(console, f"  {line}", "yellow")


def reused(number: int, total: int) -> str:
    """The number of stacks that are reused from a former run, and the option that synthesizes all of them."""
    return f"reused {number} of {many(total, 'stack')}; --fresh synthesizes all"


def many(number: int, noun: str) -> str:
    """A number and its noun; what follows a preposition stays as it is."""
    first, of, rest = noun.partition(" of ")
    return f"{number} {first}{'' if number == 1 else 's'}{of}{rest}"
