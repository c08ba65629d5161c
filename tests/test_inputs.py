"""The digests of stacks: what changes them, and that nothing else decides about a stack."""

from __future__ import annotations

import dataclasses
import importlib.metadata
import random
import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

import partial_synthesis
from azure_data_landing_zone import config, inputs
from azure_data_landing_zone.config import Configuration
from azure_data_landing_zone.config.models.landing_zone import LandingZone
from azure_data_landing_zone.inputs import stack_digests
from support import APPS, ROOT, Json

PLATFORM = {"bootstrap", "core", "policy", "access", "quota", "data-plane"}


@pytest.fixture(scope="module")
def contoso() -> Configuration:
    return config.load(ROOT / "apps" / "contoso" / "landing-zone.yaml")


def changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def test_comments_line_breaks_and_the_folder_do_not_count(tmp_path: Path, contoso: Configuration) -> None:
    shutil.copytree(ROOT / "apps" / "contoso", tmp_path / "zone")
    for file in (tmp_path / "zone").rglob("*.yaml"):
        file.write_text(f"# A comment.\n\n{file.read_text()}")
    assert stack_digests(config.load(tmp_path / "zone" / "landing-zone.yaml")) == stack_digests(contoso)


def test_a_product_changes_its_own_stack_and_those_of_the_platform(zone: Json) -> None:
    zone["products"].append({"name": "other", "environments": ["dev", "prod"]})
    before = stack_digests(config.parse(zone))
    zone["products"][0]["per_environment"] = {"prod": {"description": "Changed"}}
    assert changed(before, stack_digests(config.parse(zone))) - PLATFORM == {"churn-prod"}


def test_what_is_set_for_an_environment_changes_its_stacks(zone: Json) -> None:
    before = stack_digests(config.parse(zone))
    zone["environments"]["prod"]["tags"] = {"tier": "one"}
    assert changed(before, stack_digests(config.parse(zone))) - PLATFORM == {"churn-prod"}


def test_what_only_checks_read_changes_nothing(zone: Json) -> None:
    zone["tags"] = {"owner": "platform"}
    before = stack_digests(config.parse(zone))
    zone["required_tags"] = ["owner"]
    zone["quota"] = {"regions": {"westeurope": {"machine_learning": {"total": 300}}}}
    zone["preflight"] = {
        "suppressions": [{"check": "quota", "rule": "*", "reason": "Quota is being raised", "expires": "2035-01-01"}]
    }
    assert stack_digests(config.parse(zone)) == before


def test_policies_of_the_team_count_by_what_they_say(zone: Json, tmp_path: Path) -> None:
    source = next((ROOT / "policies" / "custom").rglob("*.json"))
    own = tmp_path / "policies" / source.name
    own.parent.mkdir()
    own.write_text(source.read_text())
    base = config.parse(zone)
    loaded = [dataclasses.replace(base, policy_files=(own,)) for _ in range(2)]
    before = stack_digests(loaded[0])
    own.write_text(source.read_text().replace('"displayName": "', '"displayName": "Changed ', 1))
    assert {"policy", "core"} <= changed(before, stack_digests(loaded[1]))
    own.write_text(source.read_text())
    elsewhere = tmp_path / "elsewhere" / source.name
    elsewhere.parent.mkdir()
    own.rename(elsewhere)
    assert stack_digests(dataclasses.replace(base, policy_files=(elsewhere,))) == before


@pytest.mark.parametrize(
    "variable",
    [("ADLZ_ENGINE", "cdktn"), ("ADLZ_BINDINGS", "stock"), ("ADLZ_BATCH", "off"), ("CDKTF_CONTEXT_JSON", "{}")],
)
def test_the_environment_of_the_engine_changes_all(
    zone: Json, monkeypatch: pytest.MonkeyPatch, variable: tuple[str, str]
) -> None:
    monkeypatch.delenv("ADLZ_ENGINE", raising=False)
    configuration = config.parse(zone)
    before = stack_digests(configuration)
    monkeypatch.setenv(*variable)
    assert changed(before, stack_digests(configuration)) == set(configuration.stacks)


@pytest.mark.parametrize("package", ["cdktf", "cdktf-cdktf-provider-azurerm", "constructs", "jsii"])
def test_another_version_of_the_engine_changes_all(zone: Json, monkeypatch: pytest.MonkeyPatch, package: str) -> None:
    monkeypatch.setenv("ADLZ_ENGINE", "cdktf")
    configuration = config.parse(zone)
    before = stack_digests(configuration)
    version = importlib.metadata.version
    monkeypatch.setattr(importlib.metadata, "version", lambda name: "0" if name == package else version(name))
    assert changed(before, stack_digests(configuration)) == set(configuration.stacks)


