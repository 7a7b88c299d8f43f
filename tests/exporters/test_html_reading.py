"""What is typed in the page is judged there as Python judges it."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from browsing import Browser, browser
from quizproof.engine.exporters.webpage.comparing import compared
from quizproof.engine.judging import grade_answer
from quizproof.engine.oracle import Oracle
from quizproof.engine.posing import Posed
from webpages import exported, page_in, posed_of

BANK = """
title: Typed
questions:
  - {id: shape, kind: shape, prompt: Which?, layer: "nn.Conv2d(3, 8, 3)", input: [1, 3, 10, 10]}
  - {id: one-size, kind: shape, prompt: Which?, layer: "nn.Conv2d(3, 8, 3)", input: [1, 3, 10, 10], axes: [-1]}
  - {id: two-sizes, kind: shape, prompt: Which?, layer: "nn.Conv2d(3, 8, 3)", input: [1, 3, 10, 12], axes: [-2, -1]}
  - {id: vector, kind: shape, prompt: Which?, layer: nn.Flatten(0), input: [2, 3]}
  - {id: count, kind: count, prompt: How many?, layer: "nn.Linear(100, 10)"}
  - {id: values, kind: values, prompt: Which?, layer: nn.ReLU(), input: [[-1, 2.5], [3, 0.25]]}
  - {id: exact, kind: values, prompt: Which?, layer: nn.ReLU(), input: [[1000000, 2]], tolerance: 0}
  - {id: one-value, kind: values, prompt: Which?, layer: nn.AvgPool2d(2), input: [[1, 2], [3, 4]]}
  - id: endless
    kind: values
    prompt: Which?
    layer: nn.Linear(1, 1)
    input: [[10], [-10], [0]]
    weights: {weight: [[3.0e+38]], bias: [0]}
  - {id: text, kind: match, prompt: Which?, answer: the `largest` Number, accept: [maximum, Straße, ΟΔΟΣ, "7"]}
  - {id: number, kind: match, prompt: Which?, answer: 0.5, tolerance: 0.01, accept: ["9,216"]}
