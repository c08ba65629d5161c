"""Names that a program gives to resources are compared with the rules of Azure."""

from __future__ import annotations

from .. import templates
from ..azure import names
from .framework import Construct
from .parameters import ArgumentError, place


def check_name(resource: object, scope: Construct, id_: str, type_: str, name: object) -> None:
    """Compares a name with Azure's rule for the type, if it is known now and not only when Terraform runs.

    Args:
        resource: the construct that has it.
        scope: what the construct is made in.
        id_: the id of the construct.
        type_: the type of the resource, in Terraform or in Azure. One without a rule takes any name.
        name: the name.

    Raises:
        ArgumentError: Azure would refuse it.
    """
    form = names.forms().get(type_)
    if form is None or not isinstance(name, str) or templates.is_evaluated(name):
        return
    if objection := form.objection(name):
        kind = type(resource).__name__.lstrip("_")
        raise ArgumentError(f"{kind} {place(scope, id_)}: name is {name!r}, which {objection}")
