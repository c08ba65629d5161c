"""Writes `docs/reference/` and the output that guides quote: `make generated`. A test reports stale pages."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import rooms

sys.path.insert(0, str(Path(__file__).parent.parent / "tools"))
import sources  # noqa: E402  (a script of the checkout)
from azure_data_landing_zone.config import LandingZone, Product

HERE = Path(__file__).parent
#: The output of a command in a guide; the command is the block's first line.
OUTPUT = re.compile(r"(?<=<!-- output -->\n)```console\n\$ (adlz .+)\n(?:.*\n)*?```(?=\n<!-- /output -->)")
#: The table of the library's rooms.
ROOMS = re.compile(r"(?<=<!-- rooms -->\n)(?:\|.*\n)*\|.*(?=\n<!-- /rooms -->)")
Json = Mapping[str, Any]

_CONFIGURATION = """# Configuration reference

All keys of the landing zone's file and of product files, generated from the models that validate them. See
[configuration](../configuration.md) for a guide with examples. `adlz schema` writes the same information as JSON Schema
for editors.
"""
_CLI = """# Command line

All commands and options, generated from the help. Exit status: 0 success, 1 failure or a failed check, 2 errors in the
configuration or on the command line.
"""


class _Reference:
    """Sections of models, each once, in the order in which they are first named."""

    def __init__(self, schema: Json) -> None:
        self._models: Mapping[str, Json] = schema.get("$defs", {})
        self._waiting: list[str] = []
        self._seen: set[str] = set()

    def sections(self, schema: Json, title: str, known: set[str]) -> Iterator[str]:
        """The section of a root model, and those of all models that it leads to."""
        self._seen |= known
        yield f"## {title}\n\n{self._body(schema)}"
        while self._waiting:
            name = self._waiting.pop(0)
            yield f"### {name}\n\n{self._body(self._models[name])}"
        known |= self._seen

    def _body(self, model: Json) -> str:
        required = set(model.get("required", ()))
        lines = [_text(model.get("description", "")), "", "| key | value | default | meaning |", "|---|---|---|---|"]
        for key, field in model.get("properties", {}).items():
            if key in required:
                default = "**required**"
            else:
                default = _default(field["default"]) if field.get("default") is not None else ""
            meaning = _text(field.get("description", "")).replace("\n", " ").replace("|", "\\|")
            lines.append(f"| `{key}` | {self._value(field)} | {default} | {meaning} |")
        return "\n".join(lines) + "\n"

    def _value(self, field: Json) -> str:
        if "$ref" in field:
            return self._named(field["$ref"].rsplit("/", 1)[1])
        for either in ("anyOf", "oneOf"):
            if either in field:
                found = [self._value(one) for one in field[either] if one.get("type") != "null"]
                return " or ".join(dict.fromkeys(found))
        if "const" in field:
            return f"`{field['const']}`"
        if "enum" in field:
            return ", ".join(f"`{one}`" for one in field["enum"])
        kind = field.get("type")
        if kind == "array":
            return f"list of {self._value(field.get('items', field.get('prefixItems', [{}])[0]))}"
        if kind == "object":
            return f"mapping of {self._value(_values(field))}"
        if kind in ("integer", "number"):
            return _range(field, "number" if kind == "number" else "whole number")
        if kind == "boolean":
            return "`true` or `false`"
        return "text" if kind == "string" else "any"

    def _named(self, name: str) -> str:
        model = self._models[name]
        if "enum" in model:
            return ", ".join(f"`{one}`" for one in model["enum"])
        if name not in self._seen:
            self._seen.add(name)
            self._waiting.append(name)
        return f"[{name}](#{name.lower()})"


def _values(field: Json) -> Json:
    patterns = list(field.get("patternProperties", {}).values())
    values: Json | bool = patterns[0] if patterns else field.get("additionalProperties", {})
    return values if isinstance(values, Mapping) else {}


def _range(field: Json, kind: str) -> str:
    low, high = field.get("minimum"), field.get("maximum")
    if low is not None and high is not None:
        return f"{kind}, {low} to {high}"
    if low is not None:
        return f"{kind}, at least {low}"
    if "exclusiveMinimum" in field:
        return f"{kind}, more than {field['exclusiveMinimum']}"
    return kind if high is None else f"{kind}, at most {high}"


def _default(value: object) -> str:
    if value == {} or value == []:
        return ""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, dict):
        # What a section holds by default stands in its own table.
        [(key, one), *more] = value.items()
        return "" if more or isinstance(one, dict | list) or one is None else f"`{{{key}: {_plain(one)}}}`"
    if isinstance(value, list):
        return f"`[{', '.join(map(_plain, value))}]`"
    return f"`{value}`"


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _text(text: str) -> str:
    return re.sub(r"[ \t]+", " ", text.strip())


def configuration_page() -> str:
    """The reference of the configuration."""
    known: set[str] = set()
    parts = [_CONFIGURATION]
    for model, title in ((LandingZone, "The landing zone"), (Product, "A product")):
        schema = model.model_json_schema()
        parts += _Reference(schema).sections(schema, title, known)
    return "\n".join(parts)


def cli_page() -> str:
    """The reference of the command line."""
    done = subprocess.run(
        [sys.executable, "-m", "typer", "azure_data_landing_zone.cli.app", "utils", "docs", "--name", "adlz"],
        capture_output=True,
        text=True,
        check=True,
    )
    # The page has a title of its own. A backspace marks a paragraph of the help that stays as it is: examples.
    text = f"**Usage**{done.stdout.partition('**Usage**')[2]}"
    text = re.sub(r"\x08\n((?:[^\n]+\n)+)", r"```console\n\1```\n", text)
    text = re.sub(r"^(# .+)$", r"```text\n\1\n```", text, flags=re.MULTILINE)
    return _CLI + "\n" + re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def with_output(text: str) -> str:
    """A guide with the output that its commands have now, each run in the root of the repository.

    A folder `cdktf.out` that `make synth` left there is not compared with.
    """

    def block(match: re.Match[str]) -> str:
        command = match[1]
        done = subprocess.run(
            [sys.executable, "-m", "azure_data_landing_zone.cli", *shlex.split(command)[1:]],
            cwd=HERE.parent,
            env={**os.environ, "COLUMNS": "120", "TERM": "dumb", "CDKTF_OUTDIR": os.devnull},
            capture_output=True,
            text=True,
            check=True,
        )
        return f"```console\n$ {command}\n{done.stdout.rstrip()}\n```"

    return OUTPUT.sub(block, text)


def pages() -> Mapping[Path, str]:
    """All generated pages by file, and the guides that quote output."""
    guides = {file: file.read_text(encoding="utf-8") for file in sorted(HERE.glob("*.md"))}
    return {
        HERE / "reference" / "configuration.md": configuration_page(),
        HERE / "reference" / "cli.md": cli_page(),
        HERE / "reference" / "sources.md": sources.page(),
        **{file: with_output(text) for file, text in guides.items() if "<!-- output -->" in text},
        HERE / "contributing.md": ROOMS.sub(lambda _: rooms.table(), guides[HERE / "contributing.md"]),
        HERE / "pictures" / "rooms.dot": rooms.dot(),
        HERE / "pictures" / "rooms.svg": rooms.svg(),
    }


def main() -> None:
    """Writes the pages."""
    for file, text in pages().items():
        file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
