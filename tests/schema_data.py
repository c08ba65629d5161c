"""Configurations made from the JSON Schemas of the models: such as people write, and broken ones."""

from __future__ import annotations

import copy
import functools
import re
from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from azure_data_landing_zone.config.models.schema import landing_zone_schema, product_schema

Json = Any

_OWN = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-other"
_HUB = "/subscriptions/99999999-9999-9999-9999-999999999999/resourceGroups/rg-hub"
#: Text of which some fits wherever a schema asks for no form.
_TEXTS = (
    *(
        f"{group}/providers/{kind}"
        for group in (_OWN, _HUB)
        for kind in (
            "Microsoft.Network/virtualNetworks/vnet",
            "Microsoft.Network/virtualNetworks/vnet/subnets/endpoints",
            "Microsoft.Network/privateDnsZones/privatelink.blob.core.windows.net",
            "Microsoft.Network/firewallPolicies/afwp",
            "Microsoft.Storage/storageAccounts/stother",
            "Microsoft.OperationalInsights/workspaces/log",
            "Microsoft.Insights/privateLinkScopes/ampls",
            "Microsoft.Insights/actionGroups/ag",
            "Microsoft.Synapse/workspaces/synw",
            "Microsoft.Databricks/workspaces/dbw",
            "Microsoft.DataFactory/factories/adf",
            "Microsoft.ContainerService/managedClusters/aks",
            "Microsoft.ContainerRegistry/registries/crother",
            "Microsoft.MachineLearningServices/registries/mlr",
            "Microsoft.KeyVault/vaults/kv-keys",
        )
    ),
    _OWN,
    _HUB,
    "westeurope",
    "northeurope",
    "10.40.14.0/26",
    "10.50.0.0/20",
    "10.0.0.4",
    "203.0.113.0/24",
    "Standard_DS3_v2",
    "Standard_NC4as_T4_v3",
    "curated/sales",
    "raw/landing",
    "workspace/own",
    "team@contoso.com",
    "https://contoso.com/hook",
    "blob",
    "dev",
    "prod",
    "churn",
    "18:30",
    "2035-12-31",
    "a text, ${of.people} and %{ more }",
    "Größe 大",
    "'\"\\ <b>&amp;",
)
#: Values that stand where they should not.
_JUNK: tuple[Json, ...] = (
    None,
    0,
    -1,
    1.5,
    10**30,
    float("nan"),
    True,
    "",
    " ",
    "x" * 300,
    "../..",
    "/subscriptions/",
    "${x}",
    "\u202e",
    "a\nb",
    "10.0.0.1/8",
    [],
    [[]],
    ["a", "a"],
    {},
    {"": {}},
    {"name": "a"},
)
#: What every configuration is made from.
_BASE: Json = {
    "name": "zone",
    "location": "westeurope",
    "tenant_id": "11111111-1111-1111-1111-111111111111",
    "subscription_id": "00000000-0000-0000-0000-000000000000",
    "environments": {"prod": {"lifecycle": "protected"}},
    "network": {"address_space": ["10.40.0.0/20"]},
    "data_lake": {"raw": {"containers": ["landing"]}, "curated": {"containers": ["sales"]}},
    "products": [{"name": "churn", "environments": ["prod"], "data": {"read": ["curated/sales"]}}],
}
#: Levels below which nothing optional is made.
_DEEPEST = 5


def configurations() -> st.SearchStrategy[Json]:
    """A small landing zone of which some sections, or sections of its product, are made from the schema."""
    return _changed() | _changed().flatmap(_broken)


@functools.cache
def _schemas() -> tuple[Mapping[str, Json], Mapping[str, Json]]:
    return landing_zone_schema(), product_schema()


@st.composite
def _changed(draw: st.DrawFn) -> Json:
    zone, product = _schemas()
    data = copy.deepcopy(_BASE)
    for _ in range(draw(st.sampled_from((1, 1, 1, 2, 3)))):
        schema, here = draw(st.sampled_from(((zone, data), (product, data["products"][0]))))
        key = draw(st.sampled_from([key for key in schema["properties"] if key not in ("products", "name")]))
        here[key] = draw(_values(schema, schema["properties"][key]))
    return data


