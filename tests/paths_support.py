"""What tests of paths share: stacks from which something is missing, and what workloads then lack."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from typing import Any

from azure_data_landing_zone.config import Configuration
from azure_data_landing_zone.paths.evaluation import evaluate
from azure_data_landing_zone.paths.model import Outcome, Path
from azure_data_landing_zone.testing import Synthesized

Documents = dict[str, Any]


def documents(synthesized: Synthesized) -> Documents:
    """The stacks, parsed."""
    return {name: stack.document for name, stack in synthesized.items()}


def without(stacks: Mapping[str, Any], pattern: str) -> Documents:
    """Stacks without the resources whose stack and address fit a pattern, such as `core azurerm_route_table.*`."""
    made = dict(stacks)
    removed = 0
    for name, document in stacks.items():
        for type_, resources in document.get("resource", {}).items():
            gone = [key for key in resources if re.fullmatch(pattern, f"{name} {type_}.{key}")]
            if gone:
                made[name] = copy.deepcopy(document) if made[name] is document else made[name]
                removed += len(gone)
                for key in gone:
                    del made[name]["resource"][type_][key]
    assert removed, f"nothing fits {pattern}"
    return made


def without_rule(stacks: Mapping[str, Any], group: str, *names: str) -> Documents:
    """Stacks without security rules of a group of the core stack, whose key contains a word."""
    core = copy.deepcopy(stacks["core"])
    removed = 0
    for key, body in core["resource"]["azurerm_network_security_group"].items():
        if group in key:
            kept = [rule for rule in body.get("security_rule", ()) if rule["name"] not in names]
            removed += len(body.get("security_rule", ())) - len(kept)
            body["security_rule"] = kept
    separate = core["resource"].get("azurerm_network_security_rule", {})
    for key in [key for key, body in separate.items() if group in key and body["name"] in names]:
        del separate[key]
        removed += 1
    assert removed >= len(names), f"{group} lacks some of {names}"
    return {**stacks, "core": core}


def failing(configuration: Configuration, stacks: Mapping[str, Any], *wanted: str) -> list[Path]:
    """The paths of some stacks that lack something, or cannot be decided; of all stacks if none is named."""
    return [p for p in evaluate(configuration, stacks, wanted or None) if p.outcome in (Outcome.LACKS, Outcome.UNKNOWN)]


def lacking(configuration: Configuration, stacks: Mapping[str, Any], *wanted: str) -> set[tuple[str, str]]:
    """The paths that lack something, as stack and row."""
    return {(path.stack, path.need.key) for path in failing(configuration, stacks, *wanted)}
