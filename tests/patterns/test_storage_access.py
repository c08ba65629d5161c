"""Who passes the firewalls of storage accounts, and what other owners write there."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from support import Json, Stack

Synth = Callable[[Json], dict[str, Stack]]
SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000000"
SCANNER = f"{SUBSCRIPTION}/providers/Microsoft.Security/datascanners/StorageDataScanner"
BACKUP = f"{SUBSCRIPTION}/resourceGroups/rg-backup/providers/Microsoft.DataProtection/backupVaults/*"
RULES = "network_rules[0].private_link_access"


def accounts(stacks: dict[str, Stack]) -> dict[str, Json]:
    return {
        body["name"]: body
        for name in ("bootstrap", "core", "churn-dev", "churn-prod")
        for body in stacks[name].all("azurerm_storage_account").values()
    }


def passing(account: Json) -> set[str]:
    (rules,) = account["network_rules"] if isinstance(account["network_rules"], list) else [account["network_rules"]]
    return {rule["endpoint_resource_id"] for rule in rules.get("private_link_access", [])}


@pytest.fixture
def stateful(zone: Json) -> Json:
    zone["state"] = {"backend": "azurerm", "network": {"allowed_addresses": ["203.0.113.7"]}}
    return zone


def test_the_rule_of_defender_is_on_every_account(synth: Synth, stateful: Json) -> None:
    without = accounts(synth(stateful))
    assert not [name for name, account in without.items() if SCANNER in passing(account)]
    stateful["storage_access"] = {"defender": True}
    every = accounts(synth(stateful))
    assert len(every) == len(without) >= 5
    for name, account in every.items():
        assert passing(account) == {*passing(without[name]), SCANNER}


def test_a_product_lets_more_pass_than_the_landing_zone(synth: Synth, stateful: Json) -> None:
    stateful["products"][0]["storage_access"] = {"resource_instances": [BACKUP]}
    stacks = synth(stateful)
    assert BACKUP in passing(stacks["churn-dev"].one("azurerm_storage_account"))
    assert not any(BACKUP in passing(body) for body in stacks["core"].all("azurerm_storage_account").values())


def test_rules_of_another_owner_are_left_alone(synth: Synth, stateful: Json) -> None:
    stateful["storage_access"] = {"ignore_changes": True}
    for account in accounts(synth(stateful)).values():
        assert RULES in account["lifecycle"]["ignore_changes"]


def test_cors_rules_of_the_service_are_left_alone_on_default_storage_only(synth: Synth, stateful: Json) -> None:
    """Azure Machine Learning writes them, and the studio's uploads and previews need them."""
    stacks = synth(stateful)
    for name in ("churn-dev", "churn-prod"):
        account = stacks[name].one("azurerm_storage_account")
        assert account["lifecycle"]["ignore_changes"] == ["blob_properties[0].cors_rule"]
    for body in stacks["core"].all("azurerm_storage_account").values():
        assert "ignore_changes" not in body.get("lifecycle", {})


def test_the_registry_passes_the_firewall_of_what_it_reads(synth: Synth, stateful: Json) -> None:
    stateful["analytics"] = {"machine_learning_registry": {}}
    account = synth(stateful)["churn-prod"].one("azurerm_storage_account")
    assert any("/registries/mlr-" in id_ for id_ in passing(account))
