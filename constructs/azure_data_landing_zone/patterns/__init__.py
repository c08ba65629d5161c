"""Compositions of resources: the parts that a landing zone and its products are made of."""

from .azure_monitor import AzureMonitorScope
from .data_factory import LandingZoneDataFactory
from .data_factory_link import DataFactoryLink
from .data_lake import LandingZoneDataLake
from .hub import HubConnection
from .managed_network import ManagedNetworkRules
from .ml_workspace import MlWorkspace
from .network import LandingZoneNetwork
from .private_dns import PrivateDns
from .remote_state import RemoteStateAccount
from .synapse import LandingZoneSynapse
from .synapse_data_plane import SynapseDataPlane
from .synapse_link import SynapseLink

__all__ = [
    "AzureMonitorScope",
    "DataFactoryLink",
    "HubConnection",
    "LandingZoneDataFactory",
    "LandingZoneDataLake",
    "LandingZoneNetwork",
    "LandingZoneSynapse",
    "ManagedNetworkRules",
    "MlWorkspace",
    "PrivateDns",
    "RemoteStateAccount",
    "SynapseDataPlane",
    "SynapseLink",
]
