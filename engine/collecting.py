"""Fewer looks for cycles among the many short-lived values of a long run: they take longer than the work."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

NEW_CONTAINERS: Final = 200_000


@contextmanager
def seldom() -> Iterator[None]:
    """Within, let Python look for cycles only after every 200,000 new containers, and never among old ones."""
    before = gc.get_threshold()
    gc.set_threshold(NEW_CONTAINERS, 1_000, 1_000)
    try:
        yield
    finally:
        gc.set_threshold(*before)
