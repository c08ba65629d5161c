"""The quota stack: how Azure Machine Learning's quota is shared out among workspaces."""

from __future__ import annotations

from ..azure.lifecycles import protection
from ..config import Configuration
from ..engine.framework import Construct
from ..patterns.workspace_quota import workspace_quota
from .base import LandingZoneStack


class QuotaStack(LandingZoneStack):
    """Shares of workspaces, set by the platform after the products."""

    def __init__(self, scope: Construct, id_: str, *, configuration: Configuration) -> None:
        """Shares of workspaces, set by the platform after the products.

        Who may set one may set all, so no product's pipeline may.
        It exists only where a product has a share.

        Args:
            configuration: a checked configuration.
        """
        super().__init__(scope, id_, core=configuration.core, protection=protection("standard"))
        for layout in configuration.quota_products:
            workspace_quota(self, layout.stack, layout=layout)
