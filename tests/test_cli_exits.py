"""Exit codes and the sentences that go with them."""

import json
from pathlib import Path
from unittest import mock

import pytest

from quizproof.engine.oracle import Oracle
from quiztaking import NO_TORCH, Absent, Borrowed, run, ticking

BANK = str(Path(__file__).parent / "banks" / "all_kinds.yaml")
GOOD = "title: T\nquestions:\n  - {id: n, kind: count, prompt: '?', layer: 'nn.Linear(2, 3)', answer: 9}\n"
WRONG = GOOD.replace("answer: 9", "answer: 8")
BROKEN = GOOD.replace("prompt", "promt")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with three banks, and nothing called quizbank."""
    monkeypatch.chdir(tmp_path)
    for name, text in (("good", GOOD), ("wrong", WRONG), ("broken", BROKEN)):
        Path(f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


MISUSED = {
    "no such topic": (["take", "nope"], "no topic is called 'nope'"),
    "no such file": (["take", "./nope.yaml"], "./nope.yaml does not exist"),
    "nothing left to ask": (["take", "good.yaml", "--tag", "x"], "no question has these tags and this difficulty"),
    "difficulty": (
        ["take", "good.yaml", "--difficulty", "hard"],
        "'hard' is no difficulty: write a number from 1 to 5",
    ),
    "count": (["take", "good.yaml", "--count", "0"], "Invalid value for '--count'"),
    "percent": (["take", "good.yaml", "--fail-under", "101"], "Invalid value for '--fail-under'"),
    "no such option": (["take", "good.yaml", "--hard"], "No such option"),
    "no such command": (["tale", "good.yaml"], "No such command 'tale'"),
    "results nowhere": (["take", "good.yaml", "--json", "no/r.json"], "No such file or directory"),
    "learn nothing": (["learn", "nope"], "no topic is called 'nope'"),
    "list nothing": (["list", "nope"], "no topic is called 'nope'"),
    "show nothing": (["show", "nope"], "no question is called 'nope'"),
    "no layer": (["explain", "MaxPool", "1,1,2,2"], "'MaxPool' is not a layer"),
    "no shape": (["explain", "nn.ReLU()", "x"], "'x' is not a shape: write whole numbers such as (1, 64, 28, 28)"),
    "negative shape": (["explain", "nn.ReLU()", "1,-1"], "(1, -1) is not a shape: no size may be negative"),
    "too large": (["explain", "nn.Linear(100000, 100000)", "1,100000"], "too large"),
    "no responses": (["grade", "good.yaml"], "Missing option '--responses'"),
    "responses nowhere": (["grade", "good.yaml", "--responses", "no.jsonl"], "no.jsonl: No such file or directory"),
    "no own bank": (["check"], "quizbank"),
    "no such format": (["check", "good.yaml", "--format", "xml"], "'xml' is no format; there are full, text"),
}


@pytest.mark.parametrize(("words", "said"), MISUSED.values(), ids=MISUSED)
def test_misused(words: list[str], said: str, folder: Path, oracle: Oracle) -> None:
    code, _, err = run(words, Borrowed(oracle), typed="9\n")
    assert (code, said in err) == (2, True), err
    assert "Traceback" not in err


FOUND = {
    "a broken bank is not taken": ["take", "broken.yaml"],
    "a broken bank is not listed": ["list", "broken.yaml"],
    "a wrong key": ["check", "wrong.yaml"],
    "a broken bank": ["check", "broken.yaml"],
    "one of several": ["check", "good.yaml", "wrong.yaml", "-j", "1"],
    "below the score": ["take", "good.yaml", "--fail-under", "50"],
    "torch refuses": ["explain", "nn.Linear(3, 4)", "1,5"],
}


@pytest.mark.parametrize("words", FOUND.values(), ids=FOUND)
def test_found(words: list[str], folder: Path, oracle: Oracle) -> None:
    assert run(words, Borrowed(oracle), typed="8\n8\n")[0] == 1


FINE = {
    "nothing": [],
    "version": ["--version"],
    "help": ["--help"],
    "short help of a command": ["take", "-h"],
    "all wrong, and no score wanted": ["take", "good.yaml"],
    "a test": ["take", "good.yaml", "--test"],
    "check": ["check", "good.yaml", "--keys"],
    "check in JSON": ["check", "good.yaml", "--format", "json"],
    "grade": ["grade", "good.yaml", "--responses", "-"],
}


@pytest.mark.parametrize("words", FINE.values(), ids=FINE)
def test_fine(words: list[str], folder: Path, oracle: Oracle) -> None:
    code, out, err = run(words, Borrowed(oracle), typed="8\n8\n")
    assert (code, err) == (0, "")
    assert out


def test_a_broken_bank_shows_every_problem_at_its_place(folder: Path, oracle: Oracle) -> None:
    _, out, err = run(["take", "broken.yaml"], Borrowed(oracle))
    assert out == ""
    assert err == "broken.yaml:3:26: error unknown-key: key 'promt' is unknown; did you mean 'prompt'?\n"


SCORES = {
    "all right": ("9\n", "100", 0),
    "nothing answered": ("", "1", 1),
    "nothing wanted": ("", "0", 0),
    "shown": (":idk\n", "1", 1),
}


@pytest.mark.parametrize(("typed", "least", "code"), SCORES.values(), ids=SCORES)
def test_fail_under(typed: str, least: str, code: int, folder: Path, oracle: Oracle) -> None:
    assert run(["take", "good.yaml", "--fail-under", least], Borrowed(oracle), typed=typed)[0] == code


def test_where_nothing_counts_no_score_holds(folder: Path) -> None:
    code, _, err = run(["take", "good.yaml", "--fail-under", "0"], Absent(1), typed="9\n")
    assert (code, err) == (1, "quizproof: no question could be counted, and --fail-under wants 0\n")


def test_results_are_written(folder: Path, oracle: Oracle) -> None:
    words = ["take", "good.yaml", "--json", "results.json", "--seed", "5", "--timed"]
    code, out, _ = run(words, Borrowed(oracle), typed="8\n9\n", clock=ticking(20.0))
    found = json.loads(Path("results.json").read_text(encoding="utf-8"))
    answers = found["questions"][0].pop("answers")
    assert (code, found["seed"], found["finished"], found["percent"]) == (0, 5, True, 100.0)
    assert answers == [
        {"answer": "8", "verdict": "wrong", "score": 0.0, "seconds": 20.0, "late": False},
        {"answer": "9", "verdict": "correct", "score": 1.0, "seconds": 40.0, "late": False},
    ]
    assert "Done. 1 of 1 right, 0 of them at the first try. 40 s.\n" in out


def test_late_answers_are_scored_as_late(folder: Path, oracle: Oracle) -> None:
    code, out, _ = run(["take", "good.yaml", "--timed"], Borrowed(oracle), typed="9\n", clock=ticking(61.0))
    assert code == 0
    assert "Correct, but late: 9 is what torch counts.\n  It took 61 s, so it earns nothing.\n" in out
    assert "Done. 0 of 1 right. 1 min 1 s.\nLate: 1.\n" in out


def test_ctrl_c_says_what_was_answered_and_keeps_the_results(folder: Path, oracle: Oracle) -> None:
    interrupted = mock.patch("quizproof.engine.screen.front.Front._advance", side_effect=KeyboardInterrupt)
    with interrupted:
        code, out, err = run(["take", BANK, "--json", "results.json"], Borrowed(oracle))
    assert (code, err) == (130, "")
    assert out.endswith(f"\n\nStopped. 0 of 8 answered, 0 right.\nSaved. `quizproof take {BANK}` goes on.\n")
    assert json.loads(Path("results.json").read_text(encoding="utf-8"))["finished"] is False


@pytest.mark.parametrize(
    "words", [["explain", "nn.ReLU()", "1,2"], ["check", "good.yaml"], ["grade", "good.yaml", "--responses", "-"]]
)
def test_without_torch(words: list[str], folder: Path) -> None:
    given = '{"question": "n", "answer": "9"}\n'
    assert run(words, Absent(1), typed=given) == (2, "", f"quizproof: {NO_TORCH}\n")


def test_the_short_way_to_take_asks_the_same(folder: Path, oracle: Oracle) -> None:
    """`take NAME` goes without the parser of options."""
    seed = mock.patch("quizproof.engine.commands.sitting.any_seed", return_value=7)
    with seed:
        short = run(["take", BANK], Borrowed(oracle), typed="A\nB\n")
    assert short == run(["take", BANK, "--seed", "7", "--restart"], Borrowed(oracle), typed="A\nB\n")
