"""Fragments of Terraform JSON and overrides of arguments, as the landing zone's file names them."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .. import templates
from ..config import Configuration
from ..config.models.extensions import Override
from ..config.reading.document import Document, Path_
from ..config.reading.explain import closest, nearest
from ..config.reading.expressions import address_in
from ..config.reading.fragments import FragmentFile, same_provider
from ..config.reading.problems import Place, Problem
from ..engine import extensions
from ..engine.framework import TerraformStack

#: Providers that are part of Terraform.
_BUILT_IN = frozenset({"terraform"})
#: What addresses begin with that are none of a resource.
_NO_RESOURCES = ("check.", "data.", "ephemeral.", "local.", "output.", "provider.", "required_providers.", "var.")
#: Where a landing zone without a file has its extensions.
_NOWHERE = Place("landing zone", 0)


def extend(stacks: Mapping[str, TerraformStack], name: str, configuration: Configuration) -> list[Problem]:
    """Replaces arguments of a stack, and adds fragments to it, as the landing zone's file says.

    Args:
        stacks: stacks of this library by name, complete.
        name: the name of the stack.
        configuration: the configuration.

    Returns:
        The problems; the stack is unchanged if there are any. A fragment may use an address of the stack, or providers
        that are not required; an override may name a resource or a block that the stack does not have.
    """
    fragments, overrides = configuration.fragments(name), configuration.overrides(name)
    if not fragments and not overrides:
        return []
    stack = stacks[name]
    document: Mapping[str, Any] = extensions.document_of(stack)
    files = [file for _, file in fragments]
    problems = [problem for file in files for problem in _conflicts(file, name, document, files)]
    problems += _unresolved(files, name, document)
    changed = _Overridden(name, document, configuration, stacks)
    for number, override in overrides:
        problems += changed.apply(number, override)
    if problems:
        return problems
    for address, argument in changed.arguments:
        extensions.replace_argument(stack, address, argument, changed.value(address, argument))
    for path, value in _blocks(files, document):
        extensions.add_block(stack, path, value)
    for path, items in _lists(files).items():
        extensions.append(stack, path, items)
    return []


def _conflicts(
    file: FragmentFile, stack: str, document: Mapping[str, Any], files: list[FragmentFile]
) -> Iterator[Problem]:
    """The addresses and providers of a fragment that a stack cannot take."""
    taken = {address for address, _ in FragmentFile(file.document.replace(dict(document))).addresses()}
    ours: Mapping[str, Any] = document.get("terraform", {}).get("required_providers", {})
    for address, path in file.addresses():
        name = address.partition("required_providers.")[2]
        if address in taken and not (name and same_provider(ours[name], file.required_providers[name])):
            message = f"is in the stack {stack} already: {_way_out(address, ours.get(name, {}))}"
            yield Problem(file.document.place(path), file.document.dotted(path), message, address)
    required = {name for one in files for name in one.required_providers} | ours.keys() | _BUILT_IN
    for type_, path in file.resources():
        given = file.document.value((*path, "provider"))
        provider = given.partition(".")[0] if isinstance(given, str) else type_.partition("_")[0]
        if provider not in required:
            message = (
                f"needs the provider {provider}, which the stack {stack} does not require: add "
                f"terraform.required_providers.{provider} with source and version"
            )
            yield Problem(file.document.place(path), file.document.dotted(path), message)


def _unresolved(files: list[FragmentFile], stack: str, document: Mapping[str, Any]) -> Iterator[Problem]:
    """The addresses that fragments refer to, or import, and that the stack does not have."""
    ours = FragmentFile(Document("", dict(document), {}))
    known = {address for one in (ours, *files) for address, _ in one.addresses()}
    first: dict[str, Place] = {to: Place(f"the stack {stack}", 0) for to, _, _ in ours.imports}
    for file in files:
        for address, path in file.references():
            kind, _, name = address.partition(".")
            # A provider that is not required is reported by itself.
            required = kind != "provider" or f"required_providers.{name.partition('.')[0]}" in known
            if address not in known and required:
                message = f"refers to {address}, which is not in the stack {stack}{_near(address, known)}"
                yield Problem(file.document.place(path), file.document.dotted(path), message)
        for to, path, _ in file.imports:
            at, address = (*path, "to"), address_in(to)
            place = file.document.place(at)
            if address not in known or address.startswith(_NO_RESOURCES):
                message = f"is no resource of the stack {stack}{_near(address or to, known)}"
                yield Problem(place, file.document.dotted(at), message, repr(to))
            elif (earlier := first.setdefault(to, place)) is not place:
                message = f"is imported already by {earlier}: a resource is imported once"
                yield Problem(place, file.document.dotted(at), message, repr(to))


def _near(address: str, known: Iterable[str]) -> str:
    """The end of a sentence that names an address of the same kind, or the most similar type."""
    kinds: dict[str, list[str]] = {}
    for one in known:
        kinds.setdefault(one.rpartition(".")[0], []).append(one)
    kind = address.rpartition(".")[0]
    return nearest(address, kinds.get(kind) or kinds.get(closest(kind, kinds), []))


def _way_out(address: str, required: Mapping[str, str]) -> str:
    if address.startswith("provider."):
        return "add an alias"
    if address.startswith("required_providers."):
        return f"write the source {required['source']} and the version {required['version']}, or leave it out"
    if address.partition(".")[0] in ("var", "output", "local", "check", "module", "data", "ephemeral"):
        return "choose another name"
    return "choose another name, or change its arguments in extensions.overrides"


def _blocks(files: list[FragmentFile], document: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The paths of the blocks of fragments in Terraform JSON, and the blocks; those in lists are left out."""
    required = {f"required_providers.{name}" for name in document.get("terraform", {}).get("required_providers", {})}
    for file in files:
        for address, path in file.addresses():
            if not address.startswith("provider.") and address not in required:
                yield ".".join(map(str, path)), file.document.value(path)


