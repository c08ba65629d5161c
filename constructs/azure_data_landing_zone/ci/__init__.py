"""Pipelines that check, plan and apply a landing zone, as files for GitHub and Azure DevOps."""

from .controls import CONTROLS, Control, PipelineText
from .files import GeneratedFile, Part, Service, connection_prefix, parts, pipeline_files
from .guard import Gap, GuardError
from .library import PlaceError, library_text, lock_text, own_place
from .marks import untouched, written_by
from .options import PipelineError, PipelineOptions
from .selection import Selection, StackRow, select, stack_rows

__all__ = [
    "CONTROLS",
    "Control",
    "Gap",
    "GeneratedFile",
    "GuardError",
    "Part",
    "PipelineError",
    "PipelineOptions",
    "PipelineText",
    "PlaceError",
    "Selection",
    "Service",
    "StackRow",
    "connection_prefix",
    "library_text",
    "lock_text",
    "own_place",
    "parts",
    "pipeline_files",
    "select",
    "stack_rows",
    "untouched",
    "written_by",
]
