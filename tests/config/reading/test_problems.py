"""Errors of a configuration."""

from __future__ import annotations

import pickle

from azure_data_landing_zone.config.reading.problems import ConfigurationError, Place, Problem


def test_a_worker_process_can_raise_one() -> None:
    raised = ConfigurationError(
        [Problem(Place("zone.yaml", 3), "name", "is missing"), Problem(Place("a", 1), "b", "c")]
    )
    received = pickle.loads(pickle.dumps(raised))  # noqa: S301  (made here)
    assert type(received) is ConfigurationError
    assert received.problems == raised.problems
    assert str(received) == str(raised)
