"""Pictures of what layers do, as values: windows on a grid, and shapes through layers. `svg` writes one as SVG."""

from typing import Final, TypeAlias

from .cells import Drawing
from .chain import Chain, chain, single
from .drawing import drawn
from .scene import Scene, scene, with_numbers

__all__ = ["Chain", "Drawing", "Picture", "Scene", "chain", "drawn", "scene", "single", "svg", "with_numbers"]

Picture: TypeAlias = Scene | Chain

SLIDE: Final = (16, 24)
"""The most rows and columns of a grid that can be read on a slide."""


def svg(picture: Picture) -> str:
    """Return a picture as SVG 1.1, the same text for the same picture."""
    if isinstance(picture, Chain):
        from .svgchain import svg_of_chain

        return svg_of_chain(picture)
    from .svgwindows import svg_of_windows

    return svg_of_windows(drawn(picture, *SLIDE), picture)
