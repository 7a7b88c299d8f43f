"""Which lines of prose say what a layer makes of a shape."""

import pytest

from quizproof.engine.prose import ShapeClaim, shape_claims
from quizproof.engine.shapes import Shape

FULL, LAST = True, False
"""Whether a shape has all sizes, or the last ones."""

FOUND = [
    ("`nn.MaxPool2d(2)`: (1, 1, 6, 6) -> (1, 1, 3, 3)", "nn.MaxPool2d(2)", (1, 1, 6, 6), FULL, (1, 1, 3, 3), FULL),
    ("10×10 → 3×3 with nn.AvgPool2d(3)", "nn.AvgPool2d(3)", (10, 10), LAST, (3, 3), LAST),
    (
        "(1, 3, 32, 32) → nn.Conv2d(3, 8, 3) → (1, 8, 30, 30)",
        "nn.Conv2d(3, 8, 3)",
        (1, 3, 32, 32),
        FULL,
        (1, 8, 30, 30),
        FULL,
    ),
    ("| nn.MaxPool2d(2) | **6 x 6** => **3 x 3** |", "nn.MaxPool2d(2)", (6, 6), LAST, (3, 3), LAST),
    (
        "x = nn.MaxPool2d(2)(x)  # [1, 1, 6, 6] --> [1, 1, 3, 3]",
        "nn.MaxPool2d(2)",
        (1, 1, 6, 6),
        FULL,
        (1, 1, 3, 3),
        FULL,
    ),
    (
        "nn.MaxPool2d(2): torch.Size([1, 1, 6, 6]) → torch.Size([1, 1, 3, 3])",
        "nn.MaxPool2d(2)",
        (1, 1, 6, 6),
        FULL,
        (1, 1, 3, 3),
        FULL,
    ),
    ("the layer MaxPool2d(2) halves both sizes: 6×6 → 3×3 (9 values).", "MaxPool2d(2)", (6, 6), LAST, (3, 3), LAST),
    (
        "torch.nn.MaxPool2d(2) in PyTorch: 1×8×6×6 → 1×8×3×3",
        "torch.nn.MaxPool2d(2)",
        (1, 8, 6, 6),
        FULL,
        (1, 8, 3, 3),
        FULL,
    ),
    ("nn.MaxPool2d(2): 3×6×6 → 3×3×3", "nn.MaxPool2d(2)", (3, 6, 6), FULL, (3, 3, 3), FULL),
    ("nn.MaxPool3d(2): 6×6×6 → 3×3×3", "nn.MaxPool3d(2)", (6, 6, 6), LAST, (3, 3, 3), LAST),
    ("nn.MaxPool1d(2): (4, 10) → (4, 5)", "nn.MaxPool1d(2)", (4, 10), FULL, (4, 5), FULL),
    ("nn.Linear(10, 5): (2, 10) → (2, 5)", "nn.Linear(10, 5)", (2, 10), FULL, (2, 5), FULL),
    ("nn.Upsample(scale_factor=2): 5×5 → 10×10", "nn.Upsample(scale_factor=2)", (5, 5), LAST, (10, 10), LAST),
    ("nn.Flatten(): (1, 8, 3, 3) → (1, 72)", "nn.Flatten()", (1, 8, 3, 3), FULL, (1, 72), FULL),
    ("nn.MaxPool2d(2): (1, 1, 6, 6) → 3×3", "nn.MaxPool2d(2)", (1, 1, 6, 6), FULL, (3, 3), LAST),
    ("Then nn.MaxPool2d(2): 6×6 → 3×3", "nn.MaxPool2d(2)", (6, 6), LAST, (3, 3), LAST),
    (
        "nn.Sequential(nn.MaxPool2d(2), nn.ReLU()): 6×6 → 3×3",
        "nn.Sequential(nn.MaxPool2d(2), nn.ReLU())",
        (6, 6),
        LAST,
        (3, 3),
        LAST,
    ),
]

