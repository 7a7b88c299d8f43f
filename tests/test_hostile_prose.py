"""Texts that are made to take long: equations, arrows, Markdown, hints."""

import io
from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest

from quizproof.engine.checking import check
from quizproof.engine.filecheck import How
from quizproof.engine.findings import Source
from quizproof.engine.oracle import Oracle
from quizproof.engine.prose import MOST_TOLD, false_claims, shape_claims
from quizproof.engine.reports.full import told
from quizproof.engine.screen.markdown import print_markdown
from quizproof.engine.screen.page import page_on
from quizproof.engine.yamltext import read_yaml

SIZE = 60_000


def long(piece: str) -> str:
    return (piece * (SIZE // len(piece) + 1))[:SIZE]


PROSE = {
    "dashes": f"1 + 1 = {long('-')}3",
    "dashes apart": f"1 + 1 = {long('- ')}3",
    "equals signs": f"1{long('=')}>3",
    "brackets": f"{'(' * SIZE}1{')' * SIZE} = 1 + 1",
    "brackets left open": f"{long('(1 + ')} = 1 + 1",
    "floors": f"{long('floor(')}3 = 1 + 1",
    "digits": f"{long('9')} = 1",
    "a long sum": f"{long('1/3 + ')}1 = 7",
    "a long chain": f"{long('1 + 1 = ')}7",
    "powers": f"{long('2^')}3 = 1 + 1",
    "blanks": f"1 {long(' ')} = 3",
    "stars": f"1 + 1 {long('*')} = 3",
    "words": f"{long('ab ')} 1 + 1 = 3",
    "arrows": long("(1, 1) -> "),
    "layers on lines": long("nn.ReLU(): (1, 1) -> (1, 2)\n"),
}


PATIENCE = 30
"""Seconds: what is not linear in a text of this size takes minutes."""


def in_time(work: Callable[[], object]) -> None:
    began = process_time()
    work()
    took = process_time() - began
    assert took < PATIENCE, f"{took:.1f} s"


@pytest.mark.parametrize("text", PROSE.values(), ids=PROSE)
def test_equations_and_arrows_take_no_longer_than_the_text(text: str) -> None:
    in_time(lambda: (false_claims(text), list(shape_claims(text))))


def test_of_very_many_false_equations_the_first_are_told() -> None:
    found = false_claims("1 + 1 = 3; " * 10_000)

    assert [(claim.start, claim.message) for claim in found] == [
        (11 * place, "`1 + 1 = 3` does not hold: the left side is 2") for place in range(MOST_TOLD)
    ]


MARKDOWN = {
    "ticks": long("`"),
    "code": long("`a "),
    "ticks that grow": "".join("`" * count + "a" for count in range(340)),
    "strong": long("**a "),
    "emphasis": long(" *a"),
    "links": long("[a](b) "),
    "links left open": long("[]("),
    "a heading of blanks": f"# a{long(' ')}b",
    "a heading of hashes": f"# a{long(' #')}b",
    "one paragraph of lines": long("a\n"),
    "code in quotes": f"    {long(chr(39))}",
    "wide characters": long("卷"),
}


@pytest.mark.parametrize("text", MARKDOWN.values(), ids=MARKDOWN)
def test_markdown_takes_no_longer_than_the_text(text: str) -> None:
    in_time(lambda: print_markdown(page_on(io.StringIO()), text))


Q = "title: T\nquestions:\n  - {id: q, kind: match, prompt: Why?, answer: because}\n"
BLANKS = " " * 7_900
FILL = "    layer: nn.MaxPool2d(___)\n    input: [1, 1, 4000000000000000000, 4]\n    output: [1, 1, 3, 3]\n"
BANKS = {
    "references": (f"{Q}lesson: |\n" + "  {{x}}\n" * 30_000, MOST_TOLD),
    "hints of blanks": (Q.replace("because", f"because, hints: ['a{long(' ')}.', 'because{long(' ')}.']"), 1),
    "guesses without end": (f"title: T\nquestions:\n  - id: q\n    kind: fill\n    prompt: W\n{FILL}", 1),
    "arrows on lines": (f"{Q}lesson: |\n" + "  nn.ReLU(): (1, 1) -> (1, 2)\n" * 6_000, MOST_TOLD),
    "blanks in answers": (
        "title: T\nquestions:\n"
        + "".join(
            f"- {{id: q{place}, kind: {kind}, prompt: W, layer: nn.ReLU(), input: [1], answer: '{said}{BLANKS}x'}}\n"
            for place, (kind, said) in enumerate([("outcome", "runs"), ("values", "tensor(1"), ("shape", "1")] * 8)
        ),
        24,
    ),
}


@pytest.mark.parametrize(("text", "count"), BANKS.values(), ids=BANKS)
def test_a_bank_is_checked_in_time(text: str, count: int, tmp_path: Path) -> None:
    path = tmp_path / "bank.yaml"
    path.write_text(text, encoding="utf-8")
    findings = []
    in_time(lambda: findings.extend(check([path], Oracle(1), how=How(run=False)).findings))

    assert len([finding for finding in findings if finding.rule != "missing-key" or count == 1]) == count


LINE = "x" * 300
EXCERPTS = {
    "short": ("a: no", 3, ("a: no", 0)),
    "with its end": ("a: no\r\nb: 1", 3, ("a: no", 0)),
    "at the start": (f"{LINE}{LINE}", 0, (f"{'x' * 159}…", 0)),
    "in the middle": (f"{LINE}:{LINE}", 300, (f"…{'x' * 59}:{'x' * 98}…", 240)),
    "at the end": (f"{LINE}:", 300, (f"…{'x' * 59}:", 240)),
}


@pytest.mark.parametrize(("text", "index", "excerpt"), EXCERPTS.values(), ids=EXCERPTS)
def test_an_excerpt_of_a_long_line(text: str, index: int, excerpt: tuple[str, int]) -> None:
    tree = read_yaml(text.encode())

    assert tree.excerpt(*tree.position(index)) == excerpt


def test_the_caret_stands_under_what_is_meant_in_a_long_line() -> None:
    tree = read_yaml(f"a: [{'yes, ' * 100}b, no, {'c, ' * 100}]".encode())
    fault = tree.faults[-1]
    finding = Source("bank.yaml", tree).finding(fault.rule, fault.message, (fault.start, fault.end))
    shown = told(finding).splitlines()

    assert (finding.column, len(shown[1]), len(shown)) == (508, 166, 3)
    assert shown[1][shown[2].index("^") : shown[2].rindex("^") + 1] == "no"
