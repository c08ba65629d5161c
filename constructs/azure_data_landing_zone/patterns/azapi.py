"""The azapi provider, where a stack needs it."""

from __future__ import annotations

from ..config.layout.core import CoreLayout
from ..engine import references
from ..engine.azapi import AzapiProvider
from ..engine.framework import Construct


def provide_azapi(scope: Construct, core: CoreLayout) -> None:
    """Gives the stack of a construct the azapi provider, unless it has it; a stack without azapi resources has none."""
    stack = references.stack_of(scope)
    if references.is_first(stack, "azapi"):
        zone = core.landing_zone
        AzapiProvider(
            stack,
            "azapi",
            subscription_id=zone.subscription_id,
            tenant_id=zone.tenant_id,
            environment=core.cloud.terraform_environment,
            preflight=zone.preflight.azure,
        )
