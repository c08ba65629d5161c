"""Turns what pydantic found into problems that say what to do."""

from __future__ import annotations

import difflib
import re
import types
import typing
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from .document import Document, Path_
from .problems import Problem
from .texts import objection, objection_to_key

_SECRET_WORDS = re.compile(
    r"(^|[_\-\s])(password|passwd|pwd|secret|token|credential|credentials|key|keys|sas|connection[_-]?string)($|[_\-\s])"
    r"|(account|access|api|shared|private|ssh)[_-]?key",
    re.IGNORECASE,
)
_SECRET_VALUES = re.compile(
    r"(AccountKey|SharedAccessKey|SharedAccessSignature|[?&]sig)=|-----BEGIN [A-Z ]*PRIVATE KEY"
    r"|\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.|\bgh[pousr]_\w{36}|\bglpat-[\w-]{20}"
)
#: The last part of an argument whose value is a secret; names, ids and versions of secrets are none.
_SECRET_ARGUMENT = re.compile(r"(password|passwd|secret|token|connection_string|access_key|shared_key)$", re.IGNORECASE)
NO_SECRETS = (
    "looks like a secret, and no secret belongs in the configuration: our identities need none, and one that a service "
    "demands is given to Terraform as a sensitive variable"
)
#: Characters of a value that are shown.
_LONGEST = 120
_GUID = r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"
_EXAMPLE_ID = "11111111-1111-1111-1111-111111111111"
#: What an id belongs to, by a key on the way to it.
_OWNERS = {"groups": "Entra group", "administrators": "Entra group", "assigned_to": "user"}
_EXPECTED = {
    "string_type": "must be text",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "list_type": "must be a list",
    "dict_type": "must be a mapping (key: value)",
    "model_type": "must be a mapping (key: value)",
    "model_attributes_type": "must be a mapping (key: value)",
}
#: What a value of each form looks like, for people, by the regular expression.
FORMS = {
    r"^[A-Za-z0-9{][A-Za-z0-9{}_-]*[A-Za-z0-9}]$": (
        "must be a pattern of letters, digits, dashes, underscores and fields in braces, such as snet-{purpose}"
    ),
    r"^[a-z][a-z0-9]*$": "must begin with a letter and hold lower-case letters and digits only",
    r"^[a-z][a-z0-9]{1,11}$": "must have 2 to 12 lower-case letters and digits and begin with a letter",
    r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$": (
        "must begin with a letter and hold lower-case letters, digits and single dashes only"
    ),
    r"^[a-z0-9](-?[a-z0-9])+$": "must hold lower-case letters, digits and single dashes only",
    _GUID: f"must be an id such as {_EXAMPLE_ID}",
    r"^(\*\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$": (
        "must be a host name such as packages.contoso.com or *.contoso.com, in lower case and without a scheme"
    ),
    r"^(api|https)://\S+$": "must be a URI such as api://11111111-1111-1111-1111-111111111111",
    r"^/subscriptions/[0-9a-fA-F-]{36}/(resourceGroups/[^/\s]+/)?providers/[^/\s]+(/[^/\s]+)+$": (
        f"must be the id of a resource such as /subscriptions/{_EXAMPLE_ID}/resourceGroups/rg-hub/providers/"
        "Microsoft.Network/virtualNetworks/vnet-hub"
    ),
    r"^[^<>%&\\?/]{1,128}$": "must have 1 to 128 characters and none of < > % & \\ ? /",
    r'^[^<>%&\\?/"${}]{1,128}$': 'must have 1 to 128 characters and none of < > % & \\ ? / " $ { }',
    r"^[^@\s]+@[^@\s]+\.[^@\s.]+$": "must be an e-mail address such as churn@contoso.com",
    r"^[A-Za-z][A-Za-z0-9-]{2,22}[A-Za-z0-9]$": (
        "must have 4 to 24 letters, digits and dashes, begin with a letter and end with a letter or digit"
    ),
    r"^(subnet_[a-z][a-z0-9_]*|alert_[a-z][a-z0-9-]*)$": (
        "must be the key of a resource, such as subnet_runners or alert_failed-pods"
    ),
    r"^([a-z_]+_endpoint_[A-Za-z]+_[a-z][a-z0-9-]*|alert_[a-z][a-z0-9-]*)$": (
        "must be the key of a resource, such as key_vault_endpoint_vault_office or alert_failed-scores"
    ),
    r"^[A-Za-z0-9_. -]+$": "must hold letters, digits, spaces, dots, dashes and underscores only",
    r"^[A-Za-z0-9_][A-Za-z0-9_.-]*$": (
        "must hold letters, digits, dots, dashes and underscores only, and begin with none of dots and dashes"
    ),
    r"^[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)+$": "must be a path such as contoso/churn",
    r"^[a-z][a-z0-9]*_[a-z0-9_]+\.[A-Za-z_][A-Za-z0-9_-]*$": (
        "must be the address of a resource such as azurerm_key_vault.vault"
    ),
    r"^[a-z][a-z0-9]{0,11}$": "must have 1 to 12 lower-case letters and digits and begin with a letter",
    r"^[a-z][a-z0-9]{0,14}$": "must have 1 to 15 lower-case letters and digits and begin with a letter",
    r"^[a-z][a-z0-9_]{1,30}$": (
        "must have 2 to 31 lower-case letters, digits and underscores and begin with a letter, such as build_hosts"
    ),
    r"^[a-z][a-z0-9_]{1,60}$": (
        "must have 2 to 61 lower-case letters, digits and underscores and begin with a letter, such as price_lists"
    ),
    r"^[a-z0-9.-]+$": "must be a host name such as gitlab.com",
    r"^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$": (
        "must be a host name such as scoring.contoso.com, in lower case"
    ),
    r"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$": (
        "must have 1 to 63 lower-case letters, digits and dashes, with no dash at its ends, such as churn-prod"
    ),
    r"^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$": (
        "must hold lower-case letters, digits, dots and dashes only, such as scoring-tls"
    ),
    r"^[a-z0-9]{0,4}$": "must have at most 4 lower-case letters and digits, such as 001",
    r"^[a-z0-9]{1,8}$": "must have 1 to 8 lower-case letters and digits, such as weu",
    r"^adb-[0-9]+\.[0-9]+\.[a-z.]+$": "must be a host such as adb-1234567890123456.7.azuredatabricks.net",
    r"""^https://[A-Za-z0-9.-]+(:[0-9]+)?(/[^\s"'<>]*)?$""": (
        "must be the address of a page such as https://wiki.contoso.com/vpn, without spaces and quotation marks"
    ),
    r"^https://[^\s]+$": "must be an address such as https://pkgs.dev.azure.com/contoso/_packaging/ml/pypi/simple/",
    r"^https://[a-z0-9.-]+/keys/[A-Za-z0-9-]{1,127}(/[0-9a-f]{32})?$": (
        "must be the address of a key such as https://kv-keys.vault.azure.net/keys/churn, and of a version 32 digits "
        "after it"
    ),
    r"^[A-Za-z0-9_-]+$": "must hold letters, digits, dashes and underscores only",
    r"^[A-Za-z0-9_-]*$": "must hold letters, digits, dashes and underscores only",
    r"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?$": "must be a host name such as app.terraform.io",
    r"^[0-9]{1,5}(-[0-9]{1,5})?$": "must be a port such as '443' or a range such as '8443-8451'",
    r"^[A-Za-z][A-Za-z0-9-]{1,30}[A-Za-z0-9]$": (
        "must have 3 to 32 letters, digits and dashes, begin with a letter and end with a letter or digit"
    ),
}


