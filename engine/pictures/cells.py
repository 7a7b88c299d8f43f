"""What a drawing is made of: cells with marks, grids, windows, and the places along a side."""

from enum import Enum
from typing import Final

from ..frozen import dataclass
from .sides import Side, reads


class Mark(Enum):
    """What a cell is, by the letter that stands for it."""

    READ = "."
    SKIPPED = ":"
    DROPPED = "x"
    PADDING = "-"
    BEYOND = "+"
    LEFT_OUT = "~"


SHARED: Final = "#"
PICKED: Final = "*"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its mark, the numbers of the first windows that lie on it, what stands in it, and who picked it."""

    mark: Mark
    windows: tuple[int, ...] = ()
    text: str = ""
    picked: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """One of the first windows: its number, the rows and columns of the grid that it lies on, and its equation."""

    number: int
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    equation: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells, and what they are: `input 10×8`."""

    name: str
    cells: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """The grid that the first windows lie on, and the other, which has one cell for each window.

    `backwards`: the windows lie on the output. `total`: how many windows there are. `legend` has letters and what
    they mean.
    """

    layer: str
    field: Grid
    points: Grid
    windows: tuple[Window, ...]
    backwards: bool
    total: int
    legend: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]

    @property
    def numbered(self) -> bool:
        """Whether numbers stand in the cells."""
        return any(cell.text for row in self.points.cells for cell in row)


@dataclass(frozen=True, slots=True)
class Line:
    """The places that are drawn along one side; None for a gap."""

    side: Side | None
    places: tuple[int | None, ...]

    def mark(self, place: int | None) -> Mark:
        """Return what all cells at a place are, as far as this side says."""
        side = self.side
        if place is None:
            return Mark.LEFT_OUT
        if side is None:
            return Mark.READ
        if not 0 <= place < side.size:
            return Mark.BEYOND if place >= side.size + side.after else Mark.PADDING
        if place > side.taps(side.fitting - 1)[-1]:
            return Mark.DROPPED
        return Mark.READ if reads(side, place) else Mark.SKIPPED

    def under(self, window: int) -> tuple[int, ...]:
        """Return which of the places a window lies on, the gap too if it goes on there; () where none is drawn."""
        if self.side is None:
            return (0,)
        taps = self.side.taps(window)
        seen = [index for index, place in enumerate(self.places) if place is not None and place in taps]
        if seen and len(seen) < len(taps):
            seen = sorted([*seen, self.places.index(None)])
        return tuple(seen)
