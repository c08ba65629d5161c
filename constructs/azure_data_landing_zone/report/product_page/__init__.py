"""The page of a product in one environment, for the people who work in it: what they use, and files to begin with.

The page is computed once, as sections of facts, tables and files. The report shows it as HTML and as Markdown,
`adlz show product` in the terminal and as JSON.
"""

from __future__ import annotations

from .making import product_page
from .model import Code, File, Link, Page, Section

__all__ = ["Code", "File", "Link", "Page", "Section", "product_page"]
