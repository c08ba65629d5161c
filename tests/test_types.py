"""What type checkers and editors know of the library: mypy and pyright, both strict, and the language server of pyright."""

from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import binding_names
from azure_data_landing_zone.engine import node
from language_server import LanguageServer
from support import ROOT

PYRIGHT = ROOT / "node_modules" / "pyright"
BLOCK = re.compile(r"^```python\n(.*?)^```", re.DOTALL | re.MULTILINE)
INTRODUCTION, *SECTIONS = (ROOT / "docs" / "library.md").read_text(encoding="utf-8").split("\n## ")
#: What every program begins with.
START = BLOCK.findall(INTRODUCTION)[0]
VAULT = 'resources.KeyVault(stack, "vault", name="kv-mine-4711", resource_group=group, tenant_id=TENANT{})'
EXISTING_VAULT = "existing.resource('Microsoft.KeyVault/vaults', 'kv')"

#: The codes of mypy's errors, each with the rule of pyright's.
RULES = {
    "arg-type": "reportArgumentType",
    "assignment": "reportAssignmentType",
    "attr-defined": "reportAttributeAccessIssue",
    "call-arg": "reportCallIssue",
    "dict-item": "reportArgumentType",
    "union-attr": "reportOptionalMemberAccess",
    "misc": "reportAttributeAccessIssue",
}
#: Wrong programs: the code of mypy's error, and what follows the start. The error is in the last line.
WRONG = {
    "a method that a vault lacks": ("attr-defined", f"{VAULT.format('')}.nonsense()"),
    "an attribute that a vault lacks": ("attr-defined", f"{VAULT.format('')}.vault_url"),
    "an attribute that a block lacks": ("attr-defined", f"{VAULT.format('')}.network_acls.bypas"),
    "an attribute that cannot be set": ("misc", f"{VAULT.format('')}.vault_uri = ''"),
    "an attribute of another type": ("assignment", f"port: int = {VAULT.format('')}.vault_uri"),
    "an attribute that a group lacks": ("attr-defined", "group.locations"),
    "a construct that does not exist": ("attr-defined", "resources.Keyvault"),
    "a keyword that does not exist": ("call-arg", VAULT.format(", sku='premium'")),
    "a value that is not allowed": ("arg-type", VAULT.format(", sku_name='gold'")),
    "a number as text": ("arg-type", VAULT.format(", soft_delete_retention_days='90'")),
    "a tag that is no text": ("dict-item", VAULT.format(", tags={'cost-center': 4711}")),
    "one construct where several are taken": ("arg-type", VAULT.format(", depends_on=group")),
    "a lifecycle that is no block": ("arg-type", VAULT.format(", lifecycle={'prevent_destroy': True}")),
    "a group by its name": ("arg-type", VAULT.replace("=group", "='rg-mine'").format("")),
    "a vault without a tenant": ("call-arg", VAULT.replace(", tenant_id=TENANT", "").format("")),
    "a construct without a scope": ("call-arg", "resources.ResourceGroup('group', name='rg', location='westeurope')"),
    "a resource type that does not exist": ("attr-defined", "azurerm.redis_cash"),
    "a class that a module of the bindings lacks": ("attr-defined", "azurerm.key_vault.KeyVaults"),
    "an argument that a class of the bindings lacks": (
        "call-arg",
        "azurerm.resource_group.ResourceGroup(stack, 'r', name='rg', location='westeurope', region='')",
    ),
    "a class that an imported module of the bindings lacks": (
        "attr-defined",
        "from cdktf_cdktf_provider_azurerm.redis_cache import RedisCash",
    ),
    "an argument that a class of an imported module lacks": (
        "call-arg",
        "from cdktf_cdktf_provider_azurerm.redis_cache import RedisCacheIdentity\n"
        "RedisCacheIdentity(type='SystemAssigned', kind='')",
    ),
    "a vault as a resource group": ("arg-type", VAULT.replace("=group", "=" + VAULT.format("")).format("")),
    "an existing vault as a resource group": ("arg-type", VAULT.replace("=group", f"={EXISTING_VAULT}").format("")),
    "a vault as a storage account": (
        "arg-type",
        f"resources.StorageContainer(stack, 'sales', name='sales', storage_account={VAULT.format('')})",
    ),
    "a group as a container": (
        "arg-type",
        f"resources.MachineLearningDatastore(stack, 'd', name='d', workspace={EXISTING_VAULT}, container=group)",
    ),
    "a vault as a Machine Learning workspace": (
        "arg-type",
        "resources.MachineLearningDatastore(\n    stack, 'd', name='d', container=existing, "
        f"workspace={VAULT.format('')})",
    ),
    "a vault as a Synapse workspace": (
        "arg-type",
        f"resources.SynapseSqlPool(stack, 'p', name='p', sku='DW100c', workspace={VAULT.format('')})",
    ),
    "a group as a subnet": (
        "arg-type",
        "resources.PrivateEndpoint(stack, 'e', name='pep', resource_group=group, location='', target=group, "
        "subresource='vault', private_dns_zone_ids=None, subnet=group)",
    ),
    "a vault of a team's own as a resource group": (
        "arg-type",
        "own = azurerm.key_vault.KeyVault(stack, 'own', name='kv', resource_group_name='rg', location='', "
        f"tenant_id=TENANT, sku_name='standard')\n{VAULT.replace('=group', '=own').format('')}",
    ),
    "an identity that is a vault": (
        "arg-type",
        "resources.FederatedCredential(stack, 'f', name='f', issuer='i', subject='s', audience='a', "
        f"identity={VAULT.format('')})",
    ),
    "the layout of another pattern": (
        "arg-type",
        "from azure_data_landing_zone import config, patterns\n"
        "core = config.load('landing-zone.yaml').core\n"
        "patterns.MlWorkspace(stack, 'ml', layout=core, resource_group=group)",
    ),
    "an attribute that an estate lacks": (
        "attr-defined",
        "from azure_data_landing_zone.stacks import Stacks\nStacks().product('churn-dev').estate.vault",
    ),
    "an attribute that the workspace of the logs lacks": (
        "attr-defined",
        "from azure_data_landing_zone.stacks import Stacks\ncore = Stacks().core\nassert core.log_analytics\n"
        "core.log_analytics.workspace",
    ),
    "a service that may be none": (
        "union-attr",
        "from azure_data_landing_zone.stacks import Stacks\nStacks().core.synapse.workspace",
    ),
    "stacks in a stack": (
        "arg-type",
        "from azure_data_landing_zone import config, stacks\n"
        "stacks.add_stacks(stack, config.load('landing-zone.yaml'))",
    ),
}
#: What stands for a resource, by the construct that takes it: classes of a team's own, and data sources.
STANDING_FOR = """
from cdktf_cdktf_provider_azurerm.data_azurerm_machine_learning_workspace import DataAzurermMachineLearningWorkspace
from cdktf_cdktf_provider_azurerm.data_azurerm_resource_group import DataAzurermResourceGroup
from cdktf_cdktf_provider_azurerm.data_azurerm_storage_account import DataAzurermStorageAccount
from cdktf_cdktf_provider_azurerm.data_azurerm_subnet import DataAzurermSubnet
from cdktf_cdktf_provider_azurerm.data_azurerm_synapse_workspace import DataAzurermSynapseWorkspace
from azure_data_landing_zone.engine.azapi import AzapiResource

theirs = DataAzurermResourceGroup(stack, "theirs", name="rg")
own = azurerm.resource_group.ResourceGroup(stack, "own", name="rg", location="westeurope")
groups: list[resources.ResourceGroupRef] = [group, own, theirs, resources.ExistingResourceGroup("rg", "westeurope")]
for number, one in enumerate(groups):
    resources.KeyVault(stack, f"vault{number}", name="kv-mine-4711", resource_group=one, tenant_id=TENANT)
account = DataAzurermStorageAccount(stack, "account", name="st", resource_group_name="rg")
made = AzapiResource(stack, "made", type_="Microsoft.Storage/storageAccounts", name="st", parent_id=existing.id, body={})
accounts: list[resources.StorageAccountRef] = [account, made, existing.resource("Microsoft.Storage/storageAccounts", "s")]
for number, storage in enumerate(accounts):
    resources.StorageContainer(stack, f"container{number}", name="sales", storage_account=storage)
workspace = DataAzurermMachineLearningWorkspace(stack, "workspace", name="mlw", resource_group_name="rg")
resources.MachineLearningDatastore(stack, "sales", name="sales", workspace=workspace, container=existing)
synapse = DataAzurermSynapseWorkspace(stack, "synapse", name="syn", resource_group_name="rg")
resources.SynapseSqlPool(stack, "pool", name="pool", sku="DW100c", workspace=synapse)
resources.PrivateEndpoint(
    stack,
    "endpoint",
    name="pep-mine",
    resource_group=theirs,
    location="westeurope",
    target=account,
    subresource="blob",
    subnet=DataAzurermSubnet(stack, "subnet", name="snet", virtual_network_name="vnet", resource_group_name="rg"),
    private_dns_zone_ids=None,
)
log_analytics: resources.LogAnalyticsWorkspaceRef = resources.LogAnalyticsWorkspace(
    stack, "logs", name="log-mine", resource_group=group
)
"""
#: What the typed stacks of a landing zone contain.
ACCESSORS = """
from azure_data_landing_zone.stacks import Stacks

core = Stacks().core
assert core.log_analytics and core.synapse and core.data_factory and core.databricks and core.kubernetes
assert core.machine_learning_registry
texts: list[str] = [core.log_analytics.workspace_id, core.synapse.workspace.id, core.data_factory.factory.id]
texts += [core.databricks.workspace.id, core.kubernetes.cluster.id, core.machine_learning_registry.registry.id]
product = Stacks().product("churn-dev")
assert product.synapse and product.data_factory and product.databricks and product.kubernetes and product.shipping
texts += [*product.synapse.compute, *product.data_factory.linked_services, product.kubernetes.compute.id]
texts += [product.databricks.tracking_uri, product.shipping.identity.client_id]
"""
#: What pyright alone sees: mypy knows the names of modules that the library does not use, and not what is in them.
WRONG_FOR_PYRIGHT = "azurerm.redis_cache.RedisCash"


