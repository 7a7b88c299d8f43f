"""What Moodle asks of its XML and of GIFT: fractions, categories, escapes, labels."""

import re
from dataclasses import replace

import pytest

from exporting import BANK, named, pose, sheet_of, with_right
from exportreading import Read
from exportreadingtext import READERS
from quizproof.engine.exporters import EXPORTERS
from quizproof.engine.exporters.gift import escaped
from quizproof.engine.exporters.moodlequestions import FRACTIONS, literally
from quizproof.engine.exporters.naming import category, number_of
from quizproof.engine.oracle import Oracle
from quizproof.engine.posing import Posed


@pytest.fixture(scope="module")
def questions(oracle: Oracle) -> tuple[Posed, ...]:
    return pose(oracle, BANK)


def read(name: str, *questions: Posed) -> list[Read]:
    return READERS[name](EXPORTERS[name](sheet_of(questions)).file)


GRADES = {
    100,
    90,
    83.33333,
    80,
    75,
    70,
    66.66667,
    60,
    50,
    40,
    33.33333,
    30,
    25,
    20,
    16.66667,
    14.28571,
    12.5,
    11.11111,
    10,
    5,
}
"""The fractions that Moodle imports."""


def test_fractions_are_those_of_moodle() -> None:
    assert {float(one) for one in FRACTIONS.values()} <= GRADES
    assert [count for count, share in FRACTIONS.items() if abs(count * float(share) - 100) > 0.001] == []


@pytest.mark.parametrize("name", ["moodle", "gift"])
@pytest.mark.parametrize(("right", "share"), [(1, 100.0), (3, 33.33333), (10, 10.0)])
def test_a_wrong_choice_takes_away_what_a_right_one_gives(
    name: str, right: int, share: float, questions: tuple[Posed, ...]
) -> None:
    [one] = read(name, with_right(named(questions, "layers"), right, 2))

    assert [answer.share for answer in one.answers] == [*[share] * right, -share, -share]
    assert one.more["single"] in ("false", False)


@pytest.mark.parametrize("name", ["moodle", "gift"])
def test_a_number_of_right_ones_that_moodle_has_no_fraction_for(name: str, questions: tuple[Posed, ...]) -> None:
    exported = EXPORTERS[name](sheet_of([with_right(named(questions, "layers"), 11, 2)]))

    assert [str(loss) for loss in exported.losses] == [
        "layers: left out: 11 answers are right, and Moodle has no fraction for each of them"
    ]
    assert READERS[name](exported.file) == []


@pytest.mark.parametrize("name", ["moodle", "gift"])
def test_variants_have_a_category_of_their_own(name: str, questions: tuple[Posed, ...]) -> None:
    places = {one.name.partition(" ")[0]: one.more["category"] for one in read(name, *questions)}

    top = "$course$/top/Every kind, out"
    assert places.pop("size-in-variants") == f"{top}/size-in-variants"
    assert set(places.values()) == {top}


def test_a_category_is_one_line_of_names(questions: tuple[Posed, ...]) -> None:
    topic = replace(questions[0].topic, title="A/B\n\x1bC")

    assert category((replace(questions[0], topic=topic),)) == "$course$/top/A//B <U+001B>C"


def test_what_else_moodle_keeps(questions: tuple[Posed, ...]) -> None:
    [word, typed, shape] = read(
        "moodle", *[named(questions, one) for one in ("word", "size-in-variants", "shape-typed")]
    )

    assert word.more["hints"] == ["<p>It is no dot.</p>"]
    assert (word.more["idnumber"], word.more["tags"], word.more["usecase"]) == ("word", ["text", "difficulty 1"], "0")
    assert [answer.text for answer in word.answers] == [r"2\*3", "the star", r"an asterisk \*"]
    assert typed.more["idnumber"] == "size-in-variants (n=10,k=4)"
    assert [(answer.text, answer.share) for answer in typed.answers] == [
        ("2", 100.0),
        ("7", 0.0),
        ("1", 0.0),
        ("3", 0.0),
    ]
    assert (shape.kind, [answer.text for answer in shape.answers]) == ("cloze", ["1", "3", "4", "4"])


def test_a_subquestion_is_none_of_the_authors(questions: tuple[Posed, ...]) -> None:
    shape = named(questions, "shape-typed")
    hostile = replace(shape, question=replace(shape.question, prompt="{1:SHORTANSWER:=x} {:MC:=y}"))

    [one] = read("moodle", hostile)

    assert [answer.text for answer in one.answers] == ["1", "3", "4", "4"]
    assert one.asked.startswith("{1:SHORTANSWER:=x} {:MC:=y}")


def test_a_long_name_ends_in_a_digest(questions: tuple[Posed, ...]) -> None:
    long = [replace(questions[0], question=replace(questions[0].question, id="x" * 120 + end)) for end in "ab"]

    assert [len(number_of(one)) for one in long] == [100, 100]
    assert number_of(long[0]) != number_of(long[1])
    assert number_of(questions[0]) == "marks-of-all-formats"


def test_marks_are_escaped_as_moodle_reads_them() -> None:
    assert escaped("\\n ~=#{}: \n") == r"\\n \~\=\#\{\}\: \n"
    assert literally("2*3") == r"2\*3"


def test_gift_labels(questions: tuple[Posed, ...]) -> None:
    first, word = read("gift", named(questions, "marks-of-all-formats"), named(questions, "word"))

    assert (first.more["id"], first.more["tags"]) == (["marks-of-all-formats"], [r"a\]b", "text"])
    assert (word.more["id"], word.more["tags"]) == (["word"], ["text", "difficulty 1"])


@pytest.mark.parametrize("answer", ["a -> b", "[html]a", "&&035;"])
def test_an_answer_that_moodle_obeys_in_gift(answer: str, questions: tuple[Posed, ...]) -> None:
    word = named(questions, "word")
    hostile = replace(word, question=replace(word.question, accept=(answer,)))

    exported = EXPORTERS["gift"](sheet_of([hostile]))

    [loss] = exported.losses
    found = re.fullmatch(
        r"word: left out: its answer has (.*) in it, which stands for something else in GIFT", str(loss)
    )
    assert found
    assert found[1] in answer
    assert READERS["gift"](exported.file) == []


def test_wrong_answers_are_told_why(questions: tuple[Posed, ...]) -> None:
    [one] = read("gift", named(questions, "shape-typed"))

    said = {answer.text: (answer.share, answer.said) for answer in one.answers}
    assert said["1x3x4x4"] == (100.0, "<p><code>(1, 3, 4, 4)</code> is the shape that torch gives.</p>")
    assert said["[1,3,3,3]"] == (
        0.0,
        "<p><code>(1, 3, 3, 3)</code> is not the shape that torch gives: it comes of leaving out the + 1.</p>",
    )
