"""Statistics from a folder: what comes back, and what stands in the way."""

from datetime import date, datetime
from pathlib import Path

import pytest

from quizproof.engine.bank import load
from quizproof.engine.history.events import Event, Forgotten, Suspended, Undone
from quizproof.engine.ownrecord import NoRecord
from quizproof.engine.stats.facts import Due
from quizproof.engine.stats.reading import read_statistics
from quizproof.engine.topic import Topic
from recording import DAY, NAME, NOON, attempt, begun, opened, wrong

BANK = """\
name: pooling
title: Pools
questions:
  - {id: a, was: old, kind: match, prompt: What?, answer: this}
  - {id: b, kind: match, prompt: What?, answer: this}
"""
NOTHING = Due(0, ())
TOMORROW = date(2026, 11, 23)


@pytest.fixture(scope="module")
def topics(tmp_path_factory: pytest.TempPathFactory) -> tuple[Topic, ...]:
    file = tmp_path_factory.mktemp("bank") / "pooling.yaml"
    file.write_text(BANK, encoding="utf-8")
    return load(file)


def noon() -> datetime:
    return NOON


DUE: dict[str, tuple[tuple[Event, ...], Due]] = {
    "nothing was answered": ((), NOTHING),
    "a miss of today": ((wrong("x"),), Due(0, ((TOMORROW, 1),))),
    "one of long ago": ((wrong("x", at=NOON - 30 * DAY),), Due(1, ())),
    "under a former id": ((wrong("x", question="old"),), Due(0, ((TOMORROW, 1),))),
    "two": ((wrong("x"), wrong("y", question="b", place=1, at=NOON - 30 * DAY)), Due(1, ((TOMORROW, 1),))),
    "put away": ((wrong("x"), Suspended(id="s", at=NOON, topic="pooling", question="a")), NOTHING),
    "undone": ((wrong("x"), Undone(id="u", at=NOON, attempt="x")), NOTHING),
    "forgotten": ((wrong("x"), Forgotten(id="f", at=NOON, topic="pooling")), NOTHING),
    "a question that no bank has": ((wrong("x", question="gone"),), NOTHING),
    "another topic": ((wrong("x", topic="other"),), NOTHING),
}


@pytest.mark.parametrize(("events", "due"), DUE.values(), ids=DUE)
def test_what_comes_back(tmp_path: Path, topics: tuple[Topic, ...], events: tuple[Event, ...], due: Due) -> None:
    with opened(tmp_path) as history:
        history.append(begun(), *events)
    assert read_statistics(tmp_path, topics, None, noon).due == due
    assert read_statistics(tmp_path, topics, ["other"], noon).due == NOTHING


def test_reading_changes_nothing(tmp_path: Path, topics: tuple[Topic, ...]) -> None:
    with opened(tmp_path) as history:
        history.append(begun(), wrong("x"))
    before = (tmp_path / NAME).read_bytes()
    read_statistics(tmp_path, topics, None, noon)
    assert (tmp_path / NAME).read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


def test_where_there_never_was_a_record_nothing_is_said_and_none_begun(tmp_path: Path) -> None:
    found = read_statistics(tmp_path / "none", (), None, noon)
    assert (found.empty, found.due) == (True, None)
    assert not (tmp_path / "none").exists()


def test_a_record_that_is_gone_while_its_backup_is_there(tmp_path: Path) -> None:
    with opened(tmp_path) as history:
        history.append(begun(), attempt())
        history.back_up()
    (tmp_path / NAME).unlink()
    with pytest.raises(
        NoRecord, match=r"^there is no record at \S+; `quizproof history restore` takes back the backup"
    ):
        read_statistics(tmp_path, (), None, noon)


def test_a_record_that_is_something_else(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    with pytest.raises(NoRecord, match=r"can't be read"):
        read_statistics(tmp_path, (), None, noon)
