"""Results as other programs read them, and where they come from."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from jsonschema import Draft4Validator

from azure_data_landing_zone import config
from azure_data_landing_zone.checks import Level, Result
from azure_data_landing_zone.checks.junit import junit
from azure_data_landing_zone.checks.origins import Origins
from azure_data_landing_zone.checks.sarif import sarif
from azure_data_landing_zone.config import Place
from support import ROOT

#: The schema of the standard, as OASIS publishes it.
SCHEMA = Path(__file__).parent / "schemas" / "sarif-2.1.0.json"
RESULTS = [
    Result(
        check="policy",
        rule="vm_sizes",
        level=Level.REFUSED,
        message="too <large> & dear",
        remedy="choose another",
        stack="churn-dev",
        address="azurerm_machine_learning_compute_cluster.cpu",
        place=Place("products/churn.yaml", 7),
    ),
    Result(check="policy", rule="odd", level=Level.UNKNOWN, message="who knows", place=Place("a b.yaml", 0)),
    Result(check="exposure", rule="x.y", level=Level.ACCEPTED, message="open", reason="said so", stack="core"),
    Result(check="exposure", rule="x.y", level=Level.SUPPRESSED, message="open", reason="until then", stack="core"),
    Result(check="quota", rule="used", level=Level.REPORTED, message="much", place=Place("/elsewhere/zone.yaml", 2)),
]


def test_sarif_follows_the_standard() -> None:
    document = json.loads(sarif(RESULTS, "0.1.0", Place("landing-zone.yaml", 0)))
    validator = Draft4Validator(json.loads(SCHEMA.read_text()))
    assert [error.message for error in validator.iter_errors(document)] == []
    (run,) = document["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == ["exposure/x.y", "policy/odd", "policy/vm_sizes", "quota/used"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
    assert [result["level"] for result in run["results"]] == ["error", "error", "note", "note", "warning"]


def test_sarif_leads_to_the_line_of_the_configuration() -> None:
    document = json.loads(sarif(RESULTS, "0.1.0", Place("landing-zone.yaml", 0)))
    found = document["runs"][0]["results"]
    places = [
        (
            result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
            result["locations"][0]["physicalLocation"]["region"]["startLine"],
        )
        for result in found
    ]
    assert places == [
        ("products/churn.yaml", 7),
        ("a%20b.yaml", 1),
        ("landing-zone.yaml", 1),
        ("landing-zone.yaml", 1),
        ("file:///elsewhere/zone.yaml", 2),
    ]
    assert found[0]["message"]["text"] == "too <large> & dear To change: choose another."
    assert found[0]["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == (
        "churn-dev/azurerm_machine_learning_compute_cluster.cpu"
    )
    assert [result.get("suppressions", [{}])[0].get("justification") for result in found] == [
        None,
        None,
        "said so",
        "until then",
        None,
    ]
    assert len({result["partialFingerprints"]["adlz/v1"] for result in found}) == 4


def test_junit_has_a_suite_for_every_check_and_a_case_for_every_result() -> None:
    root = ElementTree.fromstring(junit(RESULTS, ["policy", "exposure", "quota", "lifecycle"]))
    suites = {suite.get("name"): suite for suite in root}
    assert {
        name: (suite.get("tests"), suite.get("failures"), suite.get("skipped")) for name, suite in suites.items()
    } == {
        "policy": ("2", "2", "0"),
        "exposure": ("2", "0", "2"),
        "quota": ("1", "0", "0"),
        "lifecycle": ("1", "0", "0"),
    }
    case = suites["policy"][0]
    assert (case.get("classname"), case.get("file"), case.get("line")) == (
        "policy.churn-dev",
        "products/churn.yaml",
        "7",
    )
    failure = case.find("failure")
    assert failure is not None
    assert failure.get("message") == "too <large> & dear"
    assert failure.text == "too <large> & dear\nchange: choose another\nproducts/churn.yaml:7"
    skipped = suites["exposure"][0].find("skipped")
    assert skipped is not None
    assert skipped.get("message") == "said so"


CLUSTER = "azurerm_machine_learning_compute_cluster.ml_cluster-"
CONTOSO = ROOT / "apps" / "contoso"
#: By stack, address and argument: what stands in the line that it comes from.
PLACES: list[tuple[str, str, str, str]] = [
    ("churn-dev", f"{CLUSTER}gpu_7C57A328", "vm_size", "name: gpu, vm_size: Standard_NC4as_T4_v3"),
    ("churn-prod", f"{CLUSTER}cpu_489C9403", "scale_settings.max_node_count", "{name: cpu, max_nodes: 8}"),
    ("churn-prod", f"{CLUSTER}cpu_489C9403", "vm_size", "{name: cpu, vm_size: Standard_D4ds_v4"),
    ("churn-dev", "azapi_resource.ml_instances_ada-churn_25BF56FB", "body.properties.properties.vmSize", "vm_size: "),
    ("churn-dev", "azapi_resource.ml_instances_ada-churn_25BF56FB", "", "- name: ada-churn"),
    ("churn-dev", "azapi_resource.ml_connections_images_D2CDD276", "", "images: {container_registry_id"),
    ("churn-dev", "azapi_resource.ml_outside-datastores_weather_2DCEDF84", "", "weather:"),
    ("churn-dev", "azurerm_key_vault.ml_key-vault_59B6C505", "", "name: churn"),
    ("exploration-dev", f"{CLUSTER}cpu_489C9403", "vm_size", "name: exploration"),
    ("recommendations-dev", f"{CLUSTER}batch_00000000[0]", "vm_size", "{name: batch"),
    (
        "maintenance-prod",
        f"{CLUSTER}cpu_489C9403",
        "scale_settings.scale_down_nodes_after_idle_duration",
        "idle_seconds",
    ),
    ("core", "azurerm_storage_account.data-lake_raw_00000000", "", "raw: {containers"),
    ("core", "azurerm_synapse_workspace.synapse_workspace_00000000", "", "synapse:"),
    ("core", "azurerm_subnet.network_subnet-scoring_00000000", "", "scoring: {}"),
    ("core", "azurerm_log_analytics_workspace.log-analytics", "", "observability:"),
    ("policy", "azurerm_subscription_policy_assignment.wide_assignment_09F36ED4", "", "policies:"),
    ("bootstrap", "azurerm_storage_account.state_storage-account_BF7488FC", "", "state:"),
    ("bootstrap", "azurerm_user_assigned_identity.pipelines-churn-dev_apply_20592153", "", "name: churn"),
]


@pytest.mark.parametrize(("stack", "address", "argument", "line"), PLACES)
def test_a_resource_comes_from_a_line(stack: str, address: str, argument: str, line: str) -> None:
    configuration = config.load(CONTOSO / "landing-zone.yaml")
    place = Origins(configuration).of(stack, address, *filter(None, [argument]))
    assert place is not None
    lines = (ROOT / place.file if not Path(place.file).is_absolute() else Path(place.file)).read_text().splitlines()
    assert line in lines[place.line - 1], f"{place}: {lines[place.line - 1]}"


@pytest.mark.parametrize(
    ("stack", "address"),
    [
        ("experiments", "azurerm_resource_group.group"),
        ("churn-dev", "azurerm_role_assignment.auditors"),
        ("core", "azurerm_role_assignment.auditors"),
    ],
)
def test_what_a_program_adds_has_no_place(stack: str, address: str) -> None:
    """A line of the configuration would be a wrong one."""
    assert Origins(config.load(CONTOSO / "landing-zone.yaml")).of(stack, address, "scope") is None


def test_a_setting_of_the_workspace_is_found_from_another_resource(tmp_path: Path) -> None:
    file = tmp_path / "landing-zone.yaml"
    file.write_text(
        (ROOT / "apps" / "minimal" / "landing-zone.yaml").read_text()
        + "    workspace:\n      application_insights_local_authentication: true\n"
    )
    address = "azurerm_application_insights.ml_application-insights_C86C1575"
    origins = Origins(config.load(file))
    last = len(file.read_text().splitlines())
    found = origins.of("forecast-dev", address, "local_authentication_enabled")
    assert found is not None
    assert found.line == last
    whole = origins.of("forecast-dev", address)
    assert whole is not None
    assert whole.line == last - 1


def test_a_configuration_that_a_program_put_together_has_no_places() -> None:
    loaded = config.load(CONTOSO / "landing-zone.yaml")
    made = config.Configuration(loaded.landing_zone, loaded.deployments)
    origins = Origins(made)
    assert origins.of("core", "x.y") is None
    assert origins.section("policies") is None
    assert origins.file is None
