import pytest

from asking import ask, verdicts
from quizproof.engine.oracle import Oracle

TEXT = "{kind: fill, layer: '%s', input: [1, 1, 10, 10], output: [1, 1, 3, 3]}"
VALUE = TEXT % "nn.MaxPool2d(kernel_size=___, stride=3)"
ARGUMENTS = TEXT % "nn.MaxPool2d(___)"
NAME = TEXT % "nn.___(3)"
WORD = TEXT % "nn.MaxPool2d(2, ___=4)"
LAYER = TEXT % "nn.Sequential(nn.ReLU(), ___)"
MODE = "{kind: fill, layer: \"nn.Conv2d(1, 1, 3, padding='___')\", input: [1, 1, 5, 5], output: [1, 1, 5, 5]}"

CASES = {
    "value": (VALUE, {"4": "correct", "(3, 4)": "correct", "6": "wrong", "'3'": "wrong", "3, 3": "unreadable"}),
    "arguments": (ARGUMENTS, {"3": "correct", "4, stride=3": "correct", "4, 2": "wrong", "size=3": "wrong"}),
    "name": (NAME, {"AvgPool2d": "correct", "nn.MaxPool2d": "correct", "MaxPool1d": "wrong", "MaxPol2d": "unreadable"}),
    "word": (WORD, {"stride": "correct", "padding": "wrong", "strides": "wrong", "a b": "unreadable"}),
    "layer": (LAYER, {"nn.MaxPool2d(3)": "correct", "nn.ReLU(), nn.MaxPool2d(3)": "correct", "nn.ReLU()": "wrong"}),
    "text": (
        MODE,
        {"same": "correct", "'same'": "correct", "valid": "wrong", "same', bias='": "unreadable", " ": "unreadable"},
    ),
    "a word as a value": (
        MODE.replace("'___'", "___"),
        {"same": "correct", "'same'": "correct", "valid": "wrong", "None": "wrong", "none": "unreadable"},
    ),
    "a constant as a value": (
        TEXT % "nn.MaxPool2d(3, ceil_mode=___)",
        {"False": "correct", "true": "unreadable", "nan": "unreadable", "___": "unreadable"},
    ),
    "behind a name": (
        TEXT % "nn.MaxPool2d(kernel_size=3, ___)",
        {"stride=3": "correct", "padding=0, stride=3,": "correct", "stride=1": "wrong", "3": "unreadable"},
    ),
    "behind a name, within": (
        TEXT % "nn.Sequential(nn.MaxPool2d(kernel_size=3, ___ ), nn.ReLU())",
        {"stride=3": "correct", "stride=3), nn.ReLU(": "unreadable"},
    ),
    "minus": (TEXT % "nn.Flatten(2, -___)", {"1": "wrong", "x": "unreadable"}),
    "reaching beyond the blank": (
        LAYER,
        {
            "nn.ReLU()), nn.Flatten(": "unreadable",
            "nn.MaxPool2d(3)) #": "unreadable",
            "nn.MaxPool2d(3)  # the last": "correct",
            "*[3]": "unreadable",
            "**{}": "unreadable",
            "": "unreadable",
            "x for x in (1,)": "unreadable",
            "___": "unreadable",
        },
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_verdicts(text: str, expected: dict[str, str], oracle: Oracle) -> None:
    found = {answer: verdict for answer, verdict, _ in verdicts(oracle, ask(text), list(expected))}

    assert found == expected
