"""Misconceptions: wrong rules by name, what each makes of a layer, and which of them explain a wrong answer."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, TypeAlias

from .catalogue import LAYERS
from .layercall import LayerCall
from .shapes import Shape
from .sliding import slides
from .wrongshapes import WRONG_SHAPES, Case, WrongShape
from .wrongsizes import WRONG_SIZES, Side, Size, WrongSize

Misconception: TypeAlias = WrongSize | WrongShape

_NAMED: Final = 3

MISCONCEPTIONS: Final[dict[str, Misconception]] = {one.slug: one for one in (*WRONG_SIZES, *WRONG_SHAPES)}
"""Every misconception by its name."""


def predictions(case: Case) -> Iterator[tuple[Misconception, Shape]]:
    """Yield each misconception that applies, with a wrong shape that it leads to; a fraction leads to none."""
    sides = _sides(case)
    head, tail = case.right[: len(case.right) - len(sides)], case.right[len(case.right) - len(sides) :]
    for rule in WRONG_SIZES:
        if any(map(rule.applies, sides)):
            sizes = [rule.size(side) if rule.applies(side) else own for side, own in zip(sides, tail, strict=True)]
            if all(size == int(size) for size in sizes):
                yield rule, (*head, *map(int, sizes))
    for idea in WRONG_SHAPES:
        for shape in idea.shapes(case):
            yield idea, shape


def diagnose(
    layer: LayerCall, shape: Shape, right: Shape, answer: Shape, axes: tuple[int, ...] | None = None
) -> tuple[Misconception, ...]:
    """Return the misconceptions that give exactly this wrong answer to what shape `layer` makes of `shape`.

    With `axes`, the answer has the sizes along these only.

    >>> from quizproof.engine.layercall import read_layer
    >>> pool = read_layer("nn.MaxPool2d(3, stride=2)")
    >>> [one.slug for one in diagnose(pool, (1, 1, 10, 10), (1, 1, 4, 4), (1, 1, 3, 3))]
    ['no-plus-one', 'divided-by-kernel']
    """
    if answer == _asked(right, axes) or (axes is None and _is_far(layer, right, answer)):
        return ()
    found = slides(layer, shape)
    counts = tuple([slide.fitting for slide in found])
    case = Case(layer, shape, right, found if right[len(right) - len(counts) :] == counts else ())
    if axes is not None:
        return tuple({rule.slug: rule for rule, wrong in predictions(case) if answer == _asked(wrong, axes)}.values())
    # The same, without working out what cannot be the answer: grading many answers asks this of every wrong one.
    fewer = len(right) - len(answer)
    place = len(right) - len(counts)
    rules: list[Misconception] = []
    if case.slides and not fewer and answer[:place] == right[:place]:
        rules += _giving(_sides(case), right[place:], answer[place:])
    return (*rules, *[idea for idea in WRONG_SHAPES if idea.fewer in (fewer, None) and answer in idea.shapes(case)])


def _is_far(layer: LayerCall, right: Shape, answer: Shape) -> bool:
    """Return whether an answer has other channels and other sizes than the right one: no rule gets both wrong."""
    place = len(right) - (LAYERS[layer.name].dims or len(right))
    return (
        len(answer) == len(right)
        and place > 0
        and answer[:place] != right[:place]
        and answer[place:] != right[place:]
        and sorted(answer) != sorted(right)
    )


def _giving(sides: Sequence[Side], right: Shape, answer: Shape) -> list[WrongSize]:
    """Return the wrong formulas that give these sizes: along a side of which one says nothing, the right one."""
    giving, silent = _ALL, _ALL
    for side, own, size in zip(sides, right, answer, strict=False):
        by_size, idle = _by_size(side)
        giving &= by_size.get(size, _NONE) | (idle if own == size else _NONE)
        silent &= idle
    return [WRONG_SIZES[place] for place in sorted(giving - silent)] if sides else []


_NONE: Final[frozenset[int]] = frozenset()
_ALL: Final = frozenset(range(len(WRONG_SIZES)))


@lru_cache(maxsize=4_096)
def _by_size(side: Side) -> tuple[dict[Size, frozenset[int]], frozenset[int]]:
    """Return the places of the formulas that give each size, and of those that say nothing of a side."""
    applying = [place for place, rule in enumerate(WRONG_SIZES) if not rule.fraction and rule.applies(side)]
    by_size: dict[Size, frozenset[int]] = {}
    for place in applying:
        size = WRONG_SIZES[place].size(side)
        by_size[size] = by_size.get(size, _NONE) | {place}
    return by_size, frozenset([place for place, rule in enumerate(WRONG_SIZES) if not rule.applies(side)])


def _asked(shape: Shape, axes: tuple[int, ...] | None) -> Shape | None:
    """Return the sizes along some axes; None where the shape has not all of them."""
    if axes is None:
        return shape
    return tuple([shape[axis] for axis in axes]) if all(-len(shape) <= axis < len(shape) for axis in axes) else None


def said(rules: tuple[Misconception, ...]) -> str:
    """Return what the users of some rules do, as one phrase: "either ... or ..." where there are several.

    The first three are named.

    >>> said((MISCONCEPTIONS["no-plus-one"], MISCONCEPTIONS["padding-once"]))
    'either leaving out the + 1 or adding the padding on one side only'
    """
    slips = list(dict.fromkeys(rule.slip for rule in rules))
    if len(slips) < 2:
        return "".join(slips)
    last = slips[-1] if len(slips) <= _NAMED else "another slip"
    return f"either {', '.join(slips[: min(_NAMED, len(slips) - 1)])} or {last}"


def _sides(case: Case) -> list[Side]:
    """Return the sides that formulas speak of: none where the two ends are padded differently."""
    if any(slide.before != slide.after for slide in case.slides):
        return []
    pool = "Pool" in case.layer.name
    return [Side(one.size, one.kernel, one.stride, one.before, one.dilation, pool, one.ceil) for one in case.slides]
