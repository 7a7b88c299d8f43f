"""Every layer has a rule, and every rule an example on which torch agrees. Where there is no rule, it is said why."""

import pytest

from layer_examples import EXAMPLES, example
from quizproof.engine.binding import OutOfPlace
from quizproof.engine.catalogue import LAYERS
from quizproof.engine.layercall import LayerCall
from quizproof.engine.shapes import Shape
from quizproof.engine.sizes import RULES, NoRule, plan, work_out
from quizproof.engine.sizes.rule import MODULE
from torch_side import Agreed, agreement, torch


def test_every_layer_has_a_rule_and_an_example() -> None:
    assert sorted(RULES) == sorted(LAYERS) == sorted(EXAMPLES)


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_example_against_torch(name: str) -> None:
    if not hasattr(torch.nn, name):
        pytest.skip("an older torch has no such layer")
    assert agreement([example(name)[0]], EXAMPLES[name][1]) == Agreed(shapes=1)


def test_inputs_by_name() -> None:
    linear = LayerCall("Linear", (3, 4))
    assert work_out(linear, {"input": (2, 3)}) == work_out(linear, (2, 3))
    unpool = LayerCall("MaxUnpool2d", (2,))
    assert work_out(unpool, {"input": (1, 2, 3, 3)}).shapes == ((1, 2, 6, 6),)


UNKNOWN = {
    "missing-input": (LayerCall("Bilinear", (3, 4, 5)), {"input1": (2, 3)}, "no shape is given for input2"),
    "other-input": (
        LayerCall("LSTM", (3, 4)),
        {"input": (2, 3), "hx": (1, 4)},
        "an input is given that the layer does not require",
    ),
    "negative-size": (LayerCall("ReLU"), (2, -3), "(2, -3) has a negative size"),
    "truth-value": (
        LayerCall("Conv2d", (1, 1, True)),
        (1, 1, 3, 3),
        "kernel_size is True, and torch takes a truth value for a number in some places only",
    ),
    "layer-for-a-number": (LayerCall("Linear", (LayerCall("ReLU"), 3)), (2, 3), "nn.Linear is given a layer"),
}


@pytest.mark.parametrize(("call", "inputs", "why"), UNKNOWN.values(), ids=UNKNOWN)
def test_no_rule(call: LayerCall, inputs: Shape | dict[str, Shape], why: str) -> None:
    with pytest.raises(NoRule) as none:
        work_out(call, inputs)
    assert str(none.value) == why


def test_device_by_place_is_out_of_place_also_inside() -> None:
    inner = LayerCall("Linear", (3, 4, True, "cpu"))
    for call in (inner, LayerCall("Sequential", (inner,)), LayerCall("ReLU", (inner,))):
        with pytest.raises(OutOfPlace if call.name != "ReLU" else NoRule):
            work_out(call, (2, 3))


def test_plan_knows_the_parameters_before_there_is_an_input() -> None:
    assert plan(LayerCall("Linear", (3, 4)))[1:3] == (16, MODULE + 16)
    assert plan(LayerCall("Sequential", (LayerCall("Linear", (3, 4)), LayerCall("PReLU")))).parameters == 17
    assert plan(LayerCall("LazyLinear", (4,))).parameters is None
