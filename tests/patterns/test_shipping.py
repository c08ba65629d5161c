"""The identity with which a team's own pipelines ship models."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from azure_data_landing_zone.azure.roles import name_of as role_name
from support import Json, Stack, roles

Synth = Callable[[Json], dict[str, Stack]]
SUBJECTS = {
    "github": ({"github": {"repository": "acme/models"}}, "repo:acme/models:environment:dev"),
    "azure_devops": (
        {
            "azure_devops": {
                "organization": "acme",
                "organization_id": "66666666-6666-6666-6666-666666666666",
                "project": "models",
                "service_connection": "models",
            }
        },
        "sc://acme/models/models-dev-ship",
    ),
    "gitlab": ({"gitlab": {"project": "acme/models"}}, "project_path:acme/models:ref_type:branch:ref:main"),
}


@pytest.mark.parametrize("service", SUBJECTS)
def test_the_pipelines_of_one_environment_are_trusted(synth: Synth, zone: Json, service: str) -> None:
    shipping, subject = SUBJECTS[service]
    zone["products"][0] |= {"shipping": shipping, "environments": ["dev"]}
    stack = synth(zone)["churn-dev"]
    credential = stack.one("azurerm_federated_identity_credential")
    assert credential["subject"] == subject
    assert credential["user_assigned_identity_id"].startswith("${azurerm_user_assigned_identity.shipping_identity_")
    assert "shipping_client_id" in stack.document["output"]


def test_it_registers_deploys_and_assigns_the_endpoints_identity_and_nothing_else(synth: Synth, zone: Json) -> None:
    zone["products"][0]["shipping"] = {"github": {"repository": "acme/models"}}
    zone["analytics"] = {"machine_learning_registry": {}}
    stack = synth(zone)["churn-prod"]
    scopes = {
        "AzureML Data Scientist": "${azurerm_machine_learning_workspace.",
        "Storage Blob Data Contributor": "${azurerm_storage_account.",
        "Managed Identity Operator": "${azurerm_user_assigned_identity.ml_endpoint_",
        "AzureML Registry User": "/subscriptions/",
    }
    assert roles(stack, "-shipping", "") == set(scopes)
    for body in stack.all("azurerm_role_assignment").values():
        if ".shipping_identity_" in body["principal_id"]:
            name = role_name(body["role_definition_id"].rsplit("/", 1)[1])
            assert body["scope"].startswith(scopes[name])


def test_nothing_ships_unless_the_product_says_so(synth: Synth, zone: Json) -> None:
    stack = synth(zone)["churn-prod"]
    assert not stack.all("azurerm_federated_identity_credential")
    assert not [key for key in stack.all("azurerm_user_assigned_identity") if "shipping" in key]
