"""Connections of private endpoints that azapi makes; those of azurerm are in the tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from .arguments import Arguments
from .mapping import ArmType
from .resource import ChangedResource, Resource, member
from .values import MISSING, Unknown, Value

_ENDPOINT = "microsoft.network/privateendpoints"
#: The arrays of connections in an endpoint's body, with the state that a connection has at first.
_ARRAYS = {"privateLinkServiceConnections": "Approved", "manualPrivateLinkServiceConnections": "Pending"}


def connections(endpoint: Resource, arm_type: ArmType | None) -> Iterator[Resource]:
    """The connections that a private endpoint of azapi makes at its targets.

    Args:
        endpoint: a resource; one of another type, or of azurerm, has none.
        arm_type: the table of connections.
    """
    if endpoint.type.lower() != _ENDPOINT or endpoint.sender is not None:
        return
    for array, state in _ARRAYS.items():
        found = member(endpoint.properties, array, root=True)
        rows = found if isinstance(found, Sequence) and not isinstance(found, str) else [found]
        for row in rows:
            if isinstance(row, (Mapping, Unknown)):
                yield _connection(endpoint, arm_type, array, row, state)


def _connection(
    endpoint: Resource, arm_type: ArmType | None, array: str, row: Mapping[str, Value] | Unknown, state: str
) -> Resource:
    def value(name: str) -> Value:
        return row if isinstance(row, Unknown) else member(row, name)

    target = value("privateLinkServiceId")
    open_ = isinstance(target, Unknown)
    name = value("name")
    made = Resource(
        endpoint.module,
        (endpoint.terraform_type, endpoint.terraform_name),
        Arguments({}, endpoint.module),
        type_="privateEndpointConnections",
        arm_type=arm_type,
        sender=None,
        id_=Unknown("its target is known after apply", present=True)
        if open_
        else f"{target}/privateEndpointConnections/{name if isinstance(name, str) else array}",
        parent=target,
        block=f"body.properties.{array}",
    )
    properties: dict[str, Value] = {
        "privateEndpoint": {"id": endpoint.id},
        "groupIds": value("groupIds"),
        "privateLinkServiceConnectionState": {"status": state, "description": value("requestMessage")},
    }
    sent = {key: item for key, item in properties.items() if item is not MISSING}
    return ChangedResource(made, sent, {}, frozenset())
