"""Connections of a workspace to other registries and feeds."""

from __future__ import annotations

from collections.abc import Mapping

from ..azure.ids import ResourceId
from ..azure.json_values import Json
from ..config.layout.product import ProductLayout
from ..config.models.links import ContainerRegistryConnection, PythonFeedConnection
from ..engine.azapi import AzapiResource
from ..engine.framework import Construct
from ..resources import AzureResource, UserAssignedIdentity
from .azapi import provide_azapi
from .base import Pattern
from .variables import sensitive_variable


class Connections(Pattern):
    """What the workspace reads with its own identity: container registries and Python feeds.

    That identity is one of a registry's pullers before the workspace exists, so nothing is waited for here.

    Args:
        layout: the product.
        workspace: its workspace.
        identity: the workspace's identity.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        layout: ProductLayout,
        workspace: AzureResource,
        identity: UserAssignedIdentity,
    ) -> None:
        super().__init__(scope, id_)
        if layout.product.connections:
            provide_azapi(self, layout.core)
        by_identity: Mapping[str, Json] = {
            "authType": "ManagedIdentity",
            "credentials": {"clientId": identity.client_id, "resourceId": identity.id},
        }
        for name, connection in sorted(layout.product.connections.items()):
            sensitive: Mapping[str, Json] | None = None
            if isinstance(connection, ContainerRegistryConnection):
                registry = ResourceId.parse(connection.container_registry_id)
                properties: dict[str, Json] = {
                    "category": "ContainerRegistry",
                    "target": f"https://{registry.name.lower()}.{layout.core.cloud.container_registry_suffix}",
                    "metadata": {"ResourceId": registry.id},
                    **by_identity,
                }
            else:
                properties = {"category": "PythonFeed", "target": connection.python_feed, **_reading(connection)}
                if connection.authentication == "identity":
                    properties |= by_identity
                elif connection.authentication == "token":
                    token = sensitive_variable(
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


def _reading(connection: PythonFeedConnection) -> Mapping[str, Json]:
    return {"authType": "PAT" if connection.authentication == "token" else "None"}
