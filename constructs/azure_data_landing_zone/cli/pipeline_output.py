"""The output of `adlz ci check` and `adlz ci guard`."""

from __future__ import annotations

from collections.abc import Sequence

from ..ci import Gap
from .pipeline_check import PipelineState
from .terminal import Console

#: The lines of a difference that are shown.
_LINES = 40


def print_states(console: Console, states: Sequence[PipelineState]) -> None:
    """Prints how the pipelines of a repository differ from what would be generated."""

    def line(text: str, style: str = "") -> None:
        console.print(text, style=style, markup=False, highlight=False, soft_wrap=not console.is_terminal)

    for state in states:
        for file in state.files:
            if not file.difference:
                line(f"{file.path}: equal to what adlz generates")
                continue
            what = "was edited" if file.edited else "is outdated"
            line(f"{file.path}: {what}", "yellow")
            for text in file.difference[:_LINES]:
                line(f"  {text}")
            if len(file.difference) > _LINES:
                line(f"  ... {len(file.difference) - _LINES} more lines")
        for control, lack in state.missing:
            line(f"{state.service} {state.key}: {lack}", "red")
            line(f"  Threat: {control.threat}")
            line(f"  Control: {control.control}")
        if state.outdated:
            line(f"Write the pipeline again: adlz ci {state.service}, with its former options", "yellow")


def print_gaps(console: Console, gaps: Sequence[Gap]) -> None:
    """Prints the settings that a CI service lacks."""
    if not gaps:
        console.print("Approvals are set up, and only the main branch may apply.", highlight=False)
    for gap in gaps:
        console.print(gap.what, style="red", markup=False, highlight=False, soft_wrap=True)
        console.print(f"  {gap.remedy}", markup=False, highlight=False, soft_wrap=True)
    if gaps:
        console.print("Nothing is applied until this is set up (adlz docs pipelines).", highlight=False)
