"""The grader: what is said of each ask, judged by an oracle. All grading of responses goes through it."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final, TypeAlias

from ..choosing import Rules, drawn, item
from ..family import Family, NoVariant
from ..judging import Asked, contradiction, plan, settle
from ..keys import Unfit
from ..layercall import closest
from ..literals import BANK, LEARNER, Unreadable
from ..oracle import Oracle
from ..plural import count
from ..question import Question
from ..topic import Topic
from ..verdict import Grade, Verdict, unreadable, void
from .asks import Ask, Chunk, Said, value_of
from .given import given_of

Whys: TypeAlias = tuple[tuple[object, str], ...]
"""What each wrong choice means, with what is said to whoever takes it."""

REMEMBERED: Final = 20_000
"""So many variants, contradictions and reasons are kept."""

_LETTER: Final = re.compile(r"[a-z][.)]?")


class Grader:
    """Judges asks about the questions of some topics. One thread uses it at a time."""

    def __init__(self, topics: Iterable[Topic], oracle: Oracle) -> None:
        self.oracle = oracle
        self._questions = {question.id: (topic, question) for topic in topics for question in topic.questions}
        self._variants: dict[tuple[str, str], Question] = {}
        self._contradictions: dict[tuple[str, str | None], str | None] = {}
        self._whys: dict[tuple[str, str | None], Whys] = {}

    def said(self, asks: Chunk) -> Said:
        """Return what is said of each ask, in order. Raises TorchAbsent."""
        found = []
        for (planned, named), outcomes in self.oracle.map(map(self._planned, asks)):
            grade = self._settled(planned, outcomes) if isinstance(planned, Asked) else planned
            found.append(said_of(grade, **named))
        return tuple(found)

    def _planned(self, ask: Ask) -> tuple[tuple[Grade | Asked, dict[str, str]], Sequence[Any]]:
        """Return the grade of an ask or what torch must compute for it, and the variant that its seed names."""
        name, variant, seed, answer = map(value_of, ask)
        topic, question = self._questions.get(name, (None, None)) if isinstance(name, str) else (None, None)
        if topic is None or question is None:
            return (void(self._no_question(name)), {}), ()
        named = {}
        if question.variant is not None:
            try:
                question = self._variant(topic, question, variant, seed)
            except (NoVariant, Unfit) as error:
                return (void(str(error)), {}), ()
            if variant is None and question.variant is not None:
                named = {"variant": question.variant}
        planned = self._plan(question, answer)
        return (planned, named), planned.jobs if isinstance(planned, Asked) else ()

    def _plan(self, question: Question, answer: Any) -> Grade | Asked:
        given = given_of(question, answer)
        if given is None:
            return unreadable("the field 'answer' is missing, or is neither text, a number nor a list")
        if not question.answers and not isinstance(given, str):
            return unreadable(f"{count(len(given), 'answer')} are given, and the question asks for one")
        asked = question.id, question.variant
        if asked not in self._contradictions:
            _make_room(self._contradictions)
            self._contradictions[asked] = contradiction(self.oracle, question)
        fault = self._contradictions[asked]
        if fault:
            return void(fault)
        chosen = any(given == choice.graded for choice in question.choices)  # the author may write more than learners
        return plan(question, given, BANK if chosen else LEARNER)

    def _variant(self, topic: Topic, question: Question, label: Any, seed: Any) -> Question:
        """Return the variant that a row names, or its seed. Raises NoVariant, and Unfit where it cannot be read."""
        family = topic.families[question.id]
        if isinstance(label, str):
            known = question.id, label
        elif label is None and type(seed) is int:
            known = question.id, f"seed {seed}"
        else:
            raise NoVariant(_which(family))
        found = self._variants.get(known)
        if found is None:
            _make_room(self._variants)
            rules = Rules(seed=seed or 0)
            found = family.find(label) if label is not None else drawn(item(topic, question, rules), rules).question
            self._variants[known] = found
        return found

    def _settled(self, asked: Asked, outcomes: Sequence[Any]) -> Grade:
        """Return the grade of one answer; of a wrong one, with what the author says to whoever chooses it."""
        grade, question = settle(asked, outcomes), asked.question
        if grade.verdict is not Verdict.WRONG:
            return grade
        if question.kind == "match" and question.wrong and not grade.feedback:
            grade = replace(grade, feedback=_none_of_these(question, asked.parts))
        name = question.id, question.variant
        if name not in self._whys:
            _make_room(self._whys)
            self._whys[name] = _whys(question)
        for part in asked.parts if self._whys[name] else ():
            found = [why for meaning, why in self._whys[name] if question.same(meaning, part)]
            if len(found) == 1 and found[0]:  # of several that mean this, nobody knows which was chosen
                mark = "" if grade.feedback[-1:] in ("", *".!?") else "."
                grade = replace(grade, feedback=f"{grade.feedback}{mark} {found[0]}".lstrip())
        return grade

    def _no_question(self, name: object) -> str:
        if not isinstance(name, str):
            return "the field 'question' is missing: write the id of a question"
        close = closest(name, tuple(self._questions))
        meant = f"; did you mean {close!r}?" if close else ""
        return f"no question of this bank is called {name[:64]!r}{meant}"


def _none_of_these(question: Question, parts: Sequence[Any]) -> str:
    """Return what is said to an answer to a question with choices that is none of them; "" to one that is."""
    choices = [question.read(choice.graded) for choice in question.choices]
    if any(question.same(choice, part) for choice in choices for part in parts):
        return ""
    letter = any(isinstance(part, str) and _LETTER.fullmatch(part) for part in parts)
    return f"is none of the choices{': the content of one is expected, never its letter' if letter else ''}"


def said_of(grade: Grade, **named: str) -> str:
    """Return the fields that a grade adds to a row, as the text of a JSON object.

    >>> said_of(unreadable("no letter is marked"))
    '{"verdict": "unreadable", "score": null, "computed": "", "feedback": "no letter is marked", "misconceptions": []}'
    """
    return json.dumps(
        named
        | {
            "verdict": grade.verdict.value,
            "score": grade.score,
            "computed": grade.computed,
            "feedback": grade.feedback,
            "misconceptions": list(grade.misconceptions),
        }
    )


def _which(family: Family) -> str:
    such = family.label(family.sets[0])
    return f"the field 'variant' is missing: {family.first.id} has {len(family):,}, such as {such}"


def _make_room(kept: dict[Any, Any]) -> None:
    if len(kept) >= REMEMBERED:
        kept.clear()


def _whys(question: Question) -> Whys:
    """Return what each wrong choice means, with what is said to it; nothing where nothing is said to any."""
    if not any(choice.why for _, choice in question.wrong):
        return ()
    found = []
    for _, choice in question.wrong:
        try:
            found.append((question.read(choice.graded), " ".join(choice.why.split())))
        except Unreadable:
            continue
    return tuple(found)
