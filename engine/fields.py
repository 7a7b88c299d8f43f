"""The fields of questions that hold a layer, an input, a shape or numbers: YAML in, values out."""

from collections.abc import Callable
from typing import Any, Final, TypeAlias, TypeVar

from .catalogue import LAYERS
from .jobs import Each, Feed, Numbers, Sizes, Values
from .keys import Fault, Schema, Unfit, named, problem, takes, wanted
from .layercall import LayerCall, read_layer
from .literals import BANK, Unreadable
from .shapes import LARGEST, Shape, read_shape
from .tensors import shape_of, with_leading_ones

T = TypeVar("T")

Weights: TypeAlias = tuple[tuple[str, Numbers], ...]

# Editors write a list one item a line where they know what its items are: `allOf` keeps that from them.
_NUMBER: Final[Schema] = {"type": ["number", "array"]}
_SIZE: Final[Schema] = {"type": ["integer", "array"], "minimum": 0}
_NUMBERS: Final[Schema] = {"type": "array", "allOf": [{"items": _NUMBER | {"items": _NUMBER}}]}
_SIZES: Final[Schema] = {"type": ["array", "string", "integer"], "allOf": [{"items": _SIZE}]}
_SPELT: Final[Schema] = {"properties": {"numbers": _NUMBERS, "shape": _SIZES}}
_INPUT: Final[Schema] = {
    "type": ["array", "string", "integer", "object"],
    "allOf": [{"items": _SIZE} | _SPELT],
}


@takes({"type": "string", "minLength": 1, "errorMessage": "write text such as nn.MaxPool2d(2)"})
def as_layer(value: Any) -> LayerCall:
    """Read a layer."""
    if type(value) is not str or not value.strip():
        raise problem("bad-type", f"write text such as nn.MaxPool2d(2), not {named(value)}")
    try:
        return read_layer(value, BANK)
    except Unreadable as error:
        raise problem("bad-layer", str(error)) from None


@takes(_SIZES)
def as_shape(value: Any) -> Shape:
    """Read a shape, as a list or as torch users type one."""
    if isinstance(value, list) and all(type(size) is int and size <= LARGEST for size in value):
        return _not_negative(tuple(value), value)
    if type(value) not in (list, int, float, str) or (type(value) is str and not value.strip()):
        raise problem("bad-type", f"write a shape such as [1, 1, 10, 10], not {named(value)}")
    try:
        found = read_shape(value if type(value) is str else repr(_only_numbers(value)), BANK)
    except Unreadable as error:
        raise problem("bad-type", str(error)) from None
    return _not_negative(found, value)


def _not_negative(shape: Shape, written: Any) -> Shape:
    if shape and min(shape) < 0:
        place = next(place for place, size in enumerate(shape) if size < 0)
        said = f"{shape} is not a shape: no size may be negative"
        raise Unfit(Fault("bad-type", said, (place,) if isinstance(written, list) else ()))
    return shape


def _only_numbers(value: Any, *path: int) -> Any:
    """Return nested lists of numbers as nested tuples."""
    if isinstance(value, list):
        return tuple([_only_numbers(item, *path, place) for place, item in enumerate(value)])
    if type(value) not in (int, float):
        raise Unfit(Fault("bad-type", f"write numbers here, not {named(value)}", path))
    return value


def _numbers(value: Any) -> Numbers:
    numbers: Numbers = _only_numbers(value)
    try:
        shape_of(numbers)
    except Unreadable as error:
        raise problem("bad-type", str(error)) from None
    return numbers


@takes(_INPUT | {"minProperties": 1, "allOf": [{"items": _SIZE, "additionalProperties": _INPUT} | _SPELT]})
def as_feed(value: Any) -> Feed:
    """Read an input: a shape, nested numbers, or a mapping with one for each parameter.

    `{numbers: ...}` and `{shape: ...}` say which of the two a list is.
    """
    if isinstance(value, dict) and not _is_spelt(value):
        if not value:
            raise problem("bad-type", "the input is missing: write a shape such as [1, 1, 10, 10], or numbers")
        return Each(_by_name(_one_input, value))
    return _one_input(value)


def _by_name(read: Callable[[Any], T], values: dict[str, Any]) -> tuple[tuple[str, T], ...]:
    """Return what is read of each value, by name. Raises Unfit with what is wrong in all of them."""
    found: list[tuple[str, T]] = []
    faults: list[Fault] = []
    for name, value in values.items():
        try:
            found.append((name, read(value)))
        except Unfit as unfit:
            faults += unfit.under(name)
    if faults:
        raise Unfit(*faults)
    return tuple(found)


