"""What people of each persona do in a week, against the roles that an app assigns to their groups."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from access_support import role_name
from azure_data_landing_zone import config
from azure_data_landing_zone.azure import personas
from azure_data_landing_zone.azure.ids import ResourceId
from azure_data_landing_zone.azure.permissions import permissions
from azure_data_landing_zone.azure.personas import Setting
from azure_data_landing_zone.config import Configuration
from azure_data_landing_zone.synthesized.references import Resolver
from support import ROOT, Json
from text_fields import whole

Synth = Callable[[Json], Mapping[str, Any]]
NONE = "none"
#: Groups of a product, and of the landing zone, by persona.
GROUPS = {name: f"{number}" * 8 + "-dddd-4444-8888-222222222222" for number, name in enumerate(personas.personas())}
ZONE_GROUPS = {name: id_.replace("-dddd-", "-eeee-") for name, id_ in GROUPS.items()}
#: Environments share the containers of the lake, and the wider one of two roles of a group at a container is assigned.
WIDER = {"Storage Blob Data Reader": "Storage Blob Data Contributor"}
#: The product whose environments are looked at, by what a persona's roles are called there.
STACKS = {"development": "churn-dev", "production": "churn-prod", "landing zone": "churn-prod"}


@dataclass(frozen=True)
class Step:
    """A row of the table."""

    persona: str
    where: str
    step: str
    scope: str
    actions: tuple[str, ...]
    role: str


@dataclass(frozen=True)
class Grant:
    """A role of a group at a scope."""

    group: str
    role: str
    scope: str

    def allows(self, action: str, at: str) -> bool:
        """Whether it allows an action at a scope."""
        data = action.startswith("data: ")
        reached = f"{at}/".lower().startswith(f"{self.scope}/".lower())
        return reached and permissions(self.role).allows(action.removeprefix("data: "), data=data)


@dataclass(frozen=True)
class Week:
    """The steps, and what the app assigns."""

    steps: tuple[Step, ...]
    configuration: Configuration
    grants: tuple[Grant, ...]

    def scopes(self, step: Step) -> list[str]:
        """The resources that a step is about."""
        stack = STACKS[step.where]
        (layout,) = (product for product in self.configuration.products if product.stack == stack)
        core = layout.core
        lake = {container.id.id: container for container in layout.containers}
        shared = (
            f"/storageAccounts/{account.name}/" for layer, account in core.lake_accounts.items() if layer != "workspace"
        )
        found: dict[str, list[ResourceId | None]] = {
            "resource group": [layout.resource_group.id],
            "workspace": [layout.workspace.id],
            "storage account": [layout.storage_account.id],
            "container registry": [layout.container_registry.id],
            "endpoint identity": [layout.endpoint_identity.id],
            "lake read": [one.id for one in lake.values() if not one.writable],
            "lake own": [one.id for one in lake.values() if one.layer == "workspace"],
            "lake": [one.id for one in lake.values() if any(name in one.id.id for name in list(shared))],
            "virtual network": [core.virtual_network_id],
            "training subnet": [core.subnets["training"].id],
            "log analytics workspace": [core.log_analytics_workspace_id],
            "machine learning registry": [core.machine_learning_registry_id],
            "data factory": [core.data_factory_id],
            "monitoring resource group": [core.monitoring_group.id],
            "subscription": [core.subscription],
        }
        scopes = [str(scope) for scope in found[step.scope]]
        assert scopes, step
        assert "None" not in scopes, step
        return scopes

    def of(self, step: Step) -> Iterator[Grant]:
        """The roles of the step's persona."""
        (name,) = (name for name in personas.personas() if personas.title(name) == step.persona)
        groups = ZONE_GROUPS if step.where == "landing zone" else GROUPS
        return (grant for grant in self.grants if grant.group == groups[name])


def rows() -> Iterator[Step]:
    text = (ROOT / "docs" / "identity.md").read_text(encoding="utf-8")
    (table,) = re.findall(r"<!-- week -->\n(.*?)\n<!-- /week -->", text, re.DOTALL)
    persona = where = ""
    for line in table.splitlines()[2:]:
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        persona, where = cells[0] or persona, cells[1] or where
        yield Step(persona, where, cells[2], cells[3], tuple(re.findall(r"`([^`]+)`", cells[4])), cells[5])


@pytest.fixture(scope="module")
def week(synth: Synth) -> Week:
    data = whole(ROOT / "apps" / "contoso" / "landing-zone.yaml")
    data["groups"] = ZONE_GROUPS
    for product in data["products"]:
        product["groups"] = GROUPS if product["name"] == "churn" else {}
    stacks = synth(data)
    grants = []
    for name in ("access", "churn-dev", "churn-prod"):
        resolver = Resolver(name, stacks[name].document)
        for resource in resolver.resources():
            if resource.type == "azurerm_role_assignment" and resource.body["principal_id"] in {
                *GROUPS.values(),
                *ZONE_GROUPS.values(),
            }:
                scope = resolver.text(resource.body["scope"])
                assert scope is not None
                grants.append(Grant(resource.body["principal_id"], role_name(dict(resource.body)), scope))
    return Week(tuple(rows()), config.parse(data), tuple(grants))


def test_the_role_of_each_step_allows_all_its_actions(week: Week) -> None:
    missing = [
        (step.persona, step.where, step.step, action, scope)
        for step in week.steps
        if step.role != NONE
        for scope in week.scopes(step)
        for action in step.actions
        if not any(
            grant.allows(action, scope) for grant in week.of(step) if grant.role in (step.role, WIDER.get(step.role))
        )
    ]
    assert missing == []
    assert all(step.actions for step in week.steps)


def test_steps_that_are_left_to_pipelines_are_allowed_by_no_role(week: Week) -> None:
    allowed = [
        (step.persona, step.where, step.step, action, grant.role)
        for step in week.steps
        if step.role == NONE
        for scope in week.scopes(step)
        for action in step.actions
        for grant in week.of(step)
        if grant.allows(action, scope)
    ]
    assert allowed == []
    assert sum(step.role == NONE for step in week.steps) > 10


def test_every_role_of_every_persona_is_for_a_step(week: Week) -> None:
    used = {(step.persona, step.where, step.scope, step.role) for step in week.steps}
    unused = [
        found
        for persona in personas.personas()
        for setting in Setting
        for scope, names in personas.roles(persona, setting).items()
        for role in names
        if (found := (personas.title(persona), setting.value.replace("_", " "), scope.replace("_", " "), role))
        not in used
    ]
    assert unused == []


def test_the_evaluation_notices_a_role_that_is_gone(week: Week) -> None:
    (step,) = (
        one for one in week.steps if (one.persona, one.step) == ("Data scientist", "gives the endpoint its identity")
    )
    (scope,) = week.scopes(step)
    for action in step.actions:
        assert any(grant.allows(action, scope) for grant in week.of(step))
        left = [grant for grant in week.of(step) if grant.role != step.role]
        assert not any(grant.allows(action, scope) for grant in left)
