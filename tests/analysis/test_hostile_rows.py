"""Rows of anything at all: nothing raises, and each row is accounted for."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from quizproof.engine.analysis.analyzing import analyze
from quizproof.engine.analysis.computing.attempts import ATTEMPTS
from quizproof.engine.analysis.intake.arrays import COLUMNS
from quizproof.engine.topic import Topic
from writtenbanks import ALL_THAT_APPLY

BANK = (
    """
title: T
questions:
  - {id: text, kind: match, prompt: '?', answer: yes it is, distractors: [never]}
  - {id: number, kind: match, prompt: '?', answer: 3.14, tolerance: 0.01}
  - {id: values, kind: values, prompt: '?', layer: nn.MaxPool2d(2), input: [[1, 2], [3, 4]]}
  - {id: runs, kind: outcome, prompt: '?', layer: nn.MaxPool2d(2), input: [1, 1, 4, 4], distractors: [raises]}
  - {id: many, kind: shape, prompt: '?', params: {n: 8..20}, layer: nn.MaxPool2d(2), input: [1, 1, $n, $n],
     distractors: misconceptions}
"""
    + ALL_THAT_APPLY
)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=5,
)
LIKELY: dict[str, st.SearchStrategy[Any]] = {
    "question": st.sampled_from(["text", "number", "all", "values", "runs", "many", "unknown"]),
    "variant": st.sampled_from([None, "", "n=8", "n=9", "n=99", "m=1", "n=", "=", "n=8,n=9"]),
    "answer": st.sampled_from(
        ["yes it is", "3.141", "nn.MaxPool2d(3)", ["nn.MaxPool2d(3)", "nn.MaxPool2d(2)"], "4", [[4]], "runs", "1x1x4x4"]
    ),
    "verdict": st.sampled_from(["correct", "wrong", "unreadable", "void"]),
    "score": st.sampled_from([None, 0, 1, 0.5, "1", "0"]),
    "misconceptions": st.sampled_from([[], ["no-plus-one"], ["no-plus-one", "ceil-for-floor"], '["no-plus-one"]']),
    "student": st.sampled_from(["ada", "bob", "cyd", 7]),
    "attempt": st.sampled_from([None, 1, 2, "2"]),
    "seconds": st.sampled_from([None, 3, "4.5"]),
    "milliseconds": st.none(),
}
ROWS = st.fixed_dictionaries({}, optional={name: LIKELY[name] | ANYTHING for name in COLUMNS})
LIKELY_ROWS = st.fixed_dictionaries({name: LIKELY[name] for name in COLUMNS})


@given(st.lists(ROWS | LIKELY_ROWS, max_size=25), st.sampled_from(ATTEMPTS), st.booleans(), st.booleans())
@settings(max_examples=150, deadline=None)
def test_each_row_is_accounted_for(
    topics: tuple[Topic, ...], rows: list[dict[str, Any]], attempts: str, unanswered_wrong: bool, bank: bool
) -> None:
    found = analyze(rows, topics if bank else (), attempts=attempts, unanswered_wrong=unanswered_wrong)
    of = found.rows
    assert of.read == len(rows)
    assert of.read == of.counted + of.repeated + of.unreadable + of.void + of.ungraded + of.nameless
    assert (sum(one.answered for one in found.items), sum(one.void for one in found.items)) == (of.counted, of.void)
    for item in found.items:
        assert item.score.n == item.answered + (item.left_out if unanswered_wrong else 0)
        assert min(item.left_out, item.other_answers, item.other_kinds, item.other_variants) >= 0
        if not item.several:
            assert sum(one.count for one in item.answers) + item.other_answers == item.answered
        assert all(one.rate is None or 0 <= one.rate.total <= one.rate.n <= (one.shows or 0) for one in item.slips)
        assert item.discrimination.value is None or -1 <= item.discrimination.value <= 1
        for answer in item.answers:
            assert answer.discrimination.value is None or -1 <= answer.discrimination.value <= 1
    assert found.whole.reliability.value is None or found.whole.reliability.value <= 1 + 1e-9
