"""Pipelines that check, plan and apply a landing zone, as files for GitHub and Azure DevOps."""

from .files import GeneratedFile, Service, pipeline_files
from .options import PipelineError, PipelineOptions
from .selection import Selection, StackRow, select, stack_rows

__all__ = [
    "GeneratedFile",
    "PipelineError",
    "PipelineOptions",
    "Selection",
    "Service",
    "StackRow",
    "pipeline_files",
    "select",
    "stack_rows",
]
