"""Fragments of Terraform JSON that a landing zone's file names.

Source: https://developer.hashicorp.com/terraform/language/syntax/json, read 2026-11-27.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from .document import Document, Path_, dotted, read
from .explain import nearest, secrets, unfit
from .nodes import FileError, read_text
from .problems import Place, Problem, shown

#: Blocks with a type and a name, and what their addresses begin with.
_TYPED = {"resource": "", "data": "data.", "ephemeral": "ephemeral."}
#: Blocks with a name, and what their addresses begin with.
_NAMED = {"module": "module.", "variable": "var.", "output": "output.", "locals": "local.", "check": "check."}
_BLOCKS = (*_TYPED, *_NAMED, "provider", "import", "terraform")
#: Arguments of resources that run programs where Terraform runs.
_PROGRAMS = ("connection", "provisioner")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")


@dataclass(frozen=True)
class FragmentFile:
    """The content of a fragment.

    Attributes:
        document: the file with the places of its values.
    """

    document: Document

    def addresses(self) -> Iterator[tuple[str, Path_]]:
        """The addresses that the fragment takes, with their paths in the file.

        An address is that of Terraform, such as `azurerm_key_vault.audit` or `data.azurerm_subnet.runners`. Variables,
        outputs, checks and locals have addresses such as `var.name` and `output.name`; a configuration of a provider
        has `provider.name`, or `provider.name.alias`; a requirement has `required_providers.name`.
        """
        for block, prefix in _TYPED.items():
            for type_, named in self._of(block).items():
                for name in named:
                    yield f"{prefix}{type_}.{name}", (block, type_, name)
        for block, prefix in _NAMED.items():
            for name in self._of(block):
                yield f"{prefix}{name}", (block, name)
        for name, path, settings in self.providers():
            yield f"provider.{name}{'.' if 'alias' in settings else ''}{settings.get('alias', '')}", path
        for name in self.required_providers:
            yield f"required_providers.{name}", ("terraform", "required_providers", name)

    def resources(self) -> Iterator[tuple[str, Path_]]:
        """The types of resources, data sources and ephemeral resources, with the paths of the blocks."""
        for block in _TYPED:
            for type_, named in self._of(block).items():
                yield from ((type_, (block, type_, name)) for name in named)

    def providers(self) -> Iterator[tuple[str, Path_, Mapping[str, Any]]]:
        """The configurations of providers: the name of the provider, the path in the file, and the settings."""
        for name, value in self._of("provider").items():
            if isinstance(value, list):
                yield from ((name, ("provider", name, number), one) for number, one in enumerate(value))
            else:
                yield name, ("provider", name), value

    @property
    def required_providers(self) -> Mapping[str, Any]:
        """The entries of `required_providers` by the name of the provider."""
        found: Mapping[str, Any] = self._of("terraform").get("required_providers", {})
        return found

    @property
    def imports(self) -> Sequence[Any]:
        """The `import` blocks."""
        found = self.document.data.get("import", [])
        return found if isinstance(found, list) else [found]

    def _of(self, block: str) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.document.data.get(block, {})
        return found


def file_of(folder: Path, name: str) -> tuple[Path, str]:
    """The file that a landing zone's file names, and what is wrong with the name; empty if nothing is.

    Args:
        folder: the folder of the landing zone's file.
        name: the name, relative to this folder.
    """
    file = folder / name
    advice = "name a file below it, such as terraform/audit.tf.json"
    if Path(name).is_absolute() or ".." in PurePosixPath(name.replace("\\", "/")).parts or "\0" in name:
        return file, f"leaves the folder of the landing zone's file: {advice}"
    if not name.endswith(".tf.json"):
        return file, "must be a file of Terraform JSON, whose name ends in .tf.json"
    top = os.path.realpath(folder)
    if os.path.commonpath([top, os.path.realpath(file)]) != top:
        return file, f"is a link that leaves the folder of the landing zone's file: {advice}"
    if file.exists() and not file.is_file() and not file.is_dir():
        return file, "is a pipe or a device, and a file is wanted"
    return file, ""


def read_fragment(file: Path) -> tuple[FragmentFile | None, list[Problem]]:
    """Reads a fragment.

    Returns:
        The fragment, None if it is not usable, and what is wrong with it.
    """
    try:
        data = json.loads(read_text(file))
    except FileError as error:
        return None, [error.problem]
    except RecursionError:
        return None, [Problem(Place(shown(file), 0), "", "is nested too deeply")]
    except json.JSONDecodeError as error:
        return None, [Problem(Place(shown(file), error.lineno), "", f"is not valid JSON: {error.msg}")]
    # JSON is YAML: the reader knows lines and bounds, and refuses keys that are given twice.
    document, problems = read(file)
    if document is None:
        return None, problems
    document = document.replace({key: value for key, value in data.items() if key != "//"})
    problems += [*unfit(document), *secrets(document)]
    problems += [Problem(document.place(path), dotted(path), message) for path, message in _shape(document.data)]
    return (None if problems else FragmentFile(document)), problems


def _shape(data: Mapping[str, Any]) -> Iterator[tuple[Path_, str]]:
    """The blocks that a fragment must not hold, and those that are not objects by name."""
    if not data:
        yield (), f"is empty: a fragment holds {', '.join(_BLOCKS)}"
    for block, value in data.items():
        if block not in _BLOCKS:
            yield (block,), _refused(block)
        elif block == "import":
            yield from _imports(value)
        elif not isinstance(value, dict):
            yield (block,), "must be an object"
        elif block in _TYPED:
            for type_, named in value.items():
                if not isinstance(named, dict):
                    yield (block, type_), "must be an object: bodies by name"
                else:
                    yield from _bodies(block, (block, type_), named)
        elif block == "terraform":
            yield from _terraform(value)
        elif block == "provider":
            yield from _providers(value)
        else:
            yield from _bodies(block, (block,), value)


def _refused(block: str) -> str:
    if block in ("moved", "removed"):
        return f"belongs in the landing zone's file: fragments hold no {block} blocks. `moved` there takes any address"
    return f"is no block of a fragment; allowed are {', '.join(_BLOCKS)}{nearest(block, _BLOCKS)}"


def _imports(value: object) -> Iterator[tuple[Path_, str]]:
    for number, one in enumerate(value if isinstance(value, list) else [value]):
        if not isinstance(one, dict) or not isinstance(one.get("to"), str):
            yield ("import", number), 'must be an object with the text "to", such as azurerm_key_vault.audit'


def _bodies(block: str, path: Path_, named: Mapping[str, Any]) -> Iterator[tuple[Path_, str]]:
    for name, body in named.items():
        here = (*path, name)
        if not _NAME.fullmatch(name):
            yield here, "is no name of Terraform: it begins with a letter and has letters, digits, _ and - only"
        elif block == "locals":
            continue
        elif not isinstance(body, dict):
            yield here, "must be an object"
        elif program := next((one for one in _PROGRAMS if one in body), ""):
            yield (*here, program), "runs a program on the machine that applies the stack: fragments hold none"
        elif block == "module" and str(body.get("source", "")).startswith((".", "/", "~")):
            yield (
                (*here, "source"),
                "is a local path, which is not there when Terraform runs in the output folder: name a module in a "
                "registry or a repository",
            )


def _terraform(value: Mapping[str, Any]) -> Iterator[tuple[Path_, str]]:
    for key, required in value.items():
        if key != "required_providers":
            yield ("terraform", key), "is set by the stack: a fragment may hold terraform.required_providers only"
        elif not isinstance(required, dict):
            yield ("terraform", key), "must be an object: requirements by the name of the provider"
        else:
            for name, entry in required.items():
                if not isinstance(entry, dict) or not {"source", "version"} <= entry.keys():
                    yield ("terraform", key, name), 'must be an object with "source" and "version"'


def _providers(value: Mapping[str, Any]) -> Iterator[tuple[Path_, str]]:
    for name, settings in value.items():
        for number, one in enumerate(settings if isinstance(settings, list) else [settings]):
            if not isinstance(one, dict):
                yield ("provider", name, *([number] if isinstance(settings, list) else [])), "must be an object"
