"""All stacks of a landing zone."""

from __future__ import annotations

from ..config import Configuration
from ..engine import App, TerraformStack
from .bootstrap import BootstrapStack
from .core import CoreStack
from .product import ProductStack

#: Logical ids then depend on the path inside a stack alone: an address does not change with the stack's name.
CONTEXT = {"excludeStackIdFromLogicalIds": "true", "allowSepCharsInLogicalIds": "true"}


def add_stacks(app: App, configuration: Configuration) -> list[TerraformStack]:
    """Adds the stacks of a landing zone to an app, each depending on those that are applied before it.

    Args:
        app: an app whose context holds `CONTEXT`.
        configuration: a checked configuration.
    """
    bootstrap = BootstrapStack(app, "bootstrap", configuration=configuration)
    core = CoreStack(app, "core", configuration=configuration)
    core.add_dependency(bootstrap)
    stacks: list[TerraformStack] = [bootstrap, core]
    for layout in configuration.products:
        product = ProductStack(app, layout.stack, layout=layout)
        product.add_dependency(core)
        stacks.append(product)
    return stacks
