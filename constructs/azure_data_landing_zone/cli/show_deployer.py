"""`adlz show deployer`: the rights that principals need, in the format that was asked for."""

from __future__ import annotations

import json

from ..config import Configuration
from ..errors import AdlzError
from ..rights.forms import markdown, module, owner_key, rows, script, text
from ..rights.listing import given, listing
from ..rights.verdicts import rights
from ..synthesized.index import Index
from .stacks import current_stacks
from .terminal import err


class OwnerError(AdlzError, ValueError):
    """No right has such an owner; the message names those that exist."""


def deployer_text(configuration: Configuration, form: str, owner: str | None, *, fresh: bool = False) -> str:
    """The rights in a format.

    Args:
        configuration: a checked configuration.
        form: `text`, `json`, `markdown`, `az` or `terraform`.
        owner: the owner whose rights are shown; None for all, and for Terraform that of the landing zone.
        fresh: whether all stacks are synthesized, whatever is kept of former runs.

    Raises:
        OwnerError: no right has this owner, or none that Terraform can grant.
        OutputError: a stack cannot be synthesized.
    """
    stacks = Index.over(current_stacks(configuration, fresh=fresh))
    lines = listing(configuration, stacks)
    if missing := rights(configuration, stacks).missing:
        err().print(
            f"adlz: {len(missing)} actions need a right that is not in this list: adlz check shows them", style="yellow"
        )
    owners = {owner_key(name): name for name in given(lines)}
    wanted = owner or ("landing-zone" if form == "terraform" else None)
    if wanted is not None:
        if wanted not in owners:
            raise OwnerError(f"no right has the owner {wanted}; the owners are {', '.join(owners)}")
        if form == "terraform" and wanted in ("entra", "synapse"):
            raise OwnerError(
                f"Terraform cannot grant the rights of {wanted} through Azure Resource Manager: use --format az"
            )
        lines = tuple(line for line in lines if line.owner == owners[wanted])
    if form == "json":
        return json.dumps(rows(configuration, lines), indent=2)
    if form == "terraform":
        return module(configuration, lines, owners[wanted or ""])
    return {"text": text, "markdown": markdown, "az": script}[form](configuration, lines)
