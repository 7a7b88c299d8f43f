"""How far long work has come, on a terminal and only there."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Final, Protocol

from .page import Page


class Tell(Protocol):
    """Takes how much is done, and of how much."""

    def __call__(self, done: float, of: int = 1, /) -> None:
        """Take it."""


_PATIENCE: Final = 1.0
"""Seconds after which work is long."""

_OFTEN: Final = 0.1


@contextmanager
def progress(
    page: Page, what: str = "Proving", *, wanted: bool = True, clock: Callable[[], float] = monotonic
) -> Iterator[Tell]:
    """Give what work tells its progress to. The bar comes after a second and is gone at the end."""
    if not wanted or page.plain or not page.console.is_terminal:
        yield _untold
        return
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn(what),
        BarColumn(20),
        TaskProgressColumn(),
        TimeRemainingColumn(compact=True),
    )
    bar = Progress(*columns, console=page.console, transient=True)
    task = bar.add_task("", total=1.0)
    due = clock() + _PATIENCE

    def tell(done: float, of: int = 1, /) -> None:
        nonlocal due
        if clock() < due:
            return
        due = clock() + _OFTEN
        bar.update(task, completed=done / of)
        bar.start()

    try:
        yield tell
    finally:
        if bar.live.is_started:
            bar.stop()


def _untold(_done: float, _of: int = 1, /) -> None:
    return
