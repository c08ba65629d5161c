"""What a change does to what exists, case by case, on stacks small enough to read."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from azure_data_landing_zone.azure import tables
from azure_data_landing_zone.changes import Changes, Kind, StackKind, as_data, as_markdown, compare, facts
from azure_data_landing_zone.changes.values import Difference
from azure_data_landing_zone.engine import azurerm
from support import APPS, Json

GROUP = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg"

#: A stack as ours are: a workspace with its vault, a cluster and a group's role on the workspace.
BEFORE: Json = {
    "provider": {"azurerm": [{"subscription_id": "00000000-0000-0000-0000-000000000000"}]},
    "terraform": {"backend": {"local": {"path": "s.tfstate"}}},
    "resource": {
        "azurerm_resource_group": {"group": {"name": "rg", "location": "westeurope"}},
        "azurerm_key_vault": {
            "vault": {
                "name": "kv",
                "resource_group_name": "${azurerm_resource_group.group.name}",
                "location": "westeurope",
                "network_acls": {"ip_rules": ["203.0.113.1", "203.0.113.2"], "bypass": "AzureServices"},
                "lifecycle": {"prevent_destroy": True},
            }
        },
        "azurerm_machine_learning_workspace": {
            "workspace": {
                "name": "mlw",
                "resource_group_name": "${azurerm_resource_group.group.name}",
                "location": "westeurope",
                "key_vault_id": "${azurerm_key_vault.vault.id}",
                "high_business_impact": True,
                "description": "old",
                "lifecycle": {"prevent_destroy": True},
            }
        },
        "azurerm_machine_learning_compute_cluster": {
            "cpu": {
                "name": "cpu",
                "machine_learning_workspace_id": "${azurerm_machine_learning_workspace.workspace.id}",
                "vm_size": "Standard_DS3_v2",
                "vm_priority": "Dedicated",
                "location": "westeurope",
                "scale_settings": {"min_node_count": 0, "max_node_count": 2},
            }
        },
        "azurerm_role_assignment": {
            "reader": {
                "name": "11111111-1111-1111-1111-111111111111",
                "scope": "${azurerm_machine_learning_workspace.workspace.id}",
                "principal_id": "22222222-2222-2222-2222-222222222222",
            }
        },
        "azapi_resource": {
            "instance": {
                "type": "Microsoft.MachineLearningServices/workspaces/computes@2025-09-01",
                "parent_id": "${azurerm_machine_learning_workspace.workspace.id}",
                "name": "ada",
                "body": {"properties": {"computeType": "ComputeInstance", "properties": {"vmSize": "a"}}},
            }
        },
    },
}
VAULT = "azurerm_key_vault.vault"
WORKSPACE = "azurerm_machine_learning_workspace.workspace"
CLUSTER = "azurerm_machine_learning_compute_cluster.cpu"
ROLE = "azurerm_role_assignment.reader"
INSTANCE = "azapi_resource.instance"
EVERYTHING = {"azurerm_resource_group.group", VAULT, WORKSPACE, CLUSTER, ROLE, INSTANCE}


def body(document: Json, address: str) -> Json:
    kind, key = address.split(".")
    found: Json = document["resource"][kind][key]
    return found


def changed(*changes: tuple[str, str, Any]) -> Json:
    """The stack with other values: address, argument, value; None takes the argument away."""
    document = copy.deepcopy(BEFORE)
    for address, argument, value in changes:
        *way, last = argument.split(".")
        here = body(document, address)
        for part in way:
            here = here[part]
        here[last] = value
    return document


def without(*addresses: str, **more: Any) -> Json:
    document = copy.deepcopy(BEFORE) | more
    for address in addresses:
        kind, key = address.split(".")
        del document["resource"][kind][key]
    return document


def renamed(old: str, new: str, **more: Any) -> Json:
    """The stack with a resource at another address, referred to by it."""
    kind, key = old.split(".")
    text = json.dumps(BEFORE).replace(f"{old}.", f"{new}.")
    document: Json = json.loads(text) | more
    document["resource"][kind][new.split(".")[1]] = document["resource"][kind].pop(key)
    return document


def kinds(changes: Changes) -> dict[str, Kind]:
    return {change.address: change.kind for change in changes.resources}


def of(changes: Changes, address: str) -> Any:
    return next(change for change in changes.resources if change.address == address)


BELOW_WORKSPACE = {CLUSTER: Kind.REPLACED, ROLE: Kind.REPLACED, INSTANCE: Kind.REPLACED}


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        pytest.param(BEFORE, {}, id="nothing"),
        pytest.param(changed((WORKSPACE, "description", "new")), {WORKSPACE: Kind.CHANGED}, id="changed in place"),
        pytest.param(
            changed((WORKSPACE, "high_business_impact", False)),
            {WORKSPACE: Kind.REPLACED, **BELOW_WORKSPACE},
            id="a workspace that is forced to be made anew takes along all that needs its id",
        ),
        pytest.param(changed((CLUSTER, "vm_size", "Standard_DS4_v2")), {CLUSTER: Kind.REPLACED}, id="another size"),
        pytest.param(
            changed((CLUSTER, "scale_settings", {"min_node_count": 0, "max_node_count": 9})),
            {CLUSTER: Kind.CHANGED},
            id="more nodes",
        ),
        pytest.param(
            changed((CLUSTER, "scale_settings", [{"min_node_count": 0, "max_node_count": 2}])),
            {},
            id="a block is the same as a list of one",
        ),
        pytest.param(changed((CLUSTER, "local_auth_enabled", True)), {}, id="a default that is said aloud"),
        pytest.param(
            changed((CLUSTER, "local_auth_enabled", False)), {CLUSTER: Kind.REPLACED}, id="another than the default"
        ),
        pytest.param(
            changed((VAULT, "network_acls.ip_rules", ["203.0.113.2", "203.0.113.1"])), {}, id="the order of a set"
        ),
        pytest.param(
            changed((VAULT, "network_acls.ip_rules", ["203.0.113.2"])), {VAULT: Kind.CHANGED}, id="the content of a set"
        ),
        pytest.param(
            changed((VAULT, "resource_group_name", "rg")), {}, id="a reference, and the value that it stands for"
        ),
        pytest.param(
            changed((WORKSPACE, "key_vault_id", f"{GROUP}/providers/Microsoft.KeyVault/vaults/kv")),
            {},
            id="a reference, and the id that it stands for",
        ),
        pytest.param(
            changed((VAULT, "name", "kv2")),
            {VAULT: Kind.REPLACED, WORKSPACE: Kind.REPLACED, **BELOW_WORKSPACE},
            id="another vault makes another workspace",
        ),
        pytest.param(
            changed((INSTANCE, "type", "Microsoft.MachineLearningServices/workspaces/computes@2026-01-01")),
            {INSTANCE: Kind.CHANGED},
            id="another API version",
        ),
        pytest.param(changed((INSTANCE, "name", "bob")), {INSTANCE: Kind.REPLACED}, id="another name of azapi"),
        pytest.param(
            changed((INSTANCE, "body.properties.properties.vmSize", "b")), {INSTANCE: Kind.CHANGED}, id="another body"
        ),
        pytest.param(
            changed((WORKSPACE, "description", "new"), (WORKSPACE, "lifecycle", {"ignore_changes": ["description"]})),
            {},
            id="what Terraform is told to ignore",
        ),
        pytest.param(
            changed((WORKSPACE, "high_business_impact", False), (WORKSPACE, "lifecycle", {"ignore_changes": "all"})),
            {},
            id="all that Terraform is told to ignore",
        ),
        pytest.param(without(ROLE), {ROLE: Kind.DESTROYED}, id="gone"),
        pytest.param(
            without(ROLE, removed=[{"from": ROLE, "lifecycle": {"destroy": False}}]),
            {ROLE: Kind.FORGOTTEN},
            id="gone, and left in Azure",
        ),
        pytest.param(
            renamed(VAULT, "azurerm_key_vault.other", moved=[{"from": VAULT, "to": "azurerm_key_vault.other"}]),
            {"azurerm_key_vault.other": Kind.MOVED},
            id="moved; what refers to it stays",
        ),
        pytest.param(
            renamed(
                VAULT,
                "azurerm_key_vault.third",
                moved=[
                    {"from": VAULT, "to": "azurerm_key_vault.second"},
                    {"from": "azurerm_key_vault.second", "to": "azurerm_key_vault.third"},
                ],
            ),
            {"azurerm_key_vault.third": Kind.MOVED},
            id="moved twice since",
        ),
        pytest.param(
            renamed(VAULT, "azurerm_key_vault.other"),
            {"azurerm_key_vault.other": Kind.REPLACED, WORKSPACE: Kind.REPLACED, **BELOW_WORKSPACE},
            id="at another address, and nobody said so",
        ),
    ],
)
def test_what_happens_to_each_resource(after: Json, expected: dict[str, Kind]) -> None:
    found = compare({"s": BEFORE}, {"s": after})
    assert kinds(found) == expected
    gone = {Kind.REPLACED, Kind.DESTROYED}
    assert found.destructive is bool(gone & set(expected.values()))


def test_added_and_imported_are_told_apart() -> None:
    after = copy.deepcopy(BEFORE)
    before = without(ROLE, INSTANCE)
    after["import"] = [{"to": INSTANCE, "id": "x"}]
    found = compare({"s": before}, {"s": after})
    assert kinds(found) == {INSTANCE: Kind.IMPORTED, ROLE: Kind.ADDED}
    assert not found.destructive


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("100 $${EUR}", "100 ${EUR}"),
        ("%%{if}", "%{if}"),
        ({"a": ["$${x}"]}, "${x}"),
        ("$${EUR} of ${var.owner}", "$${EUR} of ${var.owner}"),
    ],
)
def test_text_is_shown_as_it_is_meant(written: object, shown: str) -> None:
    found = of(compare({"s": BEFORE}, {"s": changed((VAULT, "tags", {"note": written}))}), VAULT)
    assert [shown in str(argument.after) for argument in found.arguments if "tags" in argument.argument] == [True]


def test_a_replacement_says_why_and_what_is_lost() -> None:
    found = compare({"s": BEFORE}, {"s": changed((WORKSPACE, "high_business_impact", False))})
    workspace = of(found, WORKSPACE)
    assert workspace.reasons == ("high_business_impact cannot change in place",)
    assert workspace.protected
    assert "experiments" in workspace.loss
    (argument,) = workspace.arguments
    assert (argument.argument, argument.before, argument.after, argument.forces) == (
        "high_business_impact",
        True,
        False,
        True,
    )
    assert of(found, CLUSTER).reasons == (f"machine_learning_workspace_id is the id of {WORKSPACE}, which is replaced",)
    assert not of(found, CLUSTER).loss
    assert of(found, INSTANCE).loss == "the files on its disk"
    assert found.lossy


def test_a_lost_vault_is_shouted_and_nothing_holds_terraform_back() -> None:
    document = without(VAULT)
    body(document, WORKSPACE)["key_vault_id"] = f"{GROUP}/providers/Microsoft.KeyVault/vaults/other"
    found = compare({"s": BEFORE}, {"s": document})
    vault = of(found, VAULT)
    assert vault.kind is Kind.DESTROYED
    assert "secrets" in vault.loss
    assert vault.unprotected
    shouted = as_markdown(found)
    assert "LOST: kv (s): is destroyed; lost is its secrets" in shouted
    assert "prevent_destroy is removed with it" in shouted


def test_an_address_that_changed_is_answered_with_the_entry_that_keeps_it() -> None:
    found = compare({"s": BEFORE}, {"s": renamed(VAULT, "azurerm_key_vault.other")})
    (reason,) = of(found, "azurerm_key_vault.other").reasons
    assert f"{{stack: s, from: {VAULT}, to: azurerm_key_vault.other}}" in reason


def test_a_move_that_terraform_refuses_is_told() -> None:
    found = compare(
        {"s": BEFORE}, {"s": changed((WORKSPACE, "description", "x")) | {"moved": [{"from": VAULT, "to": "a_b.c"}]}}
    )
    assert "still exists" in found.stacks[0].notes[0]


def taken_over(name: str) -> Changes:
    """A subnet of azurerm that azapi takes over under a name, with an endpoint in it."""
    network = {"name": "vnet", "resource_group_name": "rg"}
    endpoint = {"name": "pep", "resource_group_name": "rg", "location": "westeurope"}
    before = {
        "provider": BEFORE["provider"],
        "resource": {
            "azurerm_virtual_network": {"n": network},
            "azurerm_subnet": {
                "s": {
                    "name": "snet",
                    "resource_group_name": "rg",
                    "virtual_network_name": "${azurerm_virtual_network.n.name}",
                    "address_prefixes": ["10.0.0.0/24"],
                }
            },
            "azurerm_private_endpoint": {"e": endpoint | {"subnet_id": "${azurerm_subnet.s.id}"}},
        },
    }
    after = {
        "provider": BEFORE["provider"],
        "moved": [{"from": "azurerm_subnet.s", "to": "azapi_resource.s"}],
        "resource": {
            "azurerm_virtual_network": {"n": network},
            "azapi_resource": {
                "s": {
                    "type": "Microsoft.Network/virtualNetworks/subnets@2025-07-01",
                    "name": name,
                    "parent_id": "${azurerm_virtual_network.n.id}",
                    "body": {"properties": {"addressPrefix": "10.0.0.0/24"}},
                }
            },
            "azurerm_private_endpoint": {"e": endpoint | {"subnet_id": "${azapi_resource.s.id}"}},
        },
    }
    return compare({"s": before}, {"s": after})


def test_a_resource_that_azapi_takes_over_stays_with_what_refers_to_it() -> None:
    found = taken_over("snet")
    assert kinds(found) == {"azapi_resource.s": Kind.MOVED}
    assert "azapi takes over azapi_resource.s from azurerm" in found.stacks[0].notes[0]


def test_azapi_cannot_take_over_what_has_another_id() -> None:
    assert kinds(taken_over("other")) == {
        "azapi_resource.s": Kind.REPLACED,
        "azurerm_private_endpoint.e": Kind.REPLACED,
    }


def test_a_vanished_stack_is_shouted() -> None:
    found = compare({"s": BEFORE, "t": {}}, {"t": {}})
    (stack,) = found.stacks
    assert stack.kind is StackKind.VANISHED
    assert {change.address for change in stack.resources} == EVERYTHING
    assert found.destructive
    assert found.lossy
    # It is not destroyed: it stays in Azure and is paid for.
    assert {change.kind for change in stack.resources} == {Kind.LEFT_BEHIND}
    assert "LEFT-BEHIND: s (6 resources, 4 with data): the stack vanishes; its resources stay" in as_markdown(found)


def test_a_new_stack_is_no_danger() -> None:
    found = compare({}, {"s": BEFORE})
    assert found.stacks[0].kind is StackKind.ADDED
    assert set(kinds(found).values()) == {Kind.ADDED}
    assert not found.destructive


def test_one_way_changes_are_told() -> None:
    before, after = (changed((VAULT, "purge_protection_enabled", on)) for on in (True, False))
    found = compare({"s": before}, {"s": after})
    assert [change.argument for change in found.one_way] == ["purge_protection_enabled"]
    assert found.lossy
    assert "ONE-WAY: azurerm\\_key\\_vault.vault (s): purge\\_protection\\_enabled would go" in as_markdown(found)


def test_where_the_state_lies_is_no_resource_and_told_all_the_same() -> None:
    after = copy.deepcopy(BEFORE)
    after["terraform"]["backend"] = {"azurerm": {"key": "s"}}
    (stack,) = compare({"s": BEFORE}, {"s": after}).stacks
    assert not stack.resources
    assert "terraform init -migrate-state" in stack.notes[0]


@pytest.mark.parametrize(
    ("argument", "value"),
    [
        ("admin_password", "hunter2"),
        ("sensitive_body", {"properties": {"credentials": {"value": "hunter2"}}}),
        ("body", {"properties": {"clientSecret": "hunter2"}}),
        ("connection_string", "Endpoint=hunter2"),
        ("access_keys", ["hunter2"]),
    ],
)
def test_no_secret_is_ever_shown(argument: str, value: Any) -> None:
    found = compare({"s": BEFORE}, {"s": changed((INSTANCE, argument, value))})
    assert kinds(found)[INSTANCE] is Kind.CHANGED
    for text in (as_markdown(found), json.dumps(as_data(found))):
        assert "hunter2" not in text
        assert "(sensitive)" in text


@pytest.mark.parametrize(
    ("type_", "argument", "before", "after", "replaced"),
    [
        ("azurerm_storage_account", "account_replication_type", "LRS", "GRS", False),
        ("azurerm_storage_account", "account_replication_type", "LRS", "ZRS", True),
        ("azurerm_storage_account", "account_replication_type", "GZRS", "GRS", True),
        ("azurerm_storage_account", "account_kind", "Storage", "StorageV2", False),
        ("azurerm_storage_account", "account_kind", "BlobStorage", "FileStorage", True),
        ("azurerm_log_analytics_workspace", "sku", "PerGB2018", "CapacityReservation", False),
        ("azurerm_log_analytics_workspace", "sku", "PerNode", "PerGB2018", True),
        ("azurerm_kubernetes_cluster", "oidc_issuer_enabled", False, True, False),
        ("azurerm_kubernetes_cluster", "oidc_issuer_enabled", True, False, True),
        ("azurerm_policy_definition", "parameters", '{"a": 1}', '{"a": 1, "b": 2}', False),
        ("azurerm_policy_definition", "parameters", '{"a": 1, "b": 2}', '{"a": 1}', True),
        ("azurerm_machine_learning_workspace", "encryption", None, {"key_id": "k"}, True),
        ("azurerm_machine_learning_workspace", "encryption", {"key_id": "k"}, {"key_id": "l"}, False),
        ("azurerm_machine_learning_workspace", "high_business_impact", None, False, False),
        ("azurerm_private_endpoint", "ip_configuration", None, {"name": "a"}, True),
        ("azurerm_role_assignment", "role_definition_id", "a", None, False),
        ("azurerm_role_assignment", "role_definition_id", "a", "b", True),
        ("azurerm_user_assigned_identity", "tags", {"a": "b"}, {"a": "c"}, False),
        ("azurerm_machine_learning_synapse_spark", "tags", {"a": "b"}, {"a": "c"}, True),
        ("terraform_data", "input", "a", "b", False),
        ("terraform_data", "triggers_replace", "a", "b", True),
    ],
)
def test_replacement_depends_on_the_direction(
    type_: str, argument: str, before: Any, after: Any, replaced: bool
) -> None:
    stacks = [{"s": {"resource": {type_: {"x": {"name": "x", argument: value}}}}} for value in (before, after)]
    found = kinds(compare(*stacks))
    assert (found.get(f"{type_}.x") is Kind.REPLACED) is replaced


def test_every_type_that_we_make_is_known(app_stacks: Any) -> None:
    """A new type needs its row: from the provider's schema, or Terraform's answer to a change would surprise."""
    made = {kind for app in APPS for stack in app_stacks(app).values() for kind in stack.document.get("resource", {})}
    made |= {
        f"azurerm_{name}" for name in azurerm.SUBMODULES if name != "provider" and not name.startswith("data_azurerm")
    }
    assert made <= set(tables.read("replacement"))


def test_an_app_is_the_same_as_itself(app_stacks: Any) -> None:
    stacks = {name: stack.document for name, stack in app_stacks("contoso").items()}
    assert not compare(stacks, copy.deepcopy(stacks))


CLUSTER_NETWORK = {"network_plugin": "kubenet"}
KEY_POLICY = {"immutable": True, "json": '{"a": 1}'}


@pytest.mark.parametrize(
    ("type_", "before", "after", "replaced"),
    [
        ("azurerm_storage_share", {"storage_account_id": "a"}, {"storage_account_id": "b"}, True),
        ("azurerm_storage_queue", {"storage_account_name": "a"}, {"storage_account_name": "b"}, True),
        ("azurerm_storage_table", {"storage_account_name": "a"}, {"storage_account_id": "/a"}, False),
        ("azurerm_storage_container", {"storage_account_id": "a"}, {"storage_account_id": "b"}, True),
        (
            "azurerm_databricks_workspace",
            {"enhanced_security_compliance": {"compliance_security_profile_standards": ["HIPAA", "PCI_DSS"]}},
            {"enhanced_security_compliance": {"compliance_security_profile_standards": ["PCI_DSS"]}},
            True,
        ),
        (
            "azurerm_databricks_workspace",
            {"enhanced_security_compliance": {"compliance_security_profile_standards": ["PCI_DSS"]}},
            {"enhanced_security_compliance": {"compliance_security_profile_standards": ["HIPAA", "PCI_DSS"]}},
            False,
        ),
        (
            "azurerm_kubernetes_cluster",
            {"network_profile": CLUSTER_NETWORK},
            {"network_profile": {"network_plugin": "azure", "network_plugin_mode": "overlay"}},
            False,
        ),
        (
            "azurerm_kubernetes_cluster",
            {"network_profile": CLUSTER_NETWORK},
            {"network_profile": {"network_plugin": "azure"}},
            True,
        ),
        ("azurerm_bastion_host", {"sku": "Standard"}, {"sku": "Basic"}, True),
        ("azurerm_bastion_host", {"sku": "Standard"}, {"sku": "Premium"}, False),
        ("azurerm_key_vault_key", {"expiration_date": "2027-01-01T00:00:00Z"}, {}, True),
        ("azurerm_key_vault_key", {}, {"expiration_date": "2027-01-01T00:00:00Z"}, False),
        (
            "azurerm_key_vault_key",
            {"release_policy": KEY_POLICY},
            {"release_policy": KEY_POLICY | {"json": "{}"}},
            True,
        ),
        (
            "azurerm_key_vault_key",
            {"release_policy": KEY_POLICY | {"immutable": False}},
            {"release_policy": KEY_POLICY | {"immutable": False, "json": "{}"}},
            False,
        ),
        ("azurerm_container_registry_cache_rule", {"credential_set_id": "a"}, {}, True),
        ("azurerm_container_registry_cache_rule", {"credential_set_id": "a"}, {"credential_set_id": "b"}, False),
        ("azurerm_monitor_data_collection_rule", {"kind": "Linux"}, {"kind": "Windows"}, True),
        ("azurerm_monitor_data_collection_rule", {}, {"kind": "Windows"}, False),
        ("azurerm_public_ip", {"domain_name_label_scope": "NoReuse"}, {}, True),
        (
            "azurerm_storage_account",
            {"immutability_policy": {"state": "Locked"}},
            {"immutability_policy": {"state": "Unlocked"}},
            True,
        ),
        (
            "azurerm_management_group_policy_exemption",
            {"policy_assignment_id": "a"},
            {"policy_assignment_id": "b"},
            False,
        ),
        ("azapi_resource", {"type": "A/b@2025-01-01"}, {"type": "A/c@2025-01-01"}, False),
        ("azapi_resource_action", {"type": "A/b@2025-01-01"}, {"type": "A/b@2026-01-01"}, False),
        ("azapi_resource_action", {"action": "start"}, {"action": "stop"}, True),
        (
            "azapi_resource",
            {"replace_triggers_refs": ["properties.size"], "body": {"properties": {"size": 1}}},
            {"replace_triggers_refs": ["properties.size"], "body": {"properties": {"size": 2}}},
            True,
        ),
        (
            "azapi_resource",
            {"replace_triggers_refs": ["properties.size"], "body": {"properties": {"size": 1, "tag": 1}}},
            {"replace_triggers_refs": ["properties.size"], "body": {"properties": {"size": 1, "tag": 2}}},
            False,
        ),
        (
            "azapi_resource",
            {"replace_triggers_external_values": {"size": 1}},
            {"replace_triggers_external_values": {"size": 2}},
            True,
        ),
        (
            "azapi_resource",
            {"replace_triggers_external_values": {"size": 1}},
            {"replace_triggers_external_values": {"size": 1, "script": "x"}},
            True,
        ),
        # azapi compares with what was given before.
        ("azapi_resource", {}, {"replace_triggers_external_values": {"size": 2}}, False),
    ],
)
def test_conditions_are_those_of_the_provider(type_: str, before: Json, after: Json, replaced: bool) -> None:
    documents = [{"s": {"resource": {type_: {"x": {"name": "x", **body}}}}} for body in (before, after)]
    found = kinds(compare(*documents))
    assert found[f"{type_}.x"] is (Kind.REPLACED if replaced else Kind.CHANGED)


def test_sets_are_compared_without_order() -> None:
    notification = [{"threshold": 80}, {"threshold": 100}]
    before, after = (
        {"s": {"resource": {"azurerm_consumption_budget_subscription": {"b": {"notification": given}}}}}
        for given in (notification, notification[::-1])
    )
    assert not compare(before, after).stacks


@pytest.mark.parametrize(
    ("type_", "argument", "in_4", "in_5"),
    [
        ("azurerm_role_assignment", "condition", True, False),
        ("azurerm_role_assignment", "description", True, False),
        ("azurerm_storage_container", "storage_account_id", True, True),
        ("azurerm_private_dns_zone_virtual_network_link", "private_dns_zone_name", True, False),
        ("azurerm_private_dns_zone_virtual_network_link", "private_dns_zone_id", False, True),
        ("azurerm_federated_identity_credential", "user_assigned_identity_id", True, True),
        ("azurerm_key_vault", "name", True, True),
    ],
)
def test_what_replaces_a_resource_depends_on_the_version_of_azurerm(
    type_: str, argument: str, in_4: bool, in_5: bool
) -> None:
    change = Difference(argument, (argument,), "one", "other")
    assert facts.forces(type_, change, {}, 4) is in_4
    assert facts.forces(type_, change, {}, 5) is in_5
