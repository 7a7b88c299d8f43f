"""What is remembered between runs: nothing old, nothing forged, nothing damaged is ever believed."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from quizproof.engine.cache import Cache, inside, installed_torch
from quizproof.engine.checking import Report, check
from quizproof.engine.filecheck import How
from quizproof.engine.oracle import Oracle

TORCH = installed_torch() or ""
BANK = """title: Remembered
lesson: "`2 + 2 = 5`"
examples:
  - {id: e, layer: nn.ReLU(), input: [1, -1]}
questions:
  - id: right
    kind: shape
    prompt: Which?
    layer: nn.MaxPool2d(2)
    input: [1, 1, 4, 4]
    answer: (1, 1, 2, 2)
  - id: wrong
    kind: count
    prompt: How many?
    layer: nn.Linear(2, 3)
    answer: 8
    explanation: |
      2 * 3 = 7
  - id: same
    kind: layer
    prompt: Which?
    input: [1, 1, 4, 4]
    output: [1, 1, 2, 2]
    answer: nn.MaxPool2d(2)
    distractors: [nn.MaxPool2d(4), "nn.MaxPool2d((4, 4))"]
  - {id: missing, kind: count, prompt: How many?, layer: "nn.Linear(2, 3)"}
  - {id: text, kind: match, prompt: Which?, answer: one}