@st.composite
def _broken(draw: st.DrawFn, data: Json) -> Json:
    """The same with something else at one place, without it, or with a key that is not known."""
    data = copy.deepcopy(data)
    here: Json = data
    while True:
        keys: list[Json] = list(here) if isinstance(here, dict) else list(range(len(here)))
        if not keys:
            return data
        key = draw(st.sampled_from(keys))
        below = here[key]
        if not isinstance(below, (dict, list)) or not below or draw(st.booleans()):
            break
        here = below
    how = draw(st.sampled_from(("junk", "gone", "unknown")))
    if how == "junk":
        here[key] = draw(st.sampled_from(_JUNK))
    elif how == "gone":
        del here[key]
    elif isinstance(here, dict):
        here[draw(st.sampled_from((f"{key}s", "", "x" * 100, "<<", "name")))] = draw(st.sampled_from(_JUNK))
    return data


def _values(root: Mapping[str, Json], node: Mapping[str, Json], depth: int = 0) -> st.SearchStrategy[Json]:
    """What a schema allows, as far as it says so."""
    if "$ref" in node:
        return _values(root, root["$defs"][node["$ref"].rpartition("/")[2]], depth)
    for kind in ("anyOf", "oneOf"):
        if kind in node:
            return st.one_of([_values(root, one, depth) for one in node[kind]])
    if "const" in node:
        return st.just(node["const"])
    if "enum" in node:
        return st.sampled_from(node["enum"])
    kind = node.get("type")
    if kind == "object":
        return _objects(root, node, depth)
    if kind == "array":
        least = node.get("minItems", 0)
        items = _values(root, node.get("items", {"type": "string"}), depth + 1)
        return st.lists(items, min_size=least, max_size=max(least, 0 if depth > _DEEPEST else 2))
    return _scalars(node)


def _scalars(node: Mapping[str, Json]) -> st.SearchStrategy[Json]:
    kind = node.get("type")
    if kind == "integer":
        least = node.get("minimum", node.get("exclusiveMinimum", 0))
        return st.integers(least, min(node.get("maximum", least + 10), least + 10))
    if kind == "number":
        least = node.get("minimum", node.get("exclusiveMinimum", 0))
        return st.sampled_from((least + 1, least + 0.5, 1000))
    if kind == "boolean":
        return st.booleans()
    if kind == "null":
        return st.none()
    if "pattern" in node:
        return _matching(node)
    return st.sampled_from(_TEXTS)


def _matching(node: Mapping[str, Json]) -> st.SearchStrategy[str]:
    """Text of a form, or a text of ours that has it."""
    pattern, least, most = node["pattern"], node.get("minLength", 0), node.get("maxLength", 40)
    fitting = [text for text in _TEXTS if re.fullmatch(pattern, text) and least <= len(text) <= most]
    made = st.from_regex(pattern, fullmatch=True, alphabet=st.characters(codec="ascii", exclude_categories=("C",)))
    made = made.filter(lambda text: least <= len(text) <= most)
    return made | st.sampled_from(fitting) if fitting else made


@st.composite
def _objects(draw: st.DrawFn, root: Mapping[str, Json], node: Mapping[str, Json], depth: int) -> Json:
    found: dict[str, Json] = {}
    required = node.get("required", ())
    for key, below in node.get("properties", {}).items():
        if key in required or (depth <= _DEEPEST and draw(st.integers(0, 3)) == 0):
            found[key] = draw(_values(root, below, depth + 1))
    free = [(st.sampled_from(_TEXTS), node.get("additionalProperties"))]
    free += [(_matching({"pattern": form}), below) for form, below in node.get("patternProperties", {}).items()]
    if "enum" in node.get("propertyNames", {}):
        free[0] = (st.sampled_from(node["propertyNames"]["enum"]), free[0][1])
    for keys, below in free:
        if below not in (None, False) and depth <= _DEEPEST:
            inner = {"type": "string"} if below is True or not below else below
            for _ in range(draw(st.integers(node.get("minProperties", 0), 2))):
                found[draw(keys)] = draw(_values(root, inner, depth + 1))
    return found
