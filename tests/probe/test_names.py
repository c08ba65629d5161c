"""The names that a probe asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from typer.testing import CliRunner

from azure_data_landing_zone import config
from azure_data_landing_zone.cli.app import app
from azure_data_landing_zone.probe.names import names, subnet_of
from support import ROOT

Zone = Callable[[Any], Any]
CONTOSO = ROOT / "apps" / "contoso" / "landing-zone.yaml"


@pytest.fixture(scope="module")
def contoso() -> config.Configuration:
    return config.load(CONTOSO)


def test_names_of_endpoints_are_those_that_clients_ask_for(contoso: config.Configuration) -> None:
    found = {one.host: one for one in names(contoso, frozenset({"core", "churn-dev"}), "")}
    layout = next(one for one in contoso.products if one.stack == "churn-dev")
    core = contoso.core
    assert core.synapse_workspace_id is not None
    assert core.data_factory_id is not None
    registry, synapse = layout.container_registry.name, core.synapse_workspace_id.name
    for host in (
        f"{layout.key_vault.name}.vault.azure.net",
        f"{layout.storage_account.name}.queue.core.windows.net",
        f"{registry}.azurecr.io",
        f"{registry}.westeurope.data.azurecr.io",
        f"{synapse}.dev.azuresynapse.net",
        f"{synapse}-ondemand.sql.azuresynapse.net",
        "web.azuresynapse.net",
        f"{core.data_factory_id.name}.westeurope.datafactory.azure.net",
        "adf.azure.com",
        f"{core.state_account.name}.blob.core.windows.net",
    ):
        assert found[host].private, host
        assert found[host].port == 443
        assert found[host].ranges == ("10.20.0.0/24",)
    # The registry of images is not ours, so that its endpoint may be in any subnet.
    assert found["crcontosoplatform.azurecr.io"].ranges == ()
    assert not any("maintenance" in host for host in found)


def test_outbound_services_are_those_of_the_subnet(contoso: config.Configuration) -> None:
    def outbound(purpose: str) -> set[str]:
        return {one.host for one in names(contoso, frozenset(), purpose)}

    assert outbound("") == set()
    assert {"login.microsoftonline.com", "management.azure.com", "dev.azure.com"} <= outbound("runners")
    assert "mcr.microsoft.com" not in outbound("runners")
    assert "mcr.microsoft.com" in outbound("training")
    assert not any("*" in host for host in outbound("training"))


def test_the_subnet_of_an_address(contoso: config.Configuration) -> None:
    assert subnet_of(contoso, "10.20.15.4") == "runners"
    assert subnet_of(contoso, "10.0.0.4") == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("nothing",), "no stack is called nothing; the stacks are bootstrap"),
        (("--subnet", "nowhere"), "no subnet is called nowhere; the subnets are"),
        (("--dns-server", "dns.contoso.com"), "must be an IPv4 address"),
    ],
)
def test_a_wrong_argument_is_an_error(arguments: tuple[str, ...], message: str) -> None:
    done = CliRunner().invoke(app, ["probe", *arguments, "-c", str(CONTOSO)], env={"COLUMNS": "200"})
    assert done.exit_code == 2
    assert message in " ".join(done.output.split())
