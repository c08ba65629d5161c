"""Asks for the IPv4 addresses of a name: the operating system, or one DNS server."""

from __future__ import annotations

import secrets
import socket
import struct
from collections.abc import Callable, Iterator

#: Returns the IPv4 addresses of a name; none if it does not exist. Raises OSError if there is no answer.
Resolver = Callable[[str], tuple[str, ...]]

_ADDRESS, _INTERNET = 1, 1
_RECURSION = 0x0100
_POINTER = 0xC0
_NO_ERROR, _NO_SUCH_NAME = 0, 3
_LONGEST_ANSWER = 4096


class DnsError(OSError):
    """A DNS server answers with an error, or with something that is no answer."""


def by_system(name: str) -> tuple[str, ...]:
    """The addresses that the operating system finds.

    Raises:
        OSError: there is no answer.
    """
    try:
        found = socket.getaddrinfo(name, None, socket.AF_INET, socket.SOCK_STREAM)
    except socket.gaierror as error:
        if error.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)):
            return ()
        raise
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))


def by_server(server: str, port: int = 53, *, seconds: float = 3.0) -> Resolver:
    """A resolver that asks one DNS server over UDP.

    Args:
        server: its IPv4 address.
        port: its port.
        seconds: how long it waits for an answer.
    """

    def resolve(name: str) -> tuple[str, ...]:
        number = secrets.randbits(16)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as connection:
            connection.settimeout(seconds)
            connection.connect((server, port))
            connection.send(question(name, number))
            return addresses(connection.recv(_LONGEST_ANSWER), number)

    return resolve


def question(name: str, number: int) -> bytes:
    """The message that asks for the addresses of a name.

    Args:
        name: the name.
        number: the number by which the answer is recognized.
    """
    labels = b"".join(bytes([len(label)]) + label for label in name.encode("idna").split(b"."))
    header = struct.pack("!6H", number, _RECURSION, 1, 0, 0, 0)
    return header + labels + b"\0" + struct.pack("!2H", _ADDRESS, _INTERNET)


def addresses(answer: bytes, number: int) -> tuple[str, ...]:
    """The IPv4 addresses in an answer, those behind aliases included; none if the name does not exist.

    Raises:
        DnsError: the server answers with an error, or the message is no answer to the question.
    """
    try:
        found, flags, questions, count, _, _ = struct.unpack_from("!6H", answer)
        if found != number:
            raise DnsError("the DNS server answers another question")
        code = flags & 0xF
        if code == _NO_SUCH_NAME:
            return ()
        if code != _NO_ERROR:
            raise DnsError(f"the DNS server answers with the error {code}")
        return tuple(_addresses(answer, questions, count))
    except (struct.error, IndexError):
        raise DnsError("the answer of the DNS server cannot be read") from None


def _addresses(answer: bytes, questions: int, count: int) -> Iterator[str]:
    at = 12
    for _ in range(questions):
        at = _after_name(answer, at) + 4
    for _ in range(count):
        at = _after_name(answer, at)
        kind, _, _, length = struct.unpack_from("!2HIH", answer, at)
        at += 10
        if kind == _ADDRESS:
            yield socket.inet_ntoa(answer[at : at + length])
        at += length


def _after_name(answer: bytes, at: int) -> int:
    """The position after a name, which may end in a pointer to another one."""
    while (length := answer[at]) != 0:
        if length >= _POINTER:
            return at + 2
        at += length + 1
    return at + 1
