"""Names of what a landing zone makes in places that it shares with others: the tenant, a hub, a management group."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NETWORK = r"[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9_])?"
_WORDS = r"[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?"

_NETWORK_FORM = "letters, digits, _ . and -, with a letter or digit first and no dot or dash at its end"
_WORDS_FORM = "letters, digits and dashes, no dash at its ends"


@dataclass(frozen=True, kw_only=True)
class SharedName:
    """A name, or a part of names, that must differ between landing zones.

    Attributes:
        key: its key below `names`.
        pattern: what is allowed.
        form: the same in words.
        longest: the most characters.
        shortest: the fewest.
    """

    key: str
    pattern: str
    form: str
    longest: int
    shortest: int = 1

    def objection(self, name: str) -> str:
        """Why a name is not allowed, as the end of a sentence; empty if it is."""
        if not self.shortest <= len(name) <= self.longest:
            return f"has {len(name)} characters, allowed are {self.shortest} to {self.longest}"
        return "" if re.fullmatch(self.pattern, name) else f"must hold {self.form}"


#: The title of a custom role, in brackets after what the role is for. Unique in the tenant.
CUSTOM_ROLES = SharedName(
    key="custom_roles",
    pattern=r"[A-Za-z0-9]([A-Za-z0-9 _.-]*[A-Za-z0-9])?",
    form="letters, digits, spaces, _ . and -, with a letter or digit at its ends",
    longest=64,
)
#: The peering at the hub's network.
HUB_PEERING = SharedName(key="hub_peering", pattern=_NETWORK, form=_NETWORK_FORM, longest=80)
#: The link at each of the hub's private DNS zones.
HUB_DNS_LINKS = SharedName(key="hub_dns_links", pattern=_NETWORK, form=_NETWORK_FORM, longest=80)
#: The rule collection group in the hub's firewall policy.
HUB_FIREWALL_RULES = SharedName(key="hub_firewall_rules", pattern=_NETWORK, form=_NETWORK_FORM, longest=80)
#: What the names of members of the hub's private link scope begin with.
HUB_SCOPE_MEMBERS = SharedName(key="hub_scope_members", pattern=_WORDS, form=_WORDS_FORM, longest=64)
#: What the names of managed endpoints begin with in a Synapse workspace of another subscription.
SYNAPSE_ENDPOINTS = SharedName(key="synapse_endpoints", pattern=_WORDS, form=_WORDS_FORM, longest=40)
#: What the names of definitions, initiative and assignment end in at a management group; nothing, if it is empty.
MANAGEMENT_GROUP_POLICIES = SharedName(
    key="management_group_policies", pattern=r"[A-Za-z0-9]*", form="letters and digits only", longest=5, shortest=0
)

#: All of them. Sources: Microsoft Learn "Naming rules and restrictions for Azure resources", "Azure custom roles" (the
#: name is unique in the tenant), read 2026-11-26.
SHARED_NAMES = (
    CUSTOM_ROLES,
    HUB_PEERING,
    HUB_DNS_LINKS,
    HUB_FIREWALL_RULES,
    HUB_SCOPE_MEMBERS,
    SYNAPSE_ENDPOINTS,
    MANAGEMENT_GROUP_POLICIES,
)
#: Their keys below `names`.
SHARED_KEYS = tuple(row.key for row in SHARED_NAMES)
