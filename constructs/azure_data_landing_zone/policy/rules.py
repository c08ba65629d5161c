"""The `if` of a policy as a tree of conditions, made once and asked for every resource."""

from __future__ import annotations

import functools
import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..azure.json_values import Json
from . import fields
from .fields import Context, Field, Selected
from .formulas import Compiler, Constant, Formula
from .operators import Operator, operators
from .values import MISSING, Failure, Missing, Truth, Unknown, Value, all_of, any_of, negate, plain

#: How deep conditions may be nested; Azure's own rules need 8 levels.
DEEPEST = 80
#: Iterations of a count of values together with those of the counts around it. A single one may have more: the built-in
#: policy MANAExistingVMNVASupport_Modify.json of github.com/Azure/azure-policy has 115.
#: https://learn.microsoft.com/azure/governance/policy/concepts/definition-structure-policy-rule#policy-rule-limits
#: read 2026-11-27
NESTED_ITERATIONS = 100


@dataclass(frozen=True, slots=True)
class Evidence:
    """One condition that decided, with what it looked at.

    Attributes:
        condition: the condition, as `field operator demanded`.
        actual: the value that it found; `None` if there was none.
        argument: the Terraform argument that the value comes from; empty if none does.
        unknown: why the condition could not be decided; empty if it could.
    """

    condition: str
    actual: Json
    argument: str = ""
    unknown: str = ""

    def __str__(self) -> str:
        where = f" ({self.argument})" if self.argument else ""
        if self.unknown:
            return f"{self.condition}{where}: unknown, {self.unknown}"
        actual = "not set" if self.actual is None else repr(self.actual)
        return f"{self.condition}{where}: is {actual}"


@dataclass(frozen=True, slots=True)
class Step:
    """A condition over one resource: what it looked at, its answer, and its parts.

    Attributes:
        said: the condition, as `field operator demanded`; of a combination its name.
        answer: whether it holds.
        actual: the value that it found.
        argument: the Terraform argument that the value comes from; empty if none does.
        parts: the conditions that it consists of, or one for each element of an array.
        kind: `allOf`, `anyOf`, `not`, `each` (every element must fulfil it), `count`, or empty for a single condition.
    """

    said: str
    answer: Truth
    actual: Value = None
    argument: str = ""
    parts: tuple[Step, ...] = ()
    kind: str = ""

    def evidence(self) -> Iterator[Evidence]:
        """The single conditions that decided."""
        if self.kind == "not":
            for found in self.parts[0].evidence():
                yield replace(found, condition=f"not ({found.condition})")
        elif self.kind in {"allOf", "anyOf"} or (self.kind == "each" and self.parts):
            decisive = [part for part in self.parts if _decides(part.answer, self.answer)]
            for part in decisive:
                yield from part.evidence()
            if not decisive:
                yield self._own()
        else:
            yield self._own()
            if self.kind == "count":
                open_ = not isinstance(self.answer, bool)
                for part in self.parts:
                    if part.answer is True or (open_ and not isinstance(part.answer, bool)):
                        yield from part.evidence()

    def _own(self) -> Evidence:
        unknown = self.answer.reason if isinstance(self.answer, (Unknown, Failure)) else ""
        return Evidence(self.said, plain(self.actual), self.argument, unknown)


class Condition(ABC):
    """A condition of a rule."""

    @abstractmethod
    def evaluate(self, context: Context) -> Truth:
        """Whether it holds for a resource."""

    @abstractmethod
    def trace(self, context: Context) -> Step:
        """Its answer, with the answers of all its parts."""

    def explain(self, context: Context) -> Iterator[Evidence]:
        """The trace of the condition: why it holds, does not hold or is undecided."""
        return self.trace(context).evidence()

    @property
    def types(self) -> frozenset[str] | None:
        """The resource types, in small letters, for which alone it can hold; `None` if any may."""
        return None

    @property
    def excluded(self) -> frozenset[str] | None:
        """The types for which alone it can fail to hold; `None` if any may."""
        return None


