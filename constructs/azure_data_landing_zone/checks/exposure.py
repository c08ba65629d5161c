"""Exposure: what could be reached from outside, or without Entra ID.

Nothing here evaluates Terraform. A value that Terraform has yet to make is unknown, and so is every resource type that
the table of facts does not know: unknown never passes for safe.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..azure import exposure as facts
from ..azure.json_values import JsonObject
from ..synthesized.stacks import AFTER_APPLY, Resource, Stack, blocks, find, labelled, undecided
from .endpoints import ENDPOINT, PrivateEndpoints, dns_gaps
from .findings import Acceptance, Finding, State

#: Resources of azapi that change another resource: of them only what they give is judged.
_PARTIAL = ("azapi_update_resource", "azapi_resource_action")


@dataclass(frozen=True)
class _Subject:
    """A resource as the facts speak of it.

    Attributes:
        resource: the resource.
        type: Terraform type, or ARM type without API version.
        body: where the argument paths of its type begin.
        prefix: what stands before them in the resource.
        facts: what is known about its type; None for nothing.
    """

    resource: Resource
    type: str
    body: object
    prefix: str
    facts: facts.TypeFacts | None

    def finding(
        self,
        argument: str,
        value: str,
        safe: str,
        meaning: str,
        *,
        decided: bool = True,
        causes: tuple[str, ...] = (),
    ) -> Finding:
        return Finding(
            stack=self.resource.stack,
            address=self.resource.address,
            type=self.type,
            name=self.resource.name,
            argument=argument,
            value=value,
            safe=safe,
            meaning=meaning,
            state=State.OPEN if decided else State.UNKNOWN,
            causes=causes,
        )


def exposure(stacks: Mapping[str, JsonObject], accepted: Sequence[Acceptance] = ()) -> list[Finding]:
    """Everything that could be reached from outside or without Entra ID, by stack, address and argument.

    Args:
        stacks: the synthesized stacks by name, each a parsed `cdk.tf.json`. An endpoint may lie in another stack
            than its target, so all stacks belong into one call.
        accepted: what the configuration asks for. Nothing unknown is ever accepted.
    """
    documents = [Stack(name, document) for name, document in stacks.items()]
    endpoints = PrivateEndpoints(documents)
    reasons = _Reasons(accepted)
    found = (finding for stack in documents for finding in _stack(stack, endpoints))
    return sorted(map(reasons.applied, found), key=lambda f: (f.stack, f.address, f.argument, f.value))


class _Reasons:
    """The acceptances, found by resource."""

    def __init__(self, accepted: Iterable[Acceptance]) -> None:
        self._by_resource: dict[tuple[str, str, str], list[Acceptance]] = {}
        for acceptance in accepted:
            key = (acceptance.stack, acceptance.type.lower(), acceptance.name)
            self._by_resource.setdefault(key, []).append(acceptance)

    def applied(self, finding: Finding) -> Finding:
        """The finding, accepted if something accepts it."""
        if finding.state is State.OPEN:
            for acceptance in self._by_resource.get((finding.stack, finding.type.lower(), finding.name), ()):
                if acceptance.argument in (finding.argument, "*"):
                    return replace(finding, state=State.ACCEPTED, acceptance=acceptance)
        return finding


def _stack(stack: Stack, endpoints: PrivateEndpoints) -> Iterator[Finding]:
    for resource in stack.resources():
        subject = _subject(resource)
        known = subject.facts
        if known is None:
            yield subject.finding(
                "*", subject.type, "a type that we know", "nothing is known of this type", decided=False
            )
            continue
        if known.open:
            yield subject.finding("*", "present", "no such resource", known.open)
        for rule in known.rules:
            if rule.azurerm in (None, stack.azurerm) and resource.name.lower() not in rule.except_names:
                yield from _rule(stack, subject, rule, rule.default_in(stack.azurerm))
        for want in known.wants:
            if resource.name.lower() not in want.except_names:
                yield from _want(stack, subject, want)
        if known.endpoints and resource.type not in _PARTIAL:
            yield from _endpoints(stack, subject, known, endpoints)
        if resource.type == ENDPOINT:
            for gap in dns_gaps(stack, resource):
                yield subject.finding(gap.argument, gap.value, gap.safe, gap.meaning, decided=gap.decided)
    for name, body in stack.modules():
        module = _Subject(Resource(stack.name, "module", name, body), "module", body, "", None)
        source = facts.spelled(body.get("source"))
        yield module.finding(
            "source", source, "resources of the stack", "what the module holds is not seen", decided=False
        )


def _subject(resource: Resource) -> _Subject:
    if not resource.type.startswith("azapi_"):
        return _Subject(resource, resource.type, resource.body, "", facts.terraform_type(resource.type))
    type_ = str(resource.body.get("type", "")).partition("@")[0]
    known = facts.arm_type(type_) if resource.type in ("azapi_resource", *_PARTIAL) else None
    body, sensitive = (resource.body.get(argument) or {} for argument in ("body", "sensitive_body"))
    # A body that is text, such as a reference, stays text: nothing of it can be decided.
    whole = _merged(body, sensitive) if isinstance(body, Mapping) else body
    return _Subject(resource, type_, whole, "body", known)


def _merged(body: object, over: object) -> object:
    """The body that azapi sends: its sensitive part lies over the other one."""
    if not isinstance(over, Mapping) or not isinstance(body, Mapping):
        return over
    return {**body, **{key: _merged(body.get(key), value) for key, value in over.items()}}


def _rule(stack: Stack, subject: _Subject, rule: facts.Rule, default: object) -> Iterator[Finding]:
    for at, numbered, scope in _scopes(subject, rule.each):
        applies = _applies(rule, scope)
        if applies is False:
            continue
        for found in find(scope, rule.path, at):
            if found.value is None and subject.resource.type in _PARTIAL:
                continue
            value = default if found.value is None else found.value
            safe = _given(stack, value) if rule.given else _safe(rule, value) if found.decided else None
            if safe:
                continue
            shown = facts.spelled(value)
            yield subject.finding(
                found.argument,
                f"left out, so {shown}" if found.value is None and value is not None else shown,
                rule.shown,
                rule.meaning,
                decided=safe is False and applies is True,
                causes=tuple(
                    ".".join(filter(None, (numbered, *path)))
                    for path in (rule.path, *(condition.path for condition in (*rule.when, *rule.unless)))
                ),
            )


def _given(stack: Stack, value: object) -> bool | None:
    """Whether there is a value; None if that cannot be decided, such as for a variable."""
    if value in (None, "", "${null}"):
        return False
    return True if not undecided(value) or value == AFTER_APPLY or stack.referred(value) else None


def _want(stack: Stack, subject: _Subject, want: facts.Want) -> Iterator[Finding]:
    """A finding if no block of a resource, and no resource that refers to it, has the values that are wanted."""
    blocks_ = [block for found in find(subject.body, want.path) for block in blocks(found.value)]
    answers = [_all(want.having, block) if want.having else _given(stack, block) for block in blocks_]
    answers += [
        _both([_leads_to(stack, other.body.get(want.beside[other.type]), subject), _all(want.having, other.body)])
        for other in stack.resources()
        if other.type in want.beside
    ]
    if True not in answers:
        yield subject.finding(want.argument, "without one", want.shown, want.meaning, decided=None not in answers)


def _leads_to(stack: Stack, value: object, subject: _Subject) -> bool | None:
    """Whether a value is the name or id of a resource; None if that cannot be decided."""
    if (referred := stack.referred(value)) is not None:
        return referred[0].address == subject.resource.address
    text, name = stack.text(value), subject.resource.name
    return None if text is None or not name else text.rpartition("/")[2].lower() == name.lower()


def _scopes(subject: _Subject, each: facts.Path) -> Iterator[tuple[str, str, object]]:
    """The places where a rule's path begins, by label and by number: the resource, or each of its repeated blocks."""
    if not each:
        yield subject.prefix, subject.prefix, subject.body
        return
    for found in find(subject.body, each, subject.prefix):
        for number, (label, block) in enumerate(labelled(blocks(found.value))):
            yield f"{found.argument}{label}", f"{found.argument}.{number}", block


