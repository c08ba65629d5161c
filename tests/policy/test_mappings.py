"""The tables of what Terraform sends."""

from __future__ import annotations

import gzip
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from azure_data_landing_zone import policy
from azure_data_landing_zone.engine import azurerm
from azure_data_landing_zone.engine.arguments import AZAPI_VERSIONS
from azure_data_landing_zone.policy import mapping
from azure_data_landing_zone.policy.mapping import Properties, Property
from azure_data_landing_zone.policy.plans import unread_blocks
from azure_data_landing_zone.policy.tables import MappingError, build, mappings
from azure_data_landing_zone.policy.updates import AZAPI
from support import APPS, ROOT

SCHEMA = Path(os.environ.get("ADLZ_PROVIDER_SCHEMA", ROOT.parent / "shared" / "schema" / "terraform-schema.json.gz"))
COMING = [
    "azurerm_machine_learning_compute_instance",
    "azurerm_machine_learning_inference_cluster",
    "azurerm_synapse_workspace",
    "azurerm_synapse_spark_pool",
    "azurerm_databricks_workspace",
    "azurerm_databricks_access_connector",
    "azurerm_data_factory",
    "azurerm_kubernetes_cluster",
    "azurerm_monitor_private_link_scope",
    "azurerm_monitor_private_link_scoped_service",
    "azurerm_firewall_policy_rule_collection_group",
    "azurerm_consumption_budget_resource_group",
    "azurerm_monitor_action_group",
    "azurerm_monitor_metric_alert",
    "azurerm_federated_identity_credential",
    "azurerm_subscription_policy_assignment",
]


@pytest.mark.parametrize("app", APPS)
def test_every_resource_of_our_apps_is_accounted_for(app: str, app_stacks: Any) -> None:
    stacks = {name: stack.document for name, stack in app_stacks(app).items()}
    made = {kind for document in stacks.values() for kind in document.get("resource", {})}
    assert {kind for kind in made if kind.startswith(("azurerm_", "azapi_"))} <= {*mappings().covered(), *AZAPI}
    found = policy.Resources.of_stacks(stacks)
    assert found.unmapped == {}
    # Whose id only Azure knows: approvals of connections, and the endpoints to what a registry makes for itself.
    unknown = (
        "azapi_update_resource.",
        "azapi_resource_action.",
        "azurerm_private_endpoint.machine-learning-registry_",
    )
    assert all(one.type.count("/") for one in found.all if not one.address.startswith(unknown))
    known = [one for one in found.all if one.rest is None and not one.address.startswith(unknown)]
    assert all(isinstance(one.id, str) for one in known)


@pytest.mark.parametrize("kind", COMING)
def test_what_is_coming_is_mapped(kind: str) -> None:
    assert kind in mappings().senders


@pytest.mark.parametrize("kind", sorted(AZAPI_VERSIONS))
def test_what_we_make_through_azapi_has_a_table(kind: str) -> None:
    assert mappings().arm_type(kind) is not None


def test_every_type_without_a_resource_says_why() -> None:
    assert all(mappings().none.values())
    assert not set(mappings().none) & set(mappings().senders)


def test_files_are_named_after_their_type() -> None:
    folder = Path(mapping.__file__).parent / "mappings"
    for file in folder.glob("*.yaml"):
        if file.stem != "none":
            wanted = (
                file.read_text(encoding="utf-8").partition("\ntype: ")[2]
                or file.read_text(encoding="utf-8").partition("type: ")[2]
            )
            kind = wanted.splitlines()[0].replace("/", ".").replace("Resources.subscriptions.", "Resources.")
            assert file.stem == kind
            assert "\nsources:" in file.read_text(encoding="utf-8")


def used(properties: Properties, prefix: str = "") -> Iterator[tuple[str, ...]]:
    """The arguments of each property, of which it takes the first that is given."""
    for spec in properties.by_path.values():
        yield from paths(spec, prefix)


def paths(spec: Property, prefix: str) -> Iterator[tuple[str, ...]]:
    sources: list[str] = []
    here: Property | None = spec
    while here is not None and not here.never:
        sources += [prefix + path for path in here.arguments if not path.startswith("@")]
        needed = [here.needs, *(here.default_when or ()), *re.findall(r"\{([^}?]*)\??\}", here.template)]
        yield from ((prefix + path,) for path in needed if path and not path.startswith("@"))
        if isinstance(here.items, Properties):
            yield from used(here.items, f"{prefix}{here.arguments[0]}.")
        here = here.otherwise
    if sources:
        yield tuple(sources)


def has(schema: Any, path: str) -> bool:
    """Whether somebody can write the argument."""
    head, _, rest = path.partition(".")
    if head in schema.get("blocks", {}):
        return not rest or has(schema["blocks"][head]["block"], rest)
    found = schema.get("attributes", {}).get(head)
    if found is None or not (found.get("optional") or found.get("required")):
        return False
    # Some lists of objects are attributes whose members the schema writes as a type.
    return not rest or isinstance(found["type"], (list, dict))


def schemas(major: int) -> Any:
    file = SCHEMA if major == 4 else SCHEMA.with_name("terraform-schema-azurerm5.json.gz")
    if not file.is_file():
        pytest.skip(f"the provider's schema is not at {file}")
    return json.loads(gzip.decompress(file.read_bytes()))["resources"]


