"""What is said of a question that is worth looking at: why, in a sentence with its numbers, and what to do."""

from collections.abc import Callable
from typing import Final

from ...plural import count
from ...stats.wording import percent
from ..facts import Analysis, Answer, Item
from ..reasons import Reason, Remark
from .detailing import label
from .wording import coefficient, decimal, flat, interval, quoted, seconds, told

IN_BRIEF: Final = {
    Reason.NEGATIVE: "negative",
    Reason.LOW: "tells little",
    Reason.EASY: "too easy",
    Reason.HARD: "too hard",
    Reason.BEST_TAKE: "misleads best",
    Reason.IDLE: "idle choice",
    Reason.UNREADABLE: "unreadable",
    Reason.VOIDED: "void",
    Reason.SLOW: "slow",
    Reason.UNLIKE_AUTHOR: "not as rated",
}
"""Each reason in the width of a column."""

_WHY: Final[dict[Reason, Callable[[Item, Remark], str]]] = {
    Reason.NEGATIVE: lambda _, remark: (
        f"Who does well in the other questions does badly here: discrimination {decimal(remark.value)}, of "
        f"{count(remark.n, 'student')}."
    ),
    Reason.LOW: lambda _, remark: (
        f"It hardly tells who knows the subject: discrimination {_apart(remark)[0]}, less than {_apart(remark)[1]}, of "
        f"{count(remark.n, 'student')}."
    ),
    Reason.EASY: lambda _, remark: (
        f"Nearly all get it right: difficulty {_apart(remark)[0]}, more than {_apart(remark)[1]}, of "
        f"{count(remark.n, 'answer')}."
    ),
    Reason.HARD: lambda _, remark: (
        f"Few get it right: difficulty {_apart(remark)[0]}, less than {_apart(remark)[1]}, of "
        f"{count(remark.n, 'answer')}."
    ),
    Reason.BEST_TAKE: lambda item, remark: (
        f"The best third chose {_named(item, remark)} more often than "
        f"{'the key' if remark.than == 'key' else 'the weakest third did'}: {percent(remark.value)} against "
        f"{percent(remark.limit)}, of {count(remark.n, 'student')}."
    ),
    Reason.IDLE: lambda item, remark: (
        f"Hardly anybody chose {_named(item, remark)}: {percent(remark.value)} of {count(remark.n, 'answer')}."
    ),
    Reason.UNREADABLE: lambda _, remark: (
        f"{percent(remark.value)} of {count(remark.n, 'answer')} could not be read, more than {percent(remark.limit)}."
    ),
    Reason.VOIDED: lambda _, remark: f"{count(round(remark.value), 'answer')} of {remark.n:,} could not be judged.",
    Reason.SLOW: lambda _, remark: (
        f"It takes long: half of {count(remark.n, 'answer')} took {seconds(remark.value)} or more; "
        f"{seconds(remark.limit)} would be usual."
    ),
    Reason.UNLIKE_AUTHOR: lambda item, remark: (
        f"It is {'easier' if remark.value > remark.limit else 'harder'} than its author says: difficulty "
        f"{decimal(remark.value)} of {count(remark.n, 'answer')}, and {decimal(remark.limit)} is what "
        f"{item.author} of 5 stands for."
    ),
}

_TO_DO: Final = {
    Reason.NEGATIVE: "`quizproof check` proves the key. If it holds, read the prompt: what misleads who knows more?",
    Reason.LOW: "Read the prompt and the choices as a student would: what decides here that is not the subject?",
    Reason.EASY: "It tells nobody apart. Keep it to begin with, or let `distractors: misconceptions` make the choices.",
    Reason.HARD: "`quizproof check` proves the key. If it holds, was this taught? Ask for one step of it first.",
    Reason.BEST_TAKE: "Read that choice again: in which sense is it right? `quizproof check` proves that it is wrong.",
    Reason.IDLE: "Put a wrong answer in its place that students do give, or leave it out.",
    Reason.UNREADABLE: (
        "`feedback` in these rows says why. Where answers are typed, say in the prompt in which form they are to be."
    ),
    Reason.VOIDED: (
        "`feedback` in these rows says why. Where torch contradicts the key, mend it, and `quizproof regrade` counts "
        "anew."
    ),
    Reason.SLOW: "Is there more to compute than to understand? Ask with smaller numbers, or give it more points.",
    Reason.UNLIKE_AUTHOR: "`quizproof analyze --write-back` puts the measured difficulty beside the author's.",
}
"""What to do, in words of ours only: what stands between backticks is code."""

_TRUSTED: Final = {
    Reason.NEGATIVE: "Is the key right? Without `evidence` nothing proves it. If it is: what misleads who knows more?",
    Reason.HARD: "Is the key right? Without `evidence` nothing proves it. If it is, was this taught?",
    Reason.BEST_TAKE: "Is that one right? Without `evidence` nothing proves the key. `quizproof regrade` counts anew.",
}
"""What to do where the kind of the question is not one whose keys are computed."""

_OFTEN: Final = 3
"""So often an answer is typed that is worth being offered."""

