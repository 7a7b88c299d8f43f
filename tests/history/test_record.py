"""The record: what is appended stays, as it was, for whoever opens it next."""

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from quizproof.engine.history import disk
from quizproof.engine.history.events import Flagged, Undone
from quizproof.engine.history.file import File
from quizproof.engine.history.folder import own_folder
from quizproof.engine.history.record import History
from quizproof.engine.history.rows import Row, row_of
from recording import NAME, NOON, Clock, Teller, assert_sound, attempt, begun, files, ids, many, opened, shown, wrong

EVENTS = (
    begun(),
    shown(choices=("1, 2", "2, 1")),
    wrong("a1", "no-floor", "stride-one", ending=None, feedback="It is ﬀ"),
    attempt("a2", hints=2),
    Undone(id="u", at=NOON, attempt="a2"),
    Flagged(id="f", at=NOON, topic="pooling", question="a", note="The key is \udcff wrong"),
)


def test_what_was_appended_is_there_for_the_next(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "data"
    with opened(folder) as history:
        assert history.append(*EVENTS[:2])
        assert history.append(*EVENTS[2:])
        assert history.unsaved == 0

    with opened(folder) as history:
        assert history.events("number > 0 ORDER BY number") == EVENTS
    assert list(files(folder)) == [NAME]  # one file, which can be copied
    assert_sound(folder)


def test_what_others_get_wrong_is_nobody_elses_business(tmp_path: Path) -> None:
    with opened(tmp_path / "data") as history:
        history.append(attempt())
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700


def test_nothing_is_made_before_it_is_needed(tmp_path: Path) -> None:
    with opened(tmp_path / "data") as history:
        assert history.append()
    assert not (tmp_path / "data").exists()


def test_an_event_is_added_once(tmp_path: Path) -> None:
    with opened(tmp_path) as history:
        assert history.append(attempt("a1"), attempt("a2"))
        assert history.append(attempt("a2"), attempt("a3"))
    assert ids(tmp_path) == ["a1", "a2", "a3"]


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE events SET body = '{}'", "an event is never changed"),
        ("DELETE FROM events", "an event is never deleted"),
        (
            "INSERT OR REPLACE INTO events (number, id, at, body, checksum) VALUES (1, 'x', 1, 1, 'x')",
            "CHECK constraint",
        ),
    ],
)
def test_the_file_itself_lets_nobody_change_an_event(tmp_path: Path, statement: str, sentence: str) -> None:
    with opened(tmp_path) as history:
        history.append(attempt())
    connection = sqlite3.connect(tmp_path / NAME)
    with pytest.raises(sqlite3.IntegrityError, match=sentence):
        connection.execute(statement)
    connection.close()
    assert ids(tmp_path) == ["a1"]


def test_all_events_of_one_commit_or_none(tmp_path: Path) -> None:
    """A program that is wrong is not taken for a damaged file, and leaves nothing behind."""
    with opened(tmp_path) as history:
        history.append(attempt("a1"))
        with pytest.raises(sqlite3.OperationalError, match="no such table"):
            history.write([], ("INSERT INTO nowhere VALUES (1)", ()))
        assert history.append(attempt("a2"))
    assert ids(tmp_path) == ["a1", "a2"]


def test_a_program_that_is_interrupted_leaves_no_half(tmp_path: Path) -> None:
    def interrupted() -> Iterator[Row]:
        yield row_of(attempt("a2"))
        raise KeyboardInterrupt

    with opened(tmp_path) as history:
        history.append(attempt("a1"))
        file = File(tmp_path / NAME)
        with pytest.raises(KeyboardInterrupt):
            file.write(interrupted())
        file.close()
        assert history.append(attempt("a3"))
    assert ids(tmp_path) == ["a1", "a3"]


def test_a_file_that_was_replaced_is_opened_anew(tmp_path: Path) -> None:
    """A restored one, say: what is appended goes where the record's name is, never to a file without a name."""
    with opened(tmp_path / "other") as other:
        other.append(attempt("o1"))
    with opened(tmp_path / "mine") as history:
        history.append(attempt("a1"))
        os.replace(tmp_path / "other" / NAME, tmp_path / "mine" / NAME)
        history.append(attempt("a2"))
    assert ids(tmp_path / "mine") == ["o1", "a2"]


