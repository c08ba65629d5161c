"""Whatever a configuration holds, it is refused at a place or gives stacks that the providers' schemas accept."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings

from azure_data_landing_zone import config
from azure_data_landing_zone.testing import Stack, Synthesized
from schema_data import configurations
from support import schema_findings

#: More, for a longer run by hand.
VALIDATIONS = int(os.environ.get("FUZZ_VALIDATIONS", "500"))
SYNTHS = int(os.environ.get("FUZZ_SYNTHS", "50"))
SEED = int(os.environ.get("FUZZ_SEED", "14"))


def test_every_configuration_is_refused_at_a_place_or_gives_stacks(
    synth: Callable[[Mapping[str, Any]], Synthesized], tmp_path: Path
) -> None:
    file = tmp_path / "landing-zone.yaml"
    valid: dict[str, Any] = {}
    counts = {"refused": 0, "valid": 0}

    @seed(SEED)
    @settings(
        max_examples=VALIDATIONS,
        derandomize=False,
        database=None,
        deadline=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(configurations())
    def validate(data: Any) -> None:
        file.write_text(json.dumps(data, indent=1), encoding="utf-8")
        try:
            config.load(file)
        except config.ConfigurationError as error:
            counts["refused"] += 1
            assert error.problems
            assert all(problem.place.file and problem.place.line for problem in error.problems), str(error)
            assert all(problem.message for problem in error.problems), str(error)
        else:
            counts["valid"] += 1
            valid[json.dumps(data, sort_keys=True)] = data

    validate()
    chosen = list(valid.values())[:: max(1, len(valid) // SYNTHS)][:SYNTHS]
    assert len(chosen) == SYNTHS, counts
    stacks: dict[str, Stack] = {}
    for number, data in enumerate(chosen):
        try:
            made = synth(data)
        except Exception as error:
            raise AssertionError(f"synth of {json.dumps(data)} fails: {error}") from error
        stacks |= {f"{number}-{name}": stack for name, stack in made.items()}
    assert schema_findings(stacks) == ""
