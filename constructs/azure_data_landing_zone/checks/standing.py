"""Permanent rights that are wider than one product, and what fragments and programs give away."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ..azure import names
from ..azure.json_values import JsonObject
from ..azure.permissions import permissions
from ..config import Configuration
from ..config.models.data_lake import Layer
from ..config.principals import principal_titles
from ..synthesized.index import Assignment, Index
from ..synthesized.stacks import blocks
from .origins import Origins
from .results import Level, Result

_CHECK = "standing-rights"
#: What a role must allow to change things or data, on some resource.
_READS = ("/read", "/action")
#: What is called otherwise than in the rules of names.
_TITLES = {
    "microsoft.authorization/policyassignments": "policy assignment",
    "microsoft.databricks/accessconnectors": "access connector of Databricks",
    "microsoft.datafactory/factories": "Data Factory",
    "microsoft.synapse/workspaces": "Synapse workspace",
}
_ASSIGN = "Microsoft.Authorization/roleAssignments/write"
_EXEMPTIONS = ("management_group", "subscription", "resource_group", "resource")
_WRITE_DATA = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write"


def standing_rights(configuration: Configuration, stacks: Mapping[str, JsonObject]) -> Sequence[Result]:
    """Identities that may change a whole subscription or management group, or write shared containers besides products.

    Of what a fragment or a program adds, also what takes policies away or lets others act as an identity.

    Args:
        configuration: the configuration that the stacks were made from.
        stacks: all synthesized stacks by name, parsed.
    """
    index = Index.over(stacks)
    titles, origins = principal_titles(configuration), Origins(configuration)
    found = [
        *_wide(index, titles),
        *_shared_data(index, configuration, titles),
        *_exemptions(index, origins),
        *_credentials(index, origins),
    ]
    return [replace(one, place=origins.of(one.stack, one.address)) for one in found]


def _wide(index: Index, titles: Mapping[str, str]) -> Iterator[Result]:
    limited = {
        (resource.stack, resource.address)
        for resource in index.resources("azurerm_role_assignment")
        if resource.body.get("condition")
    }
    for one in sorted(index.assignments, key=lambda found: (found.stack, found.address)):
        where = _whole(one.scope)
        if not where or not _changes(one.role):
            continue
        message = f"{_named(one.principal, titles)} has the role {one.role} on {where} at all times"
        every = _assigns(one.role) and (one.stack, one.address) not in limited
        yield Result(
            check=_CHECK,
            rule="every-right" if every else "wide",
            level=Level.REFUSED if every else Level.REPORTED,
            message=f"{message}, and can give itself every right there" if every else message,
            remedy="assign a narrower role, a smaller scope, or a condition that names the roles" if every else "",
            stack=one.stack,
            address=one.address,
        )


def _exemptions(index: Index, origins: Origins) -> Iterator[Result]:
    """Exemptions from policies that the configuration does not contain."""
    for kind in _EXEMPTIONS:
        for one in index.resources(f"azurerm_{kind}_policy_exemption"):
            if origins.known(one.stack, one.address):
                continue
            policies = [str(name) for name in blocks(one.body.get("policy_definition_reference_ids"))]
            what = f"the policies {', '.join(policies)}" if policies else "all policies"
            id_ = index.id(one, one.body.get("policy_assignment_id"))
            assignment = id_.rpartition("/")[2] or "(known after apply)"
            yield Result(
                check=_CHECK,
                rule="exemption",
                level=Level.REFUSED,
                message=f"exempts a {kind.replace('_', ' ')} from {what} of the assignment {assignment}",
                remedy="write it in `policies.exemptions` with its reason and end, or suppress this result",
                stack=one.stack,
                address=one.address,
            )


def _credentials(index: Index, origins: Origins) -> Iterator[Result]:
    """Credentials of identities that the configuration does not contain."""
    own = {
        found.id
        for found in index.of_type("azurerm_user_assigned_identity")
        if found.id and origins.known(found.resource.stack, found.resource.address)
    }
    for one in index.resources("azurerm_federated_identity_credential"):
        if origins.known(one.stack, one.address):
            continue
        # Version 5 has another name for the argument.
        given = one.body.get("user_assigned_identity_id") or one.body.get("parent_id")
        identity = index.id(one, given)
        name = identity.rpartition("/")[2] or "which is known after apply only"
        yield Result(
            check=_CHECK,
            rule="credential",
            level=Level.REFUSED if identity in own else Level.REPORTED,
            message=f"tokens of {one.body.get('issuer')} with the subject {one.body.get('subject')} get the rights of "
            f"the identity {name}" + (", which belongs to the landing zone" if identity in own else ""),
            remedy="give them an identity of their own, or suppress this result" if identity in own else "",
            stack=one.stack,
            address=one.address,
        )


def _shared_data(index: Index, configuration: Configuration, titles: Mapping[str, str]) -> Iterator[Result]:
    """Services and groups that write the shared layers; a product writes what its configuration says."""
    accounts = {str(id_).lower(): layer.value for layer, id_ in configuration.core.lake_accounts.items()}
    accounts = {id_: layer for id_, layer in accounts.items() if layer != Layer.WORKSPACE.value}
    own = {layout.stack for layout in configuration.products}
    found: dict[tuple[str, str, str], list[tuple[Assignment, str]]] = {}
    for one in index.assignments:
        place = _container(one.scope, accounts)
        if place and one.stack not in own and _writes_data(one.role):
            found.setdefault((one.stack, one.principal, one.role), []).append((one, place))
    for (stack, principal, role), members in sorted(found.items()):
        places = ", ".join(sorted({place for _, place in members}))
        yield Result(
            check=_CHECK,
            rule="lake",
            level=Level.REPORTED,
            message=f"{_named(principal, titles)} has the role {role} and writes {places} at all times",
            stack=stack,
            address=min(one.address for one, _ in members),
        )


def _whole(scope: str) -> str:
    """The subscription or management group that a scope is, in words; empty for anything smaller."""
    parts = scope.strip("/").split("/")
    if parts[0] == "subscriptions" and len(parts) == 2:
        return f"the subscription {parts[1]}"
    if parts[:2] == ["providers", "microsoft.management"] and len(parts) == 4:
        return f"the management group {parts[3]}"
    return ""


def _container(scope: str, accounts: Mapping[str, str]) -> str:
    """The shared container or layer of a scope, such as `curated/sales`; empty for any other scope."""
    for id_, layer in accounts.items():
        if scope == id_:
            return f"{layer}/*"
        if scope.startswith(f"{id_}/blobservices/"):
            return f"{layer}/{scope.rpartition('/')[2]}"
    return ""


def _changes(role: str) -> bool:
    """Whether a role allows more than reading; True for a role of which nothing is known."""
    try:
        found = permissions(role)
    except KeyError:
        return True
    return any(not action.lower().endswith(_READS) for action in (*found.actions, *found.data_actions))


def _assigns(role: str) -> bool:
    try:
        return permissions(role).allows(_ASSIGN)
    except KeyError:
        return False


def _writes_data(role: str) -> bool:
    try:
        return permissions(role).allows(_WRITE_DATA, data=True)
    except KeyError:
        return False


def _named(principal: str, titles: Mapping[str, str]) -> str:
    """A principal for people: the resource whose identity it is, or its object id with what it is."""
    if not principal:
        return "a principal that Azure creates"
    if not principal.startswith("/"):
        title = titles.get(principal, "")
        return f"the principal {principal}" + (f" ({title})" if title else "")
    kind, _, name = principal.rpartition("/")
    arm_type = kind.partition("/providers/")[2]
    return f"the identity of the {_TITLES.get(arm_type) or _titles().get(arm_type, arm_type)} {name}"


@functools.cache
def _titles() -> Mapping[str, str]:
    return {rule.arm_type.lower(): type_.replace("_", " ") for type_, rule in names.rules().items()}