NONE = """
nn.MaxPool2d(2) is not 6×6 → 4×4
nn.MaxPool2d(2) doesn't turn 6×6 → 4×4
Wrong: nn.MaxPool2d(2): 6×6 → 4×4
Which layer turns 6×6 → 4×4? nn.MaxPool2d(2) gives 3×3
28×28 → 14×14 → 7×7 with nn.MaxPool2d(2)
nn.MaxPool2d(2), nn.MaxPool2d(2): 28×28 → 14×14 → 7×7
nn.Conv2d(3, 8, 3), nn.MaxPool2d(2): 32×32 → 15×15
nn.MaxPool2d(2) twice: 8×8 → 2×2
nn.Conv2d(3, 8, 3) and pooling: 32×32 → 15×15
nn.Conv2d(3, 8, 3), then a pooling layer: 32×32 → 15×15
after nn.Conv2d(1, 8, 3) the pooling: 26×26 → 13×13
nn.Conv2d(3, 8, 3) followed by MaxPool2d: 32×32 → 15×15
nn.Conv2d(3, 8, 3) with MaxPool2d: 32×32 → 15×15
nn.Conv2d(3, 8, 3) with stride 2: 32×32 → 15×15
nn.Conv2d(3, 8, 3) with padding=1: 32×32 → 32×32
nn.MaxPool2d(2) raises on 1×1 → 1×1
F.relu(nn.MaxPool2d(2)(x)): 6×6 → 3×3
x.view(-1): (1, 4) → (4,)
nn.MaxPool2d(2): (N, C, 6, 6) → (N, C, 3, 3)
nn.MaxPool2d(2): H×W → H/2 × W/2
nn.MaxPool1d(2): 10 → 5
nn.MaxPool2d(2) takes 6×6, and gives 3×3
6×6 → 3×3 by max pooling
nn.MaxPool2d(2): 6×6
nn.MaxPool2d(2): 6×6 → (1, 1, 3, 3)
nn.MaxPool2d(2 6×6 → 3×3
6×6 → nn.MaxPool2d(2): 3×3
def pool(x) -> nn.MaxPool2d(2)
nn.Linear(4, 2): 3×2×4 → 3×2×2
nn.Linear(4, 2): 3×2×4 → (3, 2, 2)
"""


@pytest.mark.parametrize(
    ("text", "layer", "before", "before_full", "after", "after_full"), FOUND, ids=[case[0] for case in FOUND]
)
def test_found(text: str, layer: str, before: Shape, before_full: bool, after: Shape, after_full: bool) -> None:
    text = f"A line above.\n{text}\n"
    (found,) = shape_claims(text)
    claim = text[found.start : found.end]
    assert found == ShapeClaim(found.start, found.end, claim, layer, before, before_full, after, after_full)


@pytest.mark.parametrize("text", ["6×6 → 3×3", "(1, 1, 6, 6) -> (1, 1, 3, 3)", "torch.Size([6]) → torch.Size([3])"])
def test_a_claim_stands_where_its_shapes_do(text: str) -> None:
    (found,) = shape_claims(f"See\n- nn.MaxPool1d(2): `{text}`.")
    assert (found.claim, found.start) == (text, len("See\n- nn.MaxPool1d(2): `"))


def test_each_layer_between_two_arrows_is_a_claim() -> None:
    text = "(1, 3, 32, 32) → nn.Conv2d(3, 8, 3) → (1, 8, 30, 30) → `nn.MaxPool2d(2)` → `(1, 8, 15, 15)`"
    assert [(claim.layer, claim.before, claim.after, claim.start) for claim in shape_claims(text)] == [
        ("nn.Conv2d(3, 8, 3)", (1, 3, 32, 32), (1, 8, 30, 30), 0),
        ("nn.MaxPool2d(2)", (1, 8, 30, 30), (1, 8, 15, 15), 38),
    ]


def test_each_line_is_read_by_itself() -> None:
    text = "- nn.MaxPool2d(2): 6×6 → 3×3\n- nn.MaxPool2d(3): 6×6 → 2×2\n"
    assert [(claim.layer, claim.claim) for claim in shape_claims(text)] == [
        ("nn.MaxPool2d(2)", "6×6 → 3×3"),
        ("nn.MaxPool2d(3)", "6×6 → 2×2"),
    ]


@pytest.mark.parametrize("text", NONE.strip().splitlines())
def test_not_found(text: str) -> None:
    assert list(shape_claims(text)) == []
