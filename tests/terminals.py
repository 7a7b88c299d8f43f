"""The command in a real terminal: what it writes is fed to a screen."""

import os
import re
import sys
from typing import Protocol

import pexpect
import pyte

ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[()=>][0-9A-B]?)")


class Terminal:
    """A process in a terminal: what it writes is fed to a screen, and kept."""

    def __init__(self, *words: str, columns: int = 80, rows: int = 50, **environment: str) -> None:
        kept = {name: text for name, text in os.environ.items() if name not in ("COLUMNS", "LINES", "NO_COLOR")}
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.Stream(self.screen)
        self.said = ""
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "quizproof", *words],
            dimensions=(rows, columns),
            env=kept | {"TERM": "xterm-256color"} | environment,
            encoding="utf-8",
            timeout=30,
        )
        self.child.delaybeforesend = None

    def until(self, words: str) -> None:
        self.child.expect_exact(words)
        self._feed(self.child.before + self.child.after)

    def end(self) -> int:
        """Return the exit code, once it has ended."""
        self.child.expect(pexpect.EOF)
        self._feed(self.child.before)
        self.child.close()
        return self.child.exitstatus

    def resize(self, columns: int, rows: int = 50) -> None:
        self.child.setwinsize(rows, columns)
        self.screen.resize(rows, columns)

    def lines(self) -> list[str]:
        """Return what stands on the screen."""
        return [line.rstrip() for line in self.screen.display if line.strip()]

    def _feed(self, said: str) -> None:
        self.said += said
        self.stream.feed(said)


class Start(Protocol):
    """Starts the command in a terminal, and ends it with the test."""

    def __call__(self, *words: str, columns: int = 80, rows: int = 50, **environment: str) -> Terminal: ...
