"""One hardened construct per Azure resource: every security-relevant argument is set, and set safely."""

from .application_insights import ApplicationInsights
from .base import AzureResource, ExistingResourceGroup, Identified, ResourceGroupRef
from .container_registry import ContainerRegistry
from .diagnostic_setting import DiagnosticSetting
from .gated import Gate
from .key_vault import KeyVault
from .log_analytics_workspace import LogAnalyticsWorkspace
from .machine_learning_compute_cluster import MachineLearningComputeCluster
from .machine_learning_datastore import MachineLearningDatastore
from .machine_learning_workspace import MachineLearningWorkspace
from .nat_gateway import NatGateway
from .network_security_group import NetworkSecurityGroup
from .private_dns_zone import PrivateDnsZone
from .private_endpoint import PrivateEndpoint
from .resource_group import ResourceGroup
from .role_assignment import RoleAssignment
from .route_table import RouteTable
from .storage_account import ResourceInstanceRule, StorageAccount
from .storage_container import StorageContainer
from .subnet import Subnet
from .user_assigned_identity import UserAssignedIdentity
from .virtual_network import VirtualNetwork

__all__ = [
    "ApplicationInsights",
    "AzureResource",
    "ContainerRegistry",
    "DiagnosticSetting",
    "ExistingResourceGroup",
    "Gate",
    "Identified",
    "KeyVault",
    "LogAnalyticsWorkspace",
    "MachineLearningComputeCluster",
    "MachineLearningDatastore",
    "MachineLearningWorkspace",
    "NatGateway",
    "NetworkSecurityGroup",
    "PrivateDnsZone",
    "PrivateEndpoint",
    "ResourceGroup",
    "ResourceGroupRef",
    "ResourceInstanceRule",
    "RoleAssignment",
    "RouteTable",
    "StorageAccount",
    "StorageContainer",
    "Subnet",
    "UserAssignedIdentity",
    "VirtualNetwork",
]
