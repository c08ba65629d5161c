"""A Kubernetes cluster as compute of a product."""

from __future__ import annotations

from collections.abc import Callable

from kubernetes_support import SUBSCRIPTION, assignments_by_role, attached_compute, kubernetes_zone
from support import Json, Stack

Synth = Callable[[Json], dict[str, Stack]]
CLUSTER = f"{SUBSCRIPTION}/resourceGroups/rg-aks/providers/Microsoft.ContainerService/managedClusters/aks-other"


def test_a_product_attaches_the_cluster_with_an_identity_of_its_own(kubernetes_stacks: dict[str, Stack]) -> None:
    product = kubernetes_stacks["churn-dev"]
    attached = attached_compute(product)
    properties = attached["body"]["properties"]
    assert properties["computeType"] == "Kubernetes"
    assert properties["disableLocalAuth"] is True
    assert properties["resourceId"].endswith(
        f"/managedClusters/{kubernetes_stacks['core'].one('azurerm_kubernetes_cluster')['name']}"
    )
    assert properties["properties"]["namespace"] == "churn-dev"
    assert properties["properties"]["defaultInstanceType"] in properties["properties"]["instanceTypes"]
    granted = assignments_by_role(product, "-kubernetes")
    assert {(role, scope.split(".")[0]) for role, scope in granted} == {
        ("AcrPull", "${azurerm_container_registry"),
        ("Storage Blob Data Reader", "${azurerm_storage_account"),
    }
    (identity,) = [
        k for k, b in product.all("azurerm_user_assigned_identity").items() if b["name"].endswith("-kubernetes")
    ]
    assert attached["identity"] == [
        {"type": "UserAssigned", "identity_ids": [f"${{azurerm_user_assigned_identity.{identity}.id}}"]}
    ]
    assert set(granted.values()) <= set(attached["depends_on"])
    assert any("amlworkspace" in address for address in attached["depends_on"])
    assert product.document["output"]["kubernetes_namespace"]["value"] == "churn-dev"


def test_the_workspace_is_let_into_the_cluster_before_it_is_attached(kubernetes_stacks: dict[str, Stack]) -> None:
    product = kubernetes_stacks["churn-dev"]
    cluster = attached_compute(product)["body"]["properties"]["resourceId"]
    at_cluster = {
        role: address
        for (role, scope), address in assignments_by_role(product, "-workspace").items()
        if scope == cluster
    }
    assert set(at_cluster) == {
        "Reader",
        "Kubernetes Extension Contributor",
        "Azure Kubernetes Service Cluster Admin Role",
        "Contributor",
    }
    ((name, binding),) = product.all("azurerm_kubernetes_cluster_trusted_access_role_binding").items()
    assert binding["kubernetes_cluster_id"] == cluster
    assert binding["source_resource_id"].startswith("${azurerm_machine_learning_workspace.")
    assert binding["roles"] == ["Microsoft.MachineLearningServices/workspaces/mlworkload"]
    assert len(binding["name"]) <= 24
    waits = set(attached_compute(product)["depends_on"])
    assert {*at_cluster.values(), f"azurerm_kubernetes_cluster_trusted_access_role_binding.{name}"} <= waits


def test_a_cluster_that_exists_already_is_attached_and_not_touched(synth: Synth) -> None:
    shared = {"cluster_id": CLUSTER, "local_accounts": True}
    stacks = synth(kubernetes_zone(shared, {"kubernetes": "landing_zone", "namespace": "team-churn"}))
    assert not [kind for kind, _, _ in stacks["core"].resources() if "kubernetes" in kind]
    product = stacks["churn-dev"]
    properties = attached_compute(product)["body"]["properties"]
    assert properties["resourceId"] == CLUSTER
    assert properties["properties"]["namespace"] == "team-churn"
    assert not product.all("azurerm_kubernetes_cluster_trusted_access_role_binding")
    at_cluster = {role for role, scope in assignments_by_role(product, "-workspace") if scope == CLUSTER}
    assert at_cluster == {"Reader", "Kubernetes Extension Contributor", "Azure Kubernetes Service Cluster Admin Role"}


def test_a_product_may_name_a_cluster_of_its_own(synth: Synth) -> None:
    data = kubernetes_zone(inference={"kubernetes_cluster_id": CLUSTER})
    del data["analytics"], data["network"]["subnets"]
    product = synth(data)["churn-dev"]
    assert attached_compute(product)["body"]["properties"]["resourceId"] == CLUSTER
    product.one("azurerm_kubernetes_cluster_trusted_access_role_binding", kubernetes_cluster_id=CLUSTER)
