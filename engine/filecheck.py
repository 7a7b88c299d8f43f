"""Prove the questions of files, as they are read, and say file by file what came of it."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeAlias

from .bank import Read
from .cache import Cache, Entries
from .claims import Proof, plan_proof
from .findings import ERROR, Finding
from .gathering import Gathered, Unread
from .ignoring import silence
from .jobs import Job, Outcome, foretold
from .locking import Lock
from .oracle import Oracle
from .proof import settle_proof
from .proofprose import TopicProof, plan_topic, settle_topic
from .remembering import Result, question_digest, recall, remember, topic_digest, unplaced
from .sameness import Pair, same_settings


@dataclass(frozen=True, slots=True)
class How:
    """How files are checked: whether anything is run, what is remembered, and the keys that must not move.

    `keys`: the key of every variant is wanted.
    """

    run: bool = True
    cache: Cache | None = None
    lock: Lock | None = None
    keys: bool = False


@dataclass(slots=True)
class Checked:
    """What came of one file. `keys` has id, variant and key of all that is proved, `locked` one key for each id."""

    file: str
    topic: str
    ids: tuple[str, ...]
    findings: list[Finding]
    proved: int = 0
    trusted: int = 0
    remembered: int = 0
    ignored: int = 0
    variants: int = 0
    keys: list[tuple[str, str | None, str]] = field(default_factory=list)
    locked: list[tuple[str, str]] = field(default_factory=list)


_TORCH: Final = re.compile(r"\btorch(?= gives\b|'s\b)")


_Step: TypeAlias = "tuple[_File, TopicProof | Proof | Result | Unread, int, str]"
"""A file, what to prove in it, the place of the question in it (-1: what stands beside them), and the digest."""


def check_files(
    reads: Iterable[Read], oracle: Oracle, how: How, tell: Callable[[float], None] = lambda _: None
) -> Iterator[Checked]:
    """Yield what came of each file; memory does not grow with their number. Raises TorchAbsent.

    `tell` is told how many files are done, also in part, after each question.
    """
    waiting: list[_File] = []
    done = 0
    for (file, step, index, found_in), outcomes in _outcomes(_steps(reads, how), oracle, how):
        file.settle(step, index, found_in, outcomes)
        tell(done + 1 - file.left / file.steps)
        if not file.left:
            done += 1
            if file.pairs:
                waiting.append(file)
            else:
                yield file.close(oracle)
    pairs = [(file, waits) for file in waiting for waits in file.pairs]
    same = same_settings(oracle, [waits.pair for _, waits in pairs])
    told: set[tuple[object, ...]] = set()  # each choice is told once, with the first that means the same
    for (file, waits), is_same in zip(pairs, same, strict=True):
        finding = waits.pair.finding
        second = (id(file), finding.line, finding.column, finding.variant)
        if is_same and second not in told:
            told.add(second)
            file.add_same(waits)
    for file in waiting:
        yield file.close(oracle)


def _outcomes(
    steps: Iterable[tuple[_Step, Sequence[Job]]], oracle: Oracle, how: How
) -> Iterator[tuple[_Step, list[Outcome]]]:
    if how.run:
        return oracle.map(steps)
    return ((step, [foretold(job) for job in jobs]) for step, jobs in steps)


def _steps(reads: Iterable[Read], how: How) -> Iterator[tuple[_Step, Sequence[Job]]]:
    for read in reads:
        topic = read.topic
        file = _File(read, how)
        found_in = topic_digest(topic) if how.cache is not None and topic.questions else ""
        whole = recall(file.known, found_in, topic, 0, None) or plan_topic(topic)
        yield (file, whole, -1, found_in), whole.jobs if isinstance(whole, TopicProof) else ()
        for index, (question, place) in enumerate(zip(topic.questions, topic.places, strict=True)):
            found_in = question_digest(topic, place) if how.cache is not None else ""
            start = topic.source.tree.span(place)[0]
            remembered = recall(file.known, found_in, topic, start, question.id)
            if remembered is not None and not (how.keys and question.variant):
                yield (file, remembered, index, found_in), ()
            elif question.variant is not None:
                for variant in file.gather(index).plan(topic, place):
                    yield (file, variant, index, found_in), variant.jobs if isinstance(variant, Proof) else ()
            else:
                proof = plan_proof(topic, question, place)
                yield (file, proof, index, found_in), proof.jobs


@dataclass(frozen=True, slots=True)
class _Waits:
    """Two choices that torch must still compare: the place of their question, and what to add to which entry if so."""

    pair: Pair
    index: int
    entry: list[Any]
    found: list[Any]


class _File:
    """A file that is being proved. It lets go of its text as soon as all of its outcomes are there."""

    def __init__(self, read: Read, how: How) -> None:
        topic = read.topic
        self.how = how
        self.topic = topic
        self.ignores = read.ignores
        self.known: Entries = how.cache.read(topic.source.file) if how.cache is not None and topic.questions else {}
        self.entries: Entries = {}
        self.left = self.steps = 1 + len(topic.questions)
        self.gathered: dict[int, Gathered] = {}
        self.pairs: list[_Waits] = []
        self.proved: dict[int, tuple[str, Result]] = {}
        ids = tuple([question.id for question in topic.questions])
        self.checked = Checked(topic.source.file, topic.name, ids, list(read.findings), ignored=read.silenced)

    def gather(self, index: int) -> Gathered:
        """Return where the results of a family's variants come together."""
        family = self.topic.families[self.topic.questions[index].id]
        self.steps += len(family) - 1
        self.left += len(family) - 1
        self.gathered[index] = Gathered(family, len(family), self.how.keys)
        return self.gathered[index]

    def settle(
        self, step: TopicProof | Proof | Result | Unread, index: int, found_in: str, outcomes: Sequence[Outcome]
    ) -> None:
        """Take note of what came of one step."""
        self.left -= 1
        pairs: Sequence[Pair] = ()
        if isinstance(step, Result):
            result = step
            self.checked.remembered += index >= 0
        elif isinstance(step, TopicProof):
            result = Result(tuple(settle_topic(step, outcomes)), None, False)
        elif isinstance(step, Unread):
            result = Result(step.findings, None, True)
        else:
            result, pairs = settle_proof(step, outcomes)
        gathered = self.gathered.get(index)
        if gathered is not None:
            assert isinstance(step, Proof | Unread)
            gathered.add(step, result, pairs)
            if gathered.left:
                return
            result, pairs = gathered.result(self.topic, self.topic.places[index]), gathered.pairs
            del self.gathered[index]
        start = self.topic.source.tree.span(self.topic.places[index])[0] if index >= 0 else 0
        entry = self.known[found_in] if isinstance(step, Result) else remember(result, self.topic, start)
        if found_in and result.lasting:
            self.entries[found_in] = entry
        if self.how.run:
            self.pairs += [_Waits(pair, index, entry, unplaced(pair.finding, self.topic, start)) for pair in pairs]
        self._find(result.findings if self.how.run else [_by_formula(one) for one in result.findings])
        if index >= 0:
            question, place = self.topic.questions[index], self.topic.places[index]
            if not any(finding.severity == ERROR for finding in result.findings):
                self.proved[index] = question.id, result
            self.checked.variants += result.variants
            if self.how.lock is not None:
                self._find(list(self.how.lock.compare(self.topic, question, place, result.key)))
        if not self.left:
            del self.topic

    def add_same(self, waits: _Waits) -> None:
        """Take note that two choices turned out to mean the same."""
        self._find([waits.pair.finding])
        waits.entry[2].append(waits.found)
        self.proved.pop(waits.index, None)

    def close(self, oracle: Oracle) -> Checked:
        """Return what came of the file, and remember it."""
        checked, cache = self.checked, self.how.cache
        if cache is not None and self.entries != self.known and oracle.torch_run in ("", cache.torch):
            cache.write(checked.file, self.entries)
        if self.how.run:
            checked.findings += [finding for one in self.ignores for finding in one.unused.values()]
            checked.proved = sum(result.computed for _, result in self.proved.values())
            checked.trusted = len(self.proved) - checked.proved
        for name, result in self.proved.values():
            if result.key is not None:
                checked.locked.append((name, result.key))
                variants = [(name, variant, key) for variant, key in result.keys]
                checked.keys += variants or [(name, None, result.key)]
        return checked

    def _find(self, findings: Sequence[Finding]) -> None:
        kept = silence(self.ignores, findings)
        self.checked.ignored += len(findings) - len(kept)
        self.checked.findings += kept


def _by_formula(finding: Finding) -> Finding:
    """Return a finding where no torch was asked: what it is said to give is what the formula gives."""
    return replace(finding, message=_TORCH.sub("the formula", finding.message))
