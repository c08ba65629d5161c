"""Text of a configuration is data: Terraform evaluates none of it, wherever it stands."""

from __future__ import annotations

import copy
import functools
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

from azure_data_landing_zone import config, report, templates
from azure_data_landing_zone.changes import compare
from azure_data_landing_zone.changes.markdown import as_markdown
from azure_data_landing_zone.config.reading.document import Document, Path_
from azure_data_landing_zone.engine import node
from azure_data_landing_zone.synthesis import synthesize
from azure_data_landing_zone.testing import Synthesized
from support import APPS, ROOT, read_stacks
from text_fields import Slot, fields, put, slots, whole

Json = Any
ID = "/subscriptions/99999999-9999-9999-9999-999999999999/resourceGroups/rg-x/providers"
OWN = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-x/providers"
#: What Terraform would evaluate or take for an escape; each is found in the output by its number.
CANARIES = ("${canary1}", "%{canary2}", "$${canary3}", "%%{canary4}")
#: How the canaries stand in the output.
ESCAPED = {"1": "$$", "2": "%%", "3": "$$$", "4": "%%%"}
#: Settings that no app has, by the app that they are laid over. With them each app is valid still.
MORE = {
    "contoso": f"""
        budget: {{action_groups: ["{ID}/Microsoft.Insights/actionGroups/ag-money"]}}
        alerts:
          contacts:
            webhooks:
              pager:
                address: https://pager.contoso.com/azure
                entra_id:
                  object_id: cccccccc-1111-1111-1111-111111111111
                  identifier_uri: api://pager
                  tenant_id: 11111111-1111-1111-1111-111111111111
          log_rules:
            slow:
              description: Slow runs
              query: AmlRunStatusChangedEvent
              threshold: 20
              window: PT1H
              frequency: PT30M
              measure: Duration
              aggregation: average
              dimensions: [RunType]
        analytics:
          synapse: {{sql_pools: {{large: {{}}}}}}
          kubernetes:
            pod_range: 172.20.0.0/16
            service_range: 172.21.0.0/20
            private_dns_zone_id: {ID}/Microsoft.Network/privateDnsZones/privatelink.westeurope.azmk8s.io
            system_pool: {{vm_size: Standard_D4s_v5}}
            scoring: {{certificate: scoring-tls}}
        people: {{jump_host: {{page: "https://wiki.contoso.com/jump"}}}}
        names: {{virtual_network: vnet-contoso}}
        naming:
          children:
            subnet: "snet-{{purpose}}"
            private_endpoint: "pep-{{target}}-{{subresource}}"
            budget: "budget-{{stack}}"
            peering: "peer-{{network}}"
            dns_link: "link-{{network}}"
            further_private_endpoint: "pep-{{target}}-{{subresource}}-{{network}}"
            alert_rule: "{{stack}}-{{rule}}"
            event_subscription: "{{rule}}"
          pattern: "{{abbreviation}}-{{landing_zone}}-{{product}}-{{environment}}-{{region}}-{{instance}}"
          regions: {{westeurope: weu}}
          abbreviations: {{key_vault: kva}}
          instance: "001"
        storage_access: {{resource_instances: ["{ID}/Microsoft.DataProtection/backupVaults/bv"]}}
        ignore_tags: [written-by-policy]
        network: {{hub: {{ranges: [10.200.0.0/16]}}, outbound: {{hosts: [packages.contoso.com]}}}}
        state: {{network: {{subnet_ids: ["{ID}/Microsoft.Network/virtualNetworks/vnet-x/subnets/runners"]}}}}
        policies:
          exemptions:
            by-scope:
              policies: [cluster_scale]
              scope: /subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-others
              reason: Decided by the architecture board
              expires: "2035-12-31"
          assign:
            vm_sizes: {{effect: Audit, message: Ask the platform team for other sizes.}}
        preflight:
          suppressions:
            - {{check: policy, rule: "*", stack: "*", address: "*", reason: decided by the board, expires: "2035-01-01"}}
        removed: {{old-prod: {{note: Destroyed in March}}}}
        vm_sizes: {{Standard_X4_v9: {{vcpus: 4, family: standardXFamily}}}}
        """,
    "existing-core": f"""
        state: {{containers: "{{landing_zone}}-{{stack}}"}}
        data_lake:
          raw: &layer
            storage_account_id: {ID}/Microsoft.Storage/storageAccounts/straw
            private_endpoints:
              blob: {ID}/Microsoft.Network/privateEndpoints/pe-blob
              dfs: {ID}/Microsoft.Network/privateEndpoints/pe-dfs
          enriched: *layer
          workspace:
            private_endpoints:
              blob: {ID}/Microsoft.Network/privateEndpoints/pe-own-blob
              dfs: {ID}/Microsoft.Network/privateEndpoints/pe-own-dfs
        analytics:
          data_factory: {{integration_runtime: managed, principal_id: 22222222-2222-2222-2222-222222222222}}
          databricks: {{workspace_url: adb-1234567890123456.7.azuredatabricks.net}}
        network:
          dns:
            zone_ids:
              privatelink.vaultcore.azure.net: >-
                {ID}/Microsoft.Network/privateDnsZones/privatelink.vaultcore.azure.net
            zone_names: {{vault: [privatelink.vaultcore.azure.net]}}
        """,
    "managed-network": """
        state: {backend: remote, organization: contoso, hostname: app.terraform.io, workspace_prefix: zone-}
        policies: {scope: subscription}
        data_lake: {workspace: {containers: [pricing-dev, pricing-prod]}}
        extensions: {fragments: [{file: tests/stacks/fragment.tf.json, stacks: [core], reason: decided by the board}]}
        """,
    "minimal": """
        state: {backend: http, address: "https://state.contoso.com"}
        extensions:
          overrides:
            - stack: core
              address: azurerm_log_analytics_workspace.log-analytics
              set: {tags: {purpose: audit}, sku: PerGB2018, identity: [{identity_ids: [a]}, b]}
              reason: decided by the board
              expires: '2035-01-01'
        """,
}
#: The same for the first product of an app.
MORE_OF_PRODUCT = {
    "contoso": f"""
        location: westeurope
        tags: {{team: churn}}
        alerts:
          contacts:
            action_groups: ["{ID}/Microsoft.Insights/actionGroups/ag-churn"]
            webhooks:
              pager:
                entra_id: {{identifier_uri: "api://pager", tenant_id: 11111111-1111-1111-1111-111111111111}}
          log_rules:
            slow:
              description: Slow runs
              query: AmlRunStatusChangedEvent
              threshold: 20
              window: PT1H
              frequency: PT30M
              measure: Duration
              aggregation: average
              dimensions: [RunType]
        budget: {{action_groups: ["{ID}/Microsoft.Insights/actionGroups/ag-money"], roles: [Owner]}}
        compute:
          clusters: [{{name: cpu, vm_size: Standard_DS3_v2, max_nodes: 4, description: For training}}]
          image_build_cluster: cpu
          quota: {{standardDSv2Family: 40}}
        data:
          write: [workspace/own]
          file_shares:
            files:
              file_share_id: {ID}/Microsoft.Storage/storageAccounts/stx/fileServices/default/shares/hourly
              description: Files by hour
        """,
    "managed-network": f"""
        encryption:
          key_vault_id: >-
            {OWN}/Microsoft.KeyVault/vaults/kv-keys
          key_id: https://kv-keys.vault.azure.net/keys/workspace
          identity_id: {ID}/Microsoft.ManagedIdentity/userAssignedIdentities/id-keys
          identity_client_id: 22222222-2222-2222-2222-222222222222
        pipelines:
          azure_devops:
            organization: contoso
            organization_id: 22222222-2222-2222-2222-222222222222
            project: data
            service_connection: sc
        storage_access: {{resource_instances: ["{ID}/Microsoft.DataProtection/backupVaults/bv"]}}
        shipping:
          azure_devops:
            organization: contoso
            organization_id: 22222222-2222-2222-2222-222222222222
            project: data
            service_connection: models
        workspace: {{isolation: {{service_tags: {{databricks: {{tag: AzureDatabricks, ports: ["443"]}}}}}}}}
        """,
    "existing-core": """
        pipelines: {gitlab: {project: contoso/returns, host: gitlab.com, branch: main}}
        shipping: {gitlab: {project: contoso/models, host: gitlab.com, branch: main}}
        links: {synapse: {spark_pools: [small]}}
        """,
    "minimal": """
        pipelines: {github: {repository: contoso/x, branch: main}}
        shipping: {github: {repository: contoso/models, branch: main}}
        workspace: {subnets: {endpoints: endpoints, training: training}}
        connections: {packages: {python_feed: "https://pkgs.dev.azure.com/contoso/_packaging/x/pypi/simple/"}}
        compute:
          instances:
            - name: ada-all
              vm_size: Standard_DS3_v2
              assigned_to: bbbbbbbb-1111-1111-1111-111111111111
              schedule: {stop: "19:00", start: "07:00", time_zone: UTC}
              setup_script: echo hello
        """,
}
#: Settings in which no canary is valid, and which need not be so themselves.
REFUSED = f"""
    moved: [{{stack: core, from: azurerm_key_vault.a, to: azurerm_key_vault.b}}]
    policies:
      definitions: [none-such/*.json]
      assign: {{none-such: {{parameters: {{list: [a], map: {{a: b}}, text: c}}}}}}
    products:
      - none-such/*.yaml
      - name: one
        environments: [dev]
        storage_access: {{resource_instances: ["{ID}/Microsoft.DataProtection/backupVaults/bv"]}}
        names: {{workspace: mlw-churn}}
        moved: [{{from: azurerm_key_vault.a, to: azurerm_key_vault.b}}]
        inference: {{kubernetes_cluster_id: {ID}/Microsoft.ContainerService/managedClusters/aks-x, namespace: pricing}}
        links: {{databricks: {{own: {{public_subnet: a, private_subnet: b, job_principal_id: c}}}}}}
        policies: {{parameters: {{none-such: {{list: [a], map: {{a: b}}, text: c}}}}}}
      - name: two
        environments: [dev]
        per_environment:
          dev:
            storage_access: {{resource_instances: ["{ID}/Microsoft.DataProtection/backupVaults/bv"]}}
            names: {{workspace: mlw-churn}}
            moved: [{{from: azurerm_key_vault.a, to: azurerm_key_vault.b}}]
            inference:
              {{kubernetes_cluster_id: {ID}/Microsoft.ContainerService/managedClusters/aks-x, namespace: pricing}}
            links: {{databricks: {{own: {{public_subnet: a, private_subnet: b, job_principal_id: c}}}}}}
            policies: {{parameters: {{none-such: {{list: [a], map: {{a: b}}, text: c}}}}}}
            pipelines:
              github: {{repository: contoso/x, branch: main}}
              gitlab: {{project: contoso/x, host: gitlab.com, branch: main}}
              azure_devops:
                organization: contoso
                organization_id: 22222222-2222-2222-2222-222222222222
                project: data
                service_connection: sc
            shipping:
              github: {{repository: contoso/x, branch: main}}
              gitlab: {{project: contoso/x, host: gitlab.com, branch: main}}
              azure_devops:
                organization: contoso
                organization_id: 22222222-2222-2222-2222-222222222222
                project: data
                service_connection: sc
    """
