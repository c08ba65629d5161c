"""Text stays text on its way to Terraform, and references stay references."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure_data_landing_zone import config, templates
from azure_data_landing_zone.config import Configuration
from azure_data_landing_zone.engine import azurerm, literals
from azure_data_landing_zone.engine.framework import App, TerraformOutput, TerraformStack, TerraformVariable
from azure_data_landing_zone.engine.literals import literal_text
from azure_data_landing_zone.resources import ResourceGroup
from azure_data_landing_zone.stacks import CoreStack
from azure_data_landing_zone.stacks.landing_zone import CONTEXT
from support import read_stacks

Json = Any
#: Text of the signs that Terraform looks for, and of what stands around them.
TEXT = st.text(st.sampled_from("$%{}\"\\ax~\n'"), max_size=12)
LIVE = '${file("/etc/hostname")}'


def document(app: App, folder: Path) -> Json:
    app.synth()
    return next(iter(read_stacks(folder).values())).document


@pytest.fixture
def app(tmp_path: Path) -> App:
    return App(outdir=str(tmp_path), context=dict(CONTEXT))


@given(TEXT)
def test_escaped_text_is_not_evaluated_and_has_its_value(text: str) -> None:
    assert not templates.is_evaluated(templates.escaped(text))
    assert templates.unescaped(templates.escaped(text)) == text
    assert templates.resolved(text) == templates.escaped(text)


@given(TEXT, TEXT)
def test_a_reference_is_all_that_is_evaluated(before: str, after: str) -> None:
    written = templates.resolved(f"{before}{templates.marked('x.y.id')}{after}")
    assert written.count("${x.y.id}") == 1
    head, tail = written.split("${x.y.id}")
    assert not head.endswith("$")
    assert not templates.is_evaluated(tail)
    signs = before[len(before.rstrip("$")) :]
    assert head == templates.escaped(before.rstrip("$")) + (f'${{"{signs}"}}' if signs else "")


@pytest.mark.skipif(shutil.which("terraform") is None, reason="terraform is not on this machine")
def test_terraform_gives_back_what_was_written(tmp_path: Path) -> None:
    samples = [LIVE, "%{if true}", "$${x}", "$$${x}", "%%{x}", "100 ${EUR}", '$"{', "a$", "%%%{", "${${", "~}${~"]
    reference = templates.marked('upper("b")')
    values = {
        **{templates.resolved(text): templates.resolved(text) for text in samples},
        **{
            f"reference {number}": templates.resolved(f"{text}{reference}{text}") for number, text in enumerate(samples)
        },
    }
    (tmp_path / "main.tf.json").write_text(json.dumps({"output": {"values": {"value": values}}}))
    for command in (["init"], ["apply", "-auto-approve"]):
        done = subprocess.run(["terraform", *command, "-no-color"], cwd=tmp_path, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
    state = json.loads((tmp_path / "terraform.tfstate").read_text())
    expected = {text: text for text in samples} | {
        f"reference {number}": f"{text}B{text}" for number, text in enumerate(samples)
    }
    assert state["outputs"]["values"]["value"] == expected


def test_whatever_is_handed_to_the_framework_is_literal(app: App, tmp_path: Path) -> None:
    with literal_text():
        stack = TerraformStack(app, "one")
        token = TerraformVariable(stack, "secret", type="string").string_value
        azurerm.provider.AzurermProvider(stack, "azurerm", features=[{}], metadata_host=LIVE)
        group = ResourceGroup(
            stack, "group", name=LIVE, location="westeurope", tags={LIVE: LIVE, "token": f"a{token}b"}
        )
        group.add_override("timeouts", {LIVE: [{"x": LIVE}]})
        group.managed_by = LIVE
        TerraformOutput(stack, "id", value=[group.id, LIVE, literals.reference("1 + 1")])
    made = document(app, tmp_path)
    escaped = f"${LIVE}"
    body = made["resource"]["azurerm_resource_group"]["group"]
    assert made["provider"]["azurerm"][0]["metadata_host"] == escaped
    assert body["name"] == body["managed_by"] == escaped
    assert body["tags"] == {escaped: escaped, "token": "a${var.secret}b"}
    assert body["timeouts"] == {escaped: [{"x": escaped}]}
    assert made["output"]["id"]["value"] == ["${azurerm_resource_group.group.id}", escaped, "${1 + 1}"]


def test_strings_of_a_consumer_are_passed_on_as_they_are(app: App, tmp_path: Path) -> None:
    stack = TerraformStack(app, "one")
    azurerm.provider.AzurermProvider(stack, "azurerm", features=[{}])
    group = ResourceGroup(stack, "group", name="${var.name}", location=literals.reference("var.location"))
    assert literals.literal(LIVE) == f"${LIVE}"
    TerraformOutput(stack, "id", value=group.id)
    made = document(app, tmp_path)
    body = made["resource"]["azurerm_resource_group"]["group"]
    assert (body["name"], body["location"]) == ("${var.name}", "${var.location}")
    assert made["output"]["id"]["value"] == "${azurerm_resource_group.group.id}"


@pytest.fixture
def configuration(zone: Json) -> Configuration:
    return config.parse({**zone, "tags": {"a": LIVE}, "products": [], "policies": "none"})


def test_a_stack_is_literal_in_whichever_way_it_is_made(app: App, tmp_path: Path, configuration: Configuration) -> None:
    class Own(CoreStack):
        def __init__(self, *arguments: Json, **named: Json) -> None:
            super().__init__(*arguments, **named)
            TerraformOutput(self, "mine", value="${1 + 1}")

    Own(app, "core", configuration=configuration)
    made = document(app, tmp_path)
    assert made["output"]["mine"]["value"] == "${1 + 1}"
    tags = {body["tags"]["a"] for body in made["resource"]["azurerm_resource_group"].values()}
    assert tags == {f"${LIVE}"}


def test_every_stack_of_ours_is_literal(app: App, tmp_path: Path, configuration: Configuration) -> None:
    class New(CoreStack):
        """Stands for a stack that is added to the library."""

        __module__ = "azure_data_landing_zone.stacks.new"

        def __init__(self, *arguments: Json, **named: Json) -> None:
            super().__init__(*arguments, **named)
            TerraformOutput(self, "text", value=LIVE)

    New(app, "core", configuration=configuration)
    assert document(app, tmp_path)["output"]["text"]["value"] == f"${LIVE}"