def arguments(kind: str, major: int) -> Iterator[tuple[str, ...]]:
    """The arguments that the tables name for a Terraform type."""
    tables = mappings(major)
    for _, sender in tables.senders.get(kind, ()):
        prefix = f"{sender.each}." if sender.each else ""
        yield from used(sender.properties, prefix)
        for spec in (sender.name, *sender.fields.values()):
            yield from paths(spec, prefix)
        yield from ((path,) for path in [*sender.requests, *([sender.only_if] if sender.only_if else [])])
    for _, changed in tables.changes.get(kind, ()):
        yield (changed.target,)
        yield from used(changed.properties)


@pytest.mark.parametrize("major", [4, 5])
def test_every_argument_exists_in_the_provider(major: int) -> None:
    known = {number: schemas(number) for number in (4, 5)}
    wrong = []
    for kind in sorted(set(mappings(major).covered()) & set(known[4]) & set(known[5])):
        here, other = known[major][kind], known[9 - major][kind]
        for names in arguments(kind, major):
            blocks = {name.rpartition(".")[0] for name in names} - {""}
            if any(has(here, name) for name in names) or (blocks and not any(has(here, block) for block in blocks)):
                continue
            # Version 5 has no signatures of images any more.
            if (kind, *names) != ("azurerm_container_registry", "trust_policy_enabled") or major == 4:
                wrong.append(f"{kind}: {' or '.join(names)}")
        # What an update keeps can be the attribute of a write-only argument.
        for names in arguments(kind, major):
            nowhere = (name for name in names if not has(here, name) and not has(other, name))
            wrong += [f"{kind}: {name}" for name in nowhere if f"{name}_wo" not in names]
    assert wrong == []


#: The schema does not say which blocks Azure fills in; azurerm 4.81 keyvault/key_vault_resource.go says it of this one.
FILLED = {("azurerm_key_vault", "contact")}


def test_every_block_is_in_a_table() -> None:
    listed = {(kind, name) for kind, paths in unread_blocks().items() for (name,) in paths}
    expected = set()
    for major in (4, 5):
        known, tables = schemas(major), mappings(major)
        for kind in set(tables.senders) & set(known):
            spoken = tables.read[kind] | tables.filled(kind) | {"timeouts"}
            expected |= {(kind, name) for name in known[kind]["blocks"] if name not in spoken}
    assert listed == expected - FILLED


@pytest.mark.parametrize("major", [4, 5])
def test_azure_fills_in_what_is_computed(major: int) -> None:
    known = schemas(major)
    wrong = []
    for kind, rows in mappings(major).senders.items():
        for path in {path for _, sender in rows for path in sender.computed if kind in known}:
            # Of a block, and of what is inside of one, the schema does not say it.
            attribute = known[kind]["attributes"].get(path[0])
            if attribute is not None and len(path) == 1 and not attribute.get("computed"):
                wrong.append(f"{kind}: {path[0]}")
    assert wrong == []


def test_the_new_arguments_of_version_5_are_read() -> None:
    known = {number: schemas(number) for number in (4, 5)}
    wrong = []
    for kind in sorted(set(mappings(5).senders) & set(known[4]) & set(known[5])):
        names = {*known[5][kind]["attributes"], *known[5][kind].get("blocks", {})}
        new = {name for name in names if has(known[5][kind], name) and not has(known[4][kind], name)}
        wrong += [f"{kind}: {name}" for name in sorted(new - mappings(5).read[kind])]
    assert wrong == []


def one(**change: Any) -> Any:
    return {"type": "Microsoft.Test/x", "terraform": {"azurerm_x": {"properties": {"a": "a"}}}, **change}


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ([], "the file: must be a mapping"),
        (one(typ="x"), "unknown key typ, allowed are"),
        (one(terraform={"azurerm_x": {"propertys": {}}}), "terraform.azurerm_x: unknown key propertys"),
        (
            one(terraform={"azurerm_x": {"properties": {"a": {"form": "a"}}}}),
            "azurerm_x.properties.a: unknown key form",
        ),
        (
            one(terraform={"azurerm_x": {"properties": {"a": {"default": 1}}}}),
            "says nowhere where the value comes from",
        ),
        (one(terraform={"azurerm_x": {"properties": {"a": {"from": "a", "map": 3}}}}), "map must be a mapping"),
        (one(later={"a": {"childs": "x"}}), "later.a: unknown key childs"),
        (one(also="a"), "also: must be a list"),
    ],
)
def test_mistakes_in_a_table_are_told(document: Any, said: str) -> None:
    with pytest.raises(MappingError, match=re.escape(said)):
        build({"file.yaml": document}, {})


def test_an_argument_that_the_table_cannot_translate_is_unknown() -> None:
    from policy_support import ask, resources, word

    vault = {"name": "v", "resource_group_name": "rg", "public_network_access_enabled": "sometimes"}
    field = {"field": "Microsoft.KeyVault/vaults/publicNetworkAccess", "equals": "Enabled"}
    assert word(ask(field, resources({"azurerm_key_vault": {"v": vault}}))) == "unknown"
    vault["public_network_access_enabled"] = "true"
    assert word(ask(field, resources({"azurerm_key_vault": {"v": vault}}))) == "yes"


def test_every_type_that_a_configuration_can_create_has_a_mapping() -> None:
    """Else `adlz check` ends in `unmapped-type` for resources of our own."""
    ours = {
        f"azurerm_{name}" for name in azurerm.SUBMODULES if name != "provider" and not name.startswith("data_azurerm")
    }
    assert not ours - set(mappings().covered())
