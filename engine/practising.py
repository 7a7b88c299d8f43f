"""Practice: a sitting of what is due and what is new, or the one of today that was left; and when each comes back."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from .bank import NoBank
from .choosing import Item, Rules, asked
from .clock import day_of
from .dealing import Deal, Wish, coming, deal
from .deck import Deck, Kept, keep_deck, read_deck
from .former import former_ids
from .frozen import dataclass
from .history.practised import Name, introduced, shown, slips_of_late
from .history.queries import AGAIN, GOOD, HARD, NOTHING_WAS, Was, suspended, unfinished
from .keeping import Keeper
from .layercall import closest
from .opening import Opened, gone_on
from .question import Question
from .schedule import after
from .session import begin
from .shapes import shown as shown_as
from .sitting import Ending, Record, Sitting
from .topic import Topic
from .verdict import Verdict

if TYPE_CHECKING:
    from .history.record import History

_EMPTY: Final = Deck(MappingProxyType({}), Kept(0, MappingProxyType({}), changed=False))


@dataclass(frozen=True, slots=True)
class Practice:
    """What practice found: the deck and the day, what is dealt, and the sitting, None where there is nothing to ask."""

    keeper: Keeper
    was: Was
    deck: Deck
    today: date
    dealt: Deal
    opened: Opened | None

    def comes_back(self, sitting: Sitting, record: Record) -> date | None:
        """Return when a question that is over is asked again; None where this answer says nothing about it."""
        rating = rating_of(record)
        name = record.item.topic, record.item.question.id
        mine = [one for one in sitting.records if (one.item.topic, one.item.question.id) == name]
        counted = [one for one in mine if not one.undone]
        if rating is None or not counted or counted[0] is not record:
            return None
        deck = self.read_again() if len(counted) < len(mine) else self.deck  # which may have what was taken back since
        return after(deck.cards.get(name), rating, self.today).due

    def read_again(self) -> Deck:
        """Return the deck as it is now."""
        return read_deck(self.keeper.history, self.was) if self.keeper.known else self.deck

    def coming_back(self, deck: Deck) -> list[Name]:
        """Return the questions that practice asks again one day: none that was put away."""
        away = suspended(self.keeper.history, self.was) if self.keeper.known else frozenset()
        return [name for name in deck.cards if name in self.was and name not in away]

    def keep(self, deck: Deck) -> None:
        """Keep the deck as it is now, so that the next practice opens at once. That writes to the disk."""
        if self.keeper.known:
            keep_deck(self.keeper.history, deck)


def rating_of(record: Record) -> int | None:
    """Return how a question's first answer counts for the schedule; None where there is no evidence."""
    verdict = record.tries[0].grade.verdict if record.tries else None
    if verdict is Verdict.CORRECT:
        return HARD if record.hints else GOOD
    if verdict is Verdict.WRONG or (verdict is None and record.ending is Ending.SHOWN):
        return AGAIN
    return None


def practice_label(banks: Sequence[str], wish: Wish) -> str:
    """Return what names a practice in the record: what is practised, and what narrows it, a line each.

    >>> practice_label(["pooling"], Wish(tags=("edge",)))
    'pooling\\n--tag=edge'
    """
    narrows = [f"--tag={tag}" for tag in wish.tags]
    narrows += [f"--misconception={wish.misconception}"] if wish.misconception else []
    return "\n".join([*banks, *narrows, *(["--ahead"] if wish.ahead else [])])


