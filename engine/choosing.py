"""Which questions are asked, how, and in which order: all of it follows from the bank and a seed.

The order of choices is the same on every machine and under every Python.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, Final

from .bank import NoBank
from .digests import sha256
from .frozen import dataclass
from .keys import Unfit
from .layercall import closest
from .literals import Unreadable
from .question import Choice, Question
from .topic import Topic

if TYPE_CHECKING:
    from .family import Family

TIMED_SECONDS: Final = 60.0
"""What a question may take in a timed quiz where its author does not say."""

_MIDDLE: Final = 3
_CANDIDATES: Final = 8
"""So many variants are drawn, of which the one is asked that tells most misconceptions apart."""


@dataclass(frozen=True, slots=True)
class Rules:
    """How a quiz is taken. `attempts` None: one where choices are shown, two where the question is asked open.

    `again`: what is missed comes once more before the end, as in practice.
    """

    seed: int = 0
    attempts: int | None = None
    open: bool = False
    test: bool = False
    timed: bool = False
    again: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which questions are asked; None asks them all."""

    count: int | None = None
    tags: tuple[str, ...] = ()
    difficulty: tuple[int, int] | None = None

    def admits(self, question: Question) -> bool:
        """Return whether this question has one of the tags, and a difficulty from the lowest to the highest."""
        if self.tags and not set(self.tags) & set(question.tags):
            return False
        if self.difficulty is None:
            return True
        low, high = self.difficulty
        return question.difficulty is not None and low <= question.difficulty <= high


def read_difficulty(text: str | None) -> tuple[int, int] | None:
    """Return the lowest and the highest difficulty that `N` or `N-M` writes. Raises Unreadable.

    >>> read_difficulty("2"), read_difficulty("2-4")
    ((2, 2), (2, 4))
    """
    if text is None:
        return None
    low, _, high = text.partition("-")
    if not (low.isdecimal() and (high or low).isdecimal()):
        raise Unreadable(f"{text!r} is no difficulty: write a number from 1 to 5, or two such as 2-4")
    return int(low), int(high or low)


@dataclass(frozen=True, slots=True)
class Item:
    """One question as it is asked: `choices` in the order shown, none where it is asked open.

    `family`: a variant of it is still to be drawn, best one in which each of `habits`, the learner's misconceptions,
    gives a wrong answer of its own, and none of `unlike`, which were asked before, the newest first.
    `whole` is the item before its variant was drawn or its choices were shown. `again`: it is asked once more.
    """

    topic: str
    question: Question
    choices: tuple[Choice, ...] = ()
    attempts: int = 1
    seconds: float | None = None
    family: "Family | None" = None
    habits: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()
    whole: "Item | None" = None
    again: bool = False

    def letter(self, choice: Choice) -> str:
        """Return the letter before a choice; "" where it is not shown."""
        return next((chr(ord("A") + place) for place, one in enumerate(self.choices) if one == choice), "")


def find_question(topics: Iterable[Topic], name: str) -> tuple[Topic, Question]:
    """Return the question of this id, or that once had it, and its topic. Raises NoBank."""
    found = [(topic, question) for topic in topics for question in topic.questions]
    for topic, question in found:
        if name == question.id or name in question.was:
            return topic, question
    close = closest(name, tuple([question.id for _, question in found]))
    meant = f"; did you mean {close}?" if close else "; `quizproof list TOPIC` names the questions of a topic"
    raise NoBank(f"no question is called {name!r}{meant}")


def variants(topic: Topic, question: Question) -> Iterator[Question]:
    """Yield every variant of a question in order, itself where it has no params. Raises Unfit for an unreadable one."""
    if question.variant is None:
        return iter((question,))
    family = topic.families[question.id]
    return map(family.question, family.sets)


def find_variant(topic: Topic, question: Question, label: str) -> Question:
    """Return the variant of a question that a label such as "n=10,k=3" names. Raises NoBank and NoVariant."""
    if question.variant is None:
        raise NoBank(f"{question.id} has no variants: it has no params")
    return topic.families[question.id].find(label)


