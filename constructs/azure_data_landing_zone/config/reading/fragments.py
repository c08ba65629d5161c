"""Fragments of Terraform JSON that a landing zone's file names.

Source: https://developer.hashicorp.com/terraform/language/syntax/json, read 2026-11-27.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from .document import Document, Path_, dotted
from .explain import nearest, secrets, unfit
from .expressions import ExpressionError, address_in, local_names, references
from .json_text import read_json
from .problems import Problem

#: Blocks with a type and a name, and what their addresses begin with.
_TYPED = {"resource": "", "data": "data.", "ephemeral": "ephemeral."}
#: Blocks with a name, and what their addresses begin with.
_NAMED = {"module": "module.", "variable": "var.", "output": "output.", "locals": "local.", "check": "check."}
_BLOCKS = (*_TYPED, *_NAMED, "provider", "import", "terraform")
#: Arguments of resources that run programs where Terraform runs.
_PROGRAMS = ("connection", "provisioner")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_NO_NAME = "is no name of Terraform: it begins with a letter and has letters, digits, _ and - only"
_RUNS = "runs a program on the machine that applies the stack: fragments hold none"


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

    def references(self) -> Iterator[tuple[str, Path_]]:
        """The addresses that the fragment refers to, as `addresses` has them, with their paths in the file.

        Of data sources in a `check`, which are known in there only, none is among them.
        """
        for path, block in _blocks(self.document.data):
            own = {*local_names(block), *(f"data.{type_}.{name}" for type_, name in _data_of(block))}
            for place, address in _references(block, path):
                if address and address.partition(".")[0] not in own and address not in own:
                    yield address, place

    @property
    def required_providers(self) -> Mapping[str, Any]:
        """The entries of `required_providers` by the name of the provider."""
        found: Mapping[str, Any] = self._of("terraform").get("required_providers", {})
        return found

    @property
    def imports(self) -> Sequence[tuple[str, Path_, Any]]:
        """The `import` blocks: the address as it is written, the path in the file, and the block."""
        found = self.document.data.get("import", [])
        if isinstance(found, list):
            return [(str(one["to"]), ("import", number), one) for number, one in enumerate(found)]
        return [(str(found["to"]), ("import",), found)]

    def _of(self, block: str) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.document.data.get(block, {})
        return found


def same_provider(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether two entries of `required_providers` ask for the same versions of the same provider."""
    versions = {"".join(entry.get("version", "").split()) for entry in (one, other)}
    return source_of(one) == source_of(other) and len(versions) == 1


def source_of(entry: Mapping[str, str]) -> str:
    """The source of a provider, such as `hashicorp/azurerm`, in lower case and without the public registry."""
    return re.sub(r"^registry\.(terraform\.io|opentofu\.org)/", "", entry.get("source", "").lower())


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
    document, problems = read_json(file)
    if document is None:
        return None, problems
    document = document.replace(_without_comments(document.data))
    problems += [*unfit(document), *secrets(document)]
    problems += [
        Problem(document.place(path), dotted(path), message)
        for path, message in (*_shape(document.data), *_broken(document.data, ()))
    ]
    return (None if problems else FragmentFile(document)), problems


def _without_comments(data: dict[str, Any]) -> dict[str, Any]:
    """A fragment without comments where they would be taken for names; in other blocks, Terraform ignores them."""
    kept: dict[str, Any] = _plain(data)
    for block in ("locals", "terraform"):
        if block in kept:
            kept[block] = _plain(kept[block])
    if isinstance(terraform := kept.get("terraform"), dict) and "required_providers" in terraform:
        terraform["required_providers"] = _plain(terraform["required_providers"])
    return kept


def _plain(value: Any) -> Any:
    return {key: item for key, item in value.items() if key != "//"} if isinstance(value, dict) else value


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
                if not _NAME.fullmatch(type_):
                    yield (block, type_), _NO_NAME
                elif not isinstance(named, dict):
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
    if block == "moved":
        return "belongs in the landing zone's file: fragments hold no moved blocks. `moved` there takes any address"
    if block == "removed":
        return (
            "is no block of a fragment: remove the resource from the fragment, which destroys it at the next apply. To "
            "keep it in Azure, run `terraform state rm ADDRESS` before"
        )
    return f"is no block of a fragment; allowed are {', '.join(_BLOCKS)}{nearest(block, _BLOCKS)}"


