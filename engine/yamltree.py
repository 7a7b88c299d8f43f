"""Tree: what a file of YAML says, and where each key and value of it stands."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

Path: TypeAlias = tuple[str | int, ...]


class Fault(NamedTuple):
    """Something wrong at a place: `start` and `end` count characters from the beginning of the text."""

    rule: str
    start: int
    end: int
    message: str


class Marks(NamedTuple):
    """Where a node stands: `keys` has the span of each key of a mapping, `inside` the marks of what it holds."""

    start: int
    end: int
    keys: "dict[str, tuple[int, int]] | None" = None
    inside: "dict[str, Marks] | list[Marks] | None" = None


@dataclass(slots=True)
class Tree:
    """What one file says: `data` is None where reading stopped.

    `split` holds the spans of flow collections that YAML split inside a text: what else is wrong there follows from it.
    """

    text: str
    data: Any = None
    marks: Marks = field(default_factory=lambda: Marks(0, 0))
    faults: list[Fault] = field(default_factory=list)
    split: list[tuple[int, int]] = field(default_factory=list)
    _lines: list[int] = field(default_factory=list)

    def refuse(self, message: str) -> None:
        """Note that the whole file is refused."""
        self.faults.append(Fault("refused-yaml", 0, 1, message))

    def position(self, index: int) -> tuple[int, int]:
        r"""Return line and column of a character, both from 1.

        >>> Tree("a: 1\nb: 2").position(5)
        (2, 1)
        """
        if not self._lines:
            self._lines = [0, *(match.end() for match in re.finditer("\n", self.text))]
        line = bisect_right(self._lines, index)
        return line, index - self._lines[line - 1] + 1

    def line(self, number: int) -> str:
        """Return the text of line `number`, from 1, without its end."""
        self.position(0)
        start = self._lines[number - 1]
        end = self._lines[number] if number < len(self._lines) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    def span(self, path: Path, *, key: bool = False) -> tuple[int, int]:
        """Return start and end of the value at `path`, or of its key; where it is absent, of what is nearest."""
        marks, of_key = self.marks, (self.marks.start, self.marks.end)
        for step in path:
            inside = marks.inside
            if isinstance(inside, dict) and step in inside:
                assert marks.keys is not None
                assert isinstance(step, str)
                of_key, marks = marks.keys[step], inside[step]
            elif isinstance(inside, list) and isinstance(step, int) and step < len(inside):
                marks = inside[step]
                of_key = (marks.start, marks.end)
            else:
                break
        return of_key if key else (marks.start, marks.end)

    def is_split(self, path: Path) -> bool:
        """Return whether the value at `path` stands in a collection that YAML split inside a text."""
        if not self.split:
            return False
        place = self.span(path)[0]
        return any(start <= place < end for start, end in self.split)
