"""Banks as tests of pytest: what is collected, what fails and how it reads, and what it costs who does not use it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from quizproof.engine.bank import NoBank
from quizproof.engine.checking import check
from quizproof.engine.collected import Asked, asked_in, place_of
from quizproof.engine.findings import Finding
from quizproof.engine.oracle import Oracle
from quizproof.engine.reports.full import told

pytest_plugins = "pytester"

SETTINGS = '[tool.pytest.ini_options]\nquizproof_banks = ["bank"]\n'
RIGHT = """\
title: Text
questions:
  - {id: capital, kind: match, prompt: Where?, answer: Paris}
  - {id: river, kind: match, prompt: Which?, answer: the Seine}
"""
FALSE_LESSON = "lesson: 2 + 2 = 5\n"
UNREADABLE = "  - {id: no-kind, prompt: What?, answer: that}\n"
POOLS = """\
title: Small pools
questions:
  - id: ten-to-three
    kind: layer
    prompt: Which layer turns a 10×10 map into 3×3?
    input: [1, 1, 10, 10]
    output: [1, 1, 3, 3]
    answer: nn.MaxPool2d(kernel_size=3, stride=2)
    distractors:
      - nn.AvgPool2d(kernel_size=4, stride=4)
  - id: unanswered
    kind: shape
    prompt: Which shape?
    layer: nn.MaxPool2d(2)
    input: [1, 1, 10, 10]
  - {id: capital, kind: match, prompt: Where?, answer: Paris}
