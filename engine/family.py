"""A family: a question with placeholders, and the sets of values that fill them in, in a fixed order for ever."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice
from typing import Any, Final

from .arithmetic import Formula, read_conditions, read_formula
from .frozen import dataclass
from .keys import Fault, Unfit, as_words, faults_in, readers
from .literals import Unreadable
from .params import LONGEST_TEXT, Let, Params, Value, as_let, as_params
from .placeholders import Fill, template
from .question import OF_VARIANTS, Question
from .reading import kind_of, read_question, with_evidence
from .walking import Effort as Effort
from .walking import Lets, Space, Walk, label_of
from .yamltree import Path

MOST_VARIANTS: Final = 100_000
_FEW: Final = 400  # so many variants of 1 MiB, which is all that a file may hold, are within bounds
MOST_TEXT: Final = 400_000_000
"""So many characters all variants of a question may have together: 100,000 of a page each."""

_BESIDE: Final = frozenset(("hints", "explanation", "mistakes", "tags", "source", "difficulty", "seconds", "points"))
"""Keys that a learner does not see in the question itself."""


_APART: Final = (*OF_VARIANTS, "evidence")
"""Keys that are read in a way of their own."""


class NoVariant(ValueError):
    """There is no such variant. `str()` is one sentence."""


@dataclass(frozen=True, eq=False)
class Family:
    """A question in variants. `first` is the first of them, `fills` make the keys that differ."""

    space: Space
    fills: Mapping[str, Fill]
    first: Question

    @cached_property
    def _walked(self) -> tuple[tuple[tuple[Value, ...], ...], tuple[str, Path] | None]:
        walk = Walk(self.space)
        sets = tuple(islice(walk.valid(), MOST_VARIANTS))
        return sets, (walk.fault, walk.at) if walk.fault is not None else None

    @property
    def sets(self) -> tuple[tuple[Value, ...], ...]:
        """Every valid set of values, in order."""
        return self._walked[0]

    @property
    def fault(self) -> tuple[str, Path] | None:
        """What is wrong with the first set for which a formula has no value, and which; None where no set is such."""
        return self._walked[1]

    def __len__(self) -> int:
        return len(self.sets)

    def label(self, values: Sequence[Value]) -> str:
        """Return the name of a variant, such as "n=10,k=3"."""
        return label_of(self.space.params.names, values)

    def filled(self, values: Sequence[Value]) -> dict[str, Any]:
        """Return the keys that differ from variant to variant, filled in with these values."""
        named = self.space.named(values)
        return {name: fill(named) for name, fill in self.fills.items()}

    def read(self, filled: dict[str, Any], label: str) -> Question:
        """Return the variant of this label whose keys are filled in. Raises Unfit where it cannot be read."""
        return _variant(self.first, filled, label)

    def question(self, values: Sequence[Value]) -> Question:
        """Return the variant with these values. Raises Unfit where it cannot be read."""
        return self.read(self.filled(values), self.label(values))

    def find(self, label: str) -> Question:
        """Return the variant that a label such as "n=10,k=3" names; the first that fits where it leaves some out.

        Raises NoVariant.
        """
        values = self._by_label.get(label) or self._fitting(label)
        return self.question(values)

    @cached_property
    def _by_label(self) -> dict[str, tuple[Value, ...]]:
        return {self.label(values): values for values in self.sets}

    def _fitting(self, label: str) -> tuple[Value, ...]:
        names = self.space.params.names
        wanted = _read_label(label, names)
        for values in self.sets:
            if all(wanted.get(name, str(value)) == str(value) for name, value in zip(names, values, strict=True)):
                return values
        such = f"such as {self.label(self.sets[0])}"
        raise NoVariant(f"{self.first.id} has no variant {label[:80]}; it has {len(self):,}, {such}")


def _read_label(label: str, names: Sequence[str]) -> dict[str, str]:
    """Return the values that a label gives by name, as texts. Raises NoVariant."""
    begins = re.compile(rf"(?:^|,)\s*({'|'.join(map(re.escape, names))})\s*=")
    marks = list(begins.finditer(label))
    if not marks or label[: marks[0].start()].strip():
        raise NoVariant(f"{label[:80]!r} names no variant: write values of {', '.join(names)}, such as {names[0]}=10")
    ends = [*[mark.start() for mark in marks[1:]], len(label)]
    return {mark[1]: label[mark.end() : end].strip() for mark, end in zip(marks, ends, strict=True)}


def read_family(item: dict[str, Any], effort: Effort) -> Family:
    """Return the family that a question with `params` is. Raises Unfit with everything that is wrong in it."""
    kind = kind_of(item)
    rest = {name: value for name, value in item.items() if name not in OF_VARIANTS}
    try:
        space = _space(item)
        fills, constants = template(rest, _names(space))
        values = _first_set(space, effort, item, repr(rest))
    except Unfit as unfit:  # what else is wrong with the question is told too, as far as nothing must be filled in
        known = readers(kind)
        unread = {name for name, value in item.items() if name in known and (name in _APART or "$" in repr(value))}
        others = faults_in(kind, {name: value for name, value in rest.items() if name not in unread}, *unread)
        raise Unfit(*unfit.faults, *others) from None
    named, label = space.named(values), label_of(space.params.names, values)
    try:
        first = read_question(constants | {name: fill(named) for name, fill in fills.items()})
    except Unfit as unfit:
        raise Unfit(*[_with(fault, label, fills) for fault in unfit.faults]) from None
    let = tuple([(name, formula.text) for name, formula in space.lets])
    where = item.get("where", "")
    return Family(space, fills, replace(first, params=space.params, let=let, where=where, variant=label))


def _first_set(space: Space, effort: Effort, item: dict[str, Any], written: str) -> tuple[Value, ...]:
    """Return the first valid set of values. Raises Unfit where there is none, or there are too many."""
    walk = Walk(space, effort)
    values = next(walk.valid(), None)
    if values is None:
        at = walk.at or (("where",) if "where" in item else ("params",))
        raise Unfit(Fault(*_no_variant(walk, space), at))
    if space.spanned > _FEW:
        size = len(written) + LONGEST_TEXT * written.count("$")
        if space.spanned > MOST_VARIANTS or space.spanned * size > MOST_TEXT:
            _refuse_too_many(space, effort, size)
    return values


def _with(fault: Fault, label: str, fills: Mapping[str, Fill]) -> Fault:
    """Return a fault with the variant that has it, where it comes of what was filled in."""
    return (
        fault._replace(sentence=f"{fault.sentence} (with {label})")
        if fault.path[:1] and fault.path[0] in fills
        else fault
    )


def _names(space: Space) -> tuple[str, ...]:
    return (*space.params.names, *[name for name, _ in space.lets])


def _no_variant(walk: Walk, space: Space) -> tuple[str, str]:
    if walk.fault is not None:
        return "bad-formula", walk.fault
    if walk.spent:
        return _spans_too_much(space)
    return "no-variant", "no set of values makes a variant: `where` holds for none"


def _spans_too_much(space: Space) -> tuple[str, str]:
    said = f"these ranges span {space.spanned:,} sets of values, more than are tried in a file: narrow them"
    return "too-many-variants", said


def _refuse_too_many(space: Space, effort: Effort, size: int) -> None:
    walk = Walk(space, effort)
    number = sum(1 for _ in walk.valid())
    if walk.spent:
        raise Unfit(Fault(*_spans_too_much(space), ("params",)))
    if number > MOST_VARIANTS:
        said = f"there are {number:,} variants, and at most {MOST_VARIANTS:,} are proved: narrow the ranges"
        raise Unfit(Fault("too-many-variants", said, ("params",)))
    if number * size > MOST_TEXT:
        said = f"there are {number:,} variants of up to {size:,} characters, more than is proved: narrow the ranges"
        raise Unfit(Fault("too-many-variants", said, ("params",)))


def _space(item: dict[str, Any]) -> Space:
    """Return the values that the keys of a family speak of. Raises Unfit."""
    if "params" not in item:
        name = "let" if "let" in item else "where"
        raise Unfit(
            Fault("missing-key", f"{name!r} speaks of values, and key 'params' is missing", (name,), of_key=True)
        )
    faults: list[Fault] = []
    read: dict[str, Any] = {"params": Params((), ()), "let": ()}
    for name, reader, written in (("params", as_params, item["params"]), ("let", as_let, item.get("let", {}))):
        try:
            read[name] = reader(written)
        except Unfit as unfit:
            faults += unfit.under(name)
    if faults:
        raise Unfit(*faults)
    params: Params = read["params"]
    lets, faults = _lets(read["let"], params.names)
    where: tuple[Formula, ...] = ()
    if "where" in item:
        try:
            where = read_conditions(as_words(item["where"]), (*params.names, *[name for name, _ in read["let"]]))
        except Unreadable as error:
            faults.append(Fault("bad-formula", str(error), ("where",)))
        except Unfit as unfit:
            faults += unfit.under("where")
    if faults:
        raise Unfit(*faults)
    return Space(params, lets, where)


def _lets(let: Let, params: tuple[str, ...]) -> tuple[Lets, list[Fault]]:
    found: list[tuple[str, Formula]] = []
    faults: list[Fault] = []
    known = list(params)
    for name, text in let:
        if name in params:
            said = f"{name!r} is a name of params already: choose another"
            faults.append(Fault("bad-formula", said, ("let", name), of_key=True))
            continue
        try:
            found.append((name, read_formula(text, known)))
        except Unreadable as error:
            said = _too_early(text, known, let) or str(error)
            faults.append(Fault("bad-formula", said, ("let", name)))
        known.append(name)
    return tuple(found), faults


def _too_early(text: str, known: list[str], let: Let) -> str:
    """Return what is wrong with a formula that speaks of what comes later; "" where something else is wrong."""
    try:
        used = read_formula(text, (*known, *[name for name, _ in let])).names
    except Unreadable:
        return ""
    late = min(used - set(known))
    return f"{late!r} is not computed yet: a formula speaks of params, and of what stands above it in let"


def rendering(filled: Mapping[str, Any]) -> str:
    """Return a text that is the same for two variants that ask the same."""
    return repr([value for name, value in filled.items() if name not in _BESIDE])


def _variant(first: Question, data: dict[str, Any], label: str) -> Question:
    """Return a variant: the first, with other values for the keys that differ. Raises Unfit."""
    if "evidence" in data:
        data = data | {"evidence": with_evidence({"kind": first.kind, "evidence": data["evidence"]})["evidence"]}
    known = readers(type(first))
    changed: dict[str, Any] = {}
    faults: list[Fault] = []
    for name, value in data.items():
        try:
            changed[name] = known[name][0](value)
        except Unfit as unfit:
            faults += unfit.under(name)
    if faults:
        raise Unfit(*faults)
    return replace(first, **changed, variant=label)
