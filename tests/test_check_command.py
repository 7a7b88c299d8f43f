"""`check` and `lock` with their options, as they are typed."""

import json
from pathlib import Path
from unittest import mock

import pytest

from quizproof.engine.oracle import Oracle
from quizproof.engine.scoutprocess import Scout
from quiztaking import Absent, Borrowed, run

GOOD = "title: T\nquestions:\n  - {id: n, kind: count, prompt: '?', layer: 'nn.Linear(2, 3)', answer: 9}\n"
WRONG = GOOD.replace("answer: 9", "answer: 8").replace("id: n", "id: w")
WARNED = GOOD.replace(", answer: 9", "").replace("id: n", "id: m")
WRONG_KEY = "wrong.yaml:3:73: error wrong-key: the key 8 is not what torch counts; torch gives 9: write `answer: 9`\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is a repository, with three banks."""
    monkeypatch.chdir(tmp_path)
    Path(".git").mkdir()
    for name, text in (("good", GOOD), ("wrong", WRONG), ("warned", WARNED)):
        Path(f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


MISUSED = {
    "format": (["--format", "xml"], "'xml' is no format; there are "),
    "rule": (["--select", "wrong-kye"], "no rule is called 'wrong-kye'; did you mean wrong-key?"),
    "rule to ignore": (["--ignore", "x,y"], "no rule is called 'x'"),
    "watch and fix": (["--watch", "--fix"], "--watch goes with none of --fix, --diff, --locked and -o"),
    "fix and no run": (["--no-run", "--fix"], "--fix, --diff, --locked and --keys need torch: leave out --no-run"),
    "no lock file": (["--locked"], "there is no lock file good.lock: write it with `quizproof lock`"),
    "output nowhere": (["-o", "no/report.txt"], "no/report.txt cannot be written: there is no folder no"),
}


@pytest.mark.parametrize(("words", "said"), MISUSED.values(), ids=MISUSED)
def test_misused(words: list[str], said: str, folder: Path, oracle: Oracle) -> None:
    code, _, err = run(["check", "good.yaml", *words], Borrowed(oracle))

    assert (code, said in err) == (2, True), err


EXITS = {
    "errors": (["wrong.yaml"], 1),
    "warnings": (["warned.yaml"], 0),
    "warnings as errors": (["warned.yaml", "--warn-as-error"], 1),
    "exit zero": (["wrong.yaml", "--exit-zero"], 0),
    "selected": (["wrong.yaml", "--select", "wrong-key"], 1),
    "not selected": (["wrong.yaml", "--select", "same-choice,bad-layer"], 0),
    "ignored": (["wrong.yaml", "--ignore", "wrong-key"], 0),
    "diff": (["wrong.yaml", "--diff"], 1),
    "diff of nothing": (["good.yaml", "--diff"], 0),
    "diff of a warning": (["warned.yaml", "--diff"], 1),
}


@pytest.mark.parametrize(("words", "code"), EXITS.values(), ids=EXITS)
def test_exit_codes(words: list[str], code: int, folder: Path, oracle: Oracle) -> None:
    assert run(["check", *words], Borrowed(oracle))[0] == code
    assert Path("wrong.yaml").read_text(encoding="utf-8") == WRONG


def test_what_cannot_be_read_is_told_whatever_is_selected(folder: Path, oracle: Oracle) -> None:
    Path("broken.yaml").write_text(GOOD.replace("prompt", "promt"), encoding="utf-8")

    code, out, _ = run(["check", "broken.yaml", "--ignore", "unknown-key", "--select", "same-choice"], Borrowed(oracle))

    assert (code, out.splitlines()[0]) == (
        1,
        "broken.yaml:3:26: error unknown-key: key 'promt' is unknown; did you mean 'prompt'?",
    )


def test_fix_says_what_it_did_and_reports_what_is_left(folder: Path, oracle: Oracle) -> None:
    code, out, err = run(["check", "wrong.yaml", "warned.yaml", "--fix", "-q"], Borrowed(oracle))

    assert (code, out, err) == (0, "", "quizproof: 2 keys in 2 files mended\n")
    assert Path("wrong.yaml").read_text(encoding="utf-8") == WRONG.replace("answer: 8", "answer: 9")
    assert "kind: count, answer: 9, prompt" in Path("warned.yaml").read_text(encoding="utf-8")


def test_fix_mends_only_what_is_selected(folder: Path, oracle: Oracle) -> None:
    run(["check", "wrong.yaml", "warned.yaml", "--fix", "--ignore", "missing-key"], Borrowed(oracle))

    assert Path("wrong.yaml").read_text(encoding="utf-8") == WRONG.replace("answer: 8", "answer: 9")
    assert Path("warned.yaml").read_text(encoding="utf-8") == WARNED


def test_a_report_in_a_file_leaves_the_summary_for_the_log(folder: Path, oracle: Oracle) -> None:
    code, out, _ = run(["check", "wrong.yaml", "--format", "concise", "-q", "-o", "report.txt"], Borrowed(oracle))

    assert (code, out, Path("report.txt").read_text(encoding="utf-8")) == (1, "", WRONG_KEY)
    assert run(["check", "wrong.yaml", "-o", "report.txt"], Borrowed(oracle))[1].startswith("1 error and 0 warnings")


def test_on_github_the_summary_of_the_step_is_added_to(folder: Path, oracle: Oracle) -> None:
    Path("steps.md").write_text("before\n", encoding="utf-8")
    environment = {"GITHUB_STEP_SUMMARY": "steps.md", "GITHUB_WORKSPACE": str(folder)}

    _, out, _ = run(["check", "wrong.yaml", "--format", "github"], Borrowed(oracle), environment=environment)

    assert out.startswith("::error title=wrong-key in w,file=wrong.yaml,line=3,endLine=3,col=73,")
    assert Path("steps.md").read_text(encoding="utf-8").startswith("before\n### Quizproof\n\n1 error and 0 warnings")


def test_settings_of_the_project(folder: Path, oracle: Oracle) -> None:
    Path("quizproof.toml").write_text("bank = ['wrong.yaml', 'good.yaml']\nignore = 'wrong-key'", encoding="utf-8")

    code, out, _ = run(["check", "--format", "json"], Borrowed(oracle))
    found = json.loads(out)

    assert (code, found["files"], found["ignored"], found["findings"]) == (0, 2, 1, [])
    assert run(["check", "--select", "wrong-key"], Borrowed(oracle))[0] == 1


def test_without_running_torch_is_not_asked(folder: Path) -> None:
    Path("layer.yaml").write_text(
        "title: T\nquestions:\n"
        "  - {id: s, kind: shape, prompt: '?', layer: nn.MaxPool2d(2), input: [1, 1, 4, 4], answer: 1x1x3x3}\n"
        "  - {id: v, kind: values, prompt: '?', layer: nn.MaxPool2d(2), input: [[1, 2], [3, 4]], answer: [[9]]}\n",
        encoding="utf-8",
    )

    code, out, err = run(["check", "--no-run", "--format", "concise", "layer.yaml"], Absent(1))

    assert (code, err) == (1, "")
    assert out.splitlines()[0] == (
        "layer.yaml:3:92: error wrong-key: the key 1x1x3x3 is not the shape that the formula gives; "
        "the formula gives (1, 1, 2, 2): write `answer: (1, 1, 2, 2)`"
    )
    assert "2 questions read, none proved" in out.splitlines()[-1]


def test_a_lock_file_is_written_where_all_is_proved(folder: Path, oracle: Oracle) -> None:
    code, out, err = run(["lock", "."], Borrowed(oracle))
    assert (code, Path("quizproof.lock").exists()) == (1, False)
    assert WRONG_KEY in out
    assert err == "quizproof: quizproof.lock is not written: the keys are not proved\n"

    Path("wrong.yaml").unlink()
    code, out, err = run(["lock", "."], Borrowed(oracle))
    assert (code, out, err) == (0, "quizproof.lock: 2 keys written\n", "")
    assert Path("quizproof.lock").read_text(encoding="utf-8").splitlines()[1:] == ["good/n 9", "warned/m 9"]
    assert run(["check", ".", "--locked"], Borrowed(oracle))[0] == 0


LOCKS = {
    "equal": ("good/n 9\n", []),
    "moved": (
        "good/n 8\n",
        ["good.yaml:3:10: error moved-key: the key moved from 8 to 9: where that is meant, run `quizproof lock`"],
    ),
    "missing": (
        "",
        [
            "good.yaml:3:10: error unlocked-key: good.lock has no line for good/n: "
            "run `quizproof lock` once its key is right"
        ],
    ),
    "stale": (
        "good/gone 3\ngood/n 9\n",
        [
            "good.lock:1:1: error stale-lock: no computed question is called good/gone: "
            "run `quizproof lock` to drop the line"
        ],
    ),
    "no line of ours": (
        "<<<<<<< HEAD\ngood/n 9\n=======\n",
        [
            "good.lock:1:1: error stale-lock: this line is not `topic/id key`: "
            "run `quizproof lock` to write the file again",
            "good.lock:3:1: error stale-lock: this line is not `topic/id key`: "
            "run `quizproof lock` to write the file again",
        ],
    ),
    "comments and blank lines": ("# by hand\n\ngood/n 9\n", []),
}


@pytest.mark.parametrize(("lock", "found"), LOCKS.values(), ids=LOCKS)
def test_keys_are_held_to_the_lock_file(lock: str, found: list[str], folder: Path, oracle: Oracle) -> None:
    Path("good.lock").write_text(lock, encoding="utf-8")

    code, out, _ = run(["check", "good.yaml", "--locked", "--format", "concise"], Borrowed(oracle))

    assert (code, out.splitlines()[:-1]) == (int(bool(found)), found)


def test_one_file_of_a_locked_bank_is_held_to_its_lines_only(folder: Path, oracle: Oracle) -> None:
    Path("quizproof.lock").write_text("good/gone 1\ngood/n 9\nother/x 3\n", encoding="utf-8")

    _, out, _ = run(["check", "good.yaml", "--locked", "--format", "concise", "-q"], Borrowed(oracle))

    assert out == (
        "quizproof.lock:1:1: error stale-lock: no computed question is called good/gone: "
        "run `quizproof lock` to drop the line\n"
    )


def test_a_crash_of_the_parser_is_reported_with_the_rest_and_ends_with_two(folder: Path, oracle: Oracle) -> None:
    fates = mock.patch.object(Scout, "fates", return_value=["crashed the parser of YAML (signal 11)", None])
    with fates:
        code, out, err = run(["check", "good.yaml", "wrong.yaml", "--format", "concise"], Borrowed(oracle))

    assert (code, err) == (2, "quizproof: good.yaml crashed the parser of YAML (signal 11)\n")
    assert [line.split(": ")[1] for line in out.splitlines()[:-1]] == ["error refused-yaml", "error wrong-key"]


FAMILY = """\
title: T
questions:
  - id: side
    kind: shape
    prompt: How large?
    layer: nn.MaxPool2d(3, stride=2, padding=1)
    input: [1, 1, $n, $n]
    axes: [-1]
    params: {n: [7, 10, 13]}
"""


def test_separability_is_a_table_for_each_question(folder: Path, oracle: Oracle) -> None:
    Path("family.yaml").write_text(FAMILY, encoding="utf-8")
    code, out, _ = run(["check", "family.yaml", "--separability"], Borrowed(oracle))
    assert code == 0
    heading, heads, *rows = out.partition("\n\n")[0].splitlines()
    assert (heading, heads.split()) == ("side, 3 variants", ["misconception", "applies", "right", "by", "luck"])
    # Of 7, 10 and 13: (n + 2 - 3) // 2 + 1 is 4, 5 and 7. With the padding on one side it is 3, 5 and 6.
    assert [row.split() for row in rows if row.startswith("padding-once ")] == [["padding-once", "3", "1"]]
    # Without the + 1 it is always one less, and never right.
    assert [row.split() for row in rows if row.startswith("no-plus-one ")] == [["no-plus-one", "3", "-"]]

    code, out, _ = run(["check", "family.yaml", "--separability", "--format", "json"], Borrowed(oracle))
    [facts] = json.loads(out)["separability"]
    assert (facts["question"], facts["variants"]) == ("side", 3)
    assert {"name": "padding-once", "applies": 3, "by_luck": 1} in facts["misconceptions"]