def _lists(files: list[FragmentFile]) -> dict[str, list[Any]]:
    """The blocks that are items of lists, by the path of the list: configurations of providers, and imports."""
    found: dict[str, list[Any]] = {}
    for file in files:
        for name, _, settings in file.providers():
            found.setdefault(f"provider.{name}", []).append(settings)
        if file.imports:
            found.setdefault("import", []).extend(block for _, _, block in file.imports)
    return found


class _PathError(Exception):
    """A path leads nowhere."""


@dataclass(frozen=True)
class _Where:
    """A part of an override in the landing zone's file."""

    configuration: Configuration
    number: int

    def problem(self, key: Path_, message: str, given: str = "") -> Problem:
        origin = self.configuration.origin
        path: Path_ = ("extensions", "overrides", self.number, *key)
        place = _NOWHERE if origin is None else origin.document.place(path)
        dotted = f"extensions.overrides[{self.number}].{'.'.join(map(str, key))}"
        return Problem(place, dotted, message, given)


class _Overridden:
    """The arguments of a stack that overrides change.

    Args:
        stack: the name of the stack.
        document: its Terraform JSON.
        configuration: the configuration.
        stacks: all stacks that are made, by name.
    """

    def __init__(
        self,
        stack: str,
        document: Mapping[str, Any],
        configuration: Configuration,
        stacks: Mapping[str, TerraformStack],
    ) -> None:
        self._stacks = stacks
        self._stack = stack
        self._resources: Mapping[str, Any] = document.get("resource", {})
        self._configuration = configuration
        self._bodies: dict[str, dict[str, Any]] = {}
        #: The arguments by address and name, in the order of the overrides.
        self.arguments: dict[tuple[str, str], None] = {}

    def value(self, address: str, argument: str) -> Any:
        """The new value of an argument; None if it is removed."""
        return self._bodies[address].get(argument)

    def apply(self, number: int, override: Override) -> Iterator[Problem]:
        """Changes the arguments of one override, and yields what is wrong with it."""
        where = _Where(self._configuration, number)
        type_, _, name = override.address.partition(".")
        body = self._resources.get(type_, {}).get(name)
        if body is None:
            message = f"is no resource of the stack {self._stack}{self._instead(override.address)}"
            yield where.problem(("address",), message, repr(override.address))
            return
        changed = self._bodies.setdefault(override.address, copy.deepcopy(body))
        for path, value in override.set_.items():
            parts = path.split(".")
            try:
                # Text of an override is data: Terraform does not evaluate it.
                _put(changed, parts, templates.mapped(value, templates.escaped))
            except _PathError as error:
                yield where.problem(("set", path), f"{error} (in the stack {self._stack})")
            self.arguments[override.address, parts[0]] = None

    def _instead(self, address: str) -> str:
        """The end of a sentence about an address that the stack does not have."""
        for fragment, file in self._configuration.fragments(self._stack):
            for added, path in file.addresses():
                if added == address:
                    return f": it is in the fragment {fragment.file} ({file.document.place(path)}), change it there"
        type_, _, name = address.partition(".")
        for stack, other in self._stacks.items():
            resources: Any = extensions.document_of(other).get("resource", {})
            if name in resources.get(type_, {}):
                return f": the stack {stack} has it"
        kind = type_ if type_ in self._resources else closest(type_, self._resources)
        known = [f"{kind}.{one}" for one in self._resources.get(kind, {})]
        listed = f"; those of this type are {', '.join(known)}" if kind == type_ and 0 < len(known) <= 3 else ""
        return nearest(address, known) or listed


