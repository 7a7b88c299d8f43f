"""How the scripts of this folder are run: each in a fresh process, ours and the bare thing in turn."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from clock import Spent

HERE: Final = Path(__file__).parent
WORKERS: Final = len(os.sched_getaffinity(0))


def take_turns(turns: int, ours: Callable[[], Spent], bare: Callable[[], Spent]) -> tuple[list[Spent], list[Spent]]:
    """Run both in turn, once without counting."""
    pairs = [(ours(), bare()) for _ in range(turns + 1)][1:]
    return [one for one, _ in pairs], [other for _, other in pairs]


def argv(name: str, *words: object) -> list[str]:
    """Return the command that runs a script of this folder."""
    return [sys.executable, str(HERE / f"{name}.py"), *map(str, words)]


def script(name: str, *words: object) -> dict[str, Any]:
    """Run a script of this folder in a fresh process, and return what it found."""
    done = subprocess.run(argv(name, *words), stdout=subprocess.PIPE, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def spent(found: dict[str, Any]) -> Spent:
    """Return the time that a script found."""
    return Spent(found["wall"], found["cpu"])


def each(times: list[Spent], count: int) -> list[Spent]:
    """Return the time of one of `count` things."""
    return [Spent(one.wall / count, one.cpu / count) for one in times]
