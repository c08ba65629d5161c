"""The identities of a product's pipelines, and what they may do."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import get_args

from ..azure import roles
from ..azure.ids import ResourceId
from ..config.layout.access import assignable_roles, delegated_scopes, pipeline_scopes
from ..config.layout.product import ProductLayout
from ..config.models.pipelines import Purpose
from ..engine.framework import Construct
from ..resources import ExistingIdentity, Gate, Identified, ResourceGroup, ResourceGroupRef, UserAssignedIdentity
from .base import Pattern
from .federation import trust_pipelines
from .grants import grant, grant_id

_ADMINISTRATOR = "Role Based Access Control Administrator"


class PipelineIdentities(Pattern):
    """Two identities of a product's pipelines, made before the product: one that plans, one that applies.

    Attributes:
        group: the product's resource group.
        client_ids: the application id of the identity that plans, and of the one that applies.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        layout: ProductLayout,
        resource_group: ResourceGroupRef,
        state_containers: Mapping[str, Identified],
    ) -> None:
        """Two identities of a product's pipelines, made before the product: one that plans, one that applies.

        They trust the pipelines by federation, and may work in the product's resource group, which is made here, since
        nobody can make what deploys him. The one that plans reads; the one that applies changes, and gives and takes
        away the roles that products use. Each reaches the state of this stack only.

        Args:
            layout: the product.
            resource_group: where the identities lie; not the product's, or they could change themselves.
            state_containers: by stack, the container of its state, if roles are assigned on it.
        """
        super().__init__(scope, id_)
        self._layout = layout
        self.group: ResourceGroup = ResourceGroup(
            self, "resource-group", name=layout.resource_group.name, location=layout.location, tags=layout.tags
        )
        client_ids: dict[str, str] = {}
        for purpose in get_args(Purpose):
            identity = self._identity(purpose, resource_group)
            client_ids[purpose] = identity.client_id
            apply = purpose == "apply"
            self._grant(identity, purpose, "Contributor" if apply else "Reader", "product", layout.resource_group.id)
            if apply:
                self._grant(
                    identity,
                    purpose,
                    _ADMINISTRATOR,
                    "product",
                    layout.resource_group.id,
                    condition=_assignable_only(layout, assignable_roles(layout)),
                )
            if apply and layout.may_lock:
                self._grant(identity, purpose, "Locks Contributor", "product", layout.resource_group.id)
            container = state_containers.get(layout.stack)
            if container is not None:
                self._grant(
                    identity,
                    purpose,
                    roles.STATE_WRITER if apply else roles.STATE_READER,
                    "state",
                    layout.core.state_container_id(layout.stack),
                    target=container,
                )
        self.client_ids: Mapping[str, str] = client_ids

    def _identity(self, purpose: Purpose, group: ResourceGroupRef) -> UserAssignedIdentity:
        layout = self._layout
        identity = UserAssignedIdentity(
            self, purpose, name=layout.pipeline_identity(purpose).name, resource_group=group, tags=layout.tags
        )
        if layout.product.pipelines is not None:
            trust_pipelines(identity, layout.product.pipelines.trusts(layout.environment_name, purpose))
        return identity

    def _grant(
        self,
        identity: UserAssignedIdentity,
        purpose: Purpose,
        role: str,
        where: str,
        at: ResourceId,
        *,
        target: Identified | None = None,
        condition: str | None = None,
    ) -> None:
        grant(
            identity,
            grant_id(role, where),
            role=role,
            at=at,
            subscription_id=self._layout.core.landing_zone.subscription_id,
            principal=_principal(self._layout, purpose),
            principal_id=identity.principal_id,
            target=target or (self.group if where == "product" else None),
            condition=condition,
        )


class PipelineAccess(Pattern):
    """Rights of a product's pipelines on resources that products share."""

    def __init__(self, scope: Construct, id_: str, *, layout: ProductLayout) -> None:
        """Rights of a product's pipelines on resources that products share.

        Their identities are made in the bootstrap stack; Azure made up their object ids, which are read here.

        Args:
            layout: the product.
        """
        super().__init__(scope, id_)
        core = layout.core
        for purpose in get_args(Purpose):
            placed = layout.pipeline_identity(purpose)
            gate = Gate(self, f"{purpose}-exists", neighbour=placed.id)
            identity = ExistingIdentity(self, f"{purpose}-identity", identity=placed.id, depends_on=[gate])
            for shared in pipeline_scopes(layout):
                if (role := shared.custom_roles.get(purpose)) is None:
                    continue
                grant(
                    self,
                    grant_id(role, purpose, shared.label),
                    role=role,
                    role_definition_id=core.custom_role_id(role),
                    at=shared.scope,
                    subscription_id=core.landing_zone.subscription_id,
                    principal=_principal(layout, purpose),
                    principal_id=identity.principal_id,
                )
            if purpose == "plan":
                continue
            for label, scope_id, where in delegated_scopes(layout):
                grant(
                    self,
                    grant_id(_ADMINISTRATOR, purpose, where, label),
                    role=_ADMINISTRATOR,
                    at=scope_id,
                    subscription_id=core.landing_zone.subscription_id,
                    principal=_principal(layout, purpose),
                    principal_id=identity.principal_id,
                    condition=_assignable_only(layout, roles.delegated(where)),
                )


def _principal(layout: ProductLayout, purpose: Purpose) -> str:
    return f"{layout.stack}/pipeline-{purpose}"


def _assignable_only(layout: ProductLayout, allowed: Collection[str]) -> str:
    zone = layout.core.landing_zone
    return roles.assignable_only(allowed, subscription_id=zone.subscription_id, landing_zone=zone.name)
