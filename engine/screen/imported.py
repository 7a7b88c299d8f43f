"""`import`: what was carried, what was refused, and what might be computed."""

from collections.abc import Callable, Sequence
from shlex import quote

from ..importers.form import Asked
from ..importing import Brought
from .page import Page


def asking(page: Page, read: Callable[[str], str]) -> Callable[[Asked, str], bool]:
    """Return how each guess is asked about, in one line: y, n, or a for this one and all others."""
    everything = False

    def ask(asked: Asked, guess: str) -> bool:
        nonlocal everything
        if everything:
            return True
        page.line(f"{asked.name}: {guess}", hang=2)
        while True:
            try:
                said = read("Compute it? y, n, or a for all: ").strip().lower()
            except EOFError:
                return False
            if said in ("y", "yes", "a", "all"):
                everything = said[0] == "a"
                return True
            if said in ("n", "no", ""):
                return False

    return ask


def print_brought(page: Page, brought: Brought, files: Sequence[str]) -> None:
    """Say what came of what was read, a line for everything that was not carried; `files` were written."""
    for word, style, lines in (
        ("Refused", "bad", brought.refused),
        ("Left out", "doubt", brought.left),
        ("Could be computed", "name", brought.possible),
    ):
        for line in lines:
            said = str(line)
            page.word(word, style, said.replace("could be computed: ", ""))
    counts = f"{brought.carried} carried, {len(brought.refused)} refused, {len(brought.guessed)} guessed"
    where = ", ".join(files) or ("The topic" if brought.texts else "Nothing is written")
    page.line(f"{where}: {counts}", hang=2)
    if brought.possible:
        page.line("To take every guess: give --guess", "quiet", hang=2)
    if brought.texts and not files:
        page.line("Its keys are not proved yet: quizproof check does that, of a file", "quiet", hang=2)
    if files:
        page.line(f"Look at it: quizproof preview {quote(files[0])}", "quiet", hang=2)
