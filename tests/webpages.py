"""Banks as pages for the browser: written, exported, opened."""

from pathlib import Path

from quizproof import engine
from quizproof.engine.exporters.html import to_html
from quizproof.engine.exporters.sheet import Exported, Paper, Sheet
from quizproof.engine.oracle import Oracle
from quizproof.engine.posing import Posed, posed


def posed_of(bank: str, folder: Path, oracle: Oracle, seed: int = 0, variants: int = 1) -> tuple[Posed, ...]:
    """The questions of a bank in YAML, as they are posed."""
    file = folder / "bank.yaml"
    file.write_text(bank, encoding="utf-8")
    return tuple(posed(engine.load(str(file)), oracle, seed, None, variants))


def exported(*papers: tuple[Posed, ...], title: str = "A quiz", seed: int = 0, exam: bool = False) -> Exported:
    named = tuple([Paper(str(number), paper) for number, paper in enumerate(papers, 1)])
    return to_html(Sheet(title, named, seed, exam))


def page_in(folder: Path, made: Exported) -> Path:
    """The page as a file, and what belongs beside it."""
    for name, content in made.beside:
        (folder / name).write_bytes(content)
    file = folder / "page.html"
    file.write_bytes(made.file)
    return file
