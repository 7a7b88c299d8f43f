"""Similarity and distance: two inputs are broadcast against each other, and one dimension is gone.

The sizes are those of the `Shape` sections of torch.nn.CosineSimilarity and torch.nn.PairwiseDistance.
"""

from functools import partial
from itertools import zip_longest
from math import prod
from typing import Any

from ..shapes import Shape
from .lines import outputs, write
from .rule import MODULE, Lines, NoRule, Plan, Refused, Worked, axis, elements, flag, make, number, unweighted, whole


def broadcast(one: Shape, two: Shape) -> Shape:
    """Return the shape that two shapes are broadcast to, as in https://docs.pytorch.org/docs/stable/notes/broadcasting.

    >>> broadcast((5, 1, 4), (3, 1))
    (5, 3, 4)
    """
    sizes = []
    for first, second in zip_longest(reversed(one), reversed(two), fillvalue=1):
        if first != second and 1 not in (first, second):
            raise Refused(f"the inputs {one} and {two} cannot be broadcast: {first} is not {second}")
        sizes.append(second if first == 1 else first)
    return tuple(reversed(sizes))


def cosine(settings: list[Any]) -> Plan:
    """Plan nn.CosineSimilarity."""
    dim, eps = settings
    return unweighted(partial(_cosine, whole(dim, "dim"), number(eps, "eps")))


def _cosine(dim: int, eps: float, shapes: tuple[Shape, ...], lines: Lines) -> Worked:
    if eps < 0:
        raise Refused(f"eps may not be negative, and is {eps}")
    both = broadcast(*shapes)
    place = axis(dim, both)
    return _reduced(both, place, (), shapes, lines)


def distance(settings: list[Any]) -> Plan:
    """Plan nn.PairwiseDistance."""
    p, eps, keep = settings
    number(p, "p")
    number(eps, "eps")
    return unweighted(partial(_distance, flag(keep, "keepdim")))


def _distance(keep: bool, shapes: tuple[Shape, ...], lines: Lines) -> Worked:
    both = broadcast(*shapes)
    return _reduced(both, len(both) - 1, (1,) if keep else (), shapes, lines)


def _reduced(both: Shape, place: int, left: Shape, shapes: tuple[Shape, ...], lines: Lines) -> Worked:
    # Products, and the lengths of both, are held at their full size.
    spent = MODULE + elements(shapes) + 2 * prod(both)
    if not both or 0 in both:
        raise NoRule("there are no dimensions, or one is 0", spent)
    output = (*both[:place], *left, *both[place + 1 :])
    if lines is not None:
        if len(set(shapes)) > 1:
            write(lines, f"{' and '.join([str(shape) for shape in shapes])} are broadcast to {both}")
        compared = f"dimension {place}: its {both[place]} numbers become one"
        lines.append(f"{compared}, and it is {'kept' if left else 'gone'}")
        outputs(lines, output=output)
    return make(Worked, ((output,), 0, spent + prod(output)))
