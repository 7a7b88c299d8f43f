"""Linear and bilinear layers, embeddings: the last dimension is replaced, or one is added.

The sizes are those of the `Shape` sections of torch.nn.Linear, Bilinear, Embedding and EmbeddingBag.
"""

from functools import partial
from math import prod
from typing import Any, Final

from ..shapes import Shape
from .lines import outputs, write
from .rule import (
    MODULE,
    PRODUCTS,
    Lines,
    NoRule,
    Plan,
    Refused,
    Worked,
    dimensions,
    elements,
    make,
    number,
    truth,
    weighted,
    whole,
)

_BY_ITSELF: Final = 500
"""One output of nn.Bilinear, however small: 15 µs."""


def linear(settings: list[Any]) -> Plan:
    """Plan nn.Linear."""
    inward, outward, bias = settings
    inward, outward = whole(inward, "in_features", least=0), whole(outward, "out_features", least=0)
    parameters = inward * outward + (outward if truth(bias, "bias") else 0)
    return weighted(partial(_multiply, inward, outward, parameters), parameters)


def _multiply(inward: int, outward: int, parameters: int, shapes: tuple[Shape, ...], lines: Lines) -> Worked:
    (shape,) = shapes
    if not shape or shape[-1] != inward:
        last = f"the last size is {shape[-1]}" if shape else "the input has no dimensions"
        raise Refused(f"{last}, and in_features is {inward}")
    output = (*shape[:-1], outward)
    if lines is not None:
        lines.append(f"last size: {inward} -> {outward}, the out_features")
        if len(shape) > 1:
            write(lines, f"every other size is kept: {shape[:-1]}")
        outputs(lines, output=output)
    made = prod(output)
    return make(Worked, ((output,), parameters, MODULE + parameters + prod(shape) + made + made * inward // PRODUCTS))


def bilinear(settings: list[Any]) -> Plan:
    """Plan nn.Bilinear."""
    first, second, outward, bias = settings
    first, second = whole(first, "in1_features", least=1), whole(second, "in2_features", least=0)
    outward = whole(outward, "out_features", least=0)
    parameters = first * second * outward + (outward if truth(bias, "bias") else 0)
    return weighted(partial(_combine, first, second, outward, parameters), parameters)


def _combine(first: int, second: int, outward: int, parameters: int, shapes: tuple[Shape, ...], lines: Lines) -> Worked:
    one, two = shapes
    if not one or not two or one[:-1] != two[:-1]:
        raise Refused(f"the inputs {one} and {two} must agree in all sizes but the last")
    if one[-1] != first or two[-1] != second:
        raise Refused(f"the last sizes are {one[-1]} and {two[-1]}, and the layer takes {first} and {second}")
    output = (*one[:-1], outward)
    made, rows = prod(output), prod(one[:-1])
    spent = MODULE + parameters + elements(shapes) + made + made * first * second // PRODUCTS
    # torch multiplies one input with the weights first, and keeps what comes out; outputs are made one by one.
    spent += rows * first * second + outward * _BY_ITSELF
    if 0 in one or 0 in two or outward == 0:
        raise NoRule("a size is 0", spent)
    if lines is not None:
        lines.append(f"last sizes: {first} and {second} -> {outward}, the out_features")
        outputs(lines, output=output)
    return make(Worked, ((output,), parameters, spent))


def embedding(settings: list[Any]) -> Plan:
    """Plan nn.Embedding."""
    rows, width, padding_idx, max_norm, norm_type, by_freq, sparse, weight, freeze = settings
    truth(freeze, "_freeze")
    parameters = _table(rows, width, padding_idx, max_norm, norm_type, (by_freq, sparse), weight)
    return weighted(partial(_look_up, rows, width, parameters), parameters)


def _look_up(rows: int, width: int, parameters: int, shapes: tuple[Shape, ...], lines: Lines) -> Worked:
    (shape,) = shapes
    output = (*shape, width)
    spent = MODULE + parameters + 2 * prod(shape) + prod(output)
    if rows == 0:
        raise NoRule("a table without rows", spent)
    if lines is not None:
        lines.append(f"each index becomes {width} numbers, the embedding_dim:")
        lines.append("a last size is added, every other is kept")
        outputs(lines, output=output)
    return make(Worked, ((output,), parameters, spent))


def embedding_bag(settings: list[Any]) -> Plan:
    """Plan nn.EmbeddingBag."""
    rows, width, max_norm, norm_type, by_freq, mode, sparse, weight, last, padding_idx = settings
    truth(last, "include_last_offset")
    parameters = _table(rows, width, padding_idx, max_norm, norm_type, (by_freq, sparse), weight)
    wrong = ""
    if mode not in ("sum", "mean", "max"):
        wrong = "mode is 'sum', 'mean' or 'max'"
    elif mode == "max" and (by_freq or sparse):
        wrong = "mode='max' takes neither scale_grad_by_freq nor sparse"
    return weighted(partial(_bag, rows, width, _BAGS.get(mode, ""), wrong, parameters), parameters)


_BAGS: Final = {"max": "largest numbers", "mean": "mean", "sum": "sum"}


def _bag(
    rows: int, width: int, how: str, wrong: str, parameters: int, shapes: tuple[Shape, ...], lines: Lines
) -> Worked:
    (shape,) = shapes
    if len(shape) == 1:
        raise Refused(f"the input {shape} has 1 dimension, and then offsets must say where each bag starts")
    dimensions(shape, 1, 2)
    if wrong:
        raise Refused(wrong)
    output = (shape[0], width)
    spent = MODULE + parameters + 2 * prod(shape) + prod(shape) * width
    if rows == 0 or 0 in shape:
        raise NoRule("nothing to look up", spent)
    if lines is not None:
        write(lines, f"each of the {shape[0]} bags holds {shape[1]} indices: {shape[1]} rows of the table")
        write(lines, f"become one, their {how}, of {width} numbers, the embedding_dim")
        outputs(lines, output=output)
    return make(Worked, ((output,), parameters, spent))


def _table(
    rows: Any, width: Any, padding_idx: Any, max_norm: Any, norm_type: Any, flags: tuple[Any, Any], weight: Any
) -> int:
    """Return the elements of an embedding's table. Raises where torch refuses, or may."""
    rows, width = whole(rows, "num_embeddings", least=0), whole(width, "embedding_dim", least=0)
    if weight is not None:
        raise NoRule("_weight is given")
    if padding_idx is not None and not -rows <= whole(padding_idx, "padding_idx") < max(rows, 1):
        raise Refused(f"padding_idx {padding_idx} is none of the {rows} embeddings")
    if max_norm is not None:
        number(max_norm, "max_norm")
    number(norm_type, "norm_type")
    if type(flags[0]) is not bool or type(flags[1]) is not bool:
        raise NoRule("scale_grad_by_freq or sparse is neither True nor False")
    return int(rows * width)
