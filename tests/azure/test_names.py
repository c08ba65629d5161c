from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure_data_landing_zone.azure import names, tables
from azure_data_landing_zone.azure.names import Uniqueness

WORD = st.from_regex(r"[a-z][a-z0-9]{1,11}", fullmatch=True)
SLUG = st.from_regex(r"[a-z][a-z0-9]{1,9}(-[a-z0-9]{1,6}){0,2}", fullmatch=True)


def parts(type_: str, zone: str, product: str, environment: str) -> dict[str, str]:
    return {
        "abbreviation": names.rules()[type_].abbreviation,
        "landing_zone": zone,
        "product": product,
        "environment": environment,
        "region": "weu",
        "instance": "001",
    }


@pytest.mark.parametrize("type_", [t for t, rule in names.rules().items() if rule.unique is Uniqueness.GLOBAL])
@given(zone=WORD, product=SLUG, environment=WORD)
def test_a_global_name_always_fits_and_ends_in_its_suffix(
    type_: str, zone: str, product: str, environment: str
) -> None:
    suffix = names.stable_suffix("sub", zone, product, environment, type_)
    name = names.build(
        names.rules()[type_], names.DEFAULT_PATTERN, parts(type_, zone, product, environment), suffix=suffix
    )
    assert names.rules()[type_].objection(name) == ""
    assert name.endswith(suffix)


def test_follows_the_cloud_adoption_framework() -> None:
    rule = names.rules()["resource_group"]
    name = names.build(rule, names.DEFAULT_PATTERN, parts("resource_group", "contoso", "churn", "dev"))
    assert name == "rg-contoso-churn-dev-weu-001"


def test_leaves_out_instance_region_and_landing_zone_while_too_long() -> None:
    rule = names.rules()["machine_learning_workspace"]

    def build(product: str) -> str:
        return names.build(rule, names.DEFAULT_PATTERN, parts(rule.type, "contoso", product, "staging"))

    assert build("abc") == "mlw-contoso-abc-staging-weu-001"
    assert build("abcdefg") == "mlw-contoso-abcdefg-staging-weu"
    assert build("abcdefghijk") == "mlw-contoso-abcdefghijk-staging"
    assert build("abcdefghijklmn") == "mlw-abcdefghijklmn-staging"


def test_says_why_a_name_is_not_allowed() -> None:
    assert "has 2 characters, allowed are 3 to 24" in names.rules()["storage_account"].objection("st")
    assert "is not what Azure allows" in names.rules()["storage_account"].objection("With-Dash")


def test_the_suffix_depends_on_every_part_of_the_identity() -> None:
    one = names.stable_suffix("a", "b", "c")
    assert one == names.stable_suffix("a", "b", "c")
    assert len({one, names.stable_suffix("x", "b", "c"), names.stable_suffix("a", "x", "c")}) == 3
    # A published value: names of deployed resources depend on it.
    assert names.stable_suffix("00000000-0000-0000-0000-000000000000", "contoso", "churn", "dev") == "xp6ep"


@given(st.text(max_size=40))
def test_placeholders_never_fails_but_with_a_reason(text: str) -> None:
    try:
        assert isinstance(names.placeholders(text), set)
    except ValueError as error:
        assert str(error)


#: A name that Azure allows and one that it refuses, by type in Terraform or in Azure.
EXAMPLES = {
    "azurerm_resource_group": ("rg-mine", "rg mine"),
    "azurerm_monitor_action_group": ("ag mine", "ag<>/x%"),
    "azurerm_monitor_metric_alert": ("m (mine)", "m*#&/?"),
    "azurerm_monitor_scheduled_query_rules_alert_v2": ("log (mine)", "a*b/c%"),
    "azurerm_monitor_activity_log_alert": ("health (mine)", "a|b"),
    "azurerm_subnet_service_endpoint_storage_policy": ("se-mine", "a b/c"),
    "azurerm_eventgrid_system_topic": ("topic-mine", "a_b c"),
    "azurerm_monitor_private_link_scope": ("ampls(my)-x", "a b/c"),
    "azurerm_consumption_budget_resource_group": ("budget_mine", "b/ b?"),
    "azurerm_consumption_budget_subscription": ("budget_mine", "b/ b?"),
    "azurerm_private_dns_zone_virtual_network_link": ("link.mine", "a/b c"),
    "Microsoft.Network/virtualNetworks/subnets": ("snet-mine", "snet mine/x"),
    "azurerm_storage_container": ("my-container", "My_C/ontainer"),
    "azurerm_machine_learning_compute_cluster": ("cpu-cluster", "cpu_cluster!!"),
    "azurerm_machine_learning_synapse_spark": ("spark-small", "spark_small"),
    "azurerm_machine_learning_datastore_datalake_gen2": ("sales_curated", "_sales"),
    "azurerm_synapse_spark_pool": ("small", "small-pool"),
    "azurerm_synapse_sql_pool": ("sql pool!", "sql-pool"),
    "azurerm_private_dns_zone": ("privatelink.blob.core.windows.net", "not a zone!"),
    "azurerm_data_factory_integration_runtime_azure": ("ir-managed", "ir_managed"),
    "azurerm_data_factory_integration_runtime_self_hosted": ("ir-own", "-own"),
}


@pytest.mark.parametrize(("type_", "allowed", "refused"), [(type_, *pair) for type_, pair in EXAMPLES.items()])
def test_the_form_of_a_name_is_known_by_the_type_in_terraform_and_in_azure(
    type_: str, allowed: str, refused: str
) -> None:
    form = names.forms()[type_]
    assert form.objection(allowed) == ""
    assert "is not what Azure allows for a" in form.objection(refused)


def test_every_further_form_has_an_example_and_words() -> None:
    further = {type_ for row in tables.read("further_names").values() for type_ in row["terraform"]}
    mapped = {type_ for row in tables.read("names").values() for type_ in row.get("terraform", ())}
    assert further | mapped <= EXAMPLES.keys()


@pytest.mark.parametrize(
    ("type_", "shortest", "longest"),
    [
        ("azurerm_storage_container", 3, 63),
        ("azurerm_machine_learning_compute_cluster", 3, 32),
        ("azurerm_machine_learning_synapse_spark", 3, 16),
        ("azurerm_machine_learning_datastore_datalake_gen2", 1, 255),
        ("azurerm_synapse_spark_pool", 1, 15),
        ("azurerm_synapse_sql_pool", 1, 60),
        ("azurerm_data_factory_integration_runtime_azure", 3, 63),
    ],
)
def test_the_length_of_a_name_is_limited(type_: str, shortest: int, longest: int) -> None:
    form = names.forms()[type_]
    allowed = [length for length in range(300) if not form.objection("a" * length)]
    assert allowed == list(range(shortest, longest + 1))


def test_containers_of_azure_itself_have_names_of_their_own() -> None:
    form = names.forms()["azurerm_storage_container"]
    assert [name for name in ("$web", "$root", "$logs", "$mine", "a--b", "ab-") if not form.objection(name)] == [
        "$web",
        "$root",
        "$logs",
    ]


@pytest.mark.parametrize("name", ["net", "a..b", f"{'a' * 64}.net", ".".join(["a"] * 35)])
def test_a_dns_zone_has_two_to_34_labels_of_at_most_63_characters(name: str) -> None:
    assert names.forms()["azurerm_private_dns_zone"].objection(name)
    assert not names.forms()["azurerm_private_dns_zone"].objection(".".join(["a" * 63, *["a"] * 33]))
