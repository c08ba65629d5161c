"""Fragments and overrides of a landing zone's file: docs/extending.md, through synth, check, diff, report and snapshot."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import Result
from typer.testing import CliRunner

from azure_data_landing_zone import config
from azure_data_landing_zone.cli.app import app
from azure_data_landing_zone.cli.preflight import over_configuration
from azure_data_landing_zone.engine import extensions
from azure_data_landing_zone.engine.framework import App
from azure_data_landing_zone.inputs import stack_digests
from azure_data_landing_zone.stacks import CONTEXT, add_stacks
from azure_data_landing_zone.synthesis import OutputError, Reuse, stacks_of, synthesize
from support import ROOT, Json, read_stacks

PAGE = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")
(FRAGMENT,) = re.findall(r"^```json\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
BLOCKS = [
    yaml.safe_load(text) for text in re.findall(r"^```text\n(extensions:\n.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
]
LOGS = "azurerm_log_analytics_workspace.log-analytics"
WHY = "Decided by the platform team"


def adlz(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the minimal landing zone, in which commands run."""
    shutil.copytree(ROOT / "apps" / "minimal", tmp_path / "zone", ignore=shutil.ignore_patterns("cdktf.out", "*.py"))
    monkeypatch.chdir(tmp_path / "zone")
    return tmp_path / "zone"


@pytest.fixture
def extended(folder: Path) -> Callable[..., Path]:
    """Adds extensions to the landing zone's file, and fragments beside it."""
    plain = (folder / "landing-zone.yaml").read_text()

    def write(extensions: Json, **fragments: Json) -> Path:
        file = folder / "landing-zone.yaml"
        file.write_text(plain + yaml.safe_dump({"extensions": extensions}, sort_keys=False))
        for name, content in fragments.items():
            text = content if isinstance(content, str) else json.dumps(content, indent=1)
            (folder / f"{name}.tf.json").write_text(text)
        return file

    return write


def fragment(*stacks: str, file: str = "more.tf.json") -> Json:
    return {"fragments": [{"file": file, "stacks": list(stacks or ["core"]), "reason": WHY}]}


def override(set_: Json, address: str = LOGS, stack: str = "core", **more: str) -> Json:
    return {"overrides": [{"stack": stack, "address": address, "set": set_, "reason": WHY, **more}]}


def documents(file: Path, pattern: str = "core") -> dict[str, Any]:
    return dict(stacks_of(config.load(file), pattern=pattern).documents)


def refused(file: Path, pattern: str = "core") -> list[str]:
    """What is said of the configuration, or of its stacks, with the name of the file alone."""
    with pytest.raises(config.ConfigurationError) as caught:
        stacks_of(config.load(file), pattern=pattern)
    return [re.sub(r"^\S*/(?=[^/]+:\d)", "", str(problem)) for problem in caught.value.problems]


def test_the_worked_example_through_the_commands(folder: Path) -> None:
    """The page's fragment and override, as a person would use them."""
    assert adlz("synth", "-o", "before").exit_code == 0
    (folder / "terraform").mkdir()
    (folder / "terraform" / "audit.tf.json").write_text(FRAGMENT)
    both = {"extensions": {key: value for block in BLOCKS for key, value in block["extensions"].items()}}
    with (folder / "landing-zone.yaml").open("a") as file:
        file.write(yaml.safe_dump(both))

    made = adlz("synth", "-o", "after")
    assert made.exit_code == 0, made.output
    before, after = (
        {name: stack.document for name, stack in read_stacks(folder / side).items()} for side in ("before", "after")
    )
    core = after["core"]
    for block, named in json.loads(FRAGMENT).items():
        for name, body in named.items():
            assert core[block][name] == body if block == "output" else core[block][name]["audit"] == body["audit"]
    assert core["resource"]["azurerm_log_analytics_workspace"]["log-analytics"]["sku"] == "CapacityReservation"
    # All else is as it was.
    del (
        core["resource"]["azurerm_role_assignment"]["audit"],
        core["resource"]["azurerm_user_assigned_identity"]["audit"],
    )
    del core["output"]["audit_client_id"]
    core["resource"]["azurerm_log_analytics_workspace"]["log-analytics"]["sku"] = "PerGB2018"
    del core["resource"]["azurerm_log_analytics_workspace"]["log-analytics"]["reservation_capacity_in_gb_per_day"]
    for stack in (*before.values(), *after.values()):
        stack.pop("//")
    core["resource"] = {type_: named for type_, named in core["resource"].items() if named}
    assert after == before

    found = adlz("check", "-o", "after", "--format", "json")
    assert found.exit_code == 0, found.stdout
    listed = [one for one in json.loads(found.stdout)["results"] if one["check"] == "extensions"]
    assert [(one["rule"], one["level"], one["stack"], one["address"]) for one in listed] == [
        ("fragment", "accepted", "core", ""),
        ("override", "accepted", "core", LOGS),
    ]
    assert "terraform/audit.tf.json adds azurerm_user_assigned_identity.audit" in listed[0]["message"]
    assert listed[0]["reason"] == "The audit team reads the logs"
    assert "reservation_capacity_in_gb_per_day is set to 100" in listed[1]["message"]
    assert listed[1]["reason"] == "100 GB a day, cheaper by reservation (until 2027-11-30)"

    compared = adlz("diff", "before", "after", "--full")
    assert compared.exit_code == 0
    assert "the identity azurerm_user_assigned_identity.audit gets the role Log Analytics Reader" in compared.stdout
    assert "azurerm_user_assigned_identity.audit 'id-audit' added" in compared.stdout
    assert 'sku: "PerGB2018" -> "CapacityReservation"' in compared.stdout

    assert adlz("report", "-o", "site").exit_code == 0
    report = (folder / "site" / "report.md").read_text()
    assert "### Extensions" in report
    assert "100 GB a day, cheaper by reservation" in report
    assert "The audit team reads the logs" in (folder / "site" / "index.html").read_text()


