"""LayerCall: a layer as data, the name of a class in `torch.nn` and literal arguments."""

import ast
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, Final, TypeAlias

from .catalogue import EXCLUDED, LAYERS
from .frozen import dataclass
from .literals import LEARNER, Bounds, Budget, Literal, Unreadable, literal, parse, refused

Argument: TypeAlias = "Literal | LayerCall | tuple[Argument, ...]"

LARGEST: Final = 10_000_000
"""No whole number in a layer is larger: torch crashes, hangs or overflows on larger ones."""

_WHOLE: Final = re.compile(r"([0-9](?<![\w.].)(?:(?<!0)[0-9]{1,6})?(?![\w.]))")
"""A whole number below LARGEST that touches nothing which might belong to it, as in 0x3, 1_000, 1e3, 3.5 and 010."""

_PLACES: Final = {"device": "layers run on the CPU", "dtype": "layers run in float32"}


@dataclass(frozen=True, slots=True)
class LayerCall:
    """One layer: `str()` writes it as torch users do, and reading that gives an equal value.

    >>> str(read_layer("MaxPool2d([3, 3], stride = 2)"))
    'nn.MaxPool2d((3, 3), stride=2)'
    """

    name: str
    args: "tuple[Argument, ...]" = ()
    kwargs: "tuple[tuple[str, Argument], ...]" = ()

    def __str__(self) -> str:
        words = [_written(value) for value in self.args]
        words += [f"{word}={_written(value)}" for word, value in self.kwargs]
        return f"nn.{self.name}({', '.join(words)})"

    def wire(self) -> list[object]:
        """Return plain lists and tuples: a list is a call, a tuple is a tuple."""
        return [self.name, _wired(self.args), _wired(self.kwargs)]

    def walk(self) -> "Iterator[LayerCall]":
        """Yield this layer and every layer among its arguments, outermost first."""
        yield self
        for value in (*self.args, *(value for _, value in self.kwargs)):
            yield from _layers_in(value)


@lru_cache(maxsize=8_192)
def read_layer(text: str, bounds: Bounds = LEARNER) -> LayerCall:
    """Return the layer that `text` writes: `nn.`, `torch.nn.` or bare, with literal or layer arguments.

    Raises Unreadable: not a call, an unknown or excluded name, an argument that is no literal,
    a keyword twice, `device` or `dtype`, a number out of bounds.
    """
    if len(text) <= min(LEARNER.chars, bounds.chars):
        pieces = _WHOLE.split(text)
        form = _form("0".join(pieces[::2]), bounds)
        if form is not None:
            found = form(map(int, pieces[1::2]))
            assert isinstance(found, LayerCall)
            return found
    return _read(text, bounds)[1]


def _read(text: str, bounds: Bounds) -> tuple[ast.Call, LayerCall]:
    tree = parse(text, bounds)
    if type(tree) is not ast.Call:
        raise Unreadable(_no_call(tree))
    return tree, _call(tree, Budget(bounds), 1)


_Form: TypeAlias = "Callable[[Iterator[int]], Argument]"
"""Takes as many numbers as it needs and returns what the text writes with these in it."""


@lru_cache(maxsize=2_048)
def _form(text: str, bounds: Bounds) -> "_Form | None":
    """Return what every text writes that differs from `text` in whole numbers only; each of these is 0 in `text`.

    Reading a text takes four times as long as filling a form, and most answers differ in numbers only. Which numbers
    stand there decides nothing about syntax, nodes or depth. None where `text` is unreadable, where a number stands in
    a comment or within quotes, and for several lines.
    """
    if "\n" in text:
        return None
    indent = len(text) - len(text.lstrip())
    places = {number.start() - indent for number in _WHOLE.finditer(text)}
    try:
        form = _formed(*_read(text, bounds), places)
    except Unreadable:
        return None
    return None if places else form


def _formed(node: ast.expr, read: "Argument", places: set[int]) -> _Form:
    """Return the form of one node, which was `read` as it stands; takes its numbers out of `places`."""
    if isinstance(node, ast.Constant) and node.col_offset in places:
        places.remove(node.col_offset)
        return next
    if isinstance(node, ast.UnaryOp) and node.operand.col_offset in places:
        places.remove(node.operand.col_offset)
        return lambda numbers: -next(numbers)
    if isinstance(node, ast.Tuple | ast.List):
        assert isinstance(read, tuple)
        items = [_formed(*item, places) for item in zip(node.elts, read, strict=True)]
        return lambda numbers: tuple([item(numbers) for item in items])
    if isinstance(node, ast.Call):
        assert isinstance(read, LayerCall)
        name = read.name
        args = [_formed(*arg, places) for arg in zip(node.args, read.args, strict=True)]
        pairs = zip(node.keywords, read.kwargs, strict=True)
        words = [(word, _formed(keyword.value, value, places)) for keyword, (word, value) in pairs]
        return lambda numbers: LayerCall(
            name,
            tuple([arg(numbers) for arg in args]),
            tuple([(word, value(numbers)) for word, value in words]),
        )
    return lambda _: read


