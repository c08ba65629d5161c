"""Grants: role assignments with stable names."""

from __future__ import annotations

from ..azure import roles
from ..azure.ids import ResourceId
from ..engine.framework import Construct
from ..resources import Identified, RoleAssignment
from ..resources.role_assignment import PrincipalType


def grant(
    scope: Construct,
    id_: str,
    *,
    role: str,
    at: ResourceId,
    subscription_id: str,
    principal: str,
    principal_id: str,
    principal_type: PrincipalType = PrincipalType.SERVICE_PRINCIPAL,
    target: Identified | None = None,
    role_definition_id: str | None = None,
    condition: str | None = None,
) -> RoleAssignment:
    """Assigns a role.

    Args:
        scope: where the construct hangs in the tree.
        id_: its construct id, such as `grant_id` makes.
        role: name of a role in our table; of a role of our own any word that is always the same.
        at: the scope, computed.
        subscription_id: subscription through which the role is referred to.
        principal: the principal's address in the configuration, or its object id from there: what the name of the
            assignment depends on. Outside of the subscription, where other landing zones may have the same address,
            the name depends on the subscription too.
        principal_id: its object id, which may be known after apply only.
        principal_type: its kind. Default a service principal, as managed identities are.
        target: the scope's construct, if it is made in this stack, so that Terraform waits for it. Default `at`.
        role_definition_id: the id of a role of our own. Default that of the built-in role called `role`.
        condition: limits what the role allows. Default none.
    """
    shared = at.subscription_id.lower() != subscription_id.lower() and principal != principal_id
    return RoleAssignment(
        scope,
        id_,
        name=roles.assignment_name(at.id, role, f"{subscription_id.lower()}/{principal}" if shared else principal),
        target=target or at,
        role_definition_id=role_definition_id or roles.definition_id(role, subscription_id),
        principal_id=principal_id,
        principal_type=principal_type,
        condition=condition,
    )


def grant_id(role: str, *where: str) -> str:
    """The construct id of a grant: the role and where it holds, in words that a Terraform address may have."""
    return "-".join((*where, role.lower().replace(" ", "-").replace("_", "-")))
