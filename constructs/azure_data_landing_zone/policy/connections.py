"""Connections of private endpoints: those that azapi makes (the tables have those of azurerm), and their types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from .arguments import Arguments
from .mapping import ArmType
from .resource import ChangedResource, Resource, member
from .values import MISSING, Unknown, Value

_ENDPOINT = "microsoft.network/privateendpoints"
#: The arrays of connections in an endpoint's body, with the state that a connection has at first.
_ARRAYS = {"privateLinkServiceConnections": "Approved", "manualPrivateLinkServiceConnections": "Pending"}

#: The only type of resource that has a sub-resource of this name. Names that several types have, such as `table`, `web`
#: and `vault`, are left out. https://learn.microsoft.com/azure/private-link/private-endpoint-overview, the table of
#: private-link resources, in the version of 2020-01-09 in MicrosoftDocs/azure-docs, read 2026-11-26
_ONLY_TYPES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(
            ("blob", "blob_secondary", "dfs", "dfs_secondary", "file", "file_secondary", "queue", "queue_secondary"),
            "Microsoft.Storage/storageAccounts",
        ),
        "registry": "Microsoft.ContainerRegistry/registries",
    }
)


def target_type(connection: Resource) -> str:
    """The type that the sub-resources of a connection leave for its target; empty if several types have them."""
    groups = connection.properties.get("groupIds")
    names = groups if isinstance(groups, Sequence) and not isinstance(groups, str) else ()
    found = {_ONLY_TYPES.get(name.lower(), "") if isinstance(name, str) else "" for name in names}
    return found.pop() if len(found) == 1 else ""


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
    connection = Resource(
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
    return ChangedResource(connection, sent, {}, frozenset())
