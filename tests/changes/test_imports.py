"""Import blocks for what exists: from computed ids, and from a listing that a team exported."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from azure_data_landing_zone.azure import tables
from azure_data_landing_zone.changes import Listing, ListingError, import_blocks
from azure_data_landing_zone.changes.imports import Imports, Outcome
from azure_data_landing_zone.engine import azurerm
from azure_data_landing_zone.synthesized.references import Resolver, arm_type
from support import APPS, Json

Apps = Callable[[str], dict[str, Any]]
SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000000"
GROUP = f"{SUBSCRIPTION}/resourceGroups/rg"

#: One resource of each kind of id.
STACK: Json = {
    "provider": {"azurerm": [{"subscription_id": "00000000-0000-0000-0000-000000000000"}]},
    "resource": {
        "azurerm_resource_group": {"g": {"name": "rg", "location": "westeurope"}},
        "azurerm_virtual_network": {"n": {"name": "vnet", "resource_group_name": "${azurerm_resource_group.g.name}", "location": "westeurope"}},
        "azurerm_subnet": {"s": {"name": "snet", "resource_group_name": "rg", "virtual_network_name": "${azurerm_virtual_network.n.name}"}},
        "azurerm_network_security_group": {"g": {"name": "nsg", "resource_group_name": "rg", "location": "westeurope"}},
        "azurerm_subnet_network_security_group_association": {"a": {"subnet_id": "${azurerm_subnet.s.id}", "network_security_group_id": "${azurerm_network_security_group.g.id}"}},
        "azurerm_key_vault": {"v": {"name": "kv", "resource_group_name": "rg", "location": "westeurope"}},
        "azurerm_monitor_diagnostic_setting": {"d": {"name": "logs", "target_resource_id": "${azurerm_key_vault.v.id}"}},
        "azurerm_role_assignment": {"r": {"name": "1-2-3", "scope": "${azurerm_key_vault.v.id}"}},
        "azurerm_role_definition": {"r": {"role_definition_id": "4-5-6", "scope": SUBSCRIPTION}},
        "azapi_resource": {
            "c": {"type": "Microsoft.KeyVault/vaults/things@2024-01-01", "parent_id": "${azurerm_key_vault.v.id}", "name": "thing"},
            "t": {"type": "Microsoft.Other/tops@2024-01-01", "parent_id": "${azurerm_resource_group.g.id}", "name": "top"},
        },
        "azurerm_synapse_role_assignment": {"r": {"role_name": "a"}},
        "azurerm_storage_container": {"c": {"name": "c", "storage_account_id": "${data.azurerm_storage_account.a.id}"}},
    },
}  # fmt: skip
VAULT = f"{GROUP}/providers/Microsoft.KeyVault/vaults/kv"
SUBNET = f"{GROUP}/providers/Microsoft.Network/virtualNetworks/vnet/subnets/snet"
NSG = f"{GROUP}/providers/Microsoft.Network/networkSecurityGroups/nsg"


def listing(*entries: str | Json, folder: Path) -> Listing:
    file = folder / "listing.json"
    file.write_text(json.dumps([{"id": entry} if isinstance(entry, str) else entry for entry in entries]))
    return Listing.read([file])


def ids(found: Imports) -> dict[str, str]:
    return {block.to: block.id for block in found.blocks}


def outcomes(found: Imports) -> dict[str, Outcome]:
    return {left.address: left.outcome for left in found.left}


def test_ids_follow_from_the_stack_alone() -> None:
    found = import_blocks({"s": STACK})
    assert ids(found) == {
        "azurerm_resource_group.g": GROUP,
        "azurerm_virtual_network.n": f"{GROUP}/providers/Microsoft.Network/virtualNetworks/vnet",
        "azurerm_subnet.s": SUBNET,
        "azurerm_network_security_group.g": NSG,
        "azurerm_subnet_network_security_group_association.a": SUBNET,
        "azurerm_key_vault.v": VAULT,
        "azurerm_monitor_diagnostic_setting.d": f"{VAULT}|logs",
        "azurerm_role_assignment.r": f"{VAULT}/providers/Microsoft.Authorization/roleAssignments/1-2-3",
        "azurerm_role_definition.r": f"{SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/4-5-6|{SUBSCRIPTION}",
        "azapi_resource.c": f"{VAULT}/things/thing?api-version=2024-01-01",
        "azapi_resource.t": f"{GROUP}/providers/Microsoft.Other/tops/top?api-version=2024-01-01",
    }
    assert outcomes(found) == {
        "azurerm_synapse_role_assignment.r": Outcome.NOT_IMPORTABLE,
        "azurerm_storage_container.c": Outcome.NOT_IMPORTABLE,
    }
    assert found.document("s") == {"import": [{"to": block.to, "id": block.id} for block in found.blocks]}
    assert found.document("t") is None


def test_a_listing_matches_without_case_and_what_is_left_over_is_told(tmp_path: Path) -> None:
    existing = listing(
        {"id": GROUP.upper().replace("/SUBSCRIPTIONS", "/subscriptions"), "location": "westeurope"},
        {
            "id": VAULT.replace("resourceGroups/rg", "resourcegroups/RG").replace("/kv", "/KV"),
            "location": "West Europe",
        },
        f"{GROUP}/providers/Microsoft.Storage/storageAccounts/stranger",
        f"{SUBSCRIPTION}/resourceGroups/others/providers/Microsoft.Web/sites/web",
        folder=tmp_path,
    )
    found = import_blocks({"s": STACK}, existing)
    # The id is written as Terraform spells it, whatever the listing's case.
    assert ids(found) == {"azurerm_resource_group.g": GROUP, "azurerm_key_vault.v": VAULT}
    left = outcomes(found)
    assert left["azurerm_virtual_network.n"] is Outcome.ABSENT
    assert left["azurerm_subnet.s"] is Outcome.NOT_LISTED
    assert left["azurerm_role_assignment.r"] is Outcome.NOT_LISTED
    assert [resource.name for resource in found.foreign] == ["stranger", "web"]
    reasons = {entry.address: entry.reason for entry in found.left}
    assert "az network vnet subnet list" in reasons["azurerm_subnet.s"]
    assert "RoleAssignmentExists" in reasons["azurerm_role_assignment.r"]


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"id": VAULT, "location": "northeurope"}, "it lies in northeurope, and westeurope is configured"),
        ({"id": VAULT.replace("/rg/", "/elsewhere/")}, "one of the same name is /subscriptions/"),
    ],
)
def test_what_terraform_would_replace_is_not_imported(tmp_path: Path, entry: Json, said: str) -> None:
    found = import_blocks({"s": STACK}, listing(entry, folder=tmp_path))
    assert "azurerm_key_vault.v" not in ids(found)
    (left,) = (left for left in found.left if left.address == "azurerm_key_vault.v")
    assert left.outcome is Outcome.MISMATCH
    assert said in left.reason


def test_children_of_another_parent_are_no_mismatch(tmp_path: Path) -> None:
    found = import_blocks({"s": STACK}, listing(SUBNET.replace("/vnet/", "/other/"), folder=tmp_path))
    assert outcomes(found)["azurerm_subnet.s"] is Outcome.NOT_LISTED


@pytest.mark.parametrize("nested", [True, False])
def test_an_association_exists_if_the_subnet_says_so(tmp_path: Path, nested: bool) -> None:
    more: Json = {"networkSecurityGroup": {"id": NSG.upper()}}
    entry = {"id": SUBNET, **({"properties": more} if nested else more)}
    association = "azurerm_subnet_network_security_group_association.a"
    assert ids(import_blocks({"s": STACK}, listing(entry, folder=tmp_path)))[association] == SUBNET
    assert association not in ids(import_blocks({"s": STACK}, listing(SUBNET, folder=tmp_path)))


@pytest.mark.parametrize("app", ["minimal", "contoso"])
def test_a_listing_of_a_landing_zone_imports_all_of_it(app_stacks: Apps, app: str, tmp_path: Path) -> None:
    """Round trip: what the stacks would make, listed as Azure would list it, is found again with the same ids."""
    stacks = {name: stack.document for name, stack in app_stacks(app).items()}
    computed = import_blocks(stacks)
    entries: dict[str, Json] = {}
    for name, document in stacks.items():
        resolver = Resolver(name, document)
        for resource in resolver.resources():
            known = tables.read("import_ids").get(resource.type, {})
            id_ = resolver.arm_id(resource)
            if id_ is None or known.get("never") or "part_of" in known:
                continue
            location = resource.body.get("location")
            entries[id_.lower()] = {
                "id": id_,
                "name": id_.rsplit("/", 1)[1],
                "type": arm_type(id_),
                "location": location,
            }
        for resource in resolver.resources():
            part = tables.read("import_ids").get(resource.type, {}).get("part_of")
            if part:
                whole, is_ = (resolver.filled(resource, part[key]) for key in ("of", "is"))
                assert whole is not None
                value: Any = {"id": is_}
                if part["property"] == "publicIpAddresses":
                    value = [value]
                entries[whole.lower()].setdefault("properties", {})[part["property"]] = value
    found = import_blocks(stacks, listing(*entries.values(), folder=tmp_path))
    assert found.blocks == computed.blocks
    assert not found.foreign
    assert {left.outcome for left in found.left} <= {Outcome.NOT_IMPORTABLE}


@pytest.mark.parametrize("app", APPS)
def test_every_id_has_the_form_that_the_provider_takes(app_stacks: Apps, app: str) -> None:
    found = import_blocks({name: stack.document for name, stack in app_stacks(app).items()})
    for block in found.blocks:
        assert re.fullmatch(
            r"/subscriptions/[0-9a-f-]{36}(/[^/\s{}$]+/[^/\s{}$]+)*(\|[^\s{}$]+)?(\?api-version=[\w-]+)?", block.id
        ), block
    # Subnets and their associations share an id; nothing else does.
    shared = {id_ for id_, count in Counter(block.id for block in found.blocks).items() if count > 1}
    assert all("/subnets/" in id_ for id_ in shared)
    never = {left.address.partition(".")[0] for left in found.left}
    assert never <= {
        "azapi_resource_action",
        "azapi_update_resource",
        "azurerm_synapse_role_assignment",
        "terraform_data",
    }


def test_every_type_that_we_make_is_known() -> None:
    made = {
        f"azurerm_{name}" for name in azurerm.SUBMODULES if name != "provider" and not name.startswith("data_azurerm")
    }
    assert made <= set(tables.read("import_ids"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("not json", "is no JSON"),
        ("{}", "is no listing"),
        ('[{"name": "x"}]', "each with its `id`"),
        ('["x"]', "each with its `id`"),
    ],
)
def test_what_is_no_listing_is_refused(tmp_path: Path, content: str, said: str) -> None:
    file = tmp_path / "x.json"
    file.write_text(content)
    with pytest.raises(ListingError, match=said):
        Listing.read([file])


@pytest.mark.parametrize(
    "form", [{"data": [{"id": VAULT}]}, {"value": [{"id": VAULT}]}, [{"id": VAULT}], {"id": VAULT}]
)
def test_all_forms_of_azures_command_line_are_read(tmp_path: Path, form: Any) -> None:
    file = tmp_path / "x.json"
    file.write_text("\ufeff" + json.dumps(form), encoding="utf-8")
    assert Listing.read([file]).by_id(VAULT.lower())


@pytest.mark.parametrize("wrapped", ["objectArray", "table"])
def test_answers_of_resource_graph_are_listings(tmp_path: Path, wrapped: str) -> None:
    columns = [{"name": "id", "type": "string"}, {"name": "location", "type": "string"}]
    data: Json = [{"id": SUBNET, "location": "x"}]
    if wrapped == "table":
        data = {"columns": columns, "rows": [[SUBNET, "x"]]}
    (file := tmp_path / "graph.json").write_text(json.dumps({"totalRecords": 1, "count": 1, "data": data}))
    (found,) = Listing.read([file])
    assert (found.id, found.location) == (SUBNET, "x")


@pytest.mark.parametrize("more", [{"skip_token": "x"}, {"$skipToken": "x"}, {"resultTruncated": "true"}])
def test_a_part_of_an_answer_of_resource_graph_is_refused(tmp_path: Path, more: Json) -> None:
    (file := tmp_path / "graph.json").write_text(json.dumps({"data": [{"id": SUBNET}], **more}))
    with pytest.raises(ListingError, match="is a part of an answer of Resource Graph"):
        Listing.read([file])
