"""Lets a program import the provider's package before this library without a slower start.

`azure_data_landing_zone_start.pth` runs `install` whenever Python starts, so this module imports nothing at its top.
Nothing else happens until a program imports the provider's package. The reasons are in decision 9
(`docs/decisions/0009-the-engine.md`).

pytest would warn that it cannot rewrite the assertions of a module that is imported before it: PYTEST_DONT_REWRITE.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType

_LIBRARY = "azure_data_landing_zone"
#: The provider's packages, and the variable that turns this off; a test compares them with those of the engines.
PACKAGES = ("cdktf_cdktf_provider_azurerm", "cdktn_provider_azurerm")
VARIABLE = "ADLZ_BINDINGS"


class StartFinder:
    """A `MetaPathFinder`: imports this library before the provider's package.

    It does not do so for `ADLZ_BINDINGS=stock`, and if another distribution of the environment needs the package: a
    library of jsii needs all of it.
    """

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The spec of a provider's package, as the other finders have it; None for every other module."""
        del path, target
        if fullname not in PACKAGES:
            return None
        import importlib.util
        import os
        import sys

        sys.meta_path.remove(self)
        if _LIBRARY not in sys.modules and os.environ.get(VARIABLE) != "stock" and not _is_needed(fullname):
            try:
                importlib.import_module(_LIBRARY)
            except ModuleNotFoundError as error:
                # Half of an installation is no reason to stop a program that may not use this library.
                if error.name != _LIBRARY:
                    raise
        return importlib.util.find_spec(fullname)


def install() -> None:
    """Adds the finder to Python's import system."""
    import sys

    sys.meta_path.insert(0, StartFinder())


def _is_needed(package: str) -> bool:
    """Whether another distribution needs the package, and not this library."""
    import re
    from importlib.metadata import distributions

    def plain(name: object) -> str:
        return re.sub(r"[-.]+", "_", str(name)).lower()

    for distribution in distributions():
        required = {
            plain(match[0])
            for requirement in distribution.requires or ()
            if "extra ==" not in requirement and (match := re.match(r"[\w.-]+", requirement))
        }
        if package in required and _LIBRARY not in required | {plain(distribution.metadata["Name"])}:
            return True
    return False
