"""A week of practice through the command, with a moved clock: the right cards on the right days, whatever happens.

FSRS itself, asked by its own interface, says when each card is due.
"""

import json
import os
import signal
import subprocess
import sys
import threading
from collections import defaultdict
from datetime import UTC, date, datetime
from pathlib import Path

import fsrs
import pytest

from learning import Learner
from quizproof.engine.history import file as files_of_record
from quizproof.engine.oracle import Oracle
from quiztaking import Borrowed
from recording import assert_sound

AGAIN, HARD, GOOD = fsrs.Rating.Again, fsrs.Rating.Hard, fsrs.Rating.Good
SCHEDULER = fsrs.Scheduler(
    desired_retention=0.9, learning_steps=(), relearning_steps=(), maximum_interval=365, enable_fuzzing=False
)
NAMES = [f"q-{number}" for number in range(1, 9)]
RIGHT = {name: f"r{name[-1]}" for name in NAMES} | {"weights": "9"}
PRACTISE = "practice bank.yaml -n 10 --new 3"


def a_bank(folder: Path) -> None:
    asked = [
        f"  - {{id: {name}, kind: match, prompt: Which?, answer: {RIGHT[name]}, hints: [Think of {name[-1]}.]}}\n"
        for name in NAMES
    ]
    weights = "  - {id: weights, kind: count, prompt: How many?, layer: 'nn.Linear(2, 3)', distractors: [6]}\n"
    (folder / "bank.yaml").write_text(f"title: Week\nquestions:\n{''.join(asked)}{weights}", encoding="utf-8")


@pytest.fixture
def learner(tmp_path: Path, oracle: Oracle, monkeypatch: pytest.MonkeyPatch) -> Learner:
    monkeypatch.chdir(tmp_path)
    a_bank(tmp_path)
    return Learner(Borrowed(oracle), tmp_path, RIGHT)


