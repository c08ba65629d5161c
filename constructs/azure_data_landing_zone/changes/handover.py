"""A configuration that hands the resources of a stack over: Terraform forgets them, and Azure keeps them.

Source: https://developer.hashicorp.com/terraform/language/block/removed (read 2026-11-26).
"""

from __future__ import annotations

from ..azure.json_values import JsonObject
from ..synthesized.stacks import mapping

#: What a configuration needs to use the state of a stack.
_KEPT = ("terraform", "provider", "variable")


def handover(document: JsonObject) -> dict[str, object]:
    """The configuration that takes all resources of a stack out of its state, without a change in Azure.

    It has the backend, the providers and the variables of the stack, and a `removed` block for each resource.

    Args:
        document: the synthesized stack.
    """
    addresses = [
        f"{type_}.{key}"
        for type_, bodies in sorted(mapping(document.get("resource")).items())
        for key in sorted(mapping(bodies))
    ]
    return {
        **{key: document[key] for key in _KEPT if key in document},
        "removed": [{"from": address, "lifecycle": [{"destroy": False}]} for address in addresses],
    }
