"""Probes against a DNS server and listeners on loopback."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from azure_data_landing_zone.probe.dns import by_server
from azure_data_landing_zone.probe.names import Name
from azure_data_landing_zone.probe.run import CAUSES, State, own_address, probe
from probe_support import closed_port, dns_server, full_listener, listener
from support import ROOT

INSIDE = ("127.0.0.0/8",)


def name(host: str, port: int, *, private: bool = True, ranges: tuple[str, ...] = INSIDE) -> Name:
    return Name(host, port, "kv (vault)", private, ranges, "compute reads secrets")


def test_each_result_has_its_usual_causes() -> None:
    records = {
        "ok.test": ("127.0.0.1",),
        "public.test": ("20.1.2.3",),
        "other.test": ("10.9.9.9",),
        "mixed.test": ("127.0.0.1", "20.1.2.3"),
    }
    closed = closed_port()
    with dns_server(records) as server, listener() as open_:
        resolver = by_server("127.0.0.1", server, seconds=0.3)
        wanted = {
            name("ok.test", open_): State.OK,
            name("ok.test", closed): State.CLOSED,
            name("public.test", open_): State.PUBLIC,
            name("mixed.test", open_): State.PUBLIC,
            name("other.test", open_): State.OTHER,
            name("gone.test", open_): State.NO_NAME,
            name("silent.test", open_): State.NO_DNS,
            name("broken.test", open_): State.NO_DNS,
            # A public service has a public address, which nothing judges.
            name("ok.test", open_, private=False, ranges=()): State.OK,
        }
        found = probe(wanted, resolver=resolver, wait=0.3)
    assert [one.state for one in found] == list(wanted.values())
    for one in found:
        assert bool(one.causes) is (one.state is not State.OK)
    assert "not linked" in found[2].causes
    assert "not approved" in found[1].causes
    assert set(CAUSES) == set(State)


def test_a_port_that_does_not_answer_is_silent() -> None:
    with full_listener() as port:
        (found,) = probe([name("a.test", port, private=False)], resolver=lambda _: ("127.0.0.1",), wait=0.2)
    assert found.state is State.SILENT
    assert "no rule for the host" in found.causes


def test_it_ends_in_time_whatever_the_resolver_does() -> None:
    def slow(host: str) -> tuple[str, ...]:
        time.sleep(5 if host == "slow.test" else 0)
        return ()

    begun = time.monotonic()
    found = probe([name("slow.test", 1), name("fast.test", 1)], resolver=slow, seconds=0.5)
    assert time.monotonic() - begun < 2
    assert [one.state for one in found] == [State.LATE, State.NO_NAME]


def test_the_own_address_is_found_without_a_packet() -> None:
    assert own_address("127.0.0.1") == "127.0.0.1"


@pytest.mark.skipif(shutil.which("unshare") is None, reason="network namespaces need unshare of util-linux")
def test_the_command_in_a_network_namespace(tmp_path: Path) -> None:
    """A jump host: its DNS server knows the vault and one account; the endpoint of the account is not approved."""
    script = tmp_path / "inside.py"
    script.write_text(
        textwrap.dedent(
            """
            import contextlib, subprocess, sys
            from pathlib import Path
            sys.path.insert(0, sys.argv[1])
            from probe_support import dns_server, listener
            config = Path(sys.argv[2])
            from azure_data_landing_zone import config as configurations
            vault = configurations.load(config).products[0].key_vault.name
            account = configurations.load(config).products[0].storage_account.name
            records = {
                f"{vault}.vault.azure.net": ("10.30.0.5",),
                f"{account}.blob.core.windows.net": ("10.30.0.6",),
                f"{account}.file.core.windows.net": ("20.60.1.1",),
                "login.microsoftonline.com": ("10.30.2.200",),
            }
            with dns_server(records, "10.30.0.4", 53), listener("10.30.0.5", 443), listener("10.30.2.200", 443):
                command = [sys.executable, "-m", "azure_data_landing_zone.cli", "probe", "forecast-*", "--json"]
                done = subprocess.run(
                    [*command, "-c", str(config), "--dns-server", "10.30.0.4", "--subnet", "training"],
                    capture_output=True, text=True,
                )
            sys.stdout.write(done.stdout)
            sys.stderr.write(done.stderr)
            sys.exit(done.returncode)
            """
        )
    )
    addresses = [f"ip address add 10.30.{one}/32 dev lo" for one in ("0.4", "0.5", "0.6", "2.200")]
    setup = " && ".join(["ip link set lo up", *addresses, 'exec "$@"'])
    config = ROOT / "apps" / "minimal" / "landing-zone.yaml"
    command = [sys.executable, str(script), str(ROOT / "tests"), str(config)]
    done = subprocess.run(
        ["unshare", "--user", "--map-root-user", "--net", "sh", "-c", setup, "sh", *command],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    found = json.loads(done.stdout)
    results = {row["host"].partition(".")[2]: row for row in found["names"] if row["host"].startswith(("st", "kv-"))}
    assert found["subnet"] == "training"
    assert results["vault.azure.net"]["result"] == "ok"
    assert results["file.core.windows.net"]["result"] == "public address"
    refused = [row for row in found["names"] if row["addresses"] == "10.30.0.6"]
    assert [row["result"] for row in refused] == ["port refused"]
    assert "not approved" in refused[0]["usual causes"]
    services = {row["host"]: row["result"] for row in found["names"]}
    assert services["login.microsoftonline.com"] == "ok"
    assert services["management.azure.com"] == "does not resolve"
