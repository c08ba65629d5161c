"""The comparison of `adlz ci check`: the pipelines of a repository with those that would be generated."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..ci import (
    CONTROLS,
    Control,
    GeneratedFile,
    PipelineError,
    PipelineOptions,
    PipelineText,
    Service,
    pipeline_files,
    untouched,
    written_by,
)
from ..config import Configuration

_FOLDERS = (".github/workflows", ".azuredevops", ".gitlab")


@dataclass(frozen=True)
class FileState:
    """A generated file in the repository.

    Attributes:
        path: where it is, from the root of the repository.
        edited: whether it was edited since it was generated.
        difference: the lines of a unified diff from what would be generated; empty if the file is equal.
    """

    path: str
    edited: bool
    difference: tuple[str, ...]


@dataclass(frozen=True)
class PipelineState:
    """A pipeline in the repository.

    Attributes:
        service: where it runs.
        key: the name in its files.
        files: its files.
        missing: the controls that its files lack, with what is wrong.
    """

    service: Service
    key: str
    files: tuple[FileState, ...]
    missing: tuple[tuple[Control, str], ...]

    @property
    def outdated(self) -> bool:
        """Whether files that were not edited differ from what would be generated."""
        return any(file.difference and not file.edited for file in self.files)


def states(configuration: Configuration, folder: Path, key: str | None) -> Iterator[PipelineState]:
    """The generated pipelines of a repository.

    Args:
        configuration: the landing zone.
        folder: the root of the repository.
        key: the name of one pipeline; None for all.

    Raises:
        PipelineError: there is no generated pipeline, one of its files is missing, or its options cannot be read.
        OSError: a file cannot be read.
    """
    number = 0
    for place in _FOLDERS:
        for file in sorted((folder / place).glob("adlz-*.yml")):
            text = file.read_text(encoding="utf-8")
            command = written_by(text)
            if command is None or file.stem.endswith("-terraform") or (key and file.stem != f"adlz-{key}"):
                continue
            number += 1
            yield _state(configuration, folder, Service(command.removeprefix("ci ")), PipelineOptions.read(text))
    if not number:
        named = f" {key}" if key else ""
        raise PipelineError(f"{folder} has no generated pipeline{named}: `adlz ci github` writes one")


def _state(configuration: Configuration, folder: Path, service: Service, options: PipelineOptions) -> PipelineState:
    generated = pipeline_files(service, configuration, options)
    texts = [_text(folder, file) for file in generated]
    text = PipelineText(service, texts[0], texts[-2] if len(texts) > 2 else texts[0], texts[-1])
    return PipelineState(
        service,
        options.product or configuration.landing_zone.name,
        tuple(_compared(file, text) for file, text in zip(generated, texts, strict=True)),
        tuple((control, lack) for control in CONTROLS for lack in control.lacks(text)),
    )


def _text(folder: Path, file: GeneratedFile) -> str:
    path = folder / file.path
    if not path.exists():
        raise PipelineError(f"{path} is missing: write the pipeline again")
    return path.read_text(encoding="utf-8")


def _compared(file: GeneratedFile, text: str) -> FileState:
    names = ("generated", file.path)
    difference = difflib.unified_diff(file.text.splitlines(), text.splitlines(), *names, n=1, lineterm="")
    return FileState(file.path, not untouched(text), tuple(difference))
