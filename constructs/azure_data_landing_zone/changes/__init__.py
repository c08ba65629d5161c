"""Compares two sets of stacks, reads plans, and writes import blocks for existing resources."""

from ..synthesized.plans import PlanError
from .effects import Effect, Rule, lines
from .imports import Imports, import_blocks
from .judgement import judged
from .listing import Listed, Listing, ListingError
from .markdown import as_markdown
from .model import ArgumentChange, Changes, Kind, Rename, ResourceChange, StackChange, StackKind
from .overview import compare
from .plans import read_plan
from .renames import renames
from .structured import as_data

__all__ = [
    "ArgumentChange",
    "Changes",
    "Effect",
    "Imports",
    "Kind",
    "Listed",
    "Listing",
    "ListingError",
    "PlanError",
    "Rename",
    "ResourceChange",
    "Rule",
    "StackChange",
    "StackKind",
    "as_data",
    "as_markdown",
    "compare",
    "import_blocks",
    "judged",
    "lines",
    "read_plan",
    "renames",
]
