"""What there is to draw of a layer with windows: sides and numbers, of any size and as torch confirmed them."""

from dataclasses import replace
from math import prod
from typing import TYPE_CHECKING, Final, TypeAlias

from ..binding import bind
from ..frozen import dataclass
from ..layercall import LayerCall
from ..shapes import Shape
from ..tensors import shape_of
from .sides import Share, Side, lie_on_output, sides

if TYPE_CHECKING:
    from ..jobs import Numbers

Rows: TypeAlias = tuple[tuple[float, ...], ...]
"""The numbers of one channel: rows of columns."""

Weights: TypeAlias = "tuple[tuple[str, Numbers], ...]"

_ONLY_COLUMNS: Final = 1


@dataclass(frozen=True, slots=True)
class Scene:
    """The windows of a layer on its input; on its output where that is `backwards`.

    `sides` are one or two: columns, or rows and columns. `numbers` and `results` are what goes in and what torch makes
    of it, () where only shapes are known. `notes` say what is not drawn.
    """

    layer: LayerCall
    given: Shape
    made: Shape
    sides: tuple[Side, ...]
    backwards: bool = False
    numbers: Rows = ()
    results: Rows = ()
    weights: Weights = ()
    notes: tuple[str, ...] = ()

    @property
    def rows(self) -> Side | None:
        """The side that runs down; None where there is one row only."""
        return self.sides[0] if len(self.sides) > _ONLY_COLUMNS else None

    @property
    def columns(self) -> Side:
        """The side that runs to the right."""
        return self.sides[-1]

    @property
    def total(self) -> int:
        """How many windows there are."""
        return prod([side.fitting for side in self.sides])


def scene(layer: LayerCall, given: Shape, made: Shape | None) -> Scene | None:
    """Return the windows of `layer` on an input, None where it has none, or where torch made another shape of it.

    >>> from quizproof.engine.layercall import read_layer
    >>> scene(read_layer("MaxPool2d(3)"), (1, 1, 10, 10), (1, 1, 3, 3)).total
    9
    >>> scene(read_layer("MaxPool2d(3)"), (1, 1, 10, 10), (1, 1, 9, 9)) is None
    True
    """
    found = sides(layer, given)
    backwards = lie_on_output(layer)
    if not found or made is None or not _confirmed(layer, found, made, backwards):
        return None
    if min(side.size for side in found) < 1:
        return None
    return Scene(layer, given, made, found[-2:], backwards, notes=_notes(layer, found))


def _confirmed(layer: LayerCall, found: tuple[Side, ...], made: Shape, backwards: bool) -> bool:
    counts = tuple([side.size if backwards else side.fitting for side in found])
    return made[-1:] == (prod(counts),) if layer.name == "Unfold" else made[-len(counts) :] == counts


def with_numbers(plain: Scene, numbers: "Numbers", results: "Numbers", weights: Weights = ()) -> Scene:
    """Return the scene with the numbers that go in and those that torch gives; of several channels with the first.

    Where they do not belong to these windows it is returned as it is.
    """
    dims = len(plain.sides)
    if plain.backwards or shape_of(numbers) != plain.given or shape_of(results) != plain.made:
        return plain
    if tuple([side.fitting for side in plain.sides]) != plain.made[-dims:] or plain.notes:
        return plain
    channels = prod(plain.given[:-dims])
    notes = (f"The first channel of {channels:,} is drawn.",) if channels > 1 else ()
    given, made = _first(numbers, len(plain.given), dims), _first(results, len(plain.made), dims)
    return replace(plain, numbers=given, results=made, weights=weights, notes=notes)


def without_numbers(found: Scene) -> Scene:
    """Return the same windows for any numbers."""
    return replace(found, numbers=(), results=(), weights=())


def _first(numbers: "Numbers", deep: int, dims: int) -> Rows:
    for _ in range(deep - dims):
        assert isinstance(numbers, tuple)
        numbers = numbers[0]
    return numbers if dims > _ONLY_COLUMNS else (numbers,)  # type: ignore[return-value]  # as deep as that, by its shape


def _notes(layer: LayerCall, found: tuple[Side, ...]) -> tuple[str, ...]:
    if len(found) < 3:
        return ()
    depth = found[0]
    if lie_on_output(layer):
        return (f"One slice, rows and columns; along {depth.axis} it is the same with {depth.fitting:,}.",)
    return (f"One slice, rows and columns; along {depth.axis}, {_fit(depth)}.",)


def _fit(side: Side) -> str:
    windows = f"{side.fitting:,} windows" if side.fitting != 1 else "1 window"
    return windows if isinstance(side, Share) else f"{windows} of {side.kernel}"


def settings_of(found: Scene) -> "dict[str, object]":
    """Return the settings of the layer by name, defaults filled in."""
    return dict(bind(found.layer))
