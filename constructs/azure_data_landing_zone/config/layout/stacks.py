"""The stacks that belong to no product: one row each, from which all lists of them are derived."""

from __future__ import annotations

from dataclasses import dataclass

from ..models.environments import Lifecycle

#: The name of the stack that holds the state and the identities of pipelines.
BOOTSTRAP = "bootstrap"
#: The name of the stack that shares out the quota of Machine Learning among workspaces.
QUOTA = "quota"
#: The name of the stack that holds what exists on no control plane.
DATA_PLANE = "data-plane"


@dataclass(frozen=True)
class PlatformStack:
    """A stack that belongs to no product.

    Attributes:
        name: its name.
        holds: what it holds, for people.
        lifecycle: how hard it is to lose; None for that of the landing zone.
        first: whether it is applied before the stacks of products; the others are applied after them.
    """

    name: str
    holds: str
    lifecycle: Lifecycle | None
    first: bool = True


#: In the order in which they are applied.
STACKS = (
    PlatformStack(
        BOOTSTRAP,
        "resource providers; remote state and identities of pipelines, if there are any",
        Lifecycle.PROTECTED,
    ),
    PlatformStack("core", "network, private DNS, data lake, monitoring, shared services", None),
    PlatformStack(
        "policy",
        "definitions of policies, the initiative over them, and where it is assigned",
        Lifecycle.STANDARD,
    ),
    PlatformStack("access", "roles of people and pipelines on what products share", Lifecycle.STANDARD),
    PlatformStack(
        QUOTA,
        "shares of the subscription's quota for products, on the workspaces that exist by then",
        Lifecycle.STANDARD,
        first=False,
    ),
    PlatformStack(
        DATA_PLANE,
        "roles and endpoints inside of Synapse, applied from inside the network",
        None,
        first=False,
    ),
)
#: Their names.
PLATFORM_STACKS = tuple(stack.name for stack in STACKS)


def platform_stack(name: str) -> PlatformStack | None:
    """The row of a stack; None if it belongs to a product."""
    return next((stack for stack in STACKS if stack.name == name), None)
