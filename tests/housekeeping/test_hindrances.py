"""What stands in the way of `quizproof history`: one sentence, and nothing is changed."""

import os
import pwd
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from damaging import CLOSED, DAMAGE, a_record, as_nobody, newer, snapshot
from keepinghouse import READING, filled, history
from quizproof.engine.history.facts import as_facts, as_line
from quiztaking import Absent, run
from recording import NAME, attempt, ids, opened


@pytest.mark.parametrize("words", READING.values(), ids=READING)
def test_what_reads_begins_no_record(words: list[str], data: Path) -> None:
    said = f"quizproof: there is no record at DATA/{NAME} yet: it begins with the first answer\n"
    assert history(data, *words) == (2, "", said)
    assert not (data).exists()


@pytest.mark.parametrize(("make", "said"), CLOSED.values(), ids=CLOSED)
@pytest.mark.parametrize(
    "words", [[], *READING.values(), ["import", "-"], ["restore"]], ids=["alone", *READING, "import", "restore"]
)
def test_a_record_that_cannot_be_read(words: list[str], make: Callable[[Path], object], said: str, data: Path) -> None:
    a_record(data)
    with opened(data) as record:
        record.back_up()
    make(data / NAME)
    before = snapshot(data)
    update = ": update it" if make is newer else ""
    verb = "written" if words[:1] in (["import"], ["restore"]) else "read"
    code, out, err = history(data, *words, typed=as_line(as_facts(attempt("x1"))))
    assert (code, out, err) == (2, "", f"quizproof: DATA/{NAME} can't be {verb}: {said}{update}\n")
    assert snapshot(data) == before


@pytest.mark.parametrize(("damage", "said"), DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_record_is_told_and_stays(damage: Callable[[Path], object], said: str, data: Path) -> None:
    damage(a_record(data))
    before = snapshot(data)
    mend = "`quizproof history restore` keeps it aside, and takes back what can be read"
    assert history(data) == (2, "", f"quizproof: the record DATA/{NAME} {said}; {mend}\n")
    assert snapshot(data) == before


@pytest.mark.parametrize("words", READING.values(), ids=READING)
def test_a_damaged_record_is_kept_aside_by_what_opens_it(words: list[str], data: Path) -> None:
    DAMAGE["a text"][0](a_record(data))
    code, out, err = history(data, *words)
    [aside] = [path.name for path in data.glob("*aside*")]
    assert (code, out) == (2, "")
    assert err == (
        f"quizproof: the record DATA/{NAME} is no database; it is kept as DATA/{aside}, and there is no backup of it\n"
    )


def test_an_export_that_meets_damage_writes_no_file(data: Path) -> None:
    path = a_record(data, 1200)
    content = bytearray(path.read_bytes())
    content[content.rindex(b"1, 64, 28, 28")] ^= 1
    path.write_bytes(content)
    code, out, err = history(data, "export", "-o", str(data.parent / "mine.jsonl"))
    assert (code, out) == (2, "")
    assert err.startswith(f"quizproof: the record DATA/{NAME} is damaged: an event in it is not as it was written; ")
    assert not (data.parent / "mine.jsonl").exists()


def test_a_full_disk(data: Path) -> None:
    filled(data)
    limited = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)); from quizproof.cli import main;"
        "sys.exit(main())"
    )
    for words in (["forget", "pooling", "--yes"], ["unsuspend", "a"], ["export", "-o", str(data.parent / "x.jsonl")]):
        done = subprocess.run(
            [sys.executable, "-c", limited, "history", *words],
            env=os.environ | {"QUIZPROOF_DATA_DIR": str(data)},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        said = f"{data.parent / 'x.jsonl'}: File too large" if words[0] == "export" else (
            f"{data / NAME} can't be written: the disk is full or fails"
        )  # fmt: skip
        assert (done.returncode, done.stdout, done.stderr) == (2, "", f"quizproof: {said}\n"), words
    assert len(ids(data)) == 38


UNWRITTEN = {
    "forget": (["forget", "pooling", "--yes"], f"DATA/{NAME} can't be written: it may only be read"),
    "unsuspend": (["unsuspend", "a"], f"DATA/{NAME} can't be written: it may only be read"),
    "import": (["import", "-"], f"DATA/{NAME} can't be written: it may only be read"),
    "restore": (["restore", "old"], f"DATA/{NAME} can't be written: it may only be read"),
}


@pytest.mark.parametrize(("words", "said"), UNWRITTEN.values(), ids=UNWRITTEN)
def test_a_record_that_may_only_be_read(
    words: list[str], said: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home)
    filled(home / "DATA")
    with opened(home / "other") as record:
        record.append(attempt("more"))
    (home / "other" / NAME).rename(home / "old")
    (home / "DATA" / NAME).chmod(0o444)
    (home / "DATA").chmod(0o555)
    before = snapshot(home)
    with as_nobody():
        done = history(home / "DATA", *words, typed=as_line(as_facts(attempt("x1"))))
        listed = [history(home / "DATA", *reading)[0] for reading in ([], ["export"], ["flags"], ["suspended"])]
    assert (done, listed) == ((2, "", f"quizproof: {said}\n"), [0, 0, 0, 0])
    assert snapshot(home) == before


def test_a_folder_that_may_not_be_opened(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home)
    filled(home / "DATA")
    (home / "DATA").chmod(0)
    for words in ([], *READING.values()):
        with as_nobody():
            done = history(home / "DATA", *words)
        assert done == (2, "", f"quizproof: DATA/{NAME} can't be read: permission denied\n"), words


def test_without_a_home(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(_: int) -> object:
        raise KeyError

    monkeypatch.setattr(pwd, "getpwuid", nobody)
    said = "quizproof: no home folder is known: give the record's with --data-dir or QUIZPROOF_DATA_DIR\n"
    for words in (["history"], ["history", "import", "-"], ["history", "forget", "pooling", "--yes"]):
        assert run(words, Absent(1), environment={"QUIZPROOF_DATA_DIR": ""}) == (2, "", said)