def _applies(rule: facts.Rule, scope: object) -> bool | None:
    """Whether a rule holds; None if that cannot be decided."""
    exceptions = [_holds(condition, scope) for condition in rule.unless]
    if True in exceptions:
        return False
    applies = _all(rule.when, scope)
    return None if applies and None in exceptions else applies


def _all(conditions: Iterable[facts.Condition], scope: object) -> bool | None:
    return _both([_holds(condition, scope) for condition in conditions])


def _both(answers: Sequence[bool | None]) -> bool | None:
    """Whether all answers are yes; None if that cannot be decided."""
    return False if False in answers else None if None in answers else True


def _holds(condition: facts.Condition, scope: object) -> bool | None:
    places = list(find(scope, condition.path))
    if not all(place.decided for place in places):
        return None
    return any(facts.canonical(place.value) in condition.values for place in places)


def _safe(rule: facts.Rule, value: object) -> bool | None:
    """Whether a value is safe, of a list every element; None if that cannot be decided."""
    if not isinstance(value, list):
        return None if undecided(value) else rule.allows(value)
    return _both([_safe(rule, element) for element in value])


def _endpoints(
    stack: Stack, subject: _Subject, known: facts.TypeFacts, endpoints: PrivateEndpoints
) -> Iterator[Finding]:
    for need in known.endpoints:
        applies = _all(need.when, subject.body)
        if applies is False:
            continue
        type_ = known.arm_type or (subject.type if subject.prefix else "")
        have = endpoints.of(stack, subject.resource, type_)
        if missing := [name for name in need.subresources if name.lower() not in have]:
            yield subject.finding(
                "private_endpoint",
                ", ".join(name for name in need.subresources if name not in missing) or "none",
                ", ".join(need.subresources),
                f"no private endpoint leads to its {', '.join(missing)}",
                decided=applies is True,
            )
        return
