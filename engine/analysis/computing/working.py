"""All that is computed over all questions at once, before each is told."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from ...frozen import dataclass
from ...question import Question
from ...topic import Topic
from ..facts import Slip
from ..intake.arrays import Gathered
from ..measures import Times
from .attempts import Counted, blocks, counted
from .correlating import Block, Sums, sums
from .knownquestions import Known, known_question
from .reliability import Reliability, reliability
from .slips import slips
from .students import Students, rest, students
from .tallying import Tally, tallies
from .timing import times


@dataclass(frozen=True, slots=True)
class Worked:
    """What was computed. Each list has one entry for each question, in the order of `found.questions`.

    `by_student` sums up the scores of students, `by_row` those of rows: they differ where a student has several rows in
    a question or, where what was left out counts as wrong, none.
    """

    found: Gathered
    rows: Counted
    unanswered_wrong: bool
    students: Students
    reliability: Reliability
    by_student: list[Sums]
    by_row: list[Sums]
    tallies: list[list[Tally]]
    known: list[Known | None]
    times: list[Times | None]
    slips: list[tuple[Slip, ...]]
    all_slips: tuple[Slip, ...]


def work(
    found: Gathered, bank: Mapping[str, tuple[Topic, Question]], attempts: str, *, unanswered_wrong: bool
) -> Worked:
    """Return what is computed of rows, with what a bank knows of their questions. Raises TooMany."""
    rows = counted(found, attempts, unanswered_wrong)
    cells, size = rows.cells, len(found.questions)
    known_students = students(cells)
    score_of = np.array([one.score for one in found.answers])

    def cell_blocks() -> Iterator[Block]:
        for block in blocks(len(cells.score)):
            places = np.arange(len(cells.score))[block]
            yield cells.question[block], cells.score[block], rest(cells, known_students, places)

    def row_blocks() -> Iterator[Block]:
        for block in blocks(len(rows.answer)):
            others = rest(cells, known_students, rows.cell[block])
            yield rows.question[block], score_of[rows.answer[block]], others

    by_student = sums(cell_blocks, found.students, size)
    differ = attempts == "all" or unanswered_wrong
    by_row = sums(row_blocks, found.students, size) if differ else by_student
    tallied = tallies(found, rows, known_students, by_row)
    known = [_known(bank.get(name), some) for name, some in zip(found.questions, tallied, strict=True)]
    all_slips, of_each = slips(found, rows, tallied, known)
    return Worked(
        found=found,
        rows=rows,
        unanswered_wrong=unanswered_wrong,
        students=known_students,
        reliability=reliability(cells, known_students),
        by_student=by_student,
        by_row=by_row,
        tallies=tallied,
        known=known,
        times=times(rows.question, rows.seconds, score_of[rows.answer] == 1, size),
        slips=of_each,
        all_slips=all_slips,
    )


def _known(in_bank: tuple[Topic, Question] | None, tallied: Sequence[Tally]) -> Known | None:
    """Return a question as the bank has it, with the variants that were answered most; None where no bank does."""
    if in_bank is None:
        return None
    answered = Counter[str]()
    for tally in tallied:
        answered[tally.answer.variant] += tally.n
    return known_question(*in_bank, sorted(answered, key=lambda label: (-answered[label], label)))
