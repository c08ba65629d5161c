"""Messages name the cause, once, where the person wrote it, with what to write instead."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from azure_data_landing_zone import config
from azure_data_landing_zone.azure import names
from azure_data_landing_zone.config.reading.explain import given

Json = dict[str, Any]

_CPU = {"name": "cpu", "vm_size": "Standard_DS3_v2", "max_nodes": 4, "min_nodes": 4}
_LONG_ID = (
    "/subscriptions/99999999-9999-9999-9999-999999999999/resourceGroups/rg-hub-network-production-west-europe-001"
    "/providers/Microsoft.Network/virtualNetworks/vnet-hub-production-west-europe-001"
)


def product(**settings: Any) -> Json:
    return {"products": [{"name": "churn", "environments": ["dev", "prod"], **settings}]}


def override(**settings: Any) -> Json:
    return product(compute={"clusters": [_CPU]}, per_environment={"prod": settings})


#: What is changed in the small landing zone, where the only mistake is, and what is said of it.
SAID: dict[str, tuple[Json, str, str]] = {
    "a region that does not exist, in many names": (
        {"location": "westeuropaaaaaaaaaaaaaaaaaa"},
        "location",
        "is not a region that we know",
    ),
    "a region of another cloud": ({"location": "chinaeast2"}, "location", "is a region of the cloud china"),
    "a product that is there twice": (
        {"products": [{"name": "churn", "environments": ["dev"]}, {"name": "churn", "environments": ["dev"]}]},
        "products.churn.name",
        "is the name of another product too",
    ),
    "a key that is too long in many names": (
        product(names={"resource_group": "r" * 91}),
        "products.churn.names.resource_group",
        "has 91 characters",
    ),
    "a mistyped link in a list": (
        product(links=["databrick"]),
        "products.churn.links[0]",
        "allowed are synapse, databricks, data_factory; did you mean 'databricks'?",
    ),
    "a range in which nothing fits": (
        {"network": {"address_space": ["10.40.0.0/26"]}},
        "network.address_space[0]",
        "all subnets fit into a /22 or larger",
    ),
    "a range in which one subnet is too small": (
        {"network": {"address_space": ["10.40.0.0/24"]}},
        "network.address_space[0]",
        "11 usable addresses, but 37 are needed at full scale (core 17, churn-dev 10, churn-prod 10): give "
        "network.subnets.endpoints a larger range before the first apply. Afterwards append a range",
    ),
    "a subnet that lies in the larger range only": (
        {
            "network": {
                "address_space": ["10.40.0.0/26"],
                "subnets": {"runners": {"address_prefix": "10.40.3.192/26"}},
            }
        },
        "network.address_space[0]",
        "all subnets fit into a /22 or larger",
    ),
    "a number for text": ({"tags": {"cost-center": 4711}}, "tags.cost-center", "put it in quotes, '4711'"),
    "true for text": ({"tags": {"shared": True}}, "tags.shared", "put it in quotes, 'true'"),
    "an address of a group": (
        {"groups": {"operators": "ops@contoso.com"}},
        "groups.operators",
        "must be the object id of the Entra group, such as 11111111-1111-1111-1111-111111111111",
    ),
    "a name of a user": (
        product(compute={"instances": [{"name": "alice-churn", "vm_size": "Standard_DS3_v2", "assigned_to": "alice"}]}),
        "products.churn.compute.instances.alice-churn.assigned_to",
        "must be the object id of the user",
    ),
    "an override of an item that does not exist": (
        override(compute={"clusters": [{"name": "cpuu", "max_nodes": 3}]}),
        "products.churn.per_environment.prod.compute.clusters.cpuu.vm_size",
        "is required and missing: there is no 'cpuu' here, so the override adds it; did you mean 'cpu'?",
    ),
    "an override that fits nothing below": (
        override(compute={"clusters": [{"name": "cpu", "max_nodes": 3}]}),
        "products.churn.compute.clusters.cpu",
        "min_nodes (4) is larger than max_nodes (3), with "
        "products.churn.per_environment.prod.compute.clusters.cpu.max_nodes",
    ),
    "a value of an override": (
        override(location="westeuropa"),
        "products.churn.per_environment.prod.location",
        "did you mean 'westeurope'?",
    ),
    "a form, by an example": (
        product(pipelines={"github": {"repository": "churn"}}),
        "products.churn.pipelines.github.repository",
        "must be a path such as contoso/churn",
    ),
    "a name, in words": (
        {"names": {"data_lake_raw": "Data-Lake"}},
        "names.data_lake_raw",
        "is not what Azure allows for a storage account: lower-case letters and digits",
    ),
}


@pytest.mark.parametrize("case", SAID)
def test_says_the_cause_once(zone: Json, case: str) -> None:
    change, path, said = SAID[case]
    with pytest.raises(config.ConfigurationError) as caught:
        config.parse({**zone, **change})
    found = [(problem.path, problem.message) for problem in caught.value.problems]
    assert len(found) == 1, found
    assert found[0][0] == path
    assert said in found[0][1]


def test_an_override_is_named_with_its_line(zone: Json, tmp_path: Path) -> None:
    file = tmp_path / "landing-zone.yaml"
    file.write_text(yaml.safe_dump({**zone, "products": "products/*.yaml"}))
    (tmp_path / "products").mkdir()
    (tmp_path / "products" / "churn.yaml").write_text(
        "name: churn\nenvironments: [dev, prod]\n"
        "compute: {clusters: [{name: cpu, vm_size: Standard_DS3_v2, max_nodes: 4, min_nodes: 4}]}\n"
        "per_environment:\n  prod:\n    compute:\n      clusters:\n        - name: cpu\n          max_nodes: 3\n"
    )
    with pytest.raises(config.ConfigurationError) as caught:
        config.load(file)
    (problem,) = caught.value.problems
    assert problem.message.endswith("with per_environment.prod.compute.clusters.cpu.max_nodes, line 9")


def test_a_long_id_is_cut_in_the_middle_and_quoted() -> None:
    shown = given(_LONG_ID)
    assert shown.startswith("'/subscriptions/9999")
    assert "…" in shown
    assert shown.endswith("vnet-hub-production-west-europe-001'")
    assert len(shown) < len(_LONG_ID)


def test_every_form_of_a_name_is_said_in_words() -> None:
    for rule in names.rules().values():
        said = rule.objection(" " * rule.shortest)
        assert rule.pattern not in said
        assert "is not what Azure allows" in said or rule.pattern.startswith("[^")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda file: file.symlink_to("gone.yaml"), "is a link to gone.yaml, which does not exist"),
        (lambda file: file.mkdir(), "is a folder, and a file is wanted"),
        (lambda file: None, "does not exist"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_in_words(tmp_path: Path, make: Any, said: str) -> None:
    file = tmp_path / "landing-zone.yaml"
    make(file)
    with pytest.raises(config.ConfigurationError, match=said):
        config.load(file)


def test_a_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(config.ConfigurationError, match=f"there is no folder {tmp_path}/teams/"):
        config.load(tmp_path / "teams" / "churn" / "landing-zone.yaml")


def test_a_broken_link_among_the_products_is_named(zone: Json, tmp_path: Path) -> None:
    file = tmp_path / "landing-zone.yaml"
    file.write_text(yaml.safe_dump({**zone, "products": "products/*.yaml"}))
    (tmp_path / "products").mkdir()
    (tmp_path / "products" / "churn.yaml").symlink_to("../shared/churn.yaml")
    with pytest.raises(config.ConfigurationError) as caught:
        config.load(file)
    (problem,) = caught.value.problems
    assert problem.place.file.endswith("products/churn.yaml")
    assert problem.message == "is a link to ../shared/churn.yaml, which does not exist"
