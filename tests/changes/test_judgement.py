"""What a change loses, moves, opens and gives, rule by rule, on stacks small enough to read."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

import pytest

from azure_data_landing_zone.azure import tables
from azure_data_landing_zone.changes import Effect, Rule, compare, lines
from support import Json

ZERO = "00000000-0000-0000-0000-000000000000"
ONES = "11111111-1111-1111-1111-111111111111"
GROUP = "22222222-2222-2222-2222-222222222222"
READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7"
OWNER = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635"


def resource(type_: str, key: str = "x", **arguments: Any) -> Json:
    return {type_: {key: arguments}}


def stack(*resources: Mapping[str, Any], purges: bool = False, **more: Any) -> Json:
    """A stack as ours are: a provider block that tells its lifecycle, and a resource group."""
    found: dict[str, dict[str, Any]] = {
        "azurerm_resource_group": {
            "g": {"name": "rg-zone-weu", "location": "westeurope", "tags": {"landing-zone": "zone"}}
        }
    }
    for one in resources:
        for type_, named in one.items():
            found.setdefault(type_, {}).update(copy.deepcopy(named))
    features = [{"key_vault": [{"purge_soft_delete_on_destroy": purges}]}]
    provider = {"subscription_id": ZERO, "tenant_id": ONES, "environment": "public", "features": features}
    return {"provider": {"azurerm": [provider]}, "resource": found, **more}


def subnet(range_: str, name: str = "snet-endpoints", key: str = "endpoints") -> Json:
    return resource(
        "azapi_resource",
        key,
        type="Microsoft.Network/virtualNetworks/subnets@2024-05-01",
        name=name,
        body={"properties": {"addressPrefix": range_}},
        **{"//": {"metadata": {"path": f"core/network/subnet-{key}"}}},
    )


def network(*spaces: str) -> Json:
    return resource("azurerm_virtual_network", name="vnet", address_space=list(spaces))


def role(role_: str = READER, principal: str = GROUP, scope: str = "/subscriptions/x/resourceGroups/g") -> Json:
    return resource("azurerm_role_assignment", role_definition_id=f"/x/{role_}", principal_id=principal, scope=scope)


def effects(before: Json, after: Json, **options: Any) -> tuple[Effect, ...]:
    return compare({"s": before}, {"s": after}, **options).effects


VAULT = resource("azurerm_key_vault", name="kv", location="westeurope", public_network_access_enabled=False)
LOCK = resource("azurerm_management_lock", name="lock", lock_level="CanNotDelete")
NAMELESS = {"access": "Allow", "destination_address_prefix": "AzureActiveDirectory"}
RULE = {"name": "out", "access": "Allow", "destination_address_prefix": "AzureActiveDirectory"}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param(stack(VAULT), stack(VAULT), [], id="nothing"),
        pytest.param(stack(VAULT), stack(), [(Rule.LOST, "kv", True)], id="a vault is destroyed"),
        pytest.param(
            stack(VAULT, purges=True), stack(purges=True), [(Rule.LOST, "kv", False)], id="a disposable one, too"
        ),
        pytest.param(
            stack(VAULT),
            stack(purges=True),
            [(Rule.LOST, "kv", True), (Rule.LIFECYCLE, "s", False)],
            id="a lifecycle that falls in the same change excuses nothing",
        ),
        pytest.param(
            stack(VAULT),
            stack({"azurerm_key_vault": {"x": {**VAULT["azurerm_key_vault"]["x"], "name": "other"}}}),
            [(Rule.LOST, "kv", True), (Rule.RENAMED, "kv", True)],
            id="another name: the one that exists is told",
        ),
        pytest.param(stack(LOCK), stack(), [(Rule.UNPROTECTED, "lock", False), (Rule.DESTROYED, "lock", False)]),
        pytest.param(
            stack(
                {
                    "azurerm_key_vault": {
                        "x": {**VAULT["azurerm_key_vault"]["x"], "lifecycle": {"prevent_destroy": True}}
                    }
                }
            ),
            stack(VAULT),
            [(Rule.UNPROTECTED, "azurerm_key_vault.x", False)],
            id="prevent_destroy is removed",
        ),
        pytest.param(
            stack(),
            stack(resource("azurerm_resource_group_policy_exemption", name="waiver")),
            [(Rule.UNPROTECTED, "waiver", False)],
        ),
        pytest.param(
            stack(VAULT),
            stack(
                {"azurerm_key_vault": {"x": {**VAULT["azurerm_key_vault"]["x"], "public_network_access_enabled": True}}}
            ),
            [(Rule.OPENED, "kv", False)],
            id="a public address",
        ),
        pytest.param(stack(), stack(resource("azurerm_network_security_rule", **RULE)), [(Rule.OPENED, "out", False)]),
        pytest.param(stack(), stack(resource("azurerm_network_security_rule", **(RULE | {"access": "Deny"}))), []),
        pytest.param(
            stack(resource("azurerm_network_security_rule", **RULE)),
            stack(resource("azurerm_network_security_rule", **(RULE | {"destination_address_prefix": "Internet"}))),
            [(Rule.OPENED, "out", False)],
        ),
        pytest.param(stack(), stack(role()), [(Rule.GAINED, "g", False)], id="a role is assigned"),
        pytest.param(
            stack(role()),
            stack(role(OWNER)),
            [(Rule.GAINED, "g", False), (Rule.REPLACED, "", False)],
            id="another role",
        ),
        pytest.param(
            stack(role(principal="${azurerm_user_assigned_identity.i.principal_id}")),
            stack(role(principal="${azurerm_user_assigned_identity.j.principal_id}")),
            [(Rule.REPLACED, "", False)],
            id="an identity under another address gains nothing",
        ),
        pytest.param(stack(role()), stack(), [(Rule.DESTROYED, "", False)], id="a right that is taken away is no gain"),
        pytest.param(
            stack(resource("azurerm_federated_identity_credential", name="main", subject="repo:a/b")),
            stack(resource("azurerm_federated_identity_credential", name="main", subject="repo:a/*")),
            [(Rule.GAINED, "main", False)],
        ),
        pytest.param(
            stack(resource("azurerm_key_vault", name="kv", public_network_access_enabled=False)),
            stack(
                resource(
                    "azurerm_key_vault", name="kv", public_network_access_enabled=False, purge_protection_enabled=True
                )
            ),
            [],
            id="a setting that was left out says nothing about the way back",
        ),
        pytest.param(
            stack(resource("azurerm_log_analytics_workspace", name="log", retention_in_days=90)),
            stack(resource("azurerm_log_analytics_workspace", name="log", retention_in_days=30)),
            [(Rule.LOST, "log", False)],
            id="logs that are deleted earlier",
        ),
        pytest.param(
            stack(resource("azurerm_log_analytics_workspace", name="log", retention_in_days=30)),
            stack(resource("azurerm_log_analytics_workspace", name="log", retention_in_days=90)),
            [],
        ),
    ],
)
def test_each_effect_has_its_rule(before: Json, after: Json, expected: list[tuple[Rule, str, bool]]) -> None:
    found = effects(before, after)
    assert sorted((one.rule.value, one.name, one.refused) for one in found) == sorted(
        (rule.value, name, refused) for rule, name, refused in expected
    )


def test_settings_that_never_go_back_are_told_in_both_directions() -> None:
    on, off = (
        stack(
            resource("azurerm_key_vault", name="kv", public_network_access_enabled=False, purge_protection_enabled=on)
        )
        for on in (True, False)
    )
    (forward,) = effects(off, on)
    assert (forward.rule, forward.refused) == (Rule.IRREVERSIBLE, False)
    assert "purge_protection_enabled becomes true" in forward.what
    back = effects(on, off)
    assert [(one.rule, one.refused) for one in back if one.refused] == [(Rule.ONE_WAY, True)]


@pytest.mark.parametrize(
    ("before", "after", "name", "remedy"),
    [
        pytest.param(
            (("10.0.0.0/20",), "10.0.0.0/24"),
            (("10.0.0.0/19",), "10.0.0.0/23"),
            "snet-endpoints (10.0.0.0/24 to 10.0.0.0/23, grows)",
            "append instead of widening, `network: {address_space: [10.0.0.0/20, 10.0.16.0/20]}`",
            id="the range of the network is widened",
        ),
        pytest.param(
            (("10.0.0.0/20",), "10.0.0.0/24"),
            (("10.0.0.0/20",), "10.0.0.0/25"),
            "snet-endpoints (10.0.0.0/24 to 10.0.0.0/25, shrinks)",
            "`network: {subnets: {endpoints: {address_prefix: 10.0.0.0/24}}}`",
            id="a subnet shrinks",
        ),
        pytest.param(
            (("10.0.0.0/20",), "10.0.0.0/24"),
            (("10.1.0.0/20", "10.0.0.0/20"), "10.1.0.0/24"),
            "snet-endpoints (10.0.0.0/24 to 10.1.0.0/24, moves)",
            "keep the first range, `network: {address_space: [10.0.0.0/20]}`",
            id="a range is put before the first",
        ),
    ],
)
def test_a_subnet_that_moves_is_refused_with_the_lines_to_write(
    before: tuple[tuple[str, ...], str], after: tuple[tuple[str, ...], str], name: str, remedy: str
) -> None:
    was, now = (stack(network(*spaces), subnet(range_)) for spaces, range_ in (before, after))
    (moved,) = [one for one in effects(was, now) if one.refused]
    assert (moved.rule, moved.name) == (Rule.MOVED, name)
    assert remedy in moved.remedy


def test_subnets_that_are_swapped_are_both_refused() -> None:
    first, second = "10.0.0.0/25", "10.0.0.128/25"
    was = stack(subnet(first), subnet(second, "snet-training", "training"))
    now = stack(subnet(second), subnet(first, "snet-training", "training"))
    assert [one.rule for one in effects(was, now) if one.refused] == [Rule.MOVED, Rule.MOVED]


def test_a_range_that_is_appended_moves_nothing() -> None:
    was, now = (
        stack(network(*spaces), subnet("10.0.0.0/24")) for spaces in (["10.0.0.0/20"], ["10.0.0.0/20", "10.1.0.0/20"])
    )
    assert effects(was, now) == ()
    # The other way round a range leaves the network.
    assert [one.rule for one in effects(now, was)] == [Rule.MOVED]


def provider(**changes: str) -> Json:
    made = stack(VAULT)
    made["provider"]["azurerm"][0].update(changes)
    return made


@pytest.mark.parametrize(
    ("after", "rule"),
    [
        (provider(subscription_id=GROUP), Rule.SUBSCRIPTION),
        (provider(tenant_id=GROUP), Rule.TENANT),
        (provider(environment="china"), Rule.CLOUD),
    ],
)
def test_what_concerns_everything_has_a_sentence_of_its_own(after: Json, rule: Rule) -> None:
    first = effects(stack(VAULT), after)[0]
    assert (first.rule, first.refused, first.stack) == (rule, True, "")


def test_a_region_is_told_once_a_stack_and_new_names_follow_from_it() -> None:
    after = stack(VAULT)
    after["resource"]["azurerm_resource_group"]["g"] |= {"name": "rg-zone-neu", "location": "northeurope"}
    found = effects(stack(VAULT), after)
    assert found[0].rule is Rule.REGION
    assert "from westeurope to northeurope" in found[0].what
    assert not {Rule.RENAMED, Rule.NAMING} & {one.rule for one in found}


def test_a_region_changes_if_all_own_groups_of_a_stack_move() -> None:
    """A group that a fragment or a program adds may move alone."""
    more = resource("azurerm_resource_group", "more", name="rg-more", location="westeurope")
    after = stack(VAULT, more)
    after["resource"]["azurerm_resource_group"]["more"]["location"] = "northeurope"
    assert Rule.REGION not in {one.rule for one in effects(stack(VAULT, more), after)}
    after["resource"]["azurerm_resource_group"]["g"]["location"] = "northeurope"
    del after["resource"]["azurerm_resource_group"]["more"]["location"]
    [found] = [one for one in effects(stack(VAULT, more), after) if one.rule is Rule.REGION]
    assert found.address == "azurerm_resource_group.g"


def test_a_null_is_no_change_of_a_rule() -> None:
    def of(*rules: Json, single: bool = False) -> Json:
        given = rules[0] if single else [*rules]
        return stack(resource("azurerm_network_security_group", name="nsg", security_rule=given))

    null = {**RULE, "description": None}
    for before, after in (
        (of(null), of(RULE)),
        (of({**RULE, "description": "x"}), of(null)),
        (of(null), of(RULE, single=True)),
        # Without names, rules are told apart by what they say.
        (of({**null, "name": None}, {"access": "Deny"}), of({"access": "Deny"}, NAMELESS)),
    ):
        assert Rule.UNPROTECTED not in {one.rule for one in effects(before, after)}
    found = effects(of(null, single=True), of(RULE, {**RULE, "name": "other"}))
    assert [one.what for one in found] == ["a rule is added to the security group"]
    assert Rule.UNPROTECTED in {one.rule for one in effects(of(null, {**RULE, "name": "b"}), of(RULE))}


def test_a_rule_of_a_rule_collection_counts() -> None:
    def of(*rules: Json) -> Json:
        collection = {"name": "c", "rule": [*rules]}
        type_ = "azurerm_firewall_policy_rule_collection_group"
        return stack(resource(type_, name="g", network_rule_collection=collection))

    one, other = ({"name": name, "destination_addresses": ["1.2.3.4"]} for name in ("a", "b"))
    assert [found.rule for found in effects(of(one), of(one, other))] == [Rule.OPENED]
    assert effects(of(one), of({**one, "description": "x"})) == ()


def test_an_output_of_another_landing_zone_is_recognized() -> None:
    after = stack(VAULT)
    after["resource"]["azurerm_resource_group"]["g"]["tags"] = {"landing-zone": "other"}
    first = effects(stack(VAULT), after)[0]
    assert (first.rule, first.refused) == (Rule.LANDING_ZONE, True)
    assert "of the landing zone 'zone', and these of 'other'" in first.what


def test_a_naming_convention_is_recognized_by_names_of_several_stacks() -> None:
    before = {"s": stack(VAULT), "t": stack(VAULT)}
    after = copy.deepcopy(before)
    for name in after:
        after[name]["resource"]["azurerm_key_vault"]["x"]["name"] = "kv-other"
    found = compare(before, after).effects
    assert (found[0].rule, found[0].refused) == (Rule.NAMING, True)
    assert "the names of 2 resources in 2 stacks change" in found[0].what


def test_what_the_configuration_removes_is_not_refused() -> None:
    state = resource("azurerm_storage_container", name="old-dev", storage_account_id="/x")
    before = {"bootstrap": stack(state), "core": stack(state), "old-dev": stack(VAULT)}
    after = {"bootstrap": stack(), "core": stack()}
    assert {one.stack for one in compare(before, after).effects if one.refused} == {"bootstrap", "core", "old-dev"}
    kept = compare(before, after, removed=["old-dev"]).effects
    assert {one.stack for one in kept if one.refused} == {"core"}
    assert not any(one.refused for one in compare(before, after, removed=["old-dev"], deleted=["old-dev"]).effects)


def test_an_assignment_that_follows_a_new_id_gives_nothing() -> None:
    """The scope is the same resource under another name."""

    def at(name: str) -> dict[str, Json]:
        account = f"/subscriptions/{ZERO}/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/{name}"
        return {
            "core": stack(resource("azurerm_storage_account", name=name, resource_group_name="rg")),
            "s": stack(role(scope=f"{account}/blobServices/default/containers/sales")),
        }

    assert Rule.GAINED not in {one.rule for one in compare(at("sta"), at("stb")).effects}


def test_twenty_times_the_same_is_one_line_and_ten_lines_are_the_most() -> None:
    many = [Effect(Rule.LOST, f"p{n % 3}", f"st{n:02}", "is destroyed; lost is all data in it") for n in range(20)]
    assert list(lines(many)) == ["LOST: st00, st01, st02 and 17 more (3 stacks): is destroyed; lost is all data in it"]
    different = [Effect(rule, "s", "x", f"{rule} {n}", address=str(n)) for rule in Rule for n in range(3)]
    told = list(lines(different))
    assert len(told) == 10
    assert told[0].startswith("LANDING-ZONE")
    assert told[-1].startswith("and ")


def test_the_most_severe_comes_first() -> None:
    ordered = [Effect(rule, "s", "x", rule.value) for rule in reversed(Rule)]
    told = [line.partition(":")[0].lower() for line in lines(ordered, longest=50)]
    assert told == [rule.value for rule in Rule]


def test_every_row_of_the_table_can_be_read() -> None:
    words = {"added", "destroyed", "more", "fewer", "lower", "higher", "off", "on", "differs"}
    for type_, rows in tables.read("effects").items():
        for row in rows:
            assert row["change"] in words, type_
            assert Rule(row["rule"]), type_
            assert ("argument" in row) is (row["change"] not in ("added", "destroyed")), type_
