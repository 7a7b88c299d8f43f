"""What a sitting comes to: its score, what to look at again, and all of it as JSON in a file."""

from .choosing import Item
from .frozen import dataclass
from .sitting import Ending, Over, Record, Sitting, Try
from .writing import write_atomically

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Tally:
    """A sitting in numbers. `points` of `of`: of all questions, asked or not, but those that are void."""

    asked: int
    answered: int
    right: int
    first: int
    skipped: int
    void: int
    late: int
    hints: int
    points: float
    of: float
    seconds: float

    @property
    def percent(self) -> float | None:
        """The points in hundredths of all; None where nothing could be counted."""
        return 100 * self.points / self.of if self.of else None


def tally(sitting: Sitting) -> Tally:
    """Return what the sitting has come to so far. What is asked once more counts by its first answer."""
    records = [record for record in sitting.records if not record.item.again]
    items = [item for item in sitting.items if not item.again]
    right = [record for record in records if record.ending is Ending.RIGHT and not record.late]
    void = [record.item for record in records if record.ending is Ending.VOID]
    return Tally(
        asked=len(items),
        answered=sum(bool(record.tries) for record in records),
        right=len(right),
        first=sum(len(record.tries) == 1 for record in right),
        skipped=sum(record.ending is Ending.SKIPPED for record in records),
        void=len(void),
        late=sum(record.late for record in records),
        hints=sum(record.hints for record in sitting.records),
        points=sum(record.score * record.item.question.points for record in records),
        of=sum(one.question.points for one in items) - sum(one.question.points for one in void),
        seconds=sum(record.seconds for record in sitting.records),
    )


def to_review(sitting: Sitting) -> tuple[Record, ...]:
    """Return what is to be looked at again: all that was not right, or came late."""
    fine = (Ending.RIGHT, Ending.VOID)
    firsts = [record for record in sitting.records if not record.item.again]
    return tuple([record for record in firsts if record.late or record.ending not in fine])


def results(sitting: Sitting) -> dict[str, object]:
    """Return every answer of a sitting with its verdict, and the totals.

    `finished` is false where the learner left before the end; questions that were not reached have the ending null.
    """
    counts = tally(sitting)
    left = sitting.items[len(sitting.records) :]
    return {
        "format": FORMAT,
        "seed": sitting.rules.seed,
        "finished": isinstance(sitting.phase, Over) and not sitting.phase.quit,
        "asked": counts.asked,
        "right": counts.right,
        "points": counts.points,
        "of": counts.of,
        "percent": counts.percent,
        "hints": counts.hints,
        "seconds": round(counts.seconds, 3),
        "questions": [*[_record(record) for record in sitting.records], *[_unanswered(item) for item in left]],
    }


def _record(record: Record) -> dict[str, object]:
    return _named(record.item) | {
        "ending": record.ending.value,
        "score": record.score,
        "hints": record.hints,
        "seconds": round(record.seconds, 3),
        "answers": [_try(one) for one in record.tries],
    }


def _unanswered(item: Item) -> dict[str, object]:
    return _named(item) | {"ending": None, "score": 0.0, "hints": 0, "seconds": 0.0, "answers": []}


def _named(item: Item) -> dict[str, object]:
    question = item.question
    return {
        "topic": item.topic,
        "question": question.id,
        "variant": question.variant,
        "kind": question.kind,
        "points": question.points,
    }


def _try(one: Try) -> dict[str, object]:
    contents = one.answer.contents
    return {
        "answer": contents[0] if len(contents) == 1 else list(contents),
        "verdict": one.grade.verdict.value,
        "score": one.grade.score,
        "seconds": round(one.seconds, 3),
        "late": one.late,
    }


def write_results(file: str, sitting: Sitting) -> None:
    """Write the results as JSON: the file is whole, or as it was before. Raises OSError."""
    import json  # only --json needs it

    write_atomically(file, (json.dumps(results(sitting), indent=2) + "\n").encode())
