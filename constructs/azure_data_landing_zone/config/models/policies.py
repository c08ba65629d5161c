"""The policies that a landing zone assigns, and where they do not hold."""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, StringConstraints, Tag, model_validator

from .base import AnyResourceId, Model, Slug, Word

_MANAGEMENT_GROUP = "/providers/Microsoft.Management/managementGroups/"


def _scope(value: str) -> str:
    if value in ("subscription", "resource_groups"):
        return value
    name = value[len(_MANAGEMENT_GROUP) :]
    if value.lower().startswith(_MANAGEMENT_GROUP.lower()) and name and "/" not in name:
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
    """How one policy is assigned."""

    effect: str | None = None
    """What it does, as Azure writes it, such as `Audit`; `Disabled` switches it off. Default that of the initiative; of
    a policy that you add, that of its definition."""
    variant: Literal["corrected", "original"] | None = None
    """Which version of the rule, where the source document's contradicts itself or today's provider: `corrected`, the
    default, or `original`, exactly as published."""
    parameters: Parameters = Field(default_factory=dict)
    """Values of its parameters by their exact names. Default those of the definition; registries, subnet and the like
    come from the landing zone."""
    message: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)] | None = None
    """What Azure tells whoever is refused, instead of our text."""


class Exemption(Model):
    """A place where some policies do not hold, for a while; Azure keeps it with its reason."""

    policies: Annotated[list[str], Field(min_length=1)]
    """The policies, by the names of `assign`."""
    product: Slug | None = None
    """The product; give either this or `scope`."""
    environments: list[Word] = Field(default_factory=list)
    """Its environments. Default all."""
    scope: AnyResourceId | None = None
    """A resource group or a resource that exists already and belongs to no product."""
    category: Literal["waiver", "mitigated"] = "waiver"
    """`waiver`, the risk is taken; `mitigated`, it is met in another way."""
    reason: Reason
    """Why, and who decided: 10 characters at least."""
    expires: Day
    """The last day on which it holds, as `'2027-03-31'`."""

    @model_validator(mode="after")
    def _one_place(self) -> Exemption:
        if (self.product is None) == (self.scope is None):
            raise ValueError("must name either a product or a scope")
        if self.environments and self.product is None:
            raise ValueError("environments belong to a product: give product, or leave environments out")
        return self


class Policies(Model):
    """The initiative of the landing zone, and how it is assigned.

    All thirteen policies of the source document are in it. What is assigned lets everything pass that this library
    makes; a test proves it with the evaluator of `adlz check`.
    """

    scope: Annotated[str, AfterValidator(_scope)] = "subscription"
    """Where it is assigned: `subscription`; a management group, by its id
    `/providers/Microsoft.Management/managementGroups/<name>` (one landing zone makes it for all below); or
    `resource_groups`, those of the products alone."""
    enforce: bool = True
    """Whether Azure refuses and changes what breaks a policy; false only reports, for a trial."""
    assign: Annotated[dict[str, AssignedPolicySettings], AfterValidator(_given_once)] = Field(default_factory=dict)
    """Settings by policy. One of the thirteen by its name (`adlz docs policies`), such as `vm_sizes`; a further
    built-in of the catalogue by its id or title; a policy of your own by its name."""
    setup_script: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)] | None = None
    """Shell script that every compute instance runs when it is made (policy `setup_script`); then no instance has a
    script of its own. No secret belongs in it. Default none, and the policy is disabled."""
    definitions: str | list[str] = Field(default_factory=list)
    """Policies of your own: files in Azure's form, as a glob relative to this file such as `policies/*.json`, or a list
    of globs. All of them are assigned. A definition with the name of one of ours takes its place."""
    exemptions: dict[Slug, Exemption] = Field(default_factory=dict)
    """Where policies do not hold for a while, by a name of your choice."""
    remediation: bool = False
    """Whether the policies that change or add something (`Modify`, `DeployIfNotExists`) are run over what exists."""

    @property
    def management_group(self) -> str:
        """The id of the management group that it is assigned to; empty if it is none."""
        return self.scope if self.scope.startswith("/") else ""


class ProductPolicies(Model):
    """What a product needs other values for than the landing zone. It then has an assignment of its own."""

    limits: Literal["landing_zone", "declared"] = "landing_zone"
    """`landing_zone`, the sizes and numbers that hold for all products; `declared`, exactly those virtual machine sizes
    and node counts that this file declares, so that nobody adds others in the studio."""
    parameters: dict[str, Parameters] = Field(default_factory=dict)
    """Values of parameters by policy, over those of the landing zone, such as `cluster_scale: {maxNodeCount: 20}`."""

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
