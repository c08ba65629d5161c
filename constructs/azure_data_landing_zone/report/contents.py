"""The contents of a report, before it is written: computed from a configuration and its synthesized stacks."""

from __future__ import annotations

import functools
import ipaddress
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..azure import personas, subnets
from ..azure.ids import ResourceId
from ..azure.json_values import JsonObject
from ..azure.personas import Setting
from ..checks.results import Level, Result
from ..config import Configuration
from ..config.layout.places import container_id
from ..config.layout.product import ProductLayout
from ..config.layout.services import SERVICES
from ..config.models.data_lake import Layer
from ..config.models.network import CreatedNetwork, DnsHub, DnsPolicy, OutboundFirewall, OutboundNone
from ..paths.evaluation import evaluate
from ..paths.model import Outcome, Path
from ..paths.requests import Requested, requested
from ..rights.listing import listing
from ..rights.words import scope_in_words
from ..synthesized.kinds import count
from .arrows import Arrows
from .estate import Estate
from .rows import (
    BudgetRow,
    Cell,
    ContainerRow,
    GroupRow,
    NameRow,
    PersonaRow,
    PolicyRow,
    QuotaRow,
    RetirementRow,
    RightRow,
    StackRow,
    SubnetRow,
)
from .words import many

#: How a result of the preflight weighs, heaviest first.
_WEIGHT = (Level.REFUSED, Level.UNKNOWN, Level.REPORTED, Level.SUPPRESSED, Level.ACCEPTED)

#: So many places of a group are named.
_NAMED = 5
#: Where groups of all products are set.
_ZONE = "landing zone"
#: What the level of an open path is called in counts.
_OPEN = {
    Level.REFUSED: "open",
    Level.UNKNOWN: "unknown",
    Level.REPORTED: "reported",
    Level.ACCEPTED: "accepted",
    Level.SUPPRESSED: "suppressed",
}


@dataclass(frozen=True)
class Given:
    """Results of other modules that the report shows.

    Attributes:
        results: what the checks of the preflight found.
        policies: the policies in force.
        budgets: the budgets.
        quotas: what compute may need of each quota.
        retirements: what Azure ends of what the configuration uses.
        date: what the report says of its date; empty for none, so that the same input gives the same bytes.
    """

    results: tuple[Result, ...] = ()
    policies: tuple[PolicyRow, ...] = ()
    budgets: tuple[BudgetRow, ...] = ()
    quotas: tuple[QuotaRow, ...] = ()
    retirements: tuple[RetirementRow, ...] = ()
    date: str = ""


