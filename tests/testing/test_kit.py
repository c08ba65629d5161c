"""The testing kit as teams use it, on stacks that are written here; tests/test_wheel.py uses it on real ones."""

from __future__ import annotations

# pytester forgets what runs in this process import, and `concurrent.futures` would keep a process that is forgotten.
import concurrent.futures.process  # noqa: F401
import copy
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from azure_data_landing_zone import config
from azure_data_landing_zone.testing import Stack, Stacks, Synthesized
from azure_data_landing_zone.testing.address_book import check_address_book
from azure_data_landing_zone.testing.difference import difference
from support import ROOT

STACK = Stack(
    "core",
    {
        "terraform": {"required_providers": {"azurerm": {"source": "hashicorp/azurerm", "version": "~> 4.81"}}},
        "//": {"metadata": {"version": "0.21.0", "stackName": "core"}},
        "resource": {
            "azurerm_key_vault": {"a": {"name": "kv-a"}, "b": {"name": "kv-b"}},
            "azurerm_resource_group": {"group": {"name": "rg"}},
        },
        "data": {"azurerm_client_config": {"me": {}}},
        "module": {"network": {"source": "./network"}},
    },
)


def test_resources_are_found_by_type_and_arguments() -> None:
    assert STACK.one("azurerm_resource_group") == {"name": "rg"}
    assert STACK.one("azurerm_key_vault", name="kv-b") == {"name": "kv-b"}
    assert set(STACK.all("azurerm_key_vault")) == {"a", "b"}
    assert STACK.all("azurerm_key_vault", name="kv-c") == {}
    assert STACK.data("azurerm_client_config") == {"me": {}}
    assert STACK.addresses() == [
        "azurerm_key_vault.a",
        "azurerm_key_vault.b",
        "azurerm_resource_group.group",
        "data.azurerm_client_config.me",
        "module.network",
    ]


@pytest.mark.parametrize(
    ("kind", "arguments", "said"),
    [
        ("azurerm_key_vault", {}, "stack core has 2 azurerm_key_vault: a, b"),
        ("azurerm_key_vault", {"name": "kv-c"}, 'those of the type have {"name": "kv-a"}; {"name": "kv-b"}'),
        ("azurerm_subnet", {}, "has no azurerm_subnet; its types are azurerm_key_vault, azurerm_resource_group"),
    ],
)
def test_what_is_not_one_is_told_with_what_there_is(kind: str, arguments: dict[str, Any], said: str) -> None:
    with pytest.raises(AssertionError) as raised:
        STACK.one(kind, **arguments)
    assert said in str(raised.value)


def test_a_stack_without_resources_says_so() -> None:
    with pytest.raises(AssertionError, match="stack empty has no azurerm_subnet; it has no resources$"):
        Stack("empty", {}).one("azurerm_subnet")


@pytest.fixture
def landing_zone(zone: dict[str, Any]) -> Synthesized:
    configuration = config.parse({**zone, "products": []})
    return Synthesized(configuration, {name: Stack(name, {}) for name in configuration.stacks} | {"core": STACK})


def test_stacks_come_in_the_order_of_application_and_a_wrong_name_is_told(landing_zone: Synthesized) -> None:
    assert list(landing_zone) == list(landing_zone.configuration.stacks)
    with pytest.raises(KeyError, match="there is no stack 'cores'; the stacks are bootstrap, core"):
        landing_zone["cores"]


def test_the_preflight_refuses_what_is_open(landing_zone: Synthesized) -> None:
    """The vaults say nothing of their network, and Azure's default is the internet."""
    with pytest.raises(AssertionError, match=r"core azurerm_key_vault\.a: refused by exposure"):
        landing_zone.assert_preflight()


