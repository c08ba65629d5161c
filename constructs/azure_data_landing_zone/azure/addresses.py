"""Ranges of IPv4 addresses that Azure and its services refuse."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from ipaddress import IPv4Network

from . import tables

#: The address of Azure's own DNS. Source: Microsoft Learn "What is IP address 168.63.129.16?", read 2026-11-26.
AZURE_DNS = "168.63.129.16"
#: The longest prefix of a range in the firewall of a storage account.
#: Source: hashicorp/terraform-provider-azurerm 4.81.0, storage_account_ip_rule.go, read 2026-11-26.
LONGEST_STORAGE_PREFIX = 30


@functools.cache
def _ranges(kind: str) -> Mapping[IPv4Network, str]:
    return {IPv4Network(text): meaning for text, meaning in tables.read("addresses")[kind]["ranges"].items()}


def overlapping(kind: str, network: IPv4Network) -> str:
    """The first range of a kind that overlaps a network, with its meaning in brackets; empty if there is none.

    Args:
        kind: a row of the table: `refused`, `reserved`, `compute`, `kubernetes` or `storage_rule`.
        network: the network.

    Raises:
        KeyError: there is no such row.
    """
    return next((f"{found} ({meaning})" for found, meaning in _ranges(kind).items() if network.overlaps(found)), "")
