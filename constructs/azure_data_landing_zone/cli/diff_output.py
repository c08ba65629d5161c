"""A comparison for the terminal."""

from __future__ import annotations

from rich.console import Console

from ..changes import Changes, Kind, ResourceChange, StackChange, wording

_STYLES = {
    Kind.ADDED: "green",
    Kind.IMPORTED: "green",
    Kind.CHANGED: "yellow",
    Kind.MOVED: "cyan",
    Kind.REPLACED: "red",
    Kind.DESTROYED: "red",
    Kind.FORGOTTEN: "cyan",
}


def print_changes(console: Console, changes: Changes) -> None:
    """What was found: stack by stack, then what must not be overlooked, then one line over all."""
    for stack in changes.stacks:
        _stack(console, stack)
    for line in wording.alarms(changes):
        _line(console, line, "bold red")
    _line(console, wording.summary(changes), "bold red" if changes.destructive else "bold")


def _stack(console: Console, stack: StackChange) -> None:
    _line(console, wording.headline(stack), "bold")
    for note in stack.notes:
        _line(console, f"  {note}", "red")
    told, others = wording.listed(stack)
    for resource in told:
        _resource(console, resource)
    if others:
        _line(console, f"  {others}", "")
    for setting in stack.settings:
        _line(console, f"  ! {wording.argument(setting)}", "yellow")
    if stack.drift:
        _line(console, "  changed in Azure since the last apply:", "bold")
    for resource in stack.drift:
        _resource(console, resource)
    console.print()


def _resource(console: Console, change: ResourceChange) -> None:
    style = _STYLES[change.kind]
    _line(console, f"  {wording.title(change)}", style)
    for detail in wording.details(change):
        _line(console, f"      {detail}", style)
    for argument in change.arguments:
        _line(console, f"      {wording.argument(argument)}", "red" if argument.forces else "")


def _line(console: Console, text: str, style: str) -> None:
    console.print(text, style=style, markup=False, highlight=False, soft_wrap=True)
