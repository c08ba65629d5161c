"""The rights of each job, as the files of pipelines state them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from azure_data_landing_zone import config
from azure_data_landing_zone.ci import PipelineOptions, Service, pipeline_files
from azure_data_landing_zone.ci.rights import job_rights, stated
from azure_data_landing_zone.config.models.pipelines import Purpose
from azure_data_landing_zone.rights.listing import listing
from support import ROOT

CONTOSO = config.load(ROOT / "apps" / "contoso" / "landing-zone.yaml")


def comments(text: str, head: str) -> list[str]:
    """The comments right below a line, without their marks."""
    found = re.search(rf"^ *(?:- )?{re.escape(head)}\n((?: *# .*\n)+)", text, re.MULTILINE)
    assert found, head
    return [line.strip().removeprefix("# ") for line in found.group(1).splitlines()]


@pytest.mark.parametrize(
    ("service", "head"),
    [
        (Service.GITHUB, "apply-platform:"),
        (Service.AZURE_DEVOPS, "stage: apply_platform"),
        (Service.GITLAB, "contoso-apply-platform:"),
    ],
)
def test_a_job_states_the_rights_of_its_principals(service: Service, head: str) -> None:
    image = f"python:3.12@sha256:{'0' * 64}" if service is Service.GITLAB else None
    main, *_ = pipeline_files(service, CONTOSO, PipelineOptions(config="landing-zone.yaml", image=image))
    told = comments(main.text, head)
    assert told[0].startswith("Rights of its principals; `adlz show deployer`")
    assert any(line.startswith("platform-apply: Contributor, ") for line in told)


def test_a_job_of_a_product_with_pipelines_names_the_stacks_that_assign_its_rights() -> None:
    told = job_rights(CONTOSO, ["churn-prod"], "apply")
    assert "churn-prod-apply: those that the stacks bootstrap and access assign" in told
    assert not [line for line in told if line.startswith("platform-apply")]


def test_the_stated_rights_are_those_that_are_computed(app_stacks: Callable[[str], Mapping[str, Any]]) -> None:
    """By principal and role, for the jobs of all stacks that pipelines apply."""
    lines = listing(CONTOSO, {name: stack.document for name, stack in app_stacks("contoso").items()})
    computed = {(line.actor.key, line.role) for line in lines if not line.assigned and line.actor.key != "bootstrap"}
    found: set[tuple[str, str]] = set()
    purposes: tuple[Purpose, ...] = ("plan", "apply")
    for purpose in purposes:
        for line in stated(CONTOSO, CONTOSO.stacks, purpose):
            who, _, rest = line.partition(": ")
            roles, at, _ = rest.partition(" at ")
            found |= {(who, role) for role in roles.split(", ") if at and who != "bootstrap"}
    assert found == computed
