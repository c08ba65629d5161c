"""Compositions of resources, such as the data lake or a workspace with its dependencies."""

from .alerts import LandingZoneAlerts, ProductAlerts, Watched
from .approvals import EndpointApproval
from .azure_monitor import AzureMonitorScope
from .compute_instances import ComputeInstances
from .connections import Connections
from .data_factory import LandingZoneDataFactory
from .data_factory_link import DataFactoryLink
from .data_lake import LandingZoneDataLake
from .databricks import LandingZoneDatabricks
from .databricks_link import ProductDatabricks
from .datastores import OutsideDatastores
from .endpoint_identity import EndpointIdentity
from .hub import HubConnection
from .kubernetes import LandingZoneKubernetes
from .kubernetes_link import ProductKubernetes
from .machine_learning_registry import MachineLearningRegistry
from .managed_network import ManagedNetworkRules
from .ml_workspace import MlWorkspace
from .monitoring_views import MonitoringViews
from .network import LandingZoneNetwork
from .own_databricks import ProductOwnedDatabricks
from .pipelines import PipelineAccess, PipelineIdentities
from .policies import InitiativeAssignment, PolicyInitiative
from .private_dns import PrivateDns
from .remote_state import RemoteStateAccount, RemoteStateContainers
from .shipping import ShippingIdentity
from .synapse import LandingZoneSynapse
from .synapse_data_plane import SynapseDataPlane
from .synapse_link import SynapseLink

__all__ = [
    "AzureMonitorScope",
    "ComputeInstances",
    "Connections",
    "DataFactoryLink",
    "EndpointApproval",
    "EndpointIdentity",
    "HubConnection",
    "InitiativeAssignment",
    "LandingZoneAlerts",
    "LandingZoneDataFactory",
    "LandingZoneDataLake",
    "LandingZoneDatabricks",
    "LandingZoneKubernetes",
    "LandingZoneNetwork",
    "LandingZoneSynapse",
    "MachineLearningRegistry",
    "ManagedNetworkRules",
    "MlWorkspace",
    "MonitoringViews",
    "OutsideDatastores",
    "PipelineAccess",
    "PipelineIdentities",
    "PolicyInitiative",
    "PrivateDns",
    "ProductAlerts",
    "ProductDatabricks",
    "ProductKubernetes",
    "ProductOwnedDatabricks",
    "RemoteStateAccount",
    "RemoteStateContainers",
    "ShippingIdentity",
    "SynapseDataPlane",
    "SynapseLink",
    "Watched",
]
