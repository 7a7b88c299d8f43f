"""Misconceptions: wrong rules by name, what each makes of a layer's sizes, and which of them explain a wrong shape."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, TypeAlias

from ..binding import signature
from ..catalogue import LAYERS
from ..layercall import LayerCall
from ..shapes import Shape
from ..sides import Side, Size, WrongSize
from .cases import Rules, about, mistaken, sides_of, table
from .cases import case_of as case_of
from .chained import chained
from .shapes import WRONG_SHAPES, Case, WrongShape
from .sizes import WRONG_SIZES
from .transposed import TRANSPOSED_SIZES

Misconception: TypeAlias = WrongSize | WrongShape
"""What makes a wrong shape; `known.py` has all others, too."""

_NAMED: Final = 3

_COMMON: Final = (
    "dilation-ignored",
    "transposed-by-forward",
    "pool-stride-one",
    "ceil-mode-ignored",
    "padding-once",
    "transposed-output-padding",
    "height-width-swapped",
    "channels-kept-by-conv",
    "no-plus-one",
    "ceil-for-floor",
    "naive-ceil-mode",
    "padding-ignored",
    "output-padding-ignored",
    "dilation-times-kernel",
    "transposed-padding-added",
    "transposed-padding-once",
    "pooling-changes-channels",
    "linear-flattens",
    "batch-flattened",
    "output-size-as-window",
    "same-despite-stride",
    "stride-one-keeps-size",
    "transposed-times-stride",
    "divided-by-kernel",
)
"""What a teacher would offer first as wrong choices: what the layer at hand invites, and what many do everywhere."""

_SLUGS: Final = (*_COMMON, *[one.slug for one in (*WRONG_SIZES, *TRANSPOSED_SIZES, *WRONG_SHAPES)])
_RANKS: Final = {slug: place for place, slug in enumerate(dict.fromkeys(_SLUGS))}


def predictions(case: Case, rules: Rules = ()) -> Iterator[tuple[Misconception, Shape]]:
    """Yield each misconception that applies, with a wrong shape that it leads to; a fraction leads to none.

    `rules` come first.
    """
    sides = sides_of(case)
    head, tail = case.right[: len(case.right) - len(sides)], case.right[len(case.right) - len(sides) :]
    for rule in (*about(case.layer, rules), *table(sides)):
        if any(map(rule.applies, sides)):
            sizes = mistaken(rule, sides, tail)
            if sizes is not None:
                yield rule, (*head, *sizes)
    if case.layer.name == "Sequential":
        yield from chained(case, rules)
    for idea in WRONG_SHAPES:
        for shape in idea.shapes(case):
            yield idea, shape


def foreseen(case: Case, rules: Rules = ()) -> list[tuple[Misconception, Shape]]:
    """Return the predictions that are shapes of something, the commonest misconceptions first."""
    ranks = dict(_RANKS)
    if _writes_stride(case.layer):  # nobody forgets what a stride is that stands there
        ranks |= {"pool-stride-one": len(ranks), "conv-stride-kernel": len(ranks) + 1}
    found = [one for one in predictions(case, rules) if min(one[1], default=0) > 0 and one[0].slug not in _NO_SIZE]
    return sorted(found, key=lambda one: ranks.get(one[0].slug, -1))


_NO_SIZE: Final = ("no-floor", "fraction-kept", "fraction-means-invalid")
"""Their users find the right size, or none."""


def rank(slug: str) -> int:
    """Return how far behind a misconception comes where the commonest come first; one of a bank's own comes first."""
    return _RANKS.get(slug, -1)


def _writes_stride(layer: LayerCall) -> bool:
    place = signature(layer.name).index.get("stride", len(layer.args))
    return place < len(layer.args) or any(word == "stride" for word, _ in layer.kwargs)


