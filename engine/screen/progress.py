"""How far a long check has come, on a terminal and only there."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Final, TypeAlias

from .page import Page

Tell: TypeAlias = Callable[[float, int], None]
"""Takes how many files are done, also in part, and of how many."""

_PATIENCE: Final = 1.0
"""Seconds after which a check is long."""

_OFTEN: Final = 0.1


@contextmanager
def progress(page: Page, *, wanted: bool = True, clock: Callable[[], float] = monotonic) -> Iterator[Tell]:
    """Give what a check tells its progress to. The bar comes after a second and is gone at the end."""
    if not wanted or page.plain or not page.console.is_terminal:
        yield lambda _done, _files: None
        return
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("Proving"),
        BarColumn(20),
        TaskProgressColumn(),
        TimeRemainingColumn(compact=True),
    )
    bar = Progress(*columns, console=page.console, transient=True)
    task = bar.add_task("", total=1.0)
    due = clock() + _PATIENCE

    def tell(done: float, files: int) -> None:
        nonlocal due
        if clock() < due:
            return
        due = clock() + _OFTEN
        bar.update(task, completed=done / files)
        bar.start()

    try:
        yield tell
    finally:
        if bar.live.is_started:
            bar.stop()