def test_an_address_book_lets_nothing_go_and_nothing_new_in(landing_zone: Synthesized, tmp_path: Path) -> None:
    book = tmp_path / "book.txt"
    with pytest.raises(AssertionError, match="--update-address-books writes it"):
        check_address_book(landing_zone, book)
    check_address_book(landing_zone, book, update=True)
    check_address_book(landing_zone, book)
    lines = book.read_text().splitlines()
    assert lines[0] == "core azurerm_key_vault.a"

    book.write_text("\n".join(lines[1:]))
    with pytest.raises(AssertionError, match=r"is not up to date; .*\n  adds core azurerm_key_vault\.a$"):
        check_address_book(landing_zone, book)

    book.write_text("\n".join(sorted([*lines, "core azurerm_subnet.gone"])))
    with pytest.raises(AssertionError, match=r"would destroy what they hold:\n  core azurerm_subnet\.gone"):
        check_address_book(landing_zone, book)

    book.write_text("\n\n".join(lines))
    check_address_book(landing_zone, book)
    book.write_text("\n".join(reversed(lines)))
    with pytest.raises(AssertionError, match=r"is not up to date; .*\n  lists each line once, sorted$"):
        check_address_book(landing_zone, book)
    book.write_text("\n".join([*lines, f"core {OLD}"]))
    landing_zone["core"].document["moved"] = {"from": OLD, "to": "azurerm_resource_group.group"}
    try:
        with pytest.raises(AssertionError, match=rf"is not up to date; .*\n  takes out core {OLD}$"):
            check_address_book(landing_zone, book)
    finally:
        del landing_zone["core"].document["moved"]


OLD, NEW = "azurerm_resource_group.old", "azurerm_resource_group.new"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ({}, False),
        ({"moved": [{"from": OLD, "to": NEW}]}, True),
        ({"moved": {"from": OLD, "to": NEW}}, True),
        ({"moved": [{"from": OLD, "to": f'{NEW}["a"]'}]}, True),
        ({"moved": [{"from": OLD, "to": "a_b.c"}, {"from": "a_b.c", "to": NEW}]}, True),
        ({"moved": [{"from": OLD, "to": "a_b.c"}]}, False),
        ({"moved": [{"from": OLD, "to": "a_b.c"}, {"from": "a_b.c", "to": OLD}]}, False),
        ({"moved": [{"from": OLD, "to": "module.network.azurerm_resource_group.group"}]}, True),
        ({"moved": [{"from": OLD, "to": "module.other.azurerm_resource_group.group"}]}, False),
        # An instance is not all of the resource.
        ({"moved": [{"from": f"{OLD}[0]", "to": NEW}]}, False),
        ({"removed": [{"from": OLD, "lifecycle": [{"destroy": False}]}]}, True),
        ({"removed": [{"from": OLD, "lifecycle": {"destroy": False}}]}, True),
        ({"removed": {"from": OLD, "lifecycle": {"destroy": False}}}, True),
        ({"removed": [{"from": OLD, "lifecycle": [{"destroy": True}]}]}, False),
        ({"removed": [{"from": OLD}]}, False),
    ],
)
def test_a_block_keeps_an_address_of_its_own_stack(written: dict[str, Any], kept: bool, tmp_path: Path) -> None:
    """Of another stack with the same address, nothing."""
    book = tmp_path / "book.txt"
    book.write_text(f"dev {OLD}\nprod {OLD}\n")
    new = {"resource": {"azurerm_resource_group": {"new": {}}}, "module": {"network": {"source": "./network"}}}
    both = Stacks({"dev": Stack("dev", {**new, **written}), "prod": Stack("prod", new)})
    with pytest.raises(AssertionError, match="would destroy what they hold") as raised:
        check_address_book(both, book)
    assert (f"  dev {OLD}\n" in str(raised.value)) is not kept
    assert f"  prod {OLD}\n" in str(raised.value)


