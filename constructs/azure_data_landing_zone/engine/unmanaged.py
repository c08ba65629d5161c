"""Arguments that other owners, such as Azure Policy, write on the resources of a stack; Terraform ignores them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from . import references
from .framework import Construct, TerraformResourceLifecycle, TerraformStack

#: Attribute of a stack of ours that holds an `Unmanaged`.
_UNMANAGED = "_adlz_unmanaged"
_TAGS = "tags"


@dataclass(frozen=True)
class Unmanaged:
    """The arguments that other owners write.

    Attributes:
        tags: names of tags that Terraform neither sets nor changes nor removes.
        diagnostic_settings: whether another owner creates the diagnostic settings.
    """

    tags: tuple[str, ...] = ()
    diagnostic_settings: bool = False

    def lifecycle(self, given: TerraformResourceLifecycle | None = None) -> TerraformResourceLifecycle | None:
        """The lifecycle of a resource with tags: what is given, and that the tags are ignored."""
        ignored: Sequence[str] = (given.ignore_changes if given is not None else None) or ()
        if not self.tags or _TAGS in ignored:
            return given
        return TerraformResourceLifecycle(
            prevent_destroy=given.prevent_destroy if given is not None else None,
            create_before_destroy=given.create_before_destroy if given is not None else None,
            ignore_changes=[*ignored, *(f"{_TAGS}[{json.dumps(name, ensure_ascii=False)}]" for name in self.tags)],
        )


_NOTHING = Unmanaged()


def leave(stack: TerraformStack, unmanaged: Unmanaged) -> None:
    """Notes for a stack of ours what other owners write, before its resources are made."""
    setattr(stack, _UNMANAGED, unmanaged)


def unmanaged_in(scope: Construct) -> Unmanaged:
    """The arguments that other owners write on resources of a construct's stack; empty in a stack that is not ours."""
    found: Unmanaged = getattr(references.own_stack_of(scope), _UNMANAGED, _NOTHING)
    return found
