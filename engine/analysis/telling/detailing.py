"""The words for answers and misconceptions that the screen and the page share."""

from typing import Final

from ...plural import count
from ...stats.wording import percent
from ..facts import Answer, Item, Parameter, Slice, Slip
from ..spots import Spot
from ..wording import flat, label

PERHAPS: Final = "Perhaps: other misconceptions lead to the same answer."

MOST_SLIPS: Final = 2
"""So many misconceptions are told of one value of a parameter."""

MOST_ANSWERS: Final = 12
"""So many answers to a question are listed, and all that its author offers; --json has more."""


def about(item: Item) -> str:
    """Return the topic and the kind of a question, and in which variant its prompt is shown; "" where no bank has it.

    >>> from ..measures import Measured, Score
    >>> about(Item("a", Score(), 0, Measured(None), Measured(None), topic="pooling", kind="shape", variant="n=8,k=2"))
    'pooling, shape, here with n=8,k=2'
    """
    shown = None if item.variant is None else f"here with {item.variant}"
    return ", ".join([flat(one) for one in (item.topic, item.kind, shown) if one])


def role(answer: Answer) -> str:
    """Return what an answer is: a key, a distractor, or typed."""
    if answer.right:
        return "key"
    return {True: "distractor", False: "typed", None: "wrong"}[answer.offered]


def placed(answer: Answer) -> str:
    """Return in which variants an answer was given; "" where there are none."""
    if answer.variant is None:
        return ""
    variant = flat(answer.variant)
    return f"in {variant}" if answer.variants < 2 else f"in {answer.variants:,} variants, such as {variant}"


def by_thirds(item: Item, answer: Answer) -> list[float] | None:
    """Return which part of each third gave an answer; None where that is unknown."""
    if item.thirds is None or answer.thirds is None:
        return None
    return [number / third.n if third.n else 0.0 for number, third in zip(answer.thirds, item.thirds, strict=True)]


def seen(slip: Slip) -> str:
    """Return how often a misconception was seen.

    >>> seen(Slip("padding-once", None, 12, 3)), seen(Slip("padding-once", None, 0, 1))
    ('12 answers, and perhaps 3 more', 'perhaps 1 answer')
    """
    if not slip.sure:
        return f"perhaps {count(slip.perhaps, 'answer')}"
    return f"{count(slip.sure, 'answer')}{f', and perhaps {slip.perhaps:,} more' if slip.perhaps else ''}"


def who(slip: Slip) -> str:
    """Return how many students have a misconception, and how many keep it; "" where students are unknown."""
    if slip.students is None:
        return ""
    again = "" if not slip.kept else f", {slip.kept:,} of them in two answers or more"
    return f"{count(slip.students, 'student')}{again}"


def rate(slip: Slip) -> str:
    """Return how often a misconception was made where it would have shown; "" where that is unknown.

    >>> from ..measures import Score
    >>> rate(Slip("padding-once", None, 12, 3, rate=Score(12, 48)))
    '25% of the 48 answers where it alone would have shown'
    """
    if slip.rate is None or slip.rate.mean is None:
        return ""
    return f"{percent(slip.rate.mean)} of the {count(slip.rate.n, 'answer')} where it alone would have shown"


def compared(item: Item) -> list[Parameter]:
    """Return the parameters with values to compare: one value alone says what the whole question does."""
    return [parameter for parameter in item.parameters if len(parameter.values) > 1]


def of_slips(value: Slice) -> str:
    """Return which misconceptions a value of a parameter shows.

    >>> from ..measures import Score
    >>> of_slips(Slice("6", Score(1, 9), (("padding-once", 3, 1), ("no-plus-one", 0, 2))))
    'padding-once 3, perhaps 1 more; no-plus-one perhaps 2'
    """
    said = [f"{flat(slug)} {_often(sure, perhaps)}" for slug, sure, perhaps in value.slips[:MOST_SLIPS]]
    left = len(value.slips) - len(said)
    return "; ".join([*said, *([f"{left:,} other{'s' * (left > 1)}"] if left else [])])


def _often(sure: int, perhaps: int) -> str:
    if not sure:
        return f"perhaps {perhaps:,}"
    return f"{sure:,}{f', perhaps {perhaps:,} more' if perhaps else ''}"


def of_slip(slip: Slip) -> list[str]:
    """Return what there is to say of a misconception, in sentences."""
    who_made = who(slip)
    sentences = [f"{seen(slip)}{f'; {who_made}' if who_made else ''}.".capitalize()]
    sentences += [] if slip.said is None else [f"It comes of {slip.said}."]
    return sentences + ([f"It decided {rate(slip)}."] if rate(slip) else [])


def of_spot(spot: Spot) -> str:
    """Return with which values of a parameter a misconception shows most, in which question."""
    return (
        f"It shows most in {flat(spot.item.id)} with {flat(spot.parameter.name)} = {flat(spot.value.label)}: "
        f"{percent(spot.seen / spot.n)} of {count(spot.n, 'answer')}, "
        f"and {percent(spot.elsewhere)} with all other values."
    )


def being(answer: Answer) -> str:
    """Return what an answer is: a key, a distractor, which misconceptions lead to it, in which variants."""
    more = [role(answer), flat(" or ".join(answer.misconceptions)), placed(answer)]
    return ", ".join([one for one in more if one])


def named(answer: Answer) -> str:
    """Return an answer with what it is."""
    return f"{label(answer)} ({being(answer)})"


def listed(item: Item) -> list[Answer]:
    """Return the answers to list: what is right, what else is offered, then what was typed most often."""
    offered = [answer for answer in item.answers if answer.right or answer.offered]
    typed = [answer for answer in item.answers if not (answer.right or answer.offered)]
    return [*offered, *typed[: max(MOST_ANSWERS - len(offered), 0)]]


def others(item: Item) -> str:
    """Return how many answers are not listed; "" where all are."""
    left = [answer for answer in item.answers if not (answer.right or answer.offered)]
    left = left[len([one for one in listed(item) if not (one.right or one.offered)]) :]
    answers, kinds = item.other_answers + sum(answer.count for answer in left), item.other_kinds + len(left)
    if not kinds:
        return ""
    return f"{count(answers, 'more answer')}, {count(kinds, 'different one')}, {'is' if answers == 1 else 'are'} rarer."


def briefly(slip: Slip) -> str:
    """Return a misconception and how often it was seen.

    >>> briefly(Slip("padding-once", None, 12, 3)), briefly(Slip("padding-once", None, 0, 1))
    ('padding-once (12, perhaps 3 more)', 'padding-once (perhaps 1)')
    """
    return f"{flat(slip.slug)} ({_often(slip.sure, slip.perhaps)})"
