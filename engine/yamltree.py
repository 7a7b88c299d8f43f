"""Tree: what a file of YAML says, and where each key and value of it stands."""

import re
from bisect import bisect_right
from typing import Any, Final, NamedTuple, TypeAlias

LONGEST_EXCERPT: Final = 160
BEFORE_COLUMN: Final = 60

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


class Tree:
    """What one file says: `data` is None where reading stopped.

    `split` holds the spans of flow collections that YAML split inside a text: what else is wrong there follows from it.
    No dataclass, because the scout reads trees too: loading `dataclasses` is a fifth of the time until it is ready.
    """

    __slots__ = ("_lines", "data", "faults", "marks", "split", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.data: Any = None
        self.marks = Marks(0, 0)
        self.faults: list[Fault] = []
        self.split: list[tuple[int, int]] = []
        self._lines: list[int] = []

    def refuse(self, message: str) -> None:
        """Note that the whole file is refused."""
        self.faults.append(Fault("refused-yaml", 0, 1, message))

    def harmless(self, fault: Fault) -> bool:
        """Return whether the file says what its author meant if he says so: a trap, but nothing is lost."""
        split = any(start <= fault.start < end for start, end in self.split)
        return fault.rule == "ambiguous-scalar" or (fault.rule == "split-text" and not split)

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

    def excerpt(self, number: int, column: int) -> tuple[str, int]:
        """Return line `number` around `column`, and how many of its characters are left out before that.

        Ellipses stand for what is left out: a line may have a million characters, and a thousand things wrong in it.
        """
        self.position(0)
        start = self._lines[number - 1]
        end = self._lines[number] - 1 if number < len(self._lines) else len(self.text)
        if end - start <= LONGEST_EXCERPT:
            return self.text[start:end].rstrip("\r"), 0
        first = max(0, column - 1 - BEFORE_COLUMN)
        text = self.text[start + first : min(end, start + first + LONGEST_EXCERPT)].rstrip("\r")
        before, after = "…" if first else "", "…" if start + first + LONGEST_EXCERPT < end else ""
        return f"{before}{text[len(before) : len(text) - len(after)]}{after}", first

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

    def marks_at(self, path: Path) -> Marks:
        """Return the marks of the value at `path`, which must be there."""
        marks = self.marks
        for step in path:
            assert marks.inside is not None
            marks = marks.inside[str(step)] if isinstance(marks.inside, dict) else marks.inside[int(step)]
        return marks

    def is_split(self, path: Path) -> bool:
        """Return whether the value at `path` stands in a collection that YAML split inside a text."""
        if not self.split:
            return False
        place = self.span(path)[0]
        return any(start <= place < end for start, end in self.split)


def content_end(text: str, marks: Marks) -> int:
    """Return where a node ends: YAML's own mark for a collection without brackets is where the next thing begins."""
    if not marks.inside or text[marks.start] in "[{":
        return marks.end
    inside = marks.inside.values() if isinstance(marks.inside, dict) else marks.inside
    keys = marks.keys.values() if marks.keys else ()
    return max([*[content_end(text, part) for part in inside], *[end for _, end in keys]])


def line_end(text: str, at: int) -> int:
    """Return where the line after the one with the character before `at` begins."""
    return at if text[at - 1 : at] == "\n" else (text.find("\n", at) + 1 or len(text))
