"""The base of all resource constructs: how they refer to one another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypedDict, cast

from ..engine import azurerm, literals, references
from ..engine.either import AnyLifecycle
from ..engine.framework import Construct, ITerraformDependable, TerraformResource, TerraformResourceLifecycle
from ..engine.kinds import is_later
from ..engine.named import check_name
from ..engine.parameters import ArgumentError, Checked, place
from ..engine.unmanaged import unmanaged_in

if TYPE_CHECKING:

    class _Binding(TerraformResource):
        """The type of every class of the bindings; our resources get its members from there."""

        id: str
        """The resource id, as a reference that makes Terraform wait for the resource."""

        def __init__(self, scope: Construct, id_: str, /, **arguments: Any) -> None: ...

else:
    _Binding = object


class Kept(TypedDict, total=False):
    """A keyword that every resource takes, besides its own.

    Attributes:
        lifecycle: Terraform's lifecycle block. It is merged with the one that the construct sets itself: what is given
            here takes precedence, and `ignore_changes` are joined.
    """

    lifecycle: AnyLifecycle


class Further(Kept, total=False):
    """Keywords that every resource takes, besides its own.

    Attributes:
        depends_on: what must exist first. It is added to what the construct waits for itself.
    """

    depends_on: Sequence[ITerraformDependable]


class AzureResource(Checked, _Binding):
    """The additions to the classes of the bindings: references that are asked for once."""

    def __init__(self, scope: Construct, id_: str, /, *, further: Kept | None = None, **arguments: Any) -> None:
        """The additions to the classes of the bindings: references that are asked for once.

        Each resource of ours is a subclass of the binding's class, so it has all its attributes and methods.
        """
        references.place(self, scope, id_)
        if further:
            arguments = _with_further(arguments, **further)
        if not literals.is_literal():
            check_name(self, scope, id_, azurerm.terraform_type(type(self)), arguments.get("name"))
        if isinstance(tags := arguments.get("tags"), Mapping):
            arguments["tags"] = dict(tags)  # The bindings take no mapping of another class.
        if self._has_tags() and (kept := unmanaged_in(self).lifecycle(arguments.get("lifecycle"))) is not None:
            arguments["lifecycle"] = kept
        super().__init__(scope, id_, **arguments)

    if not TYPE_CHECKING:  # `_Binding` declares it for type checkers: in the bindings, it can be set.

        @property
        def id(self) -> str:
            """The resource id, as a reference that makes Terraform wait for the resource."""
            return self.reference("id")

    @classmethod
    def _has_tags(cls) -> bool:
        """Whether Terraform writes tags of it; a data source only reads them."""
        return hasattr(cls, "tags") and issubclass(cls, TerraformResource)

    def reference(self, attribute: str) -> str:
        """A reference to an attribute of the resource, such as `principal_id`.

        In stacks of ours it is computed; elsewhere the framework is asked, since it may be told to name resources
        in another way.
        """
        path: tuple[str, ...] | None = getattr(self, references.PATH, None)
        if path is None:
            return str(self.get_string_attribute(attribute))
        return literals.reference(f"{azurerm.terraform_type(type(self))}.{references.logical_id(path)}.{attribute}")


def lifecycle(
    *, prevent_destroy: bool = False, ignore_changes: Sequence[str] = (), create_before_destroy: bool = False
) -> TerraformResourceLifecycle | None:
    """Terraform's lifecycle block; None if it would be empty."""
    if not prevent_destroy and not ignore_changes and not create_before_destroy:
        return None
    return TerraformResourceLifecycle(
        prevent_destroy=prevent_destroy or None,
        ignore_changes=list(ignore_changes) or None,
        create_before_destroy=create_before_destroy or None,
    )


def check_scale(kind: type, scope: Construct, id_: str, *, min_nodes: int, max_nodes: int) -> None:
    """Compares the two ends of a scale, unless Terraform knows one of them later.

    Args:
        kind: the class of the construct that scales.
        scope: where it is made.
        id_: its id.
        min_nodes: nodes that are always on.
        max_nodes: nodes at full scale.

    Raises:
        ArgumentError: there would be fewer nodes at full scale than always.
    """
    if max_nodes < min_nodes and not (is_later(min_nodes) or is_later(max_nodes)):
        at = f"{kind.__name__} {place(scope, id_)}"
        raise ArgumentError(f"{at}: max_nodes is {max_nodes}, allowed: min_nodes or more, which is {min_nodes}")


def _with_further(
    arguments: dict[str, Any],
    *,
    depends_on: Sequence[ITerraformDependable] = (),
    lifecycle: AnyLifecycle | None = None,
) -> dict[str, Any]:
    """Arguments of a binding, joined with those of `Further`."""
    merged = dict(arguments)
    if depends_on:
        merged["depends_on"] = [*(arguments.get("depends_on") or ()), *depends_on]
    own: TerraformResourceLifecycle | None = arguments.get("lifecycle")
    given = cast("TerraformResourceLifecycle | None", lifecycle)
    if given is not None and own is not None:
        ignored = _joined(own.ignore_changes, given.ignore_changes)
        given = TerraformResourceLifecycle(**{**own._values, **given._values, "ignore_changes": ignored})
    if given is not None:
        merged["lifecycle"] = given
    return merged


def _joined(own: object, further: object) -> object:
    """Attributes that are ignored; `all` stands for every attribute."""
    if isinstance(own, list) and isinstance(further, list):
        return list(dict.fromkeys([*own, *further]))
    return own if further is None or isinstance(own, str) else further


def dependencies(constructs: Sequence[ITerraformDependable]) -> list[ITerraformDependable] | None:
    """Resources of ours for `depends_on`; None if there are none."""
    return list(constructs) or None
