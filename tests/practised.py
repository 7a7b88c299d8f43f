"""Weeks of practice as a record would have them: a learner who gets better, with misconceptions that are slow to go.

Nothing is graded here: a wrong answer is one that a misconception of the engine leads to, and its slugs are all those
that lead there. The same seed makes the same weeks.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from random import Random
from typing import Any

from quizproof.engine.bank import load
from quizproof.engine.history.events import Asked, Attempt, Begun, Event, Flagged, Listed
from quizproof.engine.question import Question
from quizproof.engine.shelf import SHIPPED
from quizproof.engine.topic import Topic

STUBBORN = {"padding-once": 0.75, "no-plus-one": 0.5, "dilation-ignored": 0.5, "pool-stride-one": 0.4}
"""Misconceptions of the learner, each with how likely it is to decide an answer that it can decide."""

OVERCOME = {"ceil-for-floor": 0.9, "bias-forgotten": 0.8}
"""Those that are gone after two weeks."""


@cache
def shipped() -> tuple[Topic, ...]:
    """The topics that come with the package."""
    return load(SHIPPED)


def weeks(
    today: date,
    days: int = 35,
    sittings: int = 24,
    questions: int = 15,
    seed: int = 5,
    topics: Sequence[Topic] | None = None,
) -> Iterator[Event]:
    """Yield the events of so many sittings on as many of the last days, in order."""
    draw = Random(seed)
    asked = [(topic, question) for topic in topics or shipped() for question in topic.questions]
    asked.sort(key=lambda one: (one[1].difficulty or 3, one[1].id))
    met: dict[str, int] = {}
    number = 0
    for back in sorted(draw.sample(range(days), sittings), reverse=True):
        at = datetime.combine(today - timedelta(days=back), datetime.min.time(), UTC) + timedelta(
            hours=draw.choice((7, 12, 19)), minutes=draw.randrange(60)
        )
        elapsed = 1 - back / days
        known = [one for one in asked if one[1].id in met]
        new = [one for one in asked if one[1].id not in met]
        chosen = (draw.sample(known, min(len(known), questions - 4)) + new)[:questions]
        sitting = f"w{seed}x{back}"
        listed = tuple([Listed(topic=topic.name, question=question.id) for topic, question in chosen])
        yield Begun(id=sitting, at=at, bank="shipped", mode="practice", seed=seed, items=listed)
        for place, (topic, question) in enumerate(chosen):
            variant = _variant(topic, question, draw)
            where: dict[str, Any] = {
                "sitting": sitting, "place": place, "topic": topic.name, "question": question.id,
                "variant": variant.variant,
            }  # fmt: skip
            yield Asked(id=f"{sitting}q{place}", at=at, **where)
            for attempt in _attempts(variant, draw, elapsed, met.get(question.id, 0)):
                number += 1
                at += timedelta(milliseconds=attempt["milliseconds"])
                yield Attempt(
                    id=f"{sitting}a{number}", at=at, bank="shipped", engine="0", torch="2.13.0", **where, **attempt
                )
            met[question.id] = met.get(question.id, 0) + 1
            at += timedelta(seconds=5)
            if draw.random() < 0.01:
                yield Flagged(
                    id=f"{sitting}f{place}", at=at, topic=topic.name, question=question.id, note="Which axis is meant?"
                )


def _variant(topic: Topic, question: Question, draw: Random) -> Question:
    if question.variant is None:
        return question
    family = topic.families[question.id]
    return family.question(draw.choice(family.sets))


def _attempts(question: Question, draw: Random, elapsed: float, met: int) -> Iterator[dict[str, Any]]:
    """Yield what is noted of each attempt at a question, the last of which ends it."""
    took = round(draw.lognormvariate(10.2, 0.6)) + (20 * 60_000 if draw.random() < 0.01 else 0)
    hints = int(bool(question.hints) and draw.random() < 0.08)
    slipped = _slip(question, draw, elapsed)
    fine = draw.random() < 0.55 + 0.12 * met + 0.3 * elapsed - 0.09 * (question.difficulty or 3)
    if draw.random() < 0.02:
        yield {"ending": "skipped", "milliseconds": took}
        return
    if not slipped and not fine and draw.random() < 0.15:
        yield {"ending": "shown", "milliseconds": took, "hints": hints}
        return
    right = {
        "answers": tuple([key.graded for key in question.keys][:1]) or ("?",),
        "verdict": "correct", "score": 1.0, "ending": "right", "milliseconds": took, "hints": hints,
    }  # fmt: skip
    if fine and not slipped:
        yield right
        return
    answer, slugs = slipped or ("(1, 2, 3)", ())
    again = draw.random() < 0.5
    yield {
        "answers": (answer,), "verdict": "wrong", "score": 0.0, "misconceptions": slugs, "milliseconds": took,
        "hints": hints, "ending": None if again else "wrong",
    }  # fmt: skip
    if again:
        yield right | {"milliseconds": took + round(draw.lognormvariate(9.5, 0.5))}


def _slip(question: Question, draw: Random, elapsed: float) -> tuple[str, tuple[str, ...]] | None:
    """Return the wrong answer that a misconception leads the learner to, and all that lead there; None mostly."""
    leads: dict[str, list[str]] = {}
    for slug, _, answer in question.predictions():
        leads.setdefault(answer, []).append(slug)
    rights = {key.graded for key in question.keys}
    likely = STUBBORN | (OVERCOME if elapsed < 0.4 else {})
    for answer, slugs in leads.items():
        for slug in slugs:
            if answer not in rights and draw.random() < likely.get(slug, 0.004):
                return answer, tuple(dict.fromkeys(slugs))
    return None


def odd(today: date) -> Iterator[Event]:
    """Yield the events of a learner of whom little is known, or what no bank knows any more."""
    at = datetime.combine(today, datetime.min.time(), UTC) + timedelta(hours=9)
    yield Begun(id="o1", at=at - timedelta(days=40), bank="attention")
    for number in range(7):
        fine = number % 2 == 0
        yield Attempt(
            id=f"o1a{number}", at=at - timedelta(days=40), sitting="o1", place=number, topic="attention",
            question=f"heads-{number}", bank="attention", answers=("8",), verdict="correct" if fine else "wrong",
            score=float(fine), ending="right" if fine else "wrong", milliseconds=20_000 + number * 100_000,
            misconceptions=() if fine else ("heads-added",),
        )  # fmt: skip
    yield Begun(id="o2", at=at, bank="pooling")
    answers = [
        ("six-by-six", "(1, 1, 5, 5)", ("pool-stride-one", "only-padding-divided")),
        ("ten-to-three", "nn.MaxPool2d(2)", ("kernel-as-radius",)),
        ("max-against-mean", "`nn.MaxPool2d` gives the largest of the four, `nn.AvgPool2d` their mean", None),
    ]
    for place, (question, answer, slips) in enumerate(answers):
        yield Attempt(
            id=f"o2a{place}", at=at + timedelta(minutes=place), sitting="o2", place=place, topic="pooling",
            question=question, bank="pooling", answers=(answer,), verdict="correct" if slips is None else "wrong",
            score=float(slips is None), ending="right" if slips is None else "wrong", milliseconds=42_000,
            misconceptions=slips or (),
        )  # fmt: skip
    yield Flagged(id="o2f1", at=at, topic="pooling", question="six-by-six")


HOSTILE = "<script>alert(1)</script><img src=//x.invalid/a onerror=alert(2)>'\"&amp;\x1b[2J\u202e\udcff"
"""What would run in a browser, or drive a terminal, if it were taken for anything but text."""


def hostile(today: date) -> Iterator[Event]:
    """Yield the events of a record that somebody made up."""
    at = datetime.combine(today, datetime.min.time(), UTC) + timedelta(hours=9)
    yield Begun(id="h1", at=at, bank=HOSTILE)
    for place in range(6):
        yield Attempt(
            id=f"h1a{place}", at=at, sitting="h1", place=place, topic=HOSTILE, question=f"{HOSTILE}{place}",
            variant=HOSTILE, bank=HOSTILE, answers=(HOSTILE, "</code>" * 40), verdict="wrong", score=0.0,
            ending="wrong", milliseconds=10**15, misconceptions=(HOSTILE.replace(" ", "_"), "`rm$(x)`;"),
        )  # fmt: skip
    yield Flagged(id="h1f", at=at, topic=HOSTILE, question=HOSTILE, note=HOSTILE)


RECORDS = {"weeks": weeks, "odd": odd, "hostile": hostile, "empty": lambda today: iter(())}
"""Records by name, each made as of a day."""
