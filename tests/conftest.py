"""What all tests share. One jsii process serves the whole run."""

from __future__ import annotations

import functools
import json
import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from azure_data_landing_zone import kept, today
from azure_data_landing_zone.testing import Synthesized, read_stacks
from support import ROOT, Json, Stack

pytest_plugins = ["pytester"]

# Speed is measured in benchmarks, and a run of the tests is the same as the one before.
settings.register_profile("reproducible", deadline=None, derandomize=True)
settings.load_profile("reproducible")


#: The day of all tests and of the processes that they start: what Azure ends later changes no result.
TODAY = "2026-11-26"


def pytest_configure(config: pytest.Config) -> None:
    """Commands reuse stacks of this run of the tests alone; processes that share its tests, and commands, inherit it."""
    os.environ[today.VARIABLE] = TODAY
    if hasattr(config, "workerinput"):
        return
    folder = tempfile.TemporaryDirectory(prefix="adlz-kept-", ignore_cleanup_errors=True)
    before = os.environ.get(kept.VARIABLE)
    os.environ[kept.VARIABLE] = folder.name

    def end() -> None:
        folder.cleanup()
        os.environ.pop(kept.VARIABLE)
        if before is not None:
            os.environ[kept.VARIABLE] = before

    config.add_cleanup(end)


@pytest.fixture(scope="session")
def app_output(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The output folder of an app of ours, synthesized once; what is to be changed is copied before."""
    from azure_data_landing_zone import config
    from azure_data_landing_zone.synthesis import synthesize

    @functools.cache
    def output(app: str) -> Path:
        folder = tmp_path_factory.mktemp(app) / "cdktf.out"
        synthesize(config.load(ROOT / "apps" / app / "landing-zone.yaml"), folder)
        return folder

    return output


@pytest.fixture(scope="session")
def app_stacks(app_output: Callable[[str], Path]) -> Callable[[str], Synthesized]:
    """The stacks of an app of ours, synthesized once."""
    from azure_data_landing_zone import config

    @functools.cache
    def stacks(app: str) -> Synthesized:
        return Synthesized(config.load(ROOT / "apps" / app / "landing-zone.yaml"), read_stacks(app_output(app)))

    return stacks


@pytest.fixture(scope="session")
def synth(adlz_synth: Callable[[Mapping[str, Any]], Synthesized]) -> Callable[[Mapping[str, Any]], Synthesized]:
    """Synthesizes plain configuration data."""
    return adlz_synth


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


@pytest.fixture
def zone_with_pipelines(zone: Json) -> Json:
    """A small landing zone whose product is deployed by pipelines of GitHub."""
    zone["state"] = {"backend": "azurerm", "network": {"allowed_addresses": ["203.0.113.7"]}}
    zone["products"][0]["pipelines"] = {"github": {"repository": "acme/churn"}}
    return zone


@pytest.fixture
def built(tmp_path: Path) -> Callable[[Callable[[Any], object]], Stack]:
    """Calls a function with an empty stack, and returns that stack synthesized and parsed."""
    from azure_data_landing_zone.engine import azurerm
    from azure_data_landing_zone.engine.framework import App, TerraformStack

    def build(construct: Callable[[Any], object]) -> Stack:
        app = App(outdir=str(tmp_path))
        stack = TerraformStack(app, "one")
        azurerm.provider.AzurermProvider(stack, "azurerm", features=[azurerm.provider.AzurermProviderFeatures()])
        construct(stack)
        app.synth()
        return Stack("one", json.loads((tmp_path / "stacks" / "one" / "cdk.tf.json").read_text()))

    return build