class _All(Condition):
    def __init__(self, parts: Sequence[Condition]) -> None:
        self.parts = parts

    def evaluate(self, context: Context) -> Truth:
        return all_of(part.evaluate(context) for part in self.parts)

    def trace(self, context: Context) -> Step:
        parts = tuple(part.trace(context) for part in self.parts)
        return Step("allOf", all_of(part.answer for part in parts), parts=parts, kind="allOf")

    @functools.cached_property
    def types(self) -> frozenset[str] | None:
        common: frozenset[str] | None = None
        for part in self.parts:
            types = part.types
            if types is not None:
                common = types if common is None else common & types
        return common

    @functools.cached_property
    def excluded(self) -> frozenset[str] | None:
        return _union(part.excluded for part in self.parts)


class _Any(Condition):
    def __init__(self, parts: Sequence[Condition]) -> None:
        self.parts = parts

    def evaluate(self, context: Context) -> Truth:
        return any_of(part.evaluate(context) for part in self.parts)

    def trace(self, context: Context) -> Step:
        parts = tuple(part.trace(context) for part in self.parts)
        return Step("anyOf", any_of(part.answer for part in parts), parts=parts, kind="anyOf")

    @functools.cached_property
    def types(self) -> frozenset[str] | None:
        return _union(part.types for part in self.parts)


class _Not(Condition):
    def __init__(self, part: Condition) -> None:
        self.part = part

    def evaluate(self, context: Context) -> Truth:
        return negate(self.part.evaluate(context))

    def trace(self, context: Context) -> Step:
        part = self.part.trace(context)
        return Step("not", negate(part.answer), parts=(part,), kind="not")

    @property
    def types(self) -> frozenset[str] | None:
        return self.part.excluded

    @property
    def excluded(self) -> frozenset[str] | None:
        return self.part.types


def _union(sets: Iterator[frozenset[str] | None]) -> frozenset[str] | None:
    union: frozenset[str] = frozenset()
    for one in sets:
        if one is None:
            return None
        union |= one
    return union


def _decides(part: Truth, whole: Truth) -> bool:
    if isinstance(whole, bool):
        return part is whole
    return isinstance(part, type(whole))


@dataclass(frozen=True, slots=True)
class _Test:
    """An operator with what it demands."""

    name: str
    operator: Operator
    demanded: Formula
    shown: str
    listed: frozenset[str] | None = None

    def __call__(self, value: Value, context: Context) -> Truth:
        if self.listed is not None and isinstance(value, str) and (value.isascii() or value.lower() in self.listed):
            return (value.lower() in self.listed) == (self.name == "in")
        if isinstance(value, Unknown) and value.among:
            answers = [self(one, context) for one in value.among]
            return answers[0] if all(answer is answers[0] for answer in answers) else value
        return self.operator(value, self.demanded(context))

    def show(self, context: Context) -> str:
        demanded = self.demanded(context)
        if isinstance(demanded, (Unknown, Failure)):
            return f"{self.name} {self.shown}"
        text = str(plain(demanded))
        return f"{self.name} {text if len(text) <= 120 else text[:117] + '...'}"


