"""Shapes as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizproof.engine.literals import LEARNER, Unreadable
from quizproof.engine.shapes import Shape, read_shape

UNREADABLE = {
    "words": ("N, C, H, W", "'N, C, H, W' is not a shape: write whole numbers such as (1, 64, 28, 28)"),
    "floats": ("(1, 1.0)", "'(1, 1.0)' is not a shape: write whole numbers such as (1, 64, 28, 28)"),
    "truth value": ("(1, True)", "'(1, True)' is not a shape: write whole numbers such as (1, 64, 28, 28)"),
    "nested": ("((1, 2), (3, 4))", "'((1, 2), (3, 4))' is not a shape: write whole numbers such as (1, 64, 28, 28)"),
    "nothing": ("", "nothing was typed"),
    "leading zero": ("1x03", "03 has a leading zero: write 3"),
    "leading zero in brackets": ("(1, 03)", "cannot be read: a number begins with 0 at character 5"),
    "too large": (f"1x{2**63}", "a size is too large for any tensor"),
    "digits of another script": ("1x٣", "character 3 is U+0663, which has no place here: type '3' instead"),
    "blanks and commas": ("(1 2, 3)", "cannot be read: not a layer, a shape or a number at character 2"),
    "half a bracket": ("(1, 2", "cannot be read: '(' was never closed at character 1"),
    "mixed marks": ("1x2,3", "cannot be read: invalid decimal literal at character 1"),
}


@pytest.mark.parametrize(("text", "sentence"), UNREADABLE.values(), ids=UNREADABLE)
def test_unreadable(text: str, sentence: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_shape(text)

    assert str(caught.value) == sentence


READ = {
    "tuple": ("(1, 64, 28, 28)", (1, 64, 28, 28)),
    "list": ("[1,64,28,28]", (1, 64, 28, 28)),
    "commas": ("1,64,28,28", (1, 64, 28, 28)),
    "comma at the end": ("1, 64,", (1, 64)),
    "blanks": (" 1  64 28\t28 ", (1, 64, 28, 28)),
    "times": ("1x64 X 28x28", (1, 64, 28, 28)),
    "times signs": ("1×64 × 28×28", (1, 64, 28, 28)),
    "blanks in brackets": ("[ 1 64  28 28]", (1, 64, 28, 28)),
    "blanks in round brackets": ("(1 64)", (1, 64)),
    "torch": ("torch.Size([1, 64])", (1, 64)),
    "torch with a comma": ("torch.Size([1, 64], )", (1, 64)),
    "torch in small letters": ("torch.size((1, 64))", (1, 64)),
    "torch without sizes": ("torch.Size()", ()),
    "bare Size": ("Size([1, 64])", (1, 64)),
    "torch with a comment": ("torch.Size([1, 64])  # as printed", (1, 64)),
    "one size": ("64", (64,)),
    "one size as a tuple": ("(64,)", (64,)),
    "no size": ("()", ()),
    "negative": ("-1 3", (-1, 3)),
    "sign of a web page": ("(−1, 3)", (-1, 3)),
    "a size of zero": ("0x3", (0, 3)),
    "other bases": ("(0x3, 0b11, 0o3)", (3, 3, 3)),
}


@pytest.mark.parametrize(("text", "shape"), READ.values(), ids=READ)
def test_read(text: str, shape: Shape) -> None:
    assert read_shape(text) == shape


@given(st.lists(st.integers(0, 2**63 - 1), min_size=2, max_size=8).map(tuple))
def test_every_spelling_of_a_shape_is_one(shape: Shape) -> None:
    inner = ", ".join(map(str, shape))
    spellings = [str(shape), f"[{inner}]", inner, f"torch.Size([{inner}])"]
    spellings += [inner.replace(", ", mark) for mark in (" ", "x", " X ", ",")]

    assert {read_shape(text) for text in spellings} == {shape}


@given(st.text("0123456789x ,()[]torch.Size-#e\n", max_size=LEARNER.chars) | st.text(max_size=40))
def test_any_text_is_a_shape_or_unreadable(text: str) -> None:
    try:
        shape = read_shape(text)
    except Unreadable as error:
        assert "\n" not in str(error)  # noqa: PT017  # a sentence, wherever it comes from
    else:
        assert all(type(size) is int for size in shape)


SIZES = [
    "0",
    "1",
    "3",
    "28",
    "-1",
    "-0",
    "00",
    "010",
    "0x3",
    "1_0",
    "9223372036854775807",
    "9223372036854775808",
    "999999999999999999",
    "1.5",
    "None",
    "+1",
]
LISTS = st.tuples(
    st.sampled_from(["(", "[", "((", ""]),
    st.lists(st.sampled_from(SIZES), max_size=20).flatmap(
        lambda sizes: st.sampled_from([",", ", ", " ,", ",  ", " ", ",,"]).map(lambda between: between.join(sizes))
    ),
    st.sampled_from([")", "]", ",)", ", )", "))", ",]"]),
).map("".join)


@given(LISTS)
def test_a_tuple_that_is_read_at_once_is_read_as_any_other(text: str) -> None:
    assert _verdict(text) == _verdict(f"{text} ")  # with a blank behind it a tuple is read as any other literal


def _verdict(text: str) -> Shape | None:
    try:
        return read_shape(text)
    except Unreadable:
        return None
