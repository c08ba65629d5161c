from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure_data_landing_zone.azure import names
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
