"""The conditions of role assignments that limit which roles their principal may assign."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

_ACTION = re.compile(r"ActionMatches\{'Microsoft\.Authorization/roleAssignments/(write|delete)'\}")
_CLAUSE = re.compile(
    r"@(?:Request|Resource)\[Microsoft\.Authorization/roleAssignments:(RoleDefinitionId|PrincipalType)\] "
    r"ForAnyOfAnyValues:(?:GuidEquals|StringEqualsIgnoreCase) \{([^}]*)\}"
)


@dataclass(frozen=True)
class Condition:
    """The roles and kinds of principals that a condition allows, by `write` and `delete` of an assignment.

    Attributes:
        roles: the ids of the roles, in lower case.
        principals: the kinds of principals, in lower case.
        verbs: the verbs that the condition limits.
    """

    roles: frozenset[str]
    principals: frozenset[str]
    verbs: frozenset[str]

    def allows(self, verb: str, role: str, principal_type: str) -> bool:
        """Whether the condition allows an assignment to be created or deleted.

        Args:
            verb: `write` or `delete`.
            role: the id of the role.
            principal_type: the kind of the principal.
        """
        if verb not in self.verbs:
            return True
        return role.lower() in self.roles and principal_type.lower() in self.principals


class ConditionError(ValueError):
    """A condition of another form than those of this library."""


@functools.cache
def parse(text: str) -> Condition:
    """The meaning of a condition in the form of `azure.roles.assignable_only`.

    Source: Microsoft Learn "Azure role assignment condition format and syntax", read 2026-11-26.

    Raises:
        ConditionError: the condition has another form.
    """
    verbs = frozenset(_ACTION.findall(text))
    found: dict[str, set[frozenset[str]]] = {}
    for attribute, values in _CLAUSE.findall(text):
        found.setdefault(attribute, set()).add(frozenset(value.strip(" '").lower() for value in values.split(",")))
    rest = re.sub(r"[()!\s]|AND|OR", "", _CLAUSE.sub("", _ACTION.sub("", text)))
    alike = all(len(found.get(attribute, ())) == 1 for attribute in ("RoleDefinitionId", "PrincipalType"))
    if rest or not verbs or not alike:
        raise ConditionError(f"the condition has a form that cannot be evaluated: {text}")
    return Condition(next(iter(found["RoleDefinitionId"])), next(iter(found["PrincipalType"])), verbs)
