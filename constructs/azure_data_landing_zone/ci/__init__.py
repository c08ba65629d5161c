"""Pipelines that check, plan and apply a landing zone, as files for GitHub and Azure DevOps."""

from .files import GeneratedFile, Service, pipeline_files
from .library import PlaceError, library_text, lock_text, own_place
from .marks import untouched
from .options import PipelineError, PipelineOptions
from .selection import Selection, StackRow, select, stack_rows

__all__ = [
    "GeneratedFile",
    "PipelineError",
    "PipelineOptions",
    "PlaceError",
    "Selection",
    "Service",
    "StackRow",
    "library_text",
    "lock_text",
    "own_place",
    "pipeline_files",
    "select",
    "stack_rows",
    "untouched",
]
