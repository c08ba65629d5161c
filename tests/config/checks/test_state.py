"""The remote state, for those who apply stacks from inside the network."""

from __future__ import annotations

import re

import pytest

from azure_data_landing_zone import config
from azure_data_landing_zone.config.models.data_lake import Layer
from support import Json

NETWORK = "Microsoft.Network/virtualNetworks"
SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups"


def with_state(zone: Json, **network: object) -> Json:
    return zone | {
        "state": {"backend": "azurerm", "network": {"allowed_addresses": ["203.0.113.7"], **network}},
        "analytics": {"synapse": {"spark_pools": {"small": {}}}},
        "data_plane": {"enabled": True},
    }


def test_an_endpoint_is_the_default_where_a_stack_is_applied_from_inside(zone: Json) -> None:
    assert config.parse(with_state(zone)).core.state_endpoint
    assert not config.parse(with_state(zone) | {"data_plane": {"enabled": False}}).core.state_endpoint
    assert config.parse(
        with_state(zone, private_endpoint=True) | {"data_plane": {"enabled": False}}
    ).core.state_endpoint
    assert not config.parse(zone | {"data_plane": {"enabled": True}}).core.state_endpoint


def test_a_runner_inside_that_cannot_reach_the_state_is_warned_of(zone: Json) -> None:
    assert config.parse(with_state(zone)).warnings == config.parse(zone).warnings
    closed = with_state(zone, private_endpoint=False)
    (warning,) = (w for w in config.parse(closed).warnings if w.path == "state.network.private_endpoint")
    assert "does not apply allowed_addresses to callers in the region of the account" in warning.message
    hub = f"{SUBSCRIPTION}/rg-hub/providers/{NETWORK}/vnet-hub/subnets/runners"
    reached = with_state(zone, private_endpoint=False, subnet_ids=[hub])
    assert not [w for w in config.parse(reached).warnings if w.path.startswith("state")]


def test_a_subnet_of_the_created_network_is_refused(zone: Json) -> None:
    created = f"{config.parse(zone).core.virtual_network_id}/subnets/snet-runners"
    with pytest.raises(config.ConfigurationError) as error:
        config.parse(with_state(zone, subnet_ids=[created.upper().replace("/SUBSCRIPTIONS", "/subscriptions")]))
    (problem,) = error.value.problems
    assert problem.path == "state.network.subnet_ids[0]"
    assert "set state.network.private_endpoint to true" in problem.message


ACCOUNT = f"{SUBSCRIPTION}/rg-terraform/providers/Microsoft.Storage/storageAccounts/stterraform"


def refused(zone: Json, **state: object) -> tuple[str, str]:
    """The path and message of the first mistake in `state`."""
    with pytest.raises(config.ConfigurationError) as error:
        config.parse(zone | {"state": {"backend": "azurerm", **state}})
    problem = error.value.problems[0]
    return problem.path, problem.message


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("state", "lacks {stack}, without which names would collide"),
        ("{product}-{stack}", "uses {product}; it may use {stack}, {landing_zone}, {region}, {instance}"),
        ("TF-{stack}", "the name 'TF-bootstrap', which must hold lower-case letters, digits and single dashes only"),
        ("{landing_zone}--{stack}", "which must hold lower-case letters, digits and single dashes only"),
        (f"{'a' * 56}{{stack}}", "which must have 3 to 63 characters"),
    ],
)
def test_names_of_containers_of_an_existing_account(zone: Json, pattern: str, message: str) -> None:
    path, said = refused(zone, storage_account_id=ACCOUNT, containers=pattern)
    assert path == "state.containers"
    assert message in said


def test_an_account_is_given_by_its_id(zone: Json) -> None:
    assert refused(zone, storage_account_id="stterraform")[0] == "state.storage_account_id"
    path, said = refused(zone, storage_account_id=ACCOUNT, replication="ZRS", bootstrap="local", retention_days=30)
    assert path == "state.replication"
    assert "allowed are backend, groups, bootstrap, storage_account_id, containers, manage" in said
    with pytest.raises(config.ConfigurationError, match=r"must be one of local, azurerm, http, remote"):
        config.parse(zone | {"state": {"backend": "azure"}})


def test_state_and_data_are_in_different_accounts(zone: Json) -> None:
    lake = config.parse(zone).core.lake_accounts[Layer.CURATED]
    path, said = refused(zone, storage_account_id=str(lake))
    assert path == "state.storage_account_id"
    assert said.startswith("is the account of data_lake.curated: who has a role")


def test_the_endpoint_takes_an_address(zone: Json) -> None:
    zone["network"]["subnets"] = {"endpoints": {"address_prefix": "10.40.0.0/29"}}

    def needed_by_core(private_endpoint: bool) -> int:
        with pytest.raises(config.ConfigurationError) as error:
            config.parse(with_state(zone, private_endpoint=private_endpoint))
        (found,) = re.findall(r"needed at full scale .*core (\d+)", str(error.value))
        return int(found)

    assert needed_by_core(True) == needed_by_core(False) + 1
