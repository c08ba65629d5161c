"""Changes that Azure does not take back are refused before anything is written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from azure_data_landing_zone import config
from azure_data_landing_zone.checks import one_way_changes, read_stacks
from azure_data_landing_zone.synthesis import OutputError, synthesize
from support import Json

WORKSPACE = "azurerm_machine_learning_workspace"


def stack(mode: str | None, name: str = "mlw") -> Json:
    network: Json = {} if mode is None else {"managed_network": {"isolation_mode": mode}}
    return {"product": {"resource": {WORKSPACE: {"ws": {"name": name, **network}}}}}


@pytest.mark.parametrize(
    ("before", "after", "refused"),
    [
        (None, "AllowInternetOutbound", False),
        (None, "AllowOnlyApprovedOutbound", False),
        ("AllowInternetOutbound", "AllowOnlyApprovedOutbound", False),
        ("AllowInternetOutbound", None, True),
        ("AllowOnlyApprovedOutbound", "AllowInternetOutbound", True),
        ("AllowOnlyApprovedOutbound", None, True),
        ("AllowOnlyApprovedOutbound", "AllowOnlyApprovedOutbound", False),
    ],
)
def test_a_managed_network_is_never_opened_again(before: str | None, after: str | None, refused: bool) -> None:
    found = one_way_changes(stack(before), stack(after))
    assert bool(found) is refused
    assert not one_way_changes(stack(before), stack(after, name="another"))


def test_purge_protection_is_never_switched_off() -> None:
    vaults: list[Any] = [
        {"s": {"resource": {"azurerm_key_vault": {"v": {"name": "kv", "purge_protection_enabled": on}}}}}
        for on in (True, False)
    ]
    (change,) = one_way_changes(*vaults)
    assert str(change) == (
        "s azurerm_key_vault.v: purge_protection_enabled would go from true to false: "
        "purge protection can be switched on, but never off again"
    )
    assert not one_way_changes(*reversed(vaults))


@pytest.mark.parametrize(("before", "after", "refused"), [(7, 90, True), (90, 7, True), (90, 90, False)])
def test_the_retention_of_a_vault_never_changes(before: int, after: int, refused: bool) -> None:
    """The provider plans the change, and fails when it applies it."""
    vaults: list[Any] = [
        {"s": {"resource": {"azurerm_key_vault": {"v": {"name": "kv", "soft_delete_retention_days": days}}}}}
        for days in (before, after)
    ]
    found = one_way_changes(*vaults)
    assert [change.argument for change in found] == ["soft_delete_retention_days"] * refused


def test_a_synth_that_goes_back_leaves_the_former_output(tmp_path: Path, zone: Json) -> None:
    zone["observability"] = {"private_link_scope": {"access": "open"}}
    zone["products"][0]["workspace"] = {"isolation": {"mode": "managed_network"}}
    output = tmp_path / "cdktf.out"
    synthesize(config.parse(zone), output)
    before = read_stacks(output)
    zone["products"][0]["workspace"]["isolation"]["outbound"] = "allow_internet_outbound"
    with pytest.raises(OutputError, match="would go from AllowOnlyApprovedOutbound to AllowInternetOutbound"):
        synthesize(config.parse(zone), output)
    assert read_stacks(output) == before
    assert list(tmp_path.iterdir()) == [output]