#: Globs instead of lists.
GLOBS = """
    policies: {definitions: none-such.json}
    products: none-such/*.yaml
    """
SCHEMA = json.loads(
    (ROOT / "constructs" / "azure_data_landing_zone" / "schemas" / "landing-zone.schema.json").read_text()
)


@pytest.fixture(autouse=True)
def _in_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    """Data that a program gives names files relative to the working directory."""
    monkeypatch.chdir(ROOT)


def merged(base: Json, over: Json) -> Json:
    if isinstance(base, dict) and isinstance(over, dict):
        return {**base, **{key: merged(base.get(key), value) for key, value in over.items()}}
    return copy.deepcopy(over)


@functools.cache
def complete(app: str) -> Json:
    data = merged(whole(ROOT / "apps" / app / "landing-zone.yaml"), yaml.safe_load(MORE[app]))
    product = merged(data["products"][0], yaml.safe_load(MORE_OF_PRODUCT[app]))
    # What may differ by environment is the same settings once more.
    fixed = {"name", "environments", "per_environment", "shared", "moved", "pipelines"}
    over = {key: value for key, value in product.items() if key not in fixed}
    last = product["environments"][-1]
    product["per_environment"] = merged(product.get("per_environment", {}), {last: over})
    data["products"][0] = product
    return data


