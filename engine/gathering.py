"""What came of the variants of a family, gathered into what is said of the whole question."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import Any, Final

from .claims import Proof, plan_proof
from .family import Family, rendering
from .findings import WARNING, Finding
from .keys import Unfit
from .layercall import LayerCall
from .remembering import Result
from .sameness import Pair
from .topic import Topic
from .yamltree import Path

NAMED: Final = 4
"""So many variants are named in a sentence."""

LISTED: Final = 100
"""So many variants are listed for programs."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A variant that cannot be read, and why."""

    variant: str
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class _Told:
    """One thing that is wrong, as it was found first, and the variants in which it was."""

    first: Finding
    number: int = 0
    variants: list[str] = field(default_factory=list)
    last: str = ""


@dataclass(slots=True)
class Gathered:
    """The results of the variants that are proved so far; `left` are not."""

    family: Family
    left: int
    with_keys: bool
    computed: bool = False
    lacks_key: bool = False
    told: dict[tuple[str, int, int], _Told] = field(default_factory=dict)
    keys: list[tuple[str, str]] = field(default_factory=list)
    hashed: Any = field(default_factory=lambda: blake2b(digest_size=16))
    rendered: dict[bytes, str] = field(default_factory=dict)
    repeated: list[tuple[str, str]] = field(default_factory=list)
    alike: dict[tuple[LayerCall, LayerCall], _Told] = field(default_factory=dict)

    def plan(self, topic: Topic, path: Path) -> Iterator[Proof | Unread]:
        """Yield what must be proved of each variant."""
        for values in self.family.sets:
            label = self.family.label(values)
            filled = self.family.filled(values)
            self._render(label, rendering(filled))
            try:
                yield plan_proof(topic, self.family.read(filled, label), path)
            except Unfit as unfit:
                name = self.family.first.id
                said = [(fault.rule, fault.sentence, (*path, *fault.path)) for fault in unfit.faults]
                yield Unread(label, tuple([topic.finding(*one, question=name) for one in said]))

    def _render(self, label: str, rendering: str) -> None:
        first = self.rendered.setdefault(blake2b(rendering.encode(), digest_size=16).digest(), label)
        if first != label:
            self.repeated.append((label, first))

    def add(self, step: Proof | Unread, result: Result, pairs: Sequence[Pair]) -> None:
        """Take what came of one variant, and the choices of it that torch must still compare."""
        self.left -= 1
        label = (step.variant if isinstance(step, Unread) else step.question.variant) or ""
        for pair in pairs:
            self._tell(self.alike.setdefault(pair.layers, _Told(pair.finding)), label)
        self.computed = self.computed or result.computed
        for finding in result.findings:
            self._tell(self.told.setdefault((finding.rule, finding.line, finding.column), _Told(finding)), label)
        if result.key is None:
            self.lacks_key = True
            return
        self.hashed.update(f"{label} {result.key}\n".encode())
        if self.with_keys:
            self.keys.append((label, result.key))

    def _tell(self, told: _Told, label: str) -> None:
        if label != told.last:
            told.last = label
            told.number += 1
            if len(told.variants) < LISTED:
                told.variants.append(label)

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The choices that torch must still compare, and what is found if they are the same."""
        return tuple([Pair(layers, _of_family(told, len(self.family))) for layers, told in self.alike.items()])

    def result(self, topic: Topic, path: Path) -> Result:
        """Return what came of the whole question. Its key stands for those of all variants."""
        number = len(self.family)
        findings = [_of_family(told, number) for told in self.told.values()]
        if self.family.fault is not None:
            said, at = self.family.fault
            findings.append(topic.finding("bad-formula", said, (*path, *at), question=self.family.first.id))
        if self.repeated:
            findings.append(_same_variant(topic, path, self.family.first.id, self.repeated, number))
        key = None if self.lacks_key else f"blake2b:{self.hashed.hexdigest()} of {_variants(number)}"
        return Result(tuple(findings), key, self.computed, number, tuple(self.keys))


def _of_family(told: _Told, number: int) -> Finding:
    """Return a finding with the variants that have it in its sentence, without a fix: it would change them all."""
    first, others = told.variants[0], told.variants[1:NAMED]
    if number == 1:
        where = first
    elif told.number == number:
        where = f"{first}, as in all {_variants(number)}"
    elif told.number == 1:
        where = f"{first}, one of {_variants(number)}"
    else:
        more = "; ..." if told.number > NAMED else ""
        where = f"{first}, and in {told.number - 1:,} more of {_variants(number)}: {'; '.join(others)}{more}"
    message = f"{told.first.message} (with {where})"
    return replace(told.first, message=message, variant=first, variants=tuple(told.variants), fix=None)


def _same_variant(topic: Topic, path: Path, question: str, repeated: list[tuple[str, str]], number: int) -> Finding:
    label, first = repeated[0]
    verb = "asks" if len(repeated) == 1 else "ask"
    message = f"{len(repeated):,} of {_variants(number)} {verb} the same as another: {label} the same as {first}"
    found = topic.finding("same-variant", message, (*path, "params"), question=question, severity=WARNING)
    return replace(found, variant=label, variants=tuple([one for one, _ in repeated[:LISTED]]))


def _variants(number: int) -> str:
    return f"{number:,} variant{'s' * (number != 1)}"