class _FieldCondition(Condition):
    def __init__(self, name: Formula, shown: str, test: _Test) -> None:
        self._field = fields.parse(name.value) if isinstance(name, Constant) and isinstance(name.value, str) else None
        self._name = name
        self._shown = shown
        self._test = test

    def _resolve(self, context: Context) -> Field | Unknown | Failure:
        if self._field is not None:
            return self._field
        name = self._name(context)
        if isinstance(name, str):
            return fields.parse(name)
        return name if isinstance(name, (Unknown, Failure)) else Failure("a field's name must be text")

    def evaluate(self, context: Context) -> Truth:
        field = self._resolve(context)
        if not isinstance(field, Field):
            return field
        value = field.read(context, context.resource)
        if field.simple == "type" and isinstance(value, Unknown):
            return self._of_type(context, value)
        if not isinstance(value, Selected):
            return self._test(_normalized(field, value), context)
        return self._of_all(value, context)

    def _of_type(self, context: Context, doubt: Unknown) -> Truth:
        """The answer for a type of which the last part is known at most."""
        demanded = self._test.demanded(context)
        items = [demanded] if isinstance(demanded, str) else demanded
        if self._test.name not in {"equals", "in", "notEquals", "notIn"} or not isinstance(items, Sequence):
            return doubt
        known = [context.resource.may_be(item.lower()) if isinstance(item, str) else False for item in items]
        answer = any_of(known)
        return negate(answer) if self._test.name.startswith("not") else answer

    def _of_all(self, found: Selected, context: Context) -> Truth:
        """Every element must fulfil the condition, so an empty array does.

        https://learn.microsoft.com/azure/governance/policy/how-to/author-policies-for-arrays
        """
        values = [value for value, _ in found.values]
        if found.absent and self._test.name == "exists":
            values.append(MISSING)
        answer = all_of(self._test(value, context) for value in values)
        if found.absent and answer is True and self._test.name != "exists":
            return Unknown("Azure does not say whether a condition on [*] holds if there is no array")
        return answer

    def trace(self, context: Context) -> Step:
        answer = self.evaluate(context)
        field = self._resolve(context)
        if not isinstance(field, Field):
            return Step(self._shown, answer)
        condition = f"{field.text} {self._test.show(context)}"
        actual = field.read(context, context.resource)
        if not isinstance(actual, Selected):
            return Step(condition, answer, actual, field.argument(context.resource))
        parts = tuple(
            Step(condition, self._test(value, context), value, field.argument(context.resource, path))
            for value, path in actual.values
        )
        return Step(condition, answer, MISSING, field.argument(context.resource), parts, "each")

    @property
    def types(self) -> frozenset[str] | None:
        return self._typed({"equals", "in"})

    @property
    def excluded(self) -> frozenset[str] | None:
        return self._typed({"notEquals", "notIn"})

    def _typed(self, names: set[str]) -> frozenset[str] | None:
        demanded = self._test.demanded
        if self._field is None or self._field.simple != "type" or not isinstance(demanded, Constant):
            return None
        if self._test.name not in names:
            return None
        value = demanded.value
        items = [value] if isinstance(value, str) else value if isinstance(value, Sequence) else []
        texts = [item for item in items if isinstance(item, str)]
        return frozenset(text.lower() for text in texts) if len(texts) == len(items) and items else None


def _normalized(field: Field, value: Value) -> Value:
    if field.simple == "location" and isinstance(value, str):
        return location(value)
    return value


def location(text: str) -> str:
    """A region as Azure compares it: `West Europe` is `westeurope`."""
    return re.sub(r"\s+", "", text).lower()


#: Fields that an expression looks at by their names.
_FIELDS = re.compile(r"field\(\s*'([^']+)'\s*\)", re.IGNORECASE)


class _ValueCondition(Condition):
    def __init__(self, value: Formula, written: Json, test: _Test) -> None:
        self._value = value
        self._fields = tuple(dict.fromkeys(_FIELDS.findall(written))) if isinstance(written, str) else ()
        self._shown = _short(written)
        if self._shown.endswith("...") and self._fields:
            self._shown = f"what is calculated from {', '.join(self._fields)}"
        self._test = test

    def evaluate(self, context: Context) -> Truth:
        value = self._value(context)
        if isinstance(value, Missing):
            value = None
        return self._test(value, context)

    def trace(self, context: Context) -> Step:
        arguments = (fields.parse(name).argument(context.resource) for name in self._fields)
        argument = next((value for value in arguments if value), "")
        said = f"{self._shown} {self._test.show(context)}"
        return Step(said, self.evaluate(context), self._value(context), argument)


