"""The shape of a tensor on its way through the layers of nn.Sequential."""

from typing import Final

from ..frozen import dataclass
from ..layercall import LayerCall
from ..shapes import Shape
from ..sizes import NoRule, Refused, work_out

_MOST_LAYERS: Final = 200


@dataclass(frozen=True, slots=True)
class Stage:
    """One layer, the elements of its parameters, and the shapes that it gives."""

    layer: str
    parameters: int
    shapes: tuple[Shape | None, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """What goes in, as text and as shapes, and what each layer makes of what comes before it."""

    given: str
    stages: tuple[Stage, ...]
    shapes: tuple[Shape | None, ...] = ()

    @property
    def parameters(self) -> int:
        """Elements of all parameters."""
        return sum(stage.parameters for stage in self.stages)


def chain(layer: LayerCall, given: Shape, made: tuple[Shape | None, ...]) -> Chain | None:
    """Return the shapes through the layers of nn.Sequential by the formulas, layers within layers in one row.

    None for another layer, and where a formula is missing or comes to something else than `made`, which torch gave.
    """
    parts = flattened(layer)
    if layer.name != "Sequential" or not 0 < len(parts) <= _MOST_LAYERS:
        return None
    stages: list[Stage] = []
    shapes: tuple[Shape | None, ...] = (given,)
    for part in parts:
        if len(shapes) != 1 or shapes[0] is None:
            return None
        try:
            worked = work_out(part, shapes[0])
        except (Refused, NoRule, ValueError):
            return None
        shapes = worked.shapes
        stages.append(Stage(str(part), worked.parameters, shapes))
    return Chain(str(given), tuple(stages), (given,)) if shapes == made else None


def single(layer: LayerCall, given: Shape, made: tuple[Shape | None, ...], parameters: int) -> Chain:
    """Return one layer as a chain."""
    return Chain(str(given), (Stage(str(layer), parameters, made),), (given,))


def flattened(layer: LayerCall) -> tuple[LayerCall, ...]:
    """Return the layers that a tensor passes one after another.

    >>> from quizproof.engine.layercall import read_layer
    >>> [part.name for part in flattened(read_layer("Sequential(ReLU(), Sequential(Tanh(), GELU()))"))]
    ['ReLU', 'Tanh', 'GELU']
    """
    if layer.name != "Sequential":
        return (layer,)
    return tuple([part for inner in layer.args if isinstance(inner, LayerCall) for part in flattened(inner)])


def shapes_text(shapes: tuple[Shape | None, ...]) -> str:
    """Return shapes as one writes them."""
    return ", ".join([str(shape) if shape is not None else "no tensor" for shape in shapes])
