"""Connections of a workspace to other registries and feeds."""

from __future__ import annotations

from collections.abc import Mapping

from ..azure.ids import ResourceId
from ..azure.json_values import Json
from ..config.layout.product import ProductLayout
from ..config.models.links import ContainerRegistryConnection
from ..engine.azapi import AzapiResource
from ..engine.framework import Construct
from ..resources import MachineLearningWorkspaceRef, UserAssignedIdentity
from .azapi import provide_azapi
from .base import Pattern
from .variables import ephemeral_variable


class Connections(Pattern):
    """Connections of a workspace: container registries with its identity, Python feeds with a token."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        layout: ProductLayout,
        workspace: MachineLearningWorkspaceRef,
        identity: UserAssignedIdentity,
    ) -> None:
        """Connections of a workspace: container registries with its identity, Python feeds with a token.

        That identity is one of a registry's pullers before the workspace exists, so nothing is waited for here.

        Args:
            layout: the product.
            workspace: its workspace.
            identity: the workspace's identity.
        """
        super().__init__(scope, id_)
        if layout.product.connections:
            provide_azapi(self, layout.core)
        for name, connection in sorted(layout.product.connections.items()):
            sensitive: Mapping[str, Json] | None = None
            if isinstance(connection, ContainerRegistryConnection):
                registry = ResourceId.parse(connection.container_registry_id)
                properties: dict[str, Json] = {
                    "category": "ContainerRegistry",
                    "target": f"https://{registry.name.lower()}.{layout.core.cloud.container_registry_suffix}",
                    "metadata": {"ResourceId": registry.id},
                    "authType": "ManagedIdentity",
                    "credentials": {"clientId": identity.client_id, "resourceId": identity.id},
                }
            else:
                with_token = connection.authentication == "token"
                properties = {
                    "category": "PythonFeed",
                    "target": connection.python_feed,
                    "authType": "PAT" if with_token else "None",
                }
                if with_token:
                    token = ephemeral_variable(
                        self,
                        f"connection_token_{name.replace('-', '_')}",
                        f"Personal access token that reads the Python feed of the connection {name}",
                    )
                    sensitive = {"properties": {"credentials": {"pat": token}}}
            AzapiResource(
                self,
                name,
                type_="Microsoft.MachineLearningServices/workspaces/connections",
                name=name,
                parent_id=workspace.id,
                # Whoever may work in the workspace may use it.
                body={"properties": {"isSharedToAll": True, **properties}},
                sensitive_body=sensitive,
            )
