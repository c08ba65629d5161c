"""What people of each persona and their workloads do in a week, against the roles that an app assigns to them."""

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
from azure_data_landing_zone.config.layout.product import ProductLayout
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
    """A row of a table; `where` is the name of a stack for a workload."""

    who: str
    where: str
    step: str
    scope: str
    actions: tuple[str, ...]
    role: str


@dataclass(frozen=True)
class Grant:
    """A role of a group or of an identity at a scope."""

    principal: str
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
    workload_steps: tuple[Step, ...]
    configuration: Configuration
    grants: tuple[Grant, ...]

    def layout(self, where: str) -> ProductLayout:
        """The product of a step."""
        (layout,) = (one for one in self.configuration.products if one.stack == STACKS.get(where, where))
        return layout

    def scopes(self, step: Step) -> list[str]:
        """The resources that a step is about."""
        layout = self.layout(step.where)
        core, containers = layout.core, layout.containers
        found: dict[str, list[ResourceId | None]] = {
            "resource group": [layout.resource_group.id],
            "workspace": [layout.workspace.id],
            "storage account": [layout.storage_account.id],
            "container registry": [layout.container_registry.id],
            "key vault": [layout.key_vault.id],
            "endpoint identity": [layout.endpoint_identity.id],
            "lake read": [one.id for one in containers if not one.writable],
            "lake own": [one.id for one in containers if one.layer == "workspace"],
            "lake": [one.id for one in containers if one.layer != "workspace"],
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

    def of(self, step: Step) -> list[Grant]:
        """The roles of the step's persona or workload."""
        return [grant for grant in self.grants if grant.principal.lower() == self._principal(step).lower()]

    def _principal(self, step: Step) -> str:
        for name in personas.personas():
            if personas.title(name) == step.who:
                return (ZONE_GROUPS if step.where == "landing zone" else GROUPS)[name]
        layout = self.layout(step.where)
        compute = layout.product.compute
        placed = {
            "compute cluster": lambda: layout.cluster_identity(compute.clusters[0]),
            "compute instance": lambda: layout.instance_identity(compute.instances[0]),
            "online endpoint": lambda: layout.endpoint_identity,
            "shipping": lambda: layout.shipping_identity,
            "workspace": lambda: layout.workspace_identity,
        }
        return placed[step.who]().id.id


def table(marker: str) -> Iterator[list[str]]:
    """The rows of a table of docs/identity.md; an empty cell is as the one above."""
    text = (ROOT / "docs" / "identity.md").read_text(encoding="utf-8")
    (found,) = re.findall(rf"<!-- {marker} -->\n(.*?)\n<!-- /{marker} -->", text, re.DOTALL)
    above = [""] * 2
    for line in found.splitlines()[2:]:
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        above = [cell or former for cell, former in zip(cells, above, strict=False)]
        yield above + cells[2:]


def rows() -> Iterator[Step]:
    for who, where, step, scope, actions, role in table("week"):
        yield Step(who, where, step, scope, tuple(re.findall(r"`([^`]+)`", actions)), role)


def workload_rows() -> Iterator[Step]:
    for who, step, scope, actions, role in table("workload_week"):
        for stack in ("churn-dev", "churn-prod") if who != "compute instance" else ("churn-dev",):
            yield Step(who, stack, step, scope, tuple(re.findall(r"`([^`]+)`", actions)), role)


def assigned(document: Json) -> Iterator[Grant]:
    """The role assignments of a stack to groups, and to the identities that it makes."""
    resolver = Resolver("", document)
    identities = {
        f"${{azurerm_user_assigned_identity.{resource.key}.principal_id}}": resolver.arm_id(resource)
        for resource in resolver.resources()
        if resource.type == "azurerm_user_assigned_identity"
    }
    for resource in resolver.resources():
        if resource.type != "azurerm_role_assignment":
            continue
        principal = str(resource.body["principal_id"])
        scope = resolver.text(resource.body["scope"])
        principal = identities.get(principal) or principal
        if scope is not None:
            yield Grant(principal, role_name(dict(resource.body)), scope)


@pytest.fixture(scope="module")
def week(synth: Synth) -> Week:
    data = whole(ROOT / "apps" / "contoso" / "landing-zone.yaml")
    data["groups"] = ZONE_GROUPS
    for product in data["products"]:
        product["groups"] = GROUPS if product["name"] == "churn" else {}
    stacks = synth(data)
    grants = [grant for name in ("access", "churn-dev", "churn-prod") for grant in assigned(stacks[name].document)]
    return Week(tuple(rows()), tuple(workload_rows()), config.parse(data), tuple(grants))


def test_the_role_of_each_step_allows_all_its_actions(week: Week) -> None:
    missing = [
        (step.who, step.where, step.step, action, scope)
        for step in (*week.steps, *week.workload_steps)
        if step.role != NONE
        for scope in week.scopes(step)
        for action in step.actions
        if not any(
            grant.allows(action, scope) for grant in week.of(step) if grant.role in (step.role, WIDER.get(step.role))
        )
    ]
    assert missing == []
    assert all(step.actions for step in (*week.steps, *week.workload_steps))


def test_steps_that_are_left_to_pipelines_are_allowed_by_no_role(week: Week) -> None:
    allowed = [
        (step.who, step.where, step.step, action, grant.role)
        for step in week.steps
        if step.role == NONE
        for scope in week.scopes(step)
        for action in step.actions
        for grant in week.of(step)
        if grant.allows(action, scope)
    ]
    assert allowed == []
    assert sum(step.role == NONE for step in week.steps) > 10


def test_the_steps_have_the_roles_of_the_personas_and_no_others(week: Week) -> None:
    assert {(step.who, step.where, step.scope, step.role) for step in week.steps if step.role != NONE} == {
        (personas.title(persona), setting.value.replace("_", " "), scope.replace("_", " "), role)
        for persona in personas.personas()
        for setting in Setting
        for scope, names in personas.roles(persona, setting).items()
        for role in names
    }


def test_the_evaluation_notices_a_role_that_is_gone(week: Week) -> None:
    (step,) = (
        one for one in week.steps if (one.who, one.step) == ("Data scientist", "gives the endpoint its identity")
    )
    (scope,) = week.scopes(step)
    for action in step.actions:
        assert any(grant.allows(action, scope) for grant in week.of(step))
        left = [grant for grant in week.of(step) if grant.role != step.role]
        assert not any(grant.allows(action, scope) for grant in left)
