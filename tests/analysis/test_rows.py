"""What is made of rows, whatever they hold."""

import math
from typing import Any

import pytest

from gradedrows import Row, row
from quizproof.engine.analysis.analyzing import analyze
from quizproof.engine.analysis.facts import Analysis, Rows
from quizproof.engine.analysis.intake import distinct
from quizproof.engine.analysis.measures import Measured, Missing, Score, Spread, Times

NOT_COUNTED: dict[str, tuple[Row, Rows]] = {
    "no question": (row("a", None), Rows(read=1, nameless=1)),
    "a question that is no name": (row("a", ["q"]), Rows(read=1, nameless=1)),
    "a truth value as question": (row("a", True), Rows(read=1, nameless=1)),
    "a number that is no name": (row("a", 10**400), Rows(read=1, nameless=1)),
    "an empty name": (row("a", " "), Rows(read=1, nameless=1)),
    "no verdict": ({"student": "a", "question": "q", "answer": "1"}, Rows(read=1, ungraded=1)),
    "an unknown verdict": (row("a", "q", verdict="partly"), Rows(read=1, ungraded=1)),
    "a verdict that has no hash": (row("a", "q", verdict={}), Rows(read=1, ungraded=1)),
    "no number as score": (row("a", "q", score=math.nan), Rows(read=1, ungraded=1)),
    "a word as score": (row("a", "q", verdict="wrong", score="half"), Rows(read=1, ungraded=1)),
    "per cent as score": (row("a", "q", verdict="wrong", score=50), Rows(read=1, ungraded=1)),
    "below nothing": (row("a", "q", verdict="wrong", score=-0.1), Rows(read=1, ungraded=1)),
    "without end": (row("a", "q", verdict="wrong", score="-inf"), Rows(read=1, ungraded=1)),
    "wrong with full score": (row("a", "q", verdict="wrong", score=1), Rows(read=1, ungraded=1)),
    "right without a point": (row("a", "q", verdict="correct", score=0), Rows(read=1, ungraded=1)),
    "unreadable": (row("a", "q", verdict="unreadable", score=None), Rows(read=1, unreadable=1)),
    "void": (row("a", "q", verdict="void", score=""), Rows(read=1, void=1)),
    "no field at all": ({}, Rows(read=1, nameless=1)),
}


@pytest.mark.parametrize(("one", "rows"), NOT_COUNTED.values(), ids=NOT_COUNTED)
def test_what_does_not_count(one: Row, rows: Rows) -> None:
    found = analyze([one, one])
    assert found.rows == Rows(*[2 * getattr(rows, name) for name in Rows.__slots__])
    assert found.whole.score == Score()
    assert found.whole.reliability.value is None


def deep() -> list[Any]:
    inner: list[Any] = []
    for _ in range(100_000):
        inner = [inner]
    return inner


COUNTED: dict[str, tuple[Row, float]] = {
    "right": (row("a", "q"), 1.0),
    "texts, as CSV has them": (row("a", "q", verdict="wrong", score="0.5"), 0.5),
    "no score beside a verdict": (row("a", "q", verdict=" Correct ", score=None), 1.0),
    "an empty one": (row("a", "q", verdict="wrong", score=""), 0.0),
    "an answer that is no text": (row("a", "q", answer={"x": [1]}), 1.0),
    "no answer": (row("a", "q", answer=None), 1.0),
    "numbers as names": (row(17, 4), 1.0),
    "absurd names": (row("\x1b[2J" * 10_000, "=cmd|\u202e" * 9_000), 1.0),
    "numbers without end": (row(10**300, 10**199, answer=10**5_000), 1.0),
    "numbers without end in lists": (row("a", "q", answer=[10**5_000], misconceptions=[10**5_000]), 1.0),
    "deeper than one can look": (row("a", "q", answer=deep()), 1.0),
    "half a character": (row("\ud800", "\udfff", answer="\ud800"), 1.0),
    "misconceptions of no kind": (row("a", "q", score=0, misconceptions=[1, None, ["x"], "b c", ""]), 0.0),
    "misconceptions that have no hash": (row("a", "q", score=0, misconceptions=[{}]), 0.0),
}


