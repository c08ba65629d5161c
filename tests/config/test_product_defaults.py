"""Defaults of all products: what they give, and that a mistake in one is reported once, at its line."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from azure_data_landing_zone import config
from azure_data_landing_zone.cli.app import app
from azure_data_landing_zone.config import Configuration
from azure_data_landing_zone.config.settings import settings
from azure_data_landing_zone.inputs import stack_digests, written
from azure_data_landing_zone.synthesis import Reuse, synthesize
from support import files

Json = dict[str, Any]

LANDING_ZONE = """\
name: acme
location: westeurope
tenant_id: 11111111-1111-1111-1111-111111111111
subscription_id: 00000000-0000-0000-0000-000000000000
environments: {dev: {lifecycle: disposable}, prod: {lifecycle: protected}}
network: {address_space: [10.0.0.0/12]}
data_lake:
  raw: {containers: [landing]}
  curated: {containers: [sales, telemetry]}
analytics:
  data_factory: {}
products: products/*.yaml
"""
DEFAULTS = """\
product_defaults:
  environments: [dev, prod]
  tags:
    cost-center: "4711"
    owner: data-platform
  groups:
    ml_engineers: 33333333-3333-3333-3333-333333333333
    operators: 44444444-4444-4444-4444-444444444444
  data:
    read:
      - curated/sales
      - raw/landing
    authentication: workspace_identity
  compute:
    clusters:
      - name: cpu
        vm_size: Standard_D4ds_v4
        max_nodes: 4
      - name: gpu
        vm_size: Standard_NC4as_T4_v3
        max_nodes: 2
    quota:
      standardDDSv4Family: 64
  links: [data_factory]
  workspace:
    cool_after_days: 30
  budget:
    monthly: 1000
    thresholds:
      - percent: 80
      - percent: 100
  alerts:
    rules:
      failed_runs:
        severity: 1
  per_environment:
    prod:
      budget:
        monthly: 4000
      compute:
        clusters:
          - name: cpu
            max_nodes: 8
"""
#: What a product says itself; of every tenth, one value is other than by default.
OWN = """\
name: product{number}
friendly_name: Product {number}
description: The product of team {number}
groups:
  data_scientists: {number:08d}-2222-2222-2222-222222222222
budget: {{contacts: [team{number}@acme.com]}}
"""
ODD = "data: {read: [curated/telemetry]}\n"
NUMBER = 100


def own(number: int) -> str:
    return OWN.format(number=number) + ("" if number % 10 else ODD)


def in_full(number: int) -> Json:
    """A product with every value of the defaults written out."""
    product: Json = yaml.safe_load(own(number))
    defaults: Json = copy.deepcopy(yaml.safe_load(DEFAULTS)["product_defaults"])
    contacts = product["budget"]["contacts"]
    return {
        **defaults,
        **product,
        "groups": {**defaults["groups"], **product["groups"]},
        "data": {**defaults["data"], **product.get("data", {})},
        "budget": {**defaults["budget"], "contacts": contacts},
    }


def write(folder: Path, texts: list[str], zone: str) -> Path:
    (folder / "products").mkdir(parents=True)
    for number, text in enumerate(texts):
        (folder / "products" / f"product{number}.yaml").write_text(text)
    (folder / "landing-zone.yaml").write_text(zone)
    return folder / "landing-zone.yaml"


def lines(file: Path) -> int:
    return sum(len(one.read_text().splitlines()) for one in (file, *file.parent.glob("products/*.yaml")))


def short(folder: Path, number: int = NUMBER) -> Path:
    return write(folder, [own(one) for one in range(number)], LANDING_ZONE + DEFAULTS)


def long(folder: Path, number: int = NUMBER) -> Path:
    texts = [yaml.safe_dump(in_full(one), sort_keys=False) for one in range(number)]
    return write(folder, texts, LANDING_ZONE)


def products(configuration: Configuration) -> dict[str, str]:
    return {f"{one.product.name}-{one.environment}": written(one.product) for one in configuration.deployments}


def test_a_hundred_products_take_a_fifth_of_the_lines_and_give_the_same_stacks(tmp_path: Path) -> None:
    with_defaults, without = short(tmp_path / "short"), long(tmp_path / "long")
    assert lines(with_defaults) <= lines(without) / 5
    former, now = config.load(without), config.load(with_defaults)
    assert len(now.deployments) == 2 * NUMBER
    assert products(now) == products(former)
    assert len(stack_digests(now)) == len(now.stacks)
    assert stack_digests(now) == stack_digests(former)


def test_the_files_of_the_stacks_are_the_same_bytes(tmp_path: Path) -> None:
    outputs = []
    for name, file in (("short", short(tmp_path / "a", 3)), ("long", long(tmp_path / "b", 3))):
        synthesize(config.load(file), tmp_path / name, reuse=Reuse.OFF)
        outputs.append(files(tmp_path / name))
    assert len(outputs[0]) > 6
    assert outputs[0] == outputs[1]


#: Mistakes in a default: the line that is replaced, the lines in its place, the number of the wrong one of them, the
#: path, and a part of the message.
MISTAKES: dict[str, tuple[str, str, int, str, str]] = {
    "unknown key": ("    quota:", "    qouta:", 0, "compute.qouta", "did you mean 'quota'?"),
    "wrong type": ("    monthly: 1000", "    monthly: much", 0, "budget.monthly", "must be a number"),
    "not one of the choices": (
        "    authentication: workspace_identity",
        "    authentication: workspace-identity",
        0,
        "data.authentication",
        "did you mean 'workspace_identity'?",
    ),
    "no object id": (
        "    operators: 44444444-4444-4444-4444-444444444444",
        "    operators: operators@acme.com",
        0,
        "groups.operators",
        "must be the object id of the Entra group",
    ),
    "unknown container": (
        "      - raw/landing",
        "      - raw/landig",
        0,
        "data.read[1]",
        "'landig' is not a container of the raw layer; those are landing; did you mean 'landing'? (in 90 of 100 "
        "products: product1, product11, product12 and 87 more)",
    ),
    "service that the landing zone lacks": ("  links: [data_factory]", "  links: [synapse]", 0, "links[0]", "synapse"),
    "undeclared environment": (
        "  environments: [dev, prod]",
        "  environments: [dev, prd]",
        0,
        "environments[1]",
        "is not an environment of the landing zone; those are dev, prod",
    ),
    "override of an undeclared environment": (
        "    prod:",
        "    prd:",
        0,
        "per_environment.prd",
        "is not an environment of the landing zone; those are dev, prod; did you mean 'prod'?",
    ),
    "item that lacks a value": (
        "        max_nodes: 2",
        "        min_nodes: 0",
        -2,
        "compute.clusters.gpu.max_nodes",
        "is required and missing",
    ),
    "item whose values do not fit": (
        "        max_nodes: 2",
        "        min_nodes: 3\n        max_nodes: 2",
        -2,
        "compute.clusters.gpu",
        "min_nodes (3) is larger than max_nodes (2)",
    ),
    "value of an environment": (
        "            max_nodes: 8",
        "            max_nodes: -8",
        0,
        "per_environment.prod.compute.clusters.cpu.max_nodes",
        "must be at least 1",
    ),
    "cluster that does not exist": (
        "          - name: cpu",
        "          - name: cpuu",
        0,
        "per_environment.prod.compute.clusters.cpuu.vm_size",
        "is required and missing: there is no 'cpuu' here, so the override adds it; did you mean 'cpu'?",
    ),
    "what belongs to one product": (
        "  environments: [dev, prod]",
        "  environments: [dev, prod]\n  description: A product",
        1,
        "description",
        "cannot be a default: write it in the files of the products",
    ),
    "what cannot differ by environment": (
        "    prod:",
        "    prod:\n      shared: true",
        1,
        "per_environment.prod.shared",
        "cannot differ by environment",
    ),
    "container that all products would write": (
        "    authentication: workspace_identity",
        "    authentication: workspace_identity\n    write: [curated/telemetry]",
        1,
        "data.write[0]",
        "is written by product0-prod already",
    ),
    "secret": ("    owner: data-platform", "    owner: 'AccountKey=abc'", 0, "tags.owner", "looks like a secret"),
    "value that all products replace": (
        "    monthly: 1000",
        "    monthly: 1000\n    contacts: everybody",
        1,
        "budget.contacts",
        "must be a list",
    ),
    "region": (
        "  environments: [dev, prod]",
        "  environments: [dev, prod]\n  location: westeurop",
        1,
        "location",
        "did you mean 'westeurope'?",
    ),
    "key of a former version": (
        "    operators: 44444444-4444-4444-4444-444444444444",
        "    platform: 44444444-4444-4444-4444-444444444444",
        0,
        "groups.platform",
        "is groups.operators now",
    ),
    "twice the same key": (
        "    owner: data-platform",
        "    owner: data-platform\n    owner: other",
        1,
        "tags.owner",
        "is given twice",
    ),
}


@pytest.fixture(scope="module")
def zone_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return short(tmp_path_factory.mktemp("mistakes"))


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_in_a_default_is_reported_once_at_its_line(zone_file: Path, case: str) -> None:
    line, new, offset, path, said = MISTAKES[case]
    text = LANDING_ZONE + DEFAULTS
    assert text.count(f"{line}\n") == 1, "the line that is replaced must be one"
    zone_file.write_text(text.replace(f"{line}\n", f"{new}\n"))
    number = text.splitlines().index(line) + 1 + offset
    with pytest.raises(config.ConfigurationError) as caught:
        config.load(zone_file)
    (problem,) = caught.value.problems
    assert Path(problem.place.file).name == "landing-zone.yaml"
    assert (problem.place.line, problem.path) == (number, f"product_defaults.{path}")
    assert said in problem.message


def parsed(defaults: Json, *products: Json, **sections: Json) -> Configuration:
    zone: Json = yaml.safe_load(LANDING_ZONE)
    return config.parse({**zone, **sections, "product_defaults": defaults, "products": list(products)})


def messages(defaults: Json, *products: Json) -> list[str]:
    with pytest.raises(config.ConfigurationError) as caught:
        parsed(defaults, *products)
    return [f"{problem.path}: {problem.message}" for problem in caught.value.problems]


def test_a_value_of_the_product_is_stronger_than_one_of_the_defaults_for_its_environment() -> None:
    defaults = {
        "environments": ["dev", "prod"],
        "budget": {"monthly": 1, "contacts": ["a@acme.com"]},
        "per_environment": {"prod": {"budget": {"monthly": 2}, "data": {"read": ["raw/landing"]}}},
    }
    quiet = {"name": "quiet"}
    loud = {"name": "loud", "budget": {"monthly": 3}, "per_environment": {"prod": {"data": {"read": []}}}}
    found = {
        (one.product.name, one.environment): (one.product.budget, one.product.data.read)
        for one in parsed(defaults, quiet, loud).deployments
    }
    monthly = {key: budget.monthly for key, (budget, _) in found.items() if budget is not None}
    assert monthly == {("quiet", "dev"): 1, ("quiet", "prod"): 2, ("loud", "dev"): 3, ("loud", "prod"): 3}
    assert [found["quiet", "prod"][1], found["loud", "prod"][1]] == [["raw/landing"], []]


def test_lists_and_null_of_a_product_replace_those_of_the_defaults() -> None:
    clusters = [{"name": "cpu", "vm_size": "Standard_D4ds_v4", "max_nodes": 4}]
    defaults = {
        "environments": ["dev"],
        "compute": {"clusters": clusters, "job_role": "reader"},
        "budget": {"monthly": 1, "contacts": ["a@acme.com"]},
    }
    own = {"name": "own", "compute": {"clusters": [{**clusters[0], "name": "big"}]}, "budget": None}
    (product,) = [one.product for one in parsed(defaults, own).deployments]
    assert [cluster.name for cluster in product.compute.clusters] == ["big"]
    assert product.compute.job_role == "reader"
    assert product.budget is None


def test_a_default_is_checked_without_any_product() -> None:
    assert messages({"data": {"read": "curated/sales"}}) == ["product_defaults.data.read: must be a list"]


def test_a_mapping_may_be_complete_only_with_what_products_add() -> None:
    defaults = {"environments": ["dev"], "budget": {"monthly": 1}, "connections": {"feed": {"authentication": "none"}}}
    feed = {"python_feed": "https://pkgs.acme.com/simple/"}
    parsed(defaults)
    full = {"name": "full", "budget": {"contacts": ["a@acme.com"]}, "connections": {"feed": feed}}
    parsed(defaults, full)
    assert messages(defaults, full, {"name": "other", "connections": {"feed": feed}}) == [
        "product_defaults.budget: tells nobody: name contacts, roles or action_groups (in 1 of 2 products: other)"
    ]


def test_a_mistake_of_a_product_stays_at_its_own_place_and_names_the_default_that_it_does_not_fit() -> None:
    clusters = [{"name": "cpu", "vm_size": "Standard_D4ds_v4", "max_nodes": 4}]
    found = messages(
        {"environments": ["dev"], "compute": {"clusters": clusters}},
        {"name": "one", "compute": {"image_build_cluster": "gpu"}},
        {"name": "two", "budget": 5},
    )
    assert found == [
        "products.one.compute: image_build_cluster is 'gpu', the clusters are cpu, "
        "with product_defaults.compute.clusters",
        "products.two.budget: must be a mapping (key: value)",
    ]


def test_the_section_must_be_a_mapping() -> None:
    assert messages([], {"name": "one", "environments": ["dev"]}) == [  # type: ignore[arg-type]
        "product_defaults: must be a mapping (key: value)"
    ]


def test_a_warning_about_a_default_is_given_once() -> None:
    found = parsed(
        {"environments": ["dev", "prod"], "location": "northeurope"}, *({"name": f"p{one}"} for one in range(5))
    ).warnings
    assert [problem.path for problem in found if "reading data over regions" in problem.message] == [
        "product_defaults.location"
    ]


def test_every_setting_has_the_file_and_line_that_gives_it(zone_file: Path) -> None:
    text = LANDING_ZONE + DEFAULTS
    zone_file.write_text(text)
    found = {
        setting.path: setting for setting in settings(config.load(zone_file), ("product10-prod",))["product10-prod"]
    }
    numbers = {line.strip(): number for number, line in enumerate(text.splitlines(), 1)}
    places = {path: (Path(one.place.file).name, one.place.line, one.value, one.written) for path, one in found.items()}
    below = "product_defaults.per_environment.prod."
    assert {path: places[path] for path in ("data.read", "groups.operators", "budget.contacts", "budget.monthly")} == {
        "data.read": ("product10.yaml", 7, '["curated/telemetry"]', "data.read"),
        "groups.operators": (
            "landing-zone.yaml",
            numbers["operators: 44444444-4444-4444-4444-444444444444"],
            "44444444-4444-4444-4444-444444444444",
            "product_defaults.groups.operators",
        ),
        "budget.contacts": ("product10.yaml", 6, '["team10@acme.com"]', "budget.contacts"),
        "budget.monthly": ("landing-zone.yaml", numbers["monthly: 4000"], "4000", f"{below}budget.monthly"),
    }
    assert places["compute.clusters.cpu.max_nodes"][1:] == (
        numbers["max_nodes: 8"],
        "8",
        f"{below}compute.clusters.cpu.max_nodes",
    )
    assert places["compute.clusters.gpu.max_nodes"][3] == "product_defaults.compute.clusters.gpu.max_nodes"
    assert places["workspace.cool_after_days"][2:] == ("30", "product_defaults.workspace.cool_after_days")


def test_the_command_lists_settings_by_stack(zone_file: Path) -> None:
    zone_file.write_text(LANDING_ZONE + DEFAULTS)
    done = CliRunner().invoke(app, ["show", "settings", "product7-*", "-c", str(zone_file), "--json"])
    assert done.exit_code == 0, done.stderr
    rows = json.loads(done.stdout)
    assert {row["stack"] for row in rows} == {"product7-dev", "product7-prod"}
    (monthly,) = [row for row in rows if row["stack"] == "product7-prod" and row["setting"] == "budget.monthly"]
    line = (LANDING_ZONE + DEFAULTS).splitlines().index("        monthly: 4000") + 1
    assert monthly == {
        "stack": "product7-prod",
        "setting": "budget.monthly",
        "value": "4000",
        "written_in": f"{zone_file}:{line}",
    }
