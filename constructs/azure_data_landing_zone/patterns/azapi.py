"""The azapi provider, where a stack needs it."""

from __future__ import annotations

from ..config.core_layout import CoreLayout
from ..engine.azapi import AzapiProvider
from ..engine.framework import Construct, TerraformStack


def provide_azapi(scope: Construct, core: CoreLayout) -> None:
    """Gives the stack of a construct the azapi provider, unless it has it; a stack without azapi resources has none."""
    stack = TerraformStack.of(scope)
    if stack.node.try_find_child("azapi") is None:
        zone = core.landing_zone
        AzapiProvider(
            stack,
            "azapi",
            subscription_id=zone.subscription_id,
            tenant_id=zone.tenant_id,
            environment=core.cloud.terraform_environment,
        )
