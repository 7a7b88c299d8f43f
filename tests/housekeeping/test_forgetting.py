"""`quizproof history forget`: it asks first, and deletes nothing."""

import sys
from pathlib import Path

import pytest

from keepinghouse import filled, history
from quizproof.engine.history.queries import counts, reviews
from recording import ids, opened

ASKED = (
    "What you answered stays in the record, and in what `history export` writes; it\n"
    "no longer counts for practice and statistics.\n"
    "Forget 31 attempts at 4 questions of pooling?\n"
)


FORGOTTEN = (
    "Forgotten: 31 attempts at 4 questions of pooling. Nothing is deleted: `quizproof\n"
    "  history export` still has it.\n"
)


ANSWERED = {
    "yes": ("yes\n", 0, f"{ASKED}Type yes: yes\n{FORGOTTEN}", ""),
    "in capitals": (" YES \n", 0, f"{ASKED}Type yes:  YES\n{FORGOTTEN}", ""),
    "no": ("no\n", 1, f"{ASKED}Type yes: no\nNothing is forgotten.\n", ""),
    "y": ("y\n", 1, f"{ASKED}Type yes: y\nNothing is forgotten.\n", ""),
    "an empty line": ("\n", 1, f"{ASKED}Type yes:\nNothing is forgotten.\n", ""),
    "nothing": ("", 2, ASKED, "quizproof: nothing is forgotten: type yes, or give --yes\n"),
}


@pytest.mark.parametrize(("typed", "code", "out", "err"), ANSWERED.values(), ids=ANSWERED)
def test_forgetting_asks_first(typed: str, code: int, out: str, err: str, data: Path) -> None:
    filled(data)
    done = history(data, "forget", "pooling", typed=typed)
    assert (done[0], [line.rstrip() for line in done[1].splitlines()], done[2]) == (code, out.splitlines(), err)
    with opened(data) as record:
        assert {topic for topic, _ in counts(record)} == {"convolution"} | (set() if not code else {"pooling"})
        assert {review.topic for review in reviews(record)} == {"convolution"} | (set() if not code else {"pooling"})
    assert len(ids(data)) == 38 + (not code)


def test_forgetting_one_question(data: Path) -> None:
    filled(data)
    assert history(data, "forget", "pooling", "a", "--yes") == (
        0,
        "Forgotten: 10 attempts at a of pooling. Nothing is deleted: `quizproof history\n  export` still has it.\n",
        "",
    )
    with opened(data) as record:
        assert {question for topic, question in counts(record) if topic == "pooling"} == {"b", "c", "d"}
    assert history(data, "export")[1].count('"question":"a"') == 14


def test_a_topic_by_its_file(data: Path) -> None:
    """Its name is in the file; and what was answered under a former id counts for what the question is called now."""
    filled(data)
    file = Path("other.yaml")
    file.write_text("title: T\nname: pooling\nquestions:\n- {id: now, was: d, kind: match, prompt: '?', answer: 1}\n")
    code, out, err = history(data, "forget", str(file), "now", "--yes")
    assert (code, err) == (0, "")
    assert out.startswith("Forgotten: 1 attempt at now of pooling.")


NOTHING_OF = {
    "misspelt": (["poolin"], "the record has no attempt at topic 'poolin' that counts; did you mean pooling?"),
    "unknown": (["zzz"], "the record has no attempt at topic 'zzz' that counts"),
    "no such question": (["pooling", "zzz"], "the record has no attempt at 'zzz' of pooling that counts"),
    "a question of another": (["pooling", "six"], "the record has no attempt at 'six' of pooling that counts"),
    "no such file": (["./no.yaml"], "the record has no attempt at topic './no.yaml' that counts"),
}


@pytest.mark.parametrize(("words", "said"), NOTHING_OF.values(), ids=NOTHING_OF)
def test_nothing_of_that_can_be_forgotten(words: list[str], said: str, data: Path) -> None:
    filled(data)
    assert history(data, "forget", *words, "--yes") == (2, "", f"quizproof: {said}\n")


def test_what_is_forgotten_is_not_forgotten_again(data: Path) -> None:
    filled(data)
    assert history(data, "forget", "pooling", "--yes")[0] == 0
    said = "quizproof: the record has no attempt at topic 'pooling' that counts\n"
    assert history(data, "forget", "pooling", "--yes") == (2, "", said)


def test_a_typed_yes_and_ctrl_d_at_a_terminal(data: Path) -> None:
    import pexpect

    filled(data)
    words = ["-m", "quizproof", "history", "forget", "pooling", "--data-dir", str(data)]
    for typed, said, code in (("\x04", "type yes, or give --yes", 2), ("yes\r", "Forgotten: 31 attempts", 0)):
        child = pexpect.spawn(sys.executable, words, encoding="utf-8", timeout=60)
        child.expect_exact("Type yes: ")
        child.send(typed)
        child.expect_exact(said)
        child.expect(pexpect.EOF)
        child.close()
        assert child.exitstatus == code
