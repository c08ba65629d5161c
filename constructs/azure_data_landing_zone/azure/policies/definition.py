"""Policy definitions, as Azure writes them and as the rest of this package reads them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from ...azure.json_values import Json
from .expressions import Access, Call, Expression, ExpressionError, Literal, is_expression, parse
from .problems import Mistake, path_text
from .values import MISSING, Missing

_TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "array": (list,),
    "object": (dict,),
    "boolean": (bool,),
    "integer": (int,),
    "float": (int, float),
    "datetime": (str,),
}
#: How many counts of values a rule may have, and how many of one array.
#: https://learn.microsoft.com/azure/governance/policy/concepts/definition-structure-policy-rule#policy-rule-limits
#: read 2026-11-27
_VALUE_COUNTS = 10
_FIELD_COUNTS = 5


class Kind(StrEnum):
    """Whose definition it is."""

    BUILTIN = "BuiltIn"
    CUSTOM = "Custom"


class Variant(StrEnum):
    """Which of two versions of a rule it is."""

    ORIGINAL = "original"
    CORRECTED = "corrected"


class Effect(StrEnum):
    """The effect of a policy. `DISABLED` and those after it are never evaluated here."""

    AUDIT = "Audit"
    DENY = "Deny"
    APPEND = "Append"
    MODIFY = "Modify"
    AUDIT_IF_NOT_EXISTS = "AuditIfNotExists"
    DEPLOY_IF_NOT_EXISTS = "DeployIfNotExists"
    DISABLED = "Disabled"
    DENY_ACTION = "DenyAction"
    AUDIT_ACTION = "AuditAction"
    MANUAL = "Manual"
    MUTATE = "Mutate"
    ADD_TO_NETWORK_GROUP = "AddToNetworkGroup"
    ENFORCE_SETTING = "EnforceSetting"
    ENFORCE_OPA_CONSTRAINT = "EnforceOPAConstraint"
    ENFORCE_REGO_POLICY = "EnforceRegoPolicy"

    @classmethod
    def of(cls, text: str) -> Effect | None:
        """The effect with this name in any case; `None` if there is none."""
        return next((effect for effect in cls if effect.value.lower() == text.lower()), None)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a definition.

    Attributes:
        name: exactly as Azure knows it.
        type: `String`, `Array`, `Object`, `Boolean`, `Integer`, `Float` or `DateTime`.
        default: its default; missing if it must be given.
        allowed: the allowed values; empty if any is.
        description: what it is for.
    """

    name: str
    type: str
    default: Json | Missing = MISSING
    allowed: tuple[Json, ...] = ()
    description: str = ""

    def objection(self, value: Json) -> str:
        """Why a value is not allowed, as the end of a sentence; empty if it is."""
        wanted = _TYPES.get(self.type.lower(), (object,))
        if not isinstance(value, wanted) or (isinstance(value, bool) and bool not in wanted and object not in wanted):
            return f"must be of type {self.type}"
        items: list[Json] = value if isinstance(value, list) else [value]
        if self.allowed and any(item not in self.allowed for item in items):
            return f"is not allowed; allowed are {', '.join(map(str, self.allowed))} (case counts)"
        return ""


@dataclass(frozen=True, slots=True)
class Definition:
    """A policy definition.

    Attributes:
        name: its name in Azure; of a built-in, its GUID.
        kind: built-in or custom.
        display_name: its title.
        description: what it demands.
        mode: `All`, `Indexed`, or the mode of a resource provider, such as `Microsoft.KeyVault.Data`.
        version: its version.
        category: where the portal lists it.
        parameters: its parameters by name.
        rule: the `policyRule`; `None` if the catalogue does not hold it.
        effect_parameter: the parameter that decides the effect; empty if the effect is fixed.
        effects: the effects that can be chosen, as they must be written; of a fixed effect, that one.
        default_effect: the effect if none is chosen; empty if one must be.
        roles: role definition ids (GUIDs) that an assignment's identity needs.
        variant: original or corrected.
        row: the row of the source document's table of policies; 0 if it is not in there.
        reason: why the variant differs, why it is deprecated, and the like.
        also_known_as: its name elsewhere.
        deprecated: whether Azure has deprecated it.
        unconfirmed: statements in this record that nobody has confirmed.
        properties: the document's `properties`, as they are written; empty for a built-in of our list.
        file: where it comes from.
    """

    name: str
    kind: Kind
    display_name: str
    description: str = ""
    mode: str = "Indexed"
    version: str = ""
    category: str = ""
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    rule: Json = None
    effect_parameter: str = ""
    effects: tuple[str, ...] = ()
    default_effect: str = ""
    roles: tuple[str, ...] = ()
    variant: Variant = Variant.ORIGINAL
    row: int = 0
    reason: str = ""
    also_known_as: str = ""
    deprecated: bool = False
    unconfirmed: tuple[str, ...] = ()
    file: str = ""
    properties: Mapping[str, Json] = field(default_factory=dict, repr=False)

    @property
    def id(self) -> str:
        """Its id, if it is built in; a custom definition gets one where it is deployed."""
        return f"/providers/Microsoft.Authorization/policyDefinitions/{self.name}" if self.kind is Kind.BUILTIN else ""

    def allows(self, effect: str) -> bool:
        """Whether an effect can be chosen, written like this."""
        return effect in self.effects


