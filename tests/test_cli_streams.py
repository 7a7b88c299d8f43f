"""The command as a process: pipes, closed streams, poor terminals, and what it loads."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

BANK = str(Path(__file__).parent / "banks" / "text_only.yaml")
COMMAND = [sys.executable, "-m", "quizproof"]


def start(*words: str, typed: str | bytes = "", **environment: str) -> subprocess.CompletedProcess[bytes]:
    given = typed.encode() if isinstance(typed, str) else typed
    kept = {name: text for name, text in os.environ.items() if name not in ("COLUMNS", "NO_COLOR", "TERM")}
    return subprocess.run([*COMMAND, *words], input=given, capture_output=True, env=kept | environment, check=False)


POOR = {
    "a pipe": {},
    "no colours": {"NO_COLOR": "1", "FORCE_COLOR": "1"},
    "dumb": {"TERM": "dumb", "FORCE_COLOR": "1"},
    "ASCII": {"PYTHONIOENCODING": "ascii"},
    "a narrow code page": {"PYTHONIOENCODING": "cp1252"},
    "the C locale": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
}


@pytest.mark.parametrize("environment", POOR.values(), ids=POOR)
def test_a_quiz_on_a_poor_terminal(environment: dict[str, str]) -> None:
    done = start("take", BANK, typed=b"A\n\xff\n3\n", **environment)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\x1b" not in done.stdout
    assert b"answer> A" in done.stdout
    assert b"Done. " in done.stdout


def test_typed_bytes_that_are_no_text_are_an_answer_like_others() -> None:
    done = start("take", BANK, typed=b"\xff\xfe\n")
    assert (done.returncode, b"Not correct" in done.stdout) == (0, True)


@pytest.mark.parametrize("words", [[], ["history"], ["check"]], ids=["all", "a group", "one"])
def test_help_fits_a_narrow_screen(words: list[str]) -> None:
    lines = start(*words, "--help", COLUMNS="40").stdout.decode().splitlines()
    assert [line for line in lines if len(line) > 40 or re.search(r"[^]]\.\.\.$", line)] == []


@pytest.mark.parametrize("closed", [0, 1, 2])
def test_a_closed_stream_is_no_crash(closed: int) -> None:
    shell = f"exec {closed}<&-" if closed == 0 else f"exec {closed}>&-"
    program = f'{shell}; exec "$@"'
    command = ["sh", "-c", program, "sh", *COMMAND, "take", BANK]
    done = subprocess.run(command, input=b"A\n", capture_output=True, check=False)
    assert done.returncode == 0
    assert b"Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    "words", [["list"], ["take", "pooling"], ["explain", "nn.ReLU()", "1,2"]], ids=["list", "take", "explain"]
)
def test_a_reader_that_leaves_is_no_error(words: list[str]) -> None:
    command = ["sh", "-c", '"$@" | true', "sh", *COMMAND, *words]
    done = subprocess.run(command, input=b"A\nB\n", capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is always full")
@pytest.mark.parametrize("words", [["--version"], ["list"], ["take", BANK], ["schema"]], ids=lambda words: words[0])
def test_an_output_that_is_full_is_told_in_one_sentence(words: list[str]) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run([*COMMAND, *words], input=b"A\n", stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.stderr.decode().splitlines() == ["quizproof: the output cannot be written: No space left on device"]
    assert done.returncode == 2


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is always full")
def test_a_full_place_for_errors_leaves_the_exit_code() -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run([*COMMAND, "take", "nope"], stdout=subprocess.PIPE, stderr=full, check=False)
    assert (done.returncode, done.stdout) == (2, b"")


LOADED = """
import sys
from quizproof.cli import main
sys.argv = {words!r}
try:
    code = main()
except SystemExit as end:
    code = end.code
names = [{names}]
print([name for name in names if name in sys.modules], code, file=sys.stderr)
"""
HEAVY = "'numpy', 'rich.markdown', 'rich.syntax', 'pygments', 'torch', 'yaml'"


@pytest.mark.parametrize(
    ("words", "extra"),
    [
        (["--version"], "'pydantic', 'rich', 'typer'"),
        (["--help"], "'pydantic', 'rich'"),
        (["take", "--help"], "'rich'"),  # typer reads options by pydantic
    ],
    ids=["version", "help", "help of a command"],
)
def test_help_comes_at_once(words: list[str], extra: str) -> None:
    program = LOADED.format(words=["quizproof", *words], names=f"{HEAVY}, {extra}")
    done = subprocess.run([sys.executable, "-P", "-c", program], capture_output=True, encoding="utf-8", check=True)
    assert done.stderr == "[] 0\n"
    assert done.stdout


def test_the_first_question_needs_no_torch_and_no_heavy_highlighter() -> None:
    names = "'rich.markdown', 'rich.syntax', 'pygments', 'torch', 'numpy', 'typer'"
    program = LOADED.format(words=["quizproof", "take", "pooling"], names=names)
    done = subprocess.run(
        [sys.executable, "-P", "-c", program], input="", capture_output=True, encoding="utf-8", check=True
    )
    assert done.stderr == "[] 0\n"
    assert "Question 1 of 38" in done.stdout


def complete(words: str, *names: str) -> list[str]:
    environment = {"_QUIZPROOF_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
    program = LOADED.format(words=["quizproof"], names=HEAVY)
    done = subprocess.run(
        [sys.executable, "-P", "-c", program],
        capture_output=True,
        encoding="utf-8",
        check=True,
        env=os.environ | environment,
    )
    assert done.stderr == "[] 0\n"
    return done.stdout.split()


def test_topics_and_ids_complete_without_reading_yaml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own.yaml").touch()
    (tmp_path / "bank").mkdir()
    (tmp_path / "notes.txt").touch()
    assert complete("quizproof take poo") == ["pooling"]
    assert complete("quizproof take ") == ["convolution", "pooling", "bank/", "own.yaml"]
    assert "six-by-six" in complete("quizproof show six")
    assert complete("quizproof le") == ["learn"]
