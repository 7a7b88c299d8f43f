"""Shapes beside an arrow on a line that names a layer: `nn.MaxPool2d(2)`: (1, 1, 6, 6) -> (1, 1, 3, 3).

They are only found here; whoever can run or compute the layer says whether they hold.
"""

import re
from collections.abc import Iterator
from typing import Final

from ..frozen import dataclass
from ..shapes import Shape

# Where no arrow's head comes, a long run of dashes must not be looked through from each of them.
_ARROW: Final = r"(?:(?<!-)-++>|(?<!=)=++>|→|⇒|⟶|➔|➜)"
_SIZE: Final = r"[1-9][0-9]{0,9}"
_SIZES: Final = rf"{_SIZE}(?:,\s?{_SIZE}){{0,7}},?"
_SHAPE: Final = (
    rf"(?:(?:torch\.)?Size\(\[{_SIZES}\]\)|(?<![\w\])\0])(?:\({_SIZES}\)|\[{_SIZES}\])"
    rf"|(?<![\w.,×-]){_SIZE}(?:\s?[×xX]\s?{_SIZE}){{1,7}}(?![\w×]|[.,][0-9]))"
)
_MARKS: Final = r"[\s`*_]*"
_CALL: Final = re.compile(r"(?<![\w.])(?:torch\.)?(?:nn\.)?[A-Z]\w*\((?<!Size\()")
_STEP: Final = re.compile(rf"({_SHAPE}){_MARKS}{_ARROW}{_MARKS}(?=({_SHAPE}))")
_STEP_OVER_LAYER: Final = re.compile(rf"({_SHAPE}){_MARKS}{_ARROW}{_MARKS}\0+{_MARKS}{_ARROW}{_MARKS}(?=({_SHAPE}))")
_ARROWS: Final = re.compile(_ARROW)
_DOUBT: Final = re.compile(
    r"""[?✗✘❌] | (?<=\w)(?<!Size)\(                             # a question; a call that is no layer
    | \bnn\.[A-Z] | \b(?!PyTorch)[A-Z]+[a-z]+[A-Z0-9]\w*        # another layer, without a call
    | (?i:\b(?:not|never|\w+n't|cannot|nor|neither|wrong\w*|incorrect\w*|false|invalid|instead|unless|would|should|if
        |twice|thrice|two|three|four|five|times|again|repeat\w*|stack\w*|after|afterwards|followed|before|plus|another
        |other|or|either|versus|vs|whereas|while|but|fail\w*|raise\w*|errors?|refus\w*|expect\w*|reshap\w*|view|flattened
        |transposed|permuted|cropped|resized|padded)\b
    | \S\s+then\b
    | (?:\b(?:and|with|by)|[,+&])\s+(?:(?:an?|the|max|average|global)\s+)*
        (?:pool|conv|flatten|upsampl|unpool|pad|linear|dropout|activation)
    | \b(?:strides?|paddings?|dilations?|kernels?|kernel_size|ceil_mode|groups)\b\W*(?:(?:of|is|size)\W+)?(?:[0-9]|T))
    """,
    re.VERBOSE,
)
_DIMENSIONS: Final = re.compile(r"([123])d\(")
_LONGEST_LINE: Final = 1_000
_LONGEST_LAYER: Final = 300


@dataclass(frozen=True, slots=True)
class ShapeClaim:
    """The words of an author that `layer` makes `after` of `before`, at `text[start:end]`.

    A shape that is not full holds only the last sizes, (H, W) of a layer of two dimensions.
    """

    start: int
    end: int
    claim: str
    layer: str
    before: Shape
    before_full: bool
    after: Shape
    after_full: bool


def shape_claims(text: str) -> Iterator[ShapeClaim]:
    """Yield what `text` says of the shapes before and after a layer.

    A line says so where it has one layer call and one arrow with a shape on each side, or where every arrow leads into
    a call or out of one: `(1, 3, 32, 32) → nn.Conv2d(3, 8, 3) → (1, 8, 30, 30)`. A chain of shapes beside one call
    says nothing: nobody can tell which step is the layer's. Nor does a line that denies, asks, tells arguments apart
    from the call, or speaks of a second layer.

    >>> [(claim.layer, claim.before, claim.after) for claim in shape_claims("10×10 → 3×3 with nn.AvgPool2d(3)")]
    [('nn.AvgPool2d(3)', (10, 10), (3, 3))]
    """
    if not _ARROWS.search(text):
        return
    start = 0
    for line in text.splitlines(keepends=True):
        if len(line) <= _LONGEST_LINE and "(" in line:
            arrows = len(_ARROWS.findall(line))
            if arrows:
                yield from _claims_of_line(text, line, start, arrows)
        start += len(line)


def _claims_of_line(text: str, line: str, start: int, arrows: int) -> Iterator[ShapeClaim]:
    layers, rest = _apart(line)
    if not layers or _DOUBT.search(rest):
        return
    if len(layers) == 1 and arrows == 1:
        step = _STEP
    elif len(layers) * 2 == arrows:
        step = _STEP_OVER_LAYER
    else:
        return
    matches = list(step.finditer(rest))
    if len(matches) != len(layers):
        return
    for layer, match in zip(layers, matches, strict=True):
        before, after = _sizes(match[1], layer), _sizes(match[2], layer)
        if before is None or after is None or (after[1] and not before[1]):
            continue
        first, last = start + match.start(1), start + match.end(2)
        yield ShapeClaim(first, last, text[first:last], layer, *before, *after)


def _apart(line: str) -> tuple[list[str], str]:
    """Return the outermost layer calls of a line, and the line with each of them blotted out at its length."""
    layers: list[str] = []
    rest = line.replace("\0", " ")
    at = 0
    while (call := _CALL.search(line, at)) is not None:
        end = _closing(line, call.end())
        if end is None:
            return [], line
        layers.append(line[call.start() : end])
        rest = rest[: call.start()] + "\0" * (end - call.start()) + rest[end:]
        at = end
    return layers, rest


def _closing(line: str, at: int) -> int | None:
    """Return where the bracket that was opened before `at` is closed."""
    depth = 1
    for place in range(at, min(len(line), at + _LONGEST_LAYER)):
        depth += (line[place] == "(") - (line[place] == ")")
        if not depth:
            return place + 1
    return None


def _sizes(shape: str, layer: str) -> tuple[Shape, bool] | None:
    """Return the sizes and whether they are all; None where a shape written with × may be read in two ways."""
    sizes = tuple([int(size) for size in re.findall("[0-9]+", shape)])
    found = _DIMENSIONS.search(layer)
    if found is not None:
        return sizes, len(sizes) != int(found[1])
    if shape[-1] in ")]":
        return sizes, True
    return (sizes, False) if len(sizes) == 2 else None