def explain(
    error: ValidationError,
    document: Document,
    model: type[BaseModel],
    also: Sequence[str] = (),
    elsewhere: typing.Collection[str] = (),
    *,
    leave_out: Callable[[ErrorDetails, Path_], bool] | None = None,
) -> list[Problem]:
    """The problems behind a validation error, at their places in the document.

    Args:
        error: what pydantic found.
        document: what was validated.
        model: as what.
        also: keys at the top that the model does not hold and are allowed all the same.
        elsewhere: keys at the top of the landing zone's file, if the document is a product.
        leave_out: whether an error is left out, by what pydantic says of it and its path in the document.
            Default: none is.
    """
    return [
        _problem(detail, document, model, also, elsewhere)
        for detail in error.errors(include_url=False)
        if leave_out is None
        or not leave_out(detail, _real_path(detail["loc"], document.data, missing=detail["type"] == "missing"))
    ]


def faults(error: ValidationError, data: Any) -> list[Path_]:
    """The paths of what must go for the rest to be valid: wrong values, and what lacks a required key; last first."""
    paths = set()
    for detail in error.errors(include_url=False):
        missing = detail["type"] == "missing"
        path = _real_path(detail["loc"], data, missing=missing)
        paths.add(path[:-1] if missing else path)
    return sorted(paths, key=lambda path: [str(part).zfill(6) for part in path], reverse=True)


def secrets(document: Document) -> list[Problem]:
    """A problem for every value, or name of a tag, that looks like a secret."""
    problems = []
    for path in document.places:
        value = document.value(path)
        tag = len(path) > 1 and path[-2] == "tags" and _SECRET_WORDS.search(str(path[-1]))
        if tag or (isinstance(value, str) and _SECRET_VALUES.search(value)):
            problems.append(Problem(document.place(path), document.dotted(path), NO_SECRETS))
    return problems