def test_a_snapshot_shows_fragments_and_overrides(extended: Callable[..., Path], pytester: pytest.Pytester) -> None:
    """A team's own snapshots and address books notice what a fragment or an override changes."""

    def run(*options: str) -> pytest.RunResult:
        return pytester.runpytest_inprocess(f"--landing-zone={file}", *options)

    pytester.makepyfile(
        "def test_snapshot(landing_zone, stack_snapshot):\n    stack_snapshot(landing_zone['core'])\n\n\n"
        "def test_addresses(landing_zone, address_book):\n    address_book(landing_zone, 'book.txt')\n"
    )
    file = extended({})
    run("--snapshot-update", "--update-address-books").assert_outcomes(passed=2)
    extended({**fragment(), **override({"retention_in_days": 365})}, more={"resource": {"azurerm_x": {"y": {}}}})
    failed = run()
    failed.assert_outcomes(failed=2)
    failed.stdout.fnmatch_lines(
        [
            "*@@ resource.azurerm_log_analytics_workspace.log-analytics @@",
            '+*"retention_in_days": 365,',
            "*core azurerm_x.y",
        ]
    )


def test_add_stacks_of_a_program_applies_them(extended: Callable[..., Path]) -> None:
    file = extended({**fragment("*-dev"), **override({"retention_in_days": 365})}, more={"locals": {"a": "${1 + 1}"}})
    stacks = add_stacks(App(context=CONTEXT), config.load(file))
    made = {name: dict(extensions.document_of(stack)) for name, stack in stacks.items()}
    assert made["forecast-dev"]["locals"] == {"a": "${1 + 1}"}
    assert "locals" not in made["core"]
    assert made["core"]["resource"]["azurerm_log_analytics_workspace"]["log-analytics"]["retention_in_days"] == 365


