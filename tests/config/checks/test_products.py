"""Mistakes in what a product reads, runs on, is connected to and is encrypted with."""

from __future__ import annotations

from typing import Any

import pytest

from azure_data_landing_zone import config
from azure_data_landing_zone.config.growth import growth

Json = dict[str, Any]
SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000000"
STORAGE = f"{SUBSCRIPTION}/resourceGroups/rg-data/providers/Microsoft.Storage/storageAccounts/stweather"
KEYS = f"{SUBSCRIPTION}/resourceGroups/rg-keys/providers"
PERSON = "22222222-2222-2222-2222-222222222222"
FEED = "https://packages.contoso.com/simple/"


def problems(data: Json) -> list[str]:
    with pytest.raises(config.ConfigurationError) as caught:
        config.parse(data)
    return [f"{problem.path}: {problem.message} | {problem.given}" for problem in caught.value.problems]


def instance(**changed: Any) -> Json:
    made = {"name": "churn-alice", "vm_size": "Standard_DS3_v2", "assigned_to": PERSON, **changed}
    return {"per_environment": {"dev": {"compute": {"instances": [made]}}}}


def key(**changed: Any) -> Json:
    return {
        "encryption": {
            "key_vault_id": f"{KEYS}/Microsoft.KeyVault/vaults/kv-keys",
            "key_id": "https://kv-keys.vault.azure.net/keys/ml",
            "identity_id": f"{KEYS}/Microsoft.ManagedIdentity/userAssignedIdentities/id-keys",
            "identity_client_id": PERSON,
            **changed,
        }
    }


