"""Role assignments of Entra groups inside a product's resource group."""

from __future__ import annotations

from collections.abc import Mapping

from ..azure import roles
from ..azure.ids import ResourceId
from ..config.layout.access import product_grants
from ..config.layout.product import ProductLayout
from ..engine.framework import Construct
from ..resources import Identified
from ..resources.role_assignment import PrincipalType
from .grants import grant, grant_id


def grant_groups(
    scope: Construct, *, layout: ProductLayout, targets: Mapping[str, tuple[ResourceId, Identified]]
) -> None:
    """Assigns the roles of Entra groups by their personas.

    Args:
        scope: where the assignments stand.
        layout: the product.
        targets: the id and the construct of each scope of the product.
    """
    for where, role, object_id in product_grants(layout):
        at, target = targets[where]
        own = roles.custom_role(role)
        grant(
            scope,
            grant_id(role, object_id, where.replace("_", "-")),
            role=role,
            role_definition_id=layout.core.custom_role_id(own.key) if own is not None else None,
            at=at,
            target=target,
            subscription_id=layout.core.landing_zone.subscription_id,
            principal=object_id,
            principal_id=object_id,
            principal_type=PrincipalType.GROUP,
        )
