"""The judgement of a change as results of a check, which suppressions can cover."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ..checks.origins import Origins
from ..checks.results import Level, Result
from ..config import Configuration, Place
from .effects import Effect, Rule, lines

#: The check, as suppressions name it.
CHECK = "changes"
#: So many ways out are listed.
_REMEDIES = 6
#: The sections of the landing zone that say what concerns everything.
_SECTIONS = {
    Rule.LANDING_ZONE: "name",
    Rule.CLOUD: "cloud",
    Rule.TENANT: "tenant_id",
    Rule.SUBSCRIPTION: "subscription_id",
    Rule.REGION: "location",
    Rule.NAMING: "naming",
    Rule.STATE: "state",
}


def as_results(effects: Iterable[Effect], configuration: Configuration) -> list[Result]:
    """The effects of a change, each with the place in the configuration that it comes from.

    Args:
        effects: the effects.
        configuration: the configuration after the change.
    """
    origins = Origins(configuration)
    return [
        Result(
            check=CHECK,
            rule=effect.rule.value,
            level=Level.REFUSED if effect.refused else Level.REPORTED,
            message=effect.what,
            remedy=effect.remedy,
            stack=effect.stack,
            address=effect.address,
            place=_place(effect, origins),
            name=effect.name,
        )
        for effect in effects
    ]


def as_effects(results: Iterable[Result]) -> list[Effect]:
    """The same the other way round, for those that write results of this check."""
    return [
        Effect(
            Rule(result.rule),
            result.stack,
            result.name,
            result.message,
            address=result.address,
            refused=result.level is Level.REFUSED,
            remedy=result.remedy,
        )
        for result in results
    ]


def refusal(refused: Sequence[Result], former: str, output: Path | None) -> str:
    """Why a change is refused and the ways out, for a person.

    Args:
        refused: the results that are refused.
        former: what the stacks were compared with.
        output: the output folder, if its former content is what they were compared with.
    """
    effects = as_effects(refused)
    rules = sorted({effect.rule for effect in effects}, key=list(Rule).index)
    rule = rules[0].value if len(rules) == 1 else "*"
    said = [f"compared with {former}, the configuration loses or moves what is deployed:"]
    said += [f"  {line}" for line in lines(effects)]
    said += ["Instead:", *(f"  {remedy}" for remedy in _remedies(effects))]
    said.append(
        "Or, if it is meant, for a limited time: `preflight: {suppressions: [{check: changes, rule: "
        f"{_quoted(rule)}, reason: <why, and who decided>, expires: '<YYYY-MM-DD>'}}]}}`"
    )
    if output is not None:
        said.append(f"If {output} was never applied, or is of another landing zone, remove it or name another folder")
    return "\n".join(said)


def _quoted(rule: str) -> str:
    return "'*'" if rule == "*" else rule


def _remedies(effects: Sequence[Effect]) -> Iterator[str]:
    """The ways out, each once, the most general ones first; those of single resources only if there are few."""
    remedies = list(dict.fromkeys(line for effect in effects for line in effect.remedy.splitlines() if line))
    yield from (line.strip() for line in remedies[:_REMEDIES])
    if len(remedies) > _REMEDIES:
        yield f"and {len(remedies) - _REMEDIES} more; `adlz check` lists each with its file and line"


def _place(effect: Effect, origins: Origins) -> Place | None:
    if effect.rule in _SECTIONS:
        return origins.section(_SECTIONS[effect.rule])
    return origins.of(effect.stack, effect.address, effect.argument) if effect.address else None
