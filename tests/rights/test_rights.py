"""The rights that stacks need against those that exist: in our apps, and with a right taken away."""

from __future__ import annotations

import copy
import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from azure_data_landing_zone import config
from azure_data_landing_zone.azure import tables
from azure_data_landing_zone.azure.permissions import Permissions, permissions
from azure_data_landing_zone.checks.rights import results
from azure_data_landing_zone.config import Configuration
from azure_data_landing_zone.rights.held import Actors, Grant
from azure_data_landing_zone.rights.needs import Need, StackNeeds, tolerated
from azure_data_landing_zone.rights.verdicts import Missing, Reason, Rights, compare, rights, sides
from support import APPS, ROOT, Json

HERE = "/subscriptions/00000000-0000-0000-0000-000000000000"
HUB = "/subscriptions/99999999-9999-9999-9999-999999999999"
ASSIGN = "Microsoft.Authorization/roleAssignments/write"
ADMINISTRATOR = "Role Based Access Control Administrator"
CONTRIBUTOR = "b24988ac-6180-42a0-ab88-20f7382dd24c"


@dataclass(frozen=True)
class App:
    """A synthesized configuration, with its needs and grants."""

    configuration: Configuration
    documents: Mapping[str, Json]
    needs: Mapping[str, StackNeeds]
    grants: Sequence[Grant]

    def compared(self, grants: Sequence[Grant]) -> Rights:
        """The comparison with other grants."""
        return compare(self.configuration, self.needs, grants)

    def without(self, taken: Callable[[Grant], bool]) -> Rights:
        """The comparison without some grants."""
        left = [grant for grant in self.grants if not taken(grant)]
        assert len(left) < len(self.grants), "nothing was taken away"
        return self.compared(left)

    def changed(self, change: Callable[[dict[str, Json]], None]) -> Rights:
        """The comparison with changed stacks."""
        documents = copy.deepcopy(dict(self.documents))
        change(documents)
        return rights(self.configuration, documents)

    def of_actor(self, key: str) -> App:
        """The needs and grants of one actor alone; what other stacks create is kept."""
        actors = Actors(self.configuration)
        own = {
            stack
            for stack in self.configuration.stacks
            if key in {actors.of(stack, "plan").key, actors.of(stack, "apply").key}
        }
        needs = {
            name: found if name in own else StackNeeds((), (), found.created) for name, found in self.needs.items()
        }
        return replace(self, needs=needs, grants=[grant for grant in self.grants if grant.actor.key == key])


def app_of(configuration: Configuration, documents: Mapping[str, Json]) -> App:
    needs, grants = sides(configuration, documents)
    return App(configuration, documents, needs, grants)


@pytest.fixture(scope="session")
def apps(app_stacks: Callable[[str], Mapping[str, Any]]) -> Callable[[str], App]:
    @functools.cache
    def load(name: str) -> App:
        documents = {stack: parsed.document for stack, parsed in app_stacks(name).items()}
        return app_of(config.load(ROOT / "apps" / name / "landing-zone.yaml"), documents)

    return load


@pytest.fixture
def contoso(apps: Callable[[str], App]) -> App:
    return apps("contoso")


def lacks(found: Rights, actor: str, action: str, at: str = "", reason: Reason = Reason.NO_RIGHT) -> list[Missing]:
    """The missing rights of an actor with an action, at scopes that contain a text."""
    return [
        one
        for one in found.missing
        if (one.actor.key, one.need.action, one.reason) == (actor, action, reason) and at in one.need.scope
    ]


@pytest.mark.parametrize("name", APPS)
def test_nothing_is_missing_unknown_or_unneeded_in_our_apps(apps: Callable[[str], App], name: str) -> None:
    app = apps(name)
    found = rights(app.configuration, app.documents)
    assert not found.missing
    assert not found.undecided
    assert not found.unneeded


def test_every_actor_has_rights_of_its_own(contoso: App) -> None:
    found = {used.grant.actor.key for used in contoso.compared(contoso.grants).used}
    assert found == {
        "bootstrap",
        "platform-plan",
        "platform-apply",
        "data-plane",
        *(
            f"churn-{environment}-{purpose}"
            for environment in ("dev", "staging", "prod")
            for purpose in ("plan", "apply")
        ),
    }


