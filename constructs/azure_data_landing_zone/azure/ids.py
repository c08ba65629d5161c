"""Azure resource ids: built from names, and parsed from what people paste."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SEGMENT = re.compile(r"[^/\s]+")


@dataclass(frozen=True)
class ResourceId:
    """The id of an Azure resource, a subscription or a resource group.

    `types` and `names` pair up: a subnet has types `("virtualNetworks", "subnets")` and two names.
    `scope` is the resource that an extension resource hangs on (a role assignment on a container), otherwise empty.
    """

    subscription_id: str
    resource_group: str = ""
    namespace: str = ""
    types: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    scope: str = ""

    def __str__(self) -> str:
        if self.scope:
            head = self.scope
        else:
            head = f"/subscriptions/{self.subscription_id}" if self.subscription_id else ""
            if self.resource_group:
                head += f"/resourceGroups/{self.resource_group}"
        if not self.namespace:
            return head
        tail = "/".join(f"{kind}/{name}" for kind, name in zip(self.types, self.names, strict=True))
        return f"{head}/providers/{self.namespace}/{tail}"

    @property
    def id(self) -> str:
        """The id as text; makes a `ResourceId` usable wherever a construct is referred to."""
        return str(self)

    @property
    def name(self) -> str:
        """The last name: of the resource, else of the resource group, else the subscription id."""
        return self.names[-1] if self.names else self.resource_group or self.subscription_id

    @property
    def type(self) -> str:
        """The full Azure resource type, such as `Microsoft.Network/virtualNetworks/subnets`."""
        if self.namespace:
            return "/".join((self.namespace, *self.types))
        return "Microsoft.Resources/resourceGroups" if self.resource_group else "Microsoft.Resources/subscriptions"

    @property
    def parent(self) -> ResourceId:
        """The enclosing resource; of a top-level resource, its resource group."""
        if len(self.types) > 1:
            return ResourceId(
                self.subscription_id, self.resource_group, self.namespace, self.types[:-1], self.names[:-1], self.scope
            )
        return ResourceId(self.subscription_id, self.resource_group)

    def resource(self, type_: str, name: str) -> ResourceId:
        """A top-level resource of type `type_` (`Microsoft.KeyVault/vaults`) in this resource group or subscription."""
        namespace, kind = type_.split("/")
        return ResourceId(self.subscription_id, self.resource_group, namespace, (kind,), (name,))

    def child(self, kind: str, name: str) -> ResourceId:
        """The sub-resource `kind/name` of this resource."""
        return ResourceId(
            self.subscription_id,
            self.resource_group,
            self.namespace,
            (*self.types, kind),
            (*self.names, name),
            self.scope,
        )

    @classmethod
    def parse(cls, text: str, expected_type: str = "") -> ResourceId:
        """Reads an id; segments that Azure compares without case get their documented spelling.

        Args:
            text: the id, as the portal or the command line shows it.
            expected_type: the resource type it must have, such as `Microsoft.Storage/storageAccounts`; empty for any.

        Raises:
            ValueError: the text is no resource id, or one of another type; the message says what was expected.
        """
        wanted = f" of type {expected_type}" if expected_type else ""
        segments = text.strip().strip("/").split("/")
        lowered = [segment.lower() for segment in segments]
        if len(segments) < 2 or lowered[0] != "subscriptions" or not all(map(_SEGMENT.fullmatch, segments)):
            raise ValueError(f"is not an Azure resource id{wanted}: it must begin with /subscriptions/<id>")
        subscription, rest, lowered = segments[1].lower(), segments[2:], lowered[2:]
        group = ""
        if lowered[:1] == ["resourcegroups"] and len(rest) > 1:
            group, rest, lowered = rest[1], rest[2:], lowered[2:]
        if not rest:
            parsed = cls(subscription, group)
        elif lowered[0] == "providers" and len(rest) >= 4 and len(rest) % 2 == 0:
            parsed = cls(subscription, group, rest[1], tuple(rest[2::2]), tuple(rest[3::2]))
        else:
            raise ValueError(f"is not an Azure resource id{wanted}: its segments do not pair up")
        if not expected_type:
            return parsed
        if parsed.type.lower() != expected_type.lower():
            raise ValueError(f"is the id of a {parsed.type}, expected one of a {expected_type}")
        if not parsed.namespace:
            return parsed
        namespace, *types = expected_type.split("/")
        return cls(parsed.subscription_id, parsed.resource_group, namespace, tuple(types), parsed.names)
