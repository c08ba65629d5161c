"""The catalogue: the policies that come with the library, and those that teams add."""

from __future__ import annotations

import difflib
import functools
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from ...azure.json_values import Json
from . import documents
from .definition import (
    Definition,
    Kind,
    Parameter,
    Variant,
    from_document,
    mistakes,
)
from .documents import Document, Form
from .problems import Mistake, PolicyError
from .schema import Schema
from .values import MISSING


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Policy definitions to choose from.

    Attributes:
        definitions: all of them, the library's first.
        notes: files that were skipped, definitions that take the place of others, fields that cannot be evaluated.
    """

    definitions: tuple[Definition, ...]
    notes: tuple[Mistake, ...] = ()

    def find(self, name: str, variant: Variant | None = None) -> Definition:
        """A definition by its name, GUID, id or title; without a variant the corrected one, if there is one.

        Raises:
            PolicyError: there is none; the message names similar ones.
        """
        wanted = name.rpartition("/")[2].lower() if name.startswith("/") else name.lower()
        candidates = [
            one
            for one in self.definitions
            if wanted in {one.name.lower(), one.also_known_as.lower(), one.display_name.lower()}
            and (variant is None or one.variant is variant)
        ]
        if not candidates:
            known = sorted({one.name for one in self.definitions} | {one.display_name for one in self.definitions})
            near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
            said = f"there is no such policy; did you mean {', '.join(near)}?" if near else "there is no such policy"
            raise PolicyError([Mistake("the catalogue", "", said, name)])
        return next((one for one in candidates if one.variant is Variant.CORRECTED), candidates[0])

    @property
    def added(self) -> tuple[Definition, ...]:
        """The definitions that are not the library's."""
        own = folder()
        return tuple(one for one in self.definitions if not _is_own(one, own))

    def rows(self) -> Mapping[int, Sequence[Definition]]:
        """The definitions of the source document's table by row, the corrected variant first."""
        by_row: dict[int, list[Definition]] = {}
        for one in self.definitions:
            if one.row:
                by_row.setdefault(one.row, []).append(one)
        return {row: sorted(by_row[row], key=lambda one: one.variant is Variant.ORIGINAL) for row in sorted(by_row)}


def folder() -> Path:
    """Where the library's own policies lie: inside the wheel, or in the checkout.

    Raises:
        FileNotFoundError: in neither.
    """
    here = Path(__file__).resolve()
    for found in (here.parents[2] / "policies", here.parents[4] / "policies"):
        if (found / "builtin.yaml").is_file():
            return found
    raise FileNotFoundError(f"the policies that come with the library lie neither in {here.parents[2]} nor beside it")


def load(folders: Sequence[Path | str] = (), *, trusted: bool = False) -> Catalogue:
    """The library's policies, and those in further folders.

    Args:
        folders: folders (searched through) or files with definitions in any of Azure's own forms. A definition of the
            same name takes the place of the library's. What is no definition is skipped with a note.
        trusted: whether the library's own documents are taken without validating them again, which is much faster.

    Raises:
        PolicyError: a document has mistakes; all of them are reported, by file and JSON path.
    """
    own = folder()
    problems: list[Mistake] = []
    notes: list[Mistake] = []
    by_key = {(one.name.lower(), one.variant): one for one in (_library() if trusted else _validated(own, problems))}
    if folders:
        schema = _schema(own, "definition")
        for place in folders:
            for one in _documents(Path(place), schema, problems, notes):
                _add(by_key, one, own, problems, notes)
    definitions = tuple(by_key.values())
    for one in definitions:
        if not trusted or not _is_own(one, own):
            problems += mistakes(one)
    if problems:
        raise PolicyError(problems)
    return Catalogue(definitions, tuple(notes))


def _schema(own: Path, name: str) -> Schema:
    return Schema(json.loads((own / "schema" / f"{name}.schema.json").read_text(encoding="utf-8")))


def _is_own(one: Definition, own: Path) -> bool:
    return Path(one.file).is_relative_to(own)


@functools.cache
def _library() -> tuple[Definition, ...]:
    own = folder()
    rows = _rows(own)
    assert isinstance(rows, dict)  # noqa: S101  (a test validates it)
    definitions = [_builtin(guid, row, own) for guid, row in rows.items() if isinstance(row, dict)]
    files = sorted((own / "custom").rglob("*.json"))
    definitions += [from_document(json.loads(file.read_text(encoding="utf-8")), str(file), file.stem) for file in files]
    return tuple(definitions)


def _validated(own: Path, problems: list[Mistake]) -> list[Definition]:
    return [*_builtins(own, problems), *_documents(own / "custom", _schema(own, "definition"), problems, [])]


