"""Resources that stand at another address in Terraform than they did when they were deployed."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable, Iterator
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from .base import Model

#: The address of a resource in its stack: type and name.
Address = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*_[a-z0-9_]+\.[A-Za-z_][A-Za-z0-9_-]*$")]


class Move(Model):
    """A deployed resource whose Terraform address has changed. Terraform moves it instead of re-creating it."""

    from_: Annotated[Address, Field(alias="from")]
    """Previous address, such as azurerm_key_vault.ml_key-vault_59B6C505."""
    to: Address
    """Current address."""

    @model_validator(mode="after")
    def _addresses(self) -> Move:
        if self.from_ == self.to:
            raise ValueError(f"from and to are both {self.to}")
        types = [address.partition(".")[0] for address in (self.from_, self.to)]
        if types[0] != types[1] and types[1] != "azapi_resource":
            raise ValueError(
                f"{self.from_} cannot become {self.to}: only azapi_resource takes a resource of another type over"
            )
        return self


class StackMove(Move):
    """A resource whose Terraform address has changed, with its stack."""

    stack: Annotated[str, StringConstraints(min_length=1)]
    """Name of the stack, or a pattern such as `churn-*`."""

    def fits(self, stack: str) -> bool:
        """Whether the move is one of a stack."""
        return fnmatch.fnmatchcase(stack, self.stack)


def of_stack(stack: str, moves: Iterable[StackMove], own: Iterable[Move] = ()) -> Iterator[Move]:
    """The moves in a stack: those of the landing zone that name it, and those of its product."""
    yield from (move for move in moves if move.fits(stack))
    yield from own
