"""Access connectors of Databricks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Unpack

from ..engine import azurerm
from ..engine.framework import Construct
from .base import AzureResource, Further
from .kinds import ResourceGroupRef


class DatabricksAccessConnector(
    AzureResource,
    azurerm.databricks_access_connector.DatabricksAccessConnector,
):
    """The identity with which Databricks reaches storage."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        resource_group: ResourceGroupRef,
        tags: Mapping[str, str] | None = None,
        **further: Unpack[Further],
    ) -> None:
        """The identity with which Databricks reaches storage.

        Args:
            name: 3 to 64 letters, digits, dashes and underscores.
            resource_group: where it lies.
            tags: default none.
        """
        super().__init__(
            scope,
            id_,
            further=further,
            name=name,
            location=resource_group.location,
            resource_group_name=resource_group.name,
            identity=azurerm.databricks_access_connector.DatabricksAccessConnectorIdentity(type="SystemAssigned"),
            tags=tags,
        )

    @property
    def principal_id(self) -> str:
        """The object id of its identity, which Azure makes up."""
        return self.reference("identity[0].principal_id")
