"""The comment on a pull request: it fits, and nothing in it is taken for something else."""

from __future__ import annotations

import re

from azure_data_landing_zone.changes import as_markdown, compare
from support import Json


def stacks(count: int, **arguments: object) -> dict[str, Json]:
    return {
        f"p{number:03}-dev": {
            "resource": {"azurerm_key_vault": {f"v{n}": {"name": "kv", **arguments} for n in range(30)}}
        }
        for number in range(count)
    }


def test_it_fits_whatever_changes_and_what_is_lost_stands_first() -> None:
    after = stacks(400, tags={"a": "b" * 100})
    del after["p399-dev"]["resource"]["azurerm_key_vault"]["v7"]
    text = as_markdown(compare(stacks(400), after))
    assert len(text) <= 65_000
    assert text.count("<details") == text.count("</details>")
    assert text.count("```") % 2 == 0
    assert "LOST: kv (p399-dev): is destroyed; lost is its secrets" in text
    # The stack with the loss stands before all others.
    assert re.findall(r"<b>(\S+):", text)[0] == "p399-dev"
    told = len(re.findall(r"<b>", text)) + len(re.findall(r"^- p\d+", text, re.MULTILINE))
    left = re.search(r"(\d+) more stacks change", text)
    assert told + (int(left.group(1)) if left else 0) == 400


def test_many_losses_fit_too() -> None:
    text = as_markdown(compare(stacks(400), {}))
    assert len(text) <= 65_000


def test_values_are_no_markup() -> None:
    evil = "```\n</details><img src=x> @everyone"
    before, after = ({"s": {"resource": {"azurerm_key_vault": {"v": {"name": name}}}}} for name in ("kv", evil))
    text = as_markdown(compare(before, after))
    head, _, fold = text.partition("<details")
    assert "<img" not in head
    assert "@everyone" not in head
    assert fold.count("```") == 2


def test_code_in_a_message_stays_code_and_half_a_mark_is_none() -> None:
    before = {"a-dev": stacks(1)["p000-dev"], "core": {}}
    after = {"b-dev": stacks(1)["p000-dev"], "core": {}}
    assert "keep the key: `name: a`" in as_markdown(compare(before, after))
    odd = {"s": {"resource": {"azurerm_storage_account": {"x": {"name": "half`<b>"}}}}}
    head = as_markdown(compare(odd, {"s": {}})).partition("<details")[0]
    assert "half\\`&lt;b&gt;" in head


def test_comments_of_several_landing_zones_are_told_apart() -> None:
    found = compare({}, stacks(1))
    assert as_markdown(found).splitlines()[0] == "<!-- adlz diff -->"
    assert as_markdown(found, key="acme").splitlines()[0] == "<!-- adlz diff acme -->"


def test_no_changes() -> None:
    assert "No changes." in as_markdown(compare(stacks(1), stacks(1)))
