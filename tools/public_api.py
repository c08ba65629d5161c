"""The public API as a list that is committed: `python tools/public_api.py [--check]`.

One line for each name with its signature, read from the sources without importing them. A line that goes or changes
breaks somebody's program: the list may lose it only with a version that says so (docs/decisions/0021).
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

import griffe

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT / "docs" / "reference" / "public-api.txt"
PACKAGE = "azure_data_landing_zone"
#: The modules whose names people may import. All else may change at any time.
MODULES = ("azure.ids", "checks", "config", "engine.azapi", "patterns", "resources", "stacks", "synthesis", "testing")


def lines() -> list[str]:
    """The list as the sources have it."""
    package = griffe.load(PACKAGE, search_paths=[str(ROOT / "constructs")], resolve_aliases=True)
    found = set()
    for name in MODULES:
        module = package[name]
        exports = module.exports or [key for key, member in module.members.items() if _own(key, member)]
        for export in exports:
            found.update(_described(f"{name}.{export}", module[str(export)]))
    return sorted(found)


def _own(name: str, member: griffe.Object | griffe.Alias) -> bool:
    return not name.startswith("_") and not member.is_alias and not member.is_module


def _described(path: str, found: griffe.Object | griffe.Alias) -> Iterator[str]:
    target = found.final_target if isinstance(found, griffe.Alias) else found
    name = path.rpartition(".")[2]
    if target.is_module and name in target.members:
        # A function of the same name as its module, which stands before it in the package.
        target = target.members[name]
    if isinstance(target, griffe.Class) and any(base.name == "Model" for base in target.mro()):
        # What a configuration may hold is told by its JSON Schema.
        yield path
    elif isinstance(target, griffe.Class):
        yield f"{path}{_signature(target.parameters)}"
        for name, member in target.members.items():
            if not name.startswith("_") and not member.is_alias:
                yield from _described(f"{path}.{name}", member)
    elif isinstance(target, griffe.Function):
        yield f"{path}{_signature(target.parameters)} -> {target.returns}"
    elif isinstance(target, griffe.Attribute):
        yield f"{path}: {target.annotation}" if target.annotation else path
    else:
        yield path


def _signature(parameters: griffe.Parameters) -> str:
    shown = []
    keyword = False
    for parameter in parameters:
        if parameter.name in ("self", "cls"):
            continue
        if parameter.kind is griffe.ParameterKind.keyword_only and not keyword:
            keyword = True
            shown.append("*")
        prefix = {griffe.ParameterKind.var_positional: "*", griffe.ParameterKind.var_keyword: "**"}.get(
            parameter.kind, ""
        )
        text = f"{prefix}{parameter.name}: {parameter.annotation}"
        shown.append(text if prefix or parameter.default is None else f"{text} = {parameter.default}")
    return f"({', '.join(shown)})"


def differences(former: Sequence[str], now: Sequence[str]) -> tuple[list[str], list[str]]:
    """What breaks programs, and what is new."""
    return [line for line in former if line not in now], [line for line in now if line not in former]


def recorded() -> tuple[str, list[str]]:
    """The version and the lines of the committed list."""
    if not LIST.exists():
        return "", []
    title, *rest = LIST.read_text(encoding="utf-8").splitlines()
    return title.rpartition(" ")[2], [line for line in rest if line]


def may_break(former: str, version: str) -> bool:
    """Whether a version may break what a former one had: a new minor version before 1.0, a new major one after it.

    A version that is not released yet breaks nobody.
    """
    if f"## {version}, unreleased" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8") and former in ("", version):
        return True
    old, new = ([int(part) for part in re.findall(r"\d+", text)[:2]] for text in (former or "0.0", version))
    return new[0] > old[0] or (new[0] == 0 and new[1] > old[1])


def main(arguments: Sequence[str]) -> int:
    """Writes the list, or checks it; returns the exit status."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    former_version, former = recorded()
    now = lines()
    broken, new = differences(former, now)
    for what, found in (("gone or changed", broken), ("new", new)):
        sys.stdout.writelines(f"{what}: {line}\n" for line in found)
    if broken and not may_break(former_version, version):
        sys.stdout.write(
            f"this breaks programs that were written for {former_version}, and {version} does not say so\n"
        )
        return 1
    if "--check" in arguments:
        if broken or new:
            sys.stdout.write("if that is meant, `make generated` takes it into docs/reference/public-api.txt\n")
        return 1 if broken or new else 0
    LIST.write_text("\n".join([f"# The public API of azure-data-landing-zone {version}", *now, ""]), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
