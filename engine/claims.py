"""What an author claims in one question, choice by choice, and what torch must compute to prove it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from .arrows import Arrow, plan_arrows
from .findings import ERROR, Edit, Finding
from .frozen import dataclass
from .jobs import Job, Outcome
from .judging import Asked, plan_choice
from .literals import Unreadable
from .question import Choice, Question
from .topic import Topic
from .verdict import Grade, QuestionFault
from .yamltree import Path


@dataclass(frozen=True, slots=True)
class Claim:
    """One choice that must grade as the author says; its jobs are those from `start` on."""

    question: Question
    choice: Choice
    right: bool
    path: Path
    asked: Asked | Grade
    start: int

    def outcomes(self, outcomes: Sequence[Outcome]) -> Sequence[Outcome]:
        """Return the outcomes of this claim's own jobs."""
        count = len(self.asked.jobs) if isinstance(self.asked, Asked) else 0
        return outcomes[self.start : self.start + count]


@dataclass(frozen=True, slots=True)
class Proof:
    """One question with everything that torch must compute to prove it."""

    topic: Topic
    question: Question
    path: Path
    claims: tuple[Claim, ...]
    facts: tuple[Claim, ...]
    possible: Claim | None
    truth: int | QuestionFault
    arrows: tuple[Arrow, ...]
    jobs: tuple[Job, ...]

    def finding(self, rule: str, message: str, path: Path, severity: str = ERROR, fix: Edit | None = None) -> Finding:
        """Return the finding at a path of the file."""
        return self.topic.finding(rule, message, path, question=self.question.id, severity=severity, fix=fix)


def plan_proof(topic: Topic, question: Question, path: Path) -> Proof:
    """Return the proof of a question, with its jobs."""
    jobs: list[Job] = []
    truth: int | QuestionFault
    try:
        jobs += question.jobs(None)
        truth = len(jobs)
    except QuestionFault as fault:
        truth = fault
    except Unreadable as error:  # a key that cannot be read is told at the key
        truth = QuestionFault(str(error), "bad-layer")
    claims = tuple(_claims(topic, question, path, jobs))
    possible = _possible(topic, question, path, jobs)
    facts: list[Claim] = []
    for place, fact in enumerate(getattr(question, "evidence", ())):
        facts += _claims(topic, fact, (*path, "evidence", place), jobs)
    arrows = plan_arrows(texts_of_question(question, path), jobs)
    return Proof(topic, question, path, claims, tuple(facts), possible, truth, arrows, tuple(jobs))


def texts_of_question(question: Question, path: Path) -> Iterator[tuple[str, Path]]:
    """Yield the texts in which an author explains, each with its place: what stands there must hold."""
    if question.explanation:
        yield question.explanation, (*path, "explanation")
    for place, hint in enumerate(question.hints):
        yield hint, (*path, "hints", place)
    for name, choices in (("answers", tuple(enumerate(question.answers))), ("distractors", question.wrong)):
        for place, choice in choices:
            if choice.why:
                yield choice.why, (*path, name, place, "why")
    if question.answer is not None and question.answer.why:
        yield question.answer.why, (*path, "answer", "why")


def _possible(topic: Topic, question: Question, path: Path, jobs: list[Job]) -> Claim | None:
    """Return the claim that an answer is right which the formulas found, for where the author's is not, or missing."""
    text = question.possible() if question.stated or not question.keys else None
    if text is None:
        return None
    keyed = replace(question, answer=Choice(answer=text), answers=(), distractors=())
    return next(_claims(topic, keyed, path, jobs), None)


def _claims(topic: Topic, question: Question, path: Path, jobs: list[Job]) -> Iterator[Claim]:
    """Yield what the author says of each choice, and append what torch must compute for it to `jobs`."""
    stated: list[tuple[Choice, bool, Path]]
    if question.answers:
        stated = [(choice, True, (*path, "answers", place)) for place, choice in enumerate(question.answers)]
    else:
        stated = [(choice, True, (*path, "answer")) for choice in question.keys]
    stated += [(choice, False, (*path, "distractors", place)) for place, choice in question.wrong]
    for choice, right, at in stated:
        if topic.source.tree.is_split(at):  # that YAML split it is told; what the pieces are worth does not matter
            continue
        asked = plan_choice(question, choice)
        claim = Claim(question, choice, right, (*at, "answer"), asked, len(jobs))  # of {text, answer}, or the whole
        if isinstance(asked, Asked):
            jobs += asked.jobs
        yield claim