def _imports(value: object) -> Iterator[tuple[Path_, str]]:
    for number, one in enumerate(value if isinstance(value, list) else [value]):
        here: Path_ = ("import", number) if isinstance(value, list) else ("import",)
        if not isinstance(one, dict) or not isinstance(one.get("to"), str):
            yield here, 'must be an object with the text "to", such as azurerm_key_vault.audit'
        elif not (isinstance(one.get("id"), str) and one["id"]) and not isinstance(one.get("identity"), dict):
            yield here, 'needs the text "id", the id of the resource that exists in Azure'


def _blocks(data: Mapping[str, Any]) -> Iterator[tuple[Path_, Any]]:
    """The blocks of a fragment whose text Terraform evaluates, one by one."""
    for kind, value in data.items():
        if kind in _TYPED:
            yield from (((kind, type_, name), body) for type_, named in value.items() for name, body in named.items())
        elif kind in _NAMED:
            yield from (((kind, name), body) for name, body in value.items())
        elif kind != "terraform":
            yield (kind,), value


def _data_of(check: object) -> Iterator[tuple[str, str]]:
    """The types and names of the data sources in a `check`."""
    data = check.get("data") if isinstance(check, dict) else None
    for type_, named in data.items() if isinstance(data, dict) else ():
        yield from ((type_, name) for name in named) if isinstance(named, dict) else ()


def _references(value: object, path: Path_) -> Iterator[tuple[Path_, str]]:
    """The addresses that a value of a block refers to, with their paths."""
    if isinstance(value, str):
        # Below the type and the name of the block, or its name alone.
        argument = path[3:] if path[0] in _TYPED else path[2:]
        if argument == ("provider",) or argument[:1] == ("providers",):
            if "." in value:
                yield path, f"provider.{value}"
        elif argument[:1] == ("depends_on",):
            yield path, address_in(value) or value
        elif "replace_triggered_by" in argument:
            yield path, address_in(value)
        else:
            yield from ((path, address) for address in references(value))
    else:
        for key, item in _items(value):
            yield from ((path, address) for address in (references(key) if isinstance(key, str) else ()))
            yield from _references(item, (*path, key))


def _broken(value: object, path: Path_) -> Iterator[tuple[Path_, str]]:
    """The templates that end too early."""
    try:
        references(value if isinstance(value, str) else str(path[-1]) if path else "")
    except ExpressionError as error:
        yield path, str(error)
    for key, item in _items(value):
        yield from _broken(item, (*path, key))


def _items(value: object) -> Iterable[tuple[str | int, Any]]:
    """The items of a value, without comments."""
    if isinstance(value, dict):
        return [(key, item) for key, item in value.items() if key != "//"]
    return enumerate(value) if isinstance(value, list) else ()


def _bodies(block: str, path: Path_, named: Mapping[str, Any]) -> Iterator[tuple[Path_, str]]:
    for name, body in named.items():
        here = (*path, name)
        if not _NAME.fullmatch(name):
            yield here, _NO_NAME
        elif block == "locals":
            continue
        elif not isinstance(body, dict):
            yield here, "must be an object"
        elif program := next((one for one in _PROGRAMS if one in body), ""):
            yield (*here, program), _RUNS
        elif block in ("data", "ephemeral") and path[-1] == "external":
            yield here, _RUNS
        elif block == "check" and isinstance(inner := body.get("data"), dict) and "external" in inner:
            yield (*here, "data", "external"), _RUNS
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
                if not _NAME.fullmatch(name):
                    yield ("terraform", key, name), _NO_NAME
                elif not isinstance(entry, dict) or not all(
                    isinstance(entry.get(one), str) for one in ("source", "version")
                ):
                    yield ("terraform", key, name), 'must be an object with the texts "source" and "version"'


def _providers(value: Mapping[str, Any]) -> Iterator[tuple[Path_, str]]:
    for name, settings in value.items():
        if not _NAME.fullmatch(name):
            yield ("provider", name), _NO_NAME
        for number, one in enumerate(settings if isinstance(settings, list) else [settings]):
            if not isinstance(one, dict):
                yield ("provider", name, *([number] if isinstance(settings, list) else [])), "must be an object"
