"""The paths of our apps, row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from syrupy.assertion import SnapshotAssertion

from azure_data_landing_zone.paths.evaluation import evaluate
from azure_data_landing_zone.testing import Synthesized
from paths_support import documents
from support import APPS

Apps = Callable[[str], Synthesized]


@pytest.mark.parametrize("app", APPS)
def test_paths_of_an_app_are_as_reviewed(app_stacks: Apps, app: str, snapshot: SnapshotAssertion) -> None:
    """Each line is a row of the table, who uses it for what, and how many paths have which result."""
    stacks = app_stacks(app)
    counts: Counter[tuple[str, ...]] = Counter(
        (
            path.need.key,
            path.actor_kind,
            f"{path.target_kind} {path.part}".strip(),
            path.ports,
            " or ".join(path.need.roles),
            path.outcome,
        )
        for path in evaluate(stacks.configuration, documents(stacks))
    )
    lines = [" | ".join((*(part for part in row if part), str(count))) for row, count in sorted(counts.items())]
    assert "\n".join(lines) == snapshot
