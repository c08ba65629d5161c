"""Policies: what Azure would refuse, report or change."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping, Sequence

from .. import policy
from ..azure.ids import ResourceId
from ..azure.json_values import Json, JsonObject
from ..azure.policies.definition import Effect
from ..config import Configuration
from ..config.layout.policies import AssignedPolicy, NamedExemption, PolicyAssignment
from ..policy import Finding, NotEvaluated, Outcome, Resource, Resources
from ..policy.evaluation import within
from .origins import Origins
from .results import Level, Result

_LONGEST = 200
_WORKSPACES = "Microsoft.MachineLearningServices/workspaces"
#: Effects by which Azure may refuse: one that cannot be judged is unknown, and not passed.
_REFUSING = (Effect.DENY, Effect.APPEND, None)


class PolicyCheck:
    """Everything that is assigned, over resources.

    Args:
        configuration: a checked configuration.
        definitions: further policies, which hold everywhere with their defaults.
        today: the day, on which exemptions may have expired. Default today.
    """

    def __init__(
        self,
        configuration: Configuration,
        definitions: Sequence[policy.Definition] = (),
        today: datetime.date | None = None,
    ) -> None:
        self._configuration = configuration
        self._origins = Origins(configuration)
        self._today = today or datetime.datetime.now(datetime.UTC).date()
        self._assigned: dict[str, tuple[PolicyAssignment, AssignedPolicy]] = {}
        self._assignments: list[policy.Assignment] = []
        layout = configuration.policy
        for assignment in layout.assignments if layout is not None else ():
            for one in assignment.policies:
                title = f"{assignment.name}/{one.key}"
                self._assigned[title] = (assignment, one)
                self._assignments.append(
                    policy.Assignment(
                        one.definition,
                        parameters=one.parameters,
                        effect=one.effect if one.definition.effect_parameter else "",
                        name=title,
                        scope=assignment.scope.id,
                        not_scopes=assignment.not_scopes,
                        enforce=assignment.enforce,
                    )
                )
        self._assignments += [policy.Assignment(one, name=one.name, lenient=True) for one in definitions]

    def over_stacks(self, stacks: Mapping[str, JsonObject]) -> Sequence[Result]:
        """What is found in synthesized stacks, by name."""
        return self.over(Resources.of_stacks(_plain(stacks)))

    def over(self, resources: Resources) -> Sequence[Result]:
        """What is found in resources.

        Raises:
            TerraformError: a document is no stack or plan.
        """
        report = policy.evaluate(resources, self._assignments)
        by_address = {(one.stack, one.address): one for one in (*resources.requests, *resources.all)}
        found = [self._result(finding, by_address[finding.stack, finding.address]) for finding in report.findings]
        found += self._expired()
        found += [
            Result(
                check="policy",
                rule="unmapped-type",
                level=Level.UNKNOWN,
                message=f"{kind} stands in no mapping table, so no policy can be judged for it",
                remedy="look at it by hand, and suppress this with what was found",
                stack=where.partition(": ")[0],
                address=where.partition(": ")[2],
                place=self._origins.of(where.partition(": ")[0], where.partition(": ")[2]),
            )
            for kind, where in report.unmapped.items()
        ]
        found += [self._skipped(one) for one in report.not_evaluated if Effect.of(one.effect) is not Effect.DISABLED]
        return list(dict.fromkeys(found))

    def _result(self, finding: Finding, resource: Resource) -> Result:
        assignment, one = self._assigned.get(finding.policy, (None, None))
        arguments = [evidence.argument for evidence in finding.evidence if evidence.argument]
        arguments += [change.argument for change in finding.changes if change.argument]
        level = Level.REPORTED
        if finding.refused:
            level = Level.REFUSED
        elif finding.outcome is Outcome.UNKNOWN:
            level = Level.UNKNOWN
        reason = ""
        if assignment is not None and one is not None and level is not Level.UNKNOWN:
            exemption = self._exemption(assignment, one, resource)
            if exemption is not None:
                level = Level.ACCEPTED
                said = exemption.exemption
                reason = f"exemption {exemption.name} until {said.expires}: {said.reason}"
        trial = "" if assignment is None or assignment.enforce or level is not Level.REPORTED else ", not enforced"
        return Result(
            check="policy",
            rule=one.key if one is not None else finding.policy,
            level=level,
            message=f"{finding.display_name} ({finding.effect.value}{trial}): {'; '.join(_told(finding))}"
            + (f" (in the request of {finding.request})" if finding.request else ""),
            remedy=one.remedy if one is not None else "",
            stack=finding.stack,
            address=finding.address,
            place=self._origins.of(finding.stack, finding.address, *arguments),
            reason=reason,
        )

    def _skipped(self, skipped: NotEvaluated) -> Result:
        _, one = self._assigned.get(skipped.policy, (None, None))
        undecided = not skipped.elsewhere and Effect.of(skipped.effect) in _REFUSING
        return Result(
            check="policy",
            rule=one.key if one is not None else skipped.policy,
            level=Level.UNKNOWN if undecided else Level.REPORTED,
            message=f"not evaluated here ({skipped.effect or 'no effect chosen'}): {skipped.reason}",
            remedy="give Microsoft's document of it in policies.definitions" if undecided and one is not None else "",
            place=self._origins.section("policies") if one is not None else None,
        )

    def _exemption(
        self, assignment: PolicyAssignment, one: AssignedPolicy, resource: Resource
    ) -> NamedExemption | None:
        for exemption in assignment.exemptions:
            said = exemption.exemption
            if one.key not in exemption.keys or said.expires < self._today:
                continue
            if said.scope is None or within(resource, ResourceId.parse(said.scope).id) is True:
                return exemption
        return None

    def _expired(self) -> Iterator[Result]:
        layout = self._configuration.policy
        for name, said in layout.policies.exemptions.items() if layout is not None else ():
            if said.expires < self._today:
                yield Result(
                    check="policy",
                    rule="expired-exemption",
                    level=Level.REFUSED,
                    message=f"the exemption {name} ended on {said.expires}: {said.reason}",
                    remedy="mend what it was for and remove it, or decide anew and move its end",
                    place=self._origins.section("policies", "exemptions", name, "expires"),
                )


def _told(finding: Finding) -> Iterator[str]:
    # What kind of compute it is goes without saying, unless it is all there is to say.
    telling = [one for one in finding.evidence if not one.condition.startswith(f"{_WORKSPACES}/computes/computeType ")]
    for evidence in telling or (() if finding.changes else finding.evidence):
        yield _cut(_short(str(evidence)))
    for change in finding.changes:
        to = "removed" if change.value is None else f"set to {json.dumps(change.value)}"
        yield _cut(f"{change.argument or change.field} would be {to} by Azure")


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."


def _short(text: str) -> str:
    """A condition without the type that every field begins with, and with long lists cut."""
    for prefix in (
        "Microsoft.MachineLearningServices/workspaces/computes/",
        "Microsoft.MachineLearningServices/workspaces/",
    ):
        text = text.replace(prefix, "")
    start, end = text.find("["), text.rfind("]")
    if start >= 0 and end - start > _LONGEST // 2:
        text = f"{text[: start + _LONGEST // 4]} ...{text[end:]}"
    return text


def _plain(stacks: Mapping[str, JsonObject]) -> Mapping[str, Mapping[str, Json]]:
    return {name: dict(stack) for name, stack in stacks.items()}  # type: ignore[arg-type]  # JSON, as it was parsed


def policies(configuration: Configuration, stacks: Mapping[str, JsonObject]) -> Sequence[Result]:
    """What the policies of the landing zone say of its stacks."""
    return PolicyCheck(configuration).over_stacks(stacks)
