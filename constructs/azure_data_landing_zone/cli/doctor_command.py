"""`adlz doctor`."""

from __future__ import annotations

import json
from dataclasses import asdict

import typer

from .common import DEFAULT_CONFIG, ConfigOption, JsonOption
from .doctor import examine
from .parts import Part, State
from .terminal import out, progress

_STYLES = {State.OK: "green", State.MISSING: "bold red", State.OLD: "yellow", State.ABSENT: "yellow"}


def doctor(config_file: ConfigOption = DEFAULT_CONFIG, as_json: JsonOption = False) -> None:
    """Find missing or outdated tools on this machine, and show how to install them.

    Exit status: 0 all tools for `adlz synth` are installed, 1 a required tool is missing.

    \b
    adlz doctor
    adlz doctor --json | jq -r '.parts[] | select(.state != "ok") | .remedy'
    """  # noqa: D301  (the paragraph mark of the help is a control character)
    with progress("Examining"):
        parts = examine(config_file)
    ready = all(part.state is not State.MISSING for part in parts)
    if as_json:
        typer.echo(json.dumps({"ready": ready, "parts": [asdict(part) for part in parts]}, indent=2))
    else:
        _print(parts, ready=ready)
    raise typer.Exit(0 if ready else 1)


def _print(parts: list[Part], *, ready: bool) -> None:
    console = out()
    names = [f"{part.name} {part.version}".strip() for part in parts]
    width = max(map(len, names))
    for part, name in zip(parts, names, strict=True):
        console.print(f"{part.state:<8} {name:<{width}}  {part.where}", style=_STYLES[part.state], soft_wrap=True)
    for part in parts:
        if part.remedy:
            console.print(f"\n{part.name}: {part.remedy}", soft_wrap=True)
    console.print()
    console.print(
        "Everything is there that `adlz synth` needs." if ready else "`adlz synth` cannot work here yet.", style="bold"
    )
