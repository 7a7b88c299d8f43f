"""`quizproof import`: a published quiz with wrong keys has them listed, and nothing is dropped without a line."""

import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest

from quizproof.engine.bank import load
from quizproof.engine.importers.form import Asked
from quizproof.engine.screen.imported import asking
from quizproof.engine.screen.page import page_on

# Wrong rules met in the wild: no floor but ceil, a forgotten +1, padding once, dilation ignored, no bias counted.
PUBLISHED = r"""
$CATEGORY: $course$/top/Shapes

::Rounded up::What is the output shape of nn.MaxPool2d(3) for an input of shape (1, 1, 10, 10)? {
=(1, 1, 4, 4) ~(1, 1, 2, 2)}

::No plus one::What is the output shape of nn.Conv2d(1, 1, 3) for an input of shape (1, 1, 8, 8)? {
=(1, 1, 5, 5) ~(1, 1, 8, 8)}

::Right::What is the output shape of nn.AvgPool2d(2) for an input of shape (1, 1, 8, 8)? {=(1, 1, 4, 4) ~(1, 1, 8, 8)}

::Bias::How many parameters has nn.Linear(10, 5)? {#50}

::Stride in words::What is the output shape of nn.MaxPool2d(2) with stride 1 for an input of shape (1, 1, 8, 8)? {
=(1, 1, 7, 7) ~(1, 1, 4, 4)}

::Biography::Write about pooling. {}
"""
REFUSED = "Refused: Biography (line 17): an essay is graded by people, not by a key\n"


def run(folder: Path, *arguments: str) -> tuple[int, str, str]:
    command = [sys.executable, "-m", "quizproof", "import", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL)
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "quiz.gift").write_text(PUBLISHED)
    return tmp_path


def test_wrong_keys_of_a_published_quiz_are_listed(folder: Path) -> None:
    code, out, err = run(folder, "quiz.gift", "-o", "topic.yaml", "--guess")

    assert (code, err) == (1, "")
    found = [line.partition(": error ")[2] for line in out.splitlines() if ": error " in line]
    assert [one.split(":")[0] for one in found] == ["wrong-key"] * 3
    assert [one.rpartition(": write ")[2] for one in found] == [
        "`answer: (1, 1, 3, 3)`",
        "`answer: (1, 1, 6, 6)`",
        "`answer: 55`",
    ]
    assert out.endswith(
        f"{REFUSED}topic.yaml: 5 carried, 1 refused, 4 guessed\nLook at it: quizproof preview topic.yaml\n"
    )
    text = (folder / "topic.yaml").read_text()
    assert text.count("  # guessed: ") == 4
    assert [one.kind for one in load(folder / "topic.yaml")[0].questions] == [
        "shape",
        "shape",
        "shape",
        "count",
        "match",
    ]


def test_without_guesses_what_could_be_computed_is_told(folder: Path) -> None:
    code, out, _ = run(folder, "quiz.gift", "-o", "topic.yaml")

    assert code == 1
    assert "Could be computed: Bias (line 12): count, nn.Linear(10, 5)\n" in out
    assert "topic.yaml: 5 carried, 1 refused, 0 guessed\nTo take every guess: give --guess\n" in out
    assert {one.kind for one in load(folder / "topic.yaml")[0].questions} == {"match"}


def test_nothing_is_written_over(folder: Path) -> None:
    (folder / "topic.yaml").write_text("mine")
    assert run(folder, "quiz.gift", "-o", "topic.yaml") == (
        2,
        "",
        "quizproof: topic.yaml exists: give --force to write over it, or choose another name\n",
    )
    assert (folder / "topic.yaml").read_text() == "mine"
    assert run(folder, "quiz.gift", "-o", "topic.yaml", "--force")[0] == 1
    assert (folder / "topic.yaml").read_text().startswith("title: Shapes\n")


def test_the_topic_may_go_to_the_output(folder: Path) -> None:
    code, out, err = run(folder, "quiz.gift", "-o", "-", "--title", "no")

    assert code == 1
    assert out.startswith('title: "no"\nquestions:\n  - id: rounded-up\n    kind: match\n')
    assert err.endswith(
        "The topic: 5 carried, 1 refused, 0 guessed\nTo take every guess: give --guess\n"
        "Its keys are not proved yet: quizproof check does that, of a file\n"
    )


MISUSED = {
    "no such file": (["none.gift", "-o", "t.yaml"], "quizproof: none.gift: No such file or directory\n"),
    "no such format": (
        ["quiz.gift", "-o", "t.yaml", "--from", "gif"],
        "quizproof: 'gif' is no format; did you mean gift?\n",
    ),
    "no topic": (["quiz.gift", "-o", "t.txt"], "quizproof: t.txt is no name for a topic: it must end in .yaml\n"),
    "a folder": ([".", "-o", "t.yaml"], "quizproof: . is no file\n"),
    "in no format": (
        ["words.txt", "-o", "t.yaml"],
        "quizproof: words.txt is in no format that is known: name it with --from, canvas, gift, jupyterquiz, markdown, "
        "mdbook, moodle\n",
    ),
}


@pytest.mark.parametrize(("arguments", "said"), MISUSED.values(), ids=MISUSED)
def test_misuse(folder: Path, arguments: list[str], said: str) -> None:
    (folder / "words.txt").write_text("just words")
    assert run(folder, *arguments) == (2, "", said)
    assert not (folder / "t.yaml").exists()


def test_a_file_that_is_all_refused_writes_nothing(folder: Path) -> None:
    (folder / "essay.gift").write_text("Write. {}")
    said = (
        "Refused: Write. (line 1): an essay is graded by people, not by a key\n"
        "Nothing is written: 0 carried, 1 refused, 0 guessed\n"
    )
    assert run(folder, "essay.gift", "-o", "t.yaml") == (1, said, "")
    assert not (folder / "t.yaml").exists()


def test_each_guess_is_asked_about() -> None:
    asked = Asked("Bias", "line 1", "How many?")
    page, printed = StringIO(), []
    typed = iter(["what?", "n", "y", "a"])

    def read(prompt: str) -> str:
        printed.append(prompt)
        return next(typed)

    ask = asking(page_on(page), read)
    assert [ask(asked, "count, nn.Linear(10, 5)") for _ in range(5)] == [False, True, True, True, True]
    assert page.getvalue() == "Bias: count, nn.Linear(10, 5)\n" * 3
    assert printed == ["Compute it? y, n, or a for all: "] * 4


def test_lines_name_the_file_where_there_are_several(folder: Path) -> None:
    (folder / "other.xml").write_text("<quiz>")
    code, out, _ = run(folder, "quiz.gift", "other.xml", "-o", "t.yaml")

    assert code == 1
    said = " ".join(out.split())
    assert "Refused: Biography (quiz.gift, line 17): an essay is graded by people, not by a key " in said
    assert "Refused: other.xml: it is not well-formed XML: no element found, line 1, column 7 " in said
