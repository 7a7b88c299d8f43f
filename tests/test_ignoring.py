"""`# quizproof: ignore[rule]`: what it silences, what it cannot silence, and what it silences for nothing."""

from pathlib import Path

import pytest

from quizproof.engine.checking import check
from quizproof.engine.oracle import Oracle

BEFORE = "title: A\nquestions:\n"
WRONG = "  - {{id: a, kind: count, prompt: Q, layer: 'nn.Linear(3, 4)', answer: 12}}{}\n"


def found(folder: Path, text: str, oracle: Oracle, how_many: int = 0) -> list[str]:
    """Return what is found in a file, in short; so many findings are silenced."""
    path = folder / "bank.yaml"
    path.write_bytes(text.encode())
    report = check([path], oracle)
    assert report.ignored == how_many
    return [f"{one.line}:{one.column} {one.rule}: {one.message}" for one in report.findings]


NOT_THIS = (
    "the key 12 is not what torch counts; torch gives 16: write `answer: 16`",
    "nothing here breaks {}: delete the comment, so that it cannot hide a later mistake",
)


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        (
            "  # quizproof: ignore[missing-key]",
            [f"3:71 wrong-key: {NOT_THIS[0]}", f"3:76 unused-ignore: {NOT_THIS[1].format('missing-key')}"],
        ),
        (
            "  # quizproof: ignore[wrng-key]",
            [
                f"3:71 wrong-key: {NOT_THIS[0]}",
                "3:76 unused-ignore: no rule is called 'wrng-key'; did you mean wrong-key?",
            ],
        ),
        (
            "  # quizproof: ignore",
            [
                f"3:71 wrong-key: {NOT_THIS[0]}",
                "3:76 unused-ignore: name what is silenced, such as `# quizproof: ignore[wrong-key] reason`",
            ],
        ),
        ("  # quizproof ignore[wrong-key]", [f"3:71 wrong-key: {NOT_THIS[0]}"]),
        (
            "\n# quizproof: ignore[wrong-key]",
            [f"3:71 wrong-key: {NOT_THIS[0]}", f"4:1 unused-ignore: {NOT_THIS[1].format('wrong-key')}"],
        ),
    ],
    ids=["another-rule", "no-rule", "no-name", "no-colon", "another-line"],
)
def test_what_does_not_silence(comment: str, expected: list[str], oracle: Oracle, tmp_path: Path) -> None:
    assert found(tmp_path, BEFORE + WRONG.format(comment), oracle) == expected


@pytest.mark.parametrize(
    "comment",
    [
        "  # quizproof: ignore[wrong-key]",
        "  # quizproof: ignore[wrong-key] shown in the lecture as it is",
        "  #quizproof:ignore[wrong-key]",
        "  # as the book has it  # quizproof: ignore[wrong-key]",
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_silenced(comment: str, newline: str, oracle: Oracle, tmp_path: Path) -> None:
    text = BEFORE + WRONG.format(comment)

    assert found(tmp_path, text.replace("\n", newline), oracle, 1) == []


def test_several_rules_each_for_itself(oracle: Oracle, tmp_path: Path) -> None:
    text = BEFORE + WRONG.format("  # quizproof: ignore[wrong-key, revealing-hint]")

    assert found(tmp_path, text, oracle, 1) == [f"3:76 unused-ignore: {NOT_THIS[1].format('revealing-hint')}"]


BLOCK = """title: A
questions:
  - id: a
    kind: count
    prompt: Q
    layer: nn.Linear(3, 4)
    answer: 16
    explanation: |{header}
      3 * 4 = 12{inside}
      12 + 4 = 17
    hints:
      - "3 * 4 = 13
        and more"{after}
"""


@pytest.mark.parametrize(
    ("where", "silenced", "lines"),
    [
        ({}, 0, [10, 12]),
        ({"header": "  # quizproof: ignore[wrong-arithmetic]"}, 1, [12]),
        ({"inside": "  # quizproof: ignore[wrong-arithmetic] so"}, 0, [10, 12]),
        ({"after": "  # quizproof: ignore[wrong-arithmetic]"}, 1, [10]),
    ],
    ids=["none", "beside-the-bar", "in-the-text", "after-the-last-line"],
)
def test_texts_of_several_lines(
    where: dict[str, str], silenced: int, lines: list[int], oracle: Oracle, tmp_path: Path
) -> None:
    text = BLOCK.format(**{"header": "", "inside": "", "after": "", **where})

    assert [int(one.partition(":")[0]) for one in found(tmp_path, text, oracle, silenced)] == lines


def test_in_a_quoted_text_it_is_text(oracle: Oracle, tmp_path: Path) -> None:
    text = BEFORE + WRONG.format("").replace("prompt: Q", "prompt: ' # quizproof: ignore[wrong-key]'")

    assert found(tmp_path, text, oracle) == [f"3:103 wrong-key: {NOT_THIS[0]}"]


def test_what_keeps_a_question_from_being_read_cannot_be_silenced(oracle: Oracle, tmp_path: Path) -> None:
    text = BEFORE + WRONG.format("  # quizproof: ignore[unknown-key]").replace("prompt: Q", "prompt: Q, anwser: 3")

    assert found(tmp_path, text, oracle) == [
        "3:37 unknown-key: key 'anwser' is unknown; did you mean 'answer'?",
    ]


def test_a_trap_that_loses_nothing_can_be_silenced(oracle: Oracle, tmp_path: Path) -> None:
    text = BEFORE + "  - id: a\n    kind: match\n    prompt: Q\n    answer: no  # quizproof: ignore[ambiguous-scalar]\n"

    assert found(tmp_path, text, oracle, 1) == []


def test_a_silenced_key_is_not_proved(oracle: Oracle, tmp_path: Path) -> None:
    path = tmp_path / "bank.yaml"
    path.write_text(BEFORE + WRONG.format("  # quizproof: ignore[wrong-key]"), encoding="utf-8")

    report = check([path], oracle)

    assert (report.errors, report.questions, report.proved, report.trusted) == (0, 1, 0, 0)
