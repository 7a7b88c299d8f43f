import pytest

from asking import ask, verdicts
from quizproof.engine.oracle import Oracle

RUNS = "{kind: outcome, layer: 'nn.AvgPool2d(2, stride=3)', input: [1, 1, 5, 5]}"
RAISES = "{kind: outcome, layer: 'nn.MaxPool2d(3, padding=2)', input: [1, 1, 5, 5]}"
REFUSED = "{kind: outcome, layer: 'nn.Conv2d(2, 2, 3, groups=3)', input: [1, 2, 5, 5]}"

NO_RAISE = (
    "is not what happens: it does not raise; it may come of either taking a stride that is larger than the window "
    "for an error or taking an even kernel for an error"
)
NO_RUN = (
    "is not what happens: it does not run; it may come of allowing any padding (a pool takes at most half of its "
    "kernel)"
)

MORE = "more than `raises`, an error's name, `when built` or `when run`, and words of the message in quotes"

CASES = {
    "runs": (
        RUNS,
        {
            "runs": ("correct", "is what happens"),
            " It runs.": ("correct", "is what happens"),
            "no error": ("correct", "is what happens"),
            "NoErrors": ("correct", "is what happens"),
            "an error": ("wrong", NO_RAISE),
            "raises": ("wrong", NO_RAISE),
            "raises RuntimeError when run": ("wrong", NO_RAISE),
            "maybe": ("unreadable", "'maybe' is neither `runs` nor `raises`"),
            "runs RuntimeError": ("unreadable", "`runs` stands alone: nothing is raised then"),
            "": ("unreadable", "'' is neither `runs` nor `raises`"),
        },
    ),
    "raises": (
        RAISES,
        {
            "raises": ("correct", "is what happens"),
            "error": ("correct", "is what happens"),
            "RuntimeError": ("correct", "is what happens"),
            "raises a RuntimeError when run": ("correct", "is what happens"),
            'raises RuntimeError when run "at most half"': ("correct", "is what happens"),
            'raises "AT MOST   HALF"': ("correct", "is what happens"),
            "raises 'at most half'": ("correct", "is what happens"),
            "raises 'it isn't so'": (
                "wrong",
                "is not what happens: it raises, but its message does not hold these words",
            ),
            "raises 'at most half\"": ("unreadable", f"'raises \\'at most half\"' is {MORE}"),
            "RuntimeError: too wide": ("unreadable", f"'RuntimeError: too wide' is {MORE}"),
            "raises `RuntimeError` when it runs": ("correct", "is what happens"),
            "raisesRuntimeError": ("correct", "is what happens"),
            "an error when run": ("correct", "is what happens"),
            "raises an exception": ("correct", "is what happens"),
            "Exception": ("correct", "is what happens"),
            "raises an error when built": ("wrong", "is not what happens: it raises only when run"),
            "runs": ("wrong", NO_RUN),
            "raises ValueError": ("wrong", "is not what happens: it raises, but not ValueError"),
            "raises RuntimeError when built": ("wrong", "is not what happens: it raises only when run"),
            'raises "out of memory"': (
                "wrong",
                "is not what happens: it raises, but its message does not hold these words",
            ),
        },
    ),
    "raises when built": (
        REFUSED,
        {
            "raises ValueError when built": ("correct", "is what happens"),
            "raises when run": ("wrong", "is not what happens: it raises already when built"),
        },
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_verdicts(text: str, expected: dict[str, tuple[str, str]], oracle: Oracle) -> None:
    found = {answer: (verdict, said) for answer, verdict, said in verdicts(oracle, ask(text), list(expected))}

    assert found == expected
