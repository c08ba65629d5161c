"""The decided diagnostic setting of every resource type."""

from __future__ import annotations

from dataclasses import dataclass

from . import tables


@dataclass(frozen=True)
class DiagnosticDecision:
    """The logs and metrics that are collected of a resource type.

    Attributes:
        groups: category groups of logs.
        metrics: categories of metrics.
        none: the reason why there is nothing to collect; empty if there is something.
        categories: single categories of logs, of a type that has no groups.
        services: sub-resources that have settings of their own, such as `blobServices`.
        dedicated: whether logs go to tables of the resource type, where Azure would choose AzureDiagnostics otherwise.
    """

    groups: tuple[str, ...] = ()
    metrics: tuple[str, ...] = ()
    none: str = ""
    categories: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    dedicated: bool = False


def decision(arm_type: str) -> DiagnosticDecision:
    """The decision for an Azure resource type, such as `Microsoft.KeyVault/vaults`.

    Raises:
        KeyError: nothing was decided for that type.
    """
    row = tables.read("diagnostics")[arm_type]
    return DiagnosticDecision(
        groups=tuple(row.get("groups", ())),
        metrics=tuple(row.get("metrics", ())),
        none=row.get("none", ""),
        categories=tuple(row.get("categories", ())),
        services=tuple(row.get("services", ())),
        dedicated=row.get("dedicated", False),
    )


def decided() -> tuple[str, ...]:
    """The resource types for which something was decided."""
    return tuple(tables.read("diagnostics"))