def _put(body: dict[str, Any], parts: list[str], value: Any) -> None:
    """Sets the value at a path; None removes it.

    Raises:
        _PathError: the path leads into a value that is no block, or to an item that there is not, or the value does not
            fit there.
    """
    holder, key, in_list = _reached(body, parts, value)
    former = holder[key] if isinstance(holder, list) else holder.get(key)
    if value is None and isinstance(holder, dict) and key not in holder:
        raise _PathError("removes an argument that is not set")
    if value is None and (isinstance(holder, list) or not in_list):
        del holder[key]
    elif isinstance(former, dict) and not all(isinstance(one, dict | None) for one in _blocks_of(value)):
        raise _PathError("must be an object, as the value that it replaces")
    elif isinstance(former, list) and not isinstance(value, dict | list | None):
        raise _PathError("must be a list, as the value that it replaces")
    else:
        # Where a list is an argument, its objects must have all members: there, None is a value.
        holder[key] = value


def _reached(body: dict[str, Any], parts: list[str], value: Any) -> tuple[Any, Any, bool]:
    """The object or list that has the last part of a path, its key in there, and whether it is in a list.

    Raises:
        _PathError: the path leads into a value that is no block, or to an item that there is not.
    """
    holder: Any = {"": body}
    key: Any = ""
    in_list = False
    for depth, part in enumerate(parts):
        at, last = ".".join(parts[:depth]), depth == len(parts) - 1
        here = holder[key] if isinstance(holder, list) else holder.get(key)
        if here is None:
            here = holder[key] = [] if part.isdecimal() else {}
        if isinstance(here, list):
            if not part.isdecimal() or int(part) > len(here) - (last and value is None):
                raise _PathError(f"leads into a list of {len(here)}: write the number of an item, such as {at}.0")
            holder, key, in_list = here, int(part), True
            if key == len(here):
                here.append(None)
        elif not isinstance(here, dict):
            raise _PathError(f"leads into {at}, which is a value and no block")
        elif not depth or not part.isdecimal() or part in here:
            holder, key = here, part
        elif part != "0" or (last and not isinstance(value, dict | None)):
            raise _PathError(
                f"leads into {at}, which is one block: its number is 0, and its value an object. A key of digits is "
                f"set in the whole value of {at}"
            )
        # Else the path stays at the block, which Terraform takes for a list of one.
    return holder, key, in_list


def _blocks_of(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]
