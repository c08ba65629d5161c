"""The kinds of resources that parameters of constructs take: each is one type, with its types in Azure and Terraform.

Type checkers see an attribute that only resources and data sources of the kind have, where there is one. At run time,
`engine/parameters.py` compares the types in Azure and Terraform. Something else with an id, such as a class of a
team's own, is taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Protocol, TypeAlias

from ..azure.ids import ResourceId
from ..engine.azapi import AzapiResource
from ..engine.kinds import DataAzurermMachineLearningWorkspace, Kind, NotNegative, PrivateLink, Range

_GROUP = "Microsoft.Resources/resourceGroups"
#: What a `ResourceId` has and a construct has not.
_OF_AN_ID = ("id", "name", "resource_group", "types")


class Identified(Protocol):
    """A construct with an Azure resource id, or `ResourceId.parse("/subscriptions/...")` for what exists already."""

    @property
    def id(self) -> str:
        """The resource id."""


@dataclass(frozen=True)
class ExistingResourceGroup:
    """A resource group that exists already."""

    name: str
    location: str

    @property
    def _adlz_type(self) -> str:
        return _GROUP


@dataclass(frozen=True)
class KnownResourceGroup:
    """A resource group that another stack makes: its id, computed, and its region."""

    resource_id: ResourceId
    location: str

    @property
    def _adlz_type(self) -> str:
        return self.resource_id.type

    @property
    def id(self) -> str:
        """The resource id."""
        return self.resource_id.id

    @property
    def name(self) -> str:
        """Its name."""
        return self.resource_id.name


class _ResourceGroup(Identified, Protocol):
    @property
    def name(self) -> str: ...
    @property
    def location(self) -> str: ...
    @property
    def managed_by(self) -> str: ...


class _ManagementGroup(Identified, Protocol):
    @property
    def tenant_scoped_id(self) -> str: ...


class _VirtualNetwork(Identified, Protocol):
    @property
    def name(self) -> str: ...
    @property
    def guid(self) -> str: ...


class _Subnet(Identified, Protocol):
    @property
    def private_endpoint_network_policies(self) -> str: ...


class _NatGateway(Identified, Protocol):
    @property
    def resource_guid(self) -> str: ...


class _FirewallPolicy(Identified, Protocol):
    @property
    def base_policy_id(self) -> str: ...


class _StorageAccount(Identified, Protocol):
    @property
    def account_kind(self) -> str: ...


class _StorageContainer(Identified, Protocol):
    @property
    def container_access_type(self) -> str: ...


class _KeyVault(Identified, Protocol):
    @property
    def vault_uri(self) -> str: ...


class _ContainerRegistry(Identified, Protocol):
    @property
    def login_server(self) -> str: ...


class _Identity(Identified, Protocol):
    @property
    def principal_id(self) -> str: ...
    @property
    def client_id(self) -> str: ...


class _LogAnalyticsWorkspace(Identified, Protocol):
    @property
    def primary_shared_key(self) -> str: ...


class _ApplicationInsights(Identified, Protocol):
    @property
    def instrumentation_key(self) -> str: ...


class _MachineLearningWorkspace(Identified, Protocol):
    @property
    def discovery_url(self) -> str: ...


class _KubernetesCluster(Identified, Protocol):
    @property
    def dns_prefix(self) -> str: ...


class _SynapseWorkspace(Identified, Protocol):
    @property
    def connectivity_endpoints(self) -> object: ...


class _SynapseSparkPool(Identified, Protocol):
    @property
    def node_size_family(self) -> str: ...


class _PolicyAssignment(Identified, Protocol):
    @property
    def policy_definition_id(self) -> str: ...


_Existing: TypeAlias = ResourceId | AzapiResource

ResourceGroupRef: TypeAlias = Annotated[
    ExistingResourceGroup | KnownResourceGroup | _ResourceGroup,
    Kind(
        "a resource group",
        (_GROUP,),
        ("resource_group",),
        ("name", "location"),
        'ExistingResourceGroup("<name>", "<region>") or a KnownResourceGroup',
    ),
]
"""A resource group in which something is made."""
OwnResourceGroup: TypeAlias = Annotated[
    KnownResourceGroup | _ResourceGroup,
    Kind("a resource group", (_GROUP,), ("resource_group",), ("id", "name", "location"), "a KnownResourceGroup"),
]
"""A resource group that is a scope of roles, too."""
ResourceGroupScope: TypeAlias = Annotated[
    KnownResourceGroup | _ResourceGroup | ResourceId, Kind("a resource group", (_GROUP,), ("resource_group",))
]
"""A resource group as a scope."""
SubscriptionRef: TypeAlias = Annotated[
    Identified, Kind("a subscription", ("Microsoft.Resources/subscriptions",), ("subscription",))
]
"""A subscription."""
ManagementGroupRef: TypeAlias = Annotated[
    _ManagementGroup | _Existing,
    Kind("a management group", ("Microsoft.Management/managementGroups",), ("management_group",)),
]
"""A management group."""
VirtualNetworkRef: TypeAlias = Annotated[
    _VirtualNetwork | _Existing, Kind("a virtual network", ("Microsoft.Network/virtualNetworks",), ("virtual_network",))
]
"""A virtual network."""
NamedVirtualNetwork: TypeAlias = Annotated[
    _VirtualNetwork | ResourceId,
    Kind("a virtual network", ("Microsoft.Network/virtualNetworks",), ("virtual_network",), ("id", "name")),
]
"""A virtual network whose name is needed, too."""
SubnetRef: TypeAlias = Annotated[
    _Subnet | _Existing, Kind("a subnet", ("Microsoft.Network/virtualNetworks/subnets",), ("subnet",))
]
"""A subnet."""
NetworkSecurityGroupRef: TypeAlias = Annotated[
    Identified,
    Kind("a network security group", ("Microsoft.Network/networkSecurityGroups",), ("network_security_group",)),
]
"""A network security group."""
RouteTableRef: TypeAlias = Annotated[
    Identified, Kind("a route table", ("Microsoft.Network/routeTables",), ("route_table",))
]
"""A route table."""
NatGatewayRef: TypeAlias = Annotated[
    _NatGateway | _Existing, Kind("a NAT gateway", ("Microsoft.Network/natGateways",), ("nat_gateway",))
]
"""A NAT gateway."""
StorageEndpointPolicyRef: TypeAlias = Annotated[
    Identified,
    Kind(
        "a service endpoint policy",
        ("Microsoft.Network/serviceEndpointPolicies",),
        ("subnet_service_endpoint_storage_policy",),
    ),
]
"""A service endpoint policy."""
FirewallPolicyRef: TypeAlias = Annotated[
    _FirewallPolicy | _Existing,
    Kind("a firewall policy", ("Microsoft.Network/firewallPolicies",), ("firewall_policy",)),
]
"""A firewall policy."""
StorageAccountRef: TypeAlias = Annotated[
    _StorageAccount | _Existing, Kind("a storage account", ("Microsoft.Storage/storageAccounts",), ("storage_account",))
]
"""A storage account."""
StorageContainerRef: TypeAlias = Annotated[
    _StorageContainer | _Existing,
    Kind(
        "a container of a storage account",
        ("Microsoft.Storage/storageAccounts/blobServices/containers",),
        ("storage_container",),
    ),
]
"""A container of a storage account."""
KeyVaultRef: TypeAlias = Annotated[
    _KeyVault | _Existing, Kind("a key vault", ("Microsoft.KeyVault/vaults",), ("key_vault",))
]
"""A key vault."""
ContainerRegistryRef: TypeAlias = Annotated[
    _ContainerRegistry | _Existing,
    Kind("a container registry", ("Microsoft.ContainerRegistry/registries",), ("container_registry",)),
]
"""A container registry."""
IdentityRef: TypeAlias = Annotated[
    _Identity | _Existing,
    Kind(
        "a user-assigned identity", ("Microsoft.ManagedIdentity/userAssignedIdentities",), ("user_assigned_identity",)
    ),
]
"""A user-assigned identity."""
IdentityId: TypeAlias = Annotated[
    ResourceId,
    Kind(
        "a user-assigned identity",
        ("Microsoft.ManagedIdentity/userAssignedIdentities",),
        ("user_assigned_identity",),
        _OF_AN_ID,
    ),
]
"""The id of a user-assigned identity."""
LogAnalyticsWorkspaceRef: TypeAlias = Annotated[
    _LogAnalyticsWorkspace | _Existing,
    Kind("a Log Analytics workspace", ("Microsoft.OperationalInsights/workspaces",), ("log_analytics_workspace",)),
]
"""A Log Analytics workspace."""
ApplicationInsightsRef: TypeAlias = Annotated[
    _ApplicationInsights | _Existing,
    Kind("an Application Insights component", ("Microsoft.Insights/components",), ("application_insights",)),
]
"""An Application Insights component."""
ScopedServiceRef: TypeAlias = Annotated[
    _LogAnalyticsWorkspace | _ApplicationInsights | _Existing,
    Kind(
        "a Log Analytics workspace or Application Insights component",
        ("Microsoft.OperationalInsights/workspaces", "Microsoft.Insights/components"),
        ("log_analytics_workspace", "application_insights"),
    ),
]
"""What a private link scope leads to."""
MachineLearningWorkspaceRef: TypeAlias = Annotated[
    _MachineLearningWorkspace | DataAzurermMachineLearningWorkspace | _Existing,
    Kind(
        "a Machine Learning workspace",
        ("Microsoft.MachineLearningServices/workspaces",),
        ("machine_learning_workspace",),
    ),
]
"""A Machine Learning workspace."""
KubernetesClusterRef: TypeAlias = Annotated[
    _KubernetesCluster | _Existing,
    Kind(
        "a Kubernetes cluster",
        ("Microsoft.ContainerService/managedClusters",),
        ("kubernetes_cluster", "kubernetes_automatic_cluster"),
    ),
]
"""A Kubernetes cluster."""
SynapseWorkspaceRef: TypeAlias = Annotated[
    _SynapseWorkspace | _Existing,
    Kind("a Synapse workspace", ("Microsoft.Synapse/workspaces",), ("synapse_workspace",)),
]
"""A Synapse workspace."""
SynapseSparkPoolRef: TypeAlias = Annotated[
    _SynapseSparkPool | _Existing,
    Kind("a Spark pool of Synapse", ("Microsoft.Synapse/workspaces/bigDataPools",), ("synapse_spark_pool",)),
]
"""A Spark pool of Synapse."""
DataFactoryRef: TypeAlias = Annotated[
    Identified, Kind("a Data Factory", ("Microsoft.DataFactory/factories",), ("data_factory",))
]
"""A Data Factory."""
DatabricksWorkspaceId: TypeAlias = Annotated[
    ResourceId,
    Kind("a Databricks workspace", ("Microsoft.Databricks/workspaces",), ("databricks_workspace",), _OF_AN_ID),
]
"""The id of a Databricks workspace."""
AccessConnectorRef: TypeAlias = Annotated[
    Identified,
    Kind(
        "an access connector of Databricks",
        ("Microsoft.Databricks/accessConnectors",),
        ("databricks_access_connector",),
    ),
]
"""An access connector of Databricks."""
InitiativeRef: TypeAlias = Annotated[
    Identified,
    Kind(
        "an initiative or a policy",
        ("Microsoft.Authorization/policySetDefinitions", "Microsoft.Authorization/policyDefinitions"),
        (
            "policy_set_definition",
            "management_group_policy_set_definition",
            "policy_definition",
            "policy_definition_built_in",
        ),
    ),
]
"""An initiative or a policy."""
PolicyScopeRef: TypeAlias = Annotated[
    Identified,
    Kind(
        "a resource group, subscription or management group",
        (_GROUP, "Microsoft.Resources/subscriptions", "Microsoft.Management/managementGroups"),
        ("resource_group", "subscription", "management_group"),
    ),
]
"""The scope of a policy assignment."""
PolicyAssignmentRef: TypeAlias = Annotated[
    _PolicyAssignment | _Existing,
    Kind(
        "a policy assignment",
        ("Microsoft.Authorization/policyAssignments",),
        (
            "subscription_policy_assignment",
            "resource_group_policy_assignment",
            "management_group_policy_assignment",
            "resource_policy_assignment",
            "policy_assignment",
        ),
    ),
]
"""A policy assignment."""
Subresource: TypeAlias = Annotated[str, PrivateLink("target")]
"""A private-link sub-resource of the parameter `target`."""
AddressRange: TypeAlias = Annotated[str, Range()]
"""A range of addresses in CIDR notation."""
Amount: TypeAlias = Annotated[float, NotNegative()]
"""A number from 0 upwards."""
