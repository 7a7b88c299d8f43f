"""Finding: one thing that is wrong with a bank, at its place."""

from typing import Final

from .frozen import dataclass
from .shapes import cut
from .yamltree import Tree

ERROR: Final = "error"
WARNING: Final = "warning"
_LONGEST_MESSAGE: Final = 1_000  # a sentence may repeat what stands in the file, which may have a million characters


@dataclass(frozen=True, slots=True)
class Edit:
    """Other characters for those from `start` to `end` of a file's text, which stand from `line` to `end_column`."""

    start: int
    end: int
    text: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


@dataclass(frozen=True, slots=True)
class Finding:
    """A stable rule name, a place (line and column from 1), and one sentence: what was found and how to mend it.

    `excerpt` is the line of the file, of a very long one what is around the place, from after the first `skipped`
    characters, and `width` how many of its characters are meant; all that is meant ends before `end_line` and
    `end_column`. `fix` is what would mend it, where that is known. What is `fatal` keeps a question from
    being read, so it cannot be silenced: nobody would know that the question is missing. Of a question in variants,
    `variant` is the first that has it, and `variants` are all of them, or the first hundred.
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
    end_line: int = 1
    end_column: int = 1
    fix: Edit | None = None
    fatal: bool = False
    skipped: int = 0
    variants: tuple[str, ...] = ()

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
        fix: Edit | None = None,
        fatal: bool = False,
    ) -> Finding:
        """Return the finding at `span`, in characters of the file's text."""
        line, column = self.tree.position(span[0])
        end = self.tree.position(max(span[0], span[1]))
        excerpt, skipped = self.tree.excerpt(line, column)
        width = max(1, min(span[1] - span[0], skipped + len(excerpt) - column + 1))
        said = cut(message, _LONGEST_MESSAGE)
        return Finding(
            rule, said, self.file, line, column, question, None, severity, excerpt, width, *end, fix, fatal, skipped
        )

    def edit(self, span: tuple[int, int], text: str) -> Edit:
        """Return the edit that puts `text` in place of `span`."""
        return Edit(*span, text, *self.tree.position(span[0]), *self.tree.position(span[1]))
