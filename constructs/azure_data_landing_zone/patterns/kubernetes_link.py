"""The link of a product to the Kubernetes cluster that serves its models."""

from __future__ import annotations

from ..azure.ids import ResourceId
from ..config.layout.links import KUBERNETES_COMPUTE
from ..config.layout.product import ProductLayout
from ..engine.azapi import AzapiResource
from ..engine.framework import Construct, ITerraformDependable
from ..resources import Identified, ResourceGroupRef, RoleAssignment, TrustedAccess, UserAssignedIdentity
from .azapi import provide_azapi
from .base import Pattern
from .grants import grant, grant_id
from .ml_workspace import MlWorkspace
from .services import ProductServices, Service
from .workload_grants import telemetry_grants

_INSTANCE_TYPE = "defaultinstancetype"
#: What Microsoft's "Attach a Kubernetes cluster to Azure Machine Learning workspace" asks for a workspace's identity.
_AT_CLUSTER = ("Reader", "Kubernetes Extension Contributor", "Azure Kubernetes Service Cluster Admin Role")
#: The same page asks for it besides where a cluster has no local accounts.
_WITHOUT_LOCAL_ACCOUNTS = "Contributor"


class ProductKubernetes(Pattern):
    """A cluster that exists, attached to the product's workspace for inference.

    Attributes:
        identity: the identity of the compute.
        compute: the attached compute.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        layout: ProductLayout,
        resource_group: ResourceGroupRef,
        estate: MlWorkspace,
    ) -> None:
        """A cluster that exists, attached to the product's workspace for inference.

        Nothing is made in the cluster: its Machine Learning extension and the product's namespace are there already.

        Args:
            layout: the product.
            resource_group: its resource group.
            estate: the product's ML estate.
        """
        super().__init__(scope, id_)
        cluster = layout.kubernetes_cluster_id
        if cluster is None:
            raise ValueError(f"{layout.stack} has no Kubernetes cluster")
        self._layout = layout
        trusted = layout.kubernetes_trusted_access
        self.identity: UserAssignedIdentity = UserAssignedIdentity(
            self,
            "identity",
            name=layout.kubernetes_identity.name,
            resource_group=resource_group,
            tags=layout.tags,
        )
        own: list[tuple[str, str, ResourceId, Identified]] = [
            ("container-registry", "AcrPull", layout.container_registry.id, estate.container_registry),
            ("storage-account", "Storage Blob Data Reader", layout.storage_account.id, estate.storage_account),
            *telemetry_grants(layout, estate.application_insights),
        ]
        grants = [
            *(self._grant(self.identity, layout.kubernetes_identity.key, *need) for need in own),
            *(
                self._grant(
                    estate.identity, layout.workspace_identity.key, "kubernetes-cluster", role, cluster, cluster
                )
                for role in (*_AT_CLUSTER, *([_WITHOUT_LOCAL_ACCOUNTS] if trusted else []))
            ),
        ]
        needs: list[ITerraformDependable] = [estate.endpoint, *grants]
        if trusted:
            needs.append(
                TrustedAccess(
                    self,
                    "trusted-access",
                    name=layout.kubernetes_access_name,
                    cluster=cluster,
                    workspace=estate.workspace,
                )
            )
        provide_azapi(self, layout.core)
        self.compute: AzapiResource = AzapiResource(
            self,
            "compute",
            type_="Microsoft.MachineLearningServices/workspaces/computes",
            name=KUBERNETES_COMPUTE,
            parent_id=estate.workspace.id,
            location=layout.location,
            identity={"type": "UserAssigned", "identity_ids": [self.identity.id]},
            tags=layout.tags,
            body={
                "properties": {
                    "computeType": "Kubernetes",
                    "description": f"The Kubernetes cluster {cluster.name}",
                    "disableLocalAuth": True,
                    "resourceId": cluster.id,
                    "properties": {
                        "namespace": layout.kubernetes_namespace,
                        "defaultInstanceType": _INSTANCE_TYPE,
                        "instanceTypes": {
                            _INSTANCE_TYPE: {
                                "resources": {
                                    "requests": {"cpu": "100m", "memory": "2Gi"},
                                    "limits": {"cpu": "2", "memory": "2Gi"},
                                },
                            }
                        },
                    },
                }
            },
            replaced_with={"cluster": cluster.id, "namespace": layout.kubernetes_namespace},
            depends_on=needs,
        )

    def _grant(
        self,
        identity: UserAssignedIdentity,
        key: str,
        where: str,
        role: str,
        at: ResourceId,
        target: Identified,
    ) -> RoleAssignment:
        return grant(
            self,
            grant_id(role, key.replace("_", "-"), where),
            role=role,
            at=at,
            target=target,
            subscription_id=self._layout.core.landing_zone.subscription_id,
            principal=f"{self._layout.stack}/{key}",
            principal_id=identity.principal_id,
        )


def link_product(scope: Construct, services: ProductServices) -> Service:
    """Attaches the cluster to a product's workspace in its stack."""
    link = ProductKubernetes(
        scope,
        "kubernetes",
        layout=services.layout,
        resource_group=services.resource_group,
        estate=services.estate,
    )
    return Service(
        pattern=link,
        outputs={
            "kubernetes_namespace": (
                services.layout.kubernetes_namespace,
                "The product's namespace, which whoever administers the cluster makes",
            )
        },
    )
