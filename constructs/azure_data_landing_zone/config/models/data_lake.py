"""The data lake: four layers, each a storage account, created or existing."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from ...azure.redundancy import Replication
from .base import ContainerName, Model, PrivateEndpointId, StorageAccountId, Whole, default


class Layer(StrEnum):
    """A layer of the data lake."""

    RAW = "raw"
    ENRICHED = "enriched"
    CURATED = "curated"
    WORKSPACE = "workspace"


class CreatedAccount(Model):
    """A storage account of the lake that the landing zone makes."""

    replication: Replication | None = None
    """Replication of the account. Default: ZRS, or LRS if the region has no availability zones."""
    retention_days: Annotated[Whole, Field(ge=7, le=365)] = 30
    """Days for which deleted blobs and containers can be recovered."""
    cool_after_days: Annotated[Whole, Field(ge=1, le=99999)] | None = 90
    """Days without modification after which blobs move to the cool tier; null to disable."""
    delete_after_days: Annotated[Whole, Field(ge=1, le=99999)] | None = None
    """Days without modification after which blobs are deleted; null to disable."""


class CreatedLayer(CreatedAccount):
    """A layer whose storage account the landing zone creates."""

    containers: list[ContainerName] = Field(default_factory=list)
    """Names of the containers."""


class LakeEndpoints(Model):
    """The private endpoints of an existing account of the lake through which products reach it."""

    blob: PrivateEndpointId | None = None
    """Id of the private endpoint for `blob`."""
    dfs: PrivateEndpointId | None = None
    """Id of the private endpoint for `dfs`."""


class ExistingAccount(Model):
    """A storage account of the lake that exists already."""

    storage_account_id: StorageAccountId
    """Id of the storage account, which must have a hierarchical namespace."""
    private_endpoints: LakeEndpoints = default(LakeEndpoints)
    """Its private endpoints. The identities of workspaces get Reader on them, for previews of data in the studio. If an
    endpoint is omitted or in another subscription, its owner assigns the role, as listed in the output
    `grants_of_others`."""


class ExistingLayer(ExistingAccount):
    """A layer whose storage account exists already."""

    containers: list[ContainerName] = Field(default_factory=list)
    """Names of existing containers that products may use."""


class CreatedWorkspaceLayer(CreatedAccount):
    """The layer for the products' own data. The landing zone creates its storage account."""

    containers: list[ContainerName] | Literal["per_product"] = "per_product"
    """`per_product`: one container per product and environment, `<product>-<environment>`; or a list of names."""


class ExistingWorkspaceLayer(ExistingAccount):
    """The layer for the products' own data. Its storage account exists already."""

    containers: list[ContainerName] | Literal["per_product"] = "per_product"
    """`per_product`: one container per product and environment, `<product>-<environment>`; or a list of names. The
    owner of the account creates the containers."""


def _which(value: Any) -> str:
    existing = isinstance(value, ExistingAccount) or (isinstance(value, dict) and "storage_account_id" in value)
    return "existing" if existing else "created"


#: A layer of either kind.
SomeLayer = CreatedLayer | ExistingLayer | CreatedWorkspaceLayer | ExistingWorkspaceLayer
AnyLayer = Annotated[
    Annotated[CreatedLayer, Tag("created")] | Annotated[ExistingLayer, Tag("existing")], Discriminator(_which)
]
AnyWorkspaceLayer = Annotated[
    Annotated[CreatedWorkspaceLayer, Tag("created")] | Annotated[ExistingWorkspaceLayer, Tag("existing")],
    Discriminator(_which),
]


class DataLake(Model):
    """The layers of the data lake. A layer that is omitted does not exist."""

    raw: AnyLayer | None = None
    """Raw data, as ingested."""
    enriched: AnyLayer | None = None
    """Cleaned and joined data."""
    curated: AnyLayer | None = None
    """Data that is ready for consumption."""
    workspace: AnyWorkspaceLayer | None = default(CreatedWorkspaceLayer)
    """The products' own data."""

    def layers(self) -> Iterator[tuple[Layer, SomeLayer]]:
        """The layers that exist."""
        for layer in Layer:
            if (found := getattr(self, layer.value)) is not None:
                yield layer, found
