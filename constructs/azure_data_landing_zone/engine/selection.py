"""Which of the two engines a process uses: cdktf, or its successor cdktn."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from contextvars import ContextVar

from ..errors import AdlzError

VARIABLE = "ADLZ_ENGINE"
#: The engines, each with its azurerm bindings.
ENGINES: Mapping[str, str] = {"cdktf": "cdktf_cdktf_provider_azurerm", "cdktn": "cdktn_provider_azurerm"}
#: `off` makes every stack with jsii, one call for each object.
BATCH_VARIABLE = "ADLZ_BATCH"
#: Name of the environment variable that steers the bindings.
BINDINGS_VARIABLE = "ADLZ_BINDINGS"
#: Whether this process runs nothing but this library, so that nobody needs handles of constructs.
alone: ContextVar[bool] = ContextVar("alone", default=False)
_FRAMEWORK = f"{__package__}.framework"


class EngineError(AdlzError, RuntimeError):
    """The engine that was asked for cannot be used in this process."""


def chosen() -> str:
    """The engine to use: that of the environment, else one that somebody imported already, else cdktf.

    Raises:
        EngineError: the environment names none that we know.
    """
    name = os.environ.get(VARIABLE, "")
    if name and name not in ENGINES:
        raise EngineError(f"{VARIABLE} is {name!r}, allowed are {' and '.join(map(repr, ENGINES))}")
    return name or next((engine for engine in ENGINES if engine in sys.modules), "cdktf")


def choose(name: str | None) -> None:
    """Makes this process, and those that it starts, use an engine, unless the environment names one.

    Args:
        name: `cdktf` or `cdktn`; None for no wish.

    Raises:
        EngineError: the process uses the other one already: their classes do not fit together.
    """
    if name is not None and not os.environ.get(VARIABLE):
        os.environ[VARIABLE] = name
    wanted, used = chosen(), getattr(sys.modules.get(_FRAMEWORK), "NAME", None)
    if used is not None and used != wanted:
        raise EngineError(f"this process uses {used} already and cannot change to {wanted}: start another process")


def is_recorded() -> bool:
    """Whether stacks are written down and sent to Node as data, instead of made through jsii, call by call."""
    used = sys.modules.get(_FRAMEWORK)
    if used is not None and hasattr(used, "IS_RECORDED"):
        return bool(used.IS_RECORDED)
    stock = os.environ.get(BINDINGS_VARIABLE, "lean") != "lean"
    return alone.get() and not stock and os.environ.get(BATCH_VARIABLE) != "off"


def require_same(construct: object, used: str) -> None:
    """Refuses a construct of the other engine, whose classes do not fit together with ours.

    Args:
        construct: an app, a stack or another construct that something of this library is added to.
        used: the engine of this process.

    Raises:
        EngineError: the construct is of the other engine.
    """
    modules = {class_.__module__.partition(".")[0] for class_ in type(construct).__mro__}
    other = next((name for name in ENGINES if name != used and name in modules), None)
    if other is not None:
        raise EngineError(
            f"{type(construct).__name__} is a class of {other}, and azure_data_landing_zone uses {used} in this "
            f"process. Set {VARIABLE}={other}, or import {other} before azure_data_landing_zone; or import {used} "
            f"instead of {other}"
        )