"""


class Counting(Oracle):
    """An oracle that lets another one answer, and counts the jobs."""

    def __init__(self, lender: Oracle) -> None:
        super().__init__(1)
        self.lender = lender
        self.asked = 0

    @property
    def torch_run(self) -> str:
        return self.lender.torch if self.asked else ""

    def map(self, asked):  # type: ignore[no-untyped-def]
        def counted():  # type: ignore[no-untyped-def]
            for thing, jobs in asked:
                self.asked += len(jobs)
                yield thing, jobs

        return self.lender.map(counted())


class Broken(Counting):
    """An oracle whose torch is another one than the cache is for."""

    @property
    def torch_run(self) -> str:
        return "1.0"


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    path = tmp_path / "bank.yaml"
    path.write_text(BANK, encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def proved(bank: Path, folder: Path, oracle: Oracle, kind: type[Counting] = Counting) -> tuple[Report, int]:
    """Return the report and how many jobs were asked for."""
    counting = kind(oracle)
    report = check([bank], counting, keys=True, how=How(cache=Cache(folder, TORCH)))
    return replace(report, seconds=0.0, torch="", answers_run=0), counting.asked


def files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*/*.json"))


def test_an_unchanged_bank_gives_the_same_report_and_asks_torch_nothing(
    bank: Path, folder: Path, oracle: Oracle
) -> None:
    first, asked = proved(bank, folder, oracle)
    again, nothing = proved(bank, folder, oracle)

    assert (first.remembered, asked > 0) == (0, True)
    assert len(first.findings) == 5
    assert (again.remembered, nothing) == (5, 0)
    assert replace(again, remembered=0) == first


def test_what_is_found_moves_with_its_question(bank: Path, folder: Path, oracle: Oracle) -> None:
    proved(bank, folder, oracle)
    head, questions = BANK.split("questions:\n")
    new = "  - {id: new, kind: match, prompt: New, answer: new}"
    bank.write_text(f"# moved\n\n{head}questions:\n{new}\n\n{questions}", encoding="utf-8")

    moved, _ = proved(bank, folder, oracle)
    fresh, _ = proved(bank, folder / "other", oracle)

    assert moved.remembered == 5
    assert replace(moved, remembered=0) == fresh


def test_only_a_question_that_changed_is_asked_again(bank: Path, folder: Path, oracle: Oracle) -> None:
    proved(bank, folder, oracle)
    bank.write_text(BANK.replace("answer: 8", "answer: 9"), encoding="utf-8")

    changed, asked = proved(bank, folder, oracle)

    assert (changed.remembered, asked) == (4, 2)
    assert "wrong-key" not in [finding.rule for finding in changed.findings]
    assert proved(bank, folder, oracle)[1] == 0


def flipped(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(bytes(raw))


def forged(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"wrong-key", b"wrong-kex"))


def foreign(path: Path) -> None:
    path.write_text(json.dumps({"questions": []}), encoding="utf-8")


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


DAMAGE: dict[str, Callable[[Path], None]] = {
    "flipped": flipped,
    "forged": forged,
    "foreign": foreign,
    "half": lambda path: path.write_bytes(path.read_bytes()[:-20]) and None,
    "empty": lambda path: path.write_bytes(b"") and None,
    "rubbish": lambda path: path.write_bytes(b"\xff\x00[[[[" * 1000) and None,
    "a folder": a_folder,
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_cache_is_made_anew(damage: Callable[[Path], None], bank: Path, folder: Path, oracle: Oracle) -> None:
    first, _ = proved(bank, folder, oracle)
    [file] = files(folder)
    damage(file)

    again, asked = proved(bank, folder, oracle)

    assert (again, asked > 0) == (first, True)
    if file.is_file():
        assert proved(bank, folder, oracle)[1] == 0


def test_another_torch_and_another_engine_begin_anew(
    bank: Path, folder: Path, oracle: Oracle, monkeypatch: pytest.MonkeyPatch
) -> None:
    proved(bank, folder, oracle)
    assert Cache(folder, "2.99").read(str(bank)) == {}

    monkeypatch.setattr("quizproof.engine.cache.VERSION", "99")
    assert Cache(folder, TORCH).read(str(bank)) == {}


def test_what_another_torch_has_found_is_not_remembered(bank: Path, folder: Path, oracle: Oracle) -> None:
    proved(bank, folder, oracle, Broken)

    assert files(folder) == []


def test_a_cache_that_cannot_be_written_is_none(bank: Path, tmp_path: Path, oracle: Oracle) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    first, _ = proved(bank, tmp_path / "file" / "cache", oracle)

    assert len(first.findings) == 5


def test_what_torch_could_not_prove_is_not_remembered(bank: Path, folder: Path, oracle: Oracle) -> None:
    bank.write_text(
        "title: T\nquestions:\n"
        "  - {id: a, kind: shape, prompt: Q, layer: nn.MaxPool1d(9223372036854775807), input: [1, 1, 4]}\n",
        encoding="utf-8",
    )
    first, _ = proved(bank, folder, oracle)
    again, _ = proved(bank, folder, oracle)

    assert (again, again.remembered) == (first, 0)


def test_version_control_and_backups_pass_it_by(bank: Path, folder: Path, oracle: Oracle) -> None:
    proved(bank, folder, oracle)

    assert (folder / ".gitignore").read_text(encoding="utf-8") == "# Made by quizproof\n*\n"
    assert (
        (folder / "CACHEDIR.TAG")
        .read_text(encoding="utf-8")
        .startswith("Signature: 8a477f597d28d172789f06886806bc55\n")
    )


def test_what_an_old_version_left_is_deleted_after_a_while(bank: Path, folder: Path, oracle: Oracle) -> None:
    old, young, foreign = folder / ("0" * 16), folder / ("1" * 16), folder / "mine"
    for one in (old, young, foreign):
        one.mkdir(parents=True)
    then = time.time() - 31 * 24 * 3600
    for one in (old, foreign):
        os.utime(one, (then, then))

    proved(bank, folder, oracle)

    assert [one.exists() for one in (old, young, foreign)] == [False, True, True]


def test_two_runs_at_once(tmp_path: Path) -> None:
    """Each writes whole files: whatever comes last is right."""
    for number in range(20):
        text = BANK.replace("id: ", f"id: n{number}-")
        (tmp_path / f"{number}.yaml").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "quizproof", "check", str(tmp_path), "--cache-dir", str(tmp_path.parent / "both")]
    command += ["--format", "json", "-j", "1"]

    runs = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(2)]
    found = [json.loads(run.communicate()[0]) for run in runs]
    after = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=False).stdout)

    assert found[0]["findings"] == found[1]["findings"] == after["findings"]
    assert (after["remembered"], after["answers_run"], after["torch"]) == (100, 0, TORCH)


@pytest.mark.parametrize(
    ("cache", "tree", "expected"),
    [
        ("repository/cache", "repository/course/bank", True),
        ("repository", "repository/course/bank", True),
        ("repository/course/bank/x", "repository/course/bank", True),
        ("cache", "repository/course/bank", False),
        ("loose/cache", "loose", True),
        ("loose/cache", "loose/bank.yaml", True),
        ("cache", "loose", False),
    ],
)
def test_a_cache_in_the_tree_that_is_checked(cache: str, tree: str, expected: bool, tmp_path: Path) -> None:
    (tmp_path / "repository" / ".git").mkdir(parents=True)
    (tmp_path / "repository" / "course" / "bank").mkdir(parents=True)
    (tmp_path / "loose").mkdir()
    (tmp_path / "loose" / "bank.yaml").touch()

    assert inside(tmp_path / cache, tmp_path / tree) is expected


def test_it_is_said_that_such_a_cache_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "bank.yaml").write_text(BANK, encoding="utf-8")
    command = [sys.executable, "-m", "quizproof", "check", "bank.yaml", "--cache-dir", "cache", "-q"]

    done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=tmp_path, check=False)

    assert done.stderr == (
        "quizproof: the cache cache is not used: it lies in the tree that is checked, so it could come from there\n"
    )
    assert not (tmp_path / "cache").exists()