def refused() -> list[Json]:
    return [merged(whole(ROOT / "apps" / "minimal" / "landing-zone.yaml"), yaml.safe_load(t)) for t in (REFUSED, GLOBS)]


def problems_of(data: Json) -> list[str]:
    try:
        config.parse(data)
    except config.ConfigurationError as error:
        return [for_all(problem.path) for problem in error.problems]
    return []


def for_all(path: str) -> str:
    """A path without its environment: a mistake of a setting for all is named there, one of an override at the override."""
    return re.sub(r"\.per_environment\.[^.]+(?=\.)", "", path)


def name_of(data: Json, path: Path_) -> str:
    """The path of a text, as problems name it."""
    return for_all(Document("x", data, {}).dotted(path))


def guilty(names: Mapping[Slot, str], problems: list[str]) -> set[Slot]:
    """The slots that problems are about: those that they name, else those in what they name, else those around it."""
    ways: tuple[Callable[[str, str], bool], ...] = (
        lambda name, problem: name == problem,
        lambda name, problem: name.startswith((f"{problem}.", f"{problem}[")),
        lambda name, problem: problem.startswith((f"{name}.", f"{name}[")),
    )
    found = ({slot for slot, name in names.items() if any(way(name, one) for one in problems)} for way in ways)
    return next(filter(None, found), set())


