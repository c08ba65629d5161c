"""One Azure resource as Terraform asks for it."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from enum import Enum

from .arguments import Arguments, dynamic_blocks
from .mapping import ArmType, Sender
from .module import Module, address, azapi_body, azapi_type
from .values import MISSING, Missing, Unknown, Value, lookup

#: Arguments that every Terraform resource has, and those that are never sent.
_META = frozenset(
    {
        "//",
        "provider",
        "depends_on",
        "count",
        "for_each",
        "lifecycle",
        "timeouts",
        "provisioner",
        "connection",
    }
    | {"dynamic", "id", "triggers"}
)
#: Parts of an Azure document that lie beside its `properties`.
_TOP = frozenset({"name", "type", "id", "location", "tags"})


class Phase(Enum):
    """When a policy looks at a resource."""

    REQUEST = "the request, before the resource exists"
    AFTER = "the resource, once it and its neighbours exist"


class Resource:
    """One Azure resource that Terraform makes.

    Attributes:
        stack: the stack it is in.
        address: its Terraform address; that of the enclosing resource if it is made from a block.
        type: the Azure resource type; empty if it cannot be told.
        arm_type: what is known of that type; `None` if nothing is.
        id: its id, or an unknown with a token that stands for it.
        parent: the id of what it lies in.
        block: the block of another Terraform resource that it is made from; empty if it is not.
        rest: why nothing is known of what Terraform does not say of it; `None` if Terraform makes it.
        by: the Terraform address whose request this is, if it is not the resource's own.
        possible: why it is not known whether it exists; `None` if it does.
        inline: it is a part of another resource's request, in which Azure may not judge it under its own type.
        only_below: the only type that it can lie below, for one of which the type's last part alone is known; empty if
            there are several.
    """

    def __init__(
        self,
        module: Module,
        terraform: tuple[str, str],
        arguments: Arguments,
        *,
        type_: str,
        arm_type: ArmType | None,
        sender: Sender | None,
        id_: Value,
        parent: Value,
        block: str = "",
        rest: Unknown | None = None,
        by: str = "",
        possible: Unknown | None = None,
        inline: bool = False,
    ) -> None:
        self.stack = module.name
        self.module = module
        self.address = address(*terraform)
        self.terraform_type = terraform[0]
        self.terraform_name = terraform[1]
        self.arguments = arguments
        self.type = type_
        self.arm_type = arm_type
        self.sender = sender
        self.id = id_
        self.parent = parent
        self.block = block
        self.rest = rest
        self.by = by
        self.possible = possible
        self.inline = inline
        self.only_below = ""

    @functools.cached_property
    def key(self) -> str:
        """The key of the resource: its id in small letters, else the token of its unknown id."""
        return key_of(self.id)

    @functools.cached_property
    def group_key(self) -> str | None:
        """The key of its resource group, empty if there is none; `None` if that is known after apply."""
        if isinstance(self.id, str):
            parts = self.key.split("/")
            return "/".join(parts[:5]) if len(parts) > 4 and parts[3] == "resourcegroups" else ""
        subscription, group = self.subscription_id, self.resource_group
        if isinstance(subscription, str) and isinstance(group, str):
            return f"/subscriptions/{subscription}/resourcegroups/{group}".lower()
        return None

    @functools.cached_property
    def indexed(self) -> bool | Unknown:
        """Whether policies of mode Indexed see it."""
        if self.arm_type is not None:
            return self.arm_type.indexed
        if not isinstance(self.arguments.get("location"), Missing) or not isinstance(
            self.arguments.get("tags"), Missing
        ):
            return True
        return Unknown(f"whether {self.type or 'this type'} has tags and a location is in no table")

    @property
    def flat(self) -> bool:
        """Whether its properties begin where the paths of aliases do, instead of holding a whole document of Azure."""
        return self.sender is not None

    def filled(self, path: Sequence[str]) -> bool:
        """Whether Azure fills in a property because what it comes from is left out."""
        return self.sender is not None and not self.block and self.sender.filled(path, self.arguments)

    @property
    def typed(self) -> bool:
        """Whether its type is known, and not only the last part of it."""
        return "/" in self.type

    def may_be(self, kind: str) -> bool | Unknown:
        """Whether it is of a type, in small letters."""
        own = self.type.lower()
        if self.typed or (own and not kind.endswith(f"/{own}")):
            return own == kind
        if self.only_below and kind != f"{self.only_below}/{own}".lower():
            return False
        return Unknown("the resource's type is known after apply")

    @functools.cached_property
    def unread(self) -> str:
        """An argument that is given and that no table speaks of; empty if there is none."""
        if self.sender is None or self.block:
            return ""
        read = self.module.tables.read.get(self.terraform_type, frozenset())
        dynamic = dict.fromkeys(dynamic_blocks(self.arguments.raw), True)
        for name, value in {**self.arguments.raw, **dynamic}.items():
            if name not in read and name not in _META and value not in (None, "", False, 0, [], {}):
                return name
        return ""

    @functools.cached_property
    def properties(self) -> Mapping[str, Value]:
        """The values of the request, by the paths of policy aliases."""
        if self.sender is not None:
            return self.sender.properties.read(self.arguments)
        return {"properties": self._body} if isinstance(self._body, Unknown) else self._body

    @functools.cached_property
    def _body(self) -> Mapping[str, Value] | Unknown:
        return azapi_body(self.arguments)

    @property
    def name(self) -> Value:
        """Its name."""
        if isinstance(self.id, str):
            return self.id.rpartition("/")[2]
        return self.sender.name.read(self.arguments) if self.sender is not None else self.arguments.get("name")

    @property
    def full_name(self) -> Value:
        """Its name behind the names of what it lies in, such as `workspace/cpu`."""
        if not isinstance(self.id, str):
            return Unknown("its id is known after apply", present=True)
        return "/".join(self.id.rpartition("/providers/")[2].split("/")[2::2])

    @property
    def api_version(self) -> Value:
        """The API version that is asked for."""
        version = self.sender.api_version if self.sender is not None else azapi_type(self.arguments)[1]
        return version or Unknown("the API version that the provider uses is not in the table", present=True)

    @property
    def subscription_id(self) -> str | Unknown:
        """The id of its subscription."""
        parts = self.id.split("/") if isinstance(self.id, str) else []
        if len(parts) > 2 and parts[1].lower() == "subscriptions":
            return parts[2].lower()
        return self.module.subscription(self.terraform_type, self.arguments)

    @property
    def resource_group(self) -> str | Unknown | Missing:
        """The name of its resource group; missing if it lies in none."""
        if not isinstance(self.id, str):
            found = self.arguments.get("resource_group_name")
            return found if isinstance(found, str) else Unknown("its resource group is known after apply")
        parts = self.id.split("/")
        return parts[4] if len(parts) > 4 and parts[3].lower() == "resourcegroups" else MISSING

    def field(self, name: str) -> Value:
        """`location`, `tags`, `kind` or `identity` of the request; missing if it is not sent."""
        found = self._field(name)
        return self.rest if self.rest is not None and isinstance(found, Missing) else found

    def _field(self, name: str) -> Value:
        if self.sender is not None:
            if name == "identity":
                return _identity(self.sender.identity.read(self.arguments)) or MISSING
            source = self.sender.fields[name]
            return _from_parent(self, source.parent) if source.parent else source.read(self.arguments)
        value = self.arguments.get(name) if name != "kind" else MISSING
        if name == "identity" and not isinstance(value, (Unknown, Missing)):
            kind, ids = self.arguments.get("identity.type"), self.arguments.get("identity.identity_ids")
            return _identity({"type": kind} if ids is MISSING else {"type": kind, "userAssignedIdentities": ids})
        if not isinstance(value, Missing):
            return value
        return self._body if isinstance(self._body, Unknown) else lookup(self._body, name)

    def argument(self, path: Sequence[str | int]) -> str:
        """The Terraform argument that a property comes from; empty if none does."""
        if self.sender is not None:
            found = self.sender.properties.argument(path)
            return f"{self.block}.{found}" if found and self.block else found
        return _body_argument(self.properties, path)

    def field_argument(self, name: str) -> str:
        """The Terraform argument that `location`, `tags` and the like come from."""
        if self.sender is None:
            return name
        if name == "identity":
            return self.sender.identity.argument(("type",))
        found = self.sender.name if name == "name" else self.sender.fields.get(name)
        return next(iter(found.arguments), "") if found is not None else ""


def _identity(found: Mapping[str, Value]) -> Mapping[str, Value]:
    """An identity as Azure has it: user-assigned ones are an object by id."""
    ids = found.get("userAssignedIdentities")
    if not isinstance(ids, Sequence) or isinstance(ids, str):
        return found
    open_ = next((one for one in ids if isinstance(one, Unknown)), None)
    made: Value = {str(one): {} for one in ids}
    return {**found, "userAssignedIdentities": made if open_ is None else Unknown(open_.reason, present=True)}


def _from_parent(resource: Resource, name: str) -> Value:
    parent = resource.module.parent_of(
        resource.sender.parent if resource.sender else "", resource.terraform_type, resource.arguments
    )
    for key in resource.module.resources:
        if key_of(resource.module.id_of(*key)) == key_of(parent) and key_of(parent):
            return Arguments(resource.module.resources[key], resource.module).get(name)
    return Unknown(f"it is sent with the {name} of what it lies in, which is not in this stack", present=True)


class ChangedResource(Resource):
    """A resource with what later requests change in it.

    Args:
        resource: as it is created.
        properties: what it is after the changes, by the paths of policy aliases.
        fields: `location`, `tags`, `kind` and `identity`, as far as they are changed.
        changed: the paths that the changes set, in small letters.
        by: the Terraform address whose request this is; empty for the state after all requests.
    """

    def __init__(
        self,
        resource: Resource,
        properties: Mapping[str, Value],
        fields: Mapping[str, Value],
        changed: frozenset[str],
        by: str = "",
    ) -> None:
        super().__init__(
            resource.module,
            (resource.terraform_type, resource.terraform_name),
            resource.arguments,
            type_=resource.type,
            arm_type=resource.arm_type,
            sender=resource.sender,
            id_=resource.id,
            parent=resource.parent,
            block=resource.block,
            rest=resource.rest,
            by=by,
            possible=resource.possible,
            inline=resource.inline,
        )
        self.properties = properties
        self._fields = fields
        self._changed = changed
        self.only_below = resource.only_below

    @property
    def flat(self) -> bool:
        """True: what is changed is put together by the paths of aliases."""
        return True

    def _field(self, name: str) -> Value:
        return self._fields[name] if name in self._fields else super()._field(name)

    def argument(self, path: Sequence[str | int]) -> str:
        """The Terraform argument that a property comes from; empty if none of the resource's own does."""
        first = next((part.lower() for part in path if isinstance(part, str)), "")
        return "" if first in self._changed else super().argument(path)


