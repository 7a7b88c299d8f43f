import pytest

from asking import ask, verdicts
from quizproof.engine.oracle import Oracle

SAME = {
    "nn.MaxPool2d(2)": [
        "nn.MaxPool2d(2, stride=2)",
        "nn.MaxPool2d((2, 2), 2, 0, 1)",
        "MaxPool2d([2, 2], ceil_mode=False)",
    ],
    "nn.Conv2d(3, 8, 3, padding=1)": ["nn.Conv2d(3, 8, (3, 3), 1, (1, 1))", "nn.Conv2d(3, 8, 3, padding='same')"],
    "nn.Sequential(nn.Linear(4, 2), nn.ReLU())": ["nn.Sequential(nn.Linear(4, 2, bias=True), nn.ReLU(inplace=True))"],
}
OTHER = {
    "nn.MaxPool2d(2)": {
        "nn.MaxPool2d(2, 1)": "has stride=(1, 1)",
        "nn.MaxPool2d((2, 3))": "has kernel_size=(2, 3) and stride=(2, 3)",
        "nn.MaxPool2d(3, 1, padding=1)": "has kernel_size=(3, 3), padding=(1, 1) and stride=(1, 1)",
        "nn.MaxPool2d(3, 1, 1, 2, ceil_mode=True)": "has ceil_mode=True, dilation=(2, 2), kernel_size=(3, 3) and more",
        "nn.AvgPool2d(2)": None,
        "nn.Sequential(nn.MaxPool2d(2))": None,
    },
    "nn.MaxPool2d((2, 3))": {"nn.MaxPool2d((3, 2))": "has kernel_size=(3, 2) and stride=(3, 2)"},
    "nn.Conv2d(3, 8, 3, padding=1)": {
        "nn.Conv2d(3, 8, 3)": "has padding=(0, 0)",
        "nn.Conv2d(8, 3, 3, padding=1)": "has in_channels=8 and out_channels=3",
        "nn.Conv2d(3, 8, 3, padding=1, bias=False)": "has no bias",
    },
    "nn.Linear(4, 2, bias=False)": {"nn.Linear(4, 2)": "has a bias", "nn.Linear(2, 2)": "has a bias and in_features=2"},
    "nn.Sequential(nn.Linear(4, 2), nn.ReLU())": {
        "nn.Linear(4, 2)": None,
        "nn.Sequential(nn.ReLU(), nn.Linear(4, 2))": "has 0=nn.ReLU and 1=nn.Linear",
        "nn.Sequential(nn.Linear(4, 3, bias=False), nn.ReLU())": "has 0.out_features=3 and no 0.bias",
        "nn.Sequential(nn.Linear(4, 2))": "has no layer 1",
        "nn.Sequential(nn.Linear(4, 2), nn.ReLU(), nn.ReLU())": "has 2=nn.ReLU",
    },
    "nn.TransformerEncoderLayer(4, 2)": {
        "nn.TransformerEncoderLayer(4, 2, activation='gelu')": "has activation='gelu'"
    },
    "nn.Dropout(0.5)": {"nn.Dropout(0.25)": "has p=0.25", "nn.AlphaDropout(0.5)": None},
}
ANOTHER = "is not the layer that is asked for"


@pytest.mark.parametrize("key", SAME)
def test_the_same_settings(key: str, oracle: Oracle) -> None:
    found = verdicts(oracle, ask("kind: config", answer=key), [key, *SAME[key]])

    assert {verdict for _, verdict, _ in found} == {"correct"}


@pytest.mark.parametrize("key", OTHER)
def test_other_settings(key: str, oracle: Oracle) -> None:
    found = verdicts(oracle, ask("kind: config", answer=key), list(OTHER[key]))

    said = {answer: f"{has}, and something else is asked for" if has else ANOTHER for answer, has in OTHER[key].items()}
    assert found == [(answer, "wrong", words) for answer, words in said.items()]


def test_the_nearest_of_several_keys_is_compared(oracle: Oracle) -> None:
    question = ask("kind: config", answers=["nn.AvgPool2d(2)", "nn.MaxPool2d(3, 2, 1)", "nn.MaxPool2d(2)"])
    outcomes = oracle.ask(question.jobs(question.read("nn.MaxPool2d(2, 1)")))

    assert question.judge(None, outcomes).feedback == "has stride=(1, 1), and something else is asked for"


def test_what_torch_refuses_is_wrong(oracle: Oracle) -> None:
    assert verdicts(oracle, ask("kind: config", answer="nn.MaxPool2d(3, 2)"), ["nn.MaxPool2d(size=3)", "maxpool"]) == [
        (
            "nn.MaxPool2d(size=3)",
            "wrong",
            "torch refuses to build it: nn.MaxPool2d takes no argument 'size': "
            "it takes kernel_size, stride, padding, dilation, return_indices and ceil_mode",
        ),
        ("maxpool", "unreadable", "'maxpool' is not a layer: write one such as nn.MaxPool2d(3, stride=2)"),
    ]
