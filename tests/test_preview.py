"""`preview`: what learners see, with what only the author sees. Whole pages are in golden/preview-*.txt."""

from pathlib import Path

import pytest

from pages import printed
from quizproof.engine.oracle import Oracle
from quizproof.engine.previewing import preview
from quizproof.engine.screen.preview import print_preview
from quiztaking import NO_TORCH, Absent, Borrowed, run

ROOT = Path(__file__).parent.parent
HEAD = "title: T\nquestions:\n"
SHAPE = "  - {id: good, kind: shape, prompt: Which?, layer: nn.MaxPool2d(2), input: [1, 1, 6, 6]"
GOOD = SHAPE + ", answer: 1x1x3x3, distractors: [1x1x2x2]}\n"
BROKEN = "  - {id: broken, kind: shape, prompt: Which?, layr: nn.ReLU(), input: [1, 2]}\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def previewed(text: str, oracle: Oracle, *words: str, width: int = 80) -> tuple[int, str, str]:
    Path("t.yaml").write_text(HEAD + text, encoding="utf-8")
    return run(["preview", "t.yaml", *words], Borrowed(oracle), width=width)


LAYER = "  - {id: a, kind: layer, prompt: p, input: [1, 1, 8, 8], output: [1, 1, 4, 4], "
VERDICTS = {
    "right and wrong": (
        LAYER + 'answer: nn.MaxPool2d(2), distractors: [nn.MaxPool2d(4), "nn.MaxPool2d(2, stride=1)"]}\n',
        [
            "nn.MaxPool2d(2)  <- correct",
            "nn.MaxPool2d(2, stride=1)  <- wrong: gives (1, 1, 7, 7), not (1, 1, 4, 4)",
            "nn.MaxPool2d(4)  <- wrong: gives (1, 1, 2, 2), not (1, 1, 4, 4)",
        ],
    ),
    "the key is wrong, a distractor right": (
        LAYER + "answer: nn.MaxPool2d(4), distractors: [nn.AvgPool2d(2)]}\n",
        [
            "nn.AvgPool2d(2)  <- correct, and it is a distractor",
            "nn.MaxPool2d(4)  <- wrong, and it is the key: gives (1, 1, 2, 2), not (1, 1, 4, 4)",
        ],
    ),
    "unreadable": (
        LAYER + "answer: nn.MaxPool2d(2), distractors: [nn.MaxPol2d(2)]}\n",
        [
            "nn.MaxPol2d(2)  <- unreadable: nn.MaxPol2d is not a layer of torch.nn; did you mean nn.MaxPool2d?",
            "nn.MaxPool2d(2)  <- correct",
        ],
    ),
    "an unreadable key": (
        LAYER + "answer: nn.MaxPol2d(2)}\n",
        [
            "Answer: nn.MaxPol2d(2)  <- unreadable, and it is the key: nn.MaxPol2d is not a layer of torch.nn; did you "
            "mean nn.MaxPool2d?"
        ],
    ),
    "the question fails": (
        "  - {id: a, kind: shape, prompt: p, layer: nn.MaxPool2d(9), input: [1, 1, 8, 8], answer: 1x1}\n",
        [
            "Answer: 1x1  <- void, and it is the key: nn.MaxPool2d(9): torch refuses to run it: Given input size: "
            "(1x8x8). Calculated output size: (1x0x0). Output size is too small"
        ],
    ),
    "what happens": (
        "  - id: a\n    kind: outcome\n    prompt: p\n    layer: nn.MaxPool2d(9)\n    input: [1, 1, 8, 8]\n"
        "    answer: {text: It fails, answer: raises RuntimeError}\n    distractors: [runs]\n",
        ["It fails  <- correct", "graded: raises RuntimeError", "runs  <- wrong: it does not run"],
    ),
    "text": (
        "  - {id: a, kind: match, prompt: p, answer: one, distractors: [two]}\n",
        ["two  <- wrong", "one  <- correct"],
    ),
}


