"""The bar of a long check: on a terminal, after a second, and gone at the end."""

import io
from collections.abc import Iterator

import pyte
import pytest

from quizproof.engine.screen.page import page_on
from quizproof.engine.screen.progress import progress


class Screen(io.StringIO):
    """What a terminal would be sent."""

    def isatty(self) -> bool:
        return True


def seconds(*times: float) -> Iterator[float]:
    yield from times


@pytest.fixture(autouse=True)
def _terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.delenv("NO_COLOR", raising=False)


def rows(written: str) -> list[str]:
    """Return the lines that stand on the screen."""
    screen = pyte.Screen(40, 5)
    pyte.Stream(screen).feed(written.replace("\n", "\r\n"))
    return [row.rstrip() for row in screen.display if row.strip()]


def test_nothing_is_shown_where_there_is_no_terminal() -> None:
    file = io.StringIO()
    with progress(page_on(file), clock=lambda: 0.0) as tell:
        tell(0.5, 1)
    assert file.getvalue() == ""


def test_nothing_is_shown_where_it_is_not_wanted_or_soon_over() -> None:
    file = Screen()
    with progress(page_on(file), wanted=False) as tell:
        tell(0.5, 1)
    late = seconds(0.0, 9.0)
    with progress(page_on(file, plain=True), clock=lambda: next(late)) as tell:
        tell(0.5, 1)
    times = seconds(0.0, 0.4, 0.9)
    with progress(page_on(file), clock=lambda: next(times)) as tell:
        tell(0.5, 1)
        tell(1.0, 1)
    assert rows(file.getvalue()) == []


def test_the_bar_comes_after_a_second_and_goes_at_the_end() -> None:
    file = Screen()
    times = seconds(0.0, 1.1, 1.1)
    with progress(page_on(file), clock=lambda: next(times)) as tell:
        tell(1.0, 4)
        [shown] = rows(file.getvalue())
    assert (shown[:8], "25%" in shown, len(shown) <= 40) == ("Proving ", True, True)
    assert rows(file.getvalue()) == []