class Finding(NamedTuple):
    """An error of a type checker."""

    file: str
    line: int
    code: str
    message: str


class Checked(NamedTuple):
    """The errors of both type checkers by the name of the program, and the processor time that mypy took."""

    mypy: dict[str, list[Finding]]
    pyright: dict[str, list[Finding]]
    seconds: float


def programs() -> dict[str, str]:
    """The programs of the page on single constructs, of pages on landing zones, and of the apps, by names for files."""
    found = {}
    for section in SECTIONS:
        title, blocks = section.partition("\n")[0], BLOCK.findall(section)
        found[re.sub(r"\W+", "_", title.lower())] = "".join([*BLOCK.findall(INTRODUCTION), *blocks])
    found["main"] = (ROOT / "apps" / "main.py").read_text(encoding="utf-8")
    for page in (ROOT / "README.md", ROOT / "docs" / "extending.md"):
        for number, block in enumerate(BLOCK.findall(page.read_text(encoding="utf-8"))):
            found[f"{page.stem.lower()}_{number}"] = block
    found["accessors"] = ACCESSORS
    found["standing_for"] = f"{START}{STANDING_FOR}"
    return found


def of_cdktn(program: str) -> str:
    return program.replace("from cdktf import", "from cdktn import")


RIGHT = programs()
#: In a program of cdktn, stacks of a landing zone are still those of cdktf for a type checker.
RIGHT_FOR_CDKTN = [name for name in RIGHT if not name.startswith("extending")]


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    """Both type checkers over all programs, without a cache and in a folder without settings of ours."""
    folder = tmp_path_factory.mktemp("programs")
    sources = {**RIGHT, **{f"cdktn_{name}": of_cdktn(RIGHT[name]) for name in RIGHT_FOR_CDKTN}}
    sources |= {f"wrong_{number}": f"{START}\n{text}\n" for number, (_, text) in enumerate(WRONG.values())}
    sources["wrong_for_pyright"] = f"{START}\n{WRONG_FOR_PYRIGHT}\n"
    for name, text in sources.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    (folder / "pyrightconfig.json").write_text('{"typeCheckingMode": "strict"}')
    pyright = subprocess.Popen(
        [node.find(), PYRIGHT / "index.js", "--outputjson", "--pythonpath", sys.executable, "-p", folder],
        stdout=subprocess.PIPE,
        text=True,
    )
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "mypy", "--strict", "--output=json", "--cache-dir", folder / ".cache", "."]
    mypy = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    said, _ = pyright.communicate()
    assert mypy.stderr == ""
    by_mypy = [json.loads(line) for line in mypy.stdout.splitlines()]
    by_pyright = json.loads(said)["generalDiagnostics"]
    return Checked(
        mypy=_by_file(
            Finding(Path(one["file"]).stem, one["line"], one["code"], one["message"])
            for one in by_mypy
            if one["severity"] == "error"
        ),
        pyright=_by_file(
            Finding(Path(one["file"]).stem, one["range"]["start"]["line"] + 1, one.get("rule", ""), one["message"])
            for one in by_pyright
        ),
        seconds=after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
    )