class _Count(Condition):
    """Counts array elements; its sum is a range as long as some of them are undecided."""

    def __init__(self, over: str, where: Condition | None, test: _Test) -> None:
        self._over = over
        self._where = where
        self._test = test

    @abstractmethod
    def contexts(self, context: Context) -> Unknown | Failure | Sequence[Context]:
        """The contexts of the elements."""

    def evaluate(self, context: Context) -> Truth:
        value = self.sum(context)
        if not isinstance(value, tuple):
            return value
        least, most, doubt = value
        answers = {self._test(number, context) for number in range(least, most + 1)}
        if len(answers) == 1 or doubt is None:
            return answers.pop()
        return doubt

    def sum(self, context: Context) -> Unknown | Failure | tuple[int, int, Unknown | Failure | None]:
        """The least and the most that the count can be, and why it is not one number."""
        contexts = self.contexts(context)
        if isinstance(contexts, (Unknown, Failure)):
            return contexts
        if self._where is None:
            return len(contexts), len(contexts), None
        answers = [self._where.evaluate(one) for one in contexts]
        least = sum(answer is True for answer in answers)
        doubts = [answer for answer in answers if not isinstance(answer, bool)]
        return least, least + len(doubts), doubts[0] if doubts else None

    def trace(self, context: Context) -> Step:
        value = self.sum(context)
        inner = self.contexts(context)
        listed = () if isinstance(inner, (Unknown, Failure)) else inner
        parts = () if self._where is None else tuple(self._where.trace(one) for one in listed)
        where = " where it matches" if self._where is not None else ""
        said = f"count of {self._over}{where} {self._test.show(context)}"
        number = value[0] if isinstance(value, tuple) else 0
        return Step(said, self.evaluate(context), number, parts=parts, kind="count")


class _FieldCount(_Count):
    def __init__(self, field: Field, where: Condition | None, test: _Test, *, inner: bool) -> None:
        super().__init__(field.text, where, test)
        self._field = field
        self._inner = inner

    def contexts(self, context: Context) -> Unknown | Failure | Sequence[Context]:
        elements = fields.elements(self._field, context, context.resource)
        if isinstance(elements, Unknown):
            return elements
        text = self._field.text.lower()
        return [
            context.inside(bindings, _named(context, text, value, inner=self._inner)) for bindings, value in elements
        ]


class _ValueCount(_Count):
    def __init__(
        self, values: Formula, shown: str, name: str, where: Condition | None, test: _Test, *, inner: bool
    ) -> None:
        super().__init__(shown, where, test)
        self._values = values
        self._name = name.lower()
        self._inner = inner

    def contexts(self, context: Context) -> Unknown | Failure | Sequence[Context]:
        elements = self._values(context)
        if isinstance(elements, (Unknown, Failure)):
            return elements
        if not isinstance(elements, Sequence) or isinstance(elements, str):
            return Failure("count: expects an array")
        name, iterations = self._name or "default", context.iterations * len(elements)
        if context.iterations > 1 and iterations > NESTED_ITERATIONS:
            said = f"nested counts of values have {iterations} iterations, and Azure allows {NESTED_ITERATIONS}"
            return Unknown(said)
        return [
            context.inside(context.bindings, _named(context, name, value, inner=self._inner), iterations)
            for value in elements
        ]


def _named(context: Context, name: str, value: Value, *, inner: bool) -> Mapping[str, Value]:
    """`current()` without a name is for a count that is in no other count."""
    unnamed: Mapping[str, Value] = {"": Unknown("current() needs a name in a nested count") if inner else value}
    return {**context.named, **unnamed, name: value}


class _Undecidable(Condition):
    def __init__(self, shown: str, reason: str) -> None:
        self._shown = shown
        self._reason = reason

    def evaluate(self, context: Context) -> Truth:  # noqa: ARG002  (as its base class)
        return Unknown(self._reason)

    def trace(self, context: Context) -> Step:  # noqa: ARG002  (as its base class)
        return Step(self._shown, Unknown(self._reason))


