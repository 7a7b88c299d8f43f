"""A page in a real browser, the one that is installed here."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
ALONE = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
"""It runs as root, draws without a graphics card, and asks nobody for anything."""


class Visit:
    """A page that is open, with all that the browser complained of and asked for."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: self.complaints.append(dialog.message))
        page.on("request", lambda request: self.requests.append(request.url))


@contextmanager
def browser() -> Iterator["Browser"]:
    """Start the browser; where there is none, the test is skipped."""
    found = next((path for path in map(shutil.which, NAMES) if path), None)
    if found is None:
        pytest.skip(f"no browser is installed: none of {', '.join(NAMES)} is there")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=ALONE)
        try:
            yield Browser(started)
        finally:
            started.close()


class Browser:
    """Opens pages of files."""

    def __init__(self, started: "object") -> None:
        self._started = started

    @contextmanager
    def visit(self, file: Path, width: int = 1280, scheme: str = "light") -> Iterator[Visit]:
        """Open a file on a screen so many points wide."""
        page = self._started.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[attr-defined]
        visit = Visit(page)
        try:
            page.goto(file.as_uri())
            yield visit
        finally:
            page.close()


def assert_printed_in_black(page: Page) -> None:
    """A page that is dark on a screen is black on white on paper."""
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(26, 26, 26)"
    assert page.pdf(format="A4").startswith(b"%PDF")