def _by_file(findings: Iterator[Finding]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.file, []).append(finding)
    return found


@pytest.mark.parametrize("name", RIGHT)
def test_the_documented_programs_have_no_error(checked: Checked, name: str) -> None:
    assert checked.mypy.get(name, []) == []
    assert checked.pyright.get(name, []) == []


@pytest.mark.parametrize("name", RIGHT_FOR_CDKTN)
def test_the_documented_programs_have_no_error_with_cdktn(checked: Checked, name: str) -> None:
    assert checked.mypy.get(f"cdktn_{name}", []) == []
    assert checked.pyright.get(f"cdktn_{name}", []) == []


@pytest.mark.parametrize(("number", "what"), list(enumerate(WRONG)), ids=WRONG)
def test_a_wrong_program_fails_in_its_last_line(checked: Checked, number: int, what: str) -> None:
    code, text = WRONG[what]
    last = len(f"{START}\n{text}".splitlines())
    for findings, wanted in ((checked.mypy, code), (checked.pyright, RULES[code])):
        found = [finding for finding in findings.get(f"wrong_{number}", []) if finding.line == last]
        assert wanted in {finding.code for finding in found}
        assert found == findings[f"wrong_{number}"], "another line is wrong"


def test_pyright_sees_the_types_of_all_modules_of_the_bindings(checked: Checked) -> None:
    assert "wrong_for_pyright" not in checked.mypy
    assert "reportAttributeAccessIssue" in {finding.code for finding in checked.pyright["wrong_for_pyright"]}


