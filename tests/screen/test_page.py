"""Whatever somebody wrote is harmless on the screen, at every width and in every encoding."""

import io
import os

import pytest
from rich.text import Text

from pages import printed
from quizproof.engine.screen.page import GONE, page_on
from quizproof.engine.screen.terminal import reader

HARMLESS = {
    "markup": ("[b]x[/b] [link=file:///etc/passwd]", "[b]x[/b] [link=file:///etc/passwd]"),
    "emoji code": (":smile: :pile_of_poo:", ":smile: :pile_of_poo:"),
    "escape": ("a\x1b[2Jb", "a<U+001B>[2Jb"),
    "title of the window": ("\x1b]0;t\x07", "<U+001B>]0;t<U+0007>"),
    "one-byte escape": ("\x9b2J", "<U+009B>2J"),
    "right to left": ("a\u202eb", "a<U+202E>b"),
    "carriage return": ("right\rwrong", "right<U+000D>wrong"),
    "backspace": ("a\bb", "a<U+0008>b"),
    "tab": ("a\tb", "a   b"),
    "numbers": ("[1, 3, 224, 224]", "[1, 3, 224, 224]"),
}


@pytest.mark.parametrize(("words", "shown"), HARMLESS.values(), ids=HARMLESS)
def test_harmless(words: str, shown: str) -> None:
    assert printed(lambda page: page.line(words)) == f"{shown}\n"


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [("ascii", r"3x3 -> \u7a93 'x' -"), ("cp1252", r"3×3 -> \u7a93 ’x’ –"), ("utf-8", "3×3 → 窓 ’x’ –")],
)
def test_an_encoding_that_lacks_a_character(encoding: str, shown: str) -> None:
    shown = shown.replace("->", ">") if encoding != "utf-8" else shown
    if encoding == "cp1252":
        shown = r"3x3 > \u7a93 'x' -"
    assert printed(lambda page: page.line("3×3 → 窓 ’x’ –"), encoding=encoding) == f"{shown}\n"


def test_a_line_hangs_and_keeps_its_mark() -> None:
    def show(page):
        page.line("one two three four", indent=2, hang=3, mark=Text("A  "))

    assert printed(show, width=20) == "  A  one two three\n    four\n"
    assert printed(show, width=40) == "  A  one two three four\n"


@pytest.mark.parametrize("width", [0, 1, 19])
def test_a_width_that_cannot_be_is_not_believed(width: int) -> None:
    words = "word " * 15
    assert printed(lambda page: page.line(words), width=width) == f"{words.strip()}\n"


WORDY = {"TERM": "dumb"}, {"ACCESSIBLE": "1"}
COLOURLESS = {"NO_COLOR": "1"}, *WORDY


@pytest.mark.parametrize("environment", COLOURLESS, ids=str)
def test_no_colours(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b" in printed(lambda page: page.line("x", "good"))
    assert printed(lambda page: page.line("x", "good"), **environment) == "x\n"


@pytest.mark.parametrize("environment", WORDY, ids=str)
def test_words_only(environment: dict[str, str]) -> None:
    plain = []
    printed(lambda page: plain.append(page.plain), **environment)
    assert plain == [True]


def test_the_width_is_read_at_each_line() -> None:
    environment = {"COLUMNS": "20"}
    file = io.StringIO()
    page = page_on(file, environment=environment)
    page.line("one two three four five")
    environment["COLUMNS"] = "40"
    page.line("one two three four five")
    assert file.getvalue() == "one two three four\nfive\none two three four five\n"


def test_of_a_line_that_hardly_ends_only_the_beginning_is_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("x" * 9_000 + "\n"))
    file = io.StringIO()
    read = reader(page_on(file, environment={}))
    assert read("> ") == "x" * 9_000 + "\n"
    assert "".join(file.getvalue().split()) == ">" + "x" * 7_999 + "…"


@pytest.mark.parametrize("environment", [{}, {"COLUMNS": "-5"}, {"COLUMNS": "9" * 5000}], ids=["none", "below", "huge"])
def test_without_a_terminal_it_is_80_wide(environment: dict[str, str]) -> None:
    file = io.StringIO()
    page_on(file, environment=environment).line("word " * 17)
    assert [len(line) for line in file.getvalue().splitlines()] == [79, 4]


@pytest.mark.parametrize("printing", ["line", "raw"])
def test_a_reader_that_has_gone_ends_it_quietly(printing: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with open(writing, "w", buffering=1, closefd=False) as file:
        page = page_on(file)
        with pytest.raises(SystemExit) as caught:
            getattr(page, printing)("x\n")
        assert caught.value.code == GONE
    os.close(writing)
