"""Pictures as SVG: well-formed, by themselves, the same each time, clear without colour, whatever a layer is called."""

import re
from collections import Counter

import pytest
from lxml import etree

from picturetaking import numbered, picture
from quizproof.engine.layercall import LayerCall, read_layer
from quizproof.engine.pictures import Chain, Picture, chain, scene, single, svg
from quizproof.engine.pictures.chain import Stage
from quizproof.engine.pictures.svgparts import WINDOWS
from torch_side import torch

NAMESPACE = "{http://www.w3.org/2000/svg}"
GREYS = re.compile(r"#([0-9a-f]{2})\1\1")
COLOURS = {"#0072b2", "#d55e00", "#009e73"}
"""Okabe and Ito's."""

FILL = "#d6e8f5"
ELEMENTS = {"svg", "title", "desc", "defs", "pattern", "path", "rect", "circle", "ellipse", "line", "polygon", "text"}

SQUARE = torch.arange(16.0).reshape(1, 1, 4, 4)
NETWORK = (
    "nn.Sequential(nn.Conv2d(3, 64, kernel_size=(11, 11), stride=4, padding=(2, 2)), nn.ReLU(), nn.MaxPool2d(3, 2),"
    " nn.AdaptiveAvgPool2d(6), nn.Flatten(), nn.Linear(2304, 100), nn.ReLU(), nn.Linear(100, 10))"
)


def pictures() -> dict[str, Picture]:
    return {
        "pool": picture("nn.MaxPool2d(3, stride=2)", (1, 1, 6, 6)),
        "padding": picture("nn.Conv2d(1, 1, 3, padding=1)", (1, 1, 4, 5)),
        "dilation": picture("nn.MaxPool2d(2, dilation=2, stride=4, ceil_mode=True)", (1, 1, 9, 10)),
        "one dimension": picture("nn.AvgPool1d(3, padding=1)", (1, 2, 11)),
        "three dimensions": picture("nn.MaxPool3d(2)", (1, 1, 4, 4, 5)),
        "large": picture("nn.Conv2d(3, 8, 5, stride=3, padding=1)", (1, 3, 224, 200)),
        "adaptive": picture("nn.AdaptiveAvgPool2d((3, None))", (1, 1, 10, 4)),
        "transposed": picture("nn.ConvTranspose2d(1, 1, 3, stride=3, padding=1, output_padding=2)", (1, 1, 3, 4)),
        "largest": numbered("nn.MaxPool2d(2, padding=1)", SQUARE),
        "mean": numbered("nn.AvgPool2d(3, 2, 1, ceil_mode=True)", SQUARE / 7),
        "one window": numbered("nn.AvgPool2d(4)", SQUARE),
        "unfold": picture("nn.Unfold(2)", (1, 1, 4, 4)),
        "network": picture(NETWORK, (1, 3, 224, 224)),
        "one layer": single(LayerCall("LSTM", (4, 6)), (5, 2, 4), ((5, 2, 6), (1, 2, 6), None), 288),
        "empty shape": single(LayerCall("ReLU"), (), ((),), 0),
        "empty batch": single(LayerCall("ReLU"), (0, 0), ((0, 0),), 0),
    }


NAMES = list(pictures())


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return {name: svg(one) for name, one in pictures().items()}


@pytest.mark.parametrize("name", NAMES)
def test_it_is_well_formed_and_needs_nothing_else(name: str, texts: dict[str, str]) -> None:
    text = texts[name]
    root = etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    assert root.tag == f"{NAMESPACE}svg"
    assert root.get("version") == "1.1"
    assert {element.tag.removeprefix(NAMESPACE) for element in root.iter()} <= ELEMENTS
    for element in root.iter():
        assert not [word for word in element.attrib if "href" in word or word.startswith("on") or word == "style"]
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(set(ids)) == len(ids)
    assert set(re.findall(r"url\(#([^)]+)\)", text)) <= set(ids)
    assert str(root.get("aria-labelledby")).split() == [part.get("id") for part in root[:2]]
    assert [part.tag.removeprefix(NAMESPACE) for part in root[:2]] == ["title", "desc"]


@pytest.mark.parametrize("name", NAMES)
def test_it_is_the_same_each_time(name: str, texts: dict[str, str]) -> None:
    assert svg(pictures()[name]) == texts[name]


@pytest.mark.parametrize("name", NAMES)
def test_its_colours_can_be_told_apart_by_everybody(name: str, texts: dict[str, str]) -> None:
    used = set(re.findall(r'(?:fill|stroke)="(#[^"]+)"', texts[name]))
    assert {colour for colour in used if not GREYS.fullmatch(colour)} <= COLOURS | {FILL}


def test_windows_differ_in_more_than_colour(texts: dict[str, str]) -> None:
    root = etree.fromstring(texts["pool"].encode())
    outlines = [one for one in root.iter(f"{NAMESPACE}rect") if one.get("fill") == "none"]
    looks = [(one.get("stroke"), one.get("stroke-dasharray")) for one in outlines]
    assert looks == [
        (colour, dashes or None) for _, (colour, dashes) in [*sorted(WINDOWS.items())[::-1], *WINDOWS.items()]
    ]
    assert len({dashes for _, dashes in looks}) == len({colour for colour, _ in looks}) == 3
    numbers = [one.text for one in root.iter(f"{NAMESPACE}text") if one.get("text-anchor") == "middle"]
    assert numbers == ["1", "2", "3"] * 3  # in badges: on the windows, on what comes out, and in the legend