def compile_condition(data: Json, compiler: Compiler, *, depth: int = 0, counts: int = 0) -> Condition:
    """A condition of a rule; what is no condition becomes one that is never decided."""
    if not isinstance(data, dict):
        return _Undecidable(_short(data), "a condition must be an object")
    if depth > DEEPEST:
        return _Undecidable(_short(data), "conditions are nested too deeply")
    keys = {key.lower(): value for key, value in data.items()}
    for key, kind in (("allof", _All), ("anyof", _Any)):
        if key in keys:
            parts = keys[key]
            if not isinstance(parts, list) or not parts:
                return _Undecidable(_short(data), f"{key} must be a list of conditions")
            return kind([compile_condition(part, compiler, depth=depth + 1, counts=counts) for part in parts])
    if "not" in keys:
        return _Not(compile_condition(keys["not"], compiler, depth=depth + 1, counts=counts))
    tests = [name for name in keys if name in operators()]
    if len(tests) != 1:
        return _Undecidable(_short(data), "a condition must have one operator that is known here")
    demanded = compiler.value(keys[tests[0]])
    name, operator = operators()[tests[0]]
    subject = keys.get("field")
    if isinstance(subject, str) and subject.lower() == "location":
        demanded = _located(demanded)
    test = _Test(name, operator, demanded, _short(keys[tests[0]]), _listed(name, demanded))
    if isinstance(subject, str):
        return _FieldCondition(compiler.text(subject), subject, test)
    if "value" in keys:
        return _ValueCondition(compiler.value(keys["value"]), keys["value"], test)
    if "count" in keys:
        return _compile_count(keys["count"], test, compiler, depth, counts)
    return _Undecidable(_short(data), "a condition must look at a field, a value or a count")


def _listed(name: str, demanded: Formula) -> frozenset[str] | None:
    """The texts that `in` and `notIn` look for, if they are nothing but texts: one look-up instead of a search."""
    items = demanded.value if isinstance(demanded, Constant) else None
    if name not in {"in", "notIn"} or not isinstance(items, list):
        return None
    texts = [item for item in items if isinstance(item, str)]
    return frozenset(item.lower() for item in texts) if len(texts) == len(items) else None


def _located(demanded: Formula) -> Formula:
    def normalize(value: Value) -> Value:
        if isinstance(value, str):
            return location(value)
        if isinstance(value, Sequence):
            return [normalize(item) for item in value]
        return value

    if isinstance(demanded, Constant):
        return Constant(normalize(demanded.value))
    return lambda context: normalize(demanded(context))


def _compile_count(data: Json, test: _Test, compiler: Compiler, depth: int, counts: int) -> Condition:
    if not isinstance(data, dict):
        return _Undecidable(_short(data), "count must be an object")
    keys = {key.lower(): value for key, value in data.items()}
    where = keys.get("where")
    inner = None if where is None else compile_condition(where, compiler, depth=depth + 1, counts=counts + 1)
    if "value" in keys:
        name = keys.get("name")
        values = compiler.value(keys["value"])
        shown = _short(keys["value"])
        return _ValueCount(values, shown, name if isinstance(name, str) else "", inner, test, inner=counts > 0)
    subject = keys.get("field")
    formula = compiler.text(subject) if isinstance(subject, str) else None
    if not isinstance(formula, Constant) or not isinstance(formula.value, str):
        return _Undecidable(_short(data), "count must have a field or a value")
    field = fields.parse(formula.value)
    if not field.collects:
        return _Undecidable(_short(data), f"count needs an array alias with [*], not {field.text}")
    return _FieldCount(field, inner, test, inner=counts > 0)


def _short(data: Json) -> str:
    text = data if isinstance(data, str) else repr(data)
    return text if len(text) <= 160 else text[:157] + "..."