GUESS: Final = "A guess: these are few answers."


def _apart(remark: Remark) -> tuple[str, str]:
    """Return the value and the limit with so many digits that they differ."""
    pairs = [(decimal(remark.value, digits), decimal(remark.limit, digits)) for digits in (2, 3, 4)]
    return next((pair for pair in pairs if pair[0] != pair[1]), pairs[0])


def _named(item: Item, remark: Remark) -> str:
    """Return the answer of a remark as a learner reads it. Choices that are graded as one may be shown as several."""
    known = [one for one in item.answers if one.text == remark.answer]
    alike = [
        one for one in item.remarks if (one.reason, one.answer, one.than) == (remark.reason, remark.answer, remark.than)
    ]
    place = next(place for place, one in enumerate(alike) if one is remark)
    found: Answer | None = known[min(place, len(known) - 1)] if known else None
    return quoted(flat(remark.answer or "") if found is None else label(found))


def in_brief(item: Item) -> str:
    """Return the gravest reason to look at a question in few words, and how many more there are.

    >>> from dataclasses import replace
    >>> from ..measures import Measured, Score
    >>> item = Item("a", Score(), 0, Measured(None), Measured(None))
    >>> easy, slow = Remark(Reason.EASY, 0.97, 0.9, 120), Remark(Reason.SLOW, 200, 120, 6, few=True)
    >>> in_brief(item), in_brief(replace(item, remarks=(slow,))), in_brief(replace(item, remarks=(slow, easy)))
    ('', 'slow?', 'too easy +1')
    """
    if not item.remarks:
        return ""
    gravest = grave(item)[0]
    more = f" +{len(item.remarks) - 1}" if len(item.remarks) > 1 else ""
    return f"{IN_BRIEF[gravest.reason]}{'?' if gravest.few else ''}{more}"


def told_together(item: Item) -> list[tuple[list[str], str]]:
    """Return the reasons to look at a question, the gravest first, those of one kind with what to do about them."""
    kinds: dict[tuple[Reason, bool], list[str]] = {}
    for remark in grave(item):
        kinds.setdefault((remark.reason, remark.few), []).append(_WHY[remark.reason](item, remark))
    for (reason, few), whys in kinds.items():
        whys += _instead(item) if reason is Reason.IDLE else []
        whys += [GUESS] if few else []
    to_do = _TO_DO | _TRUSTED if item.kind == "match" else _TO_DO
    return [(whys, to_do[reason]) for (reason, _), whys in kinds.items()]


def _instead(item: Item) -> list[str]:
    """Return what students typed most often that could be offered; nothing where nothing was typed often."""
    typed = [one for one in item.answers if not one.right and one.offered is False and one.count >= _OFTEN]
    known = [one for one in typed if one.variant is None or one.misconceptions]
    if not known:
        return []
    most = max(known, key=lambda one: one.count)
    name = quoted(label(most)) if most.variant is None else flat(" or ".join(most.misconceptions))
    return [f"Typed most often and not offered: {name}, {most.count:,} times."]


def grave(item: Item) -> list[Remark]:
    """Return the remarks on a question, the gravest first."""
    order = list(Reason)
    return sorted(item.remarks, key=lambda remark: (remark.few, order.index(remark.reason)))


def facts_of(found: Analysis, item: Item) -> list[tuple[str, str]]:
    """Return the numbers of a question, each with its name."""
    likely = f" (likely {interval(item.score.likely)})" if item.score.likely is not None else ""
    said = [
        ("difficulty", f"{decimal(item.score.mean)}{likely}"),
        ("discrimination", told(item.discrimination)),
        ("answers", _answers(item, found.unanswered_wrong)),
    ]
    if item.without.value is not None and found.whole.reliability.value is not None:
        now = decimal(found.whole.reliability.value)
        said.append(("if left out", f"{coefficient(found)} {decimal(item.without.value)} in place of {now}"))
    if item.thirds is not None:
        said.append(("by thirds", ", ".join([decimal(third.mean) for third in item.thirds])))
    if item.times is not None:
        said.append(("time", _times(item)))
    if item.author is not None:
        stands = "" if item.expected is None else f", which stands for {decimal(item.expected)}"
        said.append(("author says", f"{item.author} of 5{stands}"))
    return said


def _answers(item: Item, unanswered_wrong: bool) -> str:
    parts = {
        "unreadable": item.unreadable,
        "void": item.void,
        "other attempts": item.repeated,
        "left out and counted as wrong" if unanswered_wrong else "left out": item.left_out,
    }
    more = "".join([f"; {number:,} {what}" for what, number in parts.items() if number])
    return f"{item.answered:,}, {item.full:,} with full score{more}"


def _times(item: Item) -> str:
    assert item.times is not None
    every = item.times.every
    said = f"{seconds(every.median)}, the middle half {seconds(every.low)} to {seconds(every.high)}"
    for name, part in (("right", item.times.right), ("wrong", item.times.wrong)):
        said += "" if part is None else f"; {name} {seconds(part.median)}"
    return said