def test_both_engines_write_the_same(extended: Callable[..., Path]) -> None:
    content = {
        "provider": {"azurerm": [{"alias": "other", "features": {}, "client_id": None}]},
        "resource": {"azurerm_x": {"y": {"list": [1, {"a": True}], "text": "${var.a}", "empty": {}, "none": []}}},
        "variable": {"a": {"default": None}, "b": {"default": [None, {"c": None}]}},
        "import": [{"to": "azurerm_x.y", "id": "/x"}],
    }
    extensions = {
        **fragment(),
        **override(
            {
                "tags.purpose": "${audit}",
                "identity.0.type": "SystemAssigned",
                "allow_resource_only_permissions": None,
                "timeouts": {"create": None},
            }
        ),
    }
    file = extended(extensions, more=content)
    code = "import sys; from azure_data_landing_zone.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", code, "synth", "--stack", "core", "-o", "cdktn"]
    other = {**os.environ, "ADLZ_ENGINE": "cdktn"}
    done = subprocess.run(command, env=other, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    synthesize(config.load(file), file.parent / "cdktf", pattern="core")
    sides = [read_stacks(file.parent / engine)["core"].reviewed() for engine in ("cdktf", "cdktn")]
    assert sides[0] == sides[1]
    core = read_stacks(file.parent / "cdktf")["core"].document
    assert core["resource"]["azurerm_x"] == content["resource"]["azurerm_x"]  # type: ignore[index]
    assert core["import"] == content["import"]
    assert core["variable"] == content["variable"]
    assert core["provider"]["azurerm"][1]["client_id"] is None
    assert [one.get("alias") for one in core["provider"]["azurerm"]] == [None, "other"]
    logs = core["resource"]["azurerm_log_analytics_workspace"]["log-analytics"]
    assert logs["tags"]["purpose"] == "$${audit}"
    assert logs["identity"] == [{"type": "SystemAssigned"}]
    assert logs["timeouts"] == {"create": None}
    assert "allow_resource_only_permissions" not in logs


def test_a_value_replaces_what_is_at_its_path(extended: Callable[..., Path]) -> None:
    account = next(
        one for one in documents(extended({}))["core"]["resource"]["azurerm_storage_account"] if "curated" in one
    )
    address = f"azurerm_storage_account.{account}"
    set_ = {
        "network_rules.bypass": ["None"],
        "sas_policy": {"expiration_period": "00.01:00:00"},
        "blob_properties": None,
    }
    file = extended(override(set_, address))
    body = documents(file)["core"]["resource"]["azurerm_storage_account"][account]
    assert body["network_rules"]["bypass"] == ["None"]
    assert body["network_rules"]["default_action"] == "Deny"
    assert body["sas_policy"] == {"expiration_period": "00.01:00:00"}
    assert "blob_properties" not in body


def test_the_members_of_objects_in_a_list_stay_complete(extended: Callable[..., Path]) -> None:
    """azurerm takes the rules of a network security group as an argument: Terraform refuses one that lacks a member."""
    groups = documents(extended({}))["core"]["resource"]["azurerm_network_security_group"]
    name, former = next((name, group["security_rule"]) for name, group in groups.items() if "training" in name)
    set_ = {"security_rule.3.description": "hello", "security_rule.2.source_address_prefix": None}
    file = extended(override(set_, f"azurerm_network_security_group.{name}"))
    rules = documents(file)["core"]["resource"]["azurerm_network_security_group"][name]["security_rule"]
    assert None in former[0].values()
    former[3]["description"], former[2]["source_address_prefix"] = "hello", None
    assert rules == former


def test_number_0_of_a_block_is_the_block(extended: Callable[..., Path]) -> None:
    account = next(
        one for one in documents(extended({}))["core"]["resource"]["azurerm_storage_account"] if "curated" in one
    )
    set_ = {"network_rules.0.default_action": "Allow", "identity.0.type": "SystemAssigned"}
    file = extended(override(set_, f"azurerm_storage_account.{account}"))
    body = documents(file)["core"]["resource"]["azurerm_storage_account"][account]
    assert body["network_rules"]["default_action"] == "Allow"
    assert "0" not in body["network_rules"]
    assert body["identity"] == [{"type": "SystemAssigned"}]
    failing = over_configuration(config.load(file)).failing
    assert [one.rule for one in failing] == ["azurerm_storage_account.network_rules.default_action"]


def test_an_override_that_opens_a_resource_is_refused_by_the_checks(extended: Callable[..., Path]) -> None:
    core = documents(extended({}))["core"]["resource"]
    account = next(one for one in core["azurerm_storage_account"] if "curated" in one)
    set_ = {
        "public_network_access_enabled": True,
        "network_rules.default_action": "Allow",
        "shared_access_key_enabled": True,
    }
    file = extended(override(set_, f"azurerm_storage_account.{account}"))
    failing = over_configuration(config.load(file)).failing
    exposed = {one.rule: one for one in failing if one.check == "exposure"}
    assert exposed.keys() == {f"azurerm_storage_account.{argument}" for argument in set_}
    lines = file.read_text().splitlines()
    for argument in set_:
        place = exposed[f"azurerm_storage_account.{argument}"].place
        assert place is not None
        assert lines[place.line - 1].strip().startswith(f"{argument}:")


POLICY_ASSIGNMENT = "azurerm_subscription_policy_assignment"
IDENTITY = "azurerm_user_assigned_identity"
GROUP = "azurerm_network_security_group.network_security-group-training_7F920FFF"
SUBNET = "azapi_resource.network_subnet-training_FA3A9001"
OPENED: tuple[tuple[str, str, Json, dict[str, str]], ...] = (
    (
        "core",
        "azurerm_storage_account.data-lake_curated_71CED4AB",
        {"https_traffic_only_enabled": False, "min_tls_version": "TLS1_0"},
        {},
    ),
    ("*-dev", "azurerm_key_vault.ml_key-vault_59B6C505", {"rbac_authorization_enabled": False}, {}),
    ("*-dev", "azurerm_container_registry.ml_container-registry_4C08F46E", {"sku": "Basic"}, {}),
    (
        "core",
        GROUP,
        # The first and second allow what comes from inside, the third denies everything else inbound.
        {"security_rule.1.description": "Probes", "security_rule.2.access": "Allow"},
        {"security_rule.source_address_prefix": "security_rule.2.access"},
    ),
    ("core", GROUP.replace("training_7F920FFF", "endpoints_8061FAE0"), {"security_rule": []}, {}),
    (
        "core",
        SUBNET,
        {"body.properties.networkSecurityGroup": None},
        {"body.properties.networkSecurityGroup.id": "body.properties.networkSecurityGroup"},
    ),
    (
        "core",
        "azurerm_route_table.network_route-table_2BA4F3EC",
        {"route": [{"name": "out", "address_prefix": "0.0.0.0/0", "next_hop_type": "Internet"}]},
        {"route.next_hop_type": "route"},
    ),
)


def test_each_way_to_open_a_resource_is_refused_at_the_line_of_its_override(extended: Callable[..., Path]) -> None:
    entries = [{"stack": stack, "address": address, "set": set_, "reason": WHY} for stack, address, set_, _ in OPENED]
    file = extended({"overrides": entries})
    failing = [one for one in over_configuration(config.load(file)).failing if one.check == "exposure"]
    lines = file.read_text().splitlines()
    for _, address, set_, arguments in OPENED:
        said = {one.rule.partition(".")[2]: one for one in failing if one.address == address}
        if address.startswith("azapi"):
            said = {rule[rule.index("body") :]: one for rule, one in said.items()}
        said = {rule: one for rule, one in said.items() if rule != "private_endpoint"}
        assert said.keys() == (arguments or set_).keys(), address
        for rule, one in said.items():
            assert one.level.value == "refused"
            assert one.place is not None
            line = lines[one.place.line - 1].strip()
            assert line.startswith(f"{arguments.get(rule, rule)}:"), (rule, line)


def test_a_policy_refuses_an_override(extended: Callable[..., Path]) -> None:
    workspace = "azurerm_machine_learning_workspace"
    (name,) = documents(extended({}), "forecast-dev")["forecast-dev"]["resource"][workspace]
    file = extended(override({"public_network_access_enabled": True}, f"{workspace}.{name}", "forecast-*"))
    failing = over_configuration(config.load(file)).failing
    assert {one.check for one in failing if one.address == f"{workspace}.{name}"} == {"policy", "exposure"}


def test_resources_of_a_fragment_are_judged_like_all_others(extended: Callable[..., Path]) -> None:
    content = {
        "resource": {
            "azurerm_storage_account": {
                "open": {
                    "name": "stopen",
                    "resource_group_name": "rg-x",
                    "location": "westeurope",
                    "shared_access_key_enabled": True,
                }
            },
            "azurerm_unheard_of": {"x": {}},
        }
    }
    file = extended(fragment(), more=content)
    failing = over_configuration(config.load(file)).failing
    account = [one for one in failing if one.address == "azurerm_storage_account.open"]
    assert {one.check for one in account} == {"exposure"}
    keys = next(one for one in account if one.rule.endswith("shared_access_key_enabled"))
    assert keys.place is not None
    assert (Path(keys.place.file).name, keys.place.line) == ("more.tf.json", 8)
    unknown = {(one.check, one.level.value) for one in failing if one.address == "azurerm_unheard_of.x"}
    assert unknown == {(check, "unknown") for check in ("exposure", "policy", "rights")}
    rights = next(one for one in failing if one.check == "rights" and one.address == "azurerm_unheard_of.x")
    assert rights.place is not None
    assert (Path(rights.place.file).name, bool(rights.remedy)) == ("more.tf.json", True)


def test_what_a_fragment_gives_away_is_refused_at_its_line(extended: Callable[..., Path]) -> None:
    """Policies of the landing zone, rights of its identities, and every right on the subscription."""
    subscription = "/subscriptions/00000000-0000-0000-0000-000000000000"
    assignment = next(iter(documents(extended({}), "policy")["policy"]["resource"][POLICY_ASSIGNMENT]))
    exemption = {"name": "e", "subscription_id": subscription, "exemption_category": "Waiver"}
    grant = {"scope": subscription, "role_definition_name": "Owner", "principal_id": "p"}
    forecast = documents(extended({}), "forecast-dev")["forecast-dev"]["resource"][IDENTITY]
    identity = next(key for key in forecast if key.startswith("ml_identity_"))
    credential = {"name": "c", "issuer": "https://i", "subject": "s", "parent_id": f"${{{IDENTITY}.{identity}.id}}"}
    policy = {**exemption, "policy_assignment_id": f"${{{POLICY_ASSIGNMENT}.{assignment}.id}}"}
    file = extended(
        {
            "fragments": [
                {"file": f"{name}.tf.json", "stacks": [stack], "reason": WHY}
                for name, stack in (("a", "policy"), ("b", "core"), ("c", "forecast-dev"))
            ]
        },
        a={"resource": {"azurerm_subscription_policy_exemption": {"e": policy}}},
        b={"resource": {"azurerm_role_assignment": {"owner": grant}}},
        c={"resource": {"azurerm_federated_identity_credential": {"c": credential}}},
    )
    failing = [one for one in over_configuration(config.load(file)).failing if one.check == "standing-rights"]
    said = {one.rule: (Path(one.place.file).name, one.place.line) for one in failing if one.place is not None}
    assert said == {"exemption": ("a.tf.json", 4), "every-right": ("b.tf.json", 4), "credential": ("c.tf.json", 4)}


def test_a_resource_of_a_fragment_that_goes_is_lost_data(extended: Callable[..., Path], tmp_path: Path) -> None:
    content = {"resource": {"azurerm_storage_account": {"archive": {"name": "starchive", "account_tier": "Standard"}}}}
    sides = []
    for added in (fragment(), {}):
        file = extended(added, more=content)
        file.write_text(file.read_text().replace("lifecycle: disposable\nenv", "lifecycle: protected\nenv"))
        sides.append(config.load(file))
    synthesize(sides[0], tmp_path / "out")
    with pytest.raises(OutputError, match="starchive"):
        synthesize(sides[1], tmp_path / "out")


def test_kept_stacks_follow_the_content_of_fragments(extended: Callable[..., Path]) -> None:
    file = extended(fragment("forecast-*"), more={"locals": {"a": 1}})
    configuration = config.load(file)
    before = stack_digests(configuration)
    assert stacks_of(configuration, reuse=Reuse.ON).documents["forecast-dev"]["locals"] == {"a": 1}
    assert stacks_of(config.load(file), reuse=Reuse.ON).reused == len(configuration.stacks)
    (file.parent / "more.tf.json").write_text('{"locals": {"a": 2}}')
    changed = config.load(file)
    assert {name for name, digest in stack_digests(changed).items() if digest != before[name]} == {"forecast-dev"}
    again = stacks_of(changed, reuse=Reuse.ON)
    assert again.documents["forecast-dev"]["locals"] == {"a": 2}
    assert again.reused == len(configuration.stacks) - 1


@pytest.mark.parametrize("where", ["product", "environment"])
def test_a_fragment_in_the_file_of_a_product_is_refused(folder: Path, where: str) -> None:
    (folder / "products").mkdir()
    extensions = fragment()
    product: Json = {"name": "churn", "environments": ["dev"]}
    product |= (
        {"extensions": extensions} if where == "product" else {"per_environment": {"dev": {"extensions": extensions}}}
    )
    (folder / "products" / "churn.yaml").write_text(yaml.safe_dump(product, sort_keys=False))
    file = folder / "landing-zone.yaml"
    file.write_text(re.sub(r"^products:", "products:\n  - products/*.yaml", file.read_text(), flags=re.MULTILINE))
    done = adlz("validate")
    assert done.exit_code == 2
    line = 4 if where == "product" else 6
    at = "extensions" if where == "product" else "per_environment.dev.extensions"
    said = f"products/churn.yaml:{line}: {at}: belongs in the landing zone's file: a product has no extensions"
    assert said in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("../more.tf.json", "leaves the folder of the landing zone's file"),
        ("/etc/more.tf.json", "leaves the folder of the landing zone's file"),
        ("terraform/../../more.tf.json", "leaves the folder of the landing zone's file"),
        ("linked.tf.json", "is a link that leaves the folder of the landing zone's file"),
        ("linked/more.tf.json", "is a link that leaves the folder of the landing zone's file"),
        ("none.tf.json", "does not exist"),
        ("folder.tf.json", "is a folder, and a file is wanted"),
        ("pipe.tf.json", "is a pipe or a device, and a file is wanted"),
        ("more.tf", "must be a file of Terraform JSON, whose name ends in .tf.json"),
        ("", "must not be empty"),
    ],
)
def test_a_file_outside_of_the_folder_is_refused(extended: Callable[..., Path], name: str, said: str) -> None:
    file = extended(fragment(file=name))
    folder = file.parent
    (folder.parent / "more.tf.json").write_text("{}")
    (folder / "linked.tf.json").symlink_to(folder.parent / "more.tf.json")
    (folder / "linked").symlink_to(folder.parent)
    (folder / "folder.tf.json").mkdir()
    os.mkfifo(folder / "pipe.tf.json")
    (problem,) = refused(file)
    assert re.match(rf"landing-zone\.yaml:\d+: extensions\.fragments\[0\]\.file: {re.escape(said)}", problem)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{\n"resource": {\n"a" 1}}', "more.tf.json:3: the configuration: is not valid JSON: Expecting ':' delimiter"),
        ("[]", "more.tf.json:1: the configuration: must hold an object"),
        ("{}", "more.tf.json:1: the configuration: is empty: a fragment holds resource, data"),
        ('{"locals": {"a": 1,\n"a": 2}}', "more.tf.json:2: locals.a: is given twice, first in line 1"),
        ('{"locals": {"a": {"__proto__": "x"}}}', "more.tf.json:1: locals.a.__proto__: is a key that CDK"),
        ('{"locals": {"a": "${TfToken[TOKEN.0]}"}}', "more.tf.json:1: locals.a: holds TfToken["),
        ('{"locals": {"a": {"$jsii.byref": "x"}}}', "more.tf.json:1: locals.a.$jsii.byref: is a key that CDK"),
        ('{"resource": [{"a_b": {}}]}', "more.tf.json:1: resource: must be an object"),
        ('{"resource": {"a_b": []}}', "more.tf.json:1: resource.a_b: must be an object"),
        ('{"resource": {"a_b": {"x": []}}}', "more.tf.json:1: resource.a_b.x: must be an object"),
        ('{"resource": {"a_b": {"x.y": {}}}}', "more.tf.json:1: resource.a_b.x.y: is no name of Terraform"),
        ('{"resource": {"a_b": {"x": {\n"provisioner": {}}}}}', "more.tf.json:2: resource.a_b.x.provisioner: runs a"),
        ('{"provider": {"x": 1}}', "more.tf.json:1: provider.x: must be an object"),
        ('{"terraform": {"backend": {}}}', "more.tf.json:1: terraform.backend: is set by the stack"),
        (
            '{"terraform": {"required_providers": {"x": "1"}}}',
            "more.tf.json:1: terraform.required_providers.x: must be",
        ),
        ('{"module": {"m": {"source": "./m"}}}', "more.tf.json:1: module.m.source: is a local path"),
        ('{"import": [{"id": 1}]}', "more.tf.json:1: import[0]: must be an object"),
        ('{"import": {"to": "a_b.c"}}', 'more.tf.json:1: import: needs the text "id"'),
        (
            '{"locals": {\n"a": "x ${var.b"}}',
            "more.tf.json:2: locals.a: has a ${ that is not closed: add }, or write $${",
        ),
        ('{"locals": {"a": {"%{if": 1}}}', "more.tf.json:1: locals.a.%{if: has a %{ that is not closed"),
        ('{"locals": {"a": "${(1]}"}}', "more.tf.json:1: locals.a: has an expression with a ] that closes no bracket"),
        ('{"locals": {"a": "${\\"x}"}}', 'more.tf.json:1: locals.a: has an expression with a " that is not closed'),
        ('{"locals": {"a": NaN}}', "more.tf.json:1: locals.a: is not valid JSON: there is no number NaN"),
        ('{"locals":\n{"a": ' + "9" * 5000 + "}}", "more.tf.json:2: locals.a: is a number of 5,000 characters"),
        ('{"locals": {"a": 1e400}}', "more.tf.json:1: locals.a: must be a number between"),
        ('{"locals": {"a": ' + "[" * 50 + "]" * 50 + "}}", "more.tf.json:1: locals.a[0][0]: is nested more than 40"),
        ('{"locals": {"a":\n"\\ud83d"}}', "more.tf.json:1: locals.a: holds the invisible character U+D83D"),
        ('{"resource": {"//": "comment"}}', "more.tf.json:1: resource.//: is no name of Terraform"),
        ('{"data": {"external": {\n"x": {}}}}', "more.tf.json:2: data.external.x: runs a program"),
        ('{"check": {"c": {"data": {"external": {}}}}}', "more.tf.json:1: check.c.data.external: runs a program"),
        (
            '{"removed": {}}',
            "more.tf.json:1: removed: is no block of a fragment: remove the resource from the fragment",
        ),
        ('{"provider": {"a.b": {}}}', "more.tf.json:1: provider.a.b: is no name of Terraform"),
        (
            '{"terraform": {"required_providers": {"a.b": {}}}}',
            "more.tf.json:1: terraform.required_providers.a.b: is no name",
        ),
        ('{"moved": []}', "more.tf.json:1: moved: belongs in the landing zone's file"),
        ('{"resourc": {}}', "more.tf.json:1: resourc: is no block of a fragment"),
        ('{"locals": {"a": "AccountKey=abc"}}', "more.tf.json:1: locals.a: looks like a secret"),
    ],
)
def test_a_broken_fragment_is_refused_at_its_line(extended: Callable[..., Path], text: str, said: str) -> None:
    (problem,) = refused(extended(fragment(), more=text))
    assert problem.startswith(said)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            {"resource": {"azurerm_log_analytics_workspace": {"log-analytics": {}}}},
            "resource.azurerm_log_analytics_workspace.log-analytics: is in the stack core already: choose another name, or",
        ),
        ({"output": {"subnet_ids": {}}}, "output.subnet_ids: is in the stack core already: choose another name"),
        ({"provider": {"azurerm": {"features": {}}}}, "provider.azurerm: is in the stack core already: add an alias"),
        (
            {"terraform": {"required_providers": {"azurerm": {"source": "a/b", "version": "1"}}}},
            "terraform.required_providers.azurerm: is in the stack core already: write the source hashicorp/azurerm and "
            "the version ~> 4.81, or leave it out",
        ),
        (
            {"terraform": {"required_providers": {"azapi": {"source": "Azure/azapi", "version": "~> 2.0"}}}},
            "terraform.required_providers.azapi: is in the stack core already: write the source Azure/azapi",
        ),
        (
            {"resource": {"azurerm_x": {"y": {"provider": "other.alias"}}}},
            "resource.azurerm_x.y: needs the provider other, which the stack core does not require",
        ),
        (
            {"data": {"time_x": {"y": {}}}},
            "data.time_x.y: needs the provider time, which the stack core does not require",
        ),
    ],
)
def test_what_the_stack_has_already_is_refused_at_its_line(
    extended: Callable[..., Path], content: Json, said: str
) -> None:
    (problem,) = refused(extended(fragment(), more=content))
    assert re.sub(r"^more\.tf\.json:\d+: ", "", problem).startswith(said)


