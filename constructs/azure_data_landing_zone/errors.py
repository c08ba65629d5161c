"""The base of the library's errors."""

from __future__ import annotations


class AdlzError(Exception):
    """An error whose message says what to do. A program that catches this class catches all errors of the library."""
