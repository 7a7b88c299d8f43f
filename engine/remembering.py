"""What came of one question, in the form in which a cache holds it: places count from where the question begins."""

from collections.abc import Sequence
from typing import Any

from .cache import Entries, digest
from .findings import Edit, Finding
from .frozen import dataclass
from .measured import measured_span
from .topic import Topic
from .yamltree import Path


@dataclass(frozen=True, slots=True)
class Result:
    """What was found of a question. `key` is the computed key, `computed` whether torch had a say in it.

    `variants` is how many there are, and `keys` has the key of each by its name where these are wanted.
    """

    findings: tuple[Finding, ...]
    key: str | None
    computed: bool
    variants: int = 1
    keys: tuple[tuple[str, str], ...] = ()

    @property
    def lasting(self) -> bool:
        """Whether another run would find the same: that something broke torch may have been the machine's fault."""
        return all(finding.rule not in ("not-proved", "formula-disagrees") for finding in self.findings)


def question_digest(topic: Topic, place: Path) -> str:
    """Return the digest of a question: of its text, and of the column where it begins."""
    start, end = topic.source.tree.span(place)
    return _digest(topic, start, topic.source.tree.text[start:end])


def _digest(topic: Topic, start: int, text: str) -> str:
    column = topic.source.tree.position(start)[1]
    return digest(str(column), text.rstrip(), *[rule.text for rule in topic.rules])


def asked_digest(topic: Topic, place: Path) -> str:
    """Return the digest of a question without what was measured of it: a learner is asked the same.

    It is `question_digest` of the question before anything was measured. What is proved is remembered under the other
    one, because places below count from where the question begins.
    """
    tree = topic.source.tree
    marks = tree.marks_at(place)
    cut = measured_span(tree, marks)
    if cut is None:
        return question_digest(topic, place)
    text = tree.text[marks.start : cut[0]] + tree.text[cut[1] : marks.end]
    return _digest(topic, marks.start, text)


def topic_digest(topic: Topic) -> str:
    """Return the digest of what stands beside the questions, and where, and of the ids that it may name."""
    tree = topic.source.tree
    inside = tree.marks.inside
    assert isinstance(inside, dict)
    beside = [(name, marks) for name, marks in inside.items() if name != "questions"]
    said = [f"{name}@{tree.position(marks.start)}:{tree.text[marks.start : marks.end]}" for name, marks in beside]
    return digest("topic", *said, " ".join([question.id for question in topic.questions]))


def recall(entries: Entries, found_in: str, topic: Topic, start: int, question: str | None) -> Result | None:
    """Return what is remembered under a digest of what begins at `start`; None where that is nothing."""
    entry = entries.get(found_in)
    if entry is None:
        return None
    try:
        key, computed, findings, variants = entry
        line = topic.source.tree.position(start)[0]
        found = tuple([_placed(topic, one, start, line, question) for one in findings])
        return Result(found, key, bool(computed), int(variants))
    except (TypeError, ValueError, IndexError):
        return None


def remember(result: Result, topic: Topic, start: int) -> list[Any]:
    """Return what a cache holds of a result."""
    findings = [unplaced(one, topic, start) for one in result.findings]
    return [result.key, int(result.computed), findings, result.variants]


def unplaced(finding: Finding, topic: Topic, start: int) -> list[Any]:
    """Return what a cache holds of a finding in what begins at `start`."""
    line, fix = topic.source.tree.position(start)[0], finding.fix
    return [
        finding.rule,
        finding.message,
        finding.severity,
        finding.line - line,
        finding.column,
        finding.width,
        finding.end_line - line,
        finding.end_column,
        None if fix is None else [fix.start - start, fix.end - start, fix.text],
        finding.variants,
    ]


def _placed(topic: Topic, parts: Sequence[Any], start: int, line: int, question: str | None) -> Finding:
    rule, message, severity, at, column, width, end, end_column, fix, variants = parts
    source = topic.source
    edit: Edit | None = None if fix is None else source.edit((start + fix[0], start + fix[1]), str(fix[2]))
    excerpt, skipped = source.tree.excerpt(line + at, column)
    return Finding(
        rule, message, source.file, line + at, column, question, variants[0] if variants else None, severity, excerpt,
        width, line + end, end_column, edit, skipped=skipped, variants=tuple(map(str, variants)),
    )  # fmt: skip
