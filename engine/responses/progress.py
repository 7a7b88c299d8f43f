"""How far reading has come."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from .places import Place
from .sources import Source


class Progress:
    """How much of some files was read."""

    def __init__(self, places: Iterable[Place]) -> None:
        sizes = [place.size for place in places]
        known = [size for size in sizes if size is not None]
        self._total = sum(known) if len(known) == len(sizes) else None
        self._done = 0
        self._under_way: tuple[Source, int] | None = None

    def read_twice(self, places: Iterable[Place]) -> None:
        """Count these files once more: their rows are read through before they are read."""
        if self._total is not None:
            self._total += sum([place.size or 0 for place in places])

    @contextmanager
    def through(self, place: Place, source: Source) -> Iterator[None]:
        """Count what is read of a file meanwhile, and all of it afterwards."""
        size = place.size or 0
        self._under_way = source, size
        yield
        self._under_way = None
        self._done += size

    def part(self) -> float | None:
        """Return how much of all was read, from 0 to 1; None where nobody can know."""
        if not self._total:
            return self._total if self._total is None else 1.0
        source, size = self._under_way or (None, 0)
        here = source.part() * size if source is not None else 0
        return min((self._done + here) / self._total, 1.0)
