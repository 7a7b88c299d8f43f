"""How each kind is asked without torch, and the spellings of what is typed, which we read every one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporting import BANK, pose
from quizproof.engine.exporters.blanks import ends, number_spellings, plainly, shape_spellings, tensor_spellings
from quizproof.engine.exporters.forms import Chosen, Form, Number, Sizes, Unsaid, Words, form_of, spelled
from quizproof.engine.jobs import Numbers
from quizproof.engine.oracle import Oracle
from quizproof.engine.posing import Posed
from quizproof.engine.shapes import read_shape
from quizproof.engine.tensors import TENSOR, read_number, read_tensor


@pytest.fixture(scope="module")
def questions(oracle: Oracle) -> dict[str, Posed]:
    return {one.id: one for one in pose(oracle, BANK, variants=1)}


def short(form: Form) -> object:
    """What a form asks, and which of its answers are wrong."""
    match form:
        case Chosen(options, several):
            return "several" if several else "one", sorted([option.graded for option in options if option.right])
        case Number(values, tolerance, wrong):
            return "number", values, tolerance, sorted([value for value, _ in wrong])
        case Sizes(shape, wrong):
            return "sizes", shape, sorted([option.graded for option in wrong])
        case Words(spellings, wrong):
            return "words", spellings[0], len(spellings), len(wrong)
        case Unsaid(why):
            return "unsaid", why


EXPECTED = {
    "config-typed": ("unsaid", "a layer is typed here, and only torch can judge it"),
    "marks-of-all-formats": ("one", ["%50%=cmd|' /C calc'!A0 ]]> -> [html] $$x$$"]),
    "word": ("words", "2*3", 3, 0),
    "number": ("number", (0.333, 1e-05), 0.0005, []),
    "shape-typed": ("sizes", (1, 3, 4, 4), ["(1, 3, 3, 3)", "(1, 3, 4, 5)", "(1, 3, 7, 8)"]),
    "shape-chosen": ("one", ["(2, 8, 8)"]),
    "size-in-variants": ("number", (2,), 0.0, [1, 3, 7]),
    "layers": ("several", ["nn.AdaptiveAvgPool2d(3)", "nn.MaxPool2d(3)"]),
    "layer-typed": ("one", ["nn.MaxPool2d(2)"]),
    "fill": ("one", ["1"]),
    "config": ("one", ["nn.Linear(4, 7)"]),
    "tensor": ("words", "[[0, 2], [3, 0]]", 7, 0),
    "one-value": ("number", (3.4,), 0.01, []),
    "outcome": ("one", ["raises"]),
    "count": ("number", (57,), 0.0, [30, 39, 54]),
}


def test_every_question_is_expected(questions: dict[str, Posed]) -> None:
    assert set(EXPECTED) == set(questions)


@pytest.mark.parametrize("name", EXPECTED)
def test_form(name: str, questions: dict[str, Posed]) -> None:
    assert short(form_of(questions[name])) == EXPECTED[name]


def test_wrong_shapes_are_spelled_too(questions: dict[str, Posed]) -> None:
    form = form_of(questions["shape-typed"])
    assert isinstance(form, Sizes)

    words = spelled(form)

    assert words.spellings == shape_spellings((1, 3, 4, 4))
    assert [[read_shape(one) for one in spellings] for spellings, _ in words.wrong] == [
        [read_shape(option.graded)] * 10 for _, option in words.wrong
    ]


@settings(deadline=None)
@given(st.lists(st.integers(-1, 10**6), max_size=6).map(tuple))
def test_every_spelling_of_a_shape_is_read(shape: tuple[int, ...]) -> None:
    spellings = shape_spellings(shape)

    assert len(set(spellings)) == len(spellings) >= 2
    assert {read_shape(one) for one in spellings if "-" not in one or "x" not in one} == {shape}


numbers = st.integers(-999, 9999) | st.floats(-100, 100, allow_nan=False).map(lambda number: round(number, 2))


@settings(deadline=None)
@given(numbers)
def test_every_spelling_of_a_number_is_read(number: float) -> None:
    assert {read_number(one, TENSOR) for one in number_spellings(number)} == {number}
    assert float(plainly(number)) == number


@settings(deadline=None)
@given(
    st.integers(1, 3).flatmap(
        lambda wide: st.lists(st.lists(numbers, min_size=wide, max_size=wide).map(tuple), min_size=1, max_size=3).map(
            tuple
        )
    )
)
def test_every_spelling_of_a_tensor_is_read(tensor: Numbers) -> None:
    spellings = tensor_spellings(tensor)

    read = {read_tensor(one) for one in spellings}

    assert len(set(spellings)) == len(spellings)
    assert read <= {read_tensor(spellings[0]), *([tensor] if isinstance(tensor, tuple) else [])}


@pytest.mark.parametrize(
    ("number", "tolerance", "expected"),
    [
        (3.4, 0.01, ("3.39", "3.41")),
        (5, 0.0, ("5", "5")),
        (0.00001, 0.0005, ("-0.00049", "0.00051")),
        (1e20, 1, ("99999999999999999999", "100000000000000000001")),
    ],
    ids=["plain", "whole", "small", "large"],
)
def test_ends(number: float, tolerance: float, expected: tuple[str, str]) -> None:
    assert ends(number, tolerance) == expected
