"""The data-plane stack: what exists on no control plane."""

from __future__ import annotations

from ..config import Configuration
from ..engine.framework import Construct
from ..patterns import SynapseDataPlane
from .base import LandingZoneStack


class DataPlaneStack(LandingZoneStack):
    """Roles and endpoints inside Synapse, applied after the products by a runner that reaches its private endpoint."""

    def __init__(self, scope: Construct, id_: str, *, configuration: Configuration) -> None:
        """Roles and endpoints inside Synapse, applied after the products by a runner that reaches its private endpoint.

        It exists only where such a runner is said to exist, and something needs it.

        Args:
            configuration: a checked configuration.
        """
        core = configuration.core
        super().__init__(scope, id_, core=core, protection=core.protection)
        SynapseDataPlane(
            self,
            "synapse",
            core=core,
            # Of a product that is about to be removed, roles and endpoints go first.
            products=[
                layout
                for layout in configuration.products
                if layout.product.links.synapse is not None and not layout.product.decommission
            ],
        )
