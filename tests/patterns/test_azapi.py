"""The azapi provider is declared where a stack needs it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from support import APPS, Stack

Apps = Callable[[str], dict[str, Stack]]


@pytest.mark.parametrize("app", APPS)
def test_a_stack_declares_the_provider_once_if_it_uses_it(app_stacks: Apps, app: str) -> None:
    for name, stack in app_stacks(app).items():
        uses = any(address.removeprefix("data.").startswith("azapi_") for address in stack.addresses())
        assert len(stack.document["provider"].get("azapi", [])) == int(uses), name


def test_sets_the_subscription_of_the_landing_zone(app_stacks: Apps) -> None:
    assert app_stacks("contoso")["quota"].document["provider"]["azapi"] == [
        {
            "environment": "public",
            "skip_provider_registration": True,
            "subscription_id": "00000000-0000-0000-0000-000000000000",
            "tenant_id": "11111111-1111-1111-1111-111111111111",
        }
    ]
