"""Results as SARIF 2.1.0, which code scanning shows at the line of the configuration.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ..config.reading.problems import Place
from .results import Level, Result

_LEVELS: Mapping[Level, str] = {
    Level.REFUSED: "error",
    Level.UNKNOWN: "error",
    Level.REPORTED: "warning",
    Level.ACCEPTED: "note",
    Level.SUPPRESSED: "note",
}


def sarif(results: Sequence[Result], version: str, default: Place | None = None) -> str:
    """The document.

    Args:
        results: what was found.
        version: the version of this library.
        default: where results are shown that come from no place in the configuration.
    """
    rules = sorted({_rule(result) for result in results})
    document = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "adlz",
                        "version": version,
                        "rules": [{"id": rule, "name": rule.replace("/", " ")} for rule in rules],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(result, rules.index(_rule(result)), default) for result in results],
            }
        ],
    }
    return json.dumps(document, indent=2)


def _rule(result: Result) -> str:
    return f"{result.check}/{result.rule}"


def _result(result: Result, index: int, default: Place | None) -> dict[str, Any]:
    sentences = [result.message]
    sentences += [f"To change: {result.remedy}."] if result.remedy else []
    sentences += [f"{result.level.value.capitalize()}: {result.reason}."] if result.reason else []
    logical = "/".join(filter(None, (result.stack, result.address)))
    location: dict[str, Any] = {}
    place = result.place or default
    if place is not None:
        path = Path(place.file)
        location["physicalLocation"] = {
            "artifactLocation": {"uri": path.as_uri() if path.is_absolute() else path.as_posix().replace(" ", "%20")},
            "region": {"startLine": max(place.line, 1)},
        }
    if logical:
        location["logicalLocations"] = [{"fullyQualifiedName": logical, "kind": "resource"}]
    key = "|".join((result.check, result.rule, result.stack, result.address, result.message))
    entry: dict[str, Any] = {
        "ruleId": _rule(result),
        "ruleIndex": index,
        "level": _LEVELS[result.level],
        "kind": "fail",
        "message": {"text": " ".join(sentences)},
        "locations": [location] if location else [],
        # Tells the same result from run to run, wherever its line moves.
        "partialFingerprints": {"adlz/v1": hashlib.sha256(key.encode()).hexdigest()},
        "properties": {"level": result.level.value},
    }
    if result.level in (Level.ACCEPTED, Level.SUPPRESSED):
        entry["suppressions"] = [{"kind": "external", "status": "accepted", "justification": result.reason}]
    return entry
