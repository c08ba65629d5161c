"""Every parameter that takes a resource takes resources of its kind alone, and every value is compared with its type."""

from __future__ import annotations

import enum
import inspect
import types
import typing
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import pytest
import yaml

import azure_data_landing_zone.policy
from azure_data_landing_zone import patterns, resources
from azure_data_landing_zone.azure import clouds, names, tables
from azure_data_landing_zone.azure.ids import ResourceId
from azure_data_landing_zone.engine import azurerm, parameters
from azure_data_landing_zone.engine.azapi import AzapiResource
from azure_data_landing_zone.engine.framework import (
    App,
    Construct,
    TerraformDataSource,
    TerraformResource,
    TerraformStack,
)
from azure_data_landing_zone.engine.kinds import Kind
from azure_data_landing_zone.engine.parameters import ArgumentError
from azure_data_landing_zone.resources import kinds
from resource_support import ACCOUNT, GROUP, MACHINE_LEARNING, SUBNET, SUBSCRIPTION, TENANT, VAULT

#: Parameters that take a resource of any kind.
OF_ANY_KIND = {"target", "source", "scope_", "neighbour"}
KINDS: dict[str, Kind] = {
    name: typing.get_args(alias)[1]
    for name, alias in vars(kinds).items()
    if typing.get_origin(alias) is Annotated and isinstance(typing.get_args(alias)[1], Kind)
}


class Parameter(typing.NamedTuple):
    """A parameter of an exported construct."""

    construct: type[Construct]
    name: str
    hint: Any
    required: bool

    def objection(self, value: object) -> str:
        return parameters.objection_to(self.construct.__init__, {self.name: value})


PARAMETERS = [
    Parameter(construct, name, hint, name in parameters._hints(construct.__init__)[1])
    for package in (resources, patterns)
    for exported in package.__all__
    if inspect.isclass(construct := getattr(package, exported)) and issubclass(construct, Construct)
    for name, hint in parameters._hints(construct.__init__)[0].items()
]


def parts(hint: Any) -> Iterator[Any]:
    """A type and the types inside of it."""
    yield hint
    for inner in typing.get_args(hint):
        yield from parts(inner)


def options(hint: Any) -> tuple[Any, ...]:
    """The members of a union; of anything else itself."""
    return typing.get_args(hint) if typing.get_origin(hint) in (typing.Union, types.UnionType) else (hint,)


def of_kind(parameter: Parameter) -> Kind | None:
    return next((part for part in parts(parameter.hint) if isinstance(part, Kind)), None)


def called(parameter: Parameter) -> str:
    return f"{parameter.construct.__name__}.{parameter.name}"


TAKING = [parameter for parameter in PARAMETERS if of_kind(parameter)]


def test_a_resource_of_any_kind_is_taken_only_where_that_is_meant() -> None:
    assert len(TAKING) >= 150
    identified = {
        parameter.name
        for parameter in PARAMETERS
        if not of_kind(parameter)
        and {"Identified", "AzureResource", "ResourceId"}
        & {str(getattr(part, "__name__", "")) for part in parts(parameter.hint)}
    }
    assert identified == OF_ANY_KIND | {"state_containers", "grants"}


@pytest.mark.parametrize("parameter", TAKING, ids=called)
def test_a_resource_of_another_kind_is_refused(parameter: Parameter) -> None:
    kind = of_kind(parameter)
    assert kind is not None
    wrong = ResourceId("0000", "rg").resource("Microsoft.Search/searchServices", "other")
    given: object = wrong
    if typing.get_origin(parameter.hint) is tuple:
        given = (wrong, wrong)
    elif any(typing.get_origin(part) in (Mapping, dict) for part in options(parameter.hint)):
        given = {"mine": wrong}
    objection = parameter.objection(given)
    assert objection.startswith(parameter.name)
    assert "the id of a Microsoft.Search/searchServices" in objection
    assert kind.allowed in objection
    namespace, *rest = kind.types[0].split("/")
    right = ResourceId("0000", "rg", namespace, tuple(rest), ("a",) * len(rest))
    assert set(kind.needs) - {"id", "name"} or kind.fits(right)


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_has_the_types_of_terraform_that_make_it(name: str) -> None:
    """As the mappings of the policies have them, which are read from the provider's source."""
    made: dict[str, set[str]] = {}
    for file in (Path(azure_data_landing_zone.policy.__file__).parent / "mappings").glob("Microsoft.*.yaml"):
        mapping = yaml.safe_load(file.read_text(encoding="utf-8"))
        made.setdefault(mapping["type"], set()).update(mapping.get("terraform", {}))
    # A network has its subnets in a block, too.
    inside = {"azurerm_virtual_network"} if name == "SubnetRef" else set()
    kind = KINDS[name]
    types_ = set(kind._terraform_types)
    for type_ in kind.types:
        assert {one for one in made.get(type_, ()) if one.startswith("azurerm_")} - inside <= types_
    known = {rule.arm_type for type_, rule in names.rules().items() if f"azurerm_{type_}" in types_}
    assert known <= set(kind.types)
    assert types_ & set().union(*made.values()) or "subscription" in kind.label or "management group" in kind.label
    assert kind.label.startswith(("a ", "an "))


