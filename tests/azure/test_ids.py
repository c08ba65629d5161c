from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure_data_landing_zone.azure.ids import ResourceId

NAME = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,30}", fullmatch=True)
SUBNETS = "Microsoft.Network/virtualNetworks/subnets"


@given(subscription=st.uuids(), group=NAME, network=NAME, subnet=NAME)
def test_what_is_built_is_what_is_parsed(subscription: object, group: str, network: str, subnet: str) -> None:
    built = (
        ResourceId(str(subscription), group)
        .resource("Microsoft.Network/virtualNetworks", network)
        .child("subnets", subnet)
    )
    assert ResourceId.parse(str(built), SUBNETS) == built
    assert built.parent.name == network
    assert built.type == SUBNETS


@given(subscription=st.uuids(), group=NAME, network=NAME, subnet=NAME)
def test_gives_an_id_in_any_case_its_documented_spelling(
    subscription: object, group: str, network: str, subnet: str
) -> None:
    text = f"/SUBSCRIPTIONS/{subscription}/resourcegroups/{group}/PROVIDERS/microsoft.network/VIRTUALNETWORKS/{network}/Subnets/{subnet}"
    assert str(ResourceId.parse(text, SUBNETS)) == (
        f"/subscriptions/{subscription}/resourceGroups/{group}/providers/{SUBNETS.rsplit('/', 1)[0]}/{network}/subnets/{subnet}"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("westeurope", "must begin with /subscriptions"),
        ("/subscriptions/a/resourceGroups/g", "is the id of a Microsoft.Resources/resourceGroups"),
        ("/subscriptions/a/resourceGroups/g/providers/Microsoft.Network/virtualNetworks", "do not pair up"),
        ("/subscriptions/a/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v", "expected one of a"),
        ("/subscriptions//resourceGroups/g", "must begin with"),
    ],
)
def test_refuses_what_is_no_id_of_the_type(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        ResourceId.parse(text, SUBNETS)
