"""`adlz show`: tables of what a configuration means."""

from __future__ import annotations

import fnmatch
import json
import re
from collections.abc import Mapping, Sequence

from ..azure import personas, roles
from ..azure.json_values import Json
from ..azure.personas import Setting
from ..config import Configuration
from ..config.layout.access import product_grants, shared_grants
from ..config.settings import settings

_LONGEST_LIST = 3
_LONGEST_TEXT = 120


def persona_rows() -> list[dict[str, str]]:
    """The table of personas: who gets which role where, by default."""
    return [
        {
            "persona": personas.title(persona),
            "group": persona,
            "where": setting.value.replace("_", " "),
            "scope": scope.replace("_", " "),
            "roles": ", ".join(roles),
        }
        for persona in personas.personas()
        for setting in Setting
        for scope, roles in personas.roles(persona, setting).items()
    ]


def setting_rows(configuration: Configuration, patterns: Sequence[str]) -> list[dict[str, str]]:
    """The settings of products with the places that give them.

    Args:
        configuration: the configuration.
        patterns: the stacks, as patterns; all if there are none.
    """
    wanted = [
        layout.stack
        for layout in configuration.products
        if not patterns or any(fnmatch.fnmatchcase(layout.stack, pattern) for pattern in patterns)
    ]
    return [
        {"stack": stack, "setting": setting.path, "value": setting.value, "written_in": str(setting.place)}
        for stack, listed in settings(configuration, wanted).items()
        for setting in listed
    ]


def workload_rows() -> list[dict[str, str]]:
    """The table of workloads: the widest that their identities get."""
    return [
        {"workload": workload.replace("_", " "), "scope": _scope(scope), "roles": ", ".join(found)}
        for workload, scopes in roles.workload_roles().items()
        for scope, found in _merged(scopes).items()
    ]


def _merged(scopes: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Scopes that are the same to people, once: Terraform and Azure call them differently."""
    merged: dict[str, list[str]] = {}
    for scope, found in scopes.items():
        merged[_scope(scope)] = sorted({*merged.get(_scope(scope), []), *found})
    return merged


def _scope(scope: str) -> str:
    """The name of a scope for people: both `privateEndpoints` and `private_endpoint` are private endpoint."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", scope.replace("_", " ")).lower()
    names = {"containers": "lake container", "managed clusters": "kubernetes cluster", "registries": "shared registry"}
    return names.get(words, words.removesuffix("s") if scope != words else words)


def grant_rows(configuration: Configuration) -> list[dict[str, str]]:
    """The roles of the groups of a configuration, by stack."""
    titles: dict[str, dict[str, None]] = {}
    for groups in (configuration.landing_zone.groups, *(layout.product.groups for layout in configuration.products)):
        for persona, object_id in groups.items():
            titles.setdefault(object_id, {})[personas.title(persona)] = None
    grants = [
        ("access", grant.object_id, grant.label, grant.role)
        for grant in shared_grants(configuration.core, configuration.products)
    ]
    grants += [
        (layout.stack, object_id, scope.replace("_", " "), role)
        for layout in configuration.products
        for scope, role, object_id in product_grants(layout)
    ]
    return [
        {"stack": stack, "persona": ", ".join(titles[object_id]), "group": object_id, "scope": scope, "role": role}
        for stack, object_id, scope, role in grants
    ]


def of_stacks(rows: Sequence[dict[str, str]], patterns: Sequence[str] | None) -> list[dict[str, str]]:
    """The rows of the stacks that shell patterns mean; all without patterns."""
    if not patterns:
        return list(rows)
    return [row for row in rows if any(fnmatch.fnmatchcase(row["stack"], pattern) for pattern in patterns)]


def policy_rows(configuration: Configuration) -> list[dict[str, str]]:
    """The policies that are assigned, by assignment."""
    layout = configuration.policy
    return [
        {
            "assignment": assignment.name,
            "policy": policy.key,
            "definition": policy.definition.name,
            "effect": policy.effect + ("" if assignment.enforce else ", not enforced"),
            "parameters": parameters_in_words(policy.parameters),
        }
        for assignment in (layout.assignments if layout is not None else ())
        for policy in assignment.policies
    ]


def parameters_in_words(values: Mapping[str, Json]) -> str:
    """Parameters in words; of long lists their length."""
    words = []
    for name, value in values.items():
        if isinstance(value, list) and len(value) > _LONGEST_LIST:
            words.append(f"{name}: {len(value)} values")
        else:
            text = json.dumps(value)
            words.append(f"{name}: {text if len(text) <= _LONGEST_TEXT else text[:_LONGEST_TEXT] + '...'}")
    return "; ".join(words)
