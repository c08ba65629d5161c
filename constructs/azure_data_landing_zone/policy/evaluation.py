"""Policies over resources: what Azure would refuse, report or change."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from ..azure.json_values import Json
from ..azure.policies.definition import Definition, Effect, Variant, parameters_for
from ..azure.policies.problems import PolicyError
from . import fields
from .effects import Change, Existence, Verdict, appended, modified
from .exempt import is_exempt
from .fields import Context
from .formulas import Compiler
from .resource import Phase, Resource
from .resources import Resources
from .rules import Condition, Evidence, Step, compile_condition, location
from .values import Failure, Missing, Unknown, Value, all_of, any_of, plain

#: Effects that look at the request; the others look at what exists afterwards.
_AT_REQUEST = frozenset({Effect.DENY, Effect.APPEND, Effect.MODIFY})
_INLINE = "it is a part of another resource's request, and Azure does not say whether it judges it under its own type"
_EVALUATED = _AT_REQUEST | {Effect.AUDIT, Effect.AUDIT_IF_NOT_EXISTS, Effect.DEPLOY_IF_NOT_EXISTS}


class Outcome(StrEnum):
    """The outcome of a policy for a resource."""

    COMPLIANT = "compliant"
    NONCOMPLIANT = "noncompliant"
    CHANGED = "changed"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True, slots=True)
class Selector:
    """Conditions under which an assignment, or an exemption from it, applies to a resource.

    https://learn.microsoft.com/azure/governance/policy/concepts/assignment-structure#resource-selectors

    Attributes:
        kind: `resourceLocation`, `resourceType` or `resourceWithoutLocation`.
        values: the values that count, in small letters.
        negative: whether they are the values that do not count.
    """

    kind: str
    values: frozenset[str]
    negative: bool = False

    def fits(self, resource: Resource) -> bool | Unknown:
        """Whether a resource is selected."""
        if self.kind.lower() == "resourcetype":
            value: Value = resource.type if resource.typed else Unknown("the resource's type is known after apply")
        else:
            value = resource.field("location")
            if self.kind.lower() == "resourcewithoutlocation":
                return value if isinstance(value, Unknown) else isinstance(value, Missing)
            value = location(value) if isinstance(value, str) else value
        if isinstance(value, Unknown):
            return value
        return (isinstance(value, str) and value.lower() in self.values) != self.negative


@dataclass(frozen=True, slots=True)
class Exemption:
    """A part of a scope that an assignment does not refuse anything in.

    Attributes:
        name: its name.
        scope: the id of the scope.
        reason: why, and until when.
        references: the reference ids of the policies in an initiative; empty for all of them.
        selectors: as of assignments.
    """

    name: str
    scope: str
    reason: str = ""
    references: frozenset[str] = frozenset()
    selectors: tuple[tuple[Selector, ...], ...] = ()

    def covers(self, resource: Resource, reference: str) -> bool:
        """Whether a resource is certainly exempt from a policy."""
        if self.references and reference.lower() not in self.references:
            return False
        return within(resource, self.scope) is True and _selected(self.selectors, resource) is True


def _selected(selectors: tuple[tuple[Selector, ...], ...], resource: Resource) -> bool | Unknown:
    answer = any_of(all_of(one.fits(resource) for one in group) for group in selectors) if selectors else True
    return answer if isinstance(answer, (bool, Unknown)) else True


@dataclass(frozen=True, slots=True)
class Assignment:
    """A definition that is in force somewhere.

    Attributes:
        definition: the definition.
        parameters: values of its parameters, by their exact names.
        effect: the effect, instead of the definition's default; written as the definition allows it.
        name: what reports call it; by default the definition's name.
        scope: the id of the scope; empty for everywhere.
        not_scopes: ids of scopes inside it that are left out.
        enforce: whether Azure enforces it, or only reports.
        lenient: whether parameters that must be given may be missing; what depends on one is then unknown.
        selectors: what a resource must fulfil to be evaluated, as alternatives; empty if any resource is.
        exemptions: what is exempt from it.
        reference: its reference id in an initiative; empty if it is in none.
    """

    definition: Definition
    parameters: Mapping[str, Value] = field(default_factory=dict)
    effect: str = ""
    name: str = ""
    scope: str = ""
    not_scopes: tuple[str, ...] = ()
    enforce: bool = True
    lenient: bool = False
    selectors: tuple[tuple[Selector, ...], ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    reference: str = ""

    @property
    def title(self) -> str:
        """Its name in reports."""
        return self.name or self.definition.name

    @property
    def chosen_effect(self) -> str:
        """The effect that counts, as written."""
        parameter = self.definition.effect_parameter
        given = self.parameters.get(parameter) if parameter else None
        return self.effect or (given if isinstance(given, str) else "") or self.definition.default_effect


@dataclass(frozen=True, slots=True)
class Finding:
    """The finding of one policy about one resource, unless it is compliant.

    Attributes:
        policy: the assignment's title.
        display_name: the definition's title.
        variant: of the definition.
        effect: the effect.
        stack: the stack of the resource.
        address: its Terraform address.
        type: its Azure resource type.
        outcome: noncompliant, changed or unknown.
        refused: whether Azure refuses to create the resource.
        evidence: the conditions that decided; for an unknown outcome those that could not be decided.
        changes: what the policy would change.
        request: the Terraform address whose request it is about, if another resource sends it.
        general: for an unknown outcome, whether the reason is the same for every resource: there is one finding for
            all, with the address of the first.
        count: how many resources it is about.
        exemption: the exemption by which Azure lets it pass, with its reason; empty if there is none.
    """

    policy: str
    display_name: str
    variant: Variant
    effect: Effect
    stack: str
    address: str
    type: str
    outcome: Outcome
    refused: bool = False
    evidence: tuple[Evidence, ...] = ()
    changes: tuple[Change, ...] = ()
    request: str = ""
    general: bool = False
    count: int = 1
    exemption: str = ""


@dataclass(frozen=True, slots=True)
class NotEvaluated:
    """An assignment that says nothing about resources of Terraform, with the reason.

    Attributes:
        policy: the assignment's title.
        effect: its effect.
        reason: why.
        elsewhere: whether it is evaluated elsewhere, so that Azure Resource Manager refuses nothing because of it.
    """

    policy: str
    effect: str
    reason: str
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """The result of an evaluation.

    Attributes:
        findings: everything but compliance, in the order of resources.
        counts: how many resources had which outcome, by the assignment's title. Resources that are unknown for the same
            general reason count as one, as in `findings`: the `count` of that finding says how many they are.
        not_evaluated: assignments that cannot be evaluated here.
        unmapped: Terraform resource types that are in no table, with one address of each.
    """

    findings: tuple[Finding, ...]
    counts: Mapping[str, Mapping[Outcome, int]]
    not_evaluated: tuple[NotEvaluated, ...]
    unmapped: Mapping[str, str]

    def of(self, outcome: Outcome) -> tuple[Finding, ...]:
        """The findings with an outcome."""
        return tuple(finding for finding in self.findings if finding.outcome is outcome)

    @property
    def refused(self) -> tuple[Finding, ...]:
        """The findings for which Azure refuses the resource."""
        return tuple(finding for finding in self.findings if finding.refused)


@dataclass(frozen=True, slots=True)
class _Ready:
    """An assignment, compiled.

    Attributes:
        group: what stands for the resource group that it is assigned to; empty if its scope is another one.
        outside_groups: what stands for the resource groups that are left out.
        outside: what else is left out.
    """

    assignment: Assignment
    effect: Effect
    phase: Phase
    condition: Condition
    types: frozenset[str] | None
    indexed: bool
    existence: Existence | None
    details: Json
    compiler: Compiler
    facts: Mapping[str, Json]
    group: str = ""
    outside_groups: frozenset[str] = frozenset()
    outside: tuple[str, ...] = ()


def evaluate(resources: Resources, assignments: Iterable[Assignment]) -> Report:
    """Evaluates policies over resources.

    Args:
        resources: the resources of all stacks that belong together.
        assignments: what is in force.

    Returns:
        Findings in a fixed order, and counts of everything else. What cannot be decided is `unknown`, never compliant.

    Raises:
        PolicyError: an assignment gives a parameter or an effect that its definition does not have.
    """
    ready: list[_Ready] = []
    skipped: list[NotEvaluated] = []
    assigned = list(assignments)
    wrong = [
        mistake
        for one in assigned
        if not one.lenient
        for mistake in parameters_for(one.definition, _known(one.parameters), one.effect)
    ]
    if wrong:
        raise PolicyError(wrong)
    compiled: dict[tuple[int, str, str], _Ready | NotEvaluated] = {}
    for assignment in assigned:
        prepared = _prepare_once(assignment, compiled)
        if isinstance(prepared, NotEvaluated):
            skipped.append(prepared)
        else:
            ready.append(prepared)
    counts: dict[str, Counter[Outcome]] = {one.assignment.title: Counter() for one in ready}
    order = {id(resource): number for number, resource in enumerate((*resources.all, *resources.requests))}
    findings: list[tuple[int, Finding]] = []
    for one in ready:
        tally = counts[one.assignment.title]
        looked_at = 0
        first: dict[tuple[str, Outcome], Finding] = {}
        general: dict[str, list[tuple[int, Finding]]] = {}
        for resource in _candidates(one, resources):
            looked_at += not resource.by
            finding = _judge(one, resource, resources)
            if isinstance(finding, Outcome):
                tally[finding] += not resource.by
            elif resource.by and (resource.key, finding.outcome) in first:
                # Its creation is told already, and without that nothing changes it.
                continue
            else:
                first.setdefault((resource.key, finding.outcome), finding)
                if finding.general:
                    general.setdefault(finding.evidence[0].unknown, []).append((order[id(resource)], finding))
                else:
                    tally[finding.outcome] += 1
                    findings.append((order[id(resource)], finding))
        if general:
            tally[Outcome.UNKNOWN] += len(general)
        findings += [(same[0][0], replace(same[0][1], count=len(same))) for same in general.values()]
        tally[Outcome.NOT_APPLICABLE] += len(resources.all) - looked_at
    findings.sort(key=lambda pair: pair[0])
    return Report(tuple(finding for _, finding in findings), counts, tuple(skipped), resources.unmapped)


def _known(parameters: Mapping[str, Value]) -> Mapping[str, Json]:
    """The values that are known; unknown ones are of initiatives whose own parameters have no value."""
    return {name: plain(value) for name, value in parameters.items() if not isinstance(value, Unknown)}


@dataclass(frozen=True, slots=True)
class Judgement:
    """The outcome of one policy for one resource, with the trace of its rule.

    Attributes:
        outcome: what it says.
        finding: what was found; `None` if it is compliant or does not apply.
        rule: the trace of the `if`; `None` if the policy is not evaluated, or not over this resource.
        related: the trace of the condition over each related resource, with its address.
    """

    outcome: Outcome
    finding: Finding | None = None
    rule: Step | None = None
    related: tuple[tuple[str, Step], ...] = ()


def judged(assignment: Assignment, resource: Resource, resources: Resources) -> Judgement:
    """The outcome of a policy for one resource, with the trace of its rule."""
    one = _prepare_once(assignment, {})
    if isinstance(one, NotEvaluated):
        return Judgement(Outcome.NOT_APPLICABLE)
    found = _judge(one, resource, resources)
    outcome, finding = (found, None) if isinstance(found, Outcome) else (found.outcome, found)
    if is_exempt(resource.type) or _inside(one, resource) is False or (one.indexed and resource.indexed is False):
        return Judgement(outcome, finding)
    seen = resources.settled(resource) if one.phase is Phase.AFTER else resource
    context = Context(seen, seen, resources, one.phase, one.facts)
    rule = one.condition.trace(context)
    related = one.existence.traces(context) if one.existence is not None and rule.answer is True else ()
    return Judgement(outcome, finding, rule, tuple(related))


def _prepare_once(
    assignment: Assignment, compiled: dict[tuple[int, str, str], _Ready | NotEvaluated]
) -> _Ready | NotEvaluated:
    """The assignment, compiled; a definition that is assigned to many scopes with the same values only once."""
    values = json.dumps(assignment.parameters, sort_keys=True, default=str)
    key = id(assignment.definition), assignment.chosen_effect, values
    if key not in compiled:
        compiled[key] = _prepare(assignment)
    compiled_rule = compiled[key]
    if isinstance(compiled_rule, NotEvaluated):
        return replace(compiled_rule, policy=assignment.title)
    groups = [scope.lower().rstrip("/") for scope in assignment.not_scopes if _is_group(scope)]
    return replace(
        compiled_rule,
        assignment=assignment,
        facts={**compiled_rule.facts, "assignmentId": assignment.name},
        group=assignment.scope.lower().rstrip("/") if _is_group(assignment.scope) else "",
        outside_groups=frozenset(groups),
        outside=tuple(scope for scope in assignment.not_scopes if not _is_group(scope)),
    )


def _is_group(scope: str) -> bool:
    parts = scope.lower().strip("/").split("/")
    return len(parts) == 4 and parts[2] == "resourcegroups"


def _prepare(assignment: Assignment) -> _Ready | NotEvaluated:
    definition = assignment.definition
    written = assignment.chosen_effect

    def skip(reason: str, *, elsewhere: bool = False) -> NotEvaluated:
        return NotEvaluated(assignment.title, written, reason, elsewhere)

    effect = Effect.of(written)
    if effect is Effect.DISABLED:
        return skip("it is disabled")
    if definition.mode.lower() not in {"all", "indexed"}:
        reason = f"its mode {definition.mode} is evaluated inside the service, not by Azure Resource Manager"
        return skip(reason, elsewhere=True)
    if effect not in _EVALUATED or effect is None:
        reason = f"the effect {written or '(none chosen)'} is not about what a resource is asked to be"
        return skip(reason, elsewhere=effect is not None)
    if not isinstance(definition.rule, dict):
        return skip("the catalogue does not hold its rule; give Microsoft's document of it in a folder")
    values: dict[str, Value] = {
        name.lower(): Unknown(f"the parameter {name} has no default, and no value was given", general=True)
        if isinstance(one.default, Missing)
        else one.default
        for name, one in definition.parameters.items()
    }
    values |= {name.lower(): value for name, value in assignment.parameters.items()}
    if definition.effect_parameter:
        values[definition.effect_parameter.lower()] = written
    compiler = Compiler(values)
    rule = {key.lower(): value for key, value in definition.rule.items()}
    then = rule.get("then")
    details = (
        next((value for key, value in then.items() if key.lower() == "details"), None)
        if isinstance(then, dict)
        else None
    )
    condition = compile_condition(rule.get("if"), compiler)
    existence = None
    if effect in {Effect.AUDIT_IF_NOT_EXISTS, Effect.DEPLOY_IF_NOT_EXISTS}:
        existence = Existence.of(details, compiler)
    return _Ready(
        assignment=assignment,
        effect=effect,
        phase=Phase.REQUEST if effect in _AT_REQUEST else Phase.AFTER,
        condition=condition,
        types=condition.types,
        indexed=definition.mode.lower() == "indexed",
        existence=existence,
        details=details,
        compiler=compiler,
        facts={"definitionId": definition.id, "assignmentId": assignment.name, "definitionReferenceId": ""},
    )


def _candidates(one: _Ready, resources: Resources) -> Sequence[Resource]:
    """The subjects of a policy: created resources, then the requests that change them."""
    requests = resources.requests if one.phase is Phase.REQUEST else ()
    if one.types is None:
        return [*resources.all, *requests]
    # A type that is known after apply may be any; of a connection, its last part is known.
    kinds = [*sorted({*one.types, *(kind.rpartition("/")[2] for kind in one.types)}), ""]
    changing = [request for request in requests if request.type.lower() in kinds]
    if not one.group:
        return [*(resource for kind in kinds for resource in resources.by_type.get(kind, ())), *changing]
    # So may a resource group.
    made = [r for kind in kinds for group in (one.group, None) for r in resources.by_group.get((group, kind), ())]
    return [*made, *changing]


def _judge(one: _Ready, resource: Resource, resources: Resources) -> Finding | Outcome:
    inside = False if is_exempt(resource.type) else _inside(one, resource)
    if inside is False or (one.indexed and resource.indexed is False):
        return Outcome.NOT_APPLICABLE
    seen = resources.settled(resource) if one.phase is Phase.AFTER else resource
    context = Context(seen, seen, resources, one.phase, one.facts)
    try:
        answer = one.condition.evaluate(context)
        if answer is False:
            return Outcome.NOT_APPLICABLE if one.existence is not None else Outcome.COMPLIANT
        indexed = one.indexed and resource.indexed
        doubts = [doubt for doubt in (resource.possible, inside, indexed) if isinstance(doubt, Unknown)]
        if doubts:
            return _finding(
                one, resource, Outcome.UNKNOWN, [Evidence("whether it applies", None, "", doubts[0].reason)]
            )
        if isinstance(answer, Unknown):
            explained = one.condition.explain(context)
            return _finding(one, resource, Outcome.UNKNOWN, explained, general=answer.general)
        if one.phase is Phase.REQUEST and resource.inline:
            told = Evidence(f"a {resource.type}", None, resource.block, _INLINE)
            return _finding(one, resource, Outcome.UNKNOWN, [told, *one.condition.explain(context)])
        if isinstance(answer, Failure):
            return _finding(one, resource, Outcome.NONCOMPLIANT, one.condition.explain(context), refused=True)
        return _apply(one, context)
    except RecursionError:
        return _finding(one, resource, Outcome.UNKNOWN, [Evidence("the rule", None, "", "it is nested too deeply")])


def _apply(one: _Ready, context: Context) -> Finding | Outcome:
    resource = context.resource
    if one.existence is not None:
        verdict = one.existence.verdict(context)
    elif one.effect is Effect.APPEND:
        verdict = appended(one.details, one.compiler, context)
    elif one.effect is Effect.MODIFY:
        verdict = modified(one.details, one.compiler, context)
    else:
        verdict = Verdict(False, tuple(one.condition.explain(context)))
        return _finding(one, resource, Outcome.NONCOMPLIANT, verdict.evidence, refused=one.effect is Effect.DENY)
    if verdict.holds is True:
        return Outcome.COMPLIANT
    if isinstance(verdict.holds, Unknown):
        return _finding(one, resource, Outcome.UNKNOWN, verdict.evidence, general=verdict.holds.general)
    if verdict.changes:
        return _finding(one, resource, Outcome.CHANGED, one.condition.explain(context), changes=verdict.changes)
    refused = one.effect is Effect.APPEND or isinstance(verdict.holds, Failure)
    return _finding(one, resource, Outcome.NONCOMPLIANT, verdict.evidence, refused=refused)


def _finding(
    one: _Ready,
    resource: Resource,
    outcome: Outcome,
    evidence: Iterable[Evidence],
    *,
    refused: bool = False,
    changes: tuple[Change, ...] = (),
    general: bool = False,
) -> Finding:
    listed = tuple(dict.fromkeys(map(_Hashable, evidence)))
    evidences = tuple(item.evidence for item in listed)
    # That a rule is about this type goes without saying, unless it is all there is to say.
    essential = tuple(item for item in evidences if fields.parse(item.condition.split(" ")[0]).simple != "type")
    exempt = next((x for x in one.assignment.exemptions if x.covers(resource, one.assignment.reference)), None)
    return Finding(
        policy=one.assignment.title,
        display_name=one.assignment.definition.display_name,
        variant=one.assignment.definition.variant,
        effect=one.effect,
        stack=resource.stack,
        address=resource.address,
        type=resource.type,
        outcome=outcome,
        refused=refused and one.assignment.enforce and exempt is None,
        evidence=essential or evidences,
        changes=changes,
        request=resource.by,
        general=general and bool(evidences) and exempt is None,
        exemption="" if exempt is None else f"{exempt.name}: {exempt.reason}" if exempt.reason else exempt.name,
    )


class _Hashable:
    """Evidence whose actual value may be a list."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self._key = repr(evidence)

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Hashable) and self._key == other._key


