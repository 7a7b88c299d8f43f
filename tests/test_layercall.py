"""Layers as people type them; nothing is evaluated."""

import ast

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from quizproof.engine.catalogue import LAYERS
from quizproof.engine.layercall import LayerCall, read_layer
from quizproof.engine.literals import BANK, LEARNER, Bounds, Unreadable

ALLOWED = "write plain numbers, texts, True, False, None or tuples"
UNREADABLE = {
    "attribute of a call": (
        "nn.ReLU().train",
        "'nn.ReLU().train' is not a layer: write one such as nn.MaxPool2d(3, stride=2)",
    ),
    "star": ("nn.Sequential(*[nn.ReLU()])", f"'*[nn.ReLU()]' is not allowed: {ALLOWED}"),
    "plus sign": ("nn.MaxPool2d(+3)", f"'+3' is not allowed: {ALLOWED}"),
    "set": ("nn.MaxPool2d({3})", f"'{{3}}' is not allowed: {ALLOWED}"),
    "bytes": ("nn.Upsample(2, b'x')", f"\"b'x'\" is not allowed: {ALLOWED}"),
    "name": ("nn.MaxPool2d(k)", f"'k' is not allowed: {ALLOWED}"),
    "class for a layer": ("nn.Sequential(nn.ReLU)", f"'nn.ReLU' is not allowed: {ALLOWED}"),
    "walrus": ("nn.MaxPool2d((k := 3))", f"'(k := 3)' is not allowed: {ALLOWED}"),
    "sum": ("nn.Linear(2 + 3, 1)", f"'2 + 3' is not allowed: {ALLOWED}"),
    "power": ("nn.Linear(9 ** 9, 1)", f"'9 ** 9' is not allowed: {ALLOWED}"),
    "product": ("nn.Linear(16 * 5 * 5, 120)", f"'16 * 5 * 5' is not allowed: {ALLOWED}"),
    "keyword twice": ("nn.MaxPool2d(2, stride=1, stride=2)", "the argument 'stride' is given twice"),
    "device": ("nn.Linear(2, 2, device='cpu')", "the argument 'device' is not allowed: layers run on the CPU"),
    "dtype in a nested layer": (
        "nn.Sequential(nn.Linear(2, 2, dtype=None))",
        "the argument 'dtype' is not allowed: layers run in float32",
    ),
    "loss": ("nn.MSELoss()", "nn.MSELoss cannot be used here: it is a loss, and compares an output with a target"),
    "other module": ("optim.Adam(3)", "optim.Adam is not a layer of torch.nn"),
    "module twice": ("nn.nn.ReLU()", "nn.nn.ReLU is not a layer of torch.nn; did you mean nn.ReLU?"),
    "functional": ("F.max_pool2d(3)", "F.max_pool2d is not a layer of torch.nn; did you mean nn.MaxPool2d?"),
    "misspelt": ("nn.BatchNrom2d(3)", "nn.BatchNrom2d is not a layer of torch.nn; did you mean nn.BatchNorm2d?"),
    "underscore": ("nn.MaxPool2d.__class__(3)", "nn.MaxPool2d.__class__ is not a layer of torch.nn"),
    "too deep": ("nn.Sequential(" * 7 + ")" * 7, "nested too deeply: at most 6 levels are read"),
    "too many parts": (f"nn.Sequential({'nn.ReLU(),' * 27}1,1,1,1,1,1,1,1,1)"[:300], None),
    "too long": (f"nn.MaxPool2d({' ' * 300})", "too long: 314 characters, at most 300 are read"),
    "two lines": ("nn.ReLU()\nnn.ReLU()", "cannot be read: not a layer, a shape or a number at character 1"),
    "assignment": ("pool = nn.MaxPool2d(2)", "cannot be read: not a layer, a shape or a number at character 6"),
    "dash in a name": (
        "nn.MaxPool2d(kernel-size=3)",
        "cannot be read: an argument is a value or name=value, and a name is one word such as kernel_size "
        "at character 14",
    ),
    "value after a name": (
        "nn.MaxPool2d(stride=3, 2)",
        "cannot be read: an argument is a value or name=value, and a name is one word such as kernel_size "
        "at character 25",
    ),
}


@pytest.mark.parametrize(("text", "sentence"), UNREADABLE.values(), ids=UNREADABLE)
def test_unreadable(text: str, sentence: str | None) -> None:
    with pytest.raises(Unreadable) as caught:
        read_layer(text)

    if sentence is not None:
        assert str(caught.value) == sentence


READ = {
    "prefix": ("nn.MaxPool2d(3, stride=2)", "nn.MaxPool2d(3, stride=2)"),
    "long prefix": ("torch.nn.MaxPool2d(3)", "nn.MaxPool2d(3)"),
    "bare": ("MaxPool2d( 3 )", "nn.MaxPool2d(3)"),
    "list": ("nn.MaxPool2d([3, 2])", "nn.MaxPool2d((3, 2))"),
    "tuple of one": ("nn.MaxPool2d((3,))", "nn.MaxPool2d((3,))"),
    "nested": ("nn.Sequential(nn.Flatten(), nn.Sequential(nn.Linear(4, 2)))",) * 2,
    "layer as an argument": ("nn.TransformerEncoder(nn.TransformerEncoderLayer(8, nhead=2), num_layers=2)",) * 2,
    "all literals": ("nn.Upsample(size=None, scale_factor=-2.5, mode='nearest', align_corners=False)",) * 2,
    "comment and lines": ("nn.MaxPool2d(\n  3,  # wide\n)", "nn.MaxPool2d(3)"),
}


