"""Template expressions made ready to be calculated over resources."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias, cast

from ..azure.json_values import Json
from ..azure.policies.expressions import Access, Expression, ExpressionError, Literal, is_expression, parse, unescaped
from . import fields, functions
from .fields import Context, Selected
from .values import MISSING, Failure, Missing, Open, Tags, Unknown, Value

#: Calculates a value over a resource.
Formula: TypeAlias = Callable[[Context], Value]


@dataclass(frozen=True, slots=True)
class Constant:
    """A formula that has the same value for every resource."""

    value: Value

    def __call__(self, context: Context) -> Value:  # noqa: ARG002  (called as any formula)
        """The value."""
        return self.value


@dataclass(frozen=True, slots=True)
class Compiler:
    """Makes formulas for one assignment.

    Attributes:
        parameters: the values of the parameters, by name in small letters.
    """

    parameters: Mapping[str, Value] = field(default_factory=dict)

    def value(self, data: Json) -> Formula:
        """A formula for a value of a rule: text in brackets is calculated, in objects and arrays as well."""
        if isinstance(data, str):
            return self.text(data)
        if isinstance(data, list):
            items = [self.value(item) for item in data]
            if all(isinstance(item, Constant) for item in items):
                return Constant([item.value for item in items if isinstance(item, Constant)])
            return lambda context: [item(context) for item in items]
        if isinstance(data, dict):
            members = {key: self.value(item) for key, item in data.items()}
            if all(isinstance(item, Constant) for item in members.values()):
                return Constant({key: item.value for key, item in members.items() if isinstance(item, Constant)})
            return lambda context: {key: item(context) for key, item in members.items()}
        return Constant(data)

    def text(self, text: str) -> Formula:
        """A formula for a text of a rule."""
        if not is_expression(text):
            return Constant(unescaped(text))
        try:
            return self.expression(parse(text))
        except (ExpressionError, RecursionError) as error:
            return Constant(Unknown(str(error) or "the expression is nested too deeply"))

    def expression(self, tree: Expression) -> Formula:
        """A formula for an expression."""
        if isinstance(tree, Literal):
            return Constant(tree.value)
        if isinstance(tree, Access):
            return _folded(functions.element, self.expression(tree.target), self.expression(tree.key))
        name = tree.name.lower()
        arguments = [self.expression(argument) for argument in tree.arguments]
        if name == "parameters":
            return self._parameter(arguments)
        if (special := _SPECIAL.get(name)) is not None:
            formula = special(arguments)
            if name in _PURE and all(isinstance(argument, Constant) for argument in arguments):
                return Constant(formula(_NOWHERE))
            return formula
        if functions.supported(name):
            return _folded(lambda *values: functions.call(tree.name, values), *arguments)
        return Constant(Unknown(f"the function {tree.name} is not supported"))

    def _parameter(self, arguments: list[Formula]) -> Formula:
        only = arguments[0] if len(arguments) == 1 else None
        if not isinstance(only, Constant) or not isinstance(only.value, str):
            return Constant(Unknown("the name of a parameter is calculated"))
        found = self.parameters.get(only.value.lower(), MISSING)
        return Constant(Unknown(f"the parameter {only.value} has no value") if found is MISSING else found)


def constant(compiler: Compiler, data: Json) -> Value:
    """The value of what an initiative passes on to a policy, which knows nothing of resources."""
    made = compiler.value(data)
    return made.value if isinstance(made, Constant) else Unknown("it depends on the resource")


def _folded(calculate: Callable[..., Value], *arguments: Formula) -> Formula:
    if all(isinstance(argument, Constant) for argument in arguments):
        return Constant(calculate(*(argument.value for argument in arguments if isinstance(argument, Constant))))
    return lambda context: calculate(*(argument(context) for argument in arguments))


def _field(arguments: list[Formula]) -> Formula:
    if len(arguments) != 1:
        return Constant(Failure("field: expects one argument"))
    name = arguments[0]
    if isinstance(name, Constant) and isinstance(name.value, str):
        known = fields.parse(name.value)
        return lambda context: fields.as_function(known.read(_looking(context), context.subject))

    def calculate(context: Context) -> Value:
        text = name(context)
        if not isinstance(text, str):
            return text if isinstance(text, (Unknown, Failure)) else Failure("field: expects a name")
        return fields.as_function(fields.parse(text).read(_looking(context), context.subject))

    return calculate


def _looking(context: Context) -> Context:
    """The context in which `field` reads: counts of an existence condition bind another resource's arrays."""
    if context.resource is context.subject:
        return context
    return Context(context.subject, context.subject, context.resources, context.phase, context.assignment)


