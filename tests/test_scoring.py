"""What a sitting comes to, in numbers and in a file."""

import json
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from asking import ask
from quizproof.engine.choosing import Item, Rules
from quizproof.engine.scoring import Tally, results, tally, to_review, write_results
from quizproof.engine.sitting import Ending, Over, Record, Sitting, Try
from quizproof.engine.typed import Answer
from quizproof.engine.verdict import Grade, Verdict, correct, void, wrong


def item(name: str, points: float = 1.0) -> Item:
    return Item("t", ask(f"{{kind: match, id: {name}, answer: a}}", points=points))


def attempt(grade: Grade, *contents: str, late: bool = False) -> Try:
    return Try(Answer(contents or ("a",), (None,) * (len(contents) or 1)), grade, 2.0, late)


HALF = Grade(Verdict.WRONG, 0.5)
RECORDS = (
    Record(item("right", 3.0), Ending.RIGHT, (attempt(correct()),), 1, 2.0),
    Record(item("second"), Ending.RIGHT, (attempt(wrong(), "b"), attempt(correct())), 0, 4.0),
    Record(item("half", 2.0), Ending.WRONG, (attempt(HALF, "b", "c"),), 2, 2.0),
    Record(item("late"), Ending.RIGHT, (attempt(correct(), late=True),), 0, 2.0),
    Record(item("shown"), Ending.SHOWN, (), 0, 1.0),
    Record(item("skipped"), Ending.SKIPPED, (), 0, 1.0),
    Record(item("void", 5.0), Ending.VOID, (attempt(void("no")),), 0, 9.0),
)
ITEMS = (*[record.item for record in RECORDS], item("unanswered"))
SITTING = Sitting(Rules(7), ITEMS, RECORDS, Over(quit=True))


def test_tally() -> None:
    counts = tally(SITTING)
    assert counts == Tally(
        asked=8,
        answered=5,
        right=2,
        first=1,
        skipped=1,
        void=1,
        late=1,
        hints=3,
        points=5.0,
        of=10.0,
        seconds=21.0,
    )
    assert counts.percent == 50.0


def test_nothing_counted_is_no_percent() -> None:
    only_void = Sitting(Rules(), ITEMS[6:7], RECORDS[6:7], Over())
    assert (tally(only_void).of, tally(only_void).percent) == (0.0, None)


def test_what_to_look_at_again() -> None:
    assert [record.item.question.id for record in to_review(SITTING)] == ["half", "late", "shown", "skipped"]


def test_results() -> None:
    whole = results(SITTING)
    questions = whole.pop("questions")
    assert whole == {
        "format": 1,
        "seed": 7,
        "finished": False,
        "asked": 8,
        "right": 2,
        "points": 5.0,
        "of": 10.0,
        "percent": 50.0,
        "hints": 3,
        "seconds": 21.0,
    }
    assert [question["ending"] for question in questions] == [
        *("right", "right", "wrong", "right", "shown", "skipped", "void", None),
    ]
    assert questions[2] == {
        "topic": "t",
        "question": "half",
        "variant": None,
        "kind": "match",
        "points": 2.0,
        "ending": "wrong",
        "score": 0.5,
        "hints": 2,
        "seconds": 2.0,
        "answers": [{"answer": ["b", "c"], "verdict": "wrong", "score": 0.5, "seconds": 2.0, "late": False}],
    }
    assert results(replace(SITTING, phase=Over()))["finished"] is True


def test_the_file_is_whole(tmp_path: Path) -> None:
    file = tmp_path / "results.json"
    file.write_text("before")
    file.chmod(0o640)
    write_results(str(file), SITTING)
    assert json.loads(file.read_text()) == results(SITTING)
    assert list(tmp_path.iterdir()) == [file]


def test_what_cannot_be_written_is_left_as_it_was(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        write_results(str(tmp_path / "no" / "results.json"), SITTING)
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match="directory"):
        write_results(str(tmp_path / "folder"), SITTING)
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]
    assert stat.S_ISDIR((tmp_path / "folder").stat().st_mode)
