"""Laws over many classes: numpy and the standard library by the plain way, and what must not matter."""

import math
import statistics

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from gradedrows import Row, of_matrix
from quizproof.engine.analysis.analyzing import analyze
from quizproof.engine.analysis.facts import Analysis
from quizproof.engine.analysis.measures import Measured, Missing

SCORES = st.sampled_from([0.0, 1.0, 0.5, 1 / 3])
CLASSES = st.integers(2, 6).flatmap(
    lambda size: st.lists(st.lists(SCORES, min_size=size, max_size=size), min_size=3, max_size=12)
)
WITH_GAPS = st.integers(1, 5).flatmap(
    lambda size: st.lists(st.lists(SCORES | st.none(), min_size=size, max_size=size), min_size=1, max_size=10)
)


def same(found: Measured, expected: float | None) -> bool:
    if expected is None or math.isnan(expected):
        return found.value is None and found.missing is not None
    return found.value is not None and math.isclose(found.value, expected, abs_tol=1e-9)


def correlation(some: list[float], others: list[float]) -> float | None:
    if len(some) < 3 or np.ptp(some) < 1e-9 or np.ptp(others) < 1e-9:
        return None
    return statistics.correlation(some, others)


@given(CLASSES)
@settings(max_examples=60, deadline=None)
def test_complete_classes_are_what_numpy_says(scores: list[list[float]]) -> None:
    table = np.array(scores)
    students, size = table.shape
    found = analyze(of_matrix(scores))
    totals = table.sum(axis=1)
    for place, item in enumerate(found.items):
        rest = totals - table[:, place]
        assert same(item.discrimination, correlation(table[:, place].tolist(), rest.round(12).tolist()))
        assert math.isclose(item.score.mean or 0, table[:, place].mean(), abs_tol=1e-12)
        if size > 2 and found.whole.reliability.value is not None and rest.var() > 1e-9:
            assert same(item.without, alpha(np.delete(table, place, axis=1)))
    if totals.var() > 1e-9:
        few = students < 5
        assert same(found.whole.reliability, None if few else alpha(table))
        assert same(found.whole.error, None if few else error(table))
        assert same(found.whole.deviation, statistics.stdev(totals.tolist()))
    else:
        assert found.whole.reliability == Measured(None, students, Missing.NO_VARIANCE)
    assert same(found.whole.mean, statistics.fmean(totals.tolist()))


def alpha(table: np.ndarray) -> float:
    size = table.shape[1]
    return float(size / (size - 1) * (1 - table.var(axis=0, ddof=1).sum() / table.sum(axis=1).var(ddof=1)))


def error(table: np.ndarray) -> float:
    students, size = table.shape
    spread = np.cov(table.T)
    one = np.ones(size)
    whole = one @ spread @ one
    inner = whole * (np.trace(spread @ spread) + np.trace(spread) ** 2)
    inner -= 2 * np.trace(spread) * (one @ spread @ spread @ one)
    inner = 0.0 if abs(inner) < 1e-12 else inner
    return math.sqrt(2 * size**2 / ((size - 1) ** 2 * whole**3) * inner / students)


@given(WITH_GAPS)
@settings(max_examples=60, deadline=None)
def test_discrimination_is_against_the_other_questions_that_a_student_answered(
    scores: list[list[float | None]],
) -> None:
    found = analyze(of_matrix(scores))
    size = len(found.items)
    for item in found.items:
        place = int(item.id[1:]) - 1
        pairs = []
        for some in scores:
            others = [one for other, one in enumerate(some) if other != place and one is not None]
            own = some[place]
            if own is not None and others:
                pairs.append((own, round(statistics.fmean(others), 12)))
        expected = correlation([own for own, _ in pairs], [rest for _, rest in pairs]) if size > 1 else None
        assert same(item.discrimination, expected)
        assert item.left_out == found.whole.students - item.answered  # type: ignore[operator]  # rows name students


@given(WITH_GAPS)
@settings(max_examples=30, deadline=None)
def test_what_is_left_out_counts_as_wrong_where_that_is_asked(scores: list[list[float | None]]) -> None:
    there = [some for some in scores if any(one is not None for one in some)]
    used = [place for place in range(len(scores[0])) if any(some[place] is not None for some in there)]
    filled = [[some[place] or 0.0 for place in used] for some in there]
    found = analyze(of_matrix(scores), unanswered_wrong=True)
    expected = analyze(of_matrix(filled))
    assert rounded(found.whole) == rounded(expected.whole)
    by_name = {f"q{place + 1}": item for place, item in zip(used, expected.items, strict=True)}
    for item in found.items:
        assert item.score.n == by_name[item.id].score.n
        assert same(item.discrimination, by_name[item.id].discrimination.value)
        assert [third.n for third in item.thirds or ()] == [third.n for third in by_name[item.id].thirds or ()]


@given(WITH_GAPS, st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_neither_order_nor_names_matter(scores: list[list[float | None]], chance) -> None:  # type: ignore[no-untyped-def]
    rows = list(of_matrix(scores))
    shuffled = chance.sample(rows, len(rows))
    assert told(analyze(shuffled)) == told(analyze(rows))
    assert told(analyze([one | {"student": f"\u202e=1+1 {one['student']}"} for one in rows])) == told(analyze(rows))
    renamed = [{"Wer": one["student"], "Frage": one["question"], "Note": one["score"], **rest(one)} for one in rows]
    names = {"student": "Wer", "question": "Frage", "score": "Note"}
    assert told(analyze(renamed, names=names)) == told(analyze(rows))


def rest(one: Row) -> Row:
    return {"answer": one["answer"], "verdict": one["verdict"]}


def told(found: Analysis) -> str:
    """All of it, in the order of names, with the rounding of sums in another order taken off."""
    items = sorted(found.items, key=lambda item: item.id)
    return repr(rounded([found.rows, found.whole, items, found.slips]))


def rounded(value: object) -> object:
    if isinstance(value, float):
        return round(value, 9) + 0.0
    if isinstance(value, (list, tuple)):
        return [rounded(one) for one in value]
    if hasattr(value, "__slots__"):
        return [rounded(getattr(value, name)) for name in value.__slots__]
    return value


@given(WITH_GAPS)
@settings(max_examples=30, deadline=None)
def test_thirds_hold_everybody_and_never_part_equals(scores: list[list[float | None]]) -> None:
    means = sorted([statistics.fmean(known) for some in scores if (known := [one for one in some if one is not None])])
    whole = analyze(of_matrix(scores)).whole
    if not means:
        assert whole.thirds is None
        return
    assert whole.thirds is not None
    weakest, _, best = whole.thirds
    ranks = [
        (sum(other < one - 1e-9 for other in means) + sum(other <= one + 1e-9 for other in means)) / 2 for one in means
    ]
    assert weakest == sum(rank / len(means) < 1 / 3 - 1e-9 for rank in ranks)
    assert best == sum(rank / len(means) > 2 / 3 + 1e-9 for rank in ranks)
    assert sum(whole.thirds) == sum(whole.tenths) == len(means) == whole.students