MANAGED = {"isolation": {"mode": "managed_network"}}
#: What is given to the product, where the mistake is found below it, and what is said.
CASES: dict[str, tuple[Json, str, str]] = {
    "credential of a data store": (
        {"data": {"blobs": {"weather": {"container_id": "x", "account_key": "abc"}}}},
        "data.blobs.weather.account_key",
        "looks like a secret, and no secret belongs in the configuration",
    ),
    "secret of a service principal": (
        {"data": {"authentication": "service_principal", "client_secret": "abc"}},
        "data.client_secret",
        "looks like a secret",
    ),
    "token of a feed": (
        {"connections": {"feed": {"python_feed": FEED, "token": "abc"}}},
        "connections.feed.token",
        "looks like a secret",
    ),
    "private key in a set-up script": (
        instance(setup_script="echo '-----BEGIN RSA PRIVATE KEY-----' > key"),
        "per_environment.dev.compute.instances.churn-alice.setup_script",
        "looks like a secret",
    ),
    "feed with a password": (
        {"connections": {"feed": {"python_feed": "https://user:hunter2@packages.contoso.com/simple/"}}},
        "connections.feed",
        "python_feed must be the address alone: no name, password or token before its host",
    ),
    "feed that is read by identity": (
        {"connections": {"feed": {"python_feed": FEED, "authentication": "identity"}}},
        "connections.feed.authentication",
        "is not supported by Azure Machine Learning for Python feeds, which takes a token or nothing: write `token`",
    ),
    "feed with a query": (
        {"connections": {"feed": {"python_feed": f"{FEED}?t=hunter2"}}},
        "connections.feed",
        "nothing after a ? or #",
    ),
    "connection to nothing": ({"connections": {"feed": {}}}, "connections.feed.container_registry_id", "is required"),
    "file share of another type": (
        {"data": {"file_shares": {"models": {"file_share_id": f"{STORAGE}/blobServices/default/containers/models"}}}},
        "data.file_shares.models.file_share_id",
        "is the id of a Microsoft.Storage/storageAccounts/blobServices/containers, expected one of a "
        "Microsoft.Storage/storageAccounts/fileServices/shares",
    ),
    "container of another type": (
        {"data": {"blobs": {"weather": {"container_id": STORAGE}}}},
        "data.blobs.weather.container_id",
        "expected one of a Microsoft.Storage/storageAccounts/blobServices/containers",
    ),
    "data store that Azure makes": (
        {"data": {"blobs": {"workspaceblobstore": {"container_id": f"{STORAGE}/blobServices/default/containers/a"}}}},
        "data.blobs.workspaceblobstore",
        "is the name of a data store that Azure makes in every workspace already",
    ),
    "cluster and instance of one name": (
        {
            "compute": {
                "clusters": [{"name": "Churn-Alice", "vm_size": "Standard_DS3_v2", "max_nodes": 1}],
                "instances": [{"name": "churn-alice", "vm_size": "Standard_DS3_v2", "assigned_to": PERSON}],
            }
        },
        "compute",
        "clusters and instances have 'churn-alice' twice",
    ),
    "instance in two environments": (
        {"compute": {"instances": [{"name": "churn-alice", "vm_size": "Standard_DS3_v2", "assigned_to": PERSON}]}},
        "compute.instances.churn-alice.name",
        "is the name of a compute instance of churn-dev too, and in one region they must differ",
    ),
    "instance without a letter after the dash": (
        instance(name="alice-01"),
        "per_environment.dev.compute.instances.alice-01.name",
        "must have a letter after its last dash",
    ),
    "unknown size of an instance": (
        instance(vm_size="Standard_DS3_v22"),
        "per_environment.dev.compute.instances.churn-alice.vm_size",
        "is not a virtual machine size that we know; did you mean 'Standard_DS3_v2'?",
    ),
    "place for a time zone": (
        instance(schedule={"stop": "19:00", "time_zone": "Europe/Berlin"}),
        "per_environment.dev.compute.instances.churn-alice.schedule.time_zone",
        "must be spelled as Windows does, such as 'W. Europe Standard Time'",
    ),
    "feed that the network does not reach": (
        {"workspace": MANAGED, "connections": {"feed": {"python_feed": FEED}}},
        "connections.feed.python_feed",
        "lies on packages.contoso.com, which the managed network does not let compute reach",
    ),
    "key of another vault": (
        key(key_id="https://kv-other.vault.azure.net/keys/ml"),
        "encryption.key_id",
        "is a key of kv-other.vault.azure.net, but encryption.key_vault_id is the vault kv-keys",
    ),
    "key of another cloud": (
        key(key_id="https://kv-keys.vault.usgovcloudapi.net/keys/ml"),
        "encryption.key_id",
        "whose keys are at https://kv-keys.vault.azure.net/keys/",
    ),
    "own container of another product": (
        {"data": {"read": ["workspace/fraud-dev"]}},
        "data.read[0]",
        "is the own container of fraud-dev, which no other product reaches",
    ),
    "write to another product": (
        {"data": {"write": ["workspace/own", "workspace/fraud-dev"]}},
        "data.write[1]",
        "is the own container of fraud-dev, which no other product reaches",
    ),
    "write to production from development": (
        {"data": {"write": ["workspace/churn-prod"]}},
        "data.write[0]",
        "is the own container of churn-prod: churn-dev may only read it",
    ),
}


@pytest.fixture
def two(zone: Json) -> Json:
    """The small landing zone with a second product, which writes curated/sales."""
    zone["observability"] = {"private_link_scope": {"access": "open"}}
    fraud = {"name": "fraud", "environments": ["dev", "prod"], "data": {"write": ["curated/sales", "workspace/own"]}}
    zone["products"].insert(0, fraud)
    return zone


@pytest.mark.parametrize("case", CASES)
def test_reports(two: Json, case: str) -> None:
    given, where, said = CASES[case]
    two["products"][1] |= given
    found = problems(two)
    expected = f"products.churn.{where}: "
    assert any(problem.startswith(expected) and said in problem for problem in found), found
    assert "hunter2" not in str(found)


def test_a_container_of_the_lake_is_no_data_store_outside_of_it(two: Json) -> None:
    account = config.parse(two).core.lake_accounts
    id_ = next(str(id_) for layer, id_ in account.items() if layer == "curated")
    two["products"][1]["data"] = {
        "blobs": {"sales": {"container_id": f"{id_}/blobServices/default/containers/sales"}},
    }
    assert "lies in the curated layer of the data lake: name it in data.read or data.write" in problems(two)[0]


