"""Compositions of resources: the parts that a landing zone and its products are made of."""

from .azure_monitor import AzureMonitorScope
from .data_lake import LandingZoneDataLake
from .hub import HubConnection
from .managed_network import ManagedNetworkRules
from .ml_workspace import MlWorkspace
from .network import LandingZoneNetwork
from .pipelines import PipelineAccess, PipelineIdentities
from .private_dns import PrivateDns
from .remote_state import RemoteStateAccount

__all__ = [
    "AzureMonitorScope",
    "HubConnection",
    "LandingZoneDataLake",
    "LandingZoneNetwork",
    "ManagedNetworkRules",
    "MlWorkspace",
    "PipelineAccess",
    "PipelineIdentities",
    "PrivateDns",
    "RemoteStateAccount",
]
