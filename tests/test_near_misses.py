"""The grader rejects near misses of the truth, in every kind: one more, one less, H and W swapped, a dimension dropped.

The truth is torch's, asked directly: that the grader agrees with itself would prove nothing.
"""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asking import ask
from quizproof.engine.judging import grade_answer
from quizproof.engine.layers import torch
from quizproof.engine.oracle import Oracle
from quizproof.engine.question import Question
from quizproof.engine.verdict import Verdict

nn = torch.nn
pairs = st.tuples(st.integers(1, 4), st.integers(1, 4))


@st.composite
def windowed(draw: st.DrawFn) -> tuple[str, tuple[int, int, int, int]]:
    """Return a layer with windows that torch runs, as text, and its input."""
    kernel, stride = draw(pairs), draw(pairs)
    channels = draw(st.integers(1, 3))
    shape = (draw(st.integers(1, 2)), channels, draw(st.integers(5, 12)), draw(st.integers(5, 12)))
    layer = draw(
        st.sampled_from(
            [
                f"nn.MaxPool2d({kernel}, stride={stride}, ceil_mode={draw(st.booleans())})",
                f"nn.AvgPool2d(kernel_size={kernel}, stride={stride})",
                f"nn.Conv2d({channels}, {draw(st.integers(1, 9))}, {kernel}, {stride}, padding={draw(pairs)})",
                f"nn.ConvTranspose2d({channels}, {draw(st.integers(1, 9))}, {kernel}, {stride})",
            ]
        )
    )
    return layer, shape


def torch_shape(layer: str, shape: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(eval(layer, {"nn": nn})(torch.zeros(shape)).shape)  # noqa: S307  # our own text, in a test


def shapes_near(shape: tuple[int, ...]) -> set[tuple[int, ...]]:
    near = {(*shape[:axis], shape[axis] + by, *shape[axis + 1 :]) for axis in range(len(shape)) for by in (-1, 1)}
    near |= {shape[:axis] + shape[axis + 1 :] for axis in range(len(shape))}
    near |= {(*shape[:-2], shape[-1], shape[-2]), (shape[0], *shape[2:], shape[1]), (*shape, 1), (1, *shape)}
    return near - {shape}


def layers_near(layer: str) -> set[str]:
    """Return the layer with each of its digits one more and one less."""
    places = [place for place, character in enumerate(layer) if character.isdigit() and layer[place + 1] != "d"]
    return {
        layer[:place] + str(int(layer[place]) + by) + layer[place + 1 :]
        for place in places
        for by in (-1, 1)
        if int(layer[place]) + by > 0  # torch warns of layers without a weight
    } - {layer}


def correct(oracle: Oracle, question: Question, answers: set[str]) -> set[str]:
    return {answer for answer in answers if grade_answer(oracle, question, answer).verdict is Verdict.CORRECT}


def near_miss(function: Callable[..., None]) -> Callable[..., None]:
    return settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])(
        function
    )


@given(windowed())
@near_miss
def test_shape(oracle: Oracle, drawn: tuple[str, tuple[int, int, int, int]]) -> None:
    layer, shape = drawn
    truth = torch_shape(layer, shape)
    question = ask("kind: shape", layer=layer, input=list(shape))

    assert correct(oracle, question, {str(near) for near in shapes_near(truth)} | {str(truth)}) == {str(truth)}


@given(windowed())
@near_miss
def test_shape_of_two_axes(oracle: Oracle, drawn: tuple[str, tuple[int, int, int, int]]) -> None:
    layer, shape = drawn
    height, width = torch_shape(layer, shape)[-2:]
    question = ask("kind: shape", layer=layer, input=list(shape), axes=[-2, -1])
    near = {(height, width), (width, height), (height + 1, width), (height, width - 1), (height,), (1, height, width)}

    assert correct(oracle, question, {str(one) for one in near}) == {str((height, width))}


