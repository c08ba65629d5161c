"""The JSON Schema takes what the loader takes, and refuses what an editor can know to be wrong."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from azure_data_landing_zone.config import ConfigurationError
from azure_data_landing_zone.config.loader import load_known
from azure_data_landing_zone.config.models.schema import FILES, MAKERS, landing_zone_schema, product_schema
from support import APPS, ROOT

COMMITTED = ROOT / "constructs" / "azure_data_landing_zone" / "schemas"
ZONE = jsonschema.Draft7Validator(landing_zone_schema())
PRODUCT = jsonschema.Draft7Validator(product_schema())


def objections(validator: jsonschema.Draft7Validator, data: Any) -> list[str]:
    return [f"{'.'.join(map(str, error.absolute_path))}: {error.message}" for error in validator.iter_errors(data)]


@pytest.mark.parametrize("name", FILES)
def test_the_files_in_the_wheel_are_those_of_the_models(name: str) -> None:
    assert json.loads((COMMITTED / name).read_text(encoding="utf-8")) == MAKERS[name](None), "run `make generated`"


def test_they_are_schemas() -> None:
    for validator in (ZONE, PRODUCT):
        jsonschema.Draft7Validator.check_schema(validator.schema)


def documents() -> Iterator[tuple[str, jsonschema.Draft7Validator, Any]]:
    for app in APPS:
        folder = ROOT / "apps" / app
        yield app, ZONE, yaml.safe_load((folder / "landing-zone.yaml").read_text(encoding="utf-8"))
        for file in folder.glob("products/*.yaml"):
            yield file.stem, PRODUCT, yaml.safe_load(file.read_text(encoding="utf-8"))
    for page in (ROOT / "README.md", *(ROOT / "docs").rglob("*.md")):
        for block in re.findall(r"^```yaml\n(.*?)^```", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE):
            yield page.name, ZONE, yaml.safe_load(block)


def test_every_app_and_every_example_of_the_docs_passes() -> None:
    for where, validator, data in documents():
        assert objections(validator, data) == [], where


PRODUCT_DATA: dict[str, Any] = {
    "name": "churn",
    "environments": ["dev", "prod"],
    "compute": {"clusters": [{"name": "cpu", "vm_size": "Standard_DS3_v2", "max_nodes": 4}]},
}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"compute": {"clustrs": []}}, "'clustrs' was unexpected"),
        ({"groups": {"data_scientist": "22222222-2222-2222-2222-222222222222"}}, "'data_scientist' is not one of"),
        ({"links": ["synaps"]}, "is not valid under any"),
        ({"per_environment": {"prod": {"compute": {"clustrs": []}}}}, "'clustrs' was unexpected"),
        ({"per_environment": {"prod": {"name": "other"}}}, "'name' was unexpected"),
        ({"environments": []}, "[] should be non-empty"),
    ],
)
def test_an_editor_marks_what_is_wrong(change: dict[str, Any], said: str) -> None:
    (found,) = objections(PRODUCT, {**PRODUCT_DATA, **change})
    assert said in found


@pytest.mark.parametrize(
    ("defaults", "said"),
    [
        ({"budget": {"monthly": 1000}, "per_environment": {"prod": {"budget": {"monthly": 4000}}}}, []),
        ({"compute": {"clustrs": []}}, ["product_defaults.compute: Additional properties are not allowed"]),
        ({"description": "x"}, ["product_defaults: Additional properties are not allowed"]),
        (
            {"per_environment": {"prod": {"names": {}}}},
            ["product_defaults.per_environment.prod: Additional properties"],
        ),
    ],
)
def test_defaults_of_products_are_parts_of_products(defaults: dict[str, Any], said: list[str]) -> None:
    found = objections(ZONE, {"product_defaults": defaults})
    found = [one for one in found if one not in objections(ZONE, {})]
    assert len(found) == len(said)
    assert all(one.startswith(text) for one, text in zip(found, said, strict=True)), found


def test_an_environment_may_change_a_part_of_a_thing_with_a_name() -> None:
    data = copy.deepcopy(PRODUCT_DATA)
    data["per_environment"] = {"prod": {"compute": {"clusters": [{"name": "cpu", "max_nodes": 8}]}}}
    assert objections(PRODUCT, data) == []
    assert objections(ZONE, {"products": [data]}) == objections(ZONE, {}), "the same below `products`"


def test_the_docs_of_the_models_are_what_an_editor_shows() -> None:
    for validator in (ZONE, PRODUCT):
        undescribed = [name for name, entry in validator.schema["properties"].items() if not entry.get("description")]
        assert undescribed == []
        assert "\n" not in json.dumps([entry["description"] for entry in validator.schema["properties"].values()])


def test_who_writes_down_an_address_reads_that_azure_sends_it_a_code() -> None:
    schema = json.loads((COMMITTED / "landing-zone.schema.json").read_text(encoding="utf-8"))
    said = schema["$defs"]["Contacts"]["properties"]["emails"]["description"]
    pages = [(ROOT / "docs" / page).read_text(encoding="utf-8") for page in ("first-deployment.md", "monitoring.md")]
    for text in (said, *pages):
        assert "code" in text
        assert "30 minutes" in " ".join(text.split())


def of_zone(file: Path) -> tuple[jsonschema.Draft7Validator, jsonschema.Draft7Validator]:
    """The schemas of a landing zone: that of its file, and that of its products."""
    known = load_known(file)
    schemas = landing_zone_schema(known), product_schema(known)
    for schema in schemas:
        jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schemas[0]), jsonschema.Draft7Validator(schemas[1])


@pytest.mark.parametrize("app", APPS)
def test_each_app_passes_the_schemas_with_its_own_names(app: str) -> None:
    folder = ROOT / "apps" / app
    zone, product = of_zone(folder / "landing-zone.yaml")
    assert objections(zone, yaml.safe_load((folder / "landing-zone.yaml").read_text(encoding="utf-8"))) == []
    for file in folder.glob("products/*.yaml"):
        assert objections(product, yaml.safe_load(file.read_text(encoding="utf-8"))) == [], file.name


def test_examples_of_the_docs_pass_the_schemas_with_their_names(tmp_path: Path) -> None:
    file = tmp_path / "landing-zone.yaml"
    checked = 0
    for where, validator, data in documents():
        if validator is ZONE:
            file.write_text(json.dumps(data))
            try:
                zone, _ = of_zone(file)
            except ConfigurationError:
                # A part of a landing zone.
                continue
            assert objections(zone, data) == [], where
            checked += 1
    assert checked > 20


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"environments": ["dev", "prd"]}, "environments.1: 'prd' is not one of ['dev', 'staging', 'prod']"),
        ({"per_environment": {"prd": {}}}, "per_environment: 'prd' is not one of ['dev', 'staging', 'prod']"),
        ({"data": {"read": ["curated/sale"]}}, "data.read.0: 'curated/sale' is not valid under any"),
        ({"per_environment": {"prod": {"data": {"write": ["raw/x"]}}}}, "per_environment.prod.data.write.0: 'raw/x'"),
        ({"links": ["synapse", "kafka"]}, "links: ['synapse', 'kafka'] is not valid"),
        ({"compute": {"clusters": [{"name": "cpu", "vm_size": "D4", "max_nodes": 4}]}}, "vm_size: 'D4' is not valid"),
        ({"groups": {"data_scientists": "somebody"}}, "groups.data_scientists: 'somebody' is not valid"),
    ],
)
def test_an_editor_marks_names_that_the_landing_zone_does_not_have(change: dict[str, Any], said: str) -> None:
    _, product = of_zone(ROOT / "apps" / "contoso" / "landing-zone.yaml")
    (found,) = objections(product, {**PRODUCT_DATA, **change})
    assert said in found


def test_an_editor_completes_the_names_of_the_landing_zone() -> None:
    known = load_known(ROOT / "apps" / "contoso" / "landing-zone.yaml")
    schema = product_schema(known)
    properties, definitions = schema["properties"], schema["$defs"]
    assert properties["environments"]["items"]["enum"] == ["dev", "staging", "prod"]
    (read,) = [one for one in definitions["Data"]["properties"]["read"]["items"]["anyOf"] if "enum" in one]
    assert {"curated/sales", "raw/landing", "workspace/own"} <= set(read["enum"])
    assert properties["links"]["anyOf"][0]["items"]["enum"] == ["synapse", "databricks", "data_factory"]
    sizes = definitions["ComputeCluster"]["properties"]["vm_size"]["anyOf"][0]["enum"]
    assert "Standard_D4ds_v4" in sizes
    groups = properties["groups"]["additionalProperties"]["anyOf"]
    assert {"const": "44444444-4444-4444-4444-444444444444", "description": "operators"} in groups


def test_services_that_the_landing_zone_lacks_are_no_links(tmp_path: Path, zone: dict[str, Any]) -> None:
    file = tmp_path / "landing-zone.yaml"
    file.write_text(json.dumps(zone))
    _, product = of_zone(file)
    assert len(objections(product, {**PRODUCT_DATA, "links": {"synapse": {}}})) == 1
    own = {"databricks": {"own": {"public_subnet": "hosts", "private_subnet": "containers"}}}
    assert objections(product, {**PRODUCT_DATA, "links": own}) == []


def test_what_defaults_give_is_not_required(tmp_path: Path, zone: dict[str, Any]) -> None:
    file = tmp_path / "landing-zone.yaml"
    budget = {"contacts": ["churn@acme.com"]}
    without = {name: value for name, value in PRODUCT_DATA.items() if name != "environments"} | {"budget": budget}
    file.write_text(json.dumps(zone))
    _, product = of_zone(file)
    assert [one.split(": ", 1)[1].split(" is not")[0] for one in objections(product, without)] == [
        str(budget),
        "'environments' is a required property",
    ]
    defaults = {"environments": ["dev"], "per_environment": {"dev": {"budget": {"monthly": 5}}}}
    file.write_text(json.dumps({**zone, "product_defaults": defaults}))
    _, product = of_zone(file)
    assert objections(product, without) == []
    assert objections(product, {"environments": ["dev"]}) == [": 'name' is a required property"]