def diagnose(
    layer: LayerCall,
    shape: Shape,
    right: Shape,
    answer: Shape,
    axes: tuple[int, ...] | None = None,
    rules: Rules = (),
) -> tuple[Misconception, ...]:
    """Return the misconceptions that give exactly this wrong answer to what shape `layer` makes of `shape`.

    The commonest come first. With `axes`, the answer has the sizes along these only; `rules` are a bank's own.

    >>> from quizproof.engine.layercall import read_layer
    >>> pool = read_layer("nn.MaxPool2d(3, stride=2)")
    >>> [one.slug for one in diagnose(pool, (1, 1, 10, 10), (1, 1, 4, 4), (1, 1, 3, 3))]
    ['no-plus-one', 'divided-by-kernel']
    """
    if answer == asked(right, axes) or (axes is None and _is_far(layer, right, answer)):
        return ()
    case = case_of(layer, shape, right)
    fewer = len(right) - len(answer)
    if axes is not None or (layer.name == "Sequential" and not fewer):
        found = {rule.slug: rule for rule, wrong in predictions(case, rules) if answer == asked(wrong, axes)}
        return _commonest_first(found.values())
    # The same, without working out what cannot be the answer: grading many answers asks this of every wrong one.
    giving: list[Misconception] = []
    if not fewer:
        sides = sides_of(case)
        place = len(right) - len(sides)
        if sides and answer[:place] == right[:place]:
            speaking = [rule for rule in about(layer, rules) if any(map(rule.applies, sides))]
            giving += [rule for rule in speaking if mistaken(rule, sides, right[place:]) == answer[place:]]
            giving += _giving(sides, right[place:], answer[place:])
    giving += [idea for idea in WRONG_SHAPES if idea.fewer in (fewer, None) and answer in idea.shapes(case)]
    return _commonest_first(giving) if giving else ()


def _commonest_first(found: Iterable[Misconception]) -> tuple[Misconception, ...]:
    return tuple(sorted(found, key=lambda one: rank(one.slug)))


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
    return [table(sides)[place] for place in sorted(giving - silent)]


_NONE: Final[frozenset[int]] = frozenset()
_ALL: Final = frozenset(range(max(len(WRONG_SIZES), len(TRANSPOSED_SIZES))))


@lru_cache(maxsize=4_096)
def _by_size(side: Side) -> tuple[dict[Size, frozenset[int]], frozenset[int]]:
    """Return the places of the formulas that give each size, and of those that say nothing of a side."""
    by_size: dict[Size, frozenset[int]] = {}
    idle: list[int] = []
    for place, rule in enumerate(table([side])):
        if not rule.applies(side):
            idle.append(place)
        elif not rule.fraction:
            size = rule.size(side)
            by_size[size] = by_size.get(size, _NONE) | {place}
    return by_size, frozenset(idle)


def asked(shape: Shape, axes: tuple[int, ...] | None) -> Shape | None:
    """Return the sizes along some axes; None where the shape has not all of them."""
    if axes is None:
        return shape
    return tuple([shape[axis] for axis in axes]) if all(-len(shape) <= axis < len(shape) for axis in axes) else None


def said(rules: Sequence[Misconception]) -> str:
    """Return what the users of some rules do, as one phrase.

    >>> said(WRONG_SIZES[:2])
    'either leaving out the + 1 or rounding up instead of down'
    """
    return either([rule.slip for rule in rules])


def either(slips: Iterable[str]) -> str:
    """Return some slips as one phrase, what something comes "of". The first three are named.

    Slips hold commas, so that these do not part them.

    >>> either(["leaving out A", "doing B, as if it were C", "taking D for E"])
    'leaving out A; or of doing B, as if it were C; or of taking D for E'
    """
    apart = list(dict.fromkeys(slips))
    if len(apart) == 2 and "," not in apart[0]:
        return f"either {apart[0]} or {apart[1]}"
    named = apart if len(apart) <= _NAMED else [*apart[:_NAMED], "another slip"]
    return "; or of ".join(named)