@pytest.mark.parametrize(("one", "score"), COUNTED.values(), ids=COUNTED)
def test_what_counts(one: Row, score: float) -> None:
    found = analyze([one])
    assert found.rows == Rows(read=1, counted=1)
    assert found.whole.score == Score(score, 1)
    assert (len(found.items), found.slips) == (1, ())


def test_nothing_at_all() -> None:
    found = analyze([])
    assert (found.rows, found.items, found.slips) == (Rows(), (), ())
    assert found.whole.students is None
    assert found.whole.reliability == Measured(None, 0, Missing.NOBODY)


NOBODY: dict[str, Any] = {
    "none": None,
    "empty": "",
    "blank": " ",
    "a list": ["ada"],
    "a truth value": True,
    "no number": math.nan,
}


@pytest.mark.parametrize("student", NOBODY.values(), ids=NOBODY)
def test_without_students_what_needs_none_is_there(student: Any) -> None:
    rows = [row(student, "q", score, misconceptions=["no-plus-one"]) for score in (1, 0, 0, 1, 0)]
    found = analyze([*rows, row(student, "p")])
    item = found.items[0]
    assert (item.score, item.full, item.answered) == (Score(2.0, 5), 2, 5)
    assert item.discrimination == Measured(None, 0, Missing.NOBODY)
    assert (item.thirds, item.answers[0].thirds, found.whole.thirds, found.whole.tenths) == (None, None, None, ())
    assert [(one.slug, one.sure, one.students, one.kept) for one in found.slips] == [("no-plus-one", 3, None, None)]
    assert found.whole.reliability == Measured(None, 0, Missing.NOBODY)
    assert found.rows == Rows(read=6, counted=6)  # who is unknown can't have answered before


def test_who_handed_in_what_cannot_be_read_is_a_student() -> None:
    rows = [row(who, what) for who in "ab" for what in "pq"]
    rows += [row("c", what) | {"verdict": "unreadable", "score": None} for what in "pq"]
    found, strict = analyze(rows), analyze(rows, unanswered_wrong=True)
    assert (found.whole.students, found.items[0].score, found.items[0].left_out) == (3, Score(2.0, 2), 1)
    assert (strict.whole.students, strict.items[0].score, strict.whole.complete) == (3, Score(2.0, 3), 3)
    assert analyze(rows[4:]).items[0].discrimination == Measured(None, 0, Missing.FEW_STUDENTS)


def test_some_rows_without_a_student() -> None:
    found = analyze([row("a", "q"), row(None, "q", 0), row("b", "q", 0), row("a", "p", 0), row("b", "p")])
    assert found.items[0].score == Score(1.0, 3)
    assert [one.n for one in found.items[0].thirds or ()] == [0, 2, 0]
    assert (found.whole.students, found.whole.complete) == (2, 2)


MISSING: dict[str, tuple[list[Row], Missing, int]] = {
    "one question": ([row("a", "q"), row("b", "q", 0), row("c", "q")], Missing.FEW_QUESTIONS, 3),
    "nobody answered all": ([row("a", "q"), row("b", "p"), row("c", "p", 0)], Missing.FEW_STUDENTS, 0),
    "one answered all": ([row("a", "q"), row("a", "p"), row("c", "p", 0)], Missing.FEW_STUDENTS, 1),
    "four answered all": ([row(who, what, who < what) for who in "aqrb" for what in "pq"], Missing.FEW_STUDENTS, 4),
    "all are right": ([row(who, what) for who in "abc" for what in "pq"], Missing.NO_VARIANCE, 3),
}


@pytest.mark.parametrize(("rows", "missing", "n"), MISSING.values(), ids=MISSING)
def test_where_there_is_no_reliability_the_reason_is_said(rows: list[Row], missing: Missing, n: int) -> None:
    whole = analyze(rows).whole
    assert whole.reliability == whole.error == whole.measurement == Measured(None, n, missing)
    assert whole.likely is None