def is_secret_argument(name: str) -> bool:
    """Whether the value of a Terraform argument of this name is a secret."""
    return _SECRET_ARGUMENT.search(name) is not None


def unfit(document: Document) -> list[Problem]:
    """A problem for every key and value that may not stand in a configuration."""
    problems = []
    for path in document.places:
        key = path[-1] if path else ""
        said = objection_to_key(key) if isinstance(key, str) else ""
        if said := said or objection(document.value(path)):
            problems.append(Problem(document.place(path), document.dotted(path), said))
    return problems


def nearest(name: str, allowed: typing.Iterable[str]) -> str:
    """The end of a sentence that names the nearest allowed name; empty if none is near."""
    match = closest(name, allowed)
    return f"; did you mean {match!r}?" if match else ""


def closest(name: str, allowed: typing.Iterable[str]) -> str:
    """The allowed name that is nearest to another, the same in another case first; empty if none is near."""
    allowed = list(allowed)
    if same := next((known for known in allowed if known.casefold() == name.casefold()), ""):
        return same
    return next(iter(difflib.get_close_matches(name, allowed, 1, 0.6)), "")


def given(value: Any) -> str:
    """A value as the person wrote it, short enough to read."""
    if value is None or isinstance(value, (dict, list)):
        return "" if value is None else ("a mapping" if isinstance(value, dict) else "a list")
    text = ("true" if value else "false") if isinstance(value, bool) else str(value)
    if len(text) > _LONGEST:
        # The ends tell ids apart.
        text = f"{text[: _LONGEST // 2]}…{text[-_LONGEST // 2 :]}"
    return repr(text) if isinstance(value, str) else text


def _problem(
    detail: Any, document: Document, model: type[BaseModel], also: Sequence[str], elsewhere: typing.Collection[str]
) -> Problem:
    path = _real_path(detail["loc"], document.data, missing=detail["type"] == "missing")
    kind, context, value = detail["type"], detail.get("ctx", {}), detail.get("input")
    show = given(value)
    if kind == "extra_forbidden":
        key = str(detail["loc"][-1])
        if len(path) == 1 and key in elsewhere and key not in model.model_fields:
            message = f"belongs in the landing zone's file: a product has no {key}"
        else:
            path, message, show = _unknown_key(key, path, document, model, also, show)
    elif kind == "missing":
        message, show = "is required and missing" + _new(path[:-1], document), ""
    elif kind == "value_error":
        message = str(context.get("error", detail["msg"]))
        if isinstance(value, (dict, list)):
            show = ""
    elif kind in ("union_tag_invalid", "union_tag_not_found"):
        discriminator = str(context.get("discriminator", "")).strip("'")
        allowed = re.findall(r"'([^']*)'", context.get("expected_tags", "")) or _tags(model, path, discriminator)
        tag = value.get(discriminator) if isinstance(value, dict) else None
        path = (*path, discriminator) if isinstance(value, dict) and tag is not None else path
        what = f"must be one of {', '.join(allowed)}{nearest(str(tag), allowed)}"
        message = what if tag is not None else f"needs {discriminator!r}, one of {', '.join(allowed)}"
        show = given(tag)
    else:
        message = _of_value(kind, context, value, path) or _EXPECTED.get(kind, detail["msg"].lower())
    return Problem(document.place(path), document.dotted(path), message + _also(path, document), show)


def _unknown_key(
    key: str, path: Path_, document: Document, model: type[BaseModel], also: Sequence[str], show: str
) -> tuple[Path_, str, str]:
    """Where a key that is not known stands, what is said of it, and what is shown."""
    holder = document.value(path)
    if isinstance(holder, list) and key in holder:
        # A list of names stands for a mapping.
        path, show = (*path, holder.index(key)), given(key)
    if _SECRET_WORDS.search(key):
        return path, NO_SECRETS, ""
    allowed = [*_fields(model, path[:-1], document.data, key), *(also if len(path) == 1 else ())]
    message = f"is not known here; allowed are {', '.join(allowed) or 'no keys'}{nearest(key, allowed)}"
    return path, message, show


