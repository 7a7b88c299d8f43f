"""A bank that is watched: what is proved again after a save, and what is told."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

from quizproof.engine.bank import NoBank
from quizproof.engine.checking import Report
from quizproof.engine.oracle import Oracle
from quizproof.engine.watching import Watched, watch

GOOD = "title: T\nquestions:\n  - {id: NAME, kind: count, prompt: '?', layer: 'nn.Linear(2, 3)', answer: 9}\n"


def write(path: Path, text: str) -> None:
    """Save a file, at another time than before whatever the clock of the file system is."""
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(before + 10**9, before + 10**9))


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    for name in ("one", "two"):
        write(tmp_path / f"{name}.yaml", GOOD.replace("NAME", name))
    return tmp_path


def told(report: Report | None) -> tuple[int, list[str]] | None:
    """Return how many files there are, and what is found in them."""
    if report is None:
        return None
    return report.files, [f"{Path(one.file).name}:{one.line} {one.rule}" for one in report.findings]


def test_each_save_is_proved_and_nothing_else(bank: Path, oracle: Oracle) -> None:
    watched = Watched([bank], oracle)
    assert told(watched.report()) == (2, [])
    assert told(watched.report()) is None

    run = oracle.answers_run
    write(bank / "one.yaml", GOOD.replace("NAME", "one").replace("Linear(2, 3)", "Linear(2, 4)"))
    assert told(watched.report()) == (2, ["one.yaml:3 wrong-key"])
    assert oracle.answers_run - run == 1

    write(bank / "one.yaml", GOOD.replace("NAME", "one"))
    assert told(watched.report()) == (2, [])


def test_files_come_and_go(bank: Path, oracle: Oracle) -> None:
    watched = Watched([bank], oracle)
    watched.report()
    write(bank / "three.yaml", GOOD.replace("NAME", "three").replace("9", "8"))
    assert told(watched.report()) == (3, ["three.yaml:3 wrong-key"])

    (bank / "three.yaml").unlink()
    assert told(watched.report()) == (2, [])


def test_an_id_that_two_files_have_is_told_until_one_of_them_changes(bank: Path, oracle: Oracle) -> None:
    watched = Watched([bank], oracle)
    watched.report()
    write(bank / "two.yaml", GOOD.replace("NAME", "one"))
    assert told(watched.report()) == (2, ["two.yaml:3 duplicate-id"])

    write(bank / "one.yaml", GOOD.replace("NAME", "other"))
    assert told(watched.report()) == (2, [])


def test_a_bank_that_is_gone_is_told_once_and_may_come_back(bank: Path, oracle: Oracle) -> None:
    path = bank / "one.yaml"

    def changes():  # type: ignore[no-untyped-def]
        path.rename(bank / "aside")
        yield
        yield
        (bank / "aside").rename(path)
        yield

    first, gone, back = watch(Watched([path], oracle), changes())

    assert isinstance(gone, NoBank)
    assert str(gone) == f"{path} does not exist"
    assert [told(one) for one in (first, back) if isinstance(one, Report)] == [(1, []), (1, [])]


@pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a pseudo-terminal")
def test_in_a_terminal(bank: Path) -> None:
    command = ["-m", "quizproof", "check", "--watch", "--no-cache", str(bank)]
    environment = {**os.environ, "NO_COLOR": "1"}
    screen = pexpect.spawn(
        sys.executable, command, encoding="utf-8", dimensions=(24, 200), timeout=120, env=environment
    )
    screen.expect("no findings in 2 files.*Watching for saves; Ctrl-C ends.")

    write(bank / "one.yaml", GOOD.replace("NAME", "one").replace("9", "8"))
    screen.expect("one.yaml:3:.*error wrong-key.*Watching for saves")
    (bank / "two.yaml").unlink()
    screen.expect("1 error and 0 warnings.*in 1 file.*Watching for saves")

    screen.sendintr()
    screen.expect(pexpect.EOF)
    screen.close()
    assert screen.exitstatus == 130


def test_through_a_pipe(bank: Path) -> None:
    command = [sys.executable, "-m", "quizproof", "check", "--watch", "--no-run", str(bank)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8") as running:
        assert running.stdout is not None
        assert running.stdout.readline().startswith("no findings in 2 files: 2 questions read, none proved")
        assert running.stdout.readline() == "Watching for saves; Ctrl-C ends.\n"
        write(bank / "one.yaml", GOOD.replace("NAME", "one").replace("count", "cuont"))
        assert "error bad-type: kind 'cuont' is unknown; did you mean 'count'?" in running.stdout.readline()
        running.send_signal(signal.SIGINT)
        _, err = running.communicate()
    assert (running.returncode, err) == (130, "")
