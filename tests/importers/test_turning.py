"""Which published questions ask for a layer between two shapes, and which only look so."""

import pytest

from quizproof.engine.turning import Reading, turned

POOLS = ("nn.MaxPool2d(3)", "nn.AvgPool2d(4, stride=4)")
CONVS = ("nn.Conv2d(3, 16, 3, stride=2, padding=1)", "Conv2d(3, 16, 3)")
CODE = "x = torch.randn(1, 1, 10, 10)\nlayer = nn.{}\ny = layer(x)\n# y.shape must be (1, 1, 3, 3)"

NONE = {
    "a choice that is no layer": ("Which layer turns 10×10 into 3×3?", ("nn.MaxPool2d(3)", "none of these")),
    "one shape": ("Which layer gives 3×3?", POOLS),
    "three shapes": ("Which layer turns 10×10 into 3×3, with 2×2 windows?", POOLS),
    "no word between": ("Of 10×10, which layer has windows of 3×3?", POOLS),
    "channels that nobody says": ("Which layer turns 10×10 into 3×3?", CONVS),
    "layers of one dimension": ("Which layer turns 10×10 into 3×3?", ("nn.MaxPool1d(3)", "nn.MaxPool1d(2)")),
    "other dimensions": ("Which layer turns (1, 1, 10, 10) into (3, 3)?", POOLS),
    "two inputs in code": (CODE.format("______") + "\nz = torch.randn(1, 2)", POOLS),
}


@pytest.mark.parametrize(("prompt", "answers"), NONE.values(), ids=NONE)
def test_what_is_no_such_question(prompt: str, answers: tuple[str, ...]) -> None:
    assert turned(prompt, answers) is None


MAPS = {"input": [1, 1, 10, 10], "output": [1, 1, 3, 3]}
SAID = "(1, 1, 10, 10) to (1, 1, 3, 3)"
FOUND: dict[str, tuple[str, tuple[str, ...], Reading]] = {
    "maps": ("Which layer turns a 10×10 map into 3x3?", POOLS, ("layer", MAPS, SAID)),
    "an arrow": ("10 × 10 -> 3 × 3: which one?", POOLS, ("layer", MAPS, SAID)),
    "whole shapes": (
        "A batch of shape (8, 3, 32, 32) is to become [8, 16, 16, 16]. By which?",
        CONVS,
        ("layer", {"input": [8, 3, 32, 32], "output": [8, 16, 16, 16]}, "(8, 3, 32, 32) to (8, 16, 16, 16)"),
    ),
    "code": (f"Which?\n```\n{CODE.format('______')}\n```", POOLS, ("layer", MAPS, SAID)),
    "a blank": (
        f"What fits?\n```\n{CODE.format('MaxPool2d(___)')}\n```",
        ("3", "kernel_size=4"),
        ("fill", {"layer": "nn.MaxPool2d(___)"} | MAPS, SAID),
    ),
}


@pytest.mark.parametrize(("prompt", "answers", "reading"), FOUND.values(), ids=FOUND)
def test_a_layer_between_two_shapes(prompt: str, answers: tuple[str, ...], reading: Reading) -> None:
    assert turned(prompt, answers) == reading
