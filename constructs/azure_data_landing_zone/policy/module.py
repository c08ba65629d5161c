"""A stack or a plan as policies read it: its resources, their ids, and what their references lead to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .arguments import Arguments, Raw, resolve, resolve_text
from .mapping import Mappings, fill
from .values import MISSING, Missing, Unknown, Value


@dataclass(eq=False, slots=True)
class Module:
    """A stack or a plan: its resources, and what their references lead to.

    Attributes:
        name: the stack's name.
        tables: what is known of Terraform's resource types.
        resources: the arguments by type and name.
        providers: the configurations of providers by name and alias.
        locals: local values.
        literal: whether texts are what they say, as in a plan, instead of Terraform's templates.
    """

    name: str
    tables: Mappings
    resources: dict[tuple[str, str], Mapping[str, Raw]] = field(default_factory=dict)
    providers: dict[str, Mapping[str, Raw]] = field(default_factory=dict)
    locals: Mapping[str, Raw] = field(default_factory=dict)
    literal: bool = False
    _ids: dict[tuple[str, str], Value] = field(default_factory=dict)
    _following: set[str] = field(default_factory=set)
    _subscriptions: dict[str, str | Unknown] = field(default_factory=dict)

    def text(self, text: str) -> Value:
        """The value of a text: what its references lead to, unless texts are literal."""
        return text if self.literal else resolve_text(text, self)

    def follow(self, reference: str) -> Value:
        """The value of a reference as far as the module itself holds it."""
        if reference in self._following:
            return Unknown(f"{reference} refers to itself")
        self._following.add(reference)
        try:
            return self._follow(reference)
        finally:
            self._following.discard(reference)

    def _follow(self, reference: str) -> Value:
        token = f"{self.name}:{reference}"
        head, _, rest = reference.partition(".")
        if head == "local" and rest in self.locals:
            return resolve(self.locals[rest], self)
        name, _, attribute = rest.partition(".")
        key = head, name
        if key not in self.resources:
            key = head, name.partition("[")[0]
        if key not in self.resources:
            return Unknown(f"{reference} is known to Terraform only", token=token)
        return self._attribute(key, attribute, token)

    def attribute(self, resource: tuple[str, str], attribute: str) -> Value:
        """The value of a resource's attribute as far as the module itself holds it."""
        reference = f"{address(*resource)}.{attribute}"
        if reference in self._following:
            return Unknown(f"{reference} refers to itself")
        self._following.add(reference)
        try:
            return self._attribute(resource, attribute, f"{self.name}:{reference}")
        finally:
            self._following.discard(reference)

    def _attribute(self, key: tuple[str, str], attribute: str, token: str) -> Value:
        if attribute == "id":
            return self.id_of(*key)
        value = Arguments(self.resources[key], self).get(attribute) if attribute and "[" not in attribute else MISSING
        if isinstance(value, Missing):
            return Unknown(f"{token.partition(':')[2]} is known after apply", token=token)
        return value

    def id_of(self, type_: str, name: str) -> Value:
        """A resource's Azure id: computed, or unknown but recognizable."""
        key = type_, name
        if key not in self._ids:
            self._ids[key] = self._id_of(type_, name)
        return self._ids[key]

    def _id_of(self, type_: str, name: str) -> Value:
        arguments = Arguments(self.resources[type_, name], self)
        given = arguments.get("id") if self.literal else MISSING
        if isinstance(given, str):
            return given
        token = f"{self.name}:{address(type_, name)}.id"
        id_: Value = MISSING
        if type_.startswith("azapi_"):
            id_ = azapi_id(arguments)
        else:
            for arm_type, sender in self.tables.senders.get(type_, ()):
                if not sender.each:
                    parent = self.parent_of(sender.parent, type_, arguments)
                    id_ = child_id(parent, arm_type.type, sender.name.read(arguments))
                    break
        if isinstance(id_, str):
            return id_
        reason = id_.reason if isinstance(id_, Unknown) else f"the id of {address(type_, name)} is known after apply"
        return Unknown(reason, present=True, token=token)

    def parent_of(self, parent: str, type_: str, arguments: Arguments) -> Value:
        """The id of what a resource lies in, by the word that a mapping has for it."""
        for word in parent.split("|"):
            found = self._parent(word, type_, arguments)
            if found is not MISSING:
                return found
        return MISSING

    def _parent(self, parent: str, type_: str, arguments: Arguments) -> Value:
        if parent not in {"group", "subscription"} and "{" not in parent:
            return arguments.get(parent)
        subscription = self.subscription(type_, arguments)
        if isinstance(subscription, Unknown):
            return subscription
        group = f"/subscriptions/{subscription}/resourceGroups/{{resource_group_name}}"
        templates = {"group": group, "subscription": f"/subscriptions/{subscription}"}
        template = templates.get(parent, parent).replace("{group}", group)
        return fill(template.replace("{subscription}", str(subscription)), arguments)

    def subscription(self, type_: str, arguments: Arguments) -> str | Unknown:
        """The id of the subscription that a resource's provider works in."""
        named = arguments.raw.get("provider")
        provider = named.strip("${}") if isinstance(named, str) else type_.partition("_")[0]
        if provider not in self._subscriptions:
            self._subscriptions[provider] = self._subscription(provider)
        return self._subscriptions[provider]

    def _subscription(self, provider: str) -> str | Unknown:
        settings = self.providers.get(provider, {})
        subscription_id = Arguments(settings, self).get("subscription_id")
        if isinstance(subscription_id, str):
            return subscription_id.lower()
        reason = "the provider's subscription_id is not in the stack"
        return subscription_id if isinstance(subscription_id, Unknown) else Unknown(reason)


def address(type_: str, name: str) -> str:
    """A resource's Terraform address; inside a module of a plan, the name is the address already."""
    return name if name.startswith("module.") else f"{type_}.{name}"


def azapi_type(arguments: Arguments) -> tuple[str, str]:
    """The Azure resource type and API version of an azapi resource; empty if Terraform has yet to tell."""
    found = arguments.get("type")
    kind, _, version = found.partition("@") if isinstance(found, str) else ("", "", "")
    return kind, version


def azapi_id(arguments: Arguments) -> Value:
    """The id of an azapi resource."""
    given = arguments.get("resource_id")
    if isinstance(given, str):
        return given
    kind, _ = azapi_type(arguments)
    return child_id(arguments.get("parent_id"), kind, arguments.get("name")) if kind else MISSING


def child_id(parent: Value, kind: str, name: Value) -> Value:
    """The id of a resource of type `kind` in `parent`: below it, or hanging on it as an extension."""
    for part in (parent, name):
        if isinstance(part, Unknown):
            return part
    if not isinstance(parent, str) or not isinstance(name, (str, int)):
        return MISSING
    head, _, last = kind.rpartition("/")
    if not head or type_of_id(parent).lower() == head.lower():
        return f"{parent}/{last}/{name}"
    if "/" in head:
        return Unknown(f"its parent is no {head}", present=True)
    return f"{parent.rstrip('/')}/providers/{kind}/{name}"


def type_of_id(text: str) -> str:
    """The resource type that an id is of; of a resource group or a subscription, theirs."""
    head, found, tail = text.strip("/").rpartition("/providers/")
    if not found:
        groups = "/resourcegroups/" in f"/{head or tail}/".lower()
        return "Microsoft.Resources/resourceGroups" if groups else "Microsoft.Resources/subscriptions"
    namespace, *rest = tail.split("/")
    return "/".join((namespace, *rest[::2]))