def with_canaries(data: Json, texts: Sequence[str] = ("a".join(CANARIES), *CANARIES)) -> tuple[Json, dict[Slot, str]]:
    """A configuration with canaries in every text that takes them, and what each takes."""
    taken: dict[Slot, str] = {}
    left = slots(SCHEMA, data)
    filled = data
    for text in texts:
        trial = dict.fromkeys(left, text)
        while True:
            both = {**taken, **trial}
            filled = with_text(data, both)
            if not (found := problems_of(filled)):
                break
            renamed = {slot.path: canary for slot, canary in both.items() if slot.is_key}
            names = {slot: name_of(filled, current(slot, renamed)) for slot in trial}
            out = guilty(names, found)
            if {names[slot] for slot in out}.isdisjoint(found):
                out = {slot for slot in out if problems_of(with_text(data, {slot: text}))} or out
            assert out, found
            trial = {slot: canary for slot, canary in trial.items() if slot not in out}
        taken |= trial
        left = [slot for slot in left if slot not in taken]
    return filled, taken


def with_text(data: Json, texts: Mapping[Slot, str]) -> Json:
    """A configuration with texts in slots."""
    data = copy.deepcopy(data)
    # Keys last, and the inner ones first: they are on the way to others.
    for slot, text in sorted(texts.items(), key=lambda item: (item[0].is_key, -len(item[0].path))):
        put(data, slot, text)
    return data


def current(slot: Slot, renamed: Mapping[Path_, str]) -> Path_:
    """Where a slot is when keys were renamed."""
    return tuple(renamed.get(slot.path[: end + 1], part) for end, part in enumerate(slot.path))


@functools.cache
def filled(app: str) -> Json:
    return with_canaries(complete(app))[0]


def alive(documents: Mapping[str, Json]) -> list[str]:
    """What stands around canaries that are not escaped, or escaped twice."""
    text = json.dumps(documents, ensure_ascii=False)
    return [
        text[max(0, found.start() - 60) : found.end()]
        for found in re.finditer(r"([$%]*)\{canary(\d)\}", text)
        if found[1] != ESCAPED[found[2]]
    ]


def test_every_text_field_is_tried() -> None:
    assert {app: problems_of(complete(app)) for app in APPS} == {app: [] for app in APPS}
    tried = [complete(app) for app in APPS] + refused()
    # Defaults of all products are merged into each product before anything reads them.
    wanted = {re.sub(r"^product_defaults\.", "products[].", field) for field in fields(SCHEMA)}
    assert wanted == {slot.field for data in tried for slot in slots(SCHEMA, data)}


def test_defaults_of_all_products_are_text_like_those_of_one(synth: Callable[[Json], Synthesized]) -> None:
    data = whole(ROOT / "apps" / "minimal" / "landing-zone.yaml")
    text = " ".join(CANARIES)
    data["product_defaults"] = {"tags": {CANARIES[0]: text}, "per_environment": {"dev": {"tags": {"other": text}}}}
    documents = {name: stack.document for name, stack in synth(data).items()}
    assert json.dumps(documents).count("canary2") > 10
    assert alive(documents) == []


