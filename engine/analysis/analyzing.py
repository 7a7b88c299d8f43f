"""The analysis of a class's answers: from graded rows and what the bank says to the facts."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from ..frozen import dataclass
from ..question import Question
from ..topic import Topic
from .computing.asked import Asked, asked, in_bank, renamed
from .computing.attempts import ATTEMPTS, Counted, blocks, counted
from .computing.correlating import Block, Sums, discrimination, sums
from .computing.limits import EXPECTED, remarks
from .computing.meaning import answers
from .computing.parameters import parameters, variants
from .computing.reliability import Reliability, reliability
from .computing.slips import slips
from .computing.students import Students, rest, students
from .computing.tallying import Tally, tallies
from .computing.timing import times
from .facts import Analysis, Item, Rows, Slip, Thirds, Whole
from .intake.gathering import Gathered, Numbers, gather
from .intake.rows import Fields
from .measures import Score, Times

NO_NAMES: Final[Mapping[str, str]] = {}


@dataclass(frozen=True, slots=True)
class _Worked:
    """All that is computed over all questions at once, before each is told."""

    found: Gathered
    rows: Counted
    of: Students
    worth: Reliability
    by_cells: list[Sums]
    by_rows: list[Sums]
    tallies: list[list[Tally]]
    known: list[Asked | None]
    times: list[Times | None]
    slips: list[tuple[Slip, ...]]


def analyze(
    rows: Iterable[Fields],
    topics: Iterable[Topic] = (),
    names: Mapping[str, str] = NO_NAMES,
    attempts: str = "first",
    unanswered_wrong: bool = False,
) -> Analysis:
    """Return what graded rows say of their questions. Raises TooMany where they can't be held.

    A row has `question`, `variant`, `answer`, `verdict`, `score`, `misconceptions`, and where they are known `student`,
    `attempt` (a number) and `seconds` or `milliseconds`; `names` has the columns that are called otherwise, by these
    names. `topics` may be none. Of the attempts of a student at a question the `first` counts, by `attempt` where that
    is there, else in the order of the rows; or the `last`, the `best`, or `all`, and then a student's score in a
    question is the mean. With `unanswered_wrong` a question that a student left out counts as wrong.

    A row takes 12 bytes, 20 where attempts are numbered, and some 90 at the height of the work; where what was left out
    counts as wrong, each student in each question takes as much.
    """
    if attempts not in ATTEMPTS:
        raise ValueError(f"the attempts that count are {attempts!r}; they can be {', '.join(ATTEMPTS)}")
    bank = in_bank(topics)
    found = gather(rows, names, renamed(bank))
    taken = counted(found, attempts, unanswered_wrong)
    cells, size = taken.cells, len(found.questions)
    of = students(cells)
    score_of = np.array([kind.score for kind in found.kinds])

    def by_cell() -> Iterator[Block]:
        for block in blocks(len(cells.score)):
            places = np.arange(len(cells.score))[block]
            yield cells.question[block], cells.score[block], rest(cells, of, places)

    def by_row() -> Iterator[Block]:
        for block in blocks(len(taken.kind)):
            yield taken.question[block], score_of[taken.kind[block]], rest(cells, of, taken.cell[block])

    by_cells = sums(by_cell, size)
    by_rows = sums(by_row, size) if attempts == "all" or unanswered_wrong else by_cells
    tallied = tallies(found, taken, of, by_rows)
    known = [_asked(bank.get(name), some) for name, some in zip(found.questions, tallied, strict=True)]
    over_all, of_each = slips(found, taken, tallied, known)
    worked = _Worked(
        found=found,
        rows=taken,
        of=of,
        worth=reliability(cells, of),
        by_cells=by_cells,
        by_rows=by_rows,
        tallies=tallied,
        known=known,
        times=times(taken.question, taken.seconds, score_of[taken.kind] == 1, size),
        slips=of_each,
    )
    return Analysis(
        _rows(worked),
        _whole(worked, unanswered_wrong),
        _items(worked, list(bank), unanswered_wrong),
        over_all,
        attempts,
        unanswered_wrong,
    )


def _asked(known: tuple[Topic, Question] | None, tallied: Sequence[Tally]) -> Asked | None:
    """Return a question as the bank has it, with the variants that were answered most; None where no bank does."""
    if known is None:
        return None
    answered = Counter[str]()
    for tally in tallied:
        answered[tally.kind.variant] += tally.n
    return asked(*known, sorted(answered, key=lambda label: (-answered[label], label)))


def _rows(worked: _Worked) -> Rows:
    found = worked.found
    return Rows(
        read=found.read,
        counted=len(worked.rows.kind),
        repeated=int(worked.rows.repeated.sum()),
        unreadable=int(found.unreadable.sum()),
        void=int(found.void.sum()),
        ungraded=found.ungraded,
        nameless=found.nameless,
    )


def _whole(worked: _Worked, unanswered_wrong: bool) -> Whole:
    of, worth, rows = worked.of, worked.worth, worked.rows
    third, mean = of.third, of.mean
    named = worked.found.students > 0
    points = [tally.n * tally.kind.score for some in worked.tallies for tally in some]
    blanks = int(rows.left_out.sum()) if unanswered_wrong else 0
    reached = np.clip(np.ceil(np.round(mean[of.asked > 0] * 10, 9)).astype(int) - 1, 0, 9)
    weakest, best = mean[third == 0], mean[third == 2]
    return Whole(
        students=worked.found.students if named else None,
        questions=len(worked.found.questions),
        score=Score(float(sum(points)), len(rows.kind) + blanks),
        complete=worth.complete,
        dichotomous=worth.dichotomous,
        mean=worth.mean,
        deviation=worth.deviation,
        reliability=worth.alpha,
        error=worth.error,
        measurement=worth.measurement,
        likely=worth.likely,
        tenths=tuple(np.bincount(reached, minlength=10).tolist()) if named else (),
        thirds=_thirds(np.bincount(third[third >= 0], minlength=3)) if named else None,
        cuts=(float(weakest.max()), float(best.min())) if len(weakest) and len(best) else None,
    )


def _thirds(counts: Numbers) -> Thirds:
    weakest, middle, best = counts.tolist()
    return weakest, middle, best


def _items(worked: _Worked, order: Sequence[str], unanswered_wrong: bool) -> tuple[Item, ...]:
    names, cells = worked.found.questions, worked.rows.cells
    size = len(names)
    placed = cells.question * 3 + worked.of.third[cells.student]
    n = np.bincount(placed, minlength=3 * size).reshape(size, 3).tolist()
    points = np.bincount(placed, cells.score, minlength=3 * size).reshape(size, 3).tolist()
    medians = [one.every.median for one in worked.times if one is not None]
    places = {name: place for place, name in enumerate(order)}
    in_order = sorted(range(size), key=lambda place: (places.get(names[place], len(places)), place))
    made = []
    for place in in_order:
        weakest, middle, best = [Score(total, some) for total, some in zip(points[place], n[place], strict=True)]
        thirds = (weakest, middle, best) if worked.found.students else None
        item = _item(worked, place, thirds, unanswered_wrong)
        made.append(replace(item, remarks=remarks(item, worked.known[place], medians)))
    return tuple(made)


def _item(worked: _Worked, place: int, thirds: tuple[Score, Score, Score] | None, unanswered_wrong: bool) -> Item:
    found, rows, known, tallied = worked.found, worked.rows, worked.known[place], worked.tallies[place]
    size = len(found.questions)
    given, others, kinds = answers(known, tallied, worked.by_rows[place], found.students, size)
    listed, more = variants(tallied) if known is None or known.family else ((), 0)
    answered = sum(tally.n for tally in tallied)
    left_out = int(rows.left_out[place])
    question = known.question if known else None
    author = question.difficulty if question else None
    return Item(
        id=found.questions[place],
        score=Score(
            float(sum(tally.n * tally.kind.score for tally in tallied)),
            answered + (left_out if unanswered_wrong else 0),
        ),
        full=sum(tally.n for tally in tallied if tally.kind.full),
        discrimination=discrimination(worked.by_cells[place], found.students, size),
        without=worked.worth.without[place],
        thirds=thirds,
        answers=given,
        other_answers=others,
        other_kinds=kinds,
        times=worked.times[place],
        variants=listed,
        other_variants=more,
        parameters=parameters(known, tallied) if known is None or known.family else (),
        slips=worked.slips[place],
        unreadable=int(found.unreadable[place]),
        void=int(found.void[place]),
        repeated=int(rows.repeated[place]),
        left_out=left_out,
        several=bool(question and question.answers),
        topic=known.topic.name if known else None,
        kind=question.kind if question else None,
        prompt=question.prompt if question else None,
        author=author,
        expected=EXPECTED[author] if author is not None else None,
        answered=answered,
    )
