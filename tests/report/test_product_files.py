"""What the page of a product and its files take from the configuration alone."""

from __future__ import annotations

import re

import pytest
import yaml

from azure_data_landing_zone import config
from page_support import loaded, page_of, section
from support import Json


def test_policies_on_trial_refuse_nothing_and_none_are_not_listed(zone: Json) -> None:
    zone["policies"] = {"enforce": False}
    assert section(page_of(zone), "policies").text[0].startswith("The policies are on trial")
    zone["policies"] = "none"
    assert section(page_of(zone), "policies").rows == ()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"compute": {"clusters": []}}, {"identity": {"type": "user_identity"}, "compute": None}),
        ({"data": {"read": [], "write": []}}, {"inputs": None}),
        ({"data": {"authentication": "service_principal"}}, {"identity": None}),
        (
            {
                "compute": {
                    "clusters": [
                        {"name": "gpu", "vm_size": "Standard_NC4as_T4_v3", "max_nodes": 1},
                        {"name": "large", "vm_size": "Standard_D8ds_v4", "max_nodes": 1},
                    ]
                }
            },
            {"compute": "azureml:large"},
        ),
    ],
    ids=["serverless", "no data", "credential", "without GPUs"],
)
def test_the_job_follows_the_product(zone: Json, change: Json, expected: Json) -> None:
    zone["products"][0] |= change
    job = loaded(page_of(zone), "job.yml")
    assert {key: job.get(key) for key in expected} == expected
    assert job["outputs"]["result"]["path"].startswith("azureml://datastores/work")


def test_a_product_without_compute_has_no_job(zone: Json) -> None:
    zone["products"][0]["compute"] = {"clusters": [], "serverless": False}
    page = page_of(zone)
    assert "job.yml" not in page.files
    assert "first_job.py" not in page.files
    assert "add a cluster" in section(page, "job").text[0]


def test_an_image_that_policies_refuse_is_named(zone: Json) -> None:
    assert "does not allow" not in " ".join(section(page_of(zone), "job").text)
    own = [layout.registry_host for layout in config.parse(zone).products]
    zone["policies"] = {"assign": {"allowed_registries": {"parameters": {"allowedACRs": own}}}}
    assert "A policy does not allow its image here" in " ".join(section(page_of(zone), "job").text)


def test_long_names_still_give_names_of_endpoints(zone: Json) -> None:
    zone["products"][0]["name"] = "a-product-of-a-long-name"
    page, other = (page_of(zone, f"a-product-of-a-long-name-{environment}") for environment in ("dev", "prod"))
    names = {loaded(one, "endpoint.yml")["name"] for one in (page, other)}
    assert len(names) == 2
    assert all(re.fullmatch(r"[a-z](-?[a-z0-9]){2,31}", name) and len(name) <= 32 for name in names)


def test_other_clouds(zone: Json) -> None:
    zone |= {"cloud": "usgovernment", "location": "usgovvirginia"}
    zone["observability"] = {"private_link_scope": "none"}
    page = page_of(zone)
    assert section(page, "workspace").facts["Studio"].startswith("https://ml.azure.us/")
    assert section(page, "job").commands.startswith("az cloud set --name AzureUSGovernment\naz login")
    program = page.files["first_job.py"].text
    assert "authority='login.microsoftonline.us'" in program
    assert "cloud='AzureUSGovernment'" in program
    assert section(page, "tracking").facts["Environment variable of the cloud"] == (
        "AZUREML_CURRENT_CLOUD=AzureUSGovernment"
    )
    assert "endpoint.yml" not in page.files
    assert "batch endpoints" in section(page, "endpoint").text[0]


def test_without_people_the_page_says_whom_to_ask_about_the_network(zone: Json) -> None:
    said = " ".join(section(page_of(zone), "reach").text)
    assert "names neither a VPN nor a jump host" in said
    assert "virtual network vnet-zone-network-weu-001" in said
    zone["network"]["hub"] = {
        "virtual_network_id": "/subscriptions/99999999-9999-9999-9999-999999999999/resourceGroups/rg-hub/providers/"
        "Microsoft.Network/virtualNetworks/vnet-hub",
        "use_gateway": True,
    }
    assert "through the gateway of vnet-hub" in " ".join(section(page_of(zone), "reach").text)
    zone["people"] = {"vpn": {"name": "Acme VPN"}}
    said = " ".join(section(page_of(zone), "reach").text)
    assert "connect with Acme VPN" in said
    assert "neither" not in said


def test_a_product_that_will_be_removed_says_so(zone: Json) -> None:
    zone["products"][0]["decommission"] = True
    assert "will be removed" in section(page_of(zone), "workspace").text[0]


def test_addresses_are_only_those_of_https(zone: Json) -> None:
    for address in ("javascript:alert(1)", "http://wiki.contoso.com", 'https://a.b/"onclick="x', "https://a.b/ c"):
        zone["people"] = {"support": {"page": address}}
        with pytest.raises(config.ConfigurationError, match=r"people\.support\.page"):
            config.parse(zone)


