"""What a report says of the example with everything."""

from __future__ import annotations

from azure_data_landing_zone.azure import personas
from azure_data_landing_zone.checks.results import Level
from azure_data_landing_zone.report.contents import Contents
from azure_data_landing_zone.report.estate import type_title


def test_every_resource_is_in_the_inventory_or_a_role(contents: Contents) -> None:
    resources = [
        resource.type
        for stack in contents.estate.stacks.values()
        for resource in stack.resources()
        if resource.type != "terraform_data"
    ]
    assert len(resources) == len(contents.estate.resources) + len(contents.estate.grants)
    assert {row.kind for row in contents.estate.resources} >= {"Network", "Storage", "Monitoring", "Private endpoints"}
    assert "Other" not in {row.kind for row in contents.estate.resources}


def test_ids_are_known_but_for_what_azure_invents(contents: Contents) -> None:
    unknown = {row.type for row in contents.estate.resources if not row.id}
    # Synapse keeps its endpoints, a quota is asked for and is no resource: Azure Resource Manager has no id of them.
    none = {
        "azurerm_synapse_managed_private_endpoint",
        "Microsoft.MachineLearningServices/locations",
        # Requests about a resource that another block describes: the idle time of instances, the tags of Synapse.
        "Microsoft.MachineLearningServices/workspaces/computes",
        "Microsoft.Synapse/workspaces",
    }
    assert {type_ for type_ in unknown if not type_.endswith(("privateEndpointConnections", "_association"))} == none
    (vault,) = [r for r in contents.estate.resources if r.stack == "churn-prod" and r.type == "azurerm_key_vault"]
    assert vault.id.endswith(
        f"/resourceGroups/rg-contoso-churn-prod-weu-001/providers/Microsoft.KeyVault/vaults/{vault.name}"
    )


def test_roles_have_names_and_whoever_has_them_too(contents: Contents) -> None:
    assert not [grant for grant in contents.estate.grants if "${" in f"{grant.who}{grant.role}{grant.where}"]
    assert not [grant for grant in contents.estate.grants if grant.role.count("-") == 4 or not grant.scope]
    assert ("Data scientists of Churn", "AzureML Data Scientist") in {
        (grant.who, grant.role) for grant in contents.estate.grants_of("churn-dev")
    }
    assert ("id-contoso-churn-prod-weu-001-cluster-cpu", "Storage Blob Data Reader", "curated/sales") in {
        (grant.who, grant.role, grant.where) for grant in contents.estate.grants_of("churn-prod")
    }
    assert {"group", "identity", "service", "principal"} <= {grant.kind for grant in contents.estate.grants}


def test_the_matrix_shows_every_role_of_every_persona(contents: Contents) -> None:
    shown = {
        (row.persona, title, cell.role)
        for row in contents.personas
        for title, cells in zip(contents.persona_scopes, row.cells, strict=True)
        for cell in cells
    }
    assert shown == {
        (personas.title(name), scope.title, role)
        for name in personas.personas()
        for setting in personas.Setting
        for key, roles in personas.roles(name, setting).items()
        for scope in personas.SCOPES
        if scope.key == key
        for role in roles
    }
    assert ("Operator", "Subscription", "Quota Request Operator") in shown
    assert ("Operator", "Workbook and dashboard", "Workbook Contributor") in shown


def test_a_name_stands_under_the_stack_that_makes_it(contents: Contents) -> None:
    stacks = {name.key: name.stack for name in contents.names if "churn-dev" in name.name}
    assert stacks["pipeline_plan_identity"] == stacks["resource_group"] == "bootstrap"
    assert stacks["workspace"] == "churn-dev"
    assert {name.stack for name in contents.names if name.key == "pipelines_resource_group"} == {"bootstrap"}


def test_every_stack_says_what_it_holds(contents: Contents) -> None:
    assert not [row.name for row in contents.stacks if row.holds != contents.configuration.holds(row.name)]


def test_the_matrix_says_where_a_persona_has_a_role(contents: Contents) -> None:
    (scientist,) = [row for row in contents.personas if row.persona == "Data scientist"]
    cells = dict(zip(contents.persona_scopes, scientist.cells, strict=True))
    assert {cell.role: cell.settings for cell in cells["Workspace"]} == {
        "AzureML Data Scientist": ("development",),
        "Reader": ("production",),
    }
    assert {row.persona for row in contents.personas if not row.used} == {"Reader"}


def test_a_container_names_its_readers_and_writers(contents: Contents) -> None:
    rows = {f"{row.layer}/{row.name}": row for row in contents.containers}
    telemetry = rows["curated/telemetry"]
    assert "exploration-dev" in telemetry.readers
    assert telemetry.writers == ("recommendations-prod",)
    # By the role assignments of the stacks, whatever the configuration calls them.
    assert telemetry.others == (
        "Data engineers",
        "adf-contoso-analytics-weu-001-fnspl",
        "dbac-contoso-analytics-weu-001",
    )
    assert rows["workspace/churn-dev"].writers == ("churn-dev",)


def test_stacks_stand_in_the_order_of_their_application(contents: Contents) -> None:
    assert [row.name for row in contents.stacks] == list(contents.configuration.stacks)
    churn = next(row for row in contents.stacks if row.name == "churn-prod")
    assert churn.after == ("access",)
    assert churn.holds == "the product Churn in prod"


def test_every_principal_has_its_rights_with_the_action_that_needs_them(contents: Contents) -> None:
    principals = {row.principal for row in contents.rights}
    assert {"platform pipeline that applies", "pipeline that plans churn-prod"} <= principals
    locks = next(row for row in contents.rights if row.role == "Locks Contributor")
    assert (locks.principal, locks.scope) == ("platform pipeline that applies", "the subscription")
    assert locks.owner == "owner of the landing zone's subscription"
    assert locks.because.startswith("Microsoft.Authorization/locks/write at azurerm_management_lock.")
    assert {row.owner for row in contents.rights if row.principal == "pipeline that plans churn-prod"} == {
        "stack bootstrap",
        "stack access",
    }


def test_subnets_have_ranges_and_what_they_reach(contents: Contents) -> None:
    endpoints, *_ = contents.subnets
    assert (endpoints.purpose, endpoints.range, endpoints.addresses) == ("endpoints", "10.20.0.0/24", 251)
    training = next(row for row in contents.subnets if row.purpose == "training")
    assert any("Azure Machine Learning" in title for title in training.reaches)


def test_the_heaviest_result_is_how_a_product_stands(contents: Contents) -> None:
    every = {"service": Level.UNKNOWN}
    assert contents.standing["churn-dev"] == {"hbi": Level.REFUSED, "tags": Level.REPORTED, **every}
    assert contents.standing["churn-prod"] == {"hbi": None, "tags": Level.SUPPRESSED, **every}
    assert [result.level for result in contents.policy_results] == [
        Level.REFUSED,
        Level.UNKNOWN,
        Level.REPORTED,
        Level.SUPPRESSED,
    ]


def test_what_is_open_on_purpose_says_why(contents: Contents) -> None:
    assert {result.level for result in contents.open_paths} == {Level.ACCEPTED}
    assert all(result.reason and result.place for result in contents.open_paths)
    assert any("(state.network)" in result.reason for result in contents.open_paths)
    assert [result.check for result in contents.other_results] == ["quota"]


def test_types_have_names_for_people() -> None:
    assert type_title("azurerm_private_dns_zone") == "Private DNS zone"
    assert type_title("azurerm_machine_learning_datastore_datalake_gen2") == "Machine learning datastore datalake Gen2"
    assert type_title("Microsoft.MachineLearningServices/workspaces/computes") == "Workspaces computes"
