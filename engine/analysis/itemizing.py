"""Each question as a fact, with why to look at it."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from .computing.answers import answers
from .computing.correlating import discrimination
from .computing.parameters import parameters, variants
from .computing.working import Worked
from .facts import Item
from .measures import Score
from .remarking import remarks
from .remarking.about import Case
from .remarking.scores import EXPECTED


def items(worked: Worked, order: Sequence[str]) -> tuple[Item, ...]:
    """Return the questions: those of a bank in its `order`, then the others in that of the rows."""
    places = {name: place for place, name in enumerate(order)}
    names = worked.found.questions
    medians = tuple([one.every.median for one in worked.times if one is not None])
    thirds = _thirds(worked)
    made = []
    for place in sorted(range(len(names)), key=lambda place: (places.get(names[place], len(places)), place)):
        item = _item(worked, place, thirds[place])
        known = worked.known[place]
        case = Case(item, known.question.seconds if known else None, medians)
        made.append(replace(item, remarks=remarks(case)))
    return tuple(made)


def _thirds(worked: Worked) -> list[tuple[Score, Score, Score] | None]:
    """Return the scores of each third of the students in each question; None where students are unknown."""
    cells, size = worked.rows.cells, len(worked.found.questions)
    if not worked.found.students:
        return [None] * size
    placed = cells.question * 3 + worked.students.third[cells.student]
    n = np.bincount(placed, minlength=3 * size).tolist()
    points = np.bincount(placed, cells.score, minlength=3 * size).tolist()
    scores = [Score(total, some) for total, some in zip(points, n, strict=True)]
    return list(zip(scores[::3], scores[1::3], scores[2::3], strict=True))


def _item(worked: Worked, place: int, thirds: tuple[Score, Score, Score] | None) -> Item:
    found, rows, known, tallied = worked.found, worked.rows, worked.known[place], worked.tallies[place]
    given, other_answers, other_kinds = answers(known, tallied, worked.by_row[place])
    in_variants = known is None or known.family is not None
    listed, other_variants = variants(tallied) if in_variants else ((), 0)
    answered, left_out = sum(tally.n for tally in tallied), int(rows.left_out[place])
    question = known.question if known else None
    author = question.difficulty if question else None
    return Item(
        id=found.questions[place],
        score=Score(
            float(sum(tally.n * tally.answer.score for tally in tallied)),
            answered + (left_out if worked.unanswered_wrong else 0),
        ),
        full=sum(tally.n for tally in tallied if tally.answer.full),
        discrimination=discrimination(worked.by_student[place]),
        without=worked.reliability.without[place],
        thirds=thirds,
        answers=given,
        other_answers=other_answers,
        other_kinds=other_kinds,
        times=worked.times[place],
        variants=listed,
        other_variants=other_variants,
        parameters=parameters(known, tallied) if in_variants else (),
        slips=worked.slips[place],
        unreadable=int(found.unreadable[place]),
        void=int(found.void[place]),
        repeated=int(rows.repeated[place]),
        left_out=left_out,
        several=bool(question and question.answers),
        topic=known.topic.name if known else None,
        kind=question.kind if question else None,
        prompt=question.prompt if question else None,
        variant=question.variant if question else None,
        author=author,
        expected=EXPECTED[author] if author is not None else None,
        answered=answered,
    )
