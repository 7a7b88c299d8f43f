"""GitLab's Code Quality: its required fields, and fingerprints that know a finding again."""

import json
from dataclasses import replace

from hypothesis import given

from quizproof.engine.checking import Report
from quizproof.engine.reports.fingerprints import fingerprints
from quizproof.engine.reports.gitlab import as_gitlab
from reporting import BROKEN, MISSING, PLAIN, SPLIT, WRONG, reports


def test_what_gitlab_requires() -> None:
    read = json.loads(as_gitlab(Report(findings=[WRONG, MISSING])))
    prints = [found.pop("fingerprint") for found in read]
    assert read == [
        {
            "description": f"wrong-key: {WRONG.message}",
            "check_name": "wrong-key",
            "severity": "major",
            "location": {"path": "quizbank/pooling.yaml", "lines": {"begin": 17}},
        },
        {
            "description": f"missing-key: {MISSING.message}",
            "check_name": "missing-key",
            "severity": "minor",
            "location": {"path": "quizbank/pooling.yaml", "lines": {"begin": 20}},
        },
    ]
    assert [len(print_) for print_ in prints] == [32, 32]


def test_no_findings_are_an_empty_list() -> None:
    assert as_gitlab(Report()) == "[]\n"


def test_a_finding_is_known_again_where_its_line_or_its_words_moved() -> None:
    moved = [
        replace(found, line=found.line + 7, column=1, end_line=90, message="otherwise", excerpt=f"  {found.excerpt} ")
        for found in PLAIN.findings
    ]
    assert fingerprints(moved) == fingerprints(PLAIN.findings)


def test_another_rule_file_question_variant_or_line_is_another_finding() -> None:
    others = [
        replace(WRONG, rule="bad-layer"),
        replace(WRONG, file="quizbank/norms.yaml"),
        replace(WRONG, question="ten-to-five"),
        replace(WRONG, variant="n=10"),
        replace(WRONG, excerpt="    answer: (1, 1, 5, 5)"),
    ]
    assert len({*fingerprints([WRONG]), *[fingerprints([other])[0] for other in others]}) == 6


def test_equal_findings_are_told_apart_by_their_order() -> None:
    three = fingerprints([SPLIT, SPLIT, BROKEN, SPLIT])
    assert len(set(three)) == 4
    assert three[0] == fingerprints([SPLIT])[0]


@given(report=reports)
def test_no_two_fingerprints_are_the_same(report: Report) -> None:
    assert len(set(fingerprints(report.findings * 2))) == len(report.findings) * 2
