from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure_data_landing_zone.azure import subnets


def spaces(longest: int) -> st.SearchStrategy[ipaddress.IPv4Network]:
    return st.builds(
        lambda address, prefix: ipaddress.IPv4Network((address, prefix), strict=False),
        st.integers(0, 2**32 - 1),
        st.integers(8, longest),
    )


@given(spaces(25))
def test_slots_lie_inside_the_space_and_apart(space: ipaddress.IPv4Network) -> None:
    ranges = [subnets.allocate(slot, space) for slot in subnets.slots().values()]
    assert all(found.subnet_of(space) for found in ranges)
    assert not any(a.overlaps(b) for i, a in enumerate(ranges) for b in ranges[:i])


def test_slots_never_move() -> None:
    space = ipaddress.IPv4Network("10.20.0.0/20")
    assert {name: str(subnets.allocate(slot, space)) for name, slot in subnets.slots().items()} == {
        "endpoints": "10.20.0.0/24",
        "integration": "10.20.1.0/24",
        "training": "10.20.2.0/23",
        "databricks_public": "10.20.4.0/24",
        "databricks_private": "10.20.5.0/24",
        "scoring": "10.20.8.0/22",
    }


def test_says_how_large_a_space_must_be() -> None:
    with pytest.raises(ValueError, match="'endpoints'.*a /25 or larger"):
        subnets.allocate(subnets.slots()["endpoints"], ipaddress.IPv4Network("10.0.0.0/26"))