class Expected:
    """The deck as it must be: each card's ratings by day, from which FSRS says the rest."""

    def __init__(self) -> None:
        self.ratings: dict[str, dict[date, fsrs.Rating]] = defaultdict(dict)
        self.away: set[str] = set()

    def card(self, name: str) -> fsrs.Card:
        card = fsrs.Card(card_id=1)
        for day, rating in sorted(self.ratings[name].items()):
            card, _ = SCHEDULER.review_card(card, rating, noon(day))
        return card

    def due(self, name: str) -> date:
        return self.card(name).due.date()

    def asked(self, today: date, new: int = 3) -> list[str]:
        """What practice asks: first what is due, the least likely known first, then new ones in the bank's order."""
        known = [name for name in self.ratings if self.ratings[name] and name not in self.away]
        due = [name for name in known if self.due(name) <= today]
        due.sort(key=lambda name: (round(SCHEDULER.get_card_retrievability(self.card(name), noon(today)), 9), name))
        fresh = [name for name in [*NAMES, "weights"] if name not in known and name not in self.away]
        return [*due, *fresh[:new]]


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def test_a_week(learner: Learner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deck = Expected()

    def practised(ratings: dict[str, fsrs.Rating], more: list[str], /, **lines: list[str]) -> str:
        """Practise on one day: what was asked, and when each comes back, is as FSRS says; then `more`, once more."""
        expected = deck.asked(learner.today)
        found = learner.practises(PRACTISE, **lines)
        assert found.asked == [*expected, *more]
        for name in expected:
            if ratings.get(name, GOOD) is not None:
                deck.ratings[name][learner.today] = ratings.get(name, GOOD)
        told = {name: deck.due(name) for name in expected if ratings.get(name, GOOD) is not None}
        assert found.back == told
        return found.said

    # Sunday evening: three new ones, one after a hint, one missed and then known.
    said = practised({"q-2": HARD, "q-3": AGAIN}, ["q-3"], q_2=[":hint", "r2"], q_3=["no", "never"])
    assert "3 new.\n" in said
    assert deck.due("q-2") < deck.due("q-1"), "after a hint it comes earlier"
    assert learner.does(PRACTISE).startswith("Nothing is due today.\n"), "three new ones a day"
    assert [deck.due(name).day for name in ("q-1", "q-2", "q-3")] == [24, 23, 23]

    # Monday morning, less than a day later: a day is a calendar day. One answer is taken back, one card put away.
    learner.day = 1
    assert [name for name in deck.asked(learner.today) if name < "q-4"] == ["q-3", "q-2"]
    said = practised(
        {"q-6": None, "q-4": GOOD}, ["q-4"], q_4=["no", "r4"], q_5=[":undo"], q_6=[":suspend"]
    )  # fmt: skip
    assert "Taken back: q-4 is practised as if you had not answered." in said
    deck.away.add("q-6")
    assert "q-6 of bank" in learner.does("history suspended")

    # Tuesday: it is killed after two verdicts, and goes on.
    learner.day = 2
    expected = deck.asked(learner.today)
    killed_after(learner, tmp_path, expected[:2])
    found = learner.practises(PRACTISE, weights=["6", "6", "9"])
    assert "Practice: on with question 3 of" in found.said
    assert found.asked == [*expected[2:], "weights"]
    for name in expected:
        deck.ratings[name][learner.today] = AGAIN if name == "weights" else GOOD
    assert found.back == {name: deck.due(name) for name in expected[2:]}

    # Wednesday: on another machine. It knows what the first knew, also if it is told twice.
    learner.day = 3
    learner.does("history export -o moved.jsonl")
    learner.record = "laptop"
    assert "are new" not in learner.does("history suspended --data-dir record")
    learner.does("history import moved.jsonl")
    twice = learner.does("history import moved.jsonl")
    learner.does("history export -o again.jsonl")
    assert (tmp_path / "again.jsonl").read_text() == (tmp_path / "moved.jsonl").read_text(), twice
    learner.does("history unsuspend q-6")
    deck.away.clear()
    assert {"q-6", "weights"} <= set(deck.asked(learner.today))
    practised({}, [])

    # Thursday: nobody practises. Friday: after an upgrade of the program.
    learner.day = 5
    with monkeypatch.context() as upgraded:
        upgraded.setattr(files_of_record, "VERSION", 2)
        upgraded.setattr(files_of_record, "MIGRATIONS", {1: ("CREATE TABLE moods (name TEXT)",)})
        practised({}, [])
        assert [path.name for path in (tmp_path / "laptop" / "backups").iterdir() if "before" in path.name] == [
            "quizproof-2026-11-27-before-version-2.sqlite3"
        ]
        told = json.loads(learner.does("stats bank.yaml --json"))
        firsts = [rating for days in deck.ratings.values() for rating in days.values()]
        tries = told["first_tries"]
        assert (tries["asked"], tries["right"], told["days_practised"]) == (len(firsts), firsts.count(GOOD), 5)
        assert [(one["names"], one["count"]) for one in told["misconceptions"]] == [(["bias-forgotten"], 2)]

        # Saturday: one topic is begun anew, and all of it is new.
        learner.day = 6
        learner.does("history forget bank.yaml --yes")
        deck.ratings.clear()
        practised({}, [])
        assert_schedule_is_kept(learner, deck)


def killed_after(learner: Learner, folder: Path, names: list[str]) -> None:
    """Practise in a process of its own, which is killed once it has said that these are right."""
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "quizproof", *PRACTISE.split()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=folder,
        env=os.environ | learner.settings() | {"PYTHONUNBUFFERED": "1", "COLUMNS": "80"},
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        impatient = threading.Timer(30, process.kill)  # where it asks something else, nobody would ever answer
        impatient.start()
        process.stdin.write("".join([f"{RIGHT[name]}\n" for name in names]).encode())
        process.stdin.flush()
        said, block = b"", b"more"
        while block and said.count(b"\nCorrect") < len(names):
            block = os.read(process.stdout.fileno(), 65536)
            said += block
        impatient.cancel()
        process.kill()
    assert said.count(b"\nCorrect") == len(names), said.decode()
    assert process.returncode == -signal.SIGKILL


def assert_schedule_is_kept(learner: Learner, deck: Expected) -> None:
    """`quizproof practice` says itself what comes back, from the record alone."""
    said = learner.does(PRACTISE + " --new 0")
    days = sorted({deck.due(name) for name in deck.ratings if deck.ratings[name]})
    assert said.startswith("Nothing is due today.\n")
    assert f"on {days[0].day} {days[0]:%B}" in said or "tomorrow" in said


def test_the_daily_number_of_new_questions_is_of_the_day(learner: Learner) -> None:
    """Not of each practice: what was asked before counts, also where it was left."""
    assert learner.practises(f"{PRACTISE} -n 2").asked == ["q-1", "q-2"]
    assert learner.practises(PRACTISE).asked == ["q-3"]
    assert "6 questions you have never met" in learner.does(PRACTISE)
    learner.day = 1
    assert learner.practises(PRACTISE).asked == ["q-4", "q-5", "q-6"]


def test_what_is_taken_counts_for_practice(learner: Learner) -> None:
    """A quiz is no practice, and evidence all the same: of the first answer of the day."""
    learner.does("take bank.yaml --count 1 --seed 1", typed="nonsense\nnonsense\n")
    [name] = [name for name in RIGHT if name in learner.does("take bank.yaml --missed", typed=":q\n")]
    learner.practises("practice bank.yaml -n 99 --new 99")
    learner.day = 1
    assert learner.practises(PRACTISE).asked == [name]


@pytest.mark.parametrize(
    ("zones", "asked"),
    [
        (("America/Los_Angeles", "UTC"), []),
        (("Pacific/Auckland", "America/Los_Angeles"), []),
        (("America/Los_Angeles", "Pacific/Auckland"), ["q-1", "q-2", "q-3"]),
    ],
    ids=["the same day", "a day that comes twice", "a day sooner"],
)
def test_a_day_is_one_where_the_learner_is(
    zones: tuple[str, str], asked: list[str], learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Five past six in the evening is the next morning in Auckland, and the morning of the same day in Los Angeles."""
    import time

    def goes_to(zone: str) -> None:
        learner.environment["TZ"] = zone
        monkeypatch.setenv("TZ", zone)
        time.tzset()

    goes_to(zones[0])
    learner.practises(PRACTISE, q_1=["no", "no"], q_2=["no", "no"], q_3=["no", "no"])
    learner.environment["QUIZPROOF_NOW"] = "2026-11-22T19:05:00Z"
    goes_to(zones[1])
    said = learner.does(f"{PRACTISE} --new 0", typed="")
    assert [name for name in NAMES[:3] if f" {name}\n" in said] == asked[:1]
    assert said.startswith("Practice: 3 questions" if asked else "Nothing is due today.")


def test_a_clock_that_goes_back_breaks_nothing(learner: Learner) -> None:
    learner.day = 3
    learner.practises(PRACTISE)
    learner.day = 1
    assert learner.practises(PRACTISE, q_4=["no", "r4"]).asked == ["q-4", "q-5", "q-6"]
    learner.day = 9
    assert set(learner.practises(f"{PRACTISE} --new 0").asked) == set(NAMES[:6])
    assert_sound(Path("record"))


def test_what_is_to_be_looked_at_again_is_what_was_asked_first(learner: Learner, tmp_path: Path) -> None:
    """Once more it was asked in another variant, which has another answer."""
    asked = "{id: q, kind: values, prompt: Which?, layer: nn.ReLU(), input: [[$n]], params: {n: 5..9}}"
    (tmp_path / "bank.yaml").write_text(f"title: T\nquestions:\n  - {asked}\n", encoding="utf-8")
    said = learner.does("practice bank.yaml --seed 3", typed=":idk\n:idk\n")
    first, once_more = [one.partition("\n")[0].strip("[] ") for one in said.split("\nAnswer\n")[1:]]
    assert first != once_more
    assert f"To look at again\n  q\n    variant n={first}\n    answer: {first}\n" in said
