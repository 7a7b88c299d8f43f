"""A bank's own misconceptions: wrong formulas for a size, read from a file beside its topics."""

from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction
from functools import partial
from itertools import product
from typing import Any, Final

from ..arithmetic import Formula, Unsettled, read_formula
from ..catalogue import LAYERS
from ..findings import Finding, Source
from ..frozen import dataclass
from ..keys import (
    MOST_ITEMS,
    Fault,
    Unfit,
    as_many,
    as_name,
    as_text,
    as_words,
    key,
    named,
    problem,
    read_keys,
    takes,
    wanted,
)
from ..layercall import closest
from ..literals import Unreadable
from ..shapes import shown
from ..shelf import OWN_RULES as OWN_RULES
from ..sides import Side, Size, WrongSize
from ..sizes.windows import windows
from ..yamltext import MOST_FAULTS, TOO_MANY
from ..yamltraps import CARRIED
from ..yamltree import Path
from .known import MISCONCEPTIONS

_NAMES: Final = ("L", "k", "s", "p", "d", "op", "ceil_mode")
_TRANSPOSED: Final = "ConvTranspose"
_LISTED: Final = "misconceptions"
_NO_SIZE: Final = Fraction(1, 2)
"""What no layer gives, where a formula has no value."""


@takes({"type": ["string", "integer"]})
def _formula(value: Any) -> Formula:
    try:
        return read_formula(str(value) if type(value) is int else as_words(value), _NAMES, fractions=True)
    except Unreadable as error:
        raise problem("bad-formula", str(error)) from None


@takes({"type": "string"})
def _layer(value: Any) -> str:
    name = as_text(value).removeprefix("torch.").removeprefix("nn.")
    if name in LAYERS and LAYERS[name].dims:
        return name
    close = closest(name, tuple([one for one, layer in LAYERS.items() if layer.dims]))
    mend = f"did you mean {close}?" if close else "write one that has windows, such as MaxPool2d"
    raise problem("bad-layer", f"{named(value)} is no layer with windows; {mend}")


@dataclass(frozen=True, kw_only=True)
class OwnRule:
    """A wrong formula as its bank writes it."""

    name: str = key(as_name, about="The name of the misconception.", example="half-rounded")
    slip: str = key(as_words, about="What its user does, as in: it comes of …", example="rounding half a window up")
    size: Formula = key(
        _formula,
        about="The size that its user finds along one dimension, from L, k, s, p, d, of a transposed convolution op.",
        example="ceil((L + 2*p - k) / s) + 1",
    )
    when: Formula | None = key(_formula, None, about="Where it says something of its own.", example="p > 0")
    for_: tuple[str, ...] = key(
        as_many(_layer), (), about="The only layers that it is about.", example="[MaxPool2d, AvgPool2d]"
    )


def read_own_rules(source: Source, outer: Sequence[WrongSize] = ()) -> tuple[tuple[WrongSize, ...], list[Finding]]:
    """Return the misconceptions of a bank's own file, those that could be read, and everything that is wrong in it.

    `outer` are those of folders around its own.
    """
    tree = source.tree
    reader = _Reader(source)
    for fault in tree.faults:
        reader.add(fault.rule, fault.message, (fault.start, fault.end))
    data = tree.data
    items = data.get(_LISTED) if isinstance(data, dict) else None
    if not isinstance(items, list) or not items:
        if not tree.faults:
            start = tree.span((_LISTED,) if items is not None else ())[0]
            reader.add(
                "bad-type", f"write a list of a bank's own misconceptions under the key {_LISTED}", (start, start + 1)
            )
        return (), reader.findings
    assert isinstance(data, dict)
    for name in data:
        if name != _LISTED and not name.startswith(CARRIED):
            said = f"key {shown(name)} is unknown; this file has the one key {_LISTED}"
            reader.add("unknown-key", said, tree.span((name,), key=True))
    rules: dict[str, WrongSize] = {}
    for place, item in enumerate(items):
        if reader.full:
            break
        if place == MOST_ITEMS:
            said = f"too many: at most {MOST_ITEMS} misconceptions are read"
            reader.add("bad-type", said, tree.span((_LISTED, place)))
            break
        try:
            rule = _rule(item, {one.slug for one in outer} | rules.keys())
            rules[rule.slug] = rule
        except Unfit as unfit:
            reader.note(unfit.faults, (_LISTED, place))
    return tuple(rules.values()), reader.findings


