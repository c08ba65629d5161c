"""One construct per Azure resource, with secure defaults."""

from .action_group import ActionGroup, WebhookReceiver
from .alert_rules import ActivityLogAlert, LogAlert, MetricAlert
from .application_insights import ApplicationInsights
from .attached_spark_pool import AttachedSparkPool
from .base import AzureResource
from .consumption_budget import Contacts, Notice, ResourceGroupBudget, SubscriptionBudget
from .container_registry import ContainerRegistry
from .customer_managed_key import CustomerManagedKey, WorkspaceKey
from .data_factory import DataFactory, DataFactoryManagedEndpoint, ManagedRuntime, SelfHostedRuntime
from .databricks_access_connector import DatabricksAccessConnector
from .databricks_workspace import DatabricksWorkspace, ExistingDatabricksWorkspace
from .diagnostic_setting import DiagnosticSetting
from .event_grid_system_topic import EventGridSystemTopic
from .federated_credential import FederatedCredential
from .firewall_rules import FirewallRule, FirewallRules
from .gated import Gate
from .key_vault import KeyVault
from .kinds import (
    AccessConnectorRef,
    ApplicationInsightsRef,
    ContainerRegistryRef,
    DatabricksWorkspaceId,
    DataFactoryRef,
    ExistingResourceGroup,
    FirewallPolicyRef,
    Identified,
    IdentityId,
    IdentityRef,
    InitiativeRef,
    KeyVaultRef,
    KnownResourceGroup,
    KubernetesClusterRef,
    LogAnalyticsWorkspaceRef,
    MachineLearningWorkspaceRef,
    ManagementGroupRef,
    NamedVirtualNetwork,
    NatGatewayRef,
    NetworkSecurityGroupRef,
    OwnResourceGroup,
    PolicyAssignmentRef,
    PolicyScopeRef,
    ResourceGroupRef,
    ResourceGroupScope,
    RouteTableRef,
    ScopedServiceRef,
    StorageAccountRef,
    StorageContainerRef,
    StorageEndpointPolicyRef,
    SubnetRef,
    SubscriptionRef,
    SynapseSparkPoolRef,
    SynapseWorkspaceRef,
    VirtualNetworkRef,
)
from .kubernetes_cluster import (
    KubernetesCluster,
    KubernetesNodePool,
    MachineLearningExtension,
    Nodes,
    TrustedAccess,
)
from .log_analytics_workspace import LogAnalyticsWorkspace
from .machine_learning_compute_cluster import MachineLearningComputeCluster
from .machine_learning_datastore import MachineLearningDatastore
from .machine_learning_workspace import MachineLearningWorkspace
from .managed_network_rules import FqdnRule, PrivateEndpointRule, ServiceTagRule
from .management_lock import DeletionLock
from .nat_gateway import NatGateway, PublicIp
from .network_security_group import NetworkSecurityGroup
from .policy_assignment import (
    ManagementGroupPolicyAssignment,
    PolicyAssignmentSettings,
    ResourceGroupPolicyAssignment,
    SubscriptionPolicyAssignment,
)
from .policy_definition import (
    ManagementGroupPolicySetDefinition,
    PolicyDefinition,
    PolicyReference,
    PolicySetDefinition,
)
from .policy_exemption import ResourceGroupPolicyExemption, ResourcePolicyExemption
from .policy_remediation import (
    ManagementGroupPolicyRemediation,
    ResourceGroupPolicyRemediation,
    SubscriptionPolicyRemediation,
)
from .private_dns_zone import PrivateDnsZone
from .private_endpoint import PrivateEndpoint
from .private_link_scope import PrivateLinkScope, ScopedService
from .resource_group import ResourceGroup
from .role_assignment import PrincipalType, RoleAssignment
from .role_definition import RoleDefinition
from .route_table import RouteTable
from .storage_account import ResourceInstanceRule, StorageAccount
from .storage_container import StorageContainer
from .storage_endpoint_policy import StorageEndpointPolicy
from .subnet import Subnet
from .synapse_data_plane import SynapseManagedEndpoint, SynapsePoolRole
from .synapse_pools import SynapseSparkPool, SynapseSqlPool
from .synapse_private_link_hub import SynapsePrivateLinkHub
from .synapse_workspace import SynapseSqlAdministrator, SynapseTags, SynapseWorkspace
from .user_assigned_identity import ExistingIdentity, UserAssignedIdentity
from .virtual_network import VirtualNetwork
from .virtual_network_peering import VirtualNetworkPeering
from .workbook import Dashboard, Workbook

