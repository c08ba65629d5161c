"""What the user writes: typed, frozen models, and the loader that checks them. Imports no jsii."""

from .configuration import Configuration, Deployment
from .landing_zone import LandingZone
from .loader import load, parse
from .problems import ConfigurationError, Place, Problem
from .products import Product

__all__ = [
    "Configuration",
    "ConfigurationError",
    "Deployment",
    "LandingZone",
    "Place",
    "Problem",
    "Product",
    "load",
    "parse",
]
