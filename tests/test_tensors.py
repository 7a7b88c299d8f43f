"""The numbers of a tensor as people type them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizproof.engine.jobs import Numbers
from quizproof.engine.literals import LEARNER, Unreadable
from quizproof.engine.tensors import (
    read_number,
    read_tensor,
    shape_of,
    with_leading_ones,
    without_leading_ones,
    written,
)

UNREADABLE = {
    "nothing": ("", "no number was typed"),
    "only a semicolon": (" ;", "no number was typed"),
    "only a comment": ("# 6", "no number was typed"),
    "only brackets": ("[[]]", None),
    "words": ("six", "'six' is not a tensor: write numbers such as [[6, 8], [3, 4]] or 6 8; 3 4"),
    "arithmetic": ("[1 + 2]", "'[1 + 2]' is not a tensor: write numbers such as [[6, 8], [3, 4]] or 6 8; 3 4"),
    "ragged": ("[[1, 2], [3]]", "the rows are of different lengths"),
    "mixed depth": ("[[1, 2], 3]", "the rows are of different lengths"),
    "open": ("[[1, 2]", "a bracket '[' is not closed"),
    "closed": ("1, 2]", "the bracket ']' at character 5 closes nothing"),
    "crossed": ("[(1, 2])", "the bracket ']' at character 7 closes nothing"),
    "rows twice": ("[1, 2]; [3, 4]", "write rows either in brackets or with semicolons, not both"),
    "deep": ("[" * 9 + "1" + "]" * 9, "nested too deeply: at most 8 levels are read"),
    "hex": ("0x3", "'0x3' is not a tensor: write numbers such as [[6, 8], [3, 4]] or 6 8; 3 4"),
    "long": ("1 " * 4_001, "too long: 8,002 characters, at most 8000 are read"),
}


@pytest.mark.parametrize(("text", "sentence"), UNREADABLE.values(), ids=UNREADABLE)
def test_unreadable(text: str, sentence: str | None) -> None:
    if sentence is None:
        assert shape_of(read_tensor(text)) == (1, 0)
        return
    with pytest.raises(Unreadable) as caught:
        read_tensor(text)

    assert str(caught.value) == sentence


READ: dict[str, tuple[str, Numbers]] = {
    "brackets": ("[[6, 8], [3, 4]]", ((6, 8), (3, 4))),
    "semicolons": ("6 8; 3 4", ((6, 8), (3, 4))),
    "semicolons and commas": ("6, 8; 3, 4;", ((6, 8), (3, 4))),
    "one column": ("6; 3", ((6,), (3,))),
    "one row and a semicolon": ("6 8;", ((6, 8),)),
    "lines": ("6 8\n3 4", ((6, 8), (3, 4))),
    "as torch prints": ("tensor([[6., 8.],\n        [3., 4.]])", ((6, 8), (3, 4))),
    "as torch prints one that learns": ("tensor([6., 8.], grad_fn=<SelectBackward0>)", (6, 8)),
    "as torch prints another sort": ("tensor([6,\n 8],\n       device='cuda:0', dtype=torch.float64)", (6, 8)),
    "as numpy prints": ("array([[6., 8.]], dtype=float32)", ((6, 8),)),
    "as numpy is called": ("np.array([6, 8,],)", (6, 8)),
    "with a comment": ("6 8  # the first row\n3 4", ((6, 8), (3, 4))),
    "signs of a web page": ("−6 –8", (-6, -8)),
    "infinite in other letters": ("-Inf INF", (-math.inf, math.inf)),
    "as torch is called": ("torch.tensor([[6, 8], [3, 4]])", ((6, 8), (3, 4))),
    "tuples": ("((6, 8), (3, 4))", ((6, 8), (3, 4))),
    "one row": ("6 8 3 4", (6, 8, 3, 4)),
    "one number": ("6", 6),
    "one number in brackets": ("[[6]]", ((6,),)),
    "signs and points": ("-.5 +1. 1e-3", (-0.5, 1.0, 0.001)),
    "infinite": ("-inf inf", (-math.inf, math.inf)),
}


@pytest.mark.parametrize(("text", "numbers"), READ.values(), ids=READ)
def test_read(text: str, numbers: Numbers) -> None:
    assert read_tensor(text) == numbers


NUMBERS = {
    "plain": ("9216", 9216),
    "grouped": ("9,216", 9216),
    "grouped as in Python": ("1_009_216", 1009216),
    "negative": (" -3 ", -3),
    "sign of a web page": ("−3", -3),
    "comment": ("3  # one for each row", 3),
    "float": ("6.40", 6.4),
    "power": ("1e3", 1000.0),
}


@pytest.mark.parametrize(("text", "number"), NUMBERS.values(), ids=NUMBERS)
def test_numbers(text: str, number: float) -> None:
    assert read_number(text, LEARNER) == number


@pytest.mark.parametrize(
    "text",
    [
        "9,21",
        "0,055",
        "00,001",
        "1_2",
        "1,000_000",
        "1,2",
        "0x3",
        "3 parameters",
        "3*3",
        "",
        "True",
        "nan()",
        "1e",
        "--3",
        "٣",
    ],
)
def test_no_numbers(text: str) -> None:
    with pytest.raises(Unreadable):
        read_number(text, LEARNER)


SIX_DIGITS = st.integers(-99_999, 99_999) | st.integers(-99_999, 99_999).map(lambda n: n / 64)


@given(st.integers(1, 3), st.integers(1, 3), st.data())
def test_reading_what_is_written_gives_the_same_numbers(rows: int, columns: int, data: st.DataObject) -> None:
    numbers = tuple(tuple(data.draw(st.integers(-99_999, 99_999)) for _ in range(columns)) for _ in range(rows))

    assert read_tensor(written(numbers)) == numbers
    assert shape_of(with_leading_ones(numbers, 4)) == (1, 1, rows, columns)
    assert without_leading_ones(with_leading_ones(numbers, 4)) == without_leading_ones(numbers)


@given(st.text("0123456789[](),;.-+einf \n", max_size=80) | st.text(max_size=30))
def test_any_text_is_a_tensor_or_unreadable(text: str) -> None:
    try:
        shape_of(read_tensor(text))
    except Unreadable as error:
        assert "\n" not in str(error)  # noqa: PT017  # a sentence, wherever it comes from
