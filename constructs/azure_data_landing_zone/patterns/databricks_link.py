"""The link of a product to a Databricks workspace: that of the landing zone, or its own."""

from __future__ import annotations

from ..config.layout.links import DATABRICKS_COMPUTE
from ..config.layout.product import ProductLayout
from ..config.models.analytics import ExistingDatabricks
from ..config.models.links import DatabricksLink
from ..engine.azapi import AzapiResource
from ..engine.azapi_existing import AzapiRead
from ..engine.framework import Construct
from ..resources import ExistingDatabricksWorkspace, Gate, ResourceGroupRef
from .azapi import provide_azapi
from .base import Pattern
from .grants import grant, grant_id
from .ml_workspace import MlWorkspace
from .own_databricks import ProductOwnedDatabricks
from .services import ProductServices, Service
from .variables import ephemeral_variable

#: The ephemeral variable of a product's stack that holds the token of the Databricks workspace.
TOKEN_VARIABLE = "databricks_access_token"  # noqa: S105  (the name of a variable, not its value)


class ProductDatabricks(Pattern):
    """Databricks jobs track experiments and register models in the product's workspace; and it may be attached.

    Attributes:
        owned: the Databricks workspace of the product's own, if it has one.
        tracking_uri: where MLflow in a job finds the tracking server of the product's workspace. It is read from Azure,
            since that of a workspace with a private endpoint cannot be composed.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        layout: ProductLayout,
        link: DatabricksLink,
        resource_group: ResourceGroupRef,
        estate: MlWorkspace,
    ) -> None:
        """Databricks jobs track experiments and register models in the product's workspace; and it may be attached.

        The identity of the jobs works as a data scientist in the workspace, and writes the artifacts of its runs to the
        workspace's default storage, which accepts no keys. The workspaces are not linked in Azure
        (`machine_learning_workspace_id`): tracking in both is not supported with a private Machine Learning workspace.
        Source: MicrosoftDocs/azure-ai-docs, articles/machine-learning/how-to-use-mlflow-azure-databricks.md, read
        2026-11-26.

        Args:
            layout: the product.
            link: the link.
            resource_group: the product's.
            estate: the product's ML estate.
        """
        super().__init__(scope, id_)
        self.owned: ProductOwnedDatabricks | None = None
        shared = layout.core.landing_zone.analytics.databricks
        host = shared.workspace_url if isinstance(shared, ExistingDatabricks) else None
        jobs = shared.job_principal_id if shared is not None else None
        if link.own is not None:
            self.owned = ProductOwnedDatabricks(
                self, "own", layout=layout, config=link.own, resource_group=resource_group
            )
            host, jobs = self.owned.workspace.workspace_url, link.own.job_principal_id
        if jobs is not None:
            self._grant_jobs(layout, estate, jobs)
        elif link.own is None:
            raise ValueError(f"the landing zone of {layout.stack} has no Databricks with an identity for its jobs")
        provide_azapi(self, layout.core)
        self.tracking_uri: str = AzapiRead(
            self,
            "machine-learning-workspace",
            type_="Microsoft.MachineLearningServices/workspaces",
            resource_id=estate.workspace.id,
            response_export_values={"tracking_uri": "properties.mlFlowTrackingUri"},
            depends_on=[estate.endpoint],
        ).output("tracking_uri")
        if link.attach_compute:
            self._attach(layout, estate, host)

    def _grant_jobs(self, layout: ProductLayout, estate: MlWorkspace, jobs: str) -> None:
        for where, role, at, target in (
            ("workspace", "AzureML Data Scientist", layout.workspace.id, estate.workspace),
            ("storage-account", "Storage Blob Data Contributor", layout.storage_account.id, estate.storage_account),
        ):
            grant(
                self,
                grant_id(role, where),
                role=role,
                at=at,
                target=target,
                subscription_id=layout.core.landing_zone.subscription_id,
                principal=jobs,
                principal_id=jobs,
            )

    def _attach(self, layout: ProductLayout, estate: MlWorkspace, host: str | None) -> None:
        workspace_id = layout.databricks_workspace_id
        if workspace_id is None:
            raise ValueError(f"{layout.stack} is linked to no Databricks")
        if host is None:
            host = ExistingDatabricksWorkspace(
                self,
                "workspace",
                workspace=workspace_id,
                depends_on=[Gate(self, "gate", neighbour=workspace_id)],
            ).workspace_url
        token = ephemeral_variable(
            self,
            TOKEN_VARIABLE,
            f"Access token with which {layout.workspace.name} works in the Databricks workspace {workspace_id.name}",
        )
        AzapiResource(
            self,
            "compute",
            type_="Microsoft.MachineLearningServices/workspaces/computes",
            name=DATABRICKS_COMPUTE,
            parent_id=estate.workspace.id,
            location=layout.location,
            tags=layout.tags,
            body={
                "properties": {
                    "computeType": "Databricks",
                    "description": f"The Databricks workspace {workspace_id.name}",
                    "disableLocalAuth": True,
                    "resourceId": workspace_id.id,
                    "properties": {"workspaceUrl": f"https://{host}"},
                }
            },
            replaced_with={"workspace": workspace_id.id},
            sensitive_body={"properties": {"properties": {"databricksAccessToken": token}}},
            depends_on=[estate.endpoint],
        )


def link_product(scope: Construct, services: ProductServices) -> Service:
    """Links a product to Databricks in its stack."""
    link = services.layout.product.links.databricks
    if link is None:
        raise ValueError(f"{services.layout.stack} has no link to Databricks")
    databricks = ProductDatabricks(
        scope,
        "databricks",
        layout=services.layout,
        link=link,
        resource_group=services.resource_group,
        estate=services.estate,
    )
    outputs: dict[str, tuple[object, str]] = {
        "mlflow_tracking_uri": (
            databricks.tracking_uri,
            "Where jobs of Databricks track experiments and register models",
        )
    }
    if databricks.owned is not None:
        outputs["databricks_workspace_url"] = (
            databricks.owned.workspace.reference("workspace_url"),
            "Host of the product's Databricks workspace; reached from inside the network only",
        )
    return Service(pattern=databricks, outputs=outputs)
