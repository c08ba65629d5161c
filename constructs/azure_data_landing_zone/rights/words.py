"""Rights in words: scopes as people name them, owners, and what a missing right needs."""

from __future__ import annotations

import shlex

from ..azure.roles import assignable_only, custom_role, custom_roles, name_of
from ..config import Configuration
from ..config.layout.access import custom_roles_in_use
from ..config.layout.core import CoreLayout
from .held import Grant, contains
from .narrowest import narrowest
from .needs import Need
from .verdicts import Missing, Reason

#: Who gives the rights in the subscription of the landing zone.
LANDING_ZONE = "owner of the landing zone's subscription"
#: Who gives the rights that are none of Azure Resource Manager.
ENTRA = "administrator of Entra ID"
SYNAPSE = "administrator of Synapse"


def owner(core: CoreLayout, grant: Grant) -> str:
    """The owner that gives a right: `LANDING_ZONE` in its own subscription, else the owner of the scope."""
    if not grant.scope.startswith("/"):
        return ENTRA
    if grant.role.startswith("Synapse "):
        return SYNAPSE
    if contains(core.subscription.id, grant.scope):
        return LANDING_ZONE
    if grant.scope.lower().startswith("/providers/microsoft.management/managementgroups/"):
        return f"owner of the management group {grant.scope.rpartition('/')[2]}"
    return f"owner of the subscription {grant.scope.split('/')[2]}"


def message(core: CoreLayout, missing: Missing) -> str:
    """The action that an actor may not do, and the reason."""
    need, grant = missing.need, missing.grant
    lacks = f"the {missing.actor.title} {_lack(need, core)} at {need.scope}"
    if grant is None or missing.reason is Reason.NO_RIGHT:
        return f"{lacks}: no right that is listed or assigned allows it"
    held = f"{grant.role} at {grant.scope}" + (f", assigned by {grant.assigned_by}" if grant.assigned_by else "")
    return {
        Reason.ROLE_LACKS: f"{lacks}: the custom role {held}, lacks this action",
        Reason.CONDITION: f"{lacks}: the condition of {held}, does not name this role",
        Reason.NOT_THERE: f"{lacks}: {held} cannot be granted before, since {need.stack} or a later "
        "stack creates the scope",
        Reason.NOT_ASSIGNABLE: f"{lacks}: the custom role {held} cannot be assigned there, "
        f"only in {', '.join(grant.assignable_in or ())}",
        Reason.NO_ROLE: f"{lacks}: {held}, would, but {grant.unclear}",
        Reason.UNCLEAR: f"{lacks} for certain: {grant.unclear}",
    }[missing.reason]


def remedy(configuration: Configuration, missing: Missing) -> str:
    """How to give an actor what it lacks."""
    need = missing.need
    core = configuration.core
    if missing.reason is Reason.ROLE_LACKS and missing.grant is not None:
        return f"add {need.action} to the custom role {missing.grant.role}"
    if missing.reason is Reason.CONDITION:
        return "add the role to the condition, or assign a role that it names"
    if missing.reason is Reason.NOT_THERE:
        return f"grant the role at {core.subscription.id}, with a condition where it assigns roles"
    # A custom role cannot be assigned in another subscription, and a role that does not exist has no effect.
    inside = contains(core.subscription.id, need.scope) and missing.reason is Reason.NO_RIGHT
    created = custom_roles_in_use(core, configuration.products) if inside else ()
    role = narrowest(need.action, data=need.data, custom=frozenset(own.title for own in created))
    if role is None:
        return "no role in the tables of this library has this action: grant a role that has it"
    if missing.reason in (Reason.NOT_ASSIGNABLE, Reason.NO_ROLE):
        return f"grant a built-in role instead; the narrowest is {role}"
    limit = ""
    if need.role:
        zone = configuration.landing_zone
        limit = assignable_only([_title(need.role, core)], subscription_id=zone.subscription_id, landing_zone=zone.name)
    return f"grant {role}, the narrowest role that has it: {command(configuration, role, need.scope, limit)}"


def command(configuration: Configuration, role: str, scope: str, condition: str = "") -> str:
    """The command of the Azure CLI that assigns a role to the principal whose object id is in `PRINCIPAL`."""
    name = role_name(configuration, role)
    parts = [
        "az role assignment create",
        '--assignee-object-id "$PRINCIPAL"',
        '--assignee-principal-type "$PRINCIPAL_TYPE"',
    ]
    parts += [f"--role {shlex.quote(name)}", f"--scope {shlex.quote(scope)}"]
    if condition:
        parts += ["--condition-version 2.0", f"--condition {shlex.quote(condition)}"]
    return " ".join(parts)


def role_name(configuration: Configuration, role: str) -> str:
    """The name of a role in Azure; that of a custom role is unique in the tenant."""
    own = custom_role(role)
    return role if own is None else configuration.core.shared_names.custom_role(own.title)


def scope_in_words(core: CoreLayout, scope: str) -> str:
    """A scope for a table: relative to the landing zone's subscription."""
    if scope.lower() == core.subscription.id.lower():
        return "the subscription"
    return scope.removeprefix(core.subscription.id) or scope


def _title(guid: str, core: CoreLayout) -> str:
    """The name of a built-in role, or the title of a custom one."""
    return next((own.title for own in custom_roles() if core.custom_role_id(own.key).endswith(guid)), name_of(guid))


def _lack(need: Need, core: CoreLayout) -> str:
    if need.role:
        verb = "assign" if need.action.endswith("write") else "remove"
        return f"may not {verb} the role {_title(need.role, core)} for {need.address}"
    return f"lacks {need.action} for {need.address}"
