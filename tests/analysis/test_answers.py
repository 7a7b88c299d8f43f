"""Which answers are the same, and what is said of each: with a bank and without one."""

from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradedrows import Row, row
from quizproof.engine.analysis.analyzing import analyze
from quizproof.engine.analysis.facts import Answer, Item, Slice
from quizproof.engine.analysis.measures import Measured, Missing, Score
from quizproof.engine.topic import Topic
from writtenbanks import ALL_THAT_APPLY

BANK = (
    """
title: T
questions:
  - id: text
    kind: match
    prompt: Why?
    answer: {text: "**Because**", answer: because}
    distractors: [{answer: therefore, why: No cause.}, thus, hence]
  - {id: number, kind: match, prompt: 'Pi?', answer: 3.14, tolerance: 0.01}
  - {id: shape, kind: shape, prompt: '?', layer: nn.MaxPool2d(2), input: [1, 1, 6, 6]}
  - id: many
    kind: shape
    prompt: From $n?
    params: {n: 8..20, k: [2, 3]}
    layer: nn.MaxPool2d($k)
    input: [1, 1, $n, $n]
    distractors: [{misconception: no-plus-one, why: The + 1 is missing.}, '1x1x${n}x${n}']
    was: old-name
"""
    + ALL_THAT_APPLY
)


def item(rows: list[Row], topics: tuple[Topic, ...] = ()) -> Item:
    return analyze(rows, topics).items[0]


def rows(question: str, *answers: tuple[Any, float], **more: Any) -> list[Row]:
    return [row(f"s{place}", question, score, answer=given, **more) for place, (given, score) in enumerate(answers)]


def told(found: Item) -> list[tuple[str, bool, bool | None, int]]:
    return [(one.text, one.right, one.offered, one.count) for one in found.answers]


def test_choices_are_told_as_the_author_wrote_them_also_if_nobody_took_them(topics: tuple[Topic, ...]) -> None:
    found = item(rows("text", ("because", 1), (" Because ", 1), ("therefore", 0), ("so", 0)), topics)
    none = Measured(None, 0, Missing.FEW_QUESTIONS)
    assert found.answers == (
        Answer("because", "**Because**", True, True, 2, 0.5, none, (0, 0, 2)),
        Answer("therefore", "therefore", False, True, 1, 0.25, none, (1, 0, 0), (), "No cause."),
        Answer("so", "so", False, False, 1, 0.25, none, (1, 0, 0)),
        Answer("hence", "hence", False, True, 0, 0.0, none, (0, 0, 0)),
        Answer("thus", "thus", False, True, 0, 0.0, none, (0, 0, 0)),
    )
    assert (found.topic, found.kind, found.prompt, found.several) == ("bank", "match", "Why?", False)


SAME: dict[str, tuple[str, list[tuple[Any, float]], list[tuple[str, bool, bool | None, int]]]] = {
    "shapes as they are written": (
        "shape",
        [("1x1x2x2", 0), ("1x1x2x2", 0), ("(1, 1, 2, 2)", 0), ([1, 1, 2, 2], 0), ("1x1x2x3", 0)],
        [("1x1x2x2", False, False, 4), ("1x1x2x3", False, False, 1)],
    ),
    "numbers within the tolerance": (
        "number",
        [("3.14", 1), ("3.141", 1), ("2.5", 0), ("2.505", 0), ("2.6", 0)],
        [("3.14", True, False, 2), ("2.5", False, False, 2), ("2.6", False, False, 1)],
    ),
    "what can't be read, by its words": (
        "shape",
        [("no  idea", 0), ("No idea ", 0), ("none", 0)],
        [("No idea", False, False, 2), ("none", False, False, 1)],
    ),
    "the same answer under two keys": (
        "shape",
        [("1x1x3x3", 1), ("(1, 1, 3, 3)", 0)],
        [("1x1x3x3", True, False, 1), ("(1, 1, 3, 3)", False, False, 1)],
    ),
    "all that apply, each for itself": (
        "all",
        [
            (["nn.MaxPool2d(3)", "nn.AvgPool2d(3)"], 1),
            (["nn.MaxPool2d(3)", "nn.MaxPool2d( 2 )"], 0),
            ("nn.AvgPool2d(3); nn.MaxPool2d(3)", 1),
            ('["nn.MaxPool2d(3)"]', 0.5),
        ],
        [
            ("nn.MaxPool2d(3)", True, True, 4),
            ("nn.AvgPool2d(3)", True, True, 2),
            ("nn.MaxPool2d(2)", False, True, 1),
            ("nn.MaxPool2d(4)", False, True, 0),
        ],
    ),
}