def wrong_values(hint: Any, required: bool, name: str) -> Iterator[object]:
    """Values that a person gives by mistake, for a type."""
    these = [typing.get_args(one)[0] if typing.get_origin(one) is Annotated else one for one in options(hint)]
    if type(None) not in these and Any not in these:
        yield None
    for one in these:
        origin, inner = typing.get_origin(one), typing.get_args(one)
        if one is str:
            yield from (3, True, ["text"], b"text")
            if required:
                yield ""
        elif one is bool:
            yield from ("true", 1)
        elif one in (int, float):
            yield from ("3", True, float("nan"))
            if one is int or name in ("amount", "daily_quota_gb"):
                yield -1
            if one is int:
                yield 1.5
        elif isinstance(one, enum.EnumMeta):
            yield from (value.swapcase() for value in list(one)[:1] if str(value).swapcase() not in list(one))
        elif origin is typing.Literal and isinstance(inner[0], str):
            yield from (value for value in (inner[0].swapcase(), "") if value not in inner)
        elif (
            origin is not None
            and isinstance(origin, type)
            and issubclass(origin, Sequence | Mapping)
            and str not in these
        ):
            yield from ("10.0.0.0/24", 3)
            if inner == (str,):
                yield from ([1], [None], b"text")


SCALARS = [
    pytest.param(parameter, value, id=f"{called(parameter)}={value!r}")
    for parameter in PARAMETERS
    if not of_kind(parameter)
    for value in wrong_values(parameter.hint, parameter.required, parameter.name)
]


def test_every_construct_is_tried() -> None:
    assert len(SCALARS) > 1000
    tried = {param.values[0].construct.__name__ for param in SCALARS}  # type: ignore[union-attr]
    assert not {parameter.construct.__name__ for parameter in PARAMETERS} - tried


def test_wrong_values_are_refused() -> None:
    taken = [str(param.id) for param in SCALARS if not param.values[0].objection(param.values[1])]  # type: ignore[union-attr]
    assert taken == []


@pytest.fixture
def stack() -> TerraformStack:
    return TerraformStack(App(), "mine")


@dataclass
class OfATeam:
    """A class of a team's own, of which nothing is known."""

    id: str = "/subscriptions/0000/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/st"
    name: str = "rg"
    location: str = "westeurope"


def vault(stack: TerraformStack, id_: str = "vault", group: Any = GROUP) -> resources.KeyVault:
    return resources.KeyVault(stack, id_, name="kv-mine", resource_group=group, tenant_id=TENANT)


def test_a_construct_of_another_kind_is_named_with_its_class_and_path(stack: TerraformStack) -> None:
    with pytest.raises(ArgumentError) as raised:
        resources.StorageContainer(stack, "sales", name="sales", storage_account=vault(stack))  # type: ignore[arg-type]
    assert str(raised.value) == (
        "StorageContainer 'mine/sales': storage_account is the KeyVault 'mine/vault' (azurerm_key_vault), allowed: a "
        "storage account: a resource or data source azurerm_storage_account, or "
        'ResourceId.parse("/subscriptions/...") of a Microsoft.Storage/storageAccounts'
    )
    assert "azurerm_storage_container" not in stack.to_terraform()["resource"]


def test_what_is_of_the_kind_is_taken(stack: TerraformStack) -> None:
    class Ours(resources.StorageAccount):
        """A subclass of a team."""

    read = TerraformDataSource(stack, "read", terraform_resource_type="azurerm_storage_account")
    read.id = read.get_string_attribute("id")  # type: ignore[attr-defined]
    foreign = TerraformResource(stack, "foreign", terraform_resource_type="azapi_resource")
    foreign.id = foreign.get_string_attribute("id")  # type: ignore[attr-defined]
    registry = AzapiResource(
        stack, "r", type_="Microsoft.MachineLearningServices/registries", name="reg", parent_id="/x", body={}
    )
    accounts: list[Any] = [
        ACCOUNT,
        ResourceId("0000", "rg", "microsoft.storage", ("storageaccounts",), ("st",)),
        Ours(stack, "ours", name="stours", resource_group=GROUP),
        azurerm.storage_account.StorageAccount(
            stack,
            "plain",
            name="stplain",
            resource_group_name="rg",
            location="westeurope",
            account_tier="Standard",
            account_replication_type="LRS",
        ),
        read,
        foreign,
        OfATeam(),
    ]
    for number, account in enumerate(accounts):
        resources.StorageContainer(stack, f"c{number}", name="sales", storage_account=account)
    for wrong in (registry, "st", stack, resources.StorageAccount, GROUP):
        with pytest.raises(ArgumentError, match="storage_account is "):
            resources.StorageContainer(stack, "wrong", name="sales", storage_account=wrong)  # type: ignore[arg-type]


