"""Data stores of Machine Learning workspaces."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, Unpack

from ..engine import azurerm
from ..engine.framework import Construct
from .base import AzureResource, Further
from .kinds import MachineLearningWorkspaceRef, StorageContainerRef


class MachineLearningDatastore(
    AzureResource,
    azurerm.machine_learning_datastore_datalake_gen2.MachineLearningDatastoreDatalakeGen2,
):
    """A data store on a container of the lake, without credentials: who uses it is who reads the data."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        workspace: MachineLearningWorkspaceRef,
        container: StorageContainerRef,
        service_data_identity: Literal["None", "WorkspaceUserAssignedIdentity"] = "None",
        description: str | None = None,
        tags: Mapping[str, str] | None = None,
        **further: Unpack[Further],
    ) -> None:
        """A data store on a container of the lake, without credentials: who uses it is who reads the data.

        Args:
            name: letters, digits, dashes and underscores, beginning with a letter or digit.
            workspace: its workspace.
            container: the container, by its Resource Manager id.
            service_data_identity: whose identity the service itself uses, as for previews in the studio:
                `WorkspaceUserAssignedIdentity`, or `None` for that of the person. Default `None`.
            description: default none; changing it replaces the data store.
            tags: default none; changing them replaces the data store.
        """
        super().__init__(
            scope,
            id_,
            further=further,
            name=name,
            workspace_id=workspace.id,
            storage_container_id=container.id,
            service_data_identity=service_data_identity,
            description=description,
            tags=tags,
        )
