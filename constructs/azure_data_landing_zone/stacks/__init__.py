"""The Terraform stacks. Each stack plans on its own: it refers to other stacks by computed ids."""

from .access import AccessStack
from .bootstrap import BootstrapStack
from .core import CoreStack
from .landing_zone import CONTEXT, StackError, Stacks, add_stacks
from .policy import PolicyStack
from .product import ProductStack

__all__ = [
    "CONTEXT",
    "AccessStack",
    "BootstrapStack",
    "CoreStack",
    "PolicyStack",
    "ProductStack",
    "StackError",
    "Stacks",
    "add_stacks",
]
