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
    "nn.MaxPool2d(2)": [
        "nn.MaxPool2d(2, 1)",
        "nn.MaxPool2d((2, 3))",
        "nn.MaxPool2d(2, ceil_mode=True)",
        "nn.AvgPool2d(2)",
    ],
    "nn.MaxPool2d((2, 3))": ["nn.MaxPool2d((3, 2))", "nn.MaxPool2d(3)"],
    "nn.Conv2d(3, 8, 3, padding=1)": [
        "nn.Conv2d(3, 8, 3)",
        "nn.Conv2d(8, 3, 3, padding=1)",
        "nn.Conv2d(3, 8, 3, padding=1, bias=False)",
    ],
    "nn.AvgPool2d(2)": [
        "nn.AvgPool2d(2, count_include_pad=False)",
        "nn.AvgPool2d(2, divisor_override=3)",
        "nn.MaxPool2d(2)",
    ],
    "nn.Sequential(nn.Linear(4, 2), nn.ReLU())": ["nn.Linear(4, 2)", "nn.Sequential(nn.ReLU(), nn.Linear(4, 2))"],
    "nn.Dropout(0.5)": ["nn.Dropout(0.25)", "nn.AlphaDropout(0.5)"],
}


@pytest.mark.parametrize("key", SAME)
def test_the_same_settings(key: str, oracle: Oracle) -> None:
    found = verdicts(oracle, ask("kind: config", answer=key), [key, *SAME[key]])

    assert {verdict for _, verdict, _ in found} == {"correct"}


@pytest.mark.parametrize("key", OTHER)
def test_other_settings(key: str, oracle: Oracle) -> None:
    found = verdicts(oracle, ask("kind: config", answer=key), OTHER[key])

    assert {verdict for _, verdict, _ in found} == {"wrong"}
    assert all(said.startswith("has other settings: ") for _, _, said in found)


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
