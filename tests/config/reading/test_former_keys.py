"""Keys of former versions are answered with their new form, once, and with nothing else."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from azure_data_landing_zone import config
from azure_data_landing_zone.config.models.schema import Schema, landing_zone_schema, product_schema
from azure_data_landing_zone.config.reading.former_keys import Kind, former_keys

GROUP = "22222222-2222-2222-2222-222222222222"


def messages(data: dict[str, Any]) -> list[str]:
    with pytest.raises(config.ConfigurationError) as raised:
        config.parse(data)
    return [f"{problem.path}: {problem.message}" for problem in raised.value.problems]


def test_a_key_that_moved_is_answered_with_what_to_write(zone: dict[str, Any]) -> None:
    assert messages({**zone, "groups": {"platform": GROUP}}) == [
        "groups.platform: is groups.operators now: groups are named by personas, and people of the platform are operators "
        f"of every product. Write `groups: {{operators: {GROUP}}}`"
    ]


def test_a_key_that_is_gone_says_why(zone: dict[str, Any]) -> None:
    workspace = (
        "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Synapse/workspaces/s"
    )
    found = messages({**zone, "analytics": {"synapse": {"workspace_id": workspace, "principal_id": GROUP}}})
    assert found == [
        "analytics.synapse.principal_id: is gone: the identity of an existing Synapse workspace is looked up by Terraform. "
        "Leave it out"
    ]


def test_what_differs_by_environment_is_answered_too(zone: dict[str, Any]) -> None:
    zone["products"][0]["per_environment"] = {"dev": {"groups": {"platform": GROUP}}}
    (found,) = messages(zone)
    assert found.startswith("products.churn.per_environment.dev.groups.platform: is groups.operators now")


@pytest.mark.parametrize("kind", get_args(Kind))
def test_a_new_form_is_valid_and_a_former_one_is_not(kind: Kind) -> None:
    schema = {"landing_zone": landing_zone_schema, "product": product_schema}[kind]()
    for path, entry in former_keys(kind).items():
        assert not known(schema, schema, [str(part) for part in path]), path
        if "now" in entry:
            assert known(schema, schema, entry["now"].split(".")), entry["now"]


def known(top: Schema, schema: Schema, path: list[str]) -> bool:
    """Whether a schema describes a path."""
    if "$ref" in schema:
        return known(top, top["$defs"][schema["$ref"].rsplit("/", 1)[1]], path)
    if "anyOf" in schema or "oneOf" in schema:
        return any(known(top, inner, path) for inner in schema.get("anyOf", []) + schema.get("oneOf", []))
    if not path:
        return True
    if path[0] in schema.get("properties", {}):
        return known(top, schema["properties"][path[0]], path[1:])
    return path[0] in schema.get("propertyNames", {}).get("enum", ()) and len(path) == 1
