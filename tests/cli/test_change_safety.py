"""What a change would lose or move is refused by synth and check, and told first by diff."""

from __future__ import annotations

import copy
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from click.testing import Result
from typer.testing import CliRunner

from azure_data_landing_zone import config
from azure_data_landing_zone.cli.app import app
from azure_data_landing_zone.synthesis import OutputError, synthesize
from support import ROOT, Json, read_stacks

HUB = "/subscriptions/99999999-9999-9999-9999-999999999999/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub"


def adlz(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def moved_contoso(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Contoso in another region, synthesized."""
    folder = tmp_path_factory.mktemp("moved")
    shutil.copytree(ROOT / "apps" / "contoso", folder / "contoso")
    file = folder / "contoso" / "landing-zone.yaml"
    file.write_text(file.read_text().replace("westeurope", "northeurope"))
    synthesize(config.load(file), folder / "cdktf.out")
    return folder / "cdktf.out"


def test_a_region_change_fits_on_a_screen_and_names_what_exists(
    app_output: Callable[[str], Path], moved_contoso: Path
) -> None:
    before = app_output("contoso")
    done = adlz("diff", before, moved_contoso)
    assert done.exit_code == 1
    said = done.stdout.splitlines()
    assert len(said) <= 40
    assert said[0].startswith("REGION: bootstrap, core, exploration-dev and 6 more: the region changes from westeurope")
    assert said[1].startswith("LOST: ")
    # Every word that only the new stacks hold would be a name that does not exist yet; the region is the change itself.
    old, new = (
        {word for file in folder.glob("stacks/*/cdk.tf.json") for word in re.findall(r"[\w.-]+", file.read_text())}
        for folder in (before, moved_contoso)
    )
    invented = {word for word in re.findall(r"[\w.-]+", done.stdout) if word in new - old and not word.isdigit()}
    assert invented == {"northeurope"}
    assert len(adlz("diff", before, moved_contoso, "--full").stdout.splitlines()) > 100


def suppressing(zone: Json, expires: str, rule: str = "*") -> Json:
    why = "Nothing is deployed yet, as the platform team decided"
    return zone | {
        "preflight": {"suppressions": [{"check": "changes", "rule": rule, "reason": why, "expires": expires}]}
    }


def test_a_region_change_is_refused_until_a_suppression_covers_it(tmp_path: Path, zone: Json) -> None:
    output = tmp_path / "cdktf.out"
    synthesize(config.parse(zone), output, pattern="core")
    before = read_stacks(output)
    zone["location"] = "northeurope"
    with pytest.raises(OutputError, match="REGION: core: the region changes from westeurope to northeurope") as refused:
        synthesize(config.parse(zone), output, pattern="core")
    assert "suppressions: [{check: changes, rule: '*'" in str(refused.value)
    assert read_stacks(output) == before
    with pytest.raises(OutputError, match="REGION"):
        synthesize(config.parse(suppressing(zone, "2026-01-31")), output, pattern="core")
    # A suppression of one kind leaves the others.
    with pytest.raises(OutputError, match="LOST") as left:
        synthesize(config.parse(suppressing(zone, "2099-12-31", "region")), output, pattern="core")
    assert "REGION" not in str(left.value)
    made = synthesize(config.parse(suppressing(zone, "2099-12-31")), output, pattern="core")
    assert made.changes is not None
    assert made.changes.effects[0].refused
    assert read_stacks(output) != before


def test_a_changed_default_is_judged_like_the_same_change_in_each_product(tmp_path: Path, zone: Json) -> None:
    zone["products"].append({"name": "lab", "environments": ["dev"]})
    regions = ("westeurope", "northeurope")
    defaults = [zone | {"product_defaults": {"location": region}} for region in regions]
    written = [zone | {"products": [one | {"location": region} for one in zone["products"]]} for region in regions]
    said = []
    for name, (before, after) in {"defaults": defaults, "written": written}.items():
        output = tmp_path / name
        for pattern in ("churn-*", "lab-*"):
            synthesize(config.parse(before), output, pattern=pattern)
        kept = read_stacks(output)
        with pytest.raises(OutputError, match="REGION: churn-dev, churn-prod, lab-dev: the region changes") as refused:
            synthesize(config.parse(after), output)
        assert read_stacks(output) == kept
        said.append(str(refused.value).replace(str(output), ""))
    assert said[0] == said[1]


@pytest.mark.parametrize(
    ("network", "way_out"),
    [
        ({"address_space": ["10.40.0.0/19"]}, "append instead of widening, `network: {address_space: "),
        (
            {"address_space": ["10.40.0.0/20"], "subnets": {"training": {"address_prefix": "10.40.8.0/24"}}},
            "`network: {subnets: {training: {address_prefix: 10.40.2.0/23}}}`",
        ),
    ],
)
def test_a_subnet_that_moves_is_refused_before_anything_is_written(
    tmp_path: Path, zone: Json, network: Json, way_out: str
) -> None:
    output = tmp_path / "cdktf.out"
    synthesize(config.parse(zone), output, pattern="core")
    with pytest.raises(OutputError, match="MOVED: snet-") as refused:
        synthesize(config.parse(zone | {"network": network}), output, pattern="core")
    assert way_out in str(refused.value)
    moved = tmp_path / "moved.yaml"
    moved.write_text(yaml.safe_dump(zone | {"network": network}))
    done = adlz("diff", output, moved, "--stack", "core")
    assert done.exit_code == 1
    assert done.stdout.startswith("MOVED: snet-")
    assert done.stdout.splitlines()[-1].startswith("Failed: ")
    # An appended range moves nothing.
    grown = zone | {"network": {"address_space": ["10.40.0.0/20", "10.41.0.0/20"]}}
    made = synthesize(config.parse(grown), output, pattern="core")
    assert made.changes is not None
    assert not [effect for effect in made.changes.effects if effect.refused]


@pytest.mark.parametrize(
    ("appended", "said"),
    [
        ("10.61.0.0/20", "overlaps 10.61.0.0/16 in network.hub.ranges"),
        ("10.0.0.0/20", "contains network.outbound.firewall_ip (10.0.1.4)"),
    ],
)
def test_an_appended_range_that_overlaps_the_hub_is_refused_before_it_is_compared(
    tmp_path: Path, zone: Json, appended: str, said: str
) -> None:
    zone["network"] |= {
        "hub": {"virtual_network_id": HUB, "manage": ["peering"], "ranges": ["10.61.0.0/16"]},
        "outbound": {"through": "firewall", "firewall_ip": "10.0.1.4"},
    }
    before, after, output = tmp_path / "before.yaml", tmp_path / "after.yaml", tmp_path / "cdktf.out"
    before.write_text(yaml.safe_dump(zone))
    synthesize(config.load(before), output, pattern="core")
    kept = read_stacks(output)
    spaces = zone["network"]["address_space"]
    after.write_text(yaml.safe_dump(zone | {"network": zone["network"] | {"address_space": [*spaces, appended]}}))
    line = after.read_text().splitlines().index(f"  - {appended}") + 1
    for command in (
        ("synth", "-c", after, "-o", output),
        ("check", "-c", after, "-o", output),
        ("check", "-c", after, "--against", before),
        ("diff", before, after),
    ):
        done = adlz(*command)
        assert done.exit_code == 2
        assert f"after.yaml:{line}: network.address_space[1]: {said}" in " ".join(done.output.split())
        assert read_stacks(output) == kept
    # A range that nothing behind the hub has is appended without a loss.
    after.write_text(yaml.safe_dump(zone | {"network": zone["network"] | {"address_space": [*spaces, "10.62.0.0/20"]}}))
    assert adlz("synth", "-c", after, "-o", output, "--stack", "core").exit_code == 0


def test_an_output_of_another_landing_zone_is_not_replaced(tmp_path: Path, zone: Json) -> None:
    output = tmp_path / "cdktf.out"
    synthesize(config.parse(zone), output, pattern="bootstrap")
    synthesize(config.parse(zone), output, pattern="core")
    with pytest.raises(OutputError, match="of the landing zone 'zone', and these of 'other'"):
        synthesize(config.parse(zone | {"name": "other"}), output, pattern="core")


@pytest.fixture
def written(tmp_path: Path, zone: Json, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "landing-zone.yaml"
    file.write_text(json.dumps(zone))
    (tmp_path / "before.yaml").write_text(json.dumps(zone))
    return file


def test_check_and_synth_say_what_they_compared_with(written: Path, zone: Json) -> None:
    nothing = adlz("check")
    assert "Compared with nothing: there are no former stacks." in nothing.stdout
    changed = copy.deepcopy(zone)
    changed["products"][0]["groups"] = {"data_scientists": "22222222-2222-2222-2222-222222222222"}
    changed["data_lake"]["raw"]["containers"] = ["landed"]
    written.write_text(json.dumps(changed))
    found = adlz("check", "--against", "before.yaml", "--format", "json")
    assert found.exit_code == 1
    data = json.loads(found.stdout)
    assert data["compared_with"] == "before.yaml"
    levels = {(one["rule"], one["level"]) for one in data["results"] if one["check"] == "changes"}
    assert {("lost", "refused"), ("gained", "reported")} <= levels
    (lost,) = [one for one in data["results"] if one["rule"] == "lost"]
    assert (lost["name"], lost["stack"], lost["place"]["file"]) == ("landing", "core", "landing-zone.yaml")
    text = adlz("check", "--against", "before.yaml").stdout
    assert "LOST: landing (core): is destroyed; lost is all data in it" in text
    assert "22222222-2222-2222-2222-222222222222 gets the role AzureML Data Scientist" in text
    refused = adlz("synth", "--against", "before.yaml")
    assert refused.exit_code == 1
    assert "compared with before.yaml, the configuration loses or moves what is deployed" in refused.output
    assert not (written.parent / "cdktf.out").exists()


def test_what_is_no_base_of_comparison_is_said(written: Path) -> None:
    for command in ("check", "synth"):
        done = adlz(command, "--against", "nowhere")
        assert done.exit_code == (2 if command == "check" else 1)
        assert "nowhere" in done.output or "git" in done.output
