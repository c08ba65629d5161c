"""What tests of the probe share: a DNS server and listeners on loopback."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from collections.abc import Iterator, Mapping


def answer(question: bytes, addresses: tuple[str, ...], code: int = 0, alias: str = "") -> bytes:
    """The answer of a DNS server to a question."""
    (number,) = struct.unpack_from("!H", question)
    asked = question[12:]
    records = b""
    if alias:
        labels = b"".join(bytes([len(label)]) + label.encode() for label in alias.split(".")) + b"\0"
        records += b"\xc0\x0c" + struct.pack("!2HIH", 5, 1, 60, len(labels)) + labels
    for address in addresses:
        records += b"\xc0\x0c" + struct.pack("!2HIH", 1, 1, 60, 4) + socket.inet_aton(address)
    count = len(addresses) + bool(alias)
    return struct.pack("!6H", number, 0x8180 | code, 1, count, 0, 0) + asked + records


def asked_name(question: bytes) -> str:
    """The name in a question."""
    labels, at = [], 12
    while length := question[at]:
        labels.append(question[at + 1 : at + 1 + length].decode())
        at += length + 1
    return ".".join(labels)


@contextlib.contextmanager
def dns_server(records: Mapping[str, tuple[str, ...]], address: str = "127.0.0.1", port: int = 0) -> Iterator[int]:
    """A DNS server that knows some names; yields its port. Other names do not exist, and `silent.*` get no answer."""
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind((address, port))

    def serve() -> None:
        with contextlib.suppress(OSError):
            while True:
                question, sender = server.recvfrom(512)
                name = asked_name(question)
                if name.startswith("silent."):
                    continue
                code = 0 if name in records else 2 if name.startswith("broken.") else 3
                server.sendto(answer(question, records.get(name, ()), code, "alias.test"), sender)

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield int(server.getsockname()[1])
    finally:
        server.close()


@contextlib.contextmanager
def listener(address: str = "127.0.0.1", port: int = 0) -> Iterator[int]:
    """A port that answers; yields its number."""
    server = socket.create_server((address, port))
    try:
        yield int(server.getsockname()[1])
    finally:
        server.close()


def closed_port(address: str = "127.0.0.1") -> int:
    """A port on which nothing listens."""
    with socket.create_server((address, 0)) as server:
        return int(server.getsockname()[1])


@contextlib.contextmanager
def full_listener() -> Iterator[int]:
    """A port that takes no further connection, so that a new one gets no answer; yields its number."""
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(socket.socket())
        server.bind(("127.0.0.1", 0))
        server.listen(0)
        for _ in range(8):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(server.getsockname())
        yield int(server.getsockname()[1])
