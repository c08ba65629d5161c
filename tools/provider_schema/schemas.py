"""Schemas of resources, as the functions of a provider build them."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .packages import File, FunctionSource, Package, Source
from .syntax import (
    Assign,
    Call,
    Composite,
    Do,
    Expression,
    Function,
    GoSyntaxError,
    If,
    Index,
    Member,
    Name,
    Number,
    Operation,
    Parser,
    Range,
    Return,
    Statement,
    Text,
)

#: A value that is not known.
UNKNOWN = object()
_REGISTERED = re.compile(r'"(azurerm_\w+)":\s+(\w+)\(\),')
_CUSTOMIZE = re.compile(r"(?:\b(\w+)\.)?(\w*CustomizeDiff)\b(?!\()")
_TYPE_NAME = re.compile(r'return "(azurerm_\w+)"')
_FEATURES = {"FourPointOh": True, "FourPointOhBeta": True}
_DEPTH = 12


@dataclass
class Resource:
    """A resource of the provider.

    Attributes:
        type: its Terraform type.
        schema: its arguments, as the provider states them.
        sources: the texts that may say under which conditions a change replaces it.
        problems: what of it was not understood.
    """

    type: str
    schema: Mapping[str, Any]
    sources: tuple[str, ...]
    problems: list[str] = field(default_factory=list)


class Reader:
    """Reads the schemas of resources from a provider's source.

    Args:
        source: the source.
        major: the provider's major version: what is meant for a later one is left out.
    """

    def __init__(self, source: Source, major: int) -> None:
        self._source = source
        self._features = {**_FEATURES, "FivePointOh": major >= 5, "FivePointOhBeta": major >= 5}
        self._features["SixPointOh"] = major >= 6
        self._problems: list[str] = []

    def resources(self, types: Container[str]) -> Iterator[Resource]:
        """The resources of these types whose schemas are written with the plugin SDK."""
        for package in self._source.services():
            for file in package.files:
                if file.path.name == "registration.go":
                    yield from self._untyped(package, file, types)
            for method in package.methods.get("ResourceType", ()):
                yield from self._typed(package, method, types)

    def _untyped(self, package: Package, registration: File, types: Container[str]) -> Iterator[Resource]:
        start = registration.text.find("SupportedResources()")
        end = registration.text.find("\n}\n", start)
        for type_, function in _REGISTERED.findall(registration.text[max(start, 0) : end]):
            source = package.functions.get(function)
            if source is None or type_ not in types:
                continue
            value = self._evaluated(package, source)
            schema = value.get("Schema") if isinstance(value, dict) else None
            yield self._resource(type_, schema, package, source)

    def _typed(self, package: Package, method: FunctionSource, types: Container[str]) -> Iterator[Resource]:
        text = method.file.text[method.start : method.end]
        found = _TYPE_NAME.search(text)
        named = re.search(r"return (\w+)$", text, re.MULTILINE)
        type_ = found[1] if found else package.constants.get(named[1], "") if named else ""
        arguments = [one for one in package.methods.get("Arguments", ()) if one.receiver == method.receiver]
        if type_ not in types or not arguments or "DataSource" in method.receiver:
            return
        yield self._resource(type_, self._evaluated(package, arguments[0]), package, arguments[0])

    def _evaluated(self, package: Package, source: FunctionSource) -> Any:
        self._problems = []
        return self._call(package, source, [], 0)

    def _resource(self, type_: str, schema: Any, package: Package, source: FunctionSource) -> Resource:
        if not isinstance(schema, dict):
            self._problems.append("its schema was not found")
            schema = {}
        return Resource(type_, schema, tuple(self._differs(package, source)), list(self._problems))

    def _differs(self, package: Package, source: FunctionSource) -> Iterator[str]:
        """What may say when a change replaces: the resource's file, and the functions that it names there."""
        yield source.file.text
        for qualifier, name in sorted(set(_CUSTOMIZE.findall(source.file.text))):
            where = self._source.imported(source.file, qualifier) if qualifier else package
            function = None if where is None else where.functions.get(name)
            if function is not None and function.file is not source.file:
                yield function.file.text[function.start : function.end]

    def _call(self, package: Package, source: FunctionSource, arguments: list[Any], depth: int) -> Any:
        if depth > _DEPTH:
            return UNKNOWN
        try:
            body = source.body
        except GoSyntaxError as problem:
            self._problems.append(f"{source.name}: {problem}")
            return UNKNOWN
        names = dict(zip(source.parameters, arguments, strict=False))
        _, value = self._run(body, names, package, source.file, depth)
        return value

    def _run(
        self, body: tuple[Statement, ...], names: dict[str, Any], package: Package, file: File, depth: int
    ) -> tuple[bool, Any]:
        """Whether the statements returned, and what."""

        def value_of(expression: Expression) -> Any:
            return self._value(expression, names, package, file, depth)

        for statement in body:
            if isinstance(statement, Return):
                return True, UNKNOWN if statement.value is None else value_of(statement.value)
            if isinstance(statement, Assign):
                self._assign(statement, value_of(statement.value), names, value_of)
            elif isinstance(statement, If):
                held = UNKNOWN if statement.condition is None else value_of(statement.condition)
                if held in (True, False) and held is not UNKNOWN:
                    returned, value = self._run(
                        statement.then if held else statement.otherwise, names, package, file, depth
                    )
                    if returned:
                        return True, value
            elif isinstance(statement, Range):
                over = value_of(statement.over)
                for key, value in list(over.items()) if isinstance(over, dict) else ():
                    within = names | {statement.key: key, statement.value: value}
                    self._run(statement.body, within, package, file, depth)
            elif isinstance(statement, Do):
                self._do(statement.value, value_of)
        return False, UNKNOWN

    def _assign(
        self, statement: Assign, value: Any, names: dict[str, Any], value_of: Callable[[Expression], Any]
    ) -> None:
        target = statement.targets[0]
        if isinstance(target, Name) and len(target.parts) == 1:
            names[target.parts[0]] = value
        elif isinstance(target, Name):
            holder = value_of(Name(target.parts[:-1]))
            if isinstance(holder, dict):
                holder[target.parts[-1]] = value
        elif isinstance(target, Index):
            holder, key = value_of(target.of), value_of(target.key)
            if isinstance(holder, dict) and isinstance(key, str):
                holder[key] = value
        elif isinstance(target, Member):
            holder = value_of(target.of)
            if isinstance(holder, dict):
                holder[target.name] = value

    def _do(self, expression: Expression, value_of: Callable[[Expression], Any]) -> None:
        if isinstance(expression, Call) and isinstance(expression.function, Name):
            name = expression.function.parts
            if name == ("delete",):
                holder, key = (value_of(argument) for argument in expression.arguments)
                if isinstance(holder, dict):
                    holder.pop(key, None)
                return
            if name == ("maps", "Copy"):
                into, other = (value_of(argument) for argument in expression.arguments)
                if isinstance(into, dict) and isinstance(other, dict):
                    into.update(other)
                return
        value_of(expression)

    def _value(self, expression: Expression, names: dict[str, Any], package: Package, file: File, depth: int) -> Any:
        def inner(one: Expression) -> Any:
            return self._value(one, names, package, file, depth)

        match expression:
            case Text(value):
                return value
            case Number(value):
                return float(value) if re.fullmatch(r"\d+\.\d*", value) else int(value) if value.isdigit() else value
            case Composite():
                return self._literal(expression, inner)
            case Index(of, key):
                return _element(inner(of), inner(key))
            case Member(of, name):
                return _element(inner(of), name)
            case Operation(operator, operands):
                return _operation(operator, [inner(one) for one in operands])
            case Name(parts):
                return self._named(parts, names, package, file)
            case Call(function, arguments):
                return self._called(function, arguments, names, package, file, depth)
        return UNKNOWN

    def _literal(self, composite: Composite, inner: Callable[[Expression], Any]) -> Any:
        elements = composite.elements
        if composite.type.startswith("map[") or any(key is not None for key, _ in elements) or not elements:
            return {self._key(key, inner): inner(value) for key, value in elements}
        return [inner(value) for _, value in elements]

    def _key(self, key: Expression | None, inner: Callable[[Expression], Any]) -> str:
        if isinstance(key, Name) and len(key.parts) == 1:
            found = inner(key)
            return found if isinstance(found, str) and found != key.parts[0] else key.parts[0]
        found = inner(key)
        return found if isinstance(found, str) else "?"

    def _named(self, parts: tuple[str, ...], names: dict[str, Any], package: Package, file: File) -> Any:
        if parts in (("true",), ("false",)):
            return parts == ("true",)
        if parts[0] in names:
            value = names[parts[0]]
            for part in parts[1:]:
                value = value.get(part, UNKNOWN) if isinstance(value, dict) else UNKNOWN
            return value
        if len(parts) == 1:
            return package.constants.get(parts[0], UNKNOWN if parts != ("nil",) else None)
        if parts[-1].startswith("Type") and parts[0] in {"pluginsdk", "schema"}:
            return parts[-1]
        imported = self._source.imported(file, parts[0])
        return UNKNOWN if imported is None else imported.constants.get(parts[1], UNKNOWN)

    def _called(
        self,
        function: Expression,
        arguments: tuple[Expression, ...],
        names: dict[str, Any],
        package: Package,
        file: File,
        depth: int,
    ) -> Any:
        def given() -> list[Any]:
            return [self._value(argument, names, package, file, depth) for argument in arguments]

        if isinstance(function, Function):
            return self._run(Parser(list(function.body)).block(), dict(names), package, file, depth)[1]
        if not isinstance(function, Name):
            return UNKNOWN
        *qualifier, name = function.parts
        if qualifier == ["features"]:
            return self._features.get(name, UNKNOWN)
        if function.parts in (("string",), ("pointer", "To"), ("pointer", "From")):
            return given()[0]
        if not qualifier:
            source = package.functions.get(name)
            return UNKNOWN if source is None else self._call(package, source, given(), depth + 1)
        if qualifier[0] in file.imports and qualifier[0] not in names:
            imported = self._source.imported(file, qualifier[0])
            source = None if imported is None else imported.functions.get(name)
            return UNKNOWN if source is None or imported is None else self._call(imported, source, given(), depth + 1)
        methods = package.methods.get(name, ())
        lower = [one for one in methods if one.file is file] or list(methods)
        return self._call(package, lower[0], given(), depth + 1) if lower else UNKNOWN


def _element(holder: Any, key: Any) -> Any:
    return holder.get(key, UNKNOWN) if isinstance(holder, dict) else UNKNOWN


def _operation(operator: str, values: list[Any]) -> Any:
    """The value of an operation, as far as it is known."""
    first, last = values[0], values[-1]
    if operator == "&&" and False in (first, last):
        return False
    if operator == "||" and True in (first, last):
        return True
    if UNKNOWN in values:
        return UNKNOWN
    if operator in {"==", "!="}:
        return (first == last) is (operator == "==")
    if operator == "!":
        return not first
    if operator in {"&&", "||"}:
        return last
    if operator == "-" and len(values) == 1 and isinstance(first, int | float):
        return -first
    return UNKNOWN
