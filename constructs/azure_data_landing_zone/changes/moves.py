"""Entries of `moved` that Terraform would refuse, or that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..azure.json_values import JsonObject
from ..synthesized.stacks import Stack, blocks, mapping


def misled_moves(stacks: Mapping[str, JsonObject], *, named: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """The problems with the moves of stacks, for a person.

    Args:
        stacks: the synthesized stacks by name, parsed.
        named: by stack, the addresses that its moves must lead to; those of a pattern need not exist everywhere.
    """
    for name, document in sorted(stacks.items()):
        addresses = {resource.address for resource in Stack(name, document).resources()}
        moves = [
            (str(block.get("from")), str(block.get("to"))) for block in map(mapping, blocks(document.get("moved")))
        ]
        onwards = {from_ for from_, _ in moves}
        for from_, to in moves:
            if from_ in addresses:
                yield f"{name}: moved from {from_} to {to}, but {from_} still exists: Terraform refuses to plan"
            elif to not in addresses | onwards and to in named.get(name, frozenset()):
                yield f"{name}: moved from {from_} to {to}, but there is no {to}: correct the address, or drop the move"
