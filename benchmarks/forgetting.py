"""How learners forget: three theories, of which the schedule knows none exactly.

Each learner and each question differs, by what a random number generator says.
"""

import math
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final, Protocol

import fsrs
from fsrs.scheduler import DEFAULT_PARAMETERS, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS

_NOON: Final = datetime(2026, 1, 1, 12, tzinfo=UTC)


class Memory(Protocol):
    """What a learner knows, by the numbers of questions and days."""

    def recall(self, question: int, day: int) -> float:
        """Return how likely a question that was met is answered."""

    def answer(self, question: int, day: int, right: bool) -> None:
        """Take note of an answer, which was followed by the solution where it was wrong."""


class Halving:
    """Recall halves in a time that doubles with each right answer and halves with each wrong one, whenever that is.

    That is half-life regression (Settles and Meeder 2016), by which spacing is worth nothing.
    """

    def __init__(self, chance: Random, questions: int) -> None:
        rate = chance.lognormvariate(0, 0.4)
        self._first = [2 * rate * chance.lognormvariate(0, 0.5) for _ in range(questions)]
        self._life = dict[int, float]()
        self._last = dict[int, int]()

    def recall(self, question: int, day: int) -> float:
        """Return how likely a question is answered."""
        return float(2 ** -((day - self._last[question]) / self._life[question]))

    def answer(self, question: int, day: int, right: bool) -> None:
        """Double the time after a right answer, and halve it after a wrong one."""
        first = self._first[question]
        life = self._life.get(question, first)
        self._life[question] = life * 2 if right else max(first, life / 2)
        self._last[question] = day


class Traces:
    """Each answer leaves a trace that decays, the faster the better the question was known then.

    That is ACT-R (Pavlik and Anderson 2005), by which spacing is worth much.
    """

    DECAY, SCALE, NOISE = 0.177, 0.217, 0.255  # a, c and s as they were fitted
    SECONDS = 86_400 * 0.025  # of a day without practice, which disturbs less than one in the laboratory

    def __init__(self, chance: Random, questions: int) -> None:
        level = chance.gauss(-1.6, 0.2)
        self._threshold = [level + chance.gauss(0, 0.2) for _ in range(questions)]
        self._traces: dict[int, list[tuple[int, float]]] = {}

    def _activation(self, question: int, day: int) -> float:
        traces = self._traces.get(question, [])
        left = sum(((day - when) * self.SECONDS) ** -decay for when, decay in traces)
        return math.log(left) if left else -math.inf

    def recall(self, question: int, day: int) -> float:
        """Return how likely a question is answered."""
        return 1 / (1 + math.exp((self._threshold[question] - self._activation(question, day)) / self.NOISE))

    def answer(self, question: int, day: int, right: bool) -> None:
        """Leave a trace; who knew it when it was first met has one from before."""
        if question not in self._traces and right:
            self._traces[question] = [(day - 1, self.DECAY)]
        decay = self.SCALE * math.exp(self._activation(question, day)) + self.DECAY
        self._traces.setdefault(question, []).append((day, decay))


class Power:
    """Recall fades by a power of time: what FSRS believes, with all its 21 numbers otherwise, by a third or so.

    How long a question lasts from the beginning differs besides, by more than that.
    """

    def __init__(self, chance: Random, questions: int) -> None:
        bounds = zip(DEFAULT_PARAMETERS, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True)
        own = [min(max(number * chance.lognormvariate(0, 0.3), low), high) for number, low, high in bounds]
        self._fsrs = fsrs.Scheduler(own, learning_steps=(), relearning_steps=(), enable_fuzzing=False)
        self._ease = [chance.lognormvariate(0, 0.5) for _ in range(questions)]
        self._cards: dict[int, fsrs.Card] = {}

    def recall(self, question: int, day: int) -> float:
        """Return how likely a question is answered."""
        return self._fsrs.get_card_retrievability(self._cards[question], _NOON + timedelta(days=day))

    def answer(self, question: int, day: int, right: bool) -> None:
        """Go on as FSRS does; an easy question lasts longer from the beginning."""
        card = self._cards.get(question) or fsrs.Card(card_id=1, due=_NOON)
        rating = fsrs.Rating.Good if right else fsrs.Rating.Again
        made, _ = self._fsrs.review_card(card, rating, _NOON + timedelta(days=day))
        if question not in self._cards and made.stability is not None:
            made.stability *= self._ease[question]
        self._cards[question] = made


THEORIES: Final[dict[str, Callable[[Random, int], Memory]]] = {"halving": Halving, "traces": Traces, "power": Power}
