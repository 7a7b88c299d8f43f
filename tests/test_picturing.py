"""The picture of a question's layer and of a learner's own, once the question is over."""

import pytest

from asking import ask
from pages import printed
from quizproof.engine.choosing import Item, Rules
from quizproof.engine.literals import LEARNER
from quizproof.engine.oracle import Oracle
from quizproof.engine.pictures import Chain, Scene
from quizproof.engine.picturing import picture_of, picture_of_answer
from quizproof.engine.screen.front import Front
from quizproof.engine.screen.terminal import Terminal
from quizproof.engine.session import begin
from quizproof.engine.sitting import Ending, Sitting
from quizproof.engine.solving import solution

SHAPE = "{kind: shape, layer: nn.MaxPool2d(3), input: [1, 1, 10, 10]}"
LAYER = "{kind: layer, input: [1, 1, 10, 10], output: [1, 1, 3, 3], answer: nn.MaxPool2d(3)}"
FILL = (
    "{kind: fill, layer: 'nn.Sequential(nn.MaxPool2d(___), nn.ReLU())', input: [1, 1, 6, 6],"
    " output: [1, 1, 2, 2], answer: 3}"
)
VALUES = "{kind: values, layer: nn.AvgPool2d(2), input: [[1, 2], [3, 6]]}"

NONE = {
    "no layer": "{kind: match, answer: because}",
    "no windows": "{kind: shape, layer: nn.ReLU(), input: [1, 4]}",
    "no key": "{kind: layer, input: [1, 1, 10, 10], output: [1, 1, 3, 3]}",
    "a key that torch refuses": "{kind: layer, input: [1, 1, 2, 2], output: [1], answer: nn.MaxPool2d(3)}",
    "a key that cannot be read": "{kind: layer, input: [1, 1, 2, 2], output: [1], answer: nn.MaxPool2d}",
    "torch refuses": "{kind: shape, layer: nn.MaxPool2d(3), input: [1, 1, 2, 2]}",
    "a parameter is asked": "{kind: shape, layer: 'nn.Conv2d(1, 1, 2)', input: [1, 1, 2, 2], of: weight}",
    "another output is asked": "{kind: shape, layer: 'nn.MaxPool2d(2, return_indices=True)', input: [1, 1, 4], of: 1}",
    "random numbers": "{kind: values, layer: 'nn.Conv2d(1, 1, 1)', input: [[1, 2], [3, 6]]}",
    "numbers without windows": "{kind: values, layer: nn.ReLU(), input: [[1, 2], [3, 6]]}",
    "numbers of several inputs": "{kind: values, layer: nn.PairwiseDistance(), input: {x1: [[1, 2]], x2: [[3, 4]]}}",
}


@pytest.mark.parametrize("text", NONE.values(), ids=NONE)
def test_there_is_no_picture(text: str, oracle: Oracle) -> None:
    assert picture_of(ask(text), oracle) is None


def test_the_picture_of_the_question(oracle: Oracle) -> None:
    for text in (SHAPE, LAYER):
        found = picture_of(ask(text), oracle)
        assert isinstance(found, Scene)
        assert (str(found.layer), found.given, found.made, found.numbers) == (
            "nn.MaxPool2d(3)",
            (1, 1, 10, 10),
            (1, 1, 3, 3),
            (),
        )
    numbers = picture_of(ask(VALUES), oracle)
    assert isinstance(numbers, Scene)
    assert (numbers.numbers, numbers.results) == (((1, 2), (3, 6)), ((3,),))
    network = picture_of(ask(FILL), oracle)
    assert isinstance(network, Chain)
    assert [stage.layer for stage in network.stages] == ["nn.MaxPool2d(3)", "nn.ReLU()"]


def test_the_numbers_of_a_convolution_are_drawn_with_its_weights(oracle: Oracle) -> None:
    weighted = "{kind: values, layer: 'nn.Conv1d(1, 1, 2, bias=False)', weights: {weight: [[[2, 1]]]}, input: [[1, 2]]}"
    found = picture_of(ask(weighted), oracle)
    assert isinstance(found, Scene)
    assert (found.results, found.weights) == (((4,),), (("weight", (((2, 1),),)),))


def test_a_solution_has_the_picture(oracle: Oracle) -> None:
    for text in (SHAPE, LAYER, FILL, VALUES, NONE["no windows"], NONE["torch refuses"]):
        question = ask(text)
        assert solution(question, oracle).picture == picture_of(question, oracle)


