"""The effects of a change on deployed resources, sentence by sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

#: So many names are listed in a line.
_NAMES = 3


class Rule(StrEnum):
    """The kind of an effect, most severe first. Suppressions name it."""

    LANDING_ZONE = "landing-zone"
    """The former stacks are those of a landing zone of another name."""
    CLOUD = "cloud"
    TENANT = "tenant"
    SUBSCRIPTION = "subscription"
    REGION = "region"
    NAMING = "naming"
    """The names of resources of several stacks change."""
    KEY = "key"
    """The key of a product or an environment changes."""
    LEFT_BEHIND = "left-behind"
    """A stack vanishes: its resources stay in Azure, and no Terraform manages them."""
    ONE_WAY = "one-way"
    """Azure refuses the change of a setting."""
    MOVED = "moved"
    """An address range of a deployed subnet changes."""
    LOST = "lost"
    """Data or another thing that cannot be created again is lost."""
    RENAMED = "renamed"
    """A resource gets another name, and is created again under it."""
    STATE = "state"
    """The Terraform state gets another place."""
    LIFECYCLE = "lifecycle"
    """The lifecycle of a stack protects less."""
    UNPROTECTED = "unprotected"
    """A lock, a policy, a retention or another protection becomes weaker."""
    OPENED = "opened"
    """A path opens."""
    GAINED = "gained"
    """People or workloads get more rights."""
    IRREVERSIBLE = "irreversible"
    """A setting changes that Azure does not let go back."""
    REPLACED = "replaced"
    """A resource is destroyed and created again, and nothing is lost with it."""
    DESTROYED = "destroyed"
    """A resource is destroyed, and nothing is lost with it."""
    FORGOTTEN = "forgotten"
    """Terraform no longer manages a resource, which stays in Azure."""


#: Kinds whose names are those of stacks.
_OF_STACKS = frozenset({Rule.REGION, Rule.KEY, Rule.LEFT_BEHIND, Rule.STATE, Rule.LIFECYCLE})
#: What effects of one kind have in common.
_TOGETHER: Mapping[Rule, str] = {
    Rule.LANDING_ZONE: "the landing zone is another one",
    Rule.CLOUD: "the cloud changes",
    Rule.TENANT: "the tenant changes",
    Rule.SUBSCRIPTION: "the subscription changes",
    Rule.REGION: "the region changes, so everything is destroyed and created again, empty",
    Rule.NAMING: "names change, so resources are destroyed and created again",
    Rule.KEY: "keys change, so everything is created a second time",
    Rule.LEFT_BEHIND: "the stacks vanish; their resources stay in Azure and are paid for",
    Rule.ONE_WAY: "settings would go back, which Azure refuses",
    Rule.MOVED: "address ranges that are in use change",
    Rule.LOST: "what they hold is lost",
    Rule.RENAMED: "names change, so resources are destroyed and created again",
    Rule.STATE: "states move",
    Rule.LIFECYCLE: "lifecycles protect less",
    Rule.UNPROTECTED: "protection becomes weaker",
    Rule.OPENED: "paths open",
    Rule.GAINED: "rights are given",
    Rule.IRREVERSIBLE: "settings change that Azure does not let go back",
    Rule.REPLACED: "destroyed and created again; nothing is lost with them",
    Rule.DESTROYED: "destroyed; nothing is lost with them",
    Rule.FORGOTTEN: "stay in Azure, and Terraform no longer manages them",
}


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing that a change does.

    Attributes:
        rule: its kind.
        stack: the stack; empty if it concerns the landing zone as a whole.
        name: the name that the resource has before the change; of what is new, the name of what it concerns.
        what: what happens, as the end of a sentence that begins with the name.
        address: the resource's address in Terraform; empty if it concerns no single one.
        argument: the argument that changes; empty if it concerns the resource as a whole.
        refused: whether it must not happen unless the configuration says so.
        remedy: what to do instead, for a person.
    """

    rule: Rule
    stack: str
    name: str
    what: str
    address: str = ""
    argument: str = ""
    refused: bool = False
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class _Line:
    rule: Rule
    what: str
    effects: tuple[Effect, ...]

    def __str__(self) -> str:
        names = list(dict.fromkeys(effect.name for effect in self.effects if effect.name))
        addresses = {(effect.stack, effect.address, effect.name) for effect in self.effects}
        more = len(addresses) - min(len(names), _NAMES)
        told = ", ".join(names[:_NAMES]) + (f" and {more} more" if names and more > 0 else "")
        if not names and any(effect.address for effect in self.effects):
            told = "1 resource" if len(addresses) == 1 else f"{len(addresses)} resources"
        stacks = {effect.stack for effect in self.effects if effect.stack} if self.rule not in _OF_STACKS else set()
        where = next(iter(stacks)) if len(stacks) == 1 else f"{len(stacks)} stacks" if stacks else ""
        told += f" ({where})" if where and where != told else ""
        return f"{self.rule.value.upper()}: {told}: {self.what}" if told else f"{self.rule.value.upper()}: {self.what}"


def lines(effects: Iterable[Effect], longest: int = 10) -> Iterator[str]:
    """The effects by weight, each sentence once with the number of resources that it holds for.

    Args:
        effects: what a change does.
        longest: so many lines at most. Sentences of one kind are joined where there would be more.
    """
    found = sorted(effects, key=lambda effect: list(Rule).index(effect.rule))
    by_sentence = _grouped(found, lambda effect: (effect.rule, effect.what))
    if len(by_sentence) > longest:
        by_sentence = _grouped(found, lambda effect: (effect.rule, ""))
    if len(by_sentence) <= longest:
        yield from map(str, by_sentence)
        return
    yield from map(str, by_sentence[: longest - 1])
    left = by_sentence[longest - 1 :]
    yield f"and {', '.join(f'{len(line.effects)} {line.rule.value}' for line in left)}"


def _grouped(effects: Sequence[Effect], key: Callable[[Effect], tuple[Rule, str]]) -> list[_Line]:
    groups: dict[tuple[Rule, str], list[Effect]] = {}
    for effect in effects:
        groups.setdefault(key(effect), []).append(effect)
    return [_Line(rule, what or _joined(members), tuple(members)) for (rule, what), members in groups.items()]


def _joined(effects: Sequence[Effect]) -> str:
    """The sentence of effects of one kind, which differ."""
    sentences = {effect.what for effect in effects}
    return sentences.pop() if len(sentences) == 1 else _TOGETHER[effects[0].rule]