@pytest.mark.parametrize("app", APPS)
def test_no_canary_is_alive(app: str, synth: Callable[[Json], Synthesized]) -> None:
    documents = {name: stack.document for name, stack in synth(filled(app)).items()}
    assert "canary" in json.dumps(documents)
    assert alive(documents) == []


#: Text that is code in HTML, SVG, Markdown, KQL or a shell.
HOSTILE = (
    """x"'></script><script>alert(1)</script><img src=x onerror=alert(1)>|`$(id)` ![a](b) "; drop ``` ]]> {{7*7}}"""
)


class _Tags(HTMLParser):
    """The elements of a page with their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_text_is_data_in_the_report(synth: Callable[[Json], Synthesized]) -> None:
    data, taken = with_canaries(complete("contoso"), (HOSTILE,))
    assert {slot.field for slot in taken} >= {"products[].description", "products[].friendly_name", "tags.*"}
    stacks = {name: stack.document for name, stack in synth(data).items()}
    made = report.make(config.parse(data), stacks, report.Given(), node=node.find())
    page = _Tags()
    page.feed(made.html)
    assert [tag for tag, _ in page.found].count("script") == 2
    attributes = {name for _, given in page.found for name in given}
    assert not {name for name in attributes if name.startswith("on")}
    for text in made.pictures.values():
        elements = list(ElementTree.fromstring(text).iter())
        assert not {one.tag.rpartition("}")[2] for one in elements} & {"script", "img", "foreignObject"}
        assert not [name for one in elements for name in one.attrib if name.startswith("on")]
    assert "alert" in made.markdown
    assert not re.findall(r"(?<!\\)<(?:script|img)", made.markdown)
    assert not re.findall(r"(?<!\\)!\[a\]\(b\)", made.markdown)


def test_text_is_data_in_a_comment_on_a_pull_request(synth: Callable[[Json], Synthesized]) -> None:
    data = complete("minimal")
    changed = copy.deepcopy(data)
    changed["products"][0] |= {
        "friendly_name": HOSTILE,
        "description": f"{HOSTILE}\n```\n<script>",
        "tags": {"a": HOSTILE},
    }
    sides = [{name: stack.document for name, stack in synth(one).items()} for one in (data, changed)]
    text = as_markdown(compare(*sides))
    fences = [line for line in text.splitlines() if "```" in line]
    assert fences
    assert fences == ["```diff", "```"] * (len(fences) // 2)
    assert "<script" not in re.sub(r"```diff\n.*?\n```", "", text, flags=re.DOTALL)


def test_both_engines_write_the_same_text(tmp_path: Path, synth: Callable[[Json], Synthesized]) -> None:
    file = tmp_path / "landing-zone.yaml"
    file.write_text(json.dumps(filled("minimal")))
    code = "import sys; from azure_data_landing_zone.cli import main; sys.exit(main())"
    arguments = ["synth", "-c", str(file), "-o", str(tmp_path / "out")]
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env={**os.environ, "ADLZ_ENGINE": "cdktn"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    other = {name: stack.reviewed() for name, stack in read_stacks(tmp_path / "out").items()}
    assert other == {name: stack.reviewed() for name, stack in synth(filled("minimal")).items()}


def test_policies_in_files_are_data(tmp_path: Path) -> None:
    text = " ".join(CANARIES)
    rule = {"if": {"field": "[concat('tags[', parameters('name'), ']')]", "equals": text}, "then": {"effect": "audit"}}
    parameters = {"name": {"type": "String", "defaultValue": text, "metadata": {"displayName": text}}}
    properties = {"displayName": text, "description": text, "mode": "All", "policyRule": rule, "parameters": parameters}
    (tmp_path / "tagged.json").write_text(json.dumps({"name": "tagged", "properties": properties}))
    data = {**whole(ROOT / "apps" / "minimal" / "landing-zone.yaml"), "policies": {"definitions": "*.json"}}
    (tmp_path / "landing-zone.yaml").write_text(json.dumps(data))
    synthesize(config.load(tmp_path / "landing-zone.yaml"), tmp_path / "out", pattern="policy")
    (stack,) = read_stacks(tmp_path / "out").values()
    made = stack.one("azurerm_policy_definition", name="tagged")
    assert alive({"policy": stack.document}) == []
    assert json.loads(templates.unescaped(made["policy_rule"])) == rule
    assert templates.unescaped(made["display_name"]) == text


def test_a_policy_in_a_file_holds_no_marker(tmp_path: Path) -> None:
    rule = {"if": {"field": "type", "equals": "${TfToken[TOKEN.0]}"}, "then": {"effect": "audit"}}
    document = {"name": "tagged", "properties": {"displayName": "x", "mode": "All", "policyRule": rule}}
    (tmp_path / "tagged.json").write_text(json.dumps(document, indent=1))
    data = {**whole(ROOT / "apps" / "minimal" / "landing-zone.yaml"), "policies": {"definitions": "*.json"}}
    (tmp_path / "landing-zone.yaml").write_text(json.dumps(data))
    with pytest.raises(config.ConfigurationError) as caught:
        config.load(tmp_path / "landing-zone.yaml")
    (problem,) = caught.value.problems
    assert (Path(problem.place.file).name, problem.path) == ("tagged.json", "properties.policyRule.if.equals")
    line = (tmp_path / "tagged.json").read_text().splitlines()[problem.place.line - 1]
    assert line.strip() == '"equals": "${TfToken[TOKEN.0]}"'


def test_text_reaches_azure_as_it_was_given(zone: Json, synth: Callable[[Json], Synthesized]) -> None:
    text = '100 ${EUR} %{if} ${file("/etc/hostname")}'
    zone["products"][0] |= {"friendly_name": text, "description": text, "tags": {"${cost}": text}}
    stack = synth(zone)["churn-dev"]
    workspace = stack.one("azurerm_machine_learning_workspace")
    assert templates.unescaped(workspace["friendly_name"]) == f"{text} (dev)"
    assert templates.unescaped(workspace["description"]) == text
    assert workspace["tags"]["$${cost}"] == templates.escaped(text)


def test_where_no_canary_fits_it_is_refused_at_its_place() -> None:
    unmoved: list[str] = []
    before = set(slots(SCHEMA, whole(ROOT / "apps" / "minimal" / "landing-zone.yaml")))
    for data in refused():
        for number, slot in enumerate(one for one in slots(SCHEMA, data) if one not in before):
            for canary in ("a".join(CANARIES), CANARIES[number % len(CANARIES)]):
                trial = with_text(data, {slot: canary})
                here = name_of(trial, current(slot, {slot.path: canary} if slot.is_key else {}))
                if not guilty({slot: here}, found := problems_of(trial)):
                    unmoved.append(f"{slot.field} with {canary}: {found}")
    assert unmoved == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('"${TfToken[TOKEN.0]}"', "holds TfToken[, with which CDK for Terraform marks values of its own: remove it"),
        ('"#{TfToken[TOKEN.0]}"', "holds TfToken["),
        ('"&{TfToken[TOKEN.0]}"', "holds TfToken["),
        ('{"${TfToken[TOKEN.0]}": a}', "holds TfToken["),
        (
            "-1.8881545897087505e+289",
            "must be a number between -9007199254740991 and 9007199254740991; put it in quotes",
        ),
        ('"a\\ue000b"', "holds the character U+E000"),
        ('"a\\x1b[31m"', "holds the invisible character U+001B (control character): remove it"),
        ('"a\\u202e"', "holds the invisible character U+202E (right-to-left override): remove it"),
    ],
)
def test_what_the_framework_marks_its_own_values_with_is_refused_at_its_line(
    text: str, said: str, tmp_path: Path
) -> None:
    file = tmp_path / "landing-zone.yaml"
    zone = (ROOT / "apps" / "minimal" / "landing-zone.yaml").read_text()
    parameters = f"policies: {{assign: {{cluster_scale: {{parameters: {{maxNodeCount: 1,\n  x: {text}}}}}}}}}\n"
    file.write_text(zone + parameters)
    with pytest.raises(config.ConfigurationError) as caught:
        config.load(file)
    line = len((zone + parameters).splitlines())
    assert [said in p.message for p in caught.value.problems if p.place.line == line and "x" in p.path].count(True) == 1