def test_mypy_takes_less_than_a_minute(checked: Checked) -> None:
    """For all of these programs, from nothing; a program alone takes about as long, since most of it is the library."""
    assert 0 < checked.seconds < 60


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[LanguageServer, Path]]:
    """The language server of pyright, with a file that somebody is writing."""
    folder = tmp_path_factory.mktemp("editor")
    file = folder / "main.py"
    file.write_text(
        f"{START}\nvault = {VAULT.format('')}\nnames = vault.\ntypes = azurerm.\nclasses = azurerm.redis_cache.\n"
        "from azure_data_landing_zone import patterns\npatterns.MlWorkspace()\n"
    )
    command = [node.find(), PYRIGHT / "langserver.index.js", "--stdio"]
    server = LanguageServer(command, folder, {"python": {"pythonPath": sys.executable}})
    try:
        server.open(file)
        yield server, file
    finally:
        server.close()


def test_an_editor_completes_every_resource_type(editor: tuple[LanguageServer, Path]) -> None:
    server, file = editor
    assert set(binding_names.submodules()) <= server.completions(file, "types = azurerm.")
    assert {"RedisCache", "RedisCacheIdentity"} <= server.completions(file, "classes = azurerm.redis_cache.")


def test_an_editor_completes_what_a_vault_has(editor: tuple[LanguageServer, Path]) -> None:
    server, file = editor
    names = server.completions(file, "names = vault.")
    assert {"id", "name", "vault_uri", "network_acls", "add_override", "move_to", "import_from", "reference"} <= names


@pytest.mark.parametrize(
    ("construct", "parts"),
    [
        ("resources.KeyVault", ["purge_protection: bool | AnyResolvable = True", "A key vault with RBAC", "7 to 90"]),
        ("patterns.MlWorkspace", ["layout: ProductLayout", "Args:", "what the workspace waits for"]),
    ],
)
def test_an_editor_shows_the_docstring_with_its_arguments(
    editor: tuple[LanguageServer, Path], construct: str, parts: list[str]
) -> None:
    server, file = editor
    shown = server.hover(file, construct).replace("\\", "")
    for part in parts:
        assert part in shown
    assert "terraform.io" not in shown, "the framework's docstring is shown"