def test_removing_any_grant_of_any_actor_is_noticed(contoso: App) -> None:
    found = contoso.compared(contoso.grants)
    by_actor: dict[str, list[Grant]] = {}
    for used in found.used:
        by_actor.setdefault(used.grant.actor.key, []).append(used.grant)
    checked = 0
    for key, grants in by_actor.items():
        app = replace(contoso.of_actor(key), grants=grants)
        others = {actor.key for actor in {grant.actor for grant in contoso.grants}} - {key}
        for grant in grants:
            left = app.compared([one for one in grants if one is not grant])
            own = [one for one in left.missing if one.actor.key not in others]
            assert own, f"{key}: {grant.role} at {grant.scope}"
            checked += 1
    assert checked == len(found.used) > 100


def test_a_right_that_others_contain_is_not_listed(contoso: App) -> None:
    """Of rights that have the same actions, the one that allows least stays, and what stays suffices."""
    (locks,) = [grant for grant in contoso.grants if grant.listed and grant.role == "Locks Contributor"]
    wider = replace(locks, role="Locks", permissions=Permissions(("Microsoft.Authorization/locks/*",)))
    used = [one.grant for one in contoso.compared([wider, *contoso.grants]).used]
    assert {locks, wider} & set(used) == {locks}
    assert not contoso.compared(used).missing
    twice = replace(locks)
    used = [one.grant for one in contoso.compared([twice, *contoso.grants]).used]
    assert len({locks, twice} & set(used)) == 1
    assert not contoso.compared(used).missing


# Each finding of the reviews, by undoing what mended it.


def test_core_assigns_roles_on_network_routes_and_dns(contoso: App) -> None:
    storage = f"{HERE}/resourceGroups/rg-contoso-storage-weu-001"
    narrowed = [
        replace(grant, scope=storage) if (grant.actor.key, grant.role) == ("platform-apply", ADMINISTRATOR) else grant
        for grant in contoso.grants
    ]
    found = contoso.compared(narrowed)
    for at in ("/virtualNetworks/vnet-contoso-network", "/routeTables/", "/privateDnsZones/"):
        assert any(one.need.stack == "core" for one in lacks(found, "platform-apply", ASSIGN, at)), at


def test_a_right_at_a_group_that_the_stack_creates_does_not_count(contoso: App) -> None:
    storage = f"{HERE}/resourceGroups/rg-contoso-storage-weu-001"
    narrowed = [
        replace(grant, scope=storage)
        if (grant.actor.key, grant.role) == ("platform-apply", "Locks Contributor")
        else grant
        for grant in contoso.grants
    ]
    found = lacks(
        contoso.compared(narrowed), "platform-apply", "Microsoft.Authorization/locks/write", storage, Reason.NOT_THERE
    )
    assert {one.need.stack for one in found} == {"core"}


def test_a_pipeline_may_assign_contributor_for_compute_instances(contoso: App) -> None:
    def undo(documents: dict[str, Json]) -> None:
        for body in documents["bootstrap"]["resource"]["azurerm_role_assignment"].values():
            if "churn-dev" in body["principal_id"] and "condition" in body:
                body["condition"] = body["condition"].replace(f"{CONTRIBUTOR}, ", "")

    found = lacks(contoso.changed(undo), "churn-dev-apply", ASSIGN, "", Reason.CONDITION)
    assert {one.need.role for one in found} == {CONTRIBUTOR}
    assert any("ml_instances_identity-ada" in one.need.address for one in found)


def test_a_pipeline_that_plans_reads_role_assignments(contoso: App) -> None:
    def undo(documents: dict[str, Json]) -> None:
        roles = documents["bootstrap"]["resource"]["azurerm_role_definition"]
        (block,) = roles["role-product-planner"]["permissions"]
        block["actions"].remove("Microsoft.Authorization/roleAssignments/read")

    found = contoso.changed(undo)
    action = "Microsoft.Authorization/roleAssignments/read"
    assert lacks(found, "churn-prod-plan", action, "rg-platform", Reason.ROLE_LACKS)
    assert not [one for one in found.missing if one.actor.key == "churn-prod-apply"]


def test_a_pipeline_that_plans_has_a_right_on_each_scope_of_its_assignments(contoso: App) -> None:
    found = contoso.without(lambda grant: grant.actor.key == "churn-prod-plan" and "crcontosoplatform" in grant.scope)
    assert lacks(found, "churn-prod-plan", "Microsoft.Authorization/roleAssignments/read", "crcontosoplatform")


