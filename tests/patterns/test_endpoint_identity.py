"""The identity of online endpoints."""

from __future__ import annotations

from collections.abc import Callable

from support import Json, Stack, roles

Synth = Callable[[Json], dict[str, Stack]]


def test_online_endpoints_have_an_identity_that_reads(synth: Synth, zone: Json) -> None:
    for name in ("churn-dev", "churn-prod"):
        stack = synth(zone)[name]
        (registry,) = stack.all("azurerm_container_registry")
        (account,) = stack.all("azurerm_storage_account")
        who = "-endpoint"
        assert roles(stack, who, f"azurerm_container_registry.{registry}.id}}") == {"AcrPull"}
        assert roles(stack, who, f"azurerm_storage_account.{account}.id}}") == {"Storage Blob Data Reader"}
        assert roles(stack, who, "") == {"AcrPull", "Storage Blob Data Reader", "AzureML Metrics Writer (preview)"}
        output = stack.document["output"]["endpoint_identity_id"]["value"]
        assert output.startswith("${azurerm_user_assigned_identity.ml_endpoint_identity_")
