"""What a practice asks: what is due, then what is new. All of it follows from the deck, the bank and the day."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from enum import Enum
from itertools import chain, zip_longest
from typing import Final

from .choosing import Wanted
from .deck import Deck
from .frozen import dataclass
from .history.practised import Name
from .keys import Unfit
from .question import Question
from .schedule import Standing, fading
from .topic import Topic

_LOOKED_AT: Final = 12
"""So many variants of a question say of which misconceptions it speaks."""


class Why(Enum):
    """Why a question is asked."""

    DUE = "due"
    NEW = "new"
    AHEAD = "ahead"
    """It would be due later."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a learner wants to practise: at most so many questions, so many new ones a day, those of some tags.

    `ahead`: also what is not due yet. `misconception`: questions that speak of the one of this name, due or not, and
    new ones without regard to their daily number.
    """

    most: int = 10
    new: int = 5
    ahead: bool = False
    tags: tuple[str, ...] = ()
    misconception: str | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A question that is dealt; of a family its first variant, for another is still to be drawn.

    `standing` is None where it is new.
    """

    topic: Topic
    question: Question
    why: Why
    standing: Standing | None = None

    @property
    def name(self) -> Name:
        """Its topic and its id."""
        return self.topic.name, self.question.id


@dataclass(frozen=True, slots=True)
class Deal:
    """What is asked, in order, and what is left for another time.

    `among` is how many questions it was chosen from. `due` counts what is due besides, `new` what was never asked and
    is not now. `later` are the days on which something comes back, with how much: in the next week, else the first day
    on which something does.
    """

    cards: tuple[Card, ...]
    among: int
    due: int
    new: int
    later: tuple[tuple[date, int], ...]


def deal(
    deck: Deck,
    topics: Iterable[Topic],
    wish: Wish,
    today: date,
    introduced: int = 0,
    away: Collection[Name] = (),
) -> Deal:
    """Return what to practise today: what is due, least likely known first, then new questions, topics in turn.

    `introduced` says how many new ones practice has asked today already, `away` what was put away. With `ahead`, what
    is due next follows, unless it was reviewed today.
    """
    admits = Wanted(tags=wish.tags).admits
    cards = [
        _card(deck, topic, question, today)
        for topic in topics
        for question in topic.questions
        if admits(question) and (topic.name, question.id) not in away and speaks(topic, question, wish.misconception)
    ]
    due = sorted([card for card in cards if card.why is Why.DUE], key=lambda card: _order(card, today))
    new = _in_turn([card for card in cards if card.why is Why.NEW])
    known = [card for card in cards if card.why is Why.AHEAD]
    reviewed = deck.reviewed_on(today)
    ahead = [card for card in known if card.name not in reviewed]
    if wish.misconception is not None:
        ahead.sort(key=lambda card: _order(card, today))
        order = [*due, *ahead, *new, *[card for card in known if card.name in reviewed]]
    else:
        ahead.sort(key=lambda card: (card.standing and card.standing.due, _order(card, today)))
        order = [*due, *new[: max(0, wish.new - introduced)], *(ahead if wish.ahead else ())]
    asked = tuple(order[: max(0, wish.most)])
    return Deal(
        asked,
        len(cards),
        len(due) - sum(card.why is Why.DUE for card in asked),
        len(new) - sum(card.why is Why.NEW for card in asked),
        tuple(coming(deck, [card.name for card in known], today)),
    )


def coming(deck: Deck, names: Iterable[Name], today: date, days: int = 7) -> list[tuple[date, int]]:
    """Return the next days on which some of these questions are due, with how many; what is due already is left out.

    Where nothing is within so many days, it is the first day on which something is.
    """
    counts: dict[date, int] = {}
    for name in names:
        standing = deck.cards.get(name)
        if standing is not None and standing.due > today:
            counts[standing.due] = counts.get(standing.due, 0) + 1
    found = sorted(counts.items())
    return [(day, count) for day, count in found if (day - today).days <= days] or found[:1]


def speaks(topic: Topic, question: Question, misconception: str | None) -> bool:
    """Return whether a misconception leads to a wrong answer, to a question or to one of the variants looked at.

    Of None every question speaks.
    """
    if misconception is None:
        return True
    from .misconceptions.separability import wrong_answers  # few ask for one

    return any(wrong_answers(one, (misconception,)) for one in _some(topic, question))


def _some(topic: Topic, question: Question) -> Iterator[Question]:
    """Yield a question, and of a family some variants from its first to its last."""
    yield question
    family = topic.families.get(question.id)
    if family is None:
        return
    sets = family.sets
    for values in sets[1 :: max(1, len(sets) // _LOOKED_AT)]:
        try:
            yield family.question(values)
        except Unfit:  # `check` tells it
            continue


def _card(deck: Deck, topic: Topic, question: Question, today: date) -> Card:
    standing = deck.cards.get((topic.name, question.id))
    if standing is None:
        return Card(topic, question, Why.NEW)
    return Card(topic, question, Why.DUE if standing.due <= today else Why.AHEAD, standing)


def _order(card: Card, today: date) -> tuple[float, Name]:
    """Return by what cards are sorted: the least likely known first."""
    return -fading(card.standing, today) if card.standing else 0, card.name


def _in_turn(cards: Iterable[Card]) -> list[Card]:
    """Return cards with the first of each topic, then the second of each, and so on."""
    by_topic: dict[str, list[Card]] = {}
    for card in cards:
        by_topic.setdefault(card.topic.name, []).append(card)
    return [card for card in chain(*zip_longest(*by_topic.values())) if card is not None]