"""
# As nearly everybody types them, and as nobody should.
SHAPES = (
    "(1, 8, 8, 8)",
    "(1,8,8,8)",
    "(1, 8, 8, 8,)",
    "[1, 8, 8, 8]",
    "[1,8,8,8]",
    "1, 8, 8, 8",
    "1,8,8,8,",
    "1x8x8x8",
    "1 X 8 x 8 X 8",
    "1 8 8 8",
    " 1  8 8 8 ",
    "torch.Size([1, 8, 8, 8])",
    "torch . Size ( [1, 8, 8, 8] )",
    "Size((1, 8, 8, 8))",
    "torch.Size(1, 8, 8, 8)",
    "((1, 8, 8, 8))",
    "([1, 8, 8, 8])",
    "[(1, 8, 8, 8)]",
    "[[1, 8, 8, 8]]",
    "((1, 8, 8, 8),)",
    "(1, 8, 8, 8",
    "1, 8, 8, 8)",
    "(1, 8), (8, 8)",
    "(1 8 8 8)",
    "(1x8x8x8)",
    "[1 8 8 8]",
    "1×8×8×8",
    "(1, 8, 8, 8) # so",
    "`(1, 8, 8, 8)`",
    "```\n(1, 8, 8, 8)\n```",
    "size(1, 8, 8, 8)",
    "torch.Size([1, 8, 8, 8],)",
    "torch.Size()",
    "(1, 8, \u22128, 8)",
    "1x8x08x8",
    "(1, 8, 08, 8)",
    "1 8 00 8",
    "(1, 8, 8)",
    "(8, 8, 8, 1)",
    "(1, 8, -8, 8)",
    "(1, 8, - 8, 8)",
    "1 8 -8 8",
    "(1, 8, +8, 8)",
    "(1, 8, 8.0, 8)",
    "(1, 8, 1e1, 8)",
    "(1, 8, True, 8)",
    "(1, 8, n, 8)",
    "(1, 8,, 8)",
    "(,)",
    "()",
    "[]",
    "( )",
    "8",
    "(8)",
    "(8,)",
    "[8]",
    "-0",
    "0",
    "6",
    "6,",
    "8x10",
    "8, 10",
    "(10, 8)",
    "8 10",
    "9223372036854775807",
    "9223372036854775808",
    "1x9223372036854775808",
    "99999999999999999999999999999999999",
    "eight",
    "",
    "   ",
    "(1, 8,\n8, 8)",
    "(1,\t8, 8, 8)",
    "(1, 8, 8\u00a0, 8)",
    "(\uff11, 8, 8, 8)",
    "(1, 8, 8, 8)\\",
    "(1, 8, 8, 8);",
    "x8x8",
    "1x",
    "1, " * 120,
)
NUMBERS = (
    "1010",
    "1,010",
    " 1010 ",
    "1010.0",
    "1.01e3",
    "+1010",
    "1010.",
    "10,10",
    "1,0100",
    "1 010",
    "0x3f2",
    "1_010",
    "-1010",
    "1009",
    "nan",
    "inf",
    "-inf",
    ".5",
    "0.5",
    "`0.5`",
    "0.5 # so",
    "\u22120.5",
    "NaN",
    "0,055",
    "9_216",
    "0.49",
    "0.489",
    "0.51",
    "0.5100001",
    "1/2",
    "half",
    "9216",
    "9,216",
    "9,216.0",
    "5e-1",
    "0,5",
    "½",
    "0.5\u200b",
    "",
    "`",
    "1" * 301,
)
TENSORS = (
    "[[0, 2.5], [3, 0.25]]",
    "[[0,2.5],[3,.25]]",
    "0 2.5; 3 0.25",
    "0, 2.5; 3, 0.25",
    "0 2.5\n3 0.25",
    "0 2.5; 3 0.25;",
    "((0, 2.5), (3, 0.25))",
    "[(0, 2.5), (3, 0.25)]",
    "tensor([[0., 2.5000], [3., 0.25]])",
    "torch.tensor([[0., 2.5], [3., 0.25]],)",
    "Tensor([[0, 2.5], [3, 0.25]])",
    "[[[[0, 2.5], [3, 0.25]]]]",
    "array([[0. , 2.5 ], [3. , 0.25]])",
    "np.array([[0, 2.5], [3, .25]], dtype=np.float32)",
    "tensor([[0.0, 2.5], [3.0, 0.25]], grad_fn=<ReluBackward0>)",
    "torch.tensor([[0, 2.5], [3, .25]], device='cpu', requires_grad=True)",
    "tensor([[0, 2.5], [3, .25]], size=3)",
    "0 2.5; 3 0.25  # so",
    "[[0, \u22122.5], [3, 0.25]]",
    "2.5;",
    "[[INF], [-Inf], [0]]",
    "[[0, 2.5], [3, 0.2505]]",
    "[[0, 2.5], [3, 0.2506]]",
    "[[0, 2.5], [3, 0.2495]]",
    "[[0, 2.5], [3, 0.251]]",
    "[[0, 2.5], [3, nan]]",
    "[0, 2.5, 3, 0.25]",
    "0 2.5 3 0.25",
    "[[0, 2.5], [3]]",
    "[[0, 2.5], 3]",
    "[[0, 2.5], [3, 0.25]",
    "[[0, 2.5], [3, 0.25)]",
    "[0, 2.5]; [3, 0.25]",
    "[[0 2.5] [3 0.25]]",
    "[[0,, 2.5], [3, 0.25]]",
    "[[0, 2.5], [], [3, 0.25]]",
    "[]",
    "[[]]",
    "[[[[[[[[[1]]]]]]]]]",
    "[[[[[[[[1]]]]]]]]",
    ")",
    ";",
    ",",
    "1e400",
    "1000000 2",
    "[1000000.5, 2]",
    "[1000001, 2]",
    "[1000001.1, 2]",
    "[1000000, 2.000001]",
    "[1e6, 2]",
    "2.5",
    "[2.5]",
    "[[2.5]]",
    "(2.5)",
    "2.5005",
    "2.5006",
    "2.5, 2.5",
    "[[inf], [-inf], [0]]",
    "inf; -inf; 0",
    "[[inf], [inf], [0]]",
    "[[3e300], [-inf], [0]]",
    "[[Infinity], [-inf], [0]]",
    "12345678901234567890",
    "1.2.3",
    "1abc",
    "two",
    "1 2 3 " * 2000,
)
TEXTS = (
    "the largest number",
    "THE LARGEST NUMBER",
    "thelargestnumber",
    "the `largest` `number`",
    " the\tlargest\nnumber ",
    "the largest\u00a0number",
    "the largest number.",
    "Maximum",
    "maximums",
    "strasse",
    "STRASSE",
    "straße",
    "STRAẞE",
    "οδος",
    "οδοσ",
    "7",
    "7.0",
    "`7`",
    "seven",
    "",
    "``",
    "the largest\u00ad number\ufe0f",
    "\u2019the largest\u2013number",
    "strasse\u0301",
    "```\nmaximum\n```",
    "the largest\x07number",
    "maximum\u202e",
    "x" * 301,
)
EXOTIC = {"shape": ("(0x1, 8, 8, 8)", "(1, 0b1000, 8, 8)", "(1, 8, 00, 8)")}
"""What Python reads and the page asks for again."""

_JUDGE = """([wanted, texts]) => texts.map(text => {
    try {
        const { right, said } = judgedTyped(wanted, text);
        return [right ? "correct" : "wrong", said];
    } catch (error) {
        if (!(error instanceof NotRead)) throw error;
        return ["unreadable", error.message];
    }
})"""

Judge = Callable[[str, list[str]], list[tuple[str, str]]]


@pytest.fixture(scope="module")
def typed(tmp_path_factory: pytest.TempPathFactory, oracle: Oracle) -> dict[str, Posed]:
    return {one.id: one for one in posed_of(BANK, tmp_path_factory.mktemp("bank"), oracle)}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as found:
        yield found


@pytest.fixture(scope="module")
def judge(typed: dict[str, Posed], chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Judge]:
    """The verdicts of the page on what is typed for a question."""
    page = page_in(tmp_path_factory.mktemp("page"), exported(tuple(typed.values())))
    with chromium.visit(page) as visit:

        def judged(name: str, texts: list[str]) -> list[tuple[str, str]]:
            wanted = compared(typed[name])
            assert wanted is not None
            return [tuple(one) for one in visit.page.evaluate(_JUDGE, [wanted | {"slips": []}, texts])]

        yield judged
        assert visit.complaints == []


def verdicts(oracle: Oracle, question: Posed, texts: list[str]) -> list[str]:
    return [grade_answer(oracle, question.question, text.strip()).verdict.value for text in texts]


TABLES = {
    "shape": SHAPES,
    "one-size": SHAPES,
    "two-sizes": SHAPES,
    "vector": SHAPES,
    "count": NUMBERS,
    "number": NUMBERS,
    "text": tuple(dict.fromkeys([*TEXTS, *NUMBERS])),
    "values": TENSORS,
    "exact": TENSORS,
    "one-value": TENSORS,
    "endless": TENSORS,
}


@pytest.mark.parametrize("name", TABLES)
def test_each_text_of_the_table_is_what_python_says(
    name: str, typed: dict[str, Posed], judge: Judge, oracle: Oracle
) -> None:
    texts = list(TABLES[name])
    assert len(texts) == len(set(texts))
    found = dict(zip(texts, [verdict for verdict, _ in judge(name, texts)], strict=True))
    assert found == dict(zip(texts, verdicts(oracle, typed[name], texts), strict=True))
    assert "wrong" in found.values()
    assert "unreadable" in found.values()


def test_each_question_has_a_right_answer_in_its_table(typed: dict[str, Posed], judge: Judge) -> None:
    right = {
        name: [verdict for verdict, _ in judge(name, list(texts))].count("correct") for name, texts in TABLES.items()
    }
    assert [name for name, count in right.items() if not count] == []


@pytest.mark.parametrize("name", EXOTIC)
def test_what_nobody_types_is_asked_again(name: str, judge: Judge) -> None:
    assert {verdict for verdict, _ in judge(name, list(EXOTIC[name]))} == {"unreadable"}


_PIECES = {
    "shape": ("1", "8", "10", "-", "0", ",", ", ", " ", "x", "(", ")", "[", "]", "Size", "torch.", ".", "e", "_"),
    "count": ("1", "0", "10", ",", "010", ".", "e", "3", "-", "+", " ", "nan", "inf", "x", "_"),
    "values": ("0", "2.5", "3", "0.25", "[", "]", "(", ")", ",", ";", " ", "\n", "tensor(", "inf", "nan", "e", "-"),
    "number": ("0", ".5", "0.5", "1", ",", "216", "9", " ", "`", "e", "-", "nan", "x"),
    "text": ("the", "largest", "NUMBER", "ß", "\u03c3", " ", "`", "7", ".", "0", "maximum", "\t"),
}


@pytest.mark.parametrize("name", _PIECES)
def test_the_page_never_judges_otherwise_than_python(
    name: str, typed: dict[str, Posed], judge: Judge, oracle: Oracle
) -> None:
    chance = random.Random(name)
    texts = ["".join(chance.choices(_PIECES[name], k=chance.randint(1, 12))) for _ in range(3_000)]
    here, there = [verdict for verdict, _ in judge(name, texts)], verdicts(oracle, typed[name], texts)
    assert [one for one in zip(texts, here, there, strict=True) if one[1] not in (one[2], "unreadable")] == []
    again = [one for one in zip(texts, here, there, strict=True) if one[1] != one[2]]
    assert len(again) < 30, again[:10]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("shape", "1x8x8x8", "1x8x8x8 is the shape that torch gives."),
        ("shape", "(1, 8, 8)", "(1, 8, 8) has 3 sizes, and torch's has 4."),
        ("shape", "8", "8 has 1 size, and torch's has 4."),
        ("one-size", "1x8", "1x8 has 2 sizes, and 1 is asked."),
        ("two-sizes", "8", "8 has 1 size, and 2 are asked."),
        ("shape", "1x8x8x9", "1x8x8x9 is not the shape that torch gives."),
        ("shape", "eight", "eight is not a shape: write whole numbers such as (1, 64, 28, 28)."),
        ("count", "1009", "1009 is not what torch counts."),
        ("values", "[[0, 2], [3, 1]]", "It is not what torch gives: 2 of 4 numbers differ."),
        ("values", "[[0, 2.5], [3, 1]]", "It is not what torch gives: 1 of 4 numbers differs."),
        ("values", "0 2.5 3", "It has the shape (3,), and torch's has (2, 2)."),
        ("values", "2.5", "It is one number, and torch gives 4 numbers."),
        ("one-value", "[1, 2]", "It has 2 numbers, and torch gives one."),
        ("one-value", "2", "It is not what torch gives."),
        ("number", "half", "A number is asked: write digits such as 64 or 0.5."),
        ("text", " ", "Nothing was typed."),
        ("text", "the mean", ""),
    ],
)
def test_what_is_said_of_it(name: str, text: str, said: str, judge: Judge) -> None:
    assert judge(name, [text])[0][1] == said


def test_a_slip_is_named(tmp_path: Path, oracle: Oracle, chromium: Browser) -> None:
    bank = "title: T\nquestions:\n  - {id: a, kind: count, prompt: How many?, layer: nn.BatchNorm2d(1000)}\n"
    (one,) = posed_of(bank, tmp_path, oracle)
    page = page_in(tmp_path, exported((one,)))
    with chromium.visit(page) as visit:
        visit.page.fill(".typed input", "1,000")
        visit.page.keyboard.press("Enter")
        said = visit.page.inner_text(".verdict")
    assert said == "Not correct. 1000 is not what torch counts: it comes of leaving out the biases. One more try."
