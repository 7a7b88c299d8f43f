"""What each letter of an exam stands for: written beside papers that are handed out, read again to grade them.

It says which answer a letter gives, never which one is right: torch says that when answers are graded.
"""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from ..literals import Unreadable
from .forms import Chosen, form_of
from .sheet import Sheet

NAME: Final = "exam.json"
"""What the file is called that lies beside an exam."""

_FORMAT: Final = 1
_BESIDE: Final = " ,;.()\t"
"""What may stand beside letters, as in "B." and "(a, c)"."""
_LONGEST: Final = 39
"""So many characters are shown of what is wrong."""


@dataclass(frozen=True, slots=True)
class ExamQuestion:
    """One question of a paper, and what each of its letters stands for; no letters where an answer is written out."""

    number: int
    topic: str
    question: str
    variant: str | None
    letters: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ExamPaper:
    """One paper of an exam, by its name."""

    name: str
    questions: tuple[ExamQuestion, ...]

    def question(self, number: int) -> ExamQuestion:
        """Return the question of this number. Raises Unreadable."""
        for question in self.questions:
            if question.number == number:
                return question
        raise Unreadable(f"paper {self.name} has no question {number}: it has {len(self.questions)}")

    def contents(self, number: int, letters: str) -> tuple[str, ...]:
        """Return what somebody answers who marks these letters, such as "B", "b)" or "A, C". Raises Unreadable.

        >>> asked = ExamQuestion(7, "pooling", "halved", None, (("A", "(1, 3)"), ("B", "(1, 4)")))
        >>> ExamPaper("2", (asked,)).contents(7, " b")
        ('(1, 4)',)
        """
        question = self.question(number)
        known = dict(question.letters)
        if not known:
            raise Unreadable(f"question {number} of paper {self.name} has no letters: its answer is written out")
        marked = dict.fromkeys([one for one in letters.upper() if one not in _BESIDE])
        if not marked:
            raise Unreadable(f"no letter is marked in question {number} of paper {self.name}")
        for letter in marked:
            if letter not in known:
                there = f"it has A to {list(known)[-1]}"
                raise Unreadable(f"question {number} of paper {self.name} has no letter {letter!r}: {there}")
        return tuple([known[letter] for letter in marked])


@dataclass(frozen=True, slots=True)
class Exam:
    """The papers of an exam, as they were handed out."""

    title: str
    seed: int
    papers: tuple[ExamPaper, ...]

    def paper(self, name: str) -> ExamPaper:
        """Return the paper of this name, such as "2". Raises Unreadable."""
        for paper in self.papers:
            if paper.name == name:
                return paper
        there = ", ".join([paper.name for paper in self.papers])
        raise Unreadable(f"there is no paper {_said(name)}: the exam has {there}")


def exam_key(sheet: Sheet) -> bytes:
    """Return what each letter of each paper stands for, as JSON. It does not say what is right."""
    papers = [
        {
            "paper": paper.name,
            "questions": [
                {
                    "number": number,
                    "topic": posed.topic.name,
                    "question": posed.id,
                    "variant": posed.question.variant,
                    "letters": {option.letter: option.graded for option in form.options}
                    if isinstance(form := form_of(posed), Chosen)
                    else {},
                }
                for number, posed in enumerate(paper.posed, 1)
            ],
        }
        for paper in sheet.papers
    ]
    exam = {"format": _FORMAT, "title": sheet.title, "seed": sheet.seed, "papers": papers}
    return (json.dumps(exam, indent=1) + "\n").encode()


def read_exam(text: bytes) -> Exam:
    """Return the exam that `exam_key` wrote. Raises Unreadable."""
    try:
        exam = json.loads(text)
    except (ValueError, RecursionError):
        raise Unreadable("this is no exam: it is no JSON") from None
    if not isinstance(exam, dict) or "papers" not in exam:
        raise Unreadable(f"this is no exam: {NAME} lies beside what `quizproof export --exam` writes")
    if exam.get("format") != _FORMAT:
        raise Unreadable(f"the exam has format {_said(exam.get('format'))}, and {_FORMAT} is known here")
    papers = [_paper(one, place) for place, one in enumerate(_list(exam, "papers", "the exam"), 1)]
    for name, times in Counter([paper.name for paper in papers]).items():
        if times > 1:
            raise Unreadable(f"the exam has two papers called {_said(name)}")
    return Exam(_text(exam, "title", "the exam"), _whole(exam, "seed", "the exam"), tuple(papers))


def _paper(found: Any, place: int) -> ExamPaper:
    here = f"paper number {place} of the exam"
    name = _text(found, "paper", here)
    asked = enumerate(_list(found, "questions", here), 1)
    return ExamPaper(name, tuple([_question(one, f"question number {at} of paper {name}") for at, one in asked]))


def _question(found: Any, here: str) -> ExamQuestion:
    variant = _field(found, "variant", here)
    if variant is not None and not isinstance(variant, str):
        raise Unreadable(f"{here}: 'variant' is {_said(variant)}, and a text or null is expected")
    letters = _field(found, "letters", here)
    if not isinstance(letters, dict) or not all(isinstance(one, str) for one in letters.values()):
        raise Unreadable(f"{here}: 'letters' names no text for each letter")
    return ExamQuestion(
        _whole(found, "number", here),
        _text(found, "topic", here),
        _text(found, "question", here),
        variant,
        tuple(letters.items()),
    )


def _field(found: Any, key: str, here: str) -> Any:
    if not isinstance(found, dict) or key not in found:
        raise Unreadable(f"{here} has no {key!r}")
    return found[key]


def _said(value: object) -> str:
    said = repr(value)
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"


def _text(found: Any, key: str, here: str) -> str:
    value = _field(found, key, here)
    if not isinstance(value, str):
        raise Unreadable(f"{here}: {key!r} is {_said(value)}, and a text is expected")
    return value


def _whole(found: Any, key: str, here: str) -> int:
    value = _field(found, key, here)
    if type(value) is not int:
        raise Unreadable(f"{here}: {key!r} is {_said(value)}, and a whole number is expected")
    return value


def _list(found: Any, key: str, here: str) -> list[Any]:
    value = _field(found, key, here)
    if not isinstance(value, list):
        raise Unreadable(f"{here}: {key!r} is no list")
    return value


def question_meant(exam: Exam, fields: Mapping[str, Any]) -> tuple[ExamPaper, ExamQuestion]:
    """Return the question that `paper` (1 if left out) and `number` name, with its paper. Raises Unreadable."""
    paper = exam.paper(str(fields.get("paper", "1")))
    number = fields.get("number")
    if type(number) is not int:
        raise Unreadable("the field 'number' is missing: which question of the paper is it?")
    return paper, paper.question(number)


def answer_meant(paper: ExamPaper, question: ExamQuestion, answer: Any) -> Any:
    """Return what an answer says: the contents that its letters stand for, where the question has any.

    Raises Unreadable.
    """
    if not question.letters:
        return answer
    letters = " ".join(map(str, answer)) if isinstance(answer, list) else answer
    if not isinstance(letters, str):
        raise Unreadable("the field 'answer' is missing: which letters are marked?")
    contents = paper.contents(question.number, letters)
    return contents[0] if len(contents) == 1 else list(contents)


def exam_of(file: str) -> Exam:
    """Return the exam whose letters are in this file. Raises Unreadable and OSError."""
    with open(file, "rb") as opened:
        return read_exam(opened.read())
