"""Resource types that Azure Policy never evaluates.

https://github.com/Azure/azure-policy#resources-that-are-exempt-from-policy-evaluation, and the section about resource
types that exceed the scale of its enforcement; read 2026-11-26
"""

from __future__ import annotations

_EXEMPT = (
    "microsoft.resources/",
    "microsoft.billing/",
    "microsoft.capacity/reservationorders/",
    "microsoft.help/",
    "microsoft.diagnostics/",
    "microsoft.servicebus/namespaces/topics/",
)
_EVALUATED = frozenset({"microsoft.resources/subscriptions", "microsoft.resources/subscriptions/resourcegroups"})


def is_exempt(kind: str) -> bool:
    """Whether resources of a type bypass policies.

    Args:
        kind: the resource type.
    """
    lowered = kind.lower()
    if lowered in _EVALUATED:
        return False
    return f"{lowered}/".startswith(_EXEMPT)
