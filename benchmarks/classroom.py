"""A class of learners whose forgetting is known: practice by our schedule beside other ways to choose what to review.

    python benchmarks/classroom.py [--learners 40] [--seed 1]

Each learner has 100 questions and practises on five days of seven, on average, for 90 days: ten questions a day at
most, of which five new, as `practice` does. Our schedule and our dealing, the real code, say what is asked. The others
meet the same new questions on the same days and review as many on each day, only others. Whoever answers wrong is shown
the solution. What counts is how likely each question is answered at the end, and after 30 more days without practice.

`forgetting.py` has the theories of how learners forget. They say how each judges a schedule, not how people do.
"""

import argparse
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from statistics import mean, stdev
from types import MappingProxyType
from typing import Final, Protocol, TypeAlias

from forgetting import THEORIES, Memory

from quizproof.engine.dealing import Why, Wish, deal
from quizproof.engine.deck import Deck, Kept
from quizproof.engine.history.queries import AGAIN, GOOD
from quizproof.engine.keys import read_keys
from quizproof.engine.kinds import KINDS
from quizproof.engine.schedule import Standing, after
from quizproof.engine.topic import Topic

QUESTIONS: Final = 100
DAYS: Final = 90
LATER: Final = 30
ATTENDANCE: Final = 5 / 7
KNOWN_BEFORE: Final = 0.4
"""So likely a question is answered right when it is first met."""

LADDER: Final = (1, 3, 7, 14, 30)
START: Final = date(2026, 1, 1)


class Way(Protocol):
    """A way to choose the reviews of a day."""

    def reviews(self, day: int, met: Sequence[int], count: int) -> list[int]:
        """Return what is reviewed, of what was met on other days."""

    def told(self, question: int, day: int, right: bool) -> None:
        """Take note of an answer."""


@dataclass
class Ladder:
    """Fixed intervals: each review is due so many days after the one before; what is due longest comes first.

    With `back`, a wrong answer begins again with the first of them.
    """

    back: bool
    steps: dict[int, int] = field(default_factory=dict)
    due: dict[int, int] = field(default_factory=dict)

    def reviews(self, day: int, met: Sequence[int], count: int) -> list[int]:
        """Return what was due first, or will be."""
        return sorted(met, key=lambda question: (self.due[question], question))[:count]

    def told(self, question: int, day: int, right: bool) -> None:
        """Go one step up the ladder, or back to its foot."""
        step = self.steps.get(question, -1) + 1 if right or not self.back else 0
        self.steps[question] = step
        self.due[question] = day + LADDER[min(step, len(LADDER) - 1)]


@dataclass
class AtRandom:
    """Any of the questions that were met."""

    chance: Random

    def reviews(self, day: int, met: Sequence[int], count: int) -> list[int]:
        """Return some of them."""
        return self.chance.sample(list(met), count)

    def told(self, question: int, day: int, right: bool) -> None:
        """Care about no answer."""


@dataclass
class Ours:
    """What `practice` asks, which decides how many are new and how many are reviewed."""

    topic: Topic
    cards: dict[tuple[str, str], Standing] = field(default_factory=dict)

    def dealt(self, day: int) -> tuple[list[int], list[int]]:
        """Return what is reviewed and what is new on a day."""
        deck = Deck(self.cards, Kept(0, MappingProxyType({}), changed=False))
        made = deal(deck, [self.topic], Wish(), START + timedelta(days=day)).cards
        of = {why: [int(card.question.id[1:]) for card in made if card.why is why] for why in Why}
        return of[Why.DUE], of[Why.NEW]

    def told(self, question: int, day: int, right: bool) -> None:
        """Go on from where the question stood."""
        name = self.topic.name, f"q{question}"
        self.cards[name] = after(self.cards.get(name), GOOD if right else AGAIN, START + timedelta(days=day))


@dataclass(frozen=True)
class Day:
    """What our schedule made of a day: its number, what was reviewed and what was new."""

    number: int
    reviews: list[int]
    new: list[int]


@dataclass
class Learner:
    """A learner of one theory who practises in one way, which is told the answers. All chance is the same in each."""

    memory: Memory
    told: Callable[[int, int, bool], None]
    seed: str
    met: list[int] = field(default_factory=list)
    answers: dict[int, int] = field(default_factory=dict)

    def practise(self, day: Day, reviews: list[int]) -> None:
        """Answer the questions of a day."""
        if len(set(reviews)) != len(day.reviews) or not set(reviews) <= set(self.met):
            raise AssertionError("every way reviews as many, each once, of what was met before")
        for question in [*reviews, *day.new]:
            number = self.answers[question] = self.answers.get(question, 0) + 1
            chance = KNOWN_BEFORE if number == 1 else self.memory.recall(question, day.number)
            right = Random(f"{self.seed} {question} {number}").random() < chance
            self.memory.answer(question, day.number, right)
            self.told(question, day.number, right)
        self.met += day.new

    def recalls(self, day: int) -> float:
        """Return how likely a question that was met is answered on a day."""
        return mean(self.memory.recall(question, day) for question in self.met)


