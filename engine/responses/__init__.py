"""Files of responses: rows in from JSON lines, CSV or Parquet, and the same rows with more fields out again.

`rows` has what a row is, `columns` and `values` what it is made of. `places` finds files, of which `formats` says the
format; `sources` opens each (`jsonlines`; `tables` with their `headers`; `parquet`), as text by `opening`, or from the
standard input by `waiting`. `making` makes rows of what is in them: `asking` says what these ask, `sheets` which
answers stand on one. `needs` refuses files that lack a column, `progress` counts what was read, and `reading` brings it
together. `merging` adds what was said of a row, and `writing` writes it.
"""

from .columns import Column
from .formats import Format, format_of
from .merging import written
from .reading import Responses, read_responses, rows_of_lines
from .rows import Row
from .writing import Writer, writer

__all__ = [
    "Column",
    "Format",
    "Responses",
    "Row",
    "Writer",
    "format_of",
    "read_responses",
    "rows_of_lines",
    "writer",
    "written",
]
