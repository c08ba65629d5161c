"""JSON as Azure's template functions read it: also with single quotes, bare names, comments and a comma at the end.

Azure reads JSON with Newtonsoft's Json.NET; the documentation of `base64ToJson` has an example with single quotes.
https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-string#base64tojson
"""

from __future__ import annotations

import json
import re

from ..azure.json_values import Json

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<comment>//[^\n]*|/\*.*?\*/)
    | (?P<double>"(?:[^"\\]|\\.)*")
    | (?P<single>'(?:[^'\\]|\\.)*')
    | (?P<mark>[{}\[\],:])
    | (?P<bare>[^\s{}\[\],:'"]+)
    )""",
    re.VERBOSE | re.DOTALL,
)


def loads(text: str) -> Json:
    """The value of a JSON text.

    Raises:
        ValueError: it is no JSON, not even in this form.
    """
    try:
        found: Json = json.loads(text)
    except ValueError:
        found = json.loads(_strict(text))
    return found


def _strict(text: str) -> str:
    """The same text as plain JSON; what is no JSON at all stays none."""
    made: list[str] = []
    at = 0
    end = len(text.rstrip())
    while at < end:
        found = _TOKEN.match(text, at)
        if found is None:
            raise ValueError(f"no JSON from character {at} on")
        at = found.end()
        if found["single"] is not None:
            inner = found["single"][1:-1].replace("\\'", "'")
            made.append('"' + re.sub(r'(?<!\\)"', r"\"", inner) + '"')
        elif found["mark"] in {"}", "]"} and made and made[-1] == ",":
            made[-1] = found["mark"]
        elif found["mark"] == ":" and made and re.fullmatch(r"[A-Za-z_$][\w$]*", made[-1]):
            made[-1:] = [f'"{made[-1]}"', ":"]
        elif found["comment"] is None:
            made.append(found["double"] or found["mark"] or found["bare"])
    return " ".join(made)
