"""Changes every field of a configuration in turn, and records what `adlz synth`, `check` and `diff` say to it.

    python tools/field_changes.py [--config FILE] [--check] [--seconds N] [--seed TEXT]

A field is a value in the files of the landing zone. It gets another valid value, or is left out where no other value is
valid. What each change loses, moves, opens and gives is also found without the library's comparison, from the sets of
resources, ranges, rules and role assignments of both outputs. The exit status is 1 if a change does one of these and no
command reports it. With `--seconds` fields are tried in an order that the seed decides, until the time is over, and
nothing is written. With `--check` nothing is written either, and a row that differs from the page is an error.
"""

from __future__ import annotations

import argparse
import copy
import functools
import json
import random
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from azure_data_landing_zone.changes import Changes, Rule
from azure_data_landing_zone.changes.results import CHECK, as_results
from azure_data_landing_zone.checks import Level
from azure_data_landing_zone.checks.losses import loss
from azure_data_landing_zone.checks.preflight import suppressed
from azure_data_landing_zone.config import Configuration, ConfigurationError, LandingZone, Product, parse
from azure_data_landing_zone.former import Former, changes_from, refuse
from azure_data_landing_zone.output_folder import OutputError
from azure_data_landing_zone.synthesis import Reuse, stacks_of
from azure_data_landing_zone.synthesized.references import Resolver
from azure_data_landing_zone.synthesized.stacks import Resource, mapping

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "reference" / "field-changes.md"
#: What explains everything else: what is lost, opened and given follows from it.
_EVERYTHING = {Rule.LANDING_ZONE, Rule.CLOUD, Rule.TENANT, Rule.SUBSCRIPTION, Rule.REGION, Rule.NAMING, Rule.KEY}
_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_RANGE = re.compile(r"(\d+)\.(\d+)\.(\d+)\.(\d+)/(\d+)")

Json = dict[str, Any]
Key = str | int
Path_ = tuple[Key, ...]
Stacks = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Field:
    """A value of a configuration.

    Attributes:
        path: the keys and numbers that lead to it.
        value: the value.
    """

    path: Path_
    value: object

    def name(self, data: Json) -> str:
        """The path as people write it, with products and items by their names."""
        text, here = "", data
        for key in self.path:
            here = here[key]  # type: ignore[index]
            if isinstance(key, int):
                named = here.get("name") if isinstance(here, dict) else None
                text += f"[{named or key}]"
            else:
                text += f".{key}" if text else key
        return text


@dataclass(frozen=True)
class Row:
    """What is said to the change of a field.

    Attributes:
        field: the field.
        change: its new value, or that it is left out.
        synth: what synth says.
        check: the rules that check reports or refuses.
        diff: the kinds of changes that diff counts.
        silent: what the change does and no command says.
    """

    field: str
    change: str
    synth: str
    check: str
    diff: str
    silent: tuple[str, ...] = ()

    def line(self) -> str:
        """The row of a Markdown table."""
        cells = (f"`{self.field}`", self.change, self.synth, self.check, self.diff)
        return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def read(file: Path) -> Json:
    """The landing zone with its products in one document."""
    data: Json = yaml.safe_load(file.read_text(encoding="utf-8"))
    if isinstance(data.get("products"), str):
        files = sorted(file.parent.glob(data["products"]))
        data["products"] = [yaml.safe_load(product.read_text(encoding="utf-8")) for product in files]
    return data


def fields(data: object, path: Path_ = ()) -> Iterator[Field]:
    """All values, in the order of the file."""
    if isinstance(data, dict) and data:
        for key, value in data.items():
            yield from fields(value, (*path, key))
    elif isinstance(data, list) and data:
        for number, value in enumerate(data):
            yield from fields(value, (*path, number))
    else:
        yield Field(path, data)


def changed(data: Json, path: Path_, value: object) -> Json:
    """The document with another value at a path."""
    return _edited(data, path, lambda here, key: here.__setitem__(key, value))


