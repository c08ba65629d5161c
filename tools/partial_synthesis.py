"""Changes every field of a landing zone, one at a time, and compares a partial synthesis with a full one.

    python tools/partial_synthesis.py [--config FILE] [--sample N] [--seed TEXT]

A stack whose digest stays the same after a change would be reused; so it is made anew here, and its text must be the
same, byte for byte. The exit status is 1 if one is not.
"""

from __future__ import annotations

import argparse
import dataclasses
import enum
import multiprocessing
import random
import re
import sys
import tempfile
import typing
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from pydantic import BaseModel

from azure_data_landing_zone import config
from azure_data_landing_zone.config import Configuration
from azure_data_landing_zone.inputs import stack_digests
from azure_data_landing_zone.making import make

ROOT = Path(__file__).resolve().parent.parent
#: Changes that one process tries: Node keeps every construct that it has made.
BATCH = 40


@dataclasses.dataclass(frozen=True)
class Mutation:
    """A configuration in which one value differs.

    Attributes:
        path: where the value stands.
        configuration: the changed configuration, which no check has seen.
    """

    path: str
    configuration: Configuration


def mutations(configuration: Configuration) -> Iterator[Mutation]:
    """A configuration with each of its values changed, one at a time: given ones, and defaults."""
    plain = dataclasses.replace(configuration, warnings=(), origin=None)
    for path, zone in _variants(configuration.landing_zone):
        yield Mutation(path, dataclasses.replace(plain, landing_zone=zone))
    for number, deployment in enumerate(configuration.deployments):
        for path, product in _variants(deployment.product):
            changed = list(configuration.deployments)
            changed[number] = dataclasses.replace(deployment, product=product)
            where = f"{deployment.product.name}-{deployment.environment}{path}"
            yield Mutation(where, dataclasses.replace(plain, deployments=tuple(changed)))


def _variants(value: typing.Any, annotation: typing.Any = None) -> Iterator[tuple[str, typing.Any]]:
    """A value with one part changed, and the path of that part."""
    if isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            for path, new in _variants(getattr(value, name), field.annotation):
                yield f".{name}{path}", value.model_copy(update={name: new})
    elif isinstance(value, dict):
        for key, item in value.items():
            yield f"[{key} left out]", {other: one for other, one in value.items() if other != key}
            for path, new in _variants(item):
                yield f"[{key}]{path}", {**value, key: new}
    elif isinstance(value, (list, tuple)):
        for number, item in enumerate(value):
            yield f"[{number} left out]", type(value)([*value[:number], *value[number + 1 :]])
            for path, new in _variants(item):
                yield f"[{number}]{path}", type(value)([*value[:number], new, *value[number + 1 :]])
    else:
        yield from (("", new) for new in _others(value, annotation))


def _others(value: typing.Any, annotation: typing.Any) -> Iterator[typing.Any]:
    """Other values of the same kind as one."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, enum.Enum):
        yield from (other for other in type(value) if other is not value)
    elif literals := [one for one in _parts(annotation) if isinstance(one, str)]:
        yield from (other for other in literals if other != value)
    elif isinstance(value, int):
        yield value + 1
    elif isinstance(value, str):
        # A GUID stays one, and so does the last number of an address.
        yield value[:-1] + ("2" if value[-1] == "1" else "1") if re.fullmatch(r".*[0-9a-f]", value) else f"{value}x"
    elif value is None:
        kinds = _parts(annotation)
        yield from (new for kind, new in ((bool, True), (int, 7), (str, "given")) if kind in kinds)


def _parts(annotation: typing.Any) -> list[typing.Any]:
    """The types and literals that an annotation is made of."""
    found = typing.get_args(annotation)
    return [annotation] if not found else [part for one in found for part in _parts(one)]


def texts(configuration: Configuration, names: Sequence[str]) -> dict[str, bytes]:
    """Stacks as they are made anew, by name."""
    with tempfile.TemporaryDirectory() as folder:
        return {name: stack.text for name, stack in make(configuration, names, Path(folder), jobs=1).items()}


@dataclasses.dataclass(frozen=True)
class Outcome:
    """What a change has brought.

    Attributes:
        reused: the stacks that a partial synthesis takes from the one before; None if the change cannot be synthesized.
        wrong: those of them that a full synthesis makes otherwise.
    """

    reused: tuple[str, ...] | None
    wrong: tuple[str, ...] = ()


def outcome(mutation: Mutation, digests: Mapping[str, str], before: Mapping[str, bytes]) -> Outcome:
    """Compares a partial synthesis with a full one.

    Args:
        mutation: the changed configuration.
        digests: the digests of the stacks before the change.
        before: their texts.
    """
    try:
        found = stack_digests(mutation.configuration)
        same = tuple(name for name in found if found[name] == digests.get(name))
        after = texts(mutation.configuration, same) if same else {}
    except Exception:  # No check has seen the configuration, so anything may go wrong with it.
        return Outcome(None)
    return Outcome(same, tuple(name for name in same if after[name] != before[name]))


def _batch(file: Path, numbers: Sequence[int]) -> list[tuple[str, Outcome]]:
    configuration = config.load(file)
    digests, before = stack_digests(configuration), texts(configuration, configuration.stacks)
    wanted = set(numbers)
    return [
        (mutation.path, outcome(mutation, digests, before))
        for number, mutation in enumerate(mutations(configuration))
        if number in wanted
    ]


def main() -> int:
    """Tries changes, and says what came of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--config", type=Path, default=ROOT / "apps" / "contoso" / "landing-zone.yaml")
    parser.add_argument("--sample", type=int, help="how many changes; default all")
    parser.add_argument("--seed", default="")
    parser.add_argument("--jobs", type=int, default=1)
    arguments = parser.parse_args()
    numbers = list(range(sum(1 for _ in mutations(config.load(arguments.config)))))
    total = len(numbers)
    random.Random(arguments.seed).shuffle(numbers)  # noqa: S311  (no secret)
    numbers = numbers[: arguments.sample]
    batches = [numbers[start : start + BATCH] for start in range(0, len(numbers), BATCH)]
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(arguments.jobs, mp_context=context, max_tasks_per_child=1) as pool:
        for results in pool.map(_batch, [arguments.config] * len(batches), batches):
            for path, found in results:
                counts["changes"] += 1
                counts["not synthesized"] += found.reused is None
                counts["stacks compared"] += len(found.reused or ())
                wrong += [f"{path}: {name} differs" for name in found.wrong]
            sys.stderr.write(f"{counts['changes']} of {len(numbers)}\n")
    sys.stdout.write(
        f"{counts['changes']} of {total} changes, {counts['not synthesized']} of them not synthesizable; "
        f"{counts['stacks compared']} stacks reused, {len(wrong)} of them wrong\n" + "".join(f"{w}\n" for w in wrong)
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
