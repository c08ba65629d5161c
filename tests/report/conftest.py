"""One report of the example with everything, and one browser, for all tests of the report."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from azure_data_landing_zone import config, report
from azure_data_landing_zone.checks.preflight import exposures
from azure_data_landing_zone.config import Configuration
from azure_data_landing_zone.engine import node
from azure_data_landing_zone.report.contents import Contents
from report_support import BUDGETS, POLICIES, QUOTAS, RESULTS, documents
from support import ROOT, Stack

#: Chromium as root and without a screen; it asks nothing of anybody.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def contoso() -> Configuration:
    return config.load(ROOT / "apps" / "contoso" / "landing-zone.yaml")


@pytest.fixture(scope="session")
def given(contoso: Configuration, app_stacks: Callable[[str], dict[str, Stack]]) -> report.Given:
    found = exposures(contoso, documents(app_stacks("contoso")))
    return report.Given(results=(*found, *RESULTS), policies=POLICIES, budgets=BUDGETS, quotas=QUOTAS)


@pytest.fixture(scope="session")
def contents(contoso: Configuration, app_stacks: Callable[[str], dict[str, Stack]], given: report.Given) -> Contents:
    return Contents(contoso, documents(app_stacks("contoso")), given)


@pytest.fixture(scope="session")
def made(contoso: Configuration, app_stacks: Callable[[str], dict[str, Stack]], given: report.Given) -> report.Report:
    return report.make(contoso, documents(app_stacks("contoso")), given, node=node.find())


@pytest.fixture(scope="session")
def site(made: report.Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report") / "site"
    made.write(folder)
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
    )
    if found is None:
        reason = "there is no Chromium: apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    # A busy machine is no mistake of the page's.
    expect.set_options(timeout=30_000)
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=found, args=list(FLAGS))
