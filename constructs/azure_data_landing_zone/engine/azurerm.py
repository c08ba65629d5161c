"""The azurerm bindings, one module per resource type: `azurerm.key_vault.KeyVault`.

The provider's package is used without running its `__init__`, which would import all of its 1,500 modules; a module is
imported when it is first asked for. Where somebody has imported the package already, that import is used.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
import types
from typing import Any

PACKAGE = "cdktf_cdktf_provider_azurerm"


def __getattr__(name: str) -> Any:
    if name.startswith("__"):
        raise AttributeError(name)
    if PACKAGE not in sys.modules:
        sys.modules[PACKAGE] = _package()
    try:
        return importlib.import_module(f"{PACKAGE}.{name}")
    except ModuleNotFoundError as error:
        if error.name != f"{PACKAGE}.{name}":
            raise
        raise AttributeError(f"the azurerm bindings have no module {name!r}") from None


def _package() -> types.ModuleType:
    """The provider's package with its path, but without what its `__init__` does."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.submodule_search_locations is None:
        raise ModuleNotFoundError(
            f"the azurerm bindings are missing: pip install {PACKAGE.replace('_', '-')}", name=PACKAGE
        )
    package = types.ModuleType(PACKAGE)
    package.__spec__ = spec
    package.__file__ = spec.origin
    package.__path__ = list(spec.submodule_search_locations)
    package.__getattr__ = lambda name: __getattr__(name)  # type: ignore[method-assign]
    return package
