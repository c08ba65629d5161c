"""Terraform variables for secrets."""

from __future__ import annotations

from typing import Any

from azure_data_landing_zone.patterns.variables import sensitive_variable
from resource_support import Built, assert_sets


def test_sets_one_sensitive_variable_however_often_it_is_used(built: Built) -> None:
    uses: list[str] = []

    def build(scope: Any) -> None:
        uses.extend(sensitive_variable(scope, "token", "A token") for _ in range(2))

    variables = built(build).document["variable"]
    assert uses == ["${var.token}"] * 2
    assert list(variables) == ["token"]
    assert_sets(variables["token"], type="string", sensitive=True, nullable=False, description="A token")