@pytest.mark.parametrize("name", NAMES)
def test_nothing_lies_outside(name: str, texts: dict[str, str]) -> None:
    root = etree.fromstring(texts[name].encode())
    left, top, width, height = map(float, str(root.get("viewBox")).split())
    assert (left, top) == (0, 0)
    for element in root.iter(f"{NAMESPACE}rect", f"{NAMESPACE}text"):
        x, y = float(element.get("x", 0)), float(element.get("y", 0))
        size = float(element.get("font-size", 0))
        # A letter of the fixed font is 0.6 of its size wide; those of the other are narrower as a rule.
        part = 0.6 if "Mono, Menlo" in element.get("font-family", "") else 0.5
        wide = float(element.get("width", 0)) or len(element.text or "") * size * part
        x -= wide / 2 if element.get("text-anchor") == "middle" else 0
        assert x >= 0
        assert x + wide <= width + 0.5, element.text
        assert y - size >= -0.5
        assert y + float(element.get("height", 0)) <= height


@pytest.mark.parametrize("name", NAMES)
def test_no_two_words_lie_on_each_other(name: str, texts: dict[str, str]) -> None:
    root = etree.fromstring(texts[name].encode())
    places = Counter((element.get("x"), element.get("y")) for element in root.iter(f"{NAMESPACE}text"))
    assert [place for place, number in places.items() if number > 1] == []


def test_numbers_and_equations_are_in_it(texts: dict[str, str]) -> None:
    root = etree.fromstring(texts["mean"].encode())
    words = [element.text for element in root.iter(f"{NAMESPACE}text")]
    assert "(0 + 0 + 0 + 0 + 0 + 0.142857 + 0 + 0.571429 + 0.714286) / 9 = 0.15873" in words
    assert words.count("0.714286") == 1
    assert "past the edge: ceil_mode lets the last window hang over" in words
    assert "Window 1: (0 + 0 + 0 + 0 + 0 + 0.142857" in str(root[1].text)


def test_the_description_says_the_picture(texts: dict[str, str]) -> None:
    root = etree.fromstring(texts["pool"].encode())
    assert root[0].text == "nn.MaxPool2d(3, stride=2) on (1, 1, 6, 6)"
    assert root[1].text == (
        "A picture of nn.MaxPool2d(3, stride=2): (1, 1, 6, 6) goes in, (1, 1, 2, 2) comes out."
        " Outlined are the first windows of 4: 3×3, 2 apart."
        " Cells crossed out are in no window: the last row and the last column are dropped."
    )
    network = etree.fromstring(texts["network"].encode())
    assert str(network[1].text).startswith("(1, 3, 224, 224) goes in. nn.Conv2d(3, 64, kernel_size=(11, 11), stride=4")
    assert str(network[1].text).endswith("nn.Linear(100, 10) gives (1, 10).")


HOSTILE = {
    "markup": "</text><script>alert(1)</script>",
    "a quote": "\" onload='alert(1)",
    "an entity": "&lt;&#60;&bomb;",
    "a section": "]]><![CDATA[",
    "an address": "url(#other) @hatch",
    "control characters": "\x00\x1b[2J\x07",
    "turned around": "\u202eabc\u2066",
    "half a character": "\ud800",
    "not a character": "\uffff\ufffe",
    "long": "x" * 7_000,
    "spaces": " " * 3_000,
}


@pytest.mark.parametrize("word", HOSTILE.values(), ids=HOSTILE)
def test_nothing_in_a_layer_is_obeyed(word: str) -> None:
    pool = LayerCall("MaxPool2d", (2,), (("return_indices", word),))
    found = scene(pool, (1, 1, 4, 4), (1, 1, 2, 2))
    assert found is not None
    written = Chain(word, (Stage(word, 0, ((1,),)),), ((1,),))
    for one in (found, single(pool, (1, 1, 4, 4), ((1, 1, 2, 2),), 0), written):
        text = svg(one)
        root = etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False))
        assert {element.tag.removeprefix(NAMESPACE) for element in root.iter()} <= ELEMENTS
        assert not [name for element in root.iter() for name in element.attrib if name.startswith("on")]
        assert len(text) < 120_000
        assert "\x1b" not in text


def test_a_chain_ends_where_torch_says() -> None:
    call = read_layer("nn.Sequential(nn.MaxPool2d(2), nn.Sequential(nn.Flatten(), nn.ReLU()))")
    found = chain(call, (1, 1, 4, 4), ((1, 4),))
    assert isinstance(found, Chain)
    assert [(stage.layer, stage.shapes) for stage in found.stages] == [
        ("nn.MaxPool2d(2)", ((1, 1, 2, 2),)),
        ("nn.Flatten()", ((1, 4),)),
        ("nn.ReLU()", ((1, 4),)),
    ]
    assert chain(call, (1, 1, 4, 4), ((1, 5),)) is None
    assert chain(call, (1, 1, 1, 1), ((1, 4),)) is None
    assert chain(read_layer("nn.ReLU()"), (1, 4), ((1, 4),)) is None
    assert chain(read_layer("nn.Sequential()"), (1, 4), ((1, 4),)) is None
    several = "nn.Sequential(nn.LSTM(4, 4), nn.ReLU())"
    assert chain(read_layer(several), (1, 4), ((1, 4),)) is None
