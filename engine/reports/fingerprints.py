"""Fingerprints: how CI knows a finding again in the next run, wherever its line has moved."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable

from ..findings import Finding


def fingerprints(findings: Iterable[Finding]) -> list[str]:
    """Return a name in 32 hexadecimal digits for each finding, no two the same.

    It depends on the rule, the file, the question and the text of the line; on the order only where all of these are
    equal; never on line numbers, nor on the message, which another version may word otherwise.
    """
    seen: Counter[str] = Counter()
    made = []
    for finding in findings:
        words = (finding.rule, finding.file, finding.question, finding.variant, finding.excerpt.strip())
        same = json.dumps(words)
        seen[same] += 1
        made.append(hashlib.sha256(f"{same}{seen[same]}".encode()).hexdigest()[:32])
    return made
