"""Connections of a workspace to registries and feeds."""

from __future__ import annotations

from collections.abc import Callable

from shared_assets_support import OURS, THEIRS
from support import Json, Stack, roles, schema_findings

Synth = Callable[[Json], dict[str, Stack]]
FEED = "https://pkgs.dev.azure.com/contoso/_packaging/ml/pypi/simple/"


def connected(zone: Json, **connections: Json) -> Json:
    zone["products"][0]["connections"] = connections
    return zone


def connection(stack: Stack, name: str) -> Json:
    found: Json = stack.one("azapi_resource", name=name)
    assert found["type"] == "Microsoft.MachineLearningServices/workspaces/connections@2026-05-01"
    return found


def test_another_registry_is_read_by_identity(synth: Synth, zone: Json) -> None:
    id_ = f"{OURS}/Microsoft.ContainerRegistry/registries/crPlatform"
    stacks = synth(connected(zone, images={"container_registry_id": id_}, again={"container_registry_id": id_}))
    stack = stacks["churn-dev"]
    (identity,) = (
        key for key, body in stack.all("azurerm_user_assigned_identity").items() if body["name"].endswith("-workspace")
    )
    assert connection(stack, "images")["body"]["properties"] == {
        "category": "ContainerRegistry",
        "authType": "ManagedIdentity",
        "isSharedToAll": True,
        "target": "https://crplatform.azurecr.io",
        "metadata": {"ResourceId": id_},
        "credentials": {
            "clientId": f"${{azurerm_user_assigned_identity.{identity}.client_id}}",
            "resourceId": f"${{azurerm_user_assigned_identity.{identity}.id}}",
        },
    }
    for who in ("-workspace", "-cluster-cpu"):
        assert roles(stack, who, "/registries/crPlatform") == {"AcrPull"}
    assert [body["scope"] for body in stack.all("azurerm_role_assignment").values()].count(id_) == 2
    assert schema_findings(stacks) == ""


def test_a_registry_of_another_subscription_is_its_owners_to_open(synth: Synth, zone: Json) -> None:
    id_ = f"{THEIRS}/Microsoft.ContainerRegistry/registries/crpartner"
    stack = synth(connected(zone, images={"container_registry_id": id_}))["churn-dev"]
    assert roles(stack, "-cluster-cpu", "/registries/crpartner") == set()
    told = stack.document["output"]["grants_of_others"]["value"]["registry-crpartner"]
    assert told.startswith(f"AcrPull on {id_} for ")
    assert "-workspace" in told


def test_a_feed_is_read_as_it_says(synth: Synth, zone: Json) -> None:
    stacks = synth(
        connected(
            zone,
            feed={"python_feed": FEED},
            again={"python_feed": FEED, "authentication": "token"},
            public={"python_feed": FEED, "authentication": "none"},
        )
    )
    stack = stacks["churn-dev"]
    assert connection(stack, "public")["body"]["properties"]["authType"] == "None"
    assert "sensitive_body" not in connection(stack, "public")
    for name in ("feed", "again"):
        private = connection(stack, name)
        assert private["body"]["properties"] == {
            "category": "PythonFeed",
            "target": FEED,
            "authType": "PAT",
            "isSharedToAll": True,
        }
        variable = f"connection_token_{name}"
        assert private["sensitive_body"] == {"properties": {"credentials": {"pat": f"${{var.{variable}}}"}}}
        assert stack.document["variable"][variable]["sensitive"] is True
        assert stack.document["variable"][variable]["ephemeral"] is True
        assert "default" not in stack.document["variable"][variable]
    assert set(stack.document["variable"]) == {"connection_token_feed", "connection_token_again"}
    assert schema_findings(stacks) == ""
