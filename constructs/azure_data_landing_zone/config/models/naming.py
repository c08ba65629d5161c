"""The naming convention."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from ...azure import names
from .base import Model, default, keys_among

RegionCode = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]{1,8}$")]
Abbreviation = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]{1,8}$")]


def _pattern(text: str) -> str:
    allowed = ", ".join(f"{{{name}}}" for name in names.PLACEHOLDERS)
    try:
        used = names.placeholders(text)
    except ValueError as error:
        raise ValueError(f"is malformed ({error}); it may use {allowed}") from None
    if unknown := sorted(used - set(names.PLACEHOLDERS)):
        raise ValueError(f"uses {', '.join(f'{{{name}}}' for name in unknown)}; it may use {allowed}")
    if missing := {"abbreviation", "product", "environment"} - used:
        raise ValueError(
            f"lacks {', '.join(f'{{{name}}}' for name in sorted(missing))}, without which names would collide"
        )
    return text


#: What the names of children may hold besides what tells them apart.
_COMMON = ("landing_zone", "region", "instance")


def child_pattern(*required: str) -> AfterValidator:
    """A validator for the pattern of names of children.

    Args:
        required: the fields that tell children apart, which the pattern must have.
    """

    def checked(text: str) -> str:
        allowed = ", ".join(f"{{{name}}}" for name in (*required, *_COMMON))
        try:
            used = names.placeholders(text)
        except ValueError as error:
            raise ValueError(f"is malformed ({error}); it may use {allowed}") from None
        if unknown := sorted(used - {*required, *_COMMON}):
            raise ValueError(f"uses {', '.join(f'{{{name}}}' for name in unknown)}; it may use {allowed}")
        if missing := sorted(set(required) - used):
            raise ValueError(f"lacks {', '.join(f'{{{name}}}' for name in missing)}, without which names would collide")
        return text

    return AfterValidator(checked)


ChildPattern = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9{][A-Za-z0-9{}_-]*[A-Za-z0-9}]$", max_length=60)]


class ChildNames(Model):
    """Patterns of the names of resources of others; {landing_zone}, {region} and {instance} are allowed as well."""

    subnet: Annotated[ChildPattern, child_pattern("purpose")] = "snet-{purpose}"
    """Subnets. {purpose} is the key in `network.subnets`, with dashes."""
    private_endpoint: Annotated[ChildPattern, child_pattern("target", "subresource")] = "pep-{target}-{subresource}"
    """Private endpoints. {target} is the name of the target, {subresource} its private link sub-resource."""
    budget: Annotated[ChildPattern, child_pattern("stack")] = "budget-{stack}"
    """Budgets. {stack} is the stack of the product, or the name of the landing zone."""
    peering: Annotated[ChildPattern, child_pattern("network")] = "peer-{network}"
    """The peering with the hub. {network} is the name of the hub's network."""
    dns_link: Annotated[ChildPattern, child_pattern("network")] = "link-{network}"
    """Links of private DNS zones. {network} is the landing zone, or the landing zone and `hub`."""
    further_private_endpoint: Annotated[ChildPattern, child_pattern("target", "subresource", "network")] | None = None
    """Private endpoints in other networks. {network} is the key below `workspace.further_endpoints`. Default: the
    pattern `private_endpoint`, a dash and {network}."""
    alert_rule: Annotated[ChildPattern, child_pattern("stack", "rule")] = "{stack}-{rule}"
    """Alert rules. {stack} is the stack of the product, or the name of the landing zone; {rule} is the name of the rule
    with dashes, followed by the layer for accounts of the data lake."""
    event_subscription: Annotated[ChildPattern, child_pattern("rule")] = "{rule}"
    """Event subscriptions of the topic of a product, which raise alerts. {rule} is the name of the rule with dashes."""

    def pattern(self, kind: str) -> str:
        """The pattern of a kind, with its default.

        Args:
            kind: the name of its field.
        """
        own: str | None = getattr(self, kind)
        return f"{self.private_endpoint}-{{network}}" if own is None else own


class Naming(Model):
    """Naming convention of resources. Default: the convention of the Cloud Adoption Framework."""

    pattern: Annotated[str, AfterValidator(_pattern)] = names.DEFAULT_PATTERN
    """Text with {abbreviation}, {landing_zone}, {product}, {environment}, {region} and {instance}. For core services,
    {product} is their purpose and {environment} is omitted. If a name is too long for its resource type, instance,
    region and landing zone are omitted, in this order."""
    instance: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]{0,4}$")] = "001"
    """Value of {instance}."""
    regions: dict[str, RegionCode] = Field(default_factory=dict)
    """Short codes of regions. They override the built-in codes (westeurope: weu) and allow regions that the library
    does not know."""
    abbreviations: Annotated[dict[str, Abbreviation], keys_among(names.abbreviated, "resource type that we name")] = (
        Field(default_factory=dict)
    )
    """Abbreviations by resource type. They override those of the Cloud Adoption Framework (key_vault: kv)."""
    children: ChildNames = default(ChildNames)
    """Names of subnets, private endpoints, budgets, peerings, DNS links and alert rules."""