@pytest.mark.parametrize(
    "content",
    [
        {"data": {"azurerm_client_config": {"me": {}}}},
        {"variable": {"a": {}}},
        {"locals": {"a": 1}},
        {"module": {"m": {"source": "a/b/c"}}},
        {"check": {"c": {}}},
        {"provider": {"azurerm": {"alias": "a", "features": {}}}},
    ],
)
def test_two_fragments_with_one_address_are_refused(extended: Callable[..., Path], content: Json) -> None:
    entries = [*fragment("core", "policy")["fragments"], *fragment("core", file="other.tf.json")["fragments"]]
    (problem,) = refused(extended({"fragments": entries}, more=content, other=content))
    assert re.match(
        r"other\.tf\.json:\d+: .*: is in the stack core already, from \S*more\.tf\.json:\d+ \(given: ", problem
    )
    entries[1]["stacks"] = ["forecast-*"]
    assert documents(extended({"fragments": entries}, more=content, other=content))


def test_a_provider_of_its_own_is_required_with_the_fragment(extended: Callable[..., Path]) -> None:
    content = {
        "terraform": {"required_providers": {"time": {"source": "hashicorp/time", "version": "~> 0.13"}}},
        "provider": {"time": {}},
        "resource": {"time_static": {"now": {}}, "terraform_data": {"x": {}}},
    }
    core = documents(extended(fragment(), more=content))["core"]
    assert core["terraform"]["required_providers"]["time"] == {"source": "hashicorp/time", "version": "~> 0.13"}
    assert core["terraform"]["backend"]
    assert core["provider"]["time"] == [{}]


