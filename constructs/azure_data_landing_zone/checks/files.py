"""Files in the output folder that Terraform reads and no check sees."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..output_folder import foreign
from .results import Level, Result


def further_files(output: Path) -> Iterator[Result]:
    """A result for every Terraform file beside those that a synth and `adlz import` write; none without an output.

    Args:
        output: the folder of the last synth.
    """
    for stack, names in foreign(output).items():
        for name in names:
            yield Result(
                check="files",
                rule=name,
                level=Level.UNKNOWN,
                message=f"{output / 'stacks' / stack / name} is read by Terraform, and its effect is not checked",
                remedy="remove the file, or suppress this result in preflight.suppressions with a reason",
                stack=stack,
            )