def test_a_question_that_everybody_has_right_tells_nobody_apart() -> None:
    found = analyze(
        [
            row(who, what, float(who in right))
            for what, right in (("p", "abcdef"), ("q", "abde"), ("r", "ad"))
            for who in "abcdef"
        ]
    )
    assert found.items[0].discrimination == Measured(None, 6, Missing.NO_VARIANCE)
    assert found.items[1].discrimination.value == pytest.approx(0.5)
    assert found.whole.reliability.value == pytest.approx(0.5)
    assert [round(item.without.value or 0, 4) + 0 for item in found.items] == [0.6667, 0.0, 0.0]


def test_times_are_read_as_seconds_or_milliseconds() -> None:
    given: list[Row] = [{"seconds": 10}, {"seconds": "20"}, {"milliseconds": 30_000}, {"milliseconds": "40000"}]
    never: list[Row] = [{"seconds": math.nan}, {"seconds": -1}, {"seconds": "soon"}, {"milliseconds": 1e30}, {}]
    rows = [row(f"s{place}", "q", float(place < 2), **one) for place, one in enumerate([*given, *never])]
    every, right, wrong = Spread(4, 17.5, 25.0, 32.5), Spread(2, 12.5, 15.0, 17.5), Spread(2, 32.5, 35.0, 37.5)
    assert analyze(rows).items[0].times == Times(every, right, wrong)
    assert analyze(rows[4:]).items[0].times is None


def test_answers_without_number_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(distinct, "MOST", 100)
    rows = [row(f"s{place}", "q", 0, answer=f"answer {place}") for place in range(2_000)]
    rows[1_000:1_000] = [row(f"t{place}", "q", 0, answer="often", misconceptions=["a-slip"]) for place in range(50)]
    item = analyze(rows).items[0]
    assert (item.answers[0].text, item.answers[0].count) == ("often", 50)
    assert item.answers[0].misconceptions == ("a-slip",)
    assert sum(one.count for one in item.answers) + item.other_answers == item.score.n == 2_050
    assert len(item.answers) + item.other_kinds == 2_001
    assert [(one.sure, one.students) for one in item.slips] == [(50, 50)]


def test_misconceptions_and_variants_outlive_the_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(distinct, "MOST", 30)
    rows = [
        row(f"s{place}", "q", 0, answer=f"x{place}", variant=f"n={place % 3}", misconceptions=["a-slip"])
        for place in range(500)
    ]
    item = analyze(rows).items[0]
    assert [(one.label, one.score.n) for one in item.variants] == [("n=0", 167), ("n=1", 167), ("n=2", 166)]
    assert (item.slips[0].sure, item.slips[0].students) == (500, 500)


def test_variants_without_number_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(distinct, "MOST", 30)
    item = analyze(row(f"s{place}", "q", 0, answer=f"x{place}", variant=f"n={place}") for place in range(500)).items[0]
    assert len(item.answers) + item.other_kinds == 500
    assert sum(one.count for one in item.answers) + item.other_answers == item.score.n == 500
    assert len(item.variants) <= 60


def test_what_becomes_frequent_late_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(distinct, "MOST", 10)
    texts = ["late", *[f"x{number}" for number in range(100)], *["late"] * 50]
    item = analyze(row(f"s{place}", "q", 0, answer=text) for place, text in enumerate(texts)).items[0]
    assert (item.answers[0].text, item.answers[0].count) == ("late", 50)  # the first of them is among the rest


def test_many_thousand_answers_to_one_question(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(distinct, "MOST", 2_000)
    found = analyze(row(f"s{place}", "q", 0, answer=f"{place}") for place in range(20_000))
    item = found.items[0]
    assert item.score == Score(0.0, 20_000)
    assert (len(item.answers), item.other_answers, item.other_kinds) == (40, 19_960, 19_960)


def test_the_same_rows_again_are_not_read_again() -> None:
    """What was seen before is known by its fields; what has no hash is read each time, with the same result."""
    lists = [row(f"s{place}", "q", 0, answer=[[1, 2], [3]], misconceptions=["b", "a"]) for place in range(20)]
    nested = [one | {"misconceptions": ["a", "b", {}]} for one in lists]
    assert told(analyze(lists)) == told(analyze(nested))


def told(found: Analysis) -> list[Any]:
    return [(one.text, one.count, one.misconceptions) for one in found.items[0].answers]
