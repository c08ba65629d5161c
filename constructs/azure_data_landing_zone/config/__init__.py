"""What the user writes: typed, frozen models, and the loader that checks them. Imports no jsii."""

from .configuration import Configuration, Deployment
from .loader import load, parse
from .models.landing_zone import LandingZone
from .models.products import Product
from .reading.problems import ConfigurationError, Place, Problem

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
