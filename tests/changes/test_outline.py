"""The outline of a plan: changes without values, which must be equal before and after an approval."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from azure_data_landing_zone.changes.outline import OutlineError, outline, read_outline
from azure_data_landing_zone.cli.app import app
from azure_data_landing_zone.synthesized.plans import plan
from support import Json

PLAN: Json = {
    "resource_changes": [
        {
            "address": "azurerm_key_vault.vault",
            "mode": "managed",
            "type": "azurerm_key_vault",
            "change": {
                "actions": ["update"],
                "before": {"name": "kv", "sku_name": "standard", "tags": {"a": "SECRET-1"}},
                "after": {"name": "kv", "sku_name": "premium", "tags": {"a": "SECRET-2"}},
                "after_unknown": {"vault_uri": True},
            },
        },
        {
            "address": "azurerm_subnet.one",
            "mode": "managed",
            "type": "azurerm_subnet",
            "change": {"actions": ["create"], "before": None, "after": {"name": "s"}, "after_unknown": {"id": True}},
        },
        {"address": "azurerm_x.same", "mode": "managed", "type": "azurerm_x", "change": {"actions": ["no-op"]}},
        {"address": "data.azurerm_x.y", "mode": "data", "type": "azurerm_x", "change": {"actions": ["read"]}},
    ],
    "output_changes": {"uri": {"actions": ["update"], "before": "SECRET-3", "after": "SECRET-4"}},
}


def test_it_holds_addresses_actions_and_arguments_and_no_values() -> None:
    made = outline(plan(PLAN), "core")
    assert dict(made.changes) == {
        "azurerm_key_vault.vault": ("update", ("sku_name", "tags.a", "vault_uri")),
        "azurerm_subnet.one": ("create", ("id", "name")),
        "output.uri": ("update", ("value",)),
    }
    assert "SECRET" not in made.text()


def edited(change: Callable[[Json], object]) -> Json:
    document = copy.deepcopy(PLAN)
    change(document)
    return document


CHANGES: dict[str, tuple[Callable[[Json], object], str]] = {
    "another argument": (
        lambda d: d["resource_changes"][0]["change"]["after"].update(name="other"),
        "azurerm_key_vault.vault: other arguments change than were shown: name",
    ),
    "another action": (
        lambda d: d["resource_changes"][0]["change"].update(actions=["delete", "create"]),
        "azurerm_key_vault.vault: update was shown, delete+create is planned now",
    ),
    "one more": (
        lambda d: d["resource_changes"][2]["change"].update(actions=["delete"]),
        "azurerm_x.same: delete was not shown",
    ),
    "one less": (
        lambda d: d["resource_changes"].pop(1),
        "azurerm_subnet.one: create was shown and is not planned now",
    ),
    "an import": (
        lambda d: d["resource_changes"][1]["change"].update(importing={"id": "x"}),
        "azurerm_subnet.one: create was shown, create import is planned now",
    ),
    "a move": (
        lambda d: d["resource_changes"][0].update(previous_address="azurerm_key_vault.old"),
        "azurerm_key_vault.vault: update was shown, update from azurerm_key_vault.old is planned now",
    ),
    "an output": (lambda d: d["output_changes"].clear(), "output.uri: update was shown and is not planned now"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_differs_is_said(name: str) -> None:
    change, said = CHANGES[name]
    assert list(outline(plan(edited(change)), "core").differences(outline(plan(PLAN), "core"))) == [said]


def test_other_values_of_the_same_arguments_are_equal() -> None:
    other = edited(lambda d: d["resource_changes"][0]["change"]["after"]["tags"].update(a="SECRET-9"))
    assert not list(outline(plan(other), "core").differences(outline(plan(PLAN), "core")))


def test_the_command_writes_and_compares(tmp_path: Path) -> None:
    file, shown = tmp_path / "plan.json", tmp_path / "outlines" / "core.json"
    file.write_text(json.dumps(PLAN))
    run = CliRunner().invoke
    assert run(app, ["ci", "outline", "core", str(file), "--write", str(shown)]).exit_code == 0
    assert run(app, ["ci", "outline", "core", str(file), "--expect", str(shown)]).exit_code == 0
    file.write_text(json.dumps(edited(CHANGES["one more"][0])))
    done = run(app, ["ci", "outline", "core", str(file), "--expect", str(shown)])
    assert done.exit_code == 1
    assert "azurerm_x.same: delete was not shown" in done.output
    assert "approve the new plan" in done.output


@pytest.mark.parametrize(
    ("text", "said"), [("nothing", "is no outline"), ("{}", "is no outline"), ("", "the outline of the stack access")]
)
def test_another_file_is_refused(tmp_path: Path, text: str, said: str) -> None:
    (file := tmp_path / "outline.json").write_text(text or outline(plan(PLAN), "access").text())
    with pytest.raises(OutlineError, match=said):
        read_outline(file, "core")
