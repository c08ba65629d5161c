"""Data stores of a workspace, and whose identity or credential reads what they lead to."""

from __future__ import annotations

from collections.abc import Mapping

from ..azure.ids import ResourceId
from ..azure.json_values import Json
from ..config.layout.core import CoreLayout
from ..config.layout.places import Container
from ..config.layout.product import ProductLayout
from ..engine.azapi import AzapiResource
from ..engine.framework import Construct
from ..resources import MachineLearningDatastore, MachineLearningWorkspaceRef
from .azapi import provide_azapi
from .base import Pattern
from .variables import ephemeral_variable, sensitive_variable

_TYPE = "Microsoft.MachineLearningServices/workspaces/datastores"
#: Otherwise the service looks into the data store from a network that reaches it as little as anybody else.
_QUERY = {"skipValidation": "true"}
_WITHOUT: Mapping[str, Json] = {"credentialsType": "None"}


def lake_datastore(
    scope: Construct, *, layout: ProductLayout, workspace: MachineLearningWorkspaceRef, container: Container
) -> MachineLearningDatastore | AzapiResource:
    """The data store of a container of the lake, read by whom the product says.

    Args:
        scope: where it hangs in the tree.
        layout: the product.
        workspace: its workspace.
        container: the container.
    """
    id_ = f"datastore-{container.layer}-{container.name}"
    description = f"{container.layer}/{container.name} of the data lake"
    if layout.product.data.authentication != "service_principal":
        return MachineLearningDatastore(
            scope,
            id_,
            name=container.datastore,
            workspace=workspace,
            container=container.id,
            service_data_identity=layout.service_data_identity,
            description=description,
            tags=None,
        )
    core = layout.core
    provide_azapi(scope, core)
    client = sensitive_variable(scope, "datastore_client_id", "Application id of who reads the lake for data stores")
    secret = ephemeral_variable(scope, "datastore_client_secret", "Its secret")
    return AzapiResource(
        scope,
        id_,
        type_=_TYPE,
        name=container.datastore,
        parent_id=workspace.id,
        body={
            "properties": {
                "datastoreType": "AzureDataLakeGen2",
                "description": description,
                "filesystem": container.name,
                "serviceDataAccessAuthIdentity": "None",
                **_place(core, container.id),
                "credentials": {
                    "credentialsType": "ServicePrincipal",
                    "authorityUrl": f"https://{core.cloud.login}",
                    "resourceUrl": "https://storage.azure.com/",
                    "tenantId": core.landing_zone.tenant_id,
                    "clientId": client,
                    "secrets": {"secretsType": "ServicePrincipal"},
                },
            }
        },
        sensitive_body={"properties": {"credentials": {"secrets": {"clientSecret": secret}}}},
        replaced_with={"target": container.id.id},
        query=_QUERY,
    )


class OutsideDatastores(Pattern):
    """Data stores on blob containers and file shares outside of the lake.

    Attributes:
        datastores: the data stores by name.
    """

    def __init__(
        self, scope: Construct, id_: str, *, layout: ProductLayout, workspace: MachineLearningWorkspaceRef
    ) -> None:
        """Data stores on blob containers and file shares outside of the lake.

        Blobs are read by whoever works with them. azurerm wants an identity of the workspace for that, so they are made
        through azapi; and so are those on file shares, since azurerm would keep the account's key in the state.

        Args:
            layout: the product.
            workspace: its workspace.
        """
        super().__init__(scope, id_)
        core, data = layout.core, layout.product.data
        self.datastores: dict[str, AzapiResource] = {}
        if data.blobs or data.file_shares:
            provide_azapi(self, core)
        for name, blob in sorted(data.blobs.items()):
            container = ResourceId.parse(blob.container_id)
            properties: dict[str, Json] = {
                "datastoreType": "AzureBlob",
                "containerName": container.name,
                "credentials": _WITHOUT,
            }
            self._add(name, workspace, core, container, blob.description, properties)
        for name, file_share in sorted(data.file_shares.items()):
            share = ResourceId.parse(file_share.file_share_id)
            key = ephemeral_variable(
                self, f"file_share_key_{name}", f"Key of the storage account {share.parent.parent.name}"
            )
            properties = {
                "datastoreType": "AzureFile",
                "fileShareName": share.name,
                "credentials": {"credentialsType": "AccountKey", "secrets": {"secretsType": "AccountKey"}},
            }
            self._add(name, workspace, core, share, file_share.description, properties, {"key": key})

    def _add(
        self,
        name: str,
        workspace: MachineLearningWorkspaceRef,
        core: CoreLayout,
        target: ResourceId,
        description: str | None,
        properties: Mapping[str, Json],
        secrets: Json = None,
    ) -> None:
        described: Mapping[str, Json] = {} if description is None else {"description": description}
        self.datastores[name] = AzapiResource(
            self,
            name,
            type_=_TYPE,
            name=name,
            parent_id=workspace.id,
            body={
                "properties": {
                    "serviceDataAccessAuthIdentity": "None",
                    **_place(core, target),
                    **described,
                    **properties,
                }
            },
            sensitive_body=None if secrets is None else {"properties": {"credentials": {"secrets": secrets}}},
            replaced_with={"target": target.id},
            query=_QUERY,
        )


def _place(core: CoreLayout, target: ResourceId) -> dict[str, Json]:
    """Where a container or share lies, as a data store says it."""
    return {
        "accountName": target.parent.parent.name,
        "endpoint": core.cloud.storage_suffix,
        "protocol": "https",
        "resourceGroup": target.resource_group,
        "subscriptionId": target.subscription_id,
    }
