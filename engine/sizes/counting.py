"""How the parameters of a layer are counted: term by term, a Sequential layer by layer."""

from math import prod
from typing import Any, Final, TypeAlias

from ..binding import values
from ..catalogue import LAYERS
from ..layercall import LayerCall
from ..shapes import Shape
from . import NoRule, plan, work_out
from .terms import TOTALS, Group, Part, named, total, write_sum, write_term
from .weights import WEIGHTS, layers

Inputs: TypeAlias = "Shape | dict[str, Shape] | None"

_NOTHING: Final = {"buffers": "keeps none", "parameters": "learns nothing", "trainable": "learns nothing"}


def parameter_steps(layer: LayerCall, inputs: Inputs = None, of: str = "parameters") -> tuple[str, ...]:
    """Return how parameters are counted, term by term: lines of at most 60 columns.

    `of` is parameters, trainable, buffers, or the name of one of them. A lazy layer needs its input.

    >>> print("\\n".join(parameter_steps(LayerCall("Conv2d", (4, 16, 3), (("groups", 2),)))))
    weight (out, in / groups, kernel): 16 * (4 / 2) * 3 * 3
       = 288
    bias (out): 16
    parameters: 288 + 16 = 304

    Raises Refused where torch does not build the layer, NoRule where it is not known or has no such parameter.
    """
    return count_lines(layer, terms_of(layer, inputs), of)


def terms_of(layer: LayerCall, inputs: Inputs = None) -> tuple[Part, ...]:
    """Return the parameters and buffers of a layer. Raises as `parameter_steps`."""
    plan(layer)
    return _terms(layer, inputs)


def _terms(layer: LayerCall, inputs: Inputs) -> tuple[Part, ...]:
    if layer.name == "Sequential":
        return _in_turn(layer, inputs)
    settings: list[Any] = values(layer)
    if layer.name in ("TransformerEncoder", "TransformerDecoder"):
        return _stacked(layer.name.removeprefix("Transformer").lower(), settings)
    name = layer.name.removeprefix("Lazy")
    if name != layer.name:
        if inputs is None:
            raise NoRule(f"nn.{layer.name} has its sizes once the layer ran")
        shape = inputs["input"] if isinstance(inputs, dict) else inputs
        dims = LAYERS[layer.name].dims
        settings = [shape[-1 if dims is None else -dims - 1 if "Conv" in name else 1], *settings]
    rule = WEIGHTS.get(name)
    found: tuple[Part, ...] = () if rule is None else rule(settings)
    return found


def _in_turn(layer: LayerCall, inputs: Inputs) -> tuple[Part, ...]:
    calls = [call for call in layer.args if isinstance(call, LayerCall)]
    # Only what lies before a lazy layer must be run for its input.
    last = max(
        [at for at, call in enumerate(calls) if any(one.name.startswith("Lazy") for one in call.walk())], default=0
    )
    parts = []
    for place, call in enumerate(calls):
        parts.append(Group(f"{place + 1}. {call}", _terms(call, inputs), (f"{place}.{{0}}",)))
        if place < last and inputs is not None:
            inputs = work_out(call, inputs).shapes[0]
    return tuple(parts)


def _stacked(name: str, settings: list[Any]) -> tuple[Part, ...]:
    layer, count, norm, *_ = settings
    block = _terms(layer, None)
    found: list[Part] = [Group(layers(f"{name} layer", count), block, ("layers.{1}.{0}",), range(count))]
    if norm is not None:
        found.append(Group("norm", _terms(norm, None), ("norm.{0}",)))
    return tuple(found)


def amount(parts: tuple[Part, ...], of: str) -> int | None:
    """Return how many elements `of` has, one of TOTALS or the name of one parameter; None where there is none."""
    if of in TOTALS:
        return total(parts, of)
    return next((prod(term.shape) for name, term in named(parts) if name == of), None)


def count_lines(layer: LayerCall, parts: tuple[Part, ...], of: str) -> tuple[str, ...]:
    """Return how `of` is counted: one of TOTALS, or the name of one parameter. Raises NoRule for another name."""
    lines: list[str] = []
    if of in TOTALS:
        if total(parts, of) or (parts and of != "buffers"):
            write_sum(lines, parts, of)
        else:
            lines += [f"nn.{layer.name} {_NOTHING[of]}", f"{of}: 0"]
        return tuple(lines)
    for name, term in named(parts):
        if name == of:
            write_term(lines, term, name)
            return tuple(lines)
    raise NoRule(f"nn.{layer.name} has no parameter {of}")