class _Reader:
    """Collects what is wrong in one file."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.findings: list[Finding] = []
        self.full = False

    def add(self, rule: str, message: str, span: tuple[int, int]) -> None:
        if not self.full:
            self.full = len(self.findings) == MOST_FAULTS
            told = ("refused-yaml", TOO_MANY) if self.full else (rule, message)
            self.findings.append(self.source.finding(*told, span, fatal=True))

    def note(self, faults: Iterable[Fault], path: Path) -> None:
        tree = self.source.tree
        told = {fault.start for fault in tree.faults}
        for fault in faults:
            span = tree.span((*path, *fault.path), key=fault.of_key)
            if span[0] not in told and not any(start <= span[0] < end for start, end in tree.split):
                self.add(fault.rule, fault.sentence, span)


def _rule(item: Any, others: Collection[str]) -> WrongSize:
    """Return a misconception. Raises Unfit."""
    if not isinstance(item, dict):
        raise wanted("a mapping with the keys name, slip and size", item)
    own = read_keys(OwnRule, item)
    if own.name in MISCONCEPTIONS or own.name in others:
        where = "comes with Quizproof" if own.name in MISCONCEPTIONS else "is in this bank"
        said = f"the misconception {own.name!r} {where} already: give this one another name"
        raise Unfit(Fault("duplicate-id", said, ("name",)))
    used = own.size.names | (own.when.names if own.when is not None else frozenset())
    back = [name for name in own.for_ if _TRANSPOSED in name]
    if back and len(back) < len(own.for_):
        said = f"nn.{back[0]} goes by a formula of its own: write a misconception for it alone"
        raise Unfit(Fault("bad-type", said, ("for", own.for_.index(back[0]))))
    if "op" in used and own.for_ and not back:
        said = f"op is the output_padding of a transposed convolution, and nn.{own.for_[0]} has none"
        raise Unfit(Fault("bad-formula", said, ("size" if "op" in own.size.names else "when",)))
    rule = WrongSize(
        own.name,
        own.slip,
        partial(_size, own.size),
        partial(_holds, own.when),
        about_ceil=None if "ceil_mode" in used else False,
        transposed=bool(back) or "op" in used,
        formula=own.size.text,
        condition=own.when.text if own.when is not None else "",
        layers=own.for_,
    )
    _try(rule)
    return rule


def _values(side: Side) -> dict[str, int]:
    return {**dict(zip("Lkspd", side[:5], strict=True)), "op": side.op or 0, "ceil_mode": side.ceil}


def _size(formula: Formula, side: Side) -> Size:
    try:
        found = formula.run(_values(side))
    except Unsettled:
        return _NO_SIZE
    return _NO_SIZE if isinstance(found, str) else found if isinstance(found, Fraction) else int(found)


def _holds(formula: Formula | None, side: Side) -> bool:
    try:
        return formula is None or bool(formula.run(_values(side)))
    except Unsettled:
        return False


def _try(rule: WrongSize) -> None:
    """Raise Unfit where a formula gives no size at all, or the right ones only, for settings of every sort."""
    right = False
    sides = [side for side in _TRIED if rule.applies(side)]
    for side in sides:
        size = rule.size(side)
        if size > 0 and size == int(size):
            if size != _right(side):
                return
            right = True
    if sides:
        gives = "the right size" if right else "no size"
        every = "every" if right else "any"
        raise Unfit(Fault("bad-formula", f"this gives {gives} for {every} setting that was tried", ("size",)))


def _right(side: Side) -> int:
    if side.op is None:
        return windows(side.L, side.k, side.s, side.p, side.d, side.ceil)
    return (side.L - 1) * side.s - 2 * side.p + side.d * (side.k - 1) + side.op + 1


_TRIED: Final = tuple(
    [
        Side(L, k, s, p, d, True, ceil, op)
        for L, k, s, p, d in product((7, 8, 33, 224), (1, 2, 3, 5), (1, 2, 3), (0, 1, 2), (1, 2))
        for ceil, op in ((False, None), (True, None), (False, 0), (False, 1))
    ]
)
