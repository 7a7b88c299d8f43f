"""`quizproof history flags`, `suspended`, `unsuspend` and `undo`."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from damaging import a_record
from keepinghouse import filled, history
from quizproof.engine.history.queries import reviews
from recording import attempt, begun, opened, wrong


def test_flags(data: Path) -> None:
    assert history(filled(data), "flags") == (
        0,
        "six of convolution, 2026-11-23\n"
        "  no note\n"
        "\n"
        "a of pooling, variant n=10,k=3, 2026-11-22\n"
        "  Two are right<U+001B>[2J.\n",
        "",
    )
    code, out, err = history(data, "flags", "--json")
    assert (code, err) == (0, "")
    assert json.loads(out) == {
        "format": 1,
        "flags": [
            {"topic": "convolution", "question": "six", "variant": None, "at": "2026-11-23T12:00:00Z", "note": "",
             "digest": ""},
            {"topic": "pooling", "question": "a", "variant": "n=10,k=3", "at": "2026-11-22T12:00:00Z",
             "note": "Two are\nright\x1b[2J.", "digest": ""},
        ],
    }  # fmt: skip


def test_no_flags_and_nothing_put_away(data: Path) -> None:
    a_record(data)
    none = "You have flagged no question: `:flag` and a note does that while one is asked.\n"
    assert history(data, "flags") == (0, none, "")
    none = "No card is put away: `:suspend` does that while its question is asked.\n"
    assert history(data, "suspended") == (0, none, "")
    assert json.loads(history(data, "flags", "--json")[1]) == {"format": 1, "flags": []}


def test_taking_cards_out_again(data: Path) -> None:
    filled(data)
    after = "\nquizproof history unsuspend ID takes one out again.\n"
    assert history(data, "suspended") == (0, f"b of convolution\na of pooling\nb of pooling\n{after}", "")
    assert history(data, "unsuspend", "a") == (0, "a of pooling is asked again.\n", "")
    assert history(data, "unsuspend", "b", "--topic", "pooling") == (0, "b of pooling is asked again.\n", "")
    assert history(data, "suspended") == (0, f"b of convolution\n{after}", "")


NOT_AWAY = {
    "of two topics": (["b"], "'b' is put away in convolution and in pooling: say which with --topic"),
    "of none": (["zz"], "no card called 'zz' is put away; `quizproof history suspended` lists them"),
    "of another": (
        ["a", "--topic", "convolution"],
        "no card called 'a' is put away in convolution; `quizproof history suspended` lists them",
    ),
}


@pytest.mark.parametrize(("words", "said"), NOT_AWAY.values(), ids=NOT_AWAY)
def test_cards_that_cannot_be_taken_out(words: list[str], said: str, data: Path) -> None:
    assert history(filled(data), "unsuspend", *words) == (2, "", f"quizproof: {said}\n")


def test_undo_takes_back_question_after_question(data: Path) -> None:
    with opened(data) as record:
        tries = [wrong("w1", "no-floor", question="d"), attempt("w2", question="d", place=0)]
        record.append(
            begun(), attempt("c1", question="c", place=1), *[replace(one, ending=None) for one in tries[:1]], tries[1]
        )
        assert [one.question for one in reviews(record)] == ["c", "d"]
    assert history(data, "undo") == (0, "Taken back: d of pooling.\n", "")
    with opened(data) as record:
        assert [one.question for one in reviews(record)] == ["c"]
    assert history(data, "undo") == (0, "Taken back: c of pooling.\n", "")
    assert history(data, "undo") == (2, "", "quizproof: there is no answer to take back\n")
