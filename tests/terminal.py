"""A terminal with a person at it: commands are typed, questions answered, and what is seen is recorded."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pexpect
import pyte

COLUMNS, ROWS = 120, 200
#: In the place of an answer: the person presses Ctrl-C.
CTRL_C = "\x03"


class Terminal:
    """Runs commands one by one.

    Attributes:
        folder: where the person is.
        transcript: everything that was seen.
        raw: what the last command wrote, control sequences included.
    """

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.folder = folder
        self.transcript = ""
        self.raw = ""
        self._environment = {**environment, "TERM": "xterm-256color", "COLUMNS": str(COLUMNS)}

    def run(self, command: str, answers: Sequence[tuple[str | re.Pattern[str], str]] = (), *, status: int = 0) -> str:
        """What is on the screen when a command has ended.

        Args:
            command: as it is typed.
            answers: a part of each question, and what is typed then.
            status: the exit status that is expected.
        """
        log = io.StringIO()
        child = pexpect.spawn(
            "/bin/sh",
            ["-c", f"exec {command}"],
            cwd=str(self.folder),
            env=self._environment,
            dimensions=(ROWS, COLUMNS),
            encoding="utf-8",
            timeout=120,
        )
        child.logfile_read = log
        for question, answer in answers:
            child.expect(question if isinstance(question, re.Pattern) else re.escape(question))
            if answer == CTRL_C:
                time.sleep(0.2)  # until it waits for an answer: nobody is faster
                child.sendintr()
            else:
                child.sendline(answer)
        child.expect(pexpect.EOF)
        child.close()
        self.raw = log.getvalue()
        seen = _screen(self.raw)
        self.transcript += f"$ {command}\n{seen}\n\n"
        assert child.exitstatus == status, f"{command}: exit status {child.exitstatus}\n{seen}"
        return seen


def _screen(text: str) -> str:
    screen = pyte.Screen(COLUMNS, ROWS)
    pyte.Stream(screen).feed(text)
    return "\n".join(line.rstrip() for line in screen.display).rstrip()
