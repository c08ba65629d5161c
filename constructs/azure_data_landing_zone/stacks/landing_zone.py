"""All stacks of a landing zone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TypeVar, cast

from ..config import Configuration
from ..config.layout.stacks import DATA_PLANE, QUOTA
from ..config.reading.explain import nearest
from ..config.reading.problems import ConfigurationError, Problem
from ..engine import moves, selection
from ..engine.either import AnyApp
from ..engine.framework import IS_RECORDED, NAME, App, Construct, TerraformStack
from ..engine.literals import with_literal_text
from ..errors import AdlzError
from .access import AccessStack
from .bootstrap import BootstrapStack
from .core import CoreStack
from .data_plane import DataPlaneStack
from .extensions import extend
from .policy import PolicyStack
from .product import ProductStack
from .quota import QuotaStack


class StackError(AdlzError, LookupError):
    """A stack that does not exist, or an app that cannot take the stacks."""


S = TypeVar("S", bound=TerraformStack)

#: Logical ids then depend on the path inside a stack alone: an address does not change with the stack's name.
CONTEXT = {"excludeStackIdFromLogicalIds": "true", "allowSepCharsInLogicalIds": "true"}


class Stacks(dict[str, TerraformStack]):
    """The stacks of a landing zone by name; `core` and `product` give access to what they contain."""

    def __missing__(self, name: str) -> TerraformStack:
        raise self._unknown(name, TerraformStack)

    @property
    def core(self) -> CoreStack:
        """The core stack.

        Raises:
            StackError: it was not added.
        """
        return self._of("core", CoreStack)

    def product(self, name: str) -> ProductStack:
        """The stack of a product in an environment.

        Args:
            name: the name of the stack, such as `churn-dev`.

        Raises:
            StackError: there is no such stack of a product.
        """
        return self._of(name, ProductStack)

    def _of(self, name: str, kind: type[S]) -> S:
        stack = self.get(name)
        if not isinstance(stack, kind):
            raise self._unknown(name, kind)
        return stack

    def _unknown(self, name: str, kind: type[TerraformStack]) -> StackError:
        fitting = [one for one, other in self.items() if isinstance(other, kind)]
        return StackError(
            f"no {kind.__name__} is called {name!r}{nearest(name, fitting)}; there are: {', '.join(fitting) or 'none'}"
        )


@with_literal_text
def add_stacks(
    app: AnyApp,
    configuration: Configuration,
    only: Collection[str] | None = None,
    done: Callable[[str], None] | None = None,
) -> Stacks:
    """Adds the stacks of a landing zone to an app, each depending on those that are applied before it.

    Args:
        app: an app whose context holds `CONTEXT`: `App(context=CONTEXT)`.
        configuration: a checked configuration.
        only: names of the stacks to add. Default all. A dependency on a stack that is left out is left out, too.
        done: is called with the name of each stack that is made. Default nothing is told.

    Returns:
        The stacks by name.

    Raises:
        StackError: the app has a stack of the name already, or was made without `CONTEXT`; or the configuration has no
            stack of a name in `only`.
        ConfigurationError: a fragment or an override of the landing zone's file does not fit a stack.
    """
    selection.require_same(app, NAME)
    if not isinstance(configuration, Configuration):
        raise StackError(
            f"configuration is a value of the class {type(configuration).__name__}, allowed: what config.load() returns"
        )
    scope = cast("Construct", app)
    wanted = _wanted(configuration, only)
    _require_room(scope, wanted)
    policy = configuration.policy
    makers: dict[str, Callable[[str], TerraformStack]] = {
        "bootstrap": lambda name: BootstrapStack(scope, name, configuration=configuration),
        "core": lambda name: CoreStack(scope, name, configuration=configuration),
        "access": lambda name: AccessStack(scope, name, configuration=configuration),
        **{
            layout.stack: lambda name, layout=layout: ProductStack(  # type: ignore[misc]
                scope, name, layout=layout, policies=policy
            )
            for layout in configuration.products
        },
        QUOTA: lambda name: QuotaStack(scope, name, configuration=configuration),
        DATA_PLANE: lambda name: DataPlaneStack(scope, name, configuration=configuration),
    }
    if policy is not None:
        makers["policy"] = lambda name: PolicyStack(scope, name, configuration=configuration, layout=policy)
    stacks = Stacks()
    for name in wanted:
        stacks[name] = makers[name](name)
        if done is not None:
            done(name)
    problems: list[Problem] = []
    for name, stack in stacks.items():
        if configured := configuration.moves(name):
            moves.move(stack, {move.from_: move.to for move in configured})
        problems += extend(stacks, name, configuration)
        for earlier in configuration.dependencies(name):
            if earlier in stacks:
                stack.add_dependency(stacks[earlier])
    if problems:
        raise ConfigurationError(problems)
    return stacks


def _wanted(configuration: Configuration, only: Collection[str] | None) -> list[str]:
    """The names of the stacks to add, in their order."""
    known = configuration.stacks
    if only is None:
        return list(known)
    names = [only] if isinstance(only, str) else only
    for name in names:
        if name not in known:
            raise StackError(
                f"only: the configuration has no stack {name!r}{nearest(name, known)}; there are: {', '.join(known)}"
            )
    return [name for name in known if name in names]


def _require_room(app: Construct, names: Sequence[str]) -> None:
    """Refuses an app that cannot take stacks of these names."""
    if IS_RECORDED:
        return  # The app is ours.
    if not isinstance(app, App):
        raise StackError(f"app is a value of the class {type(app).__name__}, allowed: App(context=CONTEXT)")
    if not all(map(app.node.try_get_context, CONTEXT)):
        raise StackError(
            "the app was made without the context that addresses of the stacks depend on: make it with "
            "App(context=CONTEXT), with CONTEXT from azure_data_landing_zone.stacks"
        )
    for name in names:
        if app.node.try_find_child(name) is not None:
            raise StackError(
                f"the app has a construct {name!r} already: call add_stacks once for each App, or with other stacks in "
                "`only`; a stack of your own needs another name"
            )
