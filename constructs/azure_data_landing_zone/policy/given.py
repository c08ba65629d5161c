"""Policies that people have, as assignments: what is assigned, or all that is defined where nothing is.

Initiatives, assignments with parameters, effects, `notScopes`, selectors and overrides, and exemptions are read in the
forms in which Azure writes them.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from ..azure.json_values import Json
from ..azure.policies import catalogue as library
from ..azure.policies import documents
from ..azure.policies.catalogue import Catalogue
from ..azure.policies.definition import Definition, from_document, mistakes, parameter
from ..azure.policies.documents import Document, Form
from ..azure.policies.problems import Mistake, PolicyError
from ..today import end_of, moment
from .evaluation import Assignment, Exemption, NotEvaluated, Selector
from .formulas import Compiler, constant
from .parameters import Values
from .values import Missing, Unknown, Value

_One = TypeVar("_One")

#: Folders in Microsoft's repository that hold the copies for one cloud.
_CLOUDS = {"azure government": "usgovernment", "azure china": "china"}


@dataclass(frozen=True, slots=True)
class Given:
    """The policies of a team or tenant, as they were read.

    Attributes:
        assignments: what is in force.
        missing: policies that are assigned and whose definition is not known.
        summary: what was read, in one line.
    """

    assignments: tuple[Assignment, ...]
    missing: tuple[NotEvaluated, ...]
    summary: str


def read(
    places: Sequence[Path],
    *,
    known: Catalogue,
    cloud: str = "public",
    values: Values | None = None,
    today: datetime.date | None = None,
) -> Given:
    """Reads files and folders.

    Args:
        places: the files and folders.
        known: definitions that assignments and initiatives may refer to besides those that are given.
        cloud: the cloud, whose copy of a definition counts if there are several: `public`, `usgovernment` or `china`.
        values: values of parameters, for definitions that no assignment gives any.
        today: the day, at whose end exemptions may have expired. Default `today.moment()`.

    Raises:
        PolicyError: a document has mistakes, or nothing was read.
    """
    readings = [documents.read(place) for place in places]
    problems = [mistake for reading in readings for mistake in reading.mistakes]
    documents_ = [one for reading in readings for one in reading.documents]
    if not documents_ and not problems:
        files, where = sum(reading.files for reading in readings), ", ".join(map(str, places))
        message = (
            f"holds no policy: {_many(files, 'JSON file')} read; give definitions, initiatives or assignments of Azure"
        )
        problems.append(Mistake(where, "", message))
    reader = _Reader(known, cloud, values or Values(), moment() if today is None else end_of(today))
    try:
        policies = reader.read(documents_, problems)
    finally:
        if problems:
            raise PolicyError(problems)
    others = sum(len(reading.others) for reading in readings)
    counts = Counter(one.form for one in documents_)
    counted = ", ".join(_many(counts[form], form.value) for form in Form if counts[form])
    files = sum(reading.files for reading in readings)
    skipped = f"; {_many(others, 'file')} without a policy" if others else ""
    return replace(policies, summary=f"{counted} in {_many(files, 'file')}: {policies.summary}{skipped}")


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


class _Reader:
    def __init__(self, known: Catalogue, cloud: str, values: Values, moment: datetime.datetime) -> None:
        self._known = known
        self._cloud = cloud
        self._values = values
        self._moment = moment
        self._definitions: dict[str, Definition] = {}
        self._initiatives: dict[str, Document] = {}
        self._missing: list[NotEvaluated] = []

    def read(self, found: Sequence[Document], problems: list[Mistake]) -> Given:
        by_form = {form: [one for one in found if one.form is form] for form in Form}
        problems += self._define(by_form[Form.DEFINITION])
        self._values = self._values.bound(one.name for one in found)
        self._initiatives = dict(self._chosen(by_form[Form.INITIATIVE], problems))
        assigned = by_form[Form.ASSIGNMENT]
        if assigned:
            assignments = [policy for one in assigned for policy in self._assigned(one, by_form[Form.EXEMPTION])]
            counted = f"{_many(len(assignments), 'policy').replace('policys', 'policies')} assigned"
        else:
            assignments = list(self._everywhere())
            counted = "all in force everywhere"
        further = [name for one in self._initiatives.values() for name in _object(one.properties.get("parameters"))]
        problems += self._values.unused([one.definition for one in assignments], further)
        return Given(tuple(assignments), tuple(self._missing), counted)

    def _chosen(self, found: Sequence[Document], problems: list[Mistake]) -> Iterator[tuple[str, Document]]:
        """One document for each name, or for each id where scopes have the same name: of several the cloud decides."""
        ids: dict[str, set[str]] = {}
        for one in found:
            ids.setdefault(one.name.lower(), set()).update({one.id.lower()} - {""})
        by_key: dict[str, list[Document]] = {}
        for one in found:
            name = one.name.lower()
            by_key.setdefault(one.id.lower() or name if len(ids[name]) > 1 else name, []).append(one)
        for key, several in by_key.items():
            own = [one for one in several if self._cloud_of(one) == self._cloud]
            fitting = own or [one for one in several if self._cloud_of(one) == "public"] or several
            differing = [one for one in fitting[1:] if one.properties != fitting[0].properties]
            if differing:
                said = f"is the name of the {fitting[0].form.value} in {fitting[0].place} too"
                problems.append(Mistake(differing[0].place, "name", said, fitting[0].name))
            yield key, fitting[0]

    @staticmethod
    def _cloud_of(one: Document) -> str:
        folders = {part.lower() for part in Path(one.file).parts}
        return next((cloud for folder, cloud in _CLOUDS.items() if folder in folders), "public")

    def _define(self, found: Sequence[Document]) -> Iterator[Mistake]:
        schema = library.definition_schema()
        problems: list[Mistake] = []
        for name, one in self._chosen(found, problems):
            wrong = list(library.definition_mistakes(one, schema))
            yield from wrong
            if not wrong:
                made = from_document({"name": one.name, "properties": dict(one.properties)}, one.place, one.name)
                yield from mistakes(made)
                self._definitions[name] = made
        yield from problems

    def _find(self, id_: str) -> Definition | None:
        name = id_.rpartition("/")[2].lower()
        given = _of_id(self._definitions, id_)
        return given or next(
            (one for one in self._known.definitions if one.name.lower() == name and one.rule is not None), None
        )

    def _everywhere(self) -> Iterator[Assignment]:
        """Initiatives with their own values; definitions that are in none of them with their defaults."""
        noted: set[int] = set()
        seen: set[str] = set()
        for one in self._initiatives.values():
            for member in self._members(one, {}, {}):
                noted.add(id(member.definition))
                # Many initiatives hold the same policy with the same values.
                defaults = {name: one.default for name, one in member.definition.parameters.items()}
                given = {name: value for name, value in member.parameters.items() if value != defaults.get(name)}
                key = f"{id(member.definition)} {sorted(given.items(), key=str)}"
                if key not in seen:
                    seen.add(key)
                    yield member
        for definition in self._definitions.values():
            if id(definition) not in noted:
                yield Assignment(definition, name=definition.name, parameters=self._values.of(definition), lenient=True)

    def _assigned(self, one: Document, exemptions: Sequence[Document]) -> Iterator[Assignment]:
        parameters = {name: _value(row) for name, row in _object(one.properties.get("parameters")).items()}
        wanted = str(one.properties.get("policyDefinitionId", ""))
        scope = str(one.properties.get("scope") or _scope_of(one.id))
        common = {
            "scope": scope,
            "not_scopes": tuple(map(str, _list(one.properties.get("notScopes")))),
            "enforce": str(one.properties.get("enforcementMode", "Default")).lower() != "donotenforce",
            "selectors": _selectors(one.properties.get("resourceSelectors")),
        }
        exempt = tuple(self._exempt(one, exemptions))
        definition = self._find(wanted)
        initiative = _of_id(self._initiatives, wanted)
        if "/policysetdefinitions/" in wanted.lower() or (definition is None and initiative is not None):
            if initiative is None:
                self._missing.append(NotEvaluated(one.name, "", f"the initiative {wanted} is not among the documents"))
                return
            assignments = list(self._members(initiative, parameters, common, one.name))
        elif definition is None:
            self._missing.append(NotEvaluated(one.name, "", f"the definition {wanted} is not among the documents"))
            return
        else:
            assignments = [Assignment(definition, name=one.name, parameters=parameters, lenient=True, **common)]  # type: ignore[arg-type]
        for policy in assignments:
            yield from self._overridden(replace(policy, exemptions=exempt), _list(one.properties.get("overrides")))

    def _members(
        self, one: Document, given: Mapping[str, Value], common: Mapping[str, object], title: str = ""
    ) -> Iterator[Assignment]:
        values: dict[str, Value] = {}
        for name, row in _object(one.properties.get("parameters")).items():
            default = parameter(name, _object(row)).default
            unknown = Unknown(
                f"the parameter {name} of {one.name} has no default, and no value was given", general=True
            )
            values[name.lower()] = unknown if isinstance(default, Missing) else default
        values |= {name.lower(): value for name, value in self._values.of_name(one.name).items()}
        values |= {name.lower(): value for name, value in given.items()}
        compiler = Compiler(values)
        lacking: list[str] = []
        for row in _list(one.properties.get("policyDefinitions")):
            rows = _object(row)
            wanted = str(rows.get("policyDefinitionId", ""))
            reference = str(rows.get("policyDefinitionReferenceId") or wanted.rpartition("/")[2])
            name = f"{title or one.name}/{reference}"
            definition = self._find(wanted)
            if definition is None:
                lacking.append(wanted.rpartition("/")[2])
                continue
            parameters = {
                key: constant(compiler, _value(item)) for key, item in _object(rows.get("parameters")).items()
            }
            yield Assignment(
                definition,
                name=name,
                parameters=parameters,
                lenient=True,
                reference=reference,
                **common,  # type: ignore[arg-type]  # the fields of an assignment that its document gives
            )

        if lacking:
            several = f"{lacking[0]} and {len(lacking) - 1} others" if len(lacking) > 1 else lacking[0]
            said = f"the documents lack definitions that it assigns: {several}"
            self._missing.append(NotEvaluated(title or one.name, "", said))

    def _overridden(self, policy: Assignment, overrides: Sequence[Json]) -> Iterator[Assignment]:
        """An assignment with the effects that override its own, some of them for a part of the resources."""
        for row in overrides:
            rows = _object(row)
            if str(rows.get("kind", "")).lower() != "policyeffect":
                continue
            selectors = [_object(one) for one in _list(rows.get("selectors"))]
            about = [one for one in selectors if str(one.get("kind", "")).lower() == "policydefinitionreferenceid"]
            if not all(_holds(one, policy.reference) for one in about):
                continue
            others = tuple(_selector(one) for one in selectors if one not in about)
            effect = str(rows.get("value", ""))
            if not others:
                policy = replace(policy, effect=effect)
                continue
            yield replace(policy, effect=effect, selectors=_both(policy.selectors, (others,)))
            rest = tuple((replace(one, negative=not one.negative),) for one in others)
            policy = replace(policy, selectors=_both(policy.selectors, rest))
        yield policy

    def _exempt(self, one: Document, exemptions: Sequence[Document]) -> Iterator[Exemption]:
        for row in exemptions:
            assignment = str(row.properties.get("policyAssignmentId", "")).lower()
            if assignment not in {one.id.lower(), one.name.lower()} and (
                one.id or assignment.rpartition("/")[2] != one.name.lower()
            ):
                continue
            expires = str(row.properties.get("expiresOn") or "")
            if expires and not self._lasts(expires):
                continue
            told = str(row.properties.get("description") or row.properties.get("displayName") or "")
            reason = " ".join(filter(None, (f"until {expires[:10]}" if expires else "", told)))
            references = frozenset(
                str(name).lower() for name in _list(row.properties.get("policyDefinitionReferenceIds"))
            )
            scope = _scope_of(row.id) or str(one.properties.get("scope") or _scope_of(one.id))
            yield Exemption(row.name, scope, reason, references, _selectors(row.properties.get("resourceSelectors")))

    def _lasts(self, expires: str) -> bool:
        """Whether an exemption is still in force.

        https://learn.microsoft.com/azure/governance/policy/concepts/exemption-structure#expiration, read 2026-11-27: a
        date and time in UTC. What is no date counts as expired.
        """
        try:
            end = datetime.datetime.fromisoformat(expires)
        except ValueError:
            return False
        return (end if end.tzinfo is not None else end.replace(tzinfo=datetime.UTC)) >= self._moment


def _of_id(given: Mapping[str, _One], id_: str) -> _One | None:
    """What has an id: else the only one of its name, because documents often have no id, or that of another tenant."""
    wanted, name = id_.lower(), id_.rpartition("/")[2].lower()
    if wanted in given or name in given:
        return given.get(wanted, given.get(name))
    found = [one for key, one in given.items() if key.rpartition("/")[2] == name]
    return found[0] if len(found) == 1 else None


def _object(value: Json) -> dict[str, Json]:
    return value if isinstance(value, dict) else {}


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _value(row: Json) -> Json:
    return row["value"] if isinstance(row, dict) and "value" in row else row


def _scope_of(id_: str) -> str:
    """The scope of a document, from its id."""
    at = id_.lower().rfind("/providers/microsoft.authorization/")
    return id_[:at] if at > 0 else ""


def _selectors(rows: Json) -> tuple[tuple[Selector, ...], ...]:
    groups = [[_selector(_object(one)) for one in _list(_object(row).get("selectors"))] for row in _list(rows)]
    return tuple(tuple(group) for group in groups if group)


def _selector(row: Mapping[str, Json]) -> Selector:
    negative = "notIn" in row
    values = _list(row.get("notIn") if negative else row.get("in"))
    kind = str(row.get("kind", ""))
    texts = (str(value).lower() for value in values)
    if kind.lower() == "resourcelocation":
        texts = (text.replace(" ", "") for text in texts)
    return Selector(kind, frozenset(texts), negative)


def _holds(row: Mapping[str, Json], reference: str) -> bool:
    chosen = _selector(row)
    return (reference.lower() in chosen.values) != chosen.negative


def _both(
    one: tuple[tuple[Selector, ...], ...], two: tuple[tuple[Selector, ...], ...]
) -> tuple[tuple[Selector, ...], ...]:
    """Alternatives that are fulfilled where both are."""
    return tuple((*first, *second) for first in one or ((),) for second in two or ((),))
