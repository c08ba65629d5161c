"""The access stack: who may do what on scopes that several products share."""

from __future__ import annotations

from ..azure import roles
from ..azure.lifecycles import protection
from ..config import Configuration
from ..config.layout.access import shared_grants
from ..engine.framework import Construct
from ..patterns.grants import grant, grant_id
from ..patterns.pipelines import PipelineAccess
from ..resources.role_assignment import PrincipalType
from .base import LandingZoneStack


class AccessStack(LandingZoneStack):
    """Roles of Entra groups and of pipelines on what products share, each once over the whole configuration."""

    def __init__(self, scope: Construct, id_: str, *, configuration: Configuration) -> None:
        """Roles of Entra groups and of pipelines on what products share, each once over the whole configuration.

        Args:
            configuration: a checked configuration.
        """
        core = configuration.core
        super().__init__(scope, id_, core=core, protection=protection("standard"))
        for shared in shared_grants(configuration.core, configuration.products):
            custom = roles.custom_role(shared.role)
            grant(
                self,
                grant_id(shared.role, shared.label, shared.object_id),
                role=shared.role,
                role_definition_id=core.custom_role_id(custom.key) if custom is not None else None,
                at=shared.scope,
                subscription_id=core.landing_zone.subscription_id,
                principal=shared.object_id,
                principal_id=shared.object_id,
                principal_type=PrincipalType.GROUP,
            )
        for layout in configuration.products:
            if layout.product.pipelines is not None:
                PipelineAccess(self, f"pipelines-{layout.stack}", layout=layout)
