"""Arguments that make a resource reachable from outside or without Entra ID, per type."""

from __future__ import annotations

import functools
import ipaddress
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from . import tables

Values = frozenset[str]
Path = tuple[str, ...]


@dataclass(frozen=True)
class Condition:
    """An argument that has one of some values, in the spelling of `canonical`."""

    path: Path
    values: Values


@dataclass(frozen=True)
class Rule:
    """When an argument is safe.

    Attributes:
        argument: its path, with dots.
        path: the same inside a resource, or inside each of the blocks at `each`.
        each: the path of a repeated block; empty if the argument stands once.
        safe: the values that are safe, in the spelling of `canonical`.
        shown: the same for a person.
        private: whether private address ranges are safe, too.
        default: what the provider does when the argument is left out.
        when: the rule holds only where all of these do.
        unless: the rule does not hold where any of these does.
        meaning: what another value means.
        azurerm: the only major version of azurerm that has the argument; None if all have it.
        later_default: what azurerm 5 does when the argument is left out.
        given: any value is safe, but none is not; `safe` is then empty.
        except_names: the names of resources for which the rule does not hold, in small letters.
    """

    argument: str
    path: Path
    each: Path
    safe: Values
    shown: str
    private: bool
    default: object
    when: tuple[Condition, ...]
    unless: tuple[Condition, ...]
    meaning: str
    azurerm: int | None
    later_default: object
    given: bool
    except_names: Values

    def default_in(self, azurerm: int) -> object:
        """The default of a major version of azurerm when the argument is left out."""
        return self.later_default if azurerm >= 5 else self.default

    def allows(self, value: object) -> bool:
        """Whether a single value is safe."""
        if self.given:
            return value is not None and value != ""
        return canonical(value) in self.safe or (self.private and isinstance(value, str) and is_private(value))


@dataclass(frozen=True)
class EndpointNeed:
    """Private-link sub-resources that each need a private endpoint, where all conditions hold."""

    subresources: tuple[str, ...]
    when: tuple[Condition, ...]


@dataclass(frozen=True)
class Want:
    """Blocks of a resource, or resources that refer to it, of which one must have certain values.

    Attributes:
        argument: the repeated block, or an argument that alone suffices.
        path: the same as a path.
        beside: the Terraform types of resources that stand for such a block, and their argument that refers to this
            resource by its name or id.
        having: the values that one of them must have; empty if it suffices that there is one.
        shown: the same for a person.
        meaning: what it means if there is none.
        except_names: the names of resources for which this does not hold, in small letters.
    """

    argument: str
    path: Path
    beside: Mapping[str, str]
    having: tuple[Condition, ...]
    shown: str
    meaning: str
    except_names: Values


@dataclass(frozen=True)
class TypeFacts:
    """The facts about a type: rules, wants and endpoints, or why it is always `closed` or always `open`."""

    rules: tuple[Rule, ...]
    wants: tuple[Want, ...]
    endpoints: tuple[EndpointNeed, ...]
    arm_type: str
    closed: str
    open: str


def terraform_type(name: str) -> TypeFacts | None:
    """The facts about a Terraform resource type; None if nothing is known."""
    return table("terraform").get(name)


def arm_type(name: str) -> TypeFacts | None:
    """The facts about an ARM resource type, without API version; None if nothing is known."""
    known, key = table("arm"), name.lower()
    return known.get(key) or known.get(f"*/{key.rpartition('/')[2]}")


def canonical(value: object) -> str:
    """A value as text, the same for all its spellings: Terraform takes `"true"` for `true`, Azure ignores case."""
    return value.lower() if isinstance(value, str) else json.dumps(value, sort_keys=True).lower()


def is_private(text: str) -> bool:
    """Whether a text is an address or range that lies in private ranges altogether."""
    try:
        network = ipaddress.ip_network(text, strict=False)
    except ValueError:
        return False
    return any(
        # The two versions cannot be compared.
        network.version == private.version and network.subnet_of(private)  # type: ignore[arg-type]
        for private in _private_ranges()
    )


@functools.cache
def _private_ranges() -> tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]:
    return tuple(map(ipaddress.ip_network, tables.read("exposure")["private_ranges"]))


@functools.cache
def table(section: Literal["terraform", "arm"]) -> Mapping[str, TypeFacts]:
    """The facts by type; ARM types in small letters, since Azure ignores their case."""
    return {
        (name if section == "terraform" else name.lower()): TypeFacts(
            rules=tuple(_rule(argument, **rule) for argument, rule in row.get("rules", {}).items()),
            wants=tuple(_want(argument, **want) for argument, want in row.get("wants", {}).items()),
            endpoints=tuple(
                EndpointNeed(tuple(need["subresources"]), _conditions(need.get("when", {})))
                for need in row.get("endpoints", ())
            ),
            arm_type=row.get("arm_type", ""),
            closed=row.get("closed", ""),
            open=row.get("open", ""),
        )
        for name, row in tables.read("exposure")[section].items()
    }


def _rule(
    argument: str,
    *,
    meaning: str,
    safe: list[object] | None = None,
    default: object = None,
    given: bool = False,
    except_names: Iterable[str] = (),
    private: bool = False,
    each: str = "",
    when: Mapping[str, Iterable[object]] | None = None,
    unless: Mapping[str, Iterable[object]] | None = None,
    azurerm: int | None = None,
    in_5: Mapping[str, object] | None = None,
) -> Rule:
    shown = ["left out" if value is None else spelled(value) for value in safe or ()]
    shown = shown or ["any value" if given else "nothing"]
    return Rule(
        argument=f"{each}.{argument}" if each else argument,
        path=tuple(argument.split(".")),
        each=tuple(each.split(".")) if each else (),
        safe=frozenset(map(canonical, safe or ())),
        shown=" or ".join([*shown, *(["a private range"] if private else [])]),
        private=private,
        default=default,
        when=_conditions(when or {}),
        unless=_conditions(unless or {}),
        meaning=meaning,
        azurerm=azurerm,
        later_default=(in_5 or {}).get("default", default),
        given=given,
        except_names=frozenset(map(canonical, except_names)),
    )


def _want(
    argument: str,
    *,
    beside: Mapping[str, str],
    shown: str,
    meaning: str,
    having: Mapping[str, Iterable[object]] | None = None,
    except_names: Iterable[str] = (),
) -> Want:
    return Want(
        argument=argument,
        path=tuple(argument.split(".")),
        beside=beside,
        having=_conditions(having or {}),
        shown=shown,
        meaning=meaning,
        except_names=frozenset(map(canonical, except_names)),
    )


def _conditions(table: Mapping[str, Iterable[object]]) -> tuple[Condition, ...]:
    return tuple(Condition(tuple(path.split(".")), frozenset(map(canonical, values))) for path, values in table.items())


def spelled(value: object) -> str:
    """A value as a person would write it."""
    return value if isinstance(value, str) else json.dumps(value, sort_keys=True)
