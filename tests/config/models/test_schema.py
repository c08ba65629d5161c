"""The JSON Schema takes what the loader takes, and refuses what an editor can know to be wrong."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
import yaml

from azure_data_landing_zone.config.models.schema import FILES, MAKERS, landing_zone_schema, product_schema
from support import APPS, ROOT

COMMITTED = ROOT / "constructs" / "azure_data_landing_zone" / "schemas"
ZONE = jsonschema.Draft7Validator(landing_zone_schema())
PRODUCT = jsonschema.Draft7Validator(product_schema())


def objections(validator: jsonschema.Draft7Validator, data: Any) -> list[str]:
    return [f"{'.'.join(map(str, error.absolute_path))}: {error.message}" for error in validator.iter_errors(data)]


@pytest.mark.parametrize("name", FILES)
def test_the_files_in_the_wheel_are_those_of_the_models(name: str) -> None:
    assert json.loads((COMMITTED / name).read_text(encoding="utf-8")) == MAKERS[name](), "run `make generated`"


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
