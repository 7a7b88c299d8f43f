"""Backups: one a day, fewer of older days, each whole and sound, and never the last one lost."""

import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizproof.engine.history.backups import kept, newest_backup
from quizproof.engine.history.file import File
from recording import DAY, NAME, NOON, Clock, Teller, attempt, files, ids, many, opened

TODAY = date(2026, 11, 22)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "backups").iterdir())


def test_a_backup_holds_everything(tmp_path: Path) -> None:
    with opened(tmp_path) as history:
        history.append(*many(50))
        made = history.back_up()
    assert made == tmp_path / "backups" / "quizproof-2026-11-22.sqlite3"
    other = tmp_path / "elsewhere"
    other.mkdir()
    (other / NAME).write_bytes(made.read_bytes())
    assert ids(other) == ids(tmp_path)


def test_one_a_day_and_only_where_something_happened(tmp_path: Path) -> None:
    clock = Clock()
    made = []
    with opened(tmp_path, clock=clock) as history:
        made.append(history.back_up())  # of nothing
        history.append(attempt("a1"))
        made.append(history.back_up())
        history.append(attempt("a2"))
        made.append(history.back_up())  # the same day
        clock.now += DAY
        made.append(history.back_up())
        clock.now += DAY
        made.append(history.back_up())  # nothing since yesterday
    assert [path and path.name for path in made] == [
        None, "quizproof-2026-11-22.sqlite3", None, "quizproof-2026-11-23.sqlite3", None
    ]  # fmt: skip


def test_half_a_year_of_practice(tmp_path: Path) -> None:
    clock = Clock()
    for number in range(200):
        with opened(tmp_path, clock=clock) as history:
            history.append(attempt(f"a{number}"))
            history.back_up()
        clock.now += DAY
    last = (clock.now - DAY).date()
    assert [name[10:20] for name in names(tmp_path)] == [
        "2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30", "2027-05-23", "2027-05-30", "2027-05-31", "2027-06-03",
        "2027-06-04", "2027-06-05", "2027-06-06", "2027-06-07", "2027-06-08", "2027-06-09",
    ]  # fmt: skip
    assert last == date(2027, 6, 9)
    backup = newest_backup(tmp_path)
    assert backup is not None
    assert (backup.day, backup.attempts) == (last, 200)


DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))


@given(st.sets(DAYS), DAYS)
def test_what_is_kept(days: set[date], today: date) -> None:
    found = kept(days, today)

    assert found <= days
    assert not days or max(days) in found
    assert {day for day in days if day > today - timedelta(days=7)} <= found
    assert len({day for day in found if day <= today - timedelta(days=7)}) <= 10
    assert kept(found, today) == found


@given(st.lists(DAYS, min_size=1, max_size=60, unique=True).map(sorted))
def test_thinning_each_day_keeps_what_thinning_at_the_end_keeps(days: list[date]) -> None:
    there: set[date] = set()
    for today in days:
        there = kept(there | {today}, today)
    assert there == kept(days, days[-1])


def test_what_was_before_an_accident_is_not_thinned_out(tmp_path: Path) -> None:
    """Else those who do not take it back at once can't any more."""
    clock, teller = Clock(), Teller()
    for number in range(70):
        if number == 10:
            (tmp_path / NAME).write_bytes(b"")
        with opened(tmp_path, teller, clock) as history:
            history.append(attempt(f"a{number}"))
            history.back_up()
        clock.now += DAY
    assert [notice.backup and notice.backup.attempts for notice in teller.notices] == [10]
    days = [name[10:20] for name in names(tmp_path)]
    assert days[:9] == [
        "2026-11-22",
        "2026-11-25",
        "2026-11-26",
        *[f"2026-11-{day}" for day in range(27, 31)],
        "2026-12-01",
        "2026-12-02",
    ]
    assert len(days) == 9 + 10


def test_what_is_no_backup_of_ours_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    alien = {"notes.txt", "quizproof-2020-13-45.sqlite3", "quizproof-2020-01-01.sqlite3.bak", "x.sqlite3"}
    for name in alien | {"quizproof-2020-01-01-before-version-2.sqlite3"}:
        (folder / name).write_text("mine")
    with opened(tmp_path) as history:
        history.append(attempt())
        history.back_up()
    assert set(names(tmp_path)) == alien | {
        "quizproof-2020-01-01-before-version-2.sqlite3", "quizproof-2026-11-22.sqlite3"
    }  # fmt: skip


def test_the_newest_that_is_sound_is_offered(tmp_path: Path) -> None:
    clock = Clock()
    for number in range(4):
        with opened(tmp_path, clock=clock) as history:
            history.append(*many(100, 100 * number))
            history.back_up()
        clock.now += DAY
    newest, half, noise, _ = sorted((tmp_path / "backups").iterdir(), reverse=True)
    newest.write_bytes(b"")
    os.truncate(half, half.stat().st_size // 2)
    content = bytearray(noise.read_bytes())
    content[content.index(b"1, 64, 28, 28")] ^= 1
    noise.write_bytes(content)

    found = newest_backup(tmp_path)

    assert found is not None
    assert (found.day, found.attempts) == (NOON.date(), 100)


def test_a_backup_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(tmp_path) as history:
        history.append(attempt())

    def unable(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", unable)
    teller = Teller()
    with opened(tmp_path, teller) as history:
        assert history.back_up() is None
    assert teller.said(tmp_path) == [f"no backup of DATA/{NAME} could be made: no space left on device"]
    assert list(files(tmp_path)) == [NAME]


def test_a_copy_is_made_while_another_program_writes(tmp_path: Path) -> None:
    with opened(tmp_path) as history, opened(tmp_path) as other:
        history.append(*many(2000))
        file = File(tmp_path / NAME)
        other.append(attempt("between"))
        file.copy(tmp_path / "copy.sqlite3")
        file.close()
    assert File(tmp_path / "copy.sqlite3").rows("SELECT count(*) FROM events") == [(2001,)]