def test_an_entry_for_a_provider_may_be_given_twice(extended: Callable[..., Path]) -> None:
    def required(version: str = "~> 3.0") -> Json:
        entries = {
            "azapi": {"source": "registry.terraform.io/azure/azapi", "version": ">=2.12, < 3"},
            "rand": {"source": "hashicorp/random", "version": version},
        }
        return {"terraform": {"required_providers": entries}}

    resource = {"resource": {"random_pet": {"x": {"provider": "rand"}}}}
    both = [*fragment("core", "policy")["fragments"], *fragment("core", file="other.tf.json")["fragments"]]
    made = documents(extended({"fragments": both}, more={**required(), **resource}, other=required()), "*")
    # The entry of the stack stands.
    assert made["core"]["terraform"]["required_providers"]["azapi"]["source"] == "Azure/azapi"
    assert made["policy"]["terraform"]["required_providers"]["azapi"]["version"] == ">=2.12, < 3"
    assert made["core"]["resource"]["random_pet"] == resource["resource"]["random_pet"]
    (problem,) = refused(extended({"fragments": both}, more=required(), other=required("~> 3.1")))
    assert re.match(r"other\.tf\.json:\d+: terraform\.required_providers\.rand: is in the stack core already", problem)


@pytest.mark.parametrize("kind", ["fragments", "overrides"])
def test_what_fits_no_stack_of_this_landing_zone_is_refused(extended: Callable[..., Path], kind: str) -> None:
    entry = fragment("core", "access") if kind == "fragments" else override({"tags": {}}, stack="access")
    (problem,) = refused(extended(entry, more={"locals": {"a": 1}}))
    said = "fits no stack of this landing zone; its stacks are bootstrap, core, policy, forecast-dev (given: 'access')"
    assert said in problem


