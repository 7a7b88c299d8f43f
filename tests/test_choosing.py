"""Which questions are asked, and the order of their choices."""

from dataclasses import replace

import pytest

from asking import ask
from quizproof.engine.bank import NoBank
from quizproof.engine.choosing import Rules, Wanted, find_question, items, read_difficulty, shuffled
from quizproof.engine.literals import Unreadable
from quizproof.engine.question import Question
from quizproof.engine.topic import Topic


def question(name: str, **keys: object) -> Question:
    return ask(f"{{kind: match, id: {name}, answer: a, distractors: [b, c, d]}}", **keys)


BANK = [
    question("one", tags=["x", "y"], difficulty=4),
    question("two", difficulty=2, seconds=5.0),
    question("three", tags=["y"]),
    question("four", difficulty=1, was=["once"]),
]
OPENABLE = ask("{kind: count, id: n, layer: 'nn.Linear(2, 3)', answer: 9, distractors: [6, 5, 3]}")
PLAINLY = Rules()
SEVERAL = ask("{kind: count, id: s, layer: 'nn.Linear(2, 3)', answers: [9], distractors: [6]}")


def topic(*questions: Question) -> Topic:
    return Topic("t", "T", "", "", (), questions, (), None)  # type: ignore[arg-type]  # no file is behind it


def names(rules: Rules = PLAINLY, **wanted: object) -> list[str]:
    return [one.question.id for one in items([topic(*BANK)], rules, Wanted(**wanted))]  # type: ignore[arg-type]


def test_all_are_asked_in_the_order_of_the_bank() -> None:
    assert names() == ["one", "two", "three", "four"]


def test_a_test_goes_from_easy_to_hard_and_what_has_no_difficulty_is_in_the_middle() -> None:
    assert names(Rules(test=True)) == ["four", "two", "three", "one"]


def test_tags_and_difficulty() -> None:
    assert names(tags=("y",)) == ["one", "three"]
    assert names(tags=("x", "z")) == ["one"]
    assert names(difficulty=(2, 4)) == ["one", "two"]
    assert names(difficulty=(3, 3)) == []


def test_so_many_are_drawn_by_the_seed_and_keep_their_order() -> None:
    drawn = [names(Rules(seed), count=2) for seed in range(40)]
    assert all(len(some) == 2 and names().index(some[0]) < names().index(some[1]) for some in drawn)
    assert {name for some in drawn for name in some} == {"one", "two", "three", "four"}
    assert names(Rules(7), count=9) == names()


def test_the_order_of_choices_is_the_same_everywhere() -> None:
    orders = ["".join([choice.shown for choice in shuffled(BANK[0], seed)]) for seed in range(6)]
    assert orders == ["bdac", "bdca", "bacd", "cbad", "cbda", "dacb"]


def test_the_order_of_choices_does_not_depend_on_the_file() -> None:
    turned = ask("{kind: match, id: one, answer: d, distractors: [c, a, b]}")
    for seed in range(20):
        assert [one.shown for one in shuffled(turned, seed)] == [one.shown for one in shuffled(BANK[0], seed)]


def test_every_place_of_the_key_comes_up() -> None:
    places = [shuffled(BANK[0], seed).index(BANK[0].keys[0]) for seed in range(400)]
    assert all(70 <= places.count(place) <= 130 for place in range(4))


ASKED = {
    "choices": (OPENABLE, Rules(), (4, 1, None)),
    "open": (OPENABLE, Rules(open=True), (0, 2, None)),
    "all that apply is never open": (SEVERAL, Rules(open=True), (2, 1, None)),
    "text is never open": (BANK[0], Rules(open=True), (4, 1, None)),
    "attempts": (OPENABLE, Rules(attempts=3), (4, 3, None)),
    "a test has one attempt": (OPENABLE, Rules(test=True, open=True, attempts=3), (0, 1, None)),
    "timed": (OPENABLE, Rules(timed=True), (4, 1, 60.0)),
    "timed by its author": (BANK[1], Rules(timed=True), (4, 1, 5.0)),
    "not timed": (BANK[1], Rules(), (4, 1, None)),
}


@pytest.mark.parametrize(("one", "rules", "expected"), ASKED.values(), ids=ASKED)
def test_how_it_is_asked(one: Question, rules: Rules, expected: tuple[int, int, float | None]) -> None:
    [item] = items([topic(one)], rules, Wanted())
    assert (len(item.choices), item.attempts, item.seconds) == expected


def test_letters() -> None:
    [item] = items([topic(BANK[0])], Rules(), Wanted())
    assert [item.letter(choice) for choice in item.choices] == ["A", "B", "C", "D"]
    assert item.letter(replace(BANK[0].keys[0], answer="z")) == ""


def test_a_question_is_found_by_the_id_it_has_or_had() -> None:
    assert find_question([topic(*BANK)], "two") == (topic(*BANK), BANK[1])
    assert find_question([topic(*BANK)], "once") == (topic(*BANK), BANK[3])
    with pytest.raises(NoBank, match=r"^no question is called 'thre'; did you mean three\?$"):
        find_question([topic(*BANK)], "thre")


def test_difficulty() -> None:
    assert [read_difficulty(text) for text in (None, "3", "2-4")] == [None, (3, 3), (2, 4)]
    for text in ("", "a", "-3", "1-b", "1.5"):
        with pytest.raises(Unreadable) as caught:
            read_difficulty(text)
        assert str(caught.value) == f"{text!r} is no difficulty: write a number from 1 to 5, or two such as 2-4"
