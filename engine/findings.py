"""Finding: one thing that is wrong with a bank, at its place."""

from dataclasses import dataclass
from typing import Final

from .yamltree import Tree

ERROR: Final = "error"
WARNING: Final = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """A stable rule name, a place (line and column from 1), and one sentence: what was found and how to mend it.

    `excerpt` is the line of the file and `width` how many of its characters are meant.
    """

    rule: str
    message: str
    file: str
    line: int = 1
    column: int = 1
    question: str | None = None
    variant: str | None = None
    severity: str = ERROR
    excerpt: str = ""
    width: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.severity} {self.rule}: {self.message}"


@dataclass(frozen=True, slots=True)
class Source:
    """A file of a bank, by the name it was asked for, and what it says."""

    file: str
    tree: Tree

    def finding(
        self,
        rule: str,
        message: str,
        span: tuple[int, int],
        *,
        question: str | None = None,
        severity: str = ERROR,
    ) -> Finding:
        """Return the finding at `span`, in characters of the file's text."""
        line, column = self.tree.position(span[0])
        excerpt = self.tree.line(line)
        width = max(1, min(span[1] - span[0], len(excerpt) - column + 1))
        return Finding(rule, message, self.file, line, column, question, None, severity, excerpt, width)
