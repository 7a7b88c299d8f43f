"""No line is wider than the screen, nothing is lost, and a line is broken where it reads best."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from quizproof.engine.screen.wrapping import CODE, Levels, code, formula, prose, wrapped

CASES: dict[str, tuple[str, Levels, int, list[str]]] = {
    "fits": ("as it is", prose, 8, ["as it is"]),
    "at a space": ("one two three", prose, 8, ["one two", "three"]),
    "a shape stays whole": ("gives (1, 1, 2, 2), not (1, 3)", prose, 20, ["gives (1, 1, 2, 2),", "not (1, 3)"]),
    "a formula stays whole": ("so floor((10 - 3) / 3) + 1 fit", prose, 20, ["so", "floor((10 - 3) / 3)", "+ 1 fit"]),
    "words in brackets do not": ("so (as one may see it) here", prose, 14, ["so (as one may", "see it) here"]),
    "what fits nowhere is broken inside": ("x (1, 2, 3, 4)", prose, 8, ["x (1, 2,", "3, 4)"]),
    "between characters": ("abcdefghij", prose, 4, ["abcd", "efgh", "ij"]),
    "at a bracket": ("nn.MaxPool2d(kernel_size=2)", code, 20, ["nn.MaxPool2d(", "kernel_size=2)"]),
    "code inside brackets": ("y = nn.Pool(2, stride=2)", code, 16, ["y = nn.Pool(2,", "stride=2)"]),
    "code in the shallowest bracket": ("f(a, (1, 2), b)", code, 12, ["f(a, (1, 2),", "b)"]),
    "equations before equals": ("H: (7 / 2) + 1 = 3 + 1 = 4", formula, 18, ["H: (7 / 2) + 1", "= 3 + 1 = 4"]),
    "wide characters": ("窓の中の最大", prose, 5, ["窓の", "中の", "最大"]),
    "narrower than a character": ("窓の", prose, 1, ["窓", "の"]),
    "spaces at a break are dropped": ("one    two", prose, 5, ["one", "two"]),
    "empty": ("", prose, 5, [""]),
}


@pytest.mark.parametrize(("words", "levels", "width", "expected"), CASES.values(), ids=CASES)
def test_broken(words: str, levels: Levels, width: int, expected: list[str]) -> None:
    assert [line.plain for line in wrapped(Text(words), width, width, levels)] == expected


def test_code_in_a_text_stays_whole() -> None:
    text = Text("the layer ").append("nn.MaxPool2d(3, stride=2)", CODE)
    assert [line.plain for line in wrapped(text, 26, 26)] == ["the layer", "nn.MaxPool2d(3, stride=2)"]


def test_the_first_line_may_be_narrower() -> None:
    assert [line.plain for line in wrapped(Text("aa bb cc dd"), 3, 5)] == ["aa", "bb cc", "dd"]


@pytest.mark.parametrize(
    ("words", "lines"),
    [("show me", ["", "show", "me"]), ("layers on", ["la", "yers", "on"]), ("it is so", ["it", "is so"])],
    ids=["a word that fits below", "a word that fits nowhere", "a word that fits"],
)
def test_a_word_is_not_cut_where_the_next_line_holds_it(words: str, lines: list[str]) -> None:
    assert [line.plain for line in wrapped(Text(words), 2, 5)] == lines


def test_styles_go_with_their_words() -> None:
    text = Text("one two")
    text.stylize("bold", 4, 7)
    assert [[(span.start, span.end) for span in line.spans] for line in wrapped(text, 4, 4)] == [[], [(0, 3)]]


@given(
    st.text(alphabet="ab (),=/_-1窓😀", max_size=80),
    st.integers(2, 30),
    st.integers(2, 30),
    st.sampled_from([prose, code, formula]),
)
def test_nothing_is_lost_and_nothing_is_too_wide(words: str, first: int, rest: int, levels: Levels) -> None:
    lines = [line.plain for line in wrapped(Text(words), first, rest, levels)]
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")
    assert all(cell_len(line) <= (rest if place else first) for place, line in enumerate(lines))
