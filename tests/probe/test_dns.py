"""Questions to DNS servers and their answers."""

from __future__ import annotations

import pytest

from azure_data_landing_zone.probe.dns import DnsError, addresses, by_server, by_system, question
from probe_support import answer, asked_name, dns_server


def test_a_question_asks_for_the_addresses_of_a_name() -> None:
    message = question("kv.vault.azure.net", 7)
    assert message[:2] == b"\x00\x07"
    assert asked_name(message) == "kv.vault.azure.net"
    assert message.endswith(b"\0\0\x01\0\x01")


def test_addresses_behind_an_alias_are_found() -> None:
    message = question("kv.vault.azure.net", 7)
    made = answer(message, ("10.0.0.5", "10.0.0.6"), alias="kv.privatelink.vaultcore.azure.net")
    assert addresses(made, 7) == ("10.0.0.5", "10.0.0.6")


@pytest.mark.parametrize(
    ("made", "message"),
    [
        (answer(question("a.b", 7), (), code=2), "error 2"),
        (answer(question("a.b", 8), ("10.0.0.1",)), "another question"),
        (answer(question("a.b", 7), ("10.0.0.1",))[:-6], "cannot be read"),
        (b"", "cannot be read"),
    ],
)
def test_a_wrong_answer_is_an_error(made: bytes, message: str) -> None:
    with pytest.raises(DnsError, match=message):
        addresses(made, 7)


def test_a_server_is_asked() -> None:
    with dns_server({"a.test": ("10.0.0.5",)}) as port:
        resolve = by_server("127.0.0.1", port, seconds=0.3)
        assert resolve("a.test") == ("10.0.0.5",)
        assert resolve("b.test") == ()
        with pytest.raises(DnsError):
            resolve("broken.test")
        with pytest.raises(OSError, match="timed out"):
            resolve("silent.test")


def test_the_system_is_asked() -> None:
    assert by_system("localhost") == ("127.0.0.1",)
