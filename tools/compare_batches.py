"""Changes fields of a landing zone, one at a time, and compares stacks that are written down with those made by jsii.

    python tools/compare_batches.py [--config FILE] [--sample N] [--seed TEXT]

Both must be the same, byte for byte. The exit status is 1 if a stack is not.
"""

from __future__ import annotations

import argparse
import hashlib
import multiprocessing
import os
import random
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from azure_data_landing_zone import config
from azure_data_landing_zone.engine import selection
from partial_synthesis import ROOT, mutations, texts

#: Changes that one process tries: Node keeps every construct that jsii has made.
BATCH = 40


def _digests(file: Path, numbers: Sequence[int], way: str) -> dict[str, Mapping[str, str] | str]:
    """The digests of the stacks after each change, or the error."""
    selection.alone.set(True)
    os.environ[selection.BATCH_VARIABLE] = way
    found: dict[str, Mapping[str, str] | str] = {}
    wanted = set(numbers)
    for number, mutation in enumerate(mutations(config.load(file))):
        if number in wanted:
            changed = mutation.configuration
            try:
                made = texts(changed, changed.stacks)
                found[mutation.path] = {name: hashlib.sha256(text).hexdigest() for name, text in made.items()}
            except Exception as error:  # noqa: BLE001  (no check has seen the configuration)
                found[mutation.path] = f"{type(error).__name__}: {error}"
    return found


def main() -> int:
    """Tries changes, and says what came of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--config", type=Path, default=ROOT / "apps" / "contoso" / "landing-zone.yaml")
    parser.add_argument("--sample", type=int, help="how many changes; default all")
    parser.add_argument("--seed", default="")
    arguments = parser.parse_args()
    numbers = list(range(sum(1 for _ in mutations(config.load(arguments.config)))))
    total = len(numbers)
    random.Random(arguments.seed).shuffle(numbers)  # noqa: S311  (no secret)
    numbers = numbers[: arguments.sample]
    stacks, refused, wrong = 0, 0, list[str]()
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn"), max_tasks_per_child=1) as pool:
        for start in range(0, len(numbers), BATCH):
            share = numbers[start : start + BATCH]
            tasks = [pool.submit(_digests, arguments.config, share, way) for way in ("on", "off")]
            written_down, made_by_jsii = (task.result() for task in tasks)
            for path, expected in made_by_jsii.items():
                found = written_down[path]
                if isinstance(expected, str) or isinstance(found, str):
                    refused += 1
                    if isinstance(expected, str) != isinstance(found, str):
                        said = [one if isinstance(one, str) else "no error" for one in (found, expected)]
                        wrong.append(f"{path}: {said[0]}, jsii: {said[1]}")
                    continue
                stacks += len(expected)
                wrong += [f"{path}: {name} differs" for name in expected if expected[name] != found.get(name)]
            sys.stderr.write(f"{start + len(share)} of {len(numbers)}\n")
    sys.stdout.write(
        f"{len(numbers)} of {total} changes, {refused} of them not synthesizable; {stacks} stacks compared, "
        f"{len(wrong)} are otherwise\n" + "".join(f"{one}\n" for one in wrong)
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
