"""Which attempt counts, and what is made of what was left out."""

import pytest

from gradedrows import Row, row
from quizproof.engine.analysis.analyzing import analyze
from quizproof.engine.analysis.computing import attempts
from quizproof.engine.analysis.computing.attempts import TooMany
from quizproof.engine.analysis.facts import Rows
from quizproof.engine.analysis.measures import Score

ROWS = [
    row("a", "q", 0, answer="one"),
    row("b", "q", 1, answer="two"),
    row("a", "q", 0.5, answer="three", verdict="wrong"),
    row("a", "q", 0.5, answer="four", verdict="wrong"),
    row("b", "p", 0, answer="five"),
    row("a", "q", 0.25, answer="six", verdict="wrong"),
]

CHOSEN = {
    "first": (1.0, ["one", "two"]),
    "last": (1.25, ["six", "two"]),
    "best": (1.5, ["three", "two"]),
    "all": (2.25, ["four", "one", "six", "three", "two"]),
}


@pytest.mark.parametrize(("which", "total", "texts"), [(name, *found) for name, found in CHOSEN.items()], ids=CHOSEN)
def test_the_attempt_that_counts(which: str, total: float, texts: list[str]) -> None:
    found = analyze(ROWS, attempts=which)
    item = found.items[0]
    assert sorted(one.text for one in item.answers) == texts
    assert item.score == Score(total, len(texts))
    assert (item.repeated, found.rows.repeated, found.attempts) == (5 - len(texts), 5 - len(texts), which)


NUMBERED: dict[str, tuple[list[object], dict[str, str]]] = {
    "by number": ([2, 1, 3, 4], {"first": "b", "last": "d"}),
    "by texts": (["10", "9", "2.5", "3"], {"first": "c", "last": "a"}),
    "what has none comes last": ([None, 2, 1, "?"], {"first": "c", "last": "d"}),
    "equal ones are in order": ([1, 1, 1, 1], {"first": "a", "last": "d"}),
    "not at all": ([None, "x", "", []], {"first": "a", "last": "d"}),
}


@pytest.mark.parametrize(("numbers", "expected"), NUMBERED.values(), ids=NUMBERED)
def test_attempts_are_in_the_order_of_their_numbers(numbers: list[object], expected: dict[str, str]) -> None:
    rows = [row("s", "q", answer=text, attempt=number) for text, number in zip("abcd", numbers, strict=True)]
    for which, text in expected.items():
        assert [one.text for one in analyze(rows, attempts=which).items[0].answers] == [text]


def test_with_all_attempts_a_students_score_is_the_mean() -> None:
    rows = [row("a", "q", 0), row("a", "q", 1), row("a", "p", 1), row("b", "q", 0), row("b", "p", 0)]
    whole = analyze(rows, attempts="all").whole
    assert (whole.mean.value, whole.dichotomous, whole.score) == (0.75, False, Score(2.0, 5))
    assert whole.tenths == (1, 0, 0, 0, 0, 0, 0, 1, 0, 0)


def test_what_was_asked_again_is_no_attempt() -> None:
    rows = [row("a", "q", verdict="unreadable"), row("a", "q", 0, answer="x"), row("a", "q")]
    found = analyze(rows)
    assert found.rows == Rows(read=3, counted=1, repeated=1, unreadable=1)
    assert (found.items[0].unreadable, found.items[0].answers[0].text) == (1, "x")


def test_what_was_left_out_counts_as_wrong_where_that_is_asked() -> None:
    rows = [row("a", "q"), row("a", "p"), row("b", "q"), row("c", "p"), row("c", "q", verdict="void")]
    assert [(item.score, item.left_out) for item in analyze(rows).items] == [(Score(2.0, 2), 0), (Score(2.0, 2), 1)]
    found = analyze(rows, unanswered_wrong=True)
    assert [(item.score, item.left_out) for item in found.items] == [(Score(2.0, 2), 0), (Score(2.0, 3), 1)]
    assert [item.answered for item in found.items] == [2, 2]
    assert (found.whole.score, found.whole.complete, found.unanswered_wrong) == (Score(4.0, 5), 2, True)
    assert found.items[1].answers[0].share == 1.0  # of those who answered


def test_who_only_gave_what_can_not_be_judged_left_nothing_out() -> None:
    rows: list[Row] = [row("a", "q", verdict="void"), row("b", "q"), row("b", "p"), row("a", "p")]
    assert [item.left_out for item in analyze(rows, unanswered_wrong=True).items] == [0, 0]
    found = analyze([*rows, row("a", "q")], unanswered_wrong=True)  # asked once more, when it could be judged
    assert [(item.left_out, item.score) for item in found.items] == [(0, Score(2.0, 2)), (0, Score(2.0, 2))]
    assert found.whole.complete == 2


def test_more_than_fits_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attempts, "MOST_CELLS", 3)
    rows = [row("a", "q"), row("b", "p")]
    with pytest.raises(TooMany) as caught:
        analyze(rows, unanswered_wrong=True)
    said = "4 students times questions are too many to count what was left out as wrong; at most 3 are read"
    assert str(caught.value) == said
    assert analyze(rows).whole.students == 2


def test_an_unknown_choice_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^the attempts that count are 'some'; they can be first, last, best, all$"):
        analyze([], attempts="some")
