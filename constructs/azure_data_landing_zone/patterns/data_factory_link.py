"""The link between a product and the landing zone's Data Factory."""

from __future__ import annotations

from collections.abc import Mapping

from ..azure.ids import ResourceId
from ..azure.json_values import Json
from ..config.layout.links import data_factory_product_endpoints, data_factory_runtime
from ..config.layout.product import ProductLayout
from ..config.models.analytics import ExistingDataFactory
from ..engine.azapi_existing import AzapiRead
from ..engine.framework import Construct, ITerraformDependable
from ..resources import Gate, Identified, KeyVaultRef, MachineLearningWorkspaceRef, StorageAccountRef
from .azapi import provide_azapi
from .base import Pattern
from .data_factory import linked_service, managed_endpoint
from .grants import grant, grant_id
from .services import ProductServices, Service


class DataFactoryLink(Pattern):
    """Pipelines of Data Factory that submit jobs to a product's workspace and read secrets from its key vault.

    Attributes:
        linked_services: the names of the linked services by what they lead to.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        layout: ProductLayout,
        workspace: MachineLearningWorkspaceRef,
        key_vault: KeyVaultRef,
        storage_account: StorageAccountRef,
    ) -> None:
        """Pipelines of Data Factory that submit jobs to a product's workspace and read secrets from its key vault.

        The product lets the factory in: it grants the factory's identity what it needs, and approves the factory's
        endpoints. In turn it registers itself in the factory, as linked services without secrets. The identity that
        invokes a batch endpoint must read and write data stores, so it has a role on the default storage, which keys do
        not open. Source: MicrosoftDocs/azure-ai-docs, articles/machine-learning/how-to-use-batch-azure-data-factory.md,
        read 2026-11-26.

        Args:
            layout: the product, which is linked to Data Factory.
            workspace: its workspace.
            key_vault: its key vault.
            storage_account: its default storage.
        """
        super().__init__(scope, id_)
        core, factory = layout.core, layout.core.data_factory_id
        if factory is None:
            raise ValueError("the landing zone has no Data Factory")
        targets: dict[str, tuple[str, ResourceId, Identified]] = {
            "workspace": ("AzureML Data Scientist", layout.workspace.id, workspace),
            "key-vault": ("Key Vault Secrets User", layout.key_vault.id, key_vault),
            "storage-account": ("Storage Blob Data Contributor", layout.storage_account.id, storage_account),
        }
        principal_id = self._principal_id(layout, factory)
        needs: dict[str, list[ITerraformDependable]] = {
            where: [
                grant(
                    self,
                    grant_id(role, where),
                    role=role,
                    at=at,
                    target=target,
                    subscription_id=core.landing_zone.subscription_id,
                    principal="core/data_factory",
                    principal_id=principal_id,
                )
            ]
            for where, (role, at, target) in targets.items()
        }
        for endpoint in data_factory_product_endpoints(layout):
            approval = managed_endpoint(
                self, f"endpoint-{endpoint.key}", endpoint, core, factory, targets[endpoint.key][2]
            )
            needs[endpoint.key].append(approval)
        prefix = f"{core.landing_zone.name}_{layout.stack}".replace("-", "_")
        wanted: dict[str, tuple[str, str, dict[str, Json]]] = {
            "workspace": (
                f"{prefix}_machine_learning",
                "AzureMLService",
                {
                    "subscriptionId": layout.workspace.id.subscription_id,
                    "resourceGroupName": layout.workspace.id.resource_group,
                    "mlWorkspaceName": layout.workspace.name,
                    "authentication": "MSI",
                },
            ),
            "key-vault": (
                f"{prefix}_key_vault",
                "AzureKeyVault",
                {"baseUrl": f"https://{layout.key_vault.name}.{core.cloud.key_vault_suffix}/"},
            ),
        }
        self.linked_services: Mapping[str, str] = {where: name for where, (name, _, _) in wanted.items()}
        for where, (name, kind, properties) in wanted.items():
            linked_service(
                self,
                f"linked-service-{where}",
                name=name,
                data_factory=factory,
                core=core,
                kind=kind,
                properties=properties,
                runtime=data_factory_runtime(core),
                description=f"{where.replace('-', ' ').capitalize()} of {layout.stack}",
                depends_on=needs[where],
            )

    def _principal_id(self, layout: ProductLayout, factory: ResourceId) -> str:
        """The object id of the factory's identity, from the configuration or from Azure."""
        config = layout.core.landing_zone.analytics.data_factory
        if isinstance(config, ExistingDataFactory) and config.principal_id is not None:
            return config.principal_id
        provide_azapi(self, layout.core)
        return AzapiRead(
            self,
            "factory",
            type_="Microsoft.DataFactory/factories",
            resource_id=factory.id,
            response_export_values=["identity.principalId"],
            depends_on=[Gate(self, "factory-gate", neighbour=factory)],
        ).output("identity.principalId")


def link_product(scope: Construct, services: ProductServices) -> Service:
    """Links a product to Data Factory in its stack."""
    estate = services.estate
    link = DataFactoryLink(
        scope,
        "data-factory",
        layout=services.layout,
        workspace=estate.workspace,
        key_vault=estate.key_vault,
        storage_account=estate.storage_account,
    )
    return Service(
        pattern=link,
        outputs={
            "data_factory_linked_services": (
                link.linked_services,
                "What pipelines of Data Factory call the workspace and the key vault",
            )
        },
    )
