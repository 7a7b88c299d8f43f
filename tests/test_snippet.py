"""The code that questions show: it runs in torch as it stands, and gives what is graded."""

from pathlib import Path

import pytest

from quizproof.engine.bank import load
from quizproof.engine.family import Family
from quizproof.engine.jobs import Sizes, Values
from quizproof.engine.kinds.fill import BLANK
from quizproof.engine.kinds.outcome import OutcomeQuestion
from quizproof.engine.kinds.producing import Producing
from quizproof.engine.kinds.values import ValuesQuestion
from quizproof.engine.layercall import read_layer
from quizproof.engine.oracle import Oracle
from quizproof.engine.question import Question
from quizproof.engine.shapes import Shape
from quizproof.engine.shelf import shipped
from quizproof.engine.snippet import snippet
from quizproof.engine.tensors import flat, read_tensor
from torch_side import torch

BANKS = [*shipped(), *map(str, sorted((Path(__file__).parent / "banks").glob("*.yaml")))]
TOPICS = [topic for name in BANKS for topic in load(name)]
FAMILIES = [family for topic in TOPICS for family in topic.families.values()]


def some_of(family: Family) -> list[Question]:
    """The first, the last and a middle variant of a family."""
    return [family.question(family.sets[place]) for place in {0, len(family) // 2, len(family) - 1}]


ALONE = [question for topic in TOPICS for question in topic.questions if question.variant is None]
SHOWN = [question for question in [*ALONE, *[one for family in FAMILIES for one in some_of(family)]] if question.code()]


@pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel")
@pytest.mark.parametrize("question", [pytest.param(one, id=f"{one.id} {one.variant or ''}") for one in SHOWN])
def test_the_code_of_a_question_gives_what_is_graded(question: Question, oracle: Oracle) -> None:
    key = question.keys[0].graded if question.keys else question.truth(oracle.ask(question.jobs(None))) or ""
    code = question.code().replace("nn.______", key).replace(BLANK, key)
    names = {"torch": torch, "nn": torch.nn}
    if isinstance(question, OutcomeQuestion) and key.startswith("raises"):
        with pytest.raises((RuntimeError, TypeError, ValueError, AssertionError), match=r"."):
            exec(code, names)  # noqa: S102  it is ours, and whether it runs is what is asked
        return
    exec(code, names)  # noqa: S102
    if isinstance(question, Producing):
        assert names["y"].shape == question.output
    if isinstance(question, ValuesQuestion) and question.of == 0:
        right = [pytest.approx(number, abs=question.tolerance) for number in flat(read_tensor(key))]
        assert names["y"].flatten().tolist() == right


WORDS = {
    "numbers": ("Embedding(9, 3)", Values((1, 8)), "x = torch.tensor([1, 8])", (2, 3)),
    "a shape": ("Embedding(9, 3)", Sizes((2, 5)), "x = torch.randint(9, (2, 5))", (2, 5, 3)),
    "by its name": ("Embedding(num_embeddings=9, embedding_dim=3)", Sizes((7,)), "x = torch.randint(9, (7,))", (7, 3)),
    "inside": ("Sequential(nn.Embedding(9, 3), nn.ReLU())", Sizes((4,)), "x = torch.randint(9, (4,))", (4, 3)),
}


@pytest.mark.parametrize(("layer", "feed", "line", "made"), WORDS.values(), ids=WORDS)
def test_words_are_whole_numbers(layer: str, feed: Sizes | Values, line: str, made: Shape) -> None:
    code = snippet(read_layer(layer), feed)
    assert code.splitlines()[0] == line
    names = {"torch": torch, "nn": torch.nn}
    exec(code, names)  # noqa: S102
    assert names["y"].shape == made


WEIGHTS = {
    "whole numbers": (((1, 2), (-3, 4)), "torch.tensor([[1., 2.], [-3., 4.]])"),
    "fractions": ((0.5, 1234567.25), "torch.tensor([0.5, 1234567.25])"),
    "no number": ((float("inf"), float("nan")), 'torch.tensor([float("inf"), float("nan")])'),
}


@pytest.mark.parametrize(("numbers", "written"), WEIGHTS.values(), ids=WEIGHTS)
def test_numbers_are_written_as_floats(numbers: tuple[float, ...], written: str) -> None:
    code = snippet(read_layer("Linear(2, 2)"), Sizes((1, 2)), weights=(("bias", numbers),))
    assert code.splitlines()[2] == f"layer.bias.data = {written}"
    assert eval(written, {"torch": torch}).dtype is torch.float32  # noqa: S307  the text stands above