def _at(name: str, read: Callable[[Any], T], value: Any) -> T:
    """Return what is read of the value under a name, whose faults are further in by that."""
    try:
        return read(value)
    except Unfit as unfit:
        raise Unfit(*unfit.under(name)) from None


def _is_spelt(value: dict[str, Any]) -> bool:
    return list(value) in (["numbers"], ["shape"])


def _one_input(value: Any) -> Sizes | Values:
    if isinstance(value, dict):
        if not _is_spelt(value):
            raise problem("bad-type", "write a shape, nested numbers or {numbers: [...]} for each input")
        if "shape" in value:
            return Sizes(_at("shape", as_shape, value["shape"]))
        return Values(_at("numbers", _numbers, value["numbers"]))
    if isinstance(value, list) and any(isinstance(item, list) for item in value):
        return Values(_numbers(value))
    if isinstance(value, list) and any(type(item) is float for item in value):
        raise problem("bad-type", "a flat list is a shape: write {numbers: [...]} for numbers in one row")
    return Sizes(as_shape(value))


@takes(_NUMBERS | {"type": ["array", "object"], "minProperties": 1})
def as_numbers(value: Any) -> Feed:
    """Read the input of a question about values: a flat list is numbers there, and `{shape: [...]}` a shape."""
    if isinstance(value, list):
        return Values(_numbers(value))
    if isinstance(value, dict):
        parts = {name: {"numbers": part} if isinstance(part, list) else part for name, part in value.items()}
        return as_feed(value if _is_spelt(value) else parts)
    raise problem("bad-type", f"write numbers such as [[1, 2], [3, 4]], not {named(value)}")


@takes({"type": "object", "additionalProperties": _NUMBERS})
def as_weights(value: Any) -> Weights:
    """Read parameters by name."""
    if not isinstance(value, dict):
        raise problem("bad-type", "write weights by name, such as {weight: [[1, 0]], bias: [0]}")
    return _by_name(_numbers, value)


def fed(layer: LayerCall, feed: Feed) -> Feed:
    """Return the feed as `layer` gets it: numbers for a layer of N dimensions have at least N + 2.

    >>> fed(LayerCall("MaxPool1d", (2,)), Values((1, 2)))
    Values(numbers=(((1, 2),),))
    """
    if type(feed) is Sizes:
        return feed
    dims = _dims(layer)
    if dims is None:
        return feed
    match feed:
        case Values(numbers):
            return Values(with_leading_ones(numbers, dims + 2))
        case Each(by_name):
            return Each(tuple([(name, _fed_part(part, dims)) for name, part in by_name]))
    return feed


def _fed_part(part: Sizes | Values, dims: int) -> Sizes | Values:
    return Values(with_leading_ones(part.numbers, dims + 2)) if isinstance(part, Values) else part


def _dims(layer: LayerCall) -> int | None:
    """Return N of an N-d layer; of the first layer that has one in a Sequential."""
    if layer.name != "Sequential":
        return LAYERS[layer.name].dims
    found = (_dims(part) for part in layer.args if isinstance(part, LayerCall))
    return next((dims for dims in found if dims is not None), None)


def input_shapes(feed: Feed) -> "Shape | dict[str, Shape]":
    """Return the shape of the input, or of each by name."""
    if isinstance(feed, Each):
        return {name: _part_shape(part) for name, part in feed.by_name}
    return _part_shape(feed)


def _part_shape(part: Sizes | Values) -> Shape:
    return part.shape if isinstance(part, Sizes) else shape_of(part.numbers)


@takes({"type": "array", "minItems": 1, "allOf": [{"items": {"type": "integer"}}]})
def as_axes(value: Any) -> tuple[int, ...]:
    """Read a list of axes."""
    if not isinstance(value, list) or not value or any(type(axis) is not int for axis in value):
        raise wanted("a list of axes", value, such_as="[-2, -1]")
    return tuple(value)


@takes({"type": ["integer", "string"]})
def as_output(value: Any) -> int | str:
    """Read which output is meant: an index, or the name of a parameter."""
    if type(value) not in (int, str):
        raise wanted("an index or the name of a parameter", value)
    found: int | str = value
    return found