def left_out(data: Json, path: Path_) -> Json:
    """The document without a value."""
    return _edited(data, path, lambda here, key: here.__delitem__(key))


def _edited(data: Json, path: Path_, edit: Callable[[Any, Key], None]) -> Json:
    document = copy.deepcopy(data)
    here: Any = document
    for key in path[:-1]:
        here = here[key]
    edit(here, path[-1])
    return document


def candidates(value: object) -> Iterator[object]:
    """Other values that may be valid in the place of a value, the most telling first."""
    yield from (other for other in _candidates(value) if other != value)


def _candidates(value: object) -> Iterator[object]:
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield from (value + 1, value - 1, value * 2, value // 2, value + 30)
    elif isinstance(value, str):
        yield from _words(value)
    elif value == {}:
        return


def _words(value: str) -> Iterator[str]:
    yield from (other for words in _enumerations() if value in words for other in words if other != value)
    if _GUID.fullmatch(value):
        yield f"e{value[1:]}"
    if found := _RANGE.fullmatch(value):
        first, second, third, fourth, length = map(int, found.groups())
        yield f"{first}.{second}.{third}.{fourth}/{length - 1}"
        yield f"{first}.{second + 1}.{third}.{fourth}/{length}"
        yield f"{first}.{second}.{third + 1}.{fourth}/{length}"
    if re.fullmatch(r"(\d+\.){3}\d+", value):
        head, _, last = value.rpartition(".")
        yield f"{head}.{int(last) + 1}"
    if re.fullmatch(r"\d\d:\d\d", value):
        yield f"{(int(value[:2]) + 23) % 24:02}{value[2:]}"
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        yield f"{int(value[:4]) + 1}{value[4:]}"
    if "@" in value:
        yield f"other.{value}"
    if value.startswith("https://"):
        yield value.replace("https://", "https://other-", 1)
    layer, slash, _ = value.partition("/")
    if slash and not value.startswith("/"):
        yield f"{layer}/own"
    words = ("northeurope", "Standard_D4s_v3", "Standard_DS4_v2", "PT2H", "PT15M")
    endings = (f"{value}2", f"{value}x", f"other-{value}", f"{value} too")
    yield from (*words, *endings) if value.startswith(("Standard_", "PT", "P1")) else (*endings, *words)


@functools.cache
def _enumerations() -> tuple[tuple[str, ...], ...]:
    """The words of the models between which a value chooses."""
    found: list[tuple[str, ...]] = []

    def walk(node: object) -> None:
        if isinstance(node, dict):
            words = node.get("enum")
            if isinstance(words, list):
                found.append(tuple(word for word in words if isinstance(word, str)))
            for inner in node.values():
                walk(inner)
        elif isinstance(node, list):
            for inner in node:
                walk(inner)

    for model in (LandingZone, Product):
        walk(model.model_json_schema())
    return tuple(found)


def another(data: Json, field: Field) -> tuple[str, Configuration] | tuple[str, None]:
    """A valid configuration in which a field differs, with the change in words; None if there is none."""
    first = ""
    for value in candidates(field.value):
        try:
            return f"`{_short(field.value)}` to `{_short(value)}`", parse(changed(data, field.path, value))
        except ConfigurationError as error:
            first = first or _first(error)
    try:
        return f"`{_short(field.value)}` left out", parse(left_out(data, field.path))
    except ConfigurationError as error:
        first = first or _first(error)
    return f"`{_short(field.value)}`: {first}", None


def _first(error: ConfigurationError) -> str:
    """The beginning of the first message."""
    return error.problems[0].message.splitlines()[0][:100]


def _short(value: object) -> str:
    text = json.dumps(value) if not isinstance(value, str) else value.splitlines()[0] if value else '""'
    text = text.rpartition("/")[2] if text.startswith("/subscriptions/") else text
    return text if len(text) <= 40 else f"{text[:37]}..."


def judged(name: str, change: str, before: Former, configuration: Configuration) -> Row:
    """What the commands say to a configuration, and what none of them says."""
    try:
        stacks = stacks_of(configuration, reuse=Reuse.ON).documents
    except ConfigurationError as error:
        # Overrides are compared with the resources of stacks.
        return Row(name, f"{change}: {_first(error)}", *("",) * 3)
    changes = changes_from(before, stacks, configuration)
    try:
        refuse(changes, configuration, None)
        synth = "passes"
    except OutputError:
        results = suppressed(configuration, as_results(changes.effects, configuration))
        refused = dict.fromkeys(result.rule for result in results if result.level is Level.REFUSED)
        synth = f"refuses: {', '.join(refused)}"
    results = as_results(changes.effects, configuration)
    rules = ", ".join(dict.fromkeys(result.rule for result in results if result.check == CHECK))
    kinds = ", ".join(kind.value for kind in changes.counts) or ("settings" if changes else "")
    return Row(name, change, synth, rules, kinds, tuple(silent(before.stacks, stacks, changes)))


def silent(before: Stacks, after: Stacks, changes: Changes) -> Iterator[str]:
    """What a change does according to the sets of both outputs, and no effect says."""
    told = {effect.rule for effect in changes.effects}
    if told & _EVERYTHING:
        return
    was, now = Facts(before), Facts(after)
    expected: Mapping[str, tuple[bool, set[Rule]]] = {
        "lost": (bool(was.held - now.held), {Rule.LOST, Rule.LEFT_BEHIND, Rule.RENAMED, Rule.DESTROYED}),
        "moved": (any(now.ranges.get(name, range_) != range_ for name, range_ in was.ranges.items()), {Rule.MOVED}),
        "opened": (bool(now.paths - was.paths), {Rule.OPENED}),
        # A scope under another name is the same scope.
        "gained": (bool(now.rights - was.rights), {Rule.GAINED, Rule.RENAMED}),
        # Assigned policies name subnets in their parameters.
        "unprotected": (bool(was.guards - now.guards), {Rule.UNPROTECTED, Rule.LEFT_BEHIND, Rule.RENAMED}),
    }
    yield from (what for what, (happens, rules) in expected.items() if happens and not told & rules)


class Facts:
    """What a set of stacks holds, opens, gives and protects, as sets that can be compared.

    Attributes:
        held: what holds data, with the place where it is.
        ranges: the ranges of subnets by name.
        paths: what lets traffic pass.
        rights: who has which role where.
        guards: locks, assigned policies and what Terraform refuses to destroy.
    """

    def __init__(self, stacks: Stacks) -> None:
        self.held: set[tuple[str, ...]] = set()
        self.ranges: dict[str, str] = {}
        self.paths: set[tuple[str, ...]] = set()
        self.rights: set[tuple[str, ...]] = set()
        self.guards: set[tuple[str, ...]] = set()
        for name, document in stacks.items():
            resolver = Resolver(name, document)
            for resource in resolver.resources():
                self._add(name, resource, resolver)

    def _add(self, stack: str, resource: Resource, resolver: Resolver) -> None:
        body, type_ = resource.body, resource.type
        where = (stack, resource.address)
        if loss(type_, body):
            self.held.add((*where, resource.name, str(body.get("location", ""))))
        if mapping(body.get("lifecycle")).get("prevent_destroy") is True:
            self.guards.add((*where, "prevent_destroy"))
        if type_ == "azurerm_management_lock" or type_.endswith("_policy_assignment"):
            self.guards.add((*where, _text(body.get("parameters")), str(body.get("enforce"))))
        kind = str(body.get("type", "")).partition("@")[0]
        if kind == "Microsoft.Network/virtualNetworks/subnets":
            properties = mapping(mapping(body.get("body")).get("properties"))
            self.ranges[resource.name] = str(properties.get("addressPrefix"))
        if type_ == "azurerm_network_security_rule" and body.get("access") == "Allow":
            self.paths.add((*where, _text({key: value for key, value in body.items() if key in _RULE})))
        if type_ == "azurerm_network_security_group":
            rules = body.get("security_rule")
            for rule in rules if isinstance(rules, list) else []:
                if mapping(rule).get("access") == "Allow":
                    self.paths.add((*where, _text({key: value for key, value in rule.items() if key in _RULE})))
        if type_ in _PATHS or kind in _PATHS:
            self.paths.add(where)
        if type_ == "azurerm_storage_account":
            rules = mapping(body.get("network_rules"))
            self.paths.update((*where, str(address)) for address in _list(rules.get("ip_rules")))
        if type_ == "azurerm_role_assignment":
            role = str(body.get("role_definition_id", "")).rpartition("/")[2]
            self.rights.add(
                (role, str(body.get("principal_id")), str(resolver.text(body.get("scope")) or body["scope"]))
            )
        if type_ == "azurerm_federated_identity_credential":
            self.rights.add((*where, str(body.get("subject"))))
        if type_ == "azurerm_synapse_role_assignment":
            self.rights.add((*where, str(body.get("principal_id"))))


_RULE = frozenset(
    f"{side}_{what}"
    for side in ("source", "destination")
    for what in ("address_prefix", "address_prefixes", "port_range", "port_ranges")
)
_PATHS = frozenset(
    {
        "azurerm_virtual_network_peering",
        "azurerm_public_ip",
        "azurerm_nat_gateway",
        "azurerm_synapse_managed_private_endpoint",
        "azurerm_data_factory_managed_private_endpoint",
        "Microsoft.Network/virtualNetworks/virtualNetworkPeerings",
        "Microsoft.MachineLearningServices/workspaces/outboundRules",
        "Microsoft.MachineLearningServices/workspaces/connections",
    }
)


def _list(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str:
    return json.dumps(value, sort_keys=True)


HEAD = """# Changed fields

Every field of the example `contoso` in turn: its new value, whether `adlz synth` refuses it, the
[effects](../changes.md#effects-of-a-change) that `adlz check` and `adlz diff` report, and the kinds of changes that
`adlz diff` counts. A field without another valid value has the message of `adlz validate`. `tools/field_changes.py`
finds the fields and writes this page.

"""
_TABLE = "| field | change | synth | effects | changes |\n|---|---|---|---|---|\n"


def _write(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; returns its exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--config", type=Path, default=ROOT / "apps" / "contoso" / "landing-zone.yaml")
    parser.add_argument("--check", action="store_true", help="compare with the page and write nothing")
    parser.add_argument("--seconds", type=float, help="stop after this time")
    parser.add_argument("--seed", default="", help="decides the order of the fields")
    given = parser.parse_args(arguments)
    started = time.monotonic()
    data = read(given.config)
    page = set(PAGE.read_text(encoding="utf-8").splitlines()) if given.check else set()
    before = Former("the example", stacks_of(parse(data), reuse=Reuse.ON).documents)
    found = list(fields(data))
    if given.seconds is not None:
        random.Random(given.seed).shuffle(found)  # noqa: S311  (an order, no secret)
    rows: list[Row] = []
    failed = False
    for field in found:
        if given.seconds is not None and time.monotonic() - started > given.seconds:
            break
        change, configuration = another(data, field)
        name = field.name(data)
        row = Row(name, change, *("",) * 3) if configuration is None else judged(name, change, before, configuration)
        rows.append(row)
        for what in row.silent:
            _write(f"{name}: {change}: {what}, and no command reports it")
            failed = True
        if given.check and row.line() not in page:
            _write(f"the page has another row: {row.line()}")
            failed = True
    if not given.check and given.seconds is None:
        PAGE.write_text(HEAD + _TABLE + "".join(f"{row.line()}\n" for row in rows), encoding="utf-8")
    _write(f"{len(rows)} of {len(found)} fields, {sum(not row.synth for row in rows)} without another valid value")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
