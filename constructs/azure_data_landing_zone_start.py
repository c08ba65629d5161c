"""Lets a program import the provider's package before this library without a slower start.

`azure_data_landing_zone_start.pth` runs `install` whenever Python starts, so this module imports nothing at its top.
Nothing else happens until a program imports the provider's package, and in a program that does not name this library
nothing happens then either. Decision 9 (`docs/decisions/0009-the-engine.md`) has the reasons.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from importlib.machinery import ModuleSpec
    from pathlib import Path
    from types import FrameType, ModuleType

_LIBRARY = "azure_data_landing_zone"
#: The provider's packages; a test compares them with those of the engines.
PACKAGES = ("cdktf_cdktf_provider_azurerm", "cdktn_provider_azurerm")


class StartFinder:
    """A `MetaPathFinder`: imports this library before the provider's package, in programs that name this library.

    A program names it if the command line, a file that is being imported, or a Python file in the folder of such a file
    contains `azure_data_landing_zone`.
    """

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The spec of a provider's package, as the other finders have it; None for every other module."""
        del path, target
        if fullname not in PACKAGES:
            return None
        import importlib.util
        import sys

        sys.meta_path.remove(self)
        if _LIBRARY not in sys.modules and _is_named():
            importlib.import_module(_LIBRARY)
        return importlib.util.find_spec(fullname)


def install() -> None:
    """Adds the finder to Python's import system."""
    import sys

    sys.meta_path.insert(0, StartFinder())


def _is_named() -> bool:
    import sys

    if any(_LIBRARY in argument for argument in sys.orig_argv):
        return True
    for file in _program_files():
        try:
            # A pipe beside the program would block.
            if file.is_file() and _LIBRARY.encode() in file.read_bytes():
                return True
        except OSError:
            continue
    return False


def _program_files() -> Iterator[Path]:
    """The program, what it is importing at this moment, and the Python files beside them."""
    import sys
    from pathlib import Path

    names = {getattr(sys.modules["__main__"], "__file__", None)}
    frame: FrameType | None = sys._getframe()
    while frame is not None:
        names.add(frame.f_code.co_filename)
        frame = frame.f_back
    # Code of a command line or of Python itself has a name such as <string>.
    files = {file for name in names if name and (file := Path(name)).is_absolute()}
    beside = {file for folder in {file.parent for file in files} for file in folder.glob("*.py")}
    yield from (files | beside) - {Path(__file__)}
