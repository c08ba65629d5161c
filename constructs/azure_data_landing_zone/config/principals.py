"""Names for people of the principals whose object ids a configuration contains."""

from __future__ import annotations

from collections.abc import Mapping

from ..azure import personas
from .configuration import Configuration
from .models.analytics import CreatedKubernetes
from .models.state import AzureState

#: So many products are named.
_NAMED = 3


def principal_titles(configuration: Configuration) -> Mapping[str, str]:
    """A description of each principal of a configuration by object id, such as `Data scientists of Churn`.

    Args:
        configuration: a checked configuration.
    """
    zone = configuration.landing_zone
    by_id: dict[str, dict[str, None]] = {}
    for persona, id_ in zone.groups.items():
        by_id.setdefault(id_, {})[f"{personas.title(persona)}s"] = None
    products: dict[tuple[str, str], dict[str, None]] = {}
    for layout in configuration.products:
        for persona, id_ in layout.product.groups.items():
            if zone.groups.get(persona) != id_:
                products.setdefault((id_, f"{personas.title(persona)}s"), {})[layout.title] = None
        link = layout.product.links.databricks
        if link is not None and link.own is not None and link.own.job_principal_id:
            products.setdefault((link.own.job_principal_id, "Databricks jobs"), {})[layout.title] = None
    for (id_, title), titles in products.items():
        named = " and ".join(titles) if len(titles) <= _NAMED else f"{len(titles)} products"
        by_id.setdefault(id_, {})[f"{title} of {named}"] = None
    databricks, kubernetes = zone.analytics.databricks, zone.analytics.kubernetes
    if databricks is not None and databricks.job_principal_id:
        by_id.setdefault(databricks.job_principal_id, {})["Databricks jobs"] = None
    if isinstance(kubernetes, CreatedKubernetes):
        for id_ in kubernetes.administrators:
            by_id.setdefault(id_, {})["Kubernetes administrators"] = None
    if isinstance(zone.state, AzureState):
        for id_ in zone.state.groups:
            by_id.setdefault(id_, {})["Users of the Terraform state"] = None
    return {id_: ", ".join(titles) for id_, titles in by_id.items()}
