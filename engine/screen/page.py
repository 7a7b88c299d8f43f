"""Page: where lines are printed. Whatever an author or a learner wrote becomes harmless on its way here."""

import os
from collections.abc import Callable, Iterable
from typing import IO, Final, Literal

from rich.console import Console
from rich.text import Text
from rich.theme import Theme

from ..frozen import dataclass
from ..hidden import visible
from .wrapping import CODE, Levels, prose, wrapped

FALLBACK: Final = 80
NARROWEST: Final = 20
"""A screen that says it is narrower is not believed: its terminal breaks the lines."""

_DIGITS: Final = 4
"""A width in COLUMNS that has more of them is not believed: nothing is filled up with so many spaces."""

GONE: Final = 141
"""The exit code of a program whose reader has gone: what a shell makes of SIGPIPE."""

_STYLES: Final = Theme(
    {
        "title": "bold",
        "quiet": "dim",
        "good": "bold green",
        "bad": "bold red",
        "doubt": "bold yellow",
        CODE: "cyan",
        "name": "bold cyan",
        "number": "magenta",
        "quoted": "green",
        "strong": "bold",
        "emphasis": "italic",
    }
)
# One character of ASCII for one that many authors write.
_ASCII: Final = str.maketrans("×–—−’“”·•…≤≥→", 'x---\'""..~<>>')


@dataclass(frozen=True, slots=True)
class Page:
    """A console, how wide it is just now, and whether it takes words only: no bar, no colours."""

    console: Console
    width: Callable[[], int]
    plain: bool = False

    def safe(self, words: str) -> str:
        """Return `words` without any character that drives a terminal or that its encoding lacks."""
        words = visible(words).expandtabs(4)
        if words.isascii():
            return words
        encoding = self.console.encoding
        try:
            words.encode(encoding)
        except UnicodeEncodeError:
            return words.translate(_ASCII).encode(encoding, "backslashreplace").decode(encoding)
        return words

    def line(
        self,
        words: str | Text = "",
        style: str = "",
        *,
        indent: int = 0,
        hang: int = 0,
        mark: Text | None = None,
        levels: Levels = prose,
    ) -> None:
        """Print one paragraph, broken where it is too wide.

        What goes on is indented by `hang` more, or by less where there is no room. `mark` stands before the first
        line, inside the indentation.
        """
        text = words if isinstance(words, Text) else Text(self.safe(words), style=style)
        mark = mark or Text()
        width, used = self.room(), indent + mark.cell_len
        rest = indent + min(hang, width // 8)
        for place, line in enumerate(wrapped(text, width - used, width - rest, levels)):
            start = Text(" " * indent).append_text(mark) if not place else Text(" " * rest)
            self.console.print(start.append_text(line), soft_wrap=True)

    def lines(self, texts: Iterable[str], style: str = "", *, indent: int = 0, hang: int = 4) -> None:
        """Print several lines; the spaces that one begins with are its indentation."""
        for text in texts:
            own = len(text) - len(text.lstrip(" "))
            self.line(text[own:], style, indent=indent + own, hang=hang)

    def word(self, word: str, style: str, rest: str = "") -> None:
        """Print a line that begins with a word in colour, and says the same without."""
        self.line(Text.assemble((self.safe(word), style), f": {self.safe(rest)}" if rest else ""), hang=2)

    def raw(self, text: str) -> None:
        """Print text for other programs as it is, line breaks included."""
        try:
            self.console.file.write(text)
        except BrokenPipeError:
            self.console.on_broken_pipe()

    def clear(self) -> None:
        """Begin with an empty screen, where there is one."""
        if self.console.is_terminal and not self.plain:
            self.console.clear()

    def flush(self) -> None:
        """Let what was printed appear."""
        self.console.file.flush()

    def room(self) -> int:
        """Return how many cells a line may take."""
        width = self.width()
        return width if width >= NARROWEST else FALLBACK


def page_on(
    file: IO[str], *, plain: bool = False, environment: "os._Environ[str] | dict[str, str]" = os.environ
) -> Page:
    """Return the page that is printed to `file`: as wide as its terminal is at each line, 80 where there is none."""
    wordy = plain or bool(environment.get("ACCESSIBLE")) or environment.get("TERM") == "dumb"
    colours: Literal["auto"] | None = None if wordy or environment.get("NO_COLOR") else "auto"
    console = _Console(
        file=file,
        color_system=colours,
        theme=_STYLES,
        highlight=False,
        markup=False,
        emoji=False,
    )

    def width() -> int:
        given = environment.get("COLUMNS", "")
        if given.isdecimal() and len(given) <= _DIGITS:
            return int(given)
        try:
            return os.get_terminal_size(file.fileno()).columns
        except (OSError, ValueError):
            return FALLBACK

    return Page(console, width, wordy)


class _Console(Console):
    """A console that ends the program quietly, as the system would, where nobody reads on (`| head`)."""

    def on_broken_pipe(self) -> None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), self.file.fileno())  # else Python complains when it ends
        raise SystemExit(GONE)
