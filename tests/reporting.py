"""Reports to be told in every format: a plain one, hostile texts, and arbitrary ones."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import strategies as st

from quizproof.engine.checking import Report
from quizproof.engine.findings import ERROR, WARNING, Edit, Finding
from quizproof.engine.rules import RULES

ROOT = Path(__file__).resolve().parent.parent
SCHEMAS = ROOT.parent / "shared" / "interop" / "schemas"
needs_schemas = pytest.mark.skipif(not SCHEMAS.is_dir(), reason="the official schemas are not at hand")

WRONG = Finding(
    "wrong-key",
    "the key (1, 1, 3, 3) is wrong; torch gives (1, 1, 4, 4): write `answer: (1, 1, 4, 4)`",
    "quizbank/pooling.yaml",
    line=17,
    column=13,
    question="ten-to-four",
    excerpt="    answer: (1, 1, 3, 3)  # floor",
    width=12,
    end_line=17,
    end_column=25,
    fix=Edit(300, 312, "(1, 1, 4, 4)", 17, 13, 17, 25),
)
MISSING = Finding(
    "missing-key",
    "the answer is missing: write `answer: 9`",
    "quizbank/pooling.yaml",
    line=20,
    column=5,
    question="how-many",
    severity=WARNING,
    excerpt="  - id: how-many",
    width=12,
    end_line=24,
    end_column=1,
    fix=Edit(400, 400, "    answer: 9\n", 22, 1, 22, 1),
)
SPLIT = Finding(
    "split-text",
    "a comma splits 'Größe, Schritt' in two: put it in quotes",
    "quizbank/pooling.yaml",
    line=17,
    column=3,
    question="ten-to-four",
    excerpt="  hints: [日本, Schritt]",
    width=4,
    end_line=17,
    end_column=7,
)
BROKEN = Finding("bad-yaml", "a bracket is not closed", "quizbank/broken.yaml", 3, 9, end_line=3, end_column=9)
PLAIN = Report(
    torch="2.13.0+cpu",
    files=3,
    questions=4,
    proved=2,
    trusted=1,
    variants=4,
    answers_run=12,
    remembered=1,
    ignored=2,
    seconds=1.25,
    findings=[BROKEN, SPLIT, WRONG, MISSING],
    ids=[
        ("quizbank/norms.yaml", "which-axis"),
        ("quizbank/norms.yaml", "running-mean"),
        ("quizbank/pooling.yaml", "ten-to-four"),
        ("quizbank/pooling.yaml", "how-many"),
    ],
)
CLEAN = replace(PLAIN, findings=[], ignored=0, remembered=0, proved=3)

HOSTILE = (
    "\n::error::forged",
    "::error file=x,line=1::forged",
    "  ::add-mask::x",
    "##[error]forged",
    "##vso[task.setvariable variable=x]y",
    "\r::stop-commands::x",
    "%0A::error::forged",
    "\x1b[2J\x1b]0;title\x07",
    "\x9b31m",
    "\x00\x08\x0b\x7f\ufffe\uffff",
    "\ud800",
    "\u202e\u2028\u200b",
    "<script>alert(1)</script>",
    "]]><failure/>",
    "&amp;&#10;<!-- -->",
    "</code></td><td>",
    "| a | b |\n|---|---|",
    "![image](https://example.org/x.png)",
    "[link](javascript:alert)",
    "`code` **bold** @somebody #1 https://example.org",
    "\n\n# Heading",
    '"},{"rule": "forged',
    "[b]bold[/b] :smile: [/nope]",
)


def hostile_finding(text: str) -> Finding:
    """Return a finding that says `text` wherever an author can."""
    fix = Edit(0, 1, text, 2, 1, 2, 2)
    return Finding("wrong-key", text, text, 2, 1, text, text, ERROR, text.replace("\n", " "), 3, 2, 4, fix)


texts = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=6), max_size=3).map("".join)
numbers = st.integers(1, 300)
edits = st.builds(Edit, numbers, numbers, texts, numbers, numbers, numbers, numbers)
findings = st.builds(
    Finding,
    rule=st.sampled_from([*RULES, "another-rule"]),
    message=texts,
    file=texts.filter(lambda text: text.strip("/. ")),
    line=numbers,
    column=numbers,
    question=st.none() | texts,
    variant=st.none() | st.just("n=10,k=3"),
    severity=st.sampled_from([ERROR, WARNING]),
    excerpt=texts.map(lambda text: text.replace("\n", " ")),
    width=numbers,
    end_line=numbers,
    end_column=numbers,
    fix=st.none() | edits,
)
reports = st.builds(
    Report,
    torch=st.just("2.13.0+cpu"),
    files=numbers,
    questions=numbers,
    seconds=st.floats(0, 1e6),
    findings=st.lists(findings, max_size=3),
    ids=st.lists(st.tuples(texts, texts), max_size=2),
)
