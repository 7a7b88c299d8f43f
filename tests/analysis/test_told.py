"""What is said of answers and of reasons: which answers are listed, under which name, with how many digits."""

from dataclasses import replace

import pytest

from classes import HALF, SMALL, answer, item
from quizproof.engine.analysis.facts import Answer
from quizproof.engine.analysis.measures import Measured, Missing
from quizproof.engine.analysis.reasons import Reason, Remark
from quizproof.engine.analysis.telling.advice import told_together
from quizproof.engine.analysis.telling.detailing import listed, others
from quizproof.engine.analysis.telling.measuring import facts_of, unknowns
from quizproof.engine.analysis.telling.wholetest import FEW_STUDENTS, reliability, reliable_enough

TYPED = [answer(f"typed {place}", (1, 0, 0), -0.1, offered=False) for place in range(20)]
KEY, IDLE = answer("key", (9, 9, 9), 0.3, right=True), answer("idle", (0, 0, 0), 0.0)


def test_what_is_offered_is_listed_first_even_if_nobody_took_it() -> None:
    asked = item("a", (9, 9, 9), 0.3, KEY, *TYPED[:3], IDLE)
    assert listed(asked) == [KEY, IDLE, *TYPED[:3]]
    assert others(asked) == ""


LISTED = {
    "just as many as are listed": (10, 0, 0, ""),
    "one more": (11, 0, 0, "1 more answer, 1 different one, is rarer."),
    "many more, and those that are not in the facts": (20, 7, 5, "17 more answers, 15 different ones, are rarer."),
    "only those that are not in the facts": (2, 1300, 900, "1,300 more answers, 900 different ones, are rarer."),
}


@pytest.mark.parametrize(("typed", "answers", "kinds", "said"), LISTED.values(), ids=LISTED)
def test_how_many_answers_are_not_listed(typed: int, answers: int, kinds: int, said: str) -> None:
    asked = replace(item("a", (9, 9, 9), 0.3, KEY, IDLE, *TYPED[:typed]), other_answers=answers, other_kinds=kinds)
    assert len(listed(asked)) == min(2 + typed, 12)
    assert others(asked) == said


def test_answers_of_an_author_who_offers_many_are_all_listed() -> None:
    offered: list[Answer] = [replace(one, offered=True) for one in TYPED]
    assert len(listed(item("a", (9, 9, 9), 0.3, KEY, *offered, TYPED[0]))) == 21


def whys(*remarks: Remark, answers: tuple[Answer, ...] = ()) -> list[str]:
    return [why for some, _ in told_together(item("a", (9, 9, 9), 0.3, *answers, remarks=remarks)) for why in some]


def test_choices_that_are_graded_as_one_are_told_apart() -> None:
    raises = [answer("raises", (1, 0, 0), 0.0, shown=shown) for shown in ("It `raises` early", "It raises late")]
    remarks = [Remark(Reason.IDLE, 0.01, 0.05, 90, answer="raises") for _ in raises]
    assert whys(*remarks, answers=(KEY, *raises)) == [
        "Hardly anybody chose 'It raises early': 1% of 90 answers.",
        "Hardly anybody chose 'It raises late': 1% of 90 answers.",
    ]


def test_an_answer_that_is_not_there_any_more_is_told_as_it_was() -> None:
    remark = Remark(Reason.IDLE, 0.01, 0.05, 90, answer="gone\n'")
    assert whys(remark) == ["""Hardly anybody chose "gone '": 1% of 90 answers."""]


DIGITS = {
    "two are enough": (0.1, "0.10, less than 0.20"),
    "three are needed": (0.1988, "0.199, less than 0.200"),
    "as near as that": (0.19996, "0.20, less than 0.20"),
    "no minus before nothing": (-0.0001, "0.00, less than 0.20"),
}


@pytest.mark.parametrize(("value", "said"), DIGITS.values(), ids=DIGITS)
def test_a_value_differs_from_its_limit(value: float, said: str) -> None:
    [why] = whys(Remark(Reason.LOW, value, 0.2, 90))
    assert why == f"It hardly tells who knows the subject: discrimination {said}, of 90 students."


