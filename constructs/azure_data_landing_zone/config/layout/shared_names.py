"""Names in places that several landing zones share: each tells the landing zone, its region and its subscription."""

from __future__ import annotations

from ...azure.names import stable_suffix
from ..models import shared_names as keys
from ..models.landing_zone import LandingZone
from ..models.shared_names import SharedName

#: The most characters of the name of a policy or an initiative, and of an assignment at a management group. Source:
#: Microsoft Learn "Naming rules and restrictions for Azure resources", read 2026-11-26.
_LONGEST_POLICY, _LONGEST_ASSIGNMENT = 64, 24


class SharedNames:
    """The names of what a landing zone makes in places that others share.

    Args:
        landing_zone: the landing zone.
        region: the short code of its region.
    """

    def __init__(self, landing_zone: LandingZone, region: str) -> None:
        self._names = landing_zone.names
        self._words = f"{landing_zone.name} {region}"
        self._hash = stable_suffix(landing_zone.subscription_id, landing_zone.name)
        #: What tells the landing zone from others, such as `acme-weu-k3x9a`.
        self.tag: str = f"{landing_zone.name}-{region}-{self._hash}"

    def _given(self, row: SharedName, default: str) -> str:
        return self._names.get(row.key, default)

    def custom_role(self, title: str) -> str:
        """The name of a custom role, which is unique in the tenant."""
        return f"{title} ({self._given(keys.CUSTOM_ROLES, f'{self._words} {self._hash}')})"

    @property
    def hub_peering(self) -> str:
        """The peering at the hub's network."""
        return self._given(keys.HUB_PEERING, f"peer-{self.tag}")

    @property
    def hub_dns_link(self) -> str:
        """The link at a private DNS zone of the hub."""
        return self._given(keys.HUB_DNS_LINKS, f"link-{self.tag}")

    @property
    def hub_firewall_rules(self) -> str:
        """The rule collection group in the firewall policy."""
        return self._given(keys.HUB_FIREWALL_RULES, f"rcg-{self.tag}")

    def scope_member(self, name: str) -> str:
        """A resource's membership of the hub's private link scope."""
        return f"{self._given(keys.HUB_SCOPE_MEMBERS, self.tag)}-{name}"

    @property
    def synapse_endpoint(self) -> str:
        """The prefix of the names of managed endpoints in a Synapse workspace of another subscription."""
        return self._given(keys.SYNAPSE_ENDPOINTS, self.tag)

    def policy(self, name: str) -> str:
        """The name of a definition or an initiative at a management group."""
        return self._ending(name, _LONGEST_POLICY, stable_suffix(self.tag, name))

    def policy_assignment(self, name: str) -> str:
        """The name of an assignment at a management group."""
        return self._ending(name, _LONGEST_ASSIGNMENT, self._hash)

    def _ending(self, name: str, longest: int, default: str) -> str:
        ending = self._given(keys.MANAGEMENT_GROUP_POLICIES, default)
        if not ending:
            return name
        return f"{name[: longest - len(ending) - 1].rstrip('-')}-{ending}"