"""

Run = Callable[..., pytest.RunResult]


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run pytest in a folder with the settings above, with no plugin but ours."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("CI", "BUILD_NUMBER"):  # there pytest writes lines of any length
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("QUIZPROOF_CACHE_DIR", str(pytester.path / "cache"))
    pytester.makefile(".toml", pyproject=SETTINGS)
    return lambda *words: pytester.runpytest_inprocess("-p", "quizproof_pytest", "-p", "no:cacheprovider", *words)


def bank(pytester: pytest.Pytester, **topics: str) -> None:
    folder = pytester.path / "bank"
    folder.mkdir(exist_ok=True)
    for name, text in topics.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


def collected(result: pytest.RunResult) -> list[str]:
    assert result.ret == 0, result.stdout.str() + result.stderr.str()
    return [line for line in result.outlines if "::" in line]


def states(result: pytest.RunResult) -> dict[str, str]:
    """What `-v` says of each test."""
    return {line.split()[0]: line.split()[1] for line in result.outlines if "::" in line and "%]" in line}


def section(result: pytest.RunResult, name: str, until: str) -> str:
    text = result.stdout.str()
    return text[text.index(f" {name} ") :].partition("\n")[2].partition(f"{until} ")[0].rpartition("\n")[0]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        pytest.param([], "the bank bank does not exist", id="settings"),
        pytest.param(["--quizproof", "no/such.yaml"], "the bank bank does not exist", id="both"),
        pytest.param(
            ["-o", "quizproof_banks=", "--quizproof", "no/such.yaml"],
            "the bank no/such.yaml does not exist",
            id="command line",
        ),
        pytest.param(
            ["-o", "quizproof_banks=", "--quizproof", "empty"],
            "no questions found: {empty} holds no .yaml or .yml file",
            id="nothing in it",
        ),
    ],
)
def test_a_bank_that_is_not_there(run: Run, pytester: pytest.Pytester, words: list[str], sentence: str) -> None:
    pytester.mkdir("empty")

    result = run(*words)

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    said = sentence.format(empty=pytester.path / "empty")
    assert [line for line in result.errlines if line] == [f"ERROR: quizproof: {said}"]


def test_a_file_that_cannot_be_read_fails_and_the_others_are_proved(run: Run, pytester: pytest.Pytester) -> None:
    bank(pytester, text=RIGHT)
    (pytester.path / "bank" / "gone.yaml").symlink_to("nowhere.yaml")

    run().assert_outcomes(passed=3, failed=1)
    run("bank/text.yaml").assert_outcomes(passed=3)


def test_a_bank_that_cannot_be_opened(run: Run, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    bank(pytester, text=RIGHT)
    monkeypatch.setattr("quizproof.engine.bank._read_file", denied)

    result = run()

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert [line for line in result.errlines if line] == ["ERROR: quizproof: text.yaml cannot be opened: denied"]


def denied(path: Path, root: Path) -> bytes:
    raise NoBank(f"{path.name} cannot be opened: denied")


def test_the_test_of_a_question_is_collected_from_banks_only(run: Run, pytester: pytest.Pytester) -> None:
    bank(pytester, text=RIGHT)
    pytester.makefile(".yaml", foreign="services: {}", test_foreign="a: b")
    pytester.makepyfile("def test_own(): pass")

    ours = ["bank/text.yaml::_file", "bank/text.yaml::capital", "bank/text.yaml::river"]
    [own] = [f"{path.name}::test_own" for path in pytester.path.glob("test_*.py")]

    assert collected(run("--collect-only", "-q")) == [*ours, own]
    assert collected(run("--collect-only", "-q", own.partition("::")[0])) == [own]
    assert collected(run("--collect-only", "-q", "bank/text.yaml::river")) == ours[2:]
    assert collected(run("--collect-only", "-q", "-k", "river")) == ours[2:]
    assert collected(run("--collect-only", "-q", "-m", "not quizproof")) == [own]
    assert collected(run("--collect-only", "-q", "-o", "testpaths=bank bank/text.yaml")) == ours
    assert collected(run("--collect-only", "-q", "-o", "quizproof_per_file=true", "bank")) == ours[:1]


def test_a_bank_of_the_command_line_comes_to_what_else_is_named(run: Run, pytester: pytest.Pytester) -> None:
    bank(pytester, text=RIGHT)
    own = pytester.makepyfile("def test_own(): pass").name

    words = ["--collect-only", "-q", "-o", "quizproof_banks=", own]

    assert collected(run(*words)) == [f"{own}::test_own"]
    expected = [f"{own}::test_own", "bank/text.yaml::_file", "bank/text.yaml::capital", "bank/text.yaml::river"]
    assert collected(run(*words, "--quizproof", "bank")) == expected
    assert collected(run(*words, "--quizproof", "bank", "--quizproof", "./bank/text.yaml")) == expected


def test_settings_name_a_bank_for_the_whole_run_only(run: Run, pytester: pytest.Pytester) -> None:
    bank(pytester, text=RIGHT)
    pytester.mkdir("elsewhere").joinpath("test_own.py").write_text("def test_own(): pass", encoding="utf-8")

    assert len(collected(run("--collect-only", "-q", "-o", "testpaths=elsewhere"))) == 4
    os.chdir(pytester.path / "elsewhere")
    assert collected(run("--collect-only", "-q")) == ["elsewhere/test_own.py::test_own"]


def test_what_pytest_passes_over_is_collected_all_the_same(run: Run, pytester: pytest.Pytester) -> None:
    bank(pytester, text=RIGHT)
    deep = pytester.path / "bank" / "build" / "deep.yaml"
    deep.parent.mkdir()
    deep.write_text(RIGHT.replace("capital", "city").replace("river", "stream"), encoding="utf-8")
    os.mkfifo(pytester.path / "bank" / "pipe.yaml")
    text = [f"bank/text.yaml::{name}" for name in ("_file", "capital", "river")]
    under = [f"bank/build/deep.yaml::{name}" for name in ("_file", "city", "stream")]

    assert collected(run("--collect-only", "-q")) == [*text, *under, "bank/pipe.yaml::_file"]
    assert collected(run("--collect-only", "-q", "--ignore", "bank/build")) == text
    assert collected(run("--collect-only", "-q", "bank/build")) == under
    result = run("-k", "pipe")
    assert section(result, "FAILURES", "short test summary info").splitlines()[1:] == [
        "bank/pipe.yaml:1:1: error refused-yaml: this is a fifo, not a file of text"
    ]


def test_what_belongs_to_no_question_is_a_test_of_its_own(run: Run, pytester: pytest.Pytester) -> None:
    bank(pytester, lesson=f"{FALSE_LESSON}{RIGHT}", unreadable=f"title: Text\nquestions:\n{UNREADABLE}", empty="")

    result = run("-v")

    assert result.ret == pytest.ExitCode.TESTS_FAILED
    assert states(result) == {
        "bank/empty.yaml::_file": "FAILED",
        "bank/lesson.yaml::_file": "FAILED",
        "bank/lesson.yaml::capital": "PASSED",
        "bank/lesson.yaml::river": "PASSED",
        "bank/unreadable.yaml::_file": "FAILED",
    }
    assert section(result, "short test summary info", "3 failed,").splitlines() == [
        "FAILED bank/empty.yaml::_file - refused-yaml: the file is empty: a topic need...",
        "FAILED bank/lesson.yaml::_file - wrong-arithmetic: `2 + 2 = 5` does not hold:...",
        "FAILED bank/unreadable.yaml::_file - bad-type: key 'kind' is missing: write o...",
    ]
    assert section(result, "quizproof", "short test summary info") == (
        "0 of 2 questions proved, 2 trusted (text that nothing computes)"
    )


def test_an_id_is_unique_in_all_banks(run: Run, pytester: pytest.Pytester) -> None:
    bank(pytester, first=RIGHT, second=RIGHT.replace("river", "capital"))
    other = pytester.path / "other.yaml"
    other.write_text(RIGHT, encoding="utf-8")

    both = ["-o", "quizproof_banks=bank other.yaml"]
    result = run("-v", *both)

    assert states(result) == {
        "bank/first.yaml::_file": "PASSED",
        "bank/first.yaml::capital": "PASSED",
        "bank/first.yaml::river": "PASSED",
        "bank/second.yaml::_file": "PASSED",
        "bank/second.yaml::capital": "FAILED",
        "bank/second.yaml::capital@4": "FAILED",
        "other.yaml::_file": "PASSED",
        "other.yaml::capital": "FAILED",
        "other.yaml::river": "FAILED",
    }
    one = run(*both, "other.yaml::river")
    assert section(one, "FAILURES", "quizproof").splitlines()[1:] == [
        "other.yaml:4:10: error duplicate-id: id 'river' is already at bank/first.yaml:4: an id names one question for "
        "ever",
        "  4 |   - {id: river, kind: match, prompt: Which?, answer: the Seine}",
        "    |          ^^^^^",
    ]


def test_a_failure_reads_as_check_shows_it(run: Run, pytester: pytest.Pytester, oracle: Oracle) -> None:
    bank(pytester, pools=f"{FALSE_LESSON}{POOLS}")
    findings = check(["bank/"], oracle).findings
    lesson, key, warning = findings

    result = run("-v", "--junitxml=junit.xml", "-o", "junit_family=xunit1")

    assert result.ret == pytest.ExitCode.TESTS_FAILED
    shown = section(result, "FAILURES", "generated xml file:").splitlines()
    bars = [line for line in shown if line.startswith("____")]
    assert [line.strip("_ ") for line in bars] == ["file", "ten-to-three"]
    assert [line for line in shown if line not in bars] == f"{told(lesson)}{told(key)}".splitlines()
    assert section(result, "quizproof", "short test summary info").splitlines() == [
        str(warning),
        f"1 of 3 questions proved by torch {oracle.torch}, 1 trusted (text that nothing computes)",
    ]
    assert list((pytester.path / "cache").rglob("*.json")), "proofs are remembered"
    cases = ElementTree.parse(pytester.path / "junit.xml").getroot().iter("testcase")
    assert [junit(case) for case in cases] == [
        ("_file", "bank/pools.yaml", "0", [], f"wrong-arithmetic: {lesson.message}"),
        ("ten-to-three", "bank/pools.yaml", "3", [("quizproof-wrong", "1")], f"wrong-key: {key.message}"),
        (
            "unanswered",
            "bank/pools.yaml",
            "11",
            [("quizproof-proved", "1"), ("quizproof-torch", oracle.torch), ("quizproof-warning", str(warning))],
            None,
        ),
        ("capital", "bank/pools.yaml", "16", [("quizproof-trusted", "1")], None),
    ]


def junit(case: ElementTree.Element) -> tuple[object, ...]:
    properties = [(one.get("name"), one.get("value")) for one in case.iter("property")]
    failure = case.find("failure")
    message = failure.get("message") if failure is not None else None
    return case.get("name"), case.get("file"), case.get("line"), properties, message


def test_a_test_for_each_file(run: Run, pytester: pytest.Pytester) -> None:
    bank(pytester, first=f"{FALSE_LESSON}{RIGHT}", second=RIGHT.replace("river", "stream"))

    result = run("-v", "-o", "quizproof_per_file=true")

    assert states(result) == {"bank/first.yaml::_file": "FAILED", "bank/second.yaml::_file": "FAILED"}
    assert section(result, "quizproof", "short test summary info") == (
        "0 of 4 questions proved, 3 trusted (text that nothing computes)"
    )


def test_settings_of_the_project_hold(run: Run, pytester: pytest.Pytester) -> None:
    bank(pytester, lesson=f"{FALSE_LESSON}{RIGHT}")
    settings = pytester.path / "quizproof.toml"

    settings.write_text('ignore = ["wrong-arithmetic"]', encoding="utf-8")
    assert run().ret == 0
    settings.write_text('ignore = ["wrong-arithmetics"]', encoding="utf-8")
    result = run()
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    [sentence] = [line for line in result.errlines if line]
    assert sentence.startswith("ERROR: quizproof: quizproof.toml:1: ignore: ")


def test_torch_is_loaded_only_where_a_question_is_selected(
    run: Run, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    bank(pytester, pools=POOLS)
    pytester.makepyfile("def test_own(): pass")
    absent = pytester.mkdir("absent")
    absent.joinpath("torch.py").write_text("raise ImportError('there is none')", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(absent))

    assert run("-k", "test_own").ret == 0
    result = run("-k", "ten-to-three or unanswered")

    sentence = "quizproof: torch cannot be loaded: there is none; install it with `pip install torch`"
    assert [line for line in result.outlines if line.startswith("quizproof: ")] == [sentence, sentence]
    assert result.ret == pytest.ExitCode.TESTS_FAILED


def test_a_report_can_be_sent_to_another_process(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """The workers of pytest-xdist send reports as JSON."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    bank(pytester, lesson=f"{FALSE_LESSON}{RIGHT}")

    record = pytester.inline_run("-p", "quizproof_pytest", "--quizproof", "bank", "-k", "_file")

    [report] = [one for one in record.getreports("pytest_runtest_logreport") if one.when == "call"]
    sent = json.loads(json.dumps(report._to_json()))
    back = pytest.TestReport._from_json(sent)
    assert back.longreprtext == report.longreprtext
    assert back.longreprtext.splitlines()[0].startswith("bank/lesson.yaml:1:9: error wrong-arithmetic: ")