__all__ = [
    "AccessConnectorRef",
    "ActionGroup",
    "ActivityLogAlert",
    "ApplicationInsights",
    "ApplicationInsightsRef",
    "AttachedSparkPool",
    "AzureResource",
    "Contacts",
    "ContainerRegistry",
    "ContainerRegistryRef",
    "CustomerManagedKey",
    "Dashboard",
    "DataFactory",
    "DataFactoryManagedEndpoint",
    "DataFactoryRef",
    "DatabricksAccessConnector",
    "DatabricksWorkspace",
    "DatabricksWorkspaceId",
    "DeletionLock",
    "DiagnosticSetting",
    "EventGridSystemTopic",
    "ExistingDatabricksWorkspace",
    "ExistingIdentity",
    "ExistingResourceGroup",
    "FederatedCredential",
    "FirewallPolicyRef",
    "FirewallRule",
    "FirewallRules",
    "FqdnRule",
    "Gate",
    "Identified",
    "IdentityId",
    "IdentityRef",
    "InitiativeRef",
    "KeyVault",
    "KeyVaultRef",
    "KnownResourceGroup",
    "KubernetesCluster",
    "KubernetesClusterRef",
    "KubernetesNodePool",
    "LogAlert",
    "LogAnalyticsWorkspace",
    "LogAnalyticsWorkspaceRef",
    "MachineLearningComputeCluster",
    "MachineLearningDatastore",
    "MachineLearningExtension",
    "MachineLearningWorkspace",
    "MachineLearningWorkspaceRef",
    "ManagedRuntime",
    "ManagementGroupPolicyAssignment",
    "ManagementGroupPolicyRemediation",
    "ManagementGroupPolicySetDefinition",
    "ManagementGroupRef",
    "MetricAlert",
    "NamedVirtualNetwork",
    "NatGateway",
    "NatGatewayRef",
    "NetworkSecurityGroup",
    "NetworkSecurityGroupRef",
    "Nodes",
    "Notice",
    "OwnResourceGroup",
    "PolicyAssignmentRef",
    "PolicyAssignmentSettings",
    "PolicyDefinition",
    "PolicyReference",
    "PolicyScopeRef",
    "PolicySetDefinition",
    "PrincipalType",
    "PrivateDnsZone",
    "PrivateEndpoint",
    "PrivateEndpointRule",
    "PrivateLinkScope",
    "PublicIp",
    "ResourceGroup",
    "ResourceGroupBudget",
    "ResourceGroupPolicyAssignment",
    "ResourceGroupPolicyExemption",
    "ResourceGroupPolicyRemediation",
    "ResourceGroupRef",
    "ResourceGroupScope",
    "ResourceInstanceRule",
    "ResourcePolicyExemption",
    "RoleAssignment",
    "RoleDefinition",
    "RouteTable",
    "RouteTableRef",
    "ScopedService",
    "ScopedServiceRef",
    "SelfHostedRuntime",
    "ServiceTagRule",
    "StorageAccount",
    "StorageAccountRef",
    "StorageContainer",
    "StorageContainerRef",
    "StorageEndpointPolicy",
    "StorageEndpointPolicyRef",
    "Subnet",
    "SubnetRef",
    "SubscriptionBudget",
    "SubscriptionPolicyAssignment",
    "SubscriptionPolicyRemediation",
    "SubscriptionRef",
    "SynapseManagedEndpoint",
    "SynapsePoolRole",
    "SynapsePrivateLinkHub",
    "SynapseSparkPool",
    "SynapseSparkPoolRef",
    "SynapseSqlAdministrator",
    "SynapseSqlPool",
    "SynapseTags",
    "SynapseWorkspace",
    "SynapseWorkspaceRef",
    "TrustedAccess",
    "UserAssignedIdentity",
    "VirtualNetwork",
    "VirtualNetworkPeering",
    "VirtualNetworkRef",
    "WebhookReceiver",
    "Workbook",
    "WorkspaceKey",
]
