import pytest

from asking import ask, verdicts
from quizproof.engine.oracle import Oracle

POOL = "{kind: layer, input: [1, 1, 10, 10], output: [1, 1, 3, 3]}"
AMONG = POOL.replace("}", ", among: [nn.AvgPool2d, Sequential]}")

WRONG = {
    "another shape": (
        POOL,
        "nn.MaxPool2d(2)",
        "gives (1, 1, 5, 5), not (1, 1, 3, 3): that would come of taking the kernel for a radius",
    ),
    "a size dropped": (POOL, "nn.Sequential(nn.MaxPool2d(3), nn.Flatten(0, 1))", "gives (1, 3, 3), not (1, 1, 3, 3)"),
    "another number of channels": (
        POOL,
        "nn.Conv2d(1, 2, 4, 3)",
        "gives (1, 2, 3, 3), not (1, 1, 3, 3): that would come of keeping the input's channels, "
        "though a convolution has out_channels of them",
    ),
    "parameters that do not exist": (
        POOL,
        "nn.MaxPool2d(size=3, step=2)",
        "torch refuses to build it: nn.MaxPool2d takes no argument 'size': "
        "it takes kernel_size, stride, padding, dilation, return_indices and ceil_mode",
    ),
    "too much padding": (
        POOL,
        "nn.MaxPool2d(3, padding=2)",
        "torch refuses to run it: pad should be at most half of effective kernel size, "
        "but got pad=2, kernel_size=3 and dilation=1",
    ),
    "wrong channels": (
        POOL,
        "nn.Conv2d(3, 1, 4, 3)",
        "torch refuses to run it: a convolution wants 3 channels, and something else arrives",
    ),
    "not among": (AMONG, "nn.MaxPool2d(3)", "uses nn.MaxPool2d, and only nn.AvgPool2d or nn.Sequential counts here"),
    "hidden in a Sequential": (
        AMONG,
        "nn.Sequential(nn.AvgPool2d(3), nn.ReLU())",
        "uses nn.ReLU, and only nn.AvgPool2d or nn.Sequential counts here",
    ),
    "a layer for other inputs": (
        "{kind: layer, input: {query: [3, 1, 8], key: [3, 1, 8], value: [3, 1, 8]}, output: [3, 1, 8]}",
        "nn.ReLU()",
        "cannot be fed: nn.ReLU has no input 'query'; it takes 'input'",
    ),
}


@pytest.mark.parametrize(("text", "answer", "said"), WRONG.values(), ids=WRONG)
def test_wrong(text: str, answer: str, said: str, oracle: Oracle) -> None:
    assert verdicts(oracle, ask(text), [answer]) == [(answer, "wrong", said)]


RIGHT = {
    "pool": (POOL, ["nn.MaxPool2d(3)", "AvgPool2d(4, 3)", "torch.nn.MaxPool2d(kernel_size=(3, 3), stride=[3, 3])"]),
    "with indices": (POOL, ["nn.MaxPool2d(3, return_indices=True)"]),
    "nested": (POOL, ["nn.Sequential(nn.Sequential(nn.ReLU(), nn.MaxPool2d(3)), nn.Dropout())"]),
    "among": (AMONG, ["nn.AvgPool2d(3)", "nn.Sequential(nn.AvgPool2d(3))"]),
    "attention": (
        "{kind: layer, input: {query: [3, 1, 8], key: [3, 1, 8], value: [3, 1, 8]}, output: [3, 1, 8]}",
        ["nn.MultiheadAttention(8, 4)"],
    ),
    "words": ("{kind: layer, input: [2, 7], output: [2, 7, 5]}", ["nn.Embedding(100, 5)"]),
}


@pytest.mark.parametrize(("text", "answers"), RIGHT.values(), ids=RIGHT)
def test_right(text: str, answers: list[str], oracle: Oracle) -> None:
    assert [verdict for _, verdict, _ in verdicts(oracle, ask(text), answers)] == ["correct"] * len(answers)


BOMBS = [
    "nn.Conv2d(20000, 20000, 1)",
    "nn.Conv2d(1, 1, 1, padding=20000)",
    "nn.Upsample(scale_factor=5000)",
    "nn.AdaptiveAvgPool2d(30000)",
    "nn.Linear(10, 9000000)",
    "nn.ReplicationPad2d(10000000)",
    "nn.LSTM(10, 10, num_layers=10000000)",
    "nn.TransformerEncoder(nn.TransformerEncoderLayer(10, 2), 1000000)",
    "nn.Sequential(nn.Upsample(scale_factor=30), nn.Upsample(scale_factor=30), nn.AdaptiveAvgPool2d(3))",
    "nn.Sequential(nn.Upsample(size=(9000, 9000)), nn.MaxPool2d(3000))",
    "nn.Embedding(10000000, 1000)",
    "nn.Bilinear(1000, 1000, 1000)",
]


@pytest.mark.parametrize("answer", BOMBS)
def test_bombs_are_not_run(answer: str, oracle: Oracle) -> None:
    ran = oracle.answers_run
    ((_, verdict, said),) = verdicts(oracle, ask(POOL), [answer])

    assert (verdict, said.split(":")[0]) == ("unreadable", "too large")
    assert oracle.answers_run == ran


REAL = {
    "a block of U-Net": (
        "{kind: layer, input: [1, 64, 570, 570], output: [1, 64, 568, 568], answer: 'nn.Conv2d(64, 64, 3)'}",
        "nn.Conv2d(64, 64, kernel_size=3)",
    ),
    "VGG's first linear layer": (
        "{kind: layer, input: [1, 25088], output: [1, 4096], answer: 'nn.Linear(25088, 4096)'}",
        "nn.Linear(25088, 4096, bias=False)",
    ),
    "the same as a convolution": (
        "{kind: layer, input: [1, 512, 7, 7], output: [1, 4096, 1, 1], answer: 'nn.Conv2d(512, 4096, 7)'}",
        "nn.Conv2d(512, 4096, (7, 7))",
    ),
    "BERT's words": (
        "{kind: layer, input: [1, 16], output: [1, 16, 768], answer: 'nn.Embedding(30522, 768)'}",
        "nn.Embedding(30522, 768, padding_idx=0)",
    ),
}


@pytest.mark.parametrize(("text", "answer"), REAL.values(), ids=REAL)
def test_real_architectures_are_graded(text: str, answer: str, oracle: Oracle) -> None:
    assert [verdict for _, verdict, _ in verdicts(oracle, ask(text), [answer])] == ["correct"]
