"""`adlz synth`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from .common import DEFAULT_CONFIG, ConfigOption, load
from .output import print_synthesis


def synth(
    config_file: ConfigOption = DEFAULT_CONFIG,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Folder for the stacks; replaced as a whole.", metavar="FOLDER")
    ] = Path("cdktf.out"),
    stack: Annotated[
        str | None,
        typer.Option("--stack", "-s", help="Make these stacks only, such as 'churn-*'.", metavar="PATTERN"),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs", "-j", help="Processes that share the stacks; by default as many as pay.", min=1, metavar="N"
        ),
    ] = None,
) -> None:
    """Check a configuration and write its Terraform stacks.

    \b
    adlz synth -c landing-zone.yaml -o cdktf.out
    adlz synth -s 'churn-*'      these stacks only; the others stay as they are
    """  # noqa: D301  (the paragraph mark of the help is a control character)
    configuration = load(config_file)
    from ..engine.node import NodeMissingError
    from ..engine.selection import EngineError
    from .synthesis import OutputError, synthesize

    console = Console(stderr=True)
    try:
        with console.status("Synthesizing ..."):
            made = synthesize(configuration, output, pattern=stack, jobs=jobs)
    except (EngineError, NodeMissingError, OutputError, OSError) as error:
        console.print(f"adlz: {error}", style="red", markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        console.print("adlz: interrupted; the former output is as it was", markup=False, highlight=False)
        raise typer.Exit(130) from None
    for warning in made.warnings:
        console.print(f"warning: {warning}", style="yellow", markup=False, highlight=False, soft_wrap=True)
    print_synthesis(Console(), made, configuration)
