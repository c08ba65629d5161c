"""A gate makes Terraform read a neighbour during the first apply only."""

from __future__ import annotations

from typing import Any

from azure_data_landing_zone.engine import azurerm
from azure_data_landing_zone.resources import Gate
from resource_support import SUBSCRIPTION, Built


def test_a_gate_holds_a_data_source_back_until_the_first_apply(built: Built) -> None:
    neighbour = SUBSCRIPTION.resource("Microsoft.ManagedIdentity/userAssignedIdentities", "theirs")

    def make(scope: Any) -> None:
        gate = Gate(scope, "gate", neighbour=neighbour)
        azurerm.data_azurerm_user_assigned_identity.DataAzurermUserAssignedIdentity(
            scope, "theirs", name="theirs", resource_group_name="rg-test", depends_on=[gate]
        )

    stack = built(make)
    ((name, gate),) = stack.all("terraform_data").items()
    assert gate["input"] == {"id": neighbour.id}
    assert stack.document["data"]["azurerm_user_assigned_identity"]["theirs"]["depends_on"] == [
        f"terraform_data.{name}"
    ]
