"""The windows of a layer: as many as the size rules say. What they lie on is tested with the pictures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizproof.engine.layercall import read_layer
from quizproof.engine.sizes import NoRule, Refused, work_out
from quizproof.engine.sliding import Slide, slides

NONE = {
    "no windows": ("nn.ReLU()", (1, 1, 4, 4)),
    "transposed": ("nn.ConvTranspose2d(1, 1, 3)", (1, 1, 4, 4)),
    "adaptive": ("nn.AdaptiveMaxPool2d(3)", (1, 1, 4, 4)),
    "unpooling": ("nn.MaxUnpool2d(2)", (1, 1, 4, 4)),
    "several layers": ("nn.Sequential(nn.MaxPool2d(2))", (1, 1, 4, 4)),
    "too few dimensions": ("nn.MaxPool2d(2)", (4,)),
    "no window fits": ("nn.MaxPool2d(5)", (1, 1, 4, 4)),
    "unknown argument": ("nn.MaxPool2d(size=2)", (1, 1, 4, 4)),
    "no kernel": ("nn.MaxPool2d(0)", (1, 1, 4, 4)),
    "no number": ("nn.MaxPool2d('2')", (1, 1, 4, 4)),
    "three numbers": ("nn.MaxPool2d((2, 2, 2))", (1, 1, 4, 4)),
}


@pytest.mark.parametrize(("layer", "shape"), NONE.values(), ids=NONE)
def test_there_are_none(layer: str, shape: tuple[int, ...]) -> None:
    assert slides(read_layer(layer), shape) == ()


SOME = {
    "stride left out": ("nn.MaxPool2d((2, 3))", [Slide("H", 7, 2, 2, 0, 0, 1, 3), Slide("W", 8, 3, 3, 0, 0, 1, 2)]),
    "one dimension": ("nn.Conv1d(1, 1, 3, padding=1)", [Slide("L", 8, 3, 1, 1, 1, 1, 8)]),
    "same": ("nn.Conv1d(1, 1, 4, padding='same')", [Slide("L", 8, 4, 1, 1, 2, 1, 8)]),
    "dilated": ("nn.MaxPool1d(3, 2, dilation=2)", [Slide("L", 8, 3, 2, 0, 0, 2, 2)]),
}


@pytest.mark.parametrize(("layer", "expected"), SOME.values(), ids=SOME)
def test_there_are_some(layer: str, expected: list[Slide]) -> None:
    assert list(slides(read_layer(layer), (1, 1, 7, 8))) == expected


@given(
    st.sampled_from(
        [
            "MaxPool2d({k}, {s}, {p}, {d}, ceil_mode={c})",
            "Conv2d(1, 1, {k}, {s}, {p}, {d})",
            "AvgPool1d({k}, {s}, {p}, {c})",
        ]
    ),
    *(st.integers(1, 4), st.integers(1, 5), st.integers(0, 2), st.integers(1, 3), st.booleans()),
    *(st.integers(1, 12), st.integers(1, 12)),
)
def test_they_are_as_many_as_the_formulas_say(
    layer: str, k: int, s: int, p: int, d: int, c: bool, height: int, width: int
) -> None:
    call = read_layer("nn." + layer.format(k=k, s=s, p=p, d=d, c=c))
    shape = (1, 1, height, width) if "2d" in layer else (1, 1, width)
    try:
        made = work_out(call, shape).shapes[0]
    except (Refused, NoRule):
        return
    found = slides(call, shape)
    assert tuple([slide.fitting for slide in found]) == made[2:]
