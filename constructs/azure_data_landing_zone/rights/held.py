"""The rights of the principals who plan and apply stacks: given by the platform team, or assigned by stacks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..azure import roles
from ..azure.json_values import JsonObject
from ..azure.permissions import Permissions, permissions
from ..config import Configuration
from ..config.deployer import DeployerRight, deployer_rights
from ..config.layout.stacks import DATA_PLANE
from ..config.models.pipelines import Purpose
from ..synthesized.references import Resolver
from ..synthesized.stacks import Resource, blocks, find, mapping
from .conditions import Condition, ConditionError, parse

#: The stack that a person applies.
_BOOTSTRAP = "bootstrap"
_IDENTITY = re.compile(r"\$\{(data\.)?azurerm_user_assigned_identity\.([\w-]+)\.principal_id\}")


@dataclass(frozen=True, order=True)
class Actor:
    """A principal who plans or applies stacks.

    Attributes:
        key: its key, such as `platform-apply` or `churn-prod-plan`.
        title: what it is, for people.
    """

    key: str
    title: str


@dataclass(frozen=True, eq=False)
class Grant:
    """A role of an actor at a scope.

    Attributes:
        actor: the actor.
        role: the name of the role.
        scope: the resource id of the scope; the id of an application for a right in Entra ID.
        permissions: what the role allows.
        condition: limits the roles that the actor may assign; None without a condition.
        may_assign: the names of these roles, for a right that the platform team gives.
        stacks: the stacks for which the platform team gives the right; empty if a stack assigns it.
        why: the requests that need it, in words; empty if a stack assigns it.
        assigned_by: the stack that assigns it; empty if the platform team or another owner gives it.
        address: the address of the assignment in Terraform.
        assignable_in: the scopes in which a custom role can be assigned; None for other roles.
        unclear: why what it allows cannot be computed.
        no_role: whether that is because its role does not exist.
    """

    actor: Actor
    role: str
    scope: str
    permissions: Permissions
    condition: Condition | None = None
    may_assign: tuple[str, ...] = ()
    stacks: tuple[str, ...] = ()
    why: str = ""
    assigned_by: str = ""
    address: str = ""
    assignable_in: tuple[str, ...] | None = None
    unclear: str = ""
    no_role: bool = False

    @property
    def listed(self) -> bool:
        """Whether the platform team or another owner gives it."""
        return not self.assigned_by

    @property
    def assignable(self) -> bool:
        """Whether its role can be assigned at its scope."""
        return self.assignable_in is None or any(contains(scope, self.scope) for scope in self.assignable_in)


@dataclass
class _Role:
    name: str
    permissions: Permissions
    assignable_in: tuple[str, ...] | None = None
    unclear: str = ""


def contains(scope: str, other: str) -> bool:
    """Whether a scope is another one or contains it."""
    return f"{other}/".lower().startswith(f"{scope}/".lower())


class Actors:
    """The principals who plan and apply the stacks of a configuration."""

    def __init__(self, configuration: Configuration) -> None:
        self._own = {layout.stack for layout in configuration.pipelines}

    def has_pipelines(self, stack: str) -> bool:
        """Whether a stack is that of a product whose pipelines have identities of their own."""
        return stack in self._own

    def of(self, stack: str, purpose: Purpose) -> Actor:
        """The principal who plans or applies a stack."""
        if stack == _BOOTSTRAP:
            return Actor("bootstrap", "person who applies the stack bootstrap")
        if stack == DATA_PLANE:
            return Actor("data-plane", "runner in the network, which plans and applies the stack data-plane")
        verb = "plans" if purpose == "plan" else "applies"
        if stack in self._own:
            return Actor(f"{stack}-{purpose}", f"pipeline that {verb} {stack}")
        return Actor(f"platform-{purpose}", f"platform pipeline that {verb}")


@dataclass
class Holdings:
    """The rights of all actors.

    Args:
        configuration: the configuration that the stacks were made from.
        resolvers: the readers of the synthesized stacks by name.

    Attributes:
        grants: the rights, those that the platform team gives first.
    """

    configuration: Configuration
    resolvers: Mapping[str, Resolver]
    grants: tuple[Grant, ...] = field(init=False)

    def __post_init__(self) -> None:
        self._actors = Actors(self.configuration)
        self._defined = dict(self._definitions())
        self._titles = {
            roles.custom_role_guid(
                own.key, self.configuration.core.subscription.subscription_id, self.configuration.landing_zone.name
            ): own.title
            for own in roles.custom_roles()
        }
        self.grants = (*self._listed(), *self._assigned())

    def _definitions(self) -> Iterator[tuple[str, _Role]]:
        """The custom roles that stacks create, by id."""
        for resolver in self.resolvers.values():
            for resource in resolver.resources():
                if resource.type == "azurerm_role_definition":
                    body = resource.body
                    actions = _texts(resolver, body, "permissions.actions")
                    scopes = _texts(resolver, body, "assignable_scopes") or _texts(resolver, body, "scope")
                    role = _Role(str(body.get("name", "")), Permissions(actions), scopes)
                    yield str(body.get("role_definition_id", "")).lower(), role

    def _role(self, guid: str) -> _Role:
        name = roles.name_of(guid)
        if name != guid:
            return _Role(name, permissions(name))
        title = self._titles.get(guid, guid)
        if (found := self._defined.get(guid)) is not None:
            return _Role(title, found.permissions, found.assignable_in)
        return _Role(title, Permissions(), unclear=f"no stack creates the role {title}")

    def _listed(self) -> Iterator[Grant]:
        configuration = self.configuration
        core = configuration.core
        found: dict[tuple[Actor, str, str], list[DeployerRight]] = {}
        for right in deployer_rights(configuration):
            inside = contains(core.subscription.id, right.scope)
            # The role on the container of an existing account is listed if the owner of the account assigns it.
            of_state = right.scope == core.state_container_id(right.stack).id
            if self._actors.has_pipelines(right.stack) and inside and not of_state:
                # The stacks bootstrap and access assign it.
                continue
            who = self._actors.of(right.stack, right.purpose)
            found.setdefault((who, right.role, right.scope), []).append(right)
        for (who, name, scope), rights in found.items():
            own_role = roles.custom_role(name)
            role = (
                _Role(name, permissions(name))
                if own_role is None
                else self._role(
                    roles.custom_role_guid(
                        own_role.key, core.subscription.subscription_id, configuration.landing_zone.name
                    )
                )
            )
            may_assign = _united(rights)
            yield Grant(
                actor=who,
                role=name,
                scope=scope,
                permissions=role.permissions,
                condition=self._limit(may_assign) if may_assign else None,
                may_assign=may_assign,
                stacks=tuple(dict.fromkeys(right.stack for right in rights)),
                why="; ".join(dict.fromkeys(right.why for right in rights)),
                assignable_in=role.assignable_in,
                unclear=role.unclear,
                no_role=bool(role.unclear),
            )

    def _limit(self, names: Sequence[str]) -> Condition:
        zone = self.configuration.landing_zone
        return parse(roles.assignable_only(names, subscription_id=zone.subscription_id, landing_zone=zone.name))

    def _assigned(self) -> Iterator[Grant]:
        identities = {
            layout.pipeline_identity(purpose).id.id.lower(): self._actors.of(layout.stack, purpose)
            for layout in self.configuration.pipelines
            for purpose in _PURPOSES
        }
        if not identities:
            return
        for stack, resolver in self.resolvers.items():
            names = _principals(resolver)
            for resource in resolver.resources():
                if resource.type != "azurerm_role_assignment":
                    continue
                match = _IDENTITY.fullmatch(str(resource.body.get("principal_id")))
                who = identities.get(names.get((bool(match.group(1)), match.group(2)), "")) if match else None
                if who is not None:
                    yield self._assignment(who, stack, resolver, resource)

    def _assignment(self, who: Actor, stack: str, resolver: Resolver, resource: Resource) -> Grant:
        role = self._role(roles.assigned(resource.body))
        text, condition, unclear = resource.body.get("condition"), None, role.unclear
        if text is not None:
            try:
                condition = parse(str(text))
            except ConditionError as error:
                unclear = str(error)
        return Grant(
            actor=who,
            role=role.name,
            scope=resolver.text(resource.body.get("scope")) or "",
            permissions=role.permissions,
            condition=condition,
            assigned_by=stack,
            address=resource.address,
            assignable_in=role.assignable_in,
            unclear=unclear,
            no_role=bool(role.unclear),
        )


_PURPOSES: tuple[Purpose, ...] = ("plan", "apply")


def _texts(resolver: Resolver, body: JsonObject, path: str) -> tuple[str, ...]:
    found = (value for one in find(body, tuple(path.split("."))) for value in blocks(one.value))
    return tuple(text for value in found if (text := resolver.text(value)) is not None)


def _united(rights: Sequence[DeployerRight]) -> tuple[str, ...]:
    """The roles of all conditions; none if one of the rights has no condition, which contains the others."""
    if not all(right.may_assign for right in rights):
        return ()
    return tuple(sorted({name for right in rights for name in right.may_assign}))


def _principals(resolver: Resolver) -> dict[tuple[bool, str], str]:
    """The ids of the identities that a stack creates or reads, in lower case, by whether it reads them, and key."""
    found: dict[tuple[bool, str], str] = {}
    for resource in resolver.resources():
        if resource.type == "azurerm_user_assigned_identity":
            found[False, resource.key] = (resolver.arm_id(resource) or "").lower()
    for key, body in mapping(mapping(resolver.document.get("data")).get("azurerm_user_assigned_identity")).items():
        source = Resource(resolver.stack.name, "azurerm_user_assigned_identity", key, mapping(body))
        found[True, key] = (resolver.arm_id(source) or "").lower()
    return found
