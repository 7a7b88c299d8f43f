"""The table: a row for each measure, as Markdown."""

from pathlib import Path
from statistics import median
from typing import Final, NamedTuple

from clock import Spent

MARKER: Final = "<!-- bench -->"
_HEAD: Final = ("Measure", "Quizproof", "Beside it", "Ratio", "At most", "Holds")


class Row(NamedTuple):
    """One measure as it is printed; `holds` is None where nothing is promised."""

    what: str
    ours: str
    bare: str
    ratio: str
    limit: str
    holds: bool | None


def compared(what: str, ours: list[Spent], bare: list[Spent], limit: float | None, by: str = "wall") -> Row:
    """Return the row of a ratio: the median of the ratios of all rounds, and the least and the most of them."""
    ratios = [getattr(one, by) / getattr(other, by) for one, other in zip(ours, bare, strict=True)]
    ratio = median(ratios)
    return Row(
        what,
        _seconds(ours),
        _seconds(bare),
        f"{_ratio(ratio)} ({_ratio(min(ratios))} to {_ratio(max(ratios))}, {'CPU' if by == 'cpu' else by})",
        "" if limit is None else f"{limit:g}",
        None if limit is None else ratio <= limit,
    )


def _seconds(times: list[Spent]) -> str:
    wall, cpu = median([one.wall for one in times]), median([one.cpu for one in times])
    scale, unit = (1.0, "s") if wall >= 1 else (1e3, "ms") if wall >= 1e-3 else (1e6, "µs")
    return f"{_short(wall * scale)} {unit}, CPU {_short(cpu * scale)} {unit}"


def _ratio(number: float) -> str:
    return f"{number:.2f}" if number >= 0.01 else f"{number:.5f}"


def _short(number: float) -> str:
    return f"{number:.0f}" if number >= 100 else f"{number:.3g}"


def table(rows: list[Row]) -> str:
    """Return the rows as a table in Markdown.

    >>> print(table([Row("reading", "2 s", "1 s", "2.00", "1.5", False)]))
    | Measure | Quizproof | Beside it | Ratio | At most | Holds |
    |---|---|---|---|---|---|
    | reading | 2 s | 1 s | 2.00 | 1.5 | **no** |
    """
    holds = {True: "yes", False: "**no**", None: ""}
    lines = [_HEAD, *((*row[:-1], holds[row.holds]) for row in rows)]
    written = ["| " + " | ".join(line) + " |" for line in lines]
    return "\n".join([written[0], "|---" * len(_HEAD) + "|", *written[1:]])


def put_into(file: Path, text: str) -> None:
    """Replace what stands between the two markers of a file. Raises SystemExit where there are not two."""
    parts = file.read_text(encoding="utf-8").split(MARKER)
    if len(parts) != 3:
        raise SystemExit(f"{file} needs the line {MARKER} twice, around the place of the table")
    file.write_text(f"{parts[0]}{MARKER}\n{text}\n{MARKER}{parts[2]}", encoding="utf-8")