class Contents:
    """Everything that a report of one landing zone says.

    Args:
        configuration: a checked configuration.
        documents: its synthesized stacks by name, parsed.
        given: what others computed.
    """

    def __init__(self, configuration: Configuration, documents: Mapping[str, JsonObject], given: Given) -> None:
        self.configuration = configuration
        self.zone = configuration.landing_zone
        self.core = configuration.core
        self.given = given
        self.estate = Estate(configuration, documents)
        self._documents = documents

    @functools.cached_property
    def paths(self) -> tuple[Path, ...]:
        """The connections that workloads need, each with its result."""
        return evaluate(self.configuration, self._documents)

    @functools.cached_property
    def requests(self) -> tuple[Requested, ...]:
        """The items that other teams must provide."""
        return requested(self.paths)

    @functools.cached_property
    def path_counts(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """For each stack, the number of paths that work, depend on others, cannot be decided and lack something."""
        counts = Counter((path.stack, path.outcome) for path in self.paths)
        stacks = dict.fromkeys(path.stack for path in self.paths)
        return tuple((stack, tuple(counts[stack, outcome] for outcome in Outcome)) for stack in stacks)

    @functools.cached_property
    def arrows(self) -> Arrows:
        """The arrows of the pictures that stand for a path."""
        return Arrows(self.paths)

    @functools.cached_property
    def deployments(self) -> Mapping[str, ProductLayout]:
        """The products in their environments, by stack."""
        return {layout.stack: layout for layout in self.configuration.products}

    @functools.cached_property
    def products(self) -> Mapping[str, Sequence[ProductLayout]]:
        """The environments of each product, by its name."""
        by_name: dict[str, list[ProductLayout]] = {}
        for layout in self.configuration.products:
            by_name.setdefault(layout.product.name, []).append(layout)
        return by_name

    @functools.cached_property
    def stacks(self) -> tuple[StackRow, ...]:
        """The stacks in the order in which they are applied."""
        counts: dict[str, int] = dict.fromkeys(self.estate.stacks, 0)
        for name, stack in self.estate.stacks.items():
            counts[name] = sum(1 for _ in stack.resources())
        return tuple(
            StackRow(
                number=number,
                name=name,
                holds=self.configuration.holds(name),
                after=self.configuration.dependencies(name),
                resources=counts[name],
            )
            for number, name in enumerate(self.estate.stacks, 1)
        )

    @functools.cached_property
    def rights(self) -> tuple[RightRow, ...]:
        """The rights that principals need to plan and apply the stacks, none of which can be left out."""
        return tuple(
            RightRow(line.actor.title, line.role, scope_in_words(self.core, line.scope), line.owner, line.reason)
            for line in listing(self.configuration, self._documents)
        )

    @functools.cached_property
    def names(self) -> tuple[NameRow, ...]:
        """The names from the naming convention or the configuration, in the order of stacks."""
        return tuple(
            NameRow(placed.stack, placed.key, placed.type.replace("_", " "), placed.name, str(placed.id))
            for placed in self.configuration.placed()
        )

    @functools.cached_property
    def persona_scopes(self) -> tuple[str, ...]:
        """The columns of the matrix of personas."""
        return tuple(scope.title for scope in personas.SCOPES)

    @functools.cached_property
    def personas(self) -> tuple[PersonaRow, ...]:
        """The roles of each persona, by scope."""
        used = {group.persona for group in self.groups}
        rows = []
        for name in personas.personas():
            cells = []
            for scope in personas.SCOPES:
                roles: dict[str, list[str]] = {}
                for setting in Setting:
                    for role in personas.roles(name, setting).get(scope.key, ()):
                        roles.setdefault(role, []).append(setting.value.replace("_", " "))
                cells.append(tuple(Cell(role, tuple(settings)) for role, settings in roles.items()))
            title = personas.title(name)
            rows.append(PersonaRow(title, title in used, tuple(cells)))
        return tuple(rows)

    @functools.cached_property
    def groups(self) -> tuple[GroupRow, ...]:
        """The Entra groups of the configuration, with what their members are and where."""
        places: dict[tuple[str, str], dict[str, None]] = {}
        for persona, object_id in sorted(self.zone.groups.items()):
            places.setdefault((personas.title(persona), object_id), {})[_ZONE] = None
        for layouts in self.products.values():
            for persona, object_id in sorted(layouts[0].product.groups.items()):
                places.setdefault((personas.title(persona), object_id), {})[layouts[0].title] = None
        return tuple(GroupRow(object_id, persona, _few(tuple(where))) for (persona, object_id), where in places.items())

    @functools.cached_property
    def containers(self) -> tuple[ContainerRow, ...]:
        """The containers of the lake, with who reads and writes them."""
        core = self.core
        users: dict[tuple[str, str], tuple[list[str], list[str]]] = {}
        for layer, config in self.zone.data_lake.layers():
            if isinstance(config.containers, list):
                for name in config.containers:
                    users[layer.value, name] = ([], [])
        for layout in self.configuration.products:
            for container in layout.containers:
                pair = users.setdefault((container.layer.value, container.name), ([], []))
                pair[1 if container.writable else 0].append(layout.stack)
        accounts = {layer.value: id_.name for layer, id_ in core.lake_accounts.items()}
        return tuple(
            ContainerRow(
                layer=layer,
                name=name,
                account=accounts[layer],
                readers=tuple(readers),
                writers=tuple(writers),
                others=self._other_writers(core.lake_accounts[Layer(layer)], name),
            )
            for (layer, name), (readers, writers) in users.items()
        )

    def _other_writers(self, account: ResourceId, name: str) -> tuple[str, ...]:
        """The groups and services besides products that write a container, by the role assignments of the stacks."""
        grants = self.estate.writers_of(container_id(account, name))
        return tuple(sorted({grant.who for grant in grants if grant.stack not in self.deployments}))

    @functools.cached_property
    def subnets(self) -> tuple[SubnetRow, ...]:
        """The subnets with their ranges, and what they may reach."""
        rows = []
        for purpose, place in self.core.subnets.items():
            slot = subnets.slots().get(purpose)
            prefix = place.address_prefix
            size = ipaddress.ip_network(prefix).num_addresses - subnets.RESERVED_ADDRESSES if prefix else 0
            reached = dict.fromkeys(service.title for service in self.core.reached(purpose))
            use = slot.purpose if slot else "as the configuration says"
            rows.append(SubnetRow(purpose, place.id.name, prefix, size, use, tuple(reached)))
        return tuple(sorted(rows, key=lambda row: _by_address(row.range)))

    @functools.cached_property
    def network_facts(self) -> tuple[tuple[str, str], ...]:
        """The facts about the network as a whole."""
        network, core = self.zone.network, self.core
        created = isinstance(network, CreatedNetwork)
        facts = [("Virtual network", f"{core.virtual_network_id.name} ({'created' if created else 'existing'})")]
        if isinstance(network, CreatedNetwork):
            facts.append(("Address space", ", ".join(network.address_space)))
            facts.append(("DNS servers", ", ".join(network.dns_servers) or "Azure's"))
            facts.append(("Outbound traffic", _outbound(network)))
            if network.hub is not None:
                facts.append(("Peered with", network.hub.virtual_network_id.rpartition("/")[2]))
        dns = network.dns
        if isinstance(dns, DnsPolicy):
            facts.append(("Private DNS", "Azure Policy attaches the records"))
        elif isinstance(dns, DnsHub):
            facts.append(("Private DNS", f"{len(core.zone_names)} zones of the hub"))
        else:
            facts.append(("Private DNS", f"{len(core.zone_names)} zones of the landing zone"))
        scope = core.private_link_scope_id
        facts.append(("Azure Monitor", f"private link scope {scope.name}" if scope else "its public endpoints"))
        return tuple(facts)

    @functools.cached_property
    def services(self) -> tuple[tuple[str, str, str], ...]:
        """The analytics services: title, name, created or existing."""
        return tuple(
            (row.title, id_.name, "created" if self.core.creates(row.key) else "existing")
            for row in SERVICES
            if (id_ := self.core.service_id(row.key)) is not None
        )

    @functools.cached_property
    def open_paths(self) -> tuple[Result, ...]:
        """The resources that can be reached from outside or without Entra ID: open ones first, accepted ones last."""
        return self._weighed(result for result in self.given.results if result.check == "exposure")

    @functools.cached_property
    def has_open_paths(self) -> bool:
        """Whether an open path is refused or unknown."""
        return any(result.level in (Level.REFUSED, Level.UNKNOWN) for result in self.open_paths)

    @functools.cached_property
    def open_counts(self) -> str:
        """The number of open paths for people; those that are accepted are always counted apart."""
        counts = Counter(_OPEN.get(result.level, "") for result in self.open_paths)
        return ", ".join(f"{counts[word]} {word}" for word in _OPEN.values() if counts[word] or word == "open")

    @functools.cached_property
    def policy_counts(self) -> str:
        """The number of assigned policies by state, for people."""
        counts = Counter(policy.state for policy in self.given.policies)
        return ", ".join(f"{count} {state}" for state, count in counts.items()) or "none"

    @functools.cached_property
    def terraform_counts(self) -> str:
        """The number of Terraform resources, and what they are, for people."""
        types: Counter[str] = Counter(one.type for stack in self.estate.stacks.values() for one in stack.resources())
        parts = ", ".join(many(number, kind) for kind, number in count(types).items())
        return f"{many(types.total(), 'Terraform resource')} ({parts})"

    @functools.cached_property
    def standing_rights(self) -> tuple[Result, ...]:
        """The rights that are wider than one product."""
        return self._weighed(result for result in self.given.results if result.check == "standing-rights")

    @functools.cached_property
    def other_results(self) -> tuple[Result, ...]:
        """The findings of the other checks, without policies."""
        apart = ("exposure", "extensions", "policy", "standing-rights")
        return self._weighed(r for r in self.given.results if r.check not in apart)

    @functools.cached_property
    def extensions(self) -> tuple[Result, ...]:
        """The fragments that are copied into stacks, and the arguments that are overridden in them."""
        return self._weighed(result for result in self.given.results if result.check == "extensions")

    @functools.cached_property
    def policy_results(self) -> tuple[Result, ...]:
        """The findings of policies."""
        return self._weighed(result for result in self.given.results if result.check == "policy")

    def _weighed(self, results: Iterator[Result]) -> tuple[Result, ...]:
        order = {name: number for number, name in enumerate(self.configuration.stacks)}
        return tuple(
            sorted(
                results, key=lambda r: (_WEIGHT.index(r.level), order.get(r.stack, -1), r.rule, r.address, r.message)
            )
        )

    @functools.cached_property
    def standing(self) -> Mapping[str, Mapping[str, Level | None]]:
        """How each product stands with each policy that does something: the heaviest it says; None is a pass.

        What is said of no single stack, such as that a policy cannot be evaluated before apply, holds for all of them.
        """
        by_stack: dict[str, dict[str, Level | None]] = {
            stack: {policy.name: None for policy in self.given.policies if not policy.disabled}
            for stack in self.deployments
        }
        for result in reversed(self.policy_results):
            for stack in [result.stack] if result.stack else by_stack:
                if stack in by_stack and result.rule in by_stack[stack]:
                    by_stack[stack][result.rule] = result.level
        return by_stack


def _few(where: tuple[str, ...]) -> tuple[str, ...]:
    """The landing zone and products by name, or many products as their number."""
    if len(where) <= _NAMED:
        return where
    zone = where[:1] if where[0] == _ZONE else ()
    return (*zone, many(len(where) - len(zone), "product"))


def _outbound(network: CreatedNetwork) -> str:
    outbound = network.outbound
    if isinstance(outbound, OutboundNone):
        return "none"
    if isinstance(outbound, OutboundFirewall):
        return f"through the firewall at {outbound.firewall_ip}"
    return "through a NAT gateway, filtered by the security groups"


def _by_address(range_: str) -> tuple[int, int]:
    return (0, int(ipaddress.ip_network(range_).network_address)) if range_ else (1, 0)
