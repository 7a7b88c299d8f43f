"""Which questions to look at, and why: each reason, its limits, and where nothing is said."""

from typing import Any

import pytest

from gradedrows import Row, row
from quizproof.engine.analysis.analyzing import analyze
from quizproof.engine.analysis.facts import Item
from quizproof.engine.analysis.reasons import Reason, Remark
from quizproof.engine.topic import Topic

BANK = """
title: T
questions:
  - {id: q, kind: match, prompt: '?', answer: key, distractors: [one, two, three], difficulty: 1, seconds: 20}
  - {id: hard, kind: match, prompt: '?', answer: key, difficulty: 5}
  - {id: sizes, kind: shape, prompt: '?', layer: nn.MaxPool2d(3), input: [1, 1, $n, $n], axes: [-1],
     params: {n: [8, 9]}, distractors: misconceptions}
"""


def answers(counts: dict[str, int], **more: Any) -> list[Row]:
    given = [text for text, count in counts.items() for _ in range(count)]
    return [row(f"s{place:03}", "q", float(text == "key"), answer=text, **more) for place, text in enumerate(given)]


def of(found: list[Row], *reasons: Reason, topics: tuple[Topic, ...] = (), question: str = "q") -> list[Remark]:
    (item,) = [one for one in analyze(found, topics).items if one.id == question]
    return [one for one in item.remarks if one.reason in (reasons or tuple(Reason))]


MEANS: dict[str, tuple[int, int, list[Remark]]] = {
    "nearly all": (96, 100, [Remark(Reason.EASY, 0.96, 0.95, 100)]),
    "just not nearly all": (95, 100, []),
    "nearly none": (19, 100, [Remark(Reason.HARD, 0.19, 0.2, 100)]),
    "just enough": (20, 100, []),
    "few students": (29, 29, [Remark(Reason.EASY, 1.0, 0.95, 29, few=True)]),
    "enough students": (30, 30, [Remark(Reason.EASY, 1.0, 0.95, 30)]),
    "five": (5, 5, [Remark(Reason.EASY, 1.0, 0.95, 5, few=True)]),
    "too few to say anything": (4, 4, []),
    "nobody": (0, 0, []),
}


@pytest.mark.parametrize(("right", "n", "remarks"), MEANS.values(), ids=MEANS)
def test_too_easy_or_too_hard(right: int, n: int, remarks: list[Remark]) -> None:
    rows = answers({"key": right, "x": n - right})
    assert [one for item in analyze(rows).items for one in item.remarks] == remarks


def two(agree: int, differ: int) -> list[Row]:
    """Two questions that go together for so many students, and the other way round for the others."""
    rows = []
    for number in range(agree + differ):
        high = number % 2
        rows += [row(f"s{number}", "p", float(high)), row(f"s{number}", "q", float(high == (number < agree)))]
    return rows


def test_discrimination() -> None:
    assert of(two(64, 36)) == []
    (low,) = of(two(58, 42))
    assert (low.reason, low.limit, low.n, low.few) == (Reason.LOW, 0.2, 100, False)
    assert low.value == pytest.approx(0.16)
    (near,) = of(two(49, 51))
    assert (near.reason, near.value) == (Reason.LOW, pytest.approx(-0.02, abs=1e-3)), "that is nothing but chance"
    (negative,) = of(two(8, 14))
    assert (negative.reason, negative.limit, negative.n, negative.few) == (Reason.NEGATIVE, 0.0, 22, True)
    assert negative.value < 0


def test_choices_that_nobody_takes_and_those_that_few_take(topics: tuple[Topic, ...]) -> None:
    rows = answers({"key": 75, "one": 21, "two": 4, "so": 1})
    assert of(rows, Reason.IDLE, topics=topics) == [
        Remark(Reason.IDLE, 4 / 101, 0.05, 101, answer="two"),
        Remark(Reason.IDLE, 0.0, 0.05, 101, answer="three"),
    ]
    assert of(rows, Reason.IDLE) == []  # who knows what was offered?


def test_a_choice_that_not_every_variant_offers_is_not_called_idle(topics: tuple[Topic, ...]) -> None:
    given = {"n=8": {"2": 50, "1": 2}, "n=9": {"3": 46, "2": 2}}
    texts = [(label, text) for label, counts in given.items() for text, count in counts.items() for _ in range(count)]
    rows = [
        row(f"s{place}", "sizes", float((label, text) in (("n=8", "2"), ("n=9", "3"))), answer=text, variant=label)
        for place, (label, text) in enumerate(texts)
    ]
    [item] = [one for one in analyze(rows, topics).items if one.id == "sizes"]
    assert [(one.text, one.offered, one.made, one.share) for one in item.answers] == [
        ("2", True, False, 0.96),
        ("1", True, True, 0.02),
        ("2", True, True, 0.02),
    ]
    assert of(rows, Reason.IDLE, topics=topics, question="sizes") == []


