"""A file of an older version is brought up to date, after a backup, wholly or not at all."""

from pathlib import Path

import pytest

from quizproof.engine.history import file as files_of_record
from quizproof.engine.history.restoring import restore
from recording import NAME, Teller, assert_sound, attempt, files, ids, many, opened

BEFORE = "backups/quizproof-2026-11-22-before-version-3.sqlite3"
STEPS = {
    1: ("ALTER TABLE events ADD COLUMN mood TEXT", "CREATE INDEX of_mood ON events (mood)"),
    2: ("CREATE TABLE moods (name TEXT)",),
}


@pytest.fixture
def older(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a record that is two versions behind."""
    with opened(tmp_path) as history:
        history.append(*many(100))
    monkeypatch.setattr(files_of_record, "VERSION", 3)
    monkeypatch.setattr(files_of_record, "MIGRATIONS", STEPS)
    return tmp_path


def test_an_older_file_is_brought_up_to_date(older: Path) -> None:
    before = (older / NAME).read_bytes()
    with opened(older) as history:
        assert history.append(attempt("new"))
        assert history.rows("SELECT count(*), count(mood) FROM events") == [(101, 0)]
        assert history.rows("SELECT * FROM moods") == []
        assert history.rows("PRAGMA user_version") == [(3,)]
    assert list(files(older)) == [BEFORE, NAME]
    assert (older / BEFORE).read_bytes()[96:] == before[96:]  # but for the version of SQLite that wrote it
    assert ids(older)[-2:] == ["n99", "new"]
    assert_sound(older)


@pytest.mark.parametrize("bad", [0, 1], ids=["first step", "second step"])
def test_half_a_change_is_no_change(older: Path, bad: int, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = {1: STEPS[1], 2: STEPS[2]}
    steps[bad + 1] = (*steps[bad + 1], "CREATE nonsense")
    monkeypatch.setattr(files_of_record, "MIGRATIONS", steps)
    before = (older / NAME).read_bytes()

    with pytest.raises(Exception, match="syntax error"), opened(older) as history:
        history.append(attempt("new"))

    assert (older / NAME).read_bytes() == before


def test_nothing_changes_without_a_backup(older: Path) -> None:
    (older / "backups").write_text("in the way")
    before = (older / NAME).read_bytes()
    teller = Teller()
    with opened(older, teller) as history:
        assert not history.append(attempt("new"))
    assert teller.said(older) == [
        f"DATA/{NAME} can't be written: file exists; what is answered now is not saved; "
        "what was saved before is not touched"
    ]
    assert (older / NAME).read_bytes() == before


def test_two_programs_bring_it_up_once(older: Path) -> None:
    """The other one has been quicker, after we looked."""
    late = files_of_record.File(older / NAME)
    with opened(older) as history:
        history.append(attempt("new"))
    late.migrate()
    assert (late.version, late.rows("PRAGMA user_version")) == (3, [(3,)])
    late.close()
    assert len(ids(older)) == 101


def test_a_backup_of_an_older_version_is_taken_back(older: Path) -> None:
    with opened(older) as history:
        history.append(attempt("new"))
    (older / NAME).unlink()
    teller = Teller()
    with opened(older, teller) as history:
        assert restore(history, [older / BEFORE]) == 100
    assert len(ids(older)) == 100
    assert_sound(older)
