"""Misconceptions: how often, by how many, and out of how many answers in which they could have shown."""

import pytest

from gradedrows import Row, row
from quizproof.engine.analysis.analyzing import analyze
from quizproof.engine.analysis.facts import Slip
from quizproof.engine.analysis.measures import Score
from quizproof.engine.topic import Topic

BANK = """
title: T
questions:
  - id: many
    kind: shape
    prompt: '?'
    params: {n: 8..20, k: [2, 3]}
    layer: nn.MaxPool2d($k)
    input: [1, 1, $n, $n]
  - {id: one, kind: shape, prompt: '?', layer: nn.MaxPool2d(2), input: [1, 1, 8, 8]}
  - {id: text, kind: match, prompt: '?', answer: because}
"""

IGNORED = "kernel-not-subtracted"


def made(student: str | None, question: str, *slugs: str, **more: object) -> Row:
    return row(student, question, 0, answer="x", misconceptions=list(slugs), **more)


def test_sure_alone_perhaps_among_others() -> None:
    found = analyze(
        [
            made("ada", "q", "slip-a"),
            made("ada", "p", "slip-a"),
            made("ada", "r", "slip-a", "slip-b"),
            made("bob", "q", "slip-a", "slip-b"),
            made("bob", "p", "slip-b"),
            made("cyd", "q"),
            row("cyd", "p", misconceptions=["slip-a"]),  # a right answer shows none
        ]
    )
    assert found.slips == (
        Slip("slip-a", None, 2, 2, 2, 1, ("q", "p", "r")),
        Slip("slip-b", None, 1, 2, 2, 0, ("q", "p", "r")),
    )
    assert found.items[0].slips == (Slip("slip-a", None, 1, 1, 2, 0, ("q",)), Slip("slip-b", None, 0, 1, 1, 0, ("q",)))


def test_only_attempts_that_count_do() -> None:
    rows = [made("ada", "q", "slip-a"), made("ada", "q", "slip-a"), made("ada", "q", "slip-b")]
    assert [(one.slug, one.sure) for one in analyze(rows).slips] == [("slip-a", 1)]
    assert [(one.slug, one.sure, one.students, one.kept) for one in analyze(rows, attempts="all").slips] == [
        ("slip-a", 2, 1, 1),
        ("slip-b", 1, 1, 0),
    ]


def test_who_is_unknown_is_nobody_in_particular() -> None:
    found = analyze([made(None, "q", "slip-a"), made(None, "q", "slip-a"), made("ada", "q", "slip-a")])
    assert found.slips == (Slip("slip-a", None, 3, 0, 1, 0, ("q",)),)


def test_a_rate_is_of_the_answers_in_which_it_would_have_shown_alone(topics: tuple[Topic, ...]) -> None:
    """With n=8, k=2 the kernel left out leads to 5, as nothing else does; with n=8, k=3 to 3, as rounding up does."""
    rows = [
        made("a", "many", IGNORED, variant="n=8,k=2"),
        row("b", "many", variant="n=8,k=2"),
        row("c", "many", variant="n=8,k=2"),
        made("d", "many", IGNORED, "ceil-for-floor", variant="n=8,k=3"),
        made("e", "many", IGNORED, variant="n=99,k=1"),
        made("f", "one", IGNORED),
        row("g", "one"),
        made("h", "text", IGNORED),
        made("i", "unknown", IGNORED),
    ]
    found = analyze(rows, topics)
    (over_all,) = [one for one in found.slips if one.slug == IGNORED]
    assert (over_all.sure, over_all.perhaps, over_all.shows, over_all.rate) == (5, 1, 6, Score(2.0, 5))
    assert over_all.said is not None
    by_item = {item.id: next(one for one in item.slips if one.slug == IGNORED) for item in found.items}
    assert {name: (one.shows, one.rate) for name, one in by_item.items()} == {
        "many": (4, Score(1.0, 3)),
        "one": (2, Score(1.0, 2)),
        "text": (None, None),
        "unknown": (None, None),
    }
    assert all(one.rate is None and one.shows is None for one in analyze(rows).slips)


LUCKY = {
    "right by luck with k=2, not alone with k=3": ("ceil-for-floor", 1, Score(0.0, 0)),
    "wrong with both, alone with neither": ("no-plus-one", 3, Score(0.0, 0)),
    "wrong and alone with both": ("channels-last", 3, Score(1.0, 3)),
}


@pytest.mark.parametrize(("slug", "shows", "rate"), LUCKY.values(), ids=LUCKY)
def test_what_is_right_by_luck_could_not_have_shown(
    slug: str, shows: int, rate: Score, topics: tuple[Topic, ...]
) -> None:
    rows = [made("a", "many", slug, variant="n=8,k=2"), row("b", "many", variant="n=8,k=2")]
    found = analyze([*rows, row("c", "many", variant="n=8,k=3")], topics)
    assert [(one.shows, one.rate) for one in found.slips] == [(shows, rate)]


def test_where_nobody_made_it_it_could_have_shown_all_the_same(topics: tuple[Topic, ...]) -> None:
    found = analyze([made("a", "many", IGNORED, variant="n=8,k=2"), row("a", "one"), row("b", "one")], topics)
    assert [(one.slug, one.shows, one.rate) for one in found.slips] == [(IGNORED, 3, Score(1.0, 3))]


def test_by_the_value_of_a_parameter() -> None:
    rows = [made("a", "q", "slip-a", variant="k=2,n=8"), made("b", "q", "slip-a", "slip-b", variant="k=3,n=8")]
    (item,) = analyze(rows).items
    assert [(of.name, [(value.label, value.slips) for value in of.values]) for of in item.parameters] == [
        ("k", [("2", (("slip-a", 1, 0),)), ("3", (("slip-a", 0, 1), ("slip-b", 0, 1)))]),
        ("n", [("8", (("slip-a", 1, 1), ("slip-b", 0, 1)))]),
    ]
