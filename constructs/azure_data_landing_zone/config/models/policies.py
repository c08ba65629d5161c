"""The policies that a landing zone assigns, and where they do not hold."""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, StringConstraints, Tag, model_validator

from .base import AnyResourceId, Model, Slug, Word

_MANAGEMENT_GROUP = "/providers/Microsoft.Management/managementGroups/"
#: Source: Microsoft Learn "Naming rules and restrictions for Azure resources" (managementGroups), read 2026-11-26.
_GROUP_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_().-]{0,88}[A-Za-z0-9_()-]|[A-Za-z0-9]")


def _scope(value: str) -> str:
    if value in ("subscription", "resource_groups"):
        return value
    name = value[len(_MANAGEMENT_GROUP) :]
    if value.lower().startswith(_MANAGEMENT_GROUP.lower()) and _GROUP_NAME.fullmatch(name):
        return f"{_MANAGEMENT_GROUP}{name}"
    raise ValueError(
        f"must be subscription, resource_groups, or the id of a management group, {_MANAGEMENT_GROUP}<name>"
    )


def _date(value: Any) -> Any:
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value
    try:
        return datetime.date.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError("must be a day such as '2027-03-31'") from None


#: A day; what ends on it holds through it, in UTC.
Day = Annotated[datetime.date, BeforeValidator(_date)]
#: Why something is allowed, for whoever reads it later.
Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=10, max_length=512)]
#: Values of a policy's parameters by their exact names.
Parameters = dict[str, Any]


def _given_once(table: dict[str, Any]) -> dict[str, Any]:
    lowered: dict[str, str] = {}
    for name in table:
        if (other := lowered.setdefault(name.lower(), name)) != name:
            raise ValueError(f"names {other!r} and {name!r}, which are the same policy: keep one")
    return table


class AssignedPolicySettings(Model):
    """Assignment settings of a policy."""

    effect: str | None = None
    """Effect in Azure's spelling, such as `Audit`. `Disabled` disables the policy. Default: the effect in the
    initiative; for a policy that you add, the default of its definition."""
    variant: Literal["corrected", "original"] | None = None
    """Version of the rule, if the published one contradicts itself or the current provider: `corrected` (default), or
    `original`, exactly as published."""
    parameters: Parameters = Field(default_factory=dict)
    """Parameter values by exact parameter name. Default: the defaults of the definition; values such as registries and
    subnets come from the landing zone."""
    message: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)] | None = None
    """Non-compliance message in Azure, instead of the built-in text."""


class Exemption(Model):
    """A temporary exemption from some policies. Azure stores it with its reason."""

    policies: Annotated[list[str], Field(min_length=1)]
    """Exempted policies, with the names used in `assign`."""
    product: Slug | None = None
    """Exempted product. Set either this or `scope`."""
    environments: list[Word] = Field(default_factory=list)
    """Environments of the product. Default: all."""
    scope: AnyResourceId | None = None
    """Id of an existing resource group or resource that does not belong to a product."""
    category: Literal["waiver", "mitigated"] = "waiver"
    """`waiver`: the risk is accepted. `mitigated`: the risk is mitigated in another way."""
    reason: Reason
    """Reason and decision maker, at least 10 characters."""
    expires: Day
    """Last day of validity, such as `'2027-03-31'`."""

    @model_validator(mode="after")
    def _one_place(self) -> Exemption:
        if (self.product is None) == (self.scope is None):
            raise ValueError("must name either a product or a scope")
        if self.environments and self.product is None:
            raise ValueError("environments belong to a product: give product, or leave environments out")
        return self


class Policies(Model):
    """The policy initiative of the landing zone and its assignment.

    It contains the thirteen policies of the Cloud Adoption Framework's Machine Learning landing zone. All resources
    that this library creates comply with the assigned policies; a test verifies this with the evaluator of `adlz
    check`.
    """

    scope: Annotated[str, AfterValidator(_scope)] = "subscription"
    """Scope of the assignment: `subscription`; the id of a management group,
    `/providers/Microsoft.Management/managementGroups/<name>` (one landing zone creates the assignment for all
    subscriptions below it); or `resource_groups`, only those of the products."""
    enforce: bool = True
    """Whether Azure denies or modifies resources that violate a policy. With false, violations are only reported."""
    assign: Annotated[dict[str, AssignedPolicySettings], AfterValidator(_given_once)] = Field(default_factory=dict)
    """Settings by policy. The key is the name of one of the thirteen policies, such as `vm_sizes` (`adlz docs
    policies`); the id or title of another built-in policy of the catalogue; or the name of a custom policy."""
    setup_script: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)] | None = None
    """Shell script that every compute instance runs when it is created (policy `setup_script`). Instances then cannot
    have their own script. It must not contain secrets. Default: none, and the policy is disabled."""
    definitions: str | list[str] = Field(default_factory=list)
    """Custom policies: files in Azure's format, as a glob pattern relative to this file such as `policies/*.json`, or a
    list of patterns. All of them are assigned. A definition with the name of a built-in one replaces it."""
    exemptions: dict[Slug, Exemption] = Field(default_factory=dict)
    """Temporary exemptions from policies, by a name of your choice."""
    remediation: bool = False
    """Whether policies with the effects `Modify` and `DeployIfNotExists` are also applied to existing resources."""

    @property
    def management_group(self) -> str:
        """The id of the management group that it is assigned to; empty if it is none."""
        return self.scope if self.scope.startswith("/") else ""


class ProductPolicies(Model):
    """Policy settings of a product that differ from those of the landing zone.

    The product then has a separate assignment.
    """

    limits: Literal["landing_zone", "declared"] = "landing_zone"
    """Allowed VM sizes and node counts. `landing_zone`: those of the landing zone. `declared`: exactly those that this
    file declares, so that users cannot add others in the studio."""
    parameters: dict[str, Parameters] = Field(default_factory=dict)
    """Parameter values by policy, such as `cluster_scale: {maxNodeCount: 20}`. They override those of the landing
    zone."""

    @property
    def differs(self) -> bool:
        """Whether anything here differs from the landing zone."""
        return self.limits != "landing_zone" or bool(self.parameters)


def _which_policies(value: Any) -> str:
    return "word" if isinstance(value, str) else "policies"


#: The policies, or the word `none`.
AnyPolicies = Annotated[
    Annotated[Literal["none"], Tag("word")] | Annotated[Policies, Tag("policies")], Discriminator(_which_policies)
]
