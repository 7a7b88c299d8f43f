"""Papers to print: an exam with an answer sheet and the teacher's key beside it, or a practice sheet with solutions."""

from collections.abc import Iterator
from typing import Any, Final

from ..hidden import visible
from ..posing import Posed
from . import exam
from .papers import key_fields, paper_fields
from .sheet import STEM, Exported, Loss, Sheet
from .typeset import plain
from .typesetting import not_drawn, printed

KEY: Final = f"{STEM}-key.pdf"
"""What the key of an exam is called."""
_MOST_NAMED: Final = 5


def to_pdf(sheet: Sheet) -> Exported:
    """Return the papers; of an exam, the key and what its letters mean beside them. Raises CannotExport."""
    whole: dict[str, Any] = {
        "title": plain(sheet.title),
        "exam": sheet.exam,
        "papers": [paper_fields(sheet, paper) for paper in sheet.papers],
        "key": None,
    }
    file = printed(whole)
    losses = tuple(_undrawn(sheet))
    if not sheet.exam:
        return Exported(file, losses=losses)
    key = printed(whole | {"papers": [], "key": key_fields(sheet)})
    return Exported(file, ((KEY, key), (exam.NAME, exam.exam_key(sheet))), losses)


def _undrawn(sheet: Sheet) -> Iterator[Loss]:
    """Yield a loss for each question in which a character is in no font."""
    posed = {(one.topic.name, one.id, one.question.variant): one for paper in sheet.papers for one in paper.posed}
    words = {name: set(visible("".join(_words(one)))) for name, one in posed.items()}
    boxes = not_drawn(set().union(*words.values()))
    for name, one in posed.items():
        found = sorted(words[name] & boxes)
        if found:
            more = " and others" if len(found) > _MOST_NAMED else ""
            said = f"no font at hand has {' '.join(found[:_MOST_NAMED])}{more}: empty boxes are printed"
            yield Loss(one, said)


def _words(posed: Posed) -> Iterator[str]:
    question = posed.question
    yield from (posed.topic.title, question.prompt, posed.code, question.explanation, question.source or "")
    yield from (*question.hints, *question.mistakes, *question.tags, *posed.answers)
    for option in posed.options:
        yield from (option.shown, option.why, option.grade.feedback)
