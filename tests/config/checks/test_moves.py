"""Addresses that changed: said in the configuration, written for Terraform, and refused where they lead nowhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from azure_data_landing_zone import config
from azure_data_landing_zone.synthesis import OutputError, synthesize
from support import Json

Synth = Callable[[Mapping[str, Any]], Mapping[str, Any]]
GROUP = "azurerm_resource_group.network-group"
VAULT = "azurerm_key_vault.ml_key-vault_59B6C505"


def test_moves_are_written_into_their_stacks_only(synth: Synth, zone: Json) -> None:
    zone["moved"] = [
        {"stack": "core", "from": "azurerm_resource_group.old", "to": GROUP},
        {"stack": "churn-*", "from": "azurerm_key_vault.older", "to": "azurerm_key_vault.old"},
    ]
    zone["products"][0]["moved"] = [{"from": "azurerm_key_vault.old", "to": VAULT}]
    stacks = synth(zone)
    chain = [
        {"from": "azurerm_key_vault.older", "to": "azurerm_key_vault.old"},
        {"from": "azurerm_key_vault.old", "to": VAULT},
    ]
    moved = {name: stack.document.get("moved") for name, stack in stacks.items()}
    # The library has moves of its own, which are no part of this.
    own = {
        name: [move for move in entries if not move["to"].startswith("azapi_resource.")]
        for name, entries in moved.items()
        if entries
    }
    assert own["core"] == [{"from": "azurerm_resource_group.old", "to": GROUP}]
    for name in ("churn-dev", "churn-prod"):
        assert sorted(own[name], key=str) == sorted(chain, key=str)
    assert moved["bootstrap"] is None


@pytest.mark.parametrize(
    ("moved", "said"),
    [
        ({"stack": "cor", "from": "a_b.c", "to": "a_b.d"}, r"moved\[0\].stack: fits no stack.* did you mean 'core'"),
        ({"stack": "core", "from": "a_b.c", "to": "a_b.c"}, "from and to are both a_b.c"),
        ({"stack": "core", "from": "a_b.c", "to": "x_y.c"}, "only azapi_resource takes a resource of another type"),
        ({"stack": "core", "from": "a_b", "to": "a_b.c"}, r"moved\[0\].from: must be the address of a resource"),
        ({"stack": "core", "to": "a_b.c"}, r"moved\[0\].from: is required"),
        ({"stack": "core", "form": "a_b.c", "to": "a_b.d"}, "allowed are from, to, stack"),
    ],
)
def test_mistakes_in_moves(zone: Json, moved: Json, said: str) -> None:
    zone["moved"] = [moved]
    with pytest.raises(config.ConfigurationError, match=said):
        config.parse(zone)


@pytest.mark.parametrize(("side", "other"), [("from", "to"), ("to", "from")])
def test_a_resource_moves_once(zone: Json, side: str, other: str) -> None:
    zone["moved"] = [{"stack": "core", side: "a_b.c", other: f"a_b.x{number}"} for number in range(2)]
    with pytest.raises(config.ConfigurationError, match=rf"moved\[1\].{side}: is the `{side}` of entry 1 too"):
        config.parse(zone)


@pytest.mark.parametrize(
    ("moved", "said"),
    [
        ({"from": GROUP, "to": "azurerm_resource_group.other"}, f"{GROUP} still exists: Terraform refuses to plan"),
        (
            {"from": "azurerm_resource_group.old", "to": "azurerm_resource_group.typo"},
            "there is no azurerm_resource_group.typo",
        ),
    ],
)
def test_a_move_that_leads_nowhere_leaves_the_former_output(tmp_path: Path, zone: Json, moved: Json, said: str) -> None:
    zone["moved"] = [{"stack": "core", **moved}]
    with pytest.raises(OutputError, match=said):
        synthesize(config.parse(zone), tmp_path / "cdktf.out", pattern="core")
    assert not list(tmp_path.iterdir())


def test_a_pattern_may_name_stacks_without_the_resource(tmp_path: Path, zone: Json) -> None:
    zone["moved"] = [{"stack": "*", "from": "azurerm_resource_group.old", "to": GROUP}]
    synthesize(config.parse(zone), tmp_path / "cdktf.out", pattern="[bc]*re")
