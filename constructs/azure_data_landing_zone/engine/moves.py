"""Resources that a stack takes over from another address, or lets go without destroying them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .framework import TerraformStack

#: Attribute of a stack that holds its moves: former address to address now.
_MOVED = "_adlz_moved"
#: Attribute of a stack that holds the addresses that it forgets.
_FORGOTTEN = "_adlz_forgotten"


def move(stack: TerraformStack, addresses: Mapping[str, str]) -> None:
    """Writes `moved` blocks.

    Args:
        stack: the stack.
        addresses: addresses now by former address. They stand before those that the stack has already.
    """
    moved: dict[str, str] = {**addresses, **getattr(stack, _MOVED, {})}
    setattr(stack, _MOVED, moved)
    if moved:
        stack.add_override("moved", [{"from": former, "to": now} for former, now in moved.items()])


def forget(stack: TerraformStack, addresses: Iterable[str]) -> None:
    """Writes `removed` blocks: Terraform takes the resources out of its state and leaves them in Azure.

    Args:
        stack: the stack.
        addresses: former addresses. No resource of the stack may have one of them.
    """
    forgotten: list[str] = sorted({*addresses, *getattr(stack, _FORGOTTEN, ())})
    setattr(stack, _FORGOTTEN, forgotten)
    if forgotten:
        stack.add_override("removed", [{"from": former, "lifecycle": [{"destroy": False}]} for former in forgotten])