def _add(
    by_key: dict[tuple[str, Variant], Definition],
    one: Definition,
    own: Path,
    problems: list[Mistake],
    notes: list[Mistake],
) -> None:
    name = one.name.lower()
    formers = [two for (known, _), two in by_key.items() if known == name]
    if not formers:
        by_key[name, one.variant] = one
        return
    # The corrected variant is the one that its name stands for.
    former = next((two for two in formers if two.variant is Variant.CORRECTED), formers[0])
    if not _is_own(former, own):
        problems.append(Mistake(one.file, "name", f"is the name of the definition in {former.file} too", one.name))
        return
    notes.append(Mistake(one.file, "", f"takes the place of the library's {former.name}"))
    for two in formers:
        by_key.pop((name, two.variant))
    by_key[name, former.variant] = replace(
        one,
        kind=former.kind,
        variant=former.variant,
        row=former.row,
        roles=one.roles or former.roles,
        reason=one.reason or former.reason,
        unconfirmed=former.unconfirmed,
    )


def _documents(place: Path, schema: Schema, problems: list[Mistake], notes: list[Mistake]) -> Iterator[Definition]:
    reading = documents.read(place)
    problems += reading.mistakes
    problems += (
        Mistake(file, "", "is no policy definition: properties.policyRule is missing") for file in reading.others
    )
    for one in reading.documents:
        if one.form is not Form.DEFINITION:
            article = "an" if one.form.value[0] in "aei" else "a"
            notes.append(Mistake(one.place, "", f"is {article} {one.form.value} and was skipped"))
            continue
        wrong = list(definition_mistakes(one, schema))
        problems += wrong
        if not wrong:
            yield from_document(_written(one), one.file, one.name)


def definition_schema() -> Schema:
    """The schema of definitions."""
    return _schema(folder(), "definition")


def definition_mistakes(one: Document, schema: Schema) -> Iterator[Mistake]:
    """Errors of a document of a definition against the schema."""
    yield from schema.mistakes(_written(one), one.place)


def _written(one: Document) -> dict[str, Json]:
    return {"name": one.name, **({"id": one.id} if one.id else {}), "properties": dict(one.properties)}


def _rows(own: Path) -> Json:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    rows: Json = yaml.load((own / "builtin.yaml").read_text(encoding="utf-8"), Loader=loader)  # noqa: S506
    return rows


def _builtins(own: Path, problems: list[Mistake]) -> Iterator[Definition]:
    rows = _rows(own)
    wrong = list(_schema(own, "builtin").mistakes(rows, str(own / "builtin.yaml")))
    problems += wrong
    if wrong or not isinstance(rows, dict):
        return
    for guid, row in rows.items():
        if isinstance(row, dict):
            yield _builtin(guid, row, own)


def _builtin(guid: str, row: dict[str, Json], own: Path) -> Definition:
    rule_file = own / "builtin" / f"{guid}.json"
    rule: Json = json.loads(rule_file.read_text(encoding="utf-8")) if rule_file.is_file() else None
    effect = row["effect"]
    assert isinstance(effect, dict)  # noqa: S101  (the schema says so)
    allowed, name = effect["allowed"], str(effect.get("parameter", "effect"))
    default = effect.get("default")
    effects = tuple(map(str, allowed)) if isinstance(allowed, list) else ()
    parameters = {name: Parameter(name, "String", MISSING if default is None else default, effects)}
    given = row.get("parameters", {})
    for key, one in given.items() if isinstance(given, dict) else ():
        if isinstance(one, dict):
            allowed = one.get("allowed", [])
            parameters[key] = Parameter(
                name=key,
                type=str(one["type"]),
                default=one.get("default", MISSING),
                allowed=tuple(allowed) if isinstance(allowed, list) else (),
                description=str(one.get("description", "")),
            )
    roles, row_number, doubts = row.get("roles"), row.get("row"), row.get("unconfirmed")
    return Definition(
        name=guid,
        kind=Kind.BUILTIN,
        display_name=str(row["display_name"]),
        description=str(row.get("description", "")),
        mode=str(row.get("mode", "Indexed")),
        version=str(row.get("version", "")),
        category=str(row["category"]),
        parameters=parameters,
        rule=rule,
        effect_parameter=name,
        effects=effects,
        default_effect="" if default is None else str(default),
        roles=tuple(map(str, roles.values())) if isinstance(roles, dict) else (),
        variant=Variant(str(row.get("variant", Variant.ORIGINAL.value))),
        row=row_number if isinstance(row_number, int) else 0,
        reason=str(row.get("note", "")),
        deprecated=row.get("deprecated") is True,
        unconfirmed=tuple(map(str, doubts)) if isinstance(doubts, list) else (),
        file=str(rule_file if rule is not None else own / "builtin.yaml"),
    )
