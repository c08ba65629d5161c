"""Copies synthesized stacks without the blocks and arguments that Checkov's reader of JSON does not take.

usage: python tools/without_moves.py OUTPUT COPY
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

#: Blocks about the state alone: they create nothing that could be scanned.
LEFT_OUT = ("moved", "removed")


def main(output: Path, copy: Path) -> int:
    """Writes the copies; returns the exit status, 1 if there is no stack."""
    stacks = sorted((output / "stacks").glob("*/cdk.tf.json"))
    for file in stacks:
        document = json.loads(file.read_text(encoding="utf-8"))
        target = copy / file.relative_to(output)
        target.parent.mkdir(parents=True)
        copied = {key: value for key, value in document.items() if key not in LEFT_OUT}
        copied["terraform"] = {k: v for k, v in document.get("terraform", {}).items() if k != "required_version"}
        target.write_text(json.dumps(copied, indent=2))
    return 0 if stacks else 1


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
