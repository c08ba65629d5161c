"""A comparison for the terminal."""

from __future__ import annotations

from ..changes import Changes, Kind, ResourceChange, StackChange, wording
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
}


def print_changes(console: Console, changes: Changes, fail_on: str, *, failed: bool) -> None:
    """The changes stack by stack, then what must not be overlooked, then the verdict.

    Args:
        console: where to print.
        changes: the result of a comparison.
        fail_on: what makes the comparison fail.
        failed: whether it did.
    """
    for stack in changes.stacks:
        _stack(console, stack)
    for line in wording.alarms(changes):
        print_line(console, line, "bold red")
    print_verdict(console, f"{wording.summary(changes).rstrip('.')} (--fail-on {fail_on})", passed=not failed)


def _stack(console: Console, stack: StackChange) -> None:
    print_line(console, wording.headline(stack), "bold")
    for note in stack.notes:
        print_line(console, f"  {note}", "red")
    told, others = wording.listed(stack)
    for resource in told:
        _resource(console, resource)
    if others:
        print_line(console, f"  {others}", "")
    for setting in stack.settings:
        print_line(console, f"  ! {wording.argument(setting)}", "yellow")
    if stack.drift:
        print_line(console, "  changed in Azure since the last apply:", "bold")
    for resource in stack.drift:
        _resource(console, resource)
    console.print()


def _resource(console: Console, change: ResourceChange) -> None:
    style = _STYLES[change.kind]
    print_line(console, f"  {wording.title(change)}", style)
    for detail in wording.details(change):
        print_line(console, f"      {detail}", style)
    for argument in change.arguments:
        print_line(console, f"      {wording.argument(argument)}", "red" if argument.forces else "")
