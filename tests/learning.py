"""A learner who comes back day after day: the command with a moved clock, and answers to the questions that it asks."""

import os
import re
import shlex
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from quizproof.engine.oracle import Oracle
from quiztaking import run

FIRST = datetime(2026, 11, 22, 18, 5, tzinfo=UTC)
"""A learner begins in the evening."""

_ASKED = re.compile(r"^Question(?: (\d+) of \d+)?(?:  \[[#.]*\])? +(\S+)$", re.MULTILINE)
_BACK = re.compile(
    r"comes (?:once more before the end, and |back )(today|tomorrow|on (\d+ \w+)(?: \d+)?, in (\d+) days)\."
)


def without_torch(folder: Path) -> str:
    """Return a PYTHONPATH with which torch can't be loaded, for where no question needs it: that takes seconds."""
    path = folder / "no_torch"
    path.mkdir(exist_ok=True)
    (path / "torch.py").write_text("raise ImportError\n", encoding="utf-8")
    return os.pathsep.join([str(path), *filter(None, [os.environ.get("PYTHONPATH")])])


@dataclass
class Learner:
    """Uses the command in a folder. `day` counts from 0; `right` has the right answers by question."""

    oracle: Oracle
    folder: Path
    right: dict[str, str]
    record: str = "record"
    day: int = 0
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def now(self) -> datetime:
        return FIRST + timedelta(days=self.day)

    def settings(self) -> dict[str, str]:
        """What the command is told of time and place."""
        return {"QUIZPROOF_NOW": self.now.isoformat(), "QUIZPROOF_DATA_DIR": self.record} | self.environment

    def does(self, command: str, typed: str = "", expect: int = 0) -> str:
        """Run a command, and return what it printed."""
        code, out, err = run(shlex.split(command), self.oracle, typed=typed, environment=self.settings())
        assert (code, err) == (expect, "") or expect, out + err
        assert code == expect, out + err
        return out + err

    def practises(self, command: str, **lines: list[str]) -> "Practised":
        """Practise: to each question type its lines, else what is right. `q_1` stands for q-1."""
        left = {name.replace("_", "-"): list(typed) for name, typed in lines.items()}

        def answer(said: str) -> str:
            found = _ASKED.findall(said)
            name = found[-1][1]
            typed = left.get(name)
            return f"{typed.pop(0) if typed else self.right[name]}\n"

        code, out, err = run(shlex.split(command), self.oracle, answer=answer, environment=self.settings())
        assert (code, err) == (0, ""), out + err
        assert {name: typed for name, typed in left.items() if typed} == {}, out
        return Practised(out, self.today)


@dataclass(frozen=True)
class Practised:
    """What a practice has printed."""

    said: str
    today: date

    @property
    def asked(self) -> list[str]:
        """The questions in the order in which they were asked."""
        return [name for _, name in _ASKED.findall(self.said)]

    @property
    def back(self) -> dict[str, date]:
        """When each question comes back, as it was said when it was over."""
        found: dict[str, date] = {}
        places = [*[(one.start(), one[2]) for one in _ASKED.finditer(self.said)], (len(self.said), "")]
        for (start, name), (end, _) in pairwise(places):
            for when, _, days in _BACK.findall(self.said[start:end].replace("\n", " ")):
                found[name] = self.today + timedelta(days={"today": 0, "tomorrow": 1}.get(when) or int(days or 0))
        return found
