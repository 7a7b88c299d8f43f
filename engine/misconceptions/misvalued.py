"""The numbers that misconceptions of a pool lead to."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from ..jobs import Numbers
from ..sizes.windows import windows
from ..sliding import Slide
from .pooled import Pool, reduced, usual
from .sizes import WRONG_SIZES
from .values import WRONG_VALUES, WrongValues


def _moved(slide: Slide, **changes: Any) -> Slide:
    other = slide._replace(**changes)
    count = windows(other.size, other.kernel, other.stride, other.before, other.dilation, other.ceil)
    return other._replace(fitting=count)


_OTHER_WINDOWS: Final[dict[str, Callable[[Slide], Slide]]] = {
    "pool-stride-one": lambda x: _moved(x, stride=1) if x.stride == x.kernel > 1 else x,
    "dilation-ignored": lambda x: _moved(x, dilation=1),
    "padding-ignored": lambda x: _moved(x, before=0, after=0),
    "ceil-mode-ignored": lambda x: _moved(x, ceil=False),
    "ceil-for-floor": lambda x: _moved(x, ceil=True),
}
"""The wrong sizes that leave no doubt which windows their users look at."""


_GENERAL: Final = ("mean-for-max", "max-for-mean", "sum-for-mean")
_IDEAS: Final = {idea.slug: idea for idea in WRONG_VALUES}
_SLIPS: Final = {one.slug: one.slip for one in (*WRONG_SIZES, *WRONG_VALUES)}
_IN_ORDER: Final = (*[slug for slug in _IDEAS if slug not in _GENERAL], *_OTHER_WINDOWS, *_GENERAL)
"""First what the layer's settings invite, last what anybody may think of any pool."""


def misvalued(pool: Pool) -> Iterator[tuple[str, str, Numbers]]:
    """Yield each misconception that says something of its own of a pool: its name, its slip, and its numbers."""
    for slug in _IN_ORDER:
        idea = _IDEAS.get(slug)
        numbers = _misreduced(pool, idea) if idea is not None else _elsewhere(pool, slug)
        if numbers is not None:
            yield slug, _SLIPS[slug], numbers


def _elsewhere(pool: Pool, slug: str) -> "Numbers | None":
    """Return the numbers that a wrong idea of sizes leads to, by its name; None where it changes no window."""
    along = tuple([_OTHER_WINDOWS[slug](slide) for slide in pool.slides])
    reduce = usual(pool)
    if reduce is None or along == pool.slides or min(slide.fitting for slide in along) < 1:
        return None
    return reduced(pool, reduce, along)


def _misreduced(pool: Pool, idea: WrongValues) -> "Numbers | None":
    """Return the numbers that a wrong idea of windows makes of them; None where it says nothing of its own."""
    if idea.kind != pool.kind or not any(idea.when(slide, pool.settings) for slide in pool.slides):
        return None
    reduce = idea.reduce(pool.settings)
    return reduced(pool, reduce) if reduce is not None else None
