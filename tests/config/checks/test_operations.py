"""Mistakes in what is configured for operation: budgets, tags, quota, what was removed."""

from __future__ import annotations

from typing import Any

import pytest

from azure_data_landing_zone import config
from support import Json

PRODUCT = "products.churn."


def problems(zone: Json) -> list[tuple[str, str]]:
    with pytest.raises(config.ConfigurationError) as error:
        config.parse(zone)
    return [(problem.path, problem.message) for problem in error.value.problems]


@pytest.mark.parametrize(
    ("where", "value", "path", "message"),
    [
        ("zone", {"budget": {"monthly": 10}}, "budget", "tells nobody: name contacts, roles or action_groups"),
        ("zone", {"budget": {"monthly": 0, "roles": ["Owner"]}}, "budget.monthly", "must be at least 1"),
        (
            "zone",
            {"budget": {"monthly": 10, "contacts": ["churn"]}},
            "budget.contacts[0]",
            "must be an e-mail address such as churn@contoso.com",
        ),
        (
            "product",
            {"budget": {"monthly": 10, "roles": ["Owner"], "thresholds": [{"percent": 80}, {"percent": 80}]}},
            "budget.thresholds",
            "has 80 % of actual twice",
        ),
        (
            "product",
            {"budget": {"monthly": 10, "roles": ["Owner"], "thresholds": [{"percent": n} for n in range(1, 7)]}},
            "budget.thresholds",
            "must have at most 5 items",
        ),
        (
            "product",
            {"budget": {"monthly": 10, "roles": ["Owner"], "thresholds": [{"percent": 80, "of": "spent"}]}},
            "budget.thresholds[0].of",
            "must be one of actual, forecast",
        ),
        ("zone", {"required_tags": ["owner"]}, "tags", "lacks 'owner', which required_tags wants on every resource"),
        (
            "zone",
            {"quota": {"regions": {"westeuropa": {}}}},
            "quota.regions.westeuropa",
            "is not a region that we know (written like westeurope); did you mean 'westeurope'?",
        ),
        ("zone", {"quota": {"regions": {}}}, "quota.regions", "must not be empty"),
        (
            "zone",
            {"quota": {"regions": {"westeurope": {"machine_learning": {"families": {"standardDSv2": 1}}}}}},
            "quota.regions.westeurope.machine_learning.families.standardDSv2",
            "is no family of virtual machines that we know; did you mean 'standardDSv2Family'?",
        ),
        (
            "product",
            {"compute": {"quota": {"standardDSv9Family": 4}}},
            "compute.quota.standardDSv9Family",
            "is no family of virtual machines that we know",
        ),
        ("zone", {"vm_sizes": {"Standard_New12": 0}}, "vm_sizes.Standard_New12", "must be at least 1"),
        (
            "zone",
            {"vm_sizes": {"Standard_New12": {"gpus": 1}}},
            "vm_sizes.Standard_New12.vcpus",
            "is required and missing",
        ),
        ("zone", {"removed": {"churn-dev": {}}}, "removed.churn-dev", "is a stack of the configuration: take it out"),
        ("zone", {"removed": {"core": {}}}, "removed.core", "is a stack of the configuration"),
        (
            "zone",
            {"removed": {"data-plane": {"data": "delete"}}},
            "removed.data-plane.data",
            "is said of a product's stack only; this one holds no data",
        ),
        ("zone", {"removed": {"old-dev": {"data": "archive"}}}, "removed.old-dev.data", "must be one of keep, delete"),
        ("product", {"generation": 0}, "generation", "must be at least 1"),
        ("product", {"decommission": "soon"}, "decommission", "must be true or false"),
    ],
)
def test_reports_what_is_wrong_and_where(
    zone: Json, where: str, value: dict[str, Any], path: str, message: str
) -> None:
    (zone if where == "zone" else zone["products"][0]).update(value)
    prefix = "" if where == "zone" else PRODUCT
    found = problems(zone)
    assert any(there == prefix + path and message in text for there, text in found), found


def test_a_tag_that_a_product_empties_is_missed(zone: Json) -> None:
    zone |= {"required_tags": ["cost-center"], "tags": {"cost-center": "1"}}
    zone["products"][0]["per_environment"] = {"prod": {"tags": {"cost-center": ""}}}
    (found,) = problems(zone)
    assert "is empty in churn-prod" in found[1]


def test_a_family_newer_than_the_library_is_admitted_by_a_size_of_it(zone: Json) -> None:
    zone |= {
        "vm_sizes": {"Standard_New12": {"vcpus": 12, "family": "standardNewFamily"}},
        "quota": {"regions": {"westeurope": {"machine_learning": {"families": {"standardNewFamily": 24}}}}},
    }
    assert config.parse(zone).landing_zone.quota is not None


@pytest.mark.parametrize("key", ["generation", "decommission", "budget"])
def test_an_environment_says_it_for_itself(zone: Json, key: str) -> None:
    value = {"generation": 2, "decommission": True, "budget": {"monthly": 5, "roles": ["Owner"]}}[key]
    zone["products"][0]["per_environment"] = {"dev": {key: value}}
    dev, prod = config.parse(zone).products
    assert getattr(dev.product, key)
    assert getattr(dev.product, key) != getattr(prod.product, key)


REFUSED_TAGS: dict[str, tuple[Json, Json, str]] = {
    "two spellings in one place": ({"Owner": "a", "owner": "b"}, {}, "are one tag in Azure"),
    "a tag of the library": ({"Landing-Zone": "mine"}, {}, "the library sets the tag 'landing-zone', here to 'zone'"),
    "a tag of the library in a product": ({}, {"Environment": "test"}, "the library sets the tag 'environment'"),
    "too many after merging": (
        {f"z{number}": "x" for number in range(30)},
        {f"p{number}": "x" for number in range(20)},
        "churn-dev has 53 tags with those of landing zone and environment and the library's own, and a resource takes 50",
    ),
}


@pytest.mark.parametrize("case", REFUSED_TAGS)
def test_tags_that_azure_would_confuse_are_refused(zone: Json, case: str) -> None:
    of_zone, of_product, message = REFUSED_TAGS[case]
    zone["tags"] = of_zone
    zone["products"][0]["tags"] = of_product
    with pytest.raises(config.ConfigurationError) as caught:
        config.parse(zone)
    assert message in str(caught.value)


def test_of_one_tag_in_several_spellings_the_narrower_wins(zone: Json) -> None:
    zone["tags"] = {"Owner": "platform", "Landing-Zone": "zone"}
    zone["products"][0]["tags"] = {"owner": "churn"}
    configuration = config.parse(zone)
    assert configuration.core.tags == {"Owner": "platform", "landing-zone": "zone"}
    tags = configuration.products[0].tags
    assert {name: tags[name] for name in tags if name.lower() in {"owner", "landing-zone"}} == {
        "owner": "churn",
        "landing-zone": "zone",
    }


def test_required_tags_know_no_case(zone: Json) -> None:
    zone |= {"tags": {"Owner": "platform"}, "required_tags": ["owner"]}
    assert config.parse(zone).core.tags["Owner"] == "platform"
