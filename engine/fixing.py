"""Put proved keys into an author's files: the bytes of one scalar each, proved again before anything is written."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from .bank import heard
from .checking import ALL_RULES, Selection
from .filecheck import Checked, How, check_files
from .findings import ERROR, Finding, Source
from .frozen import dataclass
from .oracle import Oracle
from .rewriting import Rewritten, edited
from .topic import read_topic
from .yamltext import read_yaml

_OF_PROSE: Final = ("wrong-arithmetic", "revealing-hint", "false-evidence")
"""Rules that say nothing about a key: a question that broke them before may break them still."""


@dataclass(frozen=True, slots=True)
class Fixed(Rewritten):
    """A file with its mended keys.

    `findings` are what is mended by that, `left` what is not, because the question would break another rule then.
    """

    findings: tuple[Finding, ...]
    left: tuple[Finding, ...] = ()


def fix_file(file: str, oracle: Oracle, selection: Selection = ALL_RULES) -> Fixed:
    """Return a file with every key mended that can be. Raises OSError and TorchAbsent."""
    before = Path(file).read_bytes()
    first = _checked(file, before, oracle)
    found = [finding for finding in first.findings if finding.fix is not None and selection.wants(finding)]
    fixes = found
    while fixes:
        after = edited(before, [finding.fix for finding in fixes if finding.fix is not None])
        again = _checked(file, after, oracle)
        worse = _worse(first, again, fixes)
        if not worse:
            left = [finding for finding in found if finding not in fixes]
            return Fixed(file, before, after, tuple(fixes), tuple(left))
        fixes = [finding for finding in fixes if finding.question not in worse]
    return Fixed(file, before, before, (), tuple(found))


def _checked(file: str, raw: bytes, oracle: Oracle) -> Checked:
    topic, findings = read_topic(Source(file, read_yaml(raw)), Path(file).stem)
    [checked] = check_files([heard(topic, findings)], oracle, How())
    return checked


def _worse(first: Checked, again: Checked, fixes: Sequence[Finding]) -> set[str | None]:
    """Return the fixed questions that their new key does not prove, or in which another error is there now."""
    if again.ids != first.ids:
        return {finding.question for finding in fixes}
    fixed = {finding.question for finding in fixes}
    before = {(one.question, one.rule, one.message) for one in first.findings}
    return {
        one.question
        for one in again.findings
        if one.question in fixed
        and one.severity == ERROR
        and (one.rule not in _OF_PROSE or (one.question, one.rule, one.message) not in before)
    }
