"""Recorded requests against rights."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import recorded_rights
from azure_data_landing_zone import config
from support import ROOT

HERE = "/subscriptions/00000000-0000-0000-0000-000000000000"
GROUP = f"{HERE}/resourceGroups/rg-minimal-storage-weu-001"
RECORDING = f"""\
== core/plan
200 GET /metadata/endpoints?api-version=2022-09-01
200 POST /11111111-1111-1111-1111-111111111111/oauth2/v2.0/token
200 GET {HERE}/providers?api-version=2022-09-01
== core/apply
404 GET {GROUP}?api-version=2023-07-01
200 PUT {GROUP}?api-version=2023-07-01
200 PUT {GROUP}/providers/Microsoft.Storage/storageAccounts/st/blobServices/default?api-version=2025-08-01
200 POST {GROUP}/providers/Microsoft.Storage/storageAccounts/st/listKeys?api-version=2025-08-01
== core/destroy
204 DELETE {GROUP}?api-version=2023-07-01
"""


def test_requests_become_actions() -> None:
    operations = [recorded_rights.operation(one) for one in recorded_rights.read(RECORDING)]
    group = "Microsoft.Resources/subscriptions/resourceGroups"
    account = f"{GROUP}/providers/Microsoft.Storage/storageAccounts/st"
    assert operations == [
        None,
        None,
        None,
        (f"{group}/read", GROUP),
        (f"{group}/write", GROUP),
        ("Microsoft.Storage/storageAccounts/blobServices/write", f"{account}/blobServices/default"),
        ("Microsoft.Storage/storageAccounts/listKeys/action", account),
        (f"{group}/delete", GROUP),
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            f"GET {GROUP}/providers/Microsoft.ContainerRegistry/registries/cr/replications",
            (
                "Microsoft.ContainerRegistry/registries/replications/read",
                f"{GROUP}/providers/Microsoft.ContainerRegistry/registries/cr",
            ),
        ),
        (f"GET {GROUP}/resources", ("Microsoft.Resources/subscriptions/resourceGroups/resources/read", GROUP)),
        (
            f"POST {HERE}/providers/Microsoft.KeyVault/locations/weu/deletedVaults/kv/purge",
            (
                "Microsoft.KeyVault/locations/deletedVaults/purge/action",
                f"{HERE}/providers/Microsoft.KeyVault/locations/weu/deletedVaults/kv",
            ),
        ),
        (f"GET {HERE}", ("Microsoft.Resources/subscriptions/read", HERE)),
        ("GET /providers/Microsoft.Authorization/policyDefinitions/x", None),
    ],
)
def test_a_request_becomes_an_action(line: str, expected: tuple[str, str] | None) -> None:
    (request,) = recorded_rights.read(f"== core/apply\n200 {line}?api-version=1\n")
    assert recorded_rights.operation(request) == expected


@pytest.mark.parametrize(("text", "why"), [("== core/run\n", "'run' is no step"), ("== core/plan\nhello\n", "line 2")])
def test_another_form_is_an_error(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        list(recorded_rights.read(text))


def test_allowed_requests_pass_and_others_are_told(
    app_output: Callable[[str], Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    configuration = config.load(ROOT / "apps" / "minimal" / "landing-zone.yaml")
    output = app_output("minimal")
    requests = list(recorded_rights.read(RECORDING))
    assert recorded_rights.refused(configuration, output, requests) == []
    foreign = "/subscriptions/99999999-9999-9999-9999-999999999999/resourceGroups/rg-hub"
    more = f"{RECORDING}== core/second-plan\n200 GET {foreign}?api-version=1\n200 POST {GROUP}/providers/Microsoft.X/y/z/listSecrets\n"
    file = tmp_path / "recording.log"
    file.write_text(more)
    arguments = [str(ROOT / "apps" / "minimal" / "landing-zone.yaml"), str(output), str(file)]
    assert recorded_rights.main(arguments) == 1
    told = capsys.readouterr().out
    assert f"platform-plan may not Microsoft.Resources/subscriptions/resourceGroups/read at {foreign}" in told
    assert "platform-plan may not Microsoft.X/y/listSecrets/action" in told
    assert "platform-apply may not Microsoft.X/y/listSecrets/action" not in told
    assert told.endswith("10 requests of 4 runs, 3 refused\n")