def _of_value(kind: str, context: Any, value: Any, path: Path_) -> str:
    """The message for a value that is out of bounds or has another form; empty if it is of another type."""
    if kind in ("enum", "literal_error"):
        expected = context.get("expected", "")
        allowed = re.findall(r"'([^']*)'", expected) or re.findall(r"\d+", expected)
        return f"must be one of {', '.join(allowed)}{nearest(str(value), allowed)}"
    if kind == "string_pattern_mismatch":
        owner = next((_OWNERS[part] for part in path if part in _OWNERS), "")
        if context["pattern"] == _GUID and owner:
            return f"must be the object id of the {owner}, such as {_EXAMPLE_ID}, and not its name or address"
        return FORMS[context["pattern"]]
    if kind in ("string_too_short", "string_too_long"):
        bound = context.get("min_length", context.get("max_length"))
        if context.get("min_length") == 1:
            return "must not be empty"
        return f"must have at {'least' if 'min_length' in context else 'most'} {bound} characters"
    if kind in ("too_short", "too_long"):
        return "must not be empty" if kind == "too_short" else f"must have at most {context['max_length']} items"
    if kind in ("greater_than_equal", "greater_than", "less_than_equal", "less_than"):
        bound = next(context[name] for name in ("ge", "gt", "le", "lt") if name in context)
        words = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
        return f"must be {words[next(name for name in words if name in context)]} {bound}"
    if kind == "string_type" and isinstance(value, (bool, int, float)):
        quoted = f", '{given(value)}'" if not isinstance(value, float) else " as you wrote it"
        return f"must be text: put it in quotes{quoted}"
    return ""


def _new(path: Path_, document: Document) -> str:
    """The end of a message about an item that an override adds, perhaps by a mistyped name."""
    beside = document.added.get(path)
    if beside is None:
        return ""
    value, called = document.value(path), path[-1]
    name = str(value.get("name", called) if isinstance(value, dict) else called)
    return f": there is no {name!r} here, so the override adds it{nearest(name, beside)}"


def _also(path: Path_, document: Document) -> str:
    """The end of a message about a mapping or list of which another document gave a part."""
    size, here = len(path), document.dotted(path)
    changed = [
        found
        for found, called in document.adopted.items()
        if found[:size] == path and len(found) > size and not called.startswith(here)
    ]
    if not changed or not path:
        return ""
    place, own = document.place(changed[0]), document.place(path)
    line = f"line {place.line}" if place.file == own.file else str(place)
    return f", with {document.dotted(changed[0])}{f', {line}' if place.line else ''}"


def _real_path(location: tuple[str | int, ...], data: Any, *, missing: bool) -> Path_:
    """Pydantic's path without the names of union members, which the person never wrote.

    Args:
        location: pydantic's path.
        data: what was validated.
        missing: whether the path ends in a key that should be there.
    """
    path: list[str | int] = []
    here = data
    for number, part in enumerate(location):
        if isinstance(here, dict | list):
            try:
                here = here[part]  # type: ignore[index]
            except (KeyError, IndexError, TypeError):
                if missing and number == len(location) - 1:
                    path.append(part)
            else:
                path.append(part)
    return tuple(path)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models that an annotation may stand for."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        return
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        yield from _models(typing.get_args(annotation)[0])
    elif origin in (typing.Union, types.UnionType):
        for member in typing.get_args(annotation):
            yield from _models(member)


def _item(annotation: Any) -> Any:
    """The type of the items of a list, or of the values of a mapping."""
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        return _item(typing.get_args(annotation)[0])
    if origin in (list, dict):
        return typing.get_args(annotation)[-1]
    return None


def _members(model: type[BaseModel], path: Path_, data: Any, unknown: str = "") -> list[type[BaseModel]]:
    """The models at a path that do not have an unknown key; of several, those that fit the data best."""
    annotation: Any = model
    for part in path:
        candidates = list(_models(annotation))
        if candidates:
            models = [
                m.model_fields[part].annotation for m in candidates if isinstance(part, str) and part in m.model_fields
            ]
            annotation = models[0] if models else None
        else:
            annotation = _item(annotation)
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            data = None
    candidates = [found for found in _models(annotation) if unknown not in found.model_fields]
    keys = set(data) if isinstance(data, dict) else set()
    best = max((len(keys & set(m.model_fields)) for m in candidates), default=0)
    return [m for m in candidates if len(keys & set(m.model_fields)) == best]


def _fields(model: type[BaseModel], path: Path_, data: Any, unknown: str) -> list[str]:
    """The keys at a path, of the models that do not have the unknown key."""
    members = _members(model, path, data, unknown)
    fields = (item for member in members for item in member.model_fields.items())
    return list(dict.fromkeys(field.alias or name for name, field in fields))


def _tags(model: type[BaseModel], path: Path_, discriminator: str) -> list[str]:
    tags: list[str] = []
    for member in _members(model, path, None):
        if discriminator in member.model_fields:
            tags.extend(map(str, typing.get_args(member.model_fields[discriminator].annotation)))
    return list(dict.fromkeys(tags))