INSTEAD = {
    "nothing typed": ((), []),
    "rarely": ([answer("4", (1, 1, 0), 0.0, offered=False)], []),
    "what is offered": ([answer("4", (9, 9, 9), 0.0)], []),
    "what is right": ([answer("4", (9, 9, 9), 0.0, offered=False, right=True)], []),
    "often": ([answer("4", (1, 1, 1), 0.0, offered=False)], ["Typed most often and not offered: '4', 3 times."]),
    "the one typed most": (
        [answer("4", (1, 1, 1), 0.0, offered=False), answer("5", (2, 1, 1), 0.0, offered=False)],
        ["Typed most often and not offered: '5', 4 times."],
    ),
    "in a variant": ([answer("4", (1, 1, 1), 0.0, offered=False, variant="n=1")], []),
    "in a variant, by a misconception": (
        [answer("4", (1, 1, 1), 0.0, offered=False, variant="n=1", misconceptions=("a-b", "c"))],
        ["Typed most often and not offered: a-b or c, 3 times."],
    ),
}


@pytest.mark.parametrize(("answers", "said"), INSTEAD.values(), ids=INSTEAD)
def test_what_to_offer_in_place_of_an_idle_choice(answers: list[Answer], said: list[str]) -> None:
    told = whys(Remark(Reason.IDLE, 0.0, 0.05, 90, answer="idle"), answers=(KEY, IDLE, *answers))
    assert told == ["Hardly anybody chose 'idle': 0% of 90 answers.", *said]


def test_a_guess_is_called_one() -> None:
    assert whys(Remark(Reason.HARD, 0.1, 0.2, 8, few=True)) == [
        "Few get it right: difficulty 0.10, less than 0.20, of 8 answers.",
        "A guess: these are few answers.",
    ]


ENOUGH = {
    "negative": (-0.1, 90, "Below 0 the questions contradict each other: a key may be wrong."),
    "low": (0.69, 90, "Less than an exam in class should have (0.70): do not grade by these points alone."),
    "of an exam": (0.7, 90, "Enough for an exam in class (0.70 or more)."),
    "high": (0.9, 90, "Enough to decide on one student by these points alone (0.90 or more)."),
    "high, of few": (0.95, FEW_STUDENTS - 1, "Of fewer than 30 students it says little."),
    "high, of just enough": (
        0.95,
        FEW_STUDENTS,
        "Enough to decide on one student by these points alone (0.90 or more).",
    ),
}


@pytest.mark.parametrize(("value", "complete", "said"), ENOUGH.values(), ids=ENOUGH)
def test_for_what_a_test_is_enough(value: float, complete: int, said: str) -> None:
    whole = replace(SMALL.whole, reliability=Measured(value, complete), complete=complete)
    assert reliable_enough(replace(SMALL, whole=whole)) == said


FEW = {
    "none": (0, "KR-20 is unknown: no student answered every question."),
    "four": (4, "KR-20 is unknown: only 4 students answered every question, too few to tell."),
}


@pytest.mark.parametrize(("complete", "said"), FEW.values(), ids=FEW)
def test_of_few_students_the_reliability_is_not_told(complete: int, said: str) -> None:
    missing = Measured(None, complete, Missing.FEW_STUDENTS)
    whole = replace(SMALL.whole, reliability=missing, complete=complete, dichotomous=True)
    assert reliability(replace(SMALL, whole=whole)) == said


def test_who_left_something_out_did_not_answer_every_question() -> None:
    whole = replace(SMALL.whole, reliability=Measured(0.5, 9), error=Measured(None), likely=None, complete=9)
    assert reliability(replace(SMALL, whole=whole, unanswered_wrong=True)) == (
        "Coefficient alpha is 0.50, from 9 students, with what they left out."
    )


def test_why_discriminations_are_unknown_is_said_once() -> None:
    few = [replace(SMALL.items[0], discrimination=Measured(None, n, Missing.FEW_STUDENTS)) for n in range(3)]
    assert unknowns(few) == "- is not known: too few students answered it and another question."
    assert unknowns([replace(SMALL.items[0], discrimination=Measured(0.5, 9))]) == ""


def test_what_is_unknown_is_enough_for_nothing() -> None:
    whole = replace(SMALL.whole, reliability=Measured(None, 81, Missing.TOO_MANY), dichotomous=True)
    assert reliable_enough(replace(SMALL, whole=whole)) == ""
    assert reliability(replace(SMALL, whole=whole)) == (
        "KR-20 is unknown: there are too many students and questions to compare."
    )


def test_what_was_left_out_is_said_as_it_counts() -> None:
    left = replace(HALF, left_out=7)
    assert (
        dict(facts_of(SMALL, left))["answers"] == "90, 60 with full score; 4 unreadable; 11 other attempts; 7 left out"
    )
    counted = dict(facts_of(replace(SMALL, unanswered_wrong=True), left))["answers"]
    assert counted.endswith("; 7 left out and counted as wrong")