@pytest.mark.parametrize(("text", "lines"), VERDICTS.values(), ids=VERDICTS)
def test_the_verdict_stands_beside_each_choice(text: str, lines: list[str], folder: Path, oracle: Oracle) -> None:
    _, out, err = previewed(text, oracle, width=200)
    told = [line.strip() for line in out.splitlines() if "<-" in line or "graded:" in line]
    assert err == ""
    assert sorted(line.removeprefix("A  ").removeprefix("B  ").removeprefix("C  ") for line in told) == sorted(lines)


def test_the_computed_key_of_an_open_question_without_an_answer(folder: Path, oracle: Oracle) -> None:
    code, out, err = previewed(SHAPE + "}\n", oracle)
    assert (code, err) == (0, "")
    assert "Type a shape such as (1, 64, 28, 28).\n\nComputed key: (1, 1, 3, 3)\n" in out
    assert "\n\nt.yaml:3:5: warning missing-key: the answer is missing: write `answer: (1, 1, 3, 3)`\n" in out


FOUND = "t.yaml:4:47: error unknown-key: key 'layr' is unknown; did you mean 'layer'?\n"


def test_what_can_be_shown_is_shown_and_the_findings_follow(folder: Path, oracle: Oracle) -> None:
    code, out, err = previewed(GOOD + BROKEN, oracle)
    assert (code, err) == (1, "")
    assert "  A  1x1x2x2  <- wrong\n  B  1x1x3x3  <- correct\n\nComputed key: (1, 1, 3, 3)\n" in out
    assert out.partition("  output: (1, 1, 3, 3)\n\n")[2].splitlines(keepends=True)[0] == FOUND


def test_one_question_is_shown_with_its_own_findings(folder: Path, oracle: Oracle) -> None:
    code, out, _ = previewed(GOOD + BROKEN, oracle, "good")
    assert (code, out.splitlines()[0]) == (0, "good")
    assert out.endswith("  output: (1, 1, 3, 3)\n1 more finding elsewhere in the bank: quizproof check t.yaml\n")


def test_a_question_that_cannot_be_read_has_its_findings_only(folder: Path, oracle: Oracle) -> None:
    code, out, _ = previewed(GOOD + BROKEN, oracle, "broken")
    assert (code, out.splitlines(keepends=True)[0]) == (1, FOUND)


def test_a_file_that_cannot_be_read_has_its_findings_only(folder: Path, oracle: Oracle) -> None:
    code, out, err = previewed("  - @\n", oracle)
    assert (code, err) == (1, "")
    assert out.startswith("t.yaml:3:5: error bad-yaml: YAML cannot be read here: ")


MISUSED = {
    "no such question": (["good.yaml", "goood"], "no question is called 'goood'; did you mean good?"),
    "no such file": (["none.yaml"], "none.yaml does not exist"),
    "no such topic": (
        ["nope"],
        "no topic is called 'nope'; shipped are convolution, pooling (a file needs its path, such as ./nope.yaml)",
    ),
}


@pytest.mark.parametrize(("words", "said"), MISUSED.values(), ids=MISUSED)
def test_misused(words: list[str], said: str, folder: Path, oracle: Oracle) -> None:
    Path("good.yaml").write_text(HEAD + GOOD, encoding="utf-8")
    assert run(["preview", *words], Borrowed(oracle)) == (2, "", f"quizproof: {said}\n")


def test_without_torch_it_says_so(folder: Path) -> None:
    Path("good.yaml").write_text(HEAD + GOOD, encoding="utf-8")
    assert run(["preview", "good.yaml"], Absent(1)) == (2, "", f"quizproof: {NO_TORCH}\n")


def test_nothing_in_a_bank_drives_the_terminal_and_ascii_is_enough(oracle: Oracle) -> None:
    found = preview(ROOT / "tests" / "banks" / "hostile.yaml", oracle)
    out = printed(lambda page: print_preview(page, found), encoding="ascii", width=40)
    assert "\x1b" not in out
    assert found.shown
