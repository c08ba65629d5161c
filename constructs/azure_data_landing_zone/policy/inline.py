"""Child resources that stand in the body of the resource that they lie in, instead of having a request of their own.

Azure does not say whether it judges them under their own type. The tables have those that azurerm makes of blocks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from .arguments import Arguments
from .mapping import ArmType, Mappings
from .resource import ChangedResource, Resource, member
from .values import MISSING, Unknown, Value

#: The arrays of child resources in the bodies of types, in small letters, with the last part of the children's type.
#: Source: https://github.com/Azure/bicep-types-az, as in azapi 2.12: the array is a property of the parent, and
#: the child type exists. Read 2026-11-27.
_ARRAYS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "microsoft.containerservice/managedclusters": {"agentPoolProfiles": "agentPools"},
        "microsoft.network/expressroutecircuits": {"authorizations": "authorizations", "peerings": "peerings"},
        "microsoft.network/loadbalancers": {
            "backendAddressPools": "backendAddressPools",
            "inboundNatRules": "inboundNatRules",
        },
        "microsoft.network/networksecuritygroups": {"securityRules": "securityRules"},
        "microsoft.network/routetables": {"routes": "routes"},
        "microsoft.network/serviceendpointpolicies": {
            "serviceEndpointPolicyDefinitions": "serviceEndpointPolicyDefinitions"
        },
        "microsoft.network/virtualnetworks": {
            "subnets": "subnets",
            "virtualNetworkPeerings": "virtualNetworkPeerings",
        },
    }
)


class _Inline(ChangedResource):
    def argument(self, path: Sequence[str | int]) -> str:  # noqa: ARG002  (as its base class)
        """The Terraform argument that it is made from."""
        return self.block


def inline_children(parent: Resource, tables: Mappings, doubt: Unknown | None = None) -> Iterator[Resource]:
    """The child resources in the request of a resource, without those that the tables make of blocks.

    Args:
        parent: the resource.
        tables: what is known of Azure's resource types.
        doubt: why they may be others that are there already, for those of an update; `None` for new ones.
    """
    described = {arm.type.lower() for arm, sender in tables.senders.get(parent.terraform_type, ()) if sender.each}
    for array, last in _ARRAYS.get(parent.type.lower(), {}).items():
        kind = f"{parent.type}/{last}"
        if parent.block or (kind.lower() in described and doubt is None):
            continue
        value = member(parent.properties, array, root=not parent.flat)
        rows = value if isinstance(value, Sequence) and not isinstance(value, str) else [value]
        for number, row in enumerate(rows):
            if isinstance(row, (Mapping, Unknown)):
                path = (array, number) if isinstance(value, Sequence) else (array,)
                yield _child(parent, kind, row, parent.argument(path) or array, tables.arm_type(kind), doubt)


def _child(
    parent: Resource,
    kind: str,
    row: Mapping[str, Value] | Unknown,
    argument: str,
    table: ArmType | None,
    doubt: Unknown | None,
) -> Resource:
    name = Unknown(row.reason, present=True) if isinstance(row, Unknown) else member(row, "name")
    known = isinstance(parent.id, str) and isinstance(name, str) and doubt is None
    rest = row if isinstance(row, Unknown) else doubt
    if rest is None and parent.sender is not None:
        rest = Unknown(f"what the provider sends of a {kind} is in no table")
    child = Resource(
        parent.module,
        (parent.terraform_type, parent.terraform_name),
        Arguments({"name": None if name is MISSING else name}, parent.module),
        type_=kind,
        # None of these types has tags or a location.
        arm_type=table or ArmType(kind, False, False, (), {}, {}, {}),
        sender=None,
        id_=f"{parent.id}/{kind.rpartition('/')[2]}/{name}" if known else Unknown("its id is not known", present=True),
        # What an update makes counts in the arrays of its target.
        parent=parent.id if doubt is None else MISSING,
        block=argument,
        rest=rest,
        possible=row if isinstance(row, Unknown) else doubt,
        inline=True,
    )
    inline = _Inline(child, {} if isinstance(row, Unknown) else row, {}, frozenset())
    inline.stack = parent.stack
    inline.address = parent.address
    return inline
