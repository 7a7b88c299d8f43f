"""Grade responses, and grade them again: what the commands `grade` and `regrade` do, and programs with them."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from typing import Final, TypeAlias, TypeVar

from .bulk.destinations import Destination
from .bulk.executing import Executor, Here
from .bulk.grader import Grader
from .bulk.store import Store
from .bulk.stream import graded
from .exporters.exam import Exam
from .frozen import dataclass
from .oracle import Oracle
from .responses import Responses, rows_of_lines, written
from .responses.merging import parsed
from .topic import Topic

T = TypeVar("T")

Tell: TypeAlias = Callable[[float], None]
"""Takes how much is done, from 0 to 1."""

_OFTEN: Final = 500
"""How far it has come is looked at after so many rows."""


def grade(topics: Iterable[Topic], lines: Iterable[str], oracle: Oracle, exam: Exam | None = None) -> Iterator[str]:
    """Yield one JSON line for each of `lines`: its fields and verdict, score, computed, feedback, misconceptions.

    Each line is an object with `question` (an id), `answer` (the content, never a letter; a list where several are to
    be chosen) and whatever else should come through. `exam` knows what letters on papers stand for. Raises TorchAbsent.
    """
    with closing(Here(Grader(topics, oracle))) as executor, closing(Store()) as store:
        for row, said in graded(rows_of_lines(lines, exam), executor, store):
            yield written(row, said)


def untold(_part: float) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of a run: how many rows got each verdict, and how many distinct answers were graded for them.

    `found` of these were graded by an earlier run, which did not come to its end.
    """

    verdicts: tuple[tuple[str, int], ...]
    distinct: int
    found: int = 0

    @property
    def rows(self) -> int:
        """All rows."""
        return sum(number for _, number in self.verdicts)


def grade_into(destination: Destination, responses: Responses, executor: Executor, tell: Tell = untold) -> Summary:
    """Let the rows go to their destination with their grades. Raises Unreadable, Unavailable, TorchAbsent, OSError."""
    verdicts: Counter[str] = Counter()
    for row, said in told(graded(responses.rows(), executor, destination.store), responses, tell):
        destination.write(row, said)
        verdicts[parsed(said)["verdict"]] += 1
    return Summary(tuple(verdicts.most_common()), destination.store.size, destination.store.found)


def told(rows: Iterable[T], responses: Responses, tell: Tell) -> Iterator[T]:
    """Yield the same rows; tell how much of the responses was read."""
    for number, row in enumerate(rows):
        part = responses.part() if number % _OFTEN == 0 else None
        if part is not None:
            tell(part)
        yield row
