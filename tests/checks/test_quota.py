"""What cannot fit into the quota that the team gives, case by case."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from azure_data_landing_zone import config
from azure_data_landing_zone.checks import Level, Result, lifecycle, quota
from support import ROOT, Json

FAMILY = "standardDDSv4Family"


def found(zone: Json, limits: Json | None = None, clusters: list[Json] | None = None, **settings: Any) -> list[Result]:
    """The results for the small landing zone, whose product is in two environments."""
    if clusters is not None:
        zone["products"][0]["compute"] = {"clusters": clusters}
    if limits is not None:
        zone["quota"] = {"regions": {"westeurope": {"machine_learning": limits}}, **settings}
    return list(quota(config.parse(zone), {}))


def cpu(max_nodes: int, min_nodes: int = 0, **more: Any) -> Json:
    return {"name": "cpu", "vm_size": "Standard_D4ds_v4", "max_nodes": max_nodes, "min_nodes": min_nodes, **more}


@pytest.mark.parametrize(
    ("limits", "clusters", "settings", "expected"),
    [
        # Four nodes of four vCPUs, in two environments: 32.
        ({"families": {FAMILY: 100}}, [cpu(4)], {}, []),
        ({"families": {FAMILY: 40}}, [cpu(4)], {}, [("family-nearly", Level.REPORTED, "32 of 40 vCPUs")]),
        ({"families": {FAMILY: 40}}, [cpu(4)], {"warn_at_percent": 90}, []),
        (
            {"families": {FAMILY: 31}},
            [cpu(4)],
            {},
            [("family", Level.REFUSED, "32 vCPUs are needed at full scale, 31")],
        ),
        ({"families": {FAMILY: 31}}, [cpu(4)], {"overcommit": 2}, [("family-nearly", Level.REPORTED, "32 of 31")]),
        # Overcommitment never helps one cluster that is larger than the limit, nor what is always on.
        ({"families": {FAMILY: 15}}, [cpu(4)], {"overcommit": 9}, [("family", Level.REFUSED, "cpu alone needs 16")]),
        ({"families": {FAMILY: 16}}, [cpu(4, 3)], {"overcommit": 9}, [("family", Level.REFUSED, "24 vCPUs are held")]),
        ({"families": {FAMILY: 0}}, [cpu(1)], {}, [("family", Level.REFUSED, "0 are allowed")]),
        # A limit that is not given is not passed.
        ({"families": {}}, [cpu(4)], {}, [("family-unknown", Level.UNKNOWN, "no limit is given")]),
        # All families together.
        ({"families": {FAMILY: 100}, "total": 30}, [cpu(4)], {}, [("total", Level.REFUSED, "all families")]),
        # Low priority has one limit over all families, and no part in the others.
        (
            {"families": {}, "low_priority": 20, "total": 1},
            [cpu(4, priority="low_priority")],
            {},
            [("low-priority", Level.REFUSED, "low priority: 32 vCPUs")],
        ),
        (
            {"families": {}},
            [cpu(4, priority="low_priority")],
            {},
            [("low-priority-unknown", Level.UNKNOWN, "no limit")],
        ),
    ],
)
def test_need_against_limit(
    zone: Json, limits: Json, clusters: list[Json], settings: Json, expected: list[tuple[str, Level, str]]
) -> None:
    results = found(zone, limits, clusters, **settings)
    assert [(result.rule, result.level) for result in results] == [(rule, level) for rule, level, _ in expected]
    for result, (_, level, text) in zip(results, expected, strict=True):
        assert text in result.message
        assert result.check == "quota"
        assert bool(result.remedy) == (level is not Level.REPORTED)


def test_families_are_compared_without_case(zone: Json) -> None:
    (result,) = found(zone, {"families": {FAMILY.upper(): 31}}, [cpu(4)])
    assert (result.rule, result.level) == ("family", Level.REFUSED)
    zone.pop("quota")
    zone["products"][0]["compute"]["quota"] = {"STANDARDddsv4family": 12}
    assert {result.rule for result in quota(config.parse(zone), {})} == {"workspace"}


def test_machine_learning_and_virtual_machines_have_names_of_their_own(zone: Json) -> None:
    big = {"name": "big", "vm_size": "Standard_ND96isr_H100_v5", "max_nodes": 1}
    assert found(zone, {"families": {"standardNDv5H100Family": 400}}, [big]) == []
    with pytest.raises(config.ConfigurationError) as refused:
        found(zone, {"families": {"standardNDSH100v5Family": 400}}, [big])
    assert "is what the quota of virtual machines calls this family" in str(refused.value)
    assert "'standardNDv5H100Family'" in str(refused.value)
    with pytest.raises(config.ConfigurationError, match="is given twice"):
        found(zone, {"families": {FAMILY: 40, FAMILY.lower(): 40}}, [cpu(4)])


def test_without_limits_nothing_is_said(zone: Json) -> None:
    assert found(zone, clusters=[cpu(200)]) == []


def test_another_region_has_limits_of_its_own(zone: Json) -> None:
    zone["quota"] = {"regions": {"northeurope": {"machine_learning": {"families": {FAMILY: 1000}}}}}
    (result,) = found(zone)
    assert (result.rule, "westeurope" in result.message) == ("family-unknown", True)
    assert "quota.regions.westeurope.machine_learning.families.standardDDSv4Family" in result.remedy


def test_kubernetes_counts_against_virtual_machines_and_not_machine_learning() -> None:
    data = config.load(ROOT / "apps" / "contoso" / "landing-zone.yaml")
    assert quota(data, {}) == []
    limits = data.landing_zone.quota
    assert limits is not None
    region = limits.regions["westeurope"]
    small = region.model_copy(
        update={"virtual_machines": region.virtual_machines.model_copy(update={"families": {"standardDSv5Family": 20}})}
    )
    zone = data.landing_zone.model_copy(update={"quota": limits.model_copy(update={"regions": {"westeurope": small}})})
    (result,) = quota(config.Configuration(zone, data.deployments), {})
    assert "virtual machines, standardDSv5Family in westeurope: 28 vCPUs" in result.message
    assert "core/scoring" in result.message


def test_a_size_without_a_family_cannot_be_decided(zone: Json) -> None:
    zone["vm_sizes"] = {"Standard_New12": 12}
    new = {"name": "new", "vm_size": "Standard_New12", "max_nodes": 1}
    (result,) = found(zone, {"families": {FAMILY: 100}}, [new])
    assert (result.level, "Standard_New12" in result.message) == (Level.UNKNOWN, True)


def test_compute_that_is_larger_than_its_workspace_may_be_is_refused(zone: Json) -> None:
    zone["products"][0]["compute"] = {"clusters": [cpu(4)], "quota": {FAMILY: 12}}
    zone["products"][0]["per_environment"] = {"prod": {"compute": {"quota": {FAMILY: 16}}}}
    (result,) = found(zone)
    assert (result.stack, result.rule, result.level) == ("churn-dev", "workspace", Level.REFUSED)
    assert "may use 12 vCPUs" in result.message
    assert "needs 16" in result.message


def test_results_name_the_line_that_they_come_from(tmp_path: Path) -> None:
    file = tmp_path / "landing-zone.yaml"
    file.write_text(
        """name: zone
location: westeurope
tenant_id: 11111111-1111-1111-1111-111111111111
subscription_id: 00000000-0000-0000-0000-000000000000
environments: {dev: {}}
network: {address_space: [10.40.0.0/20]}
quota:
  regions:
    westeurope:
      machine_learning:
        families:
          standardDDSv4Family: 4
removed:
  old-dev:
    data: delete
products:
  - name: churn
    environments: [dev]
    decommission: true
    compute:
      clusters:
        - {name: cpu, vm_size: Standard_D4ds_v4, max_nodes: 2}
"""
    )
    configuration = config.load(file)
    (refused,) = quota(configuration, {})
    assert refused.place is not None
    assert refused.place.line == 12
    lines = {result.rule: result.place.line for result in lifecycle(configuration, {"churn-dev": {}}) if result.place}
    assert lines == {"procedure": 19, "container": 15, "locks": 19}
