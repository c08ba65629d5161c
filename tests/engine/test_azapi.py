from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from azure_data_landing_zone.engine import azapi
from azure_data_landing_zone.engine.arguments import AZAPI_VERSIONS, AZAPI_VERSIONS_OF_USES
from azure_data_landing_zone.engine.framework import App, TerraformOutput, TerraformResourceLifecycle, TerraformStack
from support import ROOT, Stack

CHECK = ROOT.parent / "shared" / "tools" / "check_schema.py"
GROUP = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg"


@pytest.fixture
def built(tmp_path: Path) -> Callable[[Callable[[Any], object]], Stack]:
    def build(make: Callable[[Any], object]) -> Stack:
        app = App(outdir=str(tmp_path))
        stack = TerraformStack(app, "one")
        azapi.AzapiProvider(stack, "azapi", subscription_id="s", tenant_id="t", environment="public")
        make(stack)
        app.synth()
        return Stack("one", json.loads((tmp_path / "stacks" / "one" / "cdk.tf.json").read_text()))

    return build


def registry(scope: Any) -> azapi.AzapiResource:
    return azapi.AzapiResource(
        scope,
        "registry",
        type_="Microsoft.MachineLearningServices/registries",
        name="mlr-contoso",
        parent_id=GROUP,
        location="westeurope",
        body={"properties": {"publicNetworkAccess": "Disabled", "regionDetails": [{"location": "westeurope"}]}},
        identity={"type": "SystemAssigned"},
        sensitive_body={"properties": {"secret": "${var.secret}"}},
        response_export_values=["properties.discoveryUrl"],
        tags={"a": "b"},
        lifecycle=TerraformResourceLifecycle(prevent_destroy=True),
    )


def test_an_azapi_resource_has_its_type_version_parent_and_body(built: Any) -> None:
    def make(scope: Any) -> None:
        made = registry(scope)
        TerraformOutput(scope, "url", value=made.output("properties.discoveryUrl"))
        azapi.AzapiResource(
            scope,
            "child",
            type_="Microsoft.MachineLearningServices/workspaces/connections",
            name="feed",
            parent_id=f"{GROUP}/providers/Microsoft.MachineLearningServices/workspaces/w",
            body={"properties": {"category": "PythonFeed", "authType": "None", "target": "https://feed"}},
            depends_on=[made],
        )

    stack = built(make)
    body = stack.one("azapi_resource", name="mlr-contoso")
    assert body["type"] == "Microsoft.MachineLearningServices/registries@2026-05-01"
    assert body["parent_id"] == GROUP
    assert body["body"]["properties"]["regionDetails"] == [{"location": "westeurope"}]
    assert body["identity"] == [{"type": "SystemAssigned"}]
    assert body["sensitive_body"] == {"properties": {"secret": "${var.secret}"}}
    assert body["response_export_values"] == ["properties.discoveryUrl"]
    assert body["lifecycle"] == {"prevent_destroy": True}
    assert stack.document["output"]["url"]["value"] == "${azapi_resource.registry.output.properties.discoveryUrl}"
    child = stack.one("azapi_resource", name="feed")
    assert child["depends_on"] == ["azapi_resource.registry"]
    assert not {"location", "tags", "identity"} & set(child)


def test_the_provider_floats_and_registers_nothing(built: Any) -> None:
    stack = built(lambda _: None)
    assert stack.document["terraform"]["required_providers"]["azapi"] == {
        "source": "Azure/azapi",
        "version": ">= 2.12, < 3",
    }
    (provider,) = stack.document["provider"]["azapi"]
    assert provider["skip_provider_registration"] is True


def test_azure_validates_at_plan_where_the_configuration_says_so(zone: Any, adlz_synth: Any) -> None:
    assert "enable_preflight" not in adlz_synth(zone)["core"].document["provider"]["azapi"][0]
    zone["preflight"] = {"azure": True}
    assert adlz_synth(zone)["core"].document["provider"]["azapi"][0]["enable_preflight"] is True


def test_a_type_without_a_version_is_refused(built: Any) -> None:
    with pytest.raises(KeyError, match="Microsoft.Unknown/things"):
        built(
            lambda scope: azapi.AzapiResource(
                scope, "x", type_="Microsoft.Unknown/things", name="x", parent_id="/", body={}
            )
        )


def test_a_use_of_a_type_may_have_a_version_of_its_own(built: Any) -> None:
    def make(scope: Any) -> None:
        for use in ("", "ComputeInstance"):
            made = azapi.AzapiResource(
                scope,
                f"compute{use}",
                type_="Microsoft.MachineLearningServices/workspaces/computes",
                use=use,
                name=f"compute{use}",
                parent_id=f"{GROUP}/providers/Microsoft.MachineLearningServices/workspaces/w",
                body={},
                query={"skipValidation": "true"},
                replaced_with={"location": "westeurope"},
            )
            TerraformOutput(scope, f"id{use}", value=made.id)

    stack = built(make)
    usual, special = (stack.one("azapi_resource", name=f"compute{use}") for use in ("", "ComputeInstance"))
    assert usual["type"].endswith("@2026-05-01")
    assert special["type"].endswith("@2025-10-01-preview")
    assert special["create_query_parameters"] == special["update_query_parameters"] == {"skipValidation": ["true"]}
    assert special["replace_triggers_external_values"] == {"location": "westeurope"}
    assert stack.document["output"]["id"]["value"] == "${azapi_resource.compute.id}"


@pytest.mark.skipif(not CHECK.exists(), reason="the schema check is not part of this checkout")
def test_the_versions_are_in_the_stored_schemas() -> None:
    known = subprocess.run(
        [sys.executable, str(CHECK), "--arm"], capture_output=True, text=True, check=True
    ).stdout.split()
    # The stored schemas leave it out; azapi 2.8.0 itself takes it in a plan, and refuses another destination than ours.
    planned = {"Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15"}
    assert {f"{type_}@{version}" for type_, version in AZAPI_VERSIONS.items()} - planned <= set(known)
    uses = {f"{type_}@{version}" for type_, of in AZAPI_VERSIONS_OF_USES.items() for version in of.values()}
    assert uses <= set(known)