def items(topics: Iterable[Topic], rules: Rules, wanted: Wanted) -> tuple[Item, ...]:
    """Return the questions to ask: in the order of the bank, in a test from easy to hard."""
    found = [(topic, question) for topic in topics for question in topic.questions if wanted.admits(question)]
    if wanted.count is not None:
        chosen = sorted([(_rank(rules.seed, one[0].name, one[1].id), place) for place, one in enumerate(found)])
        found = [found[place] for place in sorted([place for _, place in chosen[: wanted.count]])]
    if rules.test:
        found.sort(key=lambda one: one[1].difficulty or _MIDDLE)
    return tuple([item(topic, question, rules) for topic, question in found])


def item(topic: Topic, question: Question, rules: Rules) -> Item:
    """Return the question as it is asked under these rules; of a family, which variant is left open."""
    if question.variant is not None:
        return Item(topic.name, question, family=topic.families[question.id])
    return asked(topic.name, question, rules)


def drawn(item: Item, rules: Rules, apart: tuple[str, ...] = ()) -> Item:
    """Return the item with a variant drawn by the seed, where one is still to be drawn.

    Of some, it is the one that tells most misconceptions apart, those in `apart` before all others.
    """
    return item if item.family is None else _of_variant(item, _variant(item, item.family, rules.seed, apart), rules)


def drawn_as(item: Item, label: str, rules: Rules) -> Item:
    """Return the item in the variant of this label, where one is still to be drawn. Raises NoVariant."""
    return item if item.family is None else _of_variant(item, item.family.find(label), rules)


def with_choices(item: Item, rules: Rules) -> Item:
    """Return an item that was asked open with its choices."""
    return replace(item, choices=shuffled(item.question, rules.seed), whole=item.whole or item)


def once_more(item: Item) -> Item:
    """Return an item as it is asked once more: open again, and in another variant."""
    variant = item.question.variant
    whole = item.whole or item
    return replace(whole, unlike=(*([variant] if variant else []), *whole.unlike), again=True)


def _of_variant(item: Item, question: Question, rules: Rules) -> Item:
    return replace(asked(item.topic, question, rules), whole=item, again=item.again)


def _variant(item: Item, family: "Family", seed: int, apart: tuple[str, ...]) -> Question:
    from .misconceptions.separability import score, tells_apart, wrong_answers  # few banks need it

    name, sets = family.first.id, family.sets
    most = _CANDIDATES * (len(item.unlike) + 1)
    places = list(dict.fromkeys([int.from_bytes(_rank(seed, name, str(n))) % len(sets) for n in range(most)]))
    best, highest = family.first, (-1, -1, -1)
    for place in _fresh(item.unlike, {place: family.label(sets[place]) for place in places})[:_CANDIDATES]:
        try:
            question = family.question(sets[place])
        except Unfit:  # `check` tells it
            continue
        pairs = sum(tells_apart(question, *pair) for pair in combinations(apart, 2))
        separates = (pairs, wrong_answers(question, item.habits), score(question))
        if separates > highest:
            best, highest = question, separates
    return best


def _fresh(unlike: tuple[str, ...], labels: dict[int, str]) -> list[int]:
    """Return the places of variants that were not asked before; where all were, that which was longest ago."""
    fresh = [place for place, label in labels.items() if label not in unlike]
    return fresh or [max(labels, key=lambda place: unlike.index(labels[place]))]


def asked(topic: str, question: Question, rules: Rules) -> Item:
    """Return one question, be it a variant, as it is asked under these rules."""
    hidden = rules.open and question.computed and not question.answers  # all that apply is asked of what is shown
    choices = () if hidden else shuffled(question, rules.seed)
    attempts = 1 if rules.test else rules.attempts or (1 if choices else 2)
    seconds = (question.seconds or TIMED_SECONDS) if rules.timed else None
    return Item(topic, question, choices, attempts, seconds)


def shuffled(question: Question, seed: int) -> tuple[Choice, ...]:
    """Return the choices in the order that the seed gives them, whatever their order in the file."""
    return tuple(sorted(question.choices, key=lambda choice: _rank(seed, question.id, choice.shown, choice.graded)))


def _rank(seed: int, *words: str) -> bytes:
    return sha256(repr((seed, *words)).encode("utf-8", "surrogatepass")).digest()
