"""The same result of several stacks is told once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from azure_data_landing_zone.checks import Level, Result, preflight
from azure_data_landing_zone.checks.together import together
from azure_data_landing_zone.cli.preflight import print_preflight
from azure_data_landing_zone.cli.terminal import Console
from azure_data_landing_zone.config import Place
from azure_data_landing_zone.testing import Synthesized


def result(stack: str, level: Level = Level.ACCEPTED, line: int = 1, **more: str) -> Result:
    product = stack.rpartition("-")[0]
    reason = f"telemetry may be sent with a key alone (products.{product}.workspace.insights)"
    place = Place(f"products/{product}.yaml" if line else "landing-zone.yaml", line or 7)
    values = {"rule": "key", "message": "telemetry is sent with a key", "address": "a.b", "reason": reason, **more}
    return Result("exposure", level=level, stack=stack, place=place, **values)


def test_accepted_results_of_several_products_are_one() -> None:
    (one,) = together(result(f"{name}-dev") for name in ("churn", "fraud", "lab", "scoring"))
    assert (one.count, one.where) == (4, "4 stacks (churn-dev, fraud-dev, lab-dev and 1 more)")
    assert one.reason == "telemetry may be sent with a key alone (products.*.workspace.insights)"
    assert len(one.places) == 4


def test_results_of_one_product_keep_its_name() -> None:
    (one,) = together([result("churn-dev"), result("churn-prod")])
    assert one.where == "churn-dev, churn-prod"
    assert one.reason.endswith("(products.churn.workspace.insights)")
    assert one.places == (Place("products/churn.yaml", 1),)


def test_other_findings_stay_apart() -> None:
    others = [result("lab-dev", message="other"), result("lab-dev", address="c.d"), result("lab-dev", rule="other")]
    assert len(together([result("churn-dev"), *others, result("lab-dev", reason="another one")])) == 5


def test_what_is_refused_is_one_if_one_line_causes_it() -> None:
    own = [result("churn-dev", Level.REFUSED), result("lab-dev", Level.REFUSED)]
    assert [one.where for one in together(own)] == ["churn-dev", "lab-dev"]
    default = [result("churn-dev", Level.REFUSED, 0), result("lab-dev", Level.REFUSED, 0)]
    assert [one.where for one in together(default)] == ["churn-dev, lab-dev"]


def test_what_is_unknown_stays_apart() -> None:
    assert len(together([result("churn-dev", Level.UNKNOWN, 0), result("lab-dev", Level.UNKNOWN, 0)])) == 2


def test_the_command_tells_what_all_products_accept_once(
    app_stacks: Callable[[str], Synthesized], capsys: pytest.CaptureFixture[str]
) -> None:
    made = app_stacks("contoso")
    print_preflight(Console(), preflight(made.configuration, {name: stack.document for name, stack in made.items()}))
    told = capsys.readouterr().out
    assert told.count("telemetry is sent with a key, without Entra ID") == 1
    (line,) = [line for line in told.splitlines() if "telemetry may be sent with a key alone" in line]
    assert line.startswith("  10 stacks (churn-dev, churn-prod, churn-staging and 7 more) azurerm_application_insights")
    assert "15 accepted" in told, "findings are counted one by one"
