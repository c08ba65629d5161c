"""The private endpoints of all stacks: what each leads to, and whether names resolve to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..azure.clouds import CloudName, cloud, subresource
from ..synthesized.stacks import Found, Resource, Stack, blocks, find, mapping, undecided

ENDPOINT = "azurerm_private_endpoint"
_TARGET = ("private_service_connection", "private_connection_resource_id")
_SUBRESOURCES = ("private_service_connection", "subresource_names")
_ZONES = ("private_dns_zone_group", "private_dns_zone_ids")


@dataclass(frozen=True)
class DnsGap:
    """A private endpoint whose names do not resolve to it; `decided` is False where that cannot be told."""

    argument: str
    value: str
    safe: str
    meaning: str
    decided: bool = True


class PrivateEndpoints:
    """Which sub-resources of which resources have a private endpoint, over all stacks."""

    def __init__(self, stacks: Iterable[Stack]) -> None:
        self._leading: dict[tuple[str, str], set[str]] = {}
        for stack in stacks:
            for endpoint in (r for r in stack.resources() if r.type == ENDPOINT):
                names = {name.lower() for name in _texts(endpoint.body, _SUBRESOURCES)}
                for target in _texts(endpoint.body, _TARGET):
                    self._leading.setdefault(_key(stack, target), set()).update(names)

    def of(self, stack: Stack, resource: Resource, type_: str) -> set[str]:
        """The sub-resources of a resource that have an endpoint, in small letters.

        Args:
            stack: its stack, whose endpoints refer to it.
            resource: the resource.
            type_: its ARM type, by which those of other stacks name it; empty if unknown.
        """
        subresources = set(self._leading.get((stack.name, resource.address), ()))
        if type_ and (id_ := _resource_id(stack, resource, type_)):
            subresources |= self._leading.get(("", id_.lower()), set())
        return subresources


def dns_gaps(stack: Stack, endpoint: Resource) -> Iterator[DnsGap]:
    """The reasons why the names of a private endpoint's target do not resolve to it."""
    ignored = mapping(endpoint.body.get("lifecycle")).get("ignore_changes")
    if ignored == "all" or _ZONES[0] in blocks(ignored):
        # Azure Policy attaches the zones.
        return
    group = endpoint.body.get(_ZONES[0])
    have, decided = _zones(stack, find(endpoint.body, _ZONES))
    names = [name for found in find(endpoint.body, _SUBRESOURCES) for name in blocks(found.value)]
    if not names:
        yield DnsGap(".".join(_SUBRESOURCES), "left out", "a sub-resource", "what it leads to is not known", False)
    for name in names:
        try:
            want = _wanted(stack, name)
        except LookupError:
            yield DnsGap(
                ".".join(_SUBRESOURCES), str(name), "a sub-resource that we know", "its DNS zones are not known", False
            )
            continue
        if not want <= have or not have:
            yield DnsGap(
                argument=".".join(_ZONES if blocks(group) else _ZONES[:1]),
                value=", ".join(sorted(have)) or ("what Terraform has yet to evaluate" if not decided else "left out"),
                safe=", ".join(sorted(want)) or f"a zone for {name}",
                meaning=f"names of its {name} resolve to the public address",
                decided=decided,
            )


def _wanted(stack: Stack, name: object) -> frozenset[str]:
    """The zones of a sub-resource in the stack's cloud; none where they are unconfirmed.

    Raises:
        LookupError: cloud or sub-resource are not known.
    """
    environment = stack.provider("azurerm").get("environment", "public")
    known = {cloud(cloud_name).terraform_environment: cloud_name for cloud_name in CloudName}
    return frozenset(subresource(str(name), known[str(environment)]).zones)


def _zones(stack: Stack, found: Iterable[Found]) -> tuple[set[str], bool]:
    """The names of the zones that an endpoint registers in, and whether that is all of them."""
    names: set[str] = set()
    decided = True
    for place in found:
        decided = decided and place.decided
        for id_ in blocks(place.value) if place.decided else ():
            referred = stack.referred(id_)
            name = referred[0].name if referred else "" if undecided(id_) else str(id_).rpartition("/")[2]
            decided = decided and bool(name)
            names |= {name.lower()} if name else set()
    return names, decided


def _texts(body: Mapping[str, object], path: Sequence[str]) -> Iterator[str]:
    for found in find(body, tuple(path)):
        yield from (text for text in blocks(found.value) if isinstance(text, str))


def _key(stack: Stack, target: str) -> tuple[str, str]:
    referred = stack.referred(target)
    return (stack.name, referred[0].address) if referred else ("", target.lower())


def _resource_id(stack: Stack, resource: Resource, type_: str) -> str | None:
    """The id of a resource; None if it cannot be decided."""
    if not resource.name:
        return None
    if resource.type.startswith("azapi_"):
        parent = stack.text(resource.body.get("parent_id"))
    else:
        group = stack.text(resource.body.get("resource_group_name"))
        subscription = stack.text(stack.provider("azurerm", resource.body).get("subscription_id"))
        parent = f"/subscriptions/{subscription}/resourceGroups/{group}" if group and subscription else None
    return f"{parent}/providers/{type_}/{resource.name}" if parent else None
