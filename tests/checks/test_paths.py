"""The check of paths: messages, places and remedies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from azure_data_landing_zone import config
from azure_data_landing_zone.checks.paths import paths
from azure_data_landing_zone.checks.results import Level, Result
from azure_data_landing_zone.config import Configuration
from azure_data_landing_zone.testing import Synthesized
from paths_support import documents, without, without_rule
from support import ROOT

Apps = Callable[[str], Synthesized]


def refused(configuration: Configuration, stacks: Any) -> Sequence[Result]:
    return [result for result in paths(configuration, stacks) if result.level is not Level.REPORTED]


def test_what_depends_on_others_is_reported_once_for_each_topic(app_stacks: Apps) -> None:
    stacks = app_stacks("managed-network")
    found = paths(stacks.configuration, documents(stacks))
    assert {result.level for result in found} == {Level.REPORTED}
    told = {result.rule: result.message for result in found}
    assert told["theirs-approval"] == "Approvals of private endpoints that other teams must provide: 4"
    assert "theirs-zone" in told
    assert all("adlz show paths --theirs" in result.remedy for result in found)


@pytest.mark.parametrize(
    ("app", "pattern", "message", "remedy", "line"),
    [
        (
            "managed-network",
            r"pricing-dev .*outbound_rule_private_endpoint\..*lake-curated-blob.*",
            "cluster cpu of pricing-dev cannot use curated/claims (blob): the managed network has no private endpoint to blob of "
            "curated/claims; jobs read data of the lake",
            "add curated/claims to workspace.isolation.endpoints with the sub-resource blob",
            "isolation:",
        ),
        (
            "contoso",
            r"churn-prod azurerm_role_assignment\.data-factory_workspace.*",
            "Data Factory of churn-prod cannot use mlw-contoso-churn-prod-weu-001 (amlworkspace): adf-contoso-analytics-weu-001-fnspl "
            "has no role AzureML Data Scientist (or Contributor) on mlw-contoso-churn-prod-weu-001; pipelines submit jobs to the workspace",
            "assign AzureML Data Scientist on ",
            "links:",
        ),
    ],
)
def test_a_path_that_lacks_something_says_what_and_where(
    app_stacks: Apps, app: str, pattern: str, message: str, remedy: str, line: str
) -> None:
    stacks = app_stacks(app)
    found = refused(stacks.configuration, without(documents(stacks), pattern))
    (result,) = [one for one in found if one.message == message]
    assert result.level is Level.REFUSED
    assert result.remedy.startswith(remedy)
    assert result.place is not None
    text = (ROOT / result.place.file).read_text().splitlines()[result.place.line - 1]
    assert line in text


def test_a_runner_without_a_way_to_the_state_names_its_subnet(app_stacks: Apps) -> None:
    stacks = app_stacks("contoso")
    undone = without(documents(stacks), r"\S+ azurerm_private_endpoint\.\S*state\S*")
    (result,) = refused(stacks.configuration, undone)
    assert result.rule == "runner-state"
    assert "runners in runners of core cannot use Terraform state (blob): no private endpoint" in result.message
    assert result.place is not None
    assert "runners:" in (ROOT / result.place.file).read_text().splitlines()[result.place.line - 1]


def test_a_security_rule_names_the_subnet_and_the_rule(app_stacks: Apps) -> None:
    stacks = app_stacks("contoso")
    found = refused(stacks.configuration, without_rule(documents(stacks), "training", "AllowBatchOutbound"))
    assert {result.rule for result in found} == {"compute-services"}
    result = found[0]
    assert "DenyAllOutbound of snet-training denies * 443 to BatchNodeManagement.westeurope" in result.message
    assert result.address.startswith("azurerm_network_security_group.")


def test_a_hub_without_the_zone_of_a_subresource_is_refused(zone: Any) -> None:
    """The configuration is refused before anything is synthesized."""
    zone |= {"cloud": "china", "location": "chinaeast2"}
    zone["network"]["dns"] = {
        "owner": "hub",
        "resource_group_id": "/subscriptions/99999999-9999-9999-9999-999999999999/resourceGroups/rg-dns",
    }
    with pytest.raises(config.ConfigurationError, match="registry"):
        config.parse(zone)
