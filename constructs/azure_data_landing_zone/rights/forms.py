"""The list of rights as text, JSON, Markdown, a script for the Azure CLI, and a root module of Terraform."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator, Sequence

from ..azure.json_values import Json
from ..azure.roles import assignable_only, assignment_name, custom_role, definition_id
from ..config import Configuration
from .held import Actor
from .listing import Line, by_actor, given
from .words import ENTRA, SYNAPSE, role_name, scope_in_words

#: Both major versions take the arguments of role assignments.
_AZURERM = ">= 4, < 6"
_PERSON = "bootstrap"


def rows(configuration: Configuration, lines: Sequence[Line]) -> list[dict[str, Json]]:
    """The rights as data.

    Args:
        configuration: the landing zone.
        lines: the rights.
    """
    return [
        {
            "principal": line.actor.key,
            "title": line.actor.title,
            "role": role_name(configuration, line.role),
            "scope": line.scope,
            "may_assign": list(line.may_assign),
            "granted_by": line.owner,
            "after": line.after or None,
            "stacks": list(line.stacks),
            "action": line.because.action,
            "stack": line.because.stack,
            "address": line.because.address,
            "actions": line.count,
        }
        for line in lines
    ]


def text(configuration: Configuration, lines: Sequence[Line]) -> str:
    """The rights for people: one part for each owner, with one block for each principal, then what stacks assign."""
    parts = [(f"Granted by the {owner}", found) for owner, found in given(lines).items()]
    parts.append(("Assigned by stacks", [line for line in lines if line.assigned]))
    told: list[str] = []
    for title, found in parts:
        if not found:
            continue
        told += [title, ""]
        for who, block in by_actor(found):
            told.append(f"  {who.key}: {who.title}")
            for line in block:
                told.append(f"    {line.role} at {scope_in_words(configuration.core, line.scope)}{_limits(line)}")
                told.append(f"      {line.reason}")
            told.append("")
    return "\n".join(told)


def markdown(configuration: Configuration, lines: Sequence[Line]) -> str:
    """The rights as tables for a ticket: one part for each owner."""
    told: list[str] = []
    for owner, found in given(lines).items():
        told += [f"## Granted by the {owner}", ""]
        for who, block in by_actor(found):
            told += [f"### {who.key}: {who.title}", "", "| role | scope | limits | because |", "|---|---|---|---|"]
            told += [
                f"| {_cell(role_name(configuration, line.role))} | `{line.scope}` | {_cell(_limits(line)[2:])} "
                f"| {_cell(line.reason)} |"
                for line in block
            ]
            told.append("")
    return "\n".join(told)


def script(configuration: Configuration, lines: Sequence[Line]) -> str:
    """A shell script for the Azure CLI: a function for each owner and each stack after which rights are granted."""
    zone = configuration.landing_zone
    blocks: dict[str, list[Line]] = {}
    for owner, found in given(lines).items():
        for line in sorted(found, key=lambda line: _place(configuration, line)):
            blocks.setdefault(_part(owner, line), []).append(line)
    actors = sorted({line.actor for found in blocks.values() for line in found})
    told = [
        "#!/usr/bin/env bash",
        f"# Grants the rights that the landing zone {zone.name} needs. `adlz show deployer --format az` writes it.",
        "# The object ids of the principals are in variables:",
        *(f"#   {_variable(who)}: {who.title}" for who in actors),
        "# A variable with the ending _TYPE holds the type of a principal: User, Group or ServicePrincipal.",
        "set -euo pipefail",
        "",
        "assign() { # PRINCIPAL TYPE ROLE SCOPE [CONDITION]",
        "  local limits=()",
        '  if [ $# -gt 4 ]; then limits=(--condition-version 2.0 --condition "$5"); fi',
        '  az role assignment create --assignee-object-id "$1" --assignee-principal-type "$2" \\',
        '    --role "$3" --scope "$4" ${limits[@]+"${limits[@]}"} --output none',
        "}",
    ]
    for part, found in blocks.items():
        told += ["", f"{part.replace('-', '_')}() {{"]
        for line in found:
            told += [f"  # {line.reason}", f"  {_command(configuration, line)}"]
        told.append("}")
    told += ["", 'case "${1:-}" in']
    told += [f"  {part}) {part.replace('-', '_')} ;;" for part in blocks]
    told += [f"  *) echo 'usage: {{{'|'.join(blocks)}}}' >&2 && exit 2 ;;", "esac", ""]
    return "\n".join(told)


def module(configuration: Configuration, lines: Sequence[Line], owner: str) -> str:
    """A root module of Terraform that grants the rights of one owner.

    Args:
        configuration: the landing zone.
        lines: the rights.
        owner: the owner; rights that are none of Azure Resource Manager are left to comments.
    """
    found = [line for line in given(lines).get(owner, ()) if line.owner not in (ENTRA, SYNAPSE)]
    zone = configuration.landing_zone
    actors = sorted({line.actor for line in found})
    names = ", ".join(_quoted(who.key) for who in actors)
    told = [
        f"# The rights that the {owner} grants to the landing zone {zone.name}.",
        "# `adlz show deployer --format terraform` writes it.",
        "terraform {",
        '  required_version = ">= 1.3"',
        "  required_providers {",
        "    azurerm = {",
        '      source  = "hashicorp/azurerm"',
        f'      version = "{_AZURERM}"',
        "    }",
        "  }",
        "}",
        "",
        'provider "azurerm" {',
        "  features {}",
        '  resource_provider_registrations = "none"',
        f"  subscription_id                 = {_quoted(_subscription(configuration, found))}",
        f"  environment                     = {_quoted(zone.cloud.value)}",
        "}",
        "",
        'variable "principals" {',
        '  description = "The principals by key: object id, and type (User, Group or ServicePrincipal)"',
        '  type        = map(object({ object_id = string, type = optional(string, "ServicePrincipal") }))',
        "  validation {",
        f"    condition     = length(setsubtract([{names}], keys(var.principals))) == 0",
        f'    error_message = "Give the principals {", ".join(who.key for who in actors)}."',
        "  }",
        "}",
        "",
        'variable "applied" {',
        '  description = "The stacks that were applied already: some rights need a scope or role that a stack creates"',
        "  type        = set(string)",
        "  default     = []",
        "}",
    ]
    for line in found:
        told += ["", *_resource(configuration, line)]
    return "\n".join([*told, ""])


def _resource(configuration: Configuration, line: Line) -> Iterator[str]:
    zone = configuration.landing_zone
    own = custom_role(line.role)
    role = definition_id(line.role, zone.subscription_id) if own is None else configuration.core.custom_role_id(own.key)
    name = assignment_name(line.scope, line.role, f"{zone.subscription_id}/{zone.name}/{line.actor.key}")
    key = re.sub(r"[^a-z0-9]+", "_", f"{line.actor.key} {line.role} {name[:8]}".lower())
    principal = f"var.principals[{_quoted(line.actor.key)}]"
    arguments = {
        **({"count": f"contains(var.applied, {_quoted(line.after)}) ? 1 : 0"} if line.after else {}),
        "name": _quoted(name),
        "scope": _quoted(line.scope),
        "role_definition_id": _quoted(role),
        "principal_id": f"{principal}.object_id",
        "principal_type": f"{principal}.type",
    }
    if line.may_assign:
        arguments |= {"condition_version": _quoted("2.0"), "condition": _quoted(_condition(configuration, line))}
    width = max(map(len, arguments))
    yield f"# {line.role}: {line.reason}"
    yield f'resource "azurerm_role_assignment" "{key}" {{'
    yield from (f"  {argument:<{width}} = {value}" for argument, value in arguments.items())
    yield "}"


def _command(configuration: Configuration, line: Line) -> str:
    variable = _variable(line.actor)
    kind = "User" if line.actor.key == _PERSON else "ServicePrincipal"
    principal = f'"${{{variable}:?}}"'
    type_ = f'"${{{variable}_TYPE:-{kind}}}"'
    if line.owner == ENTRA:
        return f"az ad app owner add --id {shlex.quote(line.scope)} --owner-object-id {principal}"
    if line.owner == SYNAPSE:
        name = shlex.quote(line.scope.rpartition("/")[2])
        return (
            f"az synapse role assignment create --workspace-name {name} --role 'Synapse Administrator' "
            f"--assignee-object-id {principal} --assignee-principal-type {type_} --output none"
        )
    told = [principal, type_, shlex.quote(role_name(configuration, line.role)), shlex.quote(line.scope)]
    if line.may_assign:
        told.append(shlex.quote(_condition(configuration, line)))
    return f"assign {' '.join(told)}"


def _condition(configuration: Configuration, line: Line) -> str:
    zone = configuration.landing_zone
    return assignable_only(line.may_assign, subscription_id=zone.subscription_id, landing_zone=zone.name)


def owner_key(owner: str) -> str:
    """An owner as an option: `landing-zone`, the id of a subscription or management group, `entra` or `synapse`."""
    if owner == ENTRA:
        return "entra"
    if owner == SYNAPSE:
        return "synapse"
    return "landing-zone" if "landing zone" in owner else owner.rpartition(" ")[2]


def _part(owner: str, line: Line) -> str:
    key = owner_key(owner)
    key = f"subscription-{key[:8]}" if re.fullmatch(r"[0-9a-f]{8}-.*", key) else re.sub(r"[^A-Za-z0-9-]", "-", key)
    return f"{key}-after-{line.after}" if line.after else key


def _place(configuration: Configuration, line: Line) -> int:
    return configuration.stacks.index(line.after) + 1 if line.after else 0


def _subscription(configuration: Configuration, lines: Sequence[Line]) -> str:
    """The subscription of the scopes; that of the landing zone for scopes above subscriptions."""
    scope = next((line.scope for line in lines if line.scope.lower().startswith("/subscriptions/")), "")
    return scope.split("/")[2] if scope else configuration.landing_zone.subscription_id


def _limits(line: Line) -> str:
    limit = f", to assign {', '.join(line.may_assign)} only" if line.may_assign else ""
    return f"{limit}, after the stack {line.after} was applied" if line.after else limit


def _variable(who: Actor) -> str:
    return re.sub(r"[^A-Z0-9]", "_", who.key.upper())


def _quoted(value: str) -> str:
    """Text as a literal of Terraform's language."""
    return json.dumps(value, ensure_ascii=False).replace("${", "$${").replace("%{", "%%{")


def _cell(value: str) -> str:
    return value.replace("|", "\\|")