@given(windowed())
@near_miss
def test_layer(oracle: Oracle, drawn: tuple[str, tuple[int, int, int, int]]) -> None:
    layer, shape = drawn
    wanted = torch_shape(layer, shape)
    question = ask("kind: layer", input=list(shape), output=list(wanted))
    right = set()
    for near in layers_near(layer) | {layer}:
        try:
            right |= {near} if torch_shape(near, shape) == wanted else set()
        except (RuntimeError, ValueError):
            continue

    assert correct(oracle, question, layers_near(layer) | {layer}) == right


@given(st.integers(1, 5), st.integers(1, 4), st.integers(5, 14))
@near_miss
def test_fill(oracle: Oracle, kernel: int, stride: int, size: int) -> None:
    wanted = torch_shape(f"nn.MaxPool2d({kernel}, stride={stride})", (1, 1, size, size))
    question = ask(
        "kind: fill", layer=f"nn.MaxPool2d(___, stride={stride})", input=[1, 1, size, size], output=list(wanted)
    )
    right = {
        str(near)
        for near in range(1, size + 1)
        if torch_shape(f"nn.MaxPool2d({near}, stride={stride})", (1, 1, size, size)) == wanted
    }

    assert correct(oracle, question, {str(near) for near in range(size + 2)}) == right


@given(windowed())
@near_miss
def test_config(oracle: Oracle, drawn: tuple[str, tuple[int, int, int, int]]) -> None:
    layer, _ = drawn
    question = ask("kind: config", answer=layer)

    assert correct(oracle, question, layers_near(layer) | {layer}) == {layer}


@given(st.lists(st.lists(st.integers(-9, 9), min_size=6, max_size=6), min_size=4, max_size=4), st.integers(0, 5))
@near_miss
def test_values(oracle: Oracle, rows: list[list[int]], place: int) -> None:
    truth = nn.AvgPool2d(2)(torch.tensor([rows], dtype=torch.float32))[0].tolist()
    question = ask("kind: values", layer="nn.AvgPool2d(2)", input=rows)
    one_more = [list(row) for row in truth]
    one_more[place // 3][place % 3] += 0.001
    answers = {str(truth), str(one_more), str(truth[0]), str([*truth, truth[0]])}
    swapped = str([list(column) for column in zip(*truth, strict=True)])

    assert correct(oracle, question, answers | {swapped}) == {str(truth)}


@given(st.integers(1, 6), st.integers(1, 6), st.integers(1, 3), st.booleans())
@near_miss
def test_count(oracle: Oracle, channels: int, out: int, kernel: int, bias: bool) -> None:
    layer = f"nn.Conv2d({channels}, {out}, {kernel}, bias={bias})"
    truth = sum(one.numel() for one in nn.Conv2d(channels, out, kernel, bias=bias).parameters())
    near = {str(truth + by) for by in (-out, -1, 0, 1, out)}

    assert correct(oracle, ask("kind: count", layer=layer), near) == {str(truth)}


@given(st.integers(1, 4), st.integers(0, 4))
@near_miss
def test_outcome(oracle: Oracle, kernel: int, padding: int) -> None:
    layer = f"nn.MaxPool2d({kernel}, padding={padding})"
    try:
        torch_shape(layer, (1, 1, 6, 6))
        truth = {"runs"}
    except RuntimeError:
        truth = {"raises", "raises RuntimeError", "raises when run"}
    answers = {"runs", "raises", "raises RuntimeError", "raises ValueError", "raises when built", "raises when run"}

    assert correct(oracle, ask("kind: outcome", layer=layer, input=[1, 1, 6, 6]), answers) == truth


@given(st.integers(-(10**6), 10**6))
@near_miss
def test_match(oracle: Oracle, truth: int) -> None:
    near = {str(truth + by) for by in (-1, 0, 1)} | {f"{truth}.001", f"{truth}0" if truth else "10"}

    assert correct(oracle, ask("kind: match", answer=truth), near) == {str(truth)}


@pytest.mark.parametrize(
    "wrong", ["it keeps the mean", "it keep the largest", "it keeps the largest one", "its keeps the largest"]
)
def test_match_text(oracle: Oracle, wrong: str) -> None:
    assert correct(oracle, ask("kind: match", answer="it keeps the largest"), {wrong, "It keeps  the largest"}) == {
        "It keeps  the largest"
    }
