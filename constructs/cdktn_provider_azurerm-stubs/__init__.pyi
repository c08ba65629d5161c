# The `__init__` of the package imports all its modules, which costs type checkers minutes when a program imports one.
# This package of stubs replaces it, and nothing else: it is partial, so modules are read from the bindings (PEP 561).
from types import ModuleType

def __getattr__(name: str) -> ModuleType: ...
