"""Every format of a check's report: the word after `--format` and its function."""

from collections.abc import Callable
from typing import Final

from ..checking import Report
from .json import as_json
from .text import as_text

REPORTS: Final[dict[str, Callable[[Report], str]]] = {
    "text": as_text,
    "json": as_json,
}
