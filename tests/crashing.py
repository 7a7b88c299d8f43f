"""A program that appends attempts and acknowledges each, made to be killed.

It is started once and forks: a line on its standard input, a folder and a name, is one that appends until it dies. With
`print-first` as its argument it acknowledges what is not on the disk yet: whoever tests must see that.
"""

import os
import sys
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from quizproof.engine.history.events import Begun
from quizproof.engine.history.record import History, Notice
from recording import attempt, begun


def told(notice: Notice) -> None:
    say(f"TOLD {notice.sentence}")


def say(text: str) -> None:
    os.write(1, f"{text}\n".encode())  # at once, and whole


def append_for_ever(folder: Path, name: str, print_first: bool) -> None:
    """Append, then acknowledge."""
    history = History(folder, told, lambda: datetime.now(UTC))
    say("READY")
    for number in count():
        first = f"{name}-{number}"
        events: list[Begun] = [begun(f"{first}-b")] if number % 5 == 0 else []
        if print_first:
            say(first)
        history.append(*events, attempt(first, place=number % 3))
        if not print_first:
            say(first)
        if number % 40 == 20:
            history.back_up()


def main() -> None:
    for line in sys.stdin:
        folder, name = line.split()
        child = os.fork()
        if not child:
            append_for_ever(Path(folder), name, "print-first" in sys.argv)
        say(f"STARTED {child}")
        os.waitpid(child, 0)
        say("DEAD")


if __name__ == "__main__":
    main()