def test_resource_groups_are_taken_in_every_form(stack: TerraformStack) -> None:
    plain = azurerm.resource_group.ResourceGroup(stack, "plain", name="rg", location="westeurope")
    known = resources.KnownResourceGroup(ResourceId("0000", "rg"), "westeurope")
    groups = [GROUP, known, plain, resources.ResourceGroup(stack, "g", name="rg", location="westeurope"), OfATeam()]
    for number, group in enumerate(groups):
        vault(stack, f"vault{number}", group)
    of_a_vault = resources.KnownResourceGroup(VAULT, "westeurope")
    for wrong in (vault(stack), of_a_vault, SUBSCRIPTION):
        with pytest.raises(ArgumentError, match="resource_group is "):
            vault(stack, "wrong", wrong)


def endpoint(stack: TerraformStack, id_: str, target: Any, subresource: str) -> None:
    resources.PrivateEndpoint(
        stack,
        id_,
        name="pep-mine",
        resource_group=GROUP,
        location="westeurope",
        target=target,
        subresource=subresource,
        subnet=SUBNET,
        private_dns_zone_ids=None,
    )


def test_a_private_link_leads_to_a_sub_resource_of_its_target(stack: TerraformStack) -> None:
    for number, (target, subresource) in enumerate(
        [
            (vault(stack), "vault"),
            (ACCOUNT, "blob"),
            (ACCOUNT, "web_secondary"),
            (ACCOUNT, "${var.subresource}"),
            (SUBSCRIPTION.resource("Microsoft.Web/sites", "site"), "sites"),
            (OfATeam(), "sites"),
        ]
    ):
        endpoint(stack, f"endpoint{number}", target, subresource)
    with pytest.raises(ArgumentError, match=r"subresource is 'valt' \(str\), allowed: .* of the target: vault$"):
        endpoint(stack, "wrong", vault(stack, "other"), "valt")
    with pytest.raises(ArgumentError, match="blob, dfs, file, queue, table, web$"):
        endpoint(stack, "wrong", ACCOUNT, "vault")


@pytest.mark.parametrize(
    "construct",
    [
        resources.PrivateEndpoint,
        resources.PrivateEndpointRule,
        resources.DataFactoryManagedEndpoint,
        resources.SynapseManagedEndpoint,
    ],
)
def test_every_private_link_is_compared_with_its_target(construct: type[Construct]) -> None:
    wrong = {"target": MACHINE_LEARNING, "subresource": "blob"}
    assert "of the target: amlworkspace" in parameters.objection_to(construct.__init__, wrong)


def test_the_table_of_sub_resources_has_the_type_of_each() -> None:
    assert {row["of"] for row in tables.read("private_link").values()} <= set(names.rules())
    exposed = tables.read("exposure")
    for kind, row in exposed["terraform"].items():
        for need in row.get("endpoints", ()) if isinstance(row, dict) else ():
            arm = row.get("arm_type")
            if arm is not None:
                assert set(need["subresources"]) <= set(clouds.subresources_of(arm)), kind


def test_items_and_fields_are_compared_too(stack: TerraformStack) -> None:
    rule = resources.FirewallRule("sign-in", "10.0.0.0/24", (), ())  # type: ignore[arg-type]
    policy = SUBSCRIPTION.resource("Microsoft.Network/firewallPolicies", "hub")
    with pytest.raises(ArgumentError, match=r"rules\[0\]\.\w+ is '10.0.0.0/24' \(str\), allowed: a list of text"):
        resources.FirewallRules(stack, "rules", name="rcg", firewall_policy=policy, priority=500, rules=[rule])


@pytest.mark.parametrize(("scope", "id_", "said"), [(None, "v", "scope is None"), ("mine", "v", "scope is 'mine'")])
def test_the_scope_is_a_construct(scope: Any, id_: Any, said: str) -> None:
    with pytest.raises(ArgumentError, match=said):
        vault(scope, id_)


@pytest.mark.parametrize("id_", ["", None, 3])
def test_the_id_is_text(stack: TerraformStack, id_: Any) -> None:
    with pytest.raises(ArgumentError, match="KeyVault in 'mine': the id is "):
        vault(stack, id_)