def test_a_container_has_one_writer(two: Json) -> None:
    two["products"][1]["data"] = {"write": ["curated/sales"]}
    assert problems(two) == [
        "products.fraud.data.write[0]: is written by churn-prod already, and two that write the same container "
        "overwrite each other's data: give fraud-prod a container of its own | 'curated/sales'"
    ]


def test_every_instance_needs_an_address(two: Json) -> None:
    two["network"]["subnets"] = {"training": {"address_prefix": "10.40.15.0/29"}}
    two["products"] = two["products"][1:]
    two["products"][0] |= {
        "environments": ["dev"],
        "compute": {
            "clusters": [{"name": "cpu", "vm_size": "Standard_DS3_v2", "max_nodes": 3}],
            "serverless": False,
        },
    }
    assert config.parse(two).stacks[-1] == "churn-dev"
    two["products"][0]["compute"]["instances"] = [
        {"name": "churn-alice", "vm_size": "Standard_DS3_v2", "assigned_to": PERSON}
    ]
    assert "has 3 usable addresses, but 4 are needed at full scale (churn-dev 4)" in problems(two)[0]


def test_what_is_right_is_taken(two: Json) -> None:
    two["products"][1] |= {
        **instance(),
        **key(),
        "workspace": {"isolation": {"mode": "managed_network", "allow": ["azure_artifacts"]}},
        "connections": {"feed": {"python_feed": "https://pkgs.dev.azure.com/contoso/_packaging/ml/pypi/simple/"}},
        "data": {"read": ["curated/sales", "workspace/churn-prod"]},
    }
    assert len(config.parse(two).deployments) == 4


def test_a_product_in_which_nobody_may_work_is_told(zone: Json) -> None:
    zone["network"]["outbound"] = {"through": "nat_gateway"}
    assert config.parse(zone).warnings == ()
    zone["groups"] = {"operators": "22222222-2222-2222-2222-222222222222"}
    (warning,) = config.parse(zone).warnings
    assert "no person may work in the workspace of churn-dev" in warning.message
    zone["products"][0]["groups"] = {"ml_engineers": "33333333-3333-3333-3333-333333333333"}
    assert config.parse(zone).warnings == ()


def test_a_size_of_no_table_is_read_from_its_name(zone: Json) -> None:
    zone["products"][0]["compute"] = {"clusters": [{"name": "cpu", "vm_size": "Standard_D4ds_v6", "max_nodes": 2}]}
    zone["quota"] = {"regions": {"westeurope": {"machine_learning": {"families": {"standardDDSv6Family": 100}}}}}
    configuration = config.parse(zone)
    (warning,) = {one.message for one in configuration.warnings if one.path.endswith("vm_size")}
    assert "by its name it has 4 vCPUs, family standardDDSv6Family" in warning
    (row, _) = growth(configuration)
    assert (row.vcpus, row.family) == (4, "standardDDSv6Family")
    assert configuration.policy is not None
    allowed = next(one for one in configuration.policy.assigned if one.key == "vm_sizes").parameters["allowedVmSizes"]
    assert isinstance(allowed, list)
    assert {"Standard_D4ds_v6", "Standard_D4ds_v4"} < set(map(str, allowed))
    zone["vm_sizes"] = {"Standard_D4ds_v6": {"vcpus": 3, "family": "mine"}}
    zone.pop("quota")
    given = config.parse(zone)
    assert not [one for one in given.warnings if one.path.endswith("vm_size")]
    assert growth(given)[0].vcpus == 3


def test_a_write_that_gives_read_outside_of_production_is_named_with_its_environments(zone: Json) -> None:
    zone["environments"]["staging"] = {"lifecycle": "standard"}
    product = zone["products"][0]
    product |= {"environments": ["dev", "staging", "prod"], "data": {"write": ["curated/sales", "workspace/own"]}}
    (warning,) = [found for found in config.parse(zone).warnings if "write" in found.path]
    assert warning.path.endswith("data.write[0]")
    assert warning.message.startswith("is read, not written, in dev and staging: ")
    product |= {
        "data": {"read": ["curated/sales"]},
        "per_environment": {"prod": {"data": {"write": ["curated/sales"]}}},
    }
    assert not [found for found in config.parse(zone).warnings if "write" in found.path]
