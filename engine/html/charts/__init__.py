"""Charts as SVG, drawn by pygal: for a page that shows them inline, so that they take its colours.

`bars`, `histogram`, `dots` and `scatter` draw one each. `identity` is unique on the page; `title` and `description` are
read aloud in place of the picture. The same numbers make the same picture. `frame` has the style for all.
"""

from .barred import Series, bars, histogram
from .dotted import Group, Point, dots, scatter
from .drawing import spoken

__all__ = ["Group", "Point", "Series", "bars", "dots", "histogram", "scatter", "spoken"]
