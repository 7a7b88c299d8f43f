"""The integer formulas: what a layer makes of its inputs' shapes, without torch.

They are the second opinion on every computed key, the gate before torch is asked, and the worked solution that a
learner reads. Layers are taken in evaluation, on the CPU, as they are graded.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Final, TypeAlias

from ..binding import Misfit, OutOfPlace, values
from ..catalogue import LAYERS
from ..layercall import LayerCall
from ..shapes import Shape
from .guess import TAKE_LAYERS, guess
from .rule import MODULE, Lines, NoRule, Plan, Refused, Rule, Worked, elements
from .sequential import sequential
from .table import PLAIN_RULES
from .transformer import stack
from .windows import windows

if TYPE_CHECKING:
    from ..layercall import Argument

__all__ = [
    "RULES",
    "NoRule",
    "Plan",
    "Refused",
    "Worked",
    "cost",
    "derivation",
    "plan",
    "windows",
    "work_out",
]

Inputs: TypeAlias = "Shape | dict[str, Shape]"


def work_out(layer: LayerCall, inputs: Inputs) -> Worked:
    """Return the shapes that a layer gives, the elements of its parameters, and what it costs.

    One shape feeds every input that the layer requires; a mapping gives each its own, by its name.

    >>> work_out(LayerCall("MaxPool2d", (3,), (("stride", 2),)), (1, 64, 28, 28)).shapes
    ((1, 64, 13, 13),)
    >>> work_out(LayerCall("LSTM", (10, 20)), (5, 3, 10)).shapes
    ((5, 3, 20), (1, 3, 20), (1, 3, 20))

    Raises Refused where torch refuses, and NoRule where no formula predicts it; the `spent` of both is the cost, as
    that of `cost`. Raises OutOfPlace for a device or a dtype by position.
    """
    return _worked(layer, inputs, None)


def cost(layer: LayerCall, inputs: Inputs) -> int:
    """Return what constructing and running a layer costs at most, in elements; what that means is said in rule.py.

    >>> cost(LayerCall("Conv2d", (20000, 20000, 1)), (1, 3, 28, 28))
    400037352
    """
    try:
        return _worked(layer, inputs, None).cost
    except (Refused, NoRule) as refusal:
        return refusal.spent


def derivation(layer: LayerCall, inputs: Inputs) -> tuple[str, ...]:
    """Return the worked solution: lines of at most 60 columns. Raises what `work_out` raises.

    >>> print("\\n".join(derivation(LayerCall("MaxPool2d", (3,)), (1, 1, 10, 10))))
    H: floor((10 + 2*0 - 1*(3 - 1) - 1) / 3) + 1
       = floor(7 / 3) + 1
       = 3
    W: as H
    output: (1, 1, 3, 3)
    """
    lines: list[str] = []
    _worked(layer, inputs, lines)
    return tuple(lines)


def plan(layer: LayerCall) -> Plan:
    """Return the layer as constructed: its parameters, and the cost of constructing it. Raises as `work_out`."""
    try:
        return _plan(layer)
    except (Refused, NoRule) as refusal:
        raise _unplanned(layer, refusal, 0) from None


def _plan(layer: LayerCall) -> Plan:
    try:
        settings = values(layer)
        if (_holds_layer(layer.args) or _holds_layer(layer.kwargs)) and layer.name not in TAKE_LAYERS:
            return _given_layers(layer, settings)
        return RULES[layer.name](settings)
    except OutOfPlace:
        raise
    except Misfit as misfit:
        raise Refused(str(misfit)) from None


def _given_layers(layer: LayerCall, settings: "list[Argument]") -> Plan:
    """Plan a layer that takes no other: torch may look whether one is there, and never runs it."""
    why = f"nn.{layer.name} is given a layer"
    with _no_rule(why):
        planned = RULES[layer.name]([_as_truth(value) for value in settings])

    def run(shapes: tuple[Shape, ...], _: Lines) -> Worked:
        with _no_rule(why):
            spent = planned.run(shapes, None).cost
        raise NoRule(why, spent)

    return planned._replace(run=run, built=planned.built + _inside(layer))


@contextmanager
def _no_rule(why: str) -> Iterator[None]:
    """Raise NoRule in place of what is raised within, at the same cost."""
    try:
        yield
    except (Refused, NoRule) as refusal:
        raise NoRule(why, refusal.spent if isinstance(refusal, Refused) else refusal.known) from None


def _as_truth(value: "Argument") -> "Argument":
    if type(value) is tuple:
        return tuple([_as_truth(item) for item in value])
    return True if type(value) is LayerCall else value


def _unplanned(layer: LayerCall, refusal: Refused | NoRule, held: int) -> Refused | NoRule:
    """Return the refusal with its whole cost; `held` are the elements of the inputs."""
    spent = _inside(layer) + held
    if isinstance(refusal, Refused):
        return Refused(str(refusal), spent + refusal.spent)
    return NoRule(str(refusal), spent + (guess(layer, held) if refusal.known is None else refusal.known))


def _inside(layer: LayerCall) -> int:
    """Return the cost of constructing every layer among the arguments: torch does so before it refuses `layer`."""
    spent = MODULE
    for inner in layer.walk():
        if inner is not layer:
            try:
                spent += _plan(inner).built
            except (Refused, NoRule) as refusal:
                spent += MODULE + refusal.spent
            except OutOfPlace:
                spent += guess(inner)
    return spent


def _worked(layer: LayerCall, inputs: Inputs, lines: list[str] | None) -> Worked:
    others: tuple[Shape, ...] = ()
    if isinstance(inputs, dict):
        shapes, others = _fed(layer, inputs)
    else:
        names = LAYERS[layer.name].inputs
        shapes = (inputs,) if len(names) == 1 else (inputs,) * len(names)
    try:
        planned = _plan(layer)
    except (Refused, NoRule) as refusal:
        raise _unplanned(layer, refusal, elements(shapes + others)) from None
    for shape in shapes:
        if shape and min(shape) < 0:
            raise NoRule(f"{shape} has a negative size", planned.built)
    try:
        worked = planned.run(shapes, lines)
    except Refused as refusal:
        raise Refused(str(refusal), planned.built + elements(shapes) + refusal.spent) from None
    except NoRule as none:
        known = guess(layer, elements(shapes)) if none.known is None else none.known
        raise NoRule(str(none), planned.built + elements(shapes) + known) from None
    if others:
        raise NoRule("an input is given that the layer does not require", worked.cost + elements(others))
    return worked


def _fed(layer: LayerCall, inputs: dict[str, Shape]) -> tuple[tuple[Shape, ...], tuple[Shape, ...]]:
    """Return the shapes of the required inputs, and those of others."""
    names = LAYERS[layer.name].inputs
    missing = [name for name in names if name not in inputs]
    if missing == ["indices"]:
        inputs = {**inputs, "indices": inputs["input"]}
    elif missing:
        raise NoRule(f"no shape is given for {missing[0]}", plan(layer).built)
    return tuple([inputs[name] for name in names]), tuple([inputs[name] for name in inputs if name not in names])


def _holds_layer(values: "tuple[Argument | tuple[str, Argument], ...]") -> bool:
    for value in values:  # noqa: SIM110  # a generator takes three times as long, and this runs for every answer
        if type(value) is LayerCall or (type(value) is tuple and _holds_layer(value)):
            return True
    return False


RULES: Final[dict[str, Rule]] = {
    **PLAIN_RULES,
    "Sequential": partial(sequential, _plan),
    "TransformerDecoder": partial(stack, _plan, "TransformerDecoderLayer"),
    "TransformerEncoder": partial(stack, _plan, "TransformerEncoderLayer"),
}
"""From the name of a layer to the rule that plans it."""
