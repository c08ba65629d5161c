"""Roles of groups in the resource groups of products."""

from __future__ import annotations

from collections.abc import Callable

from access_support import ENGINEERS, OTHERS, assignments, granted
from support import Json, Stack

Synth = Callable[[Json], dict[str, Stack]]
SCIENTISTS = "22222222-2222-2222-2222-222222222222"


def test_a_group_that_products_share_gets_each_role_once(synth: Synth, zone: Json) -> None:
    zone["groups"] = {"data_scientists": SCIENTISTS}
    zone["products"].append({"name": "fraud", "environments": ["dev", "prod"], "data": {"read": ["curated/sales"]}})
    zone["products"][0]["groups"] = {"data_scientists": OTHERS}
    access = synth(zone)["access"]
    assert granted(access, SCIENTISTS) == {
        ("Storage Blob Data Reader", "sales"): 1,
        ("Storage Blob Data Contributor", "churn-dev"): 1,
        ("Storage Blob Data Reader", "churn-prod"): 1,
        ("Storage Blob Data Contributor", "fraud-dev"): 1,
        ("Storage Blob Data Reader", "fraud-prod"): 1,
    }
    assert {where for _, where in granted(access, OTHERS)} == {"sales", "churn-dev", "churn-prod"}
    assert all(body["principal_type"] == "Group" for body in assignments(access))


def test_a_role_that_another_one_contains_is_left_out(synth: Synth, zone: Json) -> None:
    zone["groups"] = {"data_engineers": ENGINEERS, "data_scientists": ENGINEERS}
    on_sales = [found for found, where in granted(synth(zone)["access"], ENGINEERS) if where == "sales"]
    assert on_sales == ["Storage Blob Data Contributor"]
