"""Puts the page of a product together."""

from __future__ import annotations

from ...config import Configuration
from ...config.layout.product import ProductLayout
from ..estate import Estate
from . import access, compute, configured, data, policies, reach, starting
from .model import Code, Link, Page, Section

_LIFECYCLES = {
    "disposable": "disposable: the platform team may destroy the workspace and its contents at any time",
    "standard": "standard: destroyed resources can be recovered for as long as Azure keeps them",
    "protected": "protected: Terraform does not destroy what holds data",
}


def product_page(configuration: Configuration, layout: ProductLayout, estate: Estate) -> Page:
    """The page of a product in one environment.

    Args:
        configuration: a checked configuration.
        layout: the product.
        estate: the contents of the synthesized stacks, all of them: who may write data is read from their roles.
    """
    return Page(
        stack=layout.stack,
        title=layout.title,
        environment=layout.environment_name,
        description=layout.product.description or "",
        sections=(
            _workspace(layout),
            reach.section(layout),
            access.people(layout),
            starting.job(configuration, layout),
            starting.python(layout),
            starting.endpoint(layout),
            starting.tracking(layout),
            data.section(configuration, layout, estate),
            compute.section(layout),
            compute.images(configuration, layout),
            policies.section(configuration, layout),
            access.budget(layout),
            access.contacts(layout),
            configured.section(configuration, layout),
        ),
    )


def _workspace(layout: ProductLayout) -> Section:
    zone = layout.core.landing_zone
    removed = (
        ("The product will be removed: copy what you need to another place.",) if layout.product.decommission else ()
    )
    return Section(
        "workspace",
        "Workspace",
        removed,
        {
            "Studio": Link(layout.studio_url, "Open the workspace in the studio"),
            "Workspace": Code(layout.workspace.name),
            "Resource group": Code(layout.resource_group.name),
            "Subscription": Code(zone.subscription_id),
            "Tenant": Code(zone.tenant_id),
            "Region": Code(layout.location),
            "Lifecycle": _LIFECYCLES[layout.lifecycle.value],
        },
    )