def test_the_runner_reads_the_synapse_workspace_and_identities(contoso: App) -> None:
    found = contoso.without(lambda grant: grant.actor.key == "data-plane" and grant.role == "Reader")
    assert lacks(found, "data-plane", "Microsoft.Synapse/workspaces/read")
    assert lacks(found, "data-plane", "Microsoft.ManagedIdentity/userAssignedIdentities/read", "rg-contoso-churn-prod")


def test_what_managed_network_needs_in_two_other_subscriptions(apps: Callable[[str], App]) -> None:
    app = apps("managed-network")
    found = app.without(lambda grant: not grant.scope.startswith(HERE))
    assert lacks(found, "platform-apply", ASSIGN, "crhubimages")
    other = "/subscriptions/88888888-8888-8888-8888-888888888888"
    assert lacks(found, "platform-apply", "Microsoft.Network/virtualNetworks/subnets/join/action", other)
    assert lacks(found, "platform-apply", "Microsoft.Network/privateDnsZones/join/action", other)


def test_a_custom_role_that_no_stack_creates_is_no_right(
    apps: Callable[[str], App], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = apps("managed-network")
    rows = [dict(row) for row in tables.read("deployer")["product"]]
    for row in rows:
        if row["scope"] == "private_link_scope" and row.get("purpose", "apply") == "apply":
            row["elsewhere"] = "Data Product Deployer"
    monkeypatch.setitem(tables.read("deployer"), "product", rows)
    found = app.compared(sides(app.configuration, app.documents)[1])
    action = "Microsoft.Insights/privateLinkScopes/scopedResources/write"
    (one, *_) = lacks(found, "platform-apply", action, "", Reason.NO_ROLE)
    (told, *_) = results(app.configuration, replace_missing(found, [one]))
    assert "no stack creates the role Data Product Deployer" in told.message
    assert "the narrowest is" in told.remedy


def test_a_pipeline_reads_the_status_of_private_link_operations(contoso: App) -> None:
    found = contoso.without(lambda grant: grant.role == "Private Link Operation Reader")
    action = "Microsoft.Insights/privateLinkScopeOperationStatuses/read"
    assert lacks(found, "churn-prod-apply", action, "rg-contoso-monitoring")


def test_a_pipeline_joins_the_network_besides_the_subnet(contoso: App) -> None:
    found = contoso.without(lambda grant: grant.role == "Network Joiner")
    assert lacks(found, "churn-prod-apply", "Microsoft.Network/virtualNetworks/join/action", "vnet-contoso")


def test_who_plans_core_reads_credentials_keys_and_states(contoso: App) -> None:
    def undo(documents: dict[str, Json]) -> None:
        del documents["bootstrap"]["resource"]["azurerm_role_definition"]["role-platform-planner"]["permissions"][0][
            "actions"
        ][:]

    found = contoso.changed(undo)
    for action in (
        "Microsoft.ContainerService/managedClusters/listClusterUserCredential/action",
        "Microsoft.DataFactory/factories/integrationRuntimes/listAuthKeys/action",
        "Microsoft.DataFactory/factories/integrationRuntimes/getStatus/action",
    ):
        assert lacks(found, "platform-plan", action, "", Reason.ROLE_LACKS), action


def test_the_first_plan_writes_no_state(contoso: App) -> None:
    """If it did, the pipelines that plan would need a right that they do not have."""
    written = [
        replace(need, step="plan") if need.data and need.action.endswith("write") else need
        for need in contoso.needs["churn-prod"].needs
    ]
    needs = {**contoso.needs, "churn-prod": replace(contoso.needs["churn-prod"], needs=tuple(written))}
    found = compare(contoso.configuration, needs, contoso.grants)
    action = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write"
    assert [one.actor.key for one in lacks(found, "churn-prod-plan", action)] == ["churn-prod-plan"]


def test_alerts_need_the_entra_application_and_foreign_action_groups(contoso: App) -> None:
    found = contoso.without(lambda grant: grant.role.startswith("Owner") or "actionGroups" in grant.scope)
    assert lacks(found, "churn-prod-apply", "be an owner of the Entra application")
    assert lacks(found, "platform-apply", "Microsoft.Insights/actionGroups/read", HUB)


def test_a_destroyed_disposable_product_purges_its_vault(contoso: App) -> None:
    found = contoso.without(lambda grant: grant.role == "Deleted Vault Purger")
    assert lacks(found, "churn-dev-apply", "Microsoft.KeyVault/locations/deletedVaults/purge/action", HERE)


@pytest.fixture
def with_keys(synth: Callable[[Json], Mapping[str, Any]], zone_with_pipelines: Json) -> App:
    """A product with pipelines, whose data is encrypted with a key of the team."""
    group = f"{HERE}/resourceGroups/rg-keys/providers"
    zone_with_pipelines["products"][0]["per_environment"] = {
        "prod": {
            "encryption": {
                "key_vault_id": f"{group}/Microsoft.KeyVault/vaults/kv-keys",
                "key_id": "https://kv-keys.vault.azure.net/keys/ml/0123456789abcdef0123456789abcdef",
                "identity_id": f"{group}/Microsoft.ManagedIdentity/userAssignedIdentities/id-keys",
                "identity_client_id": "99999999-9999-9999-9999-999999999999",
            },
            "workspace": {"identity_role": "contributor"},
        }
    }
    documents = {name: stack.document for name, stack in synth(zone_with_pipelines).items()}
    return app_of(config.parse(zone_with_pipelines), documents)


def test_keys_of_the_team_and_the_role_of_the_workspace(with_keys: App) -> None:
    complete = with_keys.compared(with_keys.grants)
    assert not complete.missing
    assert not complete.unneeded
    found = with_keys.without(lambda grant: "rg-keys" in grant.scope)
    assert lacks(found, "churn-prod-apply", "Microsoft.KeyVault/vaults/read", "kv-keys")
    assign = "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action"
    assert lacks(found, "churn-prod-apply", assign, "id-keys")

    def undo(documents: dict[str, Json]) -> None:
        for body in documents["bootstrap"]["resource"]["azurerm_role_assignment"].values():
            if "condition" in body:
                body["condition"] = body["condition"].replace(f"{CONTRIBUTOR}, ", "")

    (refused, _) = lacks(with_keys.changed(undo), "churn-prod-apply", ASSIGN, "", Reason.CONDITION), None
    assert refused[0].need.role == CONTRIBUTOR
    (told,) = results(with_keys.configuration, replace_missing(complete, refused[:1]))
    assert "may not assign the role Contributor" in told.message
    assert "does not name this role" in told.message


def replace_missing(found: Rights, missing: Sequence[Missing]) -> Rights:
    """A comparison with these missing rights, and nothing else to report."""
    return Rights(tuple(missing), (), (), ())


PLACE = f"{HUB}/resourceGroups/rg-hub/providers"
AT_HUB = f"{PLACE}/Microsoft.Insights/privateLinkScopes/ampls"


@pytest.mark.parametrize(
    "change",
    [
        {"policies": {"scope": "/providers/Microsoft.Management/managementGroups/mg-data"}},
        {
            "observability": {
                "log_analytics_workspace_id": f"{PLACE}/Microsoft.OperationalInsights/workspaces/log",
                "private_link_scope": "none",
            }
        },
        {
            "network": {
                "address_space": ["10.40.0.0/20"],
                "dns": {"owner": "hub", "resource_group_id": f"{HUB}/resourceGroups/rg-hub"},
            },
            "observability": {"private_link_scope": {"existing": AT_HUB}},
        },
    ],
    ids=["management group", "logs of the hub", "DNS and scope of the hub"],
)
def test_nothing_is_missing_where_others_own_a_part(
    synth: Callable[[Json], Mapping[str, Any]], zone_with_pipelines: Json, change: Json
) -> None:
    zone = {**zone_with_pipelines, **change}
    found = rights(config.parse(zone), {name: stack.document for name, stack in synth(zone).items()})
    assert not found.missing
    assert not found.undecided
    assert not found.unneeded


STATE = "providers/Microsoft.Storage/storageAccounts/stterraform"
READ_STATE = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read"


@pytest.mark.parametrize("owner", [HERE, HUB], ids=["own subscription", "another subscription"])
@pytest.mark.parametrize("manage", [["containers", "role_assignments"], ["containers"], []])
def test_nothing_is_missing_with_an_existing_state_account(
    synth: Callable[[Json], Mapping[str, Any]], zone_with_pipelines: Json, owner: str, manage: list[str]
) -> None:
    account = f"{owner}/resourceGroups/rg-terraform/{STATE}"
    state = {"backend": "azurerm", "storage_account_id": account, "manage": manage, "bootstrap": "account"}
    zone = {**zone_with_pipelines, "state": state}
    app = app_of(config.parse(zone), {name: stack.document for name, stack in synth(zone).items()})
    found = app.compared(app.grants)
    assert not found.missing
    assert not found.undecided
    assert not found.unneeded
    # Every right is at the container of the stack that needs it, and without it the stack lacks its state.
    taken = app.without(lambda grant: grant.role.startswith("Storage Blob Data") and STATE in grant.scope)
    missing = {
        (one.actor.key, one.need.scope.rpartition("/")[2]) for one in taken.missing if one.need.action == READ_STATE
    }
    assert ("churn-prod-plan", "zone-churn-prod") in missing
    assert ("churn-prod-apply", "zone-churn-prod") in missing
    assert ("platform-plan", "zone-core") in missing
    assert (("bootstrap", "zone-bootstrap") in missing) is ("containers" not in manage)
    assert not [one for one in missing if one[0] == "churn-prod-plan" and one[1] != "zone-churn-prod"]
    by_stack = {
        grant.assigned_by for grant in app.grants if grant.actor.key == "churn-prod-plan" and STATE in grant.scope
    }
    assert by_stack == ({"bootstrap"} if "role_assignments" in manage else {""})


# What each kind of finding says.


def said(app: App, found: Rights, actor: str, action: str, reason: Reason) -> tuple[str, str]:
    one = next(
        missing
        for missing in found.missing
        if (missing.actor.key, missing.need.action, missing.reason) == (actor, action, reason)
    )
    (told,) = results(app.configuration, replace_missing(found, [one]))
    assert told.level.value == "refused"
    return told.message, told.remedy


def test_a_missing_right_names_the_narrowest_role_and_the_command(contoso: App) -> None:
    found = contoso.without(lambda grant: grant.role == "Network Joiner")
    message, remedy = said(
        contoso, found, "churn-prod-apply", "Microsoft.Network/virtualNetworks/join/action", Reason.NO_RIGHT
    )
    assert "the pipeline that applies churn-prod lacks Microsoft.Network/virtualNetworks/join/action" in message
    assert "no right that is listed or assigned allows it" in message
    assert "grant Network Joiner, the narrowest role that has it: az role assignment create" in remedy
    assert "--role 'Network Joiner (contoso weu hoo2q)'" in remedy


def test_a_custom_role_that_lacks_an_action_is_named(contoso: App) -> None:
    def undo(documents: dict[str, Json]) -> None:
        (block,) = documents["bootstrap"]["resource"]["azurerm_role_definition"]["role-product-deployer"]["permissions"]
        block["actions"].remove("Microsoft.Network/virtualNetworks/subnets/join/action")

    message, remedy = said(
        contoso,
        contoso.changed(undo),
        "churn-prod-apply",
        "Microsoft.Network/virtualNetworks/subnets/join/action",
        Reason.ROLE_LACKS,
    )
    assert "the custom role Data Product Deployer at " in message
    assert "assigned by access, lacks this action" in message
    assert (
        remedy == "add Microsoft.Network/virtualNetworks/subnets/join/action to the custom role Data Product Deployer"
    )


def test_a_condition_that_forbids_a_role_is_named(contoso: App) -> None:
    def undo(documents: dict[str, Json]) -> None:
        for body in documents["access"]["resource"]["azurerm_role_assignment"].values():
            if "condition" in body and "crcontosoplatform" in body["scope"]:
                body["condition"] = body["condition"].replace(tables.read("roles")["AcrPull"], CONTRIBUTOR)

    message, remedy = said(contoso, contoso.changed(undo), "churn-prod-apply", ASSIGN, Reason.CONDITION)
    assert "may not assign the role AcrPull" in message
    assert f"the condition of {ADMINISTRATOR} at " in message
    assert remedy == "add the role to the condition, or assign a role that it names"


def test_a_condition_that_cannot_be_evaluated_is_unknown(contoso: App) -> None:
    def change(documents: dict[str, Json]) -> None:
        for body in documents["access"]["resource"]["azurerm_role_assignment"].values():
            if "condition" in body and "crcontosoplatform" in body["scope"]:
                body["condition"] = "@Resource[Microsoft.Storage/x:name] StringEquals 'y'"

    found = contoso.changed(change)
    told = [one for one in results(contoso.configuration, found) if one.rule == "unclear"]
    assert told
    assert {one.level.value for one in told} == {"unknown"}
    assert "has a form that cannot be evaluated" in told[0].message


def test_a_custom_role_cannot_be_assigned_in_the_subscription_of_the_hub(contoso: App) -> None:
    def change(documents: dict[str, Json]) -> None:
        for body in documents["bootstrap"]["resource"]["azurerm_role_definition"].values():
            body["assignable_scopes"] = [HUB]

    message, remedy = said(
        contoso,
        contoso.changed(change),
        "churn-prod-apply",
        "Microsoft.Network/virtualNetworks/join/action",
        Reason.NOT_ASSIGNABLE,
    )
    assert f"cannot be assigned there, only in {HUB}" in message
    assert remedy == "grant a built-in role instead; the narrowest is Private DNS Zone Contributor"


def test_a_right_at_a_scope_that_does_not_exist_yet_is_named(contoso: App) -> None:
    group = f"{HERE}/resourceGroups/rg-contoso-storage-weu-001"
    moved = [
        replace(grant, scope=group)
        if (grant.actor.key, grant.role) == ("platform-apply", "Locks Contributor")
        else grant
        for grant in contoso.grants
    ]
    message, remedy = said(
        contoso,
        contoso.compared(moved),
        "platform-apply",
        "Microsoft.Authorization/locks/write",
        Reason.NOT_THERE,
    )
    assert (
        f"Locks Contributor at {group} cannot be granted before, since core or a later stack creates the scope"
        in message
    )
    assert remedy.startswith(f"grant the role at {HERE}")


def test_a_right_without_need_is_reported(contoso: App) -> None:
    def add(documents: dict[str, Json]) -> None:
        assignments = documents["access"]["resource"]["azurerm_role_assignment"]
        body = next(body for body in assignments.values() if "churn-prod_apply" in body["principal_id"])
        assignments["more"] = {**body, "scope": f"{HERE}/resourceGroups/rg-elsewhere"}

    (told,) = [one for one in results(contoso.configuration, contoso.changed(add)) if one.rule == "unneeded"]
    assert told.level.value == "reported"
    assert (told.stack, told.address) == ("access", "azurerm_role_assignment.more")


def test_what_other_owners_grant_is_reported_and_not_unknown(apps: Callable[[str], App]) -> None:
    app = apps("managed-network")
    told = list(results(app.configuration, app.compared(app.grants)))
    assert {one.rule for one in told} == {"other-owner"}
    assert {one.level.value for one in told} == {"reported"}
    assert [one.message.partition(" must")[0] for one in told] == [
        "the owner of the subscription 88888888-8888-8888-8888-888888888888",
        "the owner of the subscription 99999999-9999-9999-9999-999999999999",
    ]


def linked(needs: Mapping[str, StackNeeds]) -> Iterator[Need]:
    yield from (need for found in needs.values() for need in found.needs if need.linked)


def test_each_kind_of_linked_action_is_missed(apps: Callable[[str], App]) -> None:
    """Without the action in any role, the resource that needs it is found."""
    seen: set[str] = set()
    for name in APPS:
        app = apps(name)
        for need in linked(app.needs):
            if need.action in seen:
                continue
            seen.add(need.action)
            denied = [
                replace(
                    grant,
                    permissions=replace(grant.permissions, not_actions=(*grant.permissions.not_actions, need.action)),
                )
                for grant in app.grants
            ]
            only = {
                stack: StackNeeds(tuple(one for one in found.needs if one.action == need.action), (), found.created)
                for stack, found in app.needs.items()
            }
            assert not compare(app.configuration, only, app.grants).missing
            missing = compare(app.configuration, only, denied).missing
            assert need.address in {one.need.address for one in missing}, need.action
    assert len(seen) > 20


def test_the_rights_of_a_listed_role_are_those_of_its_definition(contoso: App) -> None:
    for grant in contoso.grants:
        if grant.assignable_in is None:
            assert grant.permissions == permissions(grant.role)


RECORDED = [
    line.split(" ", 1)
    for line in (Path(__file__).parent / "recorded_actions.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize("name", sorted({app for app, _ in RECORDED}))
def test_what_terraform_sent_is_among_the_computed_needs(apps: Callable[[str], App], name: str) -> None:
    """Each row of the table of operations that is no linked action stands for a request of a recording."""
    app = apps(name)
    computed = {need.action.lower() for found in app.needs.values() for need in found.needs}
    sent = {action for app_name, action in RECORDED if app_name == name}
    assert len(sent) > 50
    assert not {action for action in sent if action.lower() not in computed and not tolerated(action)}
