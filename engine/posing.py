"""A question as it goes out to other programs: all that is said of it, computed, and nothing of a screen.

Everything follows from the bank and a seed, so that whoever exports twice gets the same bytes.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Final

from .choice import Choice, Predicted
from .choosing import Item, Rules, Wanted, drawn, items, once_more, shuffled
from .frozen import dataclass
from .jobs import Job
from .judging import Asked, grade_choice, plan_choice
from .kinds.outcome import OutcomeQuestion
from .oracle import Oracle
from .question import Question
from .solving import Solution, solution, solution_jobs
from .topic import Topic
from .verdict import Grade, Verdict
from .wordings import code_of, is_prose, notes

_LOT: Final = 200
"""So many questions are computed at a time."""


@dataclass(frozen=True, slots=True)
class Option:
    """A choice as it is posed. `shown` is Markdown where it is `prose`, else code; `graded` is what is graded of it.

    `grade` is torch's verdict on it, and what it says to whoever chooses it; `why` is the author's, in Markdown.
    """

    letter: str
    shown: str
    prose: bool
    graded: str
    right: bool
    grade: Grade
    why: str = ""


@dataclass(frozen=True, slots=True)
class Posed:
    """A question as it is posed: its code, what else must be known, and its choices in the order of the seed.

    `made`: the author wrote no choices, misconceptions made them. `fault` says why it must not go out: torch
    contradicts its key, or a distractor is right.
    """

    topic: Topic
    question: Question
    code: str
    notes: tuple[str, ...]
    options: tuple[Option, ...]
    solution: Solution
    made: bool = False
    fault: str = ""

    @property
    def id(self) -> str:
        """The id of the question."""
        return self.question.id

    @property
    def answers(self) -> tuple[str, ...]:
        """The right answers as one would type them; none where only torch can tell."""
        return self.solution.answers

    @property
    def several(self) -> bool:
        """Whether all that apply are to be chosen."""
        return bool(self.question.answers)


def posed(
    topics: Iterable[Topic],
    oracle: Oracle,
    seed: int = 0,
    wanted: Wanted | None = None,
    variants: int = 1,
    paper: int = 0,
) -> Iterator[Posed]:
    """Yield the questions as they are posed, of each family so many variants. Raises TorchAbsent.

    Each `paper` has the same questions, in other variants, and with their choices in another order.

    Where an author wrote no choices, they are made of misconceptions, as far as these speak of the question.
    """
    by_name = {topic.name: topic for topic in topics}
    rules = Rules(seed + paper)
    asked = (
        (by_name[one.topic], one.question)
        for item in items(by_name.values(), Rules(seed), wanted or Wanted())
        for one in _some(item, rules, variants)
    )
    while lot := list(islice(asked, _LOT)):
        offered = [(topic, _with_choices(question), question) for topic, question in lot]
        oracle.ask([job for _, question, _ in offered for job in _jobs(question)])  # all at once: then it remembers
        for topic, question, written in offered:
            yield _posed(topic, question, oracle, rules.seed, made=question is not written)


def _some(item: Item, rules: Rules, count: int) -> Iterator[Item]:
    """Yield so many variants of a question, or all where there are fewer; itself where it has none."""
    for _ in range(1 if item.family is None else min(count, len(item.family))):
        one = drawn(item, rules)
        yield one
        item = once_more(one)


def _with_choices(question: Question) -> Question:
    """Return a question with choices that misconceptions make, where its author wrote none and they speak of it."""
    if question.choices or question.distractors or question.answers or not question.computed:
        return question
    made = replace(question, distractors=(Predicted(None),))
    return made if made.choices else question


def _jobs(question: Question) -> Iterator[Job]:
    for choice in (*question.keys, *[choice for _, choice in question.wrong]):
        asked = plan_choice(question, choice)
        yield from asked.jobs if isinstance(asked, Asked) else ()
    yield from solution_jobs(question)


def _posed(topic: Topic, question: Question, oracle: Oracle, seed: int, made: bool) -> Posed:
    choices = shuffled(question, seed)
    grades = [(choice, grade_choice(oracle, question, choice)) for choice in choices or question.keys]
    options = [_option(question, place, choice, grade) for place, (choice, grade) in enumerate(grades)]
    if made and isinstance(question, OutcomeQuestion):
        options = _nameless(options)
    return Posed(
        topic,
        question,
        code_of(question),
        tuple(notes(question, bool(choices))),
        tuple(options) if choices else (),
        solution(question, oracle),
        made,
        next(filter(None, [_fault(question, choice, grade) for choice, grade in grades]), ""),
    )


def _option(question: Question, place: int, choice: Choice, grade: Grade) -> Option:
    right = choice in question.keys
    shown = " ".join(choice.shown.split())
    return Option(chr(ord("A") + place), shown, is_prose(question, choice), choice.graded, right, grade, choice.why)


def _nameless(options: list[Option]) -> list[Option]:
    """Return what can happen without an error's name, which only the right choice has; when, where several raise."""
    several = len([option for option in options if option.graded.startswith("raises")]) > 1
    found = []
    for option in options:
        raises = re.match(r"raises\b.*?( when (?:built|run))?$", option.graded)
        text = f"raises{(several and raises[1]) or ''}" if raises else option.graded
        found.append(replace(option, shown=text, graded=text))
    return found


def _fault(question: Question, choice: Choice, grade: Grade) -> str:
    """Return why a question must not go out: a choice is not what its author says."""
    right = choice in question.keys
    if grade.verdict is (Verdict.CORRECT if right else Verdict.WRONG):
        return ""
    return f"the {'key' if right else 'distractor'} {choice.graded} {grade.feedback or 'is not what torch says'}"
