"""A page in memory, and what was printed on it."""

import io
from collections.abc import Callable

from quizproof.engine.screen.page import Page, page_on


def printed(show: Callable[[Page], None], *, width: int = 80, encoding: str = "utf-8", **environment: str) -> str:
    """Return what `show` prints on a page of this width."""
    file = io.TextIOWrapper(io.BytesIO(), encoding=encoding, write_through=True)
    show(page_on(file, environment={"COLUMNS": str(width)} | environment))
    return file.buffer.getvalue().decode(encoding)  # type: ignore[attr-defined]  # BytesIO
