"""A comparison for the terminal."""

from __future__ import annotations

from ..changes import Changes, Kind, StackChange, wording
from .terminal import Console, print_line
from .verdict import print_verdict

_STYLES = {
    Kind.ADDED: "green",
    Kind.IMPORTED: "green",
    Kind.CHANGED: "yellow",
    Kind.MOVED: "cyan",
    Kind.REPLACED: "red",
    Kind.DESTROYED: "red",
    Kind.FORGOTTEN: "cyan",
    Kind.LEFT_BEHIND: "red",
}


def print_changes(console: Console, changes: Changes, fail_on: str, *, failed: bool, full: bool) -> None:
    """The risks, a line for every stack, and the verdict; the resources stack by stack if they are asked for.

    Args:
        console: where to print.
        changes: the result of a comparison.
        fail_on: what makes the comparison fail.
        failed: whether it did.
        full: whether the resources are listed.
    """
    refused = any(effect.refused for effect in changes.effects)
    for line in wording.risks(changes):
        print_line(console, line, "bold red" if refused else "yellow")
    if changes.effects and changes.stacks:
        console.print()
    for stack in changes.stacks:
        _stack(console, stack, full=full)
    if changes.stacks and not full:
        print_line(console, "--full lists the resources and their arguments.")
    print_verdict(console, f"{wording.summary(changes).rstrip('.')} (--fail-on {fail_on})", passed=not failed)


def _stack(console: Console, stack: StackChange, *, full: bool) -> None:
    print_line(console, wording.headline(stack), "bold")
    if not full:
        return
    for note in stack.notes:
        print_line(console, f"  {note}", "red")
    for same in wording.alike(stack.resources):
        _resources(console, same)
    for setting in stack.settings:
        print_line(console, f"  ! {wording.argument(setting)}", "yellow")
    if stack.drift:
        print_line(console, "  changed in Azure since the last apply:", "bold")
    for same in wording.alike(stack.drift):
        _resources(console, same)
    console.print()


def _resources(console: Console, same: wording.Alike) -> None:
    change = same.first
    style = _STYLES[change.kind]
    print_line(console, f"  {same.title}", style)
    for detail in wording.details(change):
        print_line(console, f"      {detail}", style)
    for argument in change.arguments:
        print_line(console, f"      {wording.argument(argument)}", "red" if argument.forces else "")
