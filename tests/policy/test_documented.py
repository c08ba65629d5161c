"""The definition in the documentation: an online endpoint that answers to the internet is refused."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from azure_data_landing_zone.azure.policies.definition import from_document
from policy_support import GROUP, WORKSPACE, judge, outcomes, resources
from support import ROOT

ENDPOINT = "Microsoft.MachineLearningServices/workspaces/onlineEndpoints"


def endpoint(**properties: Any) -> Any:
    made = {
        "type": f"{ENDPOINT}@2025-09-01",
        "name": "churn",
        "parent_id": WORKSPACE,
        "location": "westeurope",
        "body": {"properties": {"authMode": "AADToken", **properties}},
    }
    other = {"type": f"{ENDPOINT}/deployments@2025-09-01", "name": "blue", "parent_id": f"{GROUP}/x", "body": {}}
    return resources({"azapi_resource": {"endpoint": made, "deployment": other}})


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ({"publicNetworkAccess": "Disabled"}, {"compliant": 1}),
        ({"publicNetworkAccess": "Enabled"}, {"noncompliant": 1}),
        # What Azure fills in is open.
        ({}, {"noncompliant": 1}),
    ],
)
def test_an_open_online_endpoint_is_refused(properties: dict[str, str], expected: dict[str, int]) -> None:
    page = (ROOT / "docs" / "policies.md").read_text(encoding="utf-8")
    blocks = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", page, re.DOTALL)]
    (document,) = (block for block in blocks if "OnlineEndpoint" in block.get("name", ""))
    report = judge(from_document(document, "open.json", "open"), endpoint(**properties))
    assert outcomes(report) == expected
    assert all(finding.refused for finding in report.findings)