def _current(arguments: list[Formula]) -> Formula:
    def calculate(context: Context) -> Value:
        name = arguments[0](context) if arguments else ""
        if not isinstance(name, str):
            return name if isinstance(name, (Unknown, Failure)) else Failure("current: expects a name")
        key = name.lower()
        if key in context.named:
            return context.named[key]
        if not name:
            return Unknown("current() stands in no count, or in several")
        value = fields.parse(name).read(context, context.resource)
        if isinstance(value, Selected):
            return value.values[0][0] if len(value.values) == 1 else Unknown(f"{name} is not what is being counted")
        return "" if isinstance(value, Missing) else value

    return calculate


def _if(arguments: list[Formula]) -> Formula:
    if len(arguments) != 3:
        return Constant(Failure("if: expects three arguments"))
    condition, yes, no = arguments

    def calculate(context: Context) -> Value:
        decided = condition(context)
        if isinstance(decided, bool):
            return yes(context) if decided else no(context)
        return decided if isinstance(decided, (Unknown, Failure)) else Failure("if: expects a condition")

    return calculate


def _logical(arguments: list[Formula], *, decisive: bool) -> Formula:
    def calculate(context: Context) -> Value:
        open_: Value = not decisive
        for argument in arguments:
            value = argument(context)
            if value is decisive:
                return decisive
            if isinstance(value, Failure) or not isinstance(value, (bool, Unknown)):
                return value if isinstance(value, Failure) else Failure("and, or: expect true or false")
            open_ = value if isinstance(value, Unknown) and not isinstance(open_, Unknown) else open_
        return open_

    return calculate


def _coalesce(arguments: list[Formula]) -> Formula:
    def calculate(context: Context) -> Value:
        for argument in arguments:
            value = argument(context)
            if value is not None and not isinstance(value, Missing):
                return value
        return None

    return calculate


def _try_get(arguments: list[Formula]) -> Formula:
    def calculate(context: Context) -> Value:
        return functions.call("tryGet", [argument(context) for argument in arguments])

    return calculate


def _resource_group(_: list[Formula]) -> Formula:
    def calculate(context: Context) -> Value:
        subject = context.subject
        name, group = subject.resource_group, context.resources.group(subject)
        if isinstance(name, Missing):
            return Failure("resourceGroup: the resource lies in no resource group")
        elsewhere = Unknown("the resource group is not in these stacks")
        subscription = subject.subscription_id
        known = isinstance(subscription, str) and isinstance(name, str)
        return {
            "id": f"/subscriptions/{subscription}/resourceGroups/{name}" if known else Unknown("the id is not known"),
            "name": name,
            "type": "Microsoft.Resources/resourceGroups",
            "location": elsewhere if group is None else group.field("location"),
            "tags": elsewhere if group is None else _tags(group.field("tags")),
            "managedBy": None,
            "properties": Unknown("what Azure says of the resource group is known to Azure only", present=True),
        }

    return calculate


def _tags(value: Value) -> Value:
    """Tags, of which one that is missing is empty text: Microsoft's own rules compare it with that."""
    if isinstance(value, (Mapping, Missing)) and not isinstance(value, Open):
        return Tags(value if isinstance(value, Mapping) else {})
    return value


def _subscription(_: list[Formula]) -> Formula:
    def calculate(context: Context) -> Value:
        subscription = context.subject.subscription_id
        outside = Unknown(
            "what the subscription is called and tagged is not in these stacks", present=True, general=True
        )
        # A tag may be missing, and then it is empty.
        tags = replace(outside, present=False)
        id_ = f"/subscriptions/{subscription}" if isinstance(subscription, str) else subscription
        return {"id": id_, "subscriptionId": subscription, "tenantId": outside, "displayName": outside, "tags": tags}

    return calculate


def _request_context(_: list[Formula]) -> Formula:
    who = Unknown("who applies is known to Azure only", general=True)
    return lambda context: {"apiVersion": context.subject.api_version, "identity": who}


def _policy(_: list[Formula]) -> Formula:
    return lambda context: dict(context.assignment)


#: Stands for the time at which Azure looks, which is the same in all of a rule.
_NOW = "utcNow()"


def _utc_now(_: list[Formula]) -> Formula:
    return Constant(Unknown("it depends on the time at which Azure looks", present=True, token=_NOW, general=True))


#: Functions that look at nothing but their arguments, and not at each of them.
_PURE = frozenset({"if", "and", "or", "coalesce", "tryget"})
#: The context of what looks at no resource.
_NOWHERE = cast("Context", None)
_SPECIAL: Mapping[str, Callable[[list[Formula]], Formula]] = {
    "field": _field,
    "current": _current,
    "if": _if,
    "and": lambda arguments: _logical(arguments, decisive=False),
    "or": lambda arguments: _logical(arguments, decisive=True),
    "coalesce": _coalesce,
    "tryget": _try_get,
    "resourcegroup": _resource_group,
    "subscription": _subscription,
    "requestcontext": _request_context,
    "policy": _policy,
    "utcnow": _utc_now,
}
