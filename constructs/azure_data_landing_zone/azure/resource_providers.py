"""Resource providers that must be registered in a subscription."""

from __future__ import annotations

from . import tables


def needed(*, products: bool) -> tuple[str, ...]:
    """The resource providers of a landing zone, sorted; with `products`, those of ML data products too."""
    table = tables.read("resource_providers")
    return tuple(sorted({*table["always"], *(table["products"] if products else ())}))