def test_two_entries_with_one_file_for_one_stack_are_refused(extended: Callable[..., Path]) -> None:
    both = [*fragment("core")["fragments"], *fragment("core", "policy")["fragments"]]
    (problem,) = refused(extended({"fragments": both}, more={"locals": {"a": 1}}))
    assert re.match(
        r"landing-zone\.yaml:\d+: extensions\.fragments\[1\]\.file: is in the stack core by entry 1 too", problem
    )


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            {"location": "${azurerm_resource_group.nope.location}"},
            "location: refers to azurerm_resource_group.nope, which",
        ),
        (
            {"location": "${azurerm_resource_grup.monitoring-group.location}"},
            "location: refers to azurerm_resource_grup.monitoring-group, which is not in the stack core; did you mean "
            "'azurerm_resource_group.monitoring-group'?",
        ),
        ({"location": '${upper("${var.none}")}'}, "location: refers to var.none, which is not in the stack core"),
        ({"tags": {"a": ["%{ if local.none }x%{ endif }"]}}, "tags.a[0]: refers to local.none"),
        ({"tags": {"${local.none}": 1}}, "tags: refers to local.none"),
        ({"tags": "${[for x in module.none.all : x.y]}"}, "tags: refers to module.none"),
        ({"tags": "${data.azurerm_x.none.tags}"}, "tags: refers to data.azurerm_x.none"),
        ({"tags": "${data.azurerm_subnet.in_check.tags}"}, "tags: refers to data.azurerm_subnet.in_check"),
        ({"depends_on": ["azurerm_nope.x"]}, "depends_on[0]: refers to azurerm_nope.x"),
        ({"depends_on": ["nope"]}, "depends_on[0]: refers to nope"),
        (
            {"lifecycle": {"replace_triggered_by": ["azurerm_nope.x.id"]}},
            "lifecycle.replace_triggered_by[0]: refers to",
        ),
        ({"provider": "azurerm.nope"}, "provider: refers to provider.azurerm.nope"),
    ],
)
def test_a_reference_to_nothing_is_refused_at_its_line(extended: Callable[..., Path], body: Json, said: str) -> None:
    content = {
        "check": {"c": {"data": {"azurerm_subnet": {"in_check": {}}}}},
        "resource": {"azurerm_x": {"y": body}},
    }
    (problem,) = refused(extended(fragment(), more=content))
    assert re.sub(r"^more\.tf\.json:\d+: resource\.azurerm_x\.y\.", "", problem).startswith(said)