def _inside(one: _Ready, resource: Resource) -> bool | Unknown:
    inside = within(resource, one.assignment.scope) if one.assignment.scope else True
    chosen = _selected(one.assignment.selectors, resource)
    if chosen is False:
        return False
    inside = chosen if isinstance(chosen, Unknown) and inside is True else inside
    if inside is False or not one.assignment.not_scopes:
        return inside
    group = resource.group_key
    # Most of what is left out are resource groups, and there may be hundreds.
    if group is not None and group in one.outside_groups:
        return False
    further = one.outside if group is not None else one.assignment.not_scopes
    outside = any_of(within(resource, scope) for scope in further)
    if isinstance(outside, Failure):
        return inside
    if outside is True:
        return False
    return outside if isinstance(outside, Unknown) else inside


def within(resource: Resource, scope: str) -> bool | Unknown:
    """Whether a resource lies in a scope; a management group holds all resources."""
    wanted = scope.lower().rstrip("/")
    if "/microsoft.management/managementgroups/" in wanted:
        return True
    if isinstance(resource.id, str):
        return f"{resource.key}/".startswith(f"{wanted}/")
    doubt = Unknown("its id, and so whether it is in the assignment's scope, is known after apply")
    subscription, group = resource.subscription_id, resource.resource_group
    if not isinstance(subscription, str):
        return doubt
    inside = f"/subscriptions/{subscription}"
    if not f"{wanted}/".startswith(f"{inside}/"):
        return False
    if wanted == inside:
        return True
    if not isinstance(group, str):
        return doubt
    inside = f"{inside}/resourcegroups/{group.lower()}"
    if wanted == inside:
        return True
    return doubt if wanted.startswith(f"{inside}/") else False
