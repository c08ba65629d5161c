"""Turns what pydantic found into problems that say what to do."""

from __future__ import annotations

import difflib
import re
import types
import typing
from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError

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
)
NO_SECRETS = (
    "looks like a secret, and no secret belongs in the configuration: our identities need none, and one that a service "
    "demands is given to Terraform as a sensitive variable"
)
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
_FORMS = {
    r"^[a-z][a-z0-9]*$": "must begin with a letter and hold lower-case letters and digits only",
    r"^[a-z][a-z0-9]{1,11}$": "must have 2 to 12 lower-case letters and digits and begin with a letter",
    r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$": (
        "must begin with a letter and hold lower-case letters, digits and single dashes only"
    ),
    r"^[a-z0-9](-?[a-z0-9])+$": "must hold lower-case letters, digits and single dashes only",
    r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$": (
        "must be an id such as 11111111-1111-1111-1111-111111111111"
    ),
    r"^(\*\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$": (
        "must be a host name such as packages.contoso.com or *.contoso.com, in lower case and without a scheme"
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
    error: ValidationError, document: Document, model: type[BaseModel], also: Sequence[str] = ()
) -> list[Problem]:
    """The problems behind a validation error, at their places in the document.

    Args:
        error: what pydantic found.
        document: what was validated.
        model: as what.
        also: keys at the top that the model does not hold and are allowed all the same.
    """
    return [_problem(detail, document, model, also) for detail in error.errors(include_url=False)]


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
    return repr(text) if isinstance(value, str) and len(text) <= 120 else text[:120]


def _problem(detail: Any, document: Document, model: type[BaseModel], also: Sequence[str]) -> Problem:
    path = _real_path(detail["loc"], document.data, missing=detail["type"] == "missing")
    kind, context = detail["type"], detail.get("ctx", {})
    value = detail.get("input")
    show = given(value)
    if kind == "extra_forbidden":
        key = str(path[-1])
        allowed = [*_fields(model, path[:-1], document.data), *(also if len(path) == 1 else ())]
        if _SECRET_WORDS.search(key):
            message, show = NO_SECRETS, ""
        else:
            message = f"is not known here; allowed are {', '.join(allowed) or 'no keys'}{nearest(key, allowed)}"
    elif kind == "missing":
        message, show = "is required and missing", ""
    elif kind == "value_error":
        message = str(context.get("error", detail["msg"]))
        if isinstance(value, (dict, list)):
            show = ""
    elif kind in ("enum", "literal_error"):
        allowed = re.findall(r"'([^']*)'", context.get("expected", ""))
        message = f"must be one of {', '.join(allowed)}{nearest(str(value), allowed)}"
    elif kind in ("union_tag_invalid", "union_tag_not_found"):
        discriminator = str(context.get("discriminator", "")).strip("'")
        allowed = re.findall(r"'([^']*)'", context.get("expected_tags", "")) or _tags(model, path, discriminator)
        tag = value.get(discriminator) if isinstance(value, dict) else None
        path = (*path, discriminator) if isinstance(value, dict) and tag is not None else path
        what = f"must be one of {', '.join(allowed)}{nearest(str(tag), allowed)}"
        message = what if tag is not None else f"needs {discriminator!r}, one of {', '.join(allowed)}"
        show = given(tag)
    elif kind == "string_pattern_mismatch":
        pattern = context["pattern"]
        message = _FORMS.get(pattern, f"must have the form {pattern}")
    elif kind in ("string_too_short", "string_too_long"):
        bound = context.get("min_length", context.get("max_length"))
        message = f"must have at {'least' if 'min_length' in context else 'most'} {bound} characters"
        message = "must not be empty" if context.get("min_length") == 1 else message
    elif kind in ("too_short", "too_long"):
        message = "must not be empty" if kind == "too_short" else f"must have at most {context['max_length']} items"
    elif kind in ("greater_than_equal", "greater_than", "less_than_equal", "less_than"):
        bound = next(context[name] for name in ("ge", "gt", "le", "lt") if name in context)
        words = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
        message = f"must be {words[next(name for name in words if name in context)]} {bound}"
    else:
        message = _EXPECTED.get(kind, detail["msg"].lower())
    return Problem(document.place(path), document.dotted(path), message, show)


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
    """What a list or mapping holds."""
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        return _item(typing.get_args(annotation)[0])
    if origin in (list, dict):
        return typing.get_args(annotation)[-1]
    return None


def _members(model: type[BaseModel], path: Path_, data: Any) -> list[type[BaseModel]]:
    """The models at a path; of several, those that fit the data best."""
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
    candidates = list(_models(annotation))
    keys = set(data) if isinstance(data, dict) else set()
    best = max((len(keys & set(m.model_fields)) for m in candidates), default=0)
    return [m for m in candidates if len(keys & set(m.model_fields)) == best]


def _fields(model: type[BaseModel], path: Path_, data: Any) -> list[str]:
    fields = (item for member in _members(model, path, data) for item in member.model_fields.items())
    return list(dict.fromkeys(field.alias or name for name, field in fields))


def _tags(model: type[BaseModel], path: Path_, discriminator: str) -> list[str]:
    tags: list[str] = []
    for member in _members(model, path, None):
        if discriminator in member.model_fields:
            tags.extend(map(str, typing.get_args(member.model_fields[discriminator].annotation)))
    return tags
