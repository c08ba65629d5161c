"""Compares two sets of stacks, reads plans, and writes import blocks for existing resources."""

from ..synthesized.plans import PlanError
from .imports import Imports, import_blocks
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
    "Imports",
    "Kind",
    "Listed",
    "Listing",
    "ListingError",
    "PlanError",
    "Rename",
    "ResourceChange",
    "StackChange",
    "StackKind",
    "as_data",
    "as_markdown",
    "compare",
    "import_blocks",
    "read_plan",
    "renames",
]