def opened_practice(
    keeper: Keeper, topics: Sequence[Topic], label: str, wish: Wish, seed: int, now: float, *, restart: bool = False
) -> Practice:
    """Return what is to be practised: the sitting of today that was left, else a new one.

    Raises NoBank for a tag that no question has, and Unreadable for a misconception that is none.
    """
    _refuse_unknown(topics, wish)
    at = keeper.clock()
    today = day_of(at)
    if not keeper.known:
        dealt = deal(_EMPTY, topics, wish, today)
        begun = _begun(dealt, label, _Made(None, NOTHING_WAS), seed, now)
        return Practice(keeper, former_ids(topics), _EMPTY, today, dealt, begun)
    history, was = keeper.history, former_ids(topics)
    deck, away = read_deck(history, was), suspended(history, was)
    dealt = deal(deck, topics, wish, today, introduced(history, deck.first_reviewed_on(today), today, was), away)
    made = _Made(history, was, slips_of_late(history))
    left = unfinished(history, label, ("practice",))
    if left is not None and day_of(left.begun.at) == today and not restart:
        went_on = gone_on(left, topics, now, made.item)
        if went_on is not None:
            return Practice(keeper, was, deck, today, dealt, went_on)
    return Practice(keeper, was, deck, today, dealt, _begun(dealt, label, made, seed, now))


def _refuse_unknown(topics: Sequence[Topic], wish: Wish) -> None:
    known = dict.fromkeys([tag for topic in topics for question in topic.questions for tag in question.tags])
    for tag in wish.tags:
        if tag not in known:
            close = closest(tag, tuple(known))
            mend = f"did you mean {close}?" if close else f"there are {', '.join(known) or 'none'}"
            raise NoBank(f"no question has the tag {shown_as(tag, 40)}; {mend}")
    own = {rule.slug for topic in topics for rule in topic.rules}
    if wish.misconception is not None and wish.misconception not in own:
        from .misconceptions.known import find_misconception  # few ask for one

        find_misconception(wish.misconception)


@dataclass(frozen=True, slots=True)
class _Made:
    """Makes the items of practice: asked open, in a variant that is new to the learner and catches their habits."""

    history: "History | None"
    was: Was
    habits: tuple[str, ...] = ()

    def item(self, topic: Topic, question: Question, rules: Rules) -> Item:
        if question.variant is None:
            return asked(topic.name, question, rules)
        known = shown(self.history, topic.name, question.id, self.was, self.habits) if self.history else ((), ())
        return Item(topic.name, question, family=topic.families[question.id], habits=known[0], unlike=known[1])


def _begun(dealt: Deal, label: str, made: _Made, seed: int, now: float) -> Opened | None:
    rules = Rules(seed, open=True, again=True)
    items = tuple([made.item(card.topic, card.question, rules) for card in dealt.cards])
    return Opened(label, *begin(items, rules, now), "practice") if items else None


@dataclass(frozen=True, slots=True)
class Due:
    """What is due today by topic, and what comes back later. `today` is the learner's day."""

    today: date
    by_topic: tuple[tuple[str, int], ...]
    later: tuple[tuple[date, int], ...]


def due_today(keeper: Keeper, topics: Sequence[Topic]) -> Due:
    """Return what is due today in some topics; nothing where nothing was recorded."""
    today = day_of(keeper.clock())
    if not keeper.known:
        return Due(today, (), ())
    was = former_ids(topics)
    deck, away = read_deck(keeper.history, was), suspended(keeper.history, was)
    names = [name for name in was if name not in away]
    due = [name for name in names if name in deck.cards and deck.cards[name].due <= today]
    counts = Counter([topic for topic, _ in due])
    return Due(today, tuple(counts.items()), tuple(coming(deck, names, today)))


def banks_of(label: str) -> tuple[tuple[str, ...], Wish]:
    """Return what a practice was of, and its wish, from what names it in the record.

    >>> banks_of("pooling\\n--tag=edge")[0]
    ('pooling',)
    """
    lines = label.splitlines()
    options = [line.removeprefix("--").partition("=") for line in lines if line.startswith("--")]
    told = [value for name, _, value in options if name == "misconception"]
    wish = Wish(
        ahead=any(name == "ahead" for name, _, _ in options),
        tags=tuple([value for name, _, value in options if name == "tag"]),
        misconception=told[0] if told else None,
    )
    return tuple([line for line in lines if not line.startswith("--")]), wish
