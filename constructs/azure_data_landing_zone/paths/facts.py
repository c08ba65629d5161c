"""Facts of the stacks about networks: subnets, security rules, routes, endpoints, zones and links."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..azure.json_values import JsonObject
from ..synthesized.index import Index, Located
from ..synthesized.stacks import Resource, blocks, mapping
from .filters import FirewallRule, Rule
from .model import Evidence

_SUBNETS = "microsoft.network/virtualnetworks/subnets"
_PEERINGS = "microsoft.network/virtualnetworks/virtualnetworkpeerings"
_LINKS = "microsoft.network/privatednszones/virtualnetworklinks"
_RULES = "microsoft.machinelearningservices/workspaces/outboundrules"
_CONNECTIONS = "privateendpointconnections"
_NAMED = re.compile(r'"/([^"/]+)"')
#: Endpoints in managed networks, with the arguments of their service and of their target.
_MANAGED = {
    "azurerm_data_factory_managed_private_endpoint": ("data_factory_id", "target_resource_id"),
    "azurerm_synapse_managed_private_endpoint": ("synapse_workspace_id", "target_resource_id"),
}


@dataclass(frozen=True)
class Network:
    """A virtual network that a stack creates.

    Attributes:
        id: its id.
        ranges: its address ranges.
        dns_servers: its own DNS servers; empty for Azure's.
    """

    id: str
    ranges: tuple[str, ...]
    dns_servers: tuple[str, ...]


@dataclass(frozen=True)
class Subnet:
    """A subnet that a stack creates.

    Attributes:
        id: its id.
        network: the id of its network.
        range: its address range.
        rules: the rules of its security group; None if it has no group.
        next_hop: what the default route leads to: an address, `none`, `internet` or empty for no such route.
        nat: whether it has a NAT gateway.
        service_endpoints: the services that it reaches by service endpoints, in lower case.
        evidence: the resources of the default route.
    """

    id: str
    network: str
    range: str
    rules: tuple[Rule, ...] | None
    next_hop: str
    nat: bool
    service_endpoints: tuple[str, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Endpoint:
    """A private endpoint in a subnet.

    Attributes:
        name: its name.
        id: its id.
        target: the id of its target; empty if it is not known before apply.
        parts: the sub-resources.
        subnet: the id of its subnet.
        zones: the ids of the zones in which it registers.
        manual: whether the owner of the target approves it.
        evidence: the resource.
    """

    name: str
    id: str
    target: str
    parts: tuple[str, ...]
    subnet: str
    zones: tuple[str, ...]
    manual: bool
    evidence: Evidence

    @property
    def network(self) -> str:
        """The id of its network."""
        return self.subnet.rpartition("/subnets/")[0]


@dataclass(frozen=True)
class ManagedEndpoint:
    """A private endpoint in a managed network.

    Attributes:
        name: its name.
        evidence: the resource.
        approval: the resource that approves it; None if there is none.
    """

    name: str
    evidence: Evidence
    approval: Evidence | None


@dataclass(frozen=True)
class ManagedRule:
    """An outbound rule of a managed network of a workspace to a host or a service tag.

    Attributes:
        destination: the host or the service tag.
        host: whether it is a host.
        ports: the ports.
        evidence: the resource.
    """

    destination: str
    host: bool
    ports: tuple[str, ...]
    evidence: Evidence


class Facts:
    """The networks of all stacks.

    Args:
        index: the resources of all stacks.
    """

    def __init__(self, index: Index) -> None:
        self.index = index

    @functools.cached_property
    def networks(self) -> Mapping[str, Network]:
        """The virtual networks by id."""
        return {
            one.id: Network(
                one.id,
                tuple(map(str, blocks(one.resource.body.get("address_space")))),
                tuple(map(str, blocks(one.resource.body.get("dns_servers")))),
            )
            for one in self.index.of_type("azurerm_virtual_network")
        }

    @functools.cached_property
    def subnets(self) -> Mapping[str, Subnet]:
        """The subnets by id."""
        return {one.id: self._subnet(one) for one in self.index.of_type("azapi_resource", _SUBNETS)}

    def _subnet(self, one: Located) -> Subnet:
        properties = mapping(mapping(one.resource.body.get("body")).get("properties"))

        def named(key: str) -> str:
            return self.index.id(one.resource, mapping(properties.get(key)).get("id"))

        group, (next_hop, route) = named("networkSecurityGroup"), self._routes.get(named("routeTable"), ("", None))
        return Subnet(
            id=one.id,
            network=one.id.rpartition("/subnets/")[0],
            range=str(properties.get("addressPrefix") or next(iter(blocks(properties.get("addressPrefixes"))), "")),
            rules=self._rules.get(group, ()) if group else None,
            next_hop=next_hop,
            nat=bool(named("natGateway")),
            service_endpoints=tuple(
                str(mapping(endpoint).get("service", "")).lower()
                for endpoint in blocks(properties.get("serviceEndpoints"))
            ),
            evidence=() if route is None else (route,),
        )

    @functools.cached_property
    def _routes(self) -> Mapping[str, tuple[str, Evidence]]:
        found = {}
        for one in self.index.of_type("azurerm_route_table"):
            for route in map(mapping, blocks(one.resource.body.get("route"))):
                if route.get("address_prefix") == "0.0.0.0/0":
                    hop = str(route.get("next_hop_in_ip_address") or route.get("next_hop_type", "")).lower()
                    found[one.id] = (hop, _evidence(one.resource, str(route.get("name", ""))))
        return found

    @functools.cached_property
    def _rules(self) -> Mapping[str, tuple[Rule, ...]]:
        found: dict[str, list[Rule]] = {}
        for one in self.index.of_type("azurerm_network_security_group"):
            rules = map(mapping, blocks(one.resource.body.get("security_rule")))
            found[one.id] = [_rule(rule, _evidence(one.resource, str(rule.get("name")))) for rule in rules]
        for one in self.index.of_type("azurerm_network_security_rule"):
            group = one.id.rpartition("/securityrules/")[0]
            found.setdefault(group, []).append(_rule(one.resource.body, _evidence(one.resource)))
        return {group: tuple(sorted(rules, key=lambda rule: rule.priority)) for group, rules in found.items()}

    @functools.cached_property
    def peerings(self) -> Mapping[tuple[str, str], Evidence]:
        """The peerings by the ids of the network that has it and of the other one."""
        return self._ties(
            "azurerm_virtual_network_peering", "remote_virtual_network_id", _PEERINGS, "remoteVirtualNetwork"
        )

    @functools.cached_property
    def zones(self) -> Mapping[str, Evidence]:
        """The private DNS zones that stacks create, by id."""
        return {one.id: _evidence(one.resource) for one in self.index.of_type("azurerm_private_dns_zone")}

    @functools.cached_property
    def links(self) -> Mapping[tuple[str, str], Evidence]:
        """The links of zones, by the ids of zone and network."""
        type_ = "azurerm_private_dns_zone_virtual_network_link"
        return self._ties(type_, "virtual_network_id", _LINKS, "virtualNetwork")

    def _ties(self, type_: str, argument: str, arm_type: str, of_body: str) -> Mapping[tuple[str, str], Evidence]:
        """The children that tie their parent to a network, by the ids of both; azapi has the id in the body."""
        found = {}
        part = f"/{arm_type.rpartition('/')[2].lower()}/"
        for one in self.index.of_type(type_):
            network = self.index.id(one.resource, one.resource.body.get(argument))
            found[one.id.rpartition(part)[0], network] = _evidence(one.resource)
        for one in self.index.of_type("azapi_resource", arm_type):
            properties = mapping(mapping(one.resource.body.get("body")).get("properties"))
            network = self.index.id(one.resource, mapping(properties.get(of_body)).get("id"))
            found[one.id.rpartition(part)[0], network] = _evidence(one.resource)
        return found

    @functools.cached_property
    def endpoints(self) -> Mapping[str, tuple[Endpoint, ...]]:
        """The private endpoints by the id of their target; of targets not known before apply, by their own name."""
        found: dict[str, list[Endpoint]] = {}
        for one in self.index.of_type("azurerm_private_endpoint"):
            endpoint = self._endpoint(one)
            found.setdefault(endpoint.target or endpoint.name.lower(), []).append(endpoint)
        return {key: tuple(endpoints) for key, endpoints in found.items()}

    def _endpoint(self, one: Located) -> Endpoint:
        body = one.resource.body
        connection = mapping(next(iter(blocks(body.get("private_service_connection"))), None))
        group = mapping(next(iter(blocks(body.get("private_dns_zone_group"))), None))
        return Endpoint(
            name=one.resource.name,
            id=one.id,
            target=self.index.id(one.resource, connection.get("private_connection_resource_id")),
            parts=tuple(str(part).lower() for part in blocks(connection.get("subresource_names"))),
            subnet=self.index.id(one.resource, body.get("subnet_id")),
            zones=self.index.ids(one.resource, group.get("private_dns_zone_ids")),
            manual=connection.get("is_manual_connection") is True,
            evidence=_evidence(one.resource),
        )

    @functools.cached_property
    def managed_endpoints(self) -> Mapping[tuple[str, str, str], ManagedEndpoint]:
        """The endpoints of managed networks by the ids of their service and target, and the sub-resource."""
        found: dict[tuple[str, str, str], ManagedEndpoint] = {}
        for type_, (service_key, target_key) in _MANAGED.items():
            for resource in self.index.resources(type_):
                service = self.index.id(resource, resource.body.get(service_key))
                target = self.index.id(resource, resource.body.get(target_key))
                part = str(resource.body.get("subresource_name", "")).lower()
                named = f"{service.rpartition('/')[2]}.{resource.name}".lower()
                approval = self._approvals.get((target, named))
                found[service, target, part] = ManagedEndpoint(resource.name, _evidence(resource), approval)
        for resource in self.index.resources(
            "azurerm_machine_learning_workspace_network_outbound_rule_private_endpoint"
        ):
            service = self.index.id(resource, resource.body.get("workspace_id"))
            target = self.index.id(resource, resource.body.get("service_resource_id"))
            part = str(resource.body.get("sub_resource_target", "")).lower()
            found[service, target, part] = ManagedEndpoint(resource.name, _evidence(resource), None)
        for one in self.index.of_type("azapi_resource", _RULES):
            properties = mapping(mapping(one.resource.body.get("body")).get("properties"))
            destination = mapping(properties.get("destination"))
            if properties.get("type") == "PrivateEndpoint":
                target = self.index.id(one.resource, destination.get("serviceResourceId"))
                part = str(destination.get("subresourceTarget", "")).lower()
                service = self.index.id(one.resource, one.resource.body.get("parent_id"))
                found[service, target, part] = ManagedEndpoint(one.resource.name, _evidence(one.resource), None)
        return found

    @functools.cached_property
    def _approvals(self) -> Mapping[tuple[str, str], Evidence]:
        """The approvals of endpoints by the id of the target and the name of the endpoint there."""
        found = {}
        for arm_type in self.index.azapi_types("azapi_update_resource"):
            if not arm_type.endswith(f"/{_CONNECTIONS}"):
                continue
            for resource in self.index.resources("azapi_update_resource", arm_type):
                target = self.index.id(resource, resource.body.get("parent_id"))
                for name in _NAMED.findall(str(resource.body.get("name"))):
                    found[target, name.lower()] = _evidence(resource)
        return found

    @functools.cached_property
    def managed_rules(self) -> Mapping[str, tuple[ManagedRule, ...]]:
        """The rules of managed networks to hosts and service tags, by the id of the workspace."""
        found: dict[str, list[ManagedRule]] = {}
        for workspace, rule in self._managed_rules():
            found.setdefault(workspace, []).append(rule)
        return {workspace: tuple(rules) for workspace, rules in found.items()}

    def _managed_rules(self) -> Iterator[tuple[str, ManagedRule]]:
        prefix = "azurerm_machine_learning_workspace_network_outbound_rule_"
        for resource in self.index.resources(f"{prefix}fqdn"):
            workspace = self.index.id(resource, resource.body.get("workspace_id"))
            host = str(resource.body.get("destination_fqdn"))
            yield workspace, ManagedRule(host, True, ("80", "443"), _evidence(resource))
        for resource in self.index.resources(f"{prefix}service_tag"):
            workspace = self.index.id(resource, resource.body.get("workspace_id"))
            ports = tuple(port.strip() for port in str(resource.body.get("port_ranges", "")).split(","))
            yield workspace, ManagedRule(str(resource.body.get("service_tag")), False, ports, _evidence(resource))

    @functools.cached_property
    def firewall_rules(self) -> tuple[FirewallRule, ...]:
        """The rules that stacks add to a firewall policy."""
        return tuple(
            rule
            for resource in self.index.resources("azurerm_firewall_policy_rule_collection_group")
            for rule in _firewall_rules(resource)
        )

    @functools.cached_property
    def targets(self) -> Mapping[str, Resource]:
        """The resources with a firewall of their own, by id."""
        types = ("azurerm_storage_account", "azurerm_key_vault", "azurerm_container_registry")
        return {one.id: one.resource for type_ in types for one in self.index.of_type(type_)}


def _evidence(resource: Resource, part: str = "") -> Evidence:
    return Evidence(resource.stack, resource.address, part)


def _texts(body: JsonObject, one: str, several: str) -> tuple[str, ...]:
    values = [*blocks(body.get(one)), *blocks(body.get(several))]
    return tuple(map(str, values))


def _rule(body: JsonObject, evidence: Evidence) -> Rule:
    priority = body.get("priority")
    return Rule(
        name=str(body.get("name")),
        priority=priority if isinstance(priority, int) else 0,
        inbound=body.get("direction") == "Inbound",
        allow=body.get("access") == "Allow",
        protocol=str(body.get("protocol")).lower(),
        sources=_texts(body, "source_address_prefix", "source_address_prefixes"),
        destinations=_texts(body, "destination_address_prefix", "destination_address_prefixes"),
        ports=_texts(body, "destination_port_range", "destination_port_ranges"),
        evidence=evidence,
    )


def _allowing(resource: Resource, argument: str) -> Iterator[JsonObject]:
    """The collections of rules that allow."""
    for collection in map(mapping, blocks(resource.body.get(argument))):
        if collection.get("action") == "Allow":
            yield collection


def _firewall_rules(resource: Resource) -> Iterator[FirewallRule]:
    for collection in _allowing(resource, "network_rule_collection"):
        for rule in map(mapping, blocks(collection.get("rule"))):
            yield FirewallRule(
                name=str(rule.get("name")),
                sources=tuple(map(str, blocks(rule.get("source_addresses")))),
                destinations=tuple(map(str, blocks(rule.get("destination_addresses")))),
                hosts=False,
                protocols=tuple(str(protocol).lower() for protocol in blocks(rule.get("protocols"))),
                ports=tuple(map(str, blocks(rule.get("destination_ports")))),
                evidence=_evidence(resource, str(rule.get("name"))),
            )
    for collection in _allowing(resource, "application_rule_collection"):
        for rule in map(mapping, blocks(collection.get("rule"))):
            protocols = tuple(map(mapping, blocks(rule.get("protocols"))))
            yield FirewallRule(
                name=str(rule.get("name")),
                sources=tuple(map(str, blocks(rule.get("source_addresses")))),
                destinations=tuple(map(str, blocks(rule.get("destination_fqdns")))),
                hosts=True,
                protocols=("tcp",),
                ports=tuple(str(protocol.get("port")) for protocol in protocols),
                evidence=_evidence(resource, str(rule.get("name"))),
            )