def from_document(document: Mapping[str, Json], file: str, fallback_name: str) -> Definition:
    """A definition from a document in Azure's form that the schema has accepted."""
    properties = _object(document.get("properties"))
    metadata = _object(properties.get("metadata"))
    rule = properties.get("policyRule")
    parameters = {name: parameter(name, _object(row)) for name, row in _object(properties.get("parameters")).items()}
    then = _object(_insensitive(_object(rule), "then"))
    name, effects, default = effect_of(_insensitive(then, "effect"), parameters)
    custom = str(properties.get("policyType", "Custom")).lower() != "builtin"
    variant = str(metadata.get("variant", Variant.ORIGINAL.value))
    return Definition(
        name=str(document.get("name", fallback_name)),
        kind=Kind.CUSTOM if custom else Kind.BUILTIN,
        display_name=str(properties.get("displayName", document.get("name", fallback_name))),
        description=str(properties.get("description", "")),
        mode=str(properties.get("mode") or "Indexed"),
        version=str(properties.get("version", metadata.get("version", ""))),
        category=str(metadata.get("category", "")),
        parameters=parameters,
        rule=rule,
        effect_parameter=name,
        effects=effects,
        default_effect=default,
        roles=_roles(_object(_insensitive(then, "details"))),
        variant=Variant.CORRECTED if variant == Variant.CORRECTED.value else Variant.ORIGINAL,
        row=_whole(metadata.get("row")),
        reason=str(metadata.get("reason", "")),
        also_known_as=str(metadata.get("enterpriseScaleName", "")),
        deprecated=metadata.get("deprecated") is True,
        unconfirmed=tuple(map(str, _list(metadata.get("unconfirmed")))),
        file=file,
        properties=properties,
    )


def parameter(name: str, row: Mapping[str, Json]) -> Parameter:
    """A parameter from its JSON."""
    return Parameter(
        name=name,
        type=str(row.get("type", "String")),
        default=row.get("defaultValue", MISSING),
        allowed=tuple(_list(row.get("allowedValues"))),
        description=str(_object(row.get("metadata")).get("description", "")),
    )


def effect_of(written: Json, parameters: Mapping[str, Parameter]) -> tuple[str, tuple[str, ...], str]:
    """The effect's parameter, the effects to choose from, and the default, from how a rule writes its effect."""
    text = str(written or "")
    reference = re.fullmatch(r"\[\s*parameters\(\s*'([^']+)'\s*\)\s*\]", text, re.IGNORECASE)
    if reference is None:
        return "", (text,) if text else (), text
    chosen = next((one for key, one in parameters.items() if key.lower() == reference[1].lower()), None)
    if chosen is None:
        return reference[1], (), ""
    default = "" if isinstance(chosen.default, Missing) else str(chosen.default)
    return chosen.name, tuple(map(str, chosen.allowed)), default


def _roles(details: Mapping[str, Json]) -> tuple[str, ...]:
    found = _list(_insensitive(details, "roleDefinitionIds"))
    return tuple(dict.fromkeys(str(role).rpartition("/")[2].lower() for role in found))


def _object(value: Json) -> dict[str, Json]:
    return value if isinstance(value, dict) else {}


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _whole(value: Json) -> int:
    return value if isinstance(value, int) else 0


def _insensitive(data: Mapping[str, Json], key: str) -> Json:
    return next((value for name, value in data.items() if name.lower() == key.lower()), None)


