"""A language server, asked as an editor asks it: JSON-RPC over its standard streams."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any


class LanguageServer:
    """One server for one folder.

    Args:
        command: the program that is started.
        folder: the workspace.
        settings: what the editor answers when the server asks for settings, by section.
    """

    def __init__(self, command: Sequence[str | Path], folder: Path, settings: Mapping[str, object]) -> None:
        self._settings = settings
        self._number = 0
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=folder
        )
        root = {"uri": folder.as_uri(), "name": folder.name}
        capabilities = {
            "workspace": {"configuration": True, "workspaceFolders": True},
            "textDocument": {
                "hover": {"contentFormat": ["markdown"]},
                "completion": {"completionItem": {"documentationFormat": ["markdown"]}},
            },
        }
        self.ask(
            "initialize",
            processId=None,
            rootUri=root["uri"],
            workspaceFolders=[root],
            capabilities=capabilities,
        )
        self._tell("initialized")

    def open(self, file: Path) -> None:
        """Opens a Python file."""
        document = {"uri": file.as_uri(), "languageId": "python", "version": 1, "text": file.read_text()}
        self._tell("textDocument/didOpen", textDocument=document)

    def hover(self, file: Path, marker: str) -> str:
        """The text that is shown at the last character of a piece of a file."""
        answer = self.ask("textDocument/hover", **self._place(file, marker, -1))
        return str(answer["contents"]["value"]) if answer else ""

    def completions(self, file: Path, marker: str) -> set[str]:
        """The names that are offered behind a piece of a file."""
        answer = self.ask("textDocument/completion", **self._place(file, marker, 0))
        return {item["label"] for item in answer["items"]}

    def ask(self, method: str, **parameters: object) -> Any:
        """Sends a request and returns its answer; answers what the server asks in the meantime."""
        self._number += 1
        number = self._number
        self._send(id=number, method=method, params=parameters)
        while True:
            message = self._receive()
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message["error"]
                return message["result"]
            if "id" in message and "method" in message:
                self._send(id=message["id"], result=self._answer(message))

    def close(self) -> None:
        """Ends the server."""
        self._process.kill()
        self._process.communicate()

    def _answer(self, message: Mapping[str, Any]) -> object:
        if message["method"] == "workspace/configuration":
            return [self._settings.get(item.get("section")) for item in message["params"]["items"]]
        return None

    def _place(self, file: Path, marker: str, further: int) -> dict[str, object]:
        text = file.read_text()
        assert text.count(marker) == 1, marker
        before = text[: text.index(marker) + len(marker) + further]
        position = {"line": before.count("\n"), "character": len(before.rpartition("\n")[2])}
        return {"textDocument": {"uri": file.as_uri()}, "position": position}

    def _tell(self, method: str, **parameters: object) -> None:
        self._send(method=method, params=parameters)

    def _send(self, **message: object) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _receive(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        length = 0
        while line := self._process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        assert length, "the language server has ended"
        found: dict[str, Any] = json.loads(self._process.stdout.read(length))
        return found
