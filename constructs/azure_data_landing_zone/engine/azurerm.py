"""The azurerm bindings, one module per resource type: `azurerm.key_vault.KeyVault`."""

from __future__ import annotations

import functools
from typing import Any

from . import framework, selection
from .submodules import SUBMODULES

__all__ = ["PACKAGE", "SUBMODULES", "terraform_type"]

PACKAGE = selection.ENGINES[framework.NAME]

if framework.IS_RECORDED:
    from .recorded import module as _module
else:
    from .bindings import module as _module
    from .bindings import place

    place(PACKAGE, SUBMODULES)


@functools.cache
def terraform_type(class_: type) -> str:
    """The beginning of the addresses of a class of the bindings or a subclass of one.

    Such as `azurerm_key_vault`, or `data.azurerm_client_config` for a data source.
    """
    for base in class_.__mro__:
        if base.__module__.startswith(f"{PACKAGE}."):
            module = base.__module__.removeprefix(f"{PACKAGE}.")
            data = module.removeprefix("data_azurerm_")
            return f"azurerm_{module}" if data == module else f"data.azurerm_{data}"
    raise TypeError(f"{class_.__name__} is no class of the azurerm bindings")


def __getattr__(name: str) -> Any:
    if name.startswith("__"):
        raise AttributeError(name)
    try:
        return _module(PACKAGE, name)
    except ModuleNotFoundError as error:
        if error.name != f"{PACKAGE}.{name}":
            raise
        raise AttributeError(f"the azurerm bindings have no module {name!r}") from None