def test_references_that_terraform_resolves_are_accepted(extended: Callable[..., Path]) -> None:
    content = {
        "variable": {"v": {"default": "x", "validation": {"condition": "${var.v != null}", "error_message": "no"}}},
        "locals": {
            "all": ["a"],
            "b": "${{for k, v in local.all : k => v.name if v.other != var.v}}",
            "c": "$${var.text}",
        },
        "data": {"azurerm_client_config": {"me": {}}},
        "ephemeral": {"azurerm_key_vault_secret": {"s": {"name": "${ephemeral.azurerm_key_vault_secret.s.name}"}}},
        "check": {
            "c": {
                "data": {"azurerm_subnet": {"s": {"name": "x"}}},
                "assert": {"condition": "${data.azurerm_subnet.s.id != local.b}", "error_message": "no"},
            }
        },
        "module": {"m": {"source": "a/b/c", "providers": {"azurerm": "azurerm.hub", "other": "azurerm"}}},
        "provider": {"azurerm": {"alias": "hub", "features": {}, "subscription_id": "${var.v}"}},
        "output": {"o": {"value": "${module.m[0].x.y}${data.azurerm_client_config.me.id}", "depends_on": ["module.m"]}},
        "resource": {
            "azurerm_x": {
                "y": {
                    "for_each": "${toset(local.all)}",
                    "name": "${each.value.a}${self.b.c}${count.index}${path.module}${terraform.workspace}",
                    "provider": "azurerm.hub",
                    "//": "${var.in_a_comment}",
                    "dynamic": {
                        "a": {"for_each": [], "content": {"b": "${a.value.x}"}},
                        "c": {"for_each": [], "iterator": "it", "content": {"b": "${it.value.x}"}},
                    },
                    "lifecycle": {
                        "ignore_changes": ["tags"],
                        "replace_triggered_by": ['azurerm_x.z["a"].id', "each.key"],
                    },
                },
                "z": {
                    "depends_on": ["azurerm_x.y", "data.azurerm_client_config.me"],
                    "x": "${resource.azurerm_x.y[0].id} ${azurerm_log_analytics_workspace.log-analytics.*.id[0]}",
                    "f": "${provider::azurerm::parse_resource_id(local.b).name} ${1.5e3 / length(local.all...)}",
                    "g": '${<<-END\n } " \n END\n}${true ? "%{ if var.v == "" }\\"}%{ endif }" : null /* } */}',
                },
            }
        },
    }
    assert documents(extended(fragment(), more=content))["core"]["resource"]["azurerm_x"]["z"]


def test_imports_are_looked_at_and_listed(extended: Callable[..., Path]) -> None:
    group = "azurerm_resource_group.monitoring-group"
    file = extended(fragment(), more={"import": {"to": group, "id": "/x"}})
    messages = [one.message for one in over_configuration(config.load(file)).results if one.rule == "fragment"]
    assert messages == [f"more.tf.json imports into {group}"]
    wrong = [{"to": to, "id": "/x"} for to in (group, "azurerm_resource_group.nope", "local.a", group)]
    problems = refused(extended(fragment(), more={"import": wrong, "locals": {"a": 1}}))
    assert [re.sub(r"^more\.tf\.json:\d+: |;.*| \(given.*", "", problem) for problem in problems] == [
        "import[1].to: is no resource of the stack core",
        "import[2].to: is no resource of the stack core",
        "import[3].to: is imported already by more.tf.json:4: a resource is imported once",
    ]


def test_json_is_read_as_it_is(extended: Callable[..., Path]) -> None:
    """YAML reads no surrogate pairs, and no long keys."""
    content = (
        '{"//": "a", "locals": {"//": "b", "a": "\\ud83d\\ude00", "b": {"' + "k" * 2000 + '": [true, -1.5e3, {}]}},'
        '\n"terraform": {"//": "c", "required_providers": {"//": "d"}},'
        '"resource": {"azurerm_x": {"y": {"//": "e", "tags": {"//": "f"}}}}}'
    )
    core = documents(extended(fragment(), more=content))["core"]
    assert core["locals"] == {"a": "\U0001f600", "b": {"k" * 2000: [True, -1500.0, {}]}}
    assert core["resource"]["azurerm_x"]["y"]["tags"] == {"//": "f"}
    assert "//" not in core["terraform"]["required_providers"]


def test_a_resource_that_two_addresses_make_is_refused(extended: Callable[..., Path]) -> None:
    group = documents(extended({}))["core"]["resource"]["azurerm_resource_group"]["monitoring-group"]["name"]
    content = {
        "resource": {
            "azurerm_resource_group": {"own": {"name": "rg-own"}, "theirs": {"name": group.upper()}},
            "azurerm_subnet_route_table_association": {"a": {"subnet_id": "/x", "route_table_id": "/y"}},
            "azurerm_subnet_nat_gateway_association": {"a": {"subnet_id": "/x", "nat_gateway_id": "/y"}},
        }
    }
    file = extended(fragment("core", "policy"), more=content)
    failing = [one for one in over_configuration(config.load(file)).failing if one.rule == "made-twice"]
    made = re.compile(r"which (\S+) of the stack core makes too \((\S+?:\d+)\)")
    theirs = [("azurerm_resource_group.monitoring-group", "landing-zone.yaml:2")]
    assert {(one.stack, one.address): made.findall(one.message) for one in failing} == {
        ("policy", "azurerm_resource_group.own"): [("azurerm_resource_group.own", "more.tf.json:4")],
        ("core", "azurerm_resource_group.theirs"): theirs,
        ("policy", "azurerm_resource_group.theirs"): theirs,
    }
    assert all(one.place is not None and one.place.file.endswith("more.tf.json") for one in failing)


