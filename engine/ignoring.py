"""Comments that silence a finding: `# quizproof: ignore[rule] reason`, on the line of the finding.

A comment is what stands outside all scalars. Beside the `|` of a block text it silences what is found anywhere in that
text, after the last line of a text of several lines what is found in that text.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from .findings import WARNING, Finding, Source
from .literals import Unreadable
from .rules import known
from .yamltext import MOST_FAULTS
from .yamltree import Marks

_COMMENT: Final = re.compile(r"(?<!\S)#[ \t]*quizproof:[ \t]*ignore\b[ \t]*(?:\[([^]\n]*)\])?")
_IDLE: Final = "nothing here breaks {}: delete the comment, so that it cannot hide a later mistake"
RULE: Final = "unused-ignore"


@dataclass(slots=True)
class Ignore:
    """A comment that silences rules in the lines from `first` to `last`.

    `unused` has what is found where a rule turns out to be silenced for nothing.
    """

    rules: tuple[str, ...]
    first: int
    last: int
    unused: dict[str, Finding]


def find_ignores(source: Source) -> tuple[list[Ignore], list[Finding]]:
    """Return the comments of a file that silence rules, and what is wrong with such comments."""
    text = source.tree.text
    leaves = sorted(_leaves(source.tree.marks))
    covered = _covered(source, leaves)
    ignores: list[Ignore] = []
    findings: list[Finding] = []
    for match in _COMMENT.finditer(text):
        if _is_within(text, leaves, match.start()):
            continue
        if len(findings) == MOST_FAULTS:
            break
        try:
            rules = known([match[1] or ""])
        except Unreadable as error:
            mend = str(error) if match[1] else "name what is silenced, such as `# quizproof: ignore[wrong-key] reason`"
            findings.append(source.finding(RULE, mend, match.span(), severity=WARNING))
            continue
        line = source.tree.position(match.start())[0]
        idle = {rule: source.finding(RULE, _IDLE.format(rule), match.span(), severity=WARNING) for rule in rules}
        ignores.append(Ignore(rules, *covered.get(line, (line, line)), idle))
    return ignores, findings


def silence(ignores: Sequence[Ignore], findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings that no comment silences, and strike from the comments what they were needed for."""
    return [finding for finding in findings if not _silenced(ignores, finding) or finding.fatal]


def _silenced(ignores: Sequence[Ignore], finding: Finding) -> bool:
    heard = [one for one in ignores if finding.rule in one.rules and one.first <= finding.line <= one.last]
    for one in heard:
        one.unused.pop(finding.rule, None)
    return bool(heard)


def _leaves(marks: Marks) -> Iterator[tuple[int, int]]:
    """Yield start and end of every scalar that is not empty, and of every key."""
    pending = [marks]
    while pending:
        one = pending.pop()
        if isinstance(one.inside, dict):
            yield from (one.keys or {}).values()
            pending += one.inside.values()
        elif one.inside is not None:
            pending += one.inside
        elif one.start < one.end:
            yield one.start, one.end


def _is_within(text: str, leaves: list[tuple[int, int]], index: int) -> bool:
    """Return whether a character stands in a scalar: in a block text from the line after its `|` on."""
    place = bisect_right(leaves, (index, len(text)))
    if not place:
        return False
    start, end = leaves[place - 1]
    return (text.find("\n", start) if text[start] in "|>" else start) < index < end


def _covered(source: Source, leaves: list[tuple[int, int]]) -> dict[int, tuple[int, int]]:
    """Return the first and last line that a comment speaks of, by its own line, where these are several."""
    text, position = source.tree.text, source.tree.position
    found: dict[int, tuple[int, int]] = {}
    for start, end in leaves:
        first, last = position(start)[0], position(max(start, end - 1))[0]
        if first < last:
            found.setdefault(first if text[start] in "|>" else last, (first, last))
    return found