def classroom(best: dict[str, int], weakest: dict[str, int]) -> list[Row]:
    """A class whose thirds are as large as these are together; nine other questions say who is in which."""
    rows = []
    for name, counts, points in (("best", best, 9), ("weak", weakest, 0), ("mid", weakest, 5)):
        given = [text for text, count in counts.items() for _ in range(count)]
        for number, text in enumerate(given):
            student = f"{name}{number}"
            rows += [row(student, f"p{place}", float(place < points)) for place in range(9)]
            rows.append(row(student, "q", float(text == "key"), answer=text))
    return rows


BEST: dict[str, tuple[dict[str, int], dict[str, int], list[Remark]]] = {
    "more than the key": (
        {"key": 9, "one": 11},
        {"key": 5, "one": 5, "two": 5, "three": 5},
        [Remark(Reason.BEST_TAKE, 11 / 20, 9 / 20, 20, answer="one", than="key")],
    ),
    "more than the weakest": (
        {"key": 11, "one": 9},
        {"key": 5, "one": 2, "two": 7, "three": 6},
        [Remark(Reason.BEST_TAKE, 9 / 20, 2 / 20, 20, answer="one", than="weakest")],
    ),
    "not more than chance would have it": ({"key": 15, "one": 5}, {"key": 5, "one": 3, "two": 6, "three": 6}, []),
    "as it should be": ({"key": 18, "one": 2}, {"key": 5, "one": 5, "two": 5, "three": 5}, []),
}


@pytest.mark.parametrize(("best", "weakest", "remarks"), BEST.values(), ids=BEST)
def test_distractors_that_the_best_take(
    best: dict[str, int], weakest: dict[str, int], remarks: list[Remark], topics: tuple[Topic, ...]
) -> None:
    assert of(classroom(best, weakest), Reason.BEST_TAKE, topics=topics) == remarks


def test_what_could_not_be_read_or_judged() -> None:
    rows = answers({"key": 18, "x": 18})
    again = [row(f"s{place}", "q", verdict="unreadable") for place in range(5)]
    assert of([*rows, *again[:4]]) == []
    assert of([*rows, *again]) == [Remark(Reason.UNREADABLE, 5 / 41, 0.1, 41)]
    assert of([*rows, row("s", "q", verdict="void")]) == [Remark(Reason.VOIDED, 1, 0, 37)]
    assert of([row("s", "q", verdict="void")]) == [Remark(Reason.VOIDED, 1, 0, 1)]


def test_slow_by_what_the_author_allows(topics: tuple[Topic, ...]) -> None:
    rows = answers({"key": 20, "one": 12})
    slow = [one | {"seconds": 21} for one in rows]
    assert of(slow, Reason.SLOW, topics=topics) == [Remark(Reason.SLOW, 21.0, 20.0, 32)]
    assert of([one | {"seconds": 20} for one in rows], Reason.SLOW, topics=topics) == []
    assert of(slow, Reason.SLOW) == []


def test_slow_beside_the_other_questions() -> None:
    others = [row(f"s{place}", f"p{number}", seconds=10) for number in range(4) for place in range(30)]
    slow = answers({"key": 18, "x": 18}, seconds=31)
    assert of([*others, *slow], Reason.SLOW) == [Remark(Reason.SLOW, 31.0, 30.0, 36)]
    assert of([*others[:-30], *slow], Reason.SLOW) == []  # of four questions nobody knows what is usual


def test_unlike_what_the_author_thinks(topics: tuple[Topic, ...]) -> None:
    assert of(answers({"key": 60, "one": 40}), Reason.UNLIKE_AUTHOR, topics=topics) == [
        Remark(Reason.UNLIKE_AUTHOR, 0.6, 0.9, 100)
    ]
    assert of(answers({"key": 61, "one": 39}), Reason.UNLIKE_AUTHOR, topics=topics) == []
    hard = [row(f"s{place}", "hard", float(place < 20)) for place in range(30)]
    assert of(hard, Reason.UNLIKE_AUTHOR, topics=topics, question="hard") == [
        Remark(Reason.UNLIKE_AUTHOR, 2 / 3, 0.3, 30)
    ]


def test_the_gravest_come_first() -> None:
    rows = two(10, 30) + [row(f"s{place}", "q", verdict="void") for place in range(2)]
    found = analyze(rows + [row(f"s{place}", "easy") for place in range(40)])
    names: list[tuple[Item, list[str]]] = [(item, [one.reason.value for one in item.remarks]) for item in found.items]
    assert {item.id: reasons for item, reasons in names} == {
        "p": ["negative-discrimination"],
        "q": ["negative-discrimination", "voided"],
        "easy": ["too-easy"],
    }
    assert [item.id for item in found.to_look_at] == ["p", "q", "easy"]
