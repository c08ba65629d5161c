"""The rows of a report, which the templates of the page and of the Markdown file both read.

Whatever computes budgets, quota or policies hands such rows in; the report computes none of them itself.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ResourceRow:
    """A resource that will exist.

    Attributes:
        stack: the stack.
        kind: what it is for, such as `Network` or `Roles`.
        type: its type in Terraform.
        title: the same for people.
        name: its name; empty where it has none, or Azure invents it.
        id: its resource id; empty where only Azure knows it.
        address: its address in Terraform.
    """

    stack: str
    kind: str
    type: str
    title: str
    name: str
    id: str
    address: str


@dataclass(frozen=True)
class Grant:
    """A role that somebody or something gets on a scope.

    Attributes:
        stack: the stack that gives it.
        who: the principal, for people: a persona, an identity's name, an object id.
        principal: its object id, or the name of the identity.
        kind: `group`, `identity`, `service` (its own, system-assigned identity), `principal` or `user`.
        role: name of the role.
        scope: the scope's resource id; empty where only Azure knows it.
        where: the same for people.
        scope_type: the type of the scope, for people.
    """

    stack: str
    who: str
    principal: str
    kind: str
    role: str
    scope: str
    where: str
    scope_type: str


@dataclass(frozen=True)
class Endpoint:
    """A private endpoint.

    Attributes:
        stack: the stack that makes it.
        name: its name.
        subresource: what of the target it leads to.
        target: the target's resource id; empty where only Azure knows it.
        subnet: the subnet's resource id; empty for one in a managed network.
        service: the id of the service in whose managed network it lies; empty for one in a subnet.
        address: its address in Terraform.
    """

    stack: str
    name: str
    subresource: str
    target: str
    subnet: str
    service: str
    address: str


@dataclass(frozen=True)
class NameRow:
    """A resource that the naming convention names, or the configuration.

    Attributes:
        stack: the stack that makes it.
        key: what the configuration calls it, to give it another name below `names`.
        type: what it is.
        name: its name.
        id: its resource id.
    """

    stack: str
    key: str
    type: str
    name: str
    id: str


@dataclass(frozen=True)
class Cell:
    """The roles of a persona on a kind of scope.

    Attributes:
        role: name of the role.
        settings: where: `development`, `production`, `landing zone`.
    """

    role: str
    settings: tuple[str, ...]


@dataclass(frozen=True)
class PersonaRow:
    """A line of the matrix of personas and scopes.

    Attributes:
        persona: its name.
        used: whether a group of the configuration has it.
        cells: the roles by scope, in the order of the matrix's scopes.
    """

    persona: str
    used: bool
    cells: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class GroupRow:
    """An Entra group.

    Attributes:
        object_id: the group.
        persona: what its members are.
        where: the landing zone, or products.
    """

    object_id: str
    persona: str
    where: tuple[str, ...]


@dataclass(frozen=True)
class ContainerRow:
    """A container of the lake, and who reads and writes it.

    Attributes:
        layer: the layer.
        name: its name.
        account: the storage account's name.
        readers: the stacks of products that read it.
        writers: those that read and write it.
        others: the groups and services besides products that write it.
    """

    layer: str
    name: str
    account: str
    readers: tuple[str, ...]
    writers: tuple[str, ...]
    others: tuple[str, ...]


@dataclass(frozen=True)
class SubnetRow:
    """A subnet.

    Attributes:
        purpose: what the configuration calls it.
        name: its name.
        range: its addresses; empty for one that exists already.
        addresses: how many of them are free for use; 0 where that is not known.
        use: what lies in it.
        reaches: the services that it may reach outside.
    """

    purpose: str
    name: str
    range: str
    addresses: int
    use: str
    reaches: tuple[str, ...]


@dataclass(frozen=True)
class StackRow:
    """A stack.

    Attributes:
        number: its place in the order of application, from 1.
        name: the stack.
        holds: what it holds.
        after: the stacks that are applied right before it.
        resources: how many resources it has.
    """

    number: int
    name: str
    holds: str
    after: tuple[str, ...]
    resources: int


@dataclass(frozen=True)
class RightRow:
    """A right that a principal needs to plan or apply stacks.

    Attributes:
        principal: who needs it.
        role: the name of the role.
        scope: where.
        owner: who grants it, or the stack that assigns it.
        because: the action that needs it, and how many more do.
    """

    principal: str
    role: str
    scope: str
    owner: str
    because: str


@dataclass(frozen=True)
class PolicyRow:
    """A policy that the landing zone assigns.

    Attributes:
        name: its name, by which results name it as their `rule`.
        title: its title.
        does: what it does or asks for; may be empty.
        effects: its effects, such as `Deny`, each with what it means for people, which may be empty.
        scope: where it is assigned, for people.
        state: `in force`, `disabled`, or what else it is, for people.
        disabled: whether it does nothing anywhere.
    """

    name: str
    title: str
    does: str
    effects: tuple[tuple[str, str], ...]
    scope: str
    state: str = "in force"
    disabled: bool = False


@dataclass(frozen=True)
class BudgetRow:
    """A budget.

    Attributes:
        stack: the stack of the product that it belongs to, or of the landing zone.
        amount: how much a month, with its currency where that is known.
        alerts: at what, and who is told.
        note: anything else worth saying; may be empty.
    """

    stack: str
    amount: str
    alerts: str
    note: str = ""


@dataclass(frozen=True)
class QuotaRow:
    """The maximum that compute may need of a quota.

    Attributes:
        region: the region.
        family: the family of virtual machines.
        wanted: cores at full scale.
        limit: the quota; empty where nobody said it.
        stacks: the stacks that ask for it.
        verdict: what that means, for people.
    """

    region: str
    family: str
    wanted: str
    limit: str
    stacks: tuple[str, ...]
    verdict: str = ""


@dataclass(frozen=True)
class RetirementRow:
    """A setting whose value Azure ends.

    Attributes:
        stack: the stack.
        used_by: what has the setting, for people.
        value: its value.
        ends: the next date, for people.
        replacement: what to use instead.
    """

    stack: str
    used_by: str
    value: str
    ends: str
    replacement: str
