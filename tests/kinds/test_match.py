import pytest

from asking import ask, verdicts
from quizproof.engine.oracle import Oracle

CASES = {
    "text": (
        "{kind: match, answer: '`MaxPool2d` keeps the largest', distractors: [neither]}",
        {
            "maxpool2d  KEEPS the\tlargest": "correct",
            "`MaxPool2d keeps the` largest": "correct",
            "neither": "wrong",
            "something else": "wrong",
            "": "unreadable",
            "`` ": "unreadable",
            "a\x1b[2J": "unreadable",
            "x" * 301: "unreadable",
        },
    ),
    "accepted spellings": (
        "{kind: match, answer: no, accept: [nope, 0]}".replace("answer: no", "answer: 'no'"),
        {"NOPE": "correct", "0.0": "correct", "yes": "wrong"},
    ),
    "number": (
        "{kind: match, answer: 9216, distractors: [9217, 576]}",
        {
            "9216": "correct",
            "9,216": "correct",
            "9216.0": "correct",
            "`9216`": "correct",
            "9217": "wrong",
            "many": "unreadable",
        },
    ),
    "tolerance": (
        "{kind: match, answer: 0.33, tolerance: 0.01}",
        {"0.335": "correct", "0.34": "correct", "0.3401": "wrong"},
    ),
    "numbers beside text": (
        "{kind: match, answer: 0, distractors: [1, it depends]}",
        {"0": "correct", "it depends": "wrong", "x": "wrong"},
    ),
    "other scripts": (
        "{kind: match, answer: größte, distractors: [kleinste]}",
        {"GRÖSSTE": "correct", "gro\u0308ßte": "correct", "großte": "wrong"},
    ),
    "word processor": (
        '{kind: match, answer: "it doesn\'t fit 3×3 - why?", distractors: [nothing]}',
        {
            "it doesn’t fit 3x3 – why?": "correct",
            "it does\u00adn't fit\u00a03×3 - why?\ufe0f": "correct",
            "it doesn't fit 33 - why?": "wrong",
        },
    ),
    "not a number": ("{kind: match, answer: nan, distractors: [inf]}", {"NaN": "correct", "inf": "wrong"}),
    "zero": ("{kind: match, answer: 5}", {"0,005": "unreadable", "−5": "wrong"}),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_verdicts(text: str, expected: dict[str, str], oracle: Oracle) -> None:
    found = {answer: verdict for answer, verdict, _ in verdicts(oracle, ask(text), list(expected))}

    assert found == expected
