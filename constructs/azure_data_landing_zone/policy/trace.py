"""A policy over one resource, told as a tree: what each condition looked at, and its answer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from .evaluation import Assignment, Finding, Outcome, judged
from .resources import Resources
from .rules import Step
from .values import Failure, Unknown, plain

_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Explanation:
    """The outcome of a policy for one resource, with its reasons.

    Attributes:
        policy: the assignment's title.
        type: the Azure resource type; one Terraform resource may make several.
        outcome: what the policy says.
        rule: the `if`; `None` if the policy does not look at the resource.
        related: for a policy about a related resource, the condition over each candidate, with its address.
        finding: what was found; `None` if nothing is to be told.
        request: the Terraform address whose request it is, if another resource sends it.
    """

    policy: str
    type: str
    outcome: Outcome
    rule: Step | None
    related: tuple[tuple[str, Step], ...] = ()
    finding: Finding | None = None
    request: str = ""


def explain(resources: Resources, assignment: Assignment, stack: str, address: str) -> tuple[Explanation, ...]:
    """The outcomes of a policy for a resource of Terraform, one for each Azure resource that it creates.

    Args:
        resources: all resources.
        assignment: the policy.
        stack: the resource's stack.
        address: its Terraform address.
    """
    made = (*resources.all, *resources.requests)
    candidates = [one for one in made if (one.stack, one.address) == (stack, address)]
    return tuple(
        Explanation(
            assignment.title,
            one.type,
            result.outcome,
            result.rule,
            result.related,
            result.finding,
            one.by,
        )
        for one in candidates
        for result in (judged(assignment, one, resources),)
    )


def lines(step: Step, depth: int = 0) -> Iterator[str]:
    """A trace as indented lines: the answer, the condition, and what it found."""
    word = "unknown" if isinstance(step.answer, Unknown) else "failed" if isinstance(step.answer, Failure) else ""
    word = word or ("yes" if step.answer else "no")
    line = f"{'  ' * depth}{word:<8}{step.said}"
    if not step.kind or step.kind == "count":
        line += f" ({step.argument})" if step.argument else ""
        actual = plain(step.actual)
        line += ": is not set" if actual is None else f": is {_short(json.dumps(actual, ensure_ascii=False))}"
    if isinstance(step.answer, (Unknown, Failure)) and (not step.parts or step.kind == "count"):
        line += f"; {step.answer.reason}"
    yield line
    for part in step.parts:
        yield from lines(part, depth + 1)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."