def member(target: Mapping[str, Value], name: str, *, root: bool = False) -> Value:
    """A member of an object, looked for in its `properties` too: aliases leave that word out."""
    value = MISSING if root and name.lower() in _TOP else lookup(target, name)
    inner = lookup(target, "properties")
    below = member(inner, name) if isinstance(inner, Mapping) else inner if isinstance(inner, Unknown) else MISSING
    if root:
        return value if below is MISSING else below
    return below if value is MISSING else value


def _body_argument(body: Mapping[str, Value], path: Sequence[str | int]) -> str:
    here: Value = body
    written = "body"
    for part in path:
        if isinstance(part, int):
            written += f"[{part}]"
            here = here[part] if isinstance(here, Sequence) and not isinstance(here, str) and part < len(here) else None
            continue
        inner = lookup(here, "properties") if isinstance(here, Mapping) else MISSING
        while isinstance(here, Mapping) and isinstance(inner, Mapping) and member(inner, part) is not MISSING:
            written += ".properties"
            here, inner = inner, lookup(inner, "properties")
        if here is body and lookup(body, part) is MISSING:
            written += ".properties"
        written += f".{part}"
        here = lookup(here, part) if isinstance(here, Mapping) else MISSING
    return written


def key_of(id_: Value) -> str:
    """The key of the resource with this id; empty if there is none."""
    if isinstance(id_, Unknown):
        return id_.token
    return id_.lower().rstrip("/") if isinstance(id_, str) else ""
