"""Every misconception by its name."""

from typing import Final, TypeAlias

from ..layercall import closest
from ..literals import Unreadable
from ..shapes import shown
from ..sides import WrongSize
from .counts import WRONG_COUNTS, WrongCount
from .outcomes import WRONG_OUTCOMES, WrongOutcome
from .shapes import WRONG_SHAPES, WrongShape
from .sizes import WRONG_SIZES
from .transposed import TRANSPOSED_SIZES
from .values import WRONG_VALUES, WrongValues

Known: TypeAlias = WrongSize | WrongShape | WrongCount | WrongValues | WrongOutcome

FAMILIES: Final[dict[str, tuple[Known, ...]]] = {
    "Sizes": WRONG_SIZES,
    "Sizes of transposed convolutions": TRANSPOSED_SIZES,
    "Whole shapes": WRONG_SHAPES,
    "Counts": WRONG_COUNTS,
    "Values of pools": WRONG_VALUES,
    "What torch refuses": WRONG_OUTCOMES,
}
"""Every misconception by what it is about."""

# What says of a size and of an outcome the same goes by one name.
MISCONCEPTIONS: Final[dict[str, Known]] = {one.slug: one for family in FAMILIES.values() for one in family} | {
    one.slug: one for one in WRONG_SIZES
}
"""Every misconception by its name."""


def find_misconception(name: str) -> Known:
    """Return the misconception of this name. Raises Unreadable where there is none."""
    if name not in MISCONCEPTIONS:
        close = closest(name, tuple(MISCONCEPTIONS))
        mend = f"did you mean {close}?" if close else "`quizproof misconception` lists them"
        raise Unreadable(f"no misconception is called {shown(name, 40)}; {mend}")
    return MISCONCEPTIONS[name]
