"""What a practice asks, in which order, and what it leaves for another time."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asking import ask
from quizproof.engine.bank import load
from quizproof.engine.dealing import Deal, Why, Wish, coming, deal, speaks
from quizproof.engine.deck import Deck, Kept
from quizproof.engine.question import Question
from quizproof.engine.schedule import Standing, recall
from quizproof.engine.topic import Topic

TODAY = date(2026, 11, 22)
BANKS = Path(__file__).with_name("banks")
HALF = "{kind: shape, layer: 'nn.MaxPool2d(2)', input: [1, 1, 10, 10]}"
FLOOR = "{kind: shape, layer: 'nn.MaxPool2d(3, stride=2)', input: [1, 1, 10, 10]}"


def topic(name: str, questions: Sequence[Question]) -> Topic:
    return Topic(name, name, "", "", (), tuple(questions), (), None)  # type: ignore[arg-type]  # no file is behind it


def asking(names: str, text: str = "{kind: match, answer: a}") -> list[Question]:
    return [ask(text, id=name) for name in names]


def known(due: int, last: int = -1, stability: float = 10) -> Standing:
    """A question that is due in so many days, and was reviewed so many days ago."""
    first = TODAY + timedelta(days=min(last, -10))
    return Standing(stability, 5.0, TODAY + timedelta(days=due), first, TODAY + timedelta(days=last), 3, 0)


def deck(**cards: Standing) -> Deck:
    """A deck of cards such as pooling_a."""
    return Deck({(name[:-2], name[-1]): card for name, card in cards.items()}, Kept(0, MappingProxyType({}), False))


POOLING = topic("pooling", asking("abcdef"))
NORMS = topic("norms", asking("abc"))


def dealt(made: Deal) -> str:
    return " ".join([f"{card.why.value}:{card.topic.name[0]}{card.question.id}" for card in made.cards])


CASES = {
    "nothing is known": (deck(), Wish(), {}, "new:pa new:na new:pb new:nb new:pc"),
    "new ones up to the daily number": (deck(), Wish(new=2), {}, "new:pa new:na"),
    "less those of today": (deck(), Wish(new=4), {"introduced": 3}, "new:pa"),
    "more than the daily number was asked today": (deck(), Wish(new=2), {"introduced": 9}, ""),
    "no new ones": (deck(), Wish(new=0), {}, ""),
    "none at all": (deck(pooling_a=known(0)), Wish(most=0), {}, ""),
    "no more than wanted": (deck(pooling_f=known(0)), Wish(most=3), {}, "due:pf new:pa new:na"),
    "new ones begin where others ended": (
        deck(pooling_a=known(3), norms_a=known(3)), Wish(new=3), {}, "new:pb new:nb new:pc"
    ),
    "what is due comes first": (
        deck(pooling_e=known(0), norms_c=known(-4), pooling_a=known(1)), Wish(new=1), {}, "due:nc due:pe new:pb"
    ),
    "the least likely known first": (
        deck(
            pooling_a=known(0, -3, 10),
            pooling_b=known(-9, -10, 100),
            pooling_c=known(0, -3, 2),
            norms_a=known(0, -3, 10),
        ),
        Wish(new=0), {}, "due:pc due:na due:pa due:pb",
    ),
    "nothing is due": (deck(pooling_a=known(1)), Wish(new=0), {}, ""),
    "ahead, what is due next": (
        deck(pooling_a=known(9), pooling_b=known(2), pooling_c=known(0), norms_a=known(2, -5), norms_b=known(1, 0)),
        Wish(new=1, ahead=True), {}, "due:pc new:pd ahead:na ahead:pb ahead:pa",
    ),
    "put away": (
        deck(pooling_a=known(0), pooling_b=known(0)), Wish(new=1), {"away": {("pooling", "a"), ("norms", "a")}},
        "due:pb new:pc",
    ),
    "no more in the bank": (deck(pooling_x=known(0), sizes_a=known(0), norms_b=known(0)), Wish(new=0), {}, "due:nb"),
}  # fmt: skip


@pytest.mark.parametrize(("cards", "wish", "more", "expected"), CASES.values(), ids=CASES)
def test_what_is_asked(cards: Deck, wish: Wish, more: dict[str, object], expected: str) -> None:
    made = deal(cards, [POOLING, NORMS], wish, TODAY, **more)  # type: ignore[arg-type]  # of several types
    assert dealt(made) == expected
    assert [card.standing for card in made.cards] == [cards.cards.get(card.name) for card in made.cards]


def test_what_is_left() -> None:
    cards = deck(
        pooling_a=known(0),
        pooling_b=known(-1),
        pooling_c=known(-2),
        norms_a=known(1),
        norms_b=known(9),
        sizes_a=known(1),
    )
    made = deal(cards, [POOLING, NORMS], Wish(most=2), TODAY, away={("pooling", "f")})
    assert (made.among, made.due, made.new, made.later) == (8, 1, 3, ((TODAY + timedelta(days=1), 1),))


def test_tags() -> None:
    tagged = topic("pooling", [*asking("ab"), *[replace(one, tags=("sizes",)) for one in asking("cd")]])
    made = deal(deck(pooling_a=known(0), pooling_c=known(0)), [tagged], Wish(tags=("sizes", "other")), TODAY)
    assert (dealt(made), made.among) == ("due:pc new:pd", 2)
    assert deal(deck(), [tagged], Wish(tags=("none",)), TODAY) == Deal((), 0, 0, 0, ())


def test_of_a_misconception_due_or_not() -> None:
    """New ones without regard to the daily number; what was reviewed today comes last."""
    bank = topic("pooling", [*asking("abcde", FLOOR), *asking("fg", HALF)])
    cards = deck(
        pooling_a=known(3, 0), pooling_b=known(5, -1), pooling_c=known(5, -2), pooling_d=known(0), pooling_f=known(0)
    )
    made = deal(cards, [bank], Wish(misconception="ceil-for-floor", new=0), TODAY, introduced=9)
    assert dealt(made) == "due:pd ahead:pc ahead:pb new:pe ahead:pa"
    assert made.among == 5
    assert dealt(deal(cards, [bank], Wish(misconception="of-nobody"), TODAY)) == ""


@pytest.mark.parametrize(
    ("question", "misconception", "expected"),
    [
        ("side-in-variants", "padding-once", True),
        ("side-in-variants", "transposed-by-forward", False),
        ("match-in-variants", "padding-once", False),
        ("outcome-in-variants", None, True),
    ],
)
def test_of_which_misconceptions_a_family_speaks(question: str, misconception: str | None, expected: bool) -> None:
    [bank] = load(BANKS / "variants.yaml")
    found = {one.id: one for one in bank.questions}[question]
    assert speaks(bank, found, misconception) is expected


def test_a_misconception_that_only_a_later_variant_speaks_of(tmp_path: Path) -> None:
    (tmp_path / "t.yaml").write_text(
        "title: T\nquestions:\n- {id: q, kind: shape, prompt: $k?, layer: 'nn.MaxPool2d($k)', input: [1, 1, 6, 6], "
        "params: {k: 1..4}}\n"
    )
    [bank] = load(tmp_path)
    [question] = bank.questions
    assert (question.variant, speaks(bank, question, "ceil-for-floor")) == ("k=1", True)


def test_what_comes_back() -> None:
    cards = deck(a_a=known(1), a_b=known(1), a_c=known(7), a_d=known(8), a_e=known(0), a_f=known(-3), a_g=known(1))
    names = [("a", name) for name in "abcdefx"]
    day = [TODAY + timedelta(days=gone) for gone in range(20)]
    assert coming(cards, names, TODAY) == [(day[1], 2), (day[7], 1)]
    assert coming(cards, names, TODAY, days=1) == [(day[1], 2)]
    assert coming(cards, [("a", "d"), ("a", "e")], TODAY) == [(day[8], 1)]
    assert coming(cards, [("a", "e")], TODAY) == []
    assert coming(cards, names, date.max) == []


CARDS = st.builds(known, st.integers(-9, 9), st.integers(-30, 0), st.floats(0.1, 400))
DECKS = st.dictionaries(
    st.sampled_from([f"{topic}_{name}" for topic in ("pooling", "norms") for name in "abcdef"]), CARDS
)


@settings(deadline=None)
@given(DECKS, st.integers(0, 12), st.integers(0, 6), st.booleans(), st.integers(0, 3))
def test_nothing_is_asked_twice_or_too_early(
    cards: dict[str, Standing], most: int, new: int, ahead: bool, introduced: int
) -> None:
    made = deal(deck(**cards), [POOLING, NORMS], Wish(most, new, ahead), TODAY, introduced)
    names = [card.name for card in made.cards]
    assert len(names) == len(set(names)) <= most
    reasons = [card.why for card in made.cards]
    assert reasons == sorted(reasons, key=[*Why].index)
    assert reasons.count(Why.NEW) <= max(0, new - introduced)
    assert ahead or Why.AHEAD not in reasons
    due = [card.standing for card in made.cards if card.standing and card.why is Why.DUE]
    assert all(one.due <= TODAY for one in due)
    recalled = [recall(one, TODAY) for one in due]
    assert recalled == sorted(recalled)
    in_bank = {(one.name, question.id) for one in (POOLING, NORMS) for question in one.questions}
    all_due = [one for name, one in deck(**cards).cards.items() if name in in_bank and one.due <= TODAY]
    assert made.due == len(all_due) - len(due)
