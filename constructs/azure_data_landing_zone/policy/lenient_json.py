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
        data: Json = json.loads(text)
    except ValueError:
        data = json.loads(_strict(text))
    return data


def _strict(text: str) -> str:
    """The same text as plain JSON; what is no JSON at all stays none."""
    parts: list[str] = []
    at = 0
    end = len(text.rstrip())
    while at < end:
        token = _TOKEN.match(text, at)
        if token is None:
            raise ValueError(f"no JSON from character {at} on")
        at = token.end()
        if token["single"] is not None:
            inner = token["single"][1:-1].replace("\\'", "'")
            parts.append('"' + re.sub(r'(?<!\\)"', r"\"", inner) + '"')
        elif token["mark"] in {"}", "]"} and parts and parts[-1] == ",":
            parts[-1] = token["mark"]
        elif token["mark"] == ":" and parts and re.fullmatch(r"[A-Za-z_$][\w$]*", parts[-1]):
            parts[-1:] = [f'"{parts[-1]}"', ":"]
        elif token["comment"] is None:
            parts.append(token["double"] or token["mark"] or token["bare"])
    return " ".join(parts)
