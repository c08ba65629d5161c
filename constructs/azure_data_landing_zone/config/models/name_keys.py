"""The keys below `names` of a landing zone and of a product."""

from __future__ import annotations

import functools

from ...azure import alerts
from .base import keys_among
from .data_lake import Layer
from .parts import CORE_PARTS, PRODUCT_PARTS, Part, nameable
from .shared_names import SHARED_KEYS

#: The key of a budget.
BUDGET = "budget"
#: The key of the peering with the hub, on the side of the landing zone.
PEERING = "peering"
#: The keys of the links of the landing zone's private DNS zones: to its own network, and to that of the hub.
DNS_LINK, HUB_DNS_LINK = "dns_link", "dns_link_hub"
#: The page of the documentation that has the keys.
_PAGE = "configuration#keys-of-names"
#: Keys that hold a name from the configuration: of subnets, and of a team's own alert rules.
_OPEN_CORE_KEYS = r"^(subnet_[a-z][a-z0-9_]*|alert_[a-z][a-z0-9-]*)$"
#: Keys that hold a name from the configuration: of endpoints in other networks, and of a team's own alert rules.
_OPEN_PRODUCT_KEYS = r"^([a-z_]+_endpoint_[A-Za-z]+_[a-z][a-z0-9-]*|alert_[a-z][a-z0-9-]*)$"


def subnet_key(purpose: str) -> str:
    """The key of a subnet."""
    return f"subnet_{purpose}"


def endpoint_key(part: str, subresource: str, network: str = "") -> str:
    """The key of a private endpoint.

    Args:
        part: the key of its target.
        subresource: the private-link sub-resource.
        network: the name of another network that it is in; empty for the network of the landing zone.
    """
    return "_".join(word for word in (part, "endpoint", subresource, network) if word)


def alert_key(rule: str, label: str = "") -> str:
    """The key of an alert rule.

    Args:
        rule: its name.
        label: the layer, for a rule on the accounts of the lake.
    """
    return "_".join(word for word in ("alert", rule, label) if word)


@functools.cache
def core_keys() -> tuple[str, ...]:
    """The keys below `names` of a landing zone that do not depend on its configuration."""
    rules = (
        alert_key(name, label)
        for name, rule in alerts.rules("landing_zone").items()
        for label in (Layer if rule.target == "lake_accounts" else ("",))
    )
    children = (BUDGET, PEERING, DNS_LINK, HUB_DNS_LINK)
    return (*nameable(CORE_PARTS), *SHARED_KEYS, *children, *_endpoints(CORE_PARTS), *rules)


@functools.cache
def product_keys() -> tuple[str, ...]:
    """The keys below `names` of a product that do not depend on its configuration."""
    rules = (alert_key(name) for name in alerts.rules("product"))
    return (*nameable(PRODUCT_PARTS), BUDGET, *_endpoints(PRODUCT_PARTS), *rules)


def _endpoints(parts: tuple[Part, ...]) -> tuple[str, ...]:
    return tuple(
        endpoint_key(part.key, subresource) for part in parts if part.own_endpoint for subresource in part.subresources
    )


#: Checks the keys below `names` of a landing zone.
core_names = keys_among(
    core_keys,
    "core resource",
    pattern=_OPEN_CORE_KEYS,
    listed=lambda: (*nameable(CORE_PARTS), *SHARED_KEYS),
    page=_PAGE,
)
#: Checks the keys below `names` of a product.
product_names = keys_among(
    product_keys,
    "resource of a product",
    pattern=_OPEN_PRODUCT_KEYS,
    listed=lambda: nameable(PRODUCT_PARTS),
    page=_PAGE,
)
