"""How hard it is to lose something: lifecycles, locks, what is about to be removed, and what is made anew."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from azure_data_landing_zone import config
from azure_data_landing_zone.azure import tables
from azure_data_landing_zone.azure.lifecycles import protection
from azure_data_landing_zone.checks import Level, Result, lifecycle, locked_removals, read_stacks
from azure_data_landing_zone.config.models.environments import Lifecycle
from azure_data_landing_zone.synthesis import OutputError, synthesize
from support import Json, Stack

Synth = Callable[[Json], dict[str, Stack]]
LOCK = "azurerm_management_lock"


def refused(stack: Stack) -> set[str]:
    """The types that Terraform refuses to destroy."""
    return {kind for kind, _, body in stack.resources() if body.get("lifecycle", {}).get("prevent_destroy")}


def locked(stack: Stack) -> set[str]:
    return {body["scope"].split(".")[0].removeprefix("${") for body in stack.all(LOCK).values()}


def data(zone: Json, **product: Any) -> Json:
    return zone | {
        "environments": {"dev": {"lifecycle": "disposable"}, "test": {}, "prod": {"lifecycle": "protected"}},
        "products": [zone["products"][0] | {"environments": ["dev", "test", "prod"], **product}],
    }


@pytest.fixture(scope="module")
def small() -> Json:
    return {
        "name": "zone",
        "location": "westeurope",
        "tenant_id": "11111111-1111-1111-1111-111111111111",
        "subscription_id": "00000000-0000-0000-0000-000000000000",
        "environments": {"dev": {"lifecycle": "disposable"}, "test": {}, "prod": {"lifecycle": "protected"}},
        "network": {"address_space": ["10.40.0.0/20"]},
        "data_lake": {"curated": {"containers": ["sales"]}},
        "groups": {"data_engineers": "22222222-2222-2222-2222-222222222222"},
        "products": [{"name": "churn", "environments": ["dev", "test", "prod"], "data": {"read": ["curated/sales"]}}],
    }


@pytest.fixture(scope="module")
def stacks(synth: Synth, small: Json) -> dict[str, Stack]:
    return synth(small)


@pytest.fixture(scope="module")
def leaving(synth: Synth, small: Json) -> dict[str, Stack]:
    """The same with all of the product about to be removed."""
    return synth(small | {"products": [small["products"][0] | {"decommission": True}]})


def test_every_lifecycle_says_everything() -> None:
    assert set(tables.read("lifecycles")) == {lifecycle.value for lifecycle in Lifecycle}
    for name in Lifecycle:
        protection(name)


@pytest.mark.parametrize("environment", ["dev", "test", "prod"])
def test_one_table_drives_everything(stacks: dict[str, Stack], small: Json, environment: str) -> None:
    stack = stacks[f"churn-{environment}"]
    here = protection(small["environments"][environment].get("lifecycle", "standard"))
    features = stack.document["provider"]["azurerm"][0]["features"][0]
    vault, account = stack.one("azurerm_key_vault"), stack.one("azurerm_storage_account")
    assert bool(refused(stack)) == here.prevent_destroy
    assert bool(locked(stack)) == here.locks
    assert features["key_vault"] == [
        {
            "purge_soft_delete_on_destroy": here.purge_deleted,
            "recover_soft_deleted_key_vaults": here.recover_deleted,
        }
    ]
    assert features["machine_learning"][0]["purge_soft_deleted_workspace_on_destroy"] == here.purge_deleted
    assert features["log_analytics_workspace"][0]["permanently_delete_on_destroy"] == here.purge_deleted
    group = features["resource_group"][0]
    assert group["prevent_deletion_if_contains_resources"] is not here.delete_filled_groups
    assert vault["purge_protection_enabled"] == here.purge_protection
    assert vault["soft_delete_retention_days"] == here.vault_retention_days
    assert account["account_replication_type"] == here.replication
    blobs = account["blob_properties"]
    assert blobs["delete_retention_policy"]["days"] == here.blob_retention_days


def test_locks_are_on_what_holds_data_and_never_on_a_group(stacks: dict[str, Stack]) -> None:
    assert locked(stacks["churn-prod"]) == {"azurerm_key_vault", "azurerm_storage_account"}
    assert locked(stacks["core"]) == {"azurerm_storage_account"}
    assert len(stacks["core"].all(LOCK)) == len(stacks["core"].all("azurerm_storage_account")) == 2
    for stack in stacks.values():
        for body in stack.all(LOCK).values():
            assert body["lock_level"] == "CanNotDelete"
            assert len(body["notes"]) <= 512


def test_locks_are_lifted_and_set_apart_from_the_lifecycle(synth: Synth, small: Json) -> None:
    environments = {
        "dev": {"lifecycle": "disposable", "locks": True},
        "prod": {"lifecycle": "protected", "locks": False},
    }
    product = small["products"][0] | {"environments": ["dev", "prod"]}
    made = synth(small | {"locks": False, "environments": environments, "products": [product]})
    assert locked(made["core"]) == locked(made["churn-prod"]) == set()
    assert len(locked(made["churn-dev"])) == 2
    assert refused(made["churn-prod"])


def test_who_deploys_may_lock_even_while_locks_are_lifted(synth: Synth, small: Json) -> None:
    pipelines = {"github": {"repository": "contoso/churn"}}
    product = small["products"][0] | {"pipelines": pipelines, "decommission": True}
    made = synth(small | {"products": [product]})
    guid = tables.read("roles")["Locks Contributor"]
    (given,) = (
        body
        for body in made["bootstrap"].all("azurerm_role_assignment").values()
        if body["role_definition_id"].endswith(guid)
    )
    assert "pipelines-churn-prod_apply" in given["principal_id"]
    assert "pipelines-churn-prod_resource-group" in given["scope"]
    configuration = config.parse(small)
    from azure_data_landing_zone.config.deployer import deployer_rights

    needed = {right.stack for right in deployer_rights(configuration) if right.role == "Locks Contributor"}
    assert needed == {"core", "churn-prod"}


def test_what_is_about_to_be_removed_is_neither_refused_nor_locked(
    stacks: dict[str, Stack], leaving: dict[str, Stack]
) -> None:
    stack = leaving["churn-prod"]
    assert refused(stack) == locked(stack) == set()
    features = stack.document["provider"]["azurerm"][0]["features"][0]
    # Azure's own leftovers must not stop it; what is recoverable stays so.
    assert features["resource_group"][0]["prevent_deletion_if_contains_resources"] is False
    assert features["key_vault"][0]["purge_soft_delete_on_destroy"] is False
    assert stack.one("azurerm_key_vault")["purge_protection_enabled"] is True
    before, after = (dict.fromkeys(one["churn-prod"].addresses()) for one in (stacks, leaving))
    assert {address.split(".")[0] for address in before.keys() - after.keys()} == {LOCK}
    assert after.keys() <= before.keys()
    # The lake and everybody else are as they were.
    assert leaving["core"].document == stacks["core"].document


def results(small: Json, made: dict[str, Stack], **more: Any) -> list[Result]:
    product = small["products"][0] | {"decommission": True, **more}
    configuration = config.parse(small | {"products": [product]})
    return list(lifecycle(configuration, {name: stack.document for name, stack in made.items()}))


def test_preflight_lists_what_is_lost(small: Json, leaving: dict[str, Stack]) -> None:
    found = [result for result in results(small, leaving) if result.rule == "decommission"]
    assert all(result.level is Level.REPORTED for result in found)
    by_type = {(result.stack, result.address.split(".")[0]): result.message for result in found}
    assert "purged with the destroy" in by_type["churn-dev", "azurerm_key_vault"]
    assert "recoverable for 90 days" in by_type["churn-prod", "azurerm_key_vault"]
    assert "recoverable for 14 days" in by_type["churn-prod", "azurerm_machine_learning_workspace"]
    assert "runs, registered models" in by_type["churn-prod", "azurerm_machine_learning_workspace"]
    assert "nothing brings it back" in by_type["churn-prod", "azurerm_container_registry"]
    assert (
        leaving["churn-prod"].one("azurerm_storage_account")["name"] in by_type["churn-prod", "azurerm_storage_account"]
    )


def test_preflight_says_what_stays_and_what_stands_in_the_way(small: Json, leaving: dict[str, Stack]) -> None:
    rest = {(result.rule, result.stack): result for result in results(small, leaving) if result.rule != "decommission"}
    assert set(rest) == {
        ("container", "core"),
        *((rule, f"churn-{e}") for e in ("dev", "test", "prod") for rule in ("locks", "procedure")),
    }
    assert "say `removed: {churn-prod: {}}`, and apply core and access" in rest["procedure", "churn-prod"].remedy
    assert "set locks: false of the landing zone" in rest["locks", "churn-prod"].remedy


def test_preflight_says_nothing_of_what_stays(small: Json, stacks: dict[str, Stack]) -> None:
    assert not lifecycle(config.parse(small), {name: stack.document for name, stack in stacks.items()})


# --- what has left the configuration


def test_a_product_that_simply_vanished_is_refused(tmp_path: Path, small: Json) -> None:
    product = small["products"][0] | {"environments": ["dev"]}
    other = {"name": "lab", "environments": ["dev"]}
    output = tmp_path / "cdktf.out"
    output.mkdir()
    # What a former synth left; its content does not matter.
    (output / "manifest.json").write_text('{"stacks": {}, "version": "x"}')
    for name in ("bootstrap", "core", "churn-dev", "churn-prod", "quota"):
        (output / "stacks" / name).mkdir(parents=True)
        (output / "stacks" / name / "cdk.tf.json").write_text("{}")
    with pytest.raises(OutputError, match=r"removed: {churn-dev: {}, churn-prod: {}}") as error:
        synthesize(config.parse(small | {"products": [other]}), output)
    assert "removed: {churn-dev: {}, churn-prod: {}}" in str(error.value)
    assert "decommission: true" in str(error.value)
    assert (output / "stacks" / "churn-prod" / "cdk.tf.json").read_text() == "{}"
    with pytest.raises(OutputError, match=r"removed: {churn-prod: {}}"):
        synthesize(config.parse(small | {"products": [product]}), output)
    gone = {"churn-prod": {"note": "its project has ended"}}
    synthesize(config.parse(small | {"products": [product], "removed": gone}), output)


@pytest.mark.parametrize(("removed", "kept"), [({"old-prod": {}}, True), ({"old-prod": {"data": "delete"}}, False)])
def test_the_data_of_what_was_removed_is_kept_unless_said_otherwise(
    synth: Synth, small: Json, removed: Json, kept: bool
) -> None:
    product = small["products"][0] | {"environments": ["dev"]}
    made = synth(small | {"products": [product], "removed": removed | {"data-plane": {}} if kept else removed})
    names = {body["name"] for body in made["core"].all("azurerm_storage_container").values()}
    assert ("old-prod" in names) is kept
    assert "data-plane" not in names
    found = lifecycle(config.parse(small | {"products": [product], "removed": removed}), {})
    assert bool(found) is not kept


# --- what is taken away under a lock


def changed(stacks: dict[str, Stack], stack: str) -> Iterator[tuple[str, str, Json]]:
    copy = json.loads(json.dumps({name: one.document for name, one in stacks.items()}))
    for kind, named in copy[stack]["resource"].items():
        for key in list(named):
            yield kind, key, copy


def test_what_would_be_taken_away_under_a_lock_is_told(stacks: dict[str, Stack]) -> None:
    before = {name: stack.document for name, stack in stacks.items()}
    assert locked_removals(before, before) == []
    found: set[tuple[str, str]] = set()
    for stack in ("core", "access", "churn-prod"):
        for kind, key, _ in changed(stacks, stack):
            after = json.loads(json.dumps(before))
            if kind in ("azurerm_role_assignment", "azurerm_storage_container", "azurerm_monitor_diagnostic_setting"):
                del after[stack]["resource"][kind][key]
                found |= {(stack, kind) for _ in locked_removals(before, after)}
    assert found == {
        ("core", "azurerm_storage_container"),
        ("core", "azurerm_monitor_diagnostic_setting"),
        ("access", "azurerm_role_assignment"),
        ("churn-prod", "azurerm_role_assignment"),
        ("churn-prod", "azurerm_monitor_diagnostic_setting"),
    }


def test_it_is_not_told_when_the_lock_goes_first_or_there_is_none(stacks: dict[str, Stack]) -> None:
    before = {name: stack.document for name, stack in stacks.items()}
    for stack, lock in (("churn-prod", True), ("churn-dev", False)):
        after = json.loads(json.dumps(before))
        if lock:
            for one in ("core", stack):
                del after[one]["resource"][LOCK]
        del after[stack]["resource"]["azurerm_monitor_diagnostic_setting"]
        assert locked_removals(before, after) == []


def test_a_synth_that_takes_a_role_away_under_a_lock_warns(tmp_path: Path, small: Json) -> None:
    one = small | {"products": [small["products"][0] | {"environments": ["dev"]}]}
    output = tmp_path / "cdktf.out"
    assert synthesize(config.parse(one), output).warnings == ()
    groups = {"groups": {"data_engineers": "33333333-3333-3333-3333-333333333333"}}
    warnings = synthesize(config.parse(one | groups), output).warnings
    assert any("access azurerm_role_assignment." in text and "which is locked" in text for text in warnings)
    assert "locks: false" in warnings[-1]
    assert "access" in read_stacks(output)


# --- what is made anew


_NAMED_AFTER_OTHERS = (
    "azurerm_monitor_private_link_scoped_service",
    "azurerm_private_endpoint",
    "azurerm_role_assignment",
)


def names(made: dict[str, Stack], stack: str) -> dict[str, str]:
    return {
        f"{kind}.{key}": str(body["name"])
        for kind, key, body in made[stack].resources()
        if "name" in body and kind not in _NAMED_AFTER_OTHERS
    }


def test_a_generation_changes_only_names_that_azure_may_still_keep(
    synth: Synth, small: Json, stacks: dict[str, Stack]
) -> None:
    made = synth(small | {"generation": 3, "products": [small["products"][0] | {"generation": 2}]})
    for stack, expected in (
        (
            "churn-dev",
            {
                "azurerm_container_registry",
                "azurerm_key_vault",
                "azurerm_machine_learning_workspace",
                "azurerm_storage_account",
            },
        ),
        ("core", {"azurerm_log_analytics_workspace", "azurerm_storage_account"}),
    ):
        before, after = names(stacks, stack), names(made, stack)
        assert before.keys() == after.keys()
        assert {key.split(".")[0] for key in before if before[key] != after[key]} == expected
        assert stacks[stack].addresses() == made[stack].addresses()
    assert made["churn-dev"].one("azurerm_machine_learning_workspace")["name"].endswith("-g2")
    assert made["core"].one("azurerm_log_analytics_workspace")["name"].endswith("-g3")


def test_a_name_that_is_given_and_that_of_the_state_account_keep_their_generation(small: Json) -> None:
    data = small | {"state": {"backend": "azurerm", "network": {"allowed_addresses": ["203.0.113.0/24"]}}}
    one = config.parse(data)
    two = config.parse(data | {"generation": 2, "names": {"data_lake_curated": "stmine"}})
    assert one.core.state_account == two.core.state_account
    assert {str(layer): id_.name for layer, id_ in two.core.lake_accounts.items()}["curated"] == "stmine"


def test_one_environment_is_made_anew_alone(small: Json) -> None:
    product = small["products"][0] | {"per_environment": {"prod": {"generation": 2}}}
    before, after = config.parse(small), config.parse(small | {"products": [product]})
    changed_vaults = [
        old.environment_name
        for old, new in zip(before.products, after.products, strict=True)
        if old.key_vault != new.key_vault
    ]
    assert changed_vaults == ["prod"]
