"""What all tests share. One jsii process serves the whole run."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from support import ROOT, Json, Stack, read_stacks

# Speed is measured in benchmarks, and a run of the tests is the same as the one before.
settings.register_profile("reproducible", deadline=None, derandomize=True)
settings.load_profile("reproducible")


@pytest.fixture(scope="session")
def app_output(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The output folder of an app of ours, synthesized once; what is to be changed is copied before."""
    from azure_data_landing_zone import config
    from azure_data_landing_zone.cli.synthesis import synthesize

    @functools.cache
    def output(app: str) -> Path:
        folder = tmp_path_factory.mktemp(app) / "cdktf.out"
        synthesize(config.load(ROOT / "apps" / app / "landing-zone.yaml"), folder)
        return folder

    return output


@pytest.fixture(scope="session")
def app_stacks(app_output: Callable[[str], Path]) -> Callable[[str], dict[str, Stack]]:
    """The stacks of an app of ours, synthesized once."""
    return functools.cache(lambda app: read_stacks(app_output(app)))


@pytest.fixture(scope="session")
def synth(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Mapping[str, Any]], dict[str, Stack]]:
    """Synthesizes plain configuration data."""
    from azure_data_landing_zone import config
    from azure_data_landing_zone.cli.synthesis import synthesize

    def stacks(data: Mapping[str, Any]) -> dict[str, Stack]:
        output = tmp_path_factory.mktemp("synth") / "cdktf.out"
        synthesize(config.parse(data), output)
        return read_stacks(output)

    return stacks


@pytest.fixture
def zone() -> Json:
    """A small valid landing zone, for a test to change."""
    return {
        "name": "zone",
        "location": "westeurope",
        "tenant_id": "11111111-1111-1111-1111-111111111111",
        "subscription_id": "00000000-0000-0000-0000-000000000000",
        "environments": {"dev": {"lifecycle": "disposable"}, "prod": {"lifecycle": "protected"}},
        "network": {"address_space": ["10.40.0.0/20"]},
        "data_lake": {"raw": {"containers": ["landing"]}, "curated": {"containers": ["sales"]}},
        "products": [{"name": "churn", "environments": ["dev", "prod"], "data": {"read": ["curated/sales"]}}],
    }
