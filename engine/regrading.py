"""Grade again what was graded: which rows get another verdict, under a mended key or with another torch."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Final

from .bulk.destinations import Destination
from .bulk.executing import Executor
from .bulk.stream import graded
from .frozen import dataclass
from .grading import Tell, told, untold
from .literals import Unreadable
from .responses import Responses, Row
from .responses.merging import parsed
from .responses.rows import Fields
from .responses.values import blank, finite_number
from .verdict import Verdict

_LEAST: Final = 1e-9
"""Scores that differ by less are the same: they may have been through a file of decimal numbers."""

_VERDICTS: Final = frozenset(verdict.value for verdict in Verdict)


@dataclass(frozen=True, slots=True)
class Change:
    """A row whose verdict or score is another now. `now` are all fields that its grade adds."""

    row: Row
    was: str
    score: float | None
    now: Fields

    @property
    def gain(self) -> float:
        """The part of a point that the learner wins by it; what does not count is none."""
        return (self.now["score"] or 0.0) - (self.score or 0.0)

    @property
    def student(self) -> str | None:
        """Whose answer it is; None where the row does not say."""
        said = self.row.asked.get("student")
        return None if blank(said) else str(said)

    def as_json(self) -> str:
        """Return the row as it is now as a line of JSON, with what it `was`."""
        was = {"verdict": self.was, "score": self.score}
        return json.dumps(self.row.fields | self.row.added | self.now | {"was": was}, default=str)


class Changes:
    """What has changed so far, in numbers."""

    def __init__(self) -> None:
        self.rows = 0
        self.kinds: Counter[tuple[str, str, str]] = Counter()
        """By question: what the verdict was, and what it is."""
        self._gains: dict[str, float] = {}

    def add(self, change: Change | None) -> None:
        """Count one more row; None is one that does not change."""
        self.rows += 1
        if change is None:
            return
        asked = change.row.asked.get("question")
        self.kinds[str(asked), change.was, change.now["verdict"]] += 1
        if change.student is not None:
            self._gains[change.student] = self._gains.get(change.student, 0.0) + change.gain

    @property
    def changed(self) -> int:
        """So many rows change."""
        return self.kinds.total()

    @property
    def gain(self) -> int:
        """So many students gain by it."""
        return sum(gain > _LEAST for gain in self._gains.values())

    @property
    def lose(self) -> int:
        """So many students lose by it."""
        return sum(gain < -_LEAST for gain in self._gains.values())


def regrade_into(
    destination: Destination, responses: Responses, executor: Executor, tell: Tell = untold
) -> Iterator[Change | None]:
    """Let all rows go to their destination with their new grades; yield of each what changes, None if nothing does.

    Raises Unreadable at a row that has no verdict, and what `grade_into` raises.
    """
    rows = told(graded(responses.rows(), executor, destination.store), responses, tell)
    for number, (row, said) in enumerate(rows, 1):
        destination.write(row, said)
        yield changed(row, said, number)


def changed(row: Row, said: str, number: int) -> Change | None:
    """Return what changes in a row when this is said of it; None where its verdict and score stay.

    Raises Unreadable where it has none: it was not graded before.
    """
    if row.fault is not None and not row.fields:
        return None
    was = row.fields.get("verdict")
    if not isinstance(was, str) or was not in _VERDICTS:
        file = f" of all, in {row.added['file']}," if "file" in row.added else ""
        raise Unreadable(f"row {number}{file} has no verdict: give what `quizproof grade` has written")
    score = finite_number(row.fields.get("score"))
    now = parsed(said)
    return None if now["verdict"] == was and _same(score, now["score"]) else Change(row, was, score, now)


def _same(one: float | None, other: float | None) -> bool:
    return one is other if one is None or other is None else abs(one - other) < _LEAST