def test_what_the_checks_cannot_see_of_a_fragment_is_unknown(extended: Callable[..., Path]) -> None:
    content = {
        "terraform": {
            "required_providers": {
                "http": {"source": "hashicorp/http", "version": "~> 3.0"},
                "time": {"source": "hashicorp/time", "version": "~> 0.13"},
            }
        },
        "data": {"terraform_remote_state": {"other": {"backend": "local"}}, "http": {"x": {"url": "https://x"}}},
    }
    file = extended(fragment(), more=content)
    failing = [one for one in over_configuration(config.load(file)).failing if one.check == "extensions"]
    assert {(one.rule, one.level.value, one.address) for one in failing} == {
        ("provider", "unknown", "required_providers.http"),
        ("remote-state", "unknown", "data.terraform_remote_state.other"),
    }
    assert all(one.place is not None and one.place.line > 1 for one in failing)


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (
            override({"sku": "Free"}, "azurerm_log_analytics_workspace.log-analytic"),
            "address: is no resource of the stack core; did you mean 'azurerm_log_analytics_workspace.log-analytics'?",
        ),
        (
            override({"sku": "Free"}, "azurerm_log_analytics_workspaces.log-analytics"),
            "address: is no resource of the stack core; did you mean 'azurerm_log_analytics_workspace.log-analytics'?",
        ),
        (override({"sku": "Free"}, "azurerm_search_service.x"), "address: is no resource of the stack core"),
        (override({"sku": "Free"}, stack="*"), "address: is no resource of the stack bootstrap"),
        (override({"sku": "Free"}, stack="cor"), "stack: fits no stack; the stacks are bootstrap, core"),
        (override({"sku.0": "Free"}), "set.sku.0: leads into sku, which is a value and no block (in the stack core)"),
        (override({"tags.1.a": "b"}), "set.tags.1.a: leads into tags, which is one block: its number is 0"),
        (override({"tags.0": "b"}), "set.tags.0: leads into tags, which is one block: its number is 0"),
        (override({"tags": "b"}), "set.tags: must be an object, as the value that it replaces"),
        (override({"identity": {}, "tags.__proto__": 1}), "set.tags.__proto__: is a key that CDK for Terraform uses"),
        (override({"__proto__": {}}), "set.__proto__: is a key that CDK for Terraform uses"),
        (override({"nothing": None}), "set.nothing: removes an argument that is not set (in the stack core)"),
        (override({"name": "log-mine"}), "set.name: cannot be overridden: other stacks compute the id"),
        (override({"count": 0}), "set.count: cannot be overridden: its value is an expression"),
        (override({"provisioner": []}), "set.provisioner: cannot be overridden: its value is an expression"),
        (override({"lifecycle": {}}), "set.lifecycle: cannot be overridden; of lifecycle, these can"),
        (override({"a..b": 1}), "set.a..b: must be an argument, or a path"),
        (override({"admin_password": "x"}), "set.admin_password: looks like a secret"),
    ],
)
def test_an_override_that_leads_nowhere_is_refused_at_its_line(
    extended: Callable[..., Path], entry: Json, said: str
) -> None:
    file = extended(entry)
    problem = refused(file, "*" if "bootstrap" in said else "core")[0]
    found = re.match(r"landing-zone\.yaml:(\d+): extensions\.overrides\[0\]\.(.*)", problem)
    assert found is not None, problem
    assert found[2].startswith(said)
    key = said.partition(":")[0].removeprefix("set.")
    assert file.read_text().splitlines()[int(found[1]) - 1].strip(" -").startswith(f"{key}:")


def test_what_does_not_fit_is_said_of_all_stacks_at_once(extended: Callable[..., Path]) -> None:
    extensions = {**fragment("policy"), **override({"sku": "Free"}, stack="*")}
    found = refused(extended(extensions, more={"resource": {"time_x": {"y": {}}}}), "*")
    assert [re.findall(r"the stack ([\w-]+)", problem)[:1] for problem in found] == [
        ["bootstrap"],
        ["forecast-dev"],
        ["policy"],
        ["policy"],
    ]


def test_a_worker_process_says_the_same(extended: Callable[..., Path], tmp_path: Path) -> None:
    file = extended(override({"nothing": None}))
    with pytest.raises(config.ConfigurationError) as caught:
        synthesize(config.load(file), tmp_path / "out", jobs=2)
    assert [str(problem) for problem in caught.value.problems] == [
        "landing-zone.yaml:24: extensions.overrides[0].set.nothing: removes an argument that is not set (in the stack core)"
    ]


def test_a_resource_of_a_fragment_is_changed_in_the_fragment(extended: Callable[..., Path]) -> None:
    extensions = {**fragment(), **override({"a": 1}, "azurerm_x.y")}
    (problem,) = refused(extended(extensions, more={"resource": {"azurerm_x": {"y": {}}}}))
    assert "address: is no resource of the stack core: it is in the fragment more.tf.json (more.tf.json:4)" in problem


def test_the_stack_that_has_an_address_is_named(extended: Callable[..., Path]) -> None:
    problems = refused(extended(override({"sku": "Free"}, stack="policy")), "*")
    assert ["the stack policy: the stack core has it" in problem for problem in problems] == [True]


def test_the_status_of_a_mistake_is_2(extended: Callable[..., Path]) -> None:
    extended(override({"nothing": None}))
    assert [adlz(command).exit_code for command in ("synth", "check", "report", "diff")] == [2, 2, 2, 2]


def test_an_argument_is_overridden_once(extended: Callable[..., Path]) -> None:
    one, other = override({"tags.a": "b"})["overrides"], override({"tags": {}}, stack="cor*")["overrides"]
    (problem,) = refused(extended({"overrides": [*one, *other]}))
    assert "extensions.overrides[1].set.tags: is set by tags.a of entry 1 too: set it once" in problem


def test_an_override_past_its_end_fails_the_check_and_changes_no_stack(extended: Callable[..., Path]) -> None:
    file = extended(override({"sku": "Free"}, expires="2026-11-25"))
    (result,) = [one for one in over_configuration(config.load(file)).failing if one.check == "extensions"]
    assert (result.rule, result.level.value) == ("expired", "refused")
    assert result.message == f"the override of sku ended on 2026-11-25: {WHY}"
    logs = documents(file)["core"]["resource"]["azurerm_log_analytics_workspace"]["log-analytics"]
    assert logs["sku"] == "Free"
