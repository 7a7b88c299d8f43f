"""`quizproof misconception`: the list, and what is known of one."""

import pytest
from rich.cells import cell_len

from pages import printed
from quizproof.engine.misconceptions.known import MISCONCEPTIONS
from quizproof.engine.oracle import Oracle
from quizproof.engine.screen.misconception import print_misconception, print_misconceptions
from quiztaking import Borrowed, run

UNKNOWN = {
    "misspelt": ("pading-once", "no misconception is called 'pading-once'; did you mean padding-once?"),
    "nothing like it": ("E501", "no misconception is called 'E501'; `quizproof misconception` lists them"),
    "a control character": ("\x1b[2J", "no misconception is called '\\x1b[2J'; `quizproof misconception` lists them"),
    "long": ("z" * 9_000, f"no misconception is called '{'z' * 39}…'; `quizproof misconception` lists them"),
}


@pytest.mark.parametrize(("name", "sentence"), UNKNOWN.values(), ids=UNKNOWN)
def test_an_unknown_one(name: str, sentence: str, oracle: Oracle) -> None:
    assert run(["misconception", name], Borrowed(oracle)) == (2, "", f"quizproof: {sentence}\n")


@pytest.mark.parametrize("width", [80, 40, 20])
def test_the_list_fits(width: int) -> None:
    lines = printed(print_misconceptions, width=width).splitlines()

    assert max(map(cell_len, lines)) <= width
    if width == 80:
        assert lines[:5] == [
            "Sizes",
            "no-plus-one",
            "    leaving out the + 1",
            "ceil-for-floor",
            "    rounding up instead of down",
        ]
        assert set(MISCONCEPTIONS) <= set(lines)


PAGES = {
    "padding-once": """\
padding-once
Adding the padding on one side only.

wrong  floor((L + p - d*(k - 1) - 1) / s) + 1
right  floor((L + 2*p - d*(k - 1) - 1) / s) + 1
L the input, k the kernel, s the stride, p the padding, d the dilation

Met in
  jd-cloud.cn/blog/post/109486
  slds-lmu/lecture_i2dl#28

Among the distractors of a question:
  - misconception: padding-once
""",
    "naive-ceil-mode": """\
naive-ceil-mode
Rounding up only, though a window that would start past the input and its left
padding is dropped.

wrong  ceil((L + 2*p - d*(k - 1) - 1) / s) + 1
right  ceil((L + 2*p - d*(k - 1) - 1) / s) + 1, less a window that starts past
  the input and its left padding
L the input, k the kernel, s the stride, p the padding, d the dilation

Met in
  pytorch/pytorch#57178
  pytorch/pytorch#148123
  pytorch/pytorch#88144

Among the distractors of a question:
  - misconception: naive-ceil-mode
""",
    "transposed-times-stride": """\
transposed-times-stride
Multiplying the size by the stride.

wrong  L*s
right  (L - 1)*s - 2*p + d*(k - 1) + op + 1
L the input, k the kernel, s the stride, p the padding, d the dilation, op the
output_padding

Among the distractors of a question:
  - misconception: transposed-times-stride
""",
    "bias-forgotten": """\
bias-forgotten
Leaving out the biases.

Among the distractors of a question:
  - misconception: bias-forgotten
""",
}


@pytest.mark.parametrize(("name", "page"), PAGES.items(), ids=PAGES)
def test_what_is_known_of_one(name: str, page: str) -> None:
    assert printed(lambda on: print_misconception(on, name)) == page


def test_what_is_to_be_copied_is_not_broken() -> None:
    lines = printed(lambda on: print_misconception(on, "half-padding-even-kernel"), width=20).splitlines()

    assert "  - misconception: half-padding-even-kernel" in lines


def test_the_command(oracle: Oracle) -> None:
    lender = Borrowed(oracle)
    assert run(["misconception"], lender) == (0, printed(print_misconceptions), "")
    assert run(["misconception", "no-floor"], lender) == (
        0,
        printed(lambda on: print_misconception(on, "no-floor")),
        "",
    )