def test_a_file_that_was_deleted_is_begun_anew(tmp_path: Path) -> None:
    with opened(tmp_path) as history:
        history.append(attempt("a1"))
        os.unlink(tmp_path / NAME)
        assert history.append(attempt("a2"))
    assert ids(tmp_path) == ["a2"]


def test_a_record_may_be_a_link(tmp_path: Path) -> None:
    with opened(tmp_path / "there") as history:
        history.append(attempt("a1"))
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / NAME).symlink_to(tmp_path / "there" / NAME)
    with opened(tmp_path / "here") as history:
        history.append(attempt("a2"))
    assert ids(tmp_path / "there") == ["a1", "a2"]


ODD = ["with space", "q?mode=memory", "a#b", "100%41", "caf\u00e9", "'", "b\udcff"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has fewer names")
@pytest.mark.parametrize("name", ODD, ids=ascii)
def test_a_folder_may_have_any_name(tmp_path: Path, name: str) -> None:
    with opened(tmp_path / name) as history:
        history.append(attempt())
        history.back_up()
    assert ids(tmp_path / name) == ["a1"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [name]


def test_a_folder_that_is_relative(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with opened(Path("data")) as history:
        history.append(attempt())
    assert ids(tmp_path / "data") == ["a1"]


def test_whoever_begins_at_the_same_time_has_the_same_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other program makes its file after we looked, and before we put ours."""
    put = disk.put

    def slowly(part: Path, path: Path) -> None:
        monkeypatch.undo()
        with opened(tmp_path) as other:
            other.append(attempt("other"))
        put(part, path)

    monkeypatch.setattr(disk, "put", slowly)
    with opened(tmp_path) as history:
        history.append(attempt("mine"))

    assert ids(tmp_path) == ["other", "mine"]
    assert [name for name in files(tmp_path) if "part" in name] == []


def test_a_file_system_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unable(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", unable)
    with opened(tmp_path) as history:
        history.append(attempt())
    assert ids(tmp_path) == ["a1"]


def test_an_answer_waits_for_the_disk_once(tmp_path: Path) -> None:
    """What a commit costs: it is synced, and no more often than it must be."""
    traced = tmp_path / "trace"
    program = (
        "import sys; from pathlib import Path; from recording import Teller, Clock, many; "
        "from quizproof.engine.history.record import History; h = History(Path(sys.argv[1]), Teller(), Clock()); "
        "[h.append(one) for one in many(int(sys.argv[2]))]"
    )
    counts = []
    for total in (10, 20):
        command = ["strace", "-f", "-c", "-o", traced, "-e", "trace=fsync,fdatasync", sys.executable, "-c", program]
        try:
            done = subprocess.run(
                [*command, tmp_path / f"data{total}", str(total)],
                env=os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)},
                capture_output=True,
                check=False,
            )
        except FileNotFoundError:
            pytest.skip("strace is not installed")
        if done.returncode:
            pytest.skip("strace may not trace here")
        lines = [line.split() for line in traced.read_text().splitlines()]
        counts.append(sum(int(line[3]) for line in lines if line and line[-1] in ("fsync", "fdatasync")))
    assert counts[1] - counts[0] in range(30, 51)  # 3 or 4 for each of ten more attempts, and in any case not none


def test_the_folder_of_a_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    named = {"QUIZPROOF_DATA_DIR": "named"}
    assert own_folder("given", named) == Path("given")
    assert own_folder(None, named) == Path("named")
    assert own_folder("", {"QUIZPROOF_DATA_DIR": ""}) == own_folder(None, {})
    if sys.platform == "linux":
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
        assert own_folder(None, {}) == tmp_path / "quizproof"


def test_a_record_is_told_of_once(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    teller = Teller()
    history = History(tmp_path, teller, Clock())
    for one in many(3):
        assert not history.append(one)
    assert history.events("number > 0") == ()
    assert history.unsaved == 3
    assert teller.said(tmp_path) == [
        "DATA/quizproof.sqlite3 can't be written: it is a folder; what is answered now is not saved; "
        "what was saved before is not touched",
        "DATA/quizproof.sqlite3 can't be read: it is a folder",
    ]