def test_a_changed_stack_fails_with_its_difference_until_it_is_accepted(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(document: dict[str, Any]) -> None:
        pytester.makepyfile(
            test_zone=f"""
            from azure_data_landing_zone.testing import Stack

            def test_stack(stack_snapshot):
                stack_snapshot(Stack("core", {document!r}))
            """
        )

    write(STACK.document)
    pytester.runpytest_inprocess("--snapshot-update").assert_outcomes(passed=1)
    (file,) = (pytester.path / "__snapshots__").rglob("*.json")
    assert file.name == "test_stack[core].json"
    kept = json.loads(file.read_text())
    assert kept["terraform"] == STACK.document["terraform"], "the provider's version is visible"
    assert kept["//"]["metadata"] == {"stackName": "core"}, "the engine's is no part of what is applied"
    assert list(kept) == sorted(kept)
    pytester.runpytest_inprocess().assert_outcomes(passed=1)

    changed = json.loads(json.dumps(STACK.document).replace("kv-a", "kv-z"))
    write(changed)
    monkeypatch.setenv("NO_COLOR", "1")
    result = pytester.runpytest_inprocess()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*stack core is not as it was reviewed*", '*"name": "kv-a"*', '*"name": "kv-z"*'])
    pytester.runpytest_inprocess("--snapshot-update").assert_outcomes(passed=1)


def test_each_difference_of_a_long_stack_is_shown_with_its_path() -> None:
    """However far they are from each other."""
    before: dict[str, Any] = {"resource": {f"type_{n}": {"x": {"list": [{"name": n}]}} for n in range(100, 300)}}
    after = copy.deepcopy(before)
    after["resource"]["type_101"]["x"]["list"][0]["name"] = "first"
    after["resource"]["type_298"]["x"]["list"][0]["name"] = "last"
    texts = [json.dumps(one, indent=2, sort_keys=True) for one in (before, after)]
    said = difference(*texts)
    headers = [line for line in said if line.startswith("@@")]
    assert headers == ["@@ resource.type_101.x.list @@", "@@ resource.type_298.x.list @@"]
    assert [line.strip() for line in said if line.startswith(("+", "-"))] == [
        '-            "name": 101',
        '+            "name": "first"',
        '-            "name": 298',
        '+            "name": "last"',
    ]
    assert difference(texts[0], json.dumps(list(range(1000)), indent=2))[-1].startswith("... and ")


@pytest.mark.parametrize(
    "path",
    [
        ("resource", "azurerm_key_vault", "a"),
        ("resource", "azurerm_key_vault", "b"),
        ("resource", "azurerm_key_vault"),
        ("resource", "azurerm_resource_group"),
        ("data",),
        ("terraform",),
    ],
)
def test_an_object_that_goes_or_comes_is_shown_with_its_path(path: tuple[str, ...]) -> None:
    after = copy.deepcopy(STACK.document)
    parent = after
    for key in path[:-1]:
        parent = parent[key]
    del parent[path[-1]]
    texts = [json.dumps(one, indent=2, sort_keys=True) for one in (STACK.document, after)]
    for one, other in (texts, texts[::-1]):
        assert [line for line in difference(one, other) if line.startswith("@@")] == [f"@@ {'.'.join(path)} @@"]


def test_the_landing_zone_is_the_one_that_pytest_is_told(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\nlanding_zone = zones/europe.yaml")
    pytester.makepyfile(
        """
        def test_it(landing_zone): ...
        """
    )
    result = pytester.runpytest_inprocess()
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*zones/europe.yaml*does not exist*"])
    pytester.runpytest_inprocess("--landing-zone", "other.yaml").stdout.fnmatch_lines(["*other.yaml*does not exist*"])


def test_the_plugin_costs_nothing_where_it_is_not_used() -> None:
    """Every pytest of the environment loads it."""
    code = (
        "import pytest, sys; before = set(sys.modules); import azure_data_landing_zone.testing.plugin;"
        "print(*sorted({name.split('.')[0] for name in set(sys.modules) - before} - sys.stdlib_module_names))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["azure_data_landing_zone"]


def test_the_page_of_the_kit_shows_tests_that_pass(pytester: pytest.Pytester) -> None:
    """Its tests, in a folder with our smallest landing zone."""
    page = (ROOT / "docs" / "testing.md").read_text(encoding="utf-8")
    first, program, second = re.findall(r"^```python\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    pytester.makepyfile(test_zone=first, test_program=program, test_regions=second)
    file = ROOT / "apps" / "minimal" / "landing-zone.yaml"
    options = ("--landing-zone", str(file))
    pytester.runpytest_inprocess(*options, "--snapshot-update", "--update-address-books").assert_outcomes(passed=10)
    assert "core azurerm_virtual_network." in (pytester.path / "address_book.txt").read_text()


#: A stack of a program, with a vault of ours and one that is open, and a stack that refers to it.
PROGRAM = """
import pytest
from azure_data_landing_zone import resources
from azure_data_landing_zone.engine import azurerm
from azure_data_landing_zone.testing import program
from cdktf import App, TerraformOutput, TerraformStack

TENANT = "11111111-1111-1111-1111-111111111111"

@pytest.fixture(scope='module')
def app():
    app = App()
    stack = TerraformStack(app, "mine")
    azurerm.provider.AzurermProvider(stack, "azurerm", features=[azurerm.provider.AzurermProviderFeatures()])
    group = resources.ResourceGroup(stack, "group", name="rg-mine", location="westeurope")
    vault = resources.KeyVault(stack, "vault", name="kv-mine", resource_group=group, tenant_id=TENANT)
    other = TerraformStack(app, "other")
    azurerm.provider.AzurermProvider(other, "azurerm", features=[azurerm.provider.AzurermProviderFeatures()])
    open_ = azurerm.key_vault.KeyVault(
        other, "open", name="kv-open", location="westeurope", resource_group_name="rg-mine", sku_name="standard",
        tenant_id=TENANT, purge_protection_enabled=NOT_PURGED)
    TerraformOutput(other, "mine", value=vault.vault_uri)
    return app

def test_snapshot(app, stack_snapshot):
    stack_snapshot(app.node.find_child("mine"))

def test_addresses(app, address_book):
    address_book(program(app), "book.txt")

@pytest.mark.parametrize("stack", [lambda app: app.node.find_child("mine"), lambda app: program(app)["mine"]])
def test_addresses_of_one_stack(app, address_book, stack):
    address_book(stack(app), "mine.txt")

def test_inputs(app, address_book, stack_snapshot):
    for wrong in (app, None, "mine"):
        for take in (stack_snapshot, lambda given: address_book(given, "mine.txt")):
            with pytest.raises(TypeError, match="a stack is a TerraformStack, or one of program.app. by its name, not "):
                take(wrong)
    for wrong in (None, "mine", app.node.find_child("mine")):
        with pytest.raises(TypeError, match="program takes the App of a program, not "):
            program(wrong)
    with pytest.raises(TypeError, match="policies is a list of files and folders, given: 'policies'; write .'policies'."):
        program(app).assert_preflight(policies="policies")

def test_resources(app, tmp_path):
    stacks = program(app)
    assert list(stacks) == ["mine", "other"]
    assert stacks["mine"].one("azurerm_key_vault", name="kv-mine")["public_network_access_enabled"] is False
    assert "data.terraform_remote_state.cross-stack-reference-input-mine" in stacks["other"].addresses()
    assert not list(tmp_path.iterdir())

def test_exposure(app):
    with pytest.raises(AssertionError, match="other azurerm_key_vault.open: refused by exposure") as raised:
        program(app).assert_preflight()
    assert "network_acls.default_action is left out, so Allow" in str(raised.value)
    assert "mine azurerm_key_vault.vault: refused by exposure azurerm_key_vault.network" not in str(raised.value)

def test_policies(app):
    found = program(app).preflight(policies=["policies"]).failing
    assert {f"{one.stack} {one.address}" for one in found if one.check == "policy"} == {"other azurerm_key_vault.open"}
"""
POLICY = {
    "name": "purge",
    "properties": {
        "displayName": "Vaults are not purged",
        "policyType": "Custom",
        "mode": "Indexed",
        "policyRule": {
            "if": {
                "allOf": [
                    {"field": "type", "equals": "Microsoft.KeyVault/vaults"},
                    {"field": "Microsoft.KeyVault/vaults/enablePurgeProtection", "notEquals": "true"},
                ]
            },
            "then": {"effect": "deny"},
        },
    },
}


def test_the_kit_takes_any_stack_of_a_program(pytester: pytest.Pytester) -> None:
    """And in a pipe, the difference of a snapshot has no colours."""
    pytester.makepyfile(test_program=PROGRAM.replace("NOT_PURGED", "False"))
    pytester.mkdir("policies").joinpath("purge.json").write_text(json.dumps(POLICY))
    pytester.runpytest_subprocess("--snapshot-update", "--update-address-books").assert_outcomes(passed=8)
    assert "mine azurerm_key_vault.vault\n" in (pytester.path / "book.txt").read_text()
    assert (pytester.path / "mine.txt").read_text().count("\n") == 2
    (snapshot,) = (pytester.path / "__snapshots__").rglob("*.json")
    assert str(Path.cwd()) not in snapshot.read_text()
    assert "terraform.mine.tfstate" in snapshot.read_text()
    assert not list((pytester.path / "cdktf.out").rglob("*.json"))

    pytester.makepyfile(test_program=PROGRAM.replace("NOT_PURGED", "False").replace("westeurope", "northeurope"))
    result = pytester.runpytest_subprocess("-k", "snapshot", "--color=no")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*stack mine is not as it was reviewed*", '*"location": "northeurope"*'])
    assert "\x1b[" not in result.stdout.str()
