"""`explain`: shapes and numbers in, words, JSON or SVG out."""

import json
from pathlib import Path

import pytest
from lxml import etree

from quizproof.engine.explaining import explain
from quizproof.engine.literals import Unreadable
from quizproof.engine.oracle import Oracle
from quizproof.engine.pictures import Chain, Scene
from quiztaking import Borrowed, run

POOL = ["explain", "nn.MaxPool2d(2)", "[[1, 2], [3, 4]]"]

REFUSED = {
    "numbers that are no shape": ("[1.5, 2]", "is not a shape: write whole numbers such as (1, 64, 28, 28)"),
    "rows of different lengths": ("[[1, 2], [3]]", "the rows are of different lengths"),
    "no numbers": ("[[a]]", "is not a tensor: write numbers such as [[6, 8], [3, 4]] or 6 8; 3 4"),
    "a bracket too many": ("[[1]]]", "the bracket ']' at character 6 closes nothing"),
    "too long": ("[[" + "1," * 5_000 + "1]]", "too long"),
}


@pytest.mark.parametrize(("given", "said"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_input(given: str, said: str, oracle: Oracle) -> None:
    with pytest.raises(Unreadable) as refused:
        explain("nn.MaxPool2d(2)", given, oracle)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    "given", ["[[1, 2], [3, 4]]", "((1, 2), (3, 4))", "1 2; 3 4", "torch.tensor([[1, 2], [3, 4]])", "[[[[1,2],[3,4]]]]"]
)
def test_numbers_in_every_form(given: str, oracle: Oracle) -> None:
    found = explain("nn.MaxPool2d(2)", given, oracle)
    assert (found.input, found.outputs, found.results) == ((1, 1, 2, 2), ((1, 1, 1, 1),), ((((4,),),),))
    assert isinstance(found.picture, Scene)
    assert found.picture.numbers == ((1, 2), (3, 4))


def test_numbers_of_random_weights_are_not_shown(oracle: Oracle) -> None:
    found = explain("nn.Conv2d(1, 1, 1)", "[[1, 2], [3, 4]]", oracle)
    assert found.random
    assert found.results is None
    assert isinstance(found.picture, Scene)
    assert found.picture.numbers == ()


def test_json_has_the_numbers_where_numbers_were_given(oracle: Oracle) -> None:
    facts = json.loads(explain("nn.LPPool1d(2, 2)", "[[3, 4, 1e30, 0]]", oracle).as_json())
    assert facts["numbers"] == [[[5, "inf"]]]
    assert "numbers" not in json.loads(explain("nn.AvgPool1d(2)", "1,1,4", oracle).as_json())


PICTURES = {
    "windows": ("nn.MaxPool2d(2)", "1,1,4,4", Scene),
    "one slice of three": ("nn.MaxPool3d(2)", "1,1,4,4,4", Scene),
    "a network": ("nn.Sequential(nn.Flatten(), nn.Linear(4, 2))", "1,2,2", Chain),
    "one layer": ("nn.LSTM(2, 3)", "4,2", type(None)),
}


@pytest.mark.parametrize(("layer", "given", "kind"), PICTURES.values(), ids=PICTURES)
def test_everything_has_a_picture_in_svg(layer: str, given: str, kind: type, oracle: Oracle) -> None:
    found = explain(layer, given, oracle)
    assert type(found.picture) is kind
    assert etree.fromstring(found.as_svg().encode()).tag == "{http://www.w3.org/2000/svg}svg"


def test_svg_is_written_to_a_file(tmp_path: Path, oracle: Oracle) -> None:
    file = tmp_path / "a pool.svg"
    file.write_text("an older one")
    assert run([*POOL, "--svg", str(file)], Borrowed(oracle), width=400) == (0, f"The picture is in {file}.\n", "")
    assert file.read_text(encoding="utf-8") == explain(*POOL[1:], oracle).as_svg()
    assert list(tmp_path.iterdir()) == [file]


def test_svg_is_printed(oracle: Oracle) -> None:
    assert run([*POOL, "--svg", "-"], Borrowed(oracle)) == (0, explain(*POOL[1:], oracle).as_svg(), "")


def test_svg_and_json_at_once(tmp_path: Path, oracle: Oracle) -> None:
    code, out, err = run([*POOL, "--json", "--svg", str(tmp_path / "x.svg")], Borrowed(oracle))
    assert (code, json.loads(out)["numbers"], err) == (0, [[[[4]]]], "")
    assert (tmp_path / "x.svg").stat().st_size > 1_000
    both = "quizproof: --json and --svg - both print to the standard output: write the picture to a file\n"
    assert run([*POOL, "--json", "--svg", "-"], Borrowed(oracle)) == (2, "", both)


def test_a_file_that_cannot_be_written(tmp_path: Path, oracle: Oracle) -> None:
    file = tmp_path / "nowhere" / "x.svg"
    assert run([*POOL, "--svg", str(file)], Borrowed(oracle)) == (
        2,
        "",
        f"quizproof: {file}: No such file or directory\n",
    )


def test_nothing_is_written_where_torch_refuses(tmp_path: Path, oracle: Oracle) -> None:
    code, out, _ = run(["explain", "nn.MaxPool2d(9)", "1,1,4,4", "--svg", str(tmp_path / "x.svg")], Borrowed(oracle))
    assert (code, out, list(tmp_path.iterdir())) == (1, "", [])


def test_too_many_numbers_are_not_printed(oracle: Oracle) -> None:
    rows = "; ".join(["1 2 3 4 5 6 7 8 9 10"] * 30)
    code, out, _ = run(["explain", "nn.ReLU()", rows], Borrowed(oracle))
    assert code == 0
    assert out.endswith("Too many numbers to print, 300 come out: --json has them.\n")