WAYS: Final[dict[str, Callable[[Random], Way]]] = {
    "1, 3, 7, 14, 30 days, back after a miss": lambda _: Ladder(back=True),
    "1, 3, 7, 14, 30 days": lambda _: Ladder(back=False),
    "at random": AtRandom,
}


Recalls: TypeAlias = tuple[float, float]
"""How likely a question is answered on the last day, and after the days without practice."""


@dataclass(frozen=True)
class Lived:
    """What became of a learner: how many questions were met and reviewed, and the recall by our schedule and others."""

    met: int
    reviewed: int
    recalls: list[Recalls]


def lived(theory: str, seed: str, topic: Topic) -> Lived:
    """Return what becomes of a learner who practises by our schedule, and if by each of the other ways."""
    ours = Ours(topic)
    learner = Learner(THEORIES[theory](Random(seed), QUESTIONS), ours.told, seed)
    attends = Random(f"{seed} attends")
    days: list[Day] = []
    for number in range(DAYS):
        if attends.random() < ATTENDANCE:
            days.append(Day(number, *ours.dealt(number)))
            learner.practise(days[-1], days[-1].reviews)
    learners = [learner]
    for make in WAYS.values():
        way = make(Random(f"{seed} way"))
        other = Learner(THEORIES[theory](Random(seed), QUESTIONS), way.told, seed)
        for day in days:
            other.practise(day, way.reviews(day.number, other.met, len(day.reviews)))
        learners.append(other)
    recalls = [(one.recalls(DAYS), one.recalls(DAYS + LATER)) for one in learners]
    return Lived(len(learner.met), sum(len(day.reviews) for day in days), recalls)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--learners", type=int, default=40, help="learners of each theory (40)")
    parser.add_argument("--seed", type=int, default=1, help="all chance follows from it (1)")
    asked = parser.parse_args()
    match = KINDS["match"]
    keys = [{"id": f"q{number}", "kind": "match", "prompt": "?", "answer": "a"} for number in range(QUESTIONS)]
    topic = Topic("class", "", "", "", (), tuple([read_keys(match, one) for one in keys]), (), None)  # type: ignore[arg-type]  # no file
    rows = [
        ["Forgetting", "Reviews chosen", f"Recall, day {DAYS}", f"Day {DAYS + LATER}", "Ours has more", "Later", "For"],
        ["---"] * 7,
    ]
    told: list[str] = []
    for theory in THEORIES:
        found = [lived(theory, f"{asked.seed} {theory} {number}", topic) for number in range(asked.learners)]
        for place, way in enumerate(["by our schedule", *WAYS]):
            rows.append([theory, way, *_cells([(one.recalls[0], one.recalls[place]) for one in found], place > 0)])
        met, reviewed = mean(one.met for one in found), mean(one.reviewed for one in found)
        told.append(f"{theory} {reviewed:.0f} reviews of {met:.0f} questions")
    print("\n".join([f"| {' | '.join(row)} |" for row in rows]))
    print(
        f"\n{asked.learners} learners of each theory, seed {asked.seed}: {', '.join(told)}. Recall with the standard "
        "deviation over learners, a difference with its interval of 95 %, and for how many learners ours was better."
    )


def _cells(pairs: list[tuple[Recalls, Recalls]], compares: bool) -> list[str]:
    """Return the cells of a row: the recall at both times, and how it compares."""
    of = [[other[when] for _, other in pairs] for when in (0, 1)]
    cells = [f"{100 * mean(one):.1f} % ± {100 * stdev(one):.1f}" for one in of]
    if not compares:
        return [*cells, "", "", ""]
    for when in (0, 1):
        more = [100 * (ours[when] - other[when]) for ours, other in pairs]
        cells.append(f"{mean(more):+.1f} ± {1.96 * stdev(more) / math.sqrt(len(more)):.1f}")
    better = sum(ours[0] > other[0] for ours, other in pairs)
    return [*cells, f"{better} of {len(pairs)}"]


if __name__ == "__main__":
    main()