@pytest.mark.parametrize(("question", "answers", "expected"), SAME.values(), ids=SAME)
def test_what_means_the_same(
    question: str, answers: list[tuple[Any, float]], expected: list[Any], topics: tuple[Topic, ...]
) -> None:
    found = [
        row(f"s{place}", question, score, answer=given, verdict="correct" if score == 1 else "wrong")
        for place, (given, score) in enumerate(answers)
    ]
    assert told(item(found, topics)) == expected


def test_without_a_bank_what_is_written_the_same_is_the_same() -> None:
    found = item(rows("q", ("A  b", 1), ("a b", 1), ("a b", 0), (["x", "y"], 0)))
    assert told(found) == [("A  b", True, None, 2), ("a b", False, None, 1), ("x; y", False, None, 1)]


def test_in_variants_a_distractor_is_the_same_in_all_of_them(topics: tuple[Topic, ...]) -> None:
    found = item(
        [
            row("a", "many", 1, variant="n=8,k=2", answer="1x1x4x4"),
            row("b", "many", 1, variant="n=9,k=3", answer="1x1x3x3"),
            row(
                "c",
                "many",
                0,
                variant="n=8,k=2",
                answer="1x1x3x3",
                misconceptions=["no-plus-one", "plus-one-before-floor"],
            ),
            row("d", "many", 0, variant="n=9,k=3", answer="(1, 1, 2, 2)", misconceptions=["no-plus-one"]),
            row("e", "many", 0, variant="n=9,k=3", answer="(1, 1, 4, 4)", misconceptions=["kernel-not-subtracted"]),
            row("f", "many", 0, variant="n=8,k=2", answer="(1, 1, 5, 5)", misconceptions=["kernel-not-subtracted"]),
            row("g", "many", 0, variant="n=8,k=2", answer="7x7"),
            row("h", "many", 0, variant="n=9,k=3", answer="7x7"),
        ],
        topics,
    )
    assert [(one.text, one.right, one.offered, one.count, one.variant, one.variants) for one in found.answers] == [
        ("1x1x4x4", True, True, 2, "n=8,k=2", 2),
        ("1x1x3x3", False, True, 2, "n=8,k=2", 2),
        ("(1, 1, 5, 5)", False, False, 2, "n=8,k=2", 2),
        ("7x7", False, False, 1, "n=8,k=2", 1),
        ("7x7", False, False, 1, "n=9,k=3", 1),
        ("1x1x8x8", False, True, 0, "n=8,k=2", 0),
    ]
    assert found.answers[1].why == "The + 1 is missing."
    assert (found.prompt, found.variant) == ("From 8?", "n=8,k=2")
    assert [(one.label, one.score) for one in found.variants] == [
        ("n=8,k=2", Score(1.0, 4)),
        ("n=9,k=3", Score(1.0, 4)),
    ]
    assert [(one.name, [value.label for value in one.values]) for one in found.parameters] == [
        ("n", ["8", "9"]),
        ("k", ["2", "3"]),
    ]


def test_all_right_answers_to_variants_are_one() -> None:
    found = item([row("a", "q", variant="n=1", answer="1"), row("b", "q", variant="n=2", answer="2"), row("c", "q", 0)])
    assert [(one.text, one.right, one.count, one.variants) for one in found.answers] == [
        ("1", True, 2, 2),
        ("wrong", False, 1, 0),
    ]


