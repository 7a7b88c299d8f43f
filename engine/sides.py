"""What wrong formulas for a size are made of: a side, which is one dimension of a layer's windows, and the rule."""

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from .frozen import dataclass


class Side(NamedTuple):
    """What a size along one dimension is computed from. `pool`: the layer pools; `ceil`: it has `ceil_mode`.

    `op` is the output_padding of a transposed convolution; None where the layer is none.
    """

    L: int
    k: int
    s: int
    p: int
    d: int
    pool: bool = True
    ceil: bool = False
    op: int | None = None


Size: TypeAlias = int | Fraction


@dataclass(frozen=True, slots=True)
class WrongSize:
    """A wrong formula. `slip` is what its user does, as in "it comes of ..."; `seen` is where it was met.

    It is asked for sides where `when` holds; with `ceil_mode` only if it is about that, or None. `fraction`: it gives
    the right size or no whole number. `layers` are the only ones it is about; () is all. `formula` and `condition`
    write out what `size` and `when` compute.
    """

    slug: str
    slip: str
    size: Callable[[Side], Size]
    when: Callable[[Side], bool] = lambda _: True
    about_ceil: bool | None = False
    fraction: bool = False
    transposed: bool = False
    seen: tuple[str, ...] = ()
    formula: str = ""
    condition: str = ""
    layers: tuple[str, ...] = ()

    def applies(self, side: Side) -> bool:
        """Return whether the rule says something of its own about a side."""
        if self.about_ceil is not None and side.ceil is not self.about_ceil:
            return False
        return (side.op is not None) is self.transposed and self.when(side)

    @property
    def text(self) -> str:
        """All that the rule says: another text is another rule."""
        return "\n".join((self.slug, self.slip, self.formula, self.condition, *self.layers))