def test_the_picture_of_an_answer() -> None:
    question = ask(LAYER)
    own = picture_of_answer(question, "MaxPool2d(2)", LEARNER, "(1, 1, 5, 5)")
    assert isinstance(own, Scene)
    assert (str(own.layer), own.made) == ("nn.MaxPool2d(2)", (1, 1, 5, 5))
    filled = picture_of_answer(ask(FILL), "2", LEARNER, "(1, 1, 3, 3)")
    assert isinstance(filled, Chain)
    assert filled.stages[-1].shapes == ((1, 1, 3, 3),)


NOT_DRAWN = {
    "torch refused": (LAYER, "nn.MaxPool2d(size=3)", "TypeError: unexpected argument"),
    "nothing was computed": (LAYER, "nn.MaxPool2d(2)", ""),
    "torch made something else": (LAYER, "nn.MaxPool2d(2)", "(1, 1, 4, 4)"),
    "not read": (LAYER, "nn.MaxPool2d", "(1, 1, 5, 5)"),
    "no windows": (LAYER, "nn.ReLU()", "(1, 1, 10, 10)"),
    "a shape is no layer": (SHAPE, "(1, 1, 5, 5)", "(1, 1, 3, 3)"),
}


@pytest.mark.parametrize(("text", "answer", "computed"), NOT_DRAWN.values(), ids=NOT_DRAWN)
def test_an_answer_without_a_picture(text: str, answer: str, computed: str) -> None:
    assert picture_of_answer(ask(text), answer, LEARNER, computed) is None


def taken(oracle: Oracle, text: str, *lines: str, attempts: int = 1) -> tuple[Sitting, str]:
    """Answer one question with these lines. Return the sitting, and what was printed after it."""
    question = ask(text)
    item = Item("t", question, question.choices, attempts=attempts)
    left = list(lines)
    ended: list[Sitting] = []

    def show(page):  # type: ignore[no-untyped-def]
        terminal = Terminal(page, lambda prompt: left.pop(0), lambda: 0.0)
        ended.append(Front(terminal, oracle, standing=item).take(begin((item,), Rules(), 0.0)))

    said = printed(show)
    return ended[0], said


CHOICES = LAYER.replace("}", ", distractors: [nn.MaxPool2d(2), nn.AvgPool2d(4)]}")
SEEN = {
    "a wrong shape": (SHAPE, ["(1, 1, 4, 4)"], Ending.WRONG, ["  nn.MaxPool2d(3)"]),
    "a wrong layer": (
        CHOICES,
        ["nn.AvgPool2d(4)"],
        Ending.WRONG,
        ["  yours: nn.AvgPool2d(4)", "right: nn.MaxPool2d(3)"],
    ),
    "a wrong choice": (CHOICES, ["B"], Ending.WRONG, ["  yours: nn.MaxPool2d(2)", "right: nn.MaxPool2d(3)"]),
    "a layer without windows": (CHOICES, ["nn.ReLU()"], Ending.WRONG, ["  nn.MaxPool2d(3)\n  input 10×10"]),
    "shown": (CHOICES, [":idk"], Ending.SHOWN, ["  nn.MaxPool2d(3)\n  input 10×10"]),
    "wrong numbers": (VALUES, ["[[6]]"], Ending.WRONG, ["window 1: (1 + 2 + 3 + 6) / 4 = 3"]),
}


@pytest.mark.parametrize(("text", "lines", "ending", "pieces"), SEEN.values(), ids=SEEN)
def test_who_was_wrong_sees_a_picture(
    text: str, lines: list[str], ending: Ending, pieces: list[str], oracle: Oracle
) -> None:
    sitting, said = taken(oracle, text, *lines)
    assert sitting.records[0].ending is ending
    for piece in pieces:
        assert piece in said


UNSEEN = {
    "right": (CHOICES, "A"),
    "right numbers": (VALUES, "[[3]]"),
    "skipped": (CHOICES, ":skip"),
}


@pytest.mark.parametrize(("text", "line"), UNSEEN.values(), ids=UNSEEN)
def test_who_was_not_wrong_sees_none(text: str, line: str, oracle: Oracle) -> None:
    _, said = taken(oracle, text, line)
    assert "input 10" not in said
    assert "window 1" not in said


def test_no_picture_gives_the_key_away_while_attempts_remain(oracle: Oracle) -> None:
    _, said = taken(oracle, LAYER, "nn.MaxPool2d(2)", ":skip", attempts=2)
    assert "One more try." in said
    assert "input 10" not in said