def mistakes(definition: Definition) -> Iterator[Mistake]:
    """Errors inside a definition: parameters that do not exist, defaults and effects that are not allowed."""
    for name, one in definition.parameters.items():
        if not isinstance(one.default, Missing) and (message := one.objection(one.default)):
            path = path_text(("properties", "parameters", name, "defaultValue"))
            yield Mistake(definition.file, path, message, str(one.default)[:80])
    known = {name.lower() for name in definition.parameters}
    for place, text in texts(definition.rule, ("properties", "policyRule")):
        if not is_expression(text):
            continue
        try:
            tree = parse(text)
        except ExpressionError as error:
            yield Mistake(definition.file, path_text(place), str(error))
            continue
        for called in used_parameters(tree):
            if called.lower() not in known:
                allowed = ", ".join(definition.parameters) or "none"
                message = f"uses the parameter {called}, which is not declared; declared are: {allowed}"
                yield Mistake(definition.file, path_text(place), message)
    yield from _many_counts(definition)
    for effect in definition.effects:
        if Effect.of(effect) is None:
            path = path_text(("properties", "policyRule", "then", "effect"))
            yield Mistake(definition.file, path, "is no effect that Azure Policy has", effect)


def _many_counts(definition: Definition) -> Iterator[Mistake]:
    counts = Counter(_counts(definition.rule))
    values = counts.pop("", 0)
    if values > _VALUE_COUNTS:
        message = f"has {values} counts of values, and Azure allows {_VALUE_COUNTS}; join or remove some"
        yield Mistake(definition.file, path_text(("properties", "policyRule")), message)
    for array, number in counts.items():
        if number > _FIELD_COUNTS:
            message = f"counts {array} {number} times, and Azure allows {_FIELD_COUNTS}; join or remove some"
            yield Mistake(definition.file, path_text(("properties", "policyRule")), message)


def _counts(data: Json) -> Iterator[str]:
    """The array of each count of a rule, in small letters; empty for a count of values."""
    for item in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _counts(item)
    count = {key.lower(): item for key, item in data.items()}.get("count") if isinstance(data, dict) else None
    if isinstance(count, dict):
        keys = {key.lower(): item for key, item in count.items()}
        if "value" in keys or isinstance(keys.get("field"), str):
            yield "" if "value" in keys else str(keys["field"]).lower()


def texts(data: Json, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """All texts of a rule with their paths, except in templates that it deploys."""
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, list):
        for number, item in enumerate(data):
            yield from texts(item, (*path, number))
    elif isinstance(data, dict):
        for key, value in data.items():
            if key.lower() != "deployment":
                yield from texts(value, (*path, key))


def used_parameters(tree: Expression) -> Iterator[str]:
    """The names of the parameters that an expression uses."""
    if isinstance(tree, Access):
        yield from used_parameters(tree.target)
        yield from used_parameters(tree.key)
    elif isinstance(tree, Call):
        first = tree.arguments[0] if tree.arguments else None
        if tree.name.lower() == "parameters" and isinstance(first, Literal) and isinstance(first.value, str):
            yield first.value
        for argument in tree.arguments:
            yield from used_parameters(argument)


def parameters_for(definition: Definition, given: Mapping[str, Json], effect: str) -> Sequence[Mistake]:
    """Errors in the parameters and the effect of an assignment."""
    mistakes_: list[Mistake] = []
    by_name = {name.lower(): one for name, one in definition.parameters.items()}
    where = definition.file or definition.name
    for name, value in given.items():
        one = by_name.get(name.lower())
        if one is None or (one.name != name and definition.kind is Kind.BUILTIN):
            allowed = ", ".join(definition.parameters) or "none"
            message = f"{definition.display_name} has no such parameter; it has: {allowed} (case counts)"
            mistakes_.append(Mistake(where, f"parameters.{name}", message))
        elif message := one.objection(value):
            mistakes_.append(Mistake(where, f"parameters.{name}", message, str(value)[:80]))
    chosen = {name.lower() for name in given} | ({definition.effect_parameter.lower()} if effect else set())
    for name, one in by_name.items():
        if isinstance(one.default, Missing) and name not in chosen:
            mistakes_.append(Mistake(where, f"parameters.{one.name}", "must be given: it has no default"))
    if effect and definition.effects and not definition.allows(effect):
        message = f"{definition.display_name} has no such effect; it has: {', '.join(definition.effects)} (case counts)"
        mistakes_.append(Mistake(where, "effect", message, effect))
    return mistakes_
