"""Papers in tests: questions on several of them, and what another program reads off what was printed."""

import re
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader

from exporting import ROOT
from quizproof.engine import load
from quizproof.engine.exporters.sheet import Paper, Sheet
from quizproof.engine.oracle import Oracle
from quizproof.engine.posing import posed


def papers(oracle: Oracle, bank: str | Path, count: int = 1, *, exam: bool = False, title: str = "Exam") -> Sheet:
    """A sheet of a bank, or of a shipped topic, in so many papers."""
    topics = load(ROOT / bank if isinstance(bank, Path) else bank)
    found = []
    for number in range(count):
        asked = [one for one in posed(topics, oracle, paper=number) if not one.fault]
        found.append(Paper(str(number + 1), tuple(asked)))
    return Sheet(title, tuple(found), exam=exam)


def pages(file: bytes) -> list[str]:
    """The text of each page."""
    return [page.extract_text() for page in PdfReader(BytesIO(file)).pages]


def words(text: str) -> str:
    """A text without what parts words and lines, for these are set as there is room."""
    return re.sub(r"\s", "", text)


def right_letters(key: bytes) -> dict[str, dict[int, str]]:
    """The letters that a key calls right, by paper and question."""
    said = "\n".join(pages(key)).partition("Right answers")[2].partition("Worked solutions")[0]
    found: dict[str, dict[int, str]] = {}
    for name, letters in re.findall(r"Paper (\S+)\n(.*?)(?=Paper |\Z)", said, re.DOTALL):
        marked = re.findall(r"(\d+)\s+((?:[A-Z]\b ?)+)", letters)
        found[name] = {int(number): "".join(right.split()) for number, right in marked}
    return found
