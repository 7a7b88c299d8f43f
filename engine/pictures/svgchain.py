"""The shapes through the layers of a network as SVG: maps and vectors, larger ones larger, and layers between them."""

from collections.abc import Iterator
from math import log2, sqrt
from typing import Final

from ..shapes import Shape
from .chain import Chain, Stage, shapes_text
from .svgparts import INK, MARGIN, QUIET, WINDOWS, arrow, document, element, lines_of, text, width_of

_SIZE, _SMALL = 15, 13
_MAP: Final = 64
_GLYPH: Final = 108
_STEP: Final = 3
_ARROW: Final = 46
_MOST_ROWS: Final = 5
_MOST_CHARACTERS: Final = 44
_COLUMN_GAP: Final = 36
_FILL: Final = "#d6e8f5"


def svg_of_chain(chain: Chain) -> str:
    """Return the picture of a chain as SVG."""
    columns = -(-len(chain.stages) // _MOST_ROWS)
    most = -(-len(chain.stages) // columns)
    scale = _scale(chain)
    body: list[str] = []
    x, height = float(MARGIN), 0.0
    for first in range(0, len(chain.stages), most):
        stages = chain.stages[first : first + most]
        lines = [line for stage in stages for line in (*_layer_lines(stage), *_shape_lines(shapes_text(stage.shapes)))]
        lines += _shape_lines(chain.given) if not first else []
        y = float(MARGIN)
        if not first:
            y = _put_shapes(body, x, y, chain.given, chain.shapes, scale)
        for stage in stages:
            y = _put_layer(body, x, y, stage)
            y = _put_shapes(body, x, y, shapes_text(stage.shapes), stage.shapes, scale)
        height = max(height, y)
        x += _GLYPH + 16 + max(width_of(line, _SIZE, code=True) for line in lines) + _COLUMN_GAP
    if sum(bool(stage.parameters) for stage in chain.stages) > 1:
        height += 30
        body.append(text(MARGIN, height, f"{chain.parameters:,} parameters in all", _SMALL, fill=QUIET))
    said = [f"{chain.given} goes in."]
    said += [f"{stage.layer} gives {shapes_text(stage.shapes)}." for stage in chain.stages]
    title = f"{chain.given} through {len(chain.stages)} layer{'s' * (len(chain.stages) > 1)}"
    return document(x - _COLUMN_GAP + MARGIN, height + MARGIN, title, " ".join(said), body)


def _layer_lines(stage: Stage) -> list[str]:
    return lines_of(stage.layer, _MOST_CHARACTERS, 3)


def _shape_lines(words: str) -> list[str]:
    return lines_of(words, _MOST_CHARACTERS)


def _put_layer(body: list[str], x: float, y: float, stage: Stage) -> float:
    """Draw an arrow with the layer beside it; return where the next thing begins."""
    lines = _layer_lines(stage)
    tall = max(_ARROW, len(lines) * 20 + 18 * bool(stage.parameters) + 12)
    body.append(arrow(x + _GLYPH / 2, y + 4, tall - 8, down=True))
    base = y + (tall - len(lines) * 20 - 18 * bool(stage.parameters)) / 2 + 15
    for line in lines:
        body.append(text(x + _GLYPH + 16, base, line, _SIZE, code=True, fill=WINDOWS[1][0]))
        base += 20
    if stage.parameters:
        body.append(text(x + _GLYPH + 16, base, f"{stage.parameters:,} parameters", _SMALL, fill=QUIET))
    return y + tall


def _put_shapes(
    body: list[str], x: float, y: float, words: str, shapes: tuple[Shape | None, ...], scale: float
) -> float:
    """Draw the glyph of a shape, and the shape beside it; return where the next thing begins."""
    shape = shapes[0] if shapes and shapes[0] is not None else ()
    wide, high, depth = _glyph(shape, scale)
    back = _STEP * (depth - 1)
    lines = _shape_lines(words)
    tall = max(high + back, len(lines) * 20.0, 20.0)
    left = x + (_GLYPH - wide - back) / 2
    top = y + (tall - high - back) / 2
    body += [_map(left + off, top + back - off, wide, high) for off in reversed(range(0, _STEP * depth, _STEP))]
    base = y + (tall - len(lines) * 20) / 2 + 15
    for line in lines:
        body.append(text(x + _GLYPH + 16, base, line, _SIZE, code=True, font_weight="bold"))
        base += 20
    return y + tall


def _map(x: float, y: float, wide: float, high: float) -> str:
    return element("rect", x=x, y=y, width=wide, height=high, rx=1.5, fill=_FILL, stroke=INK, stroke_width=1.2)


def _scale(chain: Chain) -> float:
    """Return how large a map of one element is drawn; others grow with the root of their size."""
    sizes = [size for shape in _all_shapes(chain) if len(shape) > 2 for size in shape[-2 if len(shape) > 3 else -1 :]]
    return _MAP / sqrt(max([*sizes, 1]))


def _all_shapes(chain: Chain) -> Iterator[Shape]:
    for shapes in (chain.shapes, *[stage.shapes for stage in chain.stages]):
        if shapes and shapes[0] is not None:
            yield shapes[0]


def _glyph(shape: Shape, scale: float) -> tuple[float, float, int]:
    """Return the width and height of a map, and how many lie behind each other; a vector's is its logarithm."""
    if len(shape) >= 3:
        high = max(5.0, sqrt(shape[-2]) * scale) if len(shape) > 3 else 12.0
        return max(5.0, sqrt(shape[-1]) * scale), high, _depth(shape[-3] if len(shape) > 3 else shape[-2])
    size = shape[-1] if shape else 1
    return 12 + 5.5 * log2(max(1, size)), 12.0, 1


def _depth(channels: int) -> int:
    """Return how many maps stand for so many channels.

    >>> [_depth(channels) for channels in (1, 3, 16, 512)]
    [1, 3, 5, 7]
    """
    return min(7, 1 + round(log2(channels))) if channels > 1 else 1
