"""Compositions of resources: the parts that a landing zone and its products are made of."""

from .data_lake import LandingZoneDataLake
from .ml_workspace import MlWorkspace
from .network import LandingZoneNetwork
from .private_dns import PrivateDns
from .remote_state import RemoteStateAccount

__all__ = ["LandingZoneDataLake", "LandingZoneNetwork", "MlWorkspace", "PrivateDns", "RemoteStateAccount"]
