"""The base of all configuration models, and the value types that they share."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, TypeVar, cast

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, Strict, StringConstraints
from pydantic.annotated_handlers import GetJsonSchemaHandler

from ...azure import names
from ...azure.clouds import subresource_names
from ...azure.ids import ResourceId
from ...azure.outbound import optional_service_names, service_names
from ...azure.personas import personas
from ...azure.tags import reserved_start
from ..reading.explain import nearest

M = TypeVar("M", bound="Model")


class Model(BaseModel):
    """A part of the configuration: frozen, and refusing keys that it does not know."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        frozen=True, extra="forbid", validate_default=False, strict=False, defer_build=True
    )

    @classmethod
    def model_json_schema(cls, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The JSON Schema as pydantic makes it, with the texts below the fields as their descriptions."""
        from .descriptions import describe

        return describe(super().model_json_schema(*args, **kwargs), _models(Model), cls)


def default(model: type[M], **given: Any) -> M:
    """An object of a model, as the default of a field. Its values are not validated: that would build the model.

    Args:
        model: the model.
        given: values that differ from the defaults of the model. Default none.
    """
    return cast(M, model.model_construct(**given))


def _models(base: type[Model]) -> dict[str, type[Model]]:
    """All models below one, by name."""
    models: dict[str, type[Model]] = {}
    for below in base.__subclasses__():
        models |= {below.__name__: below, **_models(below)}
    return models


@dataclass(frozen=True)
class _Listed(AfterValidator):
    """A validator that tells editors what it allows, by way of the JSON Schema.

    Attributes:
        allowed: returns what is allowed; called only when the schema is made.
        keys: whether that is about the keys of a mapping, not about the value.
        pattern: the form of keys that are allowed as well; empty for none.
    """

    allowed: Callable[[], Collection[str]]
    keys: bool
    pattern: str = ""

    def __get_pydantic_json_schema__(self, core_schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        schema = handler(core_schema)
        names: dict[str, Any] = {"enum": list(self.allowed())}
        if self.pattern:
            names = {"anyOf": [names, {"pattern": self.pattern}]}
        return {**schema, "propertyNames": names} if self.keys else {**schema, **names}


def arm_id(expected_type: str) -> AfterValidator:
    """A validator for the resource id of one resource type; gives the id its documented spelling."""

    def check(text: str) -> str:
        parsed = ResourceId.parse(text, expected_type)
        if objection := _id_objection(parsed):
            raise ValueError(objection)
        return str(parsed)

    return AfterValidator(check)


#: Characters that no name in a resource id has.
_NOT_IN_NAMES = re.compile(r"[<>*%&?#\\]")


def _id_objection(parsed: ResourceId) -> str:
    """Why no resource can have this id; empty if one can."""
    if not GUID.fullmatch(parsed.subscription_id):
        return (
            f"holds {parsed.subscription_id!r} in place of the id of a subscription, such as "
            "11111111-1111-1111-1111-111111111111"
        )
    if parsed.resource_group and (said := names.rules()["resource_group"].objection(parsed.resource_group)):
        return f"has the resource group {parsed.resource_group!r}, which {said}"
    for rule in names.rules().values():
        # Rules of other names were less strict in the past.
        hard = rule.unique is names.Uniqueness.GLOBAL and rule.arm_type == parsed.type
        if hard and (said := rule.objection(parsed.name)):
            return f"ends in {parsed.name!r}, which {said}"
    if wrong := next((name for name in parsed.names if _NOT_IN_NAMES.search(name)), ""):
        return f"has the name {wrong!r}, and Azure allows none of < > * % & ? # \\ in names"
    return ""


def cidr(value: object) -> str:
    """An IPv4 range in CIDR notation, checked."""
    if not isinstance(value, str):
        raise ValueError("must be a range such as 10.20.0.0/20")
    try:
        network = ipaddress.IPv4Network(value, strict=False)
    except ValueError:
        ipv6 = ", and IPv6 is not supported" if ":" in value else ""
        raise ValueError(f"is not an IPv4 range such as 10.20.0.0/20{ipv6}") from None
    address = value.partition("/")[0]
    if str(network.network_address) != address:
        raise ValueError(f"is an address inside of a range: the range that holds it is {network}")
    return str(network)


def ip_address(value: object) -> str:
    """An IPv4 address, checked."""
    try:
        return str(ipaddress.IPv4Address(str(value)))
    except ValueError:
        raise ValueError("is not an address such as 10.0.0.4") from None


def _tags(tags: dict[str, str]) -> dict[str, str]:
    for name, value in tags.items():
        if not name or len(name) > 128 or set(name) & set("<>%&\\?/"):
            raise ValueError(f"tag name {name!r} must have 1 to 128 characters and none of < > % & \\ ? /")
        if name != name.strip():
            raise ValueError(f"tag name {name!r} has a space at an end, which Azure removes: leave it out")
        if reserved := reserved_start(name):
            raise ValueError(f"tag name {name!r} begins with {reserved!r}, which is reserved for Azure: choose another")
        if len(value) > 256:
            raise ValueError(f"the value of tag {name!r} has {len(value)} characters, at most 256 are allowed")
    names: dict[str, str] = {}
    for name in tags:
        if (other := names.setdefault(name.lower(), name)) != name:
            raise ValueError(f"{other!r} and {name!r} are one tag in Azure, which knows no case: keep one")
    return tags


def _host(name: str) -> str:
    """Lengths of host names: RFC 1035, section 2.3.4."""
    if len(name) > 253 or any(len(label) > 63 for label in name.split(".")):
        raise ValueError("is too long for a host name: at most 253 characters, and 63 between dots")
    return name


def _distinct(values: list[Any]) -> list[Any]:
    lowered = [value.lower() if isinstance(value, str) else value for value in values]
    for value, low in zip(values, lowered, strict=True):
        if lowered.count(low) > 1:
            raise ValueError(f"has {value!r} twice: remove one")
    return values


#: A DNS name in lower case; `{region}` stands for the region.
_ZONE_NAME = re.compile(r"([a-z0-9_-]|\{region\})+(\.([a-z0-9_-]|\{region\})+)+")


def _known_subresources(table: dict[str, list[str]]) -> dict[str, list[str]]:
    known = subresource_names()
    for name, zones in table.items():
        if wrong := next((zone for zone in zones if not _ZONE_NAME.fullmatch(zone)), None):
            raise ValueError(
                f"{name} has {wrong!r}, which is no name of a private DNS zone such as privatelink.vaultcore.azure.net"
            )
        if name not in known:
            raise ValueError(
                f"{name!r} is no private-link sub-resource; those are {', '.join(known)}{nearest(name, known)}"
            )
    return table


#: Text that people read; providers refuse an empty one.
Text = Annotated[str, StringConstraints(min_length=1)]
#: The form of the ids of subscriptions, tenants and objects in Entra.
GUID = re.compile(r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$")
#: A subscription, tenant or Entra object id.
Guid = Annotated[str, StringConstraints(pattern=GUID.pattern, to_lower=True)]
#: A whole number; true and quoted numbers are none.
Whole = Annotated[int, Strict()]
#: A number; true and quoted numbers are none.
Number = Annotated[float, Strict()]
#: An IPv4 range in CIDR notation, without host bits.
Cidr = Annotated[str, BeforeValidator(cidr)]
#: An IPv4 address.
IpAddress = Annotated[str, BeforeValidator(ip_address)]
#: A word of lower-case letters and digits, which begins with a letter.
Word = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*$", min_length=2, max_length=12)]
#: A name of lower-case letters, digits and single dashes, which begins with a letter.
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", min_length=2, max_length=24)]
#: The name of a host, or `*.` and a domain.
Host = Annotated[
    str,
    StringConstraints(pattern=r"^(\*\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$"),
    AfterValidator(_host),
]
#: A validator for a list that has every item once.
Distinct: AfterValidator = AfterValidator(_distinct)
#: The form of the name of a storage container, its fewest characters and its most.
CONTAINER_FORM, CONTAINER_LENGTHS = r"^[a-z0-9](-?[a-z0-9])+$", (3, 63)
#: The name of a storage container.
ContainerName = Annotated[
    str,
    StringConstraints(pattern=CONTAINER_FORM, min_length=CONTAINER_LENGTHS[0], max_length=CONTAINER_LENGTHS[1]),
]


def keys_among(
    allowed: Callable[[], Collection[str]],
    what: str,
    *,
    pattern: str = "",
    listed: Callable[[], Collection[str]] | None = None,
    page: str = "",
) -> AfterValidator:
    """A validator for a mapping whose keys are given beforehand.

    Args:
        allowed: returns the keys that are allowed.
        what: what each of them is, as in "'x' is no ...".
        pattern: the form of keys that are allowed as well. Default none.
        listed: returns the keys that a message lists. Default all.
        page: the page of the documentation that has the others. Default none.
    """

    def check(table: dict[str, str]) -> dict[str, str]:
        known = allowed()
        unknown = sorted(key for key in set(table) - set(known) if not pattern or not re.fullmatch(pattern, key))
        if unknown:
            told = ", ".join(known if listed is None else listed())
            more = f", and those in `adlz docs {page}`" if page else ""
            raise ValueError(f"{unknown[0]!r} is no {what}; those are {told}{more}{nearest(unknown[0], known)}")
        return table

    return _Listed(check, allowed, keys=True, pattern=pattern)


def among(allowed: Callable[[], Collection[str]], what: str) -> AfterValidator:
    """A validator for text that is given beforehand.

    Args:
        allowed: returns the values that are allowed.
        what: what each of them is, as in "'x' is no ...".
    """

    def check(value: str) -> str:
        known = allowed()
        if value not in known:
            raise ValueError(f"is no {what}; those are {', '.join(known)}{nearest(value, known)}")
        return value

    return _Listed(check, allowed, keys=False)


#: A service that compute may be allowed to reach, by its name in our table.
OptionalService = Annotated[str, among(optional_service_names, "service that can be allowed")]
#: Any service of that table.
AnyService = Annotated[str, among(service_names, "service")]
#: Private-link sub-resources with their zones.
ZoneNames = Annotated[dict[str, list[str]], AfterValidator(_known_subresources)]
#: The name of a tag.
TagName = Annotated[str, StringConstraints(pattern=r"^[^<>%&\\?/]{1,128}$")]
#: The name of a tag that is used in an expression of Terraform.
IgnoredTagName = Annotated[str, StringConstraints(pattern=r'^[^<>%&\\?/"${}]{1,128}$')]
#: How often something was made anew.
Generation = Annotated[Whole, Field(ge=1, le=99)]
#: Object ids of Entra groups by persona.
Groups = Annotated[dict[str, Guid], keys_among(personas, "persona")]
#: Resource tags.
Tags = Annotated[dict[str, str], AfterValidator(_tags)]

AnyResourceId = Annotated[str, arm_id("")]
ResourceGroupId = Annotated[str, arm_id("Microsoft.Resources/resourceGroups")]
SubnetId = Annotated[str, arm_id("Microsoft.Network/virtualNetworks/subnets")]
VirtualNetworkId = Annotated[str, arm_id("Microsoft.Network/virtualNetworks")]
PrivateDnsZoneId = Annotated[str, arm_id("Microsoft.Network/privateDnsZones")]
PrivateEndpointId = Annotated[str, arm_id("Microsoft.Network/privateEndpoints")]
StorageAccountId = Annotated[str, arm_id("Microsoft.Storage/storageAccounts")]
FirewallPolicyId = Annotated[str, arm_id("Microsoft.Network/firewallPolicies")]
PrivateLinkScopeId = Annotated[str, arm_id("Microsoft.Insights/privateLinkScopes")]
LogAnalyticsWorkspaceId = Annotated[str, arm_id("Microsoft.OperationalInsights/workspaces")]
