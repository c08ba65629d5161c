"""The version of the provider azurerm that a stack or a plan asks for."""

from __future__ import annotations

import re

from ..azure.json_values import JsonObject


def stack_major(document: JsonObject) -> int:
    """The major version of azurerm that a stack asks for."""
    terraform = document.get("terraform")
    blocks = terraform if isinstance(terraform, list) else [terraform]
    for block in blocks:
        providers = block.get("required_providers") if isinstance(block, dict) else None
        for row in providers if isinstance(providers, list) else [providers]:
            asked = row.get("azurerm") if isinstance(row, dict) else None
            version = asked.get("version") if isinstance(asked, dict) else asked
            if isinstance(version, str):
                return major(version)
    return major("")


def plan_major(document: JsonObject) -> int:
    """The major version of azurerm that a plan's configuration asks for."""
    configuration = document.get("configuration")
    providers = configuration.get("provider_config") if isinstance(configuration, dict) else None
    for key, row in (providers if isinstance(providers, dict) else {}).items():
        version = row.get("version_constraint") if isinstance(row, dict) else None
        if key.partition(".")[0] == "azurerm" and isinstance(version, str):
            return major(version)
    return major("")


def major(constraint: str) -> int:
    """The major version of azurerm that a constraint lets in; 4 if it does not say."""
    found = [int(number) for number in re.findall(r"(?<![<.\d])(?<!< )\b(\d+)(?:\.\d+)*", constraint)]
    return 5 if found and min(found) >= 5 else 4