@pytest.mark.parametrize(("text", "written"), READ.values(), ids=READ)
def test_read(text: str, written: str) -> None:
    layer = read_layer(text)

    assert str(layer) == written
    assert read_layer(written) == layer


def test_a_bank_may_write_longer_layers_than_a_learner() -> None:
    text = f"nn.Sequential({', '.join(['nn.ReLU()'] * 300)})"

    assert len(read_layer(text, BANK).args) == 300
    with pytest.raises(Unreadable):
        read_layer(text, LEARNER)


NUMBERS = (
    st.none() | st.booleans() | st.integers(-(10**7), 10**7) | st.floats(-1e6, 1e6) | st.sampled_from(["same", "x"])
)
VALUES = st.recursive(NUMBERS, lambda inner: st.lists(inner, max_size=3).map(tuple), max_leaves=4)
LAYERS_OF_ANY_SORT = st.recursive(
    st.builds(
        LayerCall,
        st.sampled_from(sorted(LAYERS)),
        st.lists(VALUES, max_size=3).map(tuple),
        st.dictionaries(st.sampled_from(["stride", "padding", "bias"]), VALUES).map(lambda words: tuple(words.items())),
    ),
    lambda inner: st.builds(LayerCall, st.just("Sequential"), st.lists(inner, max_size=2).map(tuple)),
    max_leaves=3,
)


@given(LAYERS_OF_ANY_SORT)
def test_reading_what_is_written_gives_the_same_layer(layer: LayerCall) -> None:
    assert str(read_layer(str(layer), BANK)) == str(layer)


PIECES = "nn. MaxPool2d ( ) [ ] , 3 - = stride ** * . lambda if ' : 0x 1e9 True { } not # f' await := @ __class__ \\ é"
SOUP = st.lists(st.sampled_from([*PIECES.split(), " ", "\n", "\t"]), max_size=40).map("".join)


@given(SOUP)
@example("nn.MaxPool2d(1_0)")
@example("(" * 199 + ")" * 101)
def test_any_text_is_a_layer_or_unreadable(text: str) -> None:
    try:
        layer = read_layer(text)
    except Unreadable as error:
        sentence = str(error)
        assert "\n" not in sentence  # a sentence, wherever it comes from
        assert len(sentence) < 300
    else:
        assert ast.dump(ast.parse(str(layer)))


NUMERALS = (
    "0 1 7 10 9999999 10000000 10000001 99999999999 00 010 0x3 0b1 1_000 1e3 1e999 3.5 .5 5. 1j 3if 3else -0 -3 --3 +3"
)
AROUND_NUMBERS = (
    "nn.MaxPool2d(_)",
    "MaxPool2d(_,_, stride=-_, padding = (_, _))",
    "nn.MaxPool2d_(_)",
    "nn._(_)",
    "_",
    " nn.Sequential(nn.Conv2d(_, _, (_,)), [_, -_], nn.Sequential(nn.ReLU(), x=_)) ",
    "nn.Upsample(_, mode='_ _', size='''_''')",
    'nn.Upsample(_, mode="_"\'_\' "_", size=_)',
    "nn.Upsample(f'{_}', _)",
    "nn.ReLU(_) # _",
    "nn.MaxPool2d(_,\n_)",
    "nn.MaxPool2d( # _\n                0x3)",
    "\tnn.MaxPool2d(_)",
    "nn.MaxPool2d(__, _ _)",
    "nn.MaxPool2d(_(_), _._, _ .real, _[_])",
    "nn.MaxPool2d(_if _else _)",
    "nn.MaxPool2d(_ if _ else _)",
    "nn.MaxPool2d((_), ((_),), (), not _)",
    "nn.MaxPool2d(stride=_, stride=_)",
    "nn.MaxPool2d(_, device=_)",
    "nn.Sequential(" * 6 + "_" + ")" * 6,
    f"nn.Sequential({'_, ' * 63}_)",
    "nn.MaxPool2d(\x0b_)",
    "nn.MaxPool2d(é_)",
)


@st.composite
def _texts_about_numbers(draw: st.DrawFn) -> str:
    pieces = draw(st.sampled_from(AROUND_NUMBERS)).split("_")
    numerals = draw(st.lists(st.sampled_from(NUMERALS.split()), min_size=len(pieces), max_size=len(pieces)))
    return "".join([part for pair in zip(pieces, numerals, strict=True) for part in pair][:-1])


@settings(max_examples=600, deadline=None)
@given(_texts_about_numbers() | SOUP, st.sampled_from([LEARNER, BANK]))
def test_reading_by_what_a_text_shares_with_others_gives_what_reading_it_by_itself_gives(
    text: str, bounds: Bounds
) -> None:
    assume(len(text) <= bounds.chars)
    by_itself = text + " " * LEARNER.chars  # so long a text is read by itself

    assert _verdict(text, bounds) == _verdict(by_itself, Bounds(BANK.chars, bounds.nodes, bounds.depth))


def _verdict(text: str, bounds: Bounds) -> str:
    try:
        return repr(read_layer(text, bounds))
    except Unreadable as error:
        return str(error)