def _call(node: ast.Call, budget: Budget, depth: int) -> LayerCall:
    name = layer_name(node.func)
    budget.spend(len(node.args) + len(node.keywords), depth)
    args = tuple([_argument(value, budget, depth + 1) for value in node.args])
    if not node.keywords:
        return LayerCall(name, args)
    kwargs: dict[str, Argument] = {}
    for keyword in node.keywords:
        word = keyword.arg
        if word is None:
            raise Unreadable("`**` is not allowed: write each argument by its name")
        if word in _PLACES:
            raise Unreadable(f"the argument {word!r} is not allowed: {_PLACES[word]}")
        if word in kwargs:
            raise Unreadable(f"the argument {word!r} is given twice")
        kwargs[word] = _argument(keyword.value, budget, depth + 1)
    return LayerCall(name, args, tuple(kwargs.items()))


def _argument(node: ast.expr, budget: Budget, depth: int) -> "Argument":
    kind = type(node)
    if kind is ast.Constant:
        value = node.value  # type: ignore[attr-defined]  # a Constant, as just compared
        if type(value) is int and value <= LARGEST:
            return value
    elif kind is ast.Call:
        assert isinstance(node, ast.Call)
        return _call(node, budget, depth)
    elif kind is ast.Tuple or kind is ast.List:
        assert isinstance(node, ast.Tuple | ast.List)
        budget.spend(len(node.elts), depth)
        return tuple([_argument(item, budget, depth + 1) for item in node.elts])
    found = literal(node, budget, depth)
    if type(found) in (int, float) and abs(found) > LARGEST:  # type: ignore[arg-type]  # a number
        number = repr(found) if len(repr(found)) <= 24 else f"a number of {len(repr(found))} digits"
        raise Unreadable(f"{number} is too large: no number in a layer may pass {LARGEST:,}")
    return found


def layer_name(node: ast.expr) -> str:
    """Return the class that `nn.X`, `torch.nn.X` or `X` names. Raises Unreadable where there is none."""
    path = dotted(node)
    if path is None:
        raise Unreadable(f"{refused(node)} is not a layer of torch.nn")
    name = _NAMES.get(path)
    if name is None:
        raise Unreadable(_unknown(path, path.removeprefix("torch.").removeprefix("nn.")))
    return name


_NAMES: Final = {f"{prefix}{name}": name for prefix in ("", "nn.", "torch.nn.") for name in LAYERS}


def dotted(node: ast.expr) -> str | None:
    """Return `a.b.c` where the node is names joined by dots, else None."""
    parts: list[str] = []
    while type(node) is ast.Attribute:
        assert isinstance(node, ast.Attribute)
        parts.append(node.attr)
        node = node.value
    if type(node) is not ast.Name:
        return None
    assert isinstance(node, ast.Name)
    return ".".join([node.id, *reversed(parts)])


def _unknown(path: str, name: str) -> str:
    if name in EXCLUDED:
        return f"nn.{name} cannot be used here: {EXCLUDED[name]}"
    close = closest(name.rpartition(".")[2].replace("_", ""), tuple(LAYERS))  # nn.functional.max_pool2d
    meant = f"; did you mean nn.{close}?" if close else ""
    return f"{path if len(path) <= 40 else path[:39] + '…'} is not a layer of torch.nn{meant}"


def closest(word: str, known: tuple[str, ...]) -> str | None:
    """Return the known word that looks most like `word`, without regard to case, or None."""
    from difflib import get_close_matches  # costs 10 ms, and only a mistake needs it

    by_lower = {name.lower(): name for name in known}
    found = get_close_matches(word[:60].lower(), by_lower, n=1, cutoff=0.6)
    return by_lower[found[0]] if found else None


def _no_call(tree: ast.expr) -> str:
    path = dotted(tree)
    name = path.rpartition(".")[2] if path else ""
    if name in LAYERS:
        return f"{name} has no arguments: write a call such as nn.{name}(...)"
    return f"{refused(tree)} is not a layer: write one such as nn.MaxPool2d(3, stride=2)"


def _written(value: "Argument") -> str:
    if isinstance(value, tuple):
        inner = ", ".join([_written(item) for item in value])
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    return str(value) if isinstance(value, LayerCall) else repr(value)


def _wired(value: Any) -> Any:
    if type(value) is LayerCall:
        return value.wire()
    return tuple([_wired(item) for item in value]) if type(value) is tuple else value


def _layers_in(value: "Argument") -> Iterator[LayerCall]:
    if isinstance(value, LayerCall):
        yield from value.walk()
    elif isinstance(value, tuple):
        for item in value:
            yield from _layers_in(item)
