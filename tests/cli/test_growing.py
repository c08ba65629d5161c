"""Each step of the guide on growing, from the former output to the new one: nothing that exists is lost or moves."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path

import pytest

from azure_data_landing_zone import config
from azure_data_landing_zone.changes import Kind, StackKind
from azure_data_landing_zone.synthesis import OutputError, Synthesis, synthesize
from support import Json

FURTHER = {
    "endpoints_2": {"purpose": "endpoints", "address_prefix": "10.41.0.0/24"},
    "training_2": {"purpose": "training", "address_prefix": "10.41.2.0/23"},
}
GROWN = {"address_space": ["10.40.0.0/20", "10.41.0.0/20"], "subnets": FURTHER}
CLUSTERS = {"clusters": [{"name": "cpu", "vm_size": "Standard_DS3_v2", "max_nodes": 2}]}


def product(zone: Json, **more: object) -> Json:
    return zone["products"][0] | {"name": "pricing", "environments": ["dev"]} | more


def another_product(zone: Json) -> None:
    zone["products"].append(product(zone))


def another_environment(zone: Json) -> None:
    zone["environments"]["test"] = {"lifecycle": "standard"}
    zone["products"][0]["environments"] = ["dev", "test", "prod"]


def a_further_subnet(zone: Json) -> None:
    zone["network"] = GROWN
    subnets = {"endpoints": "endpoints_2", "training": "training_2"}
    zone["products"].append(product(zone, workspace={"subnets": subnets}, compute=CLUSTERS))


def another_region(zone: Json) -> None:
    isolation = {"mode": "managed_network"}
    zone["observability"] = {"private_link_scope": {"access": "open"}}
    zone["products"].append(product(zone, location="northeurope", workspace={"isolation": isolation}))


@pytest.fixture(scope="module")
def former(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Json], Path]:
    """The output before a step, synthesized once."""
    made: list[Path] = []

    def output(zone: Json) -> Path:
        if not made:
            made.append(tmp_path_factory.mktemp("former") / "cdktf.out")
            synthesize(config.parse(zone), made[0])
        return made[0]

    return output


def compared(before: Path, zone: Json, folder: Path) -> Synthesis:
    from azure_data_landing_zone.cli.comparison import former_stacks

    against = former_stacks(None, before, Path("landing-zone.yaml"))
    assert against is not None
    return synthesize(config.parse(zone), folder / "cdktf.out", against=against)


@pytest.mark.parametrize(
    ("step", "added"),
    [
        (another_product, {"pricing-dev"}),
        (another_environment, {"churn-test"}),
        (a_further_subnet, {"pricing-dev"}),
        (another_region, {"pricing-dev"}),
    ],
)
def test_a_step_of_the_guide_leaves_what_exists(
    former: Callable[[Json], Path], tmp_path: Path, zone: Json, step: Callable[[Json], None], added: set[str]
) -> None:
    before = former(zone)
    grown = copy.deepcopy(zone)
    step(grown)
    changes = compared(before, grown, tmp_path).changes
    assert changes is not None
    assert {stack.name for stack in changes.stacks if stack.kind is StackKind.ADDED} == added
    assert not [change.address for change in changes.resources if change.kind not in (Kind.ADDED, Kind.CHANGED)]
    assert not [effect for effect in changes.effects if effect.refused]


def test_a_product_joins_the_further_subnets(synth: Callable[[Json], object], zone: Json) -> None:
    a_further_subnet(zone)
    stack = synth(zone)["pricing-dev"]  # type: ignore[index]
    (cluster,) = stack.all("azurerm_machine_learning_compute_cluster").values()
    assert cluster["subnet_resource_id"].endswith("/subnets/snet-training-2")
    endpoints = stack.all("azurerm_private_endpoint").values()
    assert {body["subnet_id"].rpartition("/")[2] for body in endpoints} == {"snet-endpoints-2"}


def test_a_further_subnet_has_the_rules_of_its_purpose(zone: Json) -> None:
    a_further_subnet(zone)
    core = config.parse(zone).core
    assert core.reached("training_2") == core.reached("training")


@pytest.mark.parametrize(
    ("subnets", "said"),
    [
        (
            {"endpoints": "endpoints_3"},
            "is no subnet of network.subnets with this purpose; those are endpoints, endpoints_2",
        ),
        ({"training": "endpoints_2"}, "those are training, training_2"),
    ],
)
def test_a_subnet_that_does_not_fit_is_refused(zone: Json, subnets: Json, said: str) -> None:
    a_further_subnet(zone)
    zone["products"][1]["workspace"]["subnets"] = subnets
    with pytest.raises(config.ConfigurationError, match=said):
        config.parse(zone)


def test_a_full_subnet_names_its_way_out(zone: Json) -> None:
    zone["network"] = {"address_space": ["10.40.0.0/22"]}
    zone["products"] = [product(zone, name=f"p{number}") for number in range(7)]
    with pytest.raises(config.ConfigurationError) as error:
        config.parse(zone)
    (problem,) = error.value.problems
    assert "endpoints_2: {purpose: endpoints, address_prefix: <range>}" in problem.message
    # What the message says is valid.
    zone["network"] = {"address_space": ["10.40.0.0/22", "10.41.0.0/22"], "subnets": FURTHER}
    for one in zone["products"][3:]:
        one["workspace"] = {"subnets": {"endpoints": "endpoints_2"}}
    config.parse(zone)


def test_another_subscription_is_another_landing_zone(
    former: Callable[[Json], Path], tmp_path: Path, zone: Json
) -> None:
    before = former(zone)
    second = zone | {"subscription_id": "99999999-0000-0000-0000-000000000000"}
    with pytest.raises(OutputError, match="SUBSCRIPTION: the subscription changes from 00000000"):
        compared(before, second, tmp_path)
    # In a folder of its own it is compared with nothing, and both have names of their own where names are global.
    made = synthesize(config.parse(second), tmp_path / "second.out", pattern="core")
    assert made.changes is None
    names = [{str(id_) for id_ in config.parse(one).core.lake_accounts.values()} for one in (zone, second)]
    assert not names[0] & names[1]


def test_a_split_takes_a_product_away_in_order_only(former: Callable[[Json], Path], tmp_path: Path, zone: Json) -> None:
    before = former(zone)
    rest = zone | {"products": []}
    with pytest.raises(OutputError, match=r"removed: {churn-dev: {}, churn-prod: {}}"):
        compared(before, rest, tmp_path)
    removed = rest | {"removed": {"churn-dev": {}, "churn-prod": {}}}
    changes = compared(before, removed, tmp_path).changes
    assert changes is not None
    assert not [effect for effect in changes.effects if effect.refused]
