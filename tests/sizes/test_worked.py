"""Worked solutions as they are printed, against torch: settings drawn at random, thousands of each kind of layer.

The grids of the other files are small and dense, and go over the edges; these settings are like those of questions.
"""

import re
from itertools import product

import pytest

from derived import assert_true, whole
from drawn_layers import LAYERS, drawn
from quizproof.engine.catalogue import LAYERS as CATALOGUE
from quizproof.engine.layercall import LayerCall
from quizproof.engine.prose.equations import false_claims
from quizproof.engine.sizes import Refused, derivation
from quizproof.engine.sizes.counting import parameter_steps
from torch_side import agreement_of, torch


@pytest.mark.parametrize("name", LAYERS)
def test_worked_solutions_say_what_torch_gives(name: str) -> None:
    torch.backends.mkldnn.enabled = False  # it compiles a kernel for each convolution
    try:
        found = agreement_of(drawn(name))
    finally:
        torch.backends.mkldnn.enabled = True
    _, count, taken = LAYERS[name]
    assert (found.shapes >= taken * count, found.without_rule) == (True, 0), found


@pytest.mark.parametrize("name", LAYERS)
def test_every_printed_equation_is_true(name: str) -> None:
    """Of some of the settings: reading an equation takes ten times as long as running torch."""
    checked = 0
    for call, fed in list(drawn(name))[:: LAYERS[name][1] // 30]:
        inputs = dict(zip(CATALOGUE[name].inputs, fed, strict=True)) if name == "MultiheadAttention" else fed
        try:
            lines = (*derivation(call, inputs), *parameter_steps(call, inputs))  # type: ignore[arg-type]  # as drawn
        except Refused:
            continue
        assert_true(lines)
        # The checker of the texts of a bank reads them, too.
        assert false_claims(whole(lines)) == ()
        checked += 1
    assert checked >= 9


def test_windows_of_adaptive_pooling_are_those_of_torch() -> None:
    """The largest of 0, 1, 2, … in a window is its last element, of 0, -1, -2, … its first."""
    seen = 0
    for size in range(1, 41):
        ramp = torch.arange(size, dtype=torch.float32).reshape(1, size)
        for count in range(1, 31):
            pool_ = torch.nn.AdaptiveMaxPool1d(count)
            theirs = [(-int(first), int(last)) for first, last in zip(pool_(-ramp)[0], pool_(ramp)[0], strict=True)]
            *_, text, _ = derivation(LayerCall("AdaptiveAvgPool1d", (count,)), (1, size))
            listed = [
                tuple(map(int, part.split("..")))
                for part in re.findall(r"[0-9]+(?:\.\.[0-9]+)?", text.rpartition(": ")[2])
            ]
            ours = [(window[0], window[-1]) for window in listed]
            if "..., " in text:
                assert (ours[:-1], ours[-1]) == (theirs[: len(ours) - 1], theirs[-1]), (size, count)
            else:
                assert ours == theirs, (size, count)
            seen += len(ours)
    assert seen > 8_000


def test_the_sentence_about_the_last_window_is_true() -> None:
    """Where `ceil` adds a window, it is kept or dropped, as the numbers in the sentence say and torch does."""
    said = {"kept": 0, "dropped": 0, "": 0}
    for size, kernel, stride in product(range(1, 13), range(1, 6), range(1, 7)):
        for padding in range(kernel // 2 + 1):
            layer = torch.nn.AvgPool1d(kernel, stride, padding, ceil_mode=True)
            call = LayerCall("AvgPool1d", (kernel, stride, padding, True))
            try:
                lines = derivation(call, (1, size))
            except Refused:
                continue
            found = re.search(
                r"window (\d+) .* = (\d+), (inside|past) the input .* = (\d+): (kept|dropped)", whole(lines)
            )
            count = layer(torch.zeros(1, size)).shape[-1]
            if found is None:
                said[""] += 1
                assert (size + 2 * padding - kernel) % stride == 0
                continue
            window, start, where, end, becomes = found.groups()
            assert (where, becomes) == (("past", "dropped") if int(start) >= int(end) else ("inside", "kept"))
            assert (int(end), int(start)) == (size + padding, (int(window) - 1) * stride)
            assert count == int(window) - (becomes == "dropped")
            said[becomes] += 1
    assert min(said.values()) > 40, said


def test_same_padding_is_on_the_sides_that_torch_pads() -> None:
    for kernel, dilation in product(range(1, 8), range(1, 4)):
        layer = torch.nn.Conv1d(1, 1, kernel, padding="same", dilation=dilation)
        first = derivation(LayerCall("Conv1d", (1, 1, kernel), (("padding", "same"), ("dilation", dilation))), (1, 30))[
            1
        ]
        before, after = re.findall(r"(\d+) before and (\d+) after", first)[0]
        assert [int(before), int(after)] == layer._reversed_padding_repeated_twice
