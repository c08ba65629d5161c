"""The decided diagnostic setting of every resource type."""

from __future__ import annotations

from dataclasses import dataclass

from . import tables


@dataclass(frozen=True)
class DiagnosticDecision:
    """Category groups and metrics to collect; `none` is the reason why there is nothing to collect."""

    groups: tuple[str, ...]
    metrics: tuple[str, ...]
    none: str


def decision(arm_type: str) -> DiagnosticDecision:
    """The decision for an Azure resource type, such as `Microsoft.KeyVault/vaults`.

    Raises:
        KeyError: nothing was decided for that type.
    """
    row = tables.read("diagnostics")[arm_type]
    return DiagnosticDecision(tuple(row.get("groups", ())), tuple(row.get("metrics", ())), row.get("none", ""))
