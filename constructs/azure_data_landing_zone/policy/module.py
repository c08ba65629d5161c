"""A stack or a plan as policies read it: its resources, their ids, and what their references lead to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from .arguments import Arguments, Raw, resolve, resolve_text
from .mapping import Mappings, fill
from .values import MISSING, Missing, Unknown, Value, matched, merged, partly

#: The type of resource groups, as rules and the table have it, and the one that azapi and Azure's ids have, in small
#: letters. azapi 2.12 internal/services/parse/resource.go takes both, read 2026-11-27.
_GROUP = "Microsoft.Resources/subscriptions/resourceGroups"
_SHORT_GROUP = "microsoft.resources/resourcegroups"


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
            id_ = azapi_id(arguments, self.azapi_parent(type_, arguments))
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

    def azapi_parent(self, type_: str, arguments: Arguments) -> Value:
        """The id of what a resource of azapi lies in: of a resource group, by default the provider's subscription."""
        parent = arguments.get("parent_id")
        if not isinstance(parent, Missing) or azapi_type(arguments)[0] != _GROUP:
            return parent
        subscription = self.subscription(type_, arguments)
        return subscription if isinstance(subscription, Unknown) else f"/subscriptions/{subscription}"

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
    return _GROUP if kind.lower() in {_SHORT_GROUP, _GROUP.lower()} else kind, version


def azapi_id(arguments: Arguments, parent: Value) -> Value:
    """The id of an azapi resource that lies in `parent`, unless it is given."""
    given = arguments.get("resource_id")
    if isinstance(given, str):
        return given
    kind, _ = azapi_type(arguments)
    return child_id(parent, kind, arguments.get("name")) if kind else MISSING


def azapi_body(arguments: Arguments) -> Mapping[str, Value] | Unknown:
    """The body that azapi sends: the sensitive part lies over the other one."""
    body = arguments.get("body")
    if isinstance(body, str):
        # azapi 1 wants text.
        try:
            body = json.loads(body)
        except ValueError:
            body = Unknown("its body is no JSON")
    hidden = _sensitive_body(arguments)
    if isinstance(hidden, Unknown):
        return hidden
    if isinstance(body, Unknown):
        found = partly(hidden, body, matched) if isinstance(hidden, Mapping) and hidden else body
        return found if isinstance(found, (Mapping, Unknown)) else body
    plain = body if isinstance(body, Mapping) else {}
    return merged(plain, hidden, matched) if isinstance(hidden, Mapping) else plain


def _sensitive_body(arguments: Arguments) -> Value:
    """The sensitive body; of one that is not known, what its versions name, because azapi sends nothing else of it."""
    hidden, versions = arguments.get("sensitive_body"), arguments.get("sensitive_body_version")
    if not isinstance(hidden, Unknown) or not isinstance(versions, Mapping):
        return hidden
    tree: dict[str, Value] = {}
    for path in sorted(versions):
        here = tree
        *names, last = path.partition("[")[0].split(".")
        for name in names:
            inner = here.setdefault(name, {})
            if not isinstance(inner, dict):
                break
            here = inner
        else:
            here[last] = hidden
    return tree


def child_id(parent: Value, kind: str, name: Value) -> Value:
    """The id of a resource of type `kind` in `parent`: below it, or hanging on it as an extension."""
    for part in (parent, name):
        if isinstance(part, Unknown):
            return part
    if not isinstance(parent, str) or not isinstance(name, (str, int)):
        return MISSING
    parent = parent.rstrip("/")
    head, _, last = kind.rpartition("/")
    if not head or type_of_id(parent).lower() == head.lower():
        return f"{parent}/{last}/{name}"
    if "/" in head:
        return Unknown(f"its parent is no {head}", present=True)
    return f"{parent}/providers/{kind}/{name}"


def type_of_id(text: str) -> str:
    """The resource type that an id is of; of a resource group or a subscription, theirs; empty for a tenant."""
    whole = f"/{text.strip('/')}"
    at = whole.lower().rfind("/providers/")
    if at < 0:
        groups = "/resourcegroups/" in whole.lower()
        return _GROUP if groups else "Microsoft.Resources/subscriptions" if len(whole) > 1 else ""
    namespace, *rest = whole[at + len("/providers/") :].split("/")
    return "/".join((namespace, *rest[::2]))
