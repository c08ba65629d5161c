"""The configuration that users write: typed, frozen models, and the loader that checks them. Imports no jsii."""

from .configuration import Configuration, Deployment
from .layout.core import CoreLayout
from .layout.places import Placed
from .layout.product import ProductLayout
from .loader import load, parse
from .models.landing_zone import LandingZone
from .models.products import Product
from .reading.problems import ConfigurationError, Place, Problem

__all__ = [
    "Configuration",
    "ConfigurationError",
    "CoreLayout",
    "Deployment",
    "LandingZone",
    "Place",
    "Placed",
    "Problem",
    "Product",
    "ProductLayout",
    "load",
    "parse",
]
