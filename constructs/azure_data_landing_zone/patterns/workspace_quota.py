"""The share of a workspace in the quota of Azure Machine Learning."""

from __future__ import annotations

from ..azure.vm_sizes import family_among, machine_learning_families
from ..config.layout.product import ProductLayout
from ..engine.azapi import Accepted, AzapiAction
from ..engine.framework import Construct
from .azapi import provide_azapi

_LOCATIONS = "Microsoft.MachineLearningServices/locations"


def workspace_quota(scope: Construct, id_: str, *, layout: ProductLayout) -> None:
    """Sets how many vCPUs of each family a product's workspace may use.

    Azure keeps quota in no resource that could be made: it takes an action of the region (Microsoft Learn "Quotas -
    Update" of Azure Machine Learning), which is repeated when what it sends changes, and not undone.
    """
    core, workspace, location = layout.core, layout.workspace.id, layout.compute_location
    provide_azapi(scope, core)
    AzapiAction(
        scope,
        id_,
        type_=_LOCATIONS,
        resource_id=f"{core.subscription.id}/providers/{_LOCATIONS}/{location}",
        action="updateQuotas",
        body={
            "location": location,
            "value": [
                {
                    "id": f"{workspace.id}/quotas/{family_among(family, machine_learning_families()) or family}",
                    "type": "Microsoft.MachineLearningServices/workspaces/quotas",
                    "limit": vcpus,
                    "unit": "Count",
                }
                for family, vcpus in sorted(layout.product.compute.quota.items())
            ],
        },
        exported=["value"],
        # Azure answers 200 and refuses single shares in their status (azure-rest-api-specs, machinelearningservices
        # 2025-09-01, `UpdateWorkspaceQuotas.status`, read 2026-11-26).
        accepted=Accepted(
            items="value",
            name="id",
            status="status",
            wanted="Success",
            advice="Correct compute.quota of the product. If the quota of the subscription was raised instead, send "
            "the same shares again with terraform apply -replace=ADDRESS.",
        ),
    )