def test_the_library_itself_counts_as_far_as_stacks_are_made_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = Path(inputs.__file__).parent
    shutil.copytree(here, tmp_path / "library", ignore=shutil.ignore_patterns("__pycache__", "schemas"))
    monkeypatch.setattr(inputs, "__file__", str(tmp_path / "library" / "inputs.py"))
    digest: Callable[[], str] = inputs._library.__wrapped__  # type: ignore[attr-defined]
    before = digest()
    for name, counts in {"cli/app.py": False, "checks/exposure.py": False, "patterns/base.py": True}.items():
        file = tmp_path / "library" / name
        text = file.read_text()
        file.write_text(f"{text}# changed\n")
        assert (digest() != before) is counts, name
        file.write_text(text)
    (tmp_path / "library" / "azure" / "tables" / "roles.yaml").write_text("{}")
    assert digest() != before


def test_rooms_that_do_not_count_are_those_above_the_stacks() -> None:
    """The import contract holds that no stack is made with them."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = [[room.strip().partition(".")[2] for room in layer.split(":")] for layer in contracts[0]["layers"]]
    above = [room for layer in layers[: layers.index(["stacks"])] for room in layer]
    assert set(above) >= inputs.LATER_ROOMS


def test_a_stack_whose_inputs_cannot_be_compared_has_no_digest(zone: Json) -> None:
    configuration = config.parse(zone)
    product = configuration.deployments[0].product.model_copy(update={"description": object()})
    deployments = (dataclasses.replace(configuration.deployments[0], product=product), *configuration.deployments[1:])
    found = stack_digests(dataclasses.replace(configuration, deployments=deployments))
    assert set(found) == {"churn-prod"}


@pytest.mark.parametrize("values", [(1, True), (1, 1.0), (1, "1"), ([1], (1,)), ({"a": 1, "b": 2}, {"b": 2, "a": 1})])
def test_values_that_stacks_may_tell_apart_are_written_differently(values: tuple[object, object]) -> None:
    assert inputs.written(values[0]) != inputs.written(values[1])


def without(zone: LandingZone, unread: frozenset[str]) -> LandingZone:
    """A landing zone in which sections cannot be read."""
    found = zone.model_copy()
    for path in unread:
        name, _, field = path.partition(".")
        if field:
            section = found.__dict__[name] = found.__dict__[name].model_copy()
            del section.__dict__[field]
        else:
            del found.__dict__[name]
    return found


@pytest.mark.parametrize("app", APPS)
def test_stacks_are_made_without_the_sections_that_no_digest_holds(app: str) -> None:
    """Nothing reads what the digests of all stacks leave out."""
    configuration = config.load(ROOT / "apps" / app / "landing-zone.yaml")
    names = [name for name in configuration.stacks if name in PLATFORM]
    bare = Configuration(without(configuration.landing_zone, inputs.UNREAD - {"engine"}), configuration.deployments)
    assert partial_synthesis.texts(bare, names) == partial_synthesis.texts(configuration, names)


@pytest.mark.parametrize("app", APPS)
def test_products_are_made_without_the_sections_that_their_digests_leave_out(
    app: str, built_product: Callable[[Configuration, int, LandingZone], bytes]
) -> None:
    configuration = config.load(ROOT / "apps" / app / "landing-zone.yaml")
    zone = configuration.landing_zone
    for number, deployment in enumerate(configuration.deployments):
        bare = without(zone, inputs.UNREAD_BY_PRODUCTS - {"environments"})
        bare.__dict__["environments"] = {deployment.environment: zone.environments[deployment.environment]}
        assert built_product(configuration, number, bare) == built_product(configuration, number, zone)


@pytest.fixture
def built_product(tmp_path: Path) -> Callable[[Configuration, int, LandingZone], bytes]:
    """Makes the stack of a product of a configuration from another landing zone."""
    from azure_data_landing_zone.config import CoreLayout, ProductLayout
    from azure_data_landing_zone.engine.framework import App
    from azure_data_landing_zone.stacks import ProductStack
    from azure_data_landing_zone.stacks.landing_zone import CONTEXT

    def build(configuration: Configuration, number: int, zone: LandingZone) -> bytes:
        deployment = configuration.deployments[number]
        layout = ProductLayout(CoreLayout(zone), deployment.product, deployment.environment)
        app = App(outdir=str(tmp_path), context=dict(CONTEXT), stack_traces=False)
        ProductStack(app, layout.stack, layout=layout, policies=configuration.policy)
        app.synth()
        return (tmp_path / "stacks" / layout.stack / "cdk.tf.json").read_bytes()

    return build


def test_the_digests_of_a_changed_field_decide_rightly(contoso: Configuration) -> None:
    """A sample of what `tools/partial_synthesis.py` does with every field."""
    digests = stack_digests(contoso)
    before = partial_synthesis.texts(contoso, contoso.stacks)
    fields = list(partial_synthesis.mutations(contoso))
    assert len(fields) > 900
    reused = 0
    for mutation in random.Random(16).sample(fields, 8):
        found = partial_synthesis.outcome(mutation, digests, before)
        assert found.wrong == (), mutation.path
        reused += len(found.reused or ())
    assert reused > 40
