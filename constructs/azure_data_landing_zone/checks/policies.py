"""Policies: what Azure would refuse, report or change."""

from __future__ import annotations

import datetime
import difflib
import json
from collections.abc import Iterator, Mapping, Sequence

from .. import policy
from ..azure.ids import ResourceId
from ..azure.json_values import JsonObject
from ..azure.policies.definition import Effect
from ..azure.policies.problems import Mistake, PolicyError
from ..config import Configuration, Place
from ..config.layout.policies import AssignedPolicy, NamedExemption, PolicyAssignment
from ..policy import Finding, Given, NotEvaluated, Outcome, Resource, Resources
from ..policy.evaluation import within
from ..policy.trace import Explanation
from ..today import today as current_day
from .origins import Origins
from .results import Level, Result

_LONGEST = 200
_WORKSPACES = "Microsoft.MachineLearningServices/workspaces"
#: Effects by which Azure may refuse: one that cannot be judged is unknown, and not passed.
_REFUSING = (Effect.DENY, Effect.APPEND, None)


class PolicyCheck:
    """Everything that is assigned, over resources.

    Args:
        configuration: a checked configuration; `None` for other Terraform, of which nothing is assigned.
        given: further policies.
        today: the day, on which exemptions may have expired. Default today.
    """

    def __init__(
        self,
        configuration: Configuration | None,
        given: Given | None = None,
        today: datetime.date | None = None,
    ) -> None:
        self._origins = Origins(configuration) if configuration is not None else None
        self._today = today or current_day()
        self._assigned: dict[str, tuple[PolicyAssignment, AssignedPolicy]] = {}
        self._assignments: list[policy.Assignment] = []
        self._layout = layout = configuration.policy if configuration is not None else None
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
        self._assignments += given.assignments if given is not None else ()
        self._missing = given.missing if given is not None else ()

    def over_stacks(self, stacks: Mapping[str, JsonObject]) -> Sequence[Result]:
        """The findings in synthesized stacks, by name."""
        return self.over(Resources.of_stacks(stacks))

    def over(self, resources: Resources) -> Sequence[Result]:
        """The findings in resources.

        Raises:
            TerraformError: a document is no stack or plan.
        """
        report = policy.evaluate(resources, self._assignments)
        by_address = {(one.stack, one.address): one for one in (*resources.requests, *resources.all)}
        results = [self._result(finding, by_address[finding.stack, finding.address]) for finding in report.findings]
        results += self._expired()
        results += [
            Result(
                check="policy",
                rule="unmapped-type",
                level=Level.UNKNOWN,
                message=f"{kind} stands in no mapping table, so no policy can be judged for it",
                remedy="look at it by hand, and suppress this with what was found",
                stack=where.partition(": ")[0],
                address=where.partition(": ")[2],
                place=self._place(where.partition(": ")[0], where.partition(": ")[2]),
            )
            for kind, where in report.unmapped.items()
        ]
        skipped = (*report.not_evaluated, *self._missing)
        results += [self._skipped(one) for one in skipped if Effect.of(one.effect) is not Effect.DISABLED]
        return list(dict.fromkeys(results))

    def explain(self, resources: Resources, policy_name: str, where: str) -> Sequence[Explanation]:
        """The verdict of a policy on a resource, with the trace of its rule.

        Args:
            resources: all resources.
            policy_name: the key of the policy in the configuration, or the name or title of its definition.
            where: the stack and the Terraform address, as `STACK:ADDRESS`.

        Raises:
            PolicyError: there is no such policy or resource; the message names similar ones.
        """
        stack, _, address = where.partition(":")
        wanted = policy_name.lower()
        chosen = [one for one in self._assignments if wanted in self._names(one)]
        if not chosen:
            known = sorted({name for one in self._assignments for name in self._names(one)})
            raise PolicyError([Mistake("--explain", "", _unknown_name("policy", wanted, known), policy_name)])
        addresses = {(one.stack, one.address) for one in (*resources.all, *resources.requests)}
        if (stack, address) not in addresses:
            known = sorted(f"{one}:{two}" for one, two in addresses)
            raise PolicyError([Mistake("--explain", "", _unknown_name("resource", where, known), where)])
        return [found for one in chosen for found in policy.trace.explain(resources, one, stack, address)]

    def _place(self, stack: str, address: str, *arguments: str) -> Place | None:
        return self._origins.of(stack, address, *arguments) if self._origins is not None else None

    def _section(self, *path: str) -> Place | None:
        return self._origins.section(*path) if self._origins is not None else None

    def _names(self, one: policy.Assignment) -> set[str]:
        _, assigned = self._assigned.get(one.title, (None, None))
        names = {one.title, one.definition.name, one.definition.display_name, one.reference}
        return {name.lower() for name in (*names, assigned.key if assigned is not None else "") if name}

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
        if finding.exemption and level is not Level.UNKNOWN:
            level, reason = Level.ACCEPTED, f"exemption {finding.exemption}"
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
            + (f" (in the request of {finding.request})" if finding.request else "")
            + (
                f" (for {finding.count} {'resource' if finding.count == 1 else 'resources'})" if finding.general else ""
            ),
            remedy=one.remedy if one is not None else "",
            stack="" if finding.general else finding.stack,
            address="" if finding.general else finding.address,
            place=None if finding.general else self._place(finding.stack, finding.address, *arguments),
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
            place=self._section("policies") if one is not None else None,
        )

    def _exemption(
        self, assignment: PolicyAssignment, one: AssignedPolicy, resource: Resource
    ) -> NamedExemption | None:
        for exemption in assignment.exemptions:
            settings = exemption.exemption
            if one.key not in exemption.keys or settings.expires < self._today:
                continue
            if settings.scope is None or within(resource, ResourceId.parse(settings.scope).id) is True:
                return exemption
        return None

    def _expired(self) -> Iterator[Result]:
        layout = self._layout
        for name, settings in layout.policies.exemptions.items() if layout is not None else ():
            if settings.expires < self._today:
                yield Result(
                    check="policy",
                    rule="expired-exemption",
                    level=Level.REFUSED,
                    message=f"the exemption {name} ended on {settings.expires}: {settings.reason}",
                    remedy="mend what it was for and remove it, or decide anew and move its end",
                    place=self._section("policies", "exemptions", name, "expires"),
                )


def _unknown_name(what: str, name: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
    return f"there is no such {what}" + (f"; did you mean {', '.join(near)}?" if near else "")


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


def policies(configuration: Configuration, stacks: Mapping[str, JsonObject]) -> Sequence[Result]:
    """The findings of the policies of the landing zone in its stacks."""
    return PolicyCheck(configuration).over_stacks(stacks)
