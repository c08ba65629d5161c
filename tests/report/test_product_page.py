"""The pages of products for people who work in them."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from azure_data_landing_zone import config, report
from azure_data_landing_zone.engine import node
from azure_data_landing_zone.report.estate import Estate
from azure_data_landing_zone.report.page import product_html, product_markdown
from azure_data_landing_zone.report.product_page import Page, product_page
from page_support import loaded, page_of, section
from report_support import documents
from support import ROOT, Json, Stack

EVIL = "</script><img src=x onerror=alert(1)>|`${HOME}`\n# heading"


@pytest.fixture
def contoso_page(contoso: config.Configuration, app_stacks: Callable[[str], dict[str, Stack]]) -> Callable[[str], Page]:
    estate = Estate(contoso, documents(app_stacks("contoso")))
    layouts = {layout.stack: layout for layout in contoso.products}
    return lambda stack: product_page(contoso, layouts[stack], estate)


def test_the_page_of_a_product_in_development(contoso_page: Callable[[str], Page]) -> None:
    page = contoso_page("churn-dev")
    workspace = section(page, "workspace").facts
    assert workspace["Studio"].startswith("https://ml.azure.com/home?wsid=/subscriptions/00000000-")
    assert workspace["Studio"].endswith("mlw-contoso-churn-dev-weu-001&tid=11111111-1111-1111-1111-111111111111")
    reach = section(page, "reach")
    assert "VPN: connect with Contoso VPN, then open the studio in your browser." in reach.text
    assert any("vm-jump-ml in the Azure portal: Connect, Bastion" in line for line in reach.text)
    assert reach.facts["Test that you are inside"].startswith("nslookup stcontosochurndev")
    assert reach.facts["Expected answer"].startswith("an address in 10.20.0.0/24;")
    rows = {row["data store"]: row for row in section(page, "data").rows}
    assert list(rows) == ["curated_sales", "enriched_crm", "workspace_churn_dev", "workspaceblobstore", "weather"]
    assert rows["curated_sales"]["path in code"] == "azureml://datastores/curated_sales/paths/"
    assert (rows["curated_sales"]["jobs"], rows["workspace_churn_dev"]["jobs"]) == ("read", "read and write")
    computes = {row["name"]: row for row in section(page, "compute").rows}
    assert computes["gpu"]["size"] == "Standard_NC4as_T4_v3 (4 vCPUs, 1 GPU)"
    assert computes["cpu"]["nodes"] == "0 to 4"
    assert "also builds images" in computes["cpu"]["limits"]
    assert "stops at 19:00 on working days" in computes["ada-churn"]["limits"]
    assert "serverless" in computes
    quota = section(page, "compute").facts["Quota of the subscription, for all products"]
    assert quota == "standard NCASv3_T4 Family: 32 vCPUs, standardDDSv4Family: 600 vCPUs"
    images = section(page, "images").facts
    assert images["Connected registry images"] == "crcontosoplatform.azurecr.io"
    assert images["Machine Learning registry"].startswith("azureml://registries/mlr-contoso-")
    assert "Azure Artifacts (Azure DevOps)" in images["Compute reaches"]
    assert images["Not reached"].startswith("pypi.org")
    assert section(page, "budget").facts["Each month"] == "1,000 in the currency of the subscription"
    assert section(page, "contacts").facts["This product"] == "churn@contoso.com"
    assert section(page, "contacts").facts["Platform page"] == "https://wiki.contoso.com/data-platform"
    assert "--query mlflow_tracking_uri" in section(page, "tracking").facts["Command"]


def test_people_read_in_production_and_the_pipeline_submits(contoso_page: Callable[[str], Page]) -> None:
    development, production = contoso_page("churn-dev"), contoso_page("churn-prod")
    submits = {row["persona"]: row["submits jobs"] for row in section(development, "people").rows}
    assert submits == {"Data scientist": "yes", "ML engineer": "yes", "Data engineer": "no", "Operator": "no"}
    assert {row["submits jobs"] for row in section(production, "people").rows} == {"no"}
    said = [line for line in section(production, "job").text if line.startswith("Here people only read.")]
    assert "id-contoso-churn-prod-weu-001-ship" in said[0]
    assert not [line for line in section(development, "job").text if line.startswith("Here people")]


def test_who_writes_data_is_read_from_the_roles_of_the_stacks(
    contoso: config.Configuration, app_stacks: Callable[[str], dict[str, Stack]]
) -> None:
    (layout,) = (layout for layout in contoso.products if layout.stack == "churn-dev")
    stacks = documents(app_stacks("contoso"))

    def writers(documents: Mapping[str, Any]) -> dict[str, str]:
        page = product_page(contoso, layout, Estate(contoso, documents))
        return {row["data store"]: row["written by"] for row in section(page, "data").rows}

    found = writers(stacks)
    assert found["workspace_churn_dev"] == "Data scientists of Churn, ML engineers of Churn, workloads of this product"
    assert found["curated_sales"] == "Data Factory, Data engineers, Databricks"
    assert "churn" not in found["curated_sales"].lower()
    without = json.loads(json.dumps(stacks))
    roles = without["access"]["resource"]["azurerm_role_assignment"]
    for key in [key for key, body in roles.items() if body["scope"].endswith("/containers/churn-dev")]:
        del roles[key]
    assert writers(without)["workspace_churn_dev"] == "workloads of this product"


def test_policies_are_those_that_judge_what_people_create(contoso_page: Callable[[str], Page]) -> None:
    rows = {row["policy"]: row for row in section(contoso_page("churn-dev"), "policies").rows}
    assert {"vm_sizes", "cluster_scale", "allowed_registries", "subnet"} <= set(rows)
    assert not {"private_link", "high_business_impact", "private_endpoint_deployment"} & set(rows)
    assert "max node count: 10" in rows["cluster_scale"]["limits"]
    assert "Choose fewer nodes" in rows["cluster_scale"]["what to do"]
    declared = {row["policy"]: row for row in section(contoso_page("recommendations-dev"), "policies").rows}
    assert declared["vm_sizes"]["limits"] == "allowed vm sizes: Standard_D4ds_v4, Standard_D8ds_v4"
    exempt = section(contoso_page("maintenance-prod"), "policies")
    assert "Exempt here: cluster_scale." in exempt.text
    assert "cluster_scale" not in {row["policy"] for row in exempt.rows}


def test_the_job_reads_what_others_fill_and_writes_what_is_its_own(contoso_page: Callable[[str], Page]) -> None:
    job = loaded(contoso_page("recommendations-prod"), "job.yml")
    assert job["compute"] == "azureml:cpu"
    assert job["inputs"]["data"]["path"] == "azureml://datastores/curated_sales/paths/"
    path = "azureml://datastores/workspace_recommendations_prod/paths/first-job/"
    assert job["outputs"]["result"]["path"] == path
    assert job["identity"] == {"type": "managed_identity"}


def test_endpoints_are_private_and_have_the_identity_that_was_created_for_them(
    contoso_page: Callable[[str], Page], app_stacks: Callable[[str], dict[str, Stack]]
) -> None:
    page = contoso_page("churn-dev")
    endpoint, deployment = loaded(page, "endpoint.yml"), loaded(page, "deployment.yml")
    assert (endpoint["auth_mode"], endpoint["public_network_access"]) == ("aad_token", "disabled")
    (identity,) = endpoint["identity"]["user_assigned_identities"]
    name = identity["resource_id"].rpartition("/")[2]
    identities = app_stacks("contoso")["churn-dev"].document["resource"]["azurerm_user_assigned_identity"]
    assert name in {body["name"] for body in identities.values()}
    assert re.fullmatch(r"[a-z](-?[a-z0-9])+", endpoint["name"])
    assert len(endpoint["name"]) <= 32
    # In the network of the landing zone a deployment reaches its own registry alone.
    assert deployment["egress_public_network_access"] == "disabled"
    assert deployment["environment"] == "azureml:serving:1"
    assert loaded(page, "environment.yml")["build"] == {"path": "serving"}
    assert "serving/Dockerfile" in page.files


def test_endpoints_on_kubernetes_and_in_managed_networks(contoso_page: Callable[[str], Page], zone: Json) -> None:
    page = contoso_page("churn-prod")
    endpoint, deployment = loaded(page, "endpoint.yml"), loaded(page, "deployment.yml")
    assert endpoint["compute"] == "azureml:kubernetes"
    assert "public_network_access" not in endpoint
    assert "instance_type" not in deployment
    zone["products"][0]["workspace"] = {"isolation": {"mode": "managed_network"}}
    zone["observability"] = {"private_link_scope": {"access": "open"}}
    managed = page_of(zone)
    assert "egress_public_network_access" not in loaded(managed, "deployment.yml")
    assert loaded(managed, "deployment.yml")["environment"]["image"].startswith("mcr.microsoft.com/")
    assert "environment.yml" not in managed.files


@pytest.mark.parametrize("stack", ["churn-dev", "churn-prod", "exploration-dev", "maintenance-prod"])
def test_the_page_says_the_same_in_html_and_markdown(contoso_page: Callable[[str], Page], stack: str) -> None:
    page = contoso_page(stack)
    html, markdown = product_html(page, "contoso"), product_markdown(page)
    assert len(page.sections) == 14
    for part in page.sections:
        assert f'<h2 id="{part.key}-h">{part.title}</h2>' in html
        assert f"\n## {part.title}\n" in markdown
        for file in part.files:
            assert f"\n{file.text.rstrip()}\n" in markdown
    tables = re.findall(r"(?:^\|.*\n)+", markdown, re.MULTILINE)
    assert len(tables) == sum(1 for part in page.sections if part.rows)
    for table in tables:
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}) == 1, table


@pytest.mark.parametrize("stack", ["churn-dev", "churn-prod"])
def test_commands_and_programs_can_be_read_by_their_languages(
    contoso_page: Callable[[str], Page], stack: str, tmp_path: Path
) -> None:
    page = contoso_page(stack)
    for name, file in page.files.items():
        if file.language == "python":
            compile(file.text, name, "exec")
    for part in page.sections:
        for line in part.commands.splitlines():
            assert shlex.split(line)[0] in ("az", "python")
            for option in ("--file", "--request-file"):
                if option in (words := shlex.split(line)):
                    assert words[words.index(option) + 1] in page.files
        done = subprocess.run(["bash", "-n", "-c", part.commands], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    score = tmp_path / "score.py"
    score.write_text(page.files["scoring/score.py"].text)
    call = "import score; score.init(); print(score.run('{\"value\": 1}'))"
    done = subprocess.run([sys.executable, "-c", call], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == {"received": {"value": 1}}


def test_words_of_the_configuration_are_never_syntax(zone: Json, synth: Callable[[Json], dict[str, Stack]]) -> None:
    plain = {**page_of(zone).files}
    zone["people"] = {"vpn": {"name": EVIL}}
    zone["products"][0] |= {"friendly_name": EVIL, "description": EVIL}
    zone["products"][0]["data"]["blobs"] = {
        "outside": {
            "container_id": "/subscriptions/99999999-9999-9999-9999-999999999999/resourceGroups/rg-b/providers/Microsoft.Storage/"
            "storageAccounts/stb/blobServices/default/containers/c",
            "description": EVIL,
        }
    }
    made = report.make(config.parse(zone), documents(synth(zone)), report.Given(), node=node.find())
    html, markdown = made.products["churn-dev.html"], made.products["churn-dev.md"]
    assert "<img" not in html
    assert html.count("</script>") == 1
    assert not re.search(r"(?<!\\)<img", re.sub(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", "", markdown))
    assert "\n# heading" not in markdown
    rows = [line for line in markdown.splitlines() if line.startswith("| ") and "outside" in line]
    assert len(re.findall(r"(?<!\\)\|", rows[0])) == 6
    assert {**page_of(zone).files} == plain


def test_pages_of_products_that_are_gone_are_removed(made: report.Report, tmp_path: Path) -> None:
    made.write(tmp_path)
    assert (tmp_path / "products" / "churn-dev.html").read_text() == made.products["churn-dev.html"]
    assert "products/churn-dev.html" in made.html
    assert "(products/churn-dev.md)" in made.markdown
    for suffix in ("html", "md"):
        former = tmp_path / "products" / f"former-dev.{suffix}"
        former.write_text((tmp_path / "products" / f"churn-dev.{suffix}").read_text())
    own = tmp_path / "products" / "own.md"
    own.write_text("# Own\n")
    made.write(tmp_path)
    left = {file.name for file in (tmp_path / "products").iterdir()}
    assert left == {*made.products, "own.md"}


def test_settings_name_the_file_and_line_that_gives_them(contoso_page: Callable[[str], Page]) -> None:
    (part,) = [part for part in contoso_page("churn-prod").sections if part.key == "settings"]
    rows = {row["setting"]: row for row in part.rows}
    lines = (ROOT / "apps" / "contoso" / "products" / "churn.yaml").read_text(encoding="utf-8").splitlines()
    place = rows["compute.clusters.cpu.max_nodes"]["written in"]
    assert rows["compute.clusters.cpu.max_nodes"]["value"] == "8"
    assert place.endswith(f"products/churn.yaml:{lines.index('        - {name: cpu, max_nodes: 8}') + 1}")
