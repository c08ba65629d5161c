"""Resource providers that must be registered in a subscription."""

from __future__ import annotations

from collections.abc import Iterable

from . import tables


def needed(parts: Iterable[str]) -> tuple[str, ...]:
    """The resource providers of a landing zone, sorted.

    Args:
        parts: what it has besides the core services: `products`, `budgets`, or services and options such as
            `synapse` or `customer_managed_keys`.

    Raises:
        KeyError: there is no such part.
    """
    table = tables.read("resource_providers")
    return tuple(sorted({provider for part in ("always", *parts) for provider in table[part]["providers"]}))
