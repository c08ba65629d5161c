"""The policy stack: what Azure refuses, changes or reports in the landing zone."""

from __future__ import annotations

from ..azure.lifecycles import protection
from ..config import Configuration
from ..config.layout.policies import PolicyAssignment, PolicyLayout
from ..engine.framework import Construct, TerraformOutput
from ..patterns.policies import InitiativeAssignment, PolicyInitiative, grants_of_others
from .base import LandingZoneStack


class PolicyStack(LandingZoneStack):
    """Definitions, the initiative over them, and its assignments, as far as they are not part of a product's."""

    def __init__(self, scope: Construct, id_: str, *, configuration: Configuration, layout: PolicyLayout) -> None:
        """Definitions, the initiative over them, and its assignments, as far as they are not part of a product's.

        Args:
            configuration: a checked configuration.
            layout: its policies.
        """
        super().__init__(scope, id_, core=configuration.core, protection=protection("standard"))
        initiative = PolicyInitiative(self, "policies", layout=layout)
        assignments: dict[str, PolicyAssignment] = {"wide": layout.wide} if layout.wide else {}
        assignments |= {one.layout.stack: one for one in layout.early() if one.layout}
        others: dict[str, str] = {}
        for name, assignment in assignments.items():
            InitiativeAssignment(self, name, assignment=assignment, layout=layout, initiative_=initiative.initiative)
            others |= grants_of_others(assignment, layout)
        TerraformOutput(
            self, "initiative_id", value=layout.initiative_id.id, description="The initiative that is assigned"
        )
        TerraformOutput(
            self,
            "assignment_ids",
            value={name: assignment.id.id for name, assignment in assignments.items()},
            description="Where this stack assigns it; products may have assignments of their own",
        )
        if others:
            TerraformOutput(
                self,
                "grants_of_others",
                value=others,
                description="What the owners of things outside must still assign to the assignments' identities",
            )
