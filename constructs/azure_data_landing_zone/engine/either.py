"""Protocols of the classes of cdktf and cdktn, for arguments that take either.

A process uses one of the two, and for type checkers the library's own constructs are those of cdktf.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from constructs import Node


class AnyApp(Protocol):
    """An `App` of cdktf or cdktn."""

    @property
    def node(self) -> Node:
        """Its place in the tree of constructs."""

    @property
    def outdir(self) -> str:
        """The folder that it writes."""

    def synth(self) -> None:
        """Writes its stacks."""


class AnyStack(Protocol):
    """A `TerraformStack` of cdktf or cdktn."""

    @property
    def node(self) -> Node:
        """Its place in the tree of constructs."""

    def prepare_stack(self) -> None:
        """Adds what other stacks refer to."""

    def add_override(self, path: str, value: Any) -> None:
        """Sets a value in the Terraform JSON of the stack."""


class AnyLifecycle(Protocol):
    """A `TerraformResourceLifecycle` of cdktf or cdktn."""

    @property
    def create_before_destroy(self) -> bool | None:
        """Whether a replacement is created first."""

    @property
    def ignore_changes(self) -> list[str] | str | None:
        """Arguments whose changes Terraform ignores; `all` stands for every argument."""

    @property
    def prevent_destroy(self) -> bool | None:
        """Whether Terraform refuses to destroy the resource."""


class AnyResolvable(Protocol):
    """An `IResolvable` of cdktf or cdktn: a value that Terraform knows only when it runs."""

    @property
    def creation_stack(self) -> list[str]:
        """Where it was made."""

    def to_string(self) -> str:
        """The value as text."""