def test_what_it_costs_who_does_not_use_it(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    pytester.makepyfile("def test_own(): pass")
    program = "import sys, pytest; pytest.main(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"

    def loaded(*words: str) -> set[str]:
        command = [sys.executable, "-P", "-c", program, "-q", "-p", "no:cacheprovider", *words]
        done = subprocess.run(command, cwd=pytester.path, capture_output=True, encoding="utf-8", check=True)
        return set(done.stderr.split())

    assert loaded("-p", "quizproof_pytest") - loaded() == {"quizproof_pytest"}


ASKED = (Asked("a", 3, True), Asked("b", 5, True), Asked("a", 9, True))


@pytest.mark.parametrize(
    ("question", "line", "place"),
    [
        pytest.param(None, 5, None, id="of the file"),
        pytest.param("c", 5, None, id="unreadable"),
        pytest.param("a", 2, None, id="above"),
        pytest.param("a", 8, 0, id="the first of two"),
        pytest.param("a", 9, 2, id="the second of two"),
        pytest.param("b", 30, 1, id="between"),
    ],
)
def test_the_question_that_a_finding_is_about(question: str | None, line: int, place: int | None) -> None:
    assert place_of(ASKED, Finding("wrong-key", "", "f", line, question=question)) == place


def test_what_the_files_of_a_bank_ask(tmp_path: Path) -> None:
    (tmp_path / "pools.yaml").write_text(POOLS, encoding="utf-8")
    (tmp_path / "broken.yml").write_text("[", encoding="utf-8")

    assert asked_in([tmp_path]) == {
        tmp_path / "broken.yml": (),
        tmp_path / "pools.yaml": (
            Asked("ten-to-three", 3, True),
            Asked("unanswered", 11, True),
            Asked("capital", 16, False),
        ),
    }