def test_a_managed_endpoint_has_a_small_size_and_an_image_with_a_server(zone: Json) -> None:
    page = page_of(zone)
    assert loaded(page, "deployment.yml")["instance_type"] == "Standard_D2as_v4"
    assert page.files["serving/Dockerfile"].text == "FROM mcr.microsoft.com/azureml/minimal-py312-inference:latest\n"
    schemas = {name: loaded(page, name)["$schema"].rpartition("/")[2] for name in page.files if name.endswith(".yml")}
    assert schemas == {
        "job.yml": "commandJob.schema.json",
        "endpoint.yml": "managedOnlineEndpoint.schema.json",
        "environment.yml": "environment.schema.json",
        "deployment.yml": "managedOnlineDeployment.schema.json",
    }


def test_both_writers_of_yaml_write_the_same(zone: Json, monkeypatch: pytest.MonkeyPatch) -> None:
    fast = page_of(zone).files
    monkeypatch.delattr(yaml, "CSafeDumper")
    assert page_of(zone).files == fast


def test_packages_come_from_feeds_and_from_what_compute_reaches(zone: Json) -> None:
    assert "connections" in section(page_of(zone), "images").facts["Not reached"]
    zone["products"][0]["connections"] = {
        "team": {"python_feed": "https://pkgs.dev.azure.com/acme/_packaging/ml/pypi/"}
    }
    facts = section(page_of(zone), "images").facts
    assert facts["Python feed team"] == "https://pkgs.dev.azure.com/acme/_packaging/ml/pypi/"
    assert "from the feed above" in facts["Not reached"]
    zone["network"]["outbound"] = {"through": "firewall", "firewall_ip": "10.0.0.4", "hosts": ["pypi.org"]}
    facts = section(page_of(zone), "images").facts
    assert facts["Compute reaches"].endswith("; pypi.org")
    assert "Not reached" not in facts
    zone["observability"] = {"private_link_scope": {"access": "open"}}
    isolation = {"mode": "managed_network", "outbound": "allow_internet_outbound"}
    zone["products"][0]["workspace"] = {"isolation": isolation}
    assert section(page_of(zone), "images").facts["Compute reaches"] == "the internet"


def test_data_stores_outside_the_lake_and_writes_of_production(zone: Json) -> None:
    share = "Microsoft.Storage/storageAccounts/stb/fileServices/default/shares/labels"
    place = f"/subscriptions/99999999-9999-9999-9999-999999999999/resourceGroups/rg-b/providers/{share}"
    zone["products"][0]["data"] = {
        "read": ["raw/landing"],
        "write": ["curated/sales", "workspace/own"],
        "file_shares": {"labels": {"file_share_id": place}},
    }
    rows = {row["data store"]: row for row in section(page_of(zone), "data").rows}
    assert rows["labels"]["jobs"] == "read and write"
    assert rows["curated_sales"]["jobs"] == "read; write from production only"
    production = {row["data store"]: row for row in section(page_of(zone, "churn-prod"), "data").rows}
    assert production["curated_sales"]["jobs"] == "read and write"
    # The job writes to the product's own container, also where it may write others.
    outputs = loaded(page_of(zone, "churn-prod"), "job.yml")["outputs"]
    assert outputs["result"]["path"] == "azureml://datastores/workspace_churn_prod/paths/first-job/"


def test_ways_into_the_network(zone: Json) -> None:
    host = "Microsoft.Compute/virtualMachines/vm-jump"
    place = f"/subscriptions/99999999-9999-9999-9999-999999999999/resourceGroups/rg-hub/providers/{host}"
    zone["people"] = {
        "jump_host": {"virtual_machine_id": place, "page": "https://wiki.acme.com/jump", "bastion": False}
    }
    subnet = "Microsoft.Network/virtualNetworks/vnet-campus/subnets/ml"
    zone["products"][0]["workspace"] = {
        "further_endpoints": {
            "campus": {
                "subnet_id": f"/subscriptions/99999999-9999-9999-9999-999999999999/resourceGroups/rg-c/providers/{subnet}",
                "location": "westeurope",
                "resources": ["workspace", "storage_account"],
            }
        }
    }
    reach = section(page_of(zone), "reach")
    assert "Jump host: sign in to the virtual machine vm-jump with your remote desktop or SSH" in " ".join(reach.text)
    assert "In the network vnet-campus (campus), private endpoints lead to: workspace, storage account." in " ".join(
        reach.text
    )
    assert reach.facts["Jump host"].startswith("https://portal.azure.com/#@11111111-")
    assert reach.facts["Jump host instructions"] == "https://wiki.acme.com/jump"
    assert "or in a network with endpoints of its own" in reach.facts["Expected answer"]