def test_a_former_name_is_the_question_of_now(topics: tuple[Topic, ...]) -> None:
    found = analyze(
        [row("a", "old-name", variant="n=8,k=2", answer="1x1x4x4"), row("b", "many", variant="n=8,k=2")], topics
    )
    assert [(one.id, one.answered) for one in found.items] == [("many", 2)]


def test_variants_that_there_are_not_say_what_they_can(topics: tuple[Topic, ...]) -> None:
    found = item(
        [row("a", "many", 0, variant="n=99,k=1", answer="x"), row("b", "many", variant="odd"), row("c", "many")], topics
    )
    assert (found.score, [one.label for one in found.variants]) == (Score(2.0, 3), ["n=99,k=1", "odd"])
    assert told(found)[0][:2] == ("correct", True)


def test_questions_are_in_the_order_of_the_bank_then_of_the_rows(topics: tuple[Topic, ...]) -> None:
    names = ["zebra", "shape", "ape", "text"]
    assert [one.id for one in analyze([row("a", name) for name in names], topics).items] == [
        "text",
        "shape",
        "zebra",
        "ape",
    ]


def test_many_values_are_told_in_ranges() -> None:
    found = item(
        [
            row(f"s{n}", "q", float(n % 2), variant=f"n={n},mode={'ab'[n % 2]}", misconceptions=["a-slip"])
            for n in range(1, 41)
        ]
    )
    n, mode = found.parameters
    assert [(one.label, one.score.n) for one in n.values] == [
        (f"{start} to {start + 4}", 5) for start in range(1, 41, 5)
    ]
    assert n.values[0] == Slice("1 to 5", Score(3.0, 5), (("a-slip", 2, 0),))
    assert [(one.label, one.score) for one in mode.values] == [("a", Score(0.0, 20)), ("b", Score(20.0, 20))]
    assert found.variants[0] == Slice("n=1,mode=b", Score(1.0, 1))


def test_many_words_are_told_with_the_rarest_together() -> None:
    found = item([row(f"s{n}-{more}", "q", variant=f"word=w{n}") for n in range(12) for more in range(12 - n)])
    assert [(one.label, one.score.n) for one in found.parameters[0].values] == [
        *[(f"w{n}", 12 - n) for n in range(7)],
        ("5 others", 15),
    ]


TABLES = st.lists(st.lists(st.sampled_from("ABCD"), min_size=3, max_size=3), min_size=3, max_size=14)


@given(TABLES)
@settings(max_examples=50, deadline=None)
def test_answers_are_what_counting_and_numpy_say(table: list[list[str]]) -> None:
    """A is right in each of three questions."""
    given_rows = [
        row(f"s{number}", f"q{place}", float(one == "A"), answer=one)
        for number, some in enumerate(table)
        for place, one in enumerate(some)
    ]
    found = analyze(given_rows)
    points = np.array([[one == "A" for one in some] for some in table], float)
    totals = points.sum(axis=1)
    ranks = np.array([((totals < one).sum() + (totals <= one).sum()) / 2 / len(totals) for one in totals])
    thirds = np.where(ranks < 1 / 3 - 1e-9, 0, np.where(ranks > 2 / 3 + 1e-9, 2, 1))
    for place, one in enumerate(found.items):
        column = [some[place] for some in table]
        assert {answer.text: answer.count for answer in one.answers} == Counter(column)
        rest = totals - points[:, place]
        for answer in one.answers:
            took = np.array([text == answer.text for text in column])
            assert answer.thirds == tuple([int((took & (thirds == third)).sum()) for third in range(3)])
            assert answer.share == took.mean()
            if took.all() or np.ptp(rest) == 0:
                assert answer.discrimination.missing is Missing.NO_VARIANCE
            else:
                assert answer.discrimination.value == pytest.approx(np.corrcoef(took, rest)[0, 1], abs=1e-9)


def test_a_bank_that_says_nothing_of_a_question_changes_nothing(topics: tuple[Topic, ...], tmp_path: Path) -> None:
    given_rows = rows("q", ("a", 1), ("b", 0), ("b", 0))
    assert analyze(given_rows, topics) == analyze(given_rows)
