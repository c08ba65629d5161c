"""The files and messages of `adlz ci`."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..ci import (
    GeneratedFile,
    PipelineError,
    PipelineOptions,
    PlaceError,
    Selection,
    Service,
    library_text,
    lock_text,
    own_place,
    pipeline_files,
    untouched,
)
from ..ci.library import LIBRARY_FILE, LOCK_FILE, NOWHERE
from ..config.reading.problems import shown
from ..errors import AdlzError
from .common import failure, load
from .files import record
from .provider_lock import PROVIDER_LOCK
from .revisions import root
from .terminal import out as standard_output


class ChangedError(AdlzError):
    """A file that would be written was changed by hand."""


def write_pipelines(
    service: str, config_file: Path, directory: Path | None, *, force: bool, library: str | None, **options: Any
) -> None:
    """Writes the files of a service's pipelines, all or none, and says what comes next; ends the command on failure."""
    configuration = load(config_file)
    try:
        folder = (directory or root(config_file)).resolve()
        options_ = PipelineOptions(config=_inside(config_file, folder), **options)
        files = (
            *pipeline_files(Service(service), configuration, options_),
            *_requirements(f"ci {service}", config_file, folder, configuration.landing_zone.engine or "cdktf", library),
        )
        write(files, folder, force=force)
        place_missing = NOWHERE in (config_file.parent / LIBRARY_FILE).read_text(encoding="utf-8")
    except PlaceError as error:
        raise failure(f"--library: {error}", 2) from None
    except (AdlzError, OSError) as error:
        raise failure(error, 1 if isinstance(error, ChangedError) else 2) from None
    out = standard_output()
    for file in files:
        out.print(f"wrote {shown(folder / file.path)}", markup=False, highlight=False, soft_wrap=True)
    out.print(
        "Review and commit them; `adlz docs pipelines` says what they need on the service's side.", highlight=False
    )
    if not (config_file.parent / PROVIDER_LOCK).exists():
        out.print(
            f"The pipelines plan nothing until {shown(config_file.parent / PROVIDER_LOCK)} fixes the providers: run "
            "`adlz synth` and `adlz lock`, and commit it.",
            style="yellow",
            soft_wrap=True,
        )
    if place_missing:
        out.print(
            f"The pipelines stop at the step Install until {shown(config_file.parent / LIBRARY_FILE)} names the place "
            "that the library comes from: --library PLACE, or edit the file.",
            style="yellow",
            soft_wrap=True,
        )


def _requirements(
    command: str, config_file: Path, folder: Path, engine: str, library: str | None
) -> list[GeneratedFile]:
    """The files that pip installs from, beside the landing zone's file; those of the team stay as they are.

    Raises:
        PipelineError: the team's own lock has no hashes, so that the pipelines could not install from it.
        PlaceError: pip cannot take the library from the given place.
    """
    files = []
    lock = config_file.parent / LOCK_FILE
    edited = lock.exists() and not untouched(text := lock.read_text(encoding="utf-8"))
    if not edited:
        files.append(GeneratedFile(_inside(lock, folder), lock_text(engine, command)))
    elif "--hash=" not in text:
        raise PipelineError(
            f"{shown(lock)} holds no hashes, and pipelines install with --require-hashes: lock it (pip-compile or uv, "
            "--generate-hashes), or move it away for one that is generated"
        )
    place = config_file.parent / LIBRARY_FILE
    if library is not None or not place.exists():
        files.append(
            GeneratedFile(_inside(place, folder), library_text(library or own_place(), config_file.parent, command))
        )
    return files


def write(files: Sequence[GeneratedFile], folder: Path, *, force: bool) -> None:
    """Writes files, all or none.

    Raises:
        ChangedError: one of them exists, is not as it was written, and `force` is not given.
    """
    changed = [
        folder / file.path
        for file in files
        if (folder / file.path).exists() and not untouched((folder / file.path).read_text(encoding="utf-8"))
    ]
    if changed and not force:
        names = ", ".join(shown(path) for path in changed)
        raise ChangedError(f"{names} was changed by hand, and is left alone; --force overwrites it")
    scratches: list[tuple[Path, Path]] = []
    try:
        for file in files:
            target = folder / file.path
            target.parent.mkdir(parents=True, exist_ok=True)
            handle, scratch = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
            scratches.append((Path(scratch), target))
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
                stream.write(file.text)
            Path(scratch).chmod(0o755 if file.executable else 0o644)
        for path, target in scratches:
            path.replace(target)
            record(target)
    finally:
        for path, _ in scratches:
            path.unlink(missing_ok=True)


def matrix_lines(service: str, selection: Selection) -> list[str]:
    """A selection as the outputs of a step.

    Raises:
        ValueError: there is no such service.
    """
    if Service(service) is Service.GITLAB:
        alone = list(selection.platform) + ["quota"] * selection.quota
        alone += ["data-plane"] * selection.data_plane
        return [*alone, *(stack for batches in selection.environments.values() for batch in batches for stack in batch)]
    if Service(service) is Service.GITHUB:

        def jobs(batches: Sequence[Sequence[str]]) -> str:
            return json.dumps([{"name": _job_name(names), "stacks": " ".join(names)} for names in batches])

        return [
            f"plan={jobs(selection.jobs)}",
            f"platform={' '.join(selection.platform)}",
            *(f"environment_{name}={jobs(batches)}" for name, batches in selection.environments.items()),
            f"quota={str(selection.quota).lower()}",
            f"data_plane={str(selection.data_plane).lower()}",
        ]

    def output(name: str, batches: Sequence[Sequence[str]]) -> str:
        table = {_job_name(names).replace("-", "_"): {"stacks": " ".join(names)} for names in batches}
        return f"##vso[task.setvariable variable=environment_{name};isOutput=true]{json.dumps(table)}"

    return [
        output("platform", [selection.platform] if selection.platform else []),
        *(output(name, batches) for name, batches in selection.environments.items()),
        output("quota", [("quota",)] if selection.quota else []),
        output("data_plane", [("data-plane",)] if selection.data_plane else []),
    ]


def _job_name(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]}-and-{len(names) - 1}-more"


def _inside(file: Path, folder: Path) -> str:
    try:
        return file.resolve().relative_to(folder).as_posix()
    except ValueError:
        raise PipelineError(f"{shown(file)} does not lie below {folder}: name the repository by --directory") from None
