"""`adlz handover`."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Annotated

import typer

from .common import reporting_errors
from .completion import stack_names
from .terminal import out


def handover(
    stack: Annotated[str, typer.Argument(help="Name of the stack.", metavar="STACK", autocompletion=stack_names)],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Output folder of `adlz synth`.", metavar="FOLDER")
    ] = Path("cdktf.out"),
    folder: Annotated[
        Path | None,
        typer.Option("--folder", help="Folder to write. Default: handover/STACK.", metavar="FOLDER"),
    ] = None,
) -> None:
    """Write a configuration with which Terraform forgets all resources of a stack, and Azure keeps them.

    Use it when another team or tool takes the resources over. Apply it with the state of the stack; the plan must say
    that nothing is destroyed. Does not access Azure or Terraform.

    \b
    adlz handover churn-prod
    """  # noqa: D301  (the paragraph mark of the help is a control character)
    from ..changes.handover import handover as made
    from ..config.reading.problems import shown
    from ..output_folder import OutputError
    from ..synthesized.stacks import read_stacks
    from .files import write_new

    with reporting_errors():
        stacks = read_stacks(output)
        if stack not in stacks:
            raise OutputError(f"{output} holds no stack {stack}; it holds {', '.join(sorted(stacks))}")
        document = made(stacks[stack])
        target = folder or Path("handover") / stack
        write_new(target, {"main.tf.json": json.dumps(document, indent=2) + "\n"})
    removed = document["removed"]
    count = len(removed) if isinstance(removed, list) else 0
    place = shlex.quote(f"-chdir={target}")
    out().print(
        f"wrote {shown(target / 'main.tf.json')}: {count} resources of {stack} leave the state and stay in Azure\n\n"
        f"  terraform {place} init\n  terraform {place} plan     # 0 to add, 0 to change, 0 to destroy\n"
        f"  terraform {place} apply",
        markup=False,
        highlight=False,
        soft_wrap=True,
    )
